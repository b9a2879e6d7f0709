//! The JSON that the program writes is what its schema says. Here rather than beside the core, whose tests need no
//! validator.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

use std::path::Path;

use headwater::id::PageIx;
use headwater::page::{self, Given, Limits, Media, Page, Source};
use headwater::report::json;
use headwater::trace::{self, Options, Trace};
use headwater::{reuse, speech};
use jsonschema::Validator;
use serde_json::{Value, json};

#[path = "../../headwater/tests/report/invented.rs"]
#[allow(dead_code, reason = "the reports' own tests use all of it")]
mod invented;

const SCHEMA: &str = include_str!("../../headwater/schema/trace-1.schema.json");

fn schema() -> Value {
    serde_json::from_str(SCHEMA).unwrap()
}

/// A validator of one line of another command, by the name of its definition.
fn part(definition: &str) -> Validator {
    let whole = schema();
    let part = json!({"$schema": whole["$schema"], "$ref": format!("#/$defs/{definition}"), "$defs": whole["$defs"]});
    jsonschema::validator_for(&part).unwrap()
}

fn check(validator: &Validator, text: &str) {
    let value: Value = serde_json::from_str(text).unwrap();
    let wrong: Vec<String> =
        validator.iter_errors(&value).take(5).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The invented story of Tern Bay.
fn tern_bay() -> Vec<Page> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/tern-bay");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    let mut pages = Vec::new();
    for path in paths {
        let media = match path.extension().and_then(|e| e.to_str()) {
            Some("html") => Media::Html,
            Some("txt") => Media::Text,
            _ => continue,
        };
        let bytes = std::fs::read(&path).unwrap().into();
        let path = path.file_name().unwrap().to_string_lossy().into_owned();
        pages.push(page::read(
            &Source { path, bytes, media, charset: None, given: Given::default() },
            &Limits::default(),
        ));
    }
    assert!(pages.len() > 5);
    pages
}

#[test]
fn the_schema_describes_a_trace_with_a_finding_of_every_kind() {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    check(&validator, &json::write(&invented::lock_gate()));
}

#[test]
fn the_schema_describes_real_output() {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    check(&validator, &json::write(&trace::trace(tern_bay(), &Options::default())));
    check(&validator, &json::write(&Trace::default()));
}

#[test]
fn the_schema_describes_the_lines_of_read_quotes_and_reuse() {
    let pages = tern_bay();
    let (page, attributions, passage) = (part("page"), part("attributions"), part("passage"));
    for p in &pages {
        check(&page, &json::page(p, &p.path));
        check(&attributions, &json::attributions(p, &p.path, &speech::listen(p)));
    }
    let heard = speech::hear(&pages);
    for (i, p) in pages.iter().enumerate() {
        check(&attributions, &json::attributions_of(&pages, PageIx::new(i), &p.path, &heard));
    }
    let reuse = reuse::find(&pages, &reuse::Options::default());
    let lines = json::passages(&Trace { pages, reuse, ..Trace::default() });
    assert!(!lines.is_empty());
    lines.lines().for_each(|line| check(&passage, line));
}

#[test]
fn ranges_count_code_points_and_fit_their_words() {
    let trace = invented::lock_gate();
    let value: Value = serde_json::from_str(&json::write(&trace)).unwrap();
    let q = &value["quotations"][0];
    let text: Vec<char> = value["pages"][0]["text"].as_str().unwrap().chars().collect();
    let at = |n: usize| q["content"][0][n].as_u64().unwrap() as usize;
    let words: String = text[at(0)..at(1)].iter().collect();
    assert!(words.starts_with("“The gate was never") && words.ends_with("do it,”"), "{words}");
    assert_eq!(value["statements"][0]["text"], words);
}

#[test]
fn only_speakers_to_whom_a_finding_refers_are_listed() {
    let value: Value = serde_json::from_str(&json::write(&invented::lock_gate())).unwrap();
    let names: Vec<&str> = value["speakers"].as_array().unwrap().iter().filter_map(|s| s["name"].as_str()).collect();
    assert_eq!(names, ["Odalys Brennick", "Tiber Vance", "Maud Ferrier"]);
}

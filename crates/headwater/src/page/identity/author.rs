//! Who wrote it.

use super::head::{Head, clean, is_a, names};
use super::{Found, Ground, GroundKind};
use crate::span::Span;

/// Words that begin a byline, in lower case, longest first where one begins another.
const BY: [&str; 22] = [
    "written by",
    "posted by",
    "published by",
    "reported by",
    "story by",
    "text by",
    "words by",
    "by:",
    "by",
    "von:",
    "von",
    "text:",
    "autor:",
    "author:",
    "autorin:",
    "por",
    "par",
    "di",
    "door",
    "verfasst von",
    "geschrieben von",
    "af",
];

/// Who the head says wrote it.
pub fn in_head(head: &Head) -> Vec<Found<String>> {
    let mut found = Vec::new();
    let ground = |kind, name: &str| Ground { kind, name: name.to_owned(), span: None };
    for object in head.schema.iter().filter(|o| is_a(o, &["Article", "Posting", "Report"])) {
        let mut all = Vec::new();
        for key in ["author", "creator"] {
            if all.is_empty() {
                names(&object[key], &mut all);
            }
        }
        found.extend(
            all.iter()
                .flat_map(|n| split(n))
                .map(|value| Found { value, ground: ground(GroundKind::Schema, "author") }),
        );
        if !found.is_empty() {
            break;
        }
    }
    if found.is_empty() {
        let fields = [
            "author",
            "article:author",
            "dc.creator",
            "dcterms.creator",
            "parsely-author",
            "byl",
            "sailthru.author",
            "citation_author",
            "creator",
        ];
        if let Some((name, _)) = head.first(&fields) {
            for (_, value) in head.meta.iter().filter(|(n, _)| n == name) {
                found.extend(
                    split(value).into_iter().map(|value| Found { value, ground: ground(GroundKind::Meta, name) }),
                );
            }
        }
    }
    tidy(found)
}

/// Who a line of the page says wrote it: `By A and B`, `Von A`.
pub fn in_line(line: &str, span: Span) -> Vec<Found<String>> {
    let Some(rest) = after_by(line) else { return Vec::new() };
    let rest = rest.split(['|', '·', '•', ';', '(', '–', '—']).next().unwrap_or("");
    let ground = Ground { kind: GroundKind::Text, name: "byline".to_owned(), span: Some(span) };
    tidy(split(rest).into_iter().map(|value| Found { value, ground: ground.clone() }).collect())
}

/// What follows the words that begin a byline, if the line begins so and a name follows.
pub fn after_by(line: &str) -> Option<&str> {
    let line = line.trim();
    let lower: String = line.chars().take(24).flat_map(char::to_lowercase).collect();
    let word = BY.iter().find(|by| {
        lower.strip_prefix(**by).is_some_and(|r| r.starts_with(' ') || by.ends_with(':') && !r.is_empty())
    })?;
    let rest = line.get(word.len()..)?.trim_start();
    let named = rest.chars().next().is_some_and(char::is_uppercase);
    (named && rest.split_whitespace().count() <= 14).then_some(rest)
}

/// Single names out of `A, B and C`; addresses and what is no name left out.
pub fn split(names: &str) -> Vec<String> {
    let mut out = Vec::new();
    for part in names
        .split([',', ';', '|'])
        .flat_map(|p| p.split(" and "))
        .flat_map(|p| p.split(" und "))
        .flat_map(|p| p.split(" & "))
    {
        let name = clean(after_by(part).unwrap_or(part));
        let name = name.trim_matches(|c: char| !c.is_alphanumeric() && c != ')' && c != '.').to_owned();
        if is_name(&name) {
            out.push(name);
        }
    }
    out
}

fn is_name(name: &str) -> bool {
    let words = name.split_whitespace().count();
    (1..=6).contains(&words)
        && name.len() <= 80
        && name.chars().any(char::is_alphabetic)
        && !name.contains("://")
        && !name.contains('@')
        && !name.contains("www.")
}

fn tidy(found: Vec<Found<String>>) -> Vec<Found<String>> {
    let mut out: Vec<Found<String>> = Vec::new();
    for one in found {
        if out.len() < 20 && !out.iter().any(|o| o.value.eq_ignore_ascii_case(&one.value)) {
            out.push(one);
        }
    }
    out
}

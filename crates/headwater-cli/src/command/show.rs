//! `headwater show`: one page of a collection.

use std::fmt::Write as _;
use std::process::ExitCode;

use clap::Args;
use headwater::page::Page;
use headwater::report;
use headwater::report::text::Style;
use headwater::reuse::drift::{self, Change, ChangeKind};
use headwater::span::Span;
use headwater::trace::Trace;
use headwater_store::{Listed, Mode, StoreError};
use serde_json::json;

use super::collection::{Shown, cut};
use super::list::object;
use super::{LineFormat, format_by_name};
use crate::error::CommandError;

/// Shows one page of a collection: what is known of it, its text, its versions and how they differ.
#[derive(Debug, Args)]
pub(super) struct Show {
    #[command(flatten)]
    shown: Shown,
    /// Which page: its id, address, path, or the beginning of its SHA-256
    #[arg(value_name = "ID|URL|PATH")]
    page: String,
    /// The bytes as they came, and nothing else
    #[arg(long, conflicts_with_all = ["diff", "format"])]
    raw: bool,
    /// How it differs from another version: the one before it, or that of a number
    #[arg(long, value_name = "VERSION", num_args = 0..=1, default_missing_value = "0")]
    diff: Option<i64>,
    /// How it is shown [default: by the name of the output, else text]
    #[arg(short, long, value_enum)]
    format: Option<LineFormat>,
}

impl Show {
    pub(super) fn run(&self) -> Result<ExitCode, CommandError> {
        let format = self.format.or_else(|| format_by_name(self.shown.output.as_deref())).unwrap_or(LineFormat::Text);
        let mut run = self.shown.begin(Mode::Read)?;
        let store = &run.collection;
        let page = store.named(&self.page).map_err(CommandError::collection)?;
        if self.raw {
            let kept = store.kept(page.id).map_err(CommandError::collection)?;
            run.output.write_bytes(&kept.source.bytes)?;
            run.output.finish()?;
            return Ok(ExitCode::SUCCESS);
        }
        let versions = store.versions(&page.place).map_err(CommandError::collection)?;
        let (read, _) = store.reading(page.id).map_err(CommandError::collection)?;
        let answer = if let Some(number) = self.diff {
            let other = other(&page, &versions, number)?;
            let (before, _) = store.reading(other.id).map_err(CommandError::collection)?;
            match format {
                LineFormat::Text => difference(other, &before, &page, &read, &run.style),
                LineFormat::Jsonl => difference_object(other, &before, &page, &read),
            }
        } else {
            match format {
                LineFormat::Text => {
                    let trace = Trace { pages: vec![read], ..Trace::default() };
                    format!("{}\n{}", head(&page, &versions), report::text::pages(&trace, &run.style))
                }
                LineFormat::Jsonl => {
                    let kept = versions.iter().map(object).collect::<Vec<_>>();
                    let read: serde_json::Value =
                        serde_json::from_str(&report::json::page(&read, &page.id.to_string())).unwrap_or_default();
                    format!("{}\n", json!({"id": page.id, "kept": object(&page), "versions": kept, "page": read}))
                }
            }
        };
        run.output.write(&answer)?;
        run.output.finish()?;
        Ok(ExitCode::SUCCESS)
    }
}

/// The version to compare with: that of a number, or with 0 the one before.
fn other<'a>(page: &Listed, versions: &'a [Listed], number: i64) -> Result<&'a Listed, CommandError> {
    let wanted = if number == 0 { page.version - 1 } else { number };
    versions.iter().find(|v| v.version == wanted && v.id != page.id).ok_or_else(|| {
        let what = if number == 0 { "a version before this one".to_owned() } else { format!("version {number}") };
        let there: Vec<String> = versions.iter().map(|v| v.version.to_string()).collect();
        CommandError::usage(
            StoreError::NoPage(format!("{what} of {}", page.path)),
            format!("There are: version {}.", there.join(", ")),
        )
    })
}

/// What the collection knows of a page.
fn head(page: &Listed, versions: &[Listed]) -> String {
    let mut out = format!("page {} · {}\n", page.id, page.path);
    let _ = writeln!(out, "  sha256   {}", page.sha256);
    let _ = writeln!(out, "  bytes    {}", page.bytes);
    if let Some(fetched) = &page.fetched {
        let _ = writeln!(out, "  fetched  {fetched}");
    }
    let _ = writeln!(out, "  added    {}", page.added);
    if versions.len() > 1 {
        for v in versions {
            let this = if v.id == page.id { " ← this one" } else { "" };
            let _ = writeln!(out, "  version {} is {}, added {}{this}", v.version, v.id, v.added);
        }
        let _ = writeln!(out, "  `--diff` shows how a version differs from the one before it");
    }
    out
}

/// The spans of a story.
fn story(page: &Page) -> Vec<Span> {
    page.story_blocks().map(|b| b.span).collect()
}

fn changes(before: &Page, after: &Page) -> Vec<Change> {
    drift::compare_stretches(&before.text, &story(before), &after.text, &story(after))
}

/// Characters of the text around a change that are shown.
const AROUND: usize = 40;

fn difference(older: &Listed, before: &Page, newer: &Listed, after: &Page, style: &Style) -> String {
    let mut out = format!(
        "{}: version {} (page {}, added {}) → version {} (page {}, added {})\n",
        newer.path, older.version, older.id, older.added, newer.version, newer.id, newer.added
    );
    for (what, a, b) in [
        ("title", &older.title, &newer.title),
        ("outlet", &older.outlet, &newer.outlet),
        ("published", &older.published, &newer.published),
        ("authors", &Some(older.authors.join(", ")), &Some(newer.authors.join(", "))),
    ] {
        if a != b {
            let show = |v: &Option<String>| v.clone().filter(|v| !v.is_empty()).unwrap_or_else(|| "nothing".to_owned());
            let _ = writeln!(out, "  {what}: {} → {}", show(a), show(b));
        }
    }
    let changes = changes(before, after);
    if changes.is_empty() {
        out.push_str("  The story is the same, word for word.\n");
    }
    let (red, green, end) = if style.color { ("\u{1b}[31m", "\u{1b}[32m", "\u{1b}[0m") } else { ("", "", "") };
    for c in changes {
        let old = cut(c.a.of(&before.text), usize::MAX);
        let new = cut(c.b.of(&after.text), usize::MAX);
        let (head, tail) = around(&after.text, c.b);
        let old = if old.is_empty() { old } else { format!("{red}[-{old}-]{end}") };
        let new = if new.is_empty() { new } else { format!("{green}{{+{new}+}}{end}") };
        let _ = writeln!(out, "  …{head}{old}{new}{tail}…");
    }
    out
}

/// The words before and after a span, on its own lines.
fn around(text: &str, span: Span) -> (String, String) {
    let before = text.get(..span.begin as usize).unwrap_or("");
    let after = text.get(span.end as usize..).unwrap_or("");
    let head: Vec<char> = before.rsplit('\n').next().unwrap_or("").chars().rev().take(AROUND).collect();
    let tail: String = after.split('\n').next().unwrap_or("").chars().take(AROUND).collect();
    (head.into_iter().rev().collect(), tail)
}

fn difference_object(older: &Listed, before: &Page, newer: &Listed, after: &Page) -> String {
    let list: Vec<serde_json::Value> = changes(before, after)
        .iter()
        .map(|c| {
            let kind = match c.kind {
                ChangeKind::Replace => "replace",
                ChangeKind::Insert => "insert",
                ChangeKind::Delete => "delete",
                ChangeKind::Move => "move",
            };
            json!({"kind": kind, "before": c.a.of(&before.text), "after": c.b.of(&after.text)})
        })
        .collect();
    format!("{}\n", json!({"before": object(older), "after": object(newer), "changes": list}))
}

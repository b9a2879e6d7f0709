//! One self-contained page for a browser or for paper.
//!
//! It asks nothing of any server: styles, script and drawings stand in the file, and its policy ([`policy`]) forbids the
//! browser everything else. All of it can be read without the script, which only filters. Every finding links to the
//! words it rests on ([`anchor`]), which stand in the pages' own text at the end ([`page`]).

mod anchor;
mod finding;
mod lineage;
mod page;
mod policy;
mod source;
mod statement;

use askama::Template;

use self::anchor::Anchors;
use super::note::{self, Note};
use crate::trace::Trace;

/// What the template shows. Everything in it is escaped by the template, but for styles, script and policy, which are
/// the program's own.
#[derive(Template)]
#[template(path = "report.html", whitespace = "minimize")]
struct Report {
    title: String,
    summary: String,
    counts: Vec<Count>,
    policy: String,
    css: &'static str,
    js: &'static str,
    lineage: lineage::Lineage,
    statements: statement::Statements,
    corroborations: Vec<finding::Corroboration>,
    discrepancies: Vec<finding::Discrepancy>,
    circular: Vec<finding::Circle>,
    sources: source::Sources,
    pages: Vec<page::PageView>,
    legend: Vec<(&'static str, &'static str)>,
    notes: Vec<Note>,
    version: &'static str,
}

/// One figure of the summary.
struct Count {
    number: usize,
    what: &'static str,
}

const CSS: &str = include_str!("../../../templates/report.css");
const JS: &str = include_str!("../../../templates/report.js");

/// Writes a whole trace as one HTML document that asks nothing of any server.
pub fn write(trace: &Trace) -> String {
    let anchors = Anchors::of(trace);
    let report = Report {
        title: title(trace),
        summary: note::summary(trace),
        counts: counts(trace),
        policy: policy::policy(CSS, JS),
        css: CSS,
        js: JS,
        lineage: lineage::lineage(trace),
        statements: statement::statements(trace),
        corroborations: finding::corroborations(trace),
        discrepancies: finding::discrepancies(trace),
        circular: finding::circular(trace),
        sources: source::sources(trace),
        pages: page::pages(trace, &anchors),
        legend: page::LEGEND.to_vec(),
        notes: note::notes(trace),
        version: env!("CARGO_PKG_VERSION"),
    };
    // Writing to a string fails only where a part of the template does, and none of them can.
    report.render().unwrap_or_default()
}

impl Report {
    /// Why a part is empty, or what else is to be known of it.
    fn notes_on(&self, about: &str) -> Vec<&str> {
        self.notes.iter().filter(|n| n.about == about).map(|n| n.text.as_str()).collect()
    }
}

/// `6 pages, 2 origins`.
fn title(trace: &Trace) -> String {
    let (pages, origins) = (trace.pages.len(), trace.origins.origins.len());
    format!("{}, {}", note::count(pages, "page"), note::count(origins, "origin"))
}

fn counts(trace: &Trace) -> Vec<Count> {
    let several = trace.origins.statements.iter().filter(|s| s.pages.len() > 1).count();
    let said = trace.speech.attributions.iter().filter(|a| a.is_quotation() && a.counts()).count();
    let comments: usize = trace.pages.iter().map(|p| p.comments.len()).sum();
    let plural = |n: usize, one: &'static str, many: &'static str| if n == 1 { one } else { many };
    let figures = [
        (trace.pages.len(), "page", "pages"),
        (said, "quotation", "quotations"),
        (trace.origins.statements.len(), "statement", "statements"),
        (several, "on more than one page", "on more than one page"),
        (trace.origins.origins.len(), "origin", "origins"),
        (comments, "comment read, not counted", "comments read, none counted"),
    ];
    figures.into_iter().map(|(number, one, many)| Count { number, what: plural(number, one, many) }).collect()
}

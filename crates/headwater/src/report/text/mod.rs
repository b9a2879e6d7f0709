//! Readable text for a terminal or a pipe.
//!
//! A trace is told in the order in which a reader asks: how much is there ([`super::note::summary`]), how did it get
//! here ([`lineage`]), who said what ([`statement`]), who says otherwise ([`finding`]). What a page wrote is cleaned of
//! control characters before it is printed ([`sheet`]).

mod finding;
mod lineage;
mod page;
pub mod passage;
mod quotation;
mod sheet;
mod show;
mod statement;

pub use self::show::show;

use self::sheet::{Ink, Run, Sheet};
use super::note::{self, Note};
use crate::trace::Trace;

/// How the text is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Columns to wrap at; 40 at the least.
    pub width: usize,
    /// Whether to colour with ANSI sequences.
    pub color: bool,
    /// Show every part whole; otherwise long parts are cut, with a line that says how to see the rest.
    pub all: bool,
}

impl Default for Style {
    fn default() -> Style {
        Style { width: 80, color: false, all: false }
    }
}

/// The whole answer.
pub fn trace(trace: &Trace, style: &Style) -> String {
    let mut sheet = Sheet::new(style);
    let notes = note::notes(trace);
    sheet.put(0, 2, &[(Ink::Strong, note::summary(trace))]);
    page::list(&mut sheet, trace);
    lineage::tree(&mut sheet, trace, &notes);
    statement::list(&mut sheet, trace, &notes);
    finding::corroborations(&mut sheet, trace, &notes);
    finding::discrepancies(&mut sheet, trace, &notes);
    finding::circular(&mut sheet, trace, &notes);
    sheet.finish()
}

/// The pages as read: what each says of itself, its story, and what was set aside. Only `trace.pages` is looked at.
pub fn pages(trace: &Trace, style: &Style) -> String {
    let mut sheet = Sheet::new(style);
    page::whole(&mut sheet, trace);
    sheet.finish()
}

/// Who is said to have said what. Only `trace.pages` and `trace.speech` are looked at.
pub fn quotes(trace: &Trace, style: &Style) -> String {
    let mut sheet = Sheet::new(style);
    quotation::attributions(&mut sheet, trace);
    sheet.finish()
}

/// Passages that pages share. Only `trace.pages` and `trace.reuse` are looked at.
pub fn reuse(trace: &Trace, style: &Style) -> String {
    let mut sheet = Sheet::new(style);
    passage::passages(&mut sheet, trace);
    sheet.finish()
}

/// Says why parts are empty, or what else is to be known of them.
fn say(sheet: &mut Sheet, notes: &[Note], about: &[&str]) {
    for note in notes.iter().filter(|n| about.contains(&n.about)) {
        sheet.put(2, 2, &[(Ink::Faint, note.text.clone())]);
    }
}

/// How many of `whole` things to show when `few` are enough for a first look, and the line for the others. One or two
/// more than `few` are shown with them: a line that stands for so few saves nothing.
fn cut(style: &Style, whole: usize, few: usize) -> usize {
    if style.all || whole <= few + 2 { whole } else { few }
}

/// The line that stands for what is not shown.
fn more(sheet: &mut Sheet, hidden: usize, what: &str) {
    if hidden > 0 {
        let text = format!("… {} more {what}{}; --all shows them", hidden, if hidden == 1 { "" } else { "s" });
        sheet.put(2, 4, &[(Ink::Faint, text)]);
    }
}

fn plain(text: impl Into<String>) -> Run {
    (Ink::Plain, text.into())
}

fn strong(text: impl Into<String>) -> Run {
    (Ink::Strong, text.into())
}

fn faint(text: impl Into<String>) -> Run {
    (Ink::Faint, text.into())
}

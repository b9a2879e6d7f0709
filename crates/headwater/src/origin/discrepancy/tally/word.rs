//! The words of a sentence, and the stems by which they are compared.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::super::figure::Quantity;
use super::super::version::is_calendar;
use crate::list::lines;
use crate::origin::topic;
use crate::span::Span;

/// A word of a sentence.
pub(super) struct Word<'t> {
    /// In small letters.
    pub(super) low: String,
    pub(super) span: Span,
    pub(super) text: &'t str,
}

/// The stem of a content word that is no figure, no name and no date.
pub(super) fn stem(word: &Word<'_>, quantities: &[Quantity]) -> Option<String> {
    // Figures stand apart and in order.
    let last = quantities.partition_point(|q| q.span.begin < word.span.end).checked_sub(1);
    let figure = last.and_then(|k| quantities.get(k)).is_some_and(|q| q.span.overlaps(word.span));
    // A name stands in most sentences of a page: that two have it says little.
    let name = word.span.begin > 0 && word.text.starts_with(char::is_uppercase);
    if figure || name || is_calendar(word.text) { None } else { topic::stem(&word.low).map(|_| root(&word.low)) }
}

/// A word without the endings of its forms, so that "costs" is "cost" and "waiting" is "waits", cut to six letters as stems are.
pub(super) fn root(word: &str) -> String {
    let word = called(word);
    let bare = ["ing", "ed", "es", "s", "e"].iter().find_map(|e| word.strip_suffix(e).filter(|w| w.len() >= 3));
    bare.unwrap_or(word).chars().take(6).collect()
}

/// The word that stands for all by which pages call one thing: "crash" of "collision".
fn called(word: &str) -> &str {
    static ROWS: OnceLock<BTreeMap<&'static str, &'static str>> = OnceLock::new();
    let rows = ROWS.get_or_init(|| {
        let rows = lines(include_str!("../../../../data/origin/one-event.txt"));
        rows.flat_map(|row| {
            let first = row.split(' ').next().unwrap_or("");
            row.split(' ').map(move |w| (w, first))
        })
        .collect()
    });
    rows.get(word).copied().unwrap_or(word)
}

/// All words of a sentence, with their places in it.
pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let mut out = Vec::new();
    let mut at = 0;
    for word in text.split(|c: char| !(c.is_alphanumeric() || c == '-')) {
        let begin = at;
        at += word.len() + text.get(at + word.len()..).and_then(|t| t.chars().next()).map_or(0, char::len_utf8);
        let bare = word.trim_matches('-');
        if !bare.is_empty() {
            let begin = begin + word.len() - word.trim_start_matches('-').len();
            out.push(Word { low: bare.to_lowercase(), span: Span::new(begin, begin + bare.len()), text: bare });
        }
    }
    out
}

/// Whether a word has the form of several.
pub(super) fn plural(word: &str) -> bool {
    matches!(word, "people" | "men" | "women" | "children" | "persons" | "police")
        || word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us")
}

/// Whether a word is a month or a year; a day of the week is often that of the report.
pub(super) fn is_month_or_year(word: &str) -> bool {
    is_calendar(word) && !word.to_lowercase().ends_with("day")
}

/// Whether nothing but blanks and hyphens stands between two places.
pub(super) fn gap_plain(text: &str, a: Option<Span>, b: Span) -> bool {
    let gap = a.and_then(|a| text.get(a.end as usize..b.begin as usize));
    gap.is_some_and(|g| g.chars().all(|c| c.is_whitespace() || c == '-'))
}

/// Words at which another clause begins.
pub(super) fn joins(word: &str) -> bool {
    matches!(
        word,
        "and"
            | "but"
            | "while"
            | "when"
            | "because"
            | "although"
            | "after"
            | "before"
            | "that"
            | "as"
            | "who"
            | "which"
    )
}

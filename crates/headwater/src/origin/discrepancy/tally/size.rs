//! What a figure is of that is joined to a word: a length and how high something is, a label, "310-bed".

use super::super::figure::{self, Quantity};
use super::event::{self, class};
use super::word::{Word, plural, root};
use crate::origin::topic;

/// What a length is of that stands in words `first` to `next`: how high something is, how long a vessel.
pub(super) fn size(words: &[Word<'_>], first: usize, next: usize) -> Option<&'static str> {
    let low = |i: usize| words.get(i).map_or("", |w| w.low.as_str());
    let behind = match low(next) {
        "high" | "tall" => Some("height"),
        "deep" => Some("depth"),
        "wide" => Some("width"),
        _ => None,
    };
    // "A 21-metre trawler", "a 21-metre-high dam".
    let glued = words.get(first).is_some_and(|w| w.low.contains('-'));
    let vessel = || (glued && (next..next + 3).any(|i| class("vessel", low(i)))).then_some("vessel");
    let joined = || if low(first).ends_with("-high") || low(first).ends_with("-tall") { Some("height") } else { None };
    behind.or_else(vessel).or_else(joined)
}

/// Whether a bare figure only numbers what stands before it: "room 214", "number two".
pub(super) fn labelled(text: &str, q: &Quantity) -> bool {
    let before = text.get(..q.span.begin as usize).unwrap_or("");
    let gap = before.len() - before.trim_end().len();
    let word = before.trim_end().rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    q.dimension.is_empty() && gap == 1 && class("label", &word.to_lowercase())
}

/// The noun that is joined to a figure: "bed" in "the 310-bed hospital".
pub(super) fn glued_noun(text: &str, q: &Quantity) -> Option<String> {
    let rest = text.get(q.span.end as usize..)?.strip_prefix('-')?;
    let noun: String = rest.chars().take_while(|c| c.is_alphabetic()).collect();
    let ends = rest.get(noun.len()..).is_some_and(|r| r.starts_with(' '));
    (ends && noun.len() > 2 && !class("label", &noun) && !figure::measures(&noun)).then(|| root(&noun.to_lowercase()))
}

/// The noun of what is said to be worth an amount that begins at `first`: "invoices worth", "the repairs were priced at".
pub(super) fn worth(words: &[Word<'_>], left: usize, first: usize) -> Option<usize> {
    let low = |i: usize| words.get(i).map_or("", |w| w.low.as_str());
    let begin = (left..first).find(|&i| event::at(words, i).any(|(n, len)| n == "worth" && i + len == first))?;
    let aux =
        |i: usize| matches!(low(i), "was" | "were" | "is" | "are" | "been" | "be" | "had" | "has" | "have" | "will");
    let noun = (left..begin).rev().find(|&i| !aux(i))?;
    (topic::stem(low(noun)).is_some() && !low(noun).ends_with("ed")).then_some(noun)
}

/// The noun in "the number of ships waiting at 14".
pub(super) fn number_of(words: &[Word<'_>], left: usize, first: usize) -> Option<usize> {
    let low = |i: usize| words.get(i).map_or("", |w| w.low.as_str());
    let at = (left..first).find(|&i| low(i) == "number" && low(i + 1) == "of")?;
    (at + 2..first.min(at + 3 + NOUNS)).find(|&i| plural(low(i)))
}

/// Words between "the number of" and its noun.
const NOUNS: usize = 3;

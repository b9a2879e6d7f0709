//! Places in a page's text.
//!
//! Inside the core every place is a [`Span`] of bytes; at the edge, in JSON, it is a range of Unicode
//! code points. [`CodePoints`] converts the one to the other, and nothing else does.

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A half-open range of bytes in a page's `text`. Both ends lie on character boundaries.
///
/// Texts are limited to [`crate::page::Limits::text`] bytes, far below 4 GiB, so 32 bits are enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub begin: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `begin` to `end`; an end before the beginning gives an empty span at `begin`.
    pub fn new(begin: usize, end: usize) -> Span {
        let clip = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Span { begin: clip(begin), end: clip(end.max(begin)) }
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.begin) as usize
    }

    /// Whether it holds no byte.
    pub fn is_empty(self) -> bool {
        self.begin == self.end
    }

    /// The range, to index a string with.
    pub fn range(self) -> Range<usize> {
        self.begin as usize..self.end as usize
    }

    /// The words it stands for; empty where it does not fit the text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }

    /// Whether `other` lies wholly within.
    pub fn contains(self, other: Span) -> bool {
        self.begin <= other.begin && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.begin < other.end && other.begin < self.end
    }

    /// The bytes that both hold, if any.
    pub fn intersection(self, other: Span) -> Option<Span> {
        let (begin, end) = (self.begin.max(other.begin), self.end.min(other.end));
        (begin < end).then_some(Span { begin, end })
    }

    /// The smallest span that holds both.
    pub fn hull(self, other: Span) -> Span {
        Span { begin: self.begin.min(other.begin), end: self.end.max(other.end) }
    }
}

/// The smallest span that holds all of `spans`; `None` where there are none.
pub fn hull(spans: &[Span]) -> Option<Span> {
    spans.iter().copied().reduce(Span::hull)
}

/// Converts byte offsets of one text to offsets in Unicode code points.
///
/// It keeps one count for every 256 bytes: building is linear in the text, a look-up constant.
#[derive(Clone, Debug)]
pub struct CodePoints<'a> {
    text: &'a str,
    before: Vec<u32>,
}

const STRIDE: usize = 256;

impl<'a> CodePoints<'a> {
    /// Counts `text` once.
    pub fn new(text: &'a str) -> CodePoints<'a> {
        let mut before = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut count = 0;
        for chunk in text.as_bytes().chunks(STRIDE) {
            before.push(count);
            count += starts(chunk);
        }
        before.push(count);
        CodePoints { text, before }
    }

    /// Code points before byte `offset`; an offset past the end counts the whole text.
    pub fn at(&self, offset: u32) -> u32 {
        let offset = (offset as usize).min(self.text.len());
        let whole = offset / STRIDE;
        self.before[whole] + starts(&self.text.as_bytes()[whole * STRIDE..offset])
    }

    /// `[begin, end]` of a span in code points.
    pub fn range(&self, span: Span) -> [u32; 2] {
        [self.at(span.begin), self.at(span.end)]
    }
}

/// Bytes that begin a character.
fn starts(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|&&b| b & 0xC0 != 0x80).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_agree_with_counting_characters() {
        let text = "a“é”😀 ".repeat(200);
        let map = CodePoints::new(&text);
        for (i, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(map.at(byte as u32), i as u32);
        }
        assert_eq!(map.at(u32::MAX), text.chars().count() as u32);
        assert_eq!(CodePoints::new("").at(0), 0);
    }

    #[test]
    fn an_intersection_is_what_both_hold() {
        let (a, b) = (Span::new(2, 8), Span::new(5, 9));
        assert_eq!(a.intersection(b), Some(Span::new(5, 8)));
        assert_eq!(a.intersection(Span::new(8, 9)), None);
        assert_eq!(a.hull(b), Span::new(2, 9));
    }
}

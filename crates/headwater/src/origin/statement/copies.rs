//! Sentences that one page has from another, or both from a third, however short they are.

use std::collections::BTreeMap;

use crate::id::PageIx;
use crate::origin::Evidence;
use crate::span::{self, Span};
use crate::speech::Attribution;

/// Stretches that two pages share, by their pages, in order of place on the first.
pub(super) struct Copies {
    by_pages: BTreeMap<(PageIx, PageIx), Vec<(Span, Span)>>,
}

impl Copies {
    /// `O(n log n)` in the passages.
    pub(super) fn new(evidence: Evidence<'_>) -> Copies {
        let mut by_pages: BTreeMap<(PageIx, PageIx), Vec<(Span, Span)>> = BTreeMap::new();
        for p in &evidence.reuse.passages {
            let (a, b) = if p.a.page <= p.b.page { (p.a, p.b) } else { (p.b, p.a) };
            by_pages.entry((a.page, b.page)).or_default().push((a.span, b.span));
        }
        by_pages.values_mut().for_each(|list| list.sort_unstable());
        Copies { by_pages }
    }

    /// Whether the contents of two quotations stand in one stretch. [`PASSAGES`] that begin before the first are looked at.
    pub(super) fn hold(&self, a: &Attribution, b: &Attribution) -> bool {
        self.within(a, b, 1)
    }

    /// The same for a stretch that is `times` as long as the contents, or longer.
    pub(super) fn within(&self, a: &Attribution, b: &Attribution, times: usize) -> bool {
        let (a, b) = if a.page <= b.page { (a, b) } else { (b, a) };
        let (Some(x), Some(y)) = (span::hull(&a.content), span::hull(&b.content)) else { return false };
        let list = self.by_pages.get(&(a.page, b.page)).map_or(&[][..], Vec::as_slice);
        let end = list.partition_point(|p| p.0.begin <= x.begin);
        let near = list.get(end.saturating_sub(PASSAGES)..end).unwrap_or(&[]);
        near.iter().any(|p| p.0.contains(x) && p.1.contains(y) && p.0.len() >= times * x.len())
    }
}

/// Passages of two pages that are looked at for one that holds a quotation; they hardly overlap.
const PASSAGES: usize = 4;

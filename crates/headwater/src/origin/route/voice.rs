//! Whose words stand where on a page.

use std::collections::BTreeMap;

use crate::id::{PageIx, SpeakerIx};
use crate::origin::{Evidence, Statement};
use crate::reuse::Place;
use crate::span::Span;

/// Where whose words stand, by page: the hull of each attribution of a known speaker, in order of place.
#[derive(Debug, Default)]
pub(super) struct Voiced {
    by_page: BTreeMap<PageIx, Vec<(Span, SpeakerIx)>>,
}

/// Attributions before a place that are looked at to find whose words it stands in. Quotations rarely stand within more
/// than two others; the number only bounds the work.
const WITHIN: usize = 16;

impl Voiced {
    pub(super) fn new(evidence: Evidence<'_>, statements: &[Statement]) -> Voiced {
        let mut by_page: BTreeMap<PageIx, Vec<(Span, SpeakerIx)>> = BTreeMap::new();
        for s in statements {
            let Some(speaker) = s.speaker else { continue };
            for a in s.quotations.iter().filter_map(|q| evidence.speech.attributions.get(q.ix())) {
                let parts = a.source.iter().chain(&a.cue).chain(&a.content).copied();
                if let Some(hull) = parts.reduce(Span::hull) {
                    by_page.entry(a.page).or_default().push((hull, speaker));
                }
            }
        }
        by_page.values_mut().for_each(|list| list.sort_unstable());
        Voiced { by_page }
    }

    /// Whether somebody speaks at `place`, and `speaker` does not.
    pub(super) fn others(&self, place: &Place, speaker: SpeakerIx) -> bool {
        let list = self.by_page.get(&place.page).map_or(&[][..], Vec::as_slice);
        let end = list.partition_point(|v| v.0.begin < place.span.end);
        let near = list.get(end.saturating_sub(WITHIN)..end).unwrap_or(&[]);
        let mut here = near.iter().filter(|v| v.0.overlaps(place.span)).peekable();
        here.peek().is_some() && !here.any(|v| v.1 == speaker)
    }
}

//! Where findings point to: the words of a page, each stretch under an id of its own.

use std::collections::{BTreeMap, BTreeSet};

use crate::id::{AttributionIx, PageIx};
use crate::reuse::Place;
use crate::span::Span;
use crate::trace::Trace;

/// What a stretch of a page is to the findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    /// The content of a quotation.
    Content(AttributionIx),
    /// The words for who said it.
    Source,
    /// The words for the saying.
    Cue,
    /// What a finding other than a quotation rests on.
    Ground,
}

/// The marks of every page.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    pages: BTreeMap<PageIx, BTreeSet<(Span, Mark)>>,
}

impl Anchors {
    /// Everything that any finding of the trace points to.
    pub(super) fn of(trace: &Trace) -> Anchors {
        let mut out = Anchors::default();
        for (i, a) in trace.speech.attributions.iter().enumerate().filter(|(_, a)| a.is_quotation()) {
            let mut add = |span: Span, mark| out.add(Place { page: a.page, span }, mark);
            a.content.iter().for_each(|&s| add(s, Mark::Content(AttributionIx::new(i))));
            a.source.iter().for_each(|&s| add(s, Mark::Source));
            a.cue.iter().for_each(|&s| add(s, Mark::Cue));
        }
        let lineage = &trace.lineage;
        let grounds = lineage.derivations.iter().flat_map(|d| &d.evidence).map(|e| e.place);
        let grounds = grounds.chain(lineage.works.iter().flat_map(|w| w.mentions.iter().copied()));
        let found = &trace.origins;
        let grounds = grounds
            .chain(found.origins.iter().flat_map(|o| &o.evidence).map(|(p, _)| *p))
            .chain(found.statements.iter().flat_map(|s| &s.ways).flat_map(|w| &w.steps).map(|(p, _)| *p))
            .chain(found.corroborations.iter().map(|c| c.place))
            .chain(found.discrepancies.iter().flat_map(|d| d.places.iter().copied()))
            .chain(found.circular.iter().flat_map(|c| &c.path).flat_map(|s| s.evidence.iter().copied()));
        grounds.for_each(|place| out.add(place, Mark::Ground));
        out
    }

    fn add(&mut self, place: Place, mark: Mark) {
        self.pages.entry(place.page).or_default().insert((place.span, mark));
    }

    /// The marks of a page, by place.
    pub(super) fn on(&self, page: PageIx) -> impl Iterator<Item = (Span, Mark)> {
        self.pages.get(&page).into_iter().flatten().copied()
    }
}

/// The id of a stretch of a page: `p1-120-180`, in bytes.
pub(super) fn id(place: Place) -> String {
    format!("{}-{}-{}", place.page, place.span.begin, place.span.end)
}

/// A link to the words that a finding rests on.
pub(super) struct Ground {
    /// The id to go to.
    pub(super) at: String,
    /// The page, by its short name.
    pub(super) page: String,
    /// What stands before short words.
    pub(super) before: String,
    /// The words.
    pub(super) words: String,
    /// What stands after short words.
    pub(super) after: String,
    /// What they show; may be empty.
    pub(super) note: String,
}

/// Letters of the words shown in a link.
const FEW_LETTERS: usize = 220;

/// The link to `place`.
pub(super) fn ground(trace: &Trace, place: Place, note: &str) -> Ground {
    let text = trace.pages.get(place.page.ix()).map_or("", |p| p.text.as_str());
    let (before, after) = super::super::words::around(text, place.span);
    // Marks that stand before the first word say nothing.
    let words = place.span.of(text).trim_start_matches([',', ';', '.', ' ']);
    let words = super::super::words::brief(&super::super::name::flat(words), FEW_LETTERS);
    let page = format!("{} {}", place.page, super::super::name::page(trace, place.page));
    Ground { at: id(place), page, before, words, after, note: super::super::name::flat(note) }
}

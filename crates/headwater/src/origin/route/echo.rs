//! Stretches of pages that were taken over from elsewhere with the text around them.

use std::collections::{BTreeMap, BTreeSet};

use crate::id::PageIx;
use crate::lineage::{Ancestor, DerivationKind};
use crate::origin::Evidence;
use crate::reuse::Place;
use crate::span::Span;

/// Stretches of pages that were taken over from elsewhere, the publisher's own telling among them.
#[derive(Debug, Default)]
pub struct Echoes {
    /// By page.
    taken: BTreeMap<PageIx, Vec<Echo>>,
}

/// Bytes that are a part of a quotation: five words or more.
const PART: usize = 30;

/// One stretch that was taken over: where (none: the whole page), from where, and what that rests on.
type Echo = (Option<Span>, Ancestor, Option<Place>);

impl Echoes {
    /// Reads the derivations. Linear in them and their passages.
    pub fn new(evidence: Evidence<'_>) -> Echoes {
        let mut taken: BTreeMap<PageIx, Vec<_>> = BTreeMap::new();
        for d in &evidence.lineage.derivations {
            if !matches!(d.kind, DerivationKind::Republishes | DerivationKind::Excerpts) {
                continue;
            }
            let place = d.evidence.first().map(|e| e.place);
            let list = taken.entry(d.page).or_default();
            for p in d.passages.iter().filter_map(|p| evidence.reuse.passages.get(p.ix())) {
                let side = if p.a.page == d.page { p.a } else { p.b };
                list.push((Some(side.span), d.from, place));
            }
            // A page that republishes a work that nobody has was taken over as a whole.
            if d.kind == DerivationKind::Republishes && d.passages.is_empty() {
                list.push((None, d.from, place));
            }
        }
        Echoes { taken }
    }

    /// Where most of `span` on `page` was taken from.
    pub fn of(&self, page: PageIx, span: Span) -> Option<(Ancestor, Option<Place>)> {
        let covers =
            |s: &Option<Span>| s.is_none_or(|s| s.intersection(span).is_some_and(|i| 2 * i.len() >= span.len()));
        let found = self.taken.get(&page)?.iter().find(|(s, ..)| covers(s))?;
        Some((found.1, found.2))
    }

    /// From where a part of `span` on `page` was taken, [`PART`] bytes of it at least.
    pub fn part(&self, page: PageIx, span: Span) -> Option<(Ancestor, Option<Place>)> {
        let touches = |s: &Option<Span>| s.is_none_or(|s| s.intersection(span).is_some_and(|i| i.len() >= PART));
        let found = self.taken.get(&page)?.iter().find(|(s, ..)| touches(s))?;
        Some((found.1, found.2))
    }

    /// The page or work at the head of what `span` on `page` was taken from.
    pub fn head(&self, page: PageIx, span: Span) -> Option<Ancestor> {
        let (mut at, _) = self.of(page, span)?;
        let mut seen = BTreeSet::from([page]);
        while let Ancestor::Page(p) = at {
            // On the next page the place of the same words is not known: the whole page speaks for it.
            let further = self.taken.get(&p).and_then(|list| list.first()).map(|f| f.1);
            match further {
                Some(next) if seen.insert(p) => at = next,
                _ => break,
            }
        }
        Some(at)
    }
}

//! Derivations that pages themselves name.

use std::collections::BTreeMap;

use super::telling;
use crate::id::PageIx;
use crate::lineage::{
    Ancestor, Citation, CitationForm, Derivation, DerivationKind, Evidence, EvidenceKind, Lineage, Work,
};
use crate::page::Page;
use crate::reuse::{Place, Reuse};
use crate::span::Span;

/// Adds what pages name to the derivations that rest on their text: as further evidence where both agree, as
/// derivations of their own elsewhere. Keeps the order of [`Lineage::derivations`].
pub(crate) fn add(pages: &[Page], reuse: &Reuse, lineage: &mut Lineage) {
    lineage.derivations.sort_by_key(|d| d.page);
    let mut by_pair: BTreeMap<(PageIx, Ancestor), Vec<&Citation>> = BTreeMap::new();
    for c in lineage.citations.iter().filter(|c| c.form != CitationForm::Confirmed) {
        if !inherited(reuse, lineage, c) {
            by_pair.entry((c.page, c.target)).or_default().push(c);
        }
    }
    let sorted: Vec<PageIx> = lineage.derivations.iter().map(|d| d.page).collect();
    for ((page, from), mut list) in by_pair {
        list.sort_by_key(|c| (weight(c.form).1, c.name));
        let named: Vec<Evidence> = list.iter().take(8).map(|c| evidence(pages, &lineage.works, c)).collect();
        let at = sorted.partition_point(|&p| p < page);
        let own = lineage.derivations.get_mut(at..sorted.len()).unwrap_or_default().iter_mut();
        if let Some(known) = own.take_while(|d| d.page == page).find(|d| d.from == from) {
            known.evidence.splice(0..0, named);
            continue;
        }
        let (confidence, _) = list.first().map(|c| weight(c.form)).unwrap_or((0.5, 0));
        let credited = list.iter().any(|c| matches!(c.form, CitationForm::Credit | CitationForm::Agency));
        let taken = credited && matches!(from, Ancestor::Work(_));
        let kind = if taken { DerivationKind::Republishes } else { DerivationKind::Cites };
        lineage.derivations.push(Derivation { page, from, kind, confidence, evidence: named, passages: Vec::new() });
    }
    lineage.derivations.sort_by(|a, b| {
        (a.page, b.confidence)
            .partial_cmp(&(b.page, a.confidence))
            .unwrap_or(std::cmp::Ordering::Equal)
            .then(a.from.cmp(&b.from))
    });
}

/// Whether the words of a citation were themselves copied, from a page that has them from the page they name: who copies
/// "as the Post reported" did not read the Post.
fn inherited(reuse: &Reuse, lineage: &Lineage, c: &Citation) -> bool {
    let from = |page: PageIx, ancestor: Ancestor| {
        let at = lineage.derivations.partition_point(|d| d.page < page);
        let own = lineage.derivations.get(at..).unwrap_or_default().iter().take_while(move |d| d.page == page);
        own.filter(move |d| d.from == ancestor).count() > 0
    };
    let at = lineage.derivations.partition_point(|d| d.page < c.page);
    let own = lineage.derivations.get(at..).unwrap_or_default().iter().take_while(|d| d.page == c.page);
    let mut parents = own.filter_map(|d| match d.from {
        Ancestor::Page(p) if d.from != c.target => Some((p, d)),
        _ => None,
    });
    parents.any(|(parent, d)| {
        let at = lineage.citations.partition_point(|x| x.page < parent);
        let named = lineage.citations.get(at..).unwrap_or_default().iter().take_while(|x| x.page == parent);
        let names_it = named.filter(|x| x.target == c.target).count() > 0 || from(parent, c.target);
        names_it
            && d.passages.iter().filter_map(|p| reuse.passages.get(p.ix())).any(|p| {
                let place = if p.a.page == c.page { p.a } else { p.b };
                place.page == c.page && place.span.contains(c.span)
            })
    })
}

/// What a citation shows.
pub(crate) fn evidence(pages: &[Page], works: &[Work], c: &Citation) -> Evidence {
    let name = match c.target {
        Ancestor::Page(p) => {
            pages.get(p.ix()).and_then(|p| p.outlet.as_ref()).map_or("another page", |o| o.value.as_str())
        }
        Ancestor::Work(w) => works.get(w.ix()).map_or("a work", |w| w.name.as_str()),
        Ancestor::Lost(_) => "a lost page",
    };
    let (kind, note) = match c.form {
        CitationForm::Credit => (EvidenceKind::Credit, format!("It credits {name}.")),
        CitationForm::Agency => {
            (EvidenceKind::Credit, format!("It carries {name} in its byline or dateline, or as its last line."))
        }
        CitationForm::Report if !confirms(pages, c) => {
            (EvidenceKind::Citation, format!("It gives {name} as its source."))
        }
        CitationForm::Told => (EvidenceKind::Citation, format!("It says that somebody spoke to {name}.")),
        CitationForm::Published => (EvidenceKind::Citation, format!("It says that {name} published it.")),
        CitationForm::Link => (EvidenceKind::Link, format!("It links to {name}.")),
        CitationForm::Report | CitationForm::Confirmed => {
            (EvidenceKind::Citation, format!("It names {name} as confirming it."))
        }
    };
    Evidence { kind, place: Place { page: c.page, span: c.span }, note }
}

/// Whether the words of a citation tell of confirming: "the story has since been confirmed by X".
fn confirms(pages: &[Page], c: &Citation) -> bool {
    let Some(page) = pages.get(c.page.ix()) else { return false };
    let before = Span { begin: c.span.begin, end: c.name.begin.clamp(c.span.begin, c.span.end) };
    let behind = Span { begin: c.name.end.clamp(c.span.begin, c.span.end), end: c.span.end };
    let words = |s: Span| s.of(&page.text).split(|c: char| !c.is_alphanumeric());
    words(before).chain(words(behind)).any(telling::confirms)
}

/// How sure a derivation is that rests on a citation of this form alone, and the order of forms. The shares were read off
/// made stories (`docs/lineage.md`); a link may be a mere hint to further reading.
fn weight(form: CitationForm) -> (f32, u8) {
    match form {
        CitationForm::Credit => (0.97, 0),
        CitationForm::Told => (0.95, 1),
        CitationForm::Published => (0.92, 2),
        CitationForm::Report => (0.92, 3),
        CitationForm::Agency => (0.85, 4),
        CitationForm::Link => (0.7, 5),
        CitationForm::Confirmed => (0.3, 6),
    }
}

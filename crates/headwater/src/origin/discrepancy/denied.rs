//! Who is said to deny what another page has them say: "denied that the wall was sound", "said that the wall was sound".

use std::collections::{BTreeMap, BTreeSet};

use super::{Discrepancy, DiscrepancyKind, called, turned, words};
use crate::id::{AttributionIx, PageIx};
use crate::origin::{Evidence, Statement, Version};
use crate::page::Page;
use crate::reuse::Place;
use crate::span::{Span, hull};
use crate::speech::{Attribution, Commitment, Kind, commitment};

/// Of the words of the longer content the other must have so many in a hundred: what a few words of a long one deny is not told,
/// nor whether other words mean the same.
const LIKE: usize = 60;

/// The first quotations of a statement, on two pages, of which one denies what the other says.
pub(super) fn denied(evidence: Evidence<'_>, statement: &Statement) -> Option<Discrepancy> {
    let (a, b) = statement.versions.iter().find_map(|v| opposed(evidence, v))?;
    let mut places = vec![a, b];
    places.sort_unstable();
    let said: Vec<String> =
        places.iter().map(|&p| format!("“{}” ({})", words(evidence, p), called(evidence, p.page))).collect();
    let note = format!("the same of one speaker, one side as a denial: {}", said.join(", "));
    Some(Discrepancy { kind: DiscrepancyKind::Wording, places, note })
}

/// Where one version of a statement is told as a denial and another is not: a negation that only one has says the same there.
#[derive(Debug)]
pub(super) struct Denials(BTreeMap<(PageIx, PageIx), Vec<(Span, Span)>>);

impl Denials {
    /// Linear in the versions.
    pub(super) fn new(evidence: Evidence<'_>, statements: &[Statement]) -> Denials {
        let mut out: BTreeMap<(PageIx, PageIx), Vec<(Span, Span)>> = BTreeMap::new();
        for v in statements.iter().flat_map(|s| &s.versions) {
            let (Some((p, a)), Some((q, b))) = (quotation(evidence, v.a), quotation(evidence, v.b)) else { continue };
            let (Some(x), Some(y)) = (hull(&a.content), hull(&b.content)) else { continue };
            if denies(p, a) != denies(q, b) {
                out.entry((a.page, b.page)).or_default().push((x, y));
                out.entry((b.page, a.page)).or_default().push((y, x));
            }
        }
        Denials(out)
    }

    /// Whether both places stand in such a pair of versions.
    pub(super) fn hold(&self, a: Place, b: Place) -> bool {
        let pairs = self.0.get(&(a.page, b.page)).into_iter().flatten();
        pairs.into_iter().any(|(x, y)| x.contains(a.span) && y.contains(b.span))
    }
}

/// The cues of two versions on two pages that can't both be right: one denies, the other says, and the contents are no denials
/// of each other.
fn opposed(evidence: Evidence<'_>, version: &Version) -> Option<(Place, Place)> {
    let ((page_a, a), (page_b, b)) = (quotation(evidence, version.a)?, quotation(evidence, version.b)?);
    let asserts = |page, x: &Attribution| commitment(page, x) == Commitment::Asserted;
    let clear = denies(page_a, a) && asserts(page_b, b) || asserts(page_a, a) && denies(page_b, b);
    let clear = clear && a.within.is_none() && b.within.is_none();
    if !clear || a.page == b.page {
        return None;
    }
    let (x, y) = (content(&page_a.text, a), content(&page_b.text, b));
    let (p, q) = (bag(&x), bag(&y));
    let like = p.intersection(&q).count() * 100 >= p.len().max(q.len()) * LIKE;
    let at = |a: &Attribution| {
        hull(&a.cue).or_else(|| a.content.first().copied()).map(|span: Span| Place { page: a.page, span })
    };
    if like && !turned(&x, &y) { Some((at(a)?, at(b)?)) } else { None }
}

/// Whether the page tells that the source denies the content; words in marks say themselves what they deny.
fn denies(page: &Page, a: &Attribution) -> bool {
    a.kind == Kind::Indirect && commitment(page, a) == Commitment::Denied
}

fn quotation<'e>(evidence: Evidence<'e>, q: AttributionIx) -> Option<(&'e Page, &'e Attribution)> {
    let a = evidence.speech.attributions.get(q.ix())?;
    Some((evidence.pages.get(a.page.ix())?, a))
}

/// The words of a content, one space between two.
fn content(text: &str, a: &Attribution) -> String {
    a.content.iter().flat_map(|c| c.of(text).split_whitespace()).collect::<Vec<_>>().join(" ")
}

/// The words of a content, in small letters, but for the shortest, which any has.
fn bag(content: &str) -> BTreeSet<String> {
    let words = content.split(|c: char| !c.is_alphanumeric()).filter(|w| w.chars().count() > SHORT);
    words.map(str::to_lowercase).collect()
}

/// Letters of the shortest words.
const SHORT: usize = 2;

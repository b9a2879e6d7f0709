//! Whether two tellings can be of one occasion, and how near they stand.

use std::collections::BTreeSet;

use super::telling::{Heard, Telling};
use crate::id::PageIx;
use crate::origin::Evidence;
use crate::page::Date;
use crate::speech::OccasionKind;

/// Bytes between two tellings of one kind on one page: "repeated his account to the Post ... he said in the interview" stand
/// beside each other, and the next is told of first.
pub(super) fn apart(a: &Telling, b: &Telling) -> u32 {
    let gap = b.span.begin.saturating_sub(a.span.end).max(a.span.begin.saturating_sub(b.span.end));
    if a.page == b.page && a.kind == b.kind { gap } else { u32::MAX }
}

/// Bytes between tellings that stand beside each other: two or three sentences.
pub(super) const BESIDE: u32 = 300;

/// Whether two pages outside one family tell of the same kind of public occasion within these days.
pub(super) fn close(evidence: Evidence<'_>, a: &Telling, b: &Telling) -> bool {
    let published = |p: PageIx| evidence.pages.get(p.ix())?.published.as_ref().map(|f| f.value.clone());
    let public = |t: &Telling| !t.loose && matches!(t.kind, OccasionKind::Public | OccasionKind::Hearing);
    let days = |d: Date| Some(i64::from(d.year) * 372 + i64::from(d.month?) * 31 + i64::from(d.day?));
    let apart = || Some((days(published(a.page)?)? - days(published(b.page)?)?).abs());
    public(a) && public(b) && a.kind == b.kind && apart().is_some_and(|n| n <= 3)
}

/// Whether two tellings can be of one occasion. With `words` in common, court and press conference may be two words for
/// one appearance; a loose telling goes with anything.
pub(super) fn compatible(evidence: Evidence<'_>, a: &Telling, b: &Telling, words: bool) -> bool {
    let open = |k: OccasionKind| matches!(k, OccasionKind::Public | OccasionKind::Hearing | OccasionKind::Document);
    let far = a.far || b.far;
    // What is said in remarks to one outlet is said in its interview.
    let outlet = |h: &&Heard| !matches!(h, Heard::Person(_)) && b.heard.contains(*h);
    let heard = a.heard.iter().any(|h| outlet(&h)) && !hearing(a.kind) && !hearing(b.kind);
    // Words that one outlet heard in its interview were not said a second time: "wrote in a letter" is the looser word for it.
    let once = words && (held(a) && b.brief || held(b) && a.brief);
    let kinds =
        heard || once || a.loose || b.loose || a.kind == b.kind || (words && (far || (open(a.kind) && open(b.kind))));
    let dates = match (&a.date, &b.date) {
        (Some(x), Some(y)) => !x.before(y) && !y.before(x),
        // No page tells of what is yet to come.
        (Some(x), None) => !printed_before(evidence, b.page, x),
        (None, Some(y)) => !printed_before(evidence, a.page, y),
        (None, None) => true,
    };
    let outlets =
        |t: &Telling| t.heard.iter().filter(|h| !matches!(h, Heard::Person(_))).cloned().collect::<BTreeSet<_>>();
    let people =
        |t: &Telling| t.heard.iter().filter(|h| matches!(h, Heard::Person(_))).cloned().collect::<BTreeSet<_>>();
    let agree = |x: BTreeSet<Heard>, y: BTreeSet<Heard>| x.is_empty() || y.is_empty() || !x.is_disjoint(&y);
    // Two pages that share words of an occasion may name its place or its day otherwise; those that share none tell of two.
    let apart = !words && a.page != b.page && a.where_and_when.contradicts(&b.where_and_when);
    kinds && dates && !apart && agree(outlets(a), outlets(b)) && agree(people(a), people(b))
}

/// Whether a page was printed before a day.
pub(super) fn printed_before(evidence: Evidence<'_>, page: PageIx, day: &Date) -> bool {
    let page = evidence.pages.get(page.ix());
    page.and_then(|p| p.published.as_ref()).is_some_and(|f| f.value.before(day))
}

fn hearing(kind: OccasionKind) -> bool {
    kind == OccasionKind::Hearing
}

/// Whether somebody at hand or named is told to have held an interview, and outright.
pub(super) fn held(t: &Telling) -> bool {
    t.kind == OccasionKind::Interview && !t.loose && !t.far && !t.heard.is_empty()
}

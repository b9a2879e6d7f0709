//! What versions of one statement, and passages that pages share, have otherwise, as their drift shows.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use super::{Discrepancy, DiscrepancyKind, figure, path, words};
use crate::id::PageIx;
use crate::origin::list::lines;
use crate::origin::{Evidence, Statement};
use crate::reuse::{Change, ChangeKind, Place, drift::Sort};
use crate::span;

/// Two places that say the same thing otherwise.
type Link = (DiscrepancyKind, Place, Place);

/// Figures, dates, names, places and negations that versions and passages have otherwise.
pub(super) fn differing(evidence: Evidence<'_>, statements: &[Statement]) -> Vec<Discrepancy> {
    let mut links: Vec<Link> = Vec::new();
    let page = |q: crate::id::AttributionIx| evidence.speech.attributions.get(q.ix()).map(|a| a.page);
    for v in statements.iter().flat_map(|s| &s.versions) {
        if let (Some(a), Some(b)) = (page(v.a), page(v.b)) {
            links.extend(v.changes.iter().filter_map(|c| link(evidence, c, a, b)));
        }
    }
    for p in &evidence.reuse.passages {
        links.extend(p.drift.iter().filter_map(|c| link(evidence, c, p.a.page, p.b.page)));
    }
    links.sort_unstable();
    links.dedup();
    let mut places: Vec<Place> = links.iter().flat_map(|l| [l.1, l.2]).collect();
    places.sort_unstable();
    places.dedup();
    // Places that overlap are one: comparisons may cut a change a little differently.
    let mut sets = petgraph::unionfind::UnionFind::<usize>::new(places.len());
    for (i, pair) in places.windows(2).enumerate() {
        if let [a, b] = pair
            && a.page == b.page
            && a.span.overlaps(b.span)
        {
            sets.union(i, i + 1);
        }
    }
    let at = |p: Place| places.binary_search(&p).unwrap_or(0);
    for l in links.iter().filter(|_| !places.is_empty()) {
        sets.union(at(l.1), at(l.2));
    }
    let mut groups: BTreeMap<usize, (DiscrepancyKind, BTreeSet<Place>)> = BTreeMap::new();
    for &(kind, a, b) in &links {
        let group = groups.entry(sets.find(at(a))).or_insert_with(|| (kind, BTreeSet::new()));
        group.1.extend([a, b]);
    }
    groups.into_values().filter_map(|(kind, places)| once_each(evidence, kind, places)).collect()
}

/// The places of one thing, one for each way of saying it.
fn once_each(evidence: Evidence<'_>, kind: DiscrepancyKind, places: BTreeSet<Place>) -> Option<Discrepancy> {
    let mut seen: BTreeMap<String, Place> = BTreeMap::new();
    for p in places {
        seen.entry(words(evidence, p).to_lowercase()).or_insert(p);
    }
    if seen.len() < 2 {
        return None;
    }
    let mut places: Vec<Place> = seen.into_values().collect();
    places.sort_unstable();
    let said: Vec<String> =
        places.iter().map(|&p| format!("“{}” ({})", words(evidence, p), path(evidence, p.page))).collect();
    let what = match kind {
        DiscrepancyKind::Number => "the same words with another figure",
        DiscrepancyKind::Date => "the same words with another date",
        DiscrepancyKind::Place => "the same words with another place",
        DiscrepancyKind::Name => "the same words with another name",
        DiscrepancyKind::Wording => "the same words, one side negated",
        DiscrepancyKind::Speaker => "the same words of another speaker",
    };
    Some(Discrepancy { kind, places, note: format!("{what}: {}", said.join(", ")) })
}

/// Words of a change at most: where more was replaced, the text is another one, and its figures answer to nothing.
const MOST_WORDS: usize = 6;

/// A change that both sides can't be right about.
fn link(evidence: Evidence<'_>, c: &Change, a: PageIx, b: PageIx) -> Option<Link> {
    let (a, b) = (Place { page: a, span: c.a }, Place { page: b, span: c.b });
    if a.page == b.page && a.span.overlaps(b.span) {
        return None;
    }
    if c.sort == Sort::Negation {
        // The side that lacks the negation is shown by the word at whose place it would stand.
        return Some((DiscrepancyKind::Wording, shown(evidence, a), shown(evidence, b)));
    }
    if c.kind != ChangeKind::Replace || a.span.is_empty() || b.span.is_empty() {
        return None;
    }
    let (x, y) = (words(evidence, a), words(evidence, b));
    let many = |text: &str| text.split(' ').count() > MOST_WORDS;
    if many(&x) || many(&y) {
        return None;
    }
    match c.sort {
        Sort::Figure => {
            let (v, w) = (figure::value(&x), figure::value(&y));
            if v.is_some() && v == w {
                return None;
            }
            let calendar = |text: &str| text.split(|c: char| !c.is_alphanumeric()).any(is_calendar);
            let kind = if calendar(&x) || calendar(&y) { DiscrepancyKind::Date } else { DiscrepancyKind::Number };
            Some((kind, a, b))
        }
        Sort::Name if is_place(&x) && is_place(&y) => Some((DiscrepancyKind::Place, a, b)),
        Sort::Name => Some((DiscrepancyKind::Name, a, b)),
        _ => None,
    }
}

/// The place itself, or the next word where it is empty.
fn shown(evidence: Evidence<'_>, place: Place) -> Place {
    let Some(page) = evidence.pages.get(place.page.ix()).filter(|_| place.span.is_empty()) else { return place };
    let rest = page.text.get(place.span.begin as usize..).unwrap_or("");
    let lead = rest.len() - rest.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
    let word = rest.get(lead..).unwrap_or("");
    let end = word.find(|c: char| c.is_whitespace()).unwrap_or(word.len());
    let begin = place.span.begin as usize + lead;
    Place { page: place.page, span: span::Span::new(begin, begin + end) }
}

/// Months, days of the week and years.
fn is_calendar(word: &str) -> bool {
    static WORDS: OnceLock<BTreeSet<String>> = OnceLock::new();
    let words = WORDS.get_or_init(|| {
        let all = lines(include_str!("../../../data/reuse/calendar.txt")).filter(|l| !l.starts_with('='));
        all.map(str::to_lowercase).collect()
    });
    let year = word.len() == 4
        && (word.starts_with("19") || word.starts_with("20"))
        && word.bytes().all(|b| b.is_ascii_digit());
    year || (word.starts_with(char::is_uppercase) && words.contains(&word.to_lowercase()))
}

/// Countries and what is called after them.
fn is_place(name: &str) -> bool {
    static WORDS: OnceLock<BTreeSet<&'static str>> = OnceLock::new();
    let words = WORDS.get_or_init(|| {
        let rows = lines(include_str!("../../../data/speech/places.txt"));
        rows.flat_map(|l| l.split([':', ' '])).map(str::trim).filter(|w| !w.is_empty()).collect()
    });
    words.contains(name.to_lowercase().as_str())
}

//! Where pages, or versions of one statement, can't both be right.
//!
//! What differs between versions and between passages is taken from their drift: figures, dates, names, places and
//! negations that one side has otherwise. Places that several comparisons find are put together, so that a figure that
//! five pages have one way and one page another way is one discrepancy. Spellings of one name are compared within a page
//! and across pages.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use super::{Evidence, Statement, account, figure};
use crate::id::{PageIx, SpeakerIx};
use crate::reuse::{Change, ChangeKind, Place, drift::Sort};
use crate::span;
use crate::speech::mention::MentionForm;
use crate::speech::{Speaker, SpeakerKind};

/// Things that can be compared and differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discrepancy {
    /// What differs.
    pub kind: DiscrepancyKind,
    /// The words that differ.
    pub places: Vec<Place>,
    /// What differs, in a sentence.
    pub note: String,
}

/// What differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DiscrepancyKind {
    /// A figure.
    Number,
    /// A date.
    Date,
    /// A place.
    Place,
    /// The spelling of a name.
    Name,
    /// The wording, where it turns the sense.
    Wording,
    /// Who is named as the speaker.
    Speaker,
}

/// All discrepancies, by page and place.
pub fn find(evidence: Evidence<'_>, statements: &[Statement]) -> Vec<Discrepancy> {
    let mut out = differing(evidence, statements);
    out.extend(spellings(evidence));
    out.extend(statements.iter().filter_map(|s| speakers(evidence, s)));
    out.sort_by(|a, b| (&a.places, a.kind).cmp(&(&b.places, b.kind)));
    out.dedup();
    out
}

/// Two places that say the same thing otherwise.
type Link = (DiscrepancyKind, Place, Place);

/// Figures, dates, names, places and negations that versions and passages have otherwise.
fn differing(evidence: Evidence<'_>, statements: &[Statement]) -> Vec<Discrepancy> {
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

fn words(evidence: Evidence<'_>, place: Place) -> String {
    let text = evidence.pages.get(place.page.ix()).map_or("", |p| place.span.of(&p.text));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn path(evidence: Evidence<'_>, page: PageIx) -> &str {
    evidence.pages.get(page.ix()).map_or("", |p| p.path.as_str())
}

/// Months, days of the week and years.
fn is_calendar(word: &str) -> bool {
    static WORDS: OnceLock<BTreeSet<String>> = OnceLock::new();
    let words = WORDS.get_or_init(|| {
        let all = account::lines(include_str!("../../data/reuse/calendar.txt")).filter(|l| !l.starts_with('='));
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
        let rows = account::lines(include_str!("../../data/speech/places.txt"));
        rows.flat_map(|l| l.split([':', ' '])).map(str::trim).filter(|w| !w.is_empty()).collect()
    });
    words.contains(name.to_lowercase().as_str())
}

/// One name spelled two ways: parts of a speaker's names that differ by a letter or two.
fn spellings(evidence: Evidence<'_>) -> Vec<Discrepancy> {
    let mut out = Vec::new();
    for speaker in evidence.speech.speakers.iter().filter(|s| s.named && s.kind != SpeakerKind::Group) {
        let mut parts: BTreeMap<String, Place> = BTreeMap::new();
        for (place, text) in named(evidence, speaker) {
            for (at, part) in parts_of(&text) {
                let begin = place.span.begin as usize + at;
                let place = Place { page: place.page, span: span::Span::new(begin, begin + part.len()) };
                parts.entry(part.to_owned()).and_modify(|p| *p = (*p).min(place)).or_insert(place);
            }
        }
        let list: Vec<(&String, &Place)> = parts.iter().collect();
        for (i, (x, p)) in list.iter().enumerate() {
            for (y, q) in list.iter().skip(i + 1).filter(|(y, _)| variant(x, y)) {
                let mut places = vec![**p, **q];
                places.sort_unstable();
                let note = format!(
                    "{} is spelled “{x}” ({}) and “{y}” ({})",
                    speaker.name,
                    path(evidence, p.page),
                    path(evidence, q.page)
                );
                out.push(Discrepancy { kind: DiscrepancyKind::Name, places, note });
            }
        }
    }
    out
}

/// The mentions of a speaker by name that count, with their words.
fn named<'a>(evidence: Evidence<'a>, speaker: &'a Speaker) -> impl Iterator<Item = (Place, String)> + 'a {
    let names = speaker.mentions.iter().filter(|m| m.2 == MentionForm::Name);
    names.filter_map(move |&(page, span, _)| {
        let p = evidence.pages.get(page.ix())?;
        let counts = p.role_at(span.begin).tells();
        counts.then(|| (Place { page, span }, span.of(&p.text).to_owned()))
    })
}

/// The parts of a name of five letters or more, which are long enough to be compared letter by letter.
fn parts_of(name: &str) -> impl Iterator<Item = (usize, &str)> {
    let starts = name.char_indices().filter(|&(i, c)| {
        c.is_uppercase()
            && !name.get(..i).and_then(|h| h.chars().next_back()).is_some_and(|b| b.is_alphanumeric() || b == '-')
    });
    starts.filter_map(|(i, _)| {
        let rest = name.get(i..)?;
        let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '-')).unwrap_or(rest.len());
        let part = rest.get(..end)?;
        (part.chars().count() >= 5).then_some((i, part))
    })
}

/// Whether two words are spellings of one name: the same first letter, and a letter in five at most is added, dropped,
/// changed or swapped (Damerau's four slips); not a plural or possessive of each other, nor other capitals only.
fn variant(a: &str, b: &str) -> bool {
    let (x, y): (Vec<char>, Vec<char>) = (a.to_lowercase().chars().collect(), b.to_lowercase().chars().collect());
    let plural = |p: &[char], q: &[char]| q.len() == p.len() + 1 && q.last() == Some(&'s') && q.starts_with(p);
    if x == y || x.first() != y.first() || plural(&x, &y) || plural(&y, &x) {
        return false;
    }
    let most = (x.len().max(y.len()) / 5).max(1);
    x.len().abs_diff(y.len()) <= most && slips(&x, &y) <= most
}

/// Damerau's distance in its restricted form (optimal string alignment).
fn slips(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let get = |r: &[usize], k: usize| r.get(k).copied().unwrap_or(usize::MAX - 1);
            let mut cost = (get(&above, j) + usize::from(x != y)).min(get(&above, j + 1) + 1).min(get(&row, j) + 1);
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x);
            if swapped {
                cost = cost.min(get(&before, j - 1) + 1);
            }
            row.push(cost);
        }
        before = std::mem::replace(&mut above, row);
    }
    above.last().copied().unwrap_or(0)
}

/// One statement given to two people.
fn speakers(evidence: Evidence<'_>, statement: &Statement) -> Option<Discrepancy> {
    let mut by: BTreeMap<SpeakerIx, Place> = BTreeMap::new();
    for a in statement.quotations.iter().filter_map(|q| evidence.speech.attributions.get(q.ix())) {
        let Some(s) = a.speaker else { continue };
        let named = evidence.speech.speakers.get(s.ix()).is_some_and(|s| s.named && s.kind != SpeakerKind::Group);
        // A pronoun is the program's reading, not the page's word.
        let by_name = |sp: &&span::Span| {
            let mentions = evidence.speech.speakers.get(s.ix()).map_or(&[][..], |s| s.mentions.as_slice());
            mentions.iter().any(|m| m.0 == a.page && m.2 == MentionForm::Name && m.1.overlaps(**sp))
        };
        if let Some(&span) = a.source.iter().find(by_name).filter(|_| named) {
            by.entry(s).or_insert(Place { page: a.page, span });
        }
    }
    if by.len() < 2 {
        return None;
    }
    let mut places: Vec<Place> = by.values().copied().collect();
    places.sort_unstable();
    let names: Vec<String> = by
        .iter()
        .filter_map(|(s, p)| {
            Some(format!("{} ({})", evidence.speech.speakers.get(s.ix())?.name, path(evidence, p.page)))
        })
        .collect();
    Some(Discrepancy {
        kind: DiscrepancyKind::Speaker,
        places,
        note: format!("the same words are given to {}", names.join(" and to ")),
    })
}

impl DiscrepancyKind {
    /// Its name in the JSON format.
    pub fn name(self) -> &'static str {
        match self {
            DiscrepancyKind::Number => "number",
            DiscrepancyKind::Date => "date",
            DiscrepancyKind::Place => "place",
            DiscrepancyKind::Name => "name",
            DiscrepancyKind::Wording => "wording",
            DiscrepancyKind::Speaker => "speaker",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::variant;

    #[test]
    fn a_letter_in_five_is_a_spelling() {
        assert!(variant("Vantongeren", "Vantongren"));
        assert!(variant("Lindqvist", "Lindqivst"));
        assert!(!variant("Martin", "Marlon"));
        assert!(!variant("Aldous", "ALDOUS"));
        assert!(!variant("Turner", "Turners"));
    }
}

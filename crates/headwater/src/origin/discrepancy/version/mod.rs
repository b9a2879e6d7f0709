//! What versions of one statement, and passages that pages share, have otherwise, as their drift shows.

mod changed;
mod denial;

use crate::origin::class::{NAME_SMALL_WORDS, PERSONAL_PRONOUNS};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use self::changed::{day_of, figures, whole};
pub(super) use self::denial::{Denial, turned};
use self::denial::{answers, turns};
use super::name::alias::Aliases;
use super::name::other::{self, People};
use super::{Discrepancy, DiscrepancyKind, called, denied, words};
use crate::id::PageIx;
use crate::list::lines;
use crate::origin::occasion::outlet::{citations, fold};
use crate::origin::{Evidence, Statement};
use crate::reuse::{Change, ChangeKind, Place, drift::Sort};
use crate::span;

/// Two places that say the same thing otherwise.
type Link = (DiscrepancyKind, Place, Place);

/// Figures, dates, names, places and negations that versions and passages have otherwise.
pub(super) fn differing(evidence: Evidence<'_>, statements: &[Statement]) -> Vec<Discrepancy> {
    let mut links: Vec<Link> = Vec::new();
    let names = Names { people: People::new(evidence), aliases: Aliases::new(evidence) };
    let page = |q: crate::id::AttributionIx| evidence.speech.attributions.get(q.ix()).map(|a| a.page);
    for v in statements.iter().flat_map(|s| &s.versions) {
        if let (Some(a), Some(b)) = (page(v.a), page(v.b)) {
            links.extend(v.changes.iter().filter_map(|c| link(evidence, &names, c, a, b)));
        }
    }
    for p in &evidence.reuse.passages {
        links.extend(p.drift.iter().filter_map(|c| link(evidence, &names, c, p.a.page, p.b.page)));
    }
    // "Denied that it had" says no other than "said that it had not".
    let denials = denied::Denials::new(evidence, statements);
    links.retain(|l| l.0 != DiscrepancyKind::Wording || !denials.hold(l.1, l.2));
    links.sort_unstable();
    links.dedup();
    let links = without_templates(evidence, links);
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
    // The same two names of other pages are the same finding.
    let mut first: BTreeMap<(DiscrepancyKind, String, String), usize> = BTreeMap::new();
    for l in links.iter().filter(|_| !places.is_empty()) {
        sets.union(at(l.1), at(l.2));
        if matches!(l.0, DiscrepancyKind::Name | DiscrepancyKind::Place) {
            let (x, y) = (words(evidence, l.1).to_lowercase(), words(evidence, l.2).to_lowercase());
            let seen = *first.entry((l.0, x.clone().min(y.clone()), x.max(y))).or_insert(at(l.1));
            sets.union(seen, at(l.1));
        }
    }
    let mut groups: BTreeMap<usize, (DiscrepancyKind, BTreeSet<Place>)> = BTreeMap::new();
    for &(kind, a, b) in &links {
        let group = groups.entry(sets.find(at(a))).or_insert_with(|| (kind, BTreeSet::new()));
        group.1.extend([a, b]);
    }
    groups.into_values().filter_map(|(kind, places)| once_each(evidence, kind, places)).collect()
}

/// Places at which one name of a page stands for another name of the other page before the text is taken for one that was filled
/// in anew: "[A] was found dead" and "[B] was found dead". Papers that confuse two names do so once or twice.
const FILLED_IN: usize = 3;

/// Of two pages that tell the same of two names throughout only that is told, once: their dates and figures are of two things.
fn without_templates(evidence: Evidence<'_>, links: Vec<Link>) -> Vec<Link> {
    let key = |l: &Link| {
        let (x, y) = (words(evidence, l.1), words(evidence, l.2));
        let last = |t: String| t.to_lowercase().rsplit(' ').next().unwrap_or_default().to_owned();
        (l.1.page, l.2.page, last(x), last(y))
    };
    let mut counts: BTreeMap<(PageIx, PageIx, String, String), usize> = BTreeMap::new();
    let other_names =
        |l: &Link| l.0 == DiscrepancyKind::Name && !other::spelled(&words(evidence, l.1), &words(evidence, l.2));
    for l in links.iter().filter(|l| other_names(l)) {
        *counts.entry(key(l)).or_default() += 1;
    }
    counts.retain(|_, n| *n >= FILLED_IN);
    let pairs: BTreeSet<(PageIx, PageIx)> = counts.keys().map(|k| (k.0, k.1)).collect();
    let mut shown: BTreeSet<(PageIx, PageIx)> = BTreeSet::new();
    let mut told = |l: &Link| {
        let pair = (l.1.page, l.2.page);
        !pairs.contains(&pair) || l.0 == DiscrepancyKind::Name && counts.contains_key(&key(l)) && shown.insert(pair)
    };
    links.into_iter().filter(|l| told(l)).collect()
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
    let mut ways = seen.keys();
    let spelled = ways.next().is_some_and(|x| ways.all(|y| other::spelled(x, y)));
    let mut places: Vec<Place> = seen.into_values().collect();
    places.sort_unstable();
    let said: Vec<String> =
        places.iter().map(|&p| format!("“{}” ({})", words(evidence, p), called(evidence, p.page))).collect();
    let what = match kind {
        DiscrepancyKind::Number => "the same words with another figure",
        DiscrepancyKind::Date => "the same words with another date",
        DiscrepancyKind::Place => "the same words with another place",
        DiscrepancyKind::Name if spelled => "the same words with a name spelled otherwise",
        DiscrepancyKind::Name => "the same words with another name",
        DiscrepancyKind::Wording => "the same words, one side negated",
        DiscrepancyKind::Speaker => "the same words of another speaker",
    };
    Some(Discrepancy { kind, places, note: format!("{what}: {}", said.join(", ")) })
}

/// The part of a place that belongs to its figure: up to an open bracket or another sentence.
fn cut(evidence: Evidence<'_>, place: Place) -> Place {
    let text = evidence.pages.get(place.page.ix()).map_or("", |p| place.span.of(&p.text));
    let open = text.find(" (").filter(|_| !text.contains(')'));
    let next = text
        .match_indices(". ")
        .map(|m| m.0)
        .find(|&i| text.get(i + 2..).is_some_and(|t| t.starts_with(char::is_uppercase)));
    let next = next.filter(|&i| text.get(..i).is_some_and(|t| t.ends_with(|c: char| c.is_ascii_digit())));
    match open.into_iter().chain(next).min() {
        Some(at) => {
            Place { page: place.page, span: span::Span { begin: place.span.begin, end: place.span.begin + at as u32 } }
        }
        None => place,
    }
}

/// What is known of names.
struct Names<'a> {
    people: People,
    aliases: Aliases<'a>,
}

impl Names<'_> {
    /// What two names in one place are another of; `None` where both may be one thing's.
    fn differ(&self, evidence: Evidence<'_>, (a, x): (Place, &str), (b, y): (Place, &str)) -> Option<DiscrepancyKind> {
        let pronoun = |t: &str| PERSONAL_PRONOUNS.has(t.to_lowercase().as_str());
        // A list, a label before a colon and what ends in a participle are no names: "Canal-fed".
        let name = |t: &str| all_capitals(t) && !pronoun(t) && !t.contains([',', ':']) && !participle(t);
        match (other::country(x), other::country(y)) {
            (Some(p), Some(q)) => return (p != q).then_some(DiscrepancyKind::Place),
            // What lies in a country, or speaks for it, stands where the country does: "Berlin" for "Germany".
            (Some(_), None) | (None, Some(_)) => return None,
            (None, None) if is_place(x) && is_place(y) => return Some(DiscrepancyKind::Place),
            (None, None) => {}
        }
        // A name against other words is no other name; nor is a title before one: "Mr" and "Mira" Lind.
        let titled = other::titles(x) && before_name(evidence, a) || other::titles(y) && before_name(evidence, b);
        (name(x)
            && name(y)
            && !titled
            && other::other(x, y)
            && !other::given_for_titled(x, y)
            && !outlet(evidence, a, x)
            && !outlet(evidence, b, y)
            && !self.people.one(a, b)
            && !self.aliases.one(x, y))
        .then(|| {
            let town = lies_in(evidence, a) && lies_in(evidence, b) && !other::spelled(x, y);
            if town { DiscrepancyKind::Place } else { DiscrepancyKind::Name }
        })
    }
}

/// Whether the words before a name say that something lies or happened there: "in Osk", "near Osk".
fn lies_in(evidence: Evidence<'_>, place: Place) -> bool {
    let text = evidence.pages.get(place.page.ix()).map_or("", |p| p.text.as_str());
    let before = text.get(..place.span.begin as usize).unwrap_or("").trim_end();
    [" in", " near", " outside"].iter().any(|p| before.ends_with(p))
}

/// Whether a text ends in a participle joined to a name: "Oscar-winning".
fn participle(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or("");
    last.rsplit_once('-')
        .is_some_and(|(_, p)| p.starts_with(char::is_lowercase) && (p.ends_with("ing") || p.ends_with("ed")))
}

/// Whether a capital letter follows a place: what stands there belongs to the name behind it.
fn before_name(evidence: Evidence<'_>, place: Place) -> bool {
    let rest = evidence.pages.get(place.page.ix()).and_then(|p| p.text.get(place.span.end as usize..)).unwrap_or("");
    rest.strip_prefix('.').unwrap_or(rest).strip_prefix(' ').is_some_and(|r| r.starts_with(char::is_uppercase))
}

/// Words of a change at most: where more was replaced, the text is another one, and its figures answer to nothing.
const MOST_WORDS: usize = 6;

/// A change that both sides can't be right about.
fn link(evidence: Evidence<'_>, names: &Names<'_>, c: &Change, a: PageIx, b: PageIx) -> Option<Link> {
    let (a, b) = (Place { page: a, span: c.a }, Place { page: b, span: c.b });
    let (a, b) = if c.sort == Sort::Figure { (cut(evidence, a), cut(evidence, b)) } else { (a, b) };
    if a.page == b.page && a.span.overlaps(b.span) {
        return None;
    }
    let (x, y) = (words(evidence, a), words(evidence, b));
    if c.sort == Sort::Negation {
        // The side that lacks the negation is shown by the word at whose place it would stand.
        return (turns(&x, &y) && !answers(evidence, a, &x) && !answers(evidence, b, &y))
            .then(|| (DiscrepancyKind::Wording, shown(evidence, a), shown(evidence, b)));
    }
    if c.kind != ChangeKind::Replace || a.span.is_empty() || b.span.is_empty() {
        return None;
    }
    let many = |text: &str| text.split(' ').count() > MOST_WORDS;
    if many(&x) || many(&y) {
        return None;
    }
    match c.sort {
        Sort::Figure => figures(evidence, (a, &x), (b, &y)).map(|kind| match kind {
            DiscrepancyKind::Number => match (day_of(evidence, a), day_of(evidence, b)) {
                (Some(a), Some(b)) => (DiscrepancyKind::Date, a, b),
                _ => (kind, whole(evidence, a), whole(evidence, b)),
            },
            _ => (kind, a, b),
        }),
        Sort::Name => names.differ(evidence, (a, &x), (b, &y)).map(|kind| (kind, a, b)),
        _ => None,
    }
}

/// Whether every word begins with a capital letter, particles between them apart: "the" alone is no name.
fn all_capitals(text: &str) -> bool {
    let mut words = text.split(|c: char| !(c.is_alphanumeric() || c == '-')).filter(|w| !w.is_empty());
    let particle = |w: &str| NAME_SMALL_WORDS.has(w);
    let mut named = false;
    let mut fits = |w: &str| {
        named |= w.starts_with(char::is_uppercase);
        w.starts_with(char::is_uppercase) || particle(w)
    };
    words.all(&mut fits) && named
}

/// Whether words at a place name the page's own publisher, or one that it cites: each page names its own.
fn outlet(evidence: Evidence<'_>, place: Place, name: &str) -> bool {
    let own = evidence.pages.get(place.page.ix()).and_then(|p| p.outlet.as_ref()).map(|o| fold(&o.value));
    let name = fold(name);
    own.is_some_and(|own| own == name || own.ends_with(&format!(" {name}")))
        || citations(evidence, place.page).iter().any(|c| c.name.overlaps(place.span))
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

/// Whether a word, in small letters, is the name of a month.
pub(super) fn is_month(word: &str) -> bool {
    let mut letters = word.chars();
    let capital: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    is_calendar(&capital) && word.chars().all(char::is_alphabetic)
}

/// Months, days of the week and years.
pub(super) fn is_calendar(word: &str) -> bool {
    static WORDS: OnceLock<BTreeSet<String>> = OnceLock::new();
    let words = WORDS.get_or_init(|| {
        let all = lines(include_str!("../../../../data/reuse/calendar.txt")).filter(|l| !l.starts_with('='));
        all.map(str::to_lowercase).collect()
    });
    // "Nov", "Sept": the first letters of a month.
    const CUT: [&str; 11] = ["Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov"];
    let cut = CUT.contains(&word) || word == "Dec";
    let year = word.len() == 4
        && (word.starts_with("19") || word.starts_with("20"))
        && word.bytes().all(|b| b.is_ascii_digit());
    year || cut || (word.starts_with(char::is_uppercase) && words.contains(&word.to_lowercase()))
}

/// Countries and what is called after them.
pub(super) fn is_place(name: &str) -> bool {
    static WORDS: OnceLock<BTreeSet<&'static str>> = OnceLock::new();
    let words = WORDS.get_or_init(|| {
        let rows = lines(include_str!("../../../../data/speech/places.txt"));
        rows.flat_map(|l| l.split([':', ' '])).map(str::trim).filter(|w| !w.is_empty()).collect()
    });
    words.contains(name.to_lowercase().as_str())
}

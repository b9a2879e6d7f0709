//! What versions of one statement, and passages that pages share, have otherwise, as their drift shows.

use crate::origin::class::NAME_SMALL_WORDS;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use super::other_name::{self, People};
use super::{Discrepancy, DiscrepancyKind, called, denied, figure, words};
use crate::id::PageIx;
use crate::list::lines;
use crate::origin::occasion::outlet::{citations, fold};
use crate::origin::{Evidence, Statement};
use crate::reuse::{Change, ChangeKind, Place, drift::Sort};
use crate::span::{self, Span};

/// Two places that say the same thing otherwise.
type Link = (DiscrepancyKind, Place, Place);

/// Figures, dates, names, places and negations that versions and passages have otherwise.
pub(super) fn differing(evidence: Evidence<'_>, statements: &[Statement]) -> Vec<Discrepancy> {
    let mut links: Vec<Link> = Vec::new();
    let people = People::new(evidence);
    let page = |q: crate::id::AttributionIx| evidence.speech.attributions.get(q.ix()).map(|a| a.page);
    for v in statements.iter().flat_map(|s| &s.versions) {
        if let (Some(a), Some(b)) = (page(v.a), page(v.b)) {
            links.extend(v.changes.iter().filter_map(|c| link(evidence, &people, c, a, b)));
        }
    }
    for p in &evidence.reuse.passages {
        links.extend(p.drift.iter().filter_map(|c| link(evidence, &people, c, p.a.page, p.b.page)));
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

/// Places at which one name of a page stands for another name of the other page before the text is taken for one that was filled
/// in anew: "[A] was found dead" and "[B] was found dead". Papers that confuse two names do so once or twice.
const FILLED_IN: usize = 3;

/// Of two pages that tell the same of two names throughout only that is told, once: their dates and figures are of two things.
fn without_templates(evidence: Evidence<'_>, links: Vec<Link>) -> Vec<Link> {
    let key = |l: &Link| {
        let (x, y) = (words(evidence, l.1), words(evidence, l.2));
        (l.1.page, l.2.page, x.to_lowercase(), y.to_lowercase())
    };
    let mut counts: BTreeMap<(PageIx, PageIx, String, String), usize> = BTreeMap::new();
    for l in links.iter().filter(|l| l.0 == DiscrepancyKind::Name) {
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
    let mut places: Vec<Place> = seen.into_values().collect();
    places.sort_unstable();
    let said: Vec<String> =
        places.iter().map(|&p| format!("“{}” ({})", words(evidence, p), called(evidence, p.page))).collect();
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
fn link(evidence: Evidence<'_>, people: &People, c: &Change, a: PageIx, b: PageIx) -> Option<Link> {
    let (a, b) = (Place { page: a, span: c.a }, Place { page: b, span: c.b });
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
        Sort::Name if is_place(&x) && is_place(&y) => Some((DiscrepancyKind::Place, a, b)),
        // A name against other words is no other name.
        Sort::Name
            if all_capitals(&x)
                && all_capitals(&y)
                && other_name::other(&x, &y)
                && !outlet(evidence, a, &x)
                && !outlet(evidence, b, &y)
                && !people.one(a, b) =>
        {
            let town = lies_in(evidence, a) && lies_in(evidence, b);
            Some((if town { DiscrepancyKind::Place } else { DiscrepancyKind::Name }, a, b))
        }
        _ => None,
    }
}

/// Whether the words before a name say that something lies or happened there: "in Osk", "near Osk".
fn lies_in(evidence: Evidence<'_>, place: Place) -> bool {
    let text = evidence.pages.get(place.page.ix()).map_or("", |p| p.text.as_str());
    let before = text.get(..place.span.begin as usize).unwrap_or("").trim_end();
    [" in", " near", " outside"].iter().any(|p| before.ends_with(p))
}

/// Whether a change turns the sense and does no more: apart from the negations, and from the auxiliary that carries one, both
/// sides say the same.
fn turns(x: &str, y: &str) -> bool {
    let (p, q) = (Denial::of(x), Denial::of(y));
    p.negations % 2 != q.negations % 2 && p.rest == q.rest
}

/// Whether a side is an answer by itself, "No.", which turns nothing behind it.
fn answers(evidence: Evidence<'_>, place: Place, words: &str) -> bool {
    let after = evidence.pages.get(place.page.ix()).and_then(|p| p.text.get(place.span.end as usize..)).unwrap_or("");
    let bare = words.trim_end_matches(|c: char| !c.is_alphanumeric());
    matches!(bare.to_lowercase().as_str(), "no" | "nope" | "never")
        && (bare.len() < words.len() || after.starts_with(['.', ',', '!', '?', ';']))
}

/// Whether one of two texts is negated and the other is not.
pub(super) fn turned(x: &str, y: &str) -> bool {
    Denial::of(x).negations % 2 != Denial::of(y).negations % 2
}

/// The words of a side of a change, negations taken out.
pub(super) struct Denial {
    pub(super) negations: usize,
    pub(super) rest: Vec<String>,
}

impl Denial {
    pub(super) fn of(text: &str) -> Denial {
        let mut denial = Denial { negations: 0, rest: Vec::new() };
        let text = text.to_lowercase().replace('’', "'");
        let mut words = text.split(|c: char| !(c.is_alphanumeric() || c == '\'')).filter(|w| !w.is_empty()).peekable();
        while let Some(word) = words.next() {
            // "Instead of" and "rather than" exclude as "not" does.
            if words.next_if(|next| matches!((word, *next), ("instead", "of") | ("rather", "than"))).is_some() {
                denial.negations += 1;
                continue;
            }
            let (base, not) = word.strip_suffix("n't").map_or((word, false), |b| (b, true));
            let base = base.trim_matches('\'');
            if not || denies(base) {
                denial.negations += 1;
                // "knew" and "did not know": the auxiliary comes with the negation.
                if not && !matches!(base, "do" | "does" | "did" | "wo" | "ca") && !base.is_empty() {
                    denial.rest.push(base.to_owned());
                }
            } else if !matches!(
                base,
                "do" | "does" | "did" | "any" | "ever" | "a" | "an" | "the" | "has" | "have" | "had"
            ) {
                denial.rest.push(base.to_owned());
            }
        }
        denial
    }
}

/// Whether a word, in small letters and without apostrophes, denies.
fn denies(word: &str) -> bool {
    static WORDS: OnceLock<BTreeSet<&'static str>> = OnceLock::new();
    let words = WORDS.get_or_init(|| {
        lines(include_str!("../../../data/reuse/negations.txt")).filter(|l| !l.starts_with('-')).collect()
    });
    words.contains(word)
}

/// What kind of discrepancy two figures in one place are; `None` where they agree, or measure different things.
fn figures(evidence: Evidence<'_>, (a, x): (Place, &str), (b, y): (Place, &str)) -> Option<DiscrepancyKind> {
    let calendar = |text: &str| text.split(|c: char| !c.is_alphanumeric()).any(is_calendar);
    // A date against other words is no other date.
    if calendar(x) || calendar(y) {
        let plain = |t: &str| t.replace("'s", "").replace("’s", "").to_lowercase();
        return (calendar(x) && calendar(y) && plain(x) != plain(y)).then_some(DiscrepancyKind::Date);
    }
    let (v, w) = (figure::value(x), figure::value(y));
    if v.is_some() && v == w {
        return None;
    }
    let (then, when) = (dates(evidence, a), dates(evidence, b));
    if !then.is_empty() && !when.is_empty() && then != when {
        // Of two moments, each has its figure.
        return None;
    }
    // The unit may stand after the words that changed: "[forty] crowns", "[14 million] dollars a month".
    let (p, q) = (amount(evidence, a), amount(evidence, b));
    match (p, q) {
        (Some(p), Some(q)) => {
            let comparable = p.dimension == q.dimension || p.dimension.is_empty() || q.dimension.is_empty();
            // "Before 3 a.m." holds with 2.40.
            let holds = |x: Option<bool>, p: &figure::Quantity, q: &figure::Quantity| {
                x.is_some_and(|before| if before { q.low <= p.low } else { q.low >= p.low })
            };
            let (e, l) = (edge(evidence, a), edge(evidence, b));
            let holds = e != l && (holds(e, &p, &q) || holds(l, &q, &p));
            (comparable && !holds && p.differs(&q)).then_some(DiscrepancyKind::Number)
        }
        // Of what is no amount on both sides only bare figures are compared.
        _ => (v.is_some() && w.is_some()).then_some(DiscrepancyKind::Number),
    }
}

/// The months, days and years in the sentence around a place.
fn dates(evidence: Evidence<'_>, place: Place) -> BTreeSet<String> {
    let text = evidence.pages.get(place.page.ix()).map_or("", |p| p.text.as_str());
    let before = text.get(..place.span.begin as usize).unwrap_or("");
    let mut low = before.len().saturating_sub(SENTENCE);
    while !before.is_char_boundary(low) {
        low += 1;
    }
    let near = before.get(low..).unwrap_or("");
    let from = near.rfind(['\n', '!', '?']).max(near.rfind(". ")).map_or(0, |i| i + 1);
    let after = text.get(place.span.end as usize..).unwrap_or("");
    let mut high = after.len().min(SENTENCE);
    while !after.is_char_boundary(high) {
        high -= 1;
    }
    let far = after.get(..high).unwrap_or("");
    let ends = [far.find(['\n', '!', '?']), far.find(". ")];
    let to = ends.into_iter().flatten().min().unwrap_or(far.len());
    let sentence = [near.get(from..).unwrap_or(""), far.get(..to).unwrap_or("")];
    let words = sentence.into_iter().flat_map(|s| s.split(|c: char| !c.is_alphanumeric()));
    words.filter(|w| is_calendar(w)).map(str::to_lowercase).collect()
}

/// Bytes of a sentence on each side of a place that are looked at for dates.
const SENTENCE: usize = 240;

/// The one amount that begins at a place, with the unit after it.
fn amount(evidence: Evidence<'_>, place: Place) -> Option<figure::Quantity> {
    let text = &evidence.pages.get(place.page.ix())?.text;
    // Forty bytes hold "cubic kilometres per second" and its like.
    let mut end = (place.span.end as usize + 40).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let stretch = text.get(place.span.begin as usize..end)?;
    let inside = |q: &figure::Quantity| (q.span.begin as usize) < place.span.len();
    let mut all = figure::quantities(stretch).into_iter().filter(inside);
    let first = all.next()?;
    if all.next().is_some() { None } else { Some(first) }
}

/// Whether a time is only said to be before (or after) the one at a place: "before 3 a.m.".
fn edge(evidence: Evidence<'_>, place: Place) -> Option<bool> {
    let text = evidence.pages.get(place.page.ix())?.text.as_str();
    let told = place.span.of(text).split_whitespace().next().unwrap_or("").to_lowercase();
    let behind = text.get(..place.span.begin as usize)?.split_whitespace().next_back().unwrap_or("").to_lowercase();
    match (told.as_str(), behind.as_str()) {
        ("before", _) | (_, "before") => Some(true),
        ("after", _) | (_, "after") => Some(false),
        _ => None,
    }
}

/// The amount with its unit, as a reader wants to see it: "three million crowns" where "the firm three" or "three" changed.
fn whole(evidence: Evidence<'_>, place: Place) -> Place {
    let Some(q) = amount(evidence, place) else { return place };
    let span = Span { begin: place.span.begin + q.span.begin, end: place.span.begin + q.span.end };
    let first = span.begin <= place.span.begin && span.end <= place.span.end;
    if first { place } else { Place { page: place.page, span } }
}

/// The day of a month, the month with it, where a place is all of its number: "3 March" where "3" changed, "May 3".
fn day_of(evidence: Evidence<'_>, place: Place) -> Option<Place> {
    let text = evidence.pages.get(place.page.ix())?.text.as_str();
    let (begin, end) = (place.span.begin as usize, place.span.end as usize);
    let number = text.get(begin..end)?.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    if !number.parse::<u8>().is_ok_and(|n| (1..=31).contains(&n)) {
        return None;
    }
    let month = |w: &str| w.starts_with(char::is_uppercase) && is_month(&w.to_lowercase());
    let behind = text.get(end..)?.strip_prefix(' ').map(|r| r.split(|c: char| !c.is_alphabetic()).next().unwrap_or(""));
    if let Some(w) = behind.filter(|w| month(w)) {
        return Some(Place { page: place.page, span: Span::new(begin, end + 1 + w.len()) });
    }
    let before =
        text.get(..begin)?.strip_suffix(' ')?.rsplit(|c: char| !c.is_alphabetic()).next().filter(|w| month(w))?;
    Some(Place { page: place.page, span: Span::new(begin - 1 - before.len(), end) })
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
        let all = lines(include_str!("../../../data/reuse/calendar.txt")).filter(|l| !l.starts_with('='));
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
        let rows = lines(include_str!("../../../data/speech/places.txt"));
        rows.flat_map(|l| l.split([':', ' '])).map(str::trim).filter(|w| !w.is_empty()).collect()
    });
    words.contains(name.to_lowercase().as_str())
}

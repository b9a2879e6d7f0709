//! Figures and dates in one place of the same words: whether both can hold.

use std::collections::BTreeSet;

use super::{is_calendar, is_month};
use crate::origin::Evidence;
use crate::origin::class::HEDGES;
use crate::origin::discrepancy::tally::roughly;
use crate::origin::discrepancy::{DiscrepancyKind, figure};
use crate::reuse::Place;
use crate::span::Span;

/// What kind of discrepancy two figures in one place are; `None` where they agree, or measure different things.
pub(super) fn figures(evidence: Evidence<'_>, (a, x): (Place, &str), (b, y): (Place, &str)) -> Option<DiscrepancyKind> {
    let calendar = |text: &str| text.split(|c: char| !c.is_alphanumeric()).any(is_calendar);
    // A date against other words is no other date.
    if calendar(x) || calendar(y) {
        return (calendar(x) && calendar(y) && other_date(x, y)).then_some(DiscrepancyKind::Date);
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
    if labels(evidence, a) || labels(evidence, b) || other_currency(evidence, a, b) {
        return None;
    }
    // The unit may stand after the words that changed: "[forty] crowns", "[14 million] dollars a month".
    let (p, q) = (amount(evidence, a), amount(evidence, b));
    match (p, q) {
        (Some(p), Some(q)) => {
            let (p, q) = (metres(&p, &q, x), metres(&q, &p, y));
            let comparable = p.dimension == q.dimension || p.dimension.is_empty() || q.dimension.is_empty();
            // "Before 3 a.m." holds with 2.40.
            let holds = |x: Option<bool>, p: &figure::Quantity, q: &figure::Quantity| {
                x.is_some_and(|before| if before { q.low <= p.low } else { q.low >= p.low })
            };
            let (e, l) = (edge(evidence, a), edge(evidence, b));
            let holds = e != l && (holds(e, &p, &q) || holds(l, &q, &p));
            // "More than 200" of 219; "13 ft" and "4 m" are one in two units.
            let told = |place: Place, q: &figure::Quantity| hedged(evidence, place, q);
            let near = roughly((&told(a, &p), p.low), (&told(b, &q), q.low));
            let converted =
                p.dimension == q.dimension && !p.dimension.is_empty() && tail(evidence, a) != tail(evidence, b);
            let converted = converted && (p.low - q.low).abs() <= CONVERTED * p.low.abs().max(q.low.abs());
            (comparable && !holds && !near && !converted && p.differs(&q)).then_some(DiscrepancyKind::Number)
        }
        // Of what is no amount on both sides only bare figures are compared.
        _ => (v.is_some() && w.is_some()).then_some(DiscrepancyKind::Number),
    }
}

/// The share by which an amount may be off the same in another unit: 39 feet and 12 metres. By judgement.
const CONVERTED: f64 = 0.06;

/// Whether a figure belongs to a name that a program gave: "update_time_4429703".
fn labels(evidence: Evidence<'_>, place: Place) -> bool {
    before(evidence, place).ends_with('_')
}

/// Whether two figures have another currency's sign before them: $75,000 and £47,000 may be one sum.
fn other_currency(evidence: Evidence<'_>, a: Place, b: Place) -> bool {
    let sign = |p: Place| before(evidence, p).chars().next_back().filter(|c| "$€£¥₽₹₺₪₴".contains(*c));
    sign(a).is_some_and(|x| sign(b).is_some_and(|y| x != y))
}

/// The text of a page before a place.
fn before(evidence: Evidence<'_>, place: Place) -> &str {
    evidence.pages.get(place.page.ix()).and_then(|p| p.text.get(..place.span.begin as usize)).unwrap_or("")
}

/// An amount whose "m" is metres beside an amount of metres: "100m" for "100 metres".
fn metres(p: &figure::Quantity, other: &figure::Quantity, words: &str) -> figure::Quantity {
    let digits = words.trim().strip_suffix('m').filter(|d| d.bytes().all(|b| b.is_ascii_digit() || b == b'.'));
    match digits.and_then(|d| d.parse::<f64>().ok()) {
        Some(low) if p.dimension.is_empty() && other.dimension == "length" => {
            figure::Quantity { span: p.span, low, high: low, dimension: other.dimension.clone() }
        }
        _ => p.clone(),
    }
}

/// The words of an amount, with the word before it if that leaves it open: "than" of "more than".
fn hedged(evidence: Evidence<'_>, place: Place, q: &figure::Quantity) -> String {
    let text = evidence.pages.get(place.page.ix()).map_or("", |p| p.text.as_str());
    let from = place.span.begin as usize;
    let said = text.get(from + q.span.begin as usize..from + q.span.end as usize).unwrap_or("");
    let mut near = before(evidence, place).rsplit(' ').skip(1);
    let last: Vec<&str> = near.by_ref().take(2).collect();
    let hedge = match last.as_slice() {
        ["than", w, ..] if matches!(w.to_lowercase().as_str(), "more" | "less" | "fewer") => "more than ",
        ["least", ..] => "at least ",
        [w, ..] if HEDGES.has(w.to_lowercase().as_str()) && !matches!(*w, "exactly" | "only" | "just") => "about ",
        _ => "",
    };
    format!("{hedge}{said}")
}

/// The letters that end the words of an amount: its unit as the page writes it.
fn tail(evidence: Evidence<'_>, place: Place) -> String {
    let text = evidence.pages.get(place.page.ix()).map_or("", |p| p.text.as_str());
    let rest = text.get(place.span.begin as usize..).unwrap_or("");
    rest.chars().skip_while(|c| !c.is_alphabetic()).take_while(|c| c.is_alphabetic()).collect()
}

/// Whether two texts name dates that can't both hold: another month, day of the week, day or year, where both name one.
fn other_date(x: &str, y: &str) -> bool {
    let (x, y) = (Date::of(x), Date::of(y));
    let differs = |a: &BTreeSet<String>, b: &BTreeSet<String>| !a.is_empty() && !b.is_empty() && a != b;
    // "Friday" and "Friday afternoon" are one, "that Saturday" and "9 August" may be.
    differs(&x.months, &y.months)
        || differs(&x.weekdays, &y.weekdays)
        || differs(&x.years, &y.years)
        || differs(&x.days, &y.days) && (x.months.is_empty() == y.months.is_empty())
}

/// What a text tells of a date.
#[derive(Default)]
struct Date {
    months: BTreeSet<String>,
    weekdays: BTreeSet<String>,
    years: BTreeSet<String>,
    days: BTreeSet<String>,
}

impl Date {
    /// "Sept" is "September", and "Tues." "Tuesday": three letters tell.
    fn of(text: &str) -> Date {
        let mut date = Date::default();
        for word in text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
            let low = word.to_lowercase();
            let begins: String = low.chars().take(3).collect();
            let day = low.trim_end_matches(char::is_alphabetic).parse::<u8>().ok().filter(|d| (1..=31).contains(d));
            if is_calendar(word) && word.starts_with(|c: char| c.is_ascii_digit()) {
                date.years.insert(low);
            } else if is_calendar(word) && low.ends_with("day") || CUT_DAYS.contains(&word) {
                date.weekdays.insert(begins);
            } else if is_calendar(word) {
                date.months.insert(begins);
            } else if let Some(day) = day {
                date.days.insert(day.to_string());
            }
        }
        date
    }
}

/// Days of the week as papers cut them.
const CUT_DAYS: [&str; 10] = ["Mon", "Tue", "Tues", "Wed", "Weds", "Thu", "Thur", "Thurs", "Fri", "Sat"];

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
pub(super) fn whole(evidence: Evidence<'_>, place: Place) -> Place {
    let Some(q) = amount(evidence, place) else { return place };
    let span = Span { begin: place.span.begin + q.span.begin, end: place.span.begin + q.span.end };
    let first = span.begin <= place.span.begin && span.end <= place.span.end;
    if first { place } else { Place { page: place.page, span } }
}

/// The day of a month, the month with it, where a place is all of its number: "3 March" where "3" changed, "May 3".
pub(super) fn day_of(evidence: Evidence<'_>, place: Place) -> Option<Place> {
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

//! In which month or year, or on which day of the week, pages say that one thing was, and how old somebody without a name is: "the tank
//! was inspected in February", "stormed the depot on Tuesday", "a 26-year-old driver".
//!
//! Two pages whose beginnings tell of one event are compared, clause by clause; nearly all content words of the shorter must stand in
//! the longer. A page that gives both values of such a thing tells of two moments, or says itself that one is wrong.

use std::collections::{BTreeMap, BTreeSet};

use super::claim::{story, told_in};
use super::lead::Leads;
use super::tally::root_words;
use super::version::{is_calendar, is_month};
use super::{Discrepancy, DiscrepancyKind, told_differently};
use crate::id::PageIx;
use crate::origin::Evidence;
use crate::origin::class::{SPEAKING_CUES, TIME_LINKS};
use crate::page::Page;
use crate::reuse::Place;
use crate::span::Span;

/// Facts of one key that are compared with each other.
const CROWD: usize = 24;

/// Findings that later ones are set against, so that one is told once.
const MOST_TOLD: usize = 400;

/// Facts of one sentence that are read; one of more is a list.
const MOST: usize = 3;

/// What a fact tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Month,
    Year,
    Weekday,
    Age,
}

/// Something said in a clause.
#[derive(Clone, Debug)]
struct Fact {
    page: PageIx,
    place: Span,
    kind: Kind,
    value: String,
    about: BTreeSet<String>,
    /// Words of the clause with a capital letter, but its first: another place or person is another thing.
    names: BTreeSet<String>,
    /// Whether the clause begins with a pronoun: "it was founded in 1954".
    points: bool,
}

/// Months, years, days of the week and ages that pages give of one thing otherwise, but those of `known` places.
pub(super) fn times(evidence: Evidence<'_>, leads: &Leads, known: &[Discrepancy]) -> Vec<Discrepancy> {
    let mut by: BTreeMap<(Kind, String), Vec<Fact>> = BTreeMap::new();
    for (i, page) in evidence.pages.iter().enumerate() {
        for fact in read(page, PageIx::new(i)) {
            for stem in &fact.about {
                let list = by.entry((fact.kind, stem.clone())).or_default();
                if list.len() < CROWD {
                    list.push(fact.clone());
                }
            }
        }
    }
    let mut taken: BTreeSet<Place> = known.iter().flat_map(|d| d.places.iter().copied()).collect();
    let mut told: Vec<(&Fact, &Fact)> = Vec::new();
    let mut out = Vec::new();
    for facts in by.values() {
        for (i, a) in facts.iter().enumerate() {
            for b in facts.iter().skip(i + 1).filter(|b| b.page != a.page && b.value != a.value) {
                let mut places = [a, b].map(|f| Place { page: f.page, span: f.place });
                places.sort_unstable();
                if !same(a, b) || !leads.meet(a.page, b.page) || !moments(evidence, a, b) {
                    continue;
                }
                // Who gives both tells of two.
                let both = |x: &Fact, y: &Fact| {
                    facts.iter().any(|f| f.page == x.page && f.value == y.value && shared(f, x) >= 2)
                };
                let at = |p: &Place| {
                    let near = taken.range(..=*p).next_back().into_iter().chain(taken.range(*p..).next());
                    near.into_iter().any(|t| t.page == p.page && t.span.overlaps(p.span))
                };
                // The same two values of it on other pages say nothing new.
                let before = |(x, y): &(&Fact, &Fact)| {
                    let one = |p: &Fact, q: &Fact| p.kind == q.kind && p.value == q.value && shared(p, q) >= 2;
                    one(x, a) && one(y, b) || one(x, b) && one(y, a)
                };
                if both(a, b) || both(b, a) || places.iter().all(at) || told.iter().any(before) {
                    continue;
                }
                if told.len() < MOST_TOLD {
                    told.push((a, b));
                }
                taken.extend(places);
                out.push(say(evidence, a.kind, places));
            }
        }
    }
    out
}

fn shared(a: &Fact, b: &Fact) -> usize {
    a.about.intersection(&b.about).count()
}

/// Whether two facts are of one thing.
fn same(a: &Fact, b: &Fact) -> bool {
    let common = shared(a, b);
    if a.kind == Kind::Year && founded(a, b) {
        return true;
    }
    if !(a.names.is_empty() && b.names.is_empty()) && a.names.is_disjoint(&b.names) && a.kind != Kind::Weekday {
        return false;
    }
    let (fewer, more) = (a.about.len().min(b.about.len()), a.about.len().max(b.about.len()));
    let whole = common >= 2 && common == fewer && more <= fewer + MORE || common >= 4 && common + 1 >= fewer;
    match a.kind {
        Kind::Month | Kind::Year => whole,
        // A week has few days, and much is told of each.
        Kind::Weekday => common >= WEEKDAY && 3 * common >= 2 * fewer,
        // The same sentence with another age is compared as a passage, where pages that were filled in anew are known.
        Kind::Age => common >= AGED && 2 * common > fewer && !(common > AGED + 2 && common + 1 >= fewer),
    }
}

/// Whether both tell in which year one thing was founded, where at most one names it: a page calls what it is about by a pronoun.
fn founded(a: &Fact, b: &Fact) -> bool {
    let both = a.about.contains(FOUNDED) && b.about.contains(FOUNDED);
    both && (a.points || b.points || !a.names.is_disjoint(&b.names))
}

/// Roots of verbs of what happens to a thing once.
const FOUNDING: [&str; 3] = ["found", "built", "establ"];

/// What stands for all of them, and for "set up", among the words of a clause.
const FOUNDED: &str = "founded";

/// Whether a sentence calls what it is about by a pronoun or by what it is: "it was founded", "the firm was set up".
fn self_pointing(text: &str, words: &[Span]) -> bool {
    let at = |i: usize| words.get(i).map_or("", |w| w.of(text));
    let body = matches!(
        at(1),
        "company" | "firm" | "group" | "club" | "party" | "charity" | "school" | "plant" | "mine" | "hospital"
    );
    matches!(at(0), "It" | "it" | "which") || at(0) == "The" && body
}

/// Content words that the longer of two clauses may have more.
const MORE: usize = 3;

/// Content words that two clauses share around days of the week.
const WEEKDAY: usize = 4;

/// Content words that two sentences share around ages.
const AGED: usize = 3;

/// Whether days of the week are of one week: the pages were printed within six days.
fn moments(evidence: Evidence<'_>, a: &Fact, b: &Fact) -> bool {
    let day = |p: PageIx| {
        let date = &evidence.pages.get(p.ix())?.published.as_ref()?.value;
        // Months of 31 days are near enough: over the end of a month two dates seem up to three days farther apart.
        Some(i32::from(date.year) * 372 + i32::from(date.month?) * 31 + i32::from(date.day?))
    };
    a.kind != Kind::Weekday || day(a.page).zip(day(b.page)).is_some_and(|(x, y)| (x - y).abs() < 7)
}

fn read(page: &Page, ix: PageIx) -> Vec<Fact> {
    let mut out: Vec<Fact> = Vec::new();
    for span in story(page) {
        out.extend(facts(span.of(&page.text), ix, span.begin).into_iter().take(MOST));
    }
    out
}

/// What one sentence says. Linear in it, but for the words around each fact.
fn facts(text: &str, page: PageIx, begin: u32) -> Vec<Fact> {
    let words = split(text);
    let at = |i: usize| words.get(i).map_or("", |w| w.of(text));
    let digit = |w: &str| w.starts_with(|c: char| c.is_ascii_digit());
    let mut out = Vec::new();
    for (i, &span) in words.iter().enumerate() {
        let word = span.of(text);
        let before = i.checked_sub(1).map_or(String::new(), |k| at(k).to_lowercase());
        let capital = word.starts_with(char::is_uppercase);
        let year = digit(word) && is_calendar(word);
        let weekday = capital && word.ends_with("day") && is_calendar(word);
        let month = capital && !weekday && !year && is_month(&word.to_lowercase());
        // "In February", and not the February of a day or a year.
        let alone = !digit(at(i + 1)) && !i.checked_sub(1).is_some_and(|k| digit(at(k)));
        let (kind, value) = match () {
            _ if month && alone && before == "in" => (Kind::Month, word.to_lowercase().chars().take(3).collect()),
            _ if year && before == "in" => (Kind::Year, word.to_owned()),
            _ if weekday && alone && before == "on" => (Kind::Weekday, word.to_lowercase()),
            _ => match aged(text, &words, i) {
                Some(years) => (Kind::Age, years),
                None => continue,
            },
        };
        let end = word.find(|c: char| !c.is_alphanumeric()).unwrap_or(word.len());
        let place = Span::new(span.begin as usize, span.begin as usize + end);
        let around = if kind == Kind::Age { 0..text.len() } else { told_in(text, span) };
        let clause = text.get(around).unwrap_or("");
        let low = split(clause);
        let says = low.iter().any(|w| SPEAKING_CUES.has(w.of(clause).to_lowercase().as_str()));
        let denied = low.iter().any(|w| matches!(w.of(clause), "not" | "never" | "no"));
        let again = low.iter().any(|w| TIME_LINKS.has(w.of(clause).to_lowercase().as_str()));
        let about = root_words(clause, &|_| false);
        let spoken = says && kind == Kind::Weekday;
        let up = clause.contains(" set up ") || clause.starts_with("set up ");
        let founding = kind == Kind::Year && (up || FOUNDING.iter().any(|f| about.contains(*f)));
        let mut about = about;
        if founding {
            about.insert(FOUNDED.to_owned());
        }
        let points = founding && self_pointing(text, &words);
        if !denied && !again && !spoken && (about.len() >= 2 || founding) {
            // Whose founding it is may stand before the clause: "Verdane, built in 1954, has".
            let named = if founding { &words } else { &low };
            let within = if founding { text } else { clause };
            let names = named.iter().skip(usize::from(!founding)).map(|w| w.of(within));
            let names = names.filter(|w| w.starts_with(char::is_uppercase) && !is_calendar(w)).map(str::to_lowercase);
            let place = Span { begin: begin + place.begin, end: begin + place.end };
            out.push(Fact { page, place, kind, value, about, names: names.collect(), points });
        }
    }
    out
}

/// The age of somebody without a name: "a 26-year-old driver", "the driver of the lorry, who is 28,".
fn aged(text: &str, words: &[Span], i: usize) -> Option<String> {
    let at = |i: usize| words.get(i).map_or("", |w| w.of(text));
    let word = at(i);
    let small = |w: &str| w.starts_with(char::is_lowercase);
    if let Some(years) = word.strip_suffix("-year-old").filter(|y| y.parse::<u8>().is_ok()) {
        // "The 46-year-old pilot Mira Lind" has a name, which ages are compared by.
        let named = (i + 1..i + 5).take_while(|&k| !at(k).is_empty()).any(|k| !small(at(k)));
        return (small(at(i + 1)) && !named).then(|| years.to_owned());
    }
    let years: u8 = word.parse().ok().filter(|y| (1..=115).contains(y))?;
    let closed = words.get(i).and_then(|w| text.get(w.end as usize..)).is_some_and(|t| t.starts_with([',', '.', ' ']));
    let is = i.checked_sub(2).is_some_and(|k| at(k) == "who" && matches!(at(k + 1), "is" | "was"));
    let before = i.checked_sub(3).map_or("", at);
    let bare = !matches!(at(i + 1), "years" | "months" | "weeks" | "days") || at(i + 2) == "old";
    let next = text.get(words.get(i)?.end as usize..).is_some_and(|t| t.starts_with([',', '.']));
    (closed && is && bare && next && small(before)).then(|| years.to_string())
}

/// The words of a text, hyphens inside.
fn split(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let mut at = 0;
    for word in text.split(|c: char| !(c.is_alphanumeric() || c == '-')) {
        if !word.is_empty() {
            out.push(Span::new(at, at + word.len()));
        }
        at += word.len() + text.get(at + word.len()..).and_then(|t| t.chars().next()).map_or(0, char::len_utf8);
    }
    out
}

fn say(evidence: Evidence<'_>, kind: Kind, places: [Place; 2]) -> Discrepancy {
    let (of, what) = match kind {
        Kind::Month => (DiscrepancyKind::Date, "another month for what seems one thing"),
        Kind::Year => (DiscrepancyKind::Date, "another year for what seems one thing"),
        Kind::Weekday => (DiscrepancyKind::Date, "another day of the week for what seems one thing"),
        Kind::Age => (DiscrepancyKind::Number, "another age of who seems one person"),
    };
    told_differently(evidence, of, what, places, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(Kind, String)> {
        facts(text, PageIx::new(0), 0).into_iter().map(|f| (f.kind, f.value)).collect()
    }

    #[test]
    fn months_years_days_and_ages_are_read() {
        let one = |kind, value: &str| vec![(kind, value.to_owned())];
        assert_eq!(read("The tank was inspected in February, he said."), one(Kind::Month, "feb"));
        assert_eq!(read("The lift, which was built in 1987, carries many."), one(Kind::Year, "1987"));
        assert_eq!(read("Police stormed the depot on Tuesday."), one(Kind::Weekday, "tuesday"));
        assert_eq!(read("A 26-year-old lorry driver was hurt."), one(Kind::Age, "26"));
        assert_eq!(read("The driver of the lorry, who is 28, was hurt."), one(Kind::Age, "28"));
    }

    #[test]
    fn what_is_said_on_a_day_or_has_a_name_is_not_read() {
        for text in [
            "The mayor told the council on Tuesday.",
            "The depot was inspected on 5 February.",
            "The 46-year-old pilot Mira Lind was hurt.",
            "The depot was not inspected in February.",
        ] {
            assert_eq!(read(text), [], "{text}");
        }
    }
}

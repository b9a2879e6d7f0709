//! At what hour pages say that one thing was: "the water reached the first houses at 2.40 a.m.".
//!
//! Two pages of one event are compared, clause by clause; most content words of the shorter must stand in the longer. A page that gives
//! both hours of such a thing tells of two moments.

use std::collections::{BTreeMap, BTreeSet};

use super::claim::{story, told_in};
use super::hour;
use super::lead::Leads;
use super::tally::root_words;
use super::version::is_calendar;
use super::{Discrepancy, DiscrepancyKind, told_differently};
use crate::id::PageIx;
use crate::origin::Evidence;
use crate::origin::class::{HAPPENING, SPEAKING_CUES};
use crate::page::Page;
use crate::reuse::Place;
use crate::span::Span;

/// Hours of one sentence that are read; one of more is a timetable.
const MOST: usize = 2;

/// Hours of one word that are compared with each other.
const CROWD: usize = 24;

/// Minutes between two hours of one thing: fewer are one rounded, more are most often two things. By judgement.
const APART: std::ops::RangeInclusive<f64> = 5.0..=240.0;

/// Minutes that an hour told with "about" may be off. By judgement.
const ABOUT: f64 = 20.0;

/// Half a day in minutes.
const HALF: f64 = 720.0;

#[derive(Clone, Debug)]
struct Fact {
    page: PageIx,
    place: Span,
    minutes: f64,
    /// Whether the words say which half of the day.
    day: bool,
    about: BTreeSet<String>,
    /// Whether "took place" or the like is said of it.
    happens: bool,
    hedged: bool,
    /// Days that the sentence names.
    days: BTreeSet<String>,
}

/// Hours that pages give of one thing otherwise, but those of `known` places.
pub(super) fn hours(evidence: Evidence<'_>, leads: &Leads, known: &[Discrepancy]) -> Vec<Discrepancy> {
    let mut by: BTreeMap<String, Vec<Fact>> = BTreeMap::new();
    for (i, page) in evidence.pages.iter().enumerate() {
        for fact in read(page, PageIx::new(i)) {
            for stem in &fact.about {
                let list = by.entry(stem.clone()).or_default();
                if list.len() < CROWD {
                    list.push(fact.clone());
                }
            }
        }
    }
    let mut taken: BTreeSet<Place> = known.iter().flat_map(|d| d.places.iter().copied()).collect();
    let mut out = Vec::new();
    for facts in by.values() {
        for (i, a) in facts.iter().enumerate() {
            for b in facts.iter().skip(i + 1).filter(|b| b.page != a.page) {
                let mut places = [a, b].map(|f| Place { page: f.page, span: f.place });
                places.sort_unstable();
                if !same(a, b) || !apart(a, b) || !leads.meet(a.page, b.page) {
                    continue;
                }
                // The same hours told as another wording of one passage.
                let told = |p: &Place| {
                    let near = taken.range(..=*p).next_back().into_iter().chain(taken.range(*p..).next());
                    near.into_iter().any(|t| t.page == p.page && t.span.overlaps(p.span))
                };
                // Who gives both tells of two.
                let both = |x: &Fact, y: &Fact| {
                    facts.iter().any(|f| f.page == x.page && f.place != x.place && gap(f, y) < 1.0)
                };
                if both(a, b) || both(b, a) || places.iter().all(told) {
                    continue;
                }
                taken.extend(places);
                out.push(told_differently(
                    evidence,
                    DiscrepancyKind::Date,
                    "another hour for what seems one thing",
                    places,
                    "",
                ));
            }
        }
    }
    out
}

/// Minutes between two hours, on the clock where one does not say which half of the day.
fn gap(a: &Fact, b: &Fact) -> f64 {
    let off = (a.minutes - b.minutes).abs();
    if a.day && b.day { off } else { (off % HALF).min(HALF - off % HALF) }
}

fn apart(a: &Fact, b: &Fact) -> bool {
    let off = gap(a, b);
    let hedged = a.hedged || b.hedged;
    APART.contains(&off) && (!hedged || off > ABOUT)
}

/// Whether two clauses tell of one thing on one day.
fn same(a: &Fact, b: &Fact) -> bool {
    if !a.days.is_empty() && !b.days.is_empty() && a.days.is_disjoint(&b.days) {
        return false;
    }
    let shared = a.about.intersection(&b.about).count();
    let (fewer, more) = (a.about.len().min(b.about.len()), a.about.len().max(b.about.len()));
    // "The stop took place at 2.50", "the stop happened at 3.15".
    let passed = a.happens && b.happens && shared == 1 && more == 1;
    passed || shared >= 2 && 3 * shared >= 2 * fewer && more <= fewer + MORE || shared >= 4
}

/// Content words that the longer of two clauses may have more.
const MORE: usize = 4;

fn read(page: &Page, ix: PageIx) -> Vec<Fact> {
    let mut out = Vec::new();
    for span in story(page) {
        facts(span.of(&page.text), ix, span.begin, &mut out);
    }
    out
}

/// What one sentence says. Linear in it, but for the clauses of its hours.
fn facts(text: &str, page: PageIx, begin: u32, out: &mut Vec<Fact>) {
    let times = hour::times(text);
    if times.is_empty() || times.len() > MOST {
        return;
    }
    let split = |t: &str| -> Vec<String> {
        t.split(|c: char| !(c.is_alphanumeric() || c == '-')).filter(|w| !w.is_empty()).map(str::to_lowercase).collect()
    };
    let named = text.split(|c: char| !c.is_alphanumeric()).filter(|w| w.ends_with("day") && is_calendar(w));
    let days: BTreeSet<String> = named.map(str::to_lowercase).collect();
    for time in times {
        let before = split(text.get(..time.span.begin as usize).unwrap_or(""));
        let last = |n: usize| before.len().checked_sub(n).and_then(|k| before.get(k)).map_or("", String::as_str);
        // "Before 6 a.m." and "from six to eight" give no hour.
        let bounds = |w: &str| {
            matches!(w, "before" | "after" | "by" | "until" | "till" | "from" | "between" | "since" | "to" | "and")
        };
        let loose = matches!(last(1), "about" | "around" | "approximately" | "roughly" | "nearly" | "almost" | "just");
        if bounds(last(1)) || loose && bounds(last(2)) {
            continue;
        }
        let around = told_in(text, time.span);
        let said = text.get(around).unwrap_or("");
        let low = split(said);
        let skip = |w: &String| {
            SPEAKING_CUES.has(w)
                || matches!(w.as_str(), "not" | "never" | "no" | "every" | "each" | "daily" | "usually")
        };
        if low.iter().any(skip) {
            continue;
        }
        let place = low.windows(2).any(|w| matches!(w, [a, b] if a.starts_with("t") && b == "place"));
        let was = last(1) == "at" && matches!(last(2), "was" | "is");
        let happens = place || was || low.iter().any(|w| HAPPENING.has(w));
        let light = |w: &str| {
            HAPPENING.has(w) || place && matches!(w, "took" | "takes" | "taken" | "place") || PARTS.contains(&w)
        };
        let about = root_words(said, &light);
        if !about.is_empty() {
            let place = Span { begin: begin + time.span.begin, end: begin + time.span.end };
            let day = time.dimension == hour::CLOCK;
            let hedged = loose || matches!(last(1), "shortly");
            out.push(Fact { page, place, minutes: time.low, day, about, happens, hedged, days: days.clone() });
        }
    }
}

/// Words that belong to the hour.
const PARTS: [&str; 9] = ["itself", "morning", "afternoon", "evening", "night", "local", "time", "gmt", "clock"];

#[cfg(test)]
mod tests {
    use super::*;

    fn differ(a: &str, b: &str) -> bool {
        let mut all = Vec::new();
        facts(a, PageIx::new(0), 0, &mut all);
        facts(b, PageIx::new(1), 0, &mut all);
        matches!(all.as_slice(), [a, b] if same(a, b) && apart(a, b))
    }

    #[test]
    fn hours_of_one_thing_are_compared() {
        assert!(differ("The water reached the houses at 2.40 a.m.", "The water reached the houses at 3.10 a.m."));
        assert!(differ("The stop took place at about 2:50 p.m.", "The stop happened at 3:25 p.m."));
        for (a, b) in [
            ("The water reached the houses at 2.40 a.m.", "The water reached the houses before 3.10 a.m."),
            ("The water reached the houses at 2.40 a.m.", "The divers reached the wreck at 3.10 a.m."),
            (
                "The water reached the houses on Monday at 2.40 a.m.",
                "The water reached the houses on Friday at 3.10 a.m.",
            ),
            ("The water reached the houses at 2.40 a.m.", "The water reached the houses at about 2.45 a.m."),
        ] {
            assert!(!differ(a, b), "{a} / {b}");
        }
    }
}

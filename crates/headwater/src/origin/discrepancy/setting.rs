//! When, where and as which of several something was, in pages' own sentences: "the bank was inspected on 19 September", "a hotel in
//! Aosta", "before the ninth stage".
//!
//! Two pages whose beginnings tell of one event are compared. A day is of one thing where all content words of one clause stand in
//! the other and the days are as near as slips are: of one month, or of one number. A town is that of a hotel, a church or the like, and
//! an ordinal that of a stage or a floor, where the sentences share a content word and each page knows only one.

use std::collections::{BTreeMap, BTreeSet};

use super::claim::{clause, story};
use super::lead::Leads;
use super::tally::{class, root_words, tells};
use super::version::{is_calendar, is_month, is_place};
use super::{Discrepancy, DiscrepancyKind, told_differently};
use crate::id::PageIx;
use crate::origin::{Evidence, topic};
use crate::page::Page;
use crate::reuse::Place;
use crate::span::Span;

/// Facts of one key that are compared with each other.
const CROWD: usize = 24;

/// What a fact is about, and what it says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Said {
    /// Day of the month, month, and year where it is given.
    Day(u8, String, Option<String>),
    /// Day and month of what is held once: "the hearing on 4 October".
    Held(u8, String),
    /// The town of what the key names.
    Town(String),
    /// The town to which those whom the key names were taken.
    Taken(String),
    /// The number of what the key names.
    Nth(u8),
}

/// Something said in a sentence.
struct Fact {
    page: PageIx,
    place: Span,
    said: Said,
    /// Stems around it: of its clause for a day, else of its sentence.
    about: BTreeSet<String>,
    /// Names in its sentence, in small letters; none for a day.
    names: BTreeSet<String>,
}

/// Days, towns and ordinals that pages give of one thing otherwise, but those of `known` places.
pub(super) fn settings(evidence: Evidence<'_>, leads: &Leads, known: &[Discrepancy]) -> Vec<Discrepancy> {
    let mut by: BTreeMap<String, Vec<Fact>> = BTreeMap::new();
    for (i, page) in evidence.pages.iter().enumerate() {
        for (key, fact) in read(page, PageIx::new(i)) {
            let list = by.entry(key).or_default();
            if list.len() < CROWD {
                list.push(fact);
            }
        }
    }
    let mut taken: BTreeSet<Place> = known.iter().flat_map(|d| d.places.iter().copied()).collect();
    let mut out = Vec::new();
    for facts in by.values() {
        for (i, a) in facts.iter().enumerate() {
            for b in facts.iter().skip(i + 1).filter(|b| b.page != a.page) {
                let meet = || leads.meet(a.page, b.page);
                let places = [a, b].map(|f| Place { page: f.page, span: f.place });
                let told = |p: &Place| {
                    taken
                        .range(..=*p)
                        .next_back()
                        .into_iter()
                        .chain(taken.range(p..).next())
                        .any(|t| t.page == p.page && t.span.overlaps(p.span))
                };
                if otherwise(a, b) && meet() && !places.iter().all(told) {
                    taken.extend(places);
                    out.push(say(evidence, &a.said, places));
                }
            }
        }
    }
    out
}

/// Whether two facts of one key are of one thing and can't both be right.
fn otherwise(a: &Fact, b: &Fact) -> bool {
    let shared = a.about.intersection(&b.about).count();
    match (&a.said, &b.said) {
        (Said::Day(d, m, y), Said::Day(e, n, z)) => {
            let (fewer, more) = (a.about.len().min(b.about.len()), a.about.len().max(b.about.len()));
            let years = y.is_none() || z.is_none() || y == z;
            let slip = (d == e) != (m == n);
            let whole = shared >= 2 && shared == fewer && more <= fewer + MORE;
            slip && years && (whole || shared >= 4 && shared + 1 >= fewer)
        }
        (Said::Town(x), Said::Town(y)) => {
            let other = |x: &str, y: &str| !x.split(' ').any(|w| y.split(' ').any(|v| v == w));
            // "In Mill Lane, Harrowby", "in Harrowby".
            let around = |names: &BTreeSet<String>, town: &str| town.split(' ').any(|w| names.contains(w));
            let apart = other(x, y) && !around(&a.names, y) && !around(&b.names, x);
            shared >= SHARED
                && 2 * shared >= a.about.len().min(b.about.len())
                && apart
                && !a.names.is_disjoint(&b.names)
        }
        (Said::Held(d, m), Said::Held(e, n)) => (d == e) != (m == n),
        (Said::Taken(x), Said::Taken(y)) => {
            let around = |names: &BTreeSet<String>, town: &str| town.split(' ').any(|w| names.contains(w));
            x != y && !around(&a.names, y) && !around(&b.names, x)
        }
        (Said::Nth(x), Said::Nth(y)) => shared >= 1 && x != y,
        _ => false,
    }
}

/// Content words that two sentences share about places of one kind, a name apart. On 1,683 news bodies of some 300 events one without a name
/// gave eight findings, two without one four, two with one two, all of two places.
const SHARED: usize = 3;

/// Content words that the longer of two clauses may have more: "the inspection of the bank took place on" for "the bank was inspected on".
const MORE: usize = 3;

/// The facts of a page by key; of towns and ordinals those of which the page knows one for the key.
fn read(page: &Page, ix: PageIx) -> Vec<(String, Fact)> {
    let mut out: Vec<(String, Fact)> = Vec::new();
    for span in story(page) {
        facts(span, &page.text, ix, &mut out);
    }
    let mut first: BTreeMap<String, Said> = BTreeMap::new();
    let mut several: BTreeSet<String> = BTreeSet::new();
    for (key, f) in out.iter().filter(|(_, f)| !matches!(f.said, Said::Day(..))) {
        if *first.entry(key.clone()).or_insert_with(|| f.said.clone()) != f.said {
            several.insert(key.clone());
        }
    }
    out.retain(|(key, _)| !several.contains(key));
    out
}

/// What one sentence says. Linear in it, but for the words around each fact.
fn facts(sentence: Span, text: &str, page: PageIx, out: &mut Vec<(String, Fact)>) {
    let said = sentence.of(text);
    // A post's own date, behind its author's handle, is not the page's.
    if said.contains(['@', '#']) || said.contains("http") {
        return;
    }
    let words = split(said);
    let at = |i: usize| words.get(i).map_or("", |w| w.1);
    let low = |i: usize| at(i).to_lowercase();
    let span = |from: usize, to: usize| {
        let (a, b) = (words.get(from).map_or(0, |w| w.0), words.get(to - 1).map_or(0, |w| w.0 + w.1.len()));
        Span::new(a, b)
    };
    let back = |s: Span| Span { begin: sentence.begin + s.begin, end: sentence.begin + s.end };
    let stems = |own: &dyn Fn(&str) -> bool, within: Span| root_words(within.of(said), own);
    // Whether nothing but a blank stands between a word and the next.
    let joined =
        |i: usize| words.get(i).zip(words.get(i + 1)).is_some_and(|(a, b)| said.get(a.0 + a.1.len()..b.0) == Some(" "));
    let names = |own: std::ops::Range<usize>| -> BTreeSet<String> {
        let named = words.iter().enumerate().filter(|(k, w)| {
            !own.contains(k) && w.1.starts_with(char::is_uppercase) && !is_calendar(w.1) && topic::stem(w.1).is_some()
        });
        named.map(|(_, w)| w.1.to_lowercase()).collect()
    };
    let mut read = 0;
    for i in 0..words.len() {
        if let Some((day, month, to)) = date(&at, i).filter(|_| read < MOST) {
            read += 1;
            let denied = (i.saturating_sub(2)..i).any(|k| low(k) == "not");
            let here = span(i, to);
            let around = clause(said, here);
            let year = Some(at(to)).filter(|y| y.len() == 4 && is_calendar(y)).map(str::to_owned);
            let about = stems(&|_| false, Span::new(around.start, around.end));
            // "The hearing is on 4 October".
            let held = (i.saturating_sub(HELD)..i).rev().map(low).find(|w| class("held", w));
            let again =
                (i.saturating_sub(HELD)..i).any(|k| matches!(low(k).as_str(), "a" | "another" | "next" | "first"));
            // "A letter dated 4 October", "the strike began on 4 October".
            let dated = i.checked_sub(1).filter(|&k| low(k) == "dated");
            let dated = dated.and_then(|k| {
                (k.saturating_sub(HELD)..k).rev().map(low).find(|w| class("dated-thing", w) || w == "it")
            });
            let struck = tells("struck", Span::new(around.start, around.end).of(said));
            let dated = dated.is_some();
            let held = held.or(dated.then(|| "dated".to_owned())).or(struck.then(|| "strike".to_owned()));
            if let Some(noun) = held.filter(|_| !denied && (!again || dated)) {
                let said = Said::Held(day, month.clone());
                let about = about.clone();
                out.push((
                    format!("held {noun}"),
                    Fact { page, place: back(here), said, about, names: BTreeSet::new() },
                ));
            }
            if !denied && about.len() >= 2 {
                for key in &about {
                    let said = Said::Day(day, month.clone(), year.clone());
                    out.push((
                        format!("day {key}"),
                        Fact { page, place: back(here), said, about: about.clone(), names: BTreeSet::new() },
                    ));
                }
            }
        }
        let noun = low(i);
        if read < MOST
            && class("site", &noun)
            && let Some((from, to)) = town(&at, &joined, i)
        {
            read += 1;
            let about = stems(&|w| w == noun, Span::new(0, said.len()));
            let said = Said::Town(span(from, to).of(said).to_lowercase());
            out.push((
                format!("in {noun}"),
                Fact { page, place: back(span(from, to)), said, about, names: names(from..to) },
            ));
        }
        // "The bodies were taken to the morgue at Harrowby".
        if read < MOST
            && class("taken-to", &noun)
            && low(i + 1) == "to"
            && let Some(what) = (i.saturating_sub(HELD)..i).map(low).find(|w| class("taken-along", w))
            && let Some((from, to)) = whereto(&at, &joined, i + 2)
        {
            read += 1;
            let about = BTreeSet::from([what.clone()]);
            let said = Said::Taken(span(from, to).of(said).to_lowercase());
            out.push((
                format!("to {what}"),
                Fact { page, place: back(span(from, to)), said, about, names: names(from..to) },
            ));
        }
        if read < MOST
            && class("numbered", &noun)
            && let Some(n) = i.checked_sub(1).and_then(|k| ordinal(&low(k)))
        {
            read += 1;
            let about = stems(&|w| w == noun, Span::new(0, said.len()));
            out.push((
                format!("nth {noun}"),
                Fact { page, place: back(span(i - 1, i + 1)), said: Said::Nth(n), about, names: BTreeSet::new() },
            ));
        }
    }
}

/// Words between what is held and its day: "the funeral will be held on".
const HELD: usize = 5;

/// Days, towns and ordinals of one sentence that are read; one of more is a list.
const MOST: usize = 4;

fn split(text: &str) -> Vec<(usize, &str)> {
    let mut out = Vec::new();
    let mut at = 0;
    for word in text.split(|c: char| !(c.is_alphanumeric() || c == '-')) {
        if !word.is_empty() {
            out.push((at, word));
        }
        at += word.len() + text.get(at + word.len()..).and_then(|t| t.chars().next()).map_or(0, char::len_utf8);
    }
    out
}

/// The day and month that begin at a word, and where they end: "19 September", "Sept 19".
fn date<'t>(at: &impl Fn(usize) -> &'t str, i: usize) -> Option<(u8, String, usize)> {
    let day = |w: &str| w.trim_end_matches(char::is_alphabetic).parse::<u8>().ok().filter(|d| (1..=31).contains(d));
    let month = |w: &str| {
        let named =
            w.starts_with(char::is_uppercase) && is_month(&w.to_lowercase()) && !w.to_lowercase().ends_with("day");
        named.then(|| w.to_lowercase().chars().take(3).collect::<String>())
    };
    let (a, b) = (at(i), at(i + 1));
    match (day(a).zip(month(b)), month(a).zip(day(b))) {
        (Some((d, m)), _) | (_, Some((m, d))) => Some((d, m, i + 2)),
        _ => None,
    }
}

/// The town of the place that is named at `i`: "hotel in Aosta", "the hotel was in Turin".
fn town<'t>(at: &impl Fn(usize) -> &'t str, joined: &impl Fn(usize) -> bool, i: usize) -> Option<(usize, usize)> {
    let name = |k: usize| {
        let w = at(k);
        w.starts_with(char::is_uppercase) && !is_calendar(w) && !is_place(&w.to_lowercase())
    };
    let was = usize::from(matches!(at(i + 1), "was" | "is"));
    let from = i + 2 + was;
    // "A Sheffield hotel" may be a Hilton hotel: only "in" says where it is.
    let there = at(from - 1) == "in" && name(from);
    there.then_some((from, from + 1 + usize::from(name(from + 1) && joined(from))))
}

/// The town to which somebody was taken, in the words from `begin` on: "the district hospital at Harrowby", "Harrowby".
fn whereto<'t>(
    at: &impl Fn(usize) -> &'t str,
    joined: &impl Fn(usize) -> bool,
    begin: usize,
) -> Option<(usize, usize)> {
    let name =
        |k: usize| at(k).starts_with(char::is_uppercase) && !is_calendar(at(k)) && !is_place(&at(k).to_lowercase());
    // A hospital's name says nothing of its town.
    let first = (begin..begin + PLACE).find(|&k| name(k))?;
    let plain = (begin..first).all(|k| k == begin || joined(k - 1));
    let direct = first == begin || matches!(at(first - 1), "at" | "in" | "to");
    let end = if name(first + 1) && joined(first) { first + 2 } else { first + 1 };
    let house = (first..end + 2).any(|k| {
        class("site", &at(k).to_lowercase()) || at(k) == "Infirmary" || at(k) == "Hospital" || at(k) == "University"
    });
    (plain && direct && !house).then_some((first, end))
}

/// Words between "taken to" and the name of a town.
const PLACE: usize = 7;

/// The value of an ordinal from second on: of what is first there need be no other.
fn ordinal(word: &str) -> Option<u8> {
    const NAMES: [&str; 19] = [
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
        "twentieth",
    ];
    if let Some(n) = NAMES.iter().position(|w| *w == word) {
        return u8::try_from(n + 2).ok();
    }
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|e| word.strip_suffix(e))?;
    digits.parse().ok()
}

fn say(evidence: Evidence<'_>, said: &Said, places: [Place; 2]) -> Discrepancy {
    let (kind, what, but) = match said {
        Said::Day(..) | Said::Held(..) => (DiscrepancyKind::Date, "another day for what seems one thing", ""),
        Said::Town(_) | Said::Taken(_) => {
            (DiscrepancyKind::Place, "another town for what seems one thing", "; one may lie in the other")
        }
        Said::Nth(_) => (DiscrepancyKind::Number, "another number for what seems one thing", ""),
    };
    told_differently(evidence, kind, what, places, but)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, Said)> {
        let mut out = Vec::new();
        facts(Span::new(0, text.len()), text, PageIx::new(0), &mut out);
        out.into_iter().map(|(k, f)| (k, f.said)).collect()
    }

    #[test]
    fn days_towns_and_ordinals_are_read() {
        let day = |d, m: &str| Said::Day(d, m.to_owned(), None);
        assert_eq!(
            read("The bank was inspected on 19 September."),
            [("day bank".to_owned(), day(19, "sep")), ("day inspec".to_owned(), day(19, "sep"))]
        );
        assert_eq!(read("The hotel was in Turin."), [("in hotel".to_owned(), Said::Town("turin".to_owned()))]);
        assert_eq!(read("They met in a Sheffield hotel."), []);
        assert_eq!(read("It was before the ninth stage."), [("nth stage".to_owned(), Said::Nth(9))]);
    }

    #[test]
    fn what_is_denied_or_no_town_is_not_read() {
        for text in
            ["The bank was not inspected on 19 September.", "A hotel in Italy.", "The hotel in May.", "The second man."]
        {
            assert!(
                !read(text).iter().any(|(k, _)| !k.starts_with("day inspec") && !k.starts_with("day bank")),
                "{text}"
            );
        }
    }
}

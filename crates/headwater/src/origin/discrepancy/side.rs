//! On which side pages say that one thing was: "struck on the port side", "a hole in her starboard side", "the left bank".
//!
//! A side is that of a noun behind it. Two pages of one event are compared where each knows one side of such a noun; but for port and
//! starboard, of which a ship has one each, their sentences must share a content word.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use super::claim::story;
use super::lead::Leads;
use super::tally::root_words;
use super::{Discrepancy, DiscrepancyKind, told_differently};
use crate::id::PageIx;
use crate::list::lines;
use crate::origin::Evidence;
use crate::page::Page;
use crate::reuse::Place;
use crate::span::Span;

/// Sides of one noun that are compared with each other.
const CROWD: usize = 24;

/// Content words that two sentences share around one side, where two things of the kind are common. By judgement.
const SHARED: usize = 2;

struct Fact {
    page: PageIx,
    place: Span,
    side: &'static str,
    about: BTreeSet<String>,
}

/// A pair of sides: what they are of, by the words behind them; none where the word alone tells.
struct Pair {
    name: &'static str,
    sides: [&'static str; 2],
    nouns: Vec<&'static str>,
}

fn pairs() -> &'static [Pair] {
    static ALL: OnceLock<Vec<Pair>> = OnceLock::new();
    ALL.get_or_init(|| {
        let rows = lines(include_str!("../../../data/origin/sides.txt"));
        let row = |l: &'static str| {
            let mut fields = l.split('|').map(str::trim);
            let (name, a, b) = (fields.next()?, fields.next()?, fields.next()?);
            let nouns = fields.next().unwrap_or("").split(' ').filter(|w| !w.is_empty()).collect();
            Some(Pair { name, sides: [a, b], nouns })
        };
        rows.filter_map(row).collect()
    })
}

/// Sides that pages give of one thing otherwise.
pub(super) fn sides(evidence: Evidence<'_>, leads: &Leads) -> Vec<Discrepancy> {
    let mut by: BTreeMap<(&'static str, &'static str), Vec<Fact>> = BTreeMap::new();
    for (i, page) in evidence.pages.iter().enumerate() {
        for (key, fact) in read(page, PageIx::new(i)) {
            let list = by.entry(key).or_default();
            if list.len() < CROWD {
                list.push(fact);
            }
        }
    }
    let mut out = Vec::new();
    let mut taken: BTreeSet<Place> = BTreeSet::new();
    for ((_, noun), facts) in &by {
        let needed = if noun.is_empty() { 0 } else { SHARED };
        for (i, a) in facts.iter().enumerate() {
            for b in facts.iter().skip(i + 1).filter(|b| b.page != a.page && b.side != a.side) {
                let mut places = [a, b].map(|f| Place { page: f.page, span: f.place });
                places.sort_unstable();
                let shared = a.about.intersection(&b.about).count();
                if shared < needed || places.iter().any(|p| taken.contains(p)) || !leads.meet(a.page, b.page) {
                    continue;
                }
                taken.extend(places);
                out.push(told_differently(
                    evidence,
                    DiscrepancyKind::Place,
                    "another side of what seems one thing",
                    places,
                    "",
                ));
            }
        }
    }
    out
}

/// The sides that a page gives; of a noun of which it knows both, none.
fn read(page: &Page, ix: PageIx) -> Vec<((&'static str, &'static str), Fact)> {
    let mut out: Vec<((&'static str, &'static str), Fact)> = Vec::new();
    for span in story(page) {
        facts(span.of(&page.text), ix, span.begin, &mut out);
    }
    let mut known: BTreeMap<(&str, &str), BTreeSet<&str>> = BTreeMap::new();
    for (key, f) in &out {
        known.entry(*key).or_default().insert(f.side);
    }
    out.retain(|(key, _)| known.get(key).is_some_and(|s| s.len() == 1));
    out
}

fn facts(text: &str, page: PageIx, begin: u32, out: &mut Vec<((&'static str, &'static str), Fact)>) {
    let mut at = 0;
    let mut all: Vec<(usize, &str)> = Vec::new();
    for word in text.split(|c: char| !(c.is_alphanumeric() || c == '-')) {
        if !word.is_empty() {
            all.push((at, word));
        }
        at += word.len() + text.get(at + word.len()..).and_then(|t| t.chars().next()).map_or(0, char::len_utf8);
    }
    let mut about: Option<BTreeSet<String>> = None;
    for (i, (from, word)) in all.iter().enumerate() {
        for pair in pairs() {
            let Some(side) = pair.sides.iter().copied().find(|s| s.eq_ignore_ascii_case(word)) else { continue };
            let next = all.get(i + 1).map_or("", |w| w.1);
            // "Port" is a harbour too: only with what a ship has on that side, on either page.
            let noun = pair.nouns.iter().copied().find(|n| n.eq_ignore_ascii_case(next));
            let alone = side == "starboard" || pair.nouns.is_empty();
            if noun.is_none() && !alone {
                continue;
            }
            let key = if pair.name == "ship" || pair.nouns.is_empty() { "" } else { noun.unwrap_or("") };
            let own = |w: &str| pair.sides.contains(&w) || pair.nouns.contains(&w);
            let about = about.get_or_insert_with(|| root_words(text, &own)).clone();
            let place = Span { begin: begin + *from as u32, end: begin + (*from + word.len()) as u32 };
            out.push(((pair.name, key), Fact { page, place, side, about }));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_side_is_that_of_the_noun_behind_it() {
        let read = |text: &str| {
            let mut out = Vec::new();
            facts(text, PageIx::new(0), 0, &mut out);
            out.into_iter().map(|(k, f)| (k.1, f.side)).collect::<Vec<_>>()
        };
        assert_eq!(read("It struck her on the port side."), [("", "port")]);
        assert_eq!(read("The left bank gave way."), [("bank", "left")]);
        assert_eq!(read("They left the port on the right day."), []);
    }
}

//! Figures that pages give of one thing in whatever words: how many were killed, how many pumps were paid for, when the fire began.
//!
//! [`count`] says what each figure of a sentence is of, [`size`] what it is joined to. Figures of the same thing on different pages are put together where the
//! pages, or the sentences, are about the same matter, and one finding tells all of them; a lower bound stays one.

mod count;
mod event;
mod size;
mod word;

use std::collections::{BTreeMap, BTreeSet};

use self::count::{Bound, Count, Thing, counts};
use self::event::{BEGAN, EMPLOYING, HAS, MARGIN, SEIZED, SHARES, SOME, SPEED};
use super::claim::sentences;
use super::figure;
use super::lead::Leads;
use super::{Discrepancy, DiscrepancyKind, called, words};
use crate::id::PageIx;
use crate::origin::Evidence;
use crate::page::{Page, Role};
use crate::reuse::Place;
use crate::span::Span;

/// Whether one of two figures, by their words and values, only says the other less exactly: "some 40" of "42".
pub(super) fn roughly(a: (&str, f64), b: (&str, f64)) -> bool {
    let hedged = count::bound(a.0) != Bound::Exact || count::bound(b.0) != Bound::Exact;
    hedged && (a.1 - b.1).abs() <= count::ROUGHLY * a.1.abs().max(b.1.abs())
}

/// Whether a word alone is of a class of `event-classes.txt`.
pub(super) fn class(name: &str, word: &str) -> bool {
    event::class(name, word)
}

/// Whether a text has words of a class of `event-classes.txt`. Linear in it.
pub(super) fn tells(name: &str, text: &str) -> bool {
    let words = word::words(text);
    (0..words.len()).any(|i| event::is(name, &words, i))
}

/// The stems of the content words of `text` that are no figures, no dates and not `own`. Linear in it.
pub(super) fn root_words(text: &str, own: &dyn Fn(&str) -> bool) -> BTreeSet<String> {
    let all = word::words(text);
    let quantities = figure::quantities(text);
    all.iter().filter(|w| !own(&w.low)).filter_map(|w| word::stem(w, &quantities)).collect()
}

/// A figure on a page.
struct Told {
    page: PageIx,
    count: Count,
}

/// Sentences of a page that are read.
const MOST_SENTENCES: usize = 400;

/// Figures of one thing that are set against each other.
const CROWD: usize = 120;

/// Figures of one thing that pages give otherwise, but those of `known` places.
pub(super) fn tallies(evidence: Evidence<'_>, leads: &Leads, known: &[Discrepancy]) -> Vec<Discrepancy> {
    let mut by: BTreeMap<Thing, Vec<Told>> = BTreeMap::new();
    for (i, page) in evidence.pages.iter().enumerate() {
        for count in read(page) {
            // "900 dockers walked out", "1,200 dockers were out": what befell them may be told without a word for it.
            let plain = if let Thing::Event(name, Some(who)) = &count.thing
                && !count.glued
                && !SOME.contains(name)
            {
                Some(Thing::Counted(who.clone()))
            } else {
                None
            };
            let amount =
                if let Thing::Worth(unit, _) = &count.thing { Some(Thing::Measured(unit.clone())) } else { None };
            for thing in [Some(count.thing.clone()), plain, amount].into_iter().flatten() {
                let list = by.entry(thing).or_default();
                if list.len() < CROWD {
                    list.push(Told { page: PageIx::new(i), count: count.clone() });
                }
            }
        }
    }
    let mut taken: BTreeMap<PageIx, Vec<(Span, Option<&Discrepancy>)>> = BTreeMap::new();
    for d in known {
        for p in &d.places {
            taken.entry(p.page).or_default().push((p.span, Some(d)));
        }
    }
    let mut out = Vec::new();
    for (thing, told) in &by {
        for group in together(evidence, thing, told, leads) {
            let Some(places) = values(evidence, told, &group) else { continue };
            let at = |p: &Place| taken.get(&p.page).and_then(|all| all.iter().find(|(s, _)| s.overlaps(p.span)));
            // A finding names one page for each figure; others that print them say nothing new.
            let told_of = places.iter().find_map(|(p, _)| at(p)?.1);
            let same = |p: &Place, d: &Discrepancy| d.places.iter().any(|k| begins(evidence, *p, *k));
            if !places.iter().all(|(p, _)| at(p).is_some() || told_of.is_some_and(|d| same(p, d))) {
                for &(p, _) in &places {
                    taken.entry(p.page).or_default().push((p.span, None));
                }
                out.push(say(evidence, thing, places));
            }
        }
    }
    out
}

/// Whether the words of `place` begin with those of a figure that was told of: "forty micrograms", "forty".
fn begins(evidence: Evidence<'_>, place: Place, figure: Place) -> bool {
    let (words, figure) = (super::words(evidence, place).to_lowercase(), super::words(evidence, figure).to_lowercase());
    let rest = words.strip_prefix(&figure);
    !figure.is_empty() && rest.is_some_and(|r| !r.starts_with(char::is_alphanumeric))
}

/// The figures of a page; of those to whom the same happened only the first: what follows tells its parts, or of other times.
fn read(page: &Page) -> Vec<Count> {
    let mut out: Vec<Count> = Vec::new();
    let mut told: BTreeSet<Thing> = BTreeSet::new();
    let mut left = MOST_SENTENCES;
    for block in page.blocks.iter().filter(|b| b.role == Role::Story) {
        for span in sentences(block.span, &page.text).into_iter().take(left) {
            left -= 1;
            for c in counts(span.of(&page.text), span.begin) {
                let first = told.insert(c.thing.clone());
                if first || !matches!(c.thing, Thing::Event(..)) {
                    out.push(c);
                }
            }
        }
    }
    // "28 girls went, seven girls returned": figures of a part and of the whole are not told apart.
    let mut first: BTreeMap<&Thing, &Count> = BTreeMap::new();
    let mut several: BTreeSet<Thing> = BTreeSet::new();
    for c in &out {
        let begun = *first.entry(&c.thing).or_insert(c);
        if matches!(&c.thing, Thing::Counted(_)) && begun.differs(c) {
            several.insert(c.thing.clone());
        }
    }
    out.retain(|c| !several.contains(&c.thing));
    out
}

/// Groups of figures that are of one thing, by position in `told`.
fn together(evidence: Evidence<'_>, thing: &Thing, told: &[Told], leads: &Leads) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let rare = told.len() <= RARE;
    for (i, a) in told.iter().enumerate() {
        // With every page that gives another figure: of three pages two may tell of one thing and two of another.
        let fits = |group: &Vec<usize>| {
            let members = || group.iter().filter_map(|&j| told.get(j));
            let fit = |b: &Told| b.page == a.page || one_thing(evidence, thing, a, b, leads, rare);
            members().any(|b| b.page != a.page && fit(b)) && members().filter(|b| b.count.differs(&a.count)).all(fit)
        };
        match groups.iter_mut().find(|g| fits(g)) {
            Some(group) => group.push(i),
            None => groups.push(vec![i]),
        }
    }
    groups.retain(|g| g.len() > 1);
    groups
}

/// Content words that two sentences share around figures of one noun, names left out. On 42 real events one finds five pairs, of
/// which one is of two things and one of two moments; two finds three, all of one thing, but misses most of what invented stories hold.
const SHARED: usize = 1;

/// The same around amounts in one unit, which may be of anything; a rate is of fewer things, and one less is enough.
const SHARED_UNIT: usize = 3;

/// How many times longer one of two lengths may be that are told of one thing: more is another thing. By judgement.
const OF_ONE: f64 = 5.0;

fn one_thing(evidence: Evidence<'_>, thing: &Thing, a: &Told, b: &Told, leads: &Leads, rare: bool) -> bool {
    // The year of the report itself says nothing; a month that only one names may be that of its dateline.
    let years = |t: &Told| {
        let own = evidence.pages.get(t.page.ix()).and_then(|p| p.published.as_ref()).map(|f| f.value.year.to_string());
        t.count.years.iter().filter(|y| Some(*y) != own.as_ref()).cloned().collect::<BTreeSet<String>>()
    };
    let (x, y) = (&a.count.months, &b.count.months);
    let (then, now) = (years(a), years(b));
    // What befell people is of a year; what a thing cost is told with one or without.
    let open = !matches!(thing, Thing::Event(name, _) if *name != HAS) && (then.is_empty() || now.is_empty());
    if then != now && !open || !x.is_empty() && !y.is_empty() && x.is_disjoint(y) {
        return false;
    }
    // "Of 14 boats nine sank" agrees with "nine boats sank".
    let among = |x: &Count, y: &Count| x.beside.contains(&y.quantity.low);
    if among(&a.count, &b.count) || among(&b.count, &a.count) {
        return false;
    }
    // "Two Japanese hostages", "four French hostages": of two kinds.
    let kinds = (&a.count.kinds, &b.count.kinds);
    if matches!(thing, Thing::Counted(_) | Thing::Event(..))
        && !kinds.0.is_empty()
        && !kinds.1.is_empty()
        && kinds.0.is_disjoint(kinds.1)
    {
        return false;
    }
    if matches!(thing, Thing::Counted(_) | Thing::Measured(_)) && !near(a.count.quantity.low, b.count.quantity.low) {
        return false;
    }
    // Two things that befell the same people have two figures; so has the one of which they are told in both ways.
    let befell = |t: &Told| matches!(t.count.thing, Thing::Event(name, _) if name != HAS);
    if matches!(thing, Thing::Counted(_)) && befell(a) && befell(b) {
        return false;
    }
    let shared = a.count.about.intersection(&b.count.about).count();
    let named = || !a.count.names.is_disjoint(&b.count.names);
    // "Invoices worth 38 million to three buyers", "invoices worth 36 million to three firms".
    let alike = || a.count.beside.iter().any(|x| b.count.beside.contains(x));
    // What hardly a page counts is one thing where the pages are of one subject and the figures near.
    let (low, high) = (a.count.quantity.low.min(b.count.quantity.low), a.count.quantity.low.max(b.count.quantity.low));
    let event = || leads.meet(a.page, b.page) || rare && high <= NEAR * low && leads.touch(a.page, b.page);
    // Of many pages two are of one subject, and of two of its events.
    let told = || !leads.many() || shared >= 1 || named();
    match thing {
        Thing::Event(BEGAN, _) => shared >= 1 && event(),
        Thing::Told(name, _) if SHARES.contains(name) => shared >= 1 && event(),
        Thing::Told(MARGIN, _) | Thing::Event(MARGIN, _) => (shared >= 1 || named()) && event(),
        // Each page tells how fast the train was, how much was seized.
        Thing::Told(SPEED | SEIZED, _) => event(),
        // Of two firms each page names its own.
        Thing::Event(EMPLOYING, _) => (named() || a.count.names.is_empty() || b.count.names.is_empty()) && event(),
        // Several are fined or jailed on one day.
        Thing::Told(..) => named() && event(),
        // Two may have such a thing: whose it is must be named on both sides.
        Thing::Event(HAS, _) if a.count.glued || b.count.glued => named() && shared >= 1 && event(),
        Thing::Event(HAS, _) => (named() || shared >= 1) && event(),
        Thing::Worth(..) => (shared >= 2 || shared >= 1 && named() || alike()) && event(),
        Thing::Event(..) => told() && event(),
        Thing::Size(what) => {
            let (x, y) = (a.count.quantity.low, b.count.quantity.low);
            (*what == "vessel" || shared >= 1) && x.max(y) <= OF_ONE * x.min(y) && event()
        }
        Thing::Counted(_) => shared >= SHARED + usize::from(leads.many() && !rare) && event(),
        // So many litres or tonnes a year, of which each page tells one.
        Thing::Measured(unit) if unit.starts_with("volume/") || unit.starts_with("mass/") => event(),
        Thing::Measured(unit) => shared >= SHARED_UNIT - usize::from(unit.contains('/')) && event(),
    }
}

/// Whether two figures are near enough for one thing's, or one is the other with a slip in its noughts.
fn near(a: f64, b: f64) -> bool {
    let times = a.max(b) / a.min(b);
    times <= TIMES || [10.0, 100.0, 1000.0].iter().any(|t| (times - t).abs() < 1e-6)
}

/// Figures that a toll may have on its way up.
const ROSE: usize = 4;

/// Figures of one thing that are few.
const RARE: usize = 6;

/// How many times as much one of two figures of what is seldom counted may be. By judgement.
const NEAR: f64 = 1.5;

/// How many times as much one of two figures may be that different sentences give of one thing. By judgement: on the news bodies
/// those farther apart were all of two things.
const TIMES: f64 = 3.0;

/// The first place of each value of a group, if there are two: in the order of the values.
fn values(evidence: Evidence<'_>, told: &[Told], group: &[usize]) -> Option<Vec<(Place, Bound)>> {
    let mut members: Vec<&Told> = group.iter().filter_map(|&i| told.get(i)).collect();
    // A page that gives several figures of it tells of several things.
    let mut figures: BTreeMap<PageIx, usize> = BTreeMap::new();
    for (i, t) in members.iter().enumerate() {
        let other = members.iter().take(i).any(|o| o.page == t.page && o.count.differs(&t.count));
        *figures.entry(t.page).or_insert(1) += usize::from(other);
    }
    members.retain(|t| figures.get(&t.page) == Some(&1));
    let date = |p: PageIx| evidence.pages.get(p.ix()).and_then(|p| p.published.as_ref()).map(|f| f.value.clone());
    members.sort_by(|a, b| {
        let key = |t: &Told| (date(t.page).is_none(), date(t.page).map(|d| d.to_string()), t.page, t.count.place);
        key(a).cmp(&key(b))
    });
    let mut firsts: Vec<&Told> = Vec::new();
    for t in members {
        if firsts.iter().all(|f| f.count.differs(&t.count)) {
            firsts.push(t);
        }
    }
    // So many figures so far apart are of as many things.
    let values = || firsts.iter().map(|f| f.count.quantity.low);
    let (low, high) = (values().fold(f64::MAX, f64::min), values().fold(0.0, f64::max));
    if firsts.len() > ROSE && high > TIMES * low {
        return None;
    }
    firsts.sort_by(|a, b| a.count.quantity.low.total_cmp(&b.count.quantity.low));
    let places = firsts.iter().map(|t| (Place { page: t.page, span: t.count.place }, t.count.bound)).collect();
    (firsts.len() > 1).then_some(places)
}

fn say(evidence: Evidence<'_>, thing: &Thing, places: Vec<(Place, Bound)>) -> Discrepancy {
    let what = match thing {
        Thing::Event(BEGAN, _) => "another hour for what seems one beginning",
        _ => "another figure for what seems one thing",
    };
    let class = match thing {
        Thing::Event(name, _) | Thing::Told(name, _) if *name != BEGAN => format!(" ({name})"),
        Thing::Size(name) if *name != "vessel" => format!(" ({name})"),
        _ => String::new(),
    };
    let said: Vec<String> =
        places.iter().map(|(p, _)| format!("“{}” ({})", words(evidence, *p), called(evidence, p.page))).collect();
    // All but the highest are lower bounds: each holds if the highest does.
    let bounds = places.iter().rev().skip(1).all(|(_, b)| *b == Bound::Least);
    let holds = if bounds { "; “at least” holds with the higher figure too" } else { "" };
    let mut spans: Vec<Place> = places.iter().map(|p| p.0).collect();
    spans.sort_unstable();
    Discrepancy {
        kind: DiscrepancyKind::Number,
        places: spans,
        note: format!("{what}{class}: {}{holds}", said.join(", ")),
    }
}

//! What speaks for a direction beside the learned signs: rare in the made stories that these are learned from, and set by hand.

use crate::lineage::collation::family::{Candidate, Family};
use crate::lineage::collation::side::Alone;

/// What it adds to the score of `candidate` as the source of member `child`.
pub(super) fn of(family: &Family, child: usize, candidate: &Candidate) -> f32 {
    quotes(family, child, candidate) + frames(family, child, candidate) + wires(family, child, candidate)
}

/// What it adds to a source's score that the page has a whole quotation of the source's telling, or the source one of the
/// page's. Set by hand, since made stories have none: odds of seven to one, as of a fairly plain change.
const QUOTES: f32 = 2.0;

fn quotes(family: &Family, child: usize, candidate: &Candidate) -> f32 {
    let Some((_, collation)) = family.pairs.get(candidate.pair) else { return 0.0 };
    let mine = usize::from(candidate.parent < child);
    match (collation.quoting[mine], collation.quoting[1 - mine]) {
        (Some(_), None) => QUOTES,
        (None, Some(_)) => -QUOTES,
        _ => 0.0,
    }
}

/// What it adds to a source's score that the page alone has words only before and behind what both share, and the source words
/// within it: who sets his own paragraphs around a lifted passage leaves out sentences of it, and hardly anybody who takes
/// from such a page puts sentences in at several places. Set by hand.
const FRAMES: f32 = 1.0;

/// Stretches that the source must have within what both share, and their words.
const GAPS: usize = 2;
const GAP: u32 = 6;

fn frames(family: &Family, child: usize, candidate: &Candidate) -> f32 {
    let Some((_, collation)) = family.pairs.get(candidate.pair) else { return 0.0 };
    let mine = usize::from(candidate.parent < child);
    let long = |a: &&Alone| a.words.1 - a.words.0 >= GAP;
    let within = |side: usize| collation.alone[side].iter().filter(long).filter(|a| !a.first && !a.last).count();
    let outside = |side: usize| collation.alone[side].iter().filter(long).any(|a| a.first || a.last);
    let framed = |a: usize, b: usize| within(a) == 0 && outside(a) && within(b) >= GAPS;
    f32::from(i8::from(framed(mine, 1 - mine)) - i8::from(framed(1 - mine, mine))) * FRAMES
}

/// What it takes from a source's score that both pages carry one agency's name: each has the text from the agency. Less where only
/// the words that the page has under it and the source lacks say so; where both are of the same days nothing else counts.
const WIRES: [f32; 2] = [2.0, 20.0];

/// Days between two pages that print what an agency sent: those of a weekend.
const DAYS: i32 = 2;

/// Words that the page alone has: a sentence.
const OWN: u32 = 12;

fn wires(family: &Family, child: usize, candidate: &Candidate) -> f32 {
    let Some((_, collation)) = family.pairs.get(candidate.pair) else { return 0.0 };
    let named = family.outer.get(child).is_some_and(|o| o.names.contains(&(candidate.parent as u32)));
    if named || !one_wire(family, child, candidate.parent) {
        return 0.0;
    }
    let mine = usize::from(candidate.parent < child);
    let own: u32 = collation.alone[mine].iter().filter(|a| a.with.is_empty()).map(|a| a.words.1 - a.words.0).sum();
    match same_days(family, child, candidate.parent) {
        true => -WIRES[1],
        false if own >= OWN => -WIRES[0],
        false => 0.0,
    }
}

fn same_days(family: &Family, a: usize, b: usize) -> bool {
    let day = |i: usize| {
        let date = family.outer.get(i)?.date.as_ref()?;
        jiff::civil::Date::new(date.year, date.month? as i8, date.day? as i8).ok()
    };
    let between = |(a, b): (jiff::civil::Date, jiff::civil::Date)| a.until(b).ok().map(|s| s.get_days().abs());
    day(a).zip(day(b)).and_then(between).is_some_and(|n| n <= DAYS)
}

/// Whether two members carry the name of one agency whose text is not at hand.
pub(super) fn one_wire(family: &Family, a: usize, b: usize) -> bool {
    let of = |i: usize| family.outer.get(i).map(|o| o.agencies.as_slice()).unwrap_or_default();
    of(a).iter().any(|w| of(b).contains(w))
}

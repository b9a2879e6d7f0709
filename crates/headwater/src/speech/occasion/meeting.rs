//! Interviews and meetings: who asked whom, who met whom.

use std::ops::Range;

use super::anchor::{self, Around};
use super::told::{Clue, Reader};
use super::{Hearer, OccasionKind, Seat, hearer, noun, outlet};
use crate::id::SpeakerIx;
use crate::speech::mention::lexicon::Class;
use crate::speech::mention::word::Words;
use crate::speech::speaker::SpeakerKind;

/// "A and B interviewed C", "C was interviewed by A": who was asked, by whom, and where that ends.
pub(super) fn interviewed(
    words: &Words<'_>,
    seats: &[Seat],
    range: &Range<usize>,
    i: usize,
) -> (Vec<SpeakerIx>, Vec<Hearer>, usize) {
    let passive = (i.saturating_sub(3).max(range.start)..i).any(|k| words.at(k).class.any(Class::COPULA))
        || words.text(i + 1) == "by";
    if passive {
        let by = (i + 1..range.end.min(i + 8)).find(|&k| words.text(k) == "by");
        let (hearers, stop) = by.map_or((Vec::new(), i + 1), |b| hearer::read(words, seats, b + 1, range.end));
        return (subject(words, seats, range.start, i).into_iter().collect(), hearers, stop);
    }
    let asked = seats.iter().find(|s| s.tokens.start > i && s.lead <= i + 4 && s.kind == SpeakerKind::Person);
    let Some(asked) = asked else { return (Vec::new(), Vec::new(), i + 1) };
    let clause = (range.start..i).rev().take_while(|&k| !words.sign(k, ';')).last().unwrap_or(range.start);
    let mut hearers: Vec<Hearer> = Vec::new();
    if hearer::page_acts(words, start_of_subject(words, clause, i)..i) {
        hearers.push(Hearer::ThisPage);
    } else {
        let before: Vec<&Seat> = seats.iter().filter(|s| s.tokens.end <= i && s.tokens.start >= clause).collect();
        let people = before.iter().filter(|s| s.kind == SpeakerKind::Person);
        hearers.extend(people.map(|s| Hearer::Person(SpeakerIx::new(s.who))));
        if hearers.is_empty() {
            let (outlets, _) = hearer::read(words, seats, start_of_subject(words, clause, i), i);
            hearers.extend(outlets);
        }
    }
    (vec![SpeakerIx::new(asked.who)], hearers, asked.tokens.end)
}

/// Steps over "In 2016," and its like.
pub(super) fn start_of_subject(words: &Words<'_>, begin: usize, end: usize) -> usize {
    (begin..end).rev().find(|&k| words.sign(k, ',')).map_or(begin, |k| k + 1)
}

/// "We met her", "the Harbour Post caught up with her", "she spoke to this newspaper", "speaking to X", "she wrote to us".
pub(super) fn clue(reader: &Reader<'_>, i: usize) -> Option<Clue> {
    let (words, seats, range) = (reader.words, reader.seats, &reader.range);
    // "Called on the minister to go" is no call.
    if outlet::denied(words, range, i) || words.text(i + 1) == "on" {
        return None;
    }
    let clue =
        |kind: OccasionKind, who: Option<SpeakerIx>, hearers, stop: usize| Clue::sure(kind, who, hearers, i..stop);
    let to = (i + 1..range.end.min(i + 5)).find(|&k| matches!(words.text(k), "to" | "with"));
    let step = |k: usize| {
        (i + 1..k).all(|j| words.at(j).word && !words.at(j).capital && !words.at(j).class.any(Class::PREPOSITION))
    };
    let begin = start_of_subject(words, range.start, i);
    let acts = if hearer::page_acts(words, begin..i) {
        Some(Hearer::ThisPage)
    } else {
        outlet::named(words, seats, begin, i).filter(|&(_, end)| end == i).map(|(h, _)| h)
    };
    if let Some(actor) = acts {
        // The one met stands behind the verb, or behind "to" or "with".
        let led = to.filter(|&k| step(k)).map(|k| k + 1);
        let at = led.unwrap_or(i + 1);
        // "Met with the engineer", but not "asked to hear Ruiz".
        let office = words.text(at.wrapping_sub(1)) == "with" || words.at(at).class.any(Class::DETERMINER);
        let near = if led.is_none() { 2 } else { usize::from(office) };
        let person = |s: &&Seat| s.kind == SpeakerKind::Person || s.pronoun;
        let met = seats.iter().filter(person).find(|s| s.tokens.start >= at && s.lead <= at + near)?;
        // "When the Courier called, Ruiz said": a comma ends what was done.
        if (i + 1..met.lead).any(|k| !words.at(k).word) {
            return None;
        }
        return Some(clue(OccasionKind::Interview, Some(SpeakerIx::new(met.who)), vec![actor], met.tokens.end));
    }
    let text = words.folded(i);
    let is = |around: Around| anchor::is(around, &text);
    // Who asks or calls is not who speaks, where it is neither this page nor an outlet.
    if is(Around::Approach) {
        return None;
    }
    let who = || subject(words, seats, range.start, i);
    // "She received us in the kitchen", "she agreed to meet our reporter": the page is the object.
    let (hearers, stop) = hearer::read(words, seats, i + 1, range.end);
    if hearers == [Hearer::ThisPage] {
        return Some(clue(OccasionKind::Interview, who(), hearers, stop));
    }
    if hearers == [Hearer::Reporters] && met_press(words, i) {
        return Some(clue(OccasionKind::Public, who(), hearers, stop));
    }
    let talks = is(Around::Talk);
    let direct = |k: usize| k == i + 1 || !words.at(i + 1).class.any(Class::DETERMINER) || is(Around::Share);
    let to = to.filter(|&k| step(k) && direct(k))?;
    let (mut hearers, stop) = hearer::read(words, seats, to + 1, range.end);
    // Two people of a story who talk to each other make no occasion by that alone; those of meeting, writing and sharing are of
    // one only where this page is met.
    hearers.retain(|h| match h {
        Hearer::ThisPage => true,
        Hearer::Reporters => talks || met_press(words, i),
        Hearer::Outlet(_) => talks,
        Hearer::Person(_) => false,
    });
    let kind = match (hearers.as_slice(), noun::audience(words, to + 1, range.end).filter(|_| talks)) {
        (_, Some(kind)) => kind,
        ([], None) => return None,
        ([Hearer::Reporters], _) => OccasionKind::Public,
        _ => OccasionKind::Interview,
    };
    Some(clue(kind, who(), hearers, stop))
}

/// "Met with the press".
fn met_press(words: &Words<'_>, i: usize) -> bool {
    matches!(&*words.folded(i), "met" | "meet" | "meets")
}

/// The person who is the subject before `verb`: the first mentioned there that stands behind no preposition.
pub(super) fn subject(words: &Words<'_>, seats: &[Seat], begin: usize, verb: usize) -> Option<SpeakerIx> {
    let plain = |s: &&Seat| {
        let before = s.lead.checked_sub(1).filter(|&k| k >= begin);
        let behind = before.is_some_and(|k| words.at(k).class.any(Class::PREPOSITION) && words.text(k) != "by");
        !behind && !words.possessive(s.tokens.end) && !words.at(s.tokens.start).quoted
    };
    let person = |s: &&Seat| s.kind == SpeakerKind::Person || s.pronoun;
    let mut inside = seats.iter().filter(|s| s.tokens.start >= begin && s.tokens.start < verb).filter(person);
    inside.find(plain).map(|s| SpeakerIx::new(s.who))
}

//! Interviews and meetings: who asked whom, who met whom.

use std::ops::Range;

use super::told::audience;
use super::{Hearer, OccasionKind, Seat, hearer};
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

pub(super) type Met = (OccasionKind, Option<SpeakerIx>, Vec<Hearer>, usize);

/// "We met her", "she spoke to this newspaper", "speaking to X", "sat down with our reporter", "spoke at ...".
pub(super) fn meeting(words: &Words<'_>, seats: &[Seat], range: &Range<usize>, i: usize) -> Option<Met> {
    let acts = hearer::page_acts(words, start_of_subject(words, range.start, i)..i);
    let to = (i + 1..range.end.min(i + 5)).find(|&k| matches!(words.text(k), "to" | "with"));
    let step = |k: usize| {
        (i + 1..k).all(|j| {
            words.at(j).word && !words.at(j).capital && !words.at(j).class.any(Class::PREPOSITION.or(Class::DETERMINER))
        })
    };
    if acts {
        // The one met stands behind the verb, or behind "to" or "with".
        let at = to.filter(|&k| step(k)).map_or(i + 1, |k| k + 1);
        let met = seats
            .iter()
            .find(|s| s.tokens.start >= at && s.lead <= at + 2 && (s.kind == SpeakerKind::Person || s.pronoun))?;
        return Some((OccasionKind::Interview, Some(SpeakerIx::new(met.who)), vec![Hearer::ThisPage], met.tokens.end));
    }
    if !matches!(
        &*words.folded(i),
        "spoke"
            | "spoken"
            | "speaks"
            | "speaking"
            | "talked"
            | "talks"
            | "talking"
            | "sat"
            | "chatted"
            | "opened"
            | "met"
            | "meet"
            | "speak"
            | "talk"
            | "received"
            | "welcomed"
            | "invited"
    ) {
        return None;
    }
    // "She received us in the kitchen", "she agreed to meet our reporter": the page is the object.
    if matches!(&*words.folded(i), "met" | "meet" | "received" | "welcomed" | "invited") {
        let (hearers, stop) = hearer::read(words, seats, i + 1, range.end);
        if hearers == [Hearer::ThisPage] {
            return Some((OccasionKind::Interview, subject(words, seats, range.start, i), hearers, stop));
        }
    }
    let to = to.filter(|&k| step(k))?;
    let (mut hearers, stop) = hearer::read(words, seats, to + 1, range.end);
    if matches!(&*words.folded(i), "met" | "meet" | "opened" | "received" | "welcomed" | "invited") {
        hearers.retain(|h| *h == Hearer::ThisPage);
    }
    // Two people of a story who talk to each other make no occasion by that alone.
    hearers.retain(|h| !matches!(h, Hearer::Person(_)));
    let kind = match (hearers.as_slice(), audience(words, to + 1, range.end)) {
        (_, Some(kind)) => kind,
        ([], None) => return None,
        ([Hearer::Reporters], _) => OccasionKind::Public,
        _ => OccasionKind::Interview,
    };
    Some((kind, subject(words, seats, range.start, i), hearers, stop))
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

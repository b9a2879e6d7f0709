//! Who heard it.

use std::ops::Range;

use super::{Hearer, Seat, anchor};
use crate::id::SpeakerIx;
use crate::speech::mention::lexicon::Class;
use crate::speech::mention::word::Words;
use crate::speech::speaker::SpeakerKind;

/// Whoever stands at `i` as a noun phrase: this page, reporters, persons, outlets; with "and" several. Gives them and the
/// token behind them.
pub(super) fn read(words: &Words<'_>, seats: &[Seat], i: usize, limit: usize) -> (Vec<Hearer>, usize) {
    let mut out = Vec::new();
    let mut at = i;
    while at < limit && out.len() < 4 {
        let Some((hearer, end)) = one(words, seats, at, limit) else { break };
        if let Some(h) = hearer
            && !out.contains(&h)
        {
            out.push(h);
        }
        at = end;
        // "Ada Lind, head of the centre, as well as by Dr Jan Bek".
        let next =
            (at..limit.min(at + 45)).find(|&k| words.text(k) == "and" || words.text(k) == "by" || words.at(k).cue);
        match next {
            Some(k) if words.text(k) == "and" && person_starts(seats, k + 1) => at = k + 1,
            Some(k) if words.text(k) == "by" && person_starts(seats, k + 1) => at = k + 1,
            Some(k) if words.text(k) == "and" => {
                match (k..limit.min(k + 30)).find(|&j| words.text(j) == "by" && person_starts(seats, j + 1)) {
                    Some(j) => at = j + 1,
                    None => break,
                }
            }
            _ => break,
        }
    }
    (out, at)
}

fn person_starts(seats: &[Seat], at: usize) -> bool {
    seats.iter().any(|s| s.lead <= at && at < s.tokens.end && s.kind == SpeakerKind::Person)
}

fn one(words: &Words<'_>, seats: &[Seat], i: usize, limit: usize) -> Option<(Option<Hearer>, usize)> {
    let text = words.folded(i);
    match &*text {
        "me" | "us" => return Some((Some(Hearer::ThisPage), i + 1)),
        "this" | "our" | "my" => {
            let head = (i + 1..limit.min(i + 5)).find(|&k| anchor::is_here(&words.folded(k)))?;
            return Some((Some(Hearer::ThisPage), head + 1));
        }
        _ => {}
    }
    let article = words.at(i).class.any(Class::DETERMINER);
    let begin = i + usize::from(article);
    if let Some(k) =
        (begin..limit.min(begin + 4)).find(|&k| anchor::is_reporters(&words.folded(k)) && !words.at(k).capital)
    {
        let plain = (begin..k).all(|j| words.at(j).word && !words.at(j).class.any(Class::FUNCTION));
        if plain {
            return Some((Some(Hearer::Reporters), k + 1));
        }
    }
    // "A journalist from the Harbour Post" hears for it.
    let sent = (begin..limit.min(begin + 4)).find(|&k| anchor::is_here(&words.folded(k)) && !words.at(k).capital);
    if let Some(k) = sent.filter(|&k| article && matches!(words.text(k + 1), "from" | "of" | "for" | "at" | "with")) {
        return one(words, seats, k + 2, limit)
            .filter(|(h, _)| matches!(h, Some(Hearer::Outlet(_) | Hearer::ThisPage)));
    }
    // "The paper": one that was named before.
    let again = matches!(&*text, "the") && anchor::is_publication(&words.folded(begin)) && !words.at(begin).capital;
    if again && !words.at(begin + 1).capital && !matches!(words.text(begin + 1), "'s" | "’s") {
        return Some((Some(Hearer::Outlet(words.span(i, begin + 1))), begin + 1));
    }
    // "Australian newspaper the Harbour Post", "local station KHB": what it is stands before its name; "an island station" has none.
    if let Some(k) = described(words, begin, limit).filter(|_| &*text != "the") {
        // "Time magazine the day before": what a country's or town's name stands before may have another behind it.
        let outlet = || (k + 2..limit.min(k + 6)).any(|j| words.at(j).capital && words.at(j).class.any(Class::OUTLET));
        let placed = !words.at(begin).capital || words.at(begin).class.any(Class::PLACE) || outlet();
        let the = usize::from(placed && words.text(k + 1) == "the");
        let name = k + 1 + the;
        if name < limit && words.at(name).capital && !person_starts(seats, name) {
            let named = one(words, seats, name, limit);
            return named.filter(|(h, _)| matches!(h, Some(Hearer::Outlet(_) | Hearer::ThisPage)));
        }
        if article {
            return Some((None, k + 1));
        }
    }
    let seat =
        seats.iter().filter(|s| s.lead <= begin + 1 && begin < s.tokens.end && s.lead + 3 > i).min_by_key(|s| s.lead);
    if let Some(seat) = seat.filter(|s| s.kind == SpeakerKind::Person || s.pronoun) {
        return Some((Some(Hearer::Person(SpeakerIx::new(seat.who))), seat.tokens.end));
    }
    // An outlet: capitalised words, with the small ones within.
    let goes_on = |k: usize| {
        let link = match words.text(k) {
            "of" | "de" | "for" => true,
            // "Voice of the Cape", but not "told Reuters the minister".
            "the" => words.text(k - 1) == "of",
            _ => false,
        };
        let word = words.at(k).word && (words.at(k).capital || link && words.at(k + 1).capital);
        !words.at(k).class.any(Class::CALENDAR) && (word || is_call_sign(words, k))
    };
    let mut end = begin;
    if end < limit && words.at(end).word && words.at(end).capital {
        end = (begin + 1..limit).find(|&k| !goes_on(k)).unwrap_or(limit);
    }
    // "Germany's Radsport Magazine": the name behind the country's.
    if end > begin && matches!(words.text(end), "'s" | "’s") && words.at(end + 1).capital && end + 1 < limit {
        return one(words, seats, end + 1, limit);
    }
    if end > begin && !words.at(begin).class.any(Class::CALENDAR) {
        let from = if words.at(i).capital { i } else { begin };
        let own = words
            .page
            .outlet
            .as_ref()
            .is_some_and(|o| super::same_words(&o.value, words.span(begin, end).of(&words.page.text)));
        let hearer = if own { Hearer::ThisPage } else { Hearer::Outlet(words.span(from, end)) };
        return Some((Some(hearer), end));
    }
    // "his interviewers", "a reporter": somebody, but who is not said.
    None
}

/// The noun for an outlet at the end of what is told of it from `begin` on: "Australian newspaper", "state-run television channel".
fn described(words: &Words<'_>, begin: usize, limit: usize) -> Option<usize> {
    let wire = |k: usize| words.text(k) == "agency" && k > begin && matches!(words.text(k - 1), "news" | "press");
    let noun = |k: usize| !words.at(k).capital && (anchor::is_publication(&words.folded(k)) || wire(k));
    let k = (begin..limit.min(begin + 5)).find(|&k| noun(k) && !noun(k + 1))?;
    let plain = |j: usize| words.at(j).word && !words.at(j).class.any(Class::FUNCTION) && !words.at(j).cue;
    (begin..k).all(plain).then_some(k)
}

/// Whether the token at `i` is the number or sign by which a station goes, behind a word of its name.
fn is_call_sign(words: &Words<'_>, i: usize) -> bool {
    i.checked_sub(1).is_some_and(|before| anchor::is_call_sign(words.text(before), words.text(i)))
}

/// Whether the words in `tokens` are this page speaking of itself as the one who acts: "we", "I", "our correspondent".
pub(super) fn page_acts(words: &Words<'_>, tokens: Range<usize>) -> bool {
    let begin = tokens.start;
    if tokens.is_empty() {
        return false;
    }
    match words.text(begin) {
        "We" | "we" | "I" => true,
        "Our" | "our" | "This" | "this" | "My" | "A" | "The" => {
            !matches!(words.text(begin), "A" | "The")
                && tokens.skip(1).take(4).any(|k| anchor::is_here(&words.folded(k)))
        }
        _ => false,
    }
}

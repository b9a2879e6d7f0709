//! Outlets that hear, ask and quote: "asked by the Harbour Post", "replied to our questions", "said in the Harbour Post".

use std::ops::Range;

use super::anchor::{self, Around};
use super::told::{Clue, Reader};
use super::{Hearer, OccasionKind, Seat, hearer, meeting, noun};
use crate::speech::mention::lexicon::Class;
use crate::speech::mention::word::{Words, tokens_of};
use crate::speech::speaker::SpeakerKind;

/// Whether it is somebody who prints what he hears: this page, reporters, an outlet by the look of its name.
pub(super) fn hears(words: &Words<'_>, hearer: Hearer) -> bool {
    match hearer {
        Hearer::ThisPage | Hearer::Reporters => true,
        Hearer::Outlet(name) => {
            super::points_back(name.of(&words.page.text))
                || tokens_of(words.cut, name).any(|k| words.at(k).class.any(Class::OUTLET))
        }
        Hearer::Person(_) => false,
    }
}

/// Whether it is said that it did not come to it: "declined to speak to us".
pub(super) fn denied(words: &Words<'_>, range: &Range<usize>, i: usize) -> bool {
    let from = i.saturating_sub(DENIED).max(range.start);
    let mut clause = (from..i).rev().take_while(|&k| words.at(k).word || words.sign(k, '’') || words.sign(k, '\''));
    clause.any(|k| anchor::is(Around::Not, &words.folded(k)))
}

/// Words before a verb among which one says that it did not come to it: "could not be", "has repeatedly declined to".
const DENIED: usize = 5;

/// This page or an outlet, named at `i`, and the token behind it.
pub(super) fn named(words: &Words<'_>, seats: &[Seat], i: usize, limit: usize) -> Option<(Hearer, usize)> {
    let (found, end) = hearer::read(words, seats, i, limit);
    let [h] = found.as_slice() else { return None };
    (hears(words, *h) && *h != Hearer::Reporters).then_some((*h, end))
}

/// Whether a word that the list has not may be a clue: one of the small ones that are looked for by themselves here and where
/// somebody is told.
pub(super) fn may_tell(word: &str) -> bool {
    ["to", "in", "on", "for", "per", "via", "according", "when", "after", "once"]
        .iter()
        .any(|w| w.eq_ignore_ascii_case(word))
}

/// What the word at `i` tells of an outlet's part.
pub(super) fn clue(reader: &Reader<'_>, i: usize) -> Option<Clue> {
    let words = reader.words;
    let text = words.folded(i);
    if let Some(clue) = carried(reader, i) {
        return Some(clue);
    }
    if reader.inside(i) && !anchor::is(Around::Reply, &text) && !anchor::is(Around::Give, &text) {
        return None;
    }
    printed(reader, i)
        .or_else(|| quotes(reader, i))
        .or_else(|| approached(reader, i))
        .or_else(|| replied(reader, i))
        .or_else(|| given(reader, i))
        .or_else(|| examined(reader, i))
}

/// "Was quoted by X", "in remarks carried by X".
fn carried(reader: &Reader<'_>, i: usize) -> Option<Clue> {
    let words = reader.words;
    let text = words.folded(i);
    if !anchor::is(Around::Carry, &text) || words.text(i + 1) != "by" {
        return None;
    }
    let (found, end) = hearer::read(words, reader.seats, i + 2, reader.range.end);
    let hearers: Vec<Hearer> =
        found.into_iter().filter(|h| matches!(h, Hearer::Outlet(_) | Hearer::ThisPage)).collect();
    (!hearers.is_empty()).then(|| Clue::plain(OccasionKind::Unknown, hearers, i..end))
}

/// "Said in X", "said for X", "appearing on X", "per X", "according to X".
fn printed(reader: &Reader<'_>, i: usize) -> Option<Clue> {
    let (words, limit) = (reader.words, reader.range.end);
    let (text, next) = (words.folded(i), words.folded(i + 1));
    let at = match &*text {
        "in" if reader.said() && says_before(words, &reader.range, i) => i + 1,
        "on" | "for" if reader.said() && heard_before(words, &reader.range, i) => i + 1,
        "per" | "via" if reader.said() => i + 1,
        "according" if &*next == "to" && person(reader) => i + 2,
        _ => return None,
    };
    // Of this page itself that says nothing.
    let (hearer, end) = named(words, reader.seats, at, limit).filter(|(h, _)| *h != Hearer::ThisPage)?;
    // "According to a CNN poll" names whose poll it is.
    (!words.at(end).word || matches!(words.text(end), "as" | "that"))
        .then(|| Clue::plain(OccasionKind::Unknown, vec![hearer], i..end))
}

/// Whether a verb of saying stands right before `i`.
fn says_before(words: &Words<'_>, range: &Range<usize>, i: usize) -> bool {
    let Some(before) = i.checked_sub(1).filter(|&k| k >= range.start) else { return false };
    words.at(before).cue
        || words.sign(before, ',')
        || matches!(&*words.folded(before), "quoted" | "published" | "printed")
}

/// Whether a verb of saying, or of appearing, stands right before "on" or "for" at `i`: "said for the Post", "appearing on Radio Nord".
fn heard_before(words: &Words<'_>, range: &Range<usize>, i: usize) -> bool {
    let Some(before) = i.checked_sub(1).filter(|&k| k >= range.start) else { return false };
    let appears =
        matches!(&*words.folded(before), "appearing" | "appeared" | "appears" | "speaking" | "live" | "guest");
    words.at(before).cue || appears
}

/// Whether somebody besides the outlets is named in the sentence.
fn person(reader: &Reader<'_>) -> bool {
    reader.said() && reader.seats.iter().any(|s| s.kind == SpeakerKind::Person || s.pronoun)
}

/// "X quotes her", "X has her saying", "X reported her as saying".
fn quotes(reader: &Reader<'_>, i: usize) -> Option<Clue> {
    let (words, range) = (reader.words, &reader.range);
    let text = words.folded(i);
    if !anchor::is(Around::Quote, &text) {
        return None;
    }
    let begin = meeting::start_of_subject(words, range.start, i);
    let (hearer, _) = named(words, reader.seats, begin, i).filter(|&(h, end)| end == i && h != Hearer::ThisPage)?;
    let mut people = reader.seats.iter().filter(|s| s.kind == SpeakerKind::Person || s.pronoun);
    // "Quoted Ana Ruiz", "quoted an engineer, Ana Ruiz": nothing is said in between.
    let close =
        |s: &&Seat| s.lead <= i + 2 || (i + 1..s.lead).len() <= QUOTED && !(i + 1..s.lead).any(|k| words.at(k).cue);
    let who = people.find(|s| s.tokens.start > i && close(s))?;
    let plain = matches!(&*text, "has" | "had" | "reported" | "reports");
    let saying = || (who.tokens.end..range.end.min(who.tokens.end + 14)).any(|k| words.text(k) == "saying");
    (!plain || saying()).then(|| Clue::plain(OccasionKind::Unknown, vec![hearer], begin..who.tokens.end))
}

/// Words between a verb of quoting and whom it names: "quoted an unnamed former harbour pilot, Mira Lind".
const QUOTED: usize = 7;

fn interview(hearer: Hearer, tokens: Range<usize>) -> Clue {
    Clue::plain(OccasionKind::Interview, vec![hearer], tokens)
}

/// "Asked by X", "when X called".
fn approached(reader: &Reader<'_>, i: usize) -> Option<Clue> {
    let (words, range) = (reader.words, &reader.range);
    let text = words.folded(i);
    if matches!(&*text, "when" | "after" | "once") {
        let (hearer, end) = named(words, reader.seats, i + 1, range.end)?;
        let asks = anchor::is(Around::Approach, &words.folded(end));
        return asks.then(|| interview(hearer, i..end + 1));
    }
    if words.text(i + 1) != "by" || !anchor::is(Around::Approach, &text) || denied(words, range, i) {
        return None;
    }
    let (hearer, end) = named(words, reader.seats, i + 2, range.end)?;
    Some(interview(hearer, i..end))
}

/// "Reached by telephone", "speaking by phone from the quay": by whom is not said.
pub(super) fn reached(reader: &Reader<'_>, i: usize) -> Option<Range<usize>> {
    let words = reader.words;
    let line = matches!(words.text(i + 1), "by" | "over" | "via") && is_line(&words.folded(i + 2));
    let text = words.folded(i);
    let spoken = || anchor::is(Around::Approach, &text) || anchor::is(Around::Speak, &text);
    (line && spoken() && !reader.inside(i) && !denied(words, &reader.range, i)).then_some(i..i + 3)
}

/// What an interview is held over.
fn is_line(folded: &str) -> bool {
    matches!(folded, "phone" | "telephone" | "email" | "e-mail" | "video" | "zoom" | "skype" | "whatsapp" | "text")
}

/// "Answered our questions", "replied to questions from X", "responding to X".
fn replied(reader: &Reader<'_>, i: usize) -> Option<Clue> {
    let (words, range) = (reader.words, &reader.range);
    if !anchor::is(Around::Reply, &words.folded(i)) || denied(words, range, i) {
        return None;
    }
    let at = i + 1 + usize::from(words.text(i + 1) == "to");
    let asked = |k: usize| anchor::is(Around::Questions, &words.folded(k));
    if matches!(words.text(at), "our" | "my") && (at + 1..at + 3).any(asked) {
        return Some(interview(Hearer::ThisPage, i..at + 2));
    }
    // "Questions put by the Harbour Post".
    if let Some(k) = (at..at + 3).find(|&k| asked(k)) {
        let by = (k + 1..k + 4).find(|&b| matches!(words.text(b), "from" | "by" | "of"))?;
        let (hearer, end) = named(words, reader.seats, by + 1, range.end)?;
        return Some(interview(hearer, i..end));
    }
    // "Responding to the Harbour Post", "replied to the Harbour Post's questions".
    let (hearer, end) = named(words, reader.seats, at, range.end).filter(|_| at > i + 1)?;
    Some(interview(hearer, i..end))
}

/// "Gave the Harbour Post this account", "granted this magazine an hour".
fn given(reader: &Reader<'_>, i: usize) -> Option<Clue> {
    let (words, range) = (reader.words, &reader.range);
    if !anchor::is(Around::Give, &words.folded(i)) || denied(words, range, i) {
        return None;
    }
    let (hearer, end) = named(words, reader.seats, i + 1, range.end)?;
    let told = |k: usize| anchor::is(Around::Telling, &words.folded(k));
    let noun = (end..range.end.min(end + 5)).take_while(|&k| words.at(k).word);
    let known = noun.clone().any(told);
    (known || hearer == Hearer::ThisPage && words.at(end).class.any(Class::DETERMINER))
        .then(|| interview(hearer, i..noun.last().unwrap_or(end) + 1))
}

/// "Was questioned by lawmakers", "was sworn in".
fn examined(reader: &Reader<'_>, i: usize) -> Option<Clue> {
    let (words, range) = (reader.words, &reader.range);
    let text = words.folded(i);
    let passive = (i.saturating_sub(3).max(range.start)..i).any(|k| words.at(k).class.any(Class::COPULA));
    if !anchor::is(Around::Examined, &text) || !passive || denied(words, range, i) {
        return None;
    }
    let court = matches!(&*text, "cross-examined" | "sworn" | "deposed");
    let by = (i + 1..range.end.min(i + 6)).find(|&k| words.text(k) == "by");
    let hearing = by.and_then(|b| noun::audience(words, b + 1, range.end)) == Some(OccasionKind::Hearing);
    let who = meeting::subject(words, reader.seats, range.start, i);
    (court || hearing).then(|| Clue::sure(OccasionKind::Hearing, who, Vec::new(), i..i + 1))
}

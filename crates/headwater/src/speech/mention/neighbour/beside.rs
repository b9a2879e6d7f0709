//! Who stands around a quotation that names nobody: beside it, in the sentence before or behind it, before a colon.

use std::ops::Range;

use super::super::super::attribution::{Act, Attribution, Kind};
use super::super::super::cue;
use super::super::super::occasion::anchor::{self, Around};
use super::super::super::speaker::SpeakerKind;
use super::super::MentionForm;
use super::super::cast::Figure;
use super::super::chain::{Chain, Place};
use super::super::lexicon::Class;
use super::Seat;
use crate::page::Role;

/// Whose name, with what they are, is all of the line or sentence right behind a quotation: "“It held.” ¶ Ana Ruiz, port engineer".
pub(super) fn signed(chain: &Chain<'_>, a: &Attribution) -> Option<u32> {
    let words = chain.words;
    let end = a.content.last()?.end;
    let begin = words.cut.tokens.partition_point(|t| t.span.begin < end);
    let sentence = words.cut.sentences.get(words.at(begin).sentence as usize)?.range();
    let next = sentence.start == begin
        && sentence.len() <= SIGNATURE
        && words.block(begin.checked_sub(1)?) + 1 >= words.block(begin);
    let from = chain.places.partition_point(|p| p.lead < begin);
    let place = chain.places.get(from).filter(|p| next && p.lead == begin && p.form == MentionForm::Name)?;
    let noun = |k: usize| {
        let w = words.at(k);
        let small =
            w.class.any(Class::PREPOSITION.or(Class::DETERMINER)) || words.text(k) == "and" || words.possessive(k);
        !w.cue && (small || !w.word || w.capital || !w.class.any(Class::FUNCTION.or(Class::COPULA)))
    };
    let rest = place.tokens.end..sentence.end;
    // Nothing behind the name, or a comma and what they are: no verb, and no full stop, which ends sentences.
    let closed =
        rest.is_empty() || words.sign(rest.start, ',') && rest.clone().any(|k| words.at(k).class.any(Class::ROLE));
    let plain = rest.clone().all(noun) && !words.sign(sentence.end - 1, '.') && !words.sign(sentence.end - 1, ':');
    (closed && plain && person(chain, place)).then(|| chain.cast.real(place.who))
}

/// Tokens of such a line at most.
const SIGNATURE: usize = 14;

/// Who stands right behind a quotation with a verb of saying: "“...,” Ana Ruiz went on", "“...,” went on Ana Ruiz".
pub(super) fn beside(chain: &Chain<'_>, a: &Attribution) -> Option<u32> {
    let words = chain.words;
    let end = a.content.last()?.end;
    let first = words.cut.tokens.partition_point(|t| t.span.end <= end.saturating_sub(1));
    let k = (first..first + 4).find(|&k| words.at(k).word && words.span(k, k + 1).begin >= end)?;
    if !words.together(first, k) || words.at(k).quoted {
        return None;
    }
    let lexicon = cue::lexicon(words.page.language.as_deref());
    let says = |k: usize| lexicon.cue(&words.text(k).to_lowercase()).is_some();
    let from = chain.places.partition_point(|p| p.tokens.end <= k);
    let place = chain.places.get(from).filter(|p| p.lead <= k + 1 && words.together(k, p.tokens.start))?;
    let fits = person(chain, place) || nameless(chain, place) || place.form == MentionForm::Pronoun;
    let before = place.lead <= k && says(place.tokens.end);
    let behind = place.lead == k + 1 && says(k);
    (fits && (before || behind)).then(|| chain.cast.real(place.who))
}

/// The tokens of the sentence right before a quotation, in its paragraph, if nothing is said in it.
fn silent_before(chain: &Chain<'_>, a: &Attribution, attributions: &[Attribution]) -> Option<Range<usize>> {
    let words = chain.words;
    let begin = a.content.first()?.begin;
    let first = words.cut.tokens.partition_point(|t| t.span.begin < begin);
    let last = first.checked_sub(1).filter(|&k| words.block(k) == words.block(first) && !words.together(k, first))?;
    let sentence = words.cut.sentences.get(words.at(last).sentence as usize)?.range();
    let span = words.span(sentence.start, sentence.end);
    // Attributions stand in the order of their contents: those of this sentence are near.
    let at = attributions.partition_point(|o| o.content.first().is_some_and(|c| c.begin < span.begin));
    let near = attributions.get(at.saturating_sub(NEAR)..(at + NEAR).min(attributions.len())).unwrap_or_default();
    let says = |o: &Attribution| o.content.iter().chain(&o.cue).any(|c| c.overlaps(span));
    (!near.iter().any(says) && !sentence.clone().any(|k| words.at(k).quoted)).then_some(sentence)
}

/// The person who is the subject of the sentence right before a quotation without a source, in its paragraph, if nothing is
/// said in that sentence: "Ana Ruiz laughed. “It held.”".
pub(super) fn led(chain: &Chain<'_>, a: &Attribution, attributions: &[Attribution]) -> Option<u32> {
    let words = chain.words;
    let sentence = silent_before(chain, a, attributions)?;
    let from = chain.places.partition_point(|p| p.tokens.start < sentence.start);
    let subject =
        chain.places.get(from).filter(|p| p.lead <= sentence.start + SKIPPED && p.tokens.end <= sentence.end)?;
    let alone = (sentence.start..subject.lead).all(|k| words.at(k).word && words.at(k).class.any(Class::DETERMINER));
    let fits = person(chain, subject) || nameless(chain, subject);
    (alone && fits && !words.possessive(subject.tokens.end)).then(|| chain.cast.real(subject.who))
}

/// The only person named in the sentence right before a quotation in its paragraph, if nothing is said in that sentence: "Dura la
/// replica della capogruppo, Ana Ruiz. «...», attacca."
pub(super) fn only_before(chain: &Chain<'_>, a: &Attribution, attributions: &[Attribution]) -> Option<u32> {
    let sentence = silent_before(chain, a, attributions)?;
    let from = chain.places.partition_point(|p| p.tokens.start < sentence.start);
    let inside = chain.places.iter().skip(from).take_while(|p| p.tokens.start < sentence.end);
    let mut people =
        inside.filter(|p| p.form == MentionForm::Name && surely(chain, p.who)).map(|p| chain.cast.real(p.who));
    let who = people.next()?;
    people.all(|p| p == who).then_some(who)
}

/// Whether it is a person by more than a word that begins a sentence.
pub(super) fn surely(chain: &Chain<'_>, who: u32) -> bool {
    chain
        .cast
        .get(who)
        .is_some_and(|f| f.kind == SpeakerKind::Person || f.kind == SpeakerKind::Unknown && f.parts.len() > 1)
}

/// The one person told of in the sentence that ends the paragraph before, where a paragraph is all quotation and nothing was said in
/// that sentence: "I read it to him. He smiled. ¶ “...”", as reporters tell of interviews. He must have spoken before.
pub(super) fn narrated(chain: &Chain<'_>, seat: &Seat, a: &Attribution, attributions: &[Attribution]) -> Option<u32> {
    let words = chain.words;
    let begin = a.content.first()?.begin;
    let first = words.cut.tokens.partition_point(|t| t.span.begin < begin);
    let last = first.checked_sub(1).filter(|&k| seat.whole && words.block(k) + 1 == words.block(first))?;
    let story = |k: usize| words.page.blocks.get(words.block(k) as usize).is_some_and(|b| b.role == Role::Story);
    let sentence = words.cut.sentences.get(words.at(last).sentence as usize).filter(|_| story(last))?.range();
    let span = words.span(sentence.start, sentence.end);
    let at = attributions.partition_point(|o| o.content.first().is_some_and(|c| c.begin < span.begin));
    let near = attributions.get(at.saturating_sub(NEAR)..(at + NEAR).min(attributions.len())).unwrap_or_default();
    if (sentence.clone()).any(|k| words.at(k).quoted) {
        return None;
    }
    let from = chain.places.partition_point(|p| p.tokens.start < sentence.start);
    // "She came with a husband": somebody without a name who has said nothing is no other.
    let mut inside = chain.places.iter().skip(from).take_while(|p| p.tokens.start < sentence.end).filter(|p| {
        let silent = |f: &Figure| f.name.is_none() && f.spoken == 0;
        chain.cast.get(p.who).is_some_and(|f| f.kind == SpeakerKind::Person && !silent(f))
    });
    let who = chain.cast.real(inside.next()?.who);
    // What he is said to think or to have told there is his too.
    let says = |o: &Attribution| {
        let other = o.speaker.is_some_and(|s| o.kind != Kind::Indirect || chain.cast.real(s.0) != who);
        o.act != Act::Thought && other && o.content.iter().chain(&o.cue).any(|c| c.overlaps(span))
    };
    if near.iter().any(says) {
        return None;
    }
    let spoke = chain.cast.get(who).is_some_and(|f| f.spoken > 0 && f.name.is_some());
    (spoke && inside.all(|p| chain.cast.real(p.who) == who)).then_some(who)
}

/// The only person named in the paragraph before the content of `a`.
pub(super) fn sole(chain: &Chain<'_>, a: &Attribution) -> Option<u32> {
    let words = chain.words;
    let begin = a.content.first()?.begin;
    let first = words.cut.tokens.partition_point(|t| t.span.begin < begin);
    let before = chain.places.partition_point(|p| p.tokens.start < first);
    let here =
        chain.places.get(..before)?.iter().rev().take_while(|p| words.block(p.tokens.start) == words.block(first));
    let named = |p: &&Place| {
        p.form == MentionForm::Name
            && chain
                .cast
                .get(p.who)
                .is_some_and(|f| f.kind == SpeakerKind::Person || f.kind == SpeakerKind::Unknown && f.parts.len() > 1)
    };
    let mut here = here.filter(named);
    let who = chain.cast.real(here.next()?.who);
    here.all(|p| chain.cast.real(p.who) == who).then_some(who)
}

/// Attributions on each side of a place that are looked at.
const NEAR: usize = 4;

/// An article may stand before the subject of a sentence.
const SKIPPED: usize = 1;

/// The one person in the sentence right behind a quotation in its paragraph, if it begins by pointing back to the words:
/// "“It held.” That was the view of Ana Ruiz.", "“It held.” Those were Ruiz's words."
pub(super) fn closed(chain: &Chain<'_>, a: &Attribution) -> Option<u32> {
    let words = chain.words;
    let end = a.content.last()?.end;
    let begin = words.cut.tokens.partition_point(|t| t.span.begin < end);
    begin.checked_sub(1).filter(|&k| words.block(k) == words.block(begin))?;
    // The capital begins a sentence, whatever sign the quotation ends with.
    if !matches!(words.text(begin), "That" | "This" | "Those" | "These" | "Such" | "So" | "Thus") {
        return None;
    }
    let end = words.cut.sentences.get(words.at(begin).sentence as usize)?.range().end;
    let from = chain.places.partition_point(|p| p.tokens.start < begin);
    let mut inside = chain.places.iter().skip(from).take_while(|p| p.tokens.start < end);
    let one = inside.find(|p| person(chain, p) || nameless(chain, p))?;
    inside.all(|p| chain.cast.real(p.who) == chain.cast.real(one.who)).then(|| chain.cast.real(one.who))
}

/// The tokens of the sentence that ends in a colon right before the content of `a`.
pub(super) fn announcing(chain: &Chain<'_>, a: &Attribution) -> Option<Range<usize>> {
    let words = chain.words;
    let begin = a.content.first()?.begin;
    let first = words.cut.tokens.partition_point(|t| t.span.begin < begin);
    let colon = first.checked_sub(1).filter(|&k| words.sign(k, ':'))?;
    let sentence = words.cut.sentences.get(words.at(colon).sentence as usize)?;
    Some(sentence.begin as usize..colon)
}

/// Who announces what follows: the first person in the sentence that ends in a colon right before the content.
pub(super) fn announced(chain: &Chain<'_>, a: &Attribution) -> Option<u32> {
    let sentence = announcing(chain, a)?;
    let from = chain.places.partition_point(|p| p.tokens.start < sentence.start);
    let inside = chain.places.iter().skip(from).take_while(|p| p.tokens.start < sentence.end);
    // "Ruiz's boldest claim is that ...: “...”": whose telling the sentence is about.
    let told = |p: &&Place| {
        let behind = p.tokens.end + 1..(p.tokens.end + 1 + TELLING).min(sentence.end);
        chain.words.possessive(p.tokens.end)
            && behind.into_iter().any(|k| anchor::is(Around::Telling, &chain.words.folded(k)))
    };
    if let Some(p) = inside.clone().filter(told).find(|p| person(chain, p) || bare_name(chain, p)) {
        return Some(chain.cast.real(p.who));
    }
    let mut inside = inside.filter(|p| !chain.words.possessive(p.tokens.end));
    inside.find(|p| person(chain, p) || nameless(chain, p)).map(|p| chain.cast.real(p.who))
}

/// The one person in the words that introduce a quotation: "To quote Ruiz, “...”", "As Ruiz sees it, “...”".
pub(super) fn introduced(chain: &Chain<'_>, a: &Attribution) -> Option<u32> {
    let words = chain.words;
    let begin = a.content.first()?.begin;
    let first = words.cut.tokens.partition_point(|t| t.span.begin < begin);
    let comma = first.checked_sub(1).filter(|&k| words.sign(k, ','))?;
    let sentence = words.cut.sentences.get(words.at(comma).sentence as usize)?;
    let from = chain.places.partition_point(|p| p.tokens.start < sentence.begin as usize);
    let mut inside = chain.places.iter().skip(from).take_while(|p| p.tokens.start < comma);
    let one = inside.find(|p| person(chain, p) || nameless(chain, p))?;
    let only = inside.all(|p| chain.cast.real(p.who) == chain.cast.real(one.who));
    (only && !words.possessive(one.tokens.end)).then(|| chain.cast.real(one.who))
}

/// Tokens behind an owner within which his telling is named: "Ruiz's | boldest and most disputed claim".
const TELLING: usize = 6;

/// Whether it is a name of which nothing is known but that it stands here as a subject.
pub(super) fn nameless(chain: &Chain<'_>, place: &Place) -> bool {
    bare_name(chain, place) && !chain.words.possessive(place.tokens.end)
}

/// Whether it is a name of which nothing is known.
pub(super) fn bare_name(chain: &Chain<'_>, place: &Place) -> bool {
    let unknown = chain.cast.get(place.who).is_some_and(|f| f.kind == SpeakerKind::Unknown);
    unknown && place.form == MentionForm::Name
}

pub(super) fn person(chain: &Chain<'_>, place: &Place) -> bool {
    chain.cast.get(place.who).is_some_and(|f| {
        f.kind == SpeakerKind::Person || f.kind == SpeakerKind::Unknown && f.name.is_some() && f.spoken > 0
    })
}

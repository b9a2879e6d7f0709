//! Quotations that name nobody: whose they are is told by what stands around them, where that decides.

use std::ops::Range;

use super::super::attribution::{Act, Attribution, Kind};
use super::super::cue;
use super::super::occasion::anchor::{self, Around};
use super::super::rule::is_bare;
use super::super::speaker::SpeakerKind;
use super::MentionForm;
use super::chain::{Chain, Place};
use super::lexicon::Class;
use super::name::Sign;
use super::word::{Words, tokens_of};
use crate::id::SpeakerIx;
use crate::page::Role;
use crate::span::hull;

/// An attribution as its neighbours see it.
#[derive(Clone, Copy)]
struct Seat {
    index: usize,
    block: usize,
    /// Whether its content is nearly all of the block.
    whole: bool,
    who: Option<u32>,
    named: bool,
    spoken: bool,
}

/// Gives direct and mixed quotations without a source to a neighbour, in the order of the page. Linear in them.
pub(super) fn fill(chain: &mut Chain<'_>, attributions: &mut [Attribution]) {
    within(chain, attributions);
    let mut seats: Vec<Seat> = Vec::new();
    for (index, a) in attributions.iter().enumerate() {
        if a.depth > 0 || !matches!(a.role, Role::Story | Role::Headline | Role::Caption) {
            continue;
        }
        let Some(place) = hull(&a.content) else { continue };
        let blocks = &chain.words.page.blocks;
        let block = blocks.partition_point(|b| b.span.end <= place.begin);
        let size = blocks.get(block).map_or(0, |b| b.span.len());
        let inside: usize = a.content.iter().map(|s| s.len()).sum();
        let named = !a.source.is_empty();
        let who = a.speaker.map(|s| chain.cast.real(s.0));
        // Nine in ten: what is left over is a full stop, a mark or a dash.
        let whole = inside * 10 >= size * 9;
        seats.push(Seat { index, block, whole, who, named, spoken: a.kind != Kind::Indirect });
    }
    // For every seat the next one with a source: found once, from the end.
    let mut after: Vec<Option<usize>> = vec![None; seats.len()];
    let mut next = None;
    for (k, s) in seats.iter().enumerate().rev() {
        if let Some(slot) = after.get_mut(k) {
            *slot = next;
        }
        if s.named {
            next = Some(k);
        }
    }
    let mut before: Option<usize> = None;
    for k in 0..seats.len() {
        let Some(&seat) = seats.get(k) else { continue };
        let last = before;
        if seat.spoken || seat.named {
            before = Some(k);
        }
        if attributions.get(seat.index).is_some_and(|a| asks_or_answers(chain.words, a)) {
            continue;
        }
        // A colon for a cue: not what stands before it speaks, but whom the sentence is about.
        let colon = attributions
            .get(seat.index)
            .filter(|a| matches!(a.cue.as_slice(), [c] if c.of(words_text(chain.words)) == ":"));
        let other = |who: u32| chain.cast.get(who).is_none_or(|f| f.kind != SpeakerKind::Person);
        let told = colon.filter(|_| seat.who.is_none_or(other)).and_then(|a| announced(chain, a));
        // What was found for a source is nobody, and a quotation stands behind a colon: "For Ruiz, the answer was simple: “...”".
        let told = told.or_else(|| {
            let a = attributions.get(seat.index).filter(|_| seat.who.is_none() && seat.spoken && seat.named)?;
            announced(chain, a).filter(|_| open_pronoun(chain, a).is_none()).or_else(|| introduced(chain, a))
        });
        if let (Some(who), Some(s)) = (told, seats.get_mut(k)) {
            s.who = Some(who);
            if let Some(a) = attributions.get_mut(seat.index) {
                a.speaker = Some(SpeakerIx::new(who as usize));
            }
            if let Some(f) = chain.cast.get_mut(who) {
                f.spoken += 1;
            }
            continue;
        }
        // "Añadió que ...": a verb that does without its subject goes on with who spoke last.
        let goes_on = |a: &Attribution| a.source.is_empty() && !a.cue.is_empty() && a.act != Act::Thought;
        if !seat.spoken
            && seat.who.is_none()
            && chain.words.tongue.drops
            && attributions.get(seat.index).is_some_and(goes_on)
        {
            let who = last.and_then(|b| seats.get(b)).filter(|s| s.block + DROPPED >= seat.block).and_then(|s| s.who);
            if let (Some(who), Some(s), Some(a)) = (who, seats.get_mut(k), attributions.get_mut(seat.index)) {
                s.who = Some(who);
                a.speaker = Some(SpeakerIx::new(who as usize));
                before = Some(k);
            }
            continue;
        }
        if !seat.spoken || seat.who.is_some() {
            continue;
        }
        let gender = attributions.get(seat.index).and_then(|a| open_pronoun(chain, a));
        let who = match gender {
            Some(gender) => named_later(chain, &seats, k, gender, attributions),
            None if seat.named => None,
            None => decide(chain, &seats, k, (last, after.get(k).copied().flatten()), attributions),
        };
        if let (Some(who), Some(s)) = (who, seats.get_mut(k)) {
            s.who = Some(who);
            if let Some(a) = attributions.get_mut(seat.index) {
                a.speaker = Some(SpeakerIx::new(who as usize));
            }
            if let Some(f) = chain.cast.get_mut(who) {
                f.spoken += 1;
            }
        }
    }
}

/// Whether it is the turn of an interview that begins with "Q:" or "A:": somebody asks, another answers, and neither is a
/// neighbour of it.
fn asks_or_answers(words: &Words<'_>, a: &Attribution) -> bool {
    let (true, Some(cue)) = (a.source.is_empty(), a.cue.first()) else { return false };
    let colon = tokens_of(words.cut, *cue).start;
    let label = colon.checked_sub(1).filter(|&k| words.block(k) == words.block(colon));
    label.is_some_and(|k| is_bare(&words.text(k).to_lowercase()) && (k == 0 || words.block(k - 1) != words.block(k)))
}

/// The gender of a pronoun that stands for the speaker of `a` and had nobody before it to mean.
fn open_pronoun(chain: &Chain<'_>, a: &Attribution) -> Option<Sign> {
    let words = chain.words;
    let of = |k: usize| match words.at(k).class {
        c if c.any(Class::OBLIQUE) => None,
        c if c.any(Class::HE) => Some(Sign(Sign::SURE)),
        c if c.any(Class::SHE) => Some(Sign(-Sign::SURE)),
        _ => None,
    };
    if let Some(range) = super::chain::source_tokens(words, a) {
        return (range.len() == 1 && !chain.doubtful.contains(&range.start)).then(|| of(range.start)).flatten();
    }
    let sentence = announcing(chain, a)?;
    let mut pronouns = sentence.clone().filter_map(of);
    let resolved = announced(chain, a).is_some();
    pronouns.next().filter(|_| !resolved)
}

/// A pronoun before its name, as stories open that name their subject late: the next one who is quoted by name, if
/// that is within a few paragraphs and agrees.
fn named_later(chain: &Chain<'_>, seats: &[Seat], k: usize, gender: Sign, attributions: &[Attribution]) -> Option<u32> {
    let seat = seats.get(k)?;
    let near = seats.get(k + 1..)?.iter().take(SEATS).take_while(|s| s.block <= seat.block + LATE);
    let next = near.into_iter().find(|s| {
        let named = attributions.get(s.index).is_some_and(|a| open_pronoun(chain, a).is_none());
        s.spoken && s.who.is_some() && named
    })?;
    let f = chain.cast.get(next.who?)?;
    (f.kind == SpeakerKind::Person && f.gender.0 * gender.0 >= 0).then_some(next.who?)
}

/// Paragraphs over which a verb can do without its subject, at most.
const DROPPED: usize = 3;

/// So many attributions behind a pronoun are looked at for its name.
const SEATS: usize = 64;

/// Paragraphs between a pronoun and the name it waits for, at most.
const LATE: usize = 5;

/// Whose the quotation at `k` is, by those right before and behind it that count.
fn decide(
    chain: &Chain<'_>,
    seats: &[Seat],
    k: usize,
    around: (Option<usize>, Option<usize>),
    attributions: &[Attribution],
) -> Option<u32> {
    let seat = *seats.get(k)?;
    let (before, after) = (around.0.and_then(|b| seats.get(b)), around.1.and_then(|a| seats.get(a)));
    let (here_before, here_after) = (before.filter(|s| s.block == seat.block), after.filter(|s| s.block == seat.block));
    // "Ruiz shrugged. “...”": the sentence right before it in its paragraph is about somebody who says nothing in it.
    let whose = attributions.get(seat.index).filter(|a| a.source.is_empty() && !seat.named)?;
    if let Some(who) = led(chain, whose, attributions).or_else(|| closed(chain, whose)) {
        return Some(who);
    }
    // In one paragraph: who spoke right before goes on, unless another takes over; who is named right after has begun.
    if let Some(b) = here_before.filter(|b| b.who.is_some() && b.spoken) {
        return b.who;
    }
    if let Some(a) = here_after.filter(|a| a.who.is_some() && a.spoken && here_before.is_none()) {
        return a.who;
    }
    // Named beside it, with a cue that was not taken for one.
    if let Some(who) = beside(chain, attributions.get(seat.index)?) {
        return Some(who);
    }
    // Announced: the sentence before it ends in a colon.
    if let Some(who) = announced(chain, attributions.get(seat.index)?) {
        return Some(who);
    }
    // A sentence about nobody, with a colon: whoever was quoted last goes on.
    let last = before.filter(|s| s.spoken && s.block + 1 >= seat.block);
    if let Some(b) = last.filter(|_| attributions.get(seat.index).is_some_and(|a| announcing(chain, a).is_some())) {
        return b.who;
    }
    if let Some(b) = here_before.or(here_after) {
        return b.who;
    }
    // "“...,” dijo": a verb without its subject is that of the only one named in the paragraph, else the last speaker's.
    let verb = attributions.get(seat.index).is_some_and(|a| !a.cue.is_empty());
    if let Some(who) = narrated(chain, &seat, whose, attributions) {
        return Some(who);
    }
    if verb
        && chain.words.tongue.drops
        && before.is_none_or(|s| s.block < seat.block)
        && let Some(who) = sole(chain, whose)
    {
        return Some(who);
    }
    if let Some(b) = before.filter(|s| verb && chain.words.tongue.drops && s.block + DROPPED >= seat.block) {
        return b.who;
    }
    let near_before = before.filter(|s| s.block + 2 >= seat.block);
    let near_after = after.filter(|s| s.block <= seat.block + 2);
    match (near_before.and_then(|s| s.who), near_after.and_then(|s| s.who)) {
        (Some(b), Some(a)) if a == b => Some(b),
        // A paragraph that is all quotation, right after one in which somebody was quoted, goes on with them.
        (Some(b), _) if seat.whole && near_before.is_some_and(|s| s.block + 1 == seat.block && s.spoken) => Some(b),
        _ => None,
    }
}

/// Who stands right behind a quotation with a verb of saying: "“...,” Ana Ruiz went on", "“...,” went on Ana Ruiz".
fn beside(chain: &Chain<'_>, a: &Attribution) -> Option<u32> {
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

/// The person who is the subject of the sentence right before a quotation without a source, in its paragraph, if nothing is
/// said in that sentence: "Ana Ruiz laughed. “It held.”".
fn led(chain: &Chain<'_>, a: &Attribution, attributions: &[Attribution]) -> Option<u32> {
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
    if near.iter().any(says) || (sentence.clone()).any(|k| words.at(k).quoted) {
        return None;
    }
    let from = chain.places.partition_point(|p| p.tokens.start < sentence.start);
    let subject =
        chain.places.get(from).filter(|p| p.lead <= sentence.start + SKIPPED && p.tokens.end <= sentence.end)?;
    let alone = (sentence.start..subject.lead).all(|k| words.at(k).word && words.at(k).class.any(Class::DETERMINER));
    let fits = person(chain, subject) || nameless(chain, subject);
    (alone && fits && !words.possessive(subject.tokens.end)).then(|| chain.cast.real(subject.who))
}

/// The one person told of in the sentence that ends the paragraph before, where a paragraph is all quotation and nothing was said in
/// that sentence: "I read it to him. He smiled. ¶ “...”", as reporters tell of interviews. He must have spoken before.
fn narrated(chain: &Chain<'_>, seat: &Seat, a: &Attribution, attributions: &[Attribution]) -> Option<u32> {
    let words = chain.words;
    let begin = a.content.first()?.begin;
    let first = words.cut.tokens.partition_point(|t| t.span.begin < begin);
    let last = first.checked_sub(1).filter(|&k| seat.whole && words.block(k) + 1 == words.block(first))?;
    let story = |k: usize| words.page.blocks.get(words.block(k) as usize).is_some_and(|b| b.role == Role::Story);
    let sentence = words.cut.sentences.get(words.at(last).sentence as usize).filter(|_| story(last))?.range();
    let span = words.span(sentence.start, sentence.end);
    let at = attributions.partition_point(|o| o.content.first().is_some_and(|c| c.begin < span.begin));
    let near = attributions.get(at.saturating_sub(NEAR)..(at + NEAR).min(attributions.len())).unwrap_or_default();
    let says = |o: &Attribution| {
        o.act != Act::Thought && o.speaker.is_some() && o.content.iter().chain(&o.cue).any(|c| c.overlaps(span))
    };
    if near.iter().any(says) || (sentence.clone()).any(|k| words.at(k).quoted) {
        return None;
    }
    let from = chain.places.partition_point(|p| p.tokens.start < sentence.start);
    let mut inside = chain
        .places
        .iter()
        .skip(from)
        .take_while(|p| p.tokens.start < sentence.end)
        .filter(|p| chain.cast.get(p.who).is_some_and(|f| f.kind == SpeakerKind::Person));
    let who = chain.cast.real(inside.next()?.who);
    let spoke = chain.cast.get(who).is_some_and(|f| f.quoted > 0 && f.name.is_some());
    (spoke && inside.all(|p| chain.cast.real(p.who) == who)).then_some(who)
}

/// The only person named in the paragraph before the content of `a`.
fn sole(chain: &Chain<'_>, a: &Attribution) -> Option<u32> {
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
fn closed(chain: &Chain<'_>, a: &Attribution) -> Option<u32> {
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
fn announcing(chain: &Chain<'_>, a: &Attribution) -> Option<Range<usize>> {
    let words = chain.words;
    let begin = a.content.first()?.begin;
    let first = words.cut.tokens.partition_point(|t| t.span.begin < begin);
    let colon = first.checked_sub(1).filter(|&k| words.sign(k, ':'))?;
    let sentence = words.cut.sentences.get(words.at(colon).sentence as usize)?;
    Some(sentence.begin as usize..colon)
}

/// Who announces what follows: the first person in the sentence that ends in a colon right before the content.
fn announced(chain: &Chain<'_>, a: &Attribution) -> Option<u32> {
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
fn introduced(chain: &Chain<'_>, a: &Attribution) -> Option<u32> {
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
fn nameless(chain: &Chain<'_>, place: &Place) -> bool {
    bare_name(chain, place) && !chain.words.possessive(place.tokens.end)
}

/// Whether it is a name of which nothing is known.
fn bare_name(chain: &Chain<'_>, place: &Place) -> bool {
    let unknown = chain.cast.get(place.who).is_some_and(|f| f.kind == SpeakerKind::Unknown);
    unknown && place.form == MentionForm::Name
}

fn person(chain: &Chain<'_>, place: &Place) -> bool {
    chain.cast.get(place.who).is_some_and(|f| {
        f.kind == SpeakerKind::Person || f.kind == SpeakerKind::Unknown && f.name.is_some() && f.spoken > 0
    })
}

/// Whether the cue is a colon that the page itself sets.
fn colon(chain: &Chain<'_>, a: &Attribution) -> bool {
    let [cue] = a.cue.as_slice() else { return false };
    let at = tokens_of(chain.words.cut, *cue).start;
    chain.words.sign(at, ':') && !chain.words.at(at).quoted
}

/// "I" within a quotation is the one who speaks there.
fn within(chain: &Chain<'_>, attributions: &mut [Attribution]) {
    for k in 0..attributions.len() {
        let Some(a) = attributions.get(k).filter(|a| a.speaker.is_none()) else { continue };
        let first_person = a.source.first().is_some_and(|s| matches!(s.of(words_text(chain.words)), "I" | "me"));
        let outer = a.within.and_then(|w| attributions.get(w.ix())).and_then(|o| o.speaker);
        // What stands behind a colon in somebody's words, found once more: "Ana Ruiz informed the Post: “...”".
        let again = a.source.is_empty() && colon(chain, a);
        if (first_person || again)
            && let Some(a) = attributions.get_mut(k)
        {
            a.speaker = outer;
        }
    }
}

fn words_text<'a>(words: &Words<'a>) -> &'a str {
    &words.page.text
}

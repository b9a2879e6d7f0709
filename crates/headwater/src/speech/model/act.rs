//! What somebody is said to have done: to have said, written or thought it.
//!
//! PolNeAR's annotators mark what people think, want and feel too, and what they approve of, avoid or call something; a reader of
//! quotations looks for what was said. Lists tell the one from the other where they have the cue, else the class of its word and
//! the form of what it would say.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::super::Act;
use super::super::frame::Frame;
use super::argument::{CONTENT, is_content};
use super::part::{is_noun, is_verb};
use super::reading::Reading;
use super::{FINITE, Proposal, form, mute, quoted, sense};
use crate::list;
use crate::span::Span;

/// What the cue of a proposal says that its source did.
pub(super) fn act(reading: &Reading<'_>, frame: &Frame, proposal: &Proposal, source: Option<Span>) -> Act {
    let Proposal { at, scene, labels, .. } = proposal;
    let token = reading.rep[frame.begin as usize + *at] as usize;
    let first = frame.begin as usize + scene.first;
    let listed = reading.listed[token] & 3;
    if listed == THOUGHT {
        return Act::Thought;
    }
    let said = if listed == WRITING { Act::Writing } else { Act::Speech };
    if quoted(reading, frame, scene, labels) {
        return said;
    }
    let mut content = labels.iter().enumerate().filter(|(_, l)| is_content(**l)).map(|(i, _)| first + i);
    // "All versions are rumoured to be late" has its content in two pieces.
    let begins = |i: &usize| usize::from(labels[i - first]) == CONTENT;
    let to = content.clone().filter(begins).any(|j| reading.word(j) == TO);
    let clause = content.any(|j| FINITE.contains(&(reading.tag(j) as u8)) || reading.tag(j) == MD);
    let bidden = (0..labels.len()).any(|i| is_content(labels[i]) && reading.word(first + i) == TO);
    if mute::is_mute(reading, token, clause, bidden) {
        return Act::Thought;
    }
    let unsaid = match listed {
        0 => !tells(reading, token, clause, to),
        // "The pit is called the Long Cut": a verb that takes quotations alone names something.
        _ => reading.negated(token) || !clause && !to && names(reading, token),
    };
    if unsaid || is_bidden(reading, token, source) || is_reader(reading, source) { Act::Thought } else { said }
}

/// The acts of listed cues.
const WRITING: u8 = 2;
const THOUGHT: u8 = 3;

/// Verbs that report words with a mere noun phrase or infinitive too, in all their forms.
static TELLING: LazyLock<BTreeSet<u32>> = LazyLock::new(|| {
    let lines = list::lines(include_str!("../../../data/speech/telling-verbs.txt"));
    lines.flat_map(str::split_whitespace).map(form::word).collect()
});

/// Whether a cue that no list has can be one of speech: its word is one of communication, or of no known class. A verb that is
/// one of communication too ("the hotel put guests up", "put that ferries are late") must have a content that shows it, and so must
/// a passive. Without a clause it must be one that reports words by itself: "condemned the raid", not "filed a report".
fn tells(reading: &Reading<'_>, token: usize, clause: bool, to: bool) -> bool {
    let (sense, tag) = (reading.senses[token], reading.tags[token]);
    if reading.forms[token].word == ACCORDING {
        return true;
    }
    if !is_verb(tag) {
        // "Reportedly", and the colon of a headline; "able", "willing" and "under" tell nothing.
        return if is_noun(tag) { sense::is_told_noun(sense) } else { !DUMB.contains(&tag) };
    }
    let telling = TELLING.contains(&reading.forms[token].word);
    if !telling && (!clause || sense == 0) {
        return false;
    }
    // "Is rumoured to have sold it" is hearsay; "is called", "was named" and "were intended to" tell of no words.
    let shown = clause || !reading.passive(token) || to && sense::says(sense, true, false);
    shown && (telling || sense::says(sense, clause, to))
}

/// Whether a listed cue is the passive of a verb that takes quotations alone, with nothing to lead to what was said ("accused of").
fn names(reading: &Reading<'_>, token: usize) -> bool {
    let leads = reading.tags.get(token + 1).is_some_and(|&t| t == IN || t == TO_TAG);
    reading.listed[token] >> 2 == 0 && reading.passive(token) && !leads
}

/// Whether the cue bids the reader do something: "Call the office", "Speak with your doctor", "Note that it is slow".
fn is_bidden(reading: &Reading<'_>, token: usize, source: Option<Span>) -> bool {
    let bare = source.is_none() && BARE.contains(&reading.tags[token]);
    let begins =
        |k: usize| reading.cut.sentences.get(reading.sentences[k] as usize).is_some_and(|s| s.begin as usize == k);
    bare && (begins(token) || token > 0 && begins(token - 1) && reading.tags[token - 1] == RB)
}

/// Whether the source is the reader, who is told what to do or think: "you may agree to new terms".
fn is_reader(reading: &Reading<'_>, source: Option<Span>) -> bool {
    source.is_some_and(|s| s.of(reading.text).eq_ignore_ascii_case("you"))
}

/// The tags of words that tell of nobody's saying something: prepositions and adjectives.
const DUMB: [u8; 5] = [21, 22, 28, 29, 30];

/// The tags of a verb's bare form and of an adverb, and of a modal verb.
const BARE: [u8; 2] = [14, 18];
const RB: u8 = 24;
const IN: u8 = 22;
const TO_TAG: u8 = 21;
const MD: u32 = 20;

const TO: u32 = form::word("to");

const ACCORDING: u32 = form::word("according");

//! What somebody is said to have been told by another: "Halloway said that the harbour master had told her the crane was safe".
//!
//! The annotators of PolNeAR seldom mark who speaks within somebody's words, so the models find it seldom too. Here it is
//! looked for by form: within an indirect content a listed verb of saying in the past perfect or with its hearer, a subject
//! right before it, and a clause behind it. What a speaker says in a quotation that others told is looked for in [`quoted`].

pub mod quoted;

use super::super::rule::Draft;
use super::part::{is_noun, is_verb};
use super::reading::Reading;
use crate::span::Span;
use crate::speech::Act;

/// Tokens of the hearer between the verb and "that": "had told the board that".
const HEARER: usize = 4;
/// The fewest tokens of a clause.
const LEAST: usize = 3;
/// No more are looked for in one frame: it bounds the work on a sentence of a thousand clauses.
const MOST: usize = 16;

/// Adds to `out` the attributions that stand within the indirect contents of the drafts of one frame. Linear in the contents
/// but for a short look around each verb.
pub(in crate::speech) fn nested(reading: &Reading<'_>, drafts: &[Draft], out: &mut Vec<Draft>) {
    let speech = drafts.iter().filter(|d| d.act == Act::Speech && !d.cue.is_empty());
    for outer in speech.take(MOST) {
        let taken = |verb: Span| drafts.iter().any(|d| d.cue.iter().any(|c| c.overlaps(verb)));
        out.extend(outer.content.iter().filter_map(|content| within(reading, *content, taken)));
    }
}

/// The first such attribution of a content.
fn within(reading: &Reading<'_>, content: Span, taken: impl Fn(Span) -> bool) -> Option<Draft> {
    let tokens = &reading.cut.tokens;
    let begin = tokens.partition_point(|t| t.span.begin < content.begin);
    let end = tokens.partition_point(|t| t.span.end <= content.end);
    for verb in begin + 1..end {
        let Some(token) = tokens.get(verb) else { break };
        if !speaks(reading, verb) || taken(token.span) || reading.marks.around(verb).is_some() {
            continue;
        }
        let Some((subject, perfect)) = subject(reading, begin, verb) else { continue };
        let Some((clause, heard)) = clause(reading, verb, end) else { continue };
        if perfect || heard {
            return Some(Draft {
                source: vec![subject],
                cue: vec![token.span],
                content: vec![reading.cut.span(clause, end)],
                act: Act::Speech,
            });
        }
    }
    None
}

/// Whether the token is a listed verb of speech that takes a clause.
fn speaks(reading: &Reading<'_>, i: usize) -> bool {
    takes_clause(reading, i) && reading.tags.get(i).is_some_and(|&t| matches!(t, PAST | PARTICIPLE))
}

/// Whether the list has the word as one of speech that takes a clause.
fn takes_clause(reading: &Reading<'_>, i: usize) -> bool {
    let listed = reading.listed.get(i).copied().unwrap_or(0);
    listed & 3 == 1 && listed >> 2 >= 2
}

/// The subject right before a verb and its auxiliaries, and whether these make it a past perfect; none of a passive.
fn subject(reading: &Reading<'_>, first: usize, verb: usize) -> Option<(Span, bool)> {
    let word = |i: usize| reading.forms.get(i).map_or(0, |f| f.word);
    let mut at = verb.checked_sub(1)?;
    let mut perfect = false;
    while at > first && (HAVE.contains(&word(at)) || ADVERBS.contains(&word(at))) {
        perfect |= HAVE.contains(&word(at));
        at -= 1;
    }
    let tag = reading.tags.get(at).copied()?;
    let participle = reading.tags.get(verb) == Some(&PARTICIPLE);
    let noun = (is_noun(tag) || tag == WHO) && !is_verb(tag);
    if at < first || !noun || participle && !perfect {
        return None;
    }
    let phrase = reading.phrase(at, at + 1);
    let begin = reading.cut.tokens.get(first).map_or(0, |t| t.span.begin);
    (phrase.begin >= begin).then_some((phrase, perfect))
}

/// Where the clause behind a verb begins, and whether the words say who heard it: "told her", "told the board that".
fn clause(reading: &Reading<'_>, verb: usize, end: usize) -> Option<(usize, bool)> {
    let word = |i: usize| reading.forms.get(i).map_or(0, |f| f.word);
    let tag = |i: usize| reading.tags.get(i).copied().unwrap_or(0);
    let that = (verb + 1..end.min(verb + 2 + HEARER)).find(|&i| word(i) == THAT);
    let hearer = |i: usize| is_noun(tag(i)) || matches!(tag(i), DETERMINER | POSSESSIVE);
    let (at, heard) = match that {
        Some(that) if (verb + 1..that).all(hearer) => (that, that > verb + 1),
        _ if HEARERS.contains(&word(verb + 1)) => (verb + 2, true),
        _ => return None,
    };
    let finite = (at..end).any(|i| tag(i) == PAST || PRESENT.contains(&tag(i)));
    (at + LEAST <= end && finite).then_some((at, heard))
}

// Tags, by their places in `part::TAGS`.
const PAST: u8 = 15;
/// A verb in the present, and a modal one.
const PRESENT: std::ops::RangeInclusive<u8> = 18..=20;
const PARTICIPLE: u8 = 17;
const WHO: u8 = 10;
const DETERMINER: u8 = 7;
const POSSESSIVE: u8 = 6;
const THAT: u32 = super::form::word("that");
const HAVE: [u32; 4] =
    [super::form::word("had"), super::form::word("has"), super::form::word("have"), super::form::word("'d")];
const ADVERBS: [u32; 9] = [
    super::form::word("always"),
    super::form::word("often"),
    super::form::word("repeatedly"),
    super::form::word("even"),
    super::form::word("also"),
    super::form::word("once"),
    super::form::word("already"),
    super::form::word("earlier"),
    super::form::word("then"),
];
const HEARERS: [u32; 5] = [
    super::form::word("her"),
    super::form::word("him"),
    super::form::word("them"),
    super::form::word("me"),
    super::form::word("us"),
];

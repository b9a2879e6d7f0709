//! The tokens within which nested speech is looked for, and what both ways of looking ask of them.

use super::super::part::is_noun;
use super::super::reading::Reading;
use super::words::{Words, words};
use crate::speech::sentence::TokenKind;

/// Tokens of the hearer between the verb and "that": "had told the board that".
const HEARER: usize = 4;
/// The same with what says where they were.
const FAR: usize = 6;
/// The fewest tokens of a clause.
pub(super) const LEAST: usize = 3;

/// Tokens `begin..end` of somebody's words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clause<'a, 'r> {
    pub(super) reading: &'a Reading<'r>,
    pub(super) words: &'static Words,
    pub(super) begin: usize,
    pub(super) end: usize,
}

impl<'a, 'r> Clause<'a, 'r> {
    pub(super) fn new(reading: &'a Reading<'r>, begin: usize, end: usize) -> Clause<'a, 'r> {
        Clause { reading, words: words(), begin, end }
    }

    pub(super) fn word(&self, i: usize) -> u32 {
        self.reading.forms.get(i).map_or(0, |f| f.word)
    }

    pub(super) fn tag(&self, i: usize) -> u8 {
        self.reading.tags.get(i).copied().unwrap_or(0)
    }

    pub(super) fn comma(&self, i: usize) -> bool {
        self.reading.cut.tokens.get(i).is_some_and(|t| matches!(t.kind, TokenKind::Sign(',')))
    }

    /// Whether the list of cues has the word as a verb of speech that takes a clause.
    pub(super) fn takes_clause(&self, i: usize) -> bool {
        let listed = self.reading.listed.get(i).copied().unwrap_or(0);
        listed & 3 == 1 && listed >> 2 >= 2
    }

    /// The last token of the subject, right before a verb and its auxiliaries, and whether these make it a past perfect.
    pub(super) fn subject(&self, verb: usize) -> Option<(usize, bool)> {
        let mut at = verb.checked_sub(1)?;
        let mut perfect = false;
        let helps = |at: usize| self.words.perfect.contains(&self.word(at));
        while at > self.begin && (helps(at) || self.words.adverb.contains(&self.word(at))) {
            perfect |= helps(at);
            at -= 1;
        }
        (at >= self.begin).then_some((at, perfect))
    }

    /// "that" behind a verb, or behind whoever heard it: "told the board that"; with what says where or to whom, if another than the
    /// speaker tells it (`far`): "told a rally in Osk that", "had admitted to the insurer that".
    pub(super) fn that(&self, verb: usize, far: bool) -> Option<usize> {
        let reach = if far { FAR } else { HEARER };
        let that = (verb + 1..self.end.min(verb + 2 + reach)).find(|&i| self.word(i) == THAT)?;
        let phrase = |i: usize| is_noun(self.tag(i)) || matches!(self.tag(i), ARTICLE | POSSESSIVE);
        let to = |i: usize| i == verb + 1 && self.tag(i) == TO_TAG;
        let place = |i: usize| far && i + 1 < that && (self.tag(i) == PREPOSITION && i > verb + 1 || to(i));
        (verb + 1..that).all(|i| phrase(i) || place(i)).then_some(that)
    }

    /// Whether a pronoun right behind the verb says who heard it.
    pub(super) fn hearer(&self, verb: usize) -> bool {
        self.words.hearer.contains(&self.word(verb + 1))
    }

    /// Whether the clause of the cue needs no "that".
    pub(super) fn is_bare(&self, verb: usize) -> bool {
        self.reading.listed.get(verb).is_some_and(|l| l >> 2 == BARE)
    }

    /// Whether a finite verb stands at or behind token `at`.
    pub(super) fn finite(&self, at: usize) -> bool {
        (at..self.end).any(|i| self.is_finite(i))
    }

    pub(super) fn is_finite(&self, i: usize) -> bool {
        self.tag(i) == PAST || PRESENT.contains(&self.tag(i))
    }
}

// Tags, by their places in `part::TAGS`.
pub(super) const PRONOUN: u8 = 5;
pub(super) const POSSESSIVE: u8 = 6;
pub(super) const ARTICLE: u8 = 7;
pub(super) const WHO: u8 = 10;
pub(super) const THERE: u8 = 13;
pub(super) const PAST: u8 = 15;
pub(super) const PARTICIPLE: u8 = 17;
/// A number.
pub(super) const NUMBER: u8 = 31;
/// A verb in the present of the third person.
pub(super) const SAYS: u8 = 19;
pub(super) const PREPOSITION: u8 = 22;
/// "To", before a noun and before a verb.
const TO_TAG: u8 = 21;
/// A verb in the present, and a modal one.
const PRESENT: std::ops::RangeInclusive<u8> = 18..=20;

/// The habit of a cue whose clause needs no "that", in [`Reading::listed`].
const BARE: u8 = 3;

pub(super) const THAT: u32 = super::super::form::word("that");

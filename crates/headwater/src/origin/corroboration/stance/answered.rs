//! Answers that leave out what they answer: "his people say they didn't", "any such suggestion is rejected".

use super::super::Stance;
use super::clause::Sentence;
use super::{Reading, WitnessAt};
use crate::origin::class::{AUX, BE, SAYING_SAME};
use crate::origin::corroboration::account::{Account, Owner};

/// Words before an answer in which a question makes it one: "asked whether the gate was shut, Lind said it was not".
const ASKED: usize = 24;

impl Sentence<'_> {
    /// "Lind says it wasn't", "his people say they did not": what was said right before is denied.
    pub(super) fn answered(&self, i: usize) -> Option<Reading> {
        let says = SAYING_SAME.has(self.word(i)) && !self.word(i).starts_with("told");
        let subject = i + 1 + usize::from(self.word(i + 1) == "that");
        let pronoun = matches!(self.word(subject), "he" | "she" | "it" | "they" | "there" | "we");
        let verb = self.word(subject + 1);
        if !says || !pronoun || !(AUX.has(verb) || BE.has(verb)) {
            return None;
        }
        let not = usize::from(self.word(subject + 2) == "never") + usize::from(self.not(subject + 2));
        let ends = |k: usize| k >= self.sentence.end || matches!(self.word(k), "." | ";" | ",");
        // "Would not", "will not" and "cannot" refuse.
        let fact = BE.has(verb) || matches!(verb, "did" | "does" | "do" | "had" | "has" | "have");
        let low = self.sentence.start.max(i.saturating_sub(ASKED));
        let question =
            |k: usize| matches!(self.word(k), "asked" | "whether" | "if" | "?" | "pressed" | "when" | "would");
        if not == 0 || !fact || !ends(subject + 2 + not) || (low..i).any(question) {
            return None;
        }
        let group = self.group(i);
        if self.negated(i) || self.supposed(i) || self.claimed(group) {
            return None;
        }
        let account = Account { tokens: subject..subject + 1, owner: Owner::Pronoun };
        Some(Reading { stance: Stance::Denies, account, witness: self.before(group) })
    }

    fn not(&self, k: usize) -> bool {
        matches!(self.word(k), "not" | "n't" | "n’t")
    }

    /// Where a passive without an agent stands, in the present: "the firm said that such claims are rejected" has the firm reject them.
    pub(super) fn agentless(&self, begin: usize, group: usize, stance: Stance) -> WitnessAt {
        let now = (group..begin).any(|k| matches!(self.word(k), "is" | "are"));
        if now && stance == Stance::Denies { WitnessAt::Quoted(begin) } else { WitnessAt::Nowhere }
    }
}

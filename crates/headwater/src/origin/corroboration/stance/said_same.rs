//! What was said before and is said again, or contradicted, without being named: "Drax said the same", "the clerk told the court
//! otherwise", "Drax agreed".

use super::super::Stance;
use super::Reading;
use super::clause::Sentence;
use super::vocabulary::{agreeing_at, same_said_at};
use crate::origin::class::{AFTER_SAME, GOES_ON, PARTLY, REMEMBERED, SAYING_SAME};
use crate::origin::corroboration::account::{Account, Owner};

/// Words between a verb of saying and "the same", at most: "told the harbour inquiry the same".
const TO_WHOM: usize = 6;

impl Sentence<'_> {
    /// The stance of a clause that says the same as was said before, whose words for that begin at `i`.
    pub(super) fn said_same(&self, i: usize) -> Option<Reading> {
        let ends = |k: usize| k >= self.sentence.end || AFTER_SAME.has(self.word(k));
        if let Some(stance) = agreeing_at(self.words, i).filter(|_| self.closes(i + 1) || self.goes_on(i + 1)) {
            // "Ruiz does not agree", and no "Ruiz and Lind agree".
            if let Some(reading) = self.agree_together(i) {
                return Some(reading);
            }
            let base = !self.word(i).ends_with(['d', 's']);
            if base || self.negated(i) {
                let opposed = stance == Stance::Corroborates && base && self.negated(i) && !self.unable(i);
                let account = Account { tokens: i..i + 1, owner: Owner::Pronoun };
                let stands = opposed && !self.supposed(i) && self.does_not(i);
                return stands.then(|| Reading {
                    stance: Stance::Denies,
                    account,
                    witness: self.before(self.group(i)),
                });
            }
            let partly = i.checked_sub(1).is_some_and(|k| PARTLY.has(self.word(k))) && stance == Stance::Corroborates;
            return self.again(i, i..i + 1, if partly { Stance::Partly } else { stance });
        }
        let (length, stance) = same_said_at(self.words, i)?;
        if !ends(i + length) {
            return None;
        }
        let low = self.sentence.start.max(i.saturating_sub(TO_WHOM));
        let verb = (low..i).rev().find(|&k| SAYING_SAME.has(self.word(k)))?;
        // "Told the inquiry the same": whom it was told stands between. "Believes that they are doing the same" says nothing of it, nor
        // do "reports to the contrary".
        let whom = |k: usize| self.word(k).starts_with(char::is_alphanumeric) && !matches!(self.word(k), "that" | "to");
        let told = matches!(self.word(verb), "told" | "tells" | "tell");
        // "Remembers it differently".
        let it = verb + 2 == i && length <= 2 && stance == Stance::Denies && REMEMBERED.has(self.word(verb + 1));
        if verb + 1 < i && !it && !(told && (verb + 1..i).all(whom)) {
            return None;
        }
        // "Said the same as Ruiz": whose words they are is named.
        if self.word(i + length) == "as" && i + length + 1 < self.sentence.end {
            let named = i + length + 1;
            let account = Account { tokens: named..named + 1, owner: Owner::From(named) };
            return self.stands(verb, account, stance);
        }
        self.again(verb, i..i + length, stance)
    }

    /// Whether "do" and a negation stand right before token `i`.
    fn does_not(&self, i: usize) -> bool {
        let word = |back: usize| i.checked_sub(back).map_or("", |k| self.word(k));
        matches!(word(1), "not" | "n't" | "n’t") && matches!(word(2), "do" | "does" | "did")
    }

    /// Whether nothing of the clause stands at `k` any more.
    fn closes(&self, k: usize) -> bool {
        k >= self.sentence.end || matches!(self.word(k), "." | ";" | "!")
    }

    /// Whether the clause goes on with what he says: "disagreed, saying that ...".
    fn goes_on(&self, k: usize) -> bool {
        self.word(k) == "," && GOES_ON.has(self.word(k + 1))
    }

    fn again(&self, verb: usize, tokens: std::ops::Range<usize>, stance: Stance) -> Option<Reading> {
        self.stands(verb, Account { tokens, owner: Owner::Pronoun }, stance)
    }

    fn stands(&self, verb: usize, account: Account, stance: Stance) -> Option<Reading> {
        let group = self.group(verb);
        let infinitive = verb.checked_sub(1).is_some_and(|k| self.word(k) == "to");
        if infinitive || self.negated(verb) || self.supposed(verb) || self.claimed(group) {
            return None;
        }
        Some(Reading { stance, account, witness: self.before(group) })
    }
}

//! What is said of words told before that a pronoun, "which" or nothing at all stands for: "that's not true", "which he denies",
//! "no such meeting took place", "has no record of it".

use super::super::Stance;
use super::clause::Sentence;
use super::vocabulary::said_of_it_at;
use super::{Reading, WitnessAt};
use crate::origin::class::{
    AUX, BE, HAPPENING, HAVING_KNOWN, NOTHING_KNOWN, RETOLD, RETOLD_NOUNS, SAYING_SAME, STRENGTHENERS,
};
use crate::origin::corroboration::account::{Account, Owner};

/// Words of what nobody knows of that are shown: "no record of [any complaint about the pumps]".
const SHOWN: usize = 16;

/// Words between "which" and the verb of who denies it: "which the head of the waterworks has always denied".
const DENIER: usize = 10;

impl Sentence<'_> {
    /// "That is not true", "it's a lie", "this was pure fiction", where it opens what somebody says.
    pub(super) fn said_of_it(&self, i: usize) -> Option<Reading> {
        if !matches!(self.word(i), "that" | "this" | "it" | "these" | "they" | "those") || !BE.has(self.word(i + 1)) {
            return None;
        }
        let before = if i > self.sentence.start { self.word(i - 1) } else { "" };
        let opens = !before.starts_with(char::is_alphanumeric) && !matches!(before, "," | ")" | "-");
        let said = SAYING_SAME.has(before)
            || before == "that" && i > self.sentence.start + 1 && SAYING_SAME.has(self.word(i - 2));
        let at = i + 2 + usize::from(STRENGTHENERS.has(self.word(i + 2)));
        let (length, stance) = said_of_it_at(self.words, at)?;
        // "It is true that the gate was old" and "it is false hope" say something else.
        let closes = !self.word(at + length).starts_with(char::is_alphanumeric)
            || matches!(self.word(at + length), "and" | "but" | "from" | "as");
        let account = Account { tokens: i..i + 1, owner: Owner::Pronoun };
        ((opens || said) && closes).then_some(Reading { stance, account, witness: WitnessAt::Quoted(i) })
    }

    /// "The gate was sold, which Lind denies", "something the company has always denied": what stands before it is what is denied.
    pub(super) fn retold(&self, begin: usize, end: usize, group: usize, stance: Stance) -> Option<Reading> {
        let closes = end >= self.sentence.end
            || !self.word(end).starts_with(char::is_alphanumeric)
            || matches!(self.word(end), "and" | "but");
        if !closes || matches!(stance, Stance::CannotVerify) {
            return None;
        }
        let low = self.sentence.start.max(group.saturating_sub(DENIER));
        let comma = (low..group).rev().find(|&k| matches!(self.word(k), "," | "—" | "–"))?;
        let first = comma + 1;
        let article = usize::from(matches!(self.word(first), "a" | "an"));
        let noun = RETOLD_NOUNS.has(self.word(first + article));
        let begins = RETOLD.has(self.word(first)) || noun;
        let that = usize::from(noun && matches!(self.word(first + article + 1), "that" | "which"));
        let subject = first + article + 1 + that;
        if !begins || subject >= group || subject >= begin {
            return None;
        }
        let tokens = first..first + article + 1;
        let witness = WitnessAt::Before(std::iter::once(subject..group).collect());
        Some(Reading { stance, account: Account { tokens, owner: Owner::Retold }, witness })
    }

    /// "Could not say whether the gate was open": who was asked does not know.
    pub(super) fn not_said(&self, begin: usize, end: usize) -> Option<Reading> {
        let asks = matches!(self.word(end), "whether" | "if" | "who" | "how");
        let group = self.group(begin);
        let hard =
            self.clause(begin).any(|k| matches!(self.word(k), "hard" | "difficult" | "impossible" | "yet" | "wo"));
        if !asks || hard || !self.unable(begin) || self.word(end + 1) == "to" {
            return None;
        }
        let limit = self.sentence.end.min(end + SHOWN);
        let stop = |k: &usize| matches!(self.word(*k), "." | ";" | "," | "but" | "\"" | "”");
        let to = (end..limit).find(stop).unwrap_or(limit);
        let account = Account { tokens: end..to, owner: Owner::Matter };
        (to > end + 2).then(|| Reading { stance: Stance::CannotVerify, account, witness: self.before(group) })
    }

    /// "That it ever happened", "it happened": what was told before, behind a denial.
    pub(super) fn happened(&self, end: usize) -> Option<Account> {
        let first = end + usize::from(self.word(end) == "that");
        let it = matches!(self.word(first), "it" | "this");
        let adverb = usize::from(matches!(self.word(first + 1), "ever" | "had" | "actually" | "has"));
        let adverb = adverb + usize::from(adverb == 1 && matches!(self.word(first + 2), "ever" | "actually"));
        let verb = first + 1 + adverb;
        let happens = HAPPENING.has(self.word(verb))
            || matches!((self.word(verb), self.word(verb + 1)), ("took" | "taken", "place"));
        (it && happens).then(|| Account { tokens: first..first + 1, owner: Owner::Pronoun })
    }

    /// "Has no record of any complaint", "found no trace of it", "was not aware of any warning".
    pub(super) fn nothing_known(&self, i: usize) -> Option<Reading> {
        if self.word(i + 1) != "of" || i == self.sentence.start {
            return None;
        }
        let no = |k: usize| self.word(k) == "no" || self.word(k) == "any" && self.negated(k);
        let verb = if NOTHING_KNOWN.has(self.word(i)) {
            let no = (i.saturating_sub(2).max(self.sentence.start)..i).rev().find(|&k| no(k))?;
            (no.saturating_sub(3).max(self.sentence.start)..no).rev().find(|&k| HAVING_KNOWN.has(self.word(k)))?
        } else if self.word(i) == "unaware" || self.word(i) == "aware" && self.word(i - 1) == "not" {
            // "Said it was not aware of any complaint": who was asked; "the guards were not aware of it" is told of them.
            let be = (i.saturating_sub(4).max(self.sentence.start)..i).rev().find(|&k| BE.has(self.word(k)))?;
            let asked = be.checked_sub(1).filter(|&k| k >= self.sentence.start)?;
            matches!(self.word(asked), "it" | "he" | "she" | "they" | "we" | "i").then_some(be)?
        } else {
            return None;
        };
        let from = i + 2;
        let stop = |k: usize| {
            let w = self.word(k);
            !(w.starts_with(char::is_alphanumeric) || matches!(w, "'s" | "’s")) || matches!(w, "and" | "but" | "when")
        };
        let limit = self.sentence.end.min(from + SHOWN);
        let to = (from..limit).find(|&k| stop(k)).unwrap_or(limit);
        let supposed = self.clause(verb).take(4).any(|k| matches!(self.word(k), "if" | "would" | "whether" | "might"));
        // "Found no trace of the men": it is of what was told only where it is of such or any.
        let trace = self.word(i) == "trace" && !matches!(self.word(from), "such" | "any" | "it" | "that" | "this");
        if to == from || supposed || trace {
            return None;
        }
        let within = self.accounts.iter().find(|a| a.tokens.start >= from && a.tokens.end <= to + 1);
        let owned = within.filter(|a| matches!(a.owner, Owner::Before(_) | Owner::From(_)) || a.tokens == (from..to));
        let matter = || Account { tokens: from..to, owner: Owner::Matter };
        let account = owned.cloned().unwrap_or_else(matter);
        Some(Reading { stance: Stance::CannotVerify, account, witness: self.before(self.group(verb)) })
    }

    /// "No such meeting took place", "there had been no such call": in somebody's mouth.
    pub(super) fn no_such(&self, i: usize) -> Option<Reading> {
        if self.word(i) != "no" || self.word(i + 1) != "such" {
            return None;
        }
        let noun = (i + 2..i + 5).take_while(|&k| self.word(k).starts_with(char::is_alphabetic));
        let ends = |k: usize| {
            let w = self.word(k);
            !w.starts_with(char::is_alphanumeric) || AUX.has(w) || BE.has(w) || HAPPENING.has(w) || w == "took"
        };
        let head = noun.into_iter().find(|&k| ends(k + 1))?;
        let there = (i.saturating_sub(4).max(self.sentence.start)..i).any(|k| self.word(k) == "there");
        let next = self.word(head + 1);
        let passed = AUX.has(next) || BE.has(next) || HAPPENING.has(next) || next == "took";
        let account = Account { tokens: i + 1..head + 1, owner: Owner::Matter };
        (there || passed).then_some(Reading { stance: Stance::Denies, account, witness: WitnessAt::Quoted(i) })
    }
}

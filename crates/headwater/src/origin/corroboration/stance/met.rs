//! Encounters that one of the two denies: "had not spoken to Ruiz that day", "the two never met"; what records show, and who noticed nothing.

use super::super::Stance;
use super::clause::Sentence;
use super::{Reading, WitnessAt};
use crate::origin::class::{MEETING_VERBS, RECORDS, SEEING, SHOWING};
use crate::origin::corroboration::account::{Account, Owner};

/// Tokens between a record and its verb: "the school's telephone bill, which this newspaper has seen, lists".
const RECORD: usize = 10;

impl Sentence<'_> {
    /// "The bill lists the call", "the log shows no lift": of whoever has told of the thing last.
    pub(super) fn shown(&self, i: usize) -> Option<Reading> {
        let verb = i.checked_sub(1).filter(|&k| k > self.sentence.start && SHOWING.has(self.word(k)))?;
        let low = self.sentence.start.max(verb.saturating_sub(RECORD));
        let record = (low..verb).rev().find(|&k| RECORDS.has(self.word(k)))?;
        let heard = |k: usize| matches!(self.word(k), "said" | "says" | "that" | "and" | "but");
        let head = i + 1;
        let next = self.word(head + 1);
        let ends = !next.starts_with(char::is_alphanumeric)
            || matches!(next, "of" | "to" | "from" | "on" | "at" | "after" | "in");
        let noun = self.word(head).starts_with(char::is_alphabetic) && !self.word(head).ends_with("ly");
        if !noun || !ends || (record..verb).any(heard) || self.negated(verb) || self.supposed(verb) {
            return None;
        }
        let stance = if self.word(i) == "no" { Stance::Denies } else { Stance::Corroborates };
        let account = Account { tokens: i..head + 1, owner: Owner::Unseen(head) };
        Some(Reading { stance, account, witness: self.before(self.group(verb)) })
    }

    /// "Noticed nothing", "heard nothing": of whoever has just told what he noticed.
    pub(super) fn nothing_seen(&self, i: usize) -> Option<Reading> {
        let verb = i.checked_sub(1).filter(|&k| k > self.sentence.start && SEEING.has(self.word(k)))?;
        // Who saw nothing may have heard what the other heard.
        let seen = matches!(self.word(verb), "saw" | "watched" | "witnessed");
        let ends = !self.word(i + 1).starts_with(char::is_alphanumeric) || matches!(self.word(i + 1), "and" | "but");
        let ends = ends && !seen;
        let account = Account { tokens: i..i + 1, owner: Owner::Sensed(i) };
        let stands = ends && !self.negated(verb) && !self.supposed(verb);
        stands.then(|| Reading { stance: Stance::Denies, account, witness: self.before(self.group(verb)) })
    }

    /// "Had not spoken to Ruiz", "never met her", in the mouth of whom she has told of; "the two never met" of who was heard before.
    pub(super) fn not_met(&self, i: usize) -> Option<Reading> {
        if !MEETING_VERBS.has(self.word(i)) || i == self.sentence.start {
            return None;
        }
        let group = self.group(i);
        let not = (group..i).any(|k| matches!(self.word(k), "not" | "n't" | "n’t" | "never"));
        let wont = |k: usize| matches!(self.word(k), "will" | "would" | "can" | "could" | "to" | "should");
        if !not || (group..i).any(wont) || self.supposed(i) {
            return None;
        }
        let two = group.checked_sub(2).filter(|&k| k >= self.sentence.start);
        let two = two.filter(|&k| matches!((self.word(k), self.word(k + 1)), ("the", "two" | "pair")));
        let from = i + 1 + usize::from(matches!(self.word(i + 1), "to" | "with" | "from"));
        let account = match two {
            Some(k) => Account { tokens: k..k + 2, owner: Owner::Last(k) },
            None if self.word(from).starts_with(char::is_alphabetic) => {
                Account { tokens: from..from + 1, owner: Owner::Met(from) }
            }
            None => return None,
        };
        Some(Reading { stance: Stance::Denies, account, witness: WitnessAt::Speaking(i) })
    }
}

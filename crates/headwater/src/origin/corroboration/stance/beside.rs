//! What sets one telling beside another without a verb for it: "contrary to what Ruiz said", "just as Ruiz had said", "Not so Lind",
//! "knew of no offer", "could not recall any call", "Ruiz made it up".

use super::super::Stance;
use super::clause::Sentence;
use super::matter::happening;
use super::{Reading, WitnessAt};
use crate::origin::class::{
    AS_SOMEBODY, GETTING, IN_VAIN, KNOWING_NONE, MAKING_UP, NOT_RECALLED, RECALLED, RECALLING, SAYING_SAME, SEEING,
    TRIES,
};
use crate::origin::corroboration::account::{Account, Owner};

/// Tokens of what nobody knows of that are shown, and of a name behind "just as".
const SHOWN: usize = 16;

/// Tokens between "just as" and "had said": "the head of the waterworks".
const NAME: usize = 8;

impl Sentence<'_> {
    /// All that is set beside another telling at token `i`.
    pub(super) fn beside(&self, i: usize) -> Option<Reading> {
        match self.word(i) {
            "contrary" => self.contrary(i),
            "just" | "exactly" | "precisely" | "much" => self.as_somebody(i),
            "not" => self.not_so(i),
            "of" => self.knows_of_none(i),
            "no" => self.unseen(i).or_else(|| self.shown(i)),
            "nothing" => self.nothing_seen(i),
            "the" | "a" | "one" | "that" | "this" => self.shown(i),
            word if RECALLING.has(word) => self.not_recalled(i).or_else(|| self.recalled(i)),
            word if RECALLED.has(word) => self.recalled(i),
            word if SEEING.has(word) => self.seen_happen(i),
            word if MAKING_UP.has(word) => self.made_up(i),
            _ => None,
        }
    }

    /// "Contrary to what Ruiz said, the gate was open": whoever says the rest.
    fn contrary(&self, i: usize) -> Option<Reading> {
        if self.word(i + 1) != "to" || i.checked_sub(1).is_some_and(|k| self.word(k) == "the") {
            return None;
        }
        let owned = |a: &&Account| matches!(a.owner, Owner::Before(_) | Owner::From(_));
        let account = self.accounts.iter().filter(owned).find(|a| a.tokens.end > i + 2 && a.tokens.start <= i + 6)?;
        let between = (i + 2..account.tokens.start).any(|k| matches!(self.word(k), "," | ";" | ":" | "."));
        let reading = Reading { stance: Stance::Denies, account: account.clone(), witness: WitnessAt::Speaking(i) };
        (!between).then_some(reading)
    }

    /// "The boat was empty, Lind said, just as Ruiz had said", "it says ten, exactly what Ruiz told the court".
    fn as_somebody(&self, i: usize) -> Option<Reading> {
        let link = matches!(self.word(i + 1), "as" | "what");
        let from = i + 2;
        let behind = i.checked_sub(1).filter(|&k| k > self.sentence.start)?;
        if !link || self.word(behind) != "," {
            return None;
        }
        let verb = (from + 1..self.sentence.end.min(from + NAME)).find(|&k| AS_SOMEBODY.has(self.word(k)))?;
        // "Just as he said that the door opened" tells of a moment: the clause must end, or the verb have its "had".
        let last = if AS_SOMEBODY.has(self.word(verb + 1)) { verb + 1 } else { verb };
        let told = matches!(self.word(last), "told");
        let closes = |k: usize| matches!(self.word(k), "" | "." | "," | ";" | "—" | "–" | "\"" | "”");
        let ends = closes(last + 1) || told && (last + 2..last + 6).any(closes);
        let clear = (from..verb).all(|k| self.word(k).starts_with(char::is_alphanumeric));
        // "She played, just as Ruiz did" compares deeds.
        let deed = matches!(self.word(last), "did" | "does" | "has" | "had");
        let said = (behind.saturating_sub(3)..behind).any(|k| SAYING_SAME.has(self.word(k)));
        if !ends || !clear || deed && !said {
            return None;
        }
        let account = Account { tokens: from..last + 1, owner: Owner::From(from) };
        Some(Reading { stance: Stance::Corroborates, account, witness: WitnessAt::Speaking(i) })
    }

    /// "Not so Emil Drax, who ...", "Not so, said Drax": he denies what was said right before.
    fn not_so(&self, i: usize) -> Option<Reading> {
        let opens = i == self.sentence.start || !self.word(i - 1).starts_with(char::is_alphanumeric);
        if !opens || self.word(i + 1) != "so" {
            return None;
        }
        let plain = |k: usize| self.word(k).starts_with(char::is_alphanumeric);
        let mark = (i + 2..i + 4).take_while(|&k| !plain(k)).count();
        let said = matches!(self.word(i + 2 + mark), "say" | "says" | "said" | "insists" | "insisted");
        let from = match (self.word(i + 2 + mark), self.word(i + 3 + mark)) {
            ("according", "to") => i + 4 + mark,
            _ if said => i + 3 + mark,
            _ if mark == 0 => i + 2,
            _ => return None,
        };
        let end = (from..self.sentence.end).find(|&k| !plain(k)).unwrap_or(self.sentence.end);
        let account = Account { tokens: i..i + 2, owner: Owner::Pronoun };
        let witness = WitnessAt::After(from..end);
        (end > from).then_some(Reading { stance: Stance::Denies, account, witness })
    }

    /// "Knew of no offer", "has heard of no complaint": who was asked.
    fn knows_of_none(&self, i: usize) -> Option<Reading> {
        let verb = i.checked_sub(1).filter(|&k| k > self.sentence.start && KNOWING_NONE.has(self.word(k)))?;
        if self.word(i + 1) != "no" || self.supposed(verb) || self.negated(verb) {
            return None;
        }
        // "A city that knew of no war": told of somebody, and not by him.
        let group = self.group(verb);
        let asked = group.checked_sub(1)?;
        if matches!(self.word(asked), "that" | "which" | "who") {
            return None;
        }
        self.unknown(verb, i + 1)
    }

    /// "Could not recall any call", "does not remember seeing him".
    fn not_recalled(&self, i: usize) -> Option<Reading> {
        let next = self.word(i + 1);
        let doing = next.ends_with("ing") && next.len() > 4;
        let group = self.group(i);
        let not = (group..i).any(|k| matches!(self.word(k), "not" | "n't" | "n’t" | "cannot"));
        let supposed = self.clause(i).take(4).any(|k| matches!(self.word(k), "if" | "whether" | "might"));
        if !(doing || NOT_RECALLED.has(next)) || !not || supposed {
            return None;
        }
        self.unknown(i, i + 1)
    }

    /// "Remembers the visit": what was told right before, of which he knows himself.
    fn recalled(&self, i: usize) -> Option<Reading> {
        // "Remembers taking it": what was told of.
        let next = self.word(i + 1);
        let it = matches!(self.word(i + 2), "it" | "this" | "that" | "them") && self.ends(i + 3);
        if it && next.ends_with("ing") && next.len() > 4 && !self.negated(i) && !self.supposed(i) {
            let account = Account { tokens: i + 2..i + 3, owner: Owner::Last(i) };
            return Some(Reading { stance: Stance::Corroborates, account, witness: self.before(self.group(i)) });
        }
        let opens = matches!(self.word(i + 1), "the" | "that" | "this");
        let head = i + 2;
        let account = Account { tokens: i + 1..head + 1, owner: Owner::Last(i) };
        let stands = opens && happening(self.word(head)) && self.ends(head + 1);
        (stands && !self.negated(i) && !self.supposed(i)).then(|| Reading {
            stance: Stance::Corroborates,
            account,
            witness: self.before(self.group(i)),
        })
    }

    /// "Saw it happen", "heard it all".
    fn seen_happen(&self, i: usize) -> Option<Reading> {
        let it = matches!(self.word(i + 1), "it" | "this") && matches!(self.word(i + 2), "happen" | "all");
        let account = Account { tokens: i + 1..i + 2, owner: Owner::Last(i) };
        let stands = it && self.ends(i + 3) && !self.negated(i) && !self.supposed(i);
        stands.then(|| Reading { stance: Stance::Corroborates, account, witness: self.before(self.group(i)) })
    }

    /// "Remembers no jerk", "heard no shots": a thing of which another has just told.
    fn unseen(&self, i: usize) -> Option<Reading> {
        let verb = i.checked_sub(1).filter(|&k| k > self.sentence.start)?;
        let word = self.word(verb);
        if !(SEEING.has(word) || RECALLED.has(word)) || self.negated(verb) || self.supposed(verb) {
            return None;
        }
        let head = (i + 1..i + 3).find(|&k| self.ends(k + 1))?;
        let account = Account { tokens: i..head + 1, owner: Owner::Unseen(head) };
        Some(Reading { stance: Stance::Denies, account, witness: self.before(self.group(verb)) })
    }

    /// Whether a clause ends before token `k`.
    fn ends(&self, k: usize) -> bool {
        !self.word(k).starts_with(char::is_alphanumeric) || matches!(self.word(k), "and" | "but")
    }

    /// That the subject of the verb at `verb` knows nothing of what begins at `from`.
    fn unknown(&self, verb: usize, from: usize) -> Option<Reading> {
        let limit = self.sentence.end.min(from + SHOWN);
        let stop = |k: &usize| matches!(self.word(*k), "." | ";" | "," | "but" | "\"" | "”" | "’");
        let to = (from..limit).find(stop).unwrap_or(limit);
        let account = Account { tokens: from..to, owner: Owner::Matter };
        let witness = self.before(self.group(verb));
        (to > from + 1).then_some(Reading { stance: Stance::CannotVerify, account, witness })
    }

    /// "Ruiz made it up", in somebody's mouth.
    fn made_up(&self, i: usize) -> Option<Reading> {
        let it = matches!(self.word(i + 1), "it" | "this" | "that");
        let all = usize::from(self.word(i + 2) == "all");
        if !it || self.word(i + 2 + all) != "up" || i == self.sentence.start || self.negated(i) {
            return None;
        }
        let account = Account { tokens: i..i + 1, owner: Owner::Before(i) };
        Some(Reading { stance: Stance::Denies, account, witness: WitnessAt::Speaking(i) })
    }

    /// "On this she and Lind agree": each bears out the other.
    pub(super) fn agree_together(&self, i: usize) -> Option<Reading> {
        let group = self.group(i);
        let and = (self.sentence.start + 1..group).rev().take(NAME).find(|&k| self.word(k) == "and")?;
        let points = |k: usize| self.word(k) == "on" && matches!(self.word(k + 1), "this" | "that");
        let on = (self.sentence.start..and).chain(i + 1..i + 3).any(points);
        let clear = (and + 1..group).all(|k| self.word(k).starts_with(char::is_alphanumeric));
        let account = Account { tokens: and - 1..and, owner: Owner::Before(and) };
        let witness = WitnessAt::Before(std::iter::once(and + 1..group).collect());
        let reading = Reading { stance: Stance::Corroborates, account, witness };
        (on && clear && !self.negated(i)).then_some(reading)
    }

    /// "That finds support in the testimony of Lind": she bears it out.
    pub(super) fn found_in(&self, i: usize) -> Option<Reading> {
        let verb = self.clause(i).take(4).find(|&k| GETTING.has(self.word(k)))?;
        let account = self.accounts.iter().find(|a| a.tokens.start == i + 2 || a.tokens.start == i + 3)?;
        let whose = match account.owner {
            Owner::From(k) => k..self.sentence.end,
            Owner::Before(k) => k.saturating_sub(NAME).max(i + 2)..k,
            _ => return None,
        };
        let group = self.group(verb);
        let first = group.checked_sub(1).filter(|&k| k >= self.sentence.start)?;
        let points = matches!(self.word(first), "this" | "that" | "it");
        let own = || self.accounts.iter().rev().find(|a| a.tokens.end <= group && group - a.tokens.end <= 3).cloned();
        let account = if points { Some(Account { tokens: first..group, owner: Owner::Pronoun }) } else { own() }?;
        let reading = Reading { stance: Stance::Corroborates, account, witness: WitnessAt::After(whose) };
        (!self.negated(verb) && !self.supposed(verb)).then_some(reading)
    }

    /// Whether the verb of verifying at `begin` is what somebody tried in vain: "attempts to verify it have failed".
    pub(super) fn in_vain(&self, begin: usize) -> bool {
        let tried = begin.checked_sub(2).is_some_and(|k| self.word(k + 1) == "to" && TRIES.has(self.word(k)));
        tried && (begin + 1..self.sentence.end.min(begin + SHOWN)).any(|k| IN_VAIN.has(self.word(k)))
    }
}

//! What stands around a verb in its clause: its group, its voice, what negates it, what makes it only supposed.

use crate::origin::class::{
    ADVERBS, AUX, BE, BEFORE_A_CLAIM, CLAIM_BREAKS, CLAIMING, CLAUSE_BREAKS, DOES, DOUBTING, FINDING, GIVING_ACCOUNT,
    NEGATIONS, NOBODY_BREAKS, PARTICIPLES, PROOFS, REFUSALS, SUPPOSING,
};
use std::ops::Range;

use super::WitnessAt;
use super::vocabulary::partials;
use crate::origin::corroboration::account::{Account, Owner, Words, at, phrase_at};

pub(super) struct Sentence<'s> {
    pub(super) words: Words<'s>,
    pub(super) sentence: Range<usize>,
    pub(super) accounts: &'s [Account],
}

impl Sentence<'_> {
    pub(super) fn word(&self, i: usize) -> &str {
        if self.sentence.contains(&i) { at(self.words, i) } else { "" }
    }

    /// The first token of the verb group that ends at `verb`: its auxiliaries and adverbs.
    pub(super) fn group(&self, verb: usize) -> usize {
        let mut i = verb;
        while i > self.sentence.start {
            let w = self.word(i - 1);
            let part = AUX.has(w) || ADVERBS.has(w) || (w.ends_with("ly") && w.len() > 3);
            if !part && w != "to" {
                break;
            }
            i -= 1;
        }
        i
    }

    pub(super) fn passive(&self, begin: usize, end: usize, group: usize) -> bool {
        let verb = self.word(begin);
        let participle = verb.ends_with("ed") || verb.ends_with("en") || PARTICIPLES.has(verb);
        let be = (group..begin).any(|i| BE.has(self.word(i)));
        // "an account backed by Lind": a participle right after the phrase, and "by" right after it.
        let after_account = self.accounts.iter().any(|a| a.tokens.end <= begin && begin - a.tokens.end <= 1);
        participle && (be || (after_account && self.word(end) == "by"))
    }

    pub(super) fn perfect(&self, verb: usize) -> bool {
        (self.group(verb)..verb).any(|i| matches!(self.word(i), "has" | "have" | "had"))
    }

    /// Tokens before `verb` in its clause, the nearest first, at most twelve. What stands between commas right before its group is
    /// passed over: "Lind, who is not related to her, confirmed it".
    pub(super) fn clause(&self, verb: usize) -> impl Iterator<Item = usize> + '_ {
        let group = self.group(verb);
        let close = group.checked_sub(1).filter(|&k| self.word(k) == ",");
        let relative =
            |k: &usize| self.word(*k) == "," && matches!(self.word(k + 1), "who" | "which" | "whose" | "whom");
        let open = close.and_then(|k| (self.sentence.start..k).rev().find(|&k| self.word(k) == ",").filter(relative));
        let end = open.unwrap_or(group);
        let start = self.sentence.start.max(end.saturating_sub(12)).min(end);
        (group..verb).rev().chain((start..end).rev()).take_while(|&i| !CLAUSE_BREAKS.has(self.word(i)))
    }

    /// "It is impossible to", "it was not possible to": nobody in particular.
    pub(super) fn expletive(&self, verb: usize) -> bool {
        let hard =
            self.clause(verb).find(|&i| matches!(self.word(i), "impossible" | "possible" | "difficult" | "hard"));
        hard.is_some_and(|i| {
            let from = i.saturating_sub(4).max(self.sentence.start);
            (from..i).any(|k| self.word(k) == "it" || self.word(k) == "making")
        })
    }

    /// Whether what stands before a verb group in its clause only claims it: "falsely says that Lind has", "claims the story has".
    pub(super) fn claimed(&self, group: usize) -> bool {
        let from = group.saturating_sub(12).max(self.sentence.start);
        let clause = (from..group).rev().take_while(|&i| !CLAIM_BREAKS.has(self.word(i)));
        let verb = |i: usize| {
            let before = i.checked_sub(1).map_or("", |k| self.word(k));
            let noun = BEFORE_A_CLAIM.has(before);
            CLAIMING.has(self.word(i)) && !noun && i > self.sentence.start
        };
        clause.into_iter().any(|i| verb(i) && i + 1 < group || self.word(i) == "falsely")
    }

    /// Whether the subject of a verb group that begins at `group` is nobody: "no agency", "none of the guards".
    pub(super) fn nobody(&self, group: usize) -> bool {
        let from = self.sentence.start.max(group.saturating_sub(12));
        let cut = (from..group).rev().find(|&i| NOBODY_BREAKS.has(self.word(i)));
        let first = cut.map_or(from, |i| i + 1);
        first < group && matches!(self.word(first), "no" | "none" | "nobody" | "neither")
    }

    pub(super) fn negated(&self, verb: usize) -> bool {
        // "Did not verify or corroborate it": the verb beside it is negated with it.
        let group = self.group(verb);
        let joined = group.checked_sub(2).filter(|&k| k > self.sentence.start && self.word(k + 1) == "or");
        if joined.is_some_and(|k| super::of_word(self.word(k)).is_some() && self.negated(k)) {
            return true;
        }
        self.clause(verb).any(|i| {
            let word = self.word(i);
            let not = NEGATIONS.has(word) || REFUSALS.has(word) || (word == "no" && self.word(i + 1) != "doubt");
            not && self.word(i + 1) != "only"
        })
    }

    /// "could not", "unable to", "no way to", "impossible to", "yet to".
    pub(super) fn unable(&self, verb: usize) -> bool {
        let mut modal = false;
        let mut not = false;
        for i in self.clause(verb) {
            let word = self.word(i);
            match word {
                "cannot" | "unable" | "impossible" | "difficult" | "hard" | "impossibility" => return true,
                "yet" if self.word(i + 1) == "to" => return true,
                "can" | "could" | "able" | "possible" | "way" | "means" | "possibility" => modal = true,
                "ca" | "wo" if matches!(self.word(i + 1), "n't" | "n’t") => return true,
                "not" | "n't" | "n’t" | "no" | "nobody" | "none" | "neither" | "never" | "nothing" | "without"
                | "nor" => not = true,
                _ => {}
            }
        }
        modal && not || self.no_evidence(verb)
    }

    pub(super) fn no_evidence(&self, verb: usize) -> bool {
        let evidence = |i: usize| {
            let noun = |k: usize| PROOFS.has(self.word(k));
            let any = self.word(i) == "any"
                && i.checked_sub(2).is_some_and(|k| matches!(self.word(k), "not" | "n't" | "n’t"));
            // "Found nothing to support it", "nothing that would support it".
            let nothing = self.word(i) == "nothing" && matches!(self.word(i + 1), "to" | "that" | "which");
            // "Nothing that we have found supports it".
            let far = if self.word(i + 1) == "that" { 8 } else { 5 };
            nothing && i + far > verb
                || (matches!(self.word(i), "no" | "little") || any) && (noun(i + 1) || noun(i + 2) || noun(i + 3))
        };
        self.clause(verb).any(evidence)
    }

    /// Whether somebody looked for the evidence that is not there.
    pub(super) fn found_none(&self, verb: usize) -> bool {
        let looked = |w: &str| FINDING.has(w);
        let none = |w: &str| matches!(w, "no" | "little" | "any" | "nothing");
        self.clause(verb).any(|i| looked(self.word(i)) && none(self.word(i + 1)))
    }

    pub(super) fn does(&self, verb: usize) -> bool {
        self.clause(verb).take(5).any(|i| DOES.has(self.word(i)))
    }

    /// "if confirmed", "would back", "asked to confirm".
    pub(super) fn supposed(&self, verb: usize) -> bool {
        self.clause(verb).take(4).any(|i| SUPPOSING.has(self.word(i)))
    }

    /// "Could confirm only part of it", "could only confirm the time": what could be done was done, and no more.
    pub(super) fn could_only(&self, begin: usize, end: usize) -> bool {
        let could = self.clause(begin).take(4).any(|i| matches!(self.word(i), "could" | "can"));
        let modal = self.clause(begin).take(4).any(|i| DOUBTING.has(self.word(i)));
        could && !modal && (begin.saturating_sub(2)..end + 2).any(|i| self.word(i) == "only")
    }

    pub(super) fn nearest(&self, verb: usize) -> Option<Account> {
        let real = self.accounts.iter().filter(|a| a.owner != Owner::Pronoun);
        let gap = |a: &&Account| a.tokens.start.saturating_sub(verb).max(verb.saturating_sub(a.tokens.end));
        real.min_by_key(gap).or_else(|| self.accounts.iter().min_by_key(gap)).cloned()
    }

    pub(super) fn partial(&self, begin: usize, end: usize, account: &Account) -> bool {
        let from = |i: usize, back: usize| i.saturating_sub(back).max(self.sentence.start);
        let places = (from(begin, 5)..end + 4)
            .chain(from(account.tokens.start, 6)..account.tokens.start + 1)
            .chain(account.tokens.end..account.tokens.end + 8);
        let mut places = places.filter(|i| self.sentence.contains(i));
        // "The details of her account" are all of them.
        let whole = |i: usize| {
            self.word(i) == "details" && matches!(self.word(i.wrapping_sub(1)), "the" | "all" | "these" | "those")
        };
        places.any(|i| !whole(i) && partials().iter().any(|(p, _)| phrase_at(self.words, i, p)))
    }

    /// Where the agent of a passive is named.
    pub(super) fn by(&self, end: usize) -> WitnessAt {
        let stop = self.sentence.end.min(end + 14);
        // "in court, by Lind" may follow a comma; another clause with a verb of its own may not.
        let clause = (end..stop).find(|&i| {
            matches!(self.word(i), ";" | ":" | "but" | "and") || (self.word(i) == "," && self.word(i + 1) != "by")
        });
        let stop = clause.unwrap_or(stop);
        match (end..stop).find(|&i| self.word(i) == "by") {
            Some(by) => WitnessAt::After(by + 1..self.sentence.end),
            None => WitnessAt::Nowhere,
        }
    }

    /// Where the subject of a verb group that begins at `group` is named. What stands between commas right before the verb
    /// is passed over: in "Lind, who was there, confirmed it", Lind is the subject.
    pub(super) fn before(&self, group: usize) -> WitnessAt {
        // "A video, made by Lind, appears to bear her out".
        let seems = |k: usize| self.word(k).starts_with("appear") || self.word(k).starts_with("seem");
        let group = group - usize::from(group > self.sentence.start && seems(group - 1));
        let clause = (self.sentence.start..group).rev().find(|&i| matches!(self.word(i), ";" | ":"));
        let start = clause.map_or(self.sentence.start, |i| i + 1);
        // "Gave an account that matches hers": whoever gave it.
        let given = group.checked_sub(1).filter(|&k| k > start && matches!(self.word(k), "that" | "which"));
        let given = given.filter(|&k| self.accounts.iter().any(|a| a.tokens.end == k && a.owner == Owner::Bare));
        let giving =
            given.and_then(|k| (k.saturating_sub(6).max(start)..k).find(|&i| GIVING_ACCOUNT.has(self.word(i))));
        if let Some(verb) = giving {
            return self.before(self.group(verb));
        }
        let mut stretches = Vec::new();
        let closed = group > start && self.word(group - 1) == ",";
        let open = (start..group.saturating_sub(1)).rev().find(|&i| closed && self.word(i) == ",");
        stretches.extend(open.map(|open| start..open));
        stretches.push(start..group);
        WitnessAt::Before(stretches)
    }
}

//! What says a stance without a verb for it: nouns, adjectives, "the same story", and judgements of an account.

use super::super::Stance;
use super::clause::Sentence;
use super::vocabulary::{comparison_at, judgement_at, of_people, sames};
use super::{Reading, WitnessAt};
use crate::origin::class::{
    BE, GENERAL_MODALS, GETTING, GIVING_ACCOUNT, GIVING_PART, JUDGING, LACKING, POINTING_TELLINGS, SAME_PARTS,
    UNVERIFIED,
};
use crate::origin::corroboration::account::{self, Account, Owner, phrase_at};

impl Sentence<'_> {
    /// "unverified", "unconfirmed".
    pub(super) fn adjective(&self, i: usize) -> Option<Reading> {
        let word = self.word(i);
        let open = UNVERIFIED.has(word);
        if !open {
            return None;
        }
        // "Unverified claims can be spread quickly" speaks of no claim in particular.
        let noun = (i + 1..i + 3).find(|&k| account::nouns().contains(self.word(k)));
        let bare = i == self.sentence.start || !self.word(i - 1).starts_with(char::is_alphanumeric);
        let general = noun.is_some_and(|k| GENERAL_MODALS.has(self.word(k + 1)));
        if bare && general {
            return None;
        }
        let said = BE.has(self.word(i.wrapping_sub(1))) || noun.is_some();
        let account = if said { self.nearest(i) } else { self.unverified_matter(i).or_else(|| self.nearest(i)) }?;
        Some(Reading { stance: Stance::CannotVerify, account, witness: WitnessAt::Nowhere })
    }

    /// "confirmation of her account came from Lind", "no independent evidence for his claims", "support for it".
    pub(super) fn noun(&self, i: usize) -> Option<Reading> {
        let (stance, needs_no) = match self.word(i) {
            "confirmation" | "corroboration" | "verification" | "substantiation" | "backing" | "support" => {
                (Stance::Corroborates, false)
            }
            "rejection" | "denial" | "refutation" | "rebuttal" | "contradiction" => (Stance::Denies, false),
            "evidence" | "proof" | "check" => (Stance::Corroborates, true),
            _ => return None,
        };
        if stance == Stance::Corroborates && !needs_no && self.word(i + 1) == "in" {
            return self.found_in(i);
        }
        let no = self.clause(i).take(3).any(|k| LACKING.has(self.word(k)))
            && (self.negated(i)
                || self.clause(i).take(3).any(|k| matches!(self.word(k), "lack" | "lacks" | "lacking")));
        if needs_no && !no {
            return None;
        }
        let link = matches!(self.word(i + 1), "of" | "for" | "to");
        let account = if link {
            // "There was no proof of intent, the report said": not of the report.
            let near = self.accounts.iter().find(|a| a.tokens.start > i && a.tokens.start <= i + 8);
            near.filter(|a| !(i..a.tokens.start).any(|k| matches!(self.word(k), "," | ";"))).cloned()
        } else {
            let got = self.clause(i).take(5).any(|k| GETTING.has(self.word(k)));
            if got { self.subject(i) } else { None }
        }?;
        if account.tokens.contains(&i) {
            return None;
        }
        if no && stance == Stance::Corroborates {
            return Some(Reading { stance: Stance::CannotVerify, account, witness: WitnessAt::Nowhere });
        }
        let after = account.tokens.end.max(i + 1);
        let source = (after..self.sentence.end.min(after + 10)).find(|&k| matches!(self.word(k), "from" | "by"));
        let witness = match source {
            Some(k) => WitnessAt::After(k + 1..self.sentence.end),
            None if link => self.before(self.group(i)),
            None => return None,
        };
        let limited = stance == Stance::Corroborates && self.partial(i, i + 1, &account);
        Some(Reading { stance: if limited { Stance::Partly } else { stance }, account, witness })
    }

    /// "told the same story", "gave a different account".
    pub(super) fn same(&self, i: usize) -> Option<Reading> {
        let (_, stance) = sames().iter().find(|(w, _)| *w == self.word(i))?;
        let stance = (*stance)?;
        let noun = (i + 1..i + 3).find(|&k| account::nouns().contains(self.word(k)));
        let Some(noun) = noun else { return self.same_part(i, stance) };
        // "The same account was given by Drax", "a similar story came from the clerk".
        let given = (noun + 1..self.sentence.end.min(noun + 7)).find(|&k| {
            let before = self.word(k - 1);
            self.word(k) == "by" && GIVING_ACCOUNT.has(before)
                || self.word(k) == "from" && matches!(before, "came" | "comes" | "heard")
        });
        if let Some(by) = given {
            let account = Account { tokens: noun..noun + 1, owner: Owner::Pronoun };
            return Some(Reading { stance, account, witness: WitnessAt::After(by + 1..self.sentence.end) });
        }
        let verb = self.clause(i).take(6).find(|&k| GIVING_ACCOUNT.has(self.word(k)))?;
        let link = (noun + 1..self.sentence.end.min(noun + 7))
            .find(|&k| matches!(self.word(k), "as" | "to" | "from" | "than"));
        let account = match link {
            Some(k) => Account { tokens: k + 1..k + 2, owner: Owner::From(k + 1) },
            // "Holt and Ruiz gave different accounts": each of the other's.
            None => {
                let subject = self.group(verb);
                let and = (self.sentence.start..subject).rev().take(6).find(|&k| self.word(k) == "and");
                // "Two of his crew, Holt and Drax, told the same story": the same as was told before.
                let set_off = stance == Stance::Corroborates && subject > 0 && self.word(subject - 1) == ",";
                let owner = and.filter(|&k| k > self.sentence.start && !set_off).map_or(Owner::Bare, Owner::Before);
                Account { tokens: noun..noun + 1, owner }
            }
        };
        let witness = self.before(self.group(verb));
        let stance =
            if stance == Stance::Corroborates && self.partial(i, noun, &account) { Stance::Partly } else { stance };
        Some(Reading { stance, account, witness })
    }

    /// "gave the same date", "named a different sum": a part of what was said before.
    fn same_part(&self, i: usize, stance: Stance) -> Option<Reading> {
        let noun = (i + 1..i + 3).find(|&k| SAME_PARTS.has(self.word(k)))?;
        let verb = self.clause(i).take(5).find(|&k| GIVING_PART.has(self.word(k)))?;
        let ends = matches!(self.word(noun + 1), "" | "." | "," | ";" | "and" | "but" | "”" | "\"" | "as" | "for");
        let article = matches!(self.word(i.wrapping_sub(1)), "the" | "a" | "an" | "another");
        let supposed = self.negated(verb) || self.supposed(verb) || self.word(verb.wrapping_sub(1)) == "to";
        if !ends || !article || supposed {
            return None;
        }
        let named = (self.word(noun + 1) == "as" && noun + 2 < self.sentence.end).then_some(noun + 2);
        let account = match named {
            Some(k) => Account { tokens: k..k + 1, owner: Owner::From(k) },
            None => Account { tokens: noun..noun + 1, owner: Owner::Pronoun },
        };
        let stance = if stance == Stance::Corroborates { Stance::Partly } else { stance };
        Some(Reading { stance, account, witness: self.before(self.group(verb)) })
    }

    /// "called her account a lie", "dismissed the claims as false".
    pub(super) fn judged(&self, i: usize) -> Option<Reading> {
        let verb = JUDGING.has(self.word(i));
        if !verb {
            return None;
        }
        // "Ruiz's claim was called premature by Drax".
        let group = self.group(i);
        if (group..i).any(|k| BE.has(self.word(k))) {
            let account = self.subject(group)?;
            let stance = (i + 1..self.sentence.end.min(i + 4)).find_map(|k| judgement_at(self.words, k))?;
            let witness = self.by(i + 1);
            return (!self.negated(i) && witness != WitnessAt::Nowhere).then_some(Reading { stance, account, witness });
        }
        // "Calls that a lie".
        let that = matches!(self.word(i + 1), "that" | "this" | "these")
            .then(|| judgement_at(self.words, self.unmarked(i + 2)))
            .flatten();
        if let Some(stance) = that {
            let account = Account { tokens: i + 1..i + 2, owner: Owner::Pronoun };
            return Some(Reading { stance, account, witness: self.before(group) });
        }
        let account = self.accounts.iter().find(|a| a.tokens.start > i && a.tokens.start <= i + 6)?;
        let after = account.tokens.end..self.sentence.end.min(account.tokens.end + 6);
        let stance = after.into_iter().find_map(|k| judgement_at(self.words, k))?;
        let witness = self.before(group);
        Some(Reading { stance, account: account.clone(), witness })
    }

    /// The token behind a quotation mark, an article kept: "called that “fanciful”".
    pub(super) fn unmarked(&self, i: usize) -> usize {
        i + usize::from(matches!(self.word(i), "“" | "\"" | "‘" | "'" | "«"))
    }

    /// "Holt's account is consistent with Ruiz's", "what Holt says is at odds with her story".
    pub(super) fn compared(&self, i: usize) -> Option<Reading> {
        let (length, stance) = comparison_at(self.words, i)?;
        let after = i + length;
        let account = self.accounts.iter().find(|a| a.tokens.start >= after && a.tokens.start <= after + 6)?;
        let verb = self.clause(i).take(5).find(|&k| BE.has(self.word(k)) || self.word(k).starts_with("seem"))?;
        // "The second rumour is almost identical to the first": likeness bears neither out where neither is somebody's.
        let alike = matches!(self.word(i), "identical" | "similar" | "same" | "the" | "different");
        let owned = |a: &Account| matches!(a.owner, Owner::Before(_) | Owner::From(_));
        let first = self.accounts.iter().any(|a| a.tokens.end <= verb && owned(a));
        if alike && account.owner == Owner::Bare && !first {
            return None;
        }
        // Two tellings are compared: the subject is one too, or it is a person.
        let limited = stance == Stance::Corroborates && self.partial(i, after, account);
        let witness = self.before(self.group(verb));
        Some(Reading { stance: if limited { Stance::Partly } else { stance }, account: account.clone(), witness })
    }

    /// "Ruiz's account is false", in somebody's mouth.
    pub(super) fn said_to_be(&self) -> Vec<Reading> {
        let mut out = Vec::new();
        // "The reports are inaccurate": whose they are is not said, but which.
        // "Claims that the yard was sold are not true": what they claim is said.
        // "Lind claims that it is true" has a verb.
        let begins = |k: usize| k == self.sentence.start || matches!(self.word(k - 1), "that" | "“" | "\"" | "‘" | ":");
        let clause = |a: &Account| {
            let last = a.tokens.end - 1;
            begins(last)
                && self.word(last).ends_with('s')
                && a.owner == Owner::Bare
                && self.word(a.tokens.end) == "that"
        };
        let pointing = |a: &Account| POINTING_TELLINGS.has(self.word(a.tokens.start));
        let pointed = |a: &&Account| a.owner != Owner::Bare || pointing(a) || clause(a);
        for a in self.accounts.iter().filter(pointed) {
            // "Asked about Ruiz's account, Holt said it was true": it is what was named before.
            let named =
                |o: &&Account| o.tokens.end <= a.tokens.start && matches!(o.owner, Owner::Before(_) | Owner::From(_));
            let meant = match a.owner {
                Owner::Pronoun => self.accounts.iter().rev().find(named),
                _ => Some(a),
            };
            let Some(meant) = meant else { continue };
            // "If the rumour is true" says nothing of whether it is.
            let low = a.tokens.start.saturating_sub(2).max(self.sentence.start);
            if (low..a.tokens.start).any(|k| matches!(self.word(k), "if" | "whether" | "unless" | "hope" | "hopes")) {
                continue;
            }
            // "Reports that the gate had broken were false".
            let reach = if self.word(a.tokens.end) == "that" { 16 } else { 4 };
            let verbs = (a.tokens.end..self.sentence.end.min(a.tokens.end + reach))
                .filter(|&k| BE.has(self.word(k)) && self.word(k) != "being");
            // "The conclusion he was not right": he is.
            let other = |k: usize| matches!(self.word(k), "he" | "she" | "they" | "we" | "i" | "you");
            let mut verbs = verbs.filter(|&k| !(a.tokens.end..k).any(other));
            let verb = verbs.find(|&k| reach == 4 || judgement_at(self.words, k + 1).is_some());
            let Some(verb) = verb else { continue };
            let stance = (verb + 1..verb + 4).find_map(|k| judgement_at(self.words, k));
            // "It isn't true".
            let not = matches!(self.word(verb + 1), "n't" | "n’t") && stance == Some(Stance::Corroborates);
            let stance = if not { Some(Stance::Denies) } else { stance };
            let said = clause(a) && !pointing(a);
            let told = Account { tokens: a.tokens.end..verb, owner: Owner::Matter };
            out.extend(stance.map(|stance| Reading {
                stance,
                account: if said { told } else { meant.clone() },
                witness: WitnessAt::Quoted(if said { a.tokens.end } else { a.tokens.start }),
            }));
        }
        // "that Ruiz was lying", "Ruiz had told the truth".
        for i in self.sentence.clone().skip(1) {
            if !(BE.has(self.word(i)) || self.word(i) == "had") {
                continue;
            }
            if !of_people().iter().any(|p| phrase_at(self.words, i + 1, p)) {
                continue;
            }
            let stance = judgement_at(self.words, i + 1).unwrap_or(Stance::Denies);
            // "Lind must be confusing the two gates".
            let must = self.word(i) == "be" && self.word(i - 1) == "must";
            let account = Account { tokens: i..i + 1, owner: Owner::Before(i - usize::from(must)) };
            out.push(Reading { stance, account, witness: WitnessAt::Quoted(i) });
        }
        out
    }
}

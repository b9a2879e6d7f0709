//! Verbs of confirming, denying and verifying: "Lind confirmed her account", "the claims were rejected by Lind".

use super::super::Stance;
use super::clause::Sentence;
use super::vocabulary::{Entry, verb_at};
use super::{Reading, WitnessAt};
use crate::origin::class::{
    ADVERBS, AUX, BE, DETERMINERS, GIVING_ACCOUNT, NO_PERSON, NOUN_VERBS, OBJECT_BREAKS, OWNERS, TOPIC_LINKS,
};
use crate::origin::corroboration::account::{Account, Owner};

/// Tokens of whoever is backed: "the head of the waterworks".
const BACKED: usize = 6;

/// Tokens between an account and the passive of which it is the subject. With 20, two more readings of 1,683 news bodies were right, four wrong.
const SUBJECT: usize = 14;

impl Sentence<'_> {
    pub(super) fn verb(&self, begin: usize, end: usize, entry: &Entry) -> Option<Reading> {
        let before = self.group(begin);
        // "the support", "in question": a noun.
        let single = end == begin + 1 && entry.far.is_none();
        let previous = begin.checked_sub(1).map_or("", |i| self.word(i));
        // "An account that matches hers".
        let given = |a: &Account| {
            let from = a.tokens.start.saturating_sub(3).max(self.sentence.start);
            a.tokens.end + 1 == begin && (from..a.tokens.start).any(|k| GIVING_ACCOUNT.has(self.word(k)))
        };
        let relative = previous == "that" && self.accounts.iter().any(given);
        // "Batted back the claim", "fired back", "beat back reports": an adverb. Several people back it, and one has to or may.
        let several = previous.ends_with('s') || AUX.has(previous) || ADVERBS.has(previous);
        let several =
            several || matches!(previous, "to" | "they" | "we" | "i" | "you" | "who" | "that" | "people" | "police");
        if self.word(begin) == "back" && end == begin + 1 && !several {
            return None;
        }
        if single && DETERMINERS.has(previous) && !relative && !self.word(begin).ends_with("ed") {
            return None;
        }
        // "reinforce questions about", "raise doubts over": the object of the verb before it.
        let topic = TOPIC_LINKS.has(self.word(end));
        if single && topic && begin > self.sentence.start && verb_at(self.words, begin - 1, begin).is_some() {
            return None;
        }
        // "Conflicts and disputes": two nouns.
        let noun = |k: usize| NOUN_VERBS.has(self.word(k));
        if single && noun(begin) && matches!(previous, "and" | "or") && begin.checked_sub(2).is_some_and(noun) {
            return None;
        }
        let passive = self.passive(begin, end, before);
        // "Stopped short of confirming everything": a part of it was confirmed.
        if previous == "of" && begin.checked_sub(2).is_some_and(|k| self.word(k) == "short") {
            let whole = matches!(self.word(end), "everything" | "all" | "every");
            let stands = whole && entry.verify && entry.stance == Some(Stance::Corroborates);
            let account = self.accounts.iter().find(|a| a.tokens.start >= end).filter(|_| stands)?.clone();
            let stops = begin.checked_sub(3).filter(|&k| self.word(k).starts_with("stop"))?;
            return Some(Reading { stance: Stance::Partly, account, witness: self.before(self.group(stops)) });
        }
        if entry.whether {
            return if passive { None } else { self.not_said(begin, end) };
        }
        // "The senate stands by its account", "she stood by what she said": whose it is.
        let own = matches!(self.word(begin), "stand" | "stands" | "stood" | "standing");
        let unable = self.unable(begin);
        let negated = self.negated(begin);
        let to = (before..begin).any(|i| self.word(i) == "to") || previous == "to";
        let in_vain = entry.verify && self.in_vain(begin);
        let stance = match entry.stance {
            _ if in_vain => Stance::CannotVerify,
            _ if entry.verify && (unable || (negated && (passive || self.perfect(begin)))) => Stance::CannotVerify,
            None => return None,
            Some(_) if unable && self.no_evidence(begin) => Stance::CannotVerify,
            Some(_) if entry.owned && !negated && !unable && !passive && !to && !self.supposed(begin) => {
                Stance::Corroborates
            }
            Some(_) if entry.only_negated && !(negated && !unable && self.grants(begin, before)) => return None,
            Some(s) if entry.only_negated => s,
            // "The inspectorate did not dispute that": some of it is granted.
            Some(Stance::Denies) if negated && entry.yields && self.grants(begin, before) => Stance::Partly,
            Some(Stance::Denies) if negated || unable => return None,
            // "No agency confirmed her account".
            Some(_) if entry.verify && negated && self.nobody(before) => Stance::CannotVerify,
            Some(_) if entry.verify && negated => return None,
            Some(Stance::Corroborates) if negated => Stance::Denies,
            Some(_) if to && !self.does(begin) => return None,
            Some(_) if self.supposed(begin) && !(entry.verify && self.could_only(begin, end)) => return None,
            Some(s) => s,
        };
        // "Lind confirmed that the photograph was a fake" denies it.
        let falsified =
            (entry.verify && !passive && stance == Stance::Corroborates).then(|| self.said_false(end)).flatten();
        if let Some(be) = falsified {
            let from = end + usize::from(self.word(end) == "that");
            let within = self.accounts.iter().find(|a| a.tokens.start >= from && a.tokens.end <= be);
            let matter = || Account { tokens: from..be, owner: Owner::Matter };
            let account = within.cloned().or_else(|| (be > from && be < from + 14).then(matter))?;
            return Some(Reading { stance: Stance::Denies, account, witness: self.before(before) });
        }
        // "The article claims that the paper has confirmed it": so it says.
        if stance == Stance::Corroborates && self.claimed(before) {
            return None;
        }
        if let Some(reading) = (!passive).then(|| self.retold(begin, end, before, stance)).flatten() {
            return Some(reading);
        }
        let account = if passive {
            self.subject(before).or_else(|| self.subject_person(before, end, entry))
        } else {
            self.object(end, entry)
        };
        // "Her account tallies with the log": it is the subject, and what it is set against the witness.
        if let Some(own) = (account.is_none() && entry.both && !passive).then(|| self.subject_account(before)).flatten()
        {
            return Some(Reading { stance, account: own, witness: WitnessAt::Against(end..self.sentence.end) });
        }
        if let Some(happened) = (stance == Stance::Denies && !passive).then(|| self.happened(end)).flatten() {
            return Some(Reading { stance, account: happened, witness: self.before(before) });
        }
        // "Could neither confirm nor rule out that the buoy was to blame": what stands behind both verbs.
        let second = || {
            let joined = matches!(self.word(end), "nor" | "or") && stance == Stance::CannotVerify && single;
            let after = end + if self.word(end + 2) == "out" { 3 } else { 2 };
            joined.then(|| self.matter_behind(begin, after, stance)).flatten()
        };
        let account = match account.or_else(|| self.matter(begin, end, before, passive, stance)).or_else(second) {
            Some(a) => a,
            None if stance == Stance::CannotVerify => self.nearest(begin)?,
            // "Lind could confirm only that two of the pumps had failed".
            None if entry.verify && !passive && self.could_only(begin, end) => {
                let witness = self.before(before);
                let account = Account { tokens: end..end + 1, owner: Owner::Bare };
                return Some(Reading { stance: Stance::Partly, account, witness });
            }
            None => return None,
        };
        let closes = |i: usize| matches!(self.word(i), "." | "," | ";" | "" | "”" | "\"" | "either");
        let owned = matches!(account.owner, Owner::Before(_) | Owner::From(_));
        // "Believes that one may offer a version of it": the account must be all that is believed.
        let between = end..account.tokens.start;
        let clause = between.clone().any(|i| AUX.has(self.word(i)) || BE.has(self.word(i)));
        if entry.only_negated && stance == Stance::Corroborates && (!owned || clause || between.len() > 4) {
            return None;
        }
        if entry.only_negated
            && stance != Stance::Corroborates
            && (account.owner == Owner::Matter || !closes(account.tokens.end))
        {
            return None;
        }
        // Who stands by the story that nobody is named for stands by his own.
        if own && account.owner == Owner::Bare {
            return None;
        }
        // Who did not back somebody said nothing of his account.
        if entry.heard && stance == Stance::Denies && matches!(account.owner, Owner::Heard(_)) {
            return None;
        }
        let pronoun = |i: usize| OWNERS.has(self.word(i));
        if own && (account.tokens.start..account.tokens.start + 2).any(pronoun) {
            return None;
        }
        let limited = stance == Stance::Corroborates && self.partial(begin, end, &account);
        // "The Post confirmed this with an officer": the officer did.
        let with = entry.verify && !passive && stance == Stance::Corroborates;
        let with = (with && self.word(account.tokens.end) == "with").then_some(account.tokens.end + 1);
        let witness = match (passive, stance) {
            _ if with.is_some() => WitnessAt::After(with.unwrap_or(end)..self.sentence.end),
            (true, _) => match self.by(end) {
                WitnessAt::Nowhere => self.agentless(begin, before, stance),
                named => named,
            },
            (false, Stance::CannotVerify) if in_vain || self.expletive(begin) => WitnessAt::Nowhere,
            // "No evidence has emerged", "no witness came forward": nobody is one, but whoever "found no evidence" is.
            (false, Stance::CannotVerify) if self.no_evidence(begin) && !self.found_none(begin) => WitnessAt::Nowhere,
            (false, Stance::CannotVerify) if self.nobody(before) => WitnessAt::Nowhere,
            (false, _) => self.before(before),
        };
        Some(Reading { stance: if limited { Stance::Partly } else { stance }, account, witness })
    }

    /// Whether a negated verb is only not done: "did not dispute", "does not", "has not".
    fn grants(&self, begin: usize, group: usize) -> bool {
        let not = |i: usize| matches!(self.word(i), "not" | "n't" | "n’t");
        let aux = |i: usize| matches!(self.word(i), "did" | "does" | "do" | "has" | "have" | "had");
        !self.nobody(group) && (group..begin).any(|i| not(i) && i > group && aux(i - 1))
    }

    /// The account that is all of the subject before a verb group, where the sentence says whose it is.
    fn subject_account(&self, group: usize) -> Option<Account> {
        let near = |a: &&Account| {
            let owned = matches!(a.owner, Owner::Before(_) | Owner::From(_));
            a.tokens.end <= group && group - a.tokens.end <= 3 && owned
        };
        self.accounts.iter().rev().find(near).cloned()
    }

    /// The account before a passive verb.
    pub(super) fn subject(&self, group: usize) -> Option<Account> {
        let near = |a: &&Account| a.tokens.end <= group && group - a.tokens.end <= SUBJECT;
        self.accounts.iter().rev().find(near).cloned()
    }

    /// The person before a passive verb that takes one, where the agent is named: "Ruiz was contradicted by Lind".
    fn subject_person(&self, group: usize, end: usize, entry: &Entry) -> Option<Account> {
        let last = group.checked_sub(1).filter(|&k| k >= self.sentence.start && entry.person)?;
        let word = self.word(last);
        let name = word.starts_with(char::is_alphanumeric) && !matches!(word, "it" | "that" | "this" | "which" | "who");
        (name && self.by(end) != WitnessAt::Nowhere)
            .then_some(Account { tokens: last..group, owner: Owner::Before(group) })
    }

    /// The account, or the person, after an active verb.
    fn object(&self, end: usize, entry: &Entry) -> Option<Account> {
        let clear = |a: &&Account| {
            let first = match a.owner {
                Owner::Before(_) => a.tokens.start.saturating_sub(4).max(end),
                _ => a.tokens.start,
            };
            let gap = end..first;
            let stop = |i: usize| OBJECT_BREAKS.has(self.word(i));
            // "a conventional narrative" is nobody's.
            let nobodys = a.owner == Owner::Bare && matches!(self.word(a.tokens.start), "a" | "an");
            // "Confirmed they had a call": the pronoun is the subject of what was confirmed.
            let next = self.word(self.unmarked(a.tokens.end));
            // "Confirmed it launched a raid": so is this.
            let past = next.len() > 4 && next.ends_with("ed") && matches!(self.word(a.tokens.start), "it" | "they");
            let clause = a.owner == Owner::Pronoun && (AUX.has(next) || BE.has(next) || past) && next != "since";
            !nobodys && !clause && a.tokens.start >= end && gap.len() <= 8 && !gap.clone().any(stop)
        };
        let account = self.accounts.iter().find(clear).cloned();
        let person = || {
            let name = self.word(end).starts_with(char::is_alphanumeric) && !NO_PERSON.has(self.word(end));
            // "Bears this out".
            let points = matches!(self.word(end), "this" | "that" | "these" | "it");
            let owner = if points { Owner::Pronoun } else { Owner::From(end) };
            (entry.person && name).then_some(Account { tokens: end..end + 1, owner })
        };
        account.or_else(person).or_else(|| if entry.heard { self.heard(end) } else { None })
    }

    /// The person behind "backed", if it is all that is backed: "backed Ruiz." and "backed the driver, who says", not "backed Ruiz for mayor".
    fn heard(&self, end: usize) -> Option<Account> {
        let plain = |k: usize| self.word(k).starts_with(char::is_alphanumeric);
        let stop = (end..self.sentence.end.min(end + BACKED)).find(|&k| !plain(k));
        let stop = stop.or_else(|| (self.sentence.end <= end + BACKED).then_some(self.sentence.end))?;
        let clear = (end..stop).all(|k| !OBJECT_BREAKS.has(self.word(k)) && !AUX.has(self.word(k)));
        let says =
            matches!((self.word(stop + 1), self.word(stop + 2)), ("who", "says" | "said" | "claims" | "claimed"));
        let owner = if says { Owner::From(end) } else { Owner::Heard(end) };
        let closes = says || matches!(self.word(stop), "." | "," | ";" | "");
        (stop > end && clear && closes && !NO_PERSON.has(self.word(end)))
            .then_some(Account { tokens: end..end + 1, owner })
    }
}

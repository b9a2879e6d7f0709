//! What is confirmed, denied or not verified where the sentence names nobody's account: "could not confirm the deaths", "denied
//! that the gate had broken", "an unverified photograph".

use crate::origin::class::{
    AUX, BE, BEFORE_UNVERIFIED, CLAUSE_NOUNS, DOUBTED, DOUBTING_VERBS, EVENT_BREAKS, EVENT_ENDS, EVENT_OPENERS,
    IN_VAIN, OF_EVENTS, OWN_MATTERS, STRENGTHENERS, SUBJECT_BREAKS,
};
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::OnceLock;

use super::super::Stance;
use super::clause::Sentence;
use super::vocabulary::judgement_at;
use crate::list::lines;
use crate::origin::corroboration::account::{Account, Owner};

/// Words between a determiner and the noun behind it: "the reported overnight air strikes".
const NOUN_PHRASE: usize = 5;

/// Words between "confirmed" and "that" that say to whom, how and when.
const WHOM: usize = 10;

/// Words of a clause behind "that" that are shown.
const CLAUSE: usize = 30;

impl Sentence<'_> {
    /// The matter of the verb from `begin` to `end`, whose group begins at `group`.
    pub(super) fn matter(
        &self,
        begin: usize,
        end: usize,
        group: usize,
        passive: bool,
        stance: Stance,
    ) -> Option<Account> {
        let doubts = DOUBTING_VERBS.has(self.word(begin));
        if end != begin + 1 || !(doubts || OF_EVENTS.has(self.word(begin))) {
            return None;
        }
        // "Questioned the authenticity of the letter"; to question a meeting says nothing of whether there was one.
        if doubts && !(end..self.sentence.end.min(end + 4)).any(|i| DOUBTED.has(self.word(i))) {
            return None;
        }
        let end = if passive { end } else { self.behind_whom(end) };
        let genuine = || if stance == Stance::Corroborates { self.genuine(end) } else { None };
        let tokens = if passive { self.event_before(group) } else { self.event_after(end, stance).or_else(genuine) };
        let charge = || if passive { None } else { self.charge(end, stance) };
        let matter = tokens.map(|tokens| Account { tokens, owner: Owner::Matter });
        matter.or_else(|| charge().map(|tokens| Account { tokens, owner: Owner::Charge }))
    }

    /// Where what is confirmed begins behind to whom, how or when: "confirmed to the Post by telephone that".
    fn behind_whom(&self, end: usize) -> usize {
        if !matches!(self.word(end), "to" | "by" | "on" | "in" | "at" | "yesterday" | "today" | "also" | "later") {
            return end;
        }
        let reach = (end..self.sentence.end.min(end + WHOM)).take_while(|&i| {
            let w = self.word(i);
            w.starts_with(char::is_alphanumeric) && !AUX.has(w) && !BE.has(w)
        });
        reach.into_iter().find(|&i| self.word(i) == "that").unwrap_or(end)
    }

    /// "That the letter is theirs", "that the photograph was genuine": the letter, the photograph.
    fn genuine(&self, end: usize) -> Option<Range<usize>> {
        let first = end + usize::from(self.word(end) == "that");
        let phrase = self.noun_phrase(first).filter(|_| first > end)?;
        let what = phrase.end + 1 + usize::from(STRENGTHENERS.has(self.word(phrase.end + 1)));
        let it =
            matches!(self.word(what), "genuine" | "authentic" | "real" | "theirs" | "his" | "hers" | "its" | "true");
        let ends = !self.word(what + 1).starts_with(char::is_alphanumeric) || self.word(what + 1) == "own";
        (BE.has(self.word(phrase.end)) && it && ends).then_some(phrase)
    }

    /// The matter that begins at `from`, of the verb at `begin`.
    pub(super) fn matter_behind(&self, begin: usize, from: usize, stance: Stance) -> Option<Account> {
        let tokens = if OF_EVENTS.has(self.word(begin)) { self.event_after(from, stance) } else { None }?;
        Some(Account { tokens, owner: Owner::Matter })
    }

    /// "That he had taken money", "having taken it", behind a denial: what whoever denies it is said to have done.
    fn charge(&self, end: usize, stance: Stance) -> Option<Range<usize>> {
        let that = usize::from(self.word(end) == "that");
        let first = self.word(end + that);
        let doing = that == 0 && first.ends_with("ing") && first.len() > 4;
        if stance != Stance::Denies || !(doing || OWN_MATTERS.has(first)) {
            return None;
        }
        let stop = |i: usize| matches!(self.word(i), "." | ";" | "\"" | "”" | "," | "but");
        let to = (end..self.sentence.end.min(end + CLAUSE)).find(|&i| stop(i));
        let to = to.unwrap_or(self.sentence.end.min(end + CLAUSE));
        (to > end + 2).then_some(end..to)
    }

    /// "The deaths of two guards", "that the gate had broken", behind a verb.
    fn event_after(&self, end: usize, stance: Stance) -> Option<Range<usize>> {
        // "Denied that he had taken it", "denied any part in it": charges against whoever denies them.
        let own = |i: usize| OWN_MATTERS.has(self.word(i));
        // "Hard to verify when it was taken".
        let asks = stance == Stance::CannotVerify && matches!(self.word(end), "when" | "where" | "who" | "how" | "why");
        let first = end + usize::from(asks || matches!(self.word(end), "that" | "whether" | "if"));
        let clause = first > end && first < self.sentence.end && (stance != Stance::Corroborates);
        let there = self.word(end) == "there" && BE.has(self.word(end + 1)) && stance != Stance::Corroborates;
        if clause && !self.noun_phrase(end).is_some_and(|n| self.word(end) == "that" && n.end <= end + 2) || there {
            let denied = stance == Stance::Denies && own(first);
            let stop = |i: usize| matches!(self.word(i), "." | ";" | "\"" | "”" | "," | "but") && i > first + 1;
            let to = (first..self.sentence.end.min(first + CLAUSE)).find(|&i| stop(i));
            let to = to.unwrap_or(self.sentence.end.min(first + CLAUSE));
            return (!denied && to > first + 2).then_some(end..to);
        }
        let points = self.word(end) != "that" || !CLAUSE_NOUNS.has(self.word(end + 1));
        let phrase = self.noun_phrase(end).filter(|_| points && (stance != Stance::Denies || !own(end)));
        // Who confirms the hoax says that the story is none.
        phrase.filter(|n| stance != Stance::Corroborates || !n.clone().any(|i| self.word(i) == "hoax"))
    }

    /// A noun phrase at `begin` whose head is an event: a determiner or a possessive, and the noun within a few words.
    fn noun_phrase(&self, begin: usize) -> Option<Range<usize>> {
        let plain = |i: usize| {
            let w = self.word(i);
            w.starts_with(char::is_alphanumeric) && !AUX.has(w) && !BE.has(w)
        };
        let marked = EVENT_OPENERS.has(self.word(begin));
        let mut i = begin;
        let mut owned = false;
        let mut last = None;
        while i < self.sentence.end && i < begin + 1 + NOUN_PHRASE {
            let w = self.word(i);
            if matches!(w, "'s" | "’s" | "'" | "’") && i > begin {
                owned = true;
            } else if happenings().contains(w) && (marked && i > begin || owned) {
                last = Some(i);
            } else if !plain(i) || EVENT_BREAKS.has(w) && i > begin {
                break;
            }
            i += 1;
        }
        let head = last?;
        // "The death of the ferry's captain".
        let mut to = head + 1;
        if matches!(self.word(to), "of" | "between") {
            let end = (to + 1..self.sentence.end.min(to + 8)).find(|&k| {
                let w = self.word(k);
                !w.starts_with(char::is_alphanumeric) || EVENT_ENDS.has(w) || AUX.has(w) || IN_VAIN.has(w)
            });
            to = end.unwrap_or(self.sentence.end.min(to + 8));
        }
        Some(begin..to)
    }

    /// Where behind the verb that ends at `end` something is said to be false: "confirmed that the photograph was a fake". Gives the
    /// verb "to be" of it.
    pub(super) fn said_false(&self, end: usize) -> Option<usize> {
        let stop = |i: usize| matches!(self.word(i), ";" | ":" | "but" | "while");
        let reach = (end..self.sentence.end.min(end + CLAUSE)).take_while(|&i| !stop(i));
        let adverb = |i: usize| usize::from(STRENGTHENERS.has(self.word(i)));
        reach.filter(|&i| BE.has(self.word(i))).find(|&i| {
            let at = i + 1 + adverb(i + 1);
            judgement_at(self.words, at) == Some(Stance::Denies)
        })
    }

    /// The noun phrase of an event that is the subject of a passive whose group begins at `group`.
    fn event_before(&self, group: usize) -> Option<Range<usize>> {
        let low = self.sentence.start.max(group.saturating_sub(16));
        let cut = (low..group).rev().find(|&i| SUBJECT_BREAKS.has(self.word(i)));
        let from = cut.map_or(low, |i| i + 1);
        (from..group).find_map(|i| self.noun_phrase(i).filter(|n| n.end <= group && group - n.end <= 3))
    }

    /// What an adjective such as "unverified" says of what is no account: "an unverified photograph".
    pub(super) fn unverified_matter(&self, i: usize) -> Option<Account> {
        let begin = i.checked_sub(1).filter(|&k| k >= self.sentence.start && BEFORE_UNVERIFIED.has(self.word(k)));
        let head = (i + 1..i + 4).find(|&k| happenings().contains(self.word(k)))?;
        let plain = (i + 1..head).all(|k| self.word(k).starts_with(char::is_alphabetic));
        // "An unconfirmed number of guards": some.
        let some = begin.is_some_and(|k| matches!(self.word(k), "a" | "an")) && self.word(head) == "number";
        (plain && !some).then(|| Account { tokens: begin.unwrap_or(i)..head + 1, owner: Owner::Matter })
    }
}

/// Whether a word is a noun for an event or for what shows one.
pub(in crate::origin::corroboration) fn happening(word: &str) -> bool {
    happenings().contains(word)
}

/// Nouns for events, the open list.
fn happenings() -> &'static BTreeSet<&'static str> {
    static WORDS: OnceLock<BTreeSet<&'static str>> = OnceLock::new();
    WORDS.get_or_init(|| {
        lines(include_str!("../../../../data/origin/happenings.txt"))
            .flat_map(|l| l.split(' '))
            .filter(|w| !w.is_empty())
            .collect()
    })
}

//! "The charity said the animal, | a python named Derek, had been missing": commas in the middle of a clause are not its end.

use std::collections::BTreeSet;

use super::{Draft, Telling};
use crate::speech::Act;
use crate::speech::cue::Takes;

/// Tokens of the subject before the comma, and of what commas set off behind it, at most.
const SUBJECT: usize = 8;
const APPOSED: usize = 18;
/// Tokens behind a cue in which the content begins: "told reporters in Osk that".
const NEAR: usize = 3;

impl Telling<'_> {
    /// Lets contents go on that end with the subject of their clause. Linear in the drafts but for the rest of their sentence.
    pub(super) fn apposed(&self, drafts: &mut [Draft]) {
        let cues: BTreeSet<u32> = drafts.iter().flat_map(|d| &d.cue).map(|c| c.begin).collect();
        for draft in drafts {
            if draft.act != Act::Thought
                && let Some((from, to)) = self.cut_short(draft)
            {
                let whole = self.span(from, to);
                // What else is told in the rest has its own bounds.
                if cues.range(draft.content.first().map_or(0, |c| c.end)..whole.end).next().is_none() {
                    draft.content = vec![whole];
                }
            }
        }
    }

    /// The tokens of a clause of which the draft has only the subject, with what is in marks behind it.
    fn cut_short(&self, draft: &Draft) -> Option<(usize, usize)> {
        let (cue, content) = (draft.cue.last()?, draft.content.first()?);
        let (begin, comma) = (self.after(content.begin), self.after(content.end));
        let behind = self.after(cue.end);
        let anchor = self.lexicon.cue(&self.word(behind.checked_sub(1)?).to_lowercase())?;
        // "Announcing the return of the girls, whose abduction ..., could help".
        if self.word(behind - 1).ends_with("ing") {
            return None;
        }
        if !matches!(anchor.takes, Takes::That | Takes::Clause) || begin < behind || begin > behind + NEAR {
            return None;
        }
        let first = begin + usize::from(self.word(begin) == "that");
        let plain = (first..comma).all(|k| self.is_word(k) && !self.verbal(k) && self.marks.around(k).is_none());
        if !self.sign(comma, ',')
            || !(1..=SUBJECT).contains(&(comma - first.min(comma)))
            || !plain
            || !self.nominal(first)
        {
            return None;
        }
        let (_, end) = self.sentence(begin);
        let close = (comma + 2..end.min(comma + APPOSED)).find(|&k| self.sign(k, ','))?;
        // "the dog, and ...", "the dog, who said it was ill, ...": another clause, or what another says.
        let other = |k: usize| self.lexicon.cue(self.word(k)).is_some_and(|c| c.takes >= Takes::That);
        let set_off = !self.words.joins.contains(self.word(comma + 1)) && !(comma + 1..close).any(other);
        let verb = close + 1 + usize::from(self.word(close + 1).ends_with("ly"));
        if !set_off || !self.verbal(verb) {
            return None;
        }
        let stop = |k: &usize| self.sign(*k, ';') || self.sign(*k, ',') && self.words.joins.contains(self.word(*k + 1));
        let mut to = (verb + 1..end).find(stop).unwrap_or(end);
        while to > verb + 1 && ['.', '!', '?'].iter().any(|&s| self.sign(to - 1, s)) {
            to -= 1;
        }
        let last = draft.content.last().is_none_or(|c| self.after(c.end) <= to);
        (to > verb + 1 && last).then_some((begin, to))
    }

    /// Whether the word is a helping verb.
    fn verbal(&self, k: usize) -> bool {
        self.words.helping.contains(self.word(k))
    }

    /// Whether a noun phrase begins at token `k`: with an article, a possessive, a number or a name.
    fn nominal(&self, k: usize) -> bool {
        let word = self.word(k);
        self.capital(k) || self.words.phrase_opens.contains(word) || word.ends_with('s') && word.len() > 3
    }
}

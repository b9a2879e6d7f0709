//! "The governor dismissed claims by Senator Pell that she had lied": what the one dismisses, the other is said to have said.

use super::{Cues, Draft, Telling};
use crate::speech::Act;

/// Tokens before the noun within what is said, and of whoever said it, at most.
const NOUN: usize = 4;
const CLAIMANT: usize = 10;
/// The fewest tokens of a clause.
const LEAST: usize = 3;

impl Telling<'_> {
    /// Adds what another is said to have claimed within the words of a draft that begins with the claim. Linear in the drafts.
    pub(super) fn claimed(&self, drafts: &mut Vec<Draft>) {
        let found: Vec<Draft> = drafts.iter().filter_map(|d| self.claim(d)).collect();
        Cues::of(drafts).add(found, drafts);
    }

    fn claim(&self, draft: &Draft) -> Option<Draft> {
        let ([content], false) = (draft.content.as_slice(), draft.cue.is_empty()) else { return None };
        let (begin, end) = (self.after(content.begin), self.after(content.end));
        let plain = |k: &usize| self.is_word(*k) && self.marks.around(*k).is_none();
        let said = |k: usize| self.words.message.contains(self.word(k)) || self.words.claim.contains(self.word(k));
        let noun = (begin..end.min(begin + NOUN)).take_while(plain).find(|&k| said(k))?;
        if !matches!(self.word(noun + 1), "by" | "from") {
            return None;
        }
        let reach = end.min(noun + 2 + CLAIMANT);
        let that = (noun + 2..reach).take_while(plain).find(|&k| self.word(k) == "that")?;
        let clause = that + LEAST < end && !self.words.which.contains(self.word(that + 1)) && that > noun + 2;
        clause.then(|| Draft {
            source: vec![self.span(noun + 2, that)],
            cue: vec![self.span(noun, noun + 1)],
            content: vec![self.span(that, end)],
            act: Act::Speech,
        })
    }
}

//! "Ruiz was in no doubt: “...”": a state of mind that a colon and a quotation follow was told in these words.

use super::{Draft, Telling};
use crate::speech::Act;
use crate::speech::sentence::TokenKind;

/// Words of such a phrase, at most: "had been left in very little | doubt".
const REACH: usize = 7;

/// Tokens of a subject with what stands between commas behind it, at most.
const SUBJECT: usize = 16;

impl Telling<'_> {
    /// Makes speech of the drafts whose cue is such a noun before a colon and a quotation, and gives the verb before it to the cue. Linear
    /// in the drafts.
    pub(super) fn states(&self, drafts: &mut [Draft]) {
        for draft in drafts.iter_mut().filter(|d| d.act == Act::Thought) {
            let ([cue], [content]) = (draft.cue.as_slice(), draft.content.as_slice()) else { continue };
            let (noun, first) = (self.after(cue.begin), self.after(content.begin));
            let behind = self.after(cue.end);
            let colon = if self.sign(behind, ':') { behind } else { behind.saturating_sub(1) };
            let opened = self.sign(colon, ':') && self.is_mark(colon + 1) && first <= colon + 2 && first > noun;
            let held = noun.checked_sub(1).is_some_and(|k| self.words.held.contains(self.word(k)));
            if !opened || !held {
                continue;
            }
            let from = noun.saturating_sub(REACH);
            let plain = |k: &usize| self.cut.tokens.get(*k).is_some_and(|t| t.kind == TokenKind::Word);
            let Some(verb) =
                (from..noun).rev().take_while(plain).filter(|&k| self.words.state.contains(self.word(k))).last()
            else {
                continue;
            };
            // The subject stands before the verb.
            let begin = self.begin_of_clause(verb, SUBJECT);
            if begin == verb {
                continue;
            }
            draft.cue = vec![self.span(verb, noun + 1)];
            draft.source = vec![self.span(begin, verb)];
            draft.act = Act::Speech;
        }
    }
}

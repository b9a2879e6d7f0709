//! "A hotelier thinks they were Dutch; the baker swears they were Danes": behind a semicolon another speaks.

use super::{Cues, Draft, Telling};
use crate::speech::cue::Takes;

/// Tokens of whoever speaks behind the semicolon at most.
const SUBJECT: usize = 8;
/// The fewest tokens of what is said.
const LEAST: usize = 3;

impl Telling<'_> {
    /// Ends contents at a semicolon behind which another subject has a verb of saying, and makes an attribution of the rest.
    pub(super) fn semicolons(&self, drafts: &mut Vec<Draft>) {
        let mut found = Vec::new();
        for draft in drafts.iter_mut() {
            let Some(cue) = draft.cue.first().copied() else { continue };
            let Some(content) = draft.content.last_mut().filter(|c| c.begin >= cue.end) else { continue };
            let (begin, end) = (self.after(content.begin), self.after(content.end));
            let Some(stop) = (begin + 1..end).find(|&k| self.sign(k, ';')) else { continue };
            let marked = |k: usize| self.marks.around(k).is_some();
            let verb = (stop + 2..end.min(stop + 1 + SUBJECT)).find(|&k| self.says(k));
            let Some(verb) = verb.filter(|&v| (stop + 1..v).all(|k| self.is_word(k)) && !marked(stop)) else {
                continue;
            };
            if (verb + 1..end).filter(|&k| self.is_word(k)).count() >= LEAST {
                content.end = self.span(stop - 1, stop).end;
                let act = self.lexicon.cue(&self.word(verb).to_lowercase()).map_or(draft.act, |c| c.act);
                found.push(Draft {
                    source: vec![self.span(stop + 1, verb)],
                    cue: vec![self.span(verb, verb + 1)],
                    content: vec![self.span(verb + 1, end)],
                    act,
                });
            }
        }
        Cues::of(drafts).add(found, drafts);
    }

    /// Whether a listed verb stands at `k` that takes a clause.
    fn says(&self, k: usize) -> bool {
        let cue = self.lexicon.cue(self.word(k));
        cue.is_some_and(|c| matches!(c.takes, Takes::That | Takes::Clause))
    }
}

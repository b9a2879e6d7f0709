//! "Ruiz is quoted in the Harbour Post as saying: “...”": the words are those of the subject, and the paper only prints them.

use super::hearer::is_be;
use super::{Draft, Telling};

/// Tokens of a subject with what stands between commas behind it, at most.
const REACH: usize = 24;

impl Telling<'_> {
    /// Gives a quotation to the subject of "is quoted in" where the paper behind it was taken for the source. Linear in the drafts.
    pub(super) fn quoted_in(&self, drafts: &mut [Draft]) {
        for draft in drafts.iter_mut() {
            let ([source], [cue]) = (draft.source.as_slice(), draft.cue.as_slice()) else { continue };
            let paper = self.after(source.begin);
            let from = paper.saturating_sub(4);
            let verb = (from..paper).rev().find(|&k| matches!(self.word(k), "quoted" | "cited" | "reported"));
            let Some(verb) = verb.filter(|&k| k > 1 && is_be(self.word(k - 1))) else { continue };
            let within = (verb + 1..paper).any(|k| matches!(self.word(k), "in" | "by" | "on"));
            // What is said stands behind, or before the subject.
            let clear = draft.content.iter().all(|c| c.begin >= source.end || c.end <= self.span(verb - 1, verb).begin);
            if !within || !clear || cue.begin > source.begin && self.after(cue.begin) > paper + 8 {
                continue;
            }
            let end = verb - 1;
            let begin = self.begin_of_clause(end, REACH);
            let subject = self.span(begin, end);
            if begin == end || draft.content.iter().any(|c| c.overlaps(subject)) {
                continue;
            }
            draft.source = vec![subject];
            draft.cue = vec![self.span(end, verb + 1)];
        }
    }
}

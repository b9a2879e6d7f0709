//! "The maker said it had been serviced, a claim the hospital rejects": how another stands to what was said is no part of it.

use super::{Cues, Draft, Telling};
use crate::speech::Act;

/// Tokens between the comma and the verb at most, and of whoever stands behind it.
const CLAUSE: usize = 14;

impl Telling<'_> {
    /// Ends what was said before such a clause, and makes an attribution of the clause.
    pub(super) fn disputed(&self, drafts: &mut Vec<Draft>) {
        let mut found = Vec::new();
        for draft in drafts.iter_mut() {
            let Some(content) = draft.content.last_mut() else { continue };
            let (begin, end) = (self.after(content.begin), self.after(content.end));
            let commas = (begin + 2..end).rev().take(2 * CLAUSE).filter(|&k| self.sign(k, ','));
            let Some((comma, clause)) = commas.filter_map(|k| Some((k, self.stance(k, end)?))).next() else { continue };
            content.end = self.cut.tokens.get(comma - 1).map_or(content.end, |t| t.span.end);
            found.push(clause);
        }
        // The models may have found it too.
        Cues::of(drafts).add(found, drafts);
    }

    /// The clause behind a comma that tells how somebody stands to the words before it: "a claim (that) N rejects", "which N
    /// disputes", "a figure disputed by N".
    fn stance(&self, comma: usize, end: usize) -> Option<Draft> {
        let is = |list: &std::collections::BTreeSet<&str>, k: usize| list.contains(self.word(k));
        let head = match self.word(comma + 1) {
            "which" | "something" => comma + 1,
            "a" | "an" => (comma + 2..end.min(comma + 5)).find(|&k| is(&self.words.account, k))?,
            _ => return None,
        };
        let object = vec![self.span(comma + 1, head + 1)];
        let from = head + 1 + usize::from(matches!(self.word(head + 1), "that" | "which"));
        let limit = end.min(comma + CLAUSE);
        let verb = (from..limit).find(|&k| is(&self.words.stand, k))?;
        let words = |from: usize, to: usize| from < to && (from..to).all(|k| self.is_word(k));
        let make = |begin: usize, to: usize| Draft {
            source: vec![self.span(begin, to)],
            cue: vec![self.span(verb, verb + 1)],
            content: object.clone(),
            act: Act::Speech,
        };
        if verb == from && self.word(verb + 1) == "by" {
            let to = (verb + 2..limit).take_while(|&k| self.is_word(k)).last()? + 1;
            return Some(make(verb + 2, to));
        }
        // Auxiliaries and adverbs before the verb are none of the source.
        let mut to = verb;
        while to > from
            && (matches!(self.word(to - 1), "has" | "have" | "had" | "also" | "since")
                || self.word(to - 1).ends_with("ly"))
        {
            to -= 1;
        }
        let behind =
            verb + 1 >= end || !self.is_word(verb + 1) || matches!(self.word(verb + 1), "on" | "in" | "last" | "this");
        (words(from, to) && behind).then(|| make(from, to))
    }
}

//! "Asked whether he would resign, Holm said no": the one who was asked is not the one who asked.

use std::collections::BTreeSet;

use super::{Draft, Telling};
use crate::span::Span;
use crate::speech::Act;

/// Tokens of whoever asked, behind "by".
const ASKER: usize = 12;

impl Telling<'_> {
    /// Takes the source from what somebody was asked, but for one behind "by", and ends it before whoever answers.
    pub(super) fn asked(&self, drafts: &mut Vec<Draft>) {
        let questions: Vec<(usize, usize)> =
            drafts.iter().enumerate().filter_map(|(n, d)| Some((n, self.question(d)?))).collect();
        // Whoever answers is the source of another verb behind a comma.
        let sources: BTreeSet<usize> =
            drafts.iter().filter_map(|d| d.source.first()).map(|s| self.after(s.begin)).collect();
        for (n, verb) in questions {
            let Some(content) = drafts.get(n).and_then(|d| d.content.first().copied()) else { continue };
            let (_, end) = self.sentence(verb);
            let behind = verb + 2..end.max(verb + 2);
            let answer = sources.range(behind).copied().find(|&k| self.sign(k - 1, ','));
            let last = answer.unwrap_or(end);
            let asker = self.asker(verb, last);
            let Some(draft) = drafts.get_mut(n) else { continue };
            // "Asked about it, the chairman laughed. “...”": a quotation behind whoever answers is that one's.
            let answers = answer.filter(|&k| draft.source.iter().any(|s| self.after(s.begin) == k));
            let said: Vec<Span> = draft
                .content
                .iter()
                .copied()
                .filter(|c| answers.is_some_and(|k| self.after(c.begin) > k) && self.is_mark(self.after(c.begin)))
                .collect();
            let own = Draft { source: draft.source.clone(), cue: Vec::new(), content: said, act: Act::Speech };
            draft.source = asker.into_iter().filter(|s| !content.overlaps(*s)).collect();
            if let Some(comma) = answer.map(|k| k - 1) {
                let at = self.cut.tokens.get(comma).map_or(u32::MAX, |t| t.span.begin);
                // What was asked, even where the models took less or more of it.
                let kept: Vec<Span> = draft
                    .content
                    .iter()
                    .map(|c| Span { end: c.end.min(at), ..*c })
                    .filter(|c| c.begin < c.end)
                    .collect();
                if !kept.is_empty() {
                    draft.content = kept;
                }
            }
            if !own.content.is_empty() {
                draft.content.retain(|c| !own.content.iter().any(|o| o.overlaps(*c)));
                drafts.push(own);
            }
        }
    }

    /// The participle of being asked that is the cue of a draft, where it opens its clause.
    fn question(&self, draft: &Draft) -> Option<usize> {
        let cue = draft.cue.first()?;
        let range = self.after(cue.begin)..self.after(cue.end);
        let lower = |k: usize| self.word(k).to_lowercase();
        let verb = range.clone().find(|&k| self.words.asked.contains(lower(k).as_str()))?;
        let (first, _) = self.sentence(verb);
        let leads = |k: usize| self.words.before.contains(lower(k).as_str());
        let mut k = verb;
        while k > first && leads(k - 1) {
            k -= 1;
        }
        let opens = k == first || k < verb || self.sign(k - 1, ',');
        (opens && self.words.about.contains(lower(verb + 1).as_str())).then_some(verb)
    }

    /// Whoever asked: "by" and words up to what was asked.
    fn asker(&self, verb: usize, last: usize) -> Option<Span> {
        if self.word(verb + 1) != "by" {
            return None;
        }
        let begin = verb + 2;
        let name = |k: &usize| {
            let word = self.word(*k);
            self.is_word(*k) && !self.words.about.contains(word)
        };
        let end = (begin..last.min(begin + ASKER)).take_while(name).last()? + 1;
        Some(self.span(begin, end))
    }
}

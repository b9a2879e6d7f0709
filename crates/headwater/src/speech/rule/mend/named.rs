//! "The council approved what residents called “a disgrace”": the words in marks are the residents', whatever the sentence
//! does with them.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Cues, Draft, Telling};
use crate::span::Span;
use crate::speech::Act;

/// Tokens of whoever gives the name at most.
const SUBJECT: usize = 7;

impl Telling<'_> {
    /// Adds who calls something so in a clause within the sentence, where no cue was found for it, and drops what took the
    /// words for another's without being a verb of saying.
    pub(super) fn named(&self, drafts: &mut Vec<Draft>) {
        let mut found = Vec::new();
        for q in self.marks.quotations.iter().filter(|q| q.parent.is_none() && q.closed) {
            let (begin, end) = (q.begin as usize, q.end as usize);
            let verb = begin.checked_sub(1).map(|k| if self.word(k) == "as" { k.saturating_sub(1) } else { k });
            let Some(verb) = verb.filter(|&k| self.is_word(k) && self.words.name.contains(self.word(k))) else {
                continue;
            };
            let Some(subject) = self.subject(verb) else { continue };
            found.push(Draft {
                source: vec![self.span(subject.start, subject.end)],
                cue: vec![self.span(verb, begin)],
                content: vec![self.span(begin, end)],
                act: Act::Speech,
            });
        }
        let cues = Cues::of(drafts);
        found.retain(|d| !d.cue.iter().any(|c| cues.overlap(*c)));
        // Where the words in marks begin, and the verb before them.
        let words: BTreeMap<u32, (Span, u32)> = found
            .iter()
            .filter_map(|d| d.content.first().zip(d.cue.first()))
            .map(|(words, cue)| (words.begin, (*words, cue.begin)))
            .collect();
        let other = |d: &Draft| {
            let last = d.cue.last().map(|c| self.after(c.end)).and_then(|k| k.checked_sub(1));
            let says = last.is_some_and(|k| self.lexicon.cue(&self.word(k).to_lowercase()).is_some());
            let holds = |c: &Span| {
                words.range(c.begin..c.end).any(|(_, (w, cue))| {
                    d.cue.is_empty() && w == c || !says && !d.cue.is_empty() && c.contains(*w) && c.begin < *cue
                })
            };
            d.content.iter().any(holds)
        };
        drafts.retain(|d| !other(d));
        drafts.extend(found);
    }

    /// Who stands before the verb of a clause within a sentence: behind "what" or "which", or a phrase right behind a noun.
    fn subject(&self, verb: usize) -> Option<Range<usize>> {
        let (first, _) = self.sentence(verb);
        let least = first.max(verb.saturating_sub(SUBJECT));
        let mut begin = verb;
        while begin > least && self.is_word(begin - 1) && !matches!(self.word(begin - 1), "what" | "which" | "that") {
            begin -= 1;
            // "a penalty | her family called": a phrase begins with its article.
            let article = self.words.subject.contains(self.word(begin));
            if article {
                let noun = begin > least && (self.is_word(begin - 1) || self.sign(begin - 1, ','));
                return noun.then_some(begin..verb);
            }
        }
        // "denounced what it called “an attack”": the sentence's own subject calls it so.
        let own = verb == begin + 1 && self.lexicon.pronouns.contains(self.word(begin).to_lowercase().as_str());
        let marked = !own && begin > first && begin < verb && matches!(self.word(begin - 1), "what" | "which" | "that");
        marked.then_some(begin..verb)
    }
}

//! Set phrases that part a verb of saying from its subject or from what was said: "Holm had this to say: “...”", "“...,” Holm
//! was quoted as saying by the Mirror".

use std::collections::BTreeSet;

use super::{Draft, Telling};
use crate::span::Span;
use crate::speech::mark::Quotation;

/// Tokens between "had" and "to say".
const OBJECT: usize = 4;
/// Tokens of a subject with what stands behind it.
const SUBJECT: usize = 24;
/// Quotations looked at before a subject: one may hold others.
const NESTED: usize = 4;

impl Telling<'_> {
    /// Gives the words of a set phrase to its subject. Each draft looks at [`SUBJECT`] tokens.
    pub(super) fn formulas(&self, drafts: &mut Vec<Draft>) {
        let mut taken = BTreeSet::new();
        for draft in drafts.iter_mut() {
            if let Some(found) = self.had_to_say(draft) {
                *draft = found;
            } else if let Some(found) = self.was_quoted(draft) {
                taken.extend(found.content.first().map(|c| c.begin));
                *draft = found;
            }
        }
        // The quotation by itself says no more.
        drafts.retain(|d| {
            let alone = d.source.is_empty() && d.cue.is_empty();
            !(alone && matches!(d.content.as_slice(), [c] if taken.contains(&c.begin)))
        });
    }

    /// "Holm, the notary, had this to say: “...”", where the subject is missed or the phrase taken for it.
    fn had_to_say(&self, draft: &Draft) -> Option<Draft> {
        let cue = draft.cue.last()?;
        let say = self.after(cue.end).checked_sub(1)?;
        let to = say.checked_sub(1).filter(|&k| matches!(self.word(say), "say" | "add") && self.word(k) == "to")?;
        let (first, _) = self.sentence(say);
        let had = (first.max(to.saturating_sub(OBJECT))..to).rev().find(|&k| self.has(k))?;
        let object = (had + 1..to).any(|k| matches!(self.word(k), "this" | "that" | "these" | "following"));
        let phrase = self.span(had, say + 1);
        let missed = draft.source.is_empty() || draft.source.iter().any(|s| s.overlaps(phrase));
        if !object || !missed || draft.content.iter().any(|c| c.begin < phrase.end) {
            return None;
        }
        let source = vec![self.subject_before(had, first)?];
        Some(Draft { source, cue: vec![phrase], content: draft.content.clone(), act: draft.act })
    }

    /// "“...,” Holm was quoted as saying by the Mirror": the words are those before, not "saying by the Mirror".
    fn was_quoted(&self, draft: &Draft) -> Option<Draft> {
        let [content] = draft.content.as_slice() else { return None };
        let (source, cue) = (draft.source.first()?, draft.cue.first()?);
        let saying = self.after(content.begin);
        let verb = saying.checked_sub(2).filter(|_| self.word(saying) == "saying" && self.word(saying - 1) == "as")?;
        if !matches!(self.word(verb), "quoted" | "cited") || cue.begin > self.cut.tokens.get(verb)?.span.begin {
            return None;
        }
        // The quotation that ends right before the subject.
        let subject = self.after(source.begin) as u32;
        let before = |q: &&Quotation| q.end <= subject && q.end + 1 >= subject;
        let all = &self.marks.quotations;
        let quotation = all[..all.partition_point(|q| q.begin < subject)].iter().rev().take(NESTED).find(before)?;
        let words = self.span(quotation.begin as usize, quotation.end as usize);
        Some(Draft {
            source: draft.source.clone(),
            cue: vec![Span { begin: cue.begin, end: self.span(saying, saying + 1).end }],
            content: vec![words],
            act: draft.act,
        })
    }

    fn has(&self, k: usize) -> bool {
        matches!(self.word(k), "had" | "has" | "have")
    }

    /// The subject that ends before token `end`, in a sentence that begins at `first`: without what commas set off behind it.
    pub(super) fn subject_before(&self, end: usize, first: usize) -> Option<Span> {
        let mut end = end;
        while end > first && matches!(self.word(end - 1), "also" | "only" | "just" | "later" | "then") {
            end -= 1;
        }
        let least = first.max(end.saturating_sub(SUBJECT));
        if end > least && self.sign(end - 1, ',') {
            end = (least..end - 1).rev().find(|&k| self.sign(k, ','))?;
            // "Holm, 44, who runs the ferry,"
            if end >= least + 2 && !self.is_word(end - 1) && self.sign(end - 2, ',') {
                end -= 2;
            }
        }
        let mut begin = end;
        while begin > least && self.is_word(begin - 1) {
            begin -= 1;
            let word = self.word(begin).to_lowercase();
            let opens = self.words.subject.contains(&*word) || self.words.first.contains(&*word);
            // "a clerk at the court", "the farmer and his son"
            let goes_on = begin > least && matches!(self.word(begin - 1), "of" | "for" | "at" | "in" | "from" | "and");
            if opens && !goes_on {
                break;
            }
        }
        (begin < end).then(|| self.span(begin, end))
    }
}

//! Citations of the form "confirmed by X", "X has confirmed" whose sentence the patterns of [`super::stance`] did not read.

use super::account;
use super::resolve::Reader;
use super::stance;
use super::{Corroboration, Stance, Witness};
use crate::lineage::{Ancestor, CitationForm};
use crate::origin::class::BE;
use crate::page::Role;
use crate::reuse::Place;
use crate::span::Span;
use std::ops::Range;

/// Tokens between a verb and what is said to be false.
const FALSE: usize = 24;

impl Reader<'_> {
    /// Adds the citations that confirm and that `out` does not have.
    pub(super) fn named_as_confirming(&self, out: &mut Vec<Corroboration>) {
        for c in self.context.outlets.citations(self.ix).iter().filter(|c| c.form == CitationForm::Confirmed) {
            let by = match c.target {
                Ancestor::Page(p) => Witness::Page(p),
                Ancestor::Work(w) => Witness::Work(w),
                Ancestor::Lost(_) => continue,
            };
            let known = out.iter().any(|o| o.place.span.overlaps(c.span));
            if known || self.page.role_at(c.name.begin) != Role::Story || self.no_confirming(c.span, c.name) {
                continue;
            }
            let about = self.main_voice;
            let told = if about.is_none() { self.told_by_citation(c.span, c.name) } else { None };
            let stance = told.as_ref().map_or(Stance::Corroborates, |t| t.1);
            let (independent, why) = self.independence(about, by, None);
            out.push(Corroboration {
                about,
                named: false,
                own: false,
                matter: told.map(|t| Place { page: self.ix, span: t.0 }),
                statement: None,
                by,
                stance,
                place: Place { page: self.ix, span: c.span },
                independent,
                why,
            });
        }
    }

    /// Whether the words of a citation are no confirming by whom they name: "has the full support of the Post", "confirmed in the
    /// Post", "waiting on confirmation from the Post".
    fn no_confirming(&self, whole: Span, name: Span) -> bool {
        let tokens = self.tokens(whole);
        let first = self.tokens(name).start;
        let word = |k: usize| account::at(&self.words, k);
        let support = tokens.clone().any(|k| word(k) == "support" && word(k + 1) == "of");
        let before = (tokens.start..first).rev().find(|&k| !matches!(word(k), "the" | "a" | "an"));
        let there = before.is_some_and(|k| matches!(word(k), "in" | "to" | "on"));
        support || there || tokens.clone().any(|k| matches!(word(k), "waiting" | "awaiting" | "wait"))
    }

    /// What somebody is said to have confirmed, and whether that is that something was false: what stands behind the verb, or before
    /// ", the Post has confirmed".
    fn told_by_citation(&self, whole: Span, name: Span) -> Option<(Span, Stance)> {
        let tokens = self.tokens(whole);
        let word = |k: usize| account::at(&self.words, k);
        let verb = tokens.clone().find(|&k| stance::of_word(word(k)) == Some(Stance::Corroborates))?;
        let s = self.cut.sentences.get(self.cut.sentence_of(verb))?.range();
        let named = self.tokens(name);
        if named.start > verb {
            return None;
        }
        let article = matches!(word(named.start.wrapping_sub(1)), "the" | "a" | "an");
        let first = named.start - usize::from(article && named.start > s.start);
        let closes = |k: usize| k >= s.end || !word(k).starts_with(char::is_alphanumeric);
        let words = if !closes(verb + 1) {
            let from = (verb + 1..s.end.min(verb + FALSE)).find(|&k| word(k) == "that").unwrap_or(verb + 1);
            from..(from..s.end.min(from + FALSE)).find(|&k| matches!(word(k), "." | ";")).unwrap_or(s.end)
        } else if first > s.start + 1 && word(first - 1) == "," {
            s.start..first - 1
        } else {
            return None;
        };
        let stance = if self.said_false(words.clone()) { Stance::Denies } else { Stance::Corroborates };
        (words.end > words.start).then(|| (self.cut.span(words.start, words.end), stance))
    }

    /// Whether some of these words say that something is false.
    fn said_false(&self, words: Range<usize>) -> bool {
        let low = words.end.saturating_sub(FALSE).max(words.start);
        (low..words.end)
            .filter(|&k| BE.has(account::at(&self.words, k)))
            .any(|k| (k + 1..words.end.min(k + 7)).any(|n| stance::judged_at(&self.words, n) == Some(Stance::Denies)))
    }

    fn tokens(&self, span: Span) -> Range<usize> {
        let begin = self.cut.tokens.partition_point(|t| t.span.end <= span.begin);
        begin..self.cut.tokens.partition_point(|t| t.span.begin < span.end)
    }
}

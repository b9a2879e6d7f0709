//! Which cue a quotation has, where its content begins, and which quotations go on with it.

use super::{Draft, Reader};
use crate::speech::Act;
use crate::speech::cue::Takes;
use crate::speech::sentence::TokenKind;

/// How far from a quotation its cue is looked for, in items: a long apposition fits.
pub(super) const NEAR: usize = 22;

impl Reader<'_> {
    /// Whether a cue, "that", a colon or a comma stands right before quotation `i`, or a comma right before its end.
    pub(super) fn adjacent(&self, i: usize) -> bool {
        let before = i.checked_sub(1).is_some_and(|p| {
            matches!(self.sign(p), Some(':' | ','))
                || self.cue_at(p).is_some_and(|c| c.act != Act::Thought)
                || self.heard.lexicon.that.contains(self.words[p].as_str())
        });
        // Where the verb comes last it stands right behind: "“...” diyen Ana Ruiz".
        let behind =
            !self.heard.lexicon.closing.is_empty() && self.cue_at(i + 1).is_some_and(|c| c.act != Act::Thought);
        let tail = (i + 1..i + 3).any(|k| k < self.items.len() && self.tail(k));
        before || behind || tail || self.ends_open(i)
    }

    /// Whether quotation `i` ends with a comma, within or after its closing mark, or with a mark of question or exclamation.
    pub(super) fn ends_open(&self, i: usize) -> bool {
        let Some(q) = self.heard.marks.quotations.get(self.items[i].quotation as usize - 1) else { return false };
        let last = q.inner().next_back().and_then(|t| self.heard.cut.tokens.get(t)).map(|t| t.kind);
        matches!(last, Some(TokenKind::Sign(',' | '?' | '!' | '…' | '—' | '–')))
            || matches!(self.sign(i + 1), Some(',' | '–' | '—'))
    }

    /// The cue of quotation `i`: after it where it ends with a comma, else before it.
    pub(super) fn cue_for(&self, i: usize) -> Option<(usize, Act)> {
        let open = self.ends_open(i);
        let after = self.cue_after(i, open);
        let before = self.cue_before(i);
        match (before, after) {
            (Some(b), Some(a)) => {
                let introduced = i > 0
                    && (matches!(self.sign(i - 1), Some(':'))
                        || b.0 + 1 == i
                        || b.0 + 2 == i && self.sign(i - 1) == Some(','));
                Some(if introduced || !open { b } else { a })
            }
            (b, a) => b.or(a),
        }
    }

    pub(super) fn cue_after(&self, i: usize, open: bool) -> Option<(usize, Act)> {
        let mut names = 0;
        for k in i + 1..(i + 1 + NEAR).min(self.items.len()) {
            if self.items[k].is_quotation() || matches!(self.sign(k), Some('.' | ';' | ':' | '?' | '!')) {
                return None;
            }
            if let Some(c) = self.cue_at(k).filter(|c| c.act != Act::Thought || open) {
                return Some((k, c.act));
            }
            let word = &self.words[k];
            if self.heard.lexicon.stops.contains(word.as_str()) && word != "who" && !open {
                return None;
            }
            names += 1;
            if !open && names > 6 {
                return None;
            }
        }
        None
    }

    pub(super) fn cue_before(&self, i: usize) -> Option<(usize, Act)> {
        for k in (i.saturating_sub(NEAR)..i).rev() {
            if self.items[k].is_quotation() || matches!(self.sign(k), Some('.' | ';' | '?' | '!')) {
                return None;
            }
            if let Some(c) = self.cue_at(k) {
                return Some((k, c.act));
            }
        }
        None
    }

    /// Where the content of cue `k` begins, when its quotation is item `i`: after "that" or right after the cue, so that
    /// the words between cue and quotation are part of a mixed content; at the quotation after a comma or colon.
    pub(super) fn content_begin(&self, k: usize, i: usize) -> usize {
        if i > 0 && matches!(self.sign(i - 1), Some(':' | ',')) || self.according(k).is_some() {
            return i;
        }
        let that = (k + 1..i).find(|&j| self.heard.lexicon.that.contains(self.words[j].as_str()));
        let takes = self.cue_at(k).map_or(Takes::Quote, |c| c.takes);
        match that {
            Some(j) => j,
            None if takes == Takes::Clause && !(k + 1..i).any(|j| self.sign(j).is_some()) => k + 1,
            None => i,
        }
    }

    /// Whether quotation `i` goes on with draft `draft`, whose last quotation is item `before`: between them stands the
    /// cue of that draft and no other, and the first part was open.
    pub(super) fn joined(&self, before: usize, i: usize, draft: usize, out: &[Draft]) -> bool {
        if before + 1 == i {
            return false;
        }
        let between = before + 1..i;
        let cues: Vec<usize> = between.clone().filter(|&k| self.cue_at(k).is_some()).collect();
        let own = cues.first().is_some_and(|&k| out[draft].cue.first() == Some(&self.cue_span(k)));
        let new_sentence = matches!(self.sign(i - 1), Some('.' | ',' | ';' | '—' | '–' | ':')) && between.len() <= NEAR;
        // One with a cue of its own after it ("« ... », a-t-elle ajouté") is another.
        let other = self.ends_open(i) && self.cue_after(i, true).is_some();
        own && cues.len() == 1 && new_sentence && self.sign(i - 1) != Some(':') && !other
    }
}

//! "Music: three bands play. ¶ Food: fish soup and bread.", "Photo: Harbour Board", "9.52am: Shots are heard": labels, not voices.

use std::collections::BTreeSet;

use super::{Draft, Telling};
use crate::page::Role;

impl Telling<'_> {
    /// Drops what a label is taken to say, outside quotation marks, and takes labels from sources that begin with them. Turns of
    /// an interview are found by a step of their own. `O(log n)` for each draft.
    pub(super) fn labels(&self, labels: &BTreeSet<u32>, drafts: &mut Vec<Draft>) {
        let any = drafts.iter().any(|d| self.lone_sign(d).is_some());
        let voices = if any { self.voices(drafts) } else { BTreeSet::new() };
        drafts.retain(|d| {
            let Some(k) = self.lone_sign(d) else { return true };
            let marked = d.content.iter().any(|c| self.is_mark(self.after(c.begin)));
            let listed = self.sign(k, ':') && labels.contains(&(k as u32));
            marked || !listed && (self.heads(k) || self.last_words(d).any(|w| voices.contains(&w)))
        });
        for source in drafts.iter_mut().flat_map(|d| &mut d.source) {
            let (begin, end) = (self.after(source.begin) as u32, self.after(source.end) as u32);
            if let Some(&colon) = labels.range(begin..end).next_back()
                && colon + 1 < end
            {
                *source = self.span(colon as usize + 1, end as usize);
            }
        }
    }

    /// The colon or dash that is all there is of a draft's cue.
    fn lone_sign(&self, draft: &Draft) -> Option<usize> {
        let [cue] = draft.cue.as_slice() else { return None };
        let k = self.after(cue.begin);
        [':', '–', '—', '-'].into_iter().any(|s| self.sign(k, s)).then_some(k)
    }

    /// Whether a token stands in a headline, or in the first block of a page that has none told: "Vael: ferry was never on time".
    fn heads(&self, k: usize) -> bool {
        let block = |k: usize| self.cut.tokens.get(k).map(|t| t.block);
        block(k) == block(0) || self.page.role_at(self.span(k, k + 1).begin) == Role::Headline
    }

    /// The last words of who is quoted by more than a colon: one of these before a colon is a voice.
    fn voices(&self, drafts: &[Draft]) -> BTreeSet<String> {
        drafts.iter().filter(|d| self.lone_sign(d).is_none()).flat_map(|d| self.last_words(d)).collect()
    }

    /// The last word of each source of a draft, in small letters.
    fn last_words<'d>(&'d self, draft: &'d Draft) -> impl Iterator<Item = String> + 'd {
        draft.source.iter().map(|s| self.word(self.after(s.end).saturating_sub(1)).to_lowercase())
    }
}

//! "Music: three bands play. ¶ Food: fish soup and bread.": labels of a list, not voices.

use std::collections::BTreeMap;

use super::{Draft, Telling};
use crate::span::Span;

impl Telling<'_> {
    /// Drops what a label of one word is taken to say, outside quotation marks, where another block begins with one too.
    /// Turns of an interview are found by a step of their own. Linear in the drafts and tokens.
    pub(super) fn labels(&self, drafts: &mut Vec<Draft>) {
        let colon = |d: &Draft| matches!(d.cue.as_slice(), [c] if self.sign(self.after(c.begin), ':'));
        if !drafts.iter().any(colon) {
            return;
        }
        let mut labelled: BTreeMap<u32, Span> = BTreeMap::new();
        let mut last = None;
        for (k, token) in self.cut.tokens.iter().enumerate() {
            if last.replace(token.block) != Some(token.block) && self.is_word(k) && self.sign(k + 1, ':') {
                labelled.insert(token.span.begin, token.span);
            }
        }
        drafts.retain(|d| {
            let first = d.source.first().copied();
            let label = first.is_some_and(|s| d.source.len() == 1 && labelled.get(&s.begin) == Some(&s));
            let marked = d.content.iter().any(|c| self.is_mark(self.after(c.begin)));
            !(colon(d) && label && labelled.len() > 1 && !marked)
        });
    }
}

//! "Music: three bands play. ¶ Food: fish soup and bread.": labels of a list, not voices.

use std::collections::BTreeSet;

use super::{Draft, Telling};

impl Telling<'_> {
    /// Drops what a label is taken to say, outside quotation marks, and takes labels from sources that begin with them. Turns of
    /// an interview are found by a step of their own. `O(log n)` for each draft.
    pub(super) fn labels(&self, labels: &BTreeSet<u32>, drafts: &mut Vec<Draft>) {
        let colon = |d: &Draft| match d.cue.as_slice() {
            [c] => Some(self.after(c.begin)).filter(|&k| self.sign(k, ':')),
            _ => None,
        };
        drafts.retain(|d| {
            let marked = d.content.iter().any(|c| self.is_mark(self.after(c.begin)));
            !colon(d).is_some_and(|k| !marked && labels.contains(&(k as u32)))
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
}

//! "Music: three bands play. ¶ Food: fish soup and bread.": labels of a list, not voices.

use super::{Draft, Telling};
use crate::speech::sentence::labels;

impl Telling<'_> {
    /// Drops what a label is taken to say, outside quotation marks, and takes labels from sources that begin with them. Turns of
    /// an interview are found by a step of their own. Linear in the drafts and tokens.
    pub(super) fn labels(&self, drafts: &mut Vec<Draft>) {
        let colon = |d: &Draft| match d.cue.as_slice() {
            [c] => Some(self.after(c.begin)).filter(|&k| self.sign(k, ':')),
            _ => None,
        };
        let labels = labels(self.text, self.cut);
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

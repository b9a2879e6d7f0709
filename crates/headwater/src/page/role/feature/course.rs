//! Numbers on where a block stands in the course of its page: under which heading, behind which label, among how much
//! prose, and whether its words stand elsewhere too.

use super::{Fill, OWN};
use crate::page::block::Cut;
use crate::page::block::line;
use crate::page::comment::label;
use crate::page::tree::Tree;

/// How many numbers there are.
pub(super) const COURSE: usize = 12;

/// The course of a page, block by block.
pub(super) struct Course {
    rows: Vec<[f32; COURSE]>,
}

impl Course {
    /// Follows it, in time linear in the text but for sorting the blocks' hashes.
    pub(super) fn of(tree: &Tree<'_>, cut: &Cut, own: &[[f32; OWN]]) -> Course {
        let count = cut.drafts.len();
        let hashes: Vec<u64> = cut.drafts.iter().map(|d| hash(d.span.of(&cut.text))).collect();
        let mut sorted = hashes.clone();
        sorted.sort_unstable();
        let times = |h: u64| sorted.partition_point(|s| *s <= h) - sorted.partition_point(|s| *s < h);
        let prose = |i: usize| own.get(i).is_some_and(|o| o[4] > 0.0 && o[0] > 2.2 && o[2] < 0.5);
        let all: f32 = (0..count).filter(|&i| prose(i)).map(|i| cut.drafts[i].span.len() as f32).sum();
        let linked: f32 = cut.drafts.iter().map(|d| d.linked as f32).sum();
        let (mut before, mut heading, mut kind, mut labelled, mut last) = (0.0, -1isize, 0.0, -1isize, -1isize);
        let mut rows = Vec::with_capacity(count);
        for (i, draft) in cut.drafts.iter().enumerate() {
            let words = draft.span.of(&cut.text);
            let since = |at: isize| if at < 0 { 200.0 } else { ((i as isize - at) as f32).min(100.0) };
            let class = tree.attribute(draft.container, "class").is_some_and(|c| !c.is_empty());
            rows.push([
                times(hashes[i]).min(20) as f32,
                since(heading),
                kind,
                since(labelled),
                since(last),
                0.0,
                before / all.max(1.0),
                (all - before) / all.max(1.0),
                (all + 1.0).ln(),
                linked / cut.text.len().max(1) as f32,
                class as u8 as f32,
                (count as f32).ln(),
            ]);
            let short = own[i][0] < 2.6 && own[i][4] == 0.0;
            if tree.tag(draft.container).is_some_and(|t| t.is_heading()) {
                heading = i as isize;
                kind = 1.0 + line::is_furniture(words) as u8 as f32 + 2.0 * label::is_label(words) as u8 as f32;
            }
            if short && label::is_label(words) {
                labelled = i as isize;
            }
            if prose(i) {
                before += draft.span.len() as f32;
                last = i as isize;
            }
        }
        // How far the next prose is, from behind.
        let mut next: Option<usize> = None;
        for i in (0..count).rev() {
            if let Some(row) = rows.get_mut(i) {
                row[5] = next.map_or(200.0, |n| ((n - i) as f32).min(100.0));
            }
            if prose(i) {
                next = Some(i);
            }
        }
        Course { rows }
    }

    pub(super) fn fill(&self, i: usize, fill: &mut Fill<'_>) {
        for v in self.rows.get(i).copied().unwrap_or_default() {
            fill.add(v);
        }
    }
}

/// A hash (FNV-1a) of a block's words.
fn hash(words: &str) -> u64 {
    words.bytes().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3))
}

//! Source and content of one cue: a labelling of its frame, decoded as a whole (Viterbi), trained as a
//! conditional random field (Lafferty et al., 2001).
//!
//! The features are those of semantic role labelling: the word, where it stands with respect to the cue, through which
//! branch of the tree it hangs on it, what lies between. Steps: the [`scene`] of a cue, the [`feature`](feature::describe)s of
//! its items, their sums, the best [`path`] through them, and [`several`](several::several) of the best.

pub mod feature;
pub mod path;
pub mod scene;
pub mod several;

use self::feature::OWN;
pub use self::feature::describe;
pub use self::path::decode;
use self::scene::view;
pub use self::scene::{REACH, Scene};
pub use self::several::several;
use super::super::frame::Frame;
use super::reading::Reading;
use super::table::Table;

/// How many labels there are; the last two are never used and make a row of the table a power of two.
pub const LABELS: usize = 8;
/// Neither.
pub const OTHER: usize = 0;
/// The first word of a source.
pub const SOURCE: usize = 1;
/// A further word of it.
pub const SOURCE_ON: usize = 2;
/// The first word of a content.
pub const CONTENT: usize = 3;
/// A further word of it.
pub const CONTENT_ON: usize = 4;
/// A word of the cue.
pub const CUE: usize = 5;
/// Labels in use.
pub const USED: usize = 6;

/// Whether a label is of a content.
pub fn is_content(label: u8) -> bool {
    matches!(usize::from(label), CONTENT | CONTENT_ON)
}

/// Rows of the table of transitions: kinds of items.
pub const KINDS: usize = 16;

/// Whether `next` may follow `label`.
pub fn follows(label: usize, next: usize) -> bool {
    match next {
        SOURCE_ON => matches!(label, SOURCE | SOURCE_ON),
        CONTENT_ON => matches!(label, CONTENT | CONTENT_ON),
        _ => next < USED,
    }
}

/// The scene of the cue at item `at` of `frame`, and the scores of every item's labels.
///
/// The scores are the sums of the weights of all [`describe`]d features. What several items share is looked up once for them,
/// which saves a tenth of the work.
pub fn emit(table: Table, reading: &Reading<'_>, frame: &Frame, at: usize) -> (Scene, Vec<[i32; LABELS]>) {
    let mut out = Vec::with_capacity(frame.range().len().min(2 * REACH));
    let (mut branches, mut distances, mut tags) = (Shared::default(), Shared::default(), Shared::default());
    let mut own = [[0; OWN]; 2];
    let scene = view(reading, frame, at, |view, item| {
        let edge = u64::from(item.edge);
        let branch = u64::from(item.hang.branch) << 8 | u64::from(item.hang.up) << 2 | edge;
        let distance = u64::from(item.lies) << 8 | u64::from(item.side) << 2 | edge;
        let tag = u64::from(item.tags[2]) << 2 | u64::from(item.side);
        let feature = table.fetching::<LABELS>();
        let place = out.len() % 2;
        own[place] = view.of_item(item, &feature);
        // The item's own rows are on their way while those of the one before are summed.
        if let Some(sums) = out.last_mut() {
            add(sums, &table.sum(&own[1 - place]));
        }
        let mut sums = branches.of(branch, || table.sum(&view.of_branch(item, &feature)));
        add(&mut sums, &distances.of(distance, || table.sum(&view.of_distance(item, &feature))));
        add(&mut sums, &tags.of(tag, || table.sum(&view.of_tag(item, &feature))));
        if let Some(further) = view.of_quotation(item, &feature) {
            add(&mut sums, &table.sum(&further));
        }
        out.push(sums);
    });
    let last = &own[1 - out.len() % 2];
    if let Some(sums) = out.last_mut() {
        add(sums, &table.sum(last));
    }
    (scene, out)
}

fn add(sums: &mut [i32; LABELS], more: &[i32; LABELS]) {
    sums.iter_mut().zip(more).for_each(|(s, m)| *s += m);
}

/// The last sums that items of a scene shared.
#[derive(Default)]
struct Shared {
    /// What items share, plus one; 0 in an empty place.
    keys: [u64; SHARED],
    sums: [[i32; LABELS]; SHARED],
    next: usize,
    /// Where those of the item before stand.
    last: usize,
}

/// Of the tags of a sentence's items so many are kept; branches and distances come one after another, and need fewer.
const SHARED: usize = 16;

impl Shared {
    fn of(&mut self, key: u64, sums: impl FnOnce() -> [i32; LABELS]) -> [i32; LABELS] {
        if self.keys[self.last] != key + 1 {
            self.last = self.keys.iter().position(|&k| k == key + 1).unwrap_or_else(|| {
                let at = self.next % SHARED;
                self.next += 1;
                (self.keys[at], self.sums[at]) = (key + 1, sums());
                at
            });
        }
        self.sums[self.last]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Limits, Source, read};
    use crate::speech::model::weights;
    use crate::speech::{cue, frame, mark, sentence};

    #[test]
    fn sums_of_shared_features_are_those_of_all_features() {
        let text = "The mayor said on Monday that the bridge, which the town had closed in May, would open soon. “It is late,” \
                    Ana Ruiz told the council, “and nobody knows why,” adding that she had asked twice. According to the clerk, \
                    who denied it, “the ‘old’ tower stands.” He thinks so; others say, and hope, that it fell.";
        let page = read(&Source::text("t", text), &Limits::default());
        let cut = sentence::cut(&page);
        let marks = mark::pair(&page, &cut);
        let (lexicon, weights) = (cue::lexicon(None), weights());
        let frames = frame::build(&page, &cut, &marks, lexicon);
        let reading = Reading::new(&page.text, &cut, &marks, &frames, lexicon, weights.part, weights.tree);
        let mut items = 0;
        for frame in &frames.frames {
            for at in 0..frame.range().len() {
                let mut plain = Vec::new();
                let scene = describe(&reading, frame, at, |f| plain.push(weights.argument.score::<LABELS>(f)));
                let (shared, sums) = emit(weights.argument, &reading, frame, at);
                assert_eq!(sums, plain);
                assert_eq!(shared.kinds, scene.kinds);
                items += sums.len();
            }
        }
        assert!(items > 500, "{items}");
    }
}

//! The scores of the labels of every item of a scene.

use super::super::super::frame::Frame;
use super::super::reading::Reading;
use super::super::table::Table;
use super::feature::{NEIGHBOURS, OWN};
use super::scene::{Item, view};
use super::{LABELS, REACH, Scene};

/// The scene of the cue at item `at` of `frame`, and the scores of every item's labels.
///
/// The scores are the sums of the weights of all features that [`describe`](super::describe) gives.
pub fn emit(table: Table, reading: &Reading<'_>, frame: &Frame, at: usize) -> (Scene, Vec<[i32; LABELS]>) {
    emit_with(table, reading, frame, at, &mut Kept::new(0))
}

/// The same, where `kept` keeps for the other cues of the frame what is the same for them. What several items share is
/// looked up once for them.
pub fn emit_with(
    table: Table,
    reading: &Reading<'_>,
    frame: &Frame,
    at: usize,
    kept: &mut Kept,
) -> (Scene, Vec<[i32; LABELS]>) {
    let mut out: Vec<[i32; LABELS]> = Vec::with_capacity(frame.range().len().min(2 * REACH));
    let (mut branches, mut distances, mut tags) = (Shared::default(), Shared::default(), Shared::default());
    let (mut own, mut near) = ([[0; OWN]; 2], [[0; NEIGHBOURS]; 2]);
    // Which of the kept sums those of the neighbours will be, if they are not known.
    let mut slots = [None; 2];
    let scene = view(reading, frame, at, |view, item| {
        let feature = table.fetching::<LABELS>();
        let place = out.len() % 2;
        own[place] = view.of_item(item, &feature);
        // The cue itself has no place.
        let slot = if item.side < 2 { 2 * (item.j - frame.begin as usize) + item.side as usize } else { usize::MAX };
        let known = kept.look(slot, item);
        slots[place] = known.is_none().then_some(slot);
        if known.is_none() {
            near[place] = view.of_neighbours(item, &feature);
        }
        // The item's rows are on their way while those of the one before are summed.
        if let Some(sums) = out.last_mut() {
            finish(table, &own[1 - place], &near[1 - place], slots[1 - place], kept, sums);
        }
        let edge = u64::from(item.edge);
        let branch = u64::from(item.hang.branch) << 8 | u64::from(item.hang.up) << 2 | edge;
        let distance = u64::from(item.lies) << 8 | u64::from(item.side) << 2 | edge;
        let tag = u64::from(item.tags[2]) << 2 | u64::from(item.side);
        let mut sums = branches.of(branch, || table.sum(&view.of_branch(item, &feature)));
        add(&mut sums, &distances.of(distance, || table.sum(&view.of_distance(item, &feature))));
        add(&mut sums, &tags.of(tag, || table.sum(&view.of_tag(item, &feature))));
        if let Some(further) = view.of_quotation(item, &feature) {
            add(&mut sums, &table.sum(&further));
        }
        if let Some(known) = known {
            add(&mut sums, &known);
        }
        out.push(sums);
    });
    let place = out.len() % 2;
    if let Some(sums) = out.last_mut() {
        finish(table, &own[1 - place], &near[1 - place], slots[1 - place], kept, sums);
    }
    (scene, out)
}

/// Adds what is an item's own, and, where `slot` is one to be filled, what it has by its neighbours.
#[inline(always)]
fn finish(
    table: Table,
    own: &[u32; OWN],
    near: &[u32; NEIGHBOURS],
    slot: Option<usize>,
    kept: &mut Kept,
    sums: &mut [i32; LABELS],
) {
    add(sums, &table.sum(own));
    if let Some(slot) = slot {
        let of_neighbours = table.sum(near);
        kept.keep(slot, &of_neighbours);
        add(sums, &of_neighbours);
    }
}

fn add(sums: &mut [i32; LABELS], more: &[i32; LABELS]) {
    sums.iter_mut().zip(more).for_each(|(s, m)| *s += m);
}

/// What the items of a frame have by their neighbours alone, for all its cues: two places an item, for what stands before
/// and behind a cue. Beside a cue and at the ends of its window neighbours are others; so a place tells which it was made of.
#[derive(Debug)]
pub struct Kept(Vec<Neighbours>);

#[derive(Clone, Debug)]
struct Neighbours {
    words: [u32; 3],
    tags: [u32; 5],
    sums: [i32; LABELS],
}

/// Of no more items than this anything is kept, so that a page that is one sentence needs no more memory.
const ITEMS: usize = 512;

impl Kept {
    /// Nothing yet of a frame of so many items; with 0, never anything.
    pub fn new(items: usize) -> Kept {
        // No item has such tags.
        Kept(vec![Neighbours { words: [0; 3], tags: [u32::MAX; 5], sums: [0; LABELS] }; 2 * items.min(ITEMS)])
    }

    /// The sums in a place, if they are of these neighbours; else the place is theirs from now on.
    fn look(&mut self, slot: usize, item: &Item) -> Option<[i32; LABELS]> {
        let place = self.0.get_mut(slot)?;
        if place.tags == item.tags && place.words == item.words {
            return Some(place.sums);
        }
        (place.words, place.tags) = (item.words, item.tags);
        None
    }

    fn keep(&mut self, slot: usize, sums: &[i32; LABELS]) {
        if let Some(place) = self.0.get_mut(slot) {
            place.sums = *sums;
        }
    }
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
    use super::super::describe;
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
            let mut kept = Kept::new(frame.range().len());
            for at in 0..frame.range().len() {
                let mut plain = Vec::new();
                let scene = describe(&reading, frame, at, |f| plain.push(weights.argument.score::<LABELS>(f)));
                // As one cue of the frame after another, and as the only one.
                let (shared, sums) = emit_with(weights.argument, &reading, frame, at, &mut kept);
                assert_eq!(sums, plain);
                assert_eq!(shared.kinds, scene.kinds);
                assert_eq!(emit(weights.argument, &reading, frame, at).1, plain);
                items += sums.len();
            }
        }
        assert!(items > 500, "{items}");
    }
}

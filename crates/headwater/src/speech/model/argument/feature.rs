//! What the model is told of an item: its features.

use super::super::super::frame::Frame;
use super::super::reading::Reading;
use super::super::table::feature;
use super::scene::{Item, Scene, View, view};

/// How many features are an item's own, and how many it has by its neighbours.
pub(super) const OWN: usize = 19;
pub(super) const NEIGHBOURS: usize = 14;

/// Describes item after item of `frame` for the cue at its item `at`, and hands the features of each to `each`.
pub fn describe(reading: &Reading<'_>, frame: &Frame, at: usize, mut each: impl FnMut(&[u32])) -> Scene {
    let mut features = Vec::with_capacity(64);
    view(reading, frame, at, |view, item| {
        view.features(item, &mut features);
        each(&features);
    })
}

impl View<'_> {
    /// Where the branch of the item meets the cue's, to which side, and the branch's tag.
    fn meet(&self, item: &Item) -> (u32, u32) {
        let b = item.hang.branch as usize;
        (u32::from(item.hang.up) << 1 | u32::from(b > self.c), u32::from(self.reading.tags[b]))
    }

    /// The features that all items of one branch share, but for those at its ends.
    #[inline(always)]
    pub(super) fn of_branch(&self, item: &Item, feature: impl Fn(u32, u32, u32, u32) -> u32) -> [u32; 8] {
        let (meet, bt) = self.meet(item);
        let (bw, edge, cw, whole) =
            (self.reading.forms[item.hang.branch as usize].word, item.edge, self.cw, self.whole);
        [
            feature(14, meet, bt, edge),
            feature(15, meet, bw, 0),
            feature(16, meet, bt, cw),
            feature(24, whole, meet, bt),
            feature(36, meet << 8 | bt, whole, edge),
            feature(38, meet << 8 | bt, self.ct, self.cl << 8 | edge),
            feature(43, self.stem, meet << 8 | bt, edge),
            feature(48, self.sc, meet << 8 | bt, edge),
        ]
    }

    /// Those that items share between which and the cue the same lies.
    #[inline(always)]
    pub(super) fn of_distance(&self, item: &Item, feature: impl Fn(u32, u32, u32, u32) -> u32) -> [u32; 5] {
        let &Item { lies, side, edge, .. } = item;
        [
            feature(20, lies, side, 0),
            feature(30, lies & 0xcf, side, self.cw),
            feature(37, self.ct << 2 | side, lies, edge),
            feature(45, self.stem, lies, edge),
            feature(49, self.sc, lies, edge),
        ]
    }

    /// Those that items of one tag share.
    #[inline(always)]
    pub(super) fn of_tag(&self, item: &Item, feature: impl Fn(u32, u32, u32, u32) -> u32) -> [u32; 5] {
        let (t, side) = (item.tags[2], item.side);
        [
            feature(1, side, t, 0),
            feature(11, side, self.cw, t),
            feature(22, self.whole, side, t),
            feature(25, u32::from(self.frame.inside != 0), side, t),
            feature(42, self.stem, side, t),
        ]
    }

    /// Those that hang on the item, its neighbours and its side alone, and are the same for other cues of the frame.
    #[inline(always)]
    pub(super) fn of_neighbours(&self, item: &Item, feature: impl Fn(u32, u32, u32, u32) -> u32) -> [u32; NEIGHBOURS] {
        let (reading, frame) = (self.reading, self.frame);
        let &Item { j, words, tags, side, .. } = item;
        let (t, w, si) = (tags[2], words[1], reading.sense(j));
        let shape = if reading.quality[j] != 0 { 40 } else { reading.forms[reading.rep[j] as usize].shape };
        let start = start(frame, j);
        [
            feature(2, w, 0, 0),
            feature(3, w, side, 0),
            feature(5, tags[1], t, side),
            feature(6, t, tags[3], side),
            feature(7, tags[1] << 8 | t, tags[3], side),
            feature(8, words[0], t, side),
            feature(9, words[2], t, side),
            feature(26, start, t, side),
            feature(29, shape, side, tags[1]),
            feature(31, words[0], words[1], side),
            feature(32, words[1], words[2], side),
            feature(33, tags[0], tags[1], t << 2 | side),
            feature(34, tags[3], tags[4], t << 2 | side),
            feature(60, si, side, t),
        ]
    }

    /// The item's own.
    #[inline(always)]
    pub(super) fn of_item(&self, item: &Item, feature: impl Fn(u32, u32, u32, u32) -> u32) -> [u32; OWN] {
        let reading = self.reading;
        let &Item { j, words, tags, side, hang, edge, lies } = item;
        let far = j.abs_diff(self.cue);
        let distance =
            (side << 4) | ([0, 1, 2, 3, 4, 5, 6, 6, 7, 7, 8][far.min(10)] + u32::from(far > 15) + u32::from(far > 25));
        let (meet, bt) = self.meet(item);
        let down = u32::from(hang.down);
        let quality = u32::from(reading.quality[j]);
        let (t, w) = (tags[2], words[1]);
        let rep = reading.rep[j] as usize;
        let sentence = (reading.sentences[rep] + 2).saturating_sub(reading.sentences[self.c]).min(4);
        let start = start(self.frame, j);
        let (stem, sc, si) = (self.stem, self.sc, reading.sense(j));
        [
            feature(4, t, distance, 0),
            feature(10, distance, self.cw, 0),
            feature(12, distance, self.ct, self.cl),
            feature(13, meet, down, edge),
            feature(17, meet, down, t),
            feature(18, meet << 8 | bt, t, edge),
            feature(19, meet, hang.way, 0),
            feature(21, lies, side, t),
            feature(23, self.whole, distance, 0),
            feature(27, sentence, t, side),
            feature(28, sentence, quality, side),
            feature(35, edge, t, meet),
            feature(39, start, tags[3], meet),
            feature(40, w, meet, edge),
            feature(41, stem, distance, 0),
            feature(44, stem, side, w),
            feature(46, sc, distance, self.ct),
            feature(47, sc, side << 8 | t, edge),
            feature(61, si, meet, edge),
        ]
    }

    /// What a quotation has besides; none for a word.
    #[inline(always)]
    pub(super) fn of_quotation(&self, item: &Item, feature: impl Fn(u32, u32, u32, u32) -> u32) -> Option<[u32; 11]> {
        let reading = self.reading;
        let &Item { j, words, side, lies, .. } = item;
        let quality = u32::from(reading.quality[j]);
        if quality == 0 {
            return None;
        }
        let look = u32::from(reading.looks[j]);
        let order = lies >> 4 & 3;
        let tag = |d: isize| self.near(j, d).map_or(0, |k| if k == self.cue { 9 } else { reading.tag(k) });
        let (a, z) = (tag(-1), tag(1));
        let sentence =
            (reading.sentences[reading.rep[j] as usize] + 2).saturating_sub(reading.sentences[self.c]).min(4);
        Some([
            feature(50, quality, side, order),
            feature(51, quality, a, z << 2 | side),
            feature(52, quality & 7, self.cw, side),
            feature(53, order << 2 | side, self.whole, a),
            feature(54, order << 2 | side, z, j.abs_diff(self.cue).min(20) as u32),
            feature(55, look, side, order),
            feature(56, look & 31, a, z << 2 | side),
            feature(57, look & 31, words[0], side),
            feature(58, look & 31, self.whole, side),
            feature(59, quality & 7, look, sentence << 4 | order << 2 | side),
            feature(62, look & 31, self.stem, side),
        ])
    }

    /// All of them.
    fn features(&self, item: &Item, out: &mut Vec<u32>) {
        out.clear();
        out.extend(self.of_tag(item, feature));
        out.extend(self.of_branch(item, feature));
        out.extend(self.of_distance(item, feature));
        let (own, near) = (self.of_item(item, feature), self.of_neighbours(item, feature));
        // In the order of their templates' numbers, which the learner has always seen.
        for part in
            [&near[..2], &own[..1], &near[2..7], &own[1..9], &near[7..8], &own[9..11], &near[8..13], &own[11..18]]
        {
            out.extend(part);
        }
        out.extend([near[13], own[18]]);
        out.extend(self.of_quotation(item, feature).into_iter().flatten());
    }
}

/// Whether item `j` is the first, the last or the last but one of its frame.
fn start(frame: &Frame, j: usize) -> u32 {
    u32::from(j == frame.begin as usize)
        | u32::from(j + 1 == frame.end as usize) << 1
        | u32::from(j + 2 == frame.end as usize) << 2
}

//! Source and content of one cue: a labelling of its frame, decoded as a whole (Viterbi), trained as a
//! conditional random field (Lafferty et al., 2001).
//!
//! The features are those of semantic role labelling: the word, where it stands with respect to the cue, through which
//! branch of the tree it hangs on it, what lies between.

use std::hint::select_unpredictable;

use super::super::frame::Frame;
use super::part::{is_noun, is_verb};
use super::reading::{NOTHING_TAG, Reading};
use super::table::{Table, feature};
use super::tree::ROOT;

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

/// How far from the cue a frame is looked at, in items. PolNeAR's contents that reach farther are quotations, which are
/// one item.
pub const REACH: usize = 80;

/// The place of a cue in its frame, and what every item is to it.
#[derive(Clone, Debug, Default)]
pub struct Scene {
    /// The kind of every item, for transitions.
    pub kinds: Vec<u8>,
    /// The first item of the window.
    pub first: usize,
}

/// Whether `next` may follow `label`.
pub fn follows(label: usize, next: usize) -> bool {
    match next {
        SOURCE_ON => matches!(label, SOURCE | SOURCE_ON),
        CONTENT_ON => matches!(label, CONTENT | CONTENT_ON),
        _ => next < USED,
    }
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Hang {
    /// Steps from the cue up to where both meet, capped; 15 where they do not.
    up: u8,
    /// Steps from the item up to there, capped.
    down: u8,
    /// The branch that holds the item.
    branch: u32,
    /// Tags on the way.
    way: u32,
}

/// Describes item after item of `frame` for the cue at its item `at`, and hands the features of each to `each`.
pub fn describe(reading: &Reading<'_>, frame: &Frame, at: usize, mut each: impl FnMut(&[u32])) -> Scene {
    let mut features = Vec::with_capacity(64);
    view(reading, frame, at, |view, item| {
        view.features(item, &mut features);
        each(&features);
    })
}

/// Looks at item after item of `frame` from the cue at its item `at`.
fn view(reading: &Reading<'_>, frame: &Frame, at: usize, mut each: impl FnMut(&View<'_>, &Item)) -> Scene {
    let all = frame.range();
    let cue_item = all.start + at;
    let first = cue_item.saturating_sub(REACH).max(all.start);
    let last = (cue_item + REACH).min(all.end);
    let cue = reading.rep[cue_item] as usize;
    let hangs: Vec<Hang> = {
        let line = ancestors(reading, cue);
        (first..last).map(|j| hang(reading, &line, reading.rep[j] as usize)).collect()
    };
    let between = between(reading, first, last, cue_item);
    let mut scene = Scene { kinds: Vec::with_capacity(last - first), first: first - all.start };
    let whole = whole(reading, all, cue_item);
    let view = View {
        reading,
        frame,
        cue: cue_item,
        c: cue,
        cw: reading.forms[cue].word,
        stem: reading.forms[cue].stem,
        ct: u32::from(reading.tags[cue]),
        cl: u32::from(reading.listed[cue]),
        sc: u32::from(reading.senses[cue]),
        hangs: &hangs,
        between: &between,
        first,
        last,
        whole,
    };
    for j in first..last {
        scene.kinds.push(kind(reading, j, cue_item));
        each(&view, &view.item(j));
    }
    scene
}

/// The cue and the words it hangs on, up to eight.
fn ancestors(reading: &Reading<'_>, cue: usize) -> Vec<u32> {
    let mut out = vec![cue as u32];
    let mut at = cue;
    while out.len() < 8 {
        let head = reading.heads[at];
        if head == ROOT {
            break;
        }
        out.push(head);
        at = head as usize;
    }
    out
}

fn hang(reading: &Reading<'_>, line: &[u32], rep: usize) -> Hang {
    let mut at = rep as u32;
    let mut branch = at;
    let mut way = 0_u32;
    for down in 0..24_u8 {
        if let Some(up) = line.iter().position(|&a| a == at) {
            return Hang { up: up.min(4) as u8, down: down.min(5), branch, way };
        }
        if down < 4 {
            way = way << 6 | u32::from(reading.tags[at as usize]);
        }
        branch = at;
        let head = reading.heads[at as usize];
        if head == ROOT {
            return Hang { up: 14, down: down.min(5), branch, way };
        }
        at = head;
    }
    Hang { up: 15, down: 5, branch, way }
}

/// For every item what lies between it and the cue: commas, verbs, quotations, nouns, each counted to 2, and "that".
fn between(reading: &Reading<'_>, first: usize, last: usize, cue: usize) -> Vec<u32> {
    let mut out = vec![0; last - first];
    let mut walk = |range: &mut dyn Iterator<Item = usize>| {
        let (mut commas, mut verbs, mut quotes, mut nouns, mut that) = (0_u32, 0_u32, 0_u32, 0_u32, 0_u32);
        for j in range {
            out[j - first] = commas.min(2) | verbs.min(2) << 2 | quotes.min(2) << 4 | nouns.min(2) << 6 | that << 8;
            let rep = reading.rep[j] as usize;
            if reading.quality[j] != 0 {
                quotes += 1;
            } else {
                let tag = reading.tags[rep];
                commas += u32::from(tag == 37 || tag == 39);
                verbs += u32::from(is_verb(tag));
                nouns += u32::from(is_noun(tag));
                that |= u32::from(reading.forms[rep].word == THAT);
            }
        }
    };
    walk(&mut (cue + 1..last));
    walk(&mut (first..cue).rev());
    out
}

const THAT: u32 = super::form::word("that");

/// What stands for the cue's own tag, so that its neighbours know it from other verbs; no tag has the number.
const CUE_TAG: u32 = 58;

/// What the frame is like around the cue.
fn whole(reading: &Reading<'_>, all: std::ops::Range<usize>, cue: usize) -> u32 {
    let before = all.clone().take_while(|&j| j < cue).any(|j| reading.quality[j] != 0);
    let after = (cue + 1..all.end).take(REACH).any(|j| reading.quality[j] != 0);
    let next = if cue + 1 >= all.end {
        0
    } else if reading.quality[cue + 1] != 0 {
        1
    } else {
        match reading.tags[reading.rep[cue + 1] as usize] {
            37 => 2,
            38 => 3,
            39 => 4,
            3..=5 => 5,
            22 => 6,
            21 => 7,
            7 => 8,
            _ => 9,
        }
    };
    let previous = if cue == all.start {
        0
    } else if reading.quality[cue - 1] != 0 {
        1
    } else {
        match reading.tags[reading.rep[cue - 1] as usize] {
            37 => 2,
            1..=5 => 3,
            _ => 4,
        }
    };
    u32::from(before) | u32::from(after) << 1 | next << 2 | previous << 6
}

fn kind(reading: &Reading<'_>, j: usize, cue: usize) -> u8 {
    if j == cue {
        return 1;
    }
    let quality = reading.quality[j];
    if quality != 0 {
        return if quality & 7 > 3 { 2 } else { 3 };
    }
    let rep = reading.rep[j] as usize;
    let kind = match reading.tags[rep] {
        37 => 4,
        38 => 5,
        39 => 6,
        5 => 7,
        3 | 4 => 8,
        1 | 2 => 9,
        14..=19 => 10,
        22 | 21 => 11,
        7 => 12,
        23 => 13,
        _ => 14,
    };
    if j > cue { kind } else { kind.max(4) }
}

/// A frame as one cue sees it.
struct View<'a> {
    reading: &'a Reading<'a>,
    frame: &'a Frame,
    /// The cue's item and its token.
    cue: usize,
    c: usize,
    /// Its word, stem, tag, place in the list of cues, and sense.
    cw: u32,
    stem: u32,
    ct: u32,
    cl: u32,
    sc: u32,
    hangs: &'a [Hang],
    between: &'a [u32],
    first: usize,
    last: usize,
    whole: u32,
}

/// What an item is to the cue.
struct Item {
    j: usize,
    /// Two neighbours to each side, each looked up once.
    words: [u32; 3],
    tags: [u32; 5],
    side: u32,
    hang: Hang,
    /// Whether the neighbours hang on the same branch.
    edge: u32,
    lies: u32,
}

impl View<'_> {
    fn near(&self, j: usize, d: isize) -> Option<usize> {
        j.checked_add_signed(d).filter(|k| (self.first..self.last).contains(k))
    }

    fn item(&self, j: usize) -> Item {
        let (reading, cue, hangs) = (self.reading, self.cue, self.hangs);
        let near = |d: isize| self.near(j, d);
        let words = [-1, 0, 1].map(|d| reading.word(near(d).unwrap_or(usize::MAX)));
        let tags =
            [-2, -1, 0, 1, 2].map(|d| near(d).map_or(NOTHING_TAG, |k| if k == cue { CUE_TAG } else { reading.tag(k) }));
        let hang = hangs[j - self.first];
        let same = |d: isize| {
            near(d).map(|k| hangs[k - self.first]).is_some_and(|h| h.branch == hang.branch && h.up == hang.up)
        };
        let edge = u32::from(same(-1)) | u32::from(same(1)) << 1;
        let side = u32::from(j > cue) + 2 * u32::from(j == cue);
        Item { j, words, tags, side, hang, edge, lies: self.between[j - self.first] }
    }

    /// Where the branch of the item meets the cue's, to which side, and the branch's tag.
    fn meet(&self, item: &Item) -> (u32, u32) {
        let b = item.hang.branch as usize;
        (u32::from(item.hang.up) << 1 | u32::from(b > self.c), u32::from(self.reading.tags[b]))
    }

    /// The features that all items of one branch share, but for those at its ends.
    fn of_branch(&self, item: &Item) -> [u32; 8] {
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
    fn of_distance(&self, item: &Item) -> [u32; 5] {
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
    fn of_tag(&self, item: &Item) -> [u32; 5] {
        let (t, side) = (item.tags[2], item.side);
        [
            feature(1, side, t, 0),
            feature(11, side, self.cw, t),
            feature(22, self.whole, side, t),
            feature(25, u32::from(self.frame.inside != 0), side, t),
            feature(42, self.stem, side, t),
        ]
    }

    /// The item's own.
    fn of_item(&self, item: &Item) -> [u32; 33] {
        let (reading, frame) = (self.reading, self.frame);
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
        let shape = if quality != 0 { 40 } else { reading.forms[rep].shape };
        let start = u32::from(j == frame.begin as usize)
            | u32::from(j + 1 == frame.end as usize) << 1
            | u32::from(j + 2 == frame.end as usize) << 2;
        let (stem, sc, si) = (self.stem, self.sc, reading.sense(j));
        [
            feature(2, w, 0, 0),
            feature(3, w, side, 0),
            feature(4, t, distance, 0),
            feature(5, tags[1], t, side),
            feature(6, t, tags[3], side),
            feature(7, tags[1] << 8 | t, tags[3], side),
            feature(8, words[0], t, side),
            feature(9, words[2], t, side),
            feature(10, distance, self.cw, 0),
            feature(12, distance, self.ct, self.cl),
            feature(13, meet, down, edge),
            feature(17, meet, down, t),
            feature(18, meet << 8 | bt, t, edge),
            feature(19, meet, hang.way, 0),
            feature(21, lies, side, t),
            feature(23, self.whole, distance, 0),
            feature(26, start, t, side),
            feature(27, sentence, t, side),
            feature(28, sentence, quality, side),
            feature(29, shape, side, tags[1]),
            feature(31, words[0], words[1], side),
            feature(32, words[1], words[2], side),
            feature(33, tags[0], tags[1], t << 2 | side),
            feature(34, tags[3], tags[4], t << 2 | side),
            feature(35, edge, t, meet),
            feature(39, start, tags[3], meet),
            feature(40, w, meet, edge),
            feature(41, stem, distance, 0),
            feature(44, stem, side, w),
            feature(46, sc, distance, self.ct),
            feature(47, sc, side << 8 | t, edge),
            feature(60, si, side, t),
            feature(61, si, meet, edge),
        ]
    }

    /// What a quotation has besides; none for a word.
    fn of_quotation(&self, item: &Item) -> Option<[u32; 11]> {
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

    /// All, in the order of their numbers but for the last two of the item's own, which came later.
    fn features(&self, item: &Item, out: &mut Vec<u32>) {
        let [f14, f15, f16, f24, f36, f38, f43, f48] = self.of_branch(item);
        let [f20, f30, f37, f45, f49] = self.of_distance(item);
        let [f1, f11, f22, f25, f42] = self.of_tag(item);
        let own = self.of_item(item);
        let mut own = own.iter().copied();
        let mut take = |n: usize, out: &mut Vec<u32>| out.extend(own.by_ref().take(n));
        out.clear();
        out.push(f1);
        take(9, out);
        out.push(f11);
        take(2, out);
        out.extend([f14, f15, f16]);
        take(3, out);
        out.push(f20);
        take(1, out);
        out.push(f22);
        take(1, out);
        out.extend([f24, f25]);
        take(4, out);
        out.push(f30);
        take(5, out);
        out.extend([f36, f37, f38]);
        take(3, out);
        out.extend([f42, f43]);
        take(1, out);
        out.push(f45);
        take(2, out);
        out.extend([f48, f49]);
        take(2, out);
        out.extend(self.of_quotation(item).into_iter().flatten());
    }
}

/// The best labels of a scene that give it some content. `steps` holds, for each kind of item, the scores of going from
/// each label to each. Linear in the items.
///
/// Where the best labels of all give none (in one scene of forty), the best that give some are taken: whether the cue is
/// one at all is judged by what it would say.
pub fn decode(emissions: &[[i32; LABELS]], kinds: &[u8], steps: &[[i32; USED * USED]; KINDS]) -> Vec<u8> {
    let free = best_path::<USED>(emissions, kinds, steps);
    if emissions.is_empty() || free.iter().any(|&l| usize::from(l) == CONTENT) {
        return free;
    }
    best_path::<{ 2 * USED }>(emissions, kinds, steps)
}

/// Viterbi's algorithm over `STATES` states: the labels, or twice the labels, the second time after a content has begun,
/// which then must be.
fn best_path<const STATES: usize>(
    emissions: &[[i32; LABELS]],
    kinds: &[u8],
    steps: &[[i32; USED * USED]; KINDS],
) -> Vec<u8> {
    const NEVER: i32 = i32::MIN / 2;
    let n = emissions.len();
    let mut back: Vec<[u8; STATES]> = Vec::with_capacity(n);
    let mut score = [NEVER; STATES];
    score[OTHER] = 0;
    for (e, &kind) in emissions.iter().zip(kinds) {
        let table = &steps[usize::from(kind).min(KINDS - 1)];
        let mut next = [NEVER; STATES];
        let mut from = [0_u8; STATES];
        for begun in (0..STATES).step_by(USED) {
            for to in 0..USED {
                let state_to = if STATES > USED && to == CONTENT { USED + to } else { begun + to };
                for label in 0..USED {
                    if !follows(label, to) {
                        continue;
                    }
                    // A state that nothing leads to stays so far below all others that it never wins. Which label wins
                    // can't be foretold, so nothing branches on it.
                    let value = score[begun + label] + table[label * USED + to] + e[to];
                    let better = value > next[state_to];
                    next[state_to] = select_unpredictable(better, value, next[state_to]);
                    from[state_to] = select_unpredictable(better, (begun + label) as u8, from[state_to]);
                }
            }
        }
        score = next;
        back.push(from);
    }
    let ends = STATES - USED..STATES;
    let mut state = ends.max_by_key(|&s| (score[s], std::cmp::Reverse(s))).unwrap_or(0);
    let mut out = vec![0_u8; n];
    for (label, from) in out.iter_mut().zip(&back).rev() {
        *label = (state % USED) as u8;
        state = usize::from(from[state]);
    }
    out
}

/// The scene of the cue at item `at` of `frame`, and the scores of every item's labels.
///
/// The scores are the sums of the weights of all [`describe`]d features. What several items share is looked up once for them,
/// which saves a tenth of the work.
pub fn emit(table: Table, reading: &Reading<'_>, frame: &Frame, at: usize) -> (Scene, Vec<[i32; LABELS]>) {
    let mut out = Vec::with_capacity(frame.range().len().min(2 * REACH));
    let (mut branches, mut distances, mut tags) = (Shared::default(), Shared::default(), Shared::default());
    let scene = view(reading, frame, at, |view, item| {
        let edge = u64::from(item.edge);
        let branch = u64::from(item.hang.branch) << 8 | u64::from(item.hang.up) << 2 | edge;
        let distance = u64::from(item.lies) << 8 | u64::from(item.side) << 2 | edge;
        let tag = u64::from(item.tags[2]) << 2 | u64::from(item.side);
        let mut sums = table.sum::<LABELS, _>(&view.of_item(item));
        add(&mut sums, &branches.of(branch, || table.sum(&view.of_branch(item))));
        add(&mut sums, &distances.of(distance, || table.sum(&view.of_distance(item))));
        add(&mut sums, &tags.of(tag, || table.sum(&view.of_tag(item))));
        if let Some(further) = view.of_quotation(item) {
            add(&mut sums, &table.sum(&further));
        }
        out.push(sums);
    });
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
}

/// Of the tags of a sentence's items so many are kept; branches and distances come one after another, and need fewer.
const SHARED: usize = 16;

impl Shared {
    fn of(&mut self, key: u64, sums: impl FnOnce() -> [i32; LABELS]) -> [i32; LABELS] {
        if let Some(known) = self.keys.iter().position(|&k| k == key + 1) {
            return self.sums[known];
        }
        let at = self.next % SHARED;
        self.next += 1;
        (self.keys[at], self.sums[at]) = (key + 1, sums());
        self.sums[at]
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

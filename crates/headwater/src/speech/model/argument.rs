//! Source and content of one cue: a labelling of its frame, decoded as a whole (Viterbi), trained as a
//! conditional random field (Lafferty et al., 2001).
//!
//! The features are those of semantic role labelling: the word, where it stands with respect to the cue, through which
//! branch of the tree it hangs on it, what lies between.

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
    let mut features = Vec::with_capacity(64);
    let whole = whole(reading, all, cue_item);
    for j in first..last {
        scene.kinds.push(kind(reading, j, cue_item));
        rows(reading, frame, j, cue_item, &hangs, &between, first, last, whole, &mut features);
        each(&features);
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

#[expect(clippy::too_many_arguments, reason = "one call, in one loop, over what that loop has at hand")]
fn rows(
    reading: &Reading<'_>,
    frame: &Frame,
    j: usize,
    cue: usize,
    hangs: &[Hang],
    between: &[u32],
    first: usize,
    last: usize,
    whole: u32,
    out: &mut Vec<u32>,
) {
    let near = |d: isize| j.checked_add_signed(d).filter(|k| (first..last).contains(k));
    // Two neighbours to each side, each looked up once.
    let words = [-1, 0, 1].map(|d| reading.word(near(d).unwrap_or(usize::MAX)));
    let tags =
        [-2, -1, 0, 1, 2].map(|d| near(d).map_or(NOTHING_TAG, |k| if k == cue { CUE_TAG } else { reading.tag(k) }));
    let c = reading.rep[cue] as usize;
    let stem = reading.forms[c].stem;
    let (cw, ct, cl) = (reading.forms[c].word, u32::from(reading.tags[c]), u32::from(reading.listed[c]));
    let side = u32::from(j > cue) + 2 * u32::from(j == cue);
    let far = j.abs_diff(cue);
    let distance =
        (side << 4) | ([0, 1, 2, 3, 4, 5, 6, 6, 7, 7, 8][far.min(10)] + u32::from(far > 15) + u32::from(far > 25));
    let hang = hangs[j - first];
    let same_before =
        near(-1).is_some_and(|k| hangs[k - first].branch == hang.branch && hangs[k - first].up == hang.up);
    let same_after = near(1).is_some_and(|k| hangs[k - first].branch == hang.branch && hangs[k - first].up == hang.up);
    let edge = u32::from(same_before) | u32::from(same_after) << 1;
    let b = hang.branch as usize;
    let branch_side = u32::from(b > c);
    let (bt, bw) = (u32::from(reading.tags[b]), reading.forms[b].word);
    let (up, down) = (u32::from(hang.up), u32::from(hang.down));
    let meet = up << 1 | branch_side;
    let quality = u32::from(reading.quality[j]);
    let (t, w) = (tags[2], words[1]);
    let lies = between[j - first];
    let inside = u32::from(frame.inside != 0);
    let sentence = (reading.sentences[reading.rep[j] as usize] + 2).saturating_sub(reading.sentences[c]).min(4);
    let shape = if quality != 0 { 40 } else { reading.forms[reading.rep[j] as usize].shape };
    let start = u32::from(j == frame.begin as usize)
        | u32::from(j + 1 == frame.end as usize) << 1
        | u32::from(j + 2 == frame.end as usize) << 2;
    let (sc, si) = (u32::from(reading.senses[c]), reading.sense(j));
    out.clear();
    out.extend([
        feature(1, side, t, 0),
        feature(2, w, 0, 0),
        feature(3, w, side, 0),
        feature(4, t, distance, 0),
        feature(5, tags[1], t, side),
        feature(6, t, tags[3], side),
        feature(7, tags[1] << 8 | t, tags[3], side),
        feature(8, words[0], t, side),
        feature(9, words[2], t, side),
        feature(10, distance, cw, 0),
        feature(11, side, cw, t),
        feature(12, distance, ct, cl),
        feature(13, meet, down, edge),
        feature(14, meet, bt, edge),
        feature(15, meet, bw, 0),
        feature(16, meet, bt, cw),
        feature(17, meet, down, t),
        feature(18, meet << 8 | bt, t, edge),
        feature(19, meet, hang.way, 0),
        feature(20, lies, side, 0),
        feature(21, lies, side, t),
        feature(22, whole, side, t),
        feature(23, whole, distance, 0),
        feature(24, whole, meet, bt),
        feature(25, inside, side, t),
        feature(26, start, t, side),
        feature(27, sentence, t, side),
        feature(28, sentence, quality, side),
        feature(29, shape, side, tags[1]),
        feature(30, lies & 0xcf, side, cw),
        feature(31, words[0], words[1], side),
        feature(32, words[1], words[2], side),
        feature(33, tags[0], tags[1], t << 2 | side),
        feature(34, tags[3], tags[4], t << 2 | side),
        feature(35, edge, t, meet),
        feature(36, meet << 8 | bt, whole, edge),
        feature(37, ct << 2 | side, lies, edge),
        feature(38, meet << 8 | bt, ct, cl << 8 | edge),
        feature(39, start, tags[3], meet),
        feature(40, w, meet, edge),
        feature(41, stem, distance, 0),
        feature(42, stem, side, t),
        feature(43, stem, meet << 8 | bt, edge),
        feature(44, stem, side, w),
        feature(45, stem, lies, edge),
        feature(46, sc, distance, ct),
        feature(47, sc, side << 8 | t, edge),
        feature(48, sc, meet << 8 | bt, edge),
        feature(49, sc, lies, edge),
        feature(60, si, side, t),
        feature(61, si, meet, edge),
    ]);
    if quality != 0 {
        let look = u32::from(reading.looks[j]);
        let order = lies >> 4 & 3;
        let a = near(-1).map_or(0, |k| if k == cue { 9 } else { reading.tag(k) });
        let z = near(1).map_or(0, |k| if k == cue { 9 } else { reading.tag(k) });
        out.extend([
            feature(50, quality, side, order),
            feature(51, quality, a, z << 2 | side),
            feature(52, quality & 7, cw, side),
            feature(53, order << 2 | side, whole, a),
            feature(54, order << 2 | side, z, far.min(20) as u32),
            feature(55, look, side, order),
            feature(56, look & 31, a, z << 2 | side),
            feature(57, look & 31, words[0], side),
            feature(58, look & 31, whole, side),
            feature(59, quality & 7, look, sentence << 4 | order << 2 | side),
            feature(62, look & 31, stem, side),
        ]);
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
                for label in (0..USED).filter(|&label| follows(label, to)) {
                    let value = score[begun + label] + table[label * USED + to] + e[to];
                    if value > next[state_to] && score[begun + label] > NEVER {
                        next[state_to] = value;
                        from[state_to] = (begun + label) as u8;
                    }
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
pub fn emit(table: Table, reading: &Reading<'_>, frame: &Frame, at: usize) -> (Scene, Vec<[i32; LABELS]>) {
    let mut out = Vec::with_capacity(frame.range().len().min(2 * REACH));
    let scene = describe(reading, frame, at, |features| out.push(table.score::<LABELS>(features)));
    (scene, out)
}

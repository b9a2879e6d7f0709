//! A frame as one cue sees it: what every item is to the cue, before any of it becomes a feature.

use super::super::super::frame::Frame;
use super::super::part::{is_noun, is_verb};
use super::super::reading::{NOTHING, NOTHING_TAG, Reading};
use super::super::tree::ROOT;

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

/// A frame as one cue sees it.
pub(super) struct View<'a> {
    pub(super) reading: &'a Reading<'a>,
    pub(super) frame: &'a Frame,
    /// The cue's item and its token.
    pub(super) cue: usize,
    pub(super) c: usize,
    /// Its word, stem, tag, place in the list of cues, and sense.
    pub(super) cw: u32,
    pub(super) stem: u32,
    pub(super) ct: u32,
    pub(super) cl: u32,
    pub(super) sc: u32,
    pub(super) hangs: &'a [Hang],
    pub(super) between: &'a [u32],
    /// The words of the items, with nothing at each end; their tags, with nothing twice.
    pub(super) words: &'a [u32],
    pub(super) tags: &'a [u32],
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) whole: u32,
}

/// What an item is to the cue.
pub(super) struct Item {
    pub(super) j: usize,
    /// Two neighbours to each side, each looked up once.
    pub(super) words: [u32; 3],
    pub(super) tags: [u32; 5],
    pub(super) side: u32,
    pub(super) hang: Hang,
    /// Whether the neighbours hang on the same branch.
    pub(super) edge: u32,
    pub(super) lies: u32,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(in super::super) struct Hang {
    /// Steps from the cue up to where both meet, capped; 15 where they do not.
    pub(in super::super) up: u8,
    /// Steps from the item up to there, capped.
    pub(in super::super) down: u8,
    /// The branch that holds the item.
    pub(in super::super) branch: u32,
    /// Tags on the way.
    pub(in super::super) way: u32,
}

/// Looks at item after item of `frame` from the cue at its item `at`.
pub(super) fn view(reading: &Reading<'_>, frame: &Frame, at: usize, mut each: impl FnMut(&View<'_>, &Item)) -> Scene {
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
    let words: Vec<u32> = {
        let own = (first..last).map(|j| reading.word(j));
        [NOTHING].into_iter().chain(own).chain([NOTHING]).collect()
    };
    let tags: Vec<u32> = {
        let own = (first..last).map(|j| if j == cue_item { CUE_TAG } else { reading.tag(j) });
        [NOTHING_TAG; 2].into_iter().chain(own).chain([NOTHING_TAG; 2]).collect()
    };
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
        words: &words,
        tags: &tags,
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

/// The cue and the words it hangs on, up to eight; [`ROOT`], which no word is, in the places behind.
fn ancestors(reading: &Reading<'_>, cue: usize) -> [u32; 8] {
    let mut out = [ROOT; 8];
    let mut at = cue as u32;
    for slot in &mut out {
        *slot = at;
        at = reading.heads[at as usize];
        if at == ROOT {
            break;
        }
    }
    out
}

/// Through which branch of the tree token `rep` hangs on token `cue`.
pub(in super::super) fn relation(reading: &Reading<'_>, cue: usize, rep: usize) -> Hang {
    hang(reading, &ancestors(reading, cue), rep)
}

fn hang(reading: &Reading<'_>, line: &[u32; 8], rep: usize) -> Hang {
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

const THAT: u32 = super::super::form::word("that");

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

impl View<'_> {
    pub(super) fn near(&self, j: usize, d: isize) -> Option<usize> {
        j.checked_add_signed(d).filter(|k| (self.first..self.last).contains(k))
    }

    pub(super) fn item(&self, j: usize) -> Item {
        let (cue, hangs) = (self.cue, self.hangs);
        let near = |d: isize| self.near(j, d);
        let at = j - self.first;
        let (words, tags) = (std::array::from_fn(|d| self.words[at + d]), std::array::from_fn(|d| self.tags[at + d]));
        let hang = hangs[at];
        let same = |d: isize| {
            near(d).map(|k| hangs[k - self.first]).is_some_and(|h| h.branch == hang.branch && h.up == hang.up)
        };
        let edge = u32::from(same(-1)) | u32::from(same(1)) << 1;
        let side = u32::from(j > cue) + 2 * u32::from(j == cue);
        Item { j, words, tags, side, hang, edge, lies: self.between[at] }
    }
}

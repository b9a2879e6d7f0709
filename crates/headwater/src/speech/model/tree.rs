//! The tree of a sentence: which word hangs on which.
//!
//! A greedy transition system (arc-hybrid, Kuhlmann et al. 2011) without labels, trained as an averaged perceptron with
//! a dynamic oracle (Goldberg & Nivre, 2013): the parser learns also from states into which its own errors led it.
//! Each word is shifted once and attached once, so that a sentence of n words takes 2n steps.

use super::form::Form;
use super::table::{self, Table};

/// Moves: shift; the top of the stack hangs on the next word; the top hangs on the one below.
pub const LABELS: usize = 4;

/// A move of the parser.
pub const SHIFT: usize = 0;
/// The top of the stack hangs on the next word.
pub const LEFT: usize = 1;
/// The top of the stack hangs on the word below it.
pub const RIGHT: usize = 2;

/// The head of a word that hangs on nothing.
pub const ROOT: u32 = u32::MAX;

/// A state of the parser over a sentence of `heads.len()` words.
#[derive(Clone, Debug, Default)]
pub struct State {
    /// Words that still wait for their head, the top last.
    pub stack: Vec<u32>,
    /// The next word; the sentence's length stands for the root.
    pub next: u32,
    /// The head of each word so far.
    pub heads: Vec<u32>,
    /// The outermost children of each word so far: first left, last right, and how many of each.
    children: Vec<[u32; 4]>,
}

const NOBODY: u32 = u32::MAX;

impl State {
    /// The beginning.
    pub fn start(&mut self, words: usize) {
        self.stack.clear();
        self.next = 0;
        self.heads.clear();
        self.heads.resize(words, ROOT);
        self.children.clear();
        self.children.resize(words + 1, [NOBODY, NOBODY, 0, 0]);
    }

    /// Whether all words hang on something.
    pub fn done(&self) -> bool {
        self.next as usize >= self.heads.len() && self.stack.is_empty()
    }

    /// Whether `label` can be done here.
    pub fn allows(&self, label: usize) -> bool {
        match label {
            SHIFT => (self.next as usize) < self.heads.len(),
            LEFT => !self.stack.is_empty(),
            RIGHT => self.stack.len() > 1,
            _ => false,
        }
    }

    /// Does `label`, which must be allowed.
    pub fn act(&mut self, label: usize) {
        if label == SHIFT {
            self.stack.push(self.next);
            self.next += 1;
            return;
        }
        let Some(child) = self.stack.pop() else { return };
        let head = if label == LEFT { self.next } else { self.stack.last().copied().unwrap_or(self.next) };
        let root = self.heads.len() as u32;
        if let Some(h) = self.heads.get_mut(child as usize) {
            *h = if head == root { ROOT } else { head };
        }
        if let Some(c) = self.children.get_mut(head as usize) {
            if label == LEFT {
                c[0] = child;
                c[2] += 1;
            } else {
                c[1] = child;
                c[3] += 1;
            }
        }
    }

    /// The features of this state.
    pub fn features(&self, forms: &[Form], tags: &[u8], out: &mut Vec<u32>) {
        out.clear();
        out.extend(self.describe(forms, tags, table::feature));
    }

    /// The same, as `feature` makes them.
    #[inline(always)]
    fn describe(&self, forms: &[Form], tags: &[u8], feature: impl Fn(u32, u32, u32, u32) -> u32) -> [u32; 28] {
        let word = |i: u32| forms.get(i as usize).map_or(2, |f| f.word);
        let tag = |i: u32| tags.get(i as usize).map_or(62, |&t| u32::from(t));
        let below =
            |d: usize| self.stack.len().checked_sub(d + 1).and_then(|k| self.stack.get(k)).copied().unwrap_or(NOBODY);
        let kids = |i: u32| self.children.get(i as usize).copied().unwrap_or([NOBODY, NOBODY, 0, 0]);
        let (s0, s1, s2) = (below(0), below(1), below(2));
        let (b0, b1, b2) = (self.next, self.next + 1, self.next + 2);
        let (ks0, ks1, kb0) = (kids(s0), kids(s1), kids(b0));
        let (ws0, ws1, wb0, wb1) = (word(s0), word(s1), word(b0), word(b1));
        let (ts0, ts1, ts2, tb0, tb1, tb2) = (tag(s0), tag(s1), tag(s2), tag(b0), tag(b1), tag(b2));
        let gap = |a: u32, b: u32| if a == NOBODY { 9 } else { (b - a).min(5) + u32::from(b - a > 9) };
        let (d0, d1) = (gap(s0, b0), if s1 == NOBODY { 9 } else { (s0 - s1).min(6) });
        let pair = |a: u32, b: u32| a << 8 | b;
        [
            feature(1, ws0, 0, 0),
            feature(2, ts0, d0, 0),
            feature(3, wb0, 0, 0),
            feature(4, tb0, 0, 0),
            feature(5, wb1, tb0, 0),
            feature(6, pair(tb0, tb1), tb2, 0),
            feature(7, ws0, wb0, 0),
            feature(8, ws0, tb0, 0),
            feature(9, ts0, wb0, 0),
            feature(10, pair(ts0, tb0), d0, 0),
            feature(11, pair(ts0, tb0), tb1, 0),
            feature(12, pair(ts1, ts0), tb0, 0),
            feature(13, pair(ts1, ts0), d1, 0),
            feature(14, ws1, ws0, 0),
            feature(15, ws1, ts0, tb0),
            feature(16, ts1, ws0, tb0),
            feature(17, pair(ts1, ts0), wb0, 0),
            feature(18, pair(ts2, ts1), ts0, 0),
            feature(19, pair(ts0, tag(ks0[0])), tb0, 0),
            feature(20, pair(ts0, tag(ks0[1])), tb0, 0),
            feature(21, pair(ts0, tb0), tag(kb0[0]), 0),
            feature(22, pair(ts1, ts0), tag(ks1[1]), 1),
            feature(23, pair(ts1, ts0), tag(ks0[0]), tag(ks0[1])),
            feature(24, ws0, ks0[2].min(3) << 4 | ks0[3].min(4), tb0),
            feature(25, pair(ts0, tb0), ks0[2].min(3) << 4 | ks0[3].min(4), kb0[2].min(4)),
            feature(26, pair(ts1, ts0), ks1[3].min(4), tb0),
            feature(27, pair(ts0, tb0), pair(tb1, tb2), 0),
            feature(28, ws1, tb0, ks1[3].min(3)),
        ]
    }
}

/// The heads of a sentence's words, as positions in the sentence or [`ROOT`]. Linear.
pub fn parse(table: Table, forms: &[Form], tags: &[u8], state: &mut State) {
    state.start(forms.len());
    while !state.done() {
        let label = if !state.allows(LEFT) {
            SHIFT
        } else if !state.allows(SHIFT) && !state.allows(RIGHT) {
            LEFT
        } else {
            let scores = table.sum::<LABELS>(&state.describe(forms, tags, table.fetching::<LABELS>()));
            best(state, &scores)
        };
        state.act(label);
    }
}

/// The allowed move with the highest score.
pub fn best<S: PartialOrd + Copy>(state: &State, scores: &[S; LABELS]) -> usize {
    let mut best = usize::MAX;
    for label in [SHIFT, LEFT, RIGHT] {
        if state.allows(label) && (best == usize::MAX || scores[label] > scores[best]) {
            best = label;
        }
    }
    best
}

//! The words that two pages share, as points in the plane of their places.

use crate::reuse::rarity::{Rarity, UNITS};

/// A word that both pages have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Point {
    /// Its place on the first page.
    pub i: u32,
    /// Its place on the second.
    pub j: u32,
    /// What it says: the word's information, less half of what it takes to say at which of its places. A name that both
    /// pages have four times makes sixteen points, of which twelve are chance.
    pub gain: i32,
}

/// A word that says less than this is a point only beside an equal word.
const WORD_BITS: i32 = 5 * UNITS;

/// A word, and two words in a row, that make more pairs of places than this on two pages are no points.
const WORD_PAIRS: usize = 36;
const RUN_PAIRS: usize = 64;

/// Of the bits that tell one of several places, so many are taken off: a half. With all of them taken off, 30 of passim's
/// 1,810 alignments are lost that a half keeps; with none, copies are joined through more of what was put between them.
const PLACED: i32 = UNITS / 2;

/// The words of a page that may be points, and its pairs of words, sorted: each with its place in the low half.
pub struct Keys {
    words: Vec<u64>,
    runs: Vec<u64>,
}

impl Keys {
    /// Sorts the words of a page.
    pub fn new(words: &[u32], rarity: &Rarity) -> Keys {
        let key = |i: u32, key: u32| u64::from(key) << 32 | u64::from(i);
        let sorted = |mut keys: Vec<u64>| {
            keys.sort_unstable();
            keys
        };
        let said = (0u32..).zip(words).filter(|(_, w)| rarity.of(**w) >= WORD_BITS);
        let run = |w: &[u32]| w.iter().fold(0u32, |h, &w| (h ^ w).wrapping_mul(0x9e37_79b1).rotate_left(13));
        Keys {
            words: sorted(said.map(|(i, &w)| key(i, w)).collect()),
            runs: sorted((0u32..).zip(words.windows(2)).map(|(i, w)| key(i, run(w))).collect()),
        }
    }
}

/// Words of some information, and any two words in a row, by their places.
pub fn points((a, on_a): (&[u32], &Keys), (b, on_b): (&[u32], &Keys), rarity: &Rarity) -> Vec<Point> {
    let mut out: Vec<Point> = Vec::new();
    let mut add = |i: u32, j: u32, less: i32| {
        let Some(&word) = a.get(i as usize).filter(|w| Some(*w) == b.get(j as usize)) else { return };
        out.push(Point { i, j, gain: (rarity.of(word) - less).max(0) });
    };
    common(&on_a.words, &on_b.words, WORD_PAIRS, &mut add);
    // The two words of a run share what it takes to tell its place.
    common(&on_a.runs, &on_b.runs, RUN_PAIRS, &mut |i, j, less| {
        add(i, j, less / 2);
        add(i + 1, j + 1, less / 2);
    });
    out.sort_unstable_by_key(|p| (p.i, p.j, -p.gain));
    out.dedup_by_key(|p| (p.i, p.j));
    out
}

/// Every two places of one key with what the choice takes off, unless there are more than `most`.
fn common(a: &[u64], b: &[u64], most: usize, each: &mut impl FnMut(u32, u32, i32)) {
    let key = |x: &u64| x >> 32;
    let mut rest = b;
    for here in a.chunk_by(|x, y| key(x) == key(y)) {
        let Some(wanted) = here.first().map(key) else { continue };
        // Not by halves: the two lists are about as long as each other.
        let before = rest.iter().take_while(|y| key(y) < wanted).count();
        rest = rest.get(before..).unwrap_or_default();
        let there = rest.iter().take_while(|y| key(y) == wanted).count();
        let places = here.len() * there;
        if places <= most {
            let less = (places as f32).log2() * PLACED as f32;
            for x in here {
                rest.iter().take(there).for_each(|y| each(*x as u32, *y as u32, less as i32));
            }
        }
    }
}

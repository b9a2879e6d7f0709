//! The words that two pages share, as points in the plane of their places.

use std::sync::LazyLock;

use super::keys::Keys;
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

/// What is taken off for so many pairs of places.
static LESS: LazyLock<Vec<i32>> = LazyLock::new(|| {
    (0..=WORD_PAIRS.max(RUN_PAIRS)).map(|places| ((places.max(1) as f32).log2() * PLACED as f32) as i32).collect()
});

/// One page, read to be held against others: where it has each word that may be a point, and each two words in a row.
pub struct Read<'a> {
    /// Its words.
    pub page: &'a [u32],
    words: Keys,
    runs: Keys,
}

impl<'a> Read<'a> {
    /// Sorts the words of a page.
    pub fn new(page: &'a [u32], rarity: &Rarity) -> Read<'a> {
        Read { page, words: Keys::new(words(page, rarity)), runs: Keys::new(runs(page)) }
    }

    /// The points of this page, the first, and another, in the order of their places on the other.
    ///
    /// Linear in the words of the other, but for the points.
    pub fn points(&self, other: &[u32], rarity: &Rarity) -> Vec<Point> {
        let by_word = self.words.shared(words(other, rarity), other.len(), WORD_PAIRS);
        let by_run = self.runs.shared(runs(other), other.len(), RUN_PAIRS);
        let (mut out, mut here): (Vec<Point>, Vec<Point>) = (Vec::new(), Vec::new());
        for (j, &word) in (0u32..).zip(other) {
            let says = rarity.of(word);
            let mut add = |places: &[u32], past: u32, less: i32| {
                let equal = places.iter().map(|i| i + past).filter(|&i| self.page.get(i as usize) == Some(&word));
                here.extend(equal.map(|i| Point { i, j, gain: (says - less).max(0) }));
            };
            let less = |places: usize| LESS.get(places).copied().unwrap_or(0);
            let of_word = by_word.at(j);
            add(of_word.places, 0, less(of_word.pairs));
            // The two words of a run share what it takes to tell its place.
            let begins = by_run.at(j);
            add(begins.places, 0, less(begins.pairs) / 2);
            if let Some(before) = j.checked_sub(1) {
                let ends = by_run.at(before);
                add(ends.places, 1, less(ends.pairs) / 2);
            }
            here.sort_unstable_by_key(|p| (p.i, -p.gain));
            here.dedup_by_key(|p| p.i);
            out.append(&mut here);
        }
        out
    }
}

/// The words of a page that say something by themselves, with their places.
fn words<'a>(page: &'a [u32], rarity: &'a Rarity) -> impl Iterator<Item = (u32, u32)> + 'a {
    (0u32..).zip(page).filter(|(_, w)| rarity.of(**w) >= WORD_BITS).map(|(i, &w)| (w, i))
}

/// Every two words in a row, as a hash, with their places.
fn runs(page: &[u32]) -> impl Iterator<Item = (u32, u32)> + '_ {
    let hash = |w: &[u32]| w.iter().fold(0u32, |h, &w| (h ^ w).wrapping_mul(0x9e37_79b1).rotate_left(13));
    (0u32..).zip(page.windows(2)).map(move |(i, w)| (hash(w), i))
}

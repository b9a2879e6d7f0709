//! How much an equal word says: little for "of", much for a rare name.

use rayon::prelude::*;

use super::collection::Words;
use super::fingerprint;

/// For each word its information in this collection.
///
/// A word is as common as the words it follows are many (the continuation counts of Kneser and Ney 1995): copies of
/// one sentence, however many, count once, and so a story that stands on every page does not make its own words seem
/// common.
#[derive(Debug)]
pub struct Rarity {
    units: Vec<u16>,
}

/// Sums of information are whole numbers of sixteenths of a bit, so that they are the same in whatever order they are
/// taken.
pub const UNITS: i32 = 16;

/// Words are counted by the high bits of their ids. Rare words share a count with others, which makes them seem a
/// little less rare than they are; common ones stand out just the same. 65,536 counts stay in a core's cache.
const SLOT_BITS: u32 = 16;

/// A small collection knows nothing of how rare a word is that it holds in one place; such a word is taken for one
/// in so many (14 bits), which is what most words of a sentence that are neither grammar nor topic come to in a
/// collection of some hundred pages. Seven such words reach the bound for short passages, seven common ones don't.
const UNKNOWN: f32 = 20_000.0;

/// Of a large collection's pairs of neighbouring words a part is counted, chosen by their hash: about this many.
const SAMPLE: u64 = 1 << 19;

impl Rarity {
    /// Counts the words of a collection. Linear; the memory is bounded by [`SAMPLE`].
    pub fn count(words: &impl Words) -> Rarity {
        let mask = mask(words.total());
        let mut all: Vec<u64> = Vec::new();
        words.scan(&|_| true, &mut |_, here| pairs(here, mask, |p| all.push(p)));
        all.par_sort_unstable();
        all.dedup();
        Rarity::of_pairs(&all)
    }

    /// Counts words by the pairs of neighbours that [`pairs`] gives, each pair once.
    pub fn of_pairs(pairs: &[u64]) -> Rarity {
        let mut counts = vec![0u32; 1 << SLOT_BITS];
        pairs.iter().for_each(|&p| counts[(p & ((1 << SLOT_BITS) - 1)) as usize] += 1);
        let total = pairs.len() as f32;
        let bits = |count: u32| match count {
            0 | 1 => total.max(UNKNOWN).log2(),
            many => (total / (many - 1) as f32).log2().max(0.0),
        };
        Rarity { units: counts.iter().map(|&c| (bits(c) * UNITS as f32) as u16).collect() }
    }

    /// The information of one word, in [`UNITS`].
    pub fn of(&self, word: u32) -> i32 {
        self.units.get(slot(word)).map_or(0, |&u| i32::from(u))
    }

    /// The information of a stretch of words, in [`UNITS`].
    pub fn sum(&self, words: &[u32]) -> i32 {
        words.iter().fold(0, |sum: i32, &w| sum.saturating_add(self.of(w)))
    }
}

/// Which pairs of neighbouring words a collection of so many words counts: those whose hash has none of these bits.
pub fn mask(words: u64) -> u64 {
    (words / SAMPLE).next_power_of_two() - 1
}

/// The pairs of neighbouring words of one page that are counted under a [`mask`]: a number for each, which ends in the
/// slot of the second word.
pub fn pairs(words: &[u32], mask: u64, mut each: impl FnMut(u64)) {
    fingerprint::grams(words, 2, |at, hash| {
        if hash & mask == 0 {
            let second = words.get(at as usize + 1).map_or(0, |&w| slot(w));
            each(hash >> 32 << 32 | second as u64);
        }
    });
}

fn slot(word: u32) -> usize {
    (word >> (32 - SLOT_BITS)) as usize
}

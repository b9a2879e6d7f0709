//! How much an equal word says: little for "of", much for a rare name.

use rayon::prelude::*;

use super::collection::Words;
use super::fingerprint;

/// For each word its information in this collection.
///
/// A word is as common as the runs of words it follows are many (the continuation counts of Kneser and Ney 1995): copies
/// of one sentence, however many, count once, and so a story that stands on every page does not make its own words seem
/// common. The larger the collection, the longer the runs ([`context`]).
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

/// Of a large collection's runs of words a part is counted, chosen by their hash: about this many.
const SAMPLE: u64 = 1 << 19;

impl Rarity {
    /// Counts the words of a collection. Linear; the memory is bounded by [`SAMPLE`].
    pub fn count(words: &impl Words) -> Rarity {
        Rarity::behind(words, context(words.total()))
    }

    /// The same by runs of `context` words before each.
    fn behind(words: &impl Words, context: usize) -> Rarity {
        let mask = mask(words.total());
        let mut all: Vec<u64> = Vec::new();
        words.scan(&|_| true, &mut |_, here| grams(here, context + 1, mask, |p| all.push(p)));
        all.par_sort_unstable();
        all.dedup();
        Rarity::of_pairs(&all)
    }

    /// Counts words by the pairs of neighbours that [`pairs`] gives, or longer runs, each once.
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

/// Which runs of words a collection of so many words counts: those whose hash has none of these bits.
pub fn mask(words: u64) -> u64 {
    (words / SAMPLE).next_power_of_two() - 1
}

/// The pairs of neighbouring words of one page that are counted under a [`mask`]: a number for each, which ends in the
/// slot of the second word.
pub fn pairs(words: &[u32], mask: u64, each: impl FnMut(u64)) {
    grams(words, 2, mask, each);
}

/// The same for runs of `n` words, which end in the slot of the last.
fn grams(words: &[u32], n: usize, mask: u64, mut each: impl FnMut(u64)) {
    fingerprint::grams(words, n, |at, hash| {
        if hash & mask == 0 {
            let last = words.get(at as usize + n - 1).map_or(0, |&w| slot(w));
            each(hash >> 32 << 32 | last as u64);
        }
    });
}

/// How many words before it tell one place of a word from others, in a collection of so many words.
///
/// One suits a small collection. In a large one "the" stands behind nearly every word there is and cannot stand behind
/// more, while rarer words still gain, until all seem equally common: at a million made pages "the" counted for 12 bits
/// instead of 3.5, and passages ran on over their ends with it (0.9939 of the planted copies right instead of 0.9979, and
/// 0.9970 instead of 0.9975 at 40,000 pages). Two words less than a gram has are seldom the same in two places by chance.
fn context(words: u64) -> usize {
    if words < SATURATED { 1 } else { fingerprint::length(words) - 2 }
}

/// Words of a collection from which on common words stand behind nearly all others. Chosen where grams grow to five words; with
/// longer runs already in a million words (1,683 news bodies) a trace covers 5 of passim's 1,810 alignments less.
const SATURATED: u64 = 4_000_000;

fn slot(word: u32) -> usize {
    (word >> (32 - SLOT_BITS)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reuse::Collection;

    #[test]
    fn a_common_word_stays_common_however_large_the_collection() {
        // One word in eight is 0, the others are of a vocabulary so small that 0 soon stands behind all of them.
        let mut state = 5u64;
        let mut word = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let n = (state >> 33) as u32;
            if n.is_multiple_of(8) { 0 } else { (1 + n % 300) << 16 }
        };
        let page: Box<[u32]> = (0..600_000).map(|_| word()).collect();
        let rarity = Rarity::behind(&Collection::new(vec![page]), 2);
        assert!((2 * UNITS..=4 * UNITS).contains(&rarity.of(0)), "{}", rarity.of(0));
        assert!(rarity.of(7 << 16) > 7 * UNITS, "{}", rarity.of(7 << 16));
    }

    #[test]
    fn a_sentence_on_every_page_does_not_make_its_words_common() {
        let page = |p: u32| (0..40).chain(1000 * p..1000 * p + 200).map(|w: u32| w << 16 | w >> 8).collect();
        let rarity = Rarity::count(&Collection::new((1..60).map(page).collect()));
        assert!(rarity.of(20 << 16) >= 14 * UNITS, "{}", rarity.of(20 << 16));
    }
}

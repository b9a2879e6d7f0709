//! How much an equal word says: little for "of", much for a rare name.

use rayon::prelude::*;

use super::word::Collection;

/// For each word the bits of its information in this collection: -log2 of its share of all words.
#[derive(Debug)]
pub struct Rarity {
    bits: Vec<f32>,
}

/// Words are counted by the high bits of their ids. Rare words share a count with others, which makes them seem a
/// little less rare than they are; common ones stand out just the same. 65,536 counts stay in a core's cache.
const SLOT_BITS: u32 = 16;

/// A collection of a few hundred words knows nothing of how rare a word is; it is taken for one of this size.
const LEAST_WORDS: f32 = 20_000.0;

impl Rarity {
    /// Counts the words of a collection.
    pub fn count(words: &Collection) -> Rarity {
        let pages = words.pages();
        let chunk = pages.div_ceil(16).max(1);
        let counts = (0..pages.div_ceil(chunk))
            .into_par_iter()
            .map(|c| {
                let mut counts = vec![0u32; 1 << SLOT_BITS];
                for page in c * chunk..pages.min((c + 1) * chunk) {
                    words.page(page as u32).iter().for_each(|&w| counts[slot(w)] += 1);
                }
                counts
            })
            .reduce(
                || vec![0u32; 1 << SLOT_BITS],
                |mut x, y| {
                    x.iter_mut().zip(y).for_each(|(x, y)| *x = x.saturating_add(y));
                    x
                },
            );
        let total = (words.len() as f32).max(LEAST_WORDS);
        Rarity { bits: counts.iter().map(|&c| (total / c.max(1) as f32).log2().max(0.0)).collect() }
    }

    /// The bits of one word.
    pub fn of(&self, word: u32) -> f32 {
        self.bits.get(slot(word)).copied().unwrap_or(0.0)
    }

    /// The bits of a stretch of words.
    pub fn sum(&self, words: &[u32]) -> f32 {
        words.iter().map(|&w| self.of(w)).sum()
    }
}

fn slot(word: u32) -> usize {
    (word >> (32 - SLOT_BITS)) as usize
}

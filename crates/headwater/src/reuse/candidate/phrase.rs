//! Grams on too many pages: where they stand, and the phrases they make.

use super::{LONG, Phrase};
use crate::reuse::collection::Words;

/// A gram that stands on too many pages: its first page, its place there, and how many pages it stands on.
pub type Crowded = (u32, u32, u32);

/// Grams that follow one another are one phrase.
pub fn join(mut crowded: Vec<Crowded>) -> Vec<Phrase> {
    crowded.sort_unstable();
    let mut out: Vec<Phrase> = Vec::new();
    for (page, at, pages) in crowded {
        match out.last_mut() {
            Some(p) if p.page == page && p.at + p.words == at + LONG as u32 - 1 => {
                p.words += 1;
                p.pages = p.pages.min(pages);
            }
            _ => out.push(Phrase { page, at, words: LONG as u32, pages }),
        }
    }
    out
}

/// A set of words, by their number in the collection: a bit each.
#[derive(Default)]
pub struct Bits {
    words: Vec<u64>,
    /// Whether there is any.
    pub any: bool,
}

impl Bits {
    /// Adds words to a set over a collection of `total` words.
    pub fn set(&mut self, places: &[u64], total: u64) {
        if places.is_empty() {
            return;
        }
        self.any = true;
        self.words.resize(total as usize / 64 + 1, 0);
        for &p in places {
            if let Some(word) = self.words.get_mut(p as usize / 64) {
                *word |= 1 << (p % 64);
            }
        }
    }

    /// Whether a word is in it.
    pub fn has(&self, place: u64) -> bool {
        self.words.get(place as usize / 64).is_some_and(|w| w >> (place % 64) & 1 == 1)
    }

    /// Whether a page holds any of these words.
    pub fn on(&self, words: &impl Words, page: u32) -> bool {
        let (begin, end) = (words.start(page), words.start(page + 1));
        let mut at = begin;
        while at < end {
            let (block, low) = (at / 64, at % 64);
            let rest = self.words.get(block as usize).map_or(0, |w| w >> low);
            let left = end - at;
            let mask = if left >= 64 { u64::MAX } else { (1 << left) - 1 };
            if rest & mask != 0 {
                return true;
            }
            at += 64 - low;
        }
        false
    }
}

//! The table of listed words, and the hash that finds them.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::Class;

/// FNV-1a: the lists are our own, so nobody can choose words that collide, and it needs no seed.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::speech) struct Fnv(u64);

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        let start = if self.0 == 0 { 0xcbf2_9ce4_8422_2325 } else { self.0 };
        self.0 = bytes.iter().fold(start, |h, &b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    }
}

pub(super) type Map<V> = HashMap<Cow<'static, str>, V, BuildHasherDefault<Fnv>>;

/// Classes by words, every one of which is asked for its class: rows of eight bytes, found by a hash of which 50 bits must
/// agree, so that a look takes one row of memory and no word is compared. A word that no list has is taken for a listed one by a
/// chance of one in ten billion.
pub(super) struct Words(Vec<u64>);

impl Words {
    /// Rows, a power of two: the lists have about 18,000 words.
    const ROWS: usize = 1 << 15;

    /// Bits of a row that hold the class; the hash has those above.
    const CLASS: u32 = 29;

    /// The rows where a word may stand, and what the upper bits of its own are.
    fn rows(word: &str) -> (impl Iterator<Item = usize> + use<>, u64) {
        let hash =
            word.bytes().fold(0xcbf2_9ce4_8422_2325, |h: u64, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
        // The multiplier of the golden ratio, so that all bits reach the upper ones.
        let hash = (hash ^ hash >> 32).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let first = hash as usize;
        ((0..Words::ROWS).map(move |step| first.wrapping_add(step) & (Words::ROWS - 1)), hash >> Words::CLASS)
    }

    pub(super) fn new() -> Words {
        Words(vec![0; Words::ROWS])
    }

    pub(super) fn add(&mut self, word: &str, class: Class) {
        let (rows, tag) = Words::rows(word);
        for at in rows {
            let Some(row) = self.0.get_mut(at) else { return };
            if *row == 0 || *row >> Words::CLASS == tag {
                *row |= tag << Words::CLASS | u64::from(class.0);
                return;
            }
        }
    }

    pub(super) fn get(&self, word: &str) -> Class {
        let (mut rows, tag) = Words::rows(word);
        let row = rows.find_map(|at| self.0.get(at).copied().filter(|&row| row == 0 || row >> Words::CLASS == tag));
        Class((row.unwrap_or(0) & ((1 << Words::CLASS) - 1)) as u32)
    }
}

//! Equal n-grams on two pages: where two pages may share a passage.
//!
//! The grams of the whole collection are cut by hash into shares; a share is gathered, sorted, and every run of equal
//! hashes tells the places of one gram ([`posting`]). Shares are independent, so they run in parallel, and memory
//! holds only those that are at work. Of a stretch that two pages share only the first gram becomes a [`Hit`]
//! ([`pair`]): the others follow from it. So the cost grows with the text and with the copies found, not with the
//! pairs of pages.
//!
//! A gram on many pages ("told reporters on Wednesday that") says little and would make pairs without end. Where it
//! stands on more than [`FEW_PAGES`], longer grams of [`LONG`] words take its place; one of those that stands on more
//! pages than the caller's limit is a set phrase ([`phrase`]), and is reported as such.

pub mod pair;
pub mod phrase;
pub mod posting;

use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use self::pair::Paired;
use self::phrase::{Bits, Crowded};
use self::posting::{Narrow, Posting, Spot, Wide};
use super::collection::{Collection, Words};
use super::fingerprint;

/// Two pages have the same gram at these words, and the words before it differ.
///
/// Rarely (once in 2³⁶) the grams only share a hash; [`super::align`] looks at the words themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// The lower of the two pages.
    pub page_a: u32,
    /// The other page.
    pub page_b: u32,
    /// The gram's first word on the first page.
    pub a: u32,
    /// The gram's first word on the second page.
    pub b: u32,
}

/// A stretch of words that stands on too many pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// The first page that has it.
    pub page: u32,
    /// Its first word there.
    pub at: u32,
    /// How many words it has.
    pub words: u32,
    /// On how many pages it stands.
    pub pages: u32,
}

/// What [`gather`] finds.
#[derive(Debug, Default)]
pub struct Candidates {
    /// In the order of pages and places.
    pub hits: Vec<Hit>,
    /// In the order of pages and places.
    pub phrases: Vec<Phrase>,
    /// Words of the shortest gram.
    pub gram: usize,
}

/// Above this many pages a short gram is passed over for longer ones. Each word then makes at most this many pairs.
/// It bounds the cost only: what it passes over, the longer grams find, if eight words in a row are unchanged.
const FEW_PAGES: u32 = 50;

/// Words of the grams that take the place of short ones which stand on many pages: one more than the least quotation.
pub(crate) const LONG: usize = 8;

/// Hits that a share keeps before it hands them over.
const HANDFUL: usize = 1 << 16;

/// Finds the equal grams of any two pages. `most_pages` is the most pages a gram may stand on.
///
/// Expected time `O(w log w + h)` for `w` words and `h` hits; memory eight bytes for each word of the shares at work,
/// and sixteen for each hit.
pub fn gather(words: &Collection, most_pages: u32) -> Candidates {
    let hits = Mutex::new(Vec::new());
    let take = |some: &mut Vec<Hit>| hits.lock().unwrap_or_else(PoisonError::into_inner).append(some);
    let (gram, phrases) = if words.total() <= u64::from(u32::MAX) {
        search::<Narrow>(words, most_pages, 0, &take)
    } else {
        search::<Wide<Collection>>(words, most_pages, 0, &take)
    };
    let mut hits = hits.into_inner().unwrap_or_else(PoisonError::into_inner);
    hits.par_sort_unstable();
    hits.dedup();
    Candidates { hits, phrases, gram }
}

/// The same for words that are kept elsewhere than in memory. The hits are handed to `take` as they come, in no
/// order and some of them twice: what [`gather`] gives is these, sorted and each once.
///
/// Each thread sorts 16 bytes for each word of a share; a share has one word in 16, and one in `16 · 2^splits` when
/// it is split further. Besides these there is a bit for each word.
pub fn gather_into<W: Words>(
    words: &W,
    most_pages: u32,
    splits: u32,
    take: &(dyn Fn(&mut Vec<Hit>) + Sync),
) -> (usize, Vec<Phrase>) {
    search::<Wide<W>>(words, most_pages, splits, take)
}

/// Words of the shortest gram, and the set phrases.
fn search<P: Posting>(
    words: &P::Words,
    most_pages: u32,
    splits: u32,
    take: &(dyn Fn(&mut Vec<Hit>) + Sync),
) -> (usize, Vec<Phrase>) {
    let gram = fingerprint::length(words.total());
    let few = Level { words, gram, most: most_pages.min(FEW_PAGES), splits, take };
    let (frequent, _) = few.pair::<P>(&|_| true, &|_| true);
    if !frequent.any {
        return (gram, Vec::new());
    }
    let many = Level { gram: LONG, most: most_pages, ..few };
    let active = |at: u64| (at..=at + (LONG - gram) as u64).all(|i| frequent.has(i));
    let (_, crowded) = many.pair::<P>(&|page| frequent.on(words, page), &active);
    (gram, phrase::join(crowded))
}

/// The search for equal grams of one length.
struct Level<'a, W> {
    words: &'a W,
    gram: usize,
    /// The most pages a gram may stand on.
    most: u32,
    splits: u32,
    take: &'a (dyn Fn(&mut Vec<Hit>) + Sync),
}

/// What the shares leave behind.
#[derive(Default)]
struct Left {
    /// The words at which a gram begins that stands on too many pages.
    frequent: Bits,
    /// Those, and the words at which one begins that was paired by rank.
    muted: Bits,
    crowded: Vec<Crowded>,
}

impl<W: Words> Level<'_, W> {
    /// Pairs the grams on the `wanted` pages at the words that are `active`.
    fn pair<P: Posting<Words = W>>(
        &self,
        wanted: &(dyn Fn(u32) -> bool + Sync),
        active: &(dyn Fn(u64) -> bool + Sync),
    ) -> (Bits, Vec<Crowded>) {
        let (bits, total) = (share_bits(self.words.total()), self.words.total());
        let left = Mutex::new(Left::default());
        (0..1u64 << (bits + self.splits)).into_par_iter().for_each(|share| {
            // A share goes by the hash's low bits, its splits by the highest, which are part of what it is sorted by:
            // so the same grams lie together however often a share is split.
            let (low, high) = (share & ((1 << bits) - 1), share >> bits);
            let mine = |at: u64, hash: u64| {
                hash & ((1 << bits) - 1) == low && hash.checked_shr(64 - self.splits).unwrap_or(0) == high && active(at)
            };
            let mut postings: Vec<P> = self.collect(wanted, mine, total >> (bits + self.splits));
            postings.sort_unstable();
            let (mut hits, mut spots): (Vec<Hit>, Vec<Spot>) = (Vec::new(), Vec::new());
            let (mut frequent, mut repeated, mut crowded) = (Vec::new(), Vec::new(), Vec::new());
            for run in postings.chunk_by(|x, y| x.key() == y.key()).filter(|r| r.len() > 1) {
                spots.clear();
                spots.extend(run.iter().map(|p| p.spot(self.words)));
                let place = |s: &Spot| self.words.start(s.page) + u64::from(s.at);
                match pair::pair(&mut spots, self.most, &mut hits) {
                    Paired::Done => {}
                    Paired::Repeated => repeated.extend(spots.iter().map(place)),
                    Paired::Crowded(pages) => {
                        frequent.extend(spots.iter().map(place));
                        crowded.extend(spots.first().map(|s| (s.page, s.at, pages)));
                    }
                }
                if hits.len() >= HANDFUL {
                    (self.take)(&mut hits);
                    hits.clear();
                }
            }
            (self.take)(&mut hits);
            let mut left = left.lock().unwrap_or_else(PoisonError::into_inner);
            left.frequent.set(&frequent, total);
            left.muted.set(&frequent, total);
            left.muted.set(&repeated, total);
            left.crowded.append(&mut crowded);
        });
        let left = left.into_inner().unwrap_or_else(PoisonError::into_inner);
        if left.muted.any {
            self.edges::<P>(&left.muted, active);
        }
        (left.frequent, left.crowded)
    }

    /// A gram whose forerunner was muted is the first of its stretch that can be paired, though the words before it
    /// are equal.
    fn edges<P: Posting<Words = W>>(&self, muted: &Bits, active: &(dyn Fn(u64) -> bool + Sync)) {
        let edge = |at: u64, _| at > 0 && muted.has(at - 1) && !muted.has(at) && active(at);
        let mut postings: Vec<P> = self.collect(&|page| muted.on(self.words, page), edge, 0);
        postings.par_sort_unstable();
        let (mut hits, mut spots): (Vec<Hit>, Vec<Spot>) = (Vec::new(), Vec::new());
        for run in postings.chunk_by(|x, y| x.key() == y.key()).filter(|r| r.len() > 1) {
            spots.clear();
            spots.extend(run.iter().map(|p| p.spot(self.words)));
            pair::cross_equal(&mut spots, &mut hits);
            if hits.len() >= HANDFUL {
                (self.take)(&mut hits);
                hits.clear();
            }
        }
        (self.take)(&mut hits);
    }

    /// The grams of the `wanted` pages that are `mine`, told their place and hash.
    fn collect<P: Posting<Words = W>>(
        &self,
        wanted: &(dyn Fn(u32) -> bool + Sync),
        mine: impl Fn(u64, u64) -> bool,
        about: u64,
    ) -> Vec<P> {
        let mut out = Vec::with_capacity((about + about / 16) as usize);
        self.words.scan(wanted, &mut |page, words| {
            let start = self.words.start(page);
            fingerprint::grams(words, self.gram, |at, hash| {
                if mine(start + u64::from(at), hash) {
                    out.push(P::new(hash, page, start, at, words));
                }
            });
        });
        out
    }
}

/// One share for a quarter of a million words, at most 16. Every share reads all words once, so more of them take more
/// time (at 16 about a fifth of the whole, as long as gathering and sorting), fewer take more memory.
fn share_bits(words: u64) -> u32 {
    (words >> 18).next_power_of_two().trailing_zeros().min(4)
}

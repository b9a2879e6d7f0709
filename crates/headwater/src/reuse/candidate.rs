//! Equal n-grams on two pages: where two pages may share a passage.
//!
//! The grams of the whole collection are cut by hash into shares; a share is gathered, sorted, and every run of equal
//! hashes tells the places of one gram. Shares are independent, so they run in parallel, and memory holds only those
//! that are at work. Of a stretch that two pages share only the first gram becomes a [`Hit`]: the others follow from
//! it. So the cost grows with the text and with the copies found, not with the pairs of pages.
//!
//! A gram on many pages ("told reporters on Wednesday that") says little and would make pairs without end. Where it
//! stands on more than [`FEW_PAGES`], longer grams of [`LONG`] words take its place; one of those that stands on more
//! pages than the caller's limit is a set phrase, and is reported as such.

use rayon::prelude::*;

use super::fingerprint;
use super::word::Collection;

/// Two pages have the same gram at these words, and the words before it differ.
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
const FEW_PAGES: usize = 50;

/// Words of the grams that take the place of short ones which stand on many pages: one more than the least quotation.
const LONG: usize = 8;

/// A gram that stands more often than this on one page is paired by rank: its first place on one page with the first
/// on the other, and so on, and the last with the last, each up to [`RANKS`]. Otherwise a page that repeats one line
/// a thousand times would make a million pairs with another such page.
const REPEATS: usize = 4;
const RANKS: usize = 8;

/// Finds the equal grams of any two pages. `most_pages` is the most pages a gram may stand on.
///
/// Expected time `O(w log w + h)` for `w` words and `h` hits; memory eight bytes for each word of the shares at work.
pub fn gather(words: &Collection, most_pages: usize) -> Candidates {
    let gram = fingerprint::length(words.len());
    let pages: Vec<u32> = (0..words.pages() as u32).collect();
    let short = level(words, &pages, gram, most_pages.min(FEW_PAGES), |_| true);
    let mut hits = short.hits;
    let mut phrases = Vec::new();
    if short.frequent.any {
        let active = |at: u32| (at as usize..=at as usize + LONG - gram).all(|i| short.frequent.has(i));
        let pages = short.frequent.pages(words);
        let long = level(words, &pages, LONG, most_pages, active);
        hits.extend(long.hits);
        phrases = join(words, long.crowded);
    }
    hits.par_sort_unstable();
    hits.dedup();
    Candidates { hits, phrases, gram }
}

/// What the grams of one length give.
struct Level {
    hits: Vec<Hit>,
    /// The words at which a gram begins that stands on too many pages.
    frequent: Bits,
    /// The first place of each such gram, and its pages.
    crowded: Vec<(u32, u32)>,
}

/// What one share gives.
#[derive(Default)]
struct Share {
    hits: Vec<Hit>,
    frequent: Vec<u32>,
    repeated: Vec<u32>,
    crowded: Vec<(u32, u32)>,
}

/// Pairs the grams of `n` words on some pages, at the words for which `active` says so.
fn level(words: &Collection, pages: &[u32], n: usize, most: usize, active: impl Fn(u32) -> bool + Sync) -> Level {
    let bits = share_bits(words.len());
    let shares: Vec<Share> = (0u64..1 << bits)
        .into_par_iter()
        .map(|share| {
            let mut postings = collect(words, pages, n, |at, hash| in_share(hash, bits, share) && active(at));
            postings.sort_unstable();
            let mut out = Share::default();
            for run in postings.chunk_by(|x, y| x >> 32 == y >> 32).filter(|r| r.len() > 1) {
                pair(words, n, most, run, &mut out);
            }
            out
        })
        .collect();
    let (mut hits, mut crowded) = (Vec::new(), Vec::new());
    let (mut frequent, mut muted) = (Bits::default(), Bits::default());
    for share in shares {
        hits.extend(share.hits);
        crowded.extend(share.crowded);
        frequent.set(&share.frequent, words.len());
        muted.set(&share.frequent, words.len());
        muted.set(&share.repeated, words.len());
    }
    if muted.any {
        // A gram whose forerunner was muted is the first of its stretch that can be paired, though the words before
        // it are equal.
        let edge = |at: u32, _| at > 0 && muted.has(at as usize - 1) && !muted.has(at as usize) && active(at);
        let mut postings = collect(words, &muted.pages(words), n, edge);
        postings.sort_unstable();
        for run in postings.chunk_by(|x, y| x >> 32 == y >> 32) {
            cross(words, n, run, &mut hits, |same_before| same_before);
        }
    }
    Level { hits, frequent, crowded }
}

/// The hash's high half and the word's place, for the grams that `keep` wants.
fn collect(words: &Collection, pages: &[u32], n: usize, keep: impl Fn(u32, u64) -> bool) -> Vec<u64> {
    let mut out = Vec::new();
    for &page in pages {
        let start = words.start(page);
        fingerprint::grams(words.page(page), n, |at, hash| {
            if keep(start + at, hash) {
                out.push(hash & 0xffff_ffff_0000_0000 | u64::from(start + at));
            }
        });
    }
    out
}

/// Shares are told by the hash's low bits, places inside a share by its high half.
fn in_share(hash: u64, bits: u32, share: u64) -> bool {
    hash & ((1 << bits) - 1) == share
}

/// One share for a quarter of a million words, at most 16. Every share reads all words once, so more of them take more
/// time (at 16 about a fifth of the whole, as long as gathering and sorting), fewer take more memory.
fn share_bits(words: usize) -> u32 {
    (words >> 18).next_power_of_two().trailing_zeros().min(4)
}

/// Pairs the places of one gram.
fn pair(words: &Collection, n: usize, most: usize, run: &[u64], out: &mut Share) {
    let (mut pages, mut most_repeats, mut repeats, mut last) = (0, 0, 0, u32::MAX);
    for &posting in run {
        let (page, _) = words.locate(posting as u32);
        if page == last {
            repeats += 1;
        } else {
            (pages, repeats, last) = (pages + 1, 1, page);
        }
        most_repeats = most_repeats.max(repeats);
    }
    if pages > most {
        out.frequent.extend(run.iter().map(|&p| p as u32));
        out.crowded.push((run[0] as u32, pages as u32));
    } else if pages > 1 && most_repeats > REPEATS {
        out.repeated.extend(run.iter().map(|&p| p as u32));
        rank(words, n, run, &mut out.hits);
    } else if pages > 1 {
        cross(words, n, run, &mut out.hits, |same_before| !same_before);
    }
}

/// Every two places of one gram on two pages, if `wanted` agrees: it is told whether the words before are equal.
fn cross(words: &Collection, n: usize, run: &[u64], hits: &mut Vec<Hit>, wanted: impl Fn(bool) -> bool) {
    // The word before, the page and the place. A page's first word has nothing before it, which equals nothing.
    let mut places: Vec<(u64, u32, u32)> = Vec::with_capacity(run.len());
    for (i, &posting) in run.iter().enumerate() {
        let (page, at) = words.locate(posting as u32);
        let before = at.checked_sub(1).and_then(|b| words.page(page).get(b as usize));
        places.push((before.map_or(1 << 32 | i as u64, |&w| u64::from(w)), page, at));
    }
    if wanted(true) {
        places.sort_unstable();
        for group in places.chunk_by(|x, y| x.0 == y.0) {
            for (i, x) in group.iter().enumerate() {
                group[i + 1..].iter().for_each(|y| push(words, n, x, y, hits));
            }
        }
    } else if places.len() <= 8 {
        for (i, x) in places.iter().enumerate() {
            places[i + 1..].iter().filter(|y| x.0 != y.0).for_each(|y| push(words, n, x, y, hits));
        }
    } else {
        // Sorted by the word before, so that copies which agree there cost nothing.
        places.sort_unstable();
        let mut from = 0;
        for group in places.chunk_by(|x, y| x.0 == y.0) {
            from += group.len();
            for x in group {
                places[from..].iter().for_each(|y| push(words, n, x, y, hits));
            }
        }
    }
}

/// The places of a gram that some page repeats, first with first and last with last.
fn rank(words: &Collection, n: usize, run: &[u64], hits: &mut Vec<Hit>) {
    let places: Vec<(u64, u32, u32)> = run
        .iter()
        .map(|&p| {
            let (page, at) = words.locate(p as u32);
            (0, page, at)
        })
        .collect();
    let by_page: Vec<&[(u64, u32, u32)]> = places.chunk_by(|x, y| x.1 == y.1).collect();
    for (i, x) in by_page.iter().enumerate() {
        for y in &by_page[i + 1..] {
            for (p, q) in x.iter().zip(*y).take(RANKS) {
                push(words, n, p, q, hits);
            }
            for (p, q) in x.iter().rev().zip(y.iter().rev()).take(RANKS) {
                push(words, n, p, q, hits);
            }
        }
    }
}

fn push(words: &Collection, n: usize, x: &(u64, u32, u32), y: &(u64, u32, u32), hits: &mut Vec<Hit>) {
    let (x, y) = if x.1 <= y.1 { (x, y) } else { (y, x) };
    let gram = |p: &(u64, u32, u32)| words.page(p.1).get(p.2 as usize..p.2 as usize + n);
    if x.1 != y.1 && gram(x) == gram(y) {
        hits.push(Hit { page_a: x.1, page_b: y.1, a: x.2, b: y.2 });
    }
}

/// Grams that follow one another are one phrase.
fn join(words: &Collection, mut crowded: Vec<(u32, u32)>) -> Vec<Phrase> {
    crowded.sort_unstable();
    let mut out: Vec<Phrase> = Vec::new();
    for (at, pages) in crowded {
        let (page, at) = words.locate(at);
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

/// A set of words, by their place in the collection.
#[derive(Default)]
struct Bits {
    words: Vec<u64>,
    any: bool,
}

impl Bits {
    fn set(&mut self, places: &[u32], len: usize) {
        if places.is_empty() {
            return;
        }
        self.any = true;
        self.words.resize(len / 64 + 1, 0);
        for &p in places {
            self.words[p as usize / 64] |= 1 << (p % 64);
        }
    }

    fn has(&self, place: usize) -> bool {
        self.words.get(place / 64).is_some_and(|w| w >> (place % 64) & 1 == 1)
    }

    /// The pages that hold any of these words.
    fn pages(&self, words: &Collection) -> Vec<u32> {
        let mut out: Vec<u32> = Vec::new();
        for (block, bits) in self.words.iter().enumerate() {
            let mut left = *bits;
            while left != 0 {
                let (page, _) = words.locate((block * 64) as u32 + left.trailing_zeros());
                if out.last() != Some(&page) {
                    out.push(page);
                }
                left &= left - 1;
            }
        }
        out
    }
}

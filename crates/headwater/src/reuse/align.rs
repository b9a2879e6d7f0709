//! Hits to passages: how far the two texts go on together, to the word.
//!
//! From a stretch of equal words the alignment is grown to both sides through replaced, dropped and added words for as
//! long as it pays: an equal word gains 1, a dropped or added one costs 1/2, a replaced one 1, and growing stops when
//! the sum has fallen by more than [`DROP`] below its best. This is the greedy X-drop extension of Zhang, Schwartz,
//! Wagner and Miller (2000), made for DNA; its time is the length plus the differences times a constant.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::Options;
use super::candidate::{Candidates, Hit};
use super::rarity::Rarity;
use super::word::Collection;

/// The same stretch on two pages, in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The lower of the two pages.
    pub page_a: u32,
    /// The other page.
    pub page_b: u32,
    /// First word and one past the last on the first page.
    pub a: (u32, u32),
    /// The same on the second page.
    pub b: (u32, u32),
    /// Words that are equal on both.
    pub words: u32,
}

/// How far the sum may fall before growing stops, in words: so many replaced words in a row are bridged, or twice as
/// many that one side only has.
const DROP: i32 = 10;

/// Equal words in a row that are followed up by themselves. Fewer need company: another hit that is near.
const ALONE: u32 = 6;

/// How near: words between the two, and how far the one may be shifted against the other.
const NEAR: u32 = 40;
const SHIFT: i64 = 10;

/// Passages with fewer equal words than this must also say enough: real pages share phrases ("did not immediately
/// respond to a request for comment"). The bits of the equal words, less [`CHANGE_BITS`] for each changed one, must
/// reach [`LEAST_BITS`]. In stories made from 840 news articles (`retell` seeds 1 to 6) every value of the bound from
/// 65 to 85 finds all true pairs; below 65 phrases of seven or eight common words come in, above 85 a sentence of
/// seven rarer words is lost.
const SHORT: u32 = 20;
const LEAST_BITS: f32 = 75.0;
const CHANGE_BITS: f32 = 8.0;

/// Grows every hit to a passage and keeps those that `options` wants.
pub fn stretches(words: &Collection, candidates: &Candidates, options: &Options) -> Vec<Stretch> {
    let rarity = Rarity::count(words);
    let pairs: Vec<&[Hit]> = candidates.hits.chunk_by(|x, y| (x.page_a, x.page_b) == (y.page_a, y.page_b)).collect();
    pairs.par_iter().flat_map_iter(|hits| of_pair(words, candidates.gram, hits, &rarity, options)).collect()
}

/// A stretch of equal words.
#[derive(Clone, Copy)]
struct Seed {
    a: u32,
    b: u32,
    len: u32,
}

fn of_pair(words: &Collection, gram: usize, hits: &[Hit], rarity: &Rarity, options: &Options) -> Vec<Stretch> {
    let Some(&Hit { page_a, page_b, .. }) = hits.first() else { return Vec::new() };
    let (a, b) = (words.page(page_a), words.page(page_b));
    let mut out: Vec<Stretch> = Vec::new();
    for seed in seeds(a, b, gram, hits) {
        let within = |s: &Stretch| {
            s.a.0 <= seed.a && seed.a + seed.len <= s.a.1 && s.b.0 <= seed.b && seed.b + seed.len <= s.b.1
        };
        if out.iter().any(within) {
            continue;
        }
        let (head_a, tail_a) = (&a[..seed.a as usize], &a[(seed.a + seed.len) as usize..]);
        let (head_b, tail_b) = (&b[..seed.b as usize], &b[(seed.b + seed.len) as usize..]);
        let left = grow(head_a, head_b, |words, i| words[words.len() - 1 - i]);
        let right = grow(tail_a, tail_b, |words, i| words[i]);
        let stretch = Stretch {
            page_a,
            page_b,
            a: (seed.a - left.a, seed.a + seed.len + right.a),
            b: (seed.b - left.b, seed.b + seed.len + right.b),
            words: left.words + seed.len + right.words,
        };
        if wanted(&stretch, a, rarity, options) {
            out.push(stretch);
        }
    }
    out
}

/// Equal stretches, the longest first, without those that nothing speaks for.
fn seeds(a: &[u32], b: &[u32], gram: usize, hits: &[Hit]) -> Vec<Seed> {
    let mut seeds: Vec<Seed> = Vec::with_capacity(hits.len());
    let mut ends: BTreeMap<i64, u32> = BTreeMap::new();
    for hit in hits {
        let diagonal = i64::from(hit.a) - i64::from(hit.b);
        if hits.len() > 1 && ends.get(&diagonal).is_some_and(|&end| hit.a < end) {
            continue;
        }
        let (i, j) = (hit.a as usize, hit.b as usize);
        let before = a[..i].iter().rev().zip(b[..j].iter().rev()).take_while(|(x, y)| x == y).count() as u32;
        let after = a[i..].iter().zip(&b[j..]).take_while(|(x, y)| x == y).count() as u32;
        if after as usize >= gram {
            seeds.push(Seed { a: hit.a - before, b: hit.b - before, len: before + after });
            ends.insert(diagonal, hit.a + after);
        }
    }
    let company = |i: usize| {
        let s = &seeds[i];
        let shift = |o: &Seed| (i64::from(o.a) - i64::from(o.b) - i64::from(s.a) + i64::from(s.b)).abs();
        let near = |o: &&Seed| shift(o) <= SHIFT && (o.a, o.b) != (s.a, s.b);
        seeds[i + 1..].iter().take_while(|o| o.a <= s.a + s.len + NEAR).any(|o| near(&o))
            || seeds[..i].iter().rev().take_while(|o| o.a + o.len + NEAR >= s.a).any(|o| near(&o))
    };
    let mut out: Vec<Seed> =
        (0..seeds.len()).filter(|&i| seeds[i].len >= ALONE || company(i)).map(|i| seeds[i]).collect();
    out.sort_unstable_by_key(|s| (u32::MAX - s.len, s.a, s.b));
    out
}

/// How far both sides go on.
#[derive(Default)]
struct Grown {
    a: u32,
    b: u32,
    words: u32,
}

/// Grows an alignment from the beginning of `a` and `b`, read through `at` (which may read them backwards).
fn grow(a: &[u32], b: &[u32], at: impl Fn(&[u32], usize) -> u32) -> Grown {
    let slide = |mut i: i32, mut j: i32| {
        while (i as usize) < a.len() && (j as usize) < b.len() && at(a, i as usize) == at(b, j as usize) {
            (i, j) = (i + 1, j + 1);
        }
        i
    };
    let (len_a, len_b) = (a.len() as i32, b.len() as i32);
    let first = slide(0, 0);
    // Twice the sum is i + j - 2·edits: each equal word adds 2, each dropped or added one takes 1.
    let (mut best, mut best_at) = (2 * first, (first, first, 0));
    // `front[k - low]` is the furthest `i` on the diagonal i - j = k; beyond it nothing is alive.
    let (mut low, mut front) = (0i32, vec![first]);
    for edits in 1.. {
        let mut next = Vec::with_capacity(front.len() + 2);
        for k in low - 1..=low + front.len() as i32 {
            let get = |k: i32| usize::try_from(k - low).ok().and_then(|i| front.get(i)).copied().filter(|&i| i >= 0);
            let dropped = get(k - 1).map(|i| i + 1);
            let i = dropped.max(get(k + 1)).filter(|&i| i <= len_a && i - k <= len_b);
            let Some(i) = i else {
                next.push(DEAD);
                continue;
            };
            let i = slide(i, i - k);
            let sum = 2 * i - k - 2 * edits;
            if sum > best {
                (best, best_at) = (sum, (i, i - k, edits));
            }
            next.push(if sum < best - 2 * DROP { DEAD } else { i });
        }
        low -= 1;
        let dead = next.iter().take_while(|&&i| i == DEAD).count();
        next.drain(..dead);
        low += dead as i32;
        while next.last() == Some(&DEAD) {
            next.pop();
        }
        if next.is_empty() {
            break;
        }
        front = next;
    }
    let (i, j, edits) = best_at;
    Grown { a: i as u32, b: j as u32, words: ((i + j - edits) / 2) as u32 }
}

/// The mark of a diagonal that is given up.
const DEAD: i32 = -1;

fn wanted(s: &Stretch, a: &[u32], rarity: &Rarity, options: &Options) -> bool {
    let longer = (s.a.1 - s.a.0).max(s.b.1 - s.b.0);
    let identity = s.words as f32 / longer as f32;
    if s.words < options.least_words || identity < options.least_identity {
        return false;
    }
    let on_a = &a[s.a.0 as usize..s.a.1 as usize];
    let bits = rarity.sum(on_a) * s.words as f32 / on_a.len() as f32;
    s.words >= SHORT || bits - CHANGE_BITS * (longer - s.words) as f32 >= LEAST_BITS
}

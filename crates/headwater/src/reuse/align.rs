//! Hits to passages: how far the two texts go on together, to the word.
//!
//! From a stretch of equal words the alignment is grown to both sides, through replaced, dropped and added words, for
//! as long as it pays. An equal word gains its information (much for a rare name, little for "of": two words that are
//! equal by chance are common ones), a change costs about as much as one equal word gains, and growing stops when the
//! sum has fallen far below its best. This is the greedy X-drop extension that Zhang, Schwartz, Wagner and Miller
//! (2000) made for DNA; its time is the length plus the changes times a constant.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::Options;
use super::candidate::Hit;
use super::collection::Words;
use super::rarity::{Rarity, UNITS};

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

/// What changes cost, in bits: a replaced word, and one that one side lacks. A copy in which one word in fifty is changed gives log2(50) = 5.6 bits for a change, and 2 to 3 more for which of
/// several alignments it is. Cheaper changes let a passage run on over its end with a few common words (one planted
/// copy in a hundred at half of this), dearer ones cut off its last words behind a change.
const REPLACED: i32 = 9 * UNITS;
const LACKED: i32 = 8 * UNITS;

/// How far the sum may fall: ten replaced words in a row are bridged, or eleven that one side lacks.
const DROP: i32 = 90 * UNITS;

/// Equal words in a row that are followed up by themselves. Fewer need company: another hit that is near.
const ALONE: u32 = 6;

/// How near: words between the two, and how far the one may be shifted against the other.
const NEAR: u32 = 40;
const SHIFT: i64 = 10;

/// Passages with fewer equal words than this must also say enough: real pages share phrases ("could not be reached for
/// comment by telephone"). The bits of the equal words, less [`CHANGE_BITS`] for each changed one, must reach
/// [`LEAST_BITS`]. In stories made from 840 news articles (`retell`, seeds 1 to 3) a bound of 60 without a price for
/// changes let in 43 false passages in the worst seed; this one lets in 3 and loses no true pair of pages. Higher, and
/// sentences of seven or eight common words are lost first.
const SHORT: u32 = 20;
const LEAST_BITS: i32 = 75 * UNITS;
const CHANGE_BITS: i32 = 8 * UNITS;

/// Grows every hit to a passage and keeps those that `options` wants. `hits` are sorted.
pub fn stretches(words: &impl Words, gram: usize, hits: &[Hit], rarity: &Rarity, options: &Options) -> Vec<Stretch> {
    let pairs: Vec<&[Hit]> = hits.chunk_by(|x, y| (x.page_a, x.page_b) == (y.page_a, y.page_b)).collect();
    let of_pair = |hits: &&[Hit]| {
        let [a, b] = hits.first().map_or_else(Default::default, |h| [words.page(h.page_a), words.page(h.page_b)]);
        pair(&a, &b, gram, hits, rarity, options)
    };
    pairs.par_iter().flat_map_iter(of_pair).collect()
}

/// The stretches that two pages share, by their words `a` and `b`. All `hits` are of these two pages, and sorted;
/// `gram` is the length of the shortest gram they stand for.
///
/// The same whichever page comes first: what is decided by which side is read first is always decided for the page
/// whose word ids are the lower. The time is the pages' lengths and their differences times a constant.
pub fn pair(a: &[u32], b: &[u32], gram: usize, hits: &[Hit], rarity: &Rarity, options: &Options) -> Vec<Stretch> {
    if a <= b {
        return read_from(a, b, gram, hits, rarity, options);
    }
    let turn = |h: &Hit| Hit { page_a: h.page_b, page_b: h.page_a, a: h.b, b: h.a };
    let mut turned: Vec<Hit> = hits.iter().map(turn).collect();
    turned.sort_unstable_by_key(|h| (h.a, h.b));
    let mut out = read_from(b, a, gram, &turned, rarity, options);
    for s in &mut out {
        *s = Stretch { page_a: s.page_b, page_b: s.page_a, a: s.b, b: s.a, words: s.words };
    }
    out
}

/// A stretch of equal words.
#[derive(Clone, Copy)]
struct Seed {
    a: u32,
    b: u32,
    len: u32,
}

/// The stretches of two pages, read from the side that `hits` calls the first.
fn read_from(a: &[u32], b: &[u32], gram: usize, hits: &[Hit], rarity: &Rarity, options: &Options) -> Vec<Stretch> {
    let Some(&Hit { page_a, page_b, .. }) = hits.first() else { return Vec::new() };
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
        let left = grow(head_a, head_b, rarity, |words, i| words[words.len() - 1 - i]);
        let right = grow(tail_a, tail_b, rarity, |words, i| words[i]);
        let core = rarity.sum(&a[seed.a as usize..(seed.a + seed.len) as usize]);
        let stretch = Stretch {
            page_a,
            page_b,
            a: (seed.a - left.a, seed.a + seed.len + right.a),
            b: (seed.b - left.b, seed.b + seed.len + right.b),
            words: left.words + seed.len + right.words,
        };
        if wanted(&stretch, left.gain.saturating_add(core).saturating_add(right.gain), options) {
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
        if i > a.len() || j > b.len() {
            continue;
        }
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
#[derive(Clone, Copy, Default)]
struct Grown {
    a: u32,
    b: u32,
    words: u32,
    /// Information of the equal words.
    gain: i32,
}

/// The furthest point reached on one diagonal.
#[derive(Clone, Copy)]
struct Point {
    /// Words of the first side that lie behind.
    i: i32,
    /// Information of the equal words, less what the changes cost.
    sum: i32,
    gain: i32,
    words: u32,
}

/// Grows an alignment from the beginning of `a` and `b`, read through `at` (which may read them backwards).
fn grow(a: &[u32], b: &[u32], rarity: &Rarity, at: impl Fn(&[u32], usize) -> u32) -> Grown {
    let (len_a, len_b) = (a.len() as i32, b.len() as i32);
    let slide = |mut p: Point, k: i32| {
        while p.i < len_a && p.i - k < len_b {
            let word = at(a, p.i as usize);
            if word != at(b, (p.i - k) as usize) {
                break;
            }
            let gain = rarity.of(word);
            p = Point {
                i: p.i + 1,
                sum: p.sum.saturating_add(gain),
                gain: p.gain.saturating_add(gain),
                words: p.words + 1,
            };
        }
        p
    };
    let first = slide(Point { i: 0, sum: 0, gain: 0, words: 0 }, 0);
    let mut best = (first, 0);
    // The diagonals i - j = low, low + 1, …; those beyond, and those that are `None`, are given up.
    let (mut low, mut front) = (0i32, vec![Some(first)]);
    let mut next: Vec<Option<Point>> = Vec::new();
    while !front.is_empty() {
        next.clear();
        for k in low - 1..=low + front.len() as i32 {
            let get = |k: i32| usize::try_from(k - low).ok().and_then(|n| front.get(n)).copied().flatten();
            let replaced = get(k).map(|p| Point { i: p.i + 1, sum: p.sum - REPLACED, ..p });
            let on_b = get(k - 1).map(|p| Point { i: p.i + 1, sum: p.sum - LACKED, ..p });
            let on_a = get(k + 1).map(|p| Point { sum: p.sum - LACKED, ..p });
            let fits = |p: &Point| p.i <= len_a && p.i - k <= len_b;
            let point = further(replaced.filter(fits), further(on_a.filter(fits), on_b.filter(fits)));
            let point = point.map(|p| slide(p, k)).filter(|p| p.sum >= best.0.sum - DROP);
            if let Some(p) = point.filter(|p| p.sum > best.0.sum) {
                best = (p, k);
            }
            next.push(point);
        }
        low -= 1;
        let dead = next.iter().take_while(|p| p.is_none()).count();
        next.drain(..dead);
        low += dead as i32;
        while next.last().is_some_and(Option::is_none) {
            next.pop();
        }
        std::mem::swap(&mut front, &mut next);
    }
    let (p, k) = best;
    Grown { a: p.i as u32, b: (p.i - k) as u32, words: p.words, gain: p.gain }
}

/// The point that lies further on, or, of two at one place, the one with the higher sum.
fn further(x: Option<Point>, y: Option<Point>) -> Option<Point> {
    let (Some(x), Some(y)) = (x, y) else { return x.or(y) };
    Some(if (x.i, x.sum, x.words) >= (y.i, y.sum, y.words) { x } else { y })
}

fn wanted(s: &Stretch, gain: i32, options: &Options) -> bool {
    let longer = (s.a.1 - s.a.0).max(s.b.1 - s.b.0);
    if s.words < options.least_words || (s.words as f32 / longer as f32) < options.least_identity {
        return false;
    }
    s.words >= SHORT || gain - CHANGE_BITS * (longer - s.words) as i32 >= LEAST_BITS
}

//! Loose passages: two pages tell the same in the same order, with much of the wording changed.
//!
//! A rewritten paragraph keeps its names, figures and short runs of words, in order, and little else; [`align`](super::align)
//! ends at the first sentence that was written anew. Here the words that two pages share are taken as points in the
//! plane of their places and chained: from point to point both places must rise, a shared word gains its information,
//! and what lies between two of them costs by its length. The best chains are found by dynamic programming over the
//! points with a bounded look back (chaining as in Eppstein, Galil, Giancarlo and Italiano 1992, and Li's minimap2,
//! 2018), so the time is the number of points times a constant.
//!
//! A loose passage is no finding of copying: two reporters who heard one speech tell it in one order too. It is kept
//! apart from the passages, which [`align`](super::align) finds to the word.

use rayon::prelude::*;

use super::Options;
use super::align::Stretch;
use super::candidate::Hit;
use super::collection::Words;
use super::rarity::{Rarity, UNITS};

/// A chain must hold a run of equal words that says the first (some five words, neither grammar nor all of them common),
/// and either one that says the second or two that say the third; and all its words together must say
/// [`LEAST_GAIN`]. Chosen on 1,683 news bodies, where passim's alignments tell what should be found, against 840 articles
/// of one year's politics that have little from each other: these bounds leave about half of the loose passages among
/// the latter and lose one in 2,000 of the former. A second run of 35 bits for all loses one in 90.
const ANCHOR_BITS: i32 = 50 * UNITS;
const ALONE_BITS: i32 = 80 * UNITS;
const SECOND_BITS: i32 = 30 * UNITS;
const LEAST_GAIN: i32 = 200 * UNITS;

/// Pairs of pages without a passage or a hit that says so much are not looked at. Less than [`ANCHOR_BITS`]: the gram
/// before a hit may have stood on too many pages to be one.
const PAIR_BITS: i32 = 36 * UNITS;

/// A word that says less than this is a point only beside an equal word.
const WORD_BITS: i32 = 5 * UNITS;

/// A word, and two words in a row, that make more pairs of places than this on two pages are no points.
const WORD_PAIRS: usize = 36;
const RUN_PAIRS: usize = 64;

/// What lies between two points of a chain costs: so much for there being anything, for each word that both sides have
/// there, and for each word that one side has more. At a whole bit for a rewritten word 20 more of passim's 1,810 alignments
/// are lost.
const BROKEN: i32 = 2 * UNITS;
const REWRITTEN: i32 = 3 * UNITS / 4;
const LONGER: i32 = 3 * UNITS / 10;

/// Words between two points at most, on either side: some 600 characters, which is what passim bridges.
const GAP: u32 = 100;

/// Points that are looked at for the one before.
const BACK: usize = 256;

/// A chain ends where its sum lies so far below its best.
const DROP: i32 = 90 * UNITS;

/// A chain must reach this sum, which no chain of 150 pairs of unrelated pages did in a trial with dearer gaps (the best had
/// 71), and its points outside of the passages that are found anyway must gain so much.
const LEAST_BITS: i32 = 100 * UNITS;
const OWN_BITS: i32 = 40 * UNITS;

/// The loose passages of all pairs of pages that `hits` join, in the order of the pages. `hits` are sorted, and `copied`
/// are the stretches that [`align::stretches`](super::align::stretches) found from them, in its order.
pub fn stretches(
    words: &impl Words,
    hits: &[Hit],
    copied: &[Stretch],
    rarity: &Rarity,
    options: &Options,
) -> Vec<Stretch> {
    let pairs: Vec<&[Hit]> = hits.chunk_by(|x, y| (x.page_a, x.page_b) == (y.page_a, y.page_b)).collect();
    let of_pair = |hits: &&[Hit]| {
        let Some(&Hit { page_a, page_b, .. }) = hits.first() else { return Vec::new() };
        let (a, b) = (words.page(page_a), words.page(page_b));
        let from = copied.partition_point(|s| (s.page_a, s.page_b) < (page_a, page_b));
        let to = copied.partition_point(|s| (s.page_a, s.page_b) <= (page_a, page_b));
        let here = copied.get(from..to).unwrap_or_default();
        if here.is_empty() && !hits.iter().any(|h| anchors(&a, &b, h, rarity)) {
            return Vec::new();
        }
        pair(&a, &b, (page_a, page_b), here, rarity, options)
    };
    pairs.par_iter().flat_map_iter(of_pair).collect()
}

/// Whether the equal words at a hit say enough.
fn anchors(a: &[u32], b: &[u32], hit: &Hit, rarity: &Rarity) -> bool {
    let (a, b) = (a.get(hit.a as usize..).unwrap_or_default(), b.get(hit.b as usize..).unwrap_or_default());
    let mut sum = 0;
    for (x, y) in a.iter().zip(b) {
        if x != y {
            return false;
        }
        sum += rarity.of(*x);
        if sum >= PAIR_BITS {
            return true;
        }
    }
    false
}

/// The loose passages of two pages, by their words. The same whichever comes first.
pub fn pair(
    a: &[u32],
    b: &[u32],
    (page_a, page_b): (u32, u32),
    copied: &[Stretch],
    rarity: &Rarity,
    options: &Options,
) -> Vec<Stretch> {
    let turned = a > b;
    let (x, y) = if turned { (b, a) } else { (a, b) };
    let points = points(x, y, rarity);
    let known: Vec<[(u32, u32); 2]> = copied.iter().map(|s| if turned { [s.b, s.a] } else { [s.a, s.b] }).collect();
    let is_known = |p: &Point| known.iter().any(|[a, b]| (a.0..a.1).contains(&p.i) && (b.0..b.1).contains(&p.j));
    let mut out: Vec<Stretch> = Vec::new();
    for chain in chains(&points) {
        let own = chain.iter().filter(|p| !is_known(p)).fold(0i32, |sum, p| sum.saturating_add(p.gain));
        let (Some(first), Some(last)) = (chain.first(), chain.last()) else { continue };
        if !holds(&chain) || own < OWN_BITS || (chain.len() as u32) < options.least_words {
            continue;
        }
        let (on_x, on_y) = ((first.i, last.i + 1), (first.j, last.j + 1));
        let (a, b) = if turned { (on_y, on_x) } else { (on_x, on_y) };
        out.push(Stretch { page_a, page_b, a, b, words: chain.len() as u32 });
    }
    out
}

/// A word that both pages have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Point {
    i: u32,
    j: u32,
    gain: i32,
}

/// Whether the runs of a chain say enough.
fn holds(chain: &[Point]) -> bool {
    let (mut first, mut second, mut all) = (0i32, 0i32, 0i32);
    for run in chain.chunk_by(|x, y| (x.i + 1, x.j + 1) == (y.i, y.j)) {
        let says = run.iter().fold(0i32, |sum, p| sum.saturating_add(p.gain));
        all = all.saturating_add(says);
        (first, second) = if says > first { (says, first) } else { (first, second.max(says)) };
    }
    first >= ANCHOR_BITS && (first >= ALONE_BITS || second >= SECOND_BITS) && all >= LEAST_GAIN
}

/// Words of some information, and any two words in a row.
fn points(a: &[u32], b: &[u32], rarity: &Rarity) -> Vec<Point> {
    let mut out: Vec<Point> = Vec::new();
    let mut add = |i: u32, j: u32| {
        let gain = a.get(i as usize).map_or(0, |&w| rarity.of(w));
        out.push(Point { i, j, gain });
    };
    let said = |w: &u32| rarity.of(*w) >= WORD_BITS;
    let words = |words: &[u32]| sorted((0u32..).zip(words).filter(|(_, w)| said(w)).map(|(i, &w)| (u64::from(w), i)));
    common(&words(a), &words(b), WORD_PAIRS, &mut add);
    let runs = |words: &[u32]| {
        sorted((0u32..).zip(words.windows(2)).map(|(i, w)| (u64::from(w[0]) << 32 | u64::from(w[1]), i)))
    };
    common(&runs(a), &runs(b), RUN_PAIRS, &mut |i, j| {
        add(i, j);
        add(i + 1, j + 1);
    });
    out.sort_unstable();
    out.dedup();
    out
}

fn sorted(list: impl Iterator<Item = (u64, u32)>) -> Vec<(u64, u32)> {
    let mut out: Vec<(u64, u32)> = list.collect();
    out.sort_unstable();
    out
}

/// Every two places of one key, unless there are more than `most`.
fn common(a: &[(u64, u32)], b: &[(u64, u32)], most: usize, each: &mut impl FnMut(u32, u32)) {
    let mut rest = b;
    for here in a.chunk_by(|x, y| x.0 == y.0) {
        let Some(&(key, _)) = here.first() else { continue };
        rest = rest.get(rest.partition_point(|y| y.0 < key)..).unwrap_or_default();
        let there = rest.iter().take_while(|y| y.0 == key).count();
        if here.len() * there <= most {
            for x in here {
                rest.iter().take(there).for_each(|y| each(x.1, y.1));
            }
        }
    }
}

/// The best chain that ends at a point.
#[derive(Clone, Copy)]
struct End {
    sum: i32,
    /// The highest sum on the way.
    peak: i32,
    before: Option<usize>,
}

/// The best chains, no two with a common point. `points` are sorted.
fn chains(points: &[Point]) -> Vec<Vec<Point>> {
    let mut ends: Vec<End> = Vec::with_capacity(points.len());
    for (x, p) in points.iter().enumerate() {
        let mut best = End { sum: 0, peak: 0, before: None };
        for y in (x.saturating_sub(BACK)..x).rev() {
            let (q, end) = (&points[y], ends[y]);
            if q.i + GAP < p.i {
                break;
            }
            if q.i >= p.i || q.j >= p.j || q.j + GAP < p.j {
                continue;
            }
            let sum = end.sum - between(p.i - q.i - 1, p.j - q.j - 1);
            if sum > best.sum && end.peak - sum <= DROP {
                best = End { sum, peak: end.peak, before: Some(y) };
            }
        }
        let sum = best.sum.saturating_add(p.gain);
        ends.push(End { sum, peak: best.peak.max(sum), ..best });
    }
    let mut order: Vec<usize> = (0..points.len()).filter(|&x| ends[x].sum >= LEAST_BITS).collect();
    order.sort_unstable_by_key(|&x| (std::cmp::Reverse(ends[x].sum), x));
    let mut used = vec![false; points.len()];
    let mut out = Vec::new();
    for last in order {
        let (mut chain, mut at) = (Vec::new(), Some(last));
        while let Some(x) = at.filter(|&x| !used[x]) {
            used[x] = true;
            chain.push(points[x]);
            at = ends[x].before;
        }
        chain.reverse();
        let sum = ends[last].sum - at.map_or(0, |x| ends[x].sum);
        if sum >= LEAST_BITS {
            out.push(chain);
        }
    }
    out
}

/// What so many words between two points cost.
fn between(on_a: u32, on_b: u32) -> i32 {
    let (fewer, more) = (on_a.min(on_b) as i32, on_a.max(on_b) as i32);
    if more == 0 { 0 } else { BROKEN + fewer * REWRITTEN + (more - fewer) * LONGER }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reuse::{Collection, align, candidate};
    use proptest::prelude::*;

    /// Passages and loose passages of pages of words.
    fn found(pages: &[Vec<u32>]) -> (Vec<Stretch>, Vec<Stretch>) {
        let words = Collection::new(pages.iter().map(|p| p.as_slice().into()).collect());
        let (rarity, options) = (Rarity::count(&words), Options::default());
        let hits = candidate::gather(&words, options.most_pages);
        let copied = align::stretches(&words, hits.gram, &hits.hits, &rarity, &options);
        let loose = stretches(&words, &hits.hits, &copied, &rarity, &options);
        (copied, loose)
    }

    /// Words that stand nowhere else.
    fn fresh(from: u32, n: u32) -> impl Iterator<Item = u32> {
        (from..from + n).map(|w| w.wrapping_mul(0x9e37_79b9))
    }

    /// Thirty groups of `kept` words, each followed by ten that only this page has.
    fn rewritten(kept: u32, own: u32) -> Vec<u32> {
        (0..30).flat_map(|g| fresh(10 * g, kept).chain(fresh(own + 10 * g, 10))).collect()
    }

    #[test]
    fn a_rewritten_page_that_keeps_groups_of_words_is_one_loose_passage() {
        let (copied, loose) = found(&[rewritten(5, 100_000), rewritten(5, 200_000)]);
        assert!(copied.is_empty());
        assert_eq!(loose.iter().map(|s| (s.a, s.b, s.words)).collect::<Vec<_>>(), [((0, 440), (0, 440), 150)]);
    }

    #[test]
    fn a_copy_to_the_word_with_a_paragraph_put_in_is_no_loose_passage() {
        let (copied, loose) =
            found(&[fresh(0, 100).collect(), fresh(0, 50).chain(fresh(100_000, 60)).chain(fresh(50, 50)).collect()]);
        assert_eq!((copied.len(), loose.len()), (2, 0));
    }

    #[test]
    fn what_stands_in_another_order_is_no_loose_passage() {
        let groups: Vec<Vec<u32>> =
            (0..30).map(|g| fresh(10 * g, 4).chain(fresh(100_000 + 10 * g, 10)).collect()).collect();
        let turned: Vec<u32> =
            groups.iter().rev().flat_map(|g| g.iter().take(4).copied().chain(fresh(g[0], 10))).collect();
        assert!(found(&[groups.concat(), turned]).1.is_empty());
    }

    #[test]
    fn pages_that_repeat_one_line_without_end_take_no_time() {
        let line: Vec<u32> = (0..40_000).map(|i| fresh(i % 11, 1).sum::<u32>()).collect();
        assert!(found(&[line.clone(), line]).1.is_empty());
    }

    proptest! {
        #[test]
        fn which_page_comes_first_does_not_matter(
            a in prop::collection::vec(0u32..60, 0..200),
            b in prop::collection::vec(0u32..60, 0..200),
        ) {
            let spread = |p: &[u32]| -> Vec<u32> { p.iter().flat_map(|&w| fresh(w, 1)).collect() };
            let (a, b) = (spread(&a), spread(&b));
            let sides = |s: &Stretch, turned: bool| if turned { (s.b, s.a, s.words) } else { (s.a, s.b, s.words) };
            let one = |pages: &[Vec<u32>], turned| {
                let mut out: Vec<_> = found(pages).1.iter().map(|s| sides(s, turned)).collect();
                out.sort_unstable();
                out
            };
            prop_assert_eq!(one(&[a.clone(), b.clone()], false), one(&[b, a], true));
        }
    }
}

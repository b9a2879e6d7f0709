//! Loose passages: two pages tell the same in the same order, with much of the wording changed.
//!
//! A rewritten paragraph keeps its names, figures and short runs of words, in order, and little else; [`align`](super::align)
//! ends at the first sentence that was written anew. Here the words that two pages share are taken as [`point`]s in the
//! plane of their places and [`chain`]ed: from point to point both places must rise, a shared word gains its information,
//! and what lies between two of them costs by its length. Beside a long copy a chain must say something of its own, or
//! it is cut there ([`gap`]).
//!
//! A loose passage is no finding of copying: two reporters who heard one speech tell it in one order too. It is kept
//! apart from the passages, which [`align`](super::align) finds to the word.

pub mod chain;
pub mod gap;
pub mod keys;
pub mod point;
pub mod run;

use rayon::prelude::*;

use self::point::{Point, Read};
use super::Options;
use super::align::Stretch;
use super::candidate::Hit;
use super::collection::Words;
use super::rarity::{Rarity, UNITS};

/// All words of a chain must say so much; see [`run::ANCHOR_BITS`] for what one run must.
const LEAST_GAIN: i32 = 100 * UNITS;

/// What the points outside of the passages that are found anyway must gain: a word or two. At 20 bits one in 2,000 of
/// passim's alignments is lost, at none the passages that only join two copies are a tenth more.
const OWN_BITS: i32 = 10 * UNITS;

/// The loose passages of all pairs of pages that `hits` join, in the order of the pages. `hits` are sorted, and `copied`
/// are the stretches that [`align::stretches`](super::align::stretches) found from them, in its order.
pub fn stretches(
    words: &impl Words,
    hits: &[Hit],
    copied: &[Stretch],
    rarity: &Rarity,
    options: &Options,
) -> Vec<Stretch> {
    // All pairs of one first page go together: its words are sorted once.
    let pages: Vec<&[Hit]> = hits.chunk_by(|x, y| x.page_a == y.page_a).collect();
    let of_page = |hits: &&[Hit]| {
        let mut out = Vec::new();
        let Some(&Hit { page_a, .. }) = hits.first() else { return out };
        let (a, mut read) = (words.page(page_a), None);
        for hits in hits.chunk_by(|x, y| x.page_b == y.page_b) {
            let Some(&Hit { page_b, .. }) = hits.first() else { continue };
            let b = words.page(page_b);
            let from = copied.partition_point(|s| (s.page_a, s.page_b) < (page_a, page_b));
            let to = copied.partition_point(|s| (s.page_a, s.page_b) <= (page_a, page_b));
            let here = copied.get(from..to).unwrap_or_default();
            if here.is_empty() && !hits.iter().any(|h| says(&a, &b, h, rarity) >= run::ANCHOR_BITS) {
                continue;
            }
            let read: &Read = read.get_or_insert_with(|| Read::new(&a, rarity));
            out.extend(pair(read, &b, (page_a, page_b), here, rarity, options));
        }
        out
    };
    pages.par_iter().flat_map_iter(of_page).collect()
}

/// What the equal words around a hit say, as far as it matters.
///
/// The gram before a hit may have stood on too many pages to be one, though its words are equal here.
fn says(a: &[u32], b: &[u32], hit: &Hit, rarity: &Rarity) -> i32 {
    let (Some((on_a, past_a)), Some((on_b, past_b))) =
        (a.split_at_checked(hit.a as usize), b.split_at_checked(hit.b as usize))
    else {
        return 0;
    };
    let before = on_a.iter().rev().zip(on_b.iter().rev()).take_while(|(x, y)| x == y);
    let past = past_a.iter().zip(past_b).take_while(|(x, y)| x == y);
    let mut sum = 0;
    for (word, _) in past.chain(before) {
        sum += rarity.of(*word);
        if sum >= run::ANCHOR_BITS {
            break;
        }
    }
    sum
}

/// The loose passages of two pages. The same whichever comes first.
fn pair(
    read: &Read,
    b: &[u32],
    (page_a, page_b): (u32, u32),
    copied: &[Stretch],
    rarity: &Rarity,
    options: &Options,
) -> Vec<Stretch> {
    let mut points = read.points(b, rarity);
    let turned = read.page > b;
    if turned {
        points.iter_mut().for_each(|p| (p.i, p.j) = (p.j, p.i));
    } else {
        points.sort_by_key(|p| p.i);
    }
    let points = run::near_anchors(points);
    let known: Vec<[(u32, u32); 2]> = copied.iter().map(|s| if turned { [s.b, s.a] } else { [s.a, s.b] }).collect();
    let is_known = |p: &Point| known.iter().any(|[a, b]| (a.0..a.1).contains(&p.i) && (b.0..b.1).contains(&p.j));
    let mut out: Vec<Stretch> = Vec::new();
    for chain in chain::chains(&points) {
        if !holds(&chain) {
            continue;
        }
        for piece in gap::cut(&chain, &known) {
            let own = piece.iter().filter(|p| !is_known(p)).fold(0i32, |sum, p| sum.saturating_add(p.gain));
            let (Some(first), Some(last)) = (piece.first(), piece.last()) else { continue };
            if own < OWN_BITS || (piece.len() as u32) < options.least_words {
                continue;
            }
            let (on_x, on_y) = ((first.i, last.i + 1), (first.j, last.j + 1));
            let (a, b) = if turned { (on_y, on_x) } else { (on_x, on_y) };
            out.push(Stretch { page_a, page_b, a, b, words: piece.len() as u32 });
        }
    }
    out
}

/// Whether the runs of a chain say enough.
fn holds(chain: &[Point]) -> bool {
    let says = |run: &[Point]| run.iter().fold(0i32, |sum, p| sum.saturating_add(p.gain));
    let runs = chain.chunk_by(|x, y| (x.i + 1, x.j + 1) == (y.i, y.j));
    run::anchored(runs.map(says)) && says(chain) >= LEAST_GAIN
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

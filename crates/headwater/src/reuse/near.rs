//! Many copies of one text: which pairs of them are worth an alignment.
//!
//! A thousand copies of one text are half a million pairs, and what the far ones share follows from what the near ones
//! share: if A and B are one text, and B and C, then so are A and C. So of pages that are nearly one text each is held
//! against its nearest only, and all are joined by the tree of their nearest pairs (a maximum spanning forest, Kruskal
//! 1956), so that no group of copies falls apart. Pages that share less than a quarter, a quotation or a paragraph, are not
//! touched: there every pair may say something of its own.

use rayon::prelude::*;

use super::candidate::Hit;
use super::collection::Words;

/// Nearest copies that each page of a trace is held against. The lineage stage looks at 16; twice as many leave room for
/// copies that are equally near. Families of up to 33 pages are looked at whole.
pub const MOST_NEAR: usize = 32;

/// A group of pages that are nearly one text, of whose pairs some were left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Thinned {
    /// The first of its pages.
    pub page: u32,
    /// How many pages it has.
    pub pages: u32,
    /// Pairs of them that were not looked at.
    pub pairs: u64,
}

/// Grams of a page that are compared, about. Of longer pages those with the lowest hashes: with 512 the share of common
/// grams is known to four hundredths.
const COMPARED: usize = 512;

/// Two pages that share text.
struct Pair {
    pages: [usize; 2],
    /// Grams that both have; `None` if they are not nearly one text, or one of them has few partners.
    near: Option<u32>,
    keep: bool,
}

/// Leaves out the hits of pairs of near copies beyond the `most` nearest of either. `hits` are sorted, and stay so.
///
/// A pair costs a few hundred comparisons of two numbers, some hundredth of what its alignment and drift cost.
pub fn thin(words: &impl Words, mut hits: Vec<Hit>, most: usize) -> (Vec<Hit>, Vec<Thinned>) {
    let of = |h: &Hit| [h.page_a as usize, h.page_b as usize];
    let mut pairs: Vec<Pair> = hits
        .chunk_by(|x, y| of(x) == of(y))
        .filter_map(|c| Some(Pair { pages: of(c.first()?), near: None, keep: true }))
        .collect();
    let n = words.pages() as usize;
    let mut partners = vec![0usize; n];
    pairs.iter().flat_map(|p| p.pages).for_each(|page| partners[page] += 1);
    if partners.iter().all(|&p| p <= most) {
        return (hits, Vec::new());
    }
    let grams: Vec<Vec<u64>> = (0..n)
        .into_par_iter()
        .map(|p| if partners[p] > most { grams(&words.page(p as u32)) } else { Vec::new() })
        .collect();
    pairs.par_iter_mut().for_each(|p| p.near = near(&grams[p.pages[0]], &grams[p.pages[1]]));
    let thinned = choose(&mut pairs, n, most);
    if !thinned.is_empty() {
        let mut at = 0;
        hits.retain(|h| {
            while pairs.get(at).is_some_and(|p| p.pages != of(h)) {
                at += 1;
            }
            pairs.get(at).is_none_or(|p| p.keep)
        });
    }
    (hits, thinned)
}

/// Says which pairs are kept, and tells of the groups that lost some.
fn choose(pairs: &mut [Pair], n: usize, most: usize) -> Vec<Thinned> {
    let mut nearest: Vec<(u32, usize)> = pairs.iter().enumerate().filter_map(|(i, p)| Some((p.near?, i))).collect();
    nearest.sort_unstable_by_key(|&(shared, i)| (std::cmp::Reverse(shared), i));
    let mut kept = vec![0usize; n];
    let mut group: Vec<usize> = (0..n).collect();
    for &(_, i) in &nearest {
        let Some(pair) = pairs.get_mut(i) else { continue };
        let [a, b] = pair.pages;
        let (x, y) = (top(&mut group, a), top(&mut group, b));
        group[x.max(y)] = x.min(y);
        pair.keep = x != y || kept[a] < most || kept[b] < most;
        kept[a] += 1;
        kept[b] += 1;
    }
    let mut left = vec![0u64; n];
    for pair in pairs.iter().filter(|p| !p.keep) {
        left[top(&mut group, pair.pages[0])] += 1;
    }
    let mut pages = vec![0u32; n];
    (0..n).for_each(|p| pages[top(&mut group, p)] += 1);
    let told = |page: usize| Thinned { page: page as u32, pages: pages[page], pairs: left[page] };
    (0..n).filter(|&p| left[p] > 0).map(told).collect()
}

fn top(group: &mut [usize], mut at: usize) -> usize {
    while group[at] != at {
        group[at] = group[group[at]];
        at = group[at];
    }
    at
}

/// The hashes of three words in a row, sorted, each once.
fn grams(ids: &[u32]) -> Vec<u64> {
    let mix = |w: &[u32]| {
        let one = |hash: u64, &id: &u32| (hash ^ u64::from(id)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
        w.iter().fold(0x51ed_270b, one).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    };
    let mut out: Vec<u64> = ids.windows(3).map(mix).collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// How many grams two pages share, if that is a quarter of the longer's: they are copies of
/// one text. A thousand copies of copies, each with a few changes, have pairs down to a third; with half as the bound a
/// fourth of their pairs stayed, and a thousand did not finish. Of long pages the lower
/// part of the hashes is looked at, which is a fair sample of both.
fn near(a: &[u64], b: &[u64]) -> Option<u32> {
    let (longer, shorter) = if a.len() < b.len() { (b, a) } else { (a, b) };
    if shorter.is_empty() || 4 * shorter.len() < longer.len() {
        return None;
    }
    let longer = longer.get(..COMPARED).unwrap_or(longer);
    let (mut i, mut j, mut shared) = (0, 0, 0u32);
    while let (Some(x), Some(y)) = (longer.get(i), shorter.get(j)) {
        shared += u32::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    (4 * shared as usize >= longer.len()).then_some(shared)
}

#[cfg(test)]
mod tests {
    use super::super::collection::Collection;
    use super::*;

    /// Pages that each change one word in fifty of one text, and the hits of all their pairs.
    fn copies(n: u32) -> (Collection, Vec<Hit>) {
        let text = |page: u32| {
            (0..300u32).map(|w| if (w + page * 7).is_multiple_of(50) { 1000 * page + w } else { w }).collect()
        };
        let words = Collection::new((1..=n).map(text).collect());
        let pairs = (0..n).flat_map(|a| (a + 1..n).map(move |b| (a, b)));
        (words, pairs.map(|(page_a, page_b)| Hit { page_a, page_b, a: 1, b: 1 }).collect())
    }

    #[test]
    fn a_family_no_larger_than_the_nearest_is_looked_at_whole() {
        let (words, hits) = copies(9);
        assert_eq!(thin(&words, hits.clone(), 8), (hits, Vec::new()));
    }

    #[test]
    fn pairs_grow_with_the_copies_and_not_with_their_square_and_still_join_them_all() {
        for n in [100, 200, 400] {
            let (words, hits) = copies(n);
            let all = hits.len() as u64;
            let (kept, thinned) = thin(&words, hits, 8);
            assert!(kept.len() as u32 <= 9 * n, "{} pairs of {n}", kept.len());
            assert_eq!(thinned, [Thinned { page: 0, pages: n, pairs: all - kept.len() as u64 }]);
            let mut group: Vec<usize> = (0..n as usize).collect();
            for h in &kept {
                let (x, y) = (top(&mut group, h.page_a as usize), top(&mut group, h.page_b as usize));
                group[x.max(y)] = x.min(y);
            }
            assert!((0..n as usize).all(|p| top(&mut group, p) == 0));
        }
    }

    #[test]
    fn pages_that_share_less_than_a_quarter_keep_every_pair() {
        let text = |page: u32| (0..300u32).map(|w| if w < 60 { w } else { 1000 * page + w }).collect();
        let words = Collection::new((1..=40).map(text).collect());
        let hits = copies(40).1;
        assert_eq!(thin(&words, hits.clone(), 8), (hits, Vec::new()));
    }
}

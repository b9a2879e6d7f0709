//! One page against an index of others: the same passages, a page at a time.
//!
//! An index holds, for every gram of the pages it knows, the places where the gram stands. A new page is cut into
//! grams ([`grams`]), each is looked up, and the places become hits ([`hits`]); [`align::pair`](super::align::pair)
//! makes stretches of the hits of two pages, and [`place::locate`](super::place::locate) and
//! [`passage`](super::passage) a passage of each. How the index is kept is its owner's affair: this asks for places by
//! hash and for nothing else.
//!
//! ```
//! use std::collections::BTreeMap;
//! use headwater::reuse::{Options, align, lookup, rarity::{self, Rarity}};
//!
//! let pages: [Vec<u32>; 2] = [(0..40).collect(), (20..60).collect()];
//! let mut index: BTreeMap<u64, Vec<lookup::Posting>> = BTreeMap::new();
//! let mut pairs = Vec::new();
//! for (page, words) in (0u32..).zip(&pages) {
//!     let asked = |hash| Ok::<_, ()>(index.get(&hash).cloned().unwrap_or_default());
//!     let hits = lookup::hits(page, words, 5, 1000, asked).unwrap();
//!     rarity::pairs(words, 0, |pair| pairs.push(pair));
//!     let rarity = Rarity::of_pairs(&pairs);
//!     for hits in lookup::by_pair(&hits) {
//!         let (a, b) = (&pages[hits[0].page_a as usize], &pages[hits[0].page_b as usize]);
//!         let found = align::pair(a, b, 5, hits, &rarity, &Options::default());
//!         assert_eq!((found[0].a, found[0].b, found[0].words), ((20, 40), (0, 20), 20));
//!     }
//!     lookup::grams(words, 5, |hash, at| index.entry(hash).or_default().push(lookup::Posting { page, at }));
//! }
//! ```

use super::candidate::Hit;
use super::fingerprint;

/// Words of a gram that suit an index which may grow: five, as for a collection of four to a hundred million words.
pub const GRAM: usize = 5;

/// Where a gram stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Posting {
    /// The page.
    pub page: u32,
    /// The gram's first word on it.
    pub at: u32,
}

/// The fingerprints of one page's words (see [`word::ids`](super::word::ids)): calls `each` with the hash and the
/// first word of every gram of `gram` words, in order. The hash of a gram is the same in every version that has the
/// same [`fingerprint::VERSION`].
pub fn grams(words: &[u32], gram: usize, mut each: impl FnMut(u64, u32)) {
    fingerprint::grams(words, gram, |at, hash| each(hash, at));
}

/// The hits of a new page, sorted: the first gram of every stretch that it shares with a page of the index.
///
/// `places` gives the places of the gram with a hash, in any order. A gram that stands on more than `most_pages` pages
/// is passed over; what stands beside it is still found. An error of `places` ends the search.
///
/// One look-up for each word; besides that, time and memory grow with the places that are given.
pub fn hits<E>(
    page: u32,
    words: &[u32],
    gram: usize,
    most_pages: u32,
    mut places: impl FnMut(u64) -> Result<Vec<Posting>, E>,
) -> Result<Vec<Hit>, E> {
    let mut wanted: Vec<(u32, u64)> = Vec::with_capacity(words.len());
    grams(words, gram, |hash, at| wanted.push((at, hash)));
    let (mut hits, mut last): (Vec<Hit>, Vec<Posting>) = (Vec::new(), Vec::new());
    for (at, hash) in wanted {
        let mut here = places(hash)?;
        here.sort_unstable();
        here.dedup();
        here.retain(|p| p.page != page);
        if here.chunk_by(|x, y| x.page == y.page).count() > most_pages as usize {
            here.clear();
        }
        for p in &here {
            // A place that goes on from one of the gram before is part of the same stretch.
            let before = p.at.checked_sub(1).map(|before| Posting { at: before, ..*p });
            if before.is_some_and(|b| last.binary_search(&b).is_ok()) {
                continue;
            }
            hits.push(match p.page < page {
                true => Hit { page_a: p.page, page_b: page, a: p.at, b: at },
                false => Hit { page_a: page, page_b: p.page, a: at, b: p.at },
            });
        }
        last = here;
    }
    hits.sort_unstable();
    Ok(hits)
}

/// Sorted hits, those of two pages together.
pub fn by_pair(hits: &[Hit]) -> impl Iterator<Item = &[Hit]> {
    hits.chunk_by(|x, y| (x.page_a, x.page_b) == (y.page_a, y.page_b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reuse::rarity::Rarity;
    use crate::reuse::{Collection, Options, Words, align, candidate};
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #[test]
        fn page_by_page_the_same_stretches_are_found_as_all_at_once(
            stories in prop::collection::vec(prop::collection::vec(
                (0u32..60, 5u32..40).prop_map(|(from, n)| (from..from + n).collect::<Vec<u32>>()), 0..4), 2..5),
        ) {
            // Seldom twice on a page, so that no gram is paired by rank.
            let pages: Vec<Vec<u32>> = stories.iter().map(|s| {
                let mut words = s.concat();
                let mut seen = std::collections::BTreeSet::new();
                words.retain(|w| seen.insert(*w));
                words
            }).collect();
            let words = Collection::new(pages.iter().map(|p| p.as_slice().into()).collect());
            let options = Options::default();
            let rarity = Rarity::count(&words);
            let batch = candidate::gather(&words, options.most_pages);
            let want = align::stretches(&words, batch.gram, &batch.hits, &rarity, &options);

            let mut index: BTreeMap<u64, Vec<Posting>> = BTreeMap::new();
            let mut found = Vec::new();
            for (page, here) in (0u32..).zip(&pages) {
                let ask = |h| Ok::<_, ()>(index.get(&h).cloned().unwrap_or_default());
                let hits = hits(page, here, batch.gram, options.most_pages, ask).unwrap();
                for hits in by_pair(&hits) {
                    let (a, b) = (words.page(hits[0].page_a), words.page(hits[0].page_b));
                    found.extend(align::pair(&a, &b, batch.gram, hits, &rarity, &options));
                }
                grams(here, batch.gram, |h, at| index.entry(h).or_default().push(Posting { page, at }));
            }
            let key = |s: &align::Stretch| (s.page_a, s.page_b, s.a, s.b, s.words);
            let sorted = |list: &[align::Stretch]| { let mut k: Vec<_> = list.iter().map(key).collect(); k.sort(); k };
            prop_assert_eq!(sorted(&found), sorted(&want));
        }
    }
}

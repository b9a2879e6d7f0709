//! A gram and where it stands, small enough to sort hundreds of millions of them.

use crate::reuse::collection::{Collection, Words};

/// Where a gram stands, and the word before it.
///
/// Ordered by the word before, so that places which agree there lie together. A page's first word has nothing before
/// it, which equals nothing: there `before` is a number of its own beyond all words, the same for no two pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// The id of the word before.
    pub before: u64,
    /// The page.
    pub page: u32,
    /// The gram's first word on it.
    pub at: u32,
}

/// What `before` is for the first word of a page.
pub fn nothing_before(page: u32) -> u64 {
    1 << 32 | u64::from(page)
}

/// A gram's hash with its place, in as many bits as the collection's size and place ask for. Sorted, the places of one
/// gram lie together.
pub trait Posting: Copy + Ord + Send + Sync {
    /// Where the words are kept.
    type Words: Words;

    /// The gram with this hash whose first word is `words[at]`, on a page that begins at `start`.
    fn new(hash: u64, page: u32, start: u64, at: u32, words: &[u32]) -> Self;

    /// The hash's high half.
    fn key(self) -> u32;

    /// The place.
    fn spot(self, words: &Self::Words) -> Spot;
}

/// Eight bytes: half of the hash, and the word's number in a collection of less than 2³² words that are at hand.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Narrow(u64);

impl Posting for Narrow {
    type Words = Collection;

    fn new(hash: u64, _: u32, start: u64, at: u32, _: &[u32]) -> Narrow {
        Narrow(hash & 0xffff_ffff_0000_0000 | (start + u64::from(at)) & 0xffff_ffff)
    }

    fn key(self) -> u32 {
        (self.0 >> 32) as u32
    }

    fn spot(self, words: &Collection) -> Spot {
        let (page, at) = words.locate(self.0 & 0xffff_ffff);
        let before = at.checked_sub(1).and_then(|b| words.words(page).get(b as usize));
        Spot { before: before.map_or(nothing_before(page), |&w| u64::from(w)), page, at }
    }
}

/// Sixteen bytes: half of the hash, the word before, the page and the place, so that no word need be looked up. For
/// words that are on disk, or 2³² and more.
pub struct Wide<W>(u128, std::marker::PhantomData<fn(W)>);

impl<W: Words> Posting for Wide<W> {
    type Words = W;

    fn new(hash: u64, page: u32, _: u64, at: u32, words: &[u32]) -> Self {
        let before = at.checked_sub(1).and_then(|b| words.get(b as usize));
        let before = before.map_or(1 << 32, |&w| u128::from(w));
        let bits = u128::from(hash >> 32) << 96 | before << 63 | u128::from(page & 0x7fff_ffff) << 32 | u128::from(at);
        Wide(bits, std::marker::PhantomData)
    }

    fn key(self) -> u32 {
        (self.0 >> 96) as u32
    }

    fn spot(self, _: &W) -> Spot {
        let (page, at) = ((self.0 >> 32) as u32 & 0x7fff_ffff, self.0 as u32);
        let before = (self.0 >> 63) as u64 & 0x1_ffff_ffff;
        Spot { before: if before >> 32 == 1 { nothing_before(page) } else { before }, page, at }
    }
}

impl<W> Clone for Wide<W> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<W> Copy for Wide<W> {}

impl<W> PartialEq for Wide<W> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<W> Eq for Wide<W> {}

impl<W> PartialOrd for Wide<W> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<W> Ord for Wide<W> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_postings_tell_the_same_place() {
        let pages: Vec<Box<[u32]>> = vec![vec![7, 8, 9].into(), vec![u32::MAX, 5].into()];
        let words = Collection::new(pages);
        for page in 0..2 {
            for at in 0..words.words(page).len() as u32 {
                let (start, here) = (words.start(page), words.words(page));
                let hash = 0xabcd_ef01_2345_6789;
                let narrow = Narrow::new(hash, page, start, at, here);
                let wide = Wide::<Collection>::new(hash, page, start, at, here);
                assert_eq!(narrow.key(), wide.key());
                assert_eq!(narrow.spot(&words), wide.spot(&words));
                assert_eq!((narrow.spot(&words).page, narrow.spot(&words).at), (page, at));
            }
        }
    }
}

//! The words of many pages, wherever they are kept.
//!
//! The steps after this one ask for words through [`Words`] only: [`Collection`] keeps them in memory, and a caller
//! that keeps them on disk brings its own. What is found is the same.

use std::borrow::Cow;

use rayon::prelude::*;

use super::word;
use crate::page::Page;

/// The word ids of many pages, end to end.
///
/// Pages are numbered from 0 in the order of a trace. What cannot be read is an empty page: whoever implements this
/// over files keeps the error and tells it when the search has ended.
pub trait Words: Sync {
    /// How many pages there are; below 2³¹.
    fn pages(&self) -> u32;

    /// Words of all pages before this one. `start(pages())` is the number of all words.
    fn start(&self, page: u32) -> u64;

    /// The words of one page.
    fn page(&self, page: u32) -> Cow<'_, [u32]>;

    /// Calls `each` once with every page that is `wanted`, in whatever order is fastest.
    fn scan(&self, wanted: &(dyn Fn(u32) -> bool + Sync), each: &mut dyn FnMut(u32, &[u32])) {
        for page in (0..self.pages()).filter(|&p| wanted(p)) {
            each(page, &self.page(page));
        }
    }

    /// How many words there are.
    fn total(&self) -> u64 {
        self.start(self.pages())
    }
}

/// Words kept in memory: four bytes each.
#[derive(Debug, Default)]
pub struct Collection {
    pages: Vec<Box<[u32]>>,
    starts: Vec<u64>,
    /// For every [`STRIDE`]th word the page that holds it.
    coarse: Vec<u32>,
}

/// Words between two entries of the look-up table from word to page: four bytes for each 128 words are 1 % of the
/// text, and a page of the common length is at most a step or two from its entry.
const STRIDE: usize = 128;

impl Collection {
    /// Reads the words of all pages: those of the story, or of every block.
    pub fn read(pages: &[Page], all_blocks: bool) -> Collection {
        let of_page = |scratch: &mut Vec<u32>, page: &Page| -> Box<[u32]> {
            scratch.clear();
            word::ids(page, all_blocks, scratch);
            scratch.as_slice().into()
        };
        Collection::new(pages.par_iter().map_init(Vec::new, of_page).collect())
    }

    /// Takes the word ids of each page.
    pub fn new(pages: Vec<Box<[u32]>>) -> Collection {
        let mut starts = Vec::with_capacity(pages.len() + 1);
        let mut total = 0u64;
        for page in &pages {
            starts.push(total);
            total += page.len() as u64;
        }
        starts.push(total);
        let mut coarse = Vec::with_capacity(total as usize / STRIDE + 1);
        let mut page = 0;
        for at in (0..total).step_by(STRIDE) {
            while starts[page + 1] <= at {
                page += 1;
            }
            coarse.push(page as u32);
        }
        Collection { pages, starts, coarse }
    }

    /// The page that holds a word of the collection, and the word's place on it.
    pub fn locate(&self, at: u64) -> (u32, u32) {
        let mut page = self.coarse.get(at as usize / STRIDE).map_or(0, |&p| p as usize);
        while self.starts.get(page + 1).is_some_and(|&s| s <= at) {
            page += 1;
        }
        (page as u32, (at - self.starts[page]) as u32)
    }

    /// The words of one page.
    pub fn words(&self, page: u32) -> &[u32] {
        self.pages.get(page as usize).map_or(&[], |p| p)
    }
}

impl Words for Collection {
    fn pages(&self) -> u32 {
        self.pages.len() as u32
    }

    fn start(&self, page: u32) -> u64 {
        self.starts.get(page as usize).or(self.starts.last()).copied().unwrap_or(0)
    }

    fn page(&self, page: u32) -> Cow<'_, [u32]> {
        Cow::Borrowed(self.words(page))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_with_its_page() {
        let pages = vec![vec![1; 5].into(), Box::default(), vec![2; 300].into(), vec![3; 1].into()];
        let c = Collection::new(pages);
        assert_eq!(c.total(), 306);
        for (at, want) in [(0, (0, 0)), (4, (0, 4)), (5, (2, 0)), (304, (2, 299)), (305, (3, 0))] {
            assert_eq!(c.locate(at), want);
        }
    }
}

//! Pages come in one by one, and stay in memory while they fit.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use headwater::page::Page;
use headwater::reuse::{self, Collection, Kind, Options, align, candidate, loose, rarity::Rarity, word};

use crate::error::SpillError;
use crate::file::Writer;
use crate::found::{Coming, Found};
use crate::hits::Sorter;
use crate::store::Writing;
use crate::words::DiskWords;

/// A page and its words: what passages are sought in.
#[derive(Debug)]
pub struct Entry {
    page: Page,
    words: Box<[u32]>,
}

impl Entry {
    /// Reads the words of a page, and forgets what passages don't ask for. Meant to be called on many threads.
    pub fn new(page: Page, options: &Options) -> Entry {
        let mut words = Vec::new();
        word::ids(&page, options.all_blocks, &mut words);
        let Page { path, sha256, mut text, mut blocks, .. } = page;
        text.shrink_to_fit();
        blocks.shrink_to_fit();
        Entry { page: Page { path, sha256, text, blocks, ..Page::default() }, words: words.into() }
    }

    /// Bytes it takes in memory, with what the search takes besides: some eight bytes for each word.
    fn size(&self) -> u64 {
        let blocks = self.page.blocks.len() * size_of::<headwater::page::Block>();
        (size_of::<Entry>() + self.page.path.len() + self.page.text.len() + blocks + 8 * self.words.len()) as u64
    }
}

/// How far a search has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The pages go to disk from now on.
    Spilling,
    /// So many of so many readings of all words are done.
    Reading(u64, u64),
    /// So many of so many hits are aligned.
    Aligning(u64, u64),
}

/// Pages that are put aside until all of them are there.
pub struct Shelf {
    options: Options,
    budget: u64,
    used: u64,
    entries: Vec<Entry>,
    disk: Option<Disk>,
    told: Arc<dyn Fn(Step) + Send + Sync>,
}

struct Disk {
    pages: Writing,
    words: Writer,
    counts: Vec<u32>,
    keys: Vec<(Box<str>, [u8; 32])>,
}

impl Shelf {
    /// A shelf that keeps about `budget` bytes in memory. `told` is told how a search comes along.
    pub fn new(options: Options, budget: u64, told: Arc<dyn Fn(Step) + Send + Sync>) -> Shelf {
        Shelf { options, budget, used: 0, entries: Vec::new(), disk: None, told }
    }

    /// Takes a page.
    pub fn add(&mut self, entry: Entry) -> Result<(), SpillError> {
        if let Some(disk) = &mut self.disk {
            return disk.add(entry, &self.options);
        }
        self.used += entry.size();
        self.entries.push(entry);
        if self.used > self.budget {
            (self.told)(Step::Spilling);
            let mut disk = Disk { pages: Writing::new()?, words: Writer::new()?, counts: Vec::new(), keys: Vec::new() };
            for entry in std::mem::take(&mut self.entries) {
                disk.add(entry, &self.options)?;
            }
            self.disk = Some(disk);
        }
        Ok(())
    }

    /// Finds the passages of all pages.
    pub fn search(self) -> Result<Found, SpillError> {
        match self.disk {
            Some(disk) => disk.search(self.options, self.budget, self.told),
            None => Ok(in_memory(self.entries, &self.options)),
        }
    }
}

fn in_memory(mut entries: Vec<Entry>, options: &Options) -> Found {
    entries.sort_by(|a, b| (&a.page.path, a.page.sha256).cmp(&(&b.page.path, b.page.sha256)));
    let (pages, words): (Vec<Page>, Vec<Box<[u32]>>) = entries.into_iter().map(|e| (e.page, e.words)).unzip();
    let reuse = reuse::find_in(&pages, Collection::new(words), options);
    Found::in_memory(pages, reuse)
}

/// Hits that are aligned at once: enough for every core, some megabytes of memory.
const AT_ONCE: usize = 1 << 17;

impl Disk {
    fn add(&mut self, entry: Entry, options: &Options) -> Result<(), SpillError> {
        self.pages.add(&entry.page, options.all_blocks)?;
        self.words.write_numbers(&entry.words)?;
        self.counts.push(entry.words.len() as u32);
        self.keys.push((entry.page.path.into(), entry.page.sha256));
        Ok(())
    }

    fn search(self, options: Options, budget: u64, told: Arc<dyn Fn(Step) + Send + Sync>) -> Result<Found, SpillError> {
        let ranks = ranks(&self.keys);
        drop(self.keys);
        let store = self.pages.finish(&ranks)?;
        let total: u64 = self.counts.iter().map(|&c| u64::from(c)).sum();
        let splits = splits(total, self.counts.len() as u64, budget);
        let (readings, done) = ((16 << splits) + 1, AtomicU64::new(0));
        let report = told.clone();
        let read = move || {
            let n = done.fetch_add(1, Ordering::Relaxed) + 1;
            report(Step::Reading(n.min(readings), readings));
        };
        let words = DiskWords::new(self.words.finish()?, &self.counts, ranks, Box::new(read));
        let rarity = Rarity::count(&words);
        let sorter = Sorter::new(budget / 8)?;
        let take = |hits: &mut Vec<candidate::Hit>| sorter.take(hits);
        let (gram, phrases) = candidate::gather_into(&words, options.most_pages, splits, &take);
        let hits = sorter.finish()?;
        let mut coming = Coming::new(store, phrases, options)?;
        let mut align = |waiting: &[candidate::Hit]| -> Result<(), SpillError> {
            let copies = align::stretches(&words, gram, waiting, &rarity, &options);
            if options.loose {
                coming.add(Kind::Loose, loose::stretches(&words, waiting, &copies, &rarity, &options))?;
            }
            coming.add(Kind::Copy, copies)
        };
        let (mut waiting, mut aligned): (Vec<candidate::Hit>, u64) = (Vec::new(), 0);
        for hit in hits.merge() {
            let hit = hit?;
            // All hits of a page's first sides go together, so that its stretches can be put in order.
            if waiting.len() >= AT_ONCE && waiting.last().is_some_and(|l| l.page_a != hit.page_a) {
                aligned += waiting.len() as u64;
                align(&waiting)?;
                told(Step::Aligning(aligned, hits.len()));
                waiting.clear();
            }
            waiting.push(hit);
        }
        align(&waiting)?;
        words.check()?;
        Found::on_disk(coming)
    }
}

/// The pages' places in the order of a trace.
fn ranks(keys: &[(Box<str>, [u8; 32])]) -> Vec<u32> {
    let mut order: Vec<u32> = (0..keys.len() as u32).collect();
    order.sort_by(|&x, &y| keys[x as usize].cmp(&keys[y as usize]));
    let mut ranks = vec![0; order.len()];
    for (rank, &n) in (0u32..).zip(&order) {
        ranks[n as usize] = rank;
    }
    ranks
}

/// Bytes of postings that are sorted at once in the least: each split reads all words once more, and a budget that is
/// smaller than the program itself must not make it read them thousands of times.
const LEAST_POSTINGS: u64 = 8 << 20;

/// Bytes that a page takes in memory though the collection is on disk: its places in three files, its path and its hash.
const PAGE: u64 = 130;

/// How often each share is split, so that the postings of all threads, sixteen bytes each, stay below a quarter of the
/// budget. The core cuts a large collection into 16 shares, a small one into fewer.
///
/// A bit for each word and some bytes for each page are in memory anyhow. Where they are more than the quarter, postings
/// may take as much again: to save less than half of what is taken would cost a reading of all words for each split (a
/// million pages under a budget of two kilobytes were read six hundred times and not at an end).
fn splits(words: u64, pages: u64, budget: u64) -> u32 {
    let anyhow = words / 8 + PAGE * pages;
    let most = (budget / 4).max(LEAST_POSTINGS).max(anyhow);
    let threads = rayon::current_num_threads() as u64;
    (0..12).find(|&splits| (words >> splits) * threads <= most).unwrap_or(12)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_budget_is_kept_by_more_readings_but_never_by_thousands() {
        let two = rayon::ThreadPoolBuilder::new().num_threads(2).build().unwrap();
        two.install(|| {
            assert_eq!(splits(400_000_000, 1_000_000, 4 << 30), 0);
            assert_eq!(splits(400_000_000, 1_000_000, 2 << 30), 1);
            assert_eq!(splits(400_000_000, 1_000_000, 2 << 10), 3);
            assert_eq!(splits(400_000, 1000, 0), 0);
        });
    }
}

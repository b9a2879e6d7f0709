//! The words of pages in a file.

use std::borrow::Cow;
use std::sync::OnceLock;

use headwater::reuse::Words;

use crate::error::SpillError;
use crate::file::{self, Reader};

/// Word ids on disk, in the order in which the pages came; their numbers are their places in the order of a trace.
pub(crate) struct DiskWords {
    file: Reader,
    /// For every page of a trace the words before it, and last the number of all.
    starts: Vec<u64>,
    /// For every page of a trace its first word in the file.
    at: Vec<u64>,
    /// The pages in the order of the file.
    order: Vec<u32>,
    /// The first read that failed. The core asks for words and knows of no errors; whoever called it looks here.
    failed: OnceLock<SpillError>,
    /// Told each time all pages were read.
    told: Box<dyn Fn() + Sync + Send>,
}

/// Bytes read at once: enough that a disk's head need not move, little beside a thread's share of the postings.
const BLOCK: usize = 1 << 20;

impl DiskWords {
    /// `counts` are the words of the pages in the order of the file, `order` the pages of a trace in that order.
    pub(crate) fn new(file: Reader, counts: &[u32], order: Vec<u32>, told: Box<dyn Fn() + Sync + Send>) -> DiskWords {
        let mut at = vec![0u64; order.len()];
        let mut starts = vec![0u64; order.len() + 1];
        let mut before = 0u64;
        for (&page, &count) in order.iter().zip(counts) {
            at[page as usize] = before;
            starts[page as usize + 1] = u64::from(count);
            before += u64::from(count);
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        DiskWords { file, starts, at, order, failed: OnceLock::new(), told }
    }

    /// The first error in reading.
    pub(crate) fn check(self) -> Result<(), SpillError> {
        self.failed.into_inner().map_or(Ok(()), Err)
    }

    fn count(&self, page: u32) -> u64 {
        self.start(page + 1) - self.start(page)
    }

    fn read(&self, at: u64, bytes: &mut [u8]) -> bool {
        let read = self.file.read(at, bytes);
        let fine = read.is_ok();
        if let Err(error) = read {
            // Only the first is told; those after it come of it.
            let _ = self.failed.set(error);
        }
        fine
    }
}

impl Words for DiskWords {
    fn pages(&self) -> u32 {
        self.order.len() as u32
    }

    fn start(&self, page: u32) -> u64 {
        self.starts.get(page as usize).or(self.starts.last()).copied().unwrap_or(0)
    }

    fn page(&self, page: u32) -> Cow<'_, [u32]> {
        let Some(&at) = self.at.get(page as usize) else { return Cow::Borrowed(&[]) };
        let mut bytes = vec![0u8; 4 * self.count(page) as usize];
        let mut out = Vec::with_capacity(bytes.len() / 4);
        if self.read(4 * at, &mut bytes) {
            file::numbers(&bytes, &mut out);
        }
        Cow::Owned(out)
    }

    fn scan(&self, wanted: &(dyn Fn(u32) -> bool + Sync), each: &mut dyn FnMut(u32, &[u32])) {
        let mut block: Vec<u8> = Vec::new();
        let (mut begin, mut words) = (0u64, Vec::new());
        for &page in self.order.iter().filter(|&&p| wanted(p)) {
            let (from, size) = (4 * self.at[page as usize], 4 * self.count(page) as usize);
            if from < begin || from + size as u64 > begin + block.len() as u64 {
                let left = self.file.len().saturating_sub(from);
                block.resize((BLOCK.max(size) as u64).min(left) as usize, 0);
                begin = from;
                if !self.read(begin, &mut block) {
                    return;
                }
            }
            let first = (from - begin) as usize;
            words.clear();
            file::numbers(block.get(first..first + size).unwrap_or_default(), &mut words);
            each(page, &words);
        }
        (self.told)();
    }
}

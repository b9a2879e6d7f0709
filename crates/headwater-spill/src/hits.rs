//! Hits sorted outside of memory: sorted runs in a file, and their merge.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::{Mutex, PoisonError};

use headwater::reuse::candidate::Hit;
use rayon::prelude::*;

use crate::error::SpillError;
use crate::file::{self, Reader, Writer};

/// Bytes of a hit in a file.
const SIZE: u64 = 16;

/// Takes hits from many threads.
pub(crate) struct Sorter {
    state: Mutex<State>,
    most: usize,
}

struct State {
    waiting: Vec<Hit>,
    file: Writer,
    /// Where each run begins, in bytes.
    runs: Vec<u64>,
    failed: Option<SpillError>,
}

impl Sorter {
    /// Keeps at most about so many bytes of hits in memory.
    pub(crate) fn new(bytes: u64) -> Result<Sorter, SpillError> {
        let state = State { waiting: Vec::new(), file: Writer::new()?, runs: Vec::new(), failed: None };
        Ok(Sorter { state: Mutex::new(state), most: (bytes / SIZE).max(1 << 16) as usize })
    }

    /// Takes some hits. An error is kept until [`Self::finish`].
    pub(crate) fn take(&self, some: &mut Vec<Hit>) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.waiting.append(some);
        if state.waiting.len() >= self.most {
            state.spill();
        }
    }

    /// Ends the taking.
    pub(crate) fn finish(self) -> Result<Sorted, SpillError> {
        let mut state = self.state.into_inner().unwrap_or_else(PoisonError::into_inner);
        state.spill();
        if let Some(error) = state.failed {
            return Err(error);
        }
        state.runs.push(state.file.len());
        Ok(Sorted { file: state.file.finish()?, runs: state.runs })
    }
}

impl State {
    fn spill(&mut self) {
        self.waiting.par_sort_unstable();
        self.waiting.dedup();
        self.runs.push(self.file.len());
        for hit in self.waiting.drain(..) {
            if self.failed.is_none() {
                self.failed = self.file.write_numbers(&[hit.page_a, hit.page_b, hit.a, hit.b]).err();
            }
        }
    }
}

/// All hits, in runs of which each is sorted.
pub(crate) struct Sorted {
    file: Reader,
    runs: Vec<u64>,
}

/// Bytes of a run that are read at once. A hundred runs, of a budget that is a hundredth of what they hold, are 25 MB.
const BLOCK: u64 = 1 << 18;

impl Sorted {
    /// How many hits there are; those that were found twice may count twice.
    pub(crate) fn len(&self) -> u64 {
        self.file.len() / SIZE
    }

    /// All hits in order, each once.
    pub(crate) fn merge(&self) -> Merge<'_> {
        let run = |ends: &[u64]| Run { file: &self.file, at: ends[0], end: ends[1], block: Vec::new().into_iter() };
        Merge { runs: self.runs.windows(2).map(run).collect(), heap: BinaryHeap::new(), last: None, begun: false }
    }
}

struct Run<'a> {
    file: &'a Reader,
    at: u64,
    end: u64,
    block: std::vec::IntoIter<Hit>,
}

impl Run<'_> {
    fn next(&mut self) -> Result<Option<Hit>, SpillError> {
        if let Some(hit) = self.block.next() {
            return Ok(Some(hit));
        }
        let size = BLOCK.min(self.end - self.at);
        let mut bytes = vec![0; size as usize];
        self.file.read(self.at, &mut bytes)?;
        self.at += size;
        let mut numbers = Vec::with_capacity(bytes.len() / 4);
        file::numbers(&bytes, &mut numbers);
        let hit = |n: &[u32]| Hit { page_a: n[0], page_b: n[1], a: n[2], b: n[3] };
        self.block = numbers.chunks_exact(4).map(hit).collect::<Vec<_>>().into_iter();
        Ok(self.block.next())
    }
}

/// The runs, merged.
pub(crate) struct Merge<'a> {
    runs: Vec<Run<'a>>,
    heap: BinaryHeap<Reverse<(Hit, usize)>>,
    last: Option<Hit>,
    begun: bool,
}

impl Iterator for Merge<'_> {
    type Item = Result<Hit, SpillError>;

    fn next(&mut self) -> Option<Result<Hit, SpillError>> {
        if !self.begun {
            self.begun = true;
            for n in 0..self.runs.len() {
                match self.runs[n].next() {
                    Ok(hit) => self.heap.extend(hit.map(|h| Reverse((h, n)))),
                    Err(error) => return Some(Err(error)),
                }
            }
        }
        while let Some(Reverse((hit, n))) = self.heap.pop() {
            match self.runs[n].next() {
                Ok(next) => self.heap.extend(next.map(|h| Reverse((h, n)))),
                Err(error) => return Some(Err(error)),
            }
            if self.last != Some(hit) {
                self.last = Some(hit);
                return Some(Ok(hit));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hits_come_back_in_order_and_once() {
        let sorter = Sorter::new(1).unwrap();
        let hit = |n: u32| Hit { page_a: n % 7, page_b: 8, a: n % 1000, b: n % 90_000 };
        let mut want: Vec<Hit> = (0..200_000).map(hit).collect();
        for some in want.chunks(999) {
            sorter.take(&mut some.to_vec());
        }
        let sorted = sorter.finish().unwrap();
        assert!(sorted.runs.len() > 3);
        let got: Vec<Hit> = sorted.merge().map(Result::unwrap).collect();
        want.sort_unstable();
        want.dedup();
        assert_eq!(got, want);
    }
}

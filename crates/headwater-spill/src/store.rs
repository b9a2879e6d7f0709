//! The texts of pages in a file.

use headwater::page::{Block, Form, Page, Role};
use headwater::reuse::word;
use headwater::span::Span;

use crate::error::SpillError;
use crate::file::{self, Reader, Writer};

/// Pages being put aside: of each its path, its text and the stretches whose words count.
pub(crate) struct Writing {
    file: Writer,
    /// Where each begins, and its bytes.
    places: Vec<(u64, u32)>,
}

impl Writing {
    pub(crate) fn new() -> Result<Writing, SpillError> {
        Ok(Writing { file: Writer::new()?, places: Vec::new() })
    }

    pub(crate) fn add(&mut self, page: &Page, all_blocks: bool) -> Result<(), SpillError> {
        let spans: Vec<u32> = word::stretches(page, all_blocks).flat_map(|s| [s.begin, s.end]).collect();
        let begin = self.file.len();
        self.file.write_numbers(&[page.path.len() as u32, spans.len() as u32])?;
        self.file.write_numbers(&spans)?;
        self.file.write(page.path.as_bytes())?;
        self.file.write(page.text.as_bytes())?;
        self.places.push((begin, (self.file.len() - begin) as u32));
        Ok(())
    }

    /// `ranks` are the pages' places in the order of a trace.
    pub(crate) fn finish(self, ranks: &[u32]) -> Result<Store, SpillError> {
        let mut places = vec![(0, 0); self.places.len()];
        for (&rank, place) in ranks.iter().zip(self.places) {
            places[rank as usize] = place;
        }
        Ok(Store { file: self.file.finish()?, places })
    }
}

/// Pages that were put aside, by their places in the order of a trace.
pub(crate) struct Store {
    file: Reader,
    places: Vec<(u64, u32)>,
}

impl Store {
    pub(crate) fn len(&self) -> usize {
        self.places.len()
    }

    /// One page, as far as passages ask for it: its blocks are those whose words count.
    pub(crate) fn page(&self, page: u32) -> Result<Page, SpillError> {
        let Some(&(begin, size)) = self.places.get(page as usize) else { return Ok(Page::default()) };
        let mut bytes = vec![0; size as usize];
        self.file.read(begin, &mut bytes)?;
        let mut numbers = Vec::new();
        file::numbers(bytes.get(..8).unwrap_or_default(), &mut numbers);
        let (path, spans) = match numbers[..] {
            [path, spans] => (path as usize, spans as usize),
            _ => return Ok(Page::default()),
        };
        let from = 8 + 4 * spans;
        numbers.clear();
        file::numbers(bytes.get(8..from).unwrap_or_default(), &mut numbers);
        let text = |b: Option<&[u8]>| String::from_utf8_lossy(b.unwrap_or_default()).into_owned();
        let block = |s: &[u32]| {
            let span = Span { begin: s[0], end: s[1] };
            Block { span, role: Role::Story, form: Form::Paragraph, comment: None }
        };
        Ok(Page {
            path: text(bytes.get(from..from + path)),
            text: text(bytes.get(from + path..)),
            blocks: numbers.chunks_exact(2).map(block).collect(),
            ..Page::default()
        })
    }
}

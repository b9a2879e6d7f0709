//! Arguments to documents: the only place where the program opens files for reading.
//!
//! Steps: [`path`] finds the files behind the arguments, [`decompress`] opens them, [`format`] tells what they hold, and
//! [`jsonl`] and [`warc`] take records out of files that hold many, [`mhtml`] a page out of a message, and [`saved`] reads what
//! a browser wrote into a page that it saved. [`batch`] brings documents to the readers, some at a
//! time, in the order of their paths.

pub(crate) mod batch;
pub(crate) mod decompress;
pub(crate) mod format;
pub(crate) mod jsonl;
pub(crate) mod mhtml;
pub(crate) mod path;
pub(crate) mod saved;
pub(crate) mod warc;

use headwater::page::Source;

/// One document, with what the program knows of it.
#[derive(Debug)]
pub(crate) struct Document {
    /// What the core reads.
    pub(crate) source: Source<'static>,
    /// The record's own id, where it comes from a file of records.
    pub(crate) id: Option<String>,
    /// Which page it is in a collection, where that is known.
    pub(crate) place: Option<String>,
    /// When it was fetched, where that is known.
    pub(crate) fetched: Option<String>,
    /// What was wrong with it on the way here.
    pub(crate) warnings: Vec<String>,
}

/// Something that could not be read at all, and why: `page.html: not text (a PNG picture)`.
#[derive(Debug)]
pub(crate) struct Unread(pub(crate) String);

/// Bytes in words that people use.
pub(crate) fn size(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} bytes"),
        1024..1_048_576 => format!("{} KiB", bytes >> 10),
        1_048_576..1_073_741_824 => format!("{} MiB", bytes >> 20),
        _ => format!("{} GiB", bytes >> 30),
    }
}

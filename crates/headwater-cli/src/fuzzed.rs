//! What the fuzz targets of `fuzz/` drive: the readers of files, on any bytes, without files.

use std::io::Cursor;

use headwater::page::{Limits, Page, Source, read};

use crate::export::decision;
use crate::input::{Document, decompress, jsonl, mhtml, warc};

/// Reads bytes as a web archive, compressed or not, and every page in it; gives the pages and how many records failed.
pub fn warc(bytes: &[u8]) -> (Vec<Page>, usize) {
    match decompress::open(Cursor::new(bytes.to_vec())) {
        Ok(reader) => pages(warc::Records::new("a.warc", reader)),
        Err(_) => (Vec::new(), 1),
    }
}

/// Reads bytes as the decisions of an exported archive, and writes those that can be read again; gives how many there were.
pub fn decisions(bytes: &[u8]) -> usize {
    let read = |bytes: Vec<u8>| decompress::open(Cursor::new(bytes)).map(decision::read).unwrap_or_default().0;
    let found = read(bytes.to_vec());
    let again: Vec<u8> = found.iter().flat_map(decision::record).collect();
    assert_eq!(read(again), found, "what is written is read as it was");
    found.len()
}

/// Reads bytes as a file of records, compressed or not, and every page in it; gives the pages and how many lines failed.
pub fn jsonl(bytes: &[u8]) -> (Vec<Page>, usize) {
    match decompress::open(Cursor::new(bytes.to_vec())) {
        Ok(reader) => pages(jsonl::Records::new("a.jsonl", reader)),
        Err(_) => (Vec::new(), 1),
    }
}

/// Decompresses bytes as the program opens a file, and as Brotli; gives how many came out.
pub fn decompress(bytes: &[u8]) -> usize {
    /// Far above any test input, so that only the program's own bounds stop what expands without end.
    const MOST: usize = 1 << 30;
    let opened = decompress::open(Cursor::new(bytes.to_vec())).ok();
    [opened, Some(decompress::brotli(bytes.to_vec()))]
        .into_iter()
        .flatten()
        .map(|mut reader| decompress::read_up_to(&mut reader, MOST).0.len())
        .sum()
}

/// Reads bytes as a saved page in a message.
pub fn mhtml(bytes: &[u8]) -> Option<Page> {
    mhtml::page("a.mhtml", bytes).map(|source: Source<'_>| read(&source, &Limits::default()))
}

fn pages<U>(records: impl Iterator<Item = Result<Document, U>>) -> (Vec<Page>, usize) {
    let (mut pages, mut failed) = (Vec::new(), 0);
    for record in records {
        match record {
            Ok(document) => pages.push(read(&document.source, &Limits::default())),
            Err(_) => failed += 1,
        }
    }
    (pages, failed)
}

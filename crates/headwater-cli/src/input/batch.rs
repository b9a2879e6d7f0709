//! Documents by the hundred: opened, read in parallel, and handed on in order, without holding all of them.

use std::borrow::Cow;
use std::fs;
use std::io;
use std::path::Path;

use headwater::page::{Given, Limits, Media, Page, Source};
use rayon::prelude::*;

use super::decompress::{self, Reader};
use super::format::{self, Format};
use super::path::{File, reason};
use super::{Document, Unread, jsonl, mhtml, saved, warc};
use crate::error::CommandError;
use crate::progress::Progress;
use crate::warning::Warnings;

/// Documents that are in hand at once: enough to keep every core busy between two hand-overs.
const MOST_DOCUMENTS: usize = 512;

/// Bytes of records that are in hand at once. Files are opened one by thread, and don't count.
const MOST_BYTES: usize = 32 << 20;

/// A document that was read.
pub(crate) struct Read {
    /// As it was given.
    pub(crate) document: Document,
    /// What the core reads of it.
    pub(crate) page: Page,
}

/// How much of a document is read: [`page::read`] or [`page::read_blocks`].
pub(crate) type Reading = fn(&Source<'_>, &Limits) -> Page;

/// Reads every document of `files`, does `work` on each, in parallel, and hands the results to `take` in order.
///
/// What can't be read is told in `warnings`, and the rest goes on.
pub(crate) fn each<T: Send>(
    files: &[File],
    warnings: &mut Warnings,
    progress: &Progress,
    reading: Reading,
    work: impl Fn(Read) -> T + Sync,
    mut take: impl FnMut(T) -> Result<(), CommandError>,
) -> Result<(), CommandError> {
    let mut batch = Batch { waiting: Vec::new(), bytes: 0 };
    let mut hand_over = |batch: &mut Batch, warnings: &mut Warnings| {
        batch.bytes = 0;
        let done: Vec<Outcome<T>> = batch.waiting.par_drain(..).map(|w| w.outcome(reading, &work)).collect();
        for outcome in done {
            match outcome {
                Ok((told, result)) => {
                    progress.suspend(|| told.tell(warnings));
                    take(result)?;
                }
                Err(Unread(why)) => progress.suspend(|| warnings.unread(&why)),
            }
            progress.step();
        }
        Ok::<(), CommandError>(())
    };
    for file in files {
        match format::by_name(Path::new(&file.label)) {
            Some(Format::Html | Format::Text | Format::Markdown | Format::Mhtml) if file.path.is_some() => {
                batch.waiting.push(Waiting::File(file.clone()));
            }
            _ => match open(file) {
                Err(unread) => batch.waiting.push(Waiting::Read(Box::new(Err(unread)))),
                Ok((format, reader)) => {
                    let records: Box<dyn Iterator<Item = Result<Document, Unread>>> = match format {
                        Format::Jsonl => Box::new(jsonl::Records::new(&file.label, reader)),
                        Format::Warc => Box::new(warc::Records::new(&file.label, reader)),
                        _ => Box::new(std::iter::once(document(file, format, reader))),
                    };
                    for record in records {
                        batch.add(record);
                        if batch.is_full() {
                            hand_over(&mut batch, warnings)?;
                        }
                    }
                }
            },
        }
        if batch.is_full() {
            hand_over(&mut batch, warnings)?;
        }
    }
    hand_over(&mut batch, warnings)
}

type Outcome<T> = Result<(Told, T), Unread>;

/// What is to be told of a document that was read.
struct Told {
    warnings: Vec<String>,
    unread: Option<String>,
}

impl Told {
    fn tell(&self, warnings: &mut Warnings) {
        for warning in &self.warnings {
            warnings.tell(warning);
        }
        if let Some(why) = &self.unread {
            warnings.unread(why);
        }
    }
}

struct Batch {
    waiting: Vec<Waiting>,
    bytes: usize,
}

impl Batch {
    fn add(&mut self, document: Result<Document, Unread>) {
        self.bytes += document.as_ref().map_or(0, |d| d.source.bytes.len());
        self.waiting.push(Waiting::Read(Box::new(document)));
    }

    fn is_full(&self) -> bool {
        self.waiting.len() >= MOST_DOCUMENTS || self.bytes >= MOST_BYTES
    }
}

enum Waiting {
    /// A file that holds one document, to be opened by whoever reads it.
    File(File),
    /// A document in hand.
    Read(Box<Result<Document, Unread>>),
}

impl Waiting {
    fn outcome<T>(self, reading: Reading, work: impl Fn(Read) -> T) -> Outcome<T> {
        let mut document = match self {
            Waiting::Read(document) => (*document)?,
            Waiting::File(file) => {
                let (format, reader) = open(&file)?;
                document(&file, format, reader)?
            }
        };
        let given = &mut document.source.given;
        if document.source.media != Media::Text {
            saved::take(&document.source.bytes, given);
        }
        given.fetched = given.fetched.take().or_else(|| document.fetched.clone());
        let page = reading(&document.source, &Limits::default());
        let path = &document.source.path;
        let mut told = Told { warnings: document.warnings.clone(), unread: None };
        told.warnings.extend(page.warnings.iter().map(|w| format!("{path}: {w}")));
        if page.text.trim().is_empty() {
            told.unread = Some(format!("{path}: there is no text in it"));
        }
        Ok((told, work(Read { document, page })))
    }
}

/// Opens a file and tells what it holds.
fn open(file: &File) -> Result<(Format, Reader), Unread> {
    let unread = |error: &io::Error| Unread(format!("{}: {}", file.label, reason(error)));
    let opened = match &file.path {
        Some(path) => fs::File::open(path).and_then(decompress::open),
        None => decompress::open(io::stdin()),
    };
    let reader = opened.map_err(|e| unread(&e))?;
    let by_content = format::by_content(reader.head());
    let format = match (format::by_name(Path::new(&file.label)), by_content) {
        (_, Err(what)) => return Err(Unread(format!("{}: not text ({what})", file.label))),
        (Some(named), Ok(_)) => named,
        (None, Ok(told)) => told,
    };
    Ok((format, reader))
}

/// The one document in a file that is no file of records. Text after a point that can't be read is missing, with a warning.
fn document(file: &File, format: Format, mut reader: Reader) -> Result<Document, Unread> {
    // One byte more than the core reads, so that it knows of the rest.
    let (bytes, failed) = decompress::read_up_to(&mut reader, Limits::default().bytes + 1);
    let mut warnings = Vec::new();
    if let Some(error) = failed {
        let why = format!("{}: {}", file.label, reason(&error));
        if bytes.is_empty() || decompress::is_bomb(&error) {
            return Err(Unread(why));
        }
        warnings.push(format!("{why}; read as far as it goes"));
    }
    if format == Format::Mhtml {
        let source = mhtml::page(&file.label, &bytes)
            .ok_or_else(|| Unread(format!("{}: no page is in the message", file.label)))?;
        let fetched = source.given.fetched.clone();
        return Ok(Document { source, id: None, place: None, fetched, warnings });
    }
    let named = format::by_name(Path::new(&file.label)).is_some();
    let media = if named || format == Format::Html { format.media() } else { Media::Unknown };
    let source =
        Source { path: file.label.clone(), bytes: Cow::Owned(bytes), media, charset: None, given: Given::default() };
    Ok(Document { source, id: None, place: None, fetched: None, warnings })
}

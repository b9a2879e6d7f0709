//! The records of an archive, one after another, and the pages in them.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Read};

use headwater::page::{Given, Limits, Media, Source};

use super::super::format::{self, Format};
use super::super::path::reason;
use super::super::{Document, Unread, decompress};
use super::body::decoded;
use super::decision::DECISION;
use super::header::{Headers, MOST_HEADERS, end_of_headers, parameter};
use super::position::Counting;
use super::{PASSPORT, Passport};

/// The records of a file that are pages, one after another.
pub(crate) struct Records<R> {
    label: String,
    reader: Counting<BufReader<R>>,
    /// A first line that was met in search of it.
    first: Option<Vec<u8>>,
    records: u64,
    pages: u64,
    ids: HashMap<String, u32>,
    done: bool,
}

/// What became of a record.
enum Met {
    Page(Box<Document>),
    Other,
    End,
}

impl<R: Read> Records<R> {
    /// The records in `reader`, which is a file called `label`.
    pub(crate) fn new(label: &str, reader: R) -> Records<R> {
        Records {
            label: label.to_owned(),
            reader: Counting { inner: BufReader::with_capacity(64 << 10, reader), at: 0 },
            first: None,
            records: 0,
            pages: 0,
            ids: HashMap::new(),
            done: false,
        }
    }

    /// The next record. An error is what is wrong with it.
    fn record(&mut self) -> Result<Met, Damage> {
        let Some(first) = self.first_line()? else { return Ok(Met::End) };
        self.records += 1;
        if !first.starts_with(b"WARC/") {
            return Err(Damage::Format("no record begins there".to_owned()));
        }
        let mut block = Vec::new();
        loop {
            let before = block.len();
            self.reader.by_ref().take(MOST_HEADERS - before as u64).read_until(b'\n', &mut block)?;
            let line = block[before..].trim_ascii();
            if line.is_empty() {
                break;
            }
            if block.len() as u64 >= MOST_HEADERS {
                return Err(Damage::Format("its headers have no end".to_owned()));
            }
        }
        let headers = Headers::of(&block);
        let Some(length) = headers.get("content-length").and_then(|n| n.parse::<u64>().ok()) else {
            return Err(Damage::Format("it does not say how long it is".to_owned()));
        };
        if self.label == "-" && headers.get(DECISION).is_some() {
            let why = "a decision; those of an archive are taken from a file only, so give it by its name";
            return Err(Damage::Format(why.to_owned()));
        }
        if !matches!(headers.get("warc-type"), Some("response" | "resource" | "conversion")) {
            let skipped = io::copy(&mut self.reader.by_ref().take(length), &mut io::sink())?;
            return if skipped == length { Ok(Met::Other) } else { Err(Damage::Format("it is cut short".to_owned())) };
        }
        let kept = length.min(Limits::default().bytes as u64 + MOST_HEADERS);
        let mut body = Vec::new();
        self.reader.by_ref().take(kept).read_to_end(&mut body)?;
        let skipped = io::copy(&mut self.reader.by_ref().take(length - kept), &mut io::sink())?;
        let cut = body.len() as u64 + skipped < length;
        Ok(match self.document(&headers, body)? {
            Some(mut document) => {
                if cut {
                    document.warnings.push(format!("{}: the record is cut short", document.source.path));
                }
                self.pages += 1;
                Met::Page(Box::new(document))
            }
            None => Met::Other,
        })
    }

    /// The line that a record begins with; what is not of the record's own is passed over.
    fn first_line(&mut self) -> Result<Option<Vec<u8>>, Damage> {
        if let Some(line) = self.first.take() {
            return Ok(Some(line));
        }
        loop {
            let mut line = Vec::new();
            if self.reader.by_ref().take(MOST_HEADERS).read_until(b'\n', &mut line)? == 0 {
                return Ok(None);
            }
            if !line.trim_ascii().is_empty() {
                return Ok(Some(line));
            }
        }
    }

    /// Goes on to where a record begins.
    fn search(&mut self) -> io::Result<()> {
        loop {
            let mut line = Vec::new();
            if self.reader.by_ref().take(MOST_HEADERS).read_until(b'\n', &mut line)? == 0 {
                return Ok(());
            }
            if line.starts_with(b"WARC/1.") || line.starts_with(b"WARC/0.") {
                self.first = Some(line);
                return Ok(());
            }
        }
    }

    /// The page in a record, if it is one.
    fn document(&mut self, headers: &Headers, body: Vec<u8>) -> Result<Option<Document>, Damage> {
        let (http, body) = if headers.get("warc-type") == Some("response") {
            let Some(end) = end_of_headers(&body) else { return Ok(None) };
            let http = Headers::of(&body[..end]);
            (http, body[end..].to_vec())
        } else {
            (Headers::default(), body)
        };
        // A redirection and an error say nothing of an event.
        if http.status.is_some_and(|status| !(200..300).contains(&status)) {
            return Ok(None);
        }
        let kind = http.get("content-type").or_else(|| headers.get("content-type")).unwrap_or_default();
        let (kind, parameters) = kind.split_once(';').unwrap_or((kind, ""));
        let media = match kind.trim().to_ascii_lowercase().as_str() {
            "text/html" | "application/xhtml+xml" => Media::Html,
            "text/plain" => Media::Text,
            "text/markdown" => Media::Markdown,
            "" | "application/octet-stream" | "application/http" => Media::Unknown,
            _ => return Ok(None),
        };
        let (bytes, mut warnings) = decoded(&http, body).map_err(Damage::Format)?;
        let told = format::by_content(&bytes[..bytes.len().min(decompress::HEAD)]);
        if bytes.is_empty() || told.is_err() || media == Media::Unknown && told != Ok(Format::Html) {
            return Ok(None);
        }
        let url = headers.get("warc-target-uri").map(|u| u.trim_matches(['<', '>']).to_owned());
        let id = headers.get("warc-record-id").map(|id| id.trim_matches(['<', '>']));
        let id = id.map(|id| id.strip_prefix("urn:uuid:").unwrap_or(id).to_owned()).or_else(|| url.clone());
        let id = id.unwrap_or_else(|| format!("record{}", self.records));
        let times = self.ids.entry(id.clone()).or_insert(0);
        *times += 1;
        let mut path = format!("{}#{id}", self.label);
        if *times > 1 {
            path = format!("{path}~{times}");
            warnings.push(format!("the id {id:?} stands in the file before; kept apart as {path}"));
        }
        let warnings = warnings.into_iter().map(|w| format!("{path}: {w}")).collect();
        let source = Source {
            path,
            bytes: Cow::Owned(bytes),
            media,
            charset: parameter(parameters, "charset"),
            given: Given { url, ..Given::default() },
        };
        let fetched = headers.get("warc-date").map(str::to_owned);
        Ok(Some(match headers.get(PASSPORT).and_then(|p| serde_json::from_str::<Passport>(p).ok()) {
            Some(p) => {
                let source = Source { path: p.path, media: p.media, charset: p.charset, given: p.given, ..source };
                Document { source, id: Some(id), place: Some(p.place), fetched: p.fetched, warnings }
            }
            None => Document { source, id: Some(id), place: None, fetched, warnings },
        }))
    }
}

impl<R: Read> Iterator for Records<R> {
    type Item = Result<Document, Unread>;

    fn next(&mut self) -> Option<Result<Document, Unread>> {
        while !self.done {
            let begin = self.reader.at;
            let damage = match self.record() {
                Ok(Met::Page(document)) => return Some(Ok(*document)),
                Ok(Met::Other) => continue,
                Ok(Met::End) => {
                    self.done = true;
                    let none = format!("{}: none of its {} records is a page", self.label, self.records);
                    return (self.pages == 0).then_some(Err(Unread(none)));
                }
                Err(damage) => damage,
            };
            let why = match damage {
                Damage::Format(why) => match self.search() {
                    Err(error) if !decompress::goes_on(&error) => {
                        self.done = true;
                        format!("{why}; {}", reason(&error))
                    }
                    _ => why,
                },
                Damage::Reading(error) => {
                    self.done = !decompress::goes_on(&error);
                    reason(&error)
                }
            };
            self.pages += u64::from(self.done);
            let rest = if self.done { "; nothing after it is read" } else { "" };
            return Some(Err(Unread(format!("{}, record {} at byte {begin}: {why}{rest}", self.label, self.records))));
        }
        None
    }
}

/// Why a record can't be read.
enum Damage {
    /// It is not what a record is.
    Format(String),
    /// The file can't be read, or not decompressed, there.
    Reading(io::Error),
}

impl From<io::Error> for Damage {
    fn from(error: io::Error) -> Damage {
        Damage::Reading(error)
    }
}

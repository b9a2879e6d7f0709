//! Pages out of a web archive (WARC 1.0 and 1.1, ISO 28500).
//!
//! A record is a block of headers and a body of the length that they give. Of all records, those are pages that answer
//! a request with success and text, that were stored as such, or whose text somebody else took out of a page. A record
//! that can't be read is passed over, and the search for the next goes on.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Cursor, Read};

use headwater::page::{Given, Limits, Media, Source};
use serde::{Deserialize, Serialize};

use super::format::{self, Format};
use super::path::reason;
use super::{Document, Unread, decompress};

/// The most bytes of a record's headers, and of those of an answer: servers refuse a tenth of it.
const MOST_HEADERS: u64 = 256 << 10;

/// The header, in small letters, in which a collection's export tells what it knows of a page besides its bytes.
pub(crate) const PASSPORT: &str = "headwater-page";

/// The header, in small letters, of a record that holds a person's decision; its body is JSON.
pub(crate) const DECISION: &str = "headwater-decision";

/// The most bytes of a decision.
const MOST_DECISION: u64 = 1 << 20;

/// The bodies of the decisions at the beginning of an archive: behind its `warcinfo`, before the first other record; `None`
/// for one that is too large.
pub(crate) fn leading(archive: impl Read) -> impl Iterator<Item = Option<Vec<u8>>> {
    let mut reader = BufReader::new(archive);
    std::iter::from_fn(move || {
        loop {
            let mut block = Vec::new();
            loop {
                let before = block.len();
                let room = MOST_HEADERS.saturating_sub(before as u64);
                let read = reader.by_ref().take(room).read_until(b'\n', &mut block).ok()?;
                if read == 0 {
                    return None;
                }
                // Empty lines before a record are passed over, the one behind its headers ends them.
                if block.trim_ascii().is_empty() {
                    block.clear();
                } else if block.get(before..).is_some_and(|line| line.trim_ascii().is_empty()) {
                    break;
                }
            }
            let headers = Headers::of(&block);
            let length = headers.get("content-length").and_then(|n| n.parse::<u64>().ok())?;
            let kind = headers.get("warc-type");
            let mine = kind == Some("metadata") && headers.get(DECISION).is_some();
            if !block.starts_with(b"WARC/") || !mine && kind != Some("warcinfo") {
                return None;
            }
            if length > MOST_DECISION {
                io::copy(&mut reader.by_ref().take(length), &mut io::sink()).ok()?;
                if mine {
                    return Some(None);
                }
                continue;
            }
            let mut body = Vec::new();
            reader.by_ref().take(length).read_to_end(&mut body).ok()?;
            if mine {
                return Some(Some(body));
            }
        }
    })
}

/// What stands in [`PASSPORT`], as JSON.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Passport {
    pub(crate) path: String,
    pub(crate) place: String,
    pub(crate) media: Media,
    pub(crate) charset: Option<String>,
    pub(crate) given: Given,
    pub(crate) fetched: Option<String>,
}

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

/// Headers of a record or of an answer; names in small letters.
#[derive(Default)]
struct Headers {
    status: Option<u16>,
    fields: Vec<(String, String)>,
}

impl Headers {
    fn of(block: &[u8]) -> Headers {
        let text = String::from_utf8_lossy(block);
        let status = text.strip_prefix("HTTP/").and_then(|rest| rest.split_ascii_whitespace().nth(1)?.parse().ok());
        let mut fields: Vec<(String, String)> = Vec::new();
        for line in text.lines() {
            // A line that begins with a blank goes on with the one before it.
            match (line.starts_with([' ', '\t']), fields.last_mut(), line.split_once(':')) {
                (true, Some((_, value)), _) => *value = format!("{value} {}", line.trim()),
                (_, _, Some((name, value))) => fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned())),
                _ => {}
            }
        }
        Headers { status, fields }
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }
}

/// Where the headers of an answer end and its body begins.
fn end_of_headers(bytes: &[u8]) -> Option<usize> {
    let head = &bytes[..bytes.len().min(MOST_HEADERS as usize)];
    let at = |mark: &[u8]| head.windows(mark.len()).position(|w| w == mark).map(|at| at + mark.len());
    match (at(b"\r\n\r\n"), at(b"\n\n")) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// A parameter of a content type, without quotation marks.
fn parameter(parameters: &str, name: &str) -> Option<String> {
    let pairs = parameters.split(';').filter_map(|p| p.split_once('='));
    let mut values =
        pairs.filter(|(n, _)| n.trim().eq_ignore_ascii_case(name)).map(|(_, v)| v.trim().trim_matches('"'));
    values.next().filter(|v| !v.is_empty()).map(str::to_owned)
}

/// A body without its chunks and compression; what was lost on the way is told.
fn decoded(http: &Headers, body: Vec<u8>) -> Result<(Vec<u8>, Vec<String>), String> {
    let names = |field: &str, what: &str| http.get(field).is_some_and(|v| v.to_ascii_lowercase().contains(what));
    let body = if names("transfer-encoding", "chunked") { without_chunks(body) } else { body };
    // Archives are written with the body as it came or decompressed, and with the header left as it was in both cases:
    // the bytes decide. Those of `deflate` have a mark of two bytes whose value is a multiple of 31.
    let deflated = names("content-encoding", "deflate")
        && matches!(body[..], [a, b, ..] if a & 0x0F == 8 && (u16::from(a) << 8 | u16::from(b)) % 31 == 0);
    // Brotli has no mark at all: what is no text by its first bytes was left as it came.
    let brotli =
        names("content-encoding", "br") && format::by_content(&body[..body.len().min(decompress::HEAD)]).is_err();
    let opened = match (deflated, brotli) {
        (true, _) => decompress::open(flate2::read::ZlibDecoder::new(Cursor::new(body))),
        (_, true) => Ok(decompress::brotli(body)),
        _ => decompress::open(Cursor::new(body)),
    };
    let mut reader = opened.map_err(|e| reason(&e))?;
    let (bytes, failed) = decompress::read_up_to(&mut reader, Limits::default().bytes + 1);
    match failed {
        Some(error) if bytes.is_empty() || decompress::is_bomb(&error) => Err(reason(&error)),
        Some(error) => Ok((bytes, vec![format!("{}; read as far as it goes", reason(&error))])),
        None => Ok((bytes, Vec::new())),
    }
}

/// A body put together from its chunks; as it is where it has none.
fn without_chunks(body: Vec<u8>) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len());
    let mut rest = &body[..];
    while let Some(end) = rest.iter().take(64).position(|&b| b == b'\n') {
        let size = String::from_utf8_lossy(rest[..end].split(|&b| b == b';').next().unwrap_or_default());
        let Ok(size) = usize::from_str_radix(size.trim(), 16) else { break };
        rest = &rest[end + 1..];
        if size == 0 {
            return out;
        }
        let taken = size.min(rest.len());
        out.extend_from_slice(&rest[..taken]);
        rest = rest[taken..].trim_ascii_start();
    }
    if out.is_empty() { body } else { out }
}

/// Counts the bytes that were read.
struct Counting<R> {
    inner: R,
    at: u64,
}

impl<R: BufRead> Read for Counting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.at += n as u64;
        Ok(n)
    }
}

impl<R: BufRead> BufRead for Counting<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, n: usize) {
        self.at += n as u64;
        self.inner.consume(n);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: &str, id: &str, body: &str) -> String {
        let length = body.len();
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{id}>\r\nWARC-Target-URI: https://a.example/{id}\r\n\
             Content-Type: application/http; msgtype={kind}\r\nContent-Length: {length}\r\n\r\n{body}\r\n\r\n"
        )
    }

    fn answer(headers: &str, body: &str) -> String {
        format!("HTTP/1.1 200 OK\r\n{headers}\r\n\r\n{body}")
    }

    fn read(bytes: &[u8]) -> Vec<Result<Document, Unread>> {
        Records::new("a.warc", bytes).collect()
    }

    #[test]
    fn a_response_is_a_page_with_its_address_and_character_set() {
        let page = answer("Content-Type: text/html; charset=\"ISO-8859-2\"", "<p>Words");
        let file =
            record("warcinfo", "0", "software: x") + &record("request", "1", "GET /") + &record("response", "2", &page);
        let pages = read(file.as_bytes());
        assert_eq!(pages.len(), 1);
        let source = &pages[0].as_ref().unwrap().source;
        assert_eq!(source.path, "a.warc#2");
        assert_eq!(source.given.url.as_deref(), Some("https://a.example/2"));
        assert_eq!(source.charset.as_deref(), Some("ISO-8859-2"));
        assert_eq!(&*source.bytes, b"<p>Words");
    }

    #[test]
    fn what_is_no_page_is_passed_over() {
        let moved = "HTTP/1.1 301 Moved\r\nContent-Type: text/html\r\n\r\n<p>Moved";
        let picture = answer("Content-Type: image/png", "\u{89}PNG");
        let file = record("response", "1", moved) + &record("response", "2", &picture);
        let pages = read(file.as_bytes());
        assert_eq!(pages.len(), 1);
        assert!(pages[0].as_ref().unwrap_err().0.contains("none of its 2 records is a page"));
    }

    #[test]
    fn after_a_damaged_record_the_next_is_read() {
        let page = answer("Content-Type: text/html", "<p>Words");
        let damaged = record("response", "1", &page).replace("Content-Length: ", "Content-Length: x");
        let file = damaged + &record("response", "2", &page);
        let pages = read(file.as_bytes());
        assert!(
            pages[0].as_ref().unwrap_err().0.starts_with("a.warc, record 1 at byte 0: it does not say how long it is")
        );
        assert_eq!(pages[1].as_ref().unwrap().source.path, "a.warc#2");
        assert_eq!(pages.len(), 2);
    }

    #[test]
    fn chunks_are_put_together_and_a_body_without_them_is_left() {
        let headers = "Content-Type: text/html\r\nTransfer-Encoding: chunked";
        let file = record("response", "1", &answer(headers, "5\r\n<p>Wo\r\n3;x=y\r\nrds\r\n0\r\n\r\n"));
        assert_eq!(&*read(file.as_bytes())[0].as_ref().unwrap().source.bytes, b"<p>Words");
        let file = record("response", "1", &answer(headers, "<p>Words"));
        assert_eq!(&*read(file.as_bytes())[0].as_ref().unwrap().source.bytes, b"<p>Words");
    }

    #[test]
    fn a_record_cut_short_is_read_as_far_as_it_goes() {
        let file = record("response", "1", &answer("Content-Type: text/html", "<p>Words and words"));
        let pages = read(&file.as_bytes()[..file.len() - 10]);
        assert_eq!(&*pages[0].as_ref().unwrap().source.bytes, b"<p>Words and");
        assert_eq!(pages[0].as_ref().unwrap().warnings.len(), 1);
    }
}

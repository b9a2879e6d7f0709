//! Web archives (WARC 1.1, ISO 28500) that other tools read, and from which `headwater add` takes the pages back as they
//! were.

use std::io::{Read as _, Write as _};

use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;
use headwater::page::Media;
use headwater_store::{Kept, Listed};

use crate::input::warc::{PASSPORT, Passport};

/// The records of one page: the server's answer where it is kept, else the bytes as a resource.
pub(crate) fn records(page: &Listed, kept: &Kept) -> std::io::Result<Vec<u8>> {
    if let Some(response) = &kept.response {
        let mut out = Vec::new();
        MultiGzDecoder::new(response.as_slice()).read_to_end(&mut out)?;
        return Ok(out);
    }
    let source = &kept.source;
    let kind = match source.media {
        Media::Html => "text/html",
        Media::Text => "text/plain",
        Media::Markdown => "text/markdown",
        Media::Unknown => "application/octet-stream",
    };
    let charset = source.charset.as_deref().filter(|c| c.bytes().all(|b| b.is_ascii_graphic() && b != b'"'));
    let charset = charset.map(|c| format!("; charset={c}")).unwrap_or_default();
    let passport = Passport {
        path: source.path.clone(),
        place: kept.place.clone(),
        media: source.media,
        charset: source.charset.clone(),
        given: source.given.clone(),
        fetched: kept.fetched.clone(),
    };
    let target =
        source.given.url.as_deref().filter(|u| is_address(u)).map_or_else(|| of_file(&kept.place), str::to_owned);
    let fields = [
        ("Content-Type", format!("{kind}{charset}")),
        (PASSPORT, serde_json::to_string(&passport).unwrap_or_default()),
    ];
    let date = kept.fetched.as_deref().filter(|d| is_date(d)).unwrap_or(&page.added);
    Ok(record("resource", &target, date, &fields, &id(page), &source.bytes))
}

/// One record. Fields hold no line ends.
pub(crate) fn record(
    kind: &str,
    target: &str,
    date: &str,
    fields: &[(&str, String)],
    id: &str,
    body: &[u8],
) -> Vec<u8> {
    let mut out = format!("WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <{id}>\r\nWARC-Date: {date}\r\n");
    if !target.is_empty() {
        out.push_str(&format!("WARC-Target-URI: {target}\r\n"));
    }
    for (name, value) in fields {
        out.push_str(&format!("{name}: {}\r\n", value.replace(['\r', '\n'], " ")));
    }
    out.push_str(&format!("Content-Length: {}\r\n\r\n", body.len()));
    let mut out = out.into_bytes();
    out.extend_from_slice(body);
    out.extend_from_slice(b"\r\n\r\n");
    out
}

/// The record that a file begins with.
pub(crate) fn info(date: &str) -> Vec<u8> {
    let body = format!(
        "software: headwater {}\r\nformat: WARC File Format 1.1\r\n\
         conformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n",
        env!("CARGO_PKG_VERSION")
    );
    let fields = [("Content-Type", "application/warc-fields".to_owned())];
    record("warcinfo", "", date, &fields, &uuid(date.as_bytes()), body.as_bytes())
}

/// A record as a member of its own, as archives compressed with gzip have it.
pub(crate) fn member(record: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut out = GzEncoder::new(Vec::new(), Compression::default());
    out.write_all(record)?;
    out.finish()
}

/// An id that is the same for the same version of the same page, so that an export can be compared with another.
fn id(page: &Listed) -> String {
    uuid(format!("{}\n{}\n{}", page.place, page.version, page.sha256).as_bytes())
}

/// A name-based id in the form of RFC 9562's version 8, from 128 bits of FNV-1a.
pub(crate) fn uuid(of: &[u8]) -> String {
    let fold = |h: u128, &b: &u8| (h ^ u128::from(b)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
    let n = of.iter().fold(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d_u128, fold);
    let n = n & !(0xf << 76) & !(0b11 << 62) | 8 << 76 | 0b10 << 62;
    let hex = format!("{n:032x}");
    let part = |a: usize, b: usize| hex.get(a..b).unwrap_or_default();
    format!("urn:uuid:{}-{}-{}-{}-{}", part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32))
}

fn is_address(url: &str) -> bool {
    url.contains(':') && url.bytes().all(|b| b.is_ascii_graphic())
}

fn is_date(date: &str) -> bool {
    date.len() >= 20 && date.ends_with('Z') && date.bytes().all(|b| b.is_ascii_graphic())
}

/// The address of a file.
fn of_file(path: &str) -> String {
    let mut out = String::from("file://");
    if !path.starts_with('/') {
        out.push('/');
    }
    for b in path.bytes() {
        if b.is_ascii_alphanumeric() || matches!(b, b'/' | b'.' | b'-' | b'_' | b'~' | b'#') {
            out.push(char::from(b));
        } else {
            out.push_str(&format!("%{b:02X}"));
        }
    }
    out
}

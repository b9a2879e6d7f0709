//! The body of an answer, as a reader would have got it.

use std::io::Cursor;

use headwater::page::Limits;

use super::super::path::reason;
use super::super::{decompress, format};
use super::header::Headers;

/// A body without its chunks and compression; what was lost on the way is told.
pub(super) fn decoded(http: &Headers, body: Vec<u8>) -> Result<(Vec<u8>, Vec<String>), String> {
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

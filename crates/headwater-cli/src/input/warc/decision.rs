//! The decisions of a person at the beginning of an archive that a collection wrote.

use std::io::{self, BufRead, BufReader, Read};

use super::header::{Headers, MOST_HEADERS};

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

//! Decisions in a web archive: a `metadata` record each, behind the record that the file begins with, so that they are
//! read without reading the whole archive.

use std::io::Read;

use headwater_store::{Ruled, Ruling};
use serde::{Deserialize, Serialize};

use super::warc;
use crate::input::warc::{DECISION, leading};

/// The most decisions that are taken from an archive: more than a person makes in a life.
const MOST: usize = 100_000;

/// A decision as it stands in a record's body.
#[derive(Debug, Deserialize, Serialize)]
struct Carried {
    ruling: Ruling,
    by: String,
    at: String,
    note: Option<String>,
    undone_at: Option<String>,
    undone_by: Option<String>,
}

/// The record of a decision.
pub(crate) fn record(ruled: &Ruled) -> Vec<u8> {
    let (undone_at, undone_by) = ruled.undone.clone().unzip();
    let carried = Carried {
        ruling: ruled.ruling.clone(),
        by: ruled.by.clone(),
        at: ruled.at.clone(),
        note: ruled.note.clone(),
        undone_at,
        undone_by,
    };
    let body = serde_json::to_string(&carried).unwrap_or_default();
    let fields = [("Content-Type", "application/json".to_owned()), (DECISION, ruled.id.to_string())];
    let id = warc::uuid(format!("decision {}\n{body}", ruled.id).as_bytes());
    let target = format!("urn:headwater:decision:{}", ruled.id);
    warc::record("metadata", &target, &ruled.at, &fields, &id, body.as_bytes())
}

/// The decisions at the beginning of an archive, in their order, at most [`MOST`]; the number of those that were left out,
/// because they can't be read or are too large or too many, comes with them.
pub(crate) fn read(archive: impl Read) -> (Vec<Ruled>, usize) {
    read_up_to(archive, MOST)
}

fn read_up_to(archive: impl Read, most: usize) -> (Vec<Ruled>, usize) {
    let (mut out, mut lost) = (Vec::new(), 0);
    for body in leading(archive) {
        if out.len() >= most {
            lost += 1;
            continue;
        }
        match body.ok_or(()).and_then(|b| serde_json::from_slice::<Carried>(&b).map_err(drop)) {
            Ok(c) => out.push(Ruled {
                id: 0,
                ruling: c.ruling,
                by: c.by,
                at: c.at,
                note: c.note,
                undone: c.undone_at.map(|at| (at, c.undone_by.unwrap_or_default())),
            }),
            Err(()) => lost += 1,
        }
    }
    (out, lost)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(id: i64, words: &str) -> Vec<u8> {
        let ruling = Ruling::Note { page: "https://quay.example/a".to_owned() };
        let (by, at) = ("Ida".to_owned(), "2019-03-18T08:00:00Z".to_owned());
        record(&Ruled { id, ruling, by, at, note: Some(words.to_owned()), undone: None })
    }

    #[test]
    fn what_is_too_large_or_too_much_is_left_out_and_counted() {
        let archive: Vec<u8> = (0..9).flat_map(|n| note(n, "seen in the archive")).collect();
        let (some, lost) = read_up_to(archive.as_slice(), 4);
        assert_eq!((some.len(), lost), (4, 5));
        assert_eq!(read_up_to(archive.as_slice(), MOST).0.len(), 9);
        // A mebibyte is the most of one; those behind it are read all the same.
        let archive = [note(1, "a"), note(2, &"b".repeat(1 << 20)), note(3, &"c".repeat((1 << 20) - 300))].concat();
        let (some, lost) = read(archive.as_slice());
        assert_eq!((some.len(), lost), (2, 1));
    }
}

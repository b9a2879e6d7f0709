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

/// The decisions at the beginning of an archive, in their order; a number of those that can't be read comes with them.
pub(crate) fn read(archive: impl Read) -> (Vec<Ruled>, usize) {
    let (mut out, mut lost) = (Vec::new(), 0);
    for body in leading(archive).take(MOST) {
        match serde_json::from_slice::<Carried>(&body) {
            Ok(c) => out.push(Ruled {
                id: 0,
                ruling: c.ruling,
                by: c.by,
                at: c.at,
                note: c.note,
                undone: c.undone_at.map(|at| (at, c.undone_by.unwrap_or_default())),
            }),
            Err(_) => lost += 1,
        }
    }
    (out, lost)
}

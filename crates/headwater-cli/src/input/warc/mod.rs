//! Pages out of a web archive (WARC 1.0 and 1.1, ISO 28500).
//!
//! A record is a block of headers and a body of the length that they give. Of all records, those are pages that answer
//! a request with success and text, that were stored as such, or whose text somebody else took out of a page. A record
//! that can't be read is passed over, and the search for the next goes on.

mod body;
mod decision;
mod header;
mod position;
mod records;
#[cfg(test)]
mod tests;

use headwater::page::{Given, Media};
use serde::{Deserialize, Serialize};

pub(crate) use self::decision::{DECISION, leading};
pub(crate) use self::records::Records;

/// The header, in small letters, in which a collection's export tells what it knows of a page besides its bytes.
pub(crate) const PASSPORT: &str = "headwater-page";

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

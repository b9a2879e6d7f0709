//! **Ten articles, one source.** Given the pages somebody has about an event, this library tells who said what,
//! how the words reached each page, what changed on the way, and how many independent origins stand behind each
//! statement. It never says whether a statement is true.
//!
//! The way through it is one line, and each word a folder:
//!
//! `page` → `speech` → `reuse` → `lineage` → `origin` → `report`
//!
//! An arrow points one way only: a stage uses what stands left of it and knows nothing of what stands right.
//!
//! ```
//! use headwater::{page, report, trace};
//!
//! let a = page::Source::text("a.txt", "“The dam held all night,” said Ana Ruiz, a port engineer.");
//! let b = page::Source::text("b.txt", "Ana Ruiz told the Harbour Post: “The dam held all the night.”");
//! let pages = [a, b].iter().map(|s| page::read(s, &page::Limits::default())).collect();
//! let trace = trace::trace(pages, &trace::Options::default());
//! assert_eq!(trace.pages.len(), 2);
//! assert!(report::json::write(&trace).starts_with("{\"format\":1"));
//! ```
//!
//! The library opens no file, no socket and no database, reads no clock and has no randomness: the same pages give
//! the same answer, byte for byte, whatever the number of threads and the order in which they came.

/// The mark of what reads pages in this build: the version, and a digest of all that decides what is read. Whoever keeps a
/// [`page::Page`] or a [`speech::PageSpeech`] keeps it beside them; under another mark the bytes must be read again.
pub const READER: &str = env!("HEADWATER_READER");

pub mod cut_short;
mod day;
pub mod decision;
pub mod id;
pub mod lineage;
mod list;
pub mod origin;
pub mod page;
pub mod report;
pub mod reuse;
pub mod span;
pub mod speech;
pub mod trace;

//! Passages in collections of any size: in memory while they fit, in files when they don't, and the same either way.
//!
//! The core library opens no file. What it needs of pages while it seeks passages are their words, which it asks for
//! through [`headwater::reuse::Words`]; this crate keeps words, texts, hits and stretches in temporary files, a few
//! bytes of each page in memory, and gives the core what it asks for.
//!
//! A [`Shelf`] takes pages one by one. As long as they stay below its budget they are kept in memory; the page that
//! passes it sends all of them to disk. [`Shelf::search`] gives [`Found`], which hands out passages in order.
//!
//! Steps: [`shelf`] takes pages, [`store`] keeps them and [`words`] theirs, [`hits`] sorts hits outside of memory, and
//! [`found`] turns stretches to passages.

pub mod error;
mod file;
pub mod found;
mod hits;
pub mod shelf;
mod store;
mod words;

pub use error::SpillError;
pub use found::Found;
pub use shelf::{Entry, Shelf, Step};

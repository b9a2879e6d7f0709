//! A collection of pages that lasts: one SQLite file.
//!
//! The bytes of every page are kept as they came, compressed, with their SHA-256; what was read of them is kept beside
//! them and can always be made again. `schema.sql` documents the file for whoever queries it with SQL.
//!
//! ```
//! use headwater::page::{self, Limits, Source};
//! use headwater_store::{Collection, Incoming, Mode};
//!
//! let folder = std::env::temp_dir().join(format!("headwater-doc-{}", std::process::id()));
//! std::fs::create_dir_all(&folder)?;
//! let mut collection = Collection::open(&folder.join("dam.hw"), Mode::Create)?;
//! let source = Source::text("a.txt", "“The dam held all night,” said Ana Ruiz.");
//! let incoming = Incoming::read(source, "a.txt".to_owned(), None, &Limits::default());
//! let mut batch = collection.begin()?;
//! let added = batch.add(&incoming, "2019-03-18T08:00:00Z")?;
//! batch.commit()?;
//! assert_eq!(collection.page(added.id)?.title, None);
//! # drop(collection);
//! # std::fs::remove_dir_all(&folder)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Whoever opens a file may trust what was committed: it is written ahead and synced at every commit, a page and all
//! that was made of it is in one transaction, and a process that is killed leaves what was committed before.

mod add;
mod blob;
mod check;
mod decision;
mod error;
mod find;
mod finding;
mod merge;
mod migrate;
mod open;
mod page;
mod refresh;
mod tie;

pub use add::{Added, Batch, Change, Incoming, place_of};
#[doc(hidden)]
pub use blob::fuzz_recall;
pub use check::Problem;
pub use decision::{Ruled, Ruling, date_of};
pub use error::StoreError;
pub use find::{Answer, Independent, Query, Quoted, Story, Told};
pub use finding::BY_HAND;
pub use open::{APPLICATION_ID, Collection, Mode};
pub use page::{Kept, Listed, Packed};

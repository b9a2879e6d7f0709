//! Keeping the full texts quick: SQLite writes what is added into segments of its own and marks what is taken out, and
//! after many pages a look-up goes through all of those segments and marks.

use rusqlite::{OptionalExtension, TransactionBehavior, params};

use crate::error::StoreError;
use crate::open::Collection;

/// The full texts are merged when as many pages have come as a tenth of those that there were: a page is so written some
/// eleven times while a collection grows, a hundredth of what adding it costs. After 42,000 pages, of which a family of
/// 7,000 had been traced thirty times, the marks made a sentence of common words take twice the time.
const SHARE: i64 = 10;

/// Fewer pages are found at once however they lie.
const FEW: i64 = 1_000;

impl Collection {
    /// Merges the full texts where many pages have come since it was done last; whether it was done. It takes some three
    /// seconds for 100,000 pages, in a transaction of its own.
    ///
    /// # Errors
    /// Where the file can't be written; what is in it stays as it was.
    pub fn merge(&mut self) -> Result<bool, StoreError> {
        let path = self.path.clone();
        let told = |e| StoreError::of(&path, e);
        // Every version that ever was: what was taken out leaves marks as well.
        let come = "SELECT seq FROM sqlite_sequence WHERE name = 'page'";
        let come: i64 = self.db.query_row(come, [], |r| r.get(0)).optional().map_err(told)?.unwrap_or(0);
        let merged = "SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'merged'";
        let merged: i64 = self.db.query_row(merged, [], |r| r.get(0)).optional().map_err(told)?.unwrap_or(0);
        if come < FEW || (come - merged) * SHARE < merged {
            return Ok(false);
        }
        let db = self.db.transaction_with_behavior(TransactionBehavior::Immediate).map_err(told)?;
        for table in ["story", "run", "said"] {
            db.execute(&format!("INSERT INTO {table} ({table}) VALUES ('optimize')"), []).map_err(told)?;
        }
        db.execute("INSERT OR REPLACE INTO meta (name, value) VALUES ('merged', ?1)", params![come.to_string()])
            .map_err(told)?;
        db.commit().map_err(told)?;
        Ok(true)
    }
}

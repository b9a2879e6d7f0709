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
        self.merge_from(FEW)
    }

    fn merge_from(&mut self, few: i64) -> Result<bool, StoreError> {
        let path = self.path.clone();
        let told = |e| StoreError::of(&path, e);
        // Every version that ever was: what was taken out leaves marks as well.
        let come = "SELECT seq FROM sqlite_sequence WHERE name = 'page'";
        let come: i64 = self.db.query_row(come, [], |r| r.get(0)).optional().map_err(told)?.unwrap_or(0);
        let merged = "SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'merged'";
        let merged: i64 = self.db.query_row(merged, [], |r| r.get(0)).optional().map_err(told)?.unwrap_or(0);
        if come < few || (come - merged) * SHARE < merged {
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

#[cfg(test)]
mod tests {
    use headwater::page::{Limits, Source};

    use crate::find::Query;
    use crate::{Collection, Incoming, Mode};

    fn add(collection: &mut Collection, from: usize, to: usize) {
        for n in from..to {
            let text = format!(
                "Harbour Post, 4 March 2019\n\n“The gate held all night, and we were luckier than anybody,” said Ana Ruiz.\n\n\
                 Number {n} of the boats came in before the rain."
            );
            let path = format!("{n}.txt");
            let incoming = Incoming::read(Source::text(&path, &text), path.clone(), None, &Limits::default());
            let mut batch = collection.begin().unwrap();
            batch.add(&incoming, "2019-03-18T08:00:00Z").unwrap();
            batch.commit().unwrap();
        }
    }

    fn number(collection: &Collection, query: &str) -> i64 {
        collection.sql().query_row(query, [], |r| r.get(0)).unwrap()
    }

    #[test]
    fn merging_changes_no_answer_and_is_done_again_after_a_tenth_more() {
        let path = std::env::temp_dir().join(format!("headwater-merge-{}.hw", std::process::id()));
        let mut collection = Collection::open(&path, Mode::Create).unwrap();
        let answer = |collection: &Collection| {
            ["the gate held all night", "boats", "the", "number 7 rain"].map(|words| {
                let query = Query { words: words.to_owned(), most: 50, ..Query::default() };
                format!("{:?}", collection.find(&query).unwrap())
            })
        };
        assert!(!collection.merge_from(1).unwrap(), "there is nothing to merge");
        add(&mut collection, 0, 20);
        let mut batch = collection.begin().unwrap();
        batch.remove(3).unwrap();
        batch.commit().unwrap();
        let before = answer(&collection);
        let segments = "SELECT count(DISTINCT segid) FROM said_idx";
        assert!(number(&collection, segments) > 1);
        assert!(collection.merge_from(20).unwrap());
        assert_eq!(number(&collection, segments), 1);
        assert_eq!(answer(&collection), before);
        assert!(collection.check(|| ()).unwrap().is_empty());
        assert!(!collection.merge_from(20).unwrap());
        add(&mut collection, 20, 21);
        assert!(!collection.merge_from(20).unwrap());
        add(&mut collection, 21, 22);
        assert!(collection.merge_from(20).unwrap() && !collection.merge_from(20).unwrap());
        drop(collection);
        std::fs::remove_file(&path).unwrap();
    }
}

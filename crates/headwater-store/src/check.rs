//! Whether a collection is whole.

use headwater::READER;

use crate::blob;
use crate::error::StoreError;
use crate::open::Collection;

/// Something that is wrong with a collection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The page that it concerns, if it is one.
    pub page: Option<i64>,
    /// What is wrong.
    pub what: String,
    /// Whether it can be made again from what is kept; else something is lost.
    pub mendable: bool,
}

impl Collection {
    /// Looks at everything: the structure of the file, every hash, every reading. `step` is called once a page.
    pub fn check(&self, mut step: impl FnMut()) -> Result<Vec<Problem>, StoreError> {
        let mut out = Vec::new();
        let mut told = |page: Option<i64>, what: String, mendable: bool| out.push(Problem { page, what, mendable });
        type Row = (i64, Option<String>, Option<Vec<u8>>, bool, bool);
        let structure = || -> rusqlite::Result<Vec<String>> {
            let mut lines = self.db.prepare("PRAGMA integrity_check(100)")?;
            let lines = lines.query_map([], |r| r.get::<_, String>(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
            Ok(lines.into_iter().filter(|l| l != "ok").collect())
        };
        for line in self.told(structure())? {
            told(None, line, false);
        }
        let broken = || -> rusqlite::Result<Vec<String>> {
            let mut rows = self.db.prepare("PRAGMA foreign_key_check")?;
            let rows = rows.query_map([], |r| {
                let (table, row, parent): (String, Option<i64>, String) = (r.get(0)?, r.get(1)?, r.get(2)?);
                Ok(format!("row {} of {table} points to nothing in {parent}", row.unwrap_or(0)))
            })?;
            rows.collect()
        };
        for line in self.told(broken())? {
            told(None, line, false);
        }
        let orders = "SELECT place FROM page GROUP BY place HAVING sum(current) <> 1
                      OR max(version) <> max(CASE WHEN current = 1 THEN version END)";
        let orders =
            || -> rusqlite::Result<Vec<String>> { self.db.prepare(orders)?.query_map([], |r| r.get(0))?.collect() };
        for place in self.told(orders())? {
            told(None, format!("of the versions of {place} none, or not the newest, is the current one"), false);
        }
        let mut raws = self.told(self.db.prepare(
            "SELECT raw.sha256, bytes, zstd, (SELECT min(id) FROM page WHERE page.sha256 = raw.sha256) FROM raw",
        ))?;
        let mut rows = self.told(raws.query([]))?;
        while let Some(row) = self.told(rows.next())? {
            let values = || -> rusqlite::Result<(String, i64, Vec<u8>, Option<i64>)> {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
            };
            let (sha256, length, packed, page) = self.told(values())?;
            match blob::unpack(&packed, u64::try_from(length).unwrap_or(0)) {
                Err(what) => told(page, what, false),
                Ok(bytes) if blob::digest(&bytes) != sha256 => {
                    told(page, "its bytes are not those of its hash".to_owned(), false);
                }
                Ok(_) => {}
            }
        }
        drop(rows);
        let mut readings = self.told(self.db.prepare(
            "SELECT page.id, reader, zstd, EXISTS (SELECT 1 FROM story WHERE story.rowid = page.id), current
             FROM page LEFT JOIN reading ON reading.page = page.id",
        ))?;
        let mut rows = self.told(readings.query([]))?;
        while let Some(row) = self.told(rows.next())? {
            let values =
                || -> rusqlite::Result<Row> { Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)) };
            let (id, reader, kept, found, current) = self.told(values())?;
            match (reader, kept) {
                (Some(reader), Some(kept)) if reader == READER => {
                    if let Err(what) = blob::recall(&reader, &kept) {
                        told(Some(id), format!("what was read of it: {what}"), true);
                    }
                }
                (Some(_), Some(_)) => {}
                _ => told(Some(id), "what was read of it is not there".to_owned(), true),
            }
            if found != current {
                told(Some(id), "the full text does not know it".to_owned(), true);
            }
            step();
        }
        Ok(out)
    }
}

//! Making everything again that is made of pages: after a migration, or with another version of the program.

use std::collections::BTreeSet;

use headwater::READER;
use rusqlite::{TransactionBehavior, params};

use crate::blob;
use crate::error::StoreError;
use crate::open::Collection;
use crate::{decision, finding, page, tie};

impl Collection {
    /// Whether what was made of the pages is of this version of the program.
    pub fn is_fresh(&self) -> Result<bool, StoreError> {
        let others =
            "SELECT count(*) FROM reading JOIN page ON page.id = reading.page WHERE current = 1 AND reader <> ?1";
        let others: i64 = self.told(self.db.query_row(others, [READER], |r| r.get(0)))?;
        let empty = self.count()? == 0;
        Ok(empty || others == 0 && self.told(tie::current(&self.db))?)
    }

    /// Reads every page again from its bytes and makes the full text, runs, ties and findings anew: whole or not at all.
    /// What somebody gave or decided is not touched. `step` is called once a page.
    pub fn refresh(&mut self, mut step: impl FnMut()) -> Result<(), StoreError> {
        let ids = self.ids()?;
        let file = self.path.clone();
        let told = |e| StoreError::of(&file, e);
        let db = self.db.transaction_with_behavior(TransactionBehavior::Immediate).map_err(told)?;
        for table in ["story", "run", "said"] {
            db.execute(&format!("INSERT INTO {table} ({table}) VALUES ('delete-all')"), []).map_err(told)?;
        }
        db.execute_batch("DELETE FROM tie; DELETE FROM link; DELETE FROM family; UPDATE page SET family = NULL")
            .map_err(told)?;
        let mut touched = BTreeSet::new();
        for id in ids {
            let kept = page::kept(&db, &file, id)?;
            let (page, heard) = crate::add::read_again(&kept.source);
            let value = |f: &Option<headwater::page::Found<String>>| f.as_ref().map(|f| f.value.clone());
            let authors: Vec<&str> = page.authors.iter().map(|a| a.value.as_str()).collect();
            let authors = serde_json::to_string(&authors).unwrap_or_default();
            let published = page.published.as_ref().map(|d| d.value.to_string());
            let row =
                || -> rusqlite::Result<()> {
                    db.prepare_cached(
                        "UPDATE page SET url = ?2, title = ?3, outlet = ?4, authors = ?5, published = ?6, language = ?7
                     WHERE id = ?1",
                    )?
                    .execute(params![
                        id,
                        value(&page.url),
                        value(&page.title),
                        value(&page.outlet),
                        authors,
                        published,
                        page.language
                    ])?;
                    db.prepare_cached("INSERT OR REPLACE INTO reading (page, reader, zstd) VALUES (?1, ?2, ?3)")?
                        .execute(params![id, READER, blob::keep(&page, &heard)])?;
                    db.prepare_cached("INSERT INTO story (rowid, title, text) VALUES (?1, ?2, ?3)")?
                        .execute(params![id, value(&page.title), page.story()])?;
                    Ok(())
                };
            row().map_err(told)?;
            tie::add(&db, &file, id, &kept.place, &page, &mut touched)?;
            step();
        }
        let holding = decision::holding(&db, &file)?;
        for page in decision::on_pages(&db, &file)? {
            decision::settle(&db, &file, page, &holding)?;
        }
        finding::renew(&db, &file, &touched, &BTreeSet::new())?;
        tie::remember(&db).map_err(told)?;
        db.commit().map_err(told)
    }
}

//! Putting pages into a collection, and taking them out.

use std::collections::BTreeSet;

use headwater::READER;
use headwater::page::{self, Given, Limits, Media, Page, Source};
use headwater::speech::{self, PageSpeech};
use rusqlite::{OptionalExtension, Transaction, TransactionBehavior, params};

use crate::blob;
use crate::decision::{Ruled, Ruling};
use crate::error::StoreError;
use crate::open::Collection;
use crate::{decision, finding, tie};

/// A page on its way into a collection, with all that takes time done: read, listened to, compressed.
#[derive(Debug)]
pub struct Incoming {
    /// Which page it is: see [`place_of`].
    pub place: String,
    /// When it was fetched, in UTC, where that is known.
    pub fetched: Option<String>,
    /// The server's whole answer as WARC records, compressed with gzip, where the program fetched it.
    pub response: Option<Vec<u8>>,
    /// What was read of it.
    pub page: Page,
    media: Media,
    charset: Option<String>,
    given: String,
    sha256: String,
    bytes: u64,
    raw: Vec<u8>,
    reading: Vec<u8>,
}

/// What adding a page did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Added {
    /// The page's id.
    pub id: i64,
    /// What was done.
    pub change: Change,
}

/// What adding a page did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It was not there before.
    New,
    /// It was there with other bytes: this is the version of that number.
    Version(i64),
    /// It was there as it is.
    Unchanged,
}

/// Which page a document is: its address without the fragment where that is known from outside, else where it stands.
pub fn place_of(given: &Given, stands: &str) -> String {
    match given.url.as_deref().map(str::trim).filter(|u| !u.is_empty()) {
        Some(url) => url.split('#').next().unwrap_or(url).to_owned(),
        None => stands.to_owned(),
    }
}

impl Incoming {
    /// Reads a document. It takes no lock and may be called in parallel.
    pub fn read(source: Source<'_>, place: String, fetched: Option<String>, limits: &Limits) -> Incoming {
        let page = page::read(&source, limits);
        Incoming::of(source, page, place, fetched)
    }

    /// Bytes that it holds in memory, about.
    pub fn weight(&self) -> usize {
        self.raw.len() + self.reading.len() + self.page.text.len()
    }

    /// Takes a document that was read.
    pub fn of(source: Source<'_>, page: Page, place: String, fetched: Option<String>) -> Incoming {
        let heard = speech::listen(&page);
        Incoming {
            place,
            fetched,
            response: None,
            media: source.media,
            charset: source.charset,
            given: serde_json::to_string(&source.given).unwrap_or_default(),
            sha256: blob::digest(&source.bytes),
            bytes: source.bytes.len() as u64,
            raw: blob::pack(&source.bytes),
            reading: blob::keep(&page, &heard),
            page,
        }
    }
}

/// Several changes that come into the collection together, or not at all.
#[derive(Debug)]
pub struct Batch<'a> {
    db: Transaction<'a>,
    path: std::path::PathBuf,
    /// Families whose pages have changed, to be traced anew.
    touched: BTreeSet<i64>,
    /// Pages that have come.
    come: BTreeSet<i64>,
}

impl Collection {
    /// Begins a batch. Other programs can read meanwhile, and wait with writing.
    pub fn begin(&mut self) -> Result<Batch<'_>, StoreError> {
        let path = self.path.clone();
        let db = self.db.transaction_with_behavior(TransactionBehavior::Immediate);
        let db = db.map_err(|e| StoreError::of(&path, e))?;
        tie::ready(&db).map_err(|e| StoreError::of(&path, e))?;
        if !tie::current(&db).map_err(|e| StoreError::of(&path, e))? {
            return Err(StoreError::Stale(path));
        }
        Ok(Batch { db, path, touched: BTreeSet::new(), come: BTreeSet::new() })
    }
}

impl Batch<'_> {
    /// Adds a page at the time `now`. The same bytes again, with the same things given, change nothing.
    pub fn add(&mut self, incoming: &Incoming, now: &str) -> Result<Added, StoreError> {
        let added = self.add_row(incoming, now).map_err(|e| StoreError::of(&self.path, e))?;
        if added.change != Change::Unchanged {
            self.come.insert(added.id);
            tie::add(&self.db, &self.path, added.id, &incoming.place, &incoming.page, &mut self.touched)?;
            self.settle(&incoming.place)?;
        }
        Ok(added)
    }

    fn add_row(&mut self, incoming: &Incoming, now: &str) -> rusqlite::Result<Added> {
        // That it was fetched again later makes no other page of it.
        let mut known = self.db.prepare_cached(
            "SELECT id, version, sha256 = ?2 AND json_remove(given, '$.fetched') = json_remove(?3, '$.fetched')
                    AND media = ?4 AND charset IS ?5
             FROM page WHERE place = ?1 AND current = 1",
        )?;
        let media = media_name(incoming.media);
        let same = params![incoming.place, incoming.sha256, incoming.given, media, incoming.charset];
        let before: Option<(i64, i64, bool)> =
            known.query_row(same, |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?))).optional()?;
        drop(known);
        // A folder that was moved: the same bytes under the same name are the same page.
        let moved = match before {
            None => self
                .db
                .prepare_cached(
                    "SELECT id, version, 1 FROM page WHERE path = ?1 AND sha256 = ?2 AND given = ?3 AND current = 1",
                )?
                .query_row(params![incoming.page.path, incoming.sha256, incoming.given], |r| {
                    Ok((r.get(0)?, r.get(1)?, r.get(2)?))
                })
                .optional()?,
            some => some,
        };
        if let Some((id, _, true)) = moved {
            return Ok(Added { id, change: Change::Unchanged });
        }
        self.db
            .prepare_cached("INSERT OR IGNORE INTO raw (sha256, bytes, zstd) VALUES (?1, ?2, ?3)")?
            .execute(params![incoming.sha256, incoming.bytes as i64, incoming.raw])?;
        if let Some((older, ..)) = before {
            self.db.prepare_cached("UPDATE page SET current = 0 WHERE id = ?1")?.execute([older])?;
            self.db.prepare_cached("DELETE FROM story WHERE rowid = ?1")?.execute([older])?;
            tie::take_out(&self.db, older, &mut self.touched)?;
        }
        let version = before.map_or(1, |b| b.1 + 1);
        let page = &incoming.page;
        let value = |f: &Option<page::Found<String>>| f.as_ref().map(|f| f.value.clone());
        let authors: Vec<&str> = page.authors.iter().map(|a| a.value.as_str()).collect();
        self.db
            .prepare_cached(
                "INSERT INTO page (place, version, current, path, sha256, media, charset, given, fetched, added,
                                   url, title, outlet, authors, published, language)
                 VALUES (?1, ?2, 1, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
            )?
            .execute(params![
                incoming.place,
                version,
                page.path,
                incoming.sha256,
                media,
                incoming.charset,
                incoming.given,
                incoming.fetched,
                now,
                value(&page.url),
                value(&page.title),
                value(&page.outlet),
                serde_json::to_string(&authors).unwrap_or_default(),
                page.published.as_ref().map(|d| d.value.to_string()),
                page.language,
            ])?;
        let id = self.db.last_insert_rowid();
        self.db.prepare_cached("INSERT INTO reading (page, reader, zstd) VALUES (?1, ?2, ?3)")?.execute(params![
            id,
            READER,
            incoming.reading
        ])?;
        self.db.prepare_cached("INSERT INTO story (rowid, title, text) VALUES (?1, ?2, ?3)")?.execute(params![
            id,
            value(&page.title),
            page.story()
        ])?;
        if let Some(warc) = &incoming.response {
            self.db.prepare_cached("INSERT INTO response (page, warc) VALUES (?1, ?2)")?.execute(params![id, warc])?;
        }
        let change = if before.is_some() { Change::Version(version) } else { Change::New };
        Ok(Added { id, change })
    }

    /// Keeps a decision, and does as it says. Its number.
    pub fn decide(&mut self, ruling: &Ruling, by: &str, at: &str, note: Option<&str>) -> Result<i64, StoreError> {
        let id = decision::insert(&self.db, ruling, by, at, note).map_err(|e| StoreError::of(&self.path, e))?;
        self.follow(ruling)?;
        Ok(id)
    }

    /// Undoes a decision: it is kept, and no longer holds.
    pub fn undo(&mut self, id: i64, by: &str, at: &str) -> Result<Ruled, StoreError> {
        let all = decision::list(&self.db, &self.path)?;
        let found = all.into_iter().find(|r| r.id == id && r.undone.is_none());
        let found = found.ok_or(StoreError::NoDecision(id))?;
        self.db
            .execute("UPDATE decision SET undone_at = ?2, undone_by = ?3 WHERE id = ?1", params![id, at, by])
            .map_err(|e| StoreError::of(&self.path, e))?;
        self.follow(&found.ruling)?;
        Ok(found)
    }

    /// Keeps a decision of another collection, with who and when, and does as it says; whether it was new here. One that is
    /// there already stays as it is, and is undone where the other is.
    pub fn restore(&mut self, ruled: &Ruled) -> Result<bool, StoreError> {
        let told = |e| StoreError::of(&self.path, e);
        let same =
            |r: &&Ruled| (&r.ruling, &r.by, &r.at, &r.note) == (&ruled.ruling, &ruled.by, &ruled.at, &ruled.note);
        let all = decision::list(&self.db, &self.path)?;
        let known = all.iter().find(same);
        let id = match known {
            Some(known) if known.undone.is_some() || ruled.undone.is_none() => return Ok(false),
            Some(known) => known.id,
            None => {
                decision::insert(&self.db, &ruled.ruling, &ruled.by, &ruled.at, ruled.note.as_deref()).map_err(told)?
            }
        };
        if let Some((at, by)) = &ruled.undone {
            self.db
                .execute("UPDATE decision SET undone_at = ?2, undone_by = ?3 WHERE id = ?1", params![id, at, by])
                .map_err(told)?;
        }
        self.follow(&ruled.ruling)?;
        Ok(true)
    }

    /// Lays decisions on the pages that one names, and has their families traced anew.
    fn follow(&mut self, ruling: &Ruling) -> Result<(), StoreError> {
        let (places, names) = decision::named(ruling);
        let mut families: Vec<i64> = Vec::new();
        let told = |e| StoreError::of(&self.path, e);
        for place in &places {
            self.settle(place)?;
            let family = self.db.query_row("SELECT family FROM page WHERE place = ?1 AND current = 1", [place], |r| {
                r.get::<_, Option<i64>>(0)
            });
            families.extend(family.optional().map_err(told)?.flatten());
        }
        for name in names {
            let list = || -> rusqlite::Result<Vec<i64>> {
                let mut all = self.db.prepare_cached(
                    "SELECT DISTINCT family FROM statement LEFT JOIN quotation ON quotation.statement = statement.id
                     WHERE statement.speaker = ?1 OR quotation.speaker = ?1",
                )?;
                all.query_map([name], |r| r.get(0))?.collect()
            };
            families.extend(list().map_err(told)?);
        }
        // However large a family is, what a person decides is seen at once.
        for family in families {
            self.db
                .prepare_cached("UPDATE family SET traced = 0 WHERE id = ?1")
                .and_then(|mut s| s.execute([family]))
                .map_err(told)?;
            self.touched.insert(family);
        }
        Ok(())
    }

    /// Lays the decisions on the page at `place`, where there are any.
    fn settle(&self, place: &str) -> Result<(), StoreError> {
        let told = |e| StoreError::of(&self.path, e);
        let any: bool = self
            .db
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM decision)")
            .and_then(|mut s| s.query_row([], |r| r.get(0)))
            .map_err(told)?;
        if !any {
            return Ok(());
        }
        let id = self
            .db
            .prepare_cached("SELECT id FROM page WHERE place = ?1 AND current = 1")
            .and_then(|mut s| s.query_row([place], |r| r.get::<_, i64>(0)).optional())
            .map_err(told)?;
        match id {
            Some(id) => decision::settle(&self.db, &self.path, id, &decision::holding(&self.db, &self.path)?),
            None => Ok(()),
        }
    }

    /// Takes a page out, with all its versions and their bytes. The ids are never given again.
    pub fn remove(&mut self, id: i64) -> Result<usize, StoreError> {
        let touched = &mut self.touched;
        let mut remove = || -> rusqlite::Result<usize> {
            let versions = "SELECT id FROM page WHERE place = (SELECT place FROM page WHERE id = ?1)";
            let ids: Vec<i64> = {
                let mut all = self.db.prepare_cached(versions)?;
                all.query_map([id], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?
            };
            let mut bytes = BTreeSet::new();
            for id in &ids {
                bytes.insert(
                    self.db.query_row("SELECT sha256 FROM page WHERE id = ?1", [id], |r| r.get::<_, String>(0))?,
                );
                self.db.execute("DELETE FROM story WHERE rowid = ?1", [id])?;
                self.db.execute("UPDATE page SET current = 0 WHERE id = ?1", [id])?;
                tie::take_out(&self.db, *id, touched)?;
                self.db.execute("DELETE FROM page WHERE id = ?1", [id])?;
            }
            for sha256 in &bytes {
                self.db.execute(
                    "DELETE FROM raw WHERE sha256 = ?1 AND NOT EXISTS (SELECT 1 FROM page WHERE page.sha256 = ?1)",
                    [sha256],
                )?;
            }
            Ok(ids.len())
        };
        match remove().map_err(|e| StoreError::of(&self.path, e))? {
            0 => Err(StoreError::NoPage(id.to_string())),
            n => Ok(n),
        }
    }

    /// Traces the families that were touched, and makes the batch last. When this returns, it is on the disk.
    pub fn commit(mut self) -> Result<(), StoreError> {
        finding::renew(&self.db, &self.path, &std::mem::take(&mut self.touched), &std::mem::take(&mut self.come))?;
        self.db.commit().map_err(|e| StoreError::of(&self.path, e))
    }
}

/// The name of a kind of bytes in the file.
pub(crate) fn media_name(media: Media) -> &'static str {
    match media {
        Media::Unknown => "unknown",
        Media::Html => "html",
        Media::Text => "text",
        Media::Markdown => "markdown",
    }
}

/// The kind of bytes of that name.
pub(crate) fn media_of(name: &str) -> Media {
    match name {
        "html" => Media::Html,
        "text" => Media::Text,
        "markdown" => Media::Markdown,
        _ => Media::Unknown,
    }
}

/// What the core reads of a page that was kept: again, where another build read it.
pub(crate) fn read_again(source: &Source<'_>) -> (Page, PageSpeech) {
    let page = page::read(source, &Limits::default());
    let heard = speech::listen(&page);
    (page, heard)
}

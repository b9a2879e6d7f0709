//! Getting pages back out: by id, by address, one after another.

use std::borrow::Cow;
use std::path::Path;

use headwater::page::{Given, Page, Source};
use headwater::speech::PageSpeech;
use rusqlite::{Connection, OptionalExtension, Row};

use crate::add::{media_of, read_again};
use crate::blob;
use crate::error::StoreError;
use crate::open::Collection;

/// A version of a page, as the table tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its id.
    pub id: i64,
    /// Which page it is.
    pub place: String,
    /// Its number among the versions of that page.
    pub version: i64,
    /// Whether it is the newest.
    pub current: bool,
    /// How reports call it.
    pub path: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// How many bytes it has.
    pub bytes: i64,
    /// When it was fetched, where that is known.
    pub fetched: Option<String>,
    /// When it came into the collection.
    pub added: String,
    /// Its address.
    pub url: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Who publishes it.
    pub outlet: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// When it was published, as exactly as it says.
    pub published: Option<String>,
    /// The language of its story.
    pub language: Option<String>,
}

/// A document as it was given, with what is known of its coming.
#[derive(Clone, Debug)]
pub struct Kept {
    /// What the core reads.
    pub source: Source<'static>,
    /// Which page it is.
    pub place: String,
    /// When it was fetched, where that is known.
    pub fetched: Option<String>,
    /// The server's answer as gzipped WARC records, where the program fetched it.
    pub response: Option<Vec<u8>>,
}

/// What was read of a page, not yet unpacked.
#[derive(Debug)]
pub struct Packed {
    id: i64,
    reader: String,
    reading: Vec<u8>,
    kept: Option<Kept>,
}

impl Packed {
    /// Unpacks it, or reads the page again; it takes no lock and may be called in parallel.
    pub fn open(self) -> Result<(Page, PageSpeech), StoreError> {
        match self.kept {
            Some(kept) => Ok(read_again(&kept.source)),
            None => match blob::recall(&self.reader, &self.reading) {
                Ok(Some(read)) => Ok(read),
                Ok(None) => Err(StoreError::Blob { page: self.id, what: "another build read it".to_owned() }),
                Err(what) => Err(StoreError::Blob { page: self.id, what }),
            },
        }
    }
}

const COLUMNS: &str = "id, place, version, current, path, page.sha256, raw.bytes, fetched, added, url, title, outlet,
                       authors, published, language FROM page JOIN raw ON raw.sha256 = page.sha256";

fn listed(r: &Row<'_>) -> rusqlite::Result<Listed> {
    let authors: String = r.get(12)?;
    Ok(Listed {
        id: r.get(0)?,
        place: r.get(1)?,
        version: r.get(2)?,
        current: r.get(3)?,
        path: r.get(4)?,
        sha256: r.get(5)?,
        bytes: r.get(6)?,
        fetched: r.get(7)?,
        added: r.get(8)?,
        url: r.get(9)?,
        title: r.get(10)?,
        outlet: r.get(11)?,
        authors: serde_json::from_str(&authors).unwrap_or_default(),
        published: r.get(13)?,
        language: r.get(14)?,
    })
}

impl Collection {
    /// How many pages there are, older versions not counted.
    pub fn count(&self) -> Result<i64, StoreError> {
        self.told(self.db.query_row("SELECT count(*) FROM page WHERE current = 1", [], |r| r.get(0)))
    }

    /// Calls `each` for every page in the order of their ids; for all versions where `all` is set.
    pub fn each(&self, all: bool, mut each: impl FnMut(Listed) -> Result<(), StoreError>) -> Result<(), StoreError> {
        let query = format!("SELECT {COLUMNS} WHERE current = 1 OR ?1 ORDER BY id");
        let mut statement = self.told(self.db.prepare_cached(&query))?;
        let mut rows = self.told(statement.query([all]))?;
        while let Some(row) = self.told(rows.next())? {
            each(self.told(listed(row))?)?;
        }
        Ok(())
    }

    /// Whether a page of that path is there.
    pub fn has_path(&self, path: &str) -> Result<bool, StoreError> {
        let query = "SELECT EXISTS (SELECT 1 FROM page WHERE path = ?1)";
        self.told(self.db.prepare_cached(query).and_then(|mut s| s.query_row([path], |r| r.get(0))))
    }

    /// The version of that id.
    pub fn page(&self, id: i64) -> Result<Listed, StoreError> {
        let query = format!("SELECT {COLUMNS} WHERE id = ?1");
        let found = self.told(self.db.prepare_cached(&query).and_then(|mut s| s.query_row([id], listed).optional()))?;
        found.ok_or_else(|| StoreError::NoPage(id.to_string()))
    }

    /// The newest version of the page that somebody calls `name`: its id, address, path, or the first letters of its hash.
    pub fn named(&self, name: &str) -> Result<Listed, StoreError> {
        if let Ok(id) = name.parse::<i64>()
            && let Ok(page) = self.page(id)
        {
            return Ok(page);
        }
        let bare = name.split('#').next().unwrap_or(name);
        for (column, value) in [("place", name), ("path", name), ("url", name), ("place", bare), ("url", bare)] {
            let query = format!("SELECT {COLUMNS} WHERE {column} = ?1 ORDER BY current DESC, id DESC LIMIT 1");
            let found = self.db.prepare_cached(&query).and_then(|mut s| s.query_row([value], listed).optional());
            if let Some(page) = self.told(found)? {
                return Ok(page);
            }
        }
        if name.len() >= 8 && name.bytes().all(|b| b.is_ascii_hexdigit()) {
            let query = format!(
                "SELECT {COLUMNS} WHERE page.sha256 >= ?1 AND page.sha256 < ?1 || 'g' ORDER BY current DESC, id DESC LIMIT 1"
            );
            let name = name.to_ascii_lowercase();
            let found = self.db.prepare_cached(&query).and_then(|mut s| s.query_row([name], listed).optional());
            if let Some(page) = self.told(found)? {
                return Ok(page);
            }
        }
        Err(StoreError::NoPage(name.to_owned()))
    }

    /// All versions of the page that is at `place`, the oldest first.
    pub fn versions(&self, place: &str) -> Result<Vec<Listed>, StoreError> {
        let query = format!("SELECT {COLUMNS} WHERE place = ?1 ORDER BY version");
        let list = || -> rusqlite::Result<Vec<Listed>> {
            let mut statement = self.db.prepare_cached(&query)?;
            let rows = statement.query_map([place], listed)?;
            rows.collect()
        };
        self.told(list())
    }

    /// The document of that id, as it was given.
    pub fn kept(&self, id: i64) -> Result<Kept, StoreError> {
        kept(&self.db, &self.path, id)
    }

    /// What was read of the page and heard on it: as it was kept, or read again where another build of the program kept
    /// it, or where it is damaged (which [`Collection::check`] tells).
    pub fn reading(&self, id: i64) -> Result<(Page, PageSpeech), StoreError> {
        reading(&self.db, &self.path, id)
    }

    /// The same, to be unpacked elsewhere.
    pub fn packed(&self, id: i64) -> Result<Packed, StoreError> {
        packed(&self.db, &self.path, id)
    }

    /// The ids of the newest versions of all pages, in their order.
    pub fn ids(&self) -> Result<Vec<i64>, StoreError> {
        let list = || -> rusqlite::Result<Vec<i64>> {
            let mut statement = self.db.prepare_cached("SELECT id FROM page WHERE current = 1 ORDER BY id")?;
            let rows = statement.query_map([], |r| r.get(0))?;
            rows.collect()
        };
        self.told(list())
    }
}

/// The document of that id, as it was given.
pub(crate) fn kept(db: &Connection, file: &Path, id: i64) -> Result<Kept, StoreError> {
    type Columns = (String, Option<String>, String, String, Option<String>, String, i64, Vec<u8>, Option<Vec<u8>>);
    let found: Option<Columns> = db
        .prepare_cached(
            "SELECT path, charset, media, given, fetched, place, bytes, zstd, warc FROM page
                     JOIN raw ON raw.sha256 = page.sha256 LEFT JOIN response ON response.page = page.id WHERE id = ?1",
        )
        .and_then(|mut s| {
            s.query_row([id], |r| {
                Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?, r.get(5)?, r.get(6)?, r.get(7)?, r.get(8)?))
            })
            .optional()
        })
        .map_err(|e| StoreError::of(file, e))?;
    let Some((path, charset, media, given, fetched, place, length, packed, response)) = found else {
        return Err(StoreError::NoPage(id.to_string()));
    };
    let blob = |what: String| StoreError::Blob { page: id, what };
    let given: Given = serde_json::from_str(&given).map_err(|e| blob(format!("what came with it: {e}")))?;
    let bytes = blob::unpack(&packed, u64::try_from(length).unwrap_or(0)).map_err(blob)?;
    let source = Source { path, bytes: Cow::Owned(bytes), media: media_of(&media), charset, given };
    Ok(Kept { source, place, fetched, response })
}

/// What was read of a page, to be unpacked elsewhere.
pub(crate) fn packed(db: &Connection, file: &Path, id: i64) -> Result<Packed, StoreError> {
    let found: Option<(String, Vec<u8>)> = db
        .prepare_cached("SELECT reader, zstd FROM reading WHERE page = ?1")
        .and_then(|mut s| s.query_row([id], |r| Ok((r.get(0)?, r.get(1)?))).optional())
        .map_err(|e| StoreError::of(file, e))?;
    match found {
        Some((reader, reading)) if reader == headwater::READER => Ok(Packed { id, reader, reading, kept: None }),
        _ => Ok(Packed { id, reader: String::new(), reading: Vec::new(), kept: Some(kept(db, file, id)?) }),
    }
}

/// What was read of a page; read again where what is kept is damaged.
pub(crate) fn reading(db: &Connection, file: &Path, id: i64) -> Result<(Page, PageSpeech), StoreError> {
    match packed(db, file, id)?.open() {
        Err(StoreError::Blob { .. }) => Ok(read_again(&kept(db, file, id)?.source)),
        other => other,
    }
}

//! What a person decided, kept beside the pages: never lost by a later add, and undone only by a person.

use std::path::Path;

use headwater::decision::{Decision, Key, What, Words};
use headwater::page::{Date, Found, Page, Role, date};
use headwater::speech::PageSpeech;
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use crate::error::StoreError;
use crate::open::Collection;
use crate::page;

/// What somebody decides. Pages are named by their places, so that a decision holds for later versions too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Ruling {
    /// Something worth knowing of a page.
    Note {
        /// The page's place.
        page: String,
    },
    /// When a page was first published.
    Date {
        /// The page's place.
        page: String,
        /// The date, as exactly as it is known: 2019, 2019-03, 2019-03-18.
        date: String,
    },
    /// Who wrote a page.
    Author {
        /// The page's place.
        page: String,
        /// Their names.
        names: Vec<String>,
    },
    /// What a block of a page is.
    Role {
        /// The page's place.
        page: String,
        /// The words with which the block begins.
        words: String,
        /// The role's name, as `story`.
        role: String,
    },
    /// Which page a page comes from.
    Parent {
        /// The page's place.
        page: String,
        /// The place of the page that it comes from; none: it comes from none at hand.
        parent: Option<String>,
    },
    /// Two names are one speaker's.
    SameSpeaker {
        /// The two names.
        names: [String; 2],
    },
    /// The bearer of a name on a page is somebody else than on other pages.
    OtherSpeaker {
        /// The page's place.
        page: String,
        /// The name.
        name: String,
    },
    /// Two quotations are of one utterance.
    SameStatement {
        /// The places of their pages.
        pages: [String; 2],
        /// The words with which they begin.
        words: [String; 2],
    },
    /// A quotation is of another utterance than those it was put together with.
    OtherStatement {
        /// The page's place.
        page: String,
        /// The words with which it begins.
        words: String,
    },
}

/// A decision as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruled {
    /// Its number.
    pub id: i64,
    /// What was decided.
    pub ruling: Ruling,
    /// Who decided it.
    pub by: String,
    /// When.
    pub at: String,
    /// Why.
    pub note: Option<String>,
    /// When it was undone, and by whom.
    pub undone: Option<(String, String)>,
}

/// A date as somebody decides it: 2019, 2019-03, 2019-03-18, or any form that the core reads.
pub fn date_of(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.trim().split('-').collect();
    let number = |k: usize| parts.get(k).and_then(|p| p.parse::<u8>().ok());
    match parts[..] {
        [year] | [year, _] if year.len() == 4 => {
            let month = number(1).filter(|m| (1..=12).contains(m));
            let known = parts.len() == 1 || month.is_some();
            year.parse().ok().filter(|_| known).map(|year| Date { year, month, day: None, time: None })
        }
        _ => date::parse(text),
    }
}

/// The role of that name.
pub(crate) fn role(name: &str) -> Option<Role> {
    [Role::Headline, Role::Byline, Role::Credit, Role::Date, Role::Story, Role::Caption, Role::Comment, Role::Furniture]
        .into_iter()
        .find(|r| r.name() == name)
}

impl Collection {
    /// All decisions, the undone ones too, in the order in which they were made.
    pub fn decisions(&self) -> Result<Vec<Ruled>, StoreError> {
        list(&self.db, &self.path)
    }

    /// The decisions that hold, for [`headwater::trace::trace_decided`].
    pub fn holding(&self) -> Result<Vec<Decision>, StoreError> {
        holding(&self.db, &self.path)
    }
}

pub(crate) fn list(db: &Connection, file: &Path) -> Result<Vec<Ruled>, StoreError> {
    let told = |e| StoreError::of(file, e);
    type Row = (i64, String, String, String, Option<String>, Option<String>, Option<String>);
    let query = "SELECT id, ruling, by, at, note, undone_at, undone_by FROM decision ORDER BY id";
    let mut all = db.prepare_cached(query).map_err(told)?;
    let mut rows = all.query([]).map_err(told)?;
    let mut out = Vec::new();
    while let Some(r) = rows.next().map_err(told)? {
        let ruled = || -> rusqlite::Result<Row> {
            Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?, r.get(5)?, r.get(6)?))
        };
        let (id, ruling, by, at, note, undone_at, undone_by) = ruled().map_err(told)?;
        let ruling = serde_json::from_str(&ruling)
            .map_err(|e| StoreError::Damaged { path: file.to_owned(), what: format!("decision {id}: {e}") })?;
        let undone = undone_at.map(|at| (at, undone_by.unwrap_or_default()));
        out.push(Ruled { id, ruling, by, at, note, undone });
    }
    Ok(out)
}

pub(crate) fn holding(db: &Connection, file: &Path) -> Result<Vec<Decision>, StoreError> {
    let mut current = db
        .prepare_cached("SELECT path, sha256 FROM page WHERE place = ?1 AND current = 1")
        .map_err(|e| StoreError::of(file, e))?;
    let mut key = |place: &str| -> Result<Key, StoreError> {
        let found: Option<(String, String)> = current
            .query_row([place], |r| Ok((r.get(0)?, r.get(1)?)))
            .optional()
            .map_err(|e| StoreError::of(file, e))?;
        // A page that was removed: the decision waits for it, and reports say so.
        let (path, sha256) = found.unwrap_or_else(|| (place.to_owned(), String::new()));
        Ok(Key { path, sha256: bytes(&sha256) })
    };
    let mut out = Vec::new();
    for ruled in list(db, file)?.into_iter().filter(|r| r.undone.is_none()) {
        let what = match ruled.ruling {
            Ruling::Note { page } => What::Note(key(&page)?),
            Ruling::Date { page, date } => match date_of(&date) {
                Some(date) => What::Published(key(&page)?, date),
                None => continue,
            },
            Ruling::Author { page, names } => What::Authors(key(&page)?, names),
            Ruling::Role { page, words, role: name } => match role(&name) {
                Some(role) => What::Role(Words { page: key(&page)?, words }, role),
                None => continue,
            },
            Ruling::Parent { page, parent } => What::Parent(key(&page)?, parent.as_deref().map(&mut key).transpose()?),
            Ruling::SameSpeaker { names: [a, b] } => What::OneSpeaker(a, b),
            Ruling::OtherSpeaker { page, name } => What::OtherSpeaker(key(&page)?, name),
            Ruling::SameStatement { pages: [a, b], words: [x, y] } => {
                What::OneStatement(Words { page: key(&a)?, words: x }, Words { page: key(&b)?, words: y })
            }
            Ruling::OtherStatement { page, words } => What::OtherStatement(Words { page: key(&page)?, words }),
        };
        out.push(Decision { what, by: ruled.by, at: ruled.at, note: ruled.note });
    }
    Ok(out)
}

/// 32 bytes of 64 hexadecimal digits; zeros where there are none.
fn bytes(hex: &str) -> [u8; 32] {
    let mut out = [0; 32];
    for (n, byte) in out.iter_mut().enumerate() {
        *byte = hex.get(2 * n..2 * n + 2).and_then(|h| u8::from_str_radix(h, 16).ok()).unwrap_or(0);
    }
    out
}

/// Writes a decision.
pub(crate) fn insert(
    db: &Connection,
    ruling: &Ruling,
    by: &str,
    at: &str,
    note: Option<&str>,
) -> rusqlite::Result<i64> {
    let ruling = serde_json::to_string(ruling).unwrap_or_default();
    db.prepare_cached("INSERT INTO decision (ruling, by, at, note) VALUES (?1, ?2, ?3, ?4)")?
        .insert(params![ruling, by, at, note])
}

/// What a page is, with the decisions on it: the columns that lists and searches go by.
pub(crate) fn settle(db: &Connection, file: &Path, id: i64, holding: &[Decision]) -> Result<(), StoreError> {
    let (mut page, mut heard): (Page, PageSpeech) = page::reading(db, file, id)?;
    headwater::trace::decide(&mut page, &mut heard, holding);
    let authors: Vec<&str> = page.authors.iter().map(|a: &Found<String>| a.value.as_str()).collect();
    let authors = serde_json::to_string(&authors).unwrap_or_default();
    let published = page.published.as_ref().map(|d| d.value.to_string());
    db.prepare_cached("UPDATE page SET published = ?2, authors = ?3 WHERE id = ?1")
        .and_then(|mut s| s.execute(params![id, published, authors]))
        .map(drop)
        .map_err(|e| StoreError::of(file, e))
}

/// The places that a decision names, and the names of speakers.
pub(crate) fn named(ruling: &Ruling) -> (Vec<&str>, Vec<&str>) {
    match ruling {
        Ruling::Note { page }
        | Ruling::Date { page, .. }
        | Ruling::Author { page, .. }
        | Ruling::Role { page, .. }
        | Ruling::OtherStatement { page, .. }
        | Ruling::Parent { page, parent: None } => (vec![page], Vec::new()),
        Ruling::Parent { page, parent: Some(parent) } => (vec![page, parent], Vec::new()),
        Ruling::OtherSpeaker { page, name } => (vec![page], vec![name]),
        Ruling::SameStatement { pages: [a, b], .. } => (vec![a, b], Vec::new()),
        Ruling::SameSpeaker { names: [a, b] } => (Vec::new(), vec![a, b]),
    }
}

/// The ids of the current pages that decisions are on.
pub(crate) fn on_pages(db: &Connection, file: &Path) -> Result<Vec<i64>, StoreError> {
    let mut out = Vec::new();
    for ruled in list(db, file)? {
        for place in named(&ruled.ruling).0 {
            let found = db
                .prepare_cached("SELECT id FROM page WHERE place = ?1 AND current = 1")
                .and_then(|mut s| s.query_row([place], |r| r.get::<_, i64>(0)).optional());
            out.extend(found.map_err(|e| StoreError::of(file, e))?);
        }
    }
    out.sort_unstable();
    out.dedup();
    Ok(out)
}

//! What a page and a speaker must be to be told.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension};

use super::Query;
use super::excerpt::plain;

/// What a page must be.
pub(super) struct Filter<'a> {
    outlet: Option<String>,
    since: Option<&'a str>,
    until: Option<&'a str>,
}

impl Filter<'_> {
    pub(super) fn of(query: &Query) -> Filter<'_> {
        Filter {
            outlet: query.outlet.as_deref().map(folded),
            since: query.since.as_deref(),
            until: query.until.as_deref(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.outlet.is_none() && self.since.is_none() && self.until.is_none()
    }

    /// Dates are compared as far as both are known: a page of 2019 may be of any day of it.
    pub(super) fn takes(&self, published: Option<&str>, outlet: Option<&str>) -> bool {
        let cut = |date: &str, by: &str| date.get(..by.len().min(date.len())).unwrap_or("").to_owned();
        let day = published.and_then(|p| p.split('T').next());
        self.since.is_none_or(|s| day.is_some_and(|d| cut(d, s) >= cut(s, d)))
            && self.until.is_none_or(|u| day.is_some_and(|d| cut(d, u) <= cut(u, d)))
            && self.outlet.as_ref().is_none_or(|o| outlet.is_some_and(|x| folded(x).contains(o.as_str())))
    }
}

/// Whether a name has `part` in it; capital letters and accents make no difference.
pub(super) fn is_named(name: &str, part: &str) -> bool {
    folded(name).contains(&folded(part))
}

fn folded(name: &str) -> String {
    plain(&name.to_lowercase())
}

/// The names of speakers that have `part` in them. It steps from name to name along the index, so the time grows with the
/// number of different names (some microseconds each), not of statements.
pub(super) fn speakers(db: &Connection, part: &str) -> rusqlite::Result<Vec<String>> {
    let mut next = db.prepare_cached("SELECT min(speaker) FROM statement WHERE speaker > ?1")?;
    let mut out = Vec::new();
    let mut last = String::new();
    while let Some(name) = next.query_row([&last], |r| r.get::<_, Option<String>>(0)).optional()?.flatten() {
        if is_named(&name, part) {
            out.push(name.clone());
        }
        last = name;
    }
    Ok(out)
}

/// The quotations of the statements of those speakers, and the pages they are on.
pub(super) fn said_by(db: &Connection, names: &[String]) -> rusqlite::Result<(BTreeSet<i64>, BTreeSet<i64>)> {
    let mut all = db.prepare_cached(
        "SELECT quotation.id, quotation.page FROM statement JOIN quotation ON quotation.statement = statement.id
         WHERE statement.speaker = ?1",
    )?;
    let (mut quotations, mut pages) = (BTreeSet::new(), BTreeSet::new());
    for name in names {
        let mut rows = all.query([name])?;
        while let Some(row) = rows.next()? {
            quotations.insert(row.get(0)?);
            pages.insert(row.get(1)?);
        }
    }
    Ok((quotations, pages))
}

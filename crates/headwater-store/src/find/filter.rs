//! What a page and a speaker must be to be told.

use std::collections::BTreeSet;

use rusqlite::Connection;

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

/// The names of speakers that have `part` in them, out of the index alone: some tens of milliseconds for 100,000 statements.
pub(super) fn speakers(db: &Connection, part: &str) -> rusqlite::Result<Vec<String>> {
    let mut all = db.prepare_cached("SELECT DISTINCT speaker FROM statement WHERE speaker > ''")?;
    let mut rows = all.query([])?;
    let part = folded(part);
    let mut out = Vec::new();
    while let Some(row) = rows.next()? {
        let name: String = row.get(0)?;
        let plainly = if name.is_ascii() { name.to_ascii_lowercase() } else { folded(&name) };
        if plainly.contains(&part) {
            out.push(name);
        }
    }
    Ok(out)
}

/// Whether somebody of that name is the speaker of a statement on the page.
pub(super) fn speaks_on(db: &Connection, page: i64, part: &str) -> rusqlite::Result<bool> {
    let mut names = db.prepare_cached(
        "SELECT statement.speaker FROM quotation JOIN statement ON statement.id = quotation.statement
         WHERE quotation.page = ?1 AND statement.speaker IS NOT NULL",
    )?;
    let mut rows = names.query([page])?;
    while let Some(row) = rows.next()? {
        if is_named(&row.get::<_, String>(0)?, part) {
            return Ok(true);
        }
    }
    Ok(false)
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

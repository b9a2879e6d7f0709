//! Which pages belong together: they share passages, or one links to the other.
//!
//! The runs of words of every current page are in the table `run`, winnowed (Schleimer, Wilkerson and Aiken 2003): of
//! every [`WINDOW`] runs in a row the one with the lowest hash. Two pages that share `GRAM + WINDOW - 1` = 7 words in a row,
//! the least that a passage has, share at least one of them. A new page's runs are looked up, and with every page that has
//! one of them it is aligned; the order in which pages come does not matter, except for runs on very many pages.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use headwater::page::Page;
use headwater::reuse::lookup::{self, Posting};
use headwater::reuse::rarity::Rarity;
use headwater::reuse::{Options, align, fingerprint, word};
use rusqlite::{Connection, OptionalExtension, params};

use crate::error::StoreError;
use crate::{finding, page};

/// Words of a run.
const GRAM: usize = 4;

/// Runs in a row of which one is kept. With 4 two in five are kept, some six bytes each.
const WINDOW: usize = 4;

/// A run on more pages than this is a phrase and ties nothing: it bounds the time that a page takes. It is what the core
/// takes for few.
const PHRASE: usize = 50;

/// Pages that a new page is aligned with, those with most runs in common first. A story is told on a few dozen pages.
const CANDIDATES: usize = 200;

/// Links of a page that are kept.
const LINKS: usize = 200;

/// The mark of how runs are made.
fn mark() -> String {
    format!("{}.{GRAM}.{WINDOW}", fingerprint::VERSION)
}

/// Marks a collection without pages.
pub(crate) fn ready(db: &Connection) -> rusqlite::Result<()> {
    let empty: bool = db.query_row("SELECT NOT EXISTS (SELECT 1 FROM page)", [], |r| r.get(0))?;
    if empty { remember(db) } else { Ok(()) }
}

/// Marks the runs as made by this build.
pub(crate) fn remember(db: &Connection) -> rusqlite::Result<()> {
    db.prepare_cached("INSERT OR REPLACE INTO meta (name, value) VALUES ('runs', ?1)")?.execute([mark()])?;
    Ok(())
}

/// Whether the runs are those that this build makes.
pub(crate) fn current(db: &Connection) -> rusqlite::Result<bool> {
    let found: Option<String> =
        db.prepare_cached("SELECT value FROM meta WHERE name = 'runs'")?.query_row([], |r| r.get(0)).optional()?;
    Ok(found.is_some_and(|f| f == mark()))
}

/// Ties a new page to those it belongs with, and gives all of them their family.
pub(crate) fn add(
    db: &Connection,
    file: &Path,
    id: i64,
    place: &str,
    page: &Page,
    touched: &mut BTreeSet<i64>,
) -> Result<(), StoreError> {
    let told = |e| StoreError::of(file, e);
    let mut words = Vec::new();
    word::ids(page, false, &mut words);
    let runs = runs(&words);
    let mut found: Vec<(i64, u32)> = Vec::new();
    let rarity = Rarity::of_pairs(&[]);
    for other in candidates(db, &runs).map_err(told)? {
        let (there, _) = page::reading(db, file, other)?;
        let mut theirs = Vec::new();
        word::ids(&there, false, &mut theirs);
        let shared = shared(&theirs, &words, &rarity);
        if shared > 0 {
            found.push((other, shared));
        }
    }
    keep(db, id, place, page, &runs, found, touched).map_err(told)
}

/// Words that two pages share in passages. How rare a word is in the collection is not asked, so that the answer depends
/// on the two pages alone: all words are taken for rare, and a few pages too many are looked at together.
fn shared(a: &[u32], b: &[u32], rarity: &Rarity) -> u32 {
    let mut index: BTreeMap<u64, Vec<Posting>> = BTreeMap::new();
    lookup::grams(a, GRAM, |hash, at| index.entry(hash).or_default().push(Posting { page: 0, at }));
    let places = |hash| Ok::<_, std::convert::Infallible>(index.get(&hash).cloned().unwrap_or_default());
    let Ok(hits) = lookup::hits(1, b, GRAM, u32::MAX, places);
    align::pair(a, b, GRAM, &hits, rarity, &Options::default()).iter().map(|s| s.words).sum()
}

/// The runs of a page's words that are kept, each once, as words of the index.
fn runs(words: &[u32]) -> Vec<String> {
    let mut hashes = Vec::with_capacity(words.len());
    lookup::grams(words, GRAM, |hash, _| hashes.push(hash));
    let mut kept: BTreeSet<u64> = BTreeSet::new();
    for window in hashes.windows(WINDOW.min(hashes.len()).max(1)) {
        kept.extend(window.iter().min());
    }
    // 40 bits: of ten million runs one in a hundred thousand meets another by chance, which costs a comparison.
    kept.into_iter().map(|h| format!("{:010x}", h >> 24)).collect()
}

fn candidates(db: &Connection, runs: &[String]) -> rusqlite::Result<Vec<i64>> {
    let mut pages: BTreeMap<i64, u32> = BTreeMap::new();
    let mut look = db.prepare_cached("SELECT rowid FROM run WHERE run MATCH ?1 LIMIT ?2")?;
    for run in runs {
        let query = format!("\"{run}\"");
        let rows = look.query_map(params![query, PHRASE as i64 + 1], |r| r.get::<_, i64>(0))?;
        let list = rows.collect::<rusqlite::Result<Vec<i64>>>()?;
        if list.len() <= PHRASE {
            list.iter().for_each(|p| *pages.entry(*p).or_default() += 1);
        }
    }
    let mut list: Vec<(u32, i64)> = pages.into_iter().map(|(p, n)| (n, p)).collect();
    list.sort_unstable_by_key(|&(n, p)| (std::cmp::Reverse(n), p));
    list.truncate(CANDIDATES);
    Ok(list.into_iter().map(|(_, p)| p).collect())
}

/// Writes a page's runs, links and ties, and joins its families.
fn keep(
    db: &Connection,
    id: i64,
    place: &str,
    page: &Page,
    runs: &[String],
    mut found: Vec<(i64, u32)>,
    touched: &mut BTreeSet<i64>,
) -> rusqlite::Result<()> {
    db.prepare_cached("INSERT INTO run (rowid, hashes) VALUES (?1, ?2)")?.execute(params![id, runs.join(" ")])?;
    let url = page.url.as_ref().map_or("", |u| u.value.as_str());
    let mut linked = db.prepare_cached(
        "SELECT id FROM page WHERE current = 1 AND id <> ?2 AND (place = ?1 OR url = ?1)
         UNION SELECT page FROM link WHERE target IN (?3, ?4) AND page <> ?2",
    )?;
    let mut link = db.prepare_cached("INSERT OR IGNORE INTO link (page, target) VALUES (?1, ?2)")?;
    let mut targets: BTreeSet<&str> = page.links.iter().take(LINKS).map(|l| bare(&l.target)).collect();
    targets.retain(|t| t.contains("://"));
    for target in &targets {
        link.execute(params![id, target])?;
    }
    for target in targets.iter().copied().chain([""]) {
        let rows = linked.query_map(params![target, id, bare(place), bare(url)], |r| r.get::<_, i64>(0))?;
        for other in rows {
            let other = other?;
            if !found.iter().any(|f| f.0 == other) {
                found.push((other, 0));
            }
        }
    }
    let mut tie = db.prepare_cached("INSERT OR REPLACE INTO tie (a, b, words) VALUES (?1, ?2, ?3)")?;
    let mut family = db.prepare_cached("SELECT family FROM page WHERE id = ?1")?;
    let mut families = BTreeSet::from([id]);
    for (other, words) in found {
        tie.execute(params![id.min(other), id.max(other), words])?;
        families.extend(family.query_row([other], |r| r.get::<_, Option<i64>>(0))?);
    }
    let all = families.first().copied().unwrap_or(id);
    db.prepare_cached("UPDATE page SET family = ?2 WHERE id = ?1")?.execute([id, all])?;
    let mut join = db.prepare_cached("UPDATE page SET family = ?2 WHERE family = ?1 AND current = 1")?;
    // What was found of a family that joins a larger one is its findings, until both are traced together.
    let mut bring = db.prepare_cached(
        "UPDATE statement SET family = ?2 WHERE family = ?1 AND EXISTS (SELECT 1 FROM family WHERE id = ?2)",
    )?;
    for other in families.into_iter().filter(|&f| f != all) {
        join.execute([other, all])?;
        bring.execute([other, all])?;
        touched.insert(other);
    }
    touched.insert(all);
    Ok(())
}

fn bare(url: &str) -> &str {
    url.split('#').next().unwrap_or(url)
}

/// Takes a page that is no longer current out of everything, and parts its family where it alone held it together.
pub(crate) fn take_out(db: &Connection, id: i64, touched: &mut BTreeSet<i64>) -> rusqlite::Result<()> {
    let family: Option<i64> =
        db.query_row("SELECT family FROM page WHERE id = ?1", [id], |r| r.get(0)).optional()?.flatten();
    for query in [
        "DELETE FROM run WHERE rowid = ?1",
        "DELETE FROM link WHERE page = ?1",
        "DELETE FROM tie WHERE a = ?1 OR b = ?1",
        "UPDATE page SET family = NULL WHERE id = ?1",
    ] {
        db.prepare_cached(query)?.execute([id])?;
    }
    let Some(family) = family else { return Ok(()) };
    finding::forget_page(db, id)?;
    // The findings know of one page less, and not of this change; a family that is parted is traced anew.
    db.prepare_cached("UPDATE family SET pages = pages - 1, traced = max(traced - 2, 0) WHERE id = ?1")?
        .execute([family])?;
    touched.insert(family);
    let mut members = db.prepare_cached("SELECT id FROM page WHERE family = ?1 AND current = 1 ORDER BY id")?;
    let mut left: BTreeSet<i64> = members.query_map([family], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?;
    let mut ties = db.prepare_cached("SELECT b FROM tie WHERE a = ?1 UNION ALL SELECT a FROM tie WHERE b = ?1")?;
    let mut give = db.prepare_cached("UPDATE page SET family = ?2 WHERE id = ?1")?;
    let mut parts = 0;
    while let Some(first) = left.pop_first() {
        parts += 1;
        let mut open = vec![first];
        while let Some(page) = open.pop() {
            give.execute([page, first])?;
            for other in ties.query_map([page], |r| r.get::<_, i64>(0))? {
                let other = other?;
                if left.remove(&other) {
                    open.push(other);
                }
            }
        }
        touched.insert(first);
    }
    if parts > 1 {
        db.prepare_cached("UPDATE family SET traced = 0 WHERE id = ?1")?.execute([family])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn pages_that_share_seven_words_in_a_row_share_a_run(
            head in prop::collection::vec(any::<u32>(), 0..30),
            same in prop::collection::vec(any::<u32>(), 7..20),
            tail in prop::collection::vec(any::<u32>(), 0..30),
        ) {
            let (a, b) = ([head.as_slice(), &same].concat(), [same.as_slice(), &tail].concat());
            let (x, y) = (runs(&a), runs(&b));
            prop_assert!(x.iter().any(|r| y.contains(r)));
        }
    }
}

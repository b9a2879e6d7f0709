//! The findings of each family, as tables: traced anew when its pages change.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use headwater::decision::Decision;
use headwater::id::PageIx;
use headwater::origin::Route;
use headwater::page::Page;
use headwater::span::{CodePoints, hull};
use headwater::speech::{PageSpeech, commitment, telling_cue};
use headwater::trace::{self, Trace};
use rayon::prelude::*;
use rusqlite::{Connection, OptionalExtension, params};

use crate::error::StoreError;
use crate::{decision, page};

/// Up to this many pages a family is traced anew with every change. A larger one is when it has grown by a tenth, so that
/// the work for each page stays about the same; until then its findings are those of fewer pages, which `traced` tells, and
/// what is said on a page that came since stands there as that page alone tells it.
const SMALL: i64 = 100;

/// A family of more pages is traced anew only by a batch of more than [`BY_HAND`] pages: it takes some two milliseconds a page
/// of the family, and somebody who adds a page by hand is not to wait for it.
const LARGE: i64 = 200;

/// Pages that somebody adds by hand, at most.
pub const BY_HAND: usize = 8;

/// Families that are held in memory together.
const AT_ONCE: usize = 64;

/// Traces the families that were touched, and writes what is found; `come` are the pages that have come.
pub(crate) fn renew(
    db: &Connection,
    file: &Path,
    touched: &BTreeSet<i64>,
    come: &BTreeSet<i64>,
) -> Result<(), StoreError> {
    let told = |e| StoreError::of(file, e);
    let mut due = Vec::new();
    let mut alone = Vec::new();
    for &family in touched {
        match due_members(db, family, come.len()).map_err(told)? {
            Due::Traced(members) => due.push((family, members)),
            Due::Later(members) => {
                alone.extend(members.into_iter().filter(|id| come.contains(id)).map(|id| (family, id)));
            }
            Due::Gone => {}
        }
    }
    let decisions = decision::holding(db, file)?;
    for (family, id) in alone {
        let found = found(&[id], vec![page::reading(db, file, id)?], &decisions);
        write_statements(db, family, &found).map_err(told)?;
    }
    for families in due.chunks(AT_ONCE) {
        let mut read = Vec::with_capacity(families.len());
        for (family, members) in families {
            let pages: Result<Vec<_>, StoreError> = members.iter().map(|&id| page::reading(db, file, id)).collect();
            read.push((*family, members, pages?));
        }
        let traced: Vec<_> =
            read.into_par_iter().map(|(family, ids, pages)| (family, found(ids, pages, &decisions))).collect();
        for (family, found) in traced {
            write(db, family, &found).map_err(told)?;
        }
    }
    Ok(())
}

/// What is to be done for a family, with its pages.
enum Due {
    /// It is to be traced.
    Traced(Vec<i64>),
    /// It is large and has hardly changed, or is very large and was added to by hand.
    Later(Vec<i64>),
    /// It has no page any longer.
    Gone,
}

/// What is to be done for a family. The findings of one that is to be traced or has gone are taken out.
fn due_members(db: &Connection, family: i64, come: usize) -> rusqlite::Result<Due> {
    let members: Vec<i64> = db
        .prepare_cached("SELECT id FROM page WHERE family = ?1 AND current = 1 ORDER BY id")?
        .query_map([family], |r| r.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let pages = members.len() as i64;
    let known: Option<(i64, i64)> = db
        .prepare_cached("SELECT traced, pages FROM family WHERE id = ?1")?
        .query_row([family], |r| Ok((r.get(0)?, r.get(1)?)))
        .optional()?;
    let (traced, before) = known.unwrap_or_default();
    let hardly_changed = pages * 10 < traced * 11;
    let by_hand = pages > LARGE && traced > 0 && (1..=BY_HAND).contains(&come);
    if pages > SMALL && pages >= before && (hardly_changed || by_hand) {
        db.prepare_cached("UPDATE family SET pages = ?2 WHERE id = ?1")?.execute([family, pages])?;
        return Ok(Due::Later(members));
    }
    forget(db, family)?;
    Ok(if pages > 0 { Due::Traced(members) } else { Due::Gone })
}

/// Takes a family and its findings out.
fn forget(db: &Connection, family: i64) -> rusqlite::Result<()> {
    db.prepare_cached(
        "DELETE FROM said WHERE rowid IN (SELECT quotation.id FROM quotation JOIN statement
         ON statement.id = quotation.statement WHERE statement.family = ?1)",
    )?
    .execute([family])?;
    db.prepare_cached("DELETE FROM family WHERE id = ?1")?.execute([family]).map(drop)
}

struct Found {
    pages: usize,
    statements: Vec<Statement>,
}

struct Statement {
    text: String,
    speaker: Option<String>,
    pages: usize,
    routes: Vec<String>,
    independent: (usize, usize),
    open: Vec<String>,
    why: String,
    origins: Vec<String>,
    quotations: Vec<Quotation>,
}

struct Quotation {
    page: i64,
    kind: &'static str,
    commitment: &'static str,
    /// Where the source does not hold it.
    cue: Option<String>,
    speaker: Option<String>,
    text: String,
    span: [u32; 2],
}

/// Traces the pages, which are those of `ids`, and keeps the statements.
fn found(ids: &[i64], pages: Vec<(Page, PageSpeech)>, decisions: &[Decision]) -> Found {
    // A trace puts pages in order; two that are alike in name and bytes are the same to it.
    let mut names: BTreeMap<(String, [u8; 32]), Vec<i64>> = BTreeMap::new();
    for (id, (page, _)) in ids.iter().zip(&pages) {
        names.entry((page.path.clone(), page.sha256)).or_default().insert(0, *id);
    }
    let trace = trace::trace_decided(pages, decisions, &trace::Options::default());
    let ids: Vec<i64> = trace
        .pages
        .iter()
        .map(|p| names.get_mut(&(p.path.clone(), p.sha256)).and_then(Vec::pop).unwrap_or_default())
        .collect();
    let points: Vec<CodePoints<'_>> = trace.pages.iter().map(|p| CodePoints::new(&p.text)).collect();
    let statements = trace.origins.statements.iter().map(|s| {
        let quotations = s.quotations.iter().filter_map(|q| {
            let a = trace.speech.attributions.get(q.ix())?;
            let span = points.get(a.page.ix())?.range(hull(&a.content)?);
            let page = *ids.get(a.page.ix())?;
            let speaker = name(&trace, a.speaker);
            let printed = trace.pages.get(a.page.ix())?;
            let cue = telling_cue(printed, a).map(|c| c.split_whitespace().collect::<Vec<_>>().join(" "));
            let commitment = commitment(printed, a).name();
            Some(Quotation { page, kind: a.kind.name(), commitment, cue, speaker, text: words(&trace, *q), span })
        });
        Statement {
            text: words(&trace, s.fullest),
            speaker: name(&trace, s.speaker),
            pages: s.pages.len(),
            routes: s.routes.iter().map(|r| route(&trace, *r)).collect(),
            independent: (s.independent.least, s.independent.most),
            open: s.independent.open.iter().map(|r| route(&trace, *r)).collect(),
            why: s.independent.why.clone(),
            origins: s
                .origins
                .iter()
                .filter_map(|o| trace.origins.origins.get(o.ix()).map(|o| o.label.clone()))
                .collect(),
            quotations: quotations.collect(),
        }
    });
    Found { pages: ids.len(), statements: statements.collect() }
}

fn name(trace: &Trace, speaker: Option<headwater::id::SpeakerIx>) -> Option<String> {
    Some(trace.speech.speakers.get(speaker?.ix())?.name.clone())
}

fn words(trace: &Trace, quotation: headwater::id::AttributionIx) -> String {
    let Some(a) = trace.speech.attributions.get(quotation.ix()) else { return String::new() };
    let text = trace.pages.get(a.page.ix()).map_or("", |p| p.text.as_str());
    let parts: Vec<String> =
        a.content.iter().map(|s| s.of(text).split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    parts.join(" … ")
}

/// A way in by name: a page by its publisher, else its path.
fn route(trace: &Trace, route: Route) -> String {
    let page = |ix: PageIx| {
        let page = trace.pages.get(ix.ix());
        page.map(|p| p.outlet.as_ref().map_or_else(|| p.path.clone(), |o| o.value.clone())).unwrap_or_default()
    };
    match route {
        Route::Page(p) => page(p),
        Route::Work(w) => trace.lineage.works.get(w.ix()).map(|w| w.name.clone()).unwrap_or_default(),
        Route::Lost(_) => "an ancestor that is lost".to_owned(),
    }
}

fn write(db: &Connection, family: i64, found: &Found) -> rusqlite::Result<()> {
    let pages = found.pages as i64;
    db.prepare_cached("INSERT INTO family (id, pages, traced) VALUES (?1, ?2, ?2)")?.execute([family, pages])?;
    write_statements(db, family, found)
}

/// Writes statements of a family that is there.
fn write_statements(db: &Connection, family: i64, found: &Found) -> rusqlite::Result<()> {
    let json = |list: &[String]| serde_json::to_string(list).unwrap_or_default();
    let mut statement = db.prepare_cached(
        "INSERT INTO statement (family, text, speaker, pages, routes, origins, least, most, open, why)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?;
    let mut quotation = db.prepare_cached(
        "INSERT INTO quotation (statement, page, kind, speaker, text, begin, end, commitment, cue)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?;
    let mut said = db.prepare_cached("INSERT INTO said (rowid, text) VALUES (?1, ?2)")?;
    for s in &found.statements {
        let on = s.pages as i64;
        let (least, most) = (s.independent.0 as i64, s.independent.1 as i64);
        let row = statement.insert(params![
            family,
            s.text,
            s.speaker,
            on,
            json(&s.routes),
            json(&s.origins),
            least,
            most,
            json(&s.open),
            s.why
        ])?;
        for q in &s.quotations {
            let [begin, end] = q.span;
            let told = params![row, q.page, q.kind, q.speaker, q.text, begin, end, q.commitment, q.cue];
            let id = quotation.insert(told)?;
            said.execute(params![id, q.text])?;
        }
    }
    Ok(())
}

/// Takes the quotations of a page out of its family's findings, and statements that are left without any.
pub(crate) fn forget_page(db: &Connection, page: i64) -> rusqlite::Result<()> {
    let said: Vec<(i64, i64)> = db
        .prepare_cached("SELECT id, statement FROM quotation WHERE page = ?1")?
        .query_map([page], |r| Ok((r.get(0)?, r.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    for (id, statement) in said {
        db.prepare_cached("DELETE FROM said WHERE rowid = ?1")?.execute([id])?;
        db.prepare_cached("DELETE FROM quotation WHERE id = ?1")?.execute([id])?;
        db.prepare_cached(
            "DELETE FROM statement WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM quotation WHERE statement = ?1)",
        )?
        .execute([statement])?;
    }
    Ok(())
}

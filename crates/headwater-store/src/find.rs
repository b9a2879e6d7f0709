//! Finding words: the pages that hold them, and the statements that say them or nearly so.

use std::collections::{BTreeMap, BTreeSet};

use headwater::reuse::drift::edit;
use headwater::reuse::word;
use headwater::span::Span;
use rusqlite::{OptionalExtension, Row, params};

use crate::error::StoreError;
use crate::open::Collection;
use crate::page::Listed;

/// What is looked for.
#[derive(Clone, Debug, Default)]
pub struct Query {
    /// Words, or a sentence as somebody remembers it.
    pub words: String,
    /// Part of a speaker's name.
    pub speaker: Option<String>,
    /// Part of a publisher's name.
    pub outlet: Option<String>,
    /// Published on that day or later: 2019, 2019-03 or 2019-03-18.
    pub since: Option<String>,
    /// Published on that day or earlier.
    pub until: Option<String>,
    /// Pages, and statements, that are told at most.
    pub most: usize,
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// Statements that say it, the nearest first.
    pub statements: Vec<Told>,
    /// Pages that hold all the words, the earliest first.
    pub stories: Vec<Story>,
    /// How many pages hold all the words.
    pub pages: usize,
    /// Whether some words stand on no page at all: they were left out of the search for statements.
    pub unknown: Vec<String>,
}

/// A statement with all that carry it.
#[derive(Clone, Debug)]
pub struct Told {
    /// Its fullest version.
    pub text: String,
    /// Who said it.
    pub speaker: Option<String>,
    /// The independent ways in, by name.
    pub routes: Vec<String>,
    /// The primary sources, by label.
    pub origins: Vec<String>,
    /// The share of the words asked for that it says in that order, 0 to 1.
    pub near: f32,
    /// Pages of its family, and how many of them the trace knew.
    pub family: (i64, i64),
    /// Its quotations, the earliest page first.
    pub quotations: Vec<Quoted>,
}

/// One quotation of a statement.
#[derive(Clone, Debug)]
pub struct Quoted {
    /// The page's id.
    pub page: i64,
    /// The page's path.
    pub path: String,
    /// Its publisher.
    pub outlet: Option<String>,
    /// When it was published.
    pub published: Option<String>,
    /// How it is rendered: direct, indirect or mixed.
    pub kind: String,
    /// Who says it on that page.
    pub speaker: Option<String>,
    /// The words.
    pub text: String,
    /// Where they stand, in code points of the page's text.
    pub span: [u32; 2],
}

/// A page that holds the words.
#[derive(Clone, Debug)]
pub struct Story {
    /// The page.
    pub page: Listed,
    /// The words around the first of them.
    pub excerpt: String,
}

/// A quotation is near when it says, in order, this share of the words asked for. Somebody who misquotes changes a word in
/// four at most, or it is another sentence; with fewer words asked for than [`SENTENCE`] all of them are wanted.
const NEAR: f32 = 0.6;

/// Words from which on a query is taken for a sentence.
const SENTENCE: usize = 4;

/// Rare words of a query by which quotations are looked up, and quotations that are compared.
const RARE: usize = 6;
const COMPARED: usize = 300;

/// A word in more quotations than this finds none by itself; it bounds the time of a look-up.
const COMMON: i64 = 20_000;

impl Collection {
    /// Finds words. The time grows with the number of pages that hold them, and with `most`.
    pub fn find(&self, query: &Query) -> Result<Answer, StoreError> {
        let words = words(&query.words);
        let mut answer = Answer::default();
        if words.is_empty() {
            return Ok(answer);
        }
        self.told(self.statements(query, &words, &mut answer))?;
        let ids = self.told(self.stories(query, &words, &mut answer.pages))?;
        for id in ids {
            let page = self.page(id)?;
            let (read, _) = self.reading(id)?;
            let excerpt = excerpt(&read.text, read.story_blocks().map(|b| b.span), &words);
            answer.stories.push(Story { page, excerpt });
        }
        Ok(answer)
    }

    /// The ids of the earliest pages that hold all words.
    fn stories(&self, query: &Query, words: &[String], count: &mut usize) -> rusqlite::Result<Vec<i64>> {
        let wanted: Vec<String> = words.iter().map(|w| format!("\"{w}\"")).collect();
        let mut holding = self.db.prepare_cached("SELECT rowid FROM story WHERE story MATCH ?1")?;
        let rows = holding.query_map([wanted.join(" ")], |r| r.get::<_, i64>(0))?;
        // The full text gives them in their order.
        let mut holding: Vec<i64> = rows.collect::<rusqlite::Result<_>>()?;
        if let Some(speaker) = &query.speaker {
            let mut said = self.db.prepare_cached(
                "SELECT DISTINCT quotation.page FROM statement JOIN quotation ON quotation.statement = statement.id
                 WHERE statement.speaker LIKE ?1 ESCAPE '\\'",
            )?;
            let rows = said.query_map([part(speaker)], |r| r.get::<_, i64>(0))?;
            let said: BTreeSet<i64> = rows.collect::<rusqlite::Result<_>>()?;
            holding.retain(|id| said.contains(id));
        }
        let dated = |r: &Row<'_>| -> rusqlite::Result<(i64, Option<String>, Option<String>)> {
            Ok((r.get(0)?, r.get(1)?, r.get(2)?))
        };
        let most = query.most;
        let mut out = Vec::new();
        let filter = Filter::of(query);
        if holding.len() <= FEW {
            // Few: each is looked up, and put in order.
            let mut one = self.db.prepare_cached("SELECT id, published, outlet FROM page WHERE id = ?1")?;
            let mut list = Vec::new();
            for id in &holding {
                if let Some(row) = one.query_row([id], dated).optional()?
                    && filter.takes(row.1.as_deref(), row.2.as_deref())
                {
                    list.push((row.1.is_none(), row.1, row.0));
                }
            }
            list.sort();
            *count = list.len();
            out.extend(list.into_iter().take(most).map(|l| l.2));
        } else {
            // Many: all pages are gone through by date, on the index alone. Without a filter their number is known, and
            // the first are enough.
            let counted = !filter.is_empty();
            *count = if counted { 0 } else { holding.len() };
            for part in ["published >= ''", "published IS NULL"] {
                let by_date = format!(
                    "SELECT id, published, outlet FROM page INDEXED BY page_date WHERE current = 1 AND {part}
                     ORDER BY published, id"
                );
                let mut all = self.db.prepare_cached(&by_date)?;
                let mut rows = all.query([])?;
                while (counted || out.len() < most)
                    && let Some(row) = rows.next()?
                {
                    let id = row.get(0)?;
                    if holding.binary_search(&id).is_err() {
                        continue;
                    }
                    let outlet = row.get_ref(2)?.as_str_or_null().unwrap_or(None);
                    if filter.takes(row.get_ref(1)?.as_str_or_null().unwrap_or(None), outlet) {
                        *count += usize::from(counted);
                        if out.len() < most {
                            out.push(id);
                        }
                    }
                }
            }
        }
        Ok(out)
    }

    /// The statements that say the words, or nearly.
    fn statements(&self, query: &Query, words: &[String], answer: &mut Answer) -> rusqlite::Result<()> {
        let asked = ids(&query.words);
        let mut counts: Vec<(i64, &str)> = Vec::new();
        let mut known = self.db.prepare_cached("SELECT doc FROM said_word WHERE term = ?1")?;
        for word in words {
            match known.query_row([word], |r| r.get::<_, i64>(0)).optional()? {
                Some(n) => counts.push((n, word)),
                None => answer.unknown.push(word.clone()),
            }
        }
        counts.sort_unstable();
        counts.dedup();
        let sentence = words.len() >= SENTENCE;
        if counts.is_empty() || !sentence && !answer.unknown.is_empty() {
            return Ok(());
        }
        let quoted = |list: &[(i64, &str)], glue: &str| {
            list.iter().map(|(_, w)| format!("\"{w}\"")).collect::<Vec<_>>().join(glue)
        };
        let mut ids_of = self.db.prepare_cached("SELECT rowid FROM said WHERE said MATCH ?1 LIMIT ?2")?;
        let mut take = |text: String, most: usize| -> rusqlite::Result<Vec<i64>> {
            ids_of.query_map(params![text, most as i64], |r| r.get(0))?.collect()
        };
        // Quotations by how many of the rare words they hold.
        let mut support: BTreeMap<i64, usize> = BTreeMap::new();
        if sentence {
            let rare = counts.iter().enumerate().take(RARE).filter(|(k, c)| *k == 0 || c.0 <= COMMON);
            for (_, &(n, word)) in rare {
                let most = usize::try_from(n.min(COMMON)).unwrap_or(0);
                for id in take(format!("\"{word}\""), most)? {
                    *support.entry(id).or_default() += 1;
                }
            }
        } else {
            take(quoted(&counts, " "), COMPARED)?.into_iter().for_each(|id| *support.entry(id).or_default() += 1);
        }
        let mut list: Vec<(usize, i64)> = support.into_iter().map(|(id, n)| (n, id)).collect();
        list.sort_unstable_by_key(|&(n, id)| (std::cmp::Reverse(n), id));
        let mut near: BTreeMap<i64, f32> = BTreeMap::new();
        let mut text = self.db.prepare_cached("SELECT statement, text FROM quotation WHERE id = ?1")?;
        for (_, id) in list.into_iter().take(COMPARED) {
            let Some((statement, text)) =
                text.query_row([id], |r| Ok((r.get::<_, i64>(0)?, r.get::<_, String>(1)?))).optional()?
            else {
                continue;
            };
            let share = if sentence { share(&asked, &ids(&text)) } else { 1.0 };
            if share >= NEAR {
                let best = near.entry(statement).or_insert(0.0);
                *best = best.max(share);
            }
        }
        let filter = Filter::of(query);
        for (statement, near) in near {
            if let Some(told) = self.statement(statement, near, query.speaker.as_deref(), &filter)? {
                answer.statements.push(told);
            }
        }
        let first = |t: &Told| t.quotations.first().map(|q| (q.published.is_none(), q.published.clone(), q.page));
        answer.statements.sort_by(|a, b| b.near.total_cmp(&a.near).then_with(|| first(a).cmp(&first(b))));
        answer.statements.truncate(query.most);
        Ok(())
    }

    fn statement(
        &self,
        id: i64,
        near: f32,
        speaker: Option<&str>,
        filter: &Filter<'_>,
    ) -> rusqlite::Result<Option<Told>> {
        let mut one = self.db.prepare_cached(
            "SELECT text, speaker, routes, origins, family.pages, family.traced FROM statement
             JOIN family ON family.id = statement.family WHERE statement.id = ?1",
        )?;
        let list = |text: String| serde_json::from_str::<Vec<String>>(&text).unwrap_or_default();
        let mut told = one.query_row([id], |r| {
            Ok(Told {
                text: r.get(0)?,
                speaker: r.get(1)?,
                routes: list(r.get(2)?),
                origins: list(r.get(3)?),
                near,
                family: (r.get(4)?, r.get(5)?),
                quotations: Vec::new(),
            })
        })?;
        let mut all = self.db.prepare_cached(
            "SELECT page.id, path, outlet, published, kind, speaker, text, begin, end FROM quotation
             JOIN page ON page.id = quotation.page WHERE statement = ?1 ORDER BY published IS NULL, published, page.id",
        )?;
        let rows = all.query_map([id], |r| {
            Ok(Quoted {
                page: r.get(0)?,
                path: r.get(1)?,
                outlet: r.get(2)?,
                published: r.get(3)?,
                kind: r.get(4)?,
                speaker: r.get(5)?,
                text: r.get(6)?,
                span: [r.get(7)?, r.get(8)?],
            })
        })?;
        told.quotations = rows.collect::<rusqlite::Result<_>>()?;
        let names = told.speaker.iter().chain(told.quotations.iter().filter_map(|q| q.speaker.as_ref()));
        let wanted = speaker.is_none_or(|s| {
            let s = s.to_lowercase();
            names.map(|n| n.to_lowercase()).any(|n| n.contains(&s))
        });
        let fits = told.quotations.iter().any(|q| filter.takes(q.published.as_deref(), q.outlet.as_deref()));
        Ok((wanted && fits).then_some(told))
    }
}

/// Up to so many pages are looked up one by one; with more it is faster to go through all by date.
const FEW: usize = 2_000;

/// What a page must be.
struct Filter<'a> {
    outlet: Option<String>,
    since: Option<&'a str>,
    until: Option<&'a str>,
}

impl Filter<'_> {
    fn of(query: &Query) -> Filter<'_> {
        Filter {
            outlet: query.outlet.as_ref().map(|o| o.to_lowercase()),
            since: query.since.as_deref(),
            until: query.until.as_deref(),
        }
    }

    fn is_empty(&self) -> bool {
        self.outlet.is_none() && self.since.is_none() && self.until.is_none()
    }

    /// Dates are compared as far as both are known: a page of 2019 may be of any day of it.
    fn takes(&self, published: Option<&str>, outlet: Option<&str>) -> bool {
        let cut = |date: &str, by: &str| date.get(..by.len().min(date.len())).unwrap_or("").to_owned();
        let day = published.and_then(|p| p.split('T').next());
        self.outlet.as_ref().is_none_or(|o| outlet.is_some_and(|x| x.to_lowercase().contains(o.as_str())))
            && self.since.is_none_or(|s| day.is_some_and(|d| cut(d, s) >= cut(s, d)))
            && self.until.is_none_or(|u| day.is_some_and(|d| cut(d, u) <= cut(u, d)))
    }
}

/// A part of a name as LIKE takes it.
fn part(name: &str) -> String {
    let escaped: String =
        name.chars().flat_map(|c| if matches!(c, '%' | '_' | '\\') { vec!['\\', c] } else { vec![c] }).collect();
    format!("%{escaped}%")
}

/// The words of a query as the full text knows them, each once. Letters without their accents are compared by SQLite.
fn words(text: &str) -> Vec<String> {
    let mut seen = BTreeSet::new();
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(|w| plain(&w.to_lowercase()))
        .filter(|w| seen.insert(w.clone()))
        .take(64)
        .collect()
}

/// A word without its accents, as unicode61 folds it: what a look-up in the vocabulary needs.
fn plain(word: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    word.nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)).collect()
}

fn ids(text: &str) -> Vec<u32> {
    word::words(text, Span::new(0, text.len())).iter().map(|w| w.id).collect()
}

/// The share of the words of `asked` that `text` has in the same order.
fn share(asked: &[u32], text: &[u32]) -> f32 {
    edit::common(asked, text).len() as f32 / asked.len().max(1) as f32
}

/// Characters shown on both sides of the word that was found.
const AROUND: usize = 70;

/// The words around the place where most of the words stand together.
fn excerpt(text: &str, blocks: impl Iterator<Item = Span>, words: &[String]) -> String {
    let mut best: (usize, String) = (0, String::new());
    for block in blocks {
        let block = block.of(text);
        let mut at: Vec<usize> = Vec::new();
        let mut held: BTreeSet<String> = BTreeSet::new();
        let mut offset = 0;
        for part in block.split_inclusive(|c: char| !c.is_alphanumeric()) {
            let word = plain(&part.trim_end_matches(|c: char| !c.is_alphanumeric()).to_lowercase());
            if words.contains(&word) && held.insert(word) {
                at.push(offset);
            }
            offset += part.len();
        }
        if held.len() > best.0 {
            let first = at.first().copied().unwrap_or(0);
            let head: Vec<char> = block.get(..first).unwrap_or("").chars().rev().take(AROUND).collect();
            let head: String = head.into_iter().rev().collect();
            let tail: String = block.get(first..).unwrap_or("").chars().take(2 * AROUND).collect();
            best = (held.len(), format!("{head}{tail}"));
        }
    }
    best.1.split_whitespace().collect::<Vec<_>>().join(" ")
}

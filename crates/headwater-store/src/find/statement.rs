//! Statements that say the words, or nearly: the nearest first, then the earliest.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension, params};

use super::filter::{self, Filter};
use super::near::{self, NEAR};
use super::{Answer, Independent, Query, Quoted, Told, story};
use crate::open::Collection;

/// Words from which on a query is taken for a sentence.
const SENTENCE: usize = 4;

/// Rare words of a query by which quotations are looked up, and quotations that are compared.
const RARE: usize = 6;
const COMPARED: usize = 300;

/// Quotations that the rare words of a sentence are looked up for, all words together; it bounds the time: ten thousand
/// take some five milliseconds.
const LOOKED: i64 = 10_000;

/// Of words that are all more common than that, so many are taken two by two.
const COMMON: usize = 3;

/// Quotations of which each is looked up for its page; of more, pages are gone through by date until enough are found.
const FEW: usize = 3_000;

impl Collection {
    /// The statements that say the words, or nearly.
    pub(super) fn statements(&self, query: &Query, words: &[String], answer: &mut Answer) -> rusqlite::Result<()> {
        let asked = near::ids(&query.words);
        let mut counts: Vec<(i64, &str)> = Vec::new();
        let mut known = self.db.prepare_cached("SELECT doc FROM said_word WHERE term = ?1")?;
        for word in words {
            match known.query_row([word], |r| r.get::<_, i64>(0)).optional()? {
                Some(n) => counts.push((n, word)),
                None => answer.unknown.push(word.clone()),
            }
        }
        counts.sort_unstable();
        let sentence = words.len() >= SENTENCE;
        if counts.is_empty() || !sentence && !answer.unknown.is_empty() {
            return Ok(());
        }
        let filter = Filter::of(query);
        let mut list = if sentence {
            self.likely(&counts)?
        } else {
            let all = counts.iter().map(|(_, w)| format!("\"{w}\"")).collect::<Vec<_>>().join(" ");
            self.quotations(&all, i64::MAX)?
        };
        if let Some(speaker) = &query.speaker {
            list = self.said_by(list, sentence, speaker)?;
        }
        let list = if sentence && filter.is_empty() { list } else { self.earliest(list, sentence, &filter)? };
        let mut near: BTreeMap<i64, f32> = BTreeMap::new();
        let mut text = self.db.prepare_cached("SELECT statement, text FROM quotation WHERE id = ?1")?;
        for id in list.into_iter().take(COMPARED) {
            let Some((statement, text)) =
                text.query_row([id], |r| Ok((r.get::<_, i64>(0)?, r.get::<_, String>(1)?))).optional()?
            else {
                continue;
            };
            let share = if sentence { near::share(&asked, &near::ids(&text)) } else { 1.0 };
            if share >= NEAR {
                let best = near.entry(statement).or_insert(0.0);
                *best = best.max(share);
            }
        }
        for (statement, near) in near {
            if let Some(told) = self.statement(statement, near, query.speaker.as_deref(), &filter)? {
                answer.statements.push(told);
            }
        }
        // Ties go by what is told, so that the order in which pages came makes no difference.
        type Early<'a> = Option<(bool, Option<&'a str>, Option<&'a str>, &'a str, u32)>;
        fn early(told: &Told) -> Early<'_> {
            let q = told.quotations.first()?;
            Some((q.published.is_none(), q.published.as_deref(), q.outlet.as_deref(), &q.path, q.span[0]))
        }
        answer.statements.sort_by(|a, b| b.near.total_cmp(&a.near).then_with(|| early(a).cmp(&early(b))));
        answer.statements.truncate(query.most);
        Ok(())
    }

    /// Quotations that have some of the rarest words, those with most of them first.
    fn likely(&self, counts: &[(i64, &str)]) -> rusqlite::Result<Vec<i64>> {
        let mut looked: Vec<String> = Vec::new();
        let mut left = LOOKED;
        for (n, word) in counts.iter().take(RARE).filter(|c| c.0 <= LOOKED) {
            if *n <= left {
                left -= n;
                looked.push(format!("\"{word}\""));
            }
        }
        // Where nearly all are common, two of them together are looked for.
        if looked.len() < 2 {
            for (n, (_, a)) in counts.iter().take(COMMON).enumerate() {
                looked.extend(counts.iter().take(COMMON).skip(n + 1).map(|(_, b)| format!("\"{a}\" \"{b}\"")));
            }
        }
        if looked.is_empty() {
            looked.extend(counts.first().map(|(_, w)| format!("\"{w}\"")));
        }
        let mut all: Vec<i64> = Vec::new();
        for words in looked {
            all.extend(self.quotations(&words, LOOKED)?);
        }
        all.sort_unstable();
        let mut list: Vec<(usize, i64)> =
            all.chunk_by(|a, b| a == b).map(|c| (c.len(), c.first().copied().unwrap_or_default())).collect();
        list.sort_unstable_by_key(|&(n, id)| (std::cmp::Reverse(n), id));
        Ok(list.into_iter().map(|(_, id)| id).collect())
    }

    /// Those of the quotations whose statement has a speaker of that name; of a list by likelihood the first [`FEW`] are
    /// looked at.
    fn said_by(&self, mut list: Vec<i64>, likelihood: bool, name: &str) -> rusqlite::Result<Vec<i64>> {
        if list.len() > FEW && !likelihood {
            let (by, _) = filter::said_by(&self.db, &filter::speakers(&self.db, name)?)?;
            list.retain(|id| by.contains(id));
            return Ok(list);
        }
        let mut speaker = self.db.prepare_cached(
            "SELECT statement.speaker FROM quotation JOIN statement ON statement.id = quotation.statement
             WHERE quotation.id = ?1",
        )?;
        let mut out = Vec::new();
        for id in list.into_iter().take(FEW) {
            let who = speaker.query_row([id], |r| r.get::<_, Option<String>>(0)).optional()?.flatten();
            if who.is_some_and(|who| filter::is_named(&who, name)) {
                out.push(id);
            }
        }
        Ok(out)
    }

    /// The quotations that hold these words, as many as `most`, in the order of their ids.
    fn quotations(&self, words: &str, most: i64) -> rusqlite::Result<Vec<i64>> {
        let mut ids = self.db.prepare_cached("SELECT rowid FROM said WHERE said MATCH ?1 LIMIT ?2")?;
        ids.query_map(params![words, most], |r| r.get(0))?.collect()
    }

    /// Those of the quotations whose page the filter takes, up to [`COMPARED`]: in their order where it is one of
    /// `likelihood`, else the earliest.
    fn earliest(&self, mut list: Vec<i64>, likelihood: bool, filter: &Filter<'_>) -> rusqlite::Result<Vec<i64>> {
        if list.len() <= COMPARED {
            return Ok(list);
        }
        let mut out = Vec::new();
        if likelihood || list.len() <= FEW {
            let mut page = self.db.prepare_cached(
                "SELECT published, outlet, path, quotation.id FROM quotation JOIN page ON page.id = quotation.page
                 WHERE quotation.id = ?1",
            )?;
            type Dated = (Option<String>, Option<String>, String, i64);
            for id in list.iter().take(FEW) {
                let row = page.query_row([id], |r| -> rusqlite::Result<Dated> {
                    Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?))
                });
                if let Some(row) = row.optional()?
                    && filter.takes(row.0.as_deref(), row.1.as_deref())
                {
                    out.push((row.0.is_none(), row));
                }
            }
            if !likelihood {
                out.sort();
            }
            return Ok(out.into_iter().map(|(_, row)| row.3).collect());
        }
        list.sort_unstable();
        let mut on = self.db.prepare_cached("SELECT id FROM quotation WHERE page = ?1 ORDER BY id")?;
        let mut found = Vec::new();
        for part in story::DATED {
            let mut pages = self.db.prepare_cached(&story::by_date(part))?;
            let mut rows = pages.query([])?;
            while found.len() < COMPARED
                && let Some(row) = rows.next()?
            {
                let outlet = row.get_ref(2)?.as_str_or_null().unwrap_or(None);
                if !filter.takes(row.get_ref(1)?.as_str_or_null().unwrap_or(None), outlet) {
                    continue;
                }
                for id in on.query_map([row.get::<_, i64>(0)?], |r| r.get::<_, i64>(0))? {
                    let id = id?;
                    if list.binary_search(&id).is_ok() {
                        found.push(id);
                    }
                }
            }
        }
        Ok(found)
    }

    /// A statement with its quotations, where it is that speaker's and one of them is on a page that `pages` takes.
    fn statement(
        &self,
        id: i64,
        near: f32,
        speaker: Option<&str>,
        pages: &Filter<'_>,
    ) -> rusqlite::Result<Option<Told>> {
        let mut one = self.db.prepare_cached(
            "SELECT text, speaker, routes, origins, family.pages, family.traced, least, most, open, why FROM statement
             JOIN family ON family.id = statement.family WHERE statement.id = ?1",
        )?;
        let list = |text: String| serde_json::from_str::<Vec<String>>(&text).unwrap_or_default();
        let mut told = one.query_row([id], |r| {
            Ok(Told {
                text: r.get(0)?,
                speaker: r.get(1)?,
                routes: list(r.get(2)?),
                independent: match (r.get(6)?, r.get(7)?) {
                    (Some(least), Some(most)) => Some(Independent {
                        least,
                        most,
                        open: r.get::<_, Option<String>>(8)?.map(list).unwrap_or_default(),
                        why: r.get::<_, Option<String>>(9)?.unwrap_or_default(),
                    }),
                    _ => None,
                },
                origins: list(r.get(3)?),
                near,
                family: (r.get(4)?, r.get(5)?),
                quotations: Vec::new(),
            })
        })?;
        let mut all = self.db.prepare_cached(
            "SELECT page.id, path, outlet, published, kind, speaker, text, begin, end, commitment, cue FROM quotation
             JOIN page ON page.id = quotation.page WHERE statement = ?1 ORDER BY published IS NULL, published, outlet, path, begin",
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
                commitment: r.get(9)?,
                cue: r.get(10)?,
            })
        })?;
        told.quotations = rows.collect::<rusqlite::Result<_>>()?;
        let names = told.speaker.iter().chain(told.quotations.iter().filter_map(|q| q.speaker.as_ref()));
        let wanted = speaker.is_none_or(|s| names.into_iter().any(|n| filter::is_named(n, s)));
        let fits = told.quotations.iter().any(|q| pages.takes(q.published.as_deref(), q.outlet.as_deref()));
        Ok((wanted && fits).then_some(told))
    }
}

//! Pages that hold all words, the earliest first.

use rusqlite::{OptionalExtension, Row};

use super::Query;
use super::filter::{self, Filter};
use crate::open::Collection;

/// Up to so many pages are looked up one by one; with more it is faster to go through all by date.
const FEW: usize = 2_000;

impl Collection {
    /// The ids of the earliest pages that hold all words; how many there are is put into `count`.
    pub(super) fn stories(&self, query: &Query, words: &[String], count: &mut usize) -> rusqlite::Result<Vec<i64>> {
        let wanted: Vec<String> = words.iter().map(|w| format!("\"{w}\"")).collect();
        let mut holding = self.db.prepare_cached("SELECT rowid FROM story WHERE story MATCH ?1")?;
        let rows = holding.query_map([wanted.join(" ")], |r| r.get::<_, i64>(0))?;
        // The full text gives them in their order.
        let mut holding: Vec<i64> = rows.collect::<rusqlite::Result<_>>()?;
        if let Some(speaker) = &query.speaker {
            if holding.len() > FEW {
                let (_, said) = filter::said_by(&self.db, &filter::speakers(&self.db, speaker)?)?;
                holding.retain(|id| said.contains(id));
            } else {
                let mut kept = Vec::new();
                for id in holding {
                    if filter::speaks_on(&self.db, id, speaker)? {
                        kept.push(id);
                    }
                }
                holding = kept;
            }
        }
        let most = query.most;
        let filter = Filter::of(query);
        if holding.len() > FEW {
            return self.by_date(&holding, most, &filter, count);
        }
        // Few: each is looked up, and put in order.
        type Dated = (Option<String>, Option<String>, String, i64);
        let dated = |r: &Row<'_>| -> rusqlite::Result<Dated> { Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)) };
        let mut one = self.db.prepare_cached("SELECT published, outlet, path, id FROM page WHERE id = ?1")?;
        let mut list = Vec::new();
        for id in &holding {
            if let Some(row) = one.query_row([id], dated).optional()?
                && filter.takes(row.0.as_deref(), row.1.as_deref())
            {
                list.push((row.0.is_none(), row));
            }
        }
        list.sort();
        *count = list.len();
        Ok(list.into_iter().take(most).map(|(_, row)| row.3).collect())
    }

    /// All pages are gone through by date, on the index alone, for those in `holding`, which is sorted. Without a filter
    /// their number is known, and the first are enough.
    fn by_date(
        &self,
        holding: &[i64],
        most: usize,
        filter: &Filter<'_>,
        count: &mut usize,
    ) -> rusqlite::Result<Vec<i64>> {
        let counted = !filter.is_empty();
        *count = if counted { 0 } else { holding.len() };
        let mut out = Vec::new();
        for part in DATED {
            let mut all = self.db.prepare_cached(&by_date(part))?;
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
        Ok(out)
    }
}

/// The pages with a date, and then those without.
pub(super) const DATED: [&str; 2] = ["published >= ''", "published IS NULL"];

/// All current pages of one part of [`DATED`] by date, publisher and path: id, date, publisher.
pub(super) fn by_date(part: &str) -> String {
    format!(
        "SELECT id, published, outlet FROM page INDEXED BY page_date WHERE current = 1 AND {part}
         ORDER BY published, outlet, path, id"
    )
}

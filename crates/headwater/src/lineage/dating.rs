//! Days and months of dates in figures: `03/05/2016` is 3 May in most of the world and 5 March in the United States.
//!
//! Read by itself, such a date has the day first. But pages that share a text are mostly of one week, and some of them
//! spell the month out: the reading that is plainly nearer to those is the right one.

use std::collections::BTreeMap;

use super::collation::family::find;
use super::credit::work::shared_words;
use crate::page::identity::GroundKind;
use crate::page::{Date, Page, date};
use crate::reuse::Reuse;

/// Words that two pages share for one's date to bear on the other's: as many as make a family.
const SHARED: u32 = 22;

/// How many times nearer a reading must be to the family's other dates. Half as far again may be chance; of pages of one
/// story the wrong reading is as a rule more than a month away.
const NEARER: u32 = 2;

/// Puts the month first where pages that share the text say so. Takes `p log p` for `p` pages.
pub(crate) fn settle(pages: &mut [Page], reuse: &Reuse) {
    let open: Vec<Option<Date>> = pages.iter().map(turned).collect();
    if open.iter().all(Option::is_none) {
        return;
    }
    let mut group: Vec<usize> = (0..pages.len()).collect();
    for ((a, b), _) in shared_words(reuse).into_iter().filter(|(_, words)| *words >= SHARED) {
        let (a, b) = (find(&mut group, a.ix()), find(&mut group, b.ix()));
        if let Some(up) = group.get_mut(a.max(b)) {
            *up = a.min(b);
        }
    }
    // By family the days of its pages, those that are sure apart from both readings of those that are not.
    let mut days: BTreeMap<usize, [Vec<(u32, usize)>; 2]> = BTreeMap::new();
    for (i, page) in pages.iter().enumerate() {
        let Some(one) = page.published.as_ref().and_then(|f| f.value.number()) else { continue };
        let other = open.get(i).and_then(Option::as_ref).and_then(Date::number);
        let family = days.entry(find(&mut group, i)).or_default();
        family[usize::from(other.is_some())].extend(Some(one).into_iter().chain(other).map(|d| (d, i)));
    }
    days.values_mut().flatten().for_each(|list| list.sort_unstable());
    let chosen: Vec<(usize, Date)> = open
        .into_iter()
        .enumerate()
        .filter_map(|(i, other)| {
            let other = other?;
            let [sure, unsure] = days.get(&find(&mut group, i))?;
            let known = if sure.is_empty() { unsure } else { sure };
            let here = pages.get(i)?.published.as_ref()?.value.number()?;
            let [near, far] = [nearest(known, other.number()?, i)?, nearest(known, here, i)?];
            (near * NEARER < far).then_some((i, other))
        })
        .collect();
    for (i, date) in chosen {
        if let Some(found) = pages.get_mut(i).and_then(|p| p.published.as_mut()) {
            found.value = date;
            found.ground.name.push_str(", the month first as on pages with the same text");
        }
    }
}

/// The date of `page` with day and month the other way round, if its words can be read so.
fn turned(page: &Page) -> Option<Date> {
    let found = page.published.as_ref()?;
    let english = page.language.as_deref().is_none_or(|l| l == "en");
    let shown = !matches!(found.ground.kind, GroundKind::Decision | GroundKind::Given);
    let words = found.ground.span.filter(|_| english && shown)?.of(&page.text);
    let other = date::read::turned(words)?;
    (found.value.day == other.month && found.value.month == other.day).then_some(other)
}

/// How many days lie between `day` and the nearest of `days` that is another page's than `page`.
fn nearest(days: &[(u32, usize)], day: u32, page: usize) -> Option<u32> {
    let at = days.partition_point(|d| d.0 < day);
    let (before, behind) = days.split_at_checked(at)?;
    let other = |d: &&(u32, usize)| d.1 != page;
    let ends = [before.iter().rev().find(other), behind.iter().find(other)];
    ends.into_iter().flatten().map(|d| d.0.abs_diff(day)).min()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn the_nearest_day_is_looked_for_on_both_sides_and_never_on_the_page_itself() {
        let days = [(10, 0), (20, 1), (21, 2), (40, 0)];
        assert_eq!(nearest(&days, 20, 1), Some(1));
        assert_eq!(nearest(&days, 33, 0), Some(12));
        assert_eq!(nearest(&days, 9, 3), Some(1));
        assert_eq!(nearest(&[(5, 1)], 5, 1), None);
    }
}

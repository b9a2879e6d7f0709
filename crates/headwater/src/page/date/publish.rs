//! First publication and last change, chosen among all that a page claims.

use super::Date;
use super::claim::{self, Claim};
use super::shown::{self, Shown};
use crate::page::identity::Found;

/// First publication and last change.
#[derive(Debug, Default)]
pub struct Dates {
    /// When it was first published.
    pub published: Option<Found<Date>>,
    /// When it was last changed.
    pub modified: Option<Found<Date>>,
}

/// Chooses among the claims of the head, of the address, and of what the page shows.
pub fn choose(head: Vec<Claim>, url: Option<Claim>, shown: Vec<Shown>) -> Dates {
    // What the page shows its readers as its date, beyond doubt: the first of the best.
    let sure = shown.iter().filter(|s| !s.claim.changed && s.score >= shown::SURE).max_by_key(|s| s.score);
    let sure = first_of(shown.iter(), sure.map(|s| s.score)).map(|s| s.claim.found.clone());
    let mut claims = head;
    claims.extend(url);
    claims.extend(shown.into_iter().map(|s| s.claim));
    let modified = best(&claims, true).map(|c| c.found.clone());
    let told = best(&claims, false).cloned();
    let published = told.map(|told| {
        // A time in another zone than the page's own can be the next or the last day there; and a page that was put up
        // again says so late that its last change is before it.
        let again = modified.as_ref().is_some_and(|m| {
            m.value.time < told.found.value.time && same_day(&m.value, &told.found.value)
                || m.value.before(&told.found.value)
        });
        match &sure {
            Some(sure) if swapped(&told.found.value, &sure.value) => told.found,
            Some(sure) if told.rank >= claim::ADDRESS && near(&told.found.value, &sure.value) => sure.clone(),
            Some(sure) if told.rank >= claim::FIELD && again && sure.value.before(&told.found.value) => sure.clone(),
            _ => told.found,
        }
    });
    // Changed before it was there: one of them is another thing's date, and the first publication is the surer.
    let modified = modified.filter(|m| published.as_ref().is_none_or(|p| !m.value.before(&p.value)));
    Dates { published, modified }
}

fn first_of<'s>(mut shown: impl Iterator<Item = &'s Shown>, score: Option<i32>) -> Option<&'s Shown> {
    shown.find(|s| !s.claim.changed && Some(s.score) == score)
}

/// The claim of the highest rank; the first of equals, since pages begin with what is their own.
fn best(claims: &[Claim], changed: bool) -> Option<&Claim> {
    let rank = claims.iter().filter(|c| c.changed == changed).map(|c| c.rank).max()?;
    claims.iter().find(|c| c.changed == changed && c.rank == rank)
}

fn same_day(a: &Date, b: &Date) -> bool {
    (a.year, a.month, a.day) == (b.year, b.month, b.day)
}

/// Whether one is the other with day and month in the other order: figures that were read the wrong way round.
fn swapped(a: &Date, b: &Date) -> bool {
    a.day.is_some() && (a.year, a.month, a.day) == (b.year, b.day, b.month)
}

/// Whether two days follow on each other.
fn near(a: &Date, b: &Date) -> bool {
    let civil = |d: &Date| jiff::civil::Date::new(d.year, d.month? as i8, d.day? as i8).ok();
    let (Some(a), Some(b)) = (civil(a), civil(b)) else { return false };
    a.tomorrow().is_ok_and(|t| t == b) || a.yesterday().is_ok_and(|y| y == b)
}

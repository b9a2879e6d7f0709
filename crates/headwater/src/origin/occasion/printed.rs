//! What was in print before any page told of an occasion, and is not from it.

use std::collections::{BTreeMap, BTreeSet};

use super::event::{Event, Events};
use super::telling::Telling;
use crate::id::{AttributionIx, PageIx};
use crate::origin::Evidence;
use crate::page::Date;

/// The events from `first` on of which a page tells that has a statement, with that statement.
pub(super) fn told_beside(
    events: &Events,
    first: usize,
    quotations: &[(AttributionIx, PageIx, usize)],
    tellings: &[Telling],
) -> BTreeSet<(usize, usize)> {
    let mut on_page: BTreeMap<PageIx, BTreeSet<usize>> = BTreeMap::new();
    for &(_, page, s) in quotations {
        on_page.entry(page).or_default().insert(s);
    }
    let mut out = BTreeSet::new();
    for (e, event) in events.list.iter().enumerate().skip(first).filter(|(_, e)| e.heard.is_empty()) {
        let pages: BTreeSet<PageIx> = event.tellings.iter().filter_map(|&i| tellings.get(i)).map(|t| t.page).collect();
        out.extend(pages.iter().filter_map(|p| on_page.get(p)).flatten().map(|&s| (e, s)));
    }
    out
}

/// The first page of each statement of `quotations` that says when it was printed.
pub(super) fn first_printed(
    evidence: Evidence<'_>,
    quotations: &[(AttributionIx, PageIx, usize)],
) -> BTreeMap<usize, (Date, PageIx)> {
    let mut out: BTreeMap<usize, (Date, PageIx)> = BTreeMap::new();
    for &(_, page, s) in quotations {
        let Some(day) = evidence.pages.get(page.ix()).and_then(|p| p.published.as_ref()).map(|f| &f.value) else {
            continue;
        };
        if out.get(&s).is_none_or(|(first, _)| day.before(first)) {
            out.insert(s, (day.clone(), page));
        }
    }
    out
}

/// When the first page was printed that tells of an occasion; `None` where one does not say when, or none tells of it.
pub(super) fn first_told(evidence: Evidence<'_>, event: &Event, tellings: &[Telling]) -> Option<Date> {
    let mut first: Option<Date> = None;
    for t in event.tellings.iter().filter_map(|&i| tellings.get(i)) {
        let day = &evidence.pages.get(t.page.ix())?.published.as_ref()?.value;
        if first.as_ref().is_none_or(|f| day.before(f)) {
            first = Some(day.clone());
        }
    }
    first
}

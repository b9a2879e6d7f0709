//! References to pages at hand and works: one work for each name, across pages.

use std::collections::BTreeMap;

use super::citation::Reference;
use super::full::FullNames;
use super::mark::address;
use super::name::Names;
use super::short::{self, short_for};
use super::token::key;
use crate::id::{PageIx, WorkIx};
use crate::lineage::collation::family::LEAST_TELLING;
use crate::lineage::{Ancestor, Citation, CitationForm, Work, WorkKind};
use crate::page::Page;
use crate::reuse::{Place, Reuse};

/// Resolves every reference. A page is meant where its outlet, or the link, says so and no date speaks against it.
pub(crate) fn resolve(
    pages: &[Page],
    reuse: &Reuse,
    names: &Names,
    references: Vec<Reference>,
) -> (Vec<Work>, Vec<Citation>) {
    let by_address: BTreeMap<&str, PageIx> = pages
        .iter()
        .enumerate()
        .rev()
        .filter_map(|(i, p)| p.url.as_ref().map(|u| (address(&u.value), PageIx::new(i))))
        .collect();
    let shared = shared_words(reuse);
    let first_words = short::first_words(&references);
    let everywhere = short::everywhere(&references);
    let mut full_names = FullNames::default();
    let mut works: Vec<Work> = Vec::new();
    let mut by_key: BTreeMap<String, WorkIx> = BTreeMap::new();
    let mut citations = Vec::new();
    let mut meant: BTreeMap<(PageIx, String), Option<&str>> = BTreeMap::new();
    for r in references {
        let Some(page) = pages.get(r.page.ix()) else { continue };
        let full = if names.pages_of(&r.text).is_empty() { full_names.of(r.page, page, &r.text) } else { None };
        let text = full.as_deref().unwrap_or(&r.text);
        let instead = *meant.entry((r.page, text.to_owned())).or_insert_with(|| names.instead(text, page));
        let agency = if instead.is_some() { None } else { Names::agency(text) };
        // Initials stand for an outlet only where an agency's name would sign.
        let short = || names.by_initials(text).filter(|_| r.form == CitationForm::Agency);
        let name = instead.or(agency).or_else(short).unwrap_or(text);
        let own = page.outlet.as_ref().is_some_and(|o| key(&o.value) == key(name) || short_for(name, &o.value));
        let linked = r.url.as_deref().and_then(|u| by_address.get(address(u))).copied();
        if own || linked == Some(r.page) || r.form == CitationForm::Link && linked.is_none() {
            continue;
        }
        let at_hand = match names.pages_of(name) {
            _ if !r.titled.is_empty() => r.titled.clone(),
            [] if agency.is_none() => cut_short(pages, page, name),
            list => list.to_vec(),
        };
        let target = linked.or_else(|| page_meant(pages, &shared, &at_hand, &r));
        let words = |p: PageIx| shared.get(&(p.min(r.page), p.max(r.page))).copied().unwrap_or(0);
        if target.is_none() && !r.titled.is_empty() {
            continue;
        }
        if r.tentative && target.is_none_or(|p| words(p) < LEAST_TELLING) {
            continue;
        }
        let target = match target {
            Some(page) => Ancestor::Page(page),
            None => {
                let own = key(name);
                // An agency's name is never short for another's.
                let full = || first_words.get(&(r.page, own.clone())).or_else(|| everywhere.get(&own)).cloned();
                let full = if agency.is_some() { None } else { full() }.unwrap_or_else(|| own.clone());
                if full.len() < 2 {
                    continue;
                }
                let is_full = full == own;
                let work = *by_key.entry(full).or_insert_with(|| {
                    works.push(Work {
                        name: name.to_owned(),
                        kind: kind(text, r.form),
                        date: None,
                        url: None,
                        mentions: Vec::new(),
                    });
                    WorkIx::new(works.len() - 1)
                });
                if let Some(w) = works.get_mut(work.ix()) {
                    if is_full && key(&w.name) != own {
                        w.name = name.to_owned();
                    }
                    w.date = w.date.take().or(r.date.clone());
                    w.url = w.url.take().or(r.url.clone());
                    w.mentions.push(Place { page: r.page, span: r.name });
                }
                Ancestor::Work(work)
            }
        };
        citations.push(Citation { page: r.page, target, form: r.form, name: r.name, span: r.span, date: r.date });
    }
    (works, citations)
}

/// The pages of the only outlet at hand that `name` may be short for on `on`, which gives the full name too.
fn cut_short(pages: &[Page], on: &Page, name: &str) -> Vec<PageIx> {
    // "The Brodna Argus" is named in full by "the Brodna Argus" too.
    let bare = |o: &'_ str| o.get(..4).filter(|a| a.eq_ignore_ascii_case("the ")).map_or(0, str::len);
    let full = |o: &str| short_for(name, o) && o.get(bare(o)..).is_some_and(|o| on.text.contains(o));
    let outlet = |p: &Page| p.outlet.as_ref().filter(|o| full(&o.value)).map(|o| key(&o.value));
    let found: Vec<(PageIx, String)> =
        pages.iter().enumerate().filter_map(|(i, p)| Some((PageIx::new(i), outlet(p)?))).collect();
    let one = found.windows(2).all(|w| matches!(w, [a, b] if a.1 == b.1));
    if one { found.into_iter().map(|f| f.0).collect() } else { Vec::new() }
}

/// The page that is meant of those of the named outlet: the one that no date excludes; of several, the one that shares
/// most words.
fn page_meant(
    pages: &[Page],
    shared: &BTreeMap<(PageIx, PageIx), u32>,
    of_outlet: &[PageIx],
    r: &Reference,
) -> Option<PageIx> {
    let date = |p: PageIx| pages.get(p.ix()).and_then(|p| p.published.as_ref()).map(|f| &f.value);
    let here = date(r.page);
    let possible = of_outlet.iter().copied().filter(|&p| {
        let there = date(p);
        let later = here.zip(there).is_some_and(|(h, t)| h.out_before(t));
        let other = r.date.as_ref().zip(there).is_some_and(|(d, t)| d.before(t) || t.before(d));
        p != r.page && (!later || r.form == CitationForm::Confirmed) && !other
    });
    let words = |p: PageIx| shared.get(&(p.min(r.page), p.max(r.page))).copied().unwrap_or(0);
    let mut best: Vec<(u32, PageIx)> = possible.map(|p| (words(p), p)).collect();
    best.sort_by_key(|&(words, p)| (std::cmp::Reverse(words), p));
    match best.as_slice() {
        [(_, one)] => Some(*one),
        [(a, first), (b, _), ..] if a > b => Some(*first),
        _ => None,
    }
}

/// Shared words of every pair of pages that shares any, the lower index first.
pub(crate) fn shared_words(reuse: &Reuse) -> BTreeMap<(PageIx, PageIx), u32> {
    let mut out: BTreeMap<(PageIx, PageIx), u32> = BTreeMap::new();
    for p in &reuse.passages {
        let pair = (p.a.page.min(p.b.page), p.a.page.max(p.b.page));
        *out.entry(pair).or_default() += p.words;
    }
    out
}

fn kind(name: &str, form: CitationForm) -> WorkKind {
    const DOCUMENTS: [&str; 12] = [
        "report",
        "letter",
        "ruling",
        "study",
        "survey",
        "memo",
        "memorandum",
        "testimony",
        "document",
        "statement",
        "indictment",
        "audit",
    ];
    let last = name.split_whitespace().next_back().unwrap_or_default().to_lowercase();
    if Names::agency(name).is_some() {
        WorkKind::Agency
    } else if DOCUMENTS.contains(&last.as_str()) {
        WorkKind::Document
    } else if form == CitationForm::Link {
        WorkKind::Link
    } else {
        WorkKind::Outlet
    }
}

//! How many of a statement's routes are independent of each other, as far as the pages show.
//!
//! A page that says nothing of how it got the words may have them by itself, or from another. It counts for certain only
//! where something shows that it did not take them from a page at hand: it was printed before all the others, or it has words
//! of the speaker that no other page has. Else the number is open between those that are shown and all.

use std::collections::{BTreeMap, BTreeSet};

use super::Route;
use crate::id::{PageIx, SpeakerIx};
use crate::origin::occasion::event::Events;
use crate::origin::topic::stems;
use crate::origin::{Evidence, Statement};
use crate::page::identity::name::page_name;
use crate::speech::{Attribution, Kind};

/// How many of a statement's routes are independent: between `least` and `most`, which is all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Independent {
    /// Routes of which something shows that they are independent; one at least where there is any.
    pub least: usize,
    /// All routes.
    pub most: usize,
    /// Those of which nothing shows whether they are independent; empty where the number is known.
    pub open: Vec<Route>,
    /// Why the number is open, or what shows that pages which say nothing of it are independent; empty where every page
    /// tells how it got the words.
    pub why: String,
}

/// Content words of an excerpt that no other page has, at least: fewer come in by editing. In the invented stories of
/// `testimony.py` an edited copy gains one or two; with 3 to 6 nothing changes there.
const OWN_WORDS: usize = 4;

/// Other statements of a speaker on a page that are looked at for words of its own: the first tell.
const EXCERPTS: usize = 16;

/// Names of pages in a reason; more are counted.
const NAMED: usize = 3;

/// A quotation that one page has alone: the occasion (none: not known), and the stems of its words.
type Excerpt = (Option<usize>, BTreeSet<String>);

/// What counting the routes of all statements needs.
#[derive(Debug)]
pub struct Count<'a> {
    evidence: Evidence<'a>,
    /// What only one page has of a speaker, by both.
    alone: BTreeMap<(SpeakerIx, PageIx), Vec<Excerpt>>,
    events: &'a Events,
}

impl<'a> Count<'a> {
    /// Reads what pages have alone. Linear in the words of quotations.
    pub fn new(evidence: Evidence<'a>, events: &'a Events, statements: &[Statement]) -> Count<'a> {
        let mut alone: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for s in statements {
            let (Some(speaker), [page], Some(q)) = (s.speaker, &s.pages[..], s.quotations.first()) else { continue };
            let Some(a) = evidence.speech.attributions.get(q.ix()).filter(|a| a.kind == Kind::Direct) else { continue };
            let list = alone.entry((speaker, *page)).or_default();
            if list.len() < EXCERPTS {
                list.push((events.of.get(q).copied(), content(evidence, a)));
            }
        }
        Count { evidence, alone, events }
    }

    /// How many of the routes of `statement`, whose ways are known, are independent.
    pub fn of(&self, statement: &Statement) -> Independent {
        let silent: BTreeSet<Route> = statement.ways.iter().filter(|w| w.silent).map(|w| w.route).collect();
        let told: BTreeSet<Route> = statement.ways.iter().filter(|w| !w.silent).map(|w| w.route).collect();
        let mut open: Vec<Route> = silent.difference(&told).copied().collect();
        let most = statement.routes.len();
        if open.is_empty() || most < 2 {
            return Independent { least: most, most, ..Independent::default() };
        }
        // What is not at hand may hold anything, and may be older than all.
        let at_hand = told.iter().all(|r| matches!(r, Route::Page(_)));
        let mut shown: Vec<(Route, &'static str)> = Vec::new();
        for &r in open.iter().filter(|_| at_hand) {
            let Route::Page(page) = r else { continue };
            if self.first(statement, page) {
                shown.push((r, "was printed before the others"));
            } else if self.own_words(statement, page) {
                shown.push((r, "has words of the speaker that no other page has"));
            }
        }
        open.retain(|r| shown.iter().all(|(s, _)| s != r));
        let least = (told.len() + shown.len()).max(1);
        // Of several pages that say nothing, one way at least led in.
        if least == most {
            open.clear();
        }
        let mut why: Vec<String> = Vec::new();
        if !open.is_empty() {
            let pages = open.iter().filter_map(|r| if let Route::Page(p) = r { Some(*p) } else { None });
            let names = self.names(&pages.collect::<Vec<_>>());
            let may = if open.len() == 1 { "it may have" } else { "each may have" };
            why.push(format!("nothing says how {names} got these words: {may} them by itself, or from another"));
        }
        for (r, reason) in shown {
            let Route::Page(p) = r else { continue };
            why.push(format!("{} {reason}", self.names(&[p])));
        }
        Independent { least, most, open, why: why.join("; ") }
    }

    /// Whether `page` was certainly printed before every other page of the statement: it has the words from none of them.
    fn first(&self, statement: &Statement, page: PageIx) -> bool {
        let date = |p: PageIx| self.evidence.pages.get(p.ix())?.published.as_ref().map(|d| &d.value);
        let Some(day) = date(page) else { return false };
        let mut others = statement.pages.iter().filter(|p| **p != page);
        others.all(|&p| date(p).is_some_and(|d| day.before(d)))
    }

    /// Whether `page` has words of the speaker on this occasion that no other page has, in its version of the statement or
    /// in another quotation.
    fn own_words(&self, statement: &Statement, page: PageIx) -> bool {
        let (mut own, mut others) = (BTreeSet::new(), BTreeSet::new());
        let mut occasion = None;
        for &q in &statement.quotations {
            let Some(a) = self.evidence.speech.attributions.get(q.ix()) else { continue };
            if a.page != page {
                others.extend(content(self.evidence, a));
            } else if a.kind == Kind::Direct {
                own.extend(content(self.evidence, a));
            }
            if a.page == page {
                occasion = self.events.of.get(&q).copied();
            }
        }
        if own.difference(&others).count() >= OWN_WORDS {
            return true;
        }
        let Some(speaker) = statement.speaker else { return false };
        let excerpts = self.alone.get(&(speaker, page)).map_or(&[][..], Vec::as_slice);
        excerpts.iter().any(|(event, words)| {
            let new = words.iter().filter(|w| !own.contains(*w) && !others.contains(*w)).count();
            *event == occasion && new >= OWN_WORDS && 2 * new > words.len()
        })
    }

    fn names(&self, pages: &[PageIx]) -> String {
        let name = |p: &PageIx| self.evidence.pages.get(p.ix()).map(page_name).unwrap_or_default();
        let mut list: Vec<String> = pages.iter().take(NAMED).map(name).collect();
        if pages.len() > NAMED {
            list.push(format!("{} more", pages.len() - NAMED));
        }
        match list.pop() {
            Some(last) if !list.is_empty() => format!("{} and {last}", list.join(", ")),
            last => last.unwrap_or_default(),
        }
    }
}

/// The stems of the content words of a quotation.
fn content(evidence: Evidence<'_>, a: &Attribution) -> BTreeSet<String> {
    let text = evidence.pages.get(a.page.ix()).map_or("", |p| p.text.as_str());
    a.content.iter().flat_map(|s| stems(s.of(text))).collect()
}

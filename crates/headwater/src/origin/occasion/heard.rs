//! Who heard what was said: which page, work, publisher or person the words of a telling mean.

use super::outlet::{Outlets, fold};
use crate::id::{PageIx, SpeakerIx, WorkIx};
use crate::lineage::{Ancestor, agency, signs};
use crate::origin::Evidence;
use crate::span::Span;
use crate::speech::Hearer;
use crate::speech::occasion::points_back;

/// Who heard what was said.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Heard {
    /// A page at hand: its author was there.
    Page(PageIx),
    /// A work that is not at hand.
    Work(WorkIx),
    /// A publisher, by its folded name.
    Outlet(String),
    /// A person or body.
    Person(SpeakerIx),
}

/// What a hearer on `page` is among the pages, works and people.
pub(super) fn heard(evidence: Evidence<'_>, outlets: &Outlets<'_>, page: PageIx, hearer: Hearer) -> Vec<Heard> {
    let itself = || {
        let mut list = vec![Heard::Page(page)];
        list.extend(outlets.name_of(page).map(Heard::Outlet));
        list
    };
    let named = |name: &str| {
        let pages = outlets.pages_of(name, page);
        // "Told SPA", on a page of the Sport Press Agency.
        let own = evidence.pages.get(page.ix()).and_then(|p| p.outlet.as_ref()).is_some_and(|o| signs(name, &o.value));
        if pages.contains(&page) || pages.is_empty() && own {
            return itself();
        }
        let mut list: Vec<Heard> = pages.iter().map(|&p| Heard::Page(p)).collect();
        let full = pages.first().and_then(|&p| outlets.name_of(p));
        list.push(Heard::Outlet(full.unwrap_or_else(|| fold(agency(name).unwrap_or(name)))));
        list
    };
    match hearer {
        Hearer::ThisPage => itself(),
        Hearer::Reporters => Vec::new(),
        Hearer::Outlet(span) => {
            let name = evidence.pages.get(page.ix()).map_or("", |p| span.of(&p.text));
            // "The paper" is the one that was named last.
            if points_back(name) {
                // "The magazine", where one at hand ends in that word and has been named.
                let pages = outlets.pages_of(name, page);
                let known = pages
                    .first()
                    .and_then(|&p| outlets.name_of(p))
                    .is_some_and(|n| named_before(evidence, page, span, &n));
                if known && !pages.contains(&page) {
                    return named(name);
                }
                let here = outlets.citations(page);
                let before = here.get(..here.partition_point(|c| c.name.begin < span.begin)).unwrap_or_default();
                return before.last().map(|c| ancestor(outlets, c.target)).unwrap_or_default();
            }
            let mut list = named(name);
            if let Some(target) = outlets.cited(page, span) {
                list.extend(ancestor(outlets, target));
            }
            list
        }
        Hearer::Person(s) => {
            let name = evidence.speech.speakers.get(s.ix()).map_or("", |s| s.name.as_str());
            let wrote =
                evidence.pages.get(page.ix()).is_some_and(|p| p.authors.iter().any(|a| fold(&a.value) == fold(name)));
            if wrote {
                itself()
            } else if outlets.pages_of(name, page).is_empty() {
                vec![Heard::Person(s)]
            } else {
                named(name)
            }
        }
    }
}

/// Bytes before "the magazine" in which its name is looked for: a long story's first half.
const BEFORE: usize = 3000;

/// Whether the first word of a publisher's folded name stands before `span` on `page`.
fn named_before(evidence: Evidence<'_>, page: PageIx, span: Span, name: &str) -> bool {
    let text = evidence.pages.get(page.ix()).map_or("", |p| p.text.as_str());
    let before = text.get(..span.begin as usize).unwrap_or("");
    let from = (before.len().saturating_sub(BEFORE)..=before.len()).find(|&i| before.is_char_boundary(i)).unwrap_or(0);
    let first = name.split(' ').next().unwrap_or("");
    let mut words = before.get(from..).unwrap_or("").split(|c: char| !c.is_alphanumeric());
    words.any(|w| w.starts_with(char::is_uppercase) && w.to_lowercase() == first)
}

/// A page or work that is not at hand, as who heard something.
pub(super) fn ancestor(outlets: &Outlets<'_>, target: Ancestor) -> Vec<Heard> {
    match target {
        Ancestor::Page(p) => {
            let mut list = vec![Heard::Page(p)];
            list.extend(outlets.name_of(p).map(Heard::Outlet));
            list
        }
        Ancestor::Work(w) => vec![Heard::Work(w)],
        Ancestor::Lost(_) => Vec::new(),
    }
}

//! Which pages a publisher's name stands for.
//!
//! "The Courier" on a page is the Tern Bay Courier where only one publisher at hand ends in that word; the page's own
//! publisher comes first.

use std::collections::BTreeMap;

use crate::id::PageIx;
use crate::lineage::{Ancestor, Citation, LINKS};
use crate::origin::Evidence;
use crate::span::Span;

/// The publishers of the pages, by name.
#[derive(Debug)]
pub struct Outlets<'a> {
    evidence: Evidence<'a>,
    /// Pages by their publisher's folded name.
    pages: BTreeMap<String, Vec<PageIx>>,
    /// Folded names by their last words, and by the first before "of", for names that are cut short.
    endings: BTreeMap<String, Vec<String>>,
}

impl<'a> Outlets<'a> {
    /// Puts the publishers in order. Linear in the pages.
    pub fn new(evidence: Evidence<'a>) -> Outlets<'a> {
        let mut pages: BTreeMap<String, Vec<PageIx>> = BTreeMap::new();
        for (i, page) in evidence.pages.iter().enumerate() {
            if let Some(outlet) = &page.outlet {
                pages.entry(fold(&outlet.value)).or_default().push(PageIx::new(i));
            }
        }
        pages.remove("");
        let mut endings: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for name in pages.keys() {
            for (at, _) in name.match_indices(' ') {
                let rest = name.get(at + 1..).unwrap_or("");
                endings.entry(rest.to_owned()).or_default().push(name.clone());
                // "The Voice" for the Voice of Osk.
                if rest.split(' ').next().is_some_and(|w| LINKS.contains(&w)) {
                    endings.entry(name.get(..at).unwrap_or("").to_owned()).or_default().push(name.clone());
                }
            }
        }
        Outlets { evidence, pages, endings }
    }

    /// The pages that a name on page `on` stands for; empty where it stands for none, or for more than one publisher.
    pub fn pages_of(&self, name: &str, on: PageIx) -> &[PageIx] {
        let name = fold(name);
        if let Some(pages) = self.pages.get(&name) {
            return pages;
        }
        let Some(full) = self.endings.get(&name) else { return &[] };
        let own = self.name_of(on).filter(|own| full.contains(own));
        let one = if full.len() == 1 { full.first().cloned() } else { None };
        own.or(one).and_then(|n| self.pages.get(&n)).map_or(&[], Vec::as_slice)
    }

    /// The folded name of a page's publisher.
    pub fn name_of(&self, page: PageIx) -> Option<String> {
        let outlet = self.evidence.pages.get(page.ix())?.outlet.as_ref()?;
        Some(fold(&outlet.value)).filter(|n| !n.is_empty())
    }

    /// The pages of the same publisher, the page itself among them; empty where it names none.
    pub fn siblings(&self, page: PageIx) -> &[PageIx] {
        self.name_of(page).and_then(|name| self.pages.get(&name)).map_or(&[], Vec::as_slice)
    }

    /// The citations on `page`, in order.
    pub fn citations(&self, page: PageIx) -> &'a [Citation] {
        citations(self.evidence, page)
    }

    /// What the citation whose name overlaps `span` names.
    pub fn cited(&self, page: PageIx, span: Span) -> Option<Ancestor> {
        self.naming(page, span).next().map(|c| c.target)
    }

    /// The citations whose names overlap `span`. `O(log n)`.
    pub fn naming(&self, page: PageIx, span: Span) -> impl Iterator<Item = &'a Citation> {
        let here = self.citations(page);
        let near = here.iter().skip(here.partition_point(|c| c.name.end <= span.begin)).take(NAMES);
        near.filter(move |c| c.name.overlaps(span))
    }
}

/// The citations on `page`, in order.
pub fn citations(evidence: Evidence<'_>, page: PageIx) -> &[Citation] {
    let all = &evidence.lineage.citations;
    let (from, to) = (all.partition_point(|c| c.page < page), all.partition_point(|c| c.page <= page));
    all.get(from..to).unwrap_or(&[])
}

/// Citations from a place on that are looked at: names of publishers stand apart, and more than a few never touch one place.
const NAMES: usize = 8;

/// A name as it is compared: small letters and digits, words by single spaces, no leading article, no `www` and no
/// top-level domain.
pub fn fold(name: &str) -> String {
    let lower = name.trim().to_lowercase();
    let lower = lower.strip_prefix("www.").unwrap_or(&lower);
    let mut words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    if words.len() > 1 && words.first() == Some(&"the") {
        words.remove(0);
    }
    if words.len() > 1 && lower.contains('.') && matches!(words.last(), Some(&("com" | "org" | "net"))) {
        words.pop();
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn articles_and_domains_are_no_part_of_a_name() {
        assert_eq!(fold(" The Harbour  Post"), "harbour post");
        assert_eq!(fold("www.harbourpost.com"), "harbourpost");
        assert_eq!(fold("The"), "the");
    }
}

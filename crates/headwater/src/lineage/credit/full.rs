//! Outlets by one word: which "the Post" is meant.
//!
//! "The Post" is the Tern Bay Post on a page that speaks of the Tern Bay Post, and another page's may be the Osk Post. Taken by
//! themselves, both would be one work, and two pages that have nothing in common would have a source in common.

use std::collections::{BTreeMap, BTreeSet};

use super::name::{Names, begins_no_name, is_sunday_paper};
use super::token::{self, TokenKind, key};
use crate::id::PageIx;
use crate::page::Page;
use crate::span::Span;

/// Most words of a name that are looked at before its last.
const BEFORE: usize = 5;

/// For each page the full names that stand on it, by their last word, small.
#[derive(Default)]
pub(super) struct FullNames {
    of: BTreeMap<PageIx, BTreeMap<String, BTreeSet<String>>>,
}

impl FullNames {
    /// The only full name on a page that ends in a name of one word, if that word is one of many outlets'. The page is read once.
    pub(super) fn of(&mut self, ix: PageIx, page: &Page, name: &str) -> Option<String> {
        let word = name.to_lowercase();
        if !Names::is_outlet_word(&word) {
            return None;
        }
        let full = self.of.entry(ix).or_insert_with(|| read(page)).get(&word)?;
        full.first().filter(|_| full.len() == 1).cloned()
    }
}

/// The names of two words or more on a page that end in a word for an outlet. Linear.
fn read(page: &Page) -> BTreeMap<String, BTreeSet<String>> {
    let mut out: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for block in &page.blocks {
        let tokens = token::cut(&page.text, block.span);
        for (end, last) in tokens.iter().enumerate().filter(|(_, t)| t.kind == TokenKind::Word && t.is_capital()) {
            let small = last.text.to_lowercase();
            if !Names::is_outlet_word(&small) {
                continue;
            }
            let mut begin = end;
            while let Some(before) = begin.checked_sub(1).and_then(|b| tokens.get(b))
                && end - begin < BEFORE
                && before.is_capital()
                && (!begins_no_name(before.text) || begin == end && is_sunday_paper(&tokens, begin - 1))
                && tokens.get(begin).is_some_and(|t| beside(&page.text, before.span, t.span))
            {
                begin -= 1;
            }
            if let Some(first) = tokens.get(begin).filter(|_| begin < end) {
                let name = first.span.hull(last.span).of(&page.text).split_whitespace().collect::<Vec<_>>().join(" ");
                out.entry(small).or_default().entry(key(&name)).or_insert(name);
            }
        }
    }
    out.into_iter().map(|(word, names)| (word, names.into_values().collect())).collect()
}

/// Whether nothing but a blank or a hyphen, or the stop of a short form ("St. Osk Post"), parts two words.
fn beside(text: &str, a: Span, b: Span) -> bool {
    let between = text.get(a.end as usize..b.begin as usize).unwrap_or_default();
    let short = || a.of(text).chars().filter(|c| c.is_alphabetic()).count() <= 2;
    match between.trim() {
        "" => between.chars().count() <= 1,
        "-" => true,
        "." => short(),
        _ => false,
    }
}

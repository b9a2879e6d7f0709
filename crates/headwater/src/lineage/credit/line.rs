//! Lines about the story that name an outlet at hand, in words that no pattern knows.
//!
//! How a source is credited is open: "Words: N", "Culled from N", "N has the full story". What such lines have in common
//! is that they stand by themselves at the story's head or foot and name an outlet whose page has the same text.

use super::citation::{LINE, Reference, hull, plain};
use super::name::Names;
use super::token::{self, Token, TokenKind, key};
use crate::id::PageIx;
use crate::lineage::CitationForm;
use crate::page::{Block, Page, Role};

/// Blocks before the story's first and behind its last that count as its head and foot. Title, outlet, date, byline,
/// credit and a few labels make eight; menus and lists of other stories stand farther away.
const NEAR: usize = 8;

/// Outlets that lines of furniture may name for one of them to be taken as a credit: who lists more lists other sites.
const MOST: usize = 2;

/// References in lines about the story of `page`, which hold only where text is shared; names in `known` aside. Linear.
pub(crate) fn read(ix: PageIx, page: &Page, names: &Names, known: &[Reference]) -> Vec<Reference> {
    let story = |b: &Block| b.role == Role::Story;
    let (Some(first), Some(last)) = (page.blocks.iter().position(story), page.blocks.iter().rposition(story)) else {
        return Vec::new();
    };
    let from = first.saturating_sub(NEAR);
    let near = page.blocks.get(from..(last + 1 + NEAR).min(page.blocks.len())).unwrap_or_default();
    let own = page.outlet.as_ref().map(|o| key(&o.value));
    let mut out = Vec::new();
    let mut aside: Vec<(String, Reference)> = Vec::new();
    for block in near {
        let form = match block.role {
            Role::Story => CitationForm::Report,
            Role::Byline | Role::Credit | Role::Date | Role::Furniture => CitationForm::Credit,
            _ => continue,
        };
        let tokens = token::cut(&page.text, block.span);
        if tokens.iter().filter(|t| t.kind == TokenKind::Word).count() > LINE {
            continue;
        }
        for (begin, end) in outlets(&tokens, names) {
            let (Some(name), Some(span)) = (hull(&tokens, begin, end), hull(&tokens, 0, tokens.len())) else {
                continue;
            };
            let text = plain(name.of(&page.text));
            let is_own = own.as_ref().is_some_and(|o| *o == key(&text));
            if is_own || known.iter().any(|r| r.name.overlaps(name)) {
                continue;
            }
            let reference = Reference {
                page: ix,
                form,
                text,
                name,
                span,
                date: None,
                url: None,
                tentative: true,
                titled: Vec::new(),
            };
            if block.role == Role::Furniture {
                aside.push((key(&reference.text), reference));
            } else {
                out.push(reference);
            }
        }
    }
    let mut named: Vec<&String> = aside.iter().map(|a| &a.0).collect();
    named.sort_unstable();
    named.dedup();
    if named.len() <= MOST {
        out.extend(aside.into_iter().map(|a| a.1));
    }
    out
}

/// The names of outlets at hand among `tokens`.
fn outlets(tokens: &[Token<'_>], names: &Names) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match names.at_hand(tokens, at) {
            Some(end) => {
                out.push((at, end));
                at = end.max(at + 1);
            }
            None => at += 1,
        }
    }
    out
}

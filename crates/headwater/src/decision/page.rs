//! Decisions on what a page is: laid on before anybody is listened to.

use super::{Decision, What, Words, plain};
use crate::page::{Block, Found, Ground, GroundKind, Page, Role};
use crate::span::Span;
use crate::speech::{self, PageSpeech};

/// Lays decisions on a page. Where a role changes, the page is listened to again.
pub(crate) fn apply(page: &mut Page, heard: &mut PageSpeech, decisions: &[Decision]) {
    let mut again = false;
    for d in decisions {
        let ground = || Ground { kind: GroundKind::Decision, name: d.stamp(), span: None };
        match &d.what {
            What::Published(k, date) if k.is(page) => {
                page.published = Some(Found { value: date.clone(), ground: ground() });
            }
            What::Authors(k, names) if k.is(page) => {
                page.authors = names.iter().map(|n| Found { value: n.clone(), ground: ground() }).collect();
            }
            What::Role(w, role) if w.page.is(page) => {
                let meant = meant(w, page);
                for block in page.blocks.iter_mut().filter(|b| meant.contains(&b.span)) {
                    again |= block.role != *role;
                    block.role = *role;
                }
            }
            _ => {}
        }
    }
    if again {
        *heard = speech::listen(page);
    }
}

/// For each page the blocks that a person told to be its story.
pub(crate) fn stories(pages: &[Page], decisions: &[Decision]) -> Vec<Vec<Span>> {
    let mut out = vec![Vec::new(); pages.len()];
    for d in decisions {
        let What::Role(w, Role::Story) = &d.what else { continue };
        let Some(ix) = w.page.find(pages) else { continue };
        if let (Some(page), Some(out)) = (pages.get(ix.ix()), out.get_mut(ix.ix())) {
            out.extend(meant(w, page));
        }
    }
    out
}

/// The blocks of a page that begin with these words.
fn meant(words: &Words, page: &Page) -> Vec<Span> {
    let wanted = plain(&words.words);
    let begins = |b: &&Block| !wanted.is_empty() && plain(b.span.of(&page.text)).starts_with(&wanted);
    page.blocks.iter().filter(begins).map(|b| b.span).collect()
}

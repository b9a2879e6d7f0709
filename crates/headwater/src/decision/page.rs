//! Decisions on what a page is: laid on before anybody is listened to.

use super::{Decision, What, plain};
use crate::page::{Found, Ground, GroundKind, Page};
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
                let wanted = plain(&w.words);
                let text = &page.text;
                let held = |span: crate::span::Span| plain(span.of(text)).starts_with(&wanted);
                for block in page.blocks.iter_mut().filter(|b| !wanted.is_empty() && held(b.span)) {
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

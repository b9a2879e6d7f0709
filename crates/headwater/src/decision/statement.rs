//! Decisions on what is one utterance: laid on the groups of quotations.

use super::{Decision, What, Words, plain};
use crate::id::AttributionIx;
use crate::page::Page;
use crate::speech::{Attribution, Speech};

/// Joins and parts groups of quotations; `of` tells which quotation an element is.
pub(crate) fn apply<T>(
    pages: &[Page],
    speech: &Speech,
    groups: &mut Vec<Vec<T>>,
    of: impl Fn(&T) -> AttributionIx,
    decisions: &[Decision],
) {
    let is = |a: &Attribution, w: &Words| {
        let Some(page) = pages.get(a.page.ix()).filter(|p| w.page.is(p)) else { return false };
        let said: Vec<&str> = a.content.iter().map(|s| s.of(&page.text)).collect();
        let (said, wanted) = (plain(&said.join(" ")), plain(&w.words.replace('…', " ")));
        !wanted.is_empty() && said.starts_with(&wanted)
    };
    let place = |groups: &[Vec<T>], w: &Words| {
        let holds = |x: &T| speech.attributions.get(of(x).ix()).is_some_and(|a| is(a, w));
        groups.iter().enumerate().find_map(|(g, list)| Some((g, list.iter().position(holds)?)))
    };
    for d in decisions {
        match &d.what {
            What::OneStatement(a, b) => {
                let (Some((x, _)), Some((y, _))) = (place(groups, a), place(groups, b)) else { continue };
                if x != y {
                    let moved = groups.remove(x.max(y));
                    if let Some(list) = groups.get_mut(x.min(y)) {
                        list.extend(moved);
                        list.sort_by_key(&of);
                    }
                }
            }
            What::OtherStatement(w) => {
                let Some((g, at)) = place(groups, w) else { continue };
                let parted = groups.get_mut(g).filter(|list| list.len() > 1).map(|list| list.remove(at));
                groups.extend(parted.map(|one| vec![one]));
            }
            _ => {}
        }
    }
}

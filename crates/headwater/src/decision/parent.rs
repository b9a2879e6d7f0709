//! Decisions on which page comes from which: laid on the derivations.

use super::{Decision, What};
use crate::id::{PageIx, PassageIx};
use crate::lineage::{Ancestor, Derivation, DerivationKind, Evidence, EvidenceKind, Lineage};
use crate::page::Page;
use crate::reuse::{Place, Reuse};

/// Gives pages the parents that a person gave them, in the place of those that were found.
pub(crate) fn apply(pages: &[Page], reuse: &Reuse, lineage: &mut Lineage, decisions: &[Decision]) {
    for d in decisions {
        let What::Parent(child, parent) = &d.what else { continue };
        let Some(child) = child.find(pages) else { continue };
        let parent = match parent {
            Some(p) => match p.find(pages) {
                Some(p) if p != child => Some(p),
                _ => continue,
            },
            None => None,
        };
        let at_hand = |a: &Ancestor| matches!(a, Ancestor::Page(_) | Ancestor::Lost(_));
        lineage.derivations.retain(|x| x.page != child || !at_hand(&x.from));
        lineage.undetermined.retain(|u| !u.pages.contains(&child));
        let Some(parent) = parent else { continue };
        part(lineage, parent, child);
        let shared = |p: &crate::reuse::Passage| (p.a.page, p.b.page) == (child.min(parent), child.max(parent));
        let passages: Vec<PassageIx> =
            (0..).zip(&reuse.passages).filter(|(_, p)| shared(p)).map(|(n, _)| PassageIx::new(n)).collect();
        // It is shown at the longest of the words that both have, else where the story begins.
        let own = |p: &crate::reuse::Passage| if p.a.page == child { p.a.span } else { p.b.span };
        let carried = reuse
            .passages
            .iter()
            .filter(|p| shared(p))
            .map(own)
            .max_by_key(|s| (s.len(), usize::MAX - s.begin as usize));
        let begins =
            || pages.get(child.ix()).and_then(|p| p.story_blocks().next().or(p.blocks.first())).map(|b| b.span);
        let span = carried.or_else(begins).unwrap_or_default();
        let evidence = vec![Evidence {
            kind: EvidenceKind::Decision,
            place: Place { page: child, span },
            note: format!("A person decided it ({}).", d.stamp()),
        }];
        let kind = if passages.is_empty() { DerivationKind::Cites } else { DerivationKind::Excerpts };
        let from = Ancestor::Page(parent);
        lineage.derivations.push(Derivation { page: child, from, kind, confidence: 1.0, evidence, passages });
        lineage.derivations.sort_by_key(|x| (x.page, x.from != from || x.page != child));
    }
}

/// Takes away what would make `page`, over any number of steps, come from `child`.
fn part(lineage: &mut Lineage, page: PageIx, child: PageIx) {
    let mut open = vec![page];
    let mut seen = std::collections::BTreeSet::new();
    while let Some(at) = open.pop() {
        if !seen.insert(at) {
            continue;
        }
        lineage.derivations.retain(|d| d.page != at || d.from != Ancestor::Page(child));
        open.extend(lineage.derivations.iter().filter(|d| d.page == at).filter_map(|d| match d.from {
            Ancestor::Page(p) => Some(p),
            _ => None,
        }));
    }
}

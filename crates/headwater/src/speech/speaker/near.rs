//! Evidence that two pages speak of one thing, and that two of their people can be one.

use std::collections::BTreeSet;

use super::item::Item;

/// Which pages speak of one thing: they quote the same words, or name the same people that few other pages name.
pub(super) struct Near {
    joined: BTreeSet<(usize, usize)>,
}

/// A name on more pages than this is a public figure's, and pages that share it need share nothing else; a run of quoted
/// words on more pages is a phrase. Chosen by hand: a story is told on a handful of pages, seldom on more than twenty.
const RARE: usize = 20;

impl Near {
    pub(super) fn new(items: &[Item]) -> Near {
        let mut joined = BTreeSet::new();
        let mut runs: Vec<(u64, usize)> = items.iter().flat_map(|i| i.heard.iter().map(|r| (*r, i.page))).collect();
        runs.sort_unstable();
        runs.dedup();
        let mut names: Vec<(&[String], usize)> =
            items.iter().filter(|i| i.parts.len() > 1).map(|i| (&*i.parts, i.page)).collect();
        names.sort_unstable();
        names.dedup();
        let of_runs = runs.chunk_by(|a, b| a.0 == b.0).map(|c| c.iter().map(|x| x.1).collect::<Vec<_>>());
        let of_names = names.chunk_by(|a, b| a.0 == b.0).map(|c| c.iter().map(|x| x.1).collect::<Vec<_>>());
        for list in of_runs.chain(of_names).filter(|l| (2..=RARE).contains(&l.len())) {
            for (k, a) in list.iter().enumerate() {
                joined.extend(list.iter().skip(k + 1).map(|b| (*a, *b)));
            }
        }
        Near { joined }
    }

    pub(super) fn pages(&self, a: usize, b: usize) -> bool {
        a == b || self.joined.contains(&(a.min(b), a.max(b)))
    }
}

pub(super) fn genders_agree(a: &Item, b: &Item) -> bool {
    a.gender.zip(b.gender).is_none_or(|(x, y)| x == y)
}

/// Whether two sets of roles speak against each other: both are told, and no head noun is in both.
pub(super) fn roles_clash(a: &Item, b: &Item) -> bool {
    !a.roles.is_empty()
        && !b.roles.is_empty()
        && !a.roles.iter().any(|(head, _)| b.roles.iter().any(|(other, _)| other == head))
}

pub(super) fn share_words(a: &Item, b: &Item) -> bool {
    let (small, large) = if a.said.len() < b.said.len() { (a, b) } else { (b, a) };
    small.said.iter().any(|r| large.said.binary_search(r).is_ok())
}

//! Evidence that two pages speak of one thing, and that two of their people can be one.

use std::collections::{BTreeMap, BTreeSet};

use super::SpeakerKind;
use super::item::Item;

/// Which pages speak of one thing: they quote the same words, or name the same people that few
/// other pages name.
pub(super) struct Near {
    /// Those that quote the same words.
    quoting: BTreeSet<(usize, usize)>,
    /// Those that have two surnames of speakers in common.
    alike: BTreeSet<(usize, usize)>,
    joined: BTreeSet<(usize, usize)>,
    /// Those that name the same body that few other pages name.
    bodily: BTreeSet<(usize, usize)>,
}

/// A name on more pages than this is a public figure's, and pages that share it need share nothing else; a run of quoted
/// words on more pages is a phrase. Chosen by hand: a story is told on a handful of pages, seldom on more than twenty.
const RARE: usize = 20;

/// So many speakers whose last names two pages share make them pages about one thing: one surname can be another's, two
/// together hardly are.
const SURNAMES: usize = 2;

impl Near {
    pub(super) fn new(items: &[Item]) -> Near {
        let (mut joined, mut quoting) = (BTreeSet::new(), BTreeSet::new());
        let mut runs: Vec<(u64, usize)> = items.iter().flat_map(|i| i.heard.iter().map(|r| (*r, i.page))).collect();
        runs.sort_unstable();
        runs.dedup();
        let mut names: Vec<(&[String], usize)> =
            items.iter().filter(|i| i.parts.len() > 1).map(|i| (&*i.parts, i.page)).collect();
        names.sort_unstable();
        names.dedup();
        let of_runs = runs.chunk_by(|a, b| a.0 == b.0).map(|c| c.iter().map(|x| x.1).collect::<Vec<_>>());
        let of_names = names.chunk_by(|a, b| a.0 == b.0).map(|c| c.iter().map(|x| x.1).collect::<Vec<_>>());
        let mut surnames: Vec<(&str, usize)> = items
            .iter()
            .filter(|i| i.named && !i.said.is_empty() && matches!(i.kind, SpeakerKind::Person | SpeakerKind::Unknown))
            .filter_map(|i| Some((i.parts.last()?.as_str(), i.page)))
            .collect();
        surnames.sort_unstable();
        surnames.dedup();
        let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        for list in surnames.chunk_by(|a, b| a.0 == b.0).filter(|c| (2..=RARE).contains(&c.len())) {
            for (k, a) in list.iter().enumerate() {
                for b in list.iter().skip(k + 1) {
                    *shared.entry((a.1, b.1)).or_default() += 1;
                }
            }
        }
        let alike = shared.into_iter().filter(|s| s.1 >= SURNAMES).map(|s| s.0).collect();
        let pairs = |list: Vec<usize>| -> Vec<(usize, usize)> {
            let behind = |k: usize| list.get(k + 1..).unwrap_or_default().iter().copied();
            list.iter().enumerate().flat_map(|(k, a)| behind(k).map(|b| (*a, b))).collect()
        };
        let few = |l: &Vec<usize>| (2..=RARE).contains(&l.len());
        of_runs.filter(few).for_each(|l| quoting.extend(pairs(l)));
        let mut bodies: Vec<(&[String], usize)> = items
            .iter()
            .filter(|i| i.named && i.kind == SpeakerKind::Body && i.speaks && i.parts.iter().all(|p| p.len() > 3))
            .map(|i| (&*i.parts, i.page))
            .collect();
        bodies.sort_unstable();
        bodies.dedup();
        let of_bodies = bodies.chunk_by(|a, b| a.0 == b.0).map(|c| c.iter().map(|x| x.1).collect::<Vec<_>>());
        let bodily = of_bodies.filter(few).flat_map(pairs).collect();
        of_names.filter(few).for_each(|l| joined.extend(pairs(l)));
        joined.extend(&quoting);
        Near { quoting, alike, joined, bodily }
    }

    pub(super) fn pages(&self, a: usize, b: usize) -> bool {
        a == b || self.joined.contains(&(a.min(b), a.max(b)))
    }

    /// Whether two pages speak of one thing, or seem to by the surnames they have in common: enough to tell who "the mayor" is
    /// where the page has the mayor's name.
    pub(super) fn seem(&self, a: usize, b: usize) -> bool {
        self.pages(a, b) || self.alike.contains(&(a.min(b), a.max(b)))
    }

    /// Whether two pages name the same body that few others name: with a surname in common, a story about one thing.
    pub(super) fn bodily(&self, a: usize, b: usize) -> bool {
        self.bodily.contains(&(a.min(b), a.max(b)))
    }

    /// Whether two pages quote the same words, which is more.
    pub(super) fn quoting(&self, a: usize, b: usize) -> bool {
        a == b || self.quoting.contains(&(a.min(b), a.max(b)))
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

/// Words of weight that two must have in common to be heard to say one thing, and the share of the fewer's. Chosen by hand: two
/// who talk of other things share one or two.
const TALK: usize = 3;
const SHARE: usize = 3;

/// Whether what two say is about one thing, though not in the same words.
pub(super) fn talk_alike(a: &Item, b: &Item) -> bool {
    let (small, large) = if a.talk.len() < b.talk.len() { (a, b) } else { (b, a) };
    let common = small.talk.iter().filter(|w| large.talk.binary_search(w).is_ok()).count();
    common >= TALK && common * SHARE >= small.talk.len()
}

pub(super) fn share_words(a: &Item, b: &Item) -> bool {
    let (small, large) = if a.said.len() < b.said.len() { (a, b) } else { (b, a) };
    small.said.iter().any(|r| large.said.binary_search(r).is_ok())
}

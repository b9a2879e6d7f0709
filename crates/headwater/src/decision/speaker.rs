//! Decisions on who is who: laid on the groups of people when these are joined across pages.

use std::collections::BTreeMap;

use super::{Decision, What};
use crate::page::Page;
use crate::speech::PageSpeech;

/// Joins and parts groups: for every page and entity the number of its group. Numbers stay in the order of first mention.
pub(crate) fn apply(pages: &[Page], heard: &[PageSpeech], groups: &mut [Vec<usize>], decisions: &[Decision]) {
    let mut changed = false;
    let mut fresh = groups.iter().flatten().max().map_or(0, |n| n + 1);
    let bears = |page: usize, entity: usize, name: &str| {
        let known = heard.get(page).and_then(|h| h.entities.get(entity)).and_then(|e| e.name.as_deref());
        known.is_some_and(|k| k.to_lowercase() == name.trim().to_lowercase())
    };
    for d in decisions {
        match &d.what {
            What::OneSpeaker(a, b) => {
                let mut one: Vec<usize> = Vec::new();
                for (p, list) in groups.iter().enumerate() {
                    let named = list.iter().enumerate().filter(|(e, _)| bears(p, *e, a) || bears(p, *e, b));
                    one.extend(named.map(|(_, g)| *g));
                }
                if let Some(&first) = one.iter().min() {
                    groups.iter_mut().flatten().filter(|g| one.contains(g)).for_each(|g| *g = first);
                    changed = true;
                }
            }
            What::OtherSpeaker(k, name) => {
                let Some(page) = k.find(pages).map(|p| p.ix()) else { continue };
                for (e, g) in groups.get_mut(page).into_iter().flatten().enumerate() {
                    if bears(page, e, name) {
                        *g = fresh;
                        changed = true;
                    }
                }
                fresh += 1;
            }
            _ => {}
        }
    }
    if changed {
        let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
        for g in groups.iter_mut().flatten() {
            let next = numbers.len();
            *g = *numbers.entry(*g).or_insert(next);
        }
    }
}

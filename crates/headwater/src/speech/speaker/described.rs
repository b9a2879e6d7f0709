//! Who on another page somebody is whom a page only describes.

use std::collections::{BTreeMap, BTreeSet};

use super::SpeakerKind;
use super::item::Item;
use super::join::{BUCKET, Sets};
use super::near::{Near, genders_agree, roles_clash};
use crate::speech::mention::lexicon;

/// Somebody who is only described: one who says the same words elsewhere, or one whom this page names and another page
/// says to be that.
pub(super) fn described(items: &[Item], near: &Near, sets: &mut Sets) {
    let mut by_run: Vec<(u64, usize)> = Vec::new();
    let mut by_head: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (i, item) in items.iter().enumerate() {
        members.entry(sets.root(i)).or_default().push(i);
        if item.kind == SpeakerKind::Person {
            by_run.extend(item.said.iter().map(|r| (*r, i)));
            for (head, _) in &item.roles {
                by_head.entry(head).or_default().push(i);
            }
        }
    }
    by_run.sort_unstable();
    let with_run = |run: u64| {
        let from = by_run.partition_point(|x| x.0 < run);
        by_run.iter().skip(from).take_while(move |x| x.0 == run).take(BUCKET).map(|x| x.1)
    };
    for (i, item) in items.iter().enumerate().filter(|(_, i)| !i.named && i.kind == SpeakerKind::Person && i.speaks) {
        let suits = |other: &Item| {
            item.roles.iter().any(|(head, rest)| {
                other
                    .roles
                    .iter()
                    .any(|(h, r)| h == head && (rest.is_empty() || r.is_empty() || rest.iter().any(|w| r.contains(w))))
            })
        };
        // Those who say the same words elsewhere, each with the pages on which they do: the named before the others.
        let mut saying: BTreeSet<(bool, usize, usize)> = BTreeSet::new();
        for j in item.said.iter().take(60).flat_map(|r| with_run(*r)) {
            let Some(other) = items.get(j).filter(|o| o.page != item.page) else { continue };
            if genders_agree(item, other) && (suits(other) || other.named || !roles_clash(item, other)) {
                saying.insert((other.named, sets.root(j), other.page));
            }
        }
        let named = saying.iter().any(|s| s.0);
        let mut support: BTreeMap<usize, usize> = BTreeMap::new();
        saying.iter().filter(|s| s.0 == named).for_each(|s| *support.entry(s.1).or_default() += 1);
        let most = support.values().copied().max().unwrap_or(0);
        // One whom twice as many pages name as any other outweighs a page that took a pronoun wrong.
        let second = {
            let mut all: Vec<usize> = support.values().copied().collect();
            all.sort_unstable();
            all.pop();
            all.pop().unwrap_or(0)
        };
        let mut found: Vec<usize> =
            support.iter().filter(|(_, n)| **n == most && most >= 2 * second).map(|(r, _)| *r).collect();
        if found.is_empty() {
            // Named on this page without a role, and said elsewhere to be that; else the only one who is just that on pages that
            // speak of one thing.
            let mut only: Vec<usize> = Vec::new();
            for (head, _) in &item.roles {
                for &j in by_head.get(head.as_str()).into_iter().flatten().take(BUCKET) {
                    let Some(other) = items.get(j).filter(|o| o.named && o.page != item.page && suits(o)) else {
                        continue;
                    };
                    let root = sets.root(j);
                    let here = members
                        .get(&root)
                        .into_iter()
                        .flatten()
                        .filter_map(|&m| items.get(m))
                        .any(|m| m.page == item.page && m.named);
                    if !genders_agree(item, other) || !near.seem(item.page, other.page) {
                        continue;
                    }
                    if here {
                        found.push(root);
                    }
                    // One word ("the prosecutor") tells only on pages that quote the same words, and not where it is said of anybody.
                    let quoting = near.quoting(item.page, other.page);
                    let tells = |r: &&(String, Vec<String>)| {
                        !r.1.is_empty() || quoting && !lexicon::class(&r.0).any(lexicon::Class::ANY)
                    };
                    let told = near.pages(item.page, other.page);
                    if told && item.roles.iter().filter(tells).any(|r| other.roles.contains(r)) && other.speaks {
                        only.push(root);
                    }
                }
            }
            if found.is_empty() {
                found = only;
            }
            found.sort_unstable();
            found.dedup();
        }
        let own = sets.root(i);
        found.retain(|&r| r != own);
        if let [one] = found.as_slice() {
            sets.join(i, *one);
        }
    }
}

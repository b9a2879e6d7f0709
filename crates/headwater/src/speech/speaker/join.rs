//! Who on one page is who on another.
//!
//! Everybody a page knows is an item. Items are put together by union and find, from the surest ground to the least:
//! full names, then single names, then descriptions. The last two need evidence that the pages speak of one thing.

use std::collections::{BTreeMap, BTreeSet};

use super::item::{Item, items};
use super::near::{Near, genders_agree, roles_clash, share_words, talk_alike};
use super::office::Move;
use super::spelling::{one_name, perhaps_one, same_parts, sound};
use super::{PageSpeech, SpeakerKind};
use crate::page::Page;

/// Which items are one: for every page and entity the number of its group, in the order of first mention.
///
/// Also the descriptions that mean somebody else than their page's own reading took them for, with that one's group.
pub(super) fn groups(pages: &[Page], heard: &[PageSpeech]) -> (Vec<Vec<usize>>, Vec<(Move, usize)>) {
    let items = items(pages, heard);
    let mut sets = Sets { parent: (0..items.len()).collect() };
    let near = Near::new(&items);
    full_names(&items, &near, &mut sets);
    bodies(&items, &mut sets);
    single_names(&items, &near, &mut sets);
    super::described::described(&items, &near, &mut sets);
    described_bodies(&items, &near, &mut sets);
    let moves = super::office::moves(pages, heard, &items, &near, &mut sets);
    let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
    let mut out: Vec<Vec<usize>> = heard.iter().map(|h| vec![0; h.entities.len()]).collect();
    for (i, item) in items.iter().enumerate() {
        let next = numbers.len();
        let number = *numbers.entry(sets.root(i)).or_insert(next);
        if let Some(slot) = out.get_mut(item.page).and_then(|p| p.get_mut(item.entity)) {
            *slot = number;
        }
    }
    let numbered = |m: Move, sets: &mut Sets| {
        let number = *numbers.get(&sets.root(m.to))?;
        Some((m, number))
    };
    let moves = moves.into_iter().filter_map(|m| numbered(m, &mut sets)).collect();
    (out, moves)
}

pub(super) struct Sets {
    parent: Vec<usize>,
}

impl Sets {
    pub(super) fn root(&mut self, mut i: usize) -> usize {
        while let Some(&p) = self.parent.get(i).filter(|&&p| p != i) {
            let up = self.parent.get(p).copied().unwrap_or(p);
            if let Some(slot) = self.parent.get_mut(i) {
                *slot = up;
            }
            i = up;
        }
        i
    }

    /// The smaller index stays the root, so that the result does not depend on the order of joining.
    pub(super) fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        if let Some(slot) = self.parent.get_mut(a.max(b)) {
            *slot = a.min(b);
        }
    }
}

fn full_names(items: &[Item], near: &Near, sets: &mut Sets) {
    let mut buckets: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let full = |i: &Item| i.named && i.parts.len() > 1 && matches!(i.kind, SpeakerKind::Person | SpeakerKind::Unknown);
    for (i, item) in items.iter().enumerate().filter(|(_, i)| full(i)) {
        let mut keys: Vec<String> = item.parts.iter().map(|p| sound(p)).collect();
        keys.sort_unstable();
        keys.dedup();
        let mut seen = BTreeSet::new();
        for key in &keys {
            for &j in buckets.get(key).into_iter().flatten().rev().take(BUCKET) {
                let Some(other) = items.get(j).filter(|_| seen.insert(j)) else { continue };
                if other.page == item.page || sets.root(i) == sets.root(j) {
                    continue;
                }
                let surely = one_name(&item.parts, &other.parts);
                if !surely && !perhaps_one(&item.parts, &other.parts) {
                    continue;
                }
                let same = same_parts(&item.parts, &other.parts);
                let near = near.pages(item.page, other.page);
                let sure = if same {
                    near && share_words(item, other) || !roles_clash(item, other)
                } else {
                    let told = surely && near || talk_alike(item, other);
                    told && !roles_clash(item, other) || share_words(item, other)
                };
                if sure && (same || genders_agree(item, other)) {
                    sets.join(i, j);
                }
            }
        }
        for key in keys {
            buckets.entry(key).or_default().push(i);
        }
    }
}

/// So many who share a part of a name are compared with each.
pub(super) const BUCKET: usize = 64;

fn bodies(items: &[Item], sets: &mut Sets) {
    let mut seen: BTreeMap<&[String], usize> = BTreeMap::new();
    for (i, item) in
        items.iter().enumerate().filter(|(_, i)| i.named && i.kind != SpeakerKind::Person && !i.parts.is_empty())
    {
        if item.kind == SpeakerKind::Unknown && item.parts.len() < 2 {
            continue;
        }
        match seen.get(item.parts.as_slice()) {
            Some(&j) => sets.join(i, j),
            None => {
                seen.insert(&item.parts, i);
            }
        }
    }
}

/// So many full names of a group are compared with those of another.
const NAMES: usize = 4;

/// Bodies without a name on pages about the same thing: "the national weather service" and "the weather service".
fn described_bodies(items: &[Item], near: &Near, sets: &mut Sets) {
    let mut by_head: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let body = |i: &Item| !i.named && i.kind == SpeakerKind::Body && i.speaks;
    for (i, item) in items.iter().enumerate().filter(|(_, i)| body(i)) {
        let [(head, rest)] = item.roles.as_slice() else { continue };
        if rest.is_empty() {
            continue;
        }
        let list = by_head.entry(head).or_default();
        let fits = |j: &&usize| {
            let Some(other) = items.get(**j).filter(|o| near.pages(item.page, o.page)) else { return false };
            let of = |(_, theirs): &(String, Vec<String>)| {
                rest.iter().all(|w| theirs.contains(w)) || theirs.iter().all(|w| rest.contains(w))
            };
            other.page != item.page && other.roles.iter().any(of)
        };
        let mut found: Vec<usize> = list.iter().rev().take(BUCKET).filter(fits).map(|&j| sets.root(j)).collect();
        found.sort_unstable();
        found.dedup();
        if let [one] = found.as_slice() {
            sets.join(i, *one);
        }
        list.push(i);
    }
}

/// A surname or given name alone: the one bearer on pages about the same thing.
fn single_names(items: &[Item], near: &Near, sets: &mut Sets) {
    let person = |i: &Item| i.named && matches!(i.kind, SpeakerKind::Person | SpeakerKind::Unknown);
    let mut by_part: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, item) in items.iter().enumerate().filter(|(_, i)| person(i)) {
        for part in item.parts.first().into_iter().chain(item.parts.last().filter(|_| item.parts.len() > 1)) {
            by_part.entry(part).or_default().push(i);
        }
    }
    // Some of the full names of every group: two people of one surname stay two, whoever is called by the surname alone.
    let mut full: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (i, _) in items.iter().enumerate().filter(|(_, i)| person(i) && i.parts.len() > 1) {
        let names = full.entry(sets.root(i)).or_default();
        names.extend((names.len() < NAMES).then_some(i));
    }
    let parts = |i: &usize| items.get(*i).map(|i| i.parts.as_slice()).unwrap_or_default();
    for (i, item) in items.iter().enumerate().filter(|(_, i)| person(i) && i.parts.len() == 1) {
        let Some(part) = item.parts.first() else { continue };
        let mut found: Vec<usize> = Vec::new();
        for &j in by_part.get(part.as_str()).into_iter().flatten().take(BUCKET) {
            let Some(other) = items.get(j).filter(|o| o.page != item.page) else { continue };
            let surname = other.parts.last() == Some(part) && other.parts.len() > 1 && item.speaks && other.speaks;
            let evidence = share_words(item, other)
                || near.pages(item.page, other.page)
                || surname && (near.bodily(item.page, other.page) || talk_alike(item, other));
            if evidence && genders_agree(item, other) && (share_words(item, other) || !roles_clash(item, other)) {
                found.push(sets.root(j));
            }
        }
        found.sort_unstable();
        found.dedup();
        let own = sets.root(i);
        found.retain(|&r| r != own);
        let [one] = found.as_slice() else { continue };
        let (mine, theirs) = (full.get(&own), full.get(one));
        let (mine, theirs) = (mine.map_or(&[][..], Vec::as_slice), theirs.map_or(&[][..], Vec::as_slice));
        let fits = |a: &usize| theirs.iter().all(|b| one_name(parts(a), parts(b)) || perhaps_one(parts(a), parts(b)));
        if !mine.iter().all(fits) {
            continue;
        }
        let names: Vec<usize> = mine.iter().chain(theirs).copied().take(NAMES).collect();
        sets.join(i, *one);
        full.insert(sets.root(i), names);
    }
}

//! Who on one page is who on another.
//!
//! Everybody a page knows is an item. Items are put together by union and find, from the surest ground to the least:
//! full names, then single names, then descriptions. The last two need evidence that the pages speak of one thing.

use std::collections::{BTreeMap, BTreeSet};

use super::spelling::{fold_parts, one_slip, sound};
use super::{PageSpeech, SpeakerKind};
use crate::page::Page;
use crate::span::Span;
use crate::speech::mention::{Gender, MentionForm, lexicon};

/// Somebody as one page knows them.
pub(super) struct Item {
    pub(super) page: usize,
    pub(super) entity: usize,
    parts: Vec<String>,
    kind: SpeakerKind,
    named: bool,
    gender: Option<Gender>,
    /// Head nouns of roles and descriptions, with their other words.
    roles: Vec<(String, Vec<String>)>,
    /// Hashes of runs of words that the page quotes them with, calling them by this name or description.
    said: Vec<u64>,
    /// The same, and those that the page gives them by a pronoun or by what stands around.
    heard: Vec<u64>,
    speaks: bool,
}

/// Which items are one: for every page and entity the number of its group, in the order of first mention.
pub(super) fn groups(pages: &[Page], heard: &[PageSpeech]) -> Vec<Vec<usize>> {
    let items = items(pages, heard);
    let mut sets = Sets { parent: (0..items.len()).collect() };
    let near = Near::new(&items);
    full_names(&items, &near, &mut sets);
    bodies(&items, &mut sets);
    single_names(&items, &near, &mut sets);
    described(&items, &near, &mut sets);
    let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
    let mut out: Vec<Vec<usize>> = heard.iter().map(|h| vec![0; h.entities.len()]).collect();
    for (i, item) in items.iter().enumerate() {
        let next = numbers.len();
        let number = *numbers.entry(sets.root(i)).or_insert(next);
        if let Some(slot) = out.get_mut(item.page).and_then(|p| p.get_mut(item.entity)) {
            *slot = number;
        }
    }
    out
}

struct Sets {
    parent: Vec<usize>,
}

impl Sets {
    fn root(&mut self, mut i: usize) -> usize {
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
    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        if let Some(slot) = self.parent.get_mut(a.max(b)) {
            *slot = a.min(b);
        }
    }
}

/// Words of a run by which two quotations are known for one, and of the gap between runs' beginnings: six words running
/// are hardly ever said twice by chance in pages on other things.
const RUN: usize = 6;

/// Runs kept of one speaker on one page; it bounds the work for a page that is one long speech.
const MOST_RUNS: usize = 2000;

fn items(pages: &[Page], heard: &[PageSpeech]) -> Vec<Item> {
    let mut out = Vec::new();
    for (n, (page, h)) in pages.iter().zip(heard).enumerate() {
        let text = page.text.as_str();
        let mut said: Vec<Vec<u64>> = vec![Vec::new(); h.entities.len()];
        let mut heard = said.clone();
        for a in &h.attributions {
            let Some(who) = a.speaker.map(|s| s.ix()) else { continue };
            let (Some(all), Some(own), Some(e)) = (heard.get_mut(who), said.get_mut(who), h.entities.get(who)) else {
                continue;
            };
            if all.len() >= MOST_RUNS {
                continue;
            }
            let before = all.len();
            a.content.iter().for_each(|s| runs(s.of(text), all));
            let source = a.source.first().map_or("", |s| s.of(text));
            let surname = e.name.as_deref().and_then(|n| n.split_whitespace().last());
            if surname.is_none_or(|n| source.contains(n)) {
                own.extend(all.get(before..).unwrap_or_default());
            }
        }
        for (k, ((e, mut said), heard)) in h.entities.iter().zip(said).zip(heard).enumerate() {
            said.sort_unstable();
            said.dedup();
            let described = e.mentions.iter().filter(|m| m.form == MentionForm::Description).map(|m| m.span);
            let mut roles: Vec<(String, Vec<String>)> = Vec::new();
            for span in e.roles.iter().copied().chain(described).take(40) {
                if let Some(role) = role(span.of(text))
                    && !roles.contains(&role)
                {
                    roles.push(role);
                }
            }
            out.push(Item {
                page: n,
                entity: k,
                parts: e.name.as_deref().map(fold_parts).unwrap_or_default(),
                kind: e.kind,
                named: e.name.is_some(),
                gender: e.gender,
                roles,
                said,
                heard,
                speaks: e.speaks,
            });
        }
    }
    out
}

/// Adds the hashes of all runs of words in `content`.
pub(super) fn runs(content: &str, out: &mut Vec<u64>) {
    let words: Vec<u64> = content.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(hash).collect();
    for run in words.windows(RUN) {
        out.push(run.iter().fold(7, |h: u64, w| (h.rotate_left(7) ^ w).wrapping_mul(0x9E37_79B9_7F4A_7C15)));
    }
}

fn hash(word: &str) -> u64 {
    let lower = word.chars().flat_map(char::to_lowercase);
    lower.fold(0xcbf2_9ce4_8422_2325, |h, c| (h ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01b3))
}

/// The head noun of a phrase and its other words of weight, folded.
fn role(phrase: &str) -> Option<(String, Vec<String>)> {
    let words: Vec<String> = phrase
        .split(|c: char| c.is_whitespace() || c == ',')
        .map(|w| lexicon::fold(w.trim_matches(|c: char| !c.is_alphanumeric())).into_owned())
        .filter(|w| !w.is_empty())
        .collect();
    let end = words
        .iter()
        .position(|w| matches!(w.as_str(), "of" | "for" | "at" | "in" | "from" | "with" | "to" | "who" | "and"))
        .unwrap_or(words.len());
    let (head, rest) = words.get(..end)?.split_last()?;
    let idle = |w: &&String| {
        !lexicon::class(w).any(lexicon::Class::FUNCTION.or(lexicon::Class::DETERMINER)) && w.as_str() != "former"
    };
    Some((head.clone(), rest.iter().filter(idle).cloned().collect()))
}

/// Which pages speak of one thing: they quote the same words, or name the same people that few other pages name.
struct Near {
    joined: BTreeSet<(usize, usize)>,
}

/// A name on more pages than this is a public figure's, and pages that share it need share nothing else; a run of quoted
/// words on more pages is a phrase. Chosen by hand: a story is told on a handful of pages, seldom on more than twenty.
const RARE: usize = 20;

impl Near {
    fn new(items: &[Item]) -> Near {
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

    fn pages(&self, a: usize, b: usize) -> bool {
        a == b || self.joined.contains(&(a.min(b), a.max(b)))
    }
}

fn genders_agree(a: &Item, b: &Item) -> bool {
    a.gender.zip(b.gender).is_none_or(|(x, y)| x == y)
}

/// Whether two sets of roles speak against each other: both are told, and no head noun is in both.
fn roles_clash(a: &Item, b: &Item) -> bool {
    !a.roles.is_empty()
        && !b.roles.is_empty()
        && !a.roles.iter().any(|(head, _)| b.roles.iter().any(|(other, _)| other == head))
}

fn share_words(a: &Item, b: &Item) -> bool {
    let (small, large) = if a.said.len() < b.said.len() { (a, b) } else { (b, a) };
    small.said.iter().any(|r| large.said.binary_search(r).is_ok())
}

/// Whether two names have the same parts, in any order.
fn same_parts(a: &[String], b: &[String]) -> bool {
    let (mut x, mut y): (Vec<&String>, Vec<&String>) = (a.iter().collect(), b.iter().collect());
    x.sort_unstable();
    y.sort_unstable();
    x == y
}

/// Whether two full names can be one: equal parts in any order, a middle name more or less, a slip or another
/// transliteration in one part. Different given names never are.
fn one_name(a: &[String], b: &[String]) -> bool {
    if same_parts(a, b) {
        return true;
    }
    let (Some(given_a), Some(given_b), Some(last_a), Some(last_b)) = (a.first(), b.first(), a.last(), b.last()) else {
        return false;
    };
    let alike = |x: &String, y: &String| {
        x == y || x.len().min(y.len()) >= 4 && sound(x) == sound(y) && sound(x).len() > 1 || one_slip(x, y)
    };
    let initial = |x: &String, y: &String| {
        let bare = x.trim_end_matches('.');
        bare.chars().count() == 1 && y.starts_with(bare)
    };
    if a.len() == b.len() {
        // All parts but one the same, that one alike.
        let other: Vec<(&String, &String)> = a.iter().zip(b).filter(|(x, y)| x != y).collect();
        return match other.as_slice() {
            [(x, y)] => alike(x, y) || (initial(x, y) || initial(y, x)) && last_a == last_b,
            [..] => false,
        };
    }
    if given_a == given_b && last_a == last_b {
        return true;
    }
    // "Abu Mansour" and "Abu Mansour al Maghrebi".
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    short.len() > 1 && (long.starts_with(short) || long.ends_with(short))
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
                if other.page == item.page || sets.root(i) == sets.root(j) || !one_name(&item.parts, &other.parts) {
                    continue;
                }
                let same = same_parts(&item.parts, &other.parts);
                let near = near.pages(item.page, other.page);
                let sure = if same {
                    near && share_words(item, other) || !roles_clash(item, other)
                } else {
                    near && !roles_clash(item, other) || share_words(item, other)
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
const BUCKET: usize = 64;

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

/// A surname or given name alone: the one bearer on pages about the same thing.
fn single_names(items: &[Item], near: &Near, sets: &mut Sets) {
    let person = |i: &Item| i.named && matches!(i.kind, SpeakerKind::Person | SpeakerKind::Unknown);
    let mut by_part: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, item) in items.iter().enumerate().filter(|(_, i)| person(i)) {
        for part in item.parts.first().into_iter().chain(item.parts.last().filter(|_| item.parts.len() > 1)) {
            by_part.entry(part).or_default().push(i);
        }
    }
    for (i, item) in items.iter().enumerate().filter(|(_, i)| person(i) && i.parts.len() == 1) {
        let Some(part) = item.parts.first() else { continue };
        let mut found: Vec<usize> = Vec::new();
        for &j in by_part.get(part.as_str()).into_iter().flatten().take(BUCKET) {
            let Some(other) = items.get(j).filter(|o| o.page != item.page) else { continue };
            let evidence = share_words(item, other) || near.pages(item.page, other.page);
            if evidence && genders_agree(item, other) && (share_words(item, other) || !roles_clash(item, other)) {
                found.push(sets.root(j));
            }
        }
        found.sort_unstable();
        found.dedup();
        let own = sets.root(i);
        found.retain(|&r| r != own);
        if let [one] = found.as_slice() {
            sets.join(i, *one);
        }
    }
}

/// Somebody who is only described: one who says the same words elsewhere, or one whom this page names and another page
/// says to be that.
fn described(items: &[Item], near: &Near, sets: &mut Sets) {
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
            // Named on this page without a role, and said elsewhere to be that.
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
                    if here && genders_agree(item, other) && near.pages(item.page, other.page) {
                        found.push(root);
                    }
                }
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

/// The distinct words of spans, each once, by first appearance, without the determiner.
pub(super) fn distinct(spans: impl Iterator<Item = (usize, Span)>, pages: &[Page], bare: bool) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut out = Vec::new();
    for (page, span) in spans {
        let words: Vec<&str> = pages.get(page).map_or("", |p| span.of(&p.text)).split_whitespace().collect();
        let from = match words.first() {
            Some(w)
                if bare
                    && words.len() > 1
                    && matches!(w.to_lowercase().as_str(), "the" | "a" | "an" | "this" | "that") =>
            {
                1
            }
            _ => 0,
        };
        let words = words.get(from..).unwrap_or_default().join(" ");
        if !words.is_empty() && seen.insert(words.to_lowercase()) {
            out.push(words);
        }
    }
    out
}

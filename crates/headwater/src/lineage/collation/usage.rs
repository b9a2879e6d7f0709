//! How familiar words are: how often they, their neighbours and their letters stand elsewhere in the collection.
//!
//! Nothing here knows a language. A slip makes a word that stands nowhere else, out of letters that seldom follow each
//! other; two words that changed places make pairs that stand nowhere else; a word that only stories of one kind use
//! tells which surroundings a passage is at home in.

use std::collections::HashMap;

use super::side::{Collation, Home, Site};
use super::wording::{STYLES, Wording, Words};

/// Counts over the stories of all families.
#[derive(Debug, Default)]
pub(crate) struct Usage {
    words: Vec<u32>,
    pairs: HashMap<(u32, u32), u32>,
    /// In how many families a word stands.
    families: Vec<u32>,
    total_families: u32,
    total_words: u32,
    /// By word: how likely its letters are, as the logarithm of the counts of its trigrams in other words.
    letters: Vec<f32>,
    /// Pages by the style of most of their quotation marks; first those without.
    styles: [u32; 1 + STYLES],
    /// The words, by number.
    texts: Vec<Box<str>>,
}

/// Share of all words from which on a word is common. One in three hundred leaves the hundred or so words that join
/// others; what an editor slips in by the way is among them.
const COMMON: f32 = 1.0 / 300.0;

impl Usage {
    /// Counts the words of `families`; `words` are they by number. Linear in the text.
    pub(crate) fn count<'a>(families: impl Iterator<Item = &'a Wording>, words: &[&str]) -> Usage {
        let n = words.len();
        let mut usage = Usage { words: vec![0; n], families: vec![0; n], ..Usage::default() };
        let mut last = vec![u32::MAX; n];
        for (family, number) in families.zip(0u32..) {
            usage.total_families += 1;
            for page in &family.pages {
                if let Some(pages) = usage.styles.get_mut(usize::from(page.style)) {
                    *pages += 1;
                }
                usage.total_words = usage.total_words.saturating_add(page.ids.len() as u32);
                for &id in &page.ids {
                    let id = id as usize;
                    if let (Some(count), Some(held), Some(last)) =
                        (usage.words.get_mut(id), usage.families.get_mut(id), last.get_mut(id))
                    {
                        *count += 1;
                        if *last != number {
                            *last = number;
                            *held += 1;
                        }
                    }
                }
                for pair in page.ids.windows(2) {
                    *usage.pairs.entry((pair[0], pair[1])).or_default() += 1;
                }
            }
        }
        usage.letters = letters(words);
        usage.texts = words.iter().map(|&w| w.into()).collect();
        usage
    }

    /// The word of a number.
    pub(crate) fn text(&self, id: u32) -> &str {
        self.texts.get(id as usize).map_or("", |t| t)
    }

    /// How common a style of quotation marks is: the logarithm of its share of the pages that have any, the page at hand aside.
    pub(crate) fn style(&self, style: u8) -> f32 {
        let of = |style: usize| self.styles.get(style).copied().unwrap_or(0) as f32;
        let all: f32 = (1..=STYLES).map(of).sum();
        if style == 0 { 0.0 } else { ((of(usize::from(style)) - 0.5).max(0.5) / all.max(1.0)).ln() }
    }

    pub(crate) fn word(&self, id: u32) -> u32 {
        self.words.get(id as usize).copied().unwrap_or(0)
    }

    pub(crate) fn is_common(&self, id: u32) -> bool {
        self.word(id) as f32 > COMMON * self.total_words as f32
    }

    /// How much a word tells of what a text speaks of; 0 for a word that every family has.
    pub(crate) fn rarity(&self, id: u32) -> f32 {
        let held = self.families.get(id as usize).copied().unwrap_or(0).max(1);
        ((self.total_families.max(1) as f32 + 1.0) / (held as f32 + 1.0)).ln().max(0.0)
    }

    /// How familiar the wording of one side of a site is: of its least used word, and of its least used pair of words, the
    /// logarithm of how often it stands elsewhere.
    pub(crate) fn familiar(&self, words: &Words, site: &Site, side: usize) -> (f32, f32) {
        let (begin, end) = (site.words[side].0 as usize, site.words[side].1 as usize);
        let here = 1 + site.with[side].len() as u32;
        let log = |n: u32| (1.0 + n.saturating_sub(here) as f32).ln();
        let word = words.ids.get(begin..end).unwrap_or_default().iter().map(|&id| log(self.word(id)));
        let around = words.ids.get(begin.saturating_sub(1)..(end + 1).min(words.ids.len())).unwrap_or_default();
        let pair = around.windows(2).map(|p| log(self.pairs.get(&(p[0], p[1])).copied().unwrap_or(0)));
        let (w, p) = (word.fold(f32::INFINITY, f32::min), pair.fold(f32::INFINITY, f32::min));
        (if w.is_finite() { w } else { 3.0 }, if p.is_finite() { p } else { 0.0 })
    }

    /// How familiar the rarest word of one side of a site is, and how readily its words follow each other: the logarithm of
    /// their likelihood by pairs, with the word before and the word after. Copies of this wording do not count.
    pub(crate) fn reading(&self, words: &Words, site: &Site, side: usize) -> (f32, f32) {
        let (begin, end) = (site.words[side].0 as usize, site.words[side].1 as usize);
        let here = 1 + site.with[side].len() as u32;
        let log = |n: u32| (1.0 + n.saturating_sub(here) as f32).ln();
        let word = words.ids.get(begin..end).unwrap_or_default().iter().map(|&id| log(self.word(id)));
        let word = word.fold(f32::INFINITY, f32::min);
        let around = words.ids.get(begin.saturating_sub(1)..(end + 1).min(words.ids.len())).unwrap_or_default();
        let follow = around.windows(2).map(|p| self.follows(p[0], p[1], here)).sum();
        (if word.is_finite() { word } else { 3.0 }, follow)
    }

    /// The logarithm of how likely `b` follows `a`, `here` times aside; what was not met backs off to how common `b` is.
    fn follows(&self, a: u32, b: u32, here: u32) -> f32 {
        let less = |n: u32| n.saturating_sub(here) as f32;
        let types = self.words.len().max(1) as f32;
        let alone = (less(self.word(b)) + 0.5) / (self.total_words as f32 + 0.5 * types);
        let pair = less(self.pairs.get(&(a, b)).copied().unwrap_or(0));
        ((pair + 4.0 * alone) / (less(self.word(a)).max(pair) + 4.0)).ln()
    }

    /// By how much the letters of one word are likelier than those of another; 0 unless one word stands for one.
    pub(crate) fn letters(&self, a: &[u32], b: &[u32]) -> f32 {
        let of = |id: u32| self.letters.get(id as usize).copied().unwrap_or(0.0);
        match (a, b) {
            ([a], [b]) => of(*a) - of(*b),
            _ => 0.0,
        }
    }

    /// Common and other words among `ids`.
    pub(crate) fn weigh(&self, ids: &[u32]) -> [f32; 2] {
        let common = ids.iter().filter(|&&id| self.is_common(id)).count();
        [common as f32, (ids.len() - common) as f32]
    }

    /// How much what each page has beyond the shared words speaks of the same things as they do. Linear, but for sorting.
    pub(crate) fn homes(&self, pages: [&Words; 2], collation: &Collation) -> [Home; 2] {
        let mut out = [Home::default(); 2];
        for (side, home) in out.iter_mut().enumerate() {
            let ids = &pages[side].ids;
            let mut inside = vec![false; ids.len()];
            for b in &collation.blocks {
                inside.iter_mut().skip(b.at[side] as usize).take(b.len as usize).for_each(|i| *i = true);
            }
            let shared = types(ids.iter().zip(&inside).filter(|(_, i)| **i).map(|(id, _)| *id));
            let rest: Vec<u32> = ids.iter().zip(&inside).filter(|(_, i)| !**i).map(|(id, _)| *id).collect();
            home.around = if rest.len() < LEAST_AROUND { 0.0 } else { self.belongs(&shared, &rest) };
            for alone in collation.alone[side].iter().filter(|a| a.with.is_empty()) {
                let words = ids.get(alone.words.0 as usize..alone.words.1 as usize).unwrap_or_default();
                // Between strange and native a stretch counts in part.
                let native = 1.0 / (1.0 + (-4.0 * (self.belongs(&shared, words) - 0.4)).exp());
                home.native += native * words.len() as f32;
                home.strange += (1.0 - native) * words.len() as f32;
            }
        }
        out
    }

    /// The logarithm of the rare words that `rest` has of `shared`, over those that as much other text would have.
    pub(crate) fn belongs(&self, shared: &[u32], rest: &[u32]) -> f32 {
        let size = rest.len() as f32;
        let rest = types(rest.iter().copied());
        let total = self.total_words.max(1) as f32;
        let (mut found, mut chance) = (0.0, 0.0);
        for &id in shared {
            let rare = self.rarity(id);
            // The family's own use of a word of it is no measure of how common it is elsewhere.
            let others = self.families.get(id as usize).copied().unwrap_or(1).saturating_sub(1) as f32;
            let elsewhere = self.word(id) as f32 * others / (others + 1.0);
            chance += rare * (1.0 - (-elsewhere / total * size).exp());
            found += if rest.binary_search(&id).is_ok() { rare } else { 0.0 };
        }
        ((found + 1.0) / (chance + 1.0)).ln()
    }
}

/// Words around shared ones below which nothing can be said of what they speak of.
const LEAST_AROUND: usize = 20;

fn types(ids: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut list: Vec<u32> = ids.collect();
    list.sort_unstable();
    list.dedup();
    list
}

/// For every word the sum over its trigrams of the logarithm of their counts in all other words.
fn letters(words: &[&str]) -> Vec<f32> {
    let grams = |word: &str| -> Vec<[char; 3]> {
        let chars: Vec<char> =
            [' '].into_iter().chain(word.chars().flat_map(char::to_lowercase)).chain([' ']).collect();
        chars.windows(3).map(|w| [w[0], w[1], w[2]]).collect()
    };
    let mut counts: HashMap<[char; 3], u32> = HashMap::new();
    for word in words {
        for gram in grams(word) {
            *counts.entry(gram).or_default() += 1;
        }
    }
    let log = |gram: [char; 3]| (counts.get(&gram).copied().unwrap_or(1).saturating_sub(1) as f32 + 0.3).ln();
    words.iter().map(|word| grams(word).into_iter().map(log).sum()).collect()
}

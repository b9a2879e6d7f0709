//! Which way a single change runs: from the words of one page to those of the other, or back.
//!
//! Copying does not change words evenly in both directions. Letters that change places make a word that nobody uses, a word
//! slipped in makes a pair of words that nobody uses, a passage that speaks of something else was put in rather than cut out.
//! Every change is put into a class, and what is known of it is weighed by class: the weights are those of a logistic
//! regression over changes whose direction is known, without a constant, so that turning the change round turns the sign.

use crate::lineage::collation::side::{Alone, Collation, Site};
use crate::lineage::collation::usage::Usage;
use crate::lineage::collation::wording::Words;

/// The classes of change.
const CLASSES: [&str; 10] = [
    "capital and small letters",
    "letters in another order",
    "a letter or two",
    "figures",
    "another word",
    "words in another order",
    "one familiar word more or less",
    "one other word more or less",
    "several words more or less",
    "a phrase for another",
];
/// What is known of a change, for its class.
const KNOWN: [&str; 6] = [
    "the rarest word is more familiar",
    "it is, at all",
    "the words follow each other more readily",
    "they do, at all",
    "the letters are likelier",
    "the change only goes this way",
];
/// What is known of a stretch that one page alone has.
const STRETCH_NAMES: [&str; 8] = [
    "a stretch: always",
    "a stretch: it belongs to the shared words",
    "a stretch: length",
    "a stretch: share of its rare words that stand in the shared ones",
    "a stretch: share of its capital words that stand in the shared ones",
    "a stretch: the shared words follow on both sides",
    "a stretch: it belongs to what stands beside it",
    "a stretch: share of the page that is shared",
];

/// Numbers of a site.
pub const SITE_SIGNS: usize = CLASSES.len() * KNOWN.len();
/// Numbers of a stretch.
pub const STRETCH_SIGNS: usize = STRETCH_NAMES.len();

/// What speaks for a site's second wording having come of its first.
pub type SiteSigns = [f32; SITE_SIGNS];
/// What speaks for a stretch having been cut out by the other page rather than put in by this one.
pub type StretchSigns = [f32; STRETCH_SIGNS];

/// What the numbers weigh.
#[derive(Clone, Debug, PartialEq)]
pub struct Edits {
    /// Of a site's.
    pub site: SiteSigns,
    /// Of a stretch's.
    pub stretch: StretchSigns,
}

impl Default for Edits {
    fn default() -> Self {
        Edits { site: [0.0; SITE_SIGNS], stretch: [0.0; STRETCH_SIGNS] }
    }
}

impl Edits {
    /// The logarithm of the odds that the second wording came of the first, at most [`MOST`] either way.
    pub fn of_site(&self, signs: &SiteSigns) -> f32 {
        dot(&self.site, signs).clamp(-MOST, MOST)
    }

    /// The logarithm of the odds that the other page cut the stretch out, at most [`MOST`] either way.
    pub fn of_stretch(&self, signs: &StretchSigns) -> f32 {
        dot(&self.stretch, signs).clamp(-MOST, MOST)
    }
}

/// One change is never surer than this: even a plain slip is mended now and then.
const MOST: f32 = 4.0;

fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

/// The name of a site's number.
fn site_name(i: usize) -> String {
    format!("{}: {}", CLASSES[i / KNOWN.len() % CLASSES.len()], KNOWN[i % KNOWN.len()])
}

/// Tells every site and stretch of a collation which way it leans.
pub(crate) fn lean(usage: &Usage, edits: &Edits, pages: [&Words; 2], collation: &mut Collation) {
    let stretches = [0, 1].map(|side| stretches(usage, pages[side], collation, side));
    for (side, signs) in stretches.into_iter().enumerate() {
        for (alone, signs) in collation.alone[side].iter_mut().zip(signs) {
            alone.lean = edits.of_stretch(&signs);
        }
    }
    for s in &mut collation.sites {
        s.lean = edits.of_site(&site(usage, pages, s, 0));
    }
}

/// The numbers of every stretch that one side alone has.
pub(crate) fn stretches(usage: &Usage, page: &Words, collation: &Collation, side: usize) -> Vec<StretchSigns> {
    let mut shared = vec![false; page.ids.len()];
    for b in &collation.blocks {
        shared.iter_mut().skip(b.at[side] as usize).take(b.len as usize).for_each(|s| *s = true);
    }
    let mut types: Vec<u32> = page.ids.iter().zip(&shared).filter(|(_, s)| **s).map(|(id, _)| *id).collect();
    types.sort_unstable();
    types.dedup();
    collation.alone[side].iter().map(|a| stretch(usage, page, a, &shared, &types)).collect()
}

/// What speaks for `site` having run from side `from` to the other; `pages` by side.
pub(crate) fn site(usage: &Usage, pages: [&Words; 2], site: &Site, from: usize) -> SiteSigns {
    let mut out = [0.0; SITE_SIGNS];
    let to = 1 - from;
    let ids = |side: usize| {
        let (begin, end) = site.words[side];
        pages[side].ids.get(begin as usize..end as usize).unwrap_or_default()
    };
    let (class, oneway) = class(usage, pages[from], site.words[from], ids(from), ids(to));
    let known = |side: usize| usage.reading(pages[side], site, side);
    let (a, b) = (known(from), known(to));
    let word = a.0 - b.0;
    let follow = a.1 - b.1;
    let values = [
        word.clamp(-4.0, 4.0) / 2.0,
        word.clamp(-0.7, 0.7),
        follow.clamp(-10.0, 10.0) / 4.0,
        follow.clamp(-1.5, 1.5),
        (usage.letters(ids(from), ids(to)) / 3.0).clamp(-3.0, 3.0),
        oneway,
    ];
    for (slot, value) in out.iter_mut().skip(class * KNOWN.len()).zip(values) {
        *slot = value;
    }
    out
}

/// The class of a change, and 1 or -1 where its form alone tells of a direction.
fn class(usage: &Usage, page: &Words, at: (u32, u32), from: &[u32], to: &[u32]) -> (usize, f32) {
    let longer = (to.len() as f32 - from.len() as f32).signum();
    match (from, to) {
        ([a], [b]) => {
            let (a, b) = (usage.text(*a), usage.text(*b));
            one_for_one(a, b, starts(page, at.0))
        }
        ([one], []) | ([], [one]) => (if usage.is_common(*one) { 6 } else { 7 }, longer),
        ([], _) | (_, []) => (8, longer),
        _ => {
            let sorted = |ids: &[u32]| {
                let mut ids = ids.to_vec();
                ids.sort_unstable();
                ids
            };
            if sorted(from) == sorted(to) { (5, 0.0) } else { (9, longer * f32::from(from.len() != to.len())) }
        }
    }
}

fn starts(page: &Words, at: u32) -> bool {
    let before = at.checked_sub(1).and_then(|b| page.closes.get(b as usize));
    before.copied().unwrap_or(true) || page.begins.get(at as usize).copied().unwrap_or(true)
}

fn one_for_one(a: &str, b: &str, starts: bool) -> (usize, f32) {
    let inner = |w: &str| w.chars().skip(1).any(char::is_uppercase);
    let first = |w: &str| w.starts_with(char::is_uppercase);
    if a.to_lowercase() == b.to_lowercase() {
        let mut way = 0.0;
        if first(a) != first(b) && !starts {
            way += if first(b) { 1.0 } else { -1.0 };
        } else if inner(a) != inner(b) {
            way += if inner(a) { 1.0 } else { -1.0 };
        }
        return (0, way);
    }
    let digits = |w: &str| w.chars().filter(char::is_ascii_digit).collect::<String>();
    if a.contains(|c: char| c.is_ascii_digit()) && b.contains(|c: char| c.is_ascii_digit()) {
        let marks = |w: &str| w.chars().filter(|c| !c.is_ascii_digit()).count();
        let same = digits(a) == digits(b);
        return (
            3,
            if same { (marks(a) as f32 - marks(b) as f32).signum() * f32::from(marks(a) != marks(b)) } else { 0.0 },
        );
    }
    let sorted = |w: &str| {
        let mut chars: Vec<char> = w.chars().flat_map(char::to_lowercase).collect();
        chars.sort_unstable();
        chars
    };
    let (x, y) = (sorted(a), sorted(b));
    if x == y {
        return (1, 0.0);
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().take(40).collect(), b.chars().take(40).collect());
    let front = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let back = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let shorter = a.len().min(b.len());
    let rest = a.len().max(b.len()) - (front + back).min(shorter);
    if rest <= 2 && front + back >= 2 {
        let way = (b.len() as f32 - a.len() as f32).signum() * f32::from(a.len() != b.len());
        return (2, way);
    }
    (4, 0.0)
}

/// What speaks for the stretch `alone` of side `side` having been cut out by the other page. `shared` tells of every word
/// of the side whether it is shared, `types` are the shared words, in order.
pub(crate) fn stretch(usage: &Usage, page: &Words, alone: &Alone, shared: &[bool], types: &[u32]) -> StretchSigns {
    let (begin, end) = (alone.words.0 as usize, (alone.words.1 as usize).min(page.ids.len()));
    let words = page.ids.get(begin..end).unwrap_or_default();
    let (mut rare, mut known, mut names, mut met) = (0.0f32, 0.0f32, 0.0f32, 0.0f32);
    for (i, &id) in words.iter().enumerate() {
        let there = types.binary_search(&id).is_ok();
        let weight = usage.rarity(id);
        rare += weight;
        known += if there { weight } else { 0.0 };
        let at = (begin + i) as u32;
        if page.small.get(at as usize) == Some(&false) && !starts(page, at) {
            names += 1.0;
            met += f32::from(there);
        }
    }
    // What stands beside it: a hundred words on either side.
    let near = |range: std::ops::Range<usize>| {
        range.filter(|&i| shared.get(i) == Some(&true)).filter_map(|i| page.ids.get(i).copied()).collect::<Vec<u32>>()
    };
    let mut beside = near(begin.saturating_sub(100)..begin);
    beside.extend(near(end..(end + 100).min(page.ids.len())));
    beside.sort_unstable();
    beside.dedup();
    let total = shared.iter().filter(|s| **s).count() as f32 / shared.len().max(1) as f32;
    [
        1.0,
        usage.belongs(types, words),
        ((end - begin) as f32 / 50.0).ln(),
        known / rare.max(1.0),
        if names > 0.0 { met / names - 0.4 } else { 0.0 },
        f32::from(!alone.first && !alone.last),
        if beside.is_empty() { 0.0 } else { usage.belongs(&beside, words) },
        total - 0.5,
    ]
}

/// Writes weights, a number a line.
pub(crate) fn lines(edits: &Edits) -> Vec<(String, f32)> {
    let sites = edits.site.iter().enumerate().map(|(i, w)| (site_name(i), *w));
    sites.chain(STRETCH_NAMES.iter().zip(&edits.stretch).map(|(n, w)| ((*n).to_owned(), *w))).collect()
}

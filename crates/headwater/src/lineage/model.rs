//! From signs to shares of belief: a choice among a page's possible sources, and none, with learned weights.

use std::sync::LazyLock;

use super::direction::{NAMES, SIGNS, Signs};
use super::family::Candidate;

/// What each number for "this page has no source at hand" stands for.
pub const NONE_NAMES: [&str; 11] = [
    "none: always",
    "none: best share of the taker that is shared",
    "none: least share that only third pages have",
    "none: least places against a source",
    "none: it names a source at hand",
    "none: it credits what is not at hand",
    "none: it is the oldest",
    "none: some source is older",
    "none: best home of the passages elsewhere",
    "none: least words that only a source has",
    "none: possible sources",
];

/// The numbers for "this page has no source at hand".
pub type NoneSigns = [f32; NONE_NAMES.len()];

/// The weights of a choice.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    /// For a possible source.
    pub source: Signs,
    /// For none.
    pub none: NoneSigns,
}

/// The weights of the data file: the first to draft the graph, the second to settle it.
pub(crate) static LEARNED: LazyLock<[Weights; 2]> = LazyLock::new(|| {
    let file = include_str!("../../data/lineage/direction.txt");
    let mut out = [
        Weights { source: [0.0; SIGNS], none: [0.0; NONE_NAMES.len()] },
        Weights { source: [0.0; SIGNS], none: [0.0; NONE_NAMES.len()] },
    ];
    for line in file.lines().filter(|l| !l.starts_with('#')) {
        let mut fields = line.split('\t');
        let Some(name) = fields.next() else { continue };
        for (set, field) in out.iter_mut().zip(fields) {
            let value = field.trim().parse().unwrap_or(0.0);
            if let Some(i) = NAMES.iter().position(|n| *n == name) {
                set.source[i] = value;
            } else if let Some(i) = NONE_NAMES.iter().position(|n| *n == name) {
                set.none[i] = value;
            }
        }
    }
    out
});

/// The numbers for "none" from the possible sources' own.
pub(crate) fn none_signs(list: &[Candidate], credits_work: bool) -> NoneSigns {
    let most = |i: usize| list.iter().map(|c| c.signs[i]).fold(0.0, f32::max);
    let least = |i: usize| list.iter().map(|c| c.signs[i]).fold(f32::INFINITY, f32::min);
    let least = |i: usize| if list.is_empty() { 0.0 } else { least(i) };
    [
        1.0,
        most(1),
        least(4),
        least(12),
        most(26),
        f32::from(credits_work),
        f32::from(most(24) > 0.0 && most(22) + most(23) == 0.0),
        most(22),
        list.iter().map(|c| c.signs[19]).fold(-1.0, f32::max),
        least(8),
        (1.0 + list.len() as f32).ln(),
    ]
}

impl Weights {
    /// The share of belief of every possible source, and last of none. They add up to 1.
    pub fn shares(&self, sources: &[Signs], none: &NoneSigns) -> Vec<f32> {
        let dot = |w: &[f32], f: &[f32]| w.iter().zip(f).map(|(w, f)| w * f).sum::<f32>();
        let mut scores: Vec<f32> = sources.iter().map(|s| dot(&self.source, s)).collect();
        scores.push(dot(&self.none, none));
        let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        for s in &mut scores {
            *s = (*s - most).exp();
        }
        let sum: f32 = scores.iter().sum();
        for s in &mut scores {
            *s /= sum;
        }
        scores
    }
}

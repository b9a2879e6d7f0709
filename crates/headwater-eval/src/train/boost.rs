//! Learning boosted regression trees: gradient boosting of the logistic loss over binned features, without chance.
//!
//! J. Friedman, "Greedy function approximation: a gradient boosting machine" (2001), with the second-order gain and
//! leaf weights of T. Chen and C. Guestrin, "XGBoost" (2016). Ties go to the lower feature and the lower threshold.

use rayon::prelude::*;

/// One case to learn from.
#[derive(Clone, Debug)]
pub(crate) struct Sample<const N: usize> {
    /// What is known of it.
    pub(crate) features: [f32; N],
    /// Whether it is of the kind.
    pub(crate) truth: bool,
    /// How much it counts.
    pub(crate) weight: f32,
}

/// How trees are grown.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Growth {
    /// How many trees.
    pub(crate) trees: usize,
    /// Questions on the longest path of a tree.
    pub(crate) depth: usize,
    /// What part of each tree's answer is taken.
    pub(crate) rate: f64,
    /// Least sum of second derivatives in a leaf.
    pub(crate) least: f64,
    /// Shrinks a leaf's answer.
    pub(crate) shrink: f64,
    /// In how many of a hundred trees a feature may be asked; which, is dealt by the numbers of tree and feature.
    pub(crate) shared: u64,
}

/// A learned tree: questions and answers in the order in which they are written.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Part {
    /// Is this feature below this number?
    Below(u16, f32),
    /// The answer.
    Leaf(f32),
}

/// Most thresholds that are tried of one feature.
const BINS: usize = 64;

/// Learns trees whose sum is the logarithm of the odds.
pub(crate) fn learn<const N: usize>(samples: &[Sample<N>], growth: Growth) -> Vec<Vec<Part>> {
    let cuts: Vec<Vec<f32>> = (0..N).into_par_iter().map(|f| thresholds(samples, f)).collect();
    let bins: Vec<Vec<u8>> = (0..N)
        .into_par_iter()
        .map(|f| samples.iter().map(|s| cuts[f].partition_point(|c| *c <= s.features[f]) as u8).collect())
        .collect();
    let mut scores = vec![0f64; samples.len()];
    let mut trees = Vec::new();
    for tree in 0..growth.trees {
        let slopes: Vec<(f64, f64)> = samples
            .iter()
            .zip(&scores)
            .map(|(s, score)| {
                let p = 1.0 / (1.0 + (-score).exp());
                let weight = f64::from(s.weight);
                (weight * (f64::from(u8::from(s.truth)) - p), weight * p * (1.0 - p))
            })
            .collect();
        let mut parts = Vec::new();
        let all: Vec<u32> = (0..samples.len() as u32).collect();
        grow(&Ground { cuts: &cuts, bins: &bins, slopes: &slopes, growth, tree }, all, 0, &mut parts, &mut scores);
        trees.push(parts);
    }
    trees
}

/// Values between which a feature's cases are about equally many.
fn thresholds<const N: usize>(samples: &[Sample<N>], feature: usize) -> Vec<f32> {
    let mut values: Vec<f32> = samples.iter().map(|s| s.features[feature]).collect();
    values.sort_by(f32::total_cmp);
    let mut cuts: Vec<f32> = Vec::new();
    let step = (values.len() / BINS).max(1);
    let mut last = values.first().copied().unwrap_or(0.0);
    let mut since = 0;
    for &value in &values {
        since += 1;
        if value > last {
            if since > step || cuts.len() + 8 > BINS && since > step / 2 || few_distinct(&values) {
                // Rounded, so that the written number is the number that was learned.
                let between = ((last + value) / 2.0 * 1000.0).round() / 1000.0;
                if between > last
                    && between <= value
                    && cuts.last().is_none_or(|c| *c < between)
                    && cuts.len() < BINS * 3
                {
                    cuts.push(between);
                    since = 0;
                }
            }
            last = value;
        }
    }
    cuts
}

fn few_distinct(sorted: &[f32]) -> bool {
    let mut distinct = 0;
    for pair in sorted.windows(2) {
        distinct += usize::from(pair[1] > pair[0]);
        if distinct > BINS {
            return false;
        }
    }
    true
}

struct Ground<'g> {
    cuts: &'g [Vec<f32>],
    bins: &'g [Vec<u8>],
    slopes: &'g [(f64, f64)],
    growth: Growth,
    tree: usize,
}

/// Whether a tree may ask a feature: by mixing the two numbers (splitmix64), so that it is the same every time.
fn dealt(tree: usize, feature: usize, of_hundred: u64) -> bool {
    let mut mixed = (tree as u64) << 32 | feature as u64;
    mixed = mixed.wrapping_add(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    (mixed ^ (mixed >> 31)) % 100 < of_hundred
}

fn grow(ground: &Ground<'_>, cases: Vec<u32>, depth: usize, parts: &mut Vec<Part>, scores: &mut [f64]) {
    let (slope, curve) = sum(ground, &cases);
    let best = if depth < ground.growth.depth { best_cut(ground, &cases, slope, curve) } else { None };
    match best {
        Some((_, feature, bin)) => {
            parts.push(Part::Below(feature as u16, ground.cuts[feature][bin]));
            let (below, other) = cases.into_iter().partition(|&c| usize::from(ground.bins[feature][c as usize]) <= bin);
            grow(ground, below, depth + 1, parts, scores);
            grow(ground, other, depth + 1, parts, scores);
        }
        None => {
            let answer = slope / (curve + ground.growth.shrink) * ground.growth.rate;
            let answer = (answer * 10_000.0).round() / 10_000.0;
            parts.push(Part::Leaf(answer as f32));
            cases.iter().for_each(|&c| scores[c as usize] += answer);
        }
    }
}

fn sum(ground: &Ground<'_>, cases: &[u32]) -> (f64, f64) {
    cases.iter().fold((0.0, 0.0), |(s, c), &case| {
        let (slope, curve) = ground.slopes[case as usize];
        (s + slope, c + curve)
    })
}

/// The cut with the greatest gain, its feature and bin.
fn best_cut(ground: &Ground<'_>, cases: &[u32], slope: f64, curve: f64) -> Option<(f64, usize, usize)> {
    let Growth { least, shrink, .. } = ground.growth;
    let worth = |s: f64, c: f64| s * s / (c + shrink);
    let whole = worth(slope, curve);
    let each: Vec<Option<(f64, usize, usize)>> = (0..ground.cuts.len())
        .into_par_iter()
        .filter(|&feature| dealt(ground.tree, feature, ground.growth.shared))
        .map(|feature| {
            let mut sums = vec![(0.0, 0.0); ground.cuts[feature].len() + 1];
            for &case in cases {
                let bin = &mut sums[usize::from(ground.bins[feature][case as usize])];
                let (s, c) = ground.slopes[case as usize];
                bin.0 += s;
                bin.1 += c;
            }
            let (mut s, mut c) = (0.0, 0.0);
            let mut best: Option<(f64, usize, usize)> = None;
            for (bin, of) in sums.iter().take(ground.cuts[feature].len()).enumerate() {
                s += of.0;
                c += of.1;
                if c < least || curve - c < least {
                    continue;
                }
                let gain = worth(s, c) + worth(slope - s, curve - c) - whole;
                if gain > 1e-6 && best.is_none_or(|(most, _, _)| gain > most) {
                    best = Some((gain, feature, bin));
                }
            }
            best
        })
        .collect();
    each.into_iter().flatten().reduce(|a, b| if b.0 > a.0 { b } else { a })
}

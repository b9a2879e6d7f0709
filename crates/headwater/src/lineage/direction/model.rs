//! From signs to shares of belief: a score for every possible source and for none, and over a family the probability of
//! every arc of the tree that they make up.

use std::sync::LazyLock;

use super::edit::{self, Edits};
use super::sign::{NAMES, SIGNS};
use crate::lineage::collation::family::Candidate;

/// What each number for "this page has no source at hand" stands for.
pub const NONE_NAMES: [&str; 16] = [
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
    "none: changes from the best source",
    "none: stretches from the best source",
    "none: changes and stretches from the best source",
    "none: draft: others took from it",
    "none: its quotation marks are common in the collection",
];

/// The numbers for "this page has no source at hand".
pub type NoneSigns = [f32; NONE_NAMES.len()];

/// Units of the hidden layer. Trees were right as often with 16 as with 24, and two points less often with none.
pub const UNITS: usize = 12;

/// A score from signs: a weighted sum, and a layer of units that take signs together (`tanh`).
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    /// For each sign its own weight, then that into each unit.
    pub rows: Vec<[f32; 1 + UNITS]>,
    /// The weight of each unit; the first stands for the sum itself and is 1.
    pub units: [f32; 1 + UNITS],
}

impl Score {
    /// A score of `signs` numbers with all weights 0.
    pub fn new(signs: usize) -> Score {
        Score { rows: vec![[0.0; 1 + UNITS]; signs], units: [1.0; 1 + UNITS] }
    }

    /// The score. Linear in the weights.
    pub fn of(&self, signs: &[f32]) -> f32 {
        let mut sums = [0.0f32; 1 + UNITS];
        for (row, &sign) in self.rows.iter().zip(signs) {
            if sign != 0.0 {
                for (sum, weight) in sums.iter_mut().zip(row) {
                    *sum += weight * sign;
                }
            }
        }
        sums[0] + sums.iter().zip(&self.units).skip(1).map(|(s, u)| u * s.tanh()).sum::<f32>()
    }
}

/// What a choice is made by.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    /// For a possible source.
    pub source: Score,
    /// For none.
    pub none: Score,
}

/// All that is learned of the direction of copying.
#[derive(Clone, Debug, PartialEq)]
pub struct Learned {
    /// Which way single changes run.
    pub edits: Edits,
    /// The weights of the signs: the first to draft the graph, the second to settle it.
    pub passes: [Weights; 2],
}

/// What the data file has.
pub(crate) static LEARNED: LazyLock<Learned> =
    LazyLock::new(|| parse(include_str!("../../../data/lineage/direction.txt")));

/// Reads weights as [`write`] writes them. What is missing is 0.
pub fn parse(file: &str) -> Learned {
    let empty = || Weights { source: Score::new(SIGNS), none: Score::new(NONE_NAMES.len()) };
    let mut out = [empty(), empty()];
    let mut edits = Edits::default();
    let of_edits: Vec<String> = edit::lines(&edits).into_iter().map(|l| l.0).collect();
    for line in file.lines().filter(|l| !l.starts_with('#')) {
        let mut fields = line.split('\t');
        let Some(name) = fields.next() else { continue };
        let values: Vec<f32> = fields.map(|f| f.trim().parse().unwrap_or(0.0)).collect();
        if let (Some(i), Some(&value)) = (of_edits.iter().position(|n| n == name), values.first()) {
            if let Some(slot) = edits.site.iter_mut().chain(&mut edits.stretch).nth(i) {
                *slot = value;
            }
            continue;
        }
        for (set, values) in out.iter_mut().zip(values.chunks(1 + UNITS)) {
            let row = if let Some(i) = NAMES.iter().position(|n| *n == name) {
                set.source.rows.get_mut(i)
            } else if let Some(i) = NONE_NAMES.iter().position(|n| *n == name) {
                set.none.rows.get_mut(i)
            } else if name == "units" {
                Some(&mut set.source.units)
            } else if name == "none: units" {
                Some(&mut set.none.units)
            } else {
                None
            };
            if let Some(row) = row {
                row.iter_mut().zip(values).for_each(|(r, v)| *r = *v);
            }
        }
    }
    Learned { edits, passes: out }
}

/// Writes weights, a sign a line.
pub fn write(learned: &Learned) -> String {
    let mut out = String::new();
    for (name, weight) in edit::lines(&learned.edits) {
        out.push_str(&format!("{name}\t{weight:.3}\n"));
    }
    let mut line = |name: &str, rows: [&[f32; 1 + UNITS]; 2]| {
        out.push_str(name);
        for value in rows.into_iter().flatten() {
            out.push_str(&format!("\t{value:.3}"));
        }
        out.push('\n');
    };
    let [a, b] = &learned.passes;
    for (name, rows) in NAMES.iter().zip(a.source.rows.iter().zip(&b.source.rows)) {
        line(name, [rows.0, rows.1]);
    }
    line("units", [&a.source.units, &b.source.units]);
    for (name, rows) in NONE_NAMES.iter().zip(a.none.rows.iter().zip(&b.none.rows)) {
        line(name, [rows.0, rows.1]);
    }
    line("none: units", [&a.none.units, &b.none.units]);
    out
}

/// The numbers for "none" from the possible sources' own.
pub(crate) fn none_signs(list: &[Candidate], credits_work: bool, takers: f32, style: f32) -> NoneSigns {
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
        list.iter().map(|c| c.signs[76]).fold(-4.0, f32::max),
        list.iter().map(|c| c.signs[81]).fold(-4.0, f32::max),
        list.iter().map(|c| c.signs[76] + c.signs[81]).fold(-8.0, f32::max),
        (1.0 + takers).ln(),
        style,
    ]
}

/// Members up to which the probabilities are those over all trees; beyond, a page's sources are weighed by themselves.
/// The sum over trees takes the cube of the members: 200 take some ten milliseconds.
const MOST_MEMBERS: usize = 200;

/// Over all trees that hang the pages of a family from their sources or from nothing, each as likely as its arcs' scores
/// say: the probability of every arc. `scores[c]` are the scores of page c's sources `parents[c]`, and last of none.
///
/// This is Tutte's matrix-tree theorem, as Koo, Globerson, Carreras and Collins (2007) use it for parsing.
pub fn marginals(parents: &[Vec<usize>], scores: &[Vec<f32>]) -> Vec<Vec<f32>> {
    let n = parents.len();
    let weights: Vec<Vec<f64>> = scores
        .iter()
        .map(|list| {
            let most = list.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            list.iter().map(|s| f64::from(s - most).max(-40.0).exp()).collect()
        })
        .collect();
    let alone = || {
        let share = |list: &Vec<f64>| {
            let sum: f64 = list.iter().sum();
            list.iter().map(|w| (w / sum) as f32).collect()
        };
        weights.iter().map(share).collect()
    };
    if n > MOST_MEMBERS {
        return alone();
    }
    let mut laplacian = vec![vec![0.0f64; n]; n];
    for (c, (list, w)) in parents.iter().zip(&weights).enumerate() {
        laplacian[c][c] = w.iter().sum();
        for (&p, w) in list.iter().zip(w) {
            if p < n && p != c {
                laplacian[p][c] -= w;
            }
        }
    }
    let Some(inverse) = invert(laplacian) else { return alone() };
    let arcs = |(c, (list, w)): (usize, (&Vec<usize>, &Vec<f64>))| {
        let mut out: Vec<f32> = list
            .iter()
            .zip(w)
            .map(|(&p, w)| (w * (inverse[c][c] - inverse[c].get(p).copied().unwrap_or(0.0))).clamp(0.0, 1.0) as f32)
            .collect();
        let none = w.last().copied().unwrap_or(1.0);
        out.push((none * inverse[c][c]).clamp(0.0, 1.0) as f32);
        out
    };
    parents.iter().zip(&weights).enumerate().map(arcs).collect()
}

/// The inverse by elimination with pivots; `None` where there is none.
fn invert(mut m: Vec<Vec<f64>>) -> Option<Vec<Vec<f64>>> {
    let n = m.len();
    let mut out: Vec<Vec<f64>> = (0..n).map(|i| (0..n).map(|j| f64::from(u8::from(i == j))).collect()).collect();
    for k in 0..n {
        let pivot = (k..n).max_by(|&a, &b| m[a][k].abs().total_cmp(&m[b][k].abs()))?;
        if m[pivot][k].abs() < 1e-12 {
            return None;
        }
        m.swap(k, pivot);
        out.swap(k, pivot);
        let scale = 1.0 / m[k][k];
        m[k].iter_mut().chain(out[k].iter_mut()).for_each(|x| *x *= scale);
        let (row, other) = (m[k].clone(), out[k].clone());
        for i in (0..n).filter(|&i| i != k) {
            let factor = m[i][k];
            if factor != 0.0 {
                m[i].iter_mut().zip(&row).for_each(|(x, r)| *x -= factor * r);
                out[i].iter_mut().zip(&other).for_each(|(x, r)| *x -= factor * r);
            }
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_pages_can_not_both_be_the_other_s_source() {
        // Each is the other's source as likely as not at all: three trees, all alike.
        let p = marginals(&[vec![1], vec![0]], &[vec![0.0, 0.0], vec![0.0, 0.0]]);
        for page in p {
            assert!((page[0] - 1.0 / 3.0).abs() < 1e-5 && (page[1] - 2.0 / 3.0).abs() < 1e-5);
        }
    }

    #[test]
    fn no_two_signs_have_one_name() {
        let names: std::collections::BTreeSet<&str> = NAMES.iter().chain(&NONE_NAMES).copied().collect();
        assert_eq!(names.len(), NAMES.len() + NONE_NAMES.len());
    }

    #[test]
    fn weights_are_read_as_written() {
        let mut weights = parse("");
        weights.passes[1].source.rows[3][2] = 1.5;
        weights.passes[0].none.units[4] = -2.0;
        weights.edits.site[7] = 0.25;
        weights.edits.stretch[1] = -1.0;
        assert_eq!(parse(&write(&weights)), weights);
    }
}

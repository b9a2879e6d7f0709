//! Trees of copies, and how like two are.

use std::collections::{BTreeMap, BTreeSet};

use super::prose::Word;

/// Nodes joined by arcs that have no direction; the first are the copies at hand.
#[derive(Clone, Debug, Default)]
pub(super) struct Graph {
    near: Vec<BTreeSet<usize>>,
}

/// Arcs between nodes that nothing joins: farther than any.
const APART: i32 = 1000;

impl Graph {
    pub(super) fn new(nodes: usize) -> Graph {
        Graph { near: vec![BTreeSet::new(); nodes] }
    }

    pub(super) fn join(&mut self, a: usize, b: usize) {
        self.near[a].insert(b);
        self.near[b].insert(a);
    }

    /// Arcs between every two of the first `n` nodes.
    pub(super) fn distances(&self, n: usize) -> Vec<Vec<i32>> {
        let from = |start: usize| {
            let mut steps = vec![APART; self.near.len()];
            steps[start] = 0;
            let mut open = vec![start];
            let mut at = 0;
            while let Some(&x) = open.get(at) {
                for &y in &self.near[x] {
                    if steps[y] == APART {
                        steps[y] = steps[x] + 1;
                        open.push(y);
                    }
                }
                at += 1;
            }
            steps.truncate(n);
            steps
        };
        (0..n).map(from).collect()
    }

    /// The tree that joins the copies at least cost (Prim 1957).
    pub(super) fn spanning(apart: &[Vec<f64>]) -> Graph {
        let n = apart.len();
        let mut out = Graph::new(n);
        let mut inside = vec![0];
        while inside.len() < n {
            let outside = (0..n).filter(|x| !inside.contains(x));
            let arcs = outside.flat_map(|x| inside.iter().map(move |&y| (x, y)));
            let Some((x, y)) = arcs.min_by(|a, b| apart[a.0][a.1].total_cmp(&apart[b.0][b.1])) else { break };
            out.join(x, y);
            inside.push(x);
        }
        out
    }

    /// Neighbour joining (Saitou and Nei 1987).
    pub(super) fn joined(apart: &[Vec<f64>]) -> Graph {
        let n = apart.len();
        let mut d: BTreeMap<(usize, usize), f64> = BTreeMap::new();
        for (i, row) in apart.iter().enumerate() {
            row.iter().enumerate().for_each(|(j, &x)| {
                d.insert((i, j), x);
            });
        }
        let mut open: Vec<usize> = (0..n).collect();
        let mut out = Graph::new((2 * n).saturating_sub(2).max(n));
        let mut next = n;
        while open.len() > 3 {
            let m = open.len() as f64;
            let sum: BTreeMap<usize, f64> = open.iter().map(|&i| (i, open.iter().map(|&j| d[&(i, j)]).sum())).collect();
            let pairs = open.iter().flat_map(|&a| open.iter().filter(move |&&b| a < b).map(move |&b| (a, b)));
            let near = |&(a, b): &(usize, usize)| (m - 2.0) * d[&(a, b)] - sum[&a] - sum[&b];
            let Some((a, b)) = pairs.min_by(|x, y| near(x).total_cmp(&near(y))) else { break };
            out.join(next, a);
            out.join(next, b);
            for &k in open.iter().filter(|&&k| k != a && k != b) {
                let x = (d[&(a, k)] + d[&(b, k)] - d[&(a, b)]) / 2.0;
                d.insert((next, k), x);
                d.insert((k, next), x);
            }
            d.insert((next, next), 0.0);
            open.retain(|&k| k != a && k != b);
            open.push(next);
            next += 1;
        }
        open.iter().for_each(|&a| out.join(next, a));
        out
    }
}

/// The average sign similarity (Roos and Heikkilä 2009): over all copies A and pairs of others B, C, one less half of the
/// difference between the signs of d(A, B) − d(A, C) in the two trees. 1 where both order all alike.
pub(super) fn similarity(truth: &[Vec<i32>], found: &[Vec<i32>]) -> f64 {
    let n = truth.len();
    let (mut sum, mut count) = (0.0, 0.0f64);
    for a in 0..n {
        for b in (0..n).filter(|&b| b != a) {
            for c in (b + 1..n).filter(|&c| c != a) {
                let sign = |d: &[Vec<i32>]| (d[a][b] - d[a][c]).signum();
                sum += 1.0 - f64::from((sign(truth) - sign(found)).abs()) / 2.0;
                count += 1.0;
            }
        }
    }
    sum / count.max(1.0)
}

/// In how many places every two copies differ, marks aside, of a hundred that both have; what is missing in a row of more
/// than twenty places counts for nothing.
pub(super) fn differences(copies: &[Vec<Word>]) -> Vec<Vec<f64>> {
    let rows: Vec<BTreeMap<u32, &str>> =
        copies.iter().map(|c| c.iter().map(|w| (w.place, w.text.as_str())).collect()).collect();
    let all: BTreeSet<u32> = rows.iter().flat_map(|r| r.keys().copied()).collect();
    let gone = |row: &BTreeMap<u32, &str>| {
        let mut out = BTreeSet::new();
        let mut run: Vec<u32> = Vec::new();
        for &place in all.iter().chain([&u32::MAX]) {
            if row.contains_key(&place) || place == u32::MAX {
                if run.len() > 20 {
                    out.extend(run.iter().copied());
                }
                run.clear();
            } else {
                run.push(place);
            }
        }
        out
    };
    let missing: Vec<BTreeSet<u32>> = rows.iter().map(gone).collect();
    let one = |i: usize, j: usize| {
        let both = all.iter().filter(|p| !missing[i].contains(p) && !missing[j].contains(p));
        let (mut n, mut differ) = (0.0f64, 0.0);
        for p in both {
            n += 1.0;
            differ += f64::from(u8::from(rows[i].get(p) != rows[j].get(p)));
        }
        100.0 * differ / n.max(1.0)
    };
    (0..copies.len()).map(|i| (0..copies.len()).map(|j| one(i, j)).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_is_like_itself_and_less_like_another() {
        let mut chain = Graph::new(4);
        [(0, 1), (1, 2), (2, 3)].iter().for_each(|&(a, b)| chain.join(a, b));
        let mut star = Graph::new(4);
        [(0, 1), (0, 2), (0, 3)].iter().for_each(|&(a, b)| star.join(a, b));
        let (chain, star) = (chain.distances(4), star.distances(4));
        assert!((similarity(&chain, &chain) - 1.0).abs() < 1e-12);
        // Counted by hand: of three comparisons as seen from each of the four, 1.5, 2, 1 and 0.5 agree.
        assert!((similarity(&chain, &star) - 5.0 / 12.0).abs() < 1e-12);
    }

    #[test]
    fn neighbour_joining_finds_a_tree_with_exact_distances() {
        // Two pairs, five apart, each pair two apart.
        let d = [[0.0, 2.0, 5.0, 5.0], [2.0, 0.0, 5.0, 5.0], [5.0, 5.0, 0.0, 2.0], [5.0, 5.0, 2.0, 0.0]];
        let apart: Vec<Vec<f64>> = d.iter().map(|r| r.to_vec()).collect();
        let steps = Graph::joined(&apart).distances(4);
        assert_eq!((steps[0][1], steps[0][2], steps[2][3]), (2, 3, 2));
    }
}

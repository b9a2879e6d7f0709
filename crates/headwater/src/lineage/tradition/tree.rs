//! A tree over pages and lost pages, and how many changes it needs.

use super::column::{Column, MISSING, State};

/// A tree over `pages` pages and lost pages after them, hung from page 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tree {
    pub(crate) pages: usize,
    /// By node the next one towards page 0, which has itself.
    pub(crate) up: Vec<usize>,
}

/// A set of wordings: a bit for each that stands at a place.
type Set = u64;

/// The places of a family by what pages have which wording, like ones together.
#[derive(Debug)]
pub(crate) struct Matrix {
    pages: usize,
    /// For every place and page the wording as a bit; all bits where nothing is known.
    sets: Vec<Set>,
    /// For every place how much it weighs, and how many changes it needs at least.
    places: Vec<(f64, u32)>,
}

/// How fast a place that changed often loses weight: a place's `h` changes beyond the least cost `h·K/(h + K)` (Goloboff's
/// implied weights, 1993). Tuned with [`SPARED`]: 3 to 6 do alike, 20 loses 0.01.
const K: f64 = 4.0;

/// Changes that a lost page must spare. Tuned on invented texts copied by hand (`headwater-eval hand --tuning`): 3 to 8 do
/// alike, with 1 the similarity is 0.01 less.
pub(crate) const SPARED: f64 = 3.0;

impl Matrix {
    pub(crate) fn new(columns: &[Column], pages: usize) -> Matrix {
        let mut like: std::collections::BTreeMap<Vec<Set>, f64> = std::collections::BTreeMap::new();
        for column in columns {
            let mut known: Vec<State> = Vec::new();
            let set = |&state: &State| {
                if state == MISSING {
                    return Set::MAX;
                }
                let at = known.iter().position(|&k| k == state).unwrap_or_else(|| {
                    known.push(state);
                    known.len() - 1
                });
                1 << at.min(63)
            };
            let row: Vec<Set> = column.states.iter().map(set).collect();
            *like.entry(row).or_default() += f64::from(column.weight);
        }
        let mut out = Matrix { pages, sets: Vec::new(), places: Vec::new() };
        for (row, weight) in like {
            let all = row.iter().filter(|&&s| s != Set::MAX).fold(0, |a, b| a | b);
            out.places.push((weight, all.count_ones().saturating_sub(1)));
            out.sets.extend(row);
        }
        out
    }

    /// The tree without lost pages that needs fewest changes, each arc by itself (Prim 1957).
    pub(crate) fn spanning(&self) -> Tree {
        let n = self.pages;
        let mut tree = Tree { pages: n, up: vec![0; n] };
        let apart = |a: usize, b: usize| -> f64 {
            let differ = |row: &[Set]| row.get(a).zip(row.get(b)).is_some_and(|(x, y)| x & y == 0);
            let rows = self.sets.chunks(n.max(1)).zip(&self.places);
            rows.filter(|(row, _)| differ(row)).map(|(_, place)| place.0).sum()
        };
        let mut open: Vec<(f64, usize)> = (1..n).map(|x| (apart(0, x), x)).collect();
        while let Some(at) = (0..open.len()).min_by(|&i, &j| open[i].0.total_cmp(&open[j].0)) {
            let (_, x) = open.swap_remove(at);
            for (least, y) in &mut open {
                let d = apart(x, *y);
                if d < *least {
                    (*least, tree.up[*y]) = (d, x);
                }
            }
        }
        tree
    }

    /// What a tree costs: changes, those beyond the least at a place for less the more there are, and lost pages.
    pub(crate) fn cost(&self, tree: &Tree) -> f64 {
        let below = Below::of(tree);
        let order = below.order();
        let mut sets = vec![0; tree.up.len()];
        let mut sum = SPARED * (tree.up.len() - tree.pages) as f64;
        for (row, &(weight, least)) in self.sets.chunks(self.pages.max(1)).zip(&self.places) {
            let mut changes = 0;
            for &x in order.iter().rev() {
                let own = row.get(x).copied().unwrap_or(Set::MAX);
                sets[x] = gather(own, below.of_node(x), &sets, &mut changes);
            }
            let more = f64::from(changes.saturating_sub(least));
            sum += weight * (f64::from(least) + K * more / (K + more));
        }
        sum
    }
}

/// The wordings that a node may have at least cost for those below it (Hartigan 1973), the changes below it counted.
fn gather(own: Set, below: &[usize], sets: &[Set], changes: &mut u32) -> Set {
    if own != Set::MAX {
        *changes += below.iter().filter(|&&c| sets[c] & own == 0).count() as u32;
        return own;
    }
    match below {
        [] => Set::MAX,
        [a] => sets[*a],
        [a, b] => {
            let both = sets[*a] & sets[*b];
            *changes += u32::from(both == 0);
            if both == 0 { sets[*a] | sets[*b] } else { both }
        }
        _ => {
            let known = || below.iter().map(|&c| sets[c]).filter(|&s| s != Set::MAX);
            let mut open = known().fold(0, |a, b| a | b);
            let (mut most, mut out, n) = (0, Set::MAX, known().count() as u32);
            while open != 0 {
                let bit = open & open.wrapping_neg();
                open ^= bit;
                let count = known().filter(|s| s & bit != 0).count() as u32;
                if count > most {
                    (most, out) = (count, bit);
                } else if count == most {
                    out |= bit;
                }
            }
            *changes += n - most;
            out
        }
    }
}

/// The nodes below each, in one list.
struct Below {
    starts: Vec<usize>,
    list: Vec<usize>,
}

impl Below {
    fn of(tree: &Tree) -> Below {
        let n = tree.up.len();
        let mut starts = vec![0; n + 1];
        for (_, &up) in tree.up.iter().enumerate().filter(|(x, up)| x != *up) {
            starts[up + 1] += 1;
        }
        (0..n).for_each(|i| starts[i + 1] += starts[i]);
        let mut next = starts.clone();
        let mut list = vec![0; starts[n]];
        for (x, &up) in tree.up.iter().enumerate().filter(|(x, up)| x != *up) {
            list[next[up]] = x;
            next[up] += 1;
        }
        Below { starts, list }
    }

    fn of_node(&self, x: usize) -> &[usize] {
        &self.list[self.starts[x]..self.starts[x + 1]]
    }

    /// All nodes, each after the one above it.
    fn order(&self) -> Vec<usize> {
        let mut out = Vec::with_capacity(self.starts.len());
        out.push(0);
        let mut at = 0;
        while let Some(&x) = out.get(at) {
            out.extend(self.of_node(x));
            at += 1;
        }
        out
    }
}

impl Tree {
    /// The nodes, each after the one above it.
    pub(crate) fn order(&self) -> Vec<usize> {
        Below::of(self).order()
    }

    /// By node its neighbours, in order.
    pub(crate) fn near(&self) -> Vec<Vec<usize>> {
        let mut out = vec![Vec::new(); self.up.len()];
        for (x, &up) in self.up.iter().enumerate().filter(|(x, up)| x != *up) {
            out[x].push(up);
            out[up].push(x);
        }
        out.iter_mut().for_each(|l: &mut Vec<usize>| l.sort_unstable());
        out
    }

    /// The wording of every node at every place: that of least cost, and where several are, the one above it.
    pub(crate) fn states(&self, columns: &[Column]) -> Vec<Vec<State>> {
        let below = Below::of(self);
        let order = below.order();
        let n = self.up.len();
        let mut out = vec![Vec::with_capacity(columns.len()); n];
        let (mut sets, mut chosen) = (vec![0; n], vec![MISSING; n]);
        for column in columns {
            let mut known: Vec<State> = column.states.iter().copied().filter(|&s| s != MISSING).collect();
            known.sort_unstable();
            known.dedup();
            let set = |x: usize| match column.states.get(x).copied().unwrap_or(MISSING) {
                MISSING => Set::MAX,
                state => 1 << known.binary_search(&state).unwrap_or(0).min(63),
            };
            for &x in order.iter().rev() {
                sets[x] = gather(set(x), below.of_node(x), &sets, &mut 0);
            }
            for &x in &order {
                let above = chosen[self.up[x]];
                let keeps = x != 0 && known.binary_search(&above).is_ok_and(|i| sets[x] & (1 << i.min(63)) != 0);
                let first = known.get(sets[x].trailing_zeros() as usize).copied().unwrap_or(MISSING);
                chosen[x] = if keeps { above } else { first };
                out[x].push(chosen[x]);
            }
        }
        out
    }

    /// Steps between every two nodes.
    pub(crate) fn steps(&self) -> Vec<Vec<u8>> {
        let n = self.up.len();
        let mut out = vec![vec![0u8; n]; n];
        let order = self.order();
        for (i, &x) in order.iter().enumerate().skip(1) {
            let up = self.up[x];
            for &y in &order[..i] {
                let d = out[up][y].saturating_add(1);
                out[x][y] = d;
                out[y][x] = d;
            }
        }
        out
    }

    /// Takes away lost pages that join fewer than three.
    pub(crate) fn tidy(&mut self) {
        loop {
            let mut below = vec![(0, usize::MAX); self.up.len()];
            for (x, &up) in self.up.iter().enumerate().filter(|(x, up)| x != *up) {
                below[up] = (below[up].0 + 1, x);
            }
            let Some(bad) = (self.pages..self.up.len()).rev().find(|&x| below[x].0 < 2) else { return };
            if below[bad].0 == 1 {
                self.up[below[bad].1] = self.up[bad];
            }
            self.drop(bad);
        }
    }

    /// Takes away a node that none hangs from; the last one gets its number.
    pub(crate) fn drop(&mut self, node: usize) {
        let last = self.up.len() - 1;
        self.up.swap_remove(node);
        self.up.iter_mut().filter(|u| **u == last).for_each(|u| *u = node);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_counted_once_where_a_lost_page_has_them() {
        let column =
            |s: &str| Column { states: s.bytes().map(u64::from).collect(), words: Vec::new(), weight: 1.0, at: 0 };
        let matrix = Matrix::new(&[column("aabb"), column("abbb")], 4);
        // Pages 0 and 1 on one lost page, 2 and 3 on another.
        let paired = Tree { pages: 4, up: vec![0, 4, 5, 5, 0, 4] };
        let mixed = Tree { pages: 4, up: vec![0, 5, 4, 5, 0, 4] };
        assert!((matrix.cost(&paired) - 2.0 - 2.0 * SPARED).abs() < 1e-9);
        assert!(matrix.cost(&mixed) > matrix.cost(&paired));
    }

    #[test]
    fn a_spanning_tree_joins_likes() {
        let column =
            |s: &str| Column { states: s.bytes().map(u64::from).collect(), words: Vec::new(), weight: 1.0, at: 0 };
        let matrix = Matrix::new(&[column("abbb"), column("aabb"), column("aaab"), column("abcd")], 4);
        assert_eq!(matrix.spanning().up, [0, 0, 1, 2]);
    }

    #[test]
    fn what_is_unknown_costs_nothing() {
        let column = Column { states: vec![1, MISSING, 1, MISSING], words: Vec::new(), weight: 1.0, at: 0 };
        let tree = Tree { pages: 4, up: vec![0, 0, 1, 2] };
        assert!(Matrix::new(&[column], 4).cost(&tree).abs() < 1e-9);
    }
}

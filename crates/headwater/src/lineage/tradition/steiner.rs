//! The least tree over pages by what they changed, with lost pages where they spare enough changes.
//!
//! A tree that joins the pages directly counts a change twice where two copies of a lost page both have it. A lost page
//! put between three neighbours, with the wording that two of them share, spares such changes. One is added only where it
//! spares at least [`SPARED`]: the shortest description of the pages, as in minimum-message-length inference. The
//! construction is that of median-joining networks (Bandelt, Forster and Röhl 1999), kept to a tree.

use super::column::Column;

/// Changes that a lost page must spare. On simulated traditions of hand copying 2 to 9 do alike; with 1 chance
/// agreements make lost pages.
pub(crate) const SPARED: f64 = 4.0;

/// A tree over pages, and lost pages after them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tree {
    /// The wording of every node at every column.
    pub(crate) states: Vec<Column>,
    /// By node its neighbours, in order.
    pub(crate) near: Vec<Vec<usize>>,
    distance: Vec<Vec<f64>>,
}

/// The tree over `pages` pages. `O(nodes² · columns)` for the distances and `O(nodes²)` for each lost page tried.
pub(crate) fn tree(columns: &[Column], pages: usize) -> Tree {
    let mut tree = Tree::default();
    for page in 0..pages {
        tree.push(columns.iter().map(|c| c.get(page).copied().unwrap_or_default()).collect());
    }
    tree.span();
    // Every lost page lies between three nodes: a tree over n pages can't need more than n - 2.
    for _ in 0..2 * pages {
        let Some(states) = tree.between(pages) else { break };
        let mut with = tree.clone();
        with.push(states);
        with.span();
        with.prune(pages);
        let fewer = tree.cost() - with.cost();
        if with.states.len() <= tree.states.len() || fewer < SPARED {
            break;
        }
        tree = with;
    }
    tree
}

impl Tree {
    fn push(&mut self, states: Column) {
        let row: Vec<f64> = self.states.iter().map(|s| differ(s, &states)).collect();
        for (list, &d) in self.distance.iter_mut().zip(&row) {
            list.push(d);
        }
        self.distance.push(row.into_iter().chain([0.0]).collect());
        self.states.push(states);
    }

    /// Joins all nodes at least cost (Prim 1957); of equal ones the first.
    fn span(&mut self) {
        let n = self.states.len();
        self.near = vec![Vec::new(); n];
        let mut best: Vec<(f64, usize)> = (0..n).map(|j| (self.distance[0][j], 0)).collect();
        let mut inside = vec![false; n];
        inside[0] = true;
        for _ in 1..n {
            let next = (0..n)
                .filter(|&j| !inside[j])
                .min_by(|&a, &b| best[a].partial_cmp(&best[b]).unwrap_or(std::cmp::Ordering::Equal));
            let Some(next) = next else { break };
            let to = best[next].1;
            self.near[next].push(to);
            self.near[to].push(next);
            inside[next] = true;
            for (j, best) in best.iter_mut().enumerate() {
                let d = self.distance[next][j];
                if d < best.0 {
                    *best = (d, next);
                }
            }
        }
        self.near.iter_mut().for_each(|l| l.sort_unstable());
    }

    /// The wording of the lost page that would spare most changes between a node and two of its neighbours.
    fn between(&self, pages: usize) -> Option<Column> {
        let mut best: Option<(f64, [usize; 3])> = None;
        for (v, near) in self.near.iter().enumerate() {
            for (i, &u) in near.iter().enumerate() {
                for &w in &near[i + 1..] {
                    let d = |a: usize, b: usize| self.distance[a][b];
                    let spared = (d(v, u) + d(v, w) - d(u, w)) / 2.0;
                    if spared >= SPARED && best.is_none_or(|b| spared > b.0) {
                        best = Some((spared, [u, v, w]));
                    }
                }
            }
        }
        let (_, [u, v, w]) = best?;
        let (u, v, w) = (&self.states[u], &self.states[v], &self.states[w]);
        let one = |((&a, &b), &c)| if a == c { a } else { b };
        let states: Column = u.iter().zip(v).zip(w).map(one).collect();
        (pages > 2 && !self.states.contains(&states)).then_some(states)
    }

    /// Takes away lost pages that join fewer than three.
    fn prune(&mut self, pages: usize) {
        while let Some(bad) = (pages..self.states.len()).rev().find(|&x| self.near[x].len() < 3) {
            self.states.remove(bad);
            self.distance.remove(bad);
            self.distance.iter_mut().for_each(|row| {
                row.remove(bad);
            });
            self.span();
        }
    }

    fn cost(&self) -> f64 {
        let of = |(a, near): (usize, &Vec<usize>)| near.iter().map(|&b| self.distance[a][b]).sum::<f64>();
        self.near.iter().enumerate().map(of).sum::<f64>() / 2.0
    }
}

fn differ(a: &Column, b: &Column) -> f64 {
    a.iter().zip(b).filter(|(x, y)| x != y).count() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(rows: &[&str]) -> Vec<Column> {
        let n = rows[0].len();
        (0..n).map(|i| rows.iter().map(|r| u64::from(r.as_bytes()[i])).collect()).collect()
    }

    #[test]
    fn three_copies_of_a_lost_page_meet_in_it() {
        let tree = tree(&columns(&["aaaaaabbbbbbbbbbbb", "bbbbbbaaaaaabbbbbb", "bbbbbbbbbbbbaaaaaa"]), 3);
        assert_eq!(tree.near, [vec![3], vec![3], vec![3], vec![0, 1, 2]]);
    }

    #[test]
    fn the_exemplar_of_two_copies_stands_between_them() {
        let tree = tree(&columns(&["bbbbbbbbbbbb", "aaaaaabbbbbb", "bbbbbbaaaaaa"]), 3);
        assert_eq!(tree.near, [vec![1, 2], vec![0], vec![0]]);
    }
}

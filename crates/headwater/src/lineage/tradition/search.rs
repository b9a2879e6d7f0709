//! The tree that a text's copies most likely make up.
//!
//! Trees are walked over by moving branches, with a preference for those that need fewer changes (simulated annealing, then
//! sampling at a fixed temperature; Metropolis and others 1953). The answer is the tree that agrees best with all that
//! were met at the end, in what order it puts the other copies as seen from each: where trees that cost about the same
//! disagree, one that leaves it open is better than one that is half right.

use super::tree::{Matrix, Tree};

/// Steps of each walk, of which the first half cool down.
const STEPS: usize = 6000;
/// Work that a family may take, as steps times nodes times places.
const MOST_WORK: usize = 600_000_000;
/// Steps of a walk at least: with fewer the trees that cost about the same are not met. Chosen by need, not tuned; where a
/// family has so many places that these are too much work, [`most_places`] of them are weighed.
const LEAST_STEPS: usize = 400;
/// Changes that are as good as none, at the begin of the walk and at its end, where 0.3 to 1.5 do alike.
const HOT: f64 = 6.0;
const COLD: f64 = 0.7;
/// Walks, from other trees.
const WALKS: u64 = 3;
/// Every so many steps the tree is looked at.
const EVERY: usize = 10;

/// Differing places of which [`LEAST_STEPS`] steps over `pages` pages, and as many lost ones, are work enough.
pub(crate) fn most_places(pages: usize) -> usize {
    MOST_WORK / (2 * pages.max(1) * WALKS as usize * LEAST_STEPS)
}

/// The trees over `pages` pages that agree best with all that were met, best first, and those all as a [`Poll`].
pub(crate) fn search(matrix: &Matrix, pages: usize, places: usize) -> (Vec<Tree>, Poll) {
    let most = MOST_WORK / (2 * pages * places.max(1) * WALKS as usize).max(1);
    let steps = STEPS.min(most).max(LEAST_STEPS);
    let mut poll = Poll::new(pages);
    let mut met: Vec<(f64, Tree)> = Vec::new();
    for walk in 0..WALKS {
        let mut dice = Dice(0x9e37_79b9_7f4a_7c15 ^ (walk + 1).wrapping_mul(0x2545_f491_4f6c_dd1d));
        // Too few steps to forget the begin: then from the spanning tree, and cold at once.
        let (mut tree, hot) = match steps < STEPS {
            true => (matrix.spanning(), COLD),
            false => (Tree { pages, up: vec![0; pages] }, HOT),
        };
        let mut cost = matrix.cost(&tree);
        for step in 0..steps {
            let done = (step * 2) as f64 / steps as f64;
            let heat = if done >= 1.0 { COLD } else { hot * (COLD / hot).powf(done) };
            let other = tree.moved(&mut dice);
            let its = matrix.cost(&other);
            if its <= cost || dice.unit() < ((cost - its) / heat).exp() {
                (tree, cost) = (other, its);
            }
            if done >= 1.0 && step % EVERY == 0 {
                poll.count(&tree);
                if !met.iter().any(|m| m.1 == tree) {
                    met.push((cost, tree.clone()));
                }
            }
        }
    }
    met.sort_by(|a, b| a.0.total_cmp(&b.0));
    met.truncate(MOST_MET);
    let mut best: Vec<(f64, Tree)> = met.into_iter().map(|(_, tree)| (poll.agrees(&tree.steps()), tree)).collect();
    best.sort_by(|a, b| b.0.total_cmp(&a.0));
    (best.into_iter().map(|b| b.1).collect(), poll)
}

/// Trees of those met that are asked which agrees best.
const MOST_MET: usize = 300;

/// How the trees that were met order the other pages as seen from each.
#[derive(Debug)]
pub(crate) struct Poll {
    pages: usize,
    /// For every page and pair of others how many trees have the first nearer, both as near, the second nearer.
    counts: Vec<[u16; 3]>,
}

impl Poll {
    fn new(pages: usize) -> Poll {
        Poll { pages, counts: vec![[0; 3]; pages * pages * pages.saturating_sub(1) / 2] }
    }

    fn each(pages: usize, steps: &[Vec<u8>], mut of: impl FnMut(usize, usize)) {
        let mut at = 0;
        for row in steps.iter().take(pages) {
            for (b, x) in row.iter().enumerate().take(pages) {
                for y in &row[..b] {
                    of(at, 1 + usize::from(x > y) - usize::from(x < y));
                    at += 1;
                }
            }
        }
    }

    fn count(&mut self, tree: &Tree) {
        let counts = &mut self.counts;
        Poll::each(self.pages, &tree.steps(), |at, sign| counts[at][sign] += 1);
    }

    /// The expected similarity of signs (Roos and Heikkilä 2009) of a graph with so many steps between its pages and the
    /// trees that were met, times their number and that of the comparisons.
    pub(crate) fn agrees(&self, steps: &[Vec<u8>]) -> f64 {
        let mut sum = 0.0;
        Poll::each(self.pages, steps, |at, sign| {
            let c = self.counts[at].map(f64::from);
            sum += match sign {
                1 => c[1] + (c[0] + c[2]) / 2.0,
                s => c[s] + c[1] / 2.0,
            };
        });
        sum
    }
}

impl Tree {
    /// A tree like it but for one branch.
    fn moved(&self, dice: &mut Dice) -> Tree {
        let mut tree = self.clone();
        let n = tree.up.len();
        let x = 1 + dice.below(n - 1);
        let kind = dice.below(8);
        if kind == 0 && x >= tree.pages {
            // A lost page and its neighbour are one.
            let up = tree.up[x];
            tree.up.iter_mut().filter(|u| **u == x).for_each(|u| *u = up);
            tree.drop(x);
            return tree;
        }
        if kind <= 2 {
            // A page takes the place of the lost one above it, or a lost page takes a page's place.
            let up = tree.up[x];
            if x < tree.pages && up >= tree.pages {
                tree.up[x] = tree.up[up];
                tree.up.iter_mut().filter(|u| **u == up).for_each(|u| *u = x);
                tree.drop(up);
                tree.tidy();
                return tree;
            }
            let page = dice.below(tree.pages);
            tree.step_aside(page);
            tree.tidy();
            return tree;
        }
        let inside = tree.below(x);
        let up = tree.up[x];
        if dice.below(3) > 0 {
            // The branch below x hangs elsewhere: from a node, or from a new one in the middle of an arc.
            let outside: Vec<usize> = (0..n).filter(|&y| !inside[y]).collect();
            let to = outside[dice.below(outside.len())];
            if to == 0 || dice.below(2) == 0 {
                tree.up[x] = to;
            } else {
                tree.up.push(tree.up[to]);
                tree.up[to] = n;
                tree.up[x] = n;
            }
        } else {
            // All that is not below x hangs from another node of the branch, or from the middle of an arc of it.
            let list: Vec<usize> = (0..n).filter(|&y| inside[y]).collect();
            let to = list[dice.below(list.len())];
            if to == x {
                return tree;
            }
            let before = tree.up[to];
            let middle = dice.below(2) == 0;
            let mut at = if middle { before } else { to };
            let mut above = up;
            if middle {
                tree.up.push(up);
                tree.up[to] = n;
                above = n;
            }
            loop {
                let next = tree.up[at];
                tree.up[at] = above;
                if at == x {
                    break;
                }
                (above, at) = (at, next);
            }
        }
        tree.tidy();
        tree
    }

    /// A lost page takes the page's place, and the page hangs from it.
    fn step_aside(&mut self, page: usize) {
        let new = self.up.len();
        self.up.iter_mut().enumerate().filter(|(x, u)| **u == page && *x != page).for_each(|(_, u)| *u = new);
        if page == 0 {
            self.up.push(0);
        } else {
            self.up.push(self.up[page]);
            self.up[page] = new;
        }
    }

    /// Which nodes hang from `top`, itself among them.
    fn below(&self, top: usize) -> Vec<bool> {
        let mut out = vec![false; self.up.len()];
        for x in self.order() {
            out[x] = x == top || (x != 0 && out[self.up[x]]);
        }
        out
    }
}

/// Numbers without order, the same every time (xorshift, Marsaglia 2003).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A number from 0 up to 1.
    fn unit(&mut self) -> f64 {
        (self.roll() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// One of `n`, which is at least 1.
    fn below(&mut self, n: usize) -> usize {
        (self.roll() >> 33) as usize % n.max(1)
    }
}

//! A text that was copied whole many times, each copy with slips of its own: its tree with lost copies as inner nodes.
//!
//! Where pages differ by small variants only, and nothing else tells them apart, pairs can't be weighed one by one: two
//! copies of a lost page look like exemplar and copy. The tree that needs fewest changes is looked for instead
//! ([`search`](super::search)), and then the node from which the changes run the likely way.

use super::arcs;
use super::column::{Column, GAP, MISSING, State, columns};
use super::search::{most_places, search};
use super::tree::{Matrix, SPARED, Tree};
use crate::lineage::collation::family::Family;
use crate::lineage::collation::usage::Usage;

/// The tree of a text that was copied whole.
#[derive(Debug)]
pub(crate) struct Tradition {
    /// Members first, then lost pages.
    pub(crate) nodes: Vec<Node>,
    /// The nodes, each after its source.
    pub(crate) order: Vec<usize>,
    /// Pages with the nodes above them from which their derivation is told.
    pub(crate) told: Vec<(usize, usize)>,
    /// Places where the pages differ and how many of them were weighed, if not all.
    pub(crate) cut: Option<(usize, usize)>,
}

/// Trees that are tried for how well derivations can tell them.
const TOLD: usize = 24;

/// A page of the tree, at hand or lost.
#[derive(Clone, Debug, Default)]
pub(crate) struct Node {
    /// The node it came from; `None` for the one all others come from.
    pub(crate) from: Option<usize>,
    /// Nodes that came from it, in order.
    pub(crate) into: Vec<usize>,
    /// Places where it differs from its source.
    pub(crate) changes: u32,
    /// How likely it is that of the two ends of this arc the source is the older.
    pub(crate) forward: f32,
}

/// Members of a family that is read so: with fewer there is only one tree without a root; what has more is printed news, and
/// the count of all trees met ([`super::search::Poll`]) grows with the third power.
const MEMBERS: std::ops::RangeInclusive<usize> = 4..=64;
/// Differing places for each page that make it worth while; copies that differ in less are told apart by other signs.
const LEAST_PLACES: usize = 5;

/// The tree of a family whose pages are nearly one text, and whose dates and names do not settle it.
pub(crate) fn read(family: &Family, usage: &Usage) -> Option<Tradition> {
    let n = family.members.len();
    let named = family.outer.iter().any(|o| !o.names.is_empty());
    let dated = family.outer.iter().filter(|o| o.date.is_some()).count();
    if !MEMBERS.contains(&n) || named || 2 * dated > n {
        return None;
    }
    let base = (0..n).max_by_key(|&i| (family.held.get(i).copied().unwrap_or(0), std::cmp::Reverse(i)))?;
    let places = columns(&family.wording, usage, base)?;
    if places.len() < LEAST_PLACES * n {
        return None;
    }
    let (all, most) = (places.len(), most_places(n));
    let places = spread(places, most);
    let (found, poll) = search(&Matrix::new(&places, n), n, places.len());
    let arrows = Arrows { family, usage, places: &places };
    let one = |found: &Tree| {
        let mut out = arrows.root(&Undirected { states: found.states(&places), near: found.near() });
        let (agrees, told) = arcs::told(&out, n, &poll);
        out.told = told;
        (agrees, out)
    };
    let rooted = found.iter().take(TOLD).map(one);
    let best = rooted.reduce(|a, b| if b.0 > a.0 { b } else { a }).map(|b| b.1);
    best.map(|tradition| Tradition { cut: (all > most).then_some((all, places.len())), ..tradition })
}

/// At most `most` of the places, evenly spread over them: every part of the text and every kind of change keeps its share.
fn spread(places: Vec<Column>, most: usize) -> Vec<Column> {
    let all = places.len();
    if all <= most {
        return places;
    }
    let kept = |i: &usize| (i + 1) * most / all > i * most / all;
    places.into_iter().enumerate().filter(|(i, _)| kept(i)).map(|(_, c)| c).collect()
}

impl Tradition {
    /// The pages at hand below a node that no other page at hand stands between, with the steps to them.
    pub(crate) fn nearest(&self, node: usize, pages: usize) -> Vec<usize> {
        let mut level = vec![node];
        while !level.is_empty() {
            let next: Vec<usize> =
                level.iter().filter_map(|&x| self.nodes.get(x)).flat_map(|x| x.into.clone()).collect();
            let at_hand: Vec<usize> = next.iter().copied().filter(|&x| x < pages).collect();
            if !at_hand.is_empty() {
                return at_hand;
            }
            level = next;
        }
        Vec::new()
    }

    /// All pages at hand below a node.
    pub(crate) fn below(&self, node: usize, pages: usize) -> Vec<usize> {
        let mut out = Vec::new();
        let mut open = vec![node];
        while let Some(x) = open.pop() {
            let into = self.nodes.get(x).map(|n| n.into.as_slice()).unwrap_or_default();
            out.extend(into.iter().copied().filter(|&y| y < pages));
            open.extend(into);
        }
        out.sort_unstable();
        out
    }
}

/// The tree without a direction.
struct Undirected {
    /// The wording of every node at every place.
    states: Vec<Vec<State>>,
    /// By node its neighbours, in order.
    near: Vec<Vec<usize>>,
}

/// Which way changes run.
struct Arrows<'a> {
    family: &'a Family,
    usage: &'a Usage,
    places: &'a [Column],
}

/// What a place tells of the direction, as a logarithm of odds. A scribe leaves out words oftener than he adds some; a word
/// that stands elsewhere in the text too is oftener the exemplar's. Chosen on simulated traditions; with half or twice as
/// much as many arcs are turned the right way.
const LEFT_OUT: f32 = 0.5;
const FAMILIAR: f32 = 0.5;
/// Dates, where both ends have one, outweigh some ten places.
const DATED: f32 = 4.0;
/// Places of one arc are no independent witnesses: their sum is taken for less.
const TEMPER: f32 = 0.6;

impl Arrows<'_> {
    /// The tree hung from the node that the changes point away from: from it every arc is followed the way that is more
    /// likely, all possible roots taken together.
    fn root(&self, tree: &Undirected) -> Tradition {
        let n = tree.states.len();
        let walk = |root: usize| {
            let mut from = vec![None; n];
            let mut order = vec![root];
            let mut at = 0;
            while let Some(&x) = order.get(at) {
                let up = from[x];
                for &y in tree.near[x].iter().filter(|&&y| up != Some(y)) {
                    from[y] = Some(x);
                    order.push(y);
                }
                at += 1;
            }
            (from, order)
        };
        let (from, order) = walk(0);
        // The weight of a root is that of its neighbour, with the arc between them turned.
        let mut weight = vec![0.0f32; n];
        for &x in order.iter().skip(1) {
            if let Some(up) = from[x] {
                weight[x] = weight[up] - 2.0 * TEMPER * self.forward(tree, up, x);
            }
        }
        let most = weight.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let mut belief: Vec<f32> = weight.iter().map(|w| (w - most).max(-60.0).exp()).collect();
        let sum: f32 = belief.iter().sum();
        belief.iter_mut().for_each(|b| *b /= sum);
        // Belief that the root lies on a node's own side of the arc above it.
        let side = |from: &[Option<usize>], order: &[usize]| {
            let mut side = belief.clone();
            for &x in order.iter().rev() {
                if let Some(up) = from[x] {
                    side[up] += side[x];
                }
            }
            side
        };
        let mut root = 0;
        let below = side(&from, &order);
        while let Some(next) = tree.near[root].iter().copied().find(|&y| from[y] == Some(root) && below[y] > 0.5) {
            root = next;
        }
        let (from, order) = walk(root);
        let below = side(&from, &order);
        let mut nodes = vec![Node::default(); n];
        for &x in &order {
            nodes[x].from = from[x];
            nodes[x].forward = (1.0 - below[x]).clamp(0.0, 1.0);
            if let Some(up) = from[x] {
                nodes[up].into.push(x);
                nodes[x].changes = tree.states[up]
                    .iter()
                    .zip(&tree.states[x])
                    .filter(|(a, b)| a != b && **a != MISSING && **b != MISSING)
                    .count() as u32;
            }
        }
        Tradition { nodes, order, told: Vec::new(), cut: None }
    }

    /// The logarithm of the odds that `b` came from `a` rather than `a` from `b`.
    fn forward(&self, tree: &Undirected, a: usize, b: usize) -> f32 {
        let mut odds = 0.0;
        for ((&x, &y), place) in tree.states[a].iter().zip(&tree.states[b]).zip(self.places) {
            if x == y || x == MISSING || y == MISSING {
                continue;
            }
            odds += place.weight
                * match (x == GAP, y == GAP) {
                    (false, true) => LEFT_OUT,
                    (true, false) => -LEFT_OUT,
                    _ => FAMILIAR * (self.familiar(x, place) - self.familiar(y, place)).clamp(-1.0, 1.0),
                };
        }
        let date = |n: usize| self.family.outer.get(n).and_then(|o| o.date.as_ref());
        if let (Some(x), Some(y)) = (date(a), date(b)) {
            odds += if x.out_before(y) {
                DATED
            } else if y.out_before(x) {
                -DATED
            } else {
                0.0
            };
        }
        odds
    }

    /// The logarithm of how often a word stands elsewhere.
    fn familiar(&self, state: State, place: &Column) -> f32 {
        let word = place.states.iter().zip(&place.words).find(|(s, _)| **s == state).map_or(MISSING, |(_, w)| *w);
        let Ok(id) = u32::try_from(word) else { return 0.0 };
        let here = place.words.iter().filter(|&&s| s == word).count() as u32;
        (1.0 + self.usage.word(id).saturating_sub(here) as f32).ln()
    }
}

/// Shares of arcs of such trees, on simulated traditions, whose two pages are truly neighbours: of two pages at hand, of a
/// page and a lost one.
pub(crate) const NEIGHBOURS: f32 = 0.8;
pub(crate) const LOST_NEIGHBOURS: f32 = 0.7;

/// How sure an arc is: that its ends are neighbours, and that it points the right way.
pub(crate) fn confidence(node: &Node, lost: bool) -> f32 {
    let there = if lost { LOST_NEIGHBOURS } else { NEIGHBOURS };
    // A lost page that spares few changes more than the least is believed less.
    let spared = f64::from(node.changes) / SPARED;
    let known = if lost { 0.5 + 0.5 * (spared / (1.0 + spared)) as f32 } else { 1.0 };
    there * known * node.forward
}

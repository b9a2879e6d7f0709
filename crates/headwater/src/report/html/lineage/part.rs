//! Parts of a set of pages that is too large for one drawing.
//!
//! What joins hundreds of pages is seldom what they took from one another: it is the agency that all of them name. So in
//! a large set first the works and then the origins tie nothing any more; each is drawn again in every part that it
//! belongs to. A page that then has no other beside it is told of in words.

use petgraph::unionfind::UnionFind;

use super::bundle::bundles;
use crate::report::graph::{Graph, Node};
use crate::trace::Trace;

/// More boxes than this are drawn in parts, if they fall into any: about forty rows, several screens.
const MOST_BOXES: usize = 150;

/// More boxes than this that hang together by what pages took from pages are told of in words alone.
const MOST_DRAWN: usize = 400;

/// Nodes, ascending, of one drawing or of what is told of without one.
pub(super) struct Part {
    pub(super) nodes: Vec<usize>,
    pub(super) drawn: bool,
}

/// The parts of a component, those with most pages first: the component itself where it can be drawn.
/// `O(n log n)` in its nodes and edges.
pub(super) fn parts(trace: &Trace, graph: &Graph, component: Vec<usize>) -> Vec<Part> {
    let fits = |nodes: &[usize], most: usize| bundles(trace, graph, nodes).len() <= most;
    let own = |n: usize| matches!(graph.nodes[n], Node::Page(_) | Node::Lost(_));
    if fits(&component, MOST_BOXES) {
        return vec![Part { nodes: component, drawn: true }];
    }
    let (mut out, mut words) = (Vec::new(), Vec::new());
    for set in split(graph, &component, |node| matches!(node, Node::Work(_))) {
        let smaller = match fits(&set, MOST_BOXES) {
            true => vec![set],
            false => split(graph, &set, |node| matches!(node, Node::Work(_) | Node::Origin(_))),
        };
        for nodes in smaller {
            let lone = nodes.iter().filter(|n| own(**n)).count() < 2;
            let nodes = match fits(&nodes, MOST_BOXES) {
                true => nodes,
                false => nodes.into_iter().filter(|&n| own(n)).collect(),
            };
            if lone || !fits(&nodes, MOST_DRAWN) {
                words.extend(nodes);
            } else {
                out.push(Part { nodes, drawn: true });
            }
        }
    }
    out.sort_by_key(|p| (std::cmp::Reverse(graph.pages(&p.nodes)), p.nodes.first().copied()));
    if !words.is_empty() {
        words.sort_unstable();
        words.dedup();
        out.push(Part { nodes: words, drawn: false });
    }
    out
}

/// The sets of `nodes` that hang together when those that are `loose` tie nothing, each with the loose ones above it.
fn split(graph: &Graph, nodes: &[usize], loose: fn(Node) -> bool) -> Vec<Vec<usize>> {
    let mut sets = UnionFind::<usize>::new(nodes.len());
    let at = |n: usize| nodes.binary_search(&n).ok().filter(|_| !loose(graph.nodes[n]));
    for (i, &node) in nodes.iter().enumerate().filter(|(_, n)| !loose(graph.nodes[**n])) {
        let above = graph.parents(node).map(|e| e.parent);
        for other in above.chain(graph.open(node).map(|&(a, b, _)| if a == node { b } else { a })).filter_map(at) {
            sets.union(i, other);
        }
    }
    let mut out: std::collections::BTreeMap<usize, Vec<usize>> = Default::default();
    for (i, &node) in nodes.iter().enumerate().filter(|(_, n)| !loose(graph.nodes[**n])) {
        out.entry(sets.find(i)).or_default().push(node);
    }
    out.into_values().map(|set| with_above(graph, set, nodes, loose)).collect()
}

/// A set with what is loose above it, over any number of steps, as far as it is among `nodes`.
fn with_above(graph: &Graph, mut set: Vec<usize>, nodes: &[usize], loose: fn(Node) -> bool) -> Vec<usize> {
    let mut seen: std::collections::BTreeSet<usize> = set.iter().copied().collect();
    let mut next = 0;
    while let Some(&node) = set.get(next) {
        next += 1;
        for parent in graph.parents(node).map(|e| e.parent) {
            if loose(graph.nodes[parent]) && nodes.binary_search(&parent).is_ok() && seen.insert(parent) {
                set.push(parent);
            }
        }
    }
    set.sort_unstable();
    set
}

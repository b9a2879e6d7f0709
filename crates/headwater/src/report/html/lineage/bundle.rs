//! Which pages share a box.

use std::collections::{BTreeMap, BTreeSet};

use super::edges::kind;
use crate::report::graph::{Graph, Node};
use crate::trace::Trace;

/// What one box stands for: one node, or several pages that all come from the same, in the same way.
pub(super) type Bundle = Vec<usize>;

/// More pages than this that differ in nothing but their names share a box.
const MOST_ALIKE: usize = 4;

/// Pages without anything below them that come from the same, in the same way, put together where they are many.
pub(super) fn bundles(trace: &Trace, graph: &Graph, component: &[usize]) -> Vec<Bundle> {
    let mut alike: BTreeMap<Vec<(usize, &str)>, Vec<usize>> = BTreeMap::new();
    for &n in component {
        let leaf = matches!(graph.nodes[n], Node::Page(_)) && graph.children(n).next().is_none();
        let mut from: Vec<(usize, &str)> = graph.parents(n).map(|e| (e.parent, kind(trace, e))).collect();
        from.sort_unstable();
        if leaf && !from.is_empty() {
            alike.entry(from).or_default().push(n);
        }
    }
    let many: Vec<Bundle> = alike.into_values().filter(|b| b.len() > MOST_ALIKE).collect();
    let inside: BTreeSet<usize> = many.iter().flatten().copied().collect();
    let single = component.iter().filter(|n| !inside.contains(n)).map(|&n| vec![n]);
    let mut out: Vec<Bundle> = single.chain(many).collect();
    out.sort();
    out
}

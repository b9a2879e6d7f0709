//! Which pages, and which origins, share a box.

use std::collections::{BTreeMap, BTreeSet};

use super::edges::kind;
use crate::report::graph::{Graph, Node};
use crate::trace::Trace;

/// What one box stands for: one node, or several pages that all come from the same, or origins that the same carry, in the
/// same way.
pub(super) type Bundle = Vec<usize>;

/// More pages than this that differ in nothing but their names share a box.
const MOST_ALIKE: usize = 4;

/// More origins than this that the same pages carry share a box: an article often rests on a dozen interviews of its own.
const MOST_ORIGINS: usize = 2;

/// What a node is tied to, and how.
type Ties<'a> = Vec<(usize, &'a str)>;

/// The boxes of `nodes`, which are ascending: pages without anything below them that come from the same, in the same way, put
/// together where they are many, and so origins with nothing above them that lead to the same. What is not among the
/// nodes ties nothing.
pub(super) fn bundles(trace: &Trace, graph: &Graph, nodes: &[usize]) -> Vec<Bundle> {
    let drawn = |n: &usize| nodes.binary_search(n).is_ok();
    let (mut pages, mut origins): (BTreeMap<Ties<'_>, Bundle>, BTreeMap<Ties<'_>, Bundle>) = Default::default();
    for &n in nodes {
        let above = graph.parents(n).filter(|e| drawn(&e.parent)).map(|e| (e.parent, kind(trace, e)));
        let below = graph.children(n).filter(|e| drawn(&e.child)).map(|e| (e.child, kind(trace, e)));
        let (mut above, mut below): (Ties<'_>, Ties<'_>) = (above.collect(), below.collect());
        above.sort_unstable();
        below.sort_unstable();
        match graph.nodes[n] {
            Node::Page(_) if below.is_empty() && !above.is_empty() => pages.entry(above).or_default().push(n),
            Node::Origin(_) if above.is_empty() && !below.is_empty() => origins.entry(below).or_default().push(n),
            _ => {}
        }
    }
    let pages = pages.into_values().filter(|b| b.len() > MOST_ALIKE);
    let many: Vec<Bundle> = pages.chain(origins.into_values().filter(|b| b.len() > MOST_ORIGINS)).collect();
    let inside: BTreeSet<usize> = many.iter().flatten().copied().collect();
    let single = nodes.iter().filter(|n| !inside.contains(n)).map(|&n| vec![n]);
    let mut out: Vec<Bundle> = single.chain(many).collect();
    out.sort();
    out
}

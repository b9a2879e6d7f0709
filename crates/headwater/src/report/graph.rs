//! The lineage as a graph to draw: origins, works and lost ancestors above, pages below.

use std::collections::{BTreeMap, BTreeSet};

use crate::id::{DerivationIx, LostIx, OriginIx, PageIx, WorkIx};
use crate::lineage::Ancestor;
use crate::origin::{OriginKind, Route};
use crate::trace::Trace;

/// What is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Node {
    Origin(OriginIx),
    Work(WorkIx),
    Lost(LostIx),
    Page(PageIx),
}

/// `child` comes from `parent`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Edge {
    pub(super) parent: usize,
    pub(super) child: usize,
    /// The finding; `None` for the tie between an origin and what carries it first.
    pub(super) derivation: Option<DerivationIx>,
}

/// Nodes by kind and number; edges point to positions in `nodes`.
#[derive(Debug, Default)]
pub(super) struct Graph {
    pub(super) nodes: Vec<Node>,
    pub(super) edges: Vec<Edge>,
    /// Pairs of pages that share text whose direction is not decided, with the position of the finding.
    pub(super) undetermined: Vec<(usize, usize, usize)>,
    /// For every node the positions of the edges to what it comes from, and from what comes from it.
    above: Vec<Vec<usize>>,
    below: Vec<Vec<usize>>,
}

impl Graph {
    /// Every page; the works, lost ancestors and origins that something rests on.
    ///
    /// An origin of which nothing is known but the speaker, and that stands behind one way in only, is left out: it
    /// would repeat the page.
    pub(super) fn new(trace: &Trace) -> Graph {
        let mut pairs: Vec<(Node, Node, Option<DerivationIx>)> = Vec::new();
        for (origin, carriers) in carriers(trace) {
            let known = trace.origins.origins.get(origin.ix()).is_some_and(|o| o.kind != OriginKind::Unknown);
            if known || carriers.len() > 1 {
                pairs.extend(carriers.into_iter().map(|c| (Node::Origin(origin), c, None)));
            }
        }
        for (i, d) in trace.lineage.derivations.iter().enumerate() {
            let parent = match d.from {
                Ancestor::Page(p) => Node::Page(p),
                Ancestor::Work(w) => Node::Work(w),
                Ancestor::Lost(l) => Node::Lost(l),
            };
            if parent != Node::Page(d.page) {
                pairs.push((parent, Node::Page(d.page), Some(DerivationIx::new(i))));
            }
        }
        let mut nodes: BTreeSet<Node> = (0..trace.pages.len()).map(|i| Node::Page(PageIx::new(i))).collect();
        nodes.extend(pairs.iter().flat_map(|&(a, b, _)| [a, b]));
        let nodes: Vec<Node> = nodes.into_iter().collect();
        let at = |n: Node| nodes.binary_search(&n).unwrap_or(0);
        let edges: Vec<Edge> =
            pairs.iter().map(|&(a, b, derivation)| Edge { parent: at(a), child: at(b), derivation }).collect();
        let (mut above, mut below) = (vec![Vec::new(); nodes.len()], vec![Vec::new(); nodes.len()]);
        for (i, e) in edges.iter().enumerate() {
            above[e.child].push(i);
            below[e.parent].push(i);
        }
        let open = trace.lineage.undetermined.iter().enumerate();
        let page = |p: PageIx| at(Node::Page(p));
        let undetermined = open.map(|(i, u)| (page(u.pages[0]), page(u.pages[1]), i)).collect();
        Graph { nodes, edges, undetermined, above, below }
    }

    /// The edges to what `node` comes from, most likely first.
    pub(super) fn parents(&self, node: usize) -> impl Iterator<Item = &Edge> {
        self.above.get(node).into_iter().flatten().filter_map(|&e| self.edges.get(e))
    }

    /// The edges from what comes from `node`.
    pub(super) fn children(&self, node: usize) -> impl Iterator<Item = &Edge> {
        self.below.get(node).into_iter().flatten().filter_map(|&e| self.edges.get(e))
    }

    /// Sets of nodes that hang together, those with most pages first.
    pub(super) fn components(&self) -> Vec<Vec<usize>> {
        let mut root: Vec<usize> = (0..self.nodes.len()).collect();
        fn find(root: &mut [usize], mut n: usize) -> usize {
            while root[n] != n {
                root[n] = root[root[n]];
                n = root[n];
            }
            n
        }
        let ties = self.edges.iter().map(|e| (e.parent, e.child));
        for (a, b) in ties.chain(self.undetermined.iter().map(|&(a, b, _)| (a, b))) {
            let (a, b) = (find(&mut root, a), find(&mut root, b));
            root[a.max(b)] = a.min(b);
        }
        let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for n in 0..self.nodes.len() {
            groups.entry(find(&mut root, n)).or_default().push(n);
        }
        let mut groups: Vec<Vec<usize>> = groups.into_values().collect();
        let pages = |g: &[usize]| g.iter().filter(|&&n| matches!(self.nodes[n], Node::Page(_))).count();
        let first_page = |g: &[usize]| g.iter().find(|&&n| matches!(self.nodes[n], Node::Page(_))).copied();
        groups.sort_by_key(|g| (std::cmp::Reverse((pages(g), g.len())), first_page(g)));
        groups
    }
}

/// What carries each origin first: the works that hold it and the ways in of the statements that rest on it alone.
fn carriers(trace: &Trace) -> BTreeMap<OriginIx, BTreeSet<Node>> {
    let mut out: BTreeMap<OriginIx, BTreeSet<Node>> = BTreeMap::new();
    for (i, o) in trace.origins.origins.iter().enumerate() {
        out.entry(OriginIx::new(i)).or_default().extend(o.works.iter().map(|&w| Node::Work(w)));
    }
    for s in &trace.origins.statements {
        let [origin] = s.origins[..] else { continue };
        let ways = s.routes.iter().map(|&r| match r {
            Route::Page(p) => Node::Page(p),
            Route::Work(w) => Node::Work(w),
            Route::Lost(l) => Node::Lost(l),
        });
        out.entry(origin).or_default().extend(ways);
    }
    // An origin that only shares statements with others: the pages that tell of it.
    for (i, o) in trace.origins.origins.iter().enumerate() {
        let known = out.entry(OriginIx::new(i)).or_default();
        if known.is_empty() {
            known.extend(o.evidence.iter().map(|(place, _)| Node::Page(place.page)));
        }
    }
    out
}

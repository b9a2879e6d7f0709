//! The lineage as a graph to draw: origins, works and lost ancestors above, pages below.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::unionfind::UnionFind;

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
    pub(super) tie: Tie,
}

/// What an edge stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tie {
    /// A page took from what is above it.
    Derivation(DerivationIx),
    /// A lost ancestor came from what is above it.
    Descends,
    /// An origin, and what carries it first.
    Carries,
    /// An origin, and what may carry it first or have it from another that does.
    MayCarry,
}

impl Edge {
    /// The finding, where it is a page's.
    pub(super) fn derivation(&self) -> Option<DerivationIx> {
        match self.tie {
            Tie::Derivation(d) => Some(d),
            Tie::Descends | Tie::Carries | Tie::MayCarry => None,
        }
    }
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
    /// For every node the positions of its undetermined pairs.
    beside: Vec<Vec<usize>>,
    /// For every origin how many statements rest on it.
    behind: Vec<usize>,
}

impl Graph {
    /// Every page; the works, lost ancestors and origins that something rests on.
    ///
    /// An origin of which nothing is known but the speaker, and that stands behind one way in only, is left out: it
    /// would repeat the page. A derivation over a lost ancestor from what that came from is left out too: the ways by the
    /// lost ancestor say it.
    pub(super) fn new(trace: &Trace) -> Graph {
        let mut pairs: Vec<(Node, Node, Tie)> = Vec::new();
        let open = open_ways(trace);
        for (origin, carriers) in carriers(trace) {
            let known = trace.origins.origins.get(origin.ix()).is_some_and(|o| o.kind != OriginKind::Unknown);
            if known || carriers.len() > 1 {
                let tie = |c: Node| if open.contains(&c) { Tie::MayCarry } else { Tie::Carries };
                pairs.extend(carriers.into_iter().map(|c| (Node::Origin(origin), c, tie(c))));
            }
        }
        let over = over_lost(trace);
        for (i, d) in trace.lineage.derivations.iter().enumerate() {
            let parent = Node::of(d.from);
            if parent != Node::Page(d.page) && !over.contains(&(d.page, d.from)) {
                pairs.push((parent, Node::Page(d.page), Tie::Derivation(DerivationIx::new(i))));
            }
        }
        for (i, lost) in trace.lineage.lost.iter().enumerate() {
            let child = Node::Lost(LostIx::new(i));
            pairs.extend(lost.from.map(Node::of).filter(|p| *p != child).map(|p| (p, child, Tie::Descends)));
        }
        let mut nodes: BTreeSet<Node> = (0..trace.pages.len()).map(|i| Node::Page(PageIx::new(i))).collect();
        nodes.extend(pairs.iter().flat_map(|&(a, b, _)| [a, b]));
        let nodes: Vec<Node> = nodes.into_iter().collect();
        let at = |n: Node| nodes.binary_search(&n).unwrap_or(0);
        let edges: Vec<Edge> = pairs.iter().map(|&(a, b, tie)| Edge { parent: at(a), child: at(b), tie }).collect();
        let (mut above, mut below) = (vec![Vec::new(); nodes.len()], vec![Vec::new(); nodes.len()]);
        for (i, e) in edges.iter().enumerate() {
            above[e.child].push(i);
            below[e.parent].push(i);
        }
        let open = trace.lineage.undetermined.iter().enumerate();
        let page = |p: PageIx| at(Node::Page(p));
        let undetermined: Vec<_> = open.map(|(i, u)| (page(u.pages[0]), page(u.pages[1]), i)).collect();
        let mut beside = vec![Vec::new(); nodes.len()];
        for (i, &(a, b, _)) in undetermined.iter().enumerate() {
            beside[a].push(i);
            beside[b].push(i);
        }
        let mut behind = vec![0; trace.origins.origins.len()];
        for origin in trace.origins.statements.iter().flat_map(|s| &s.origins) {
            behind.get_mut(origin.ix()).into_iter().for_each(|n| *n += 1);
        }
        Graph { nodes, edges, undetermined, above, below, beside, behind }
    }

    /// The edges to what `node` comes from, most likely first.
    pub(super) fn parents(&self, node: usize) -> impl Iterator<Item = &Edge> {
        self.above.get(node).into_iter().flatten().filter_map(|&e| self.edges.get(e))
    }

    /// The edges from what comes from `node`.
    pub(super) fn children(&self, node: usize) -> impl Iterator<Item = &Edge> {
        self.below.get(node).into_iter().flatten().filter_map(|&e| self.edges.get(e))
    }

    /// The undetermined pairs of a node.
    pub(super) fn open(&self, node: usize) -> impl Iterator<Item = &(usize, usize, usize)> {
        self.beside.get(node).into_iter().flatten().filter_map(|&u| self.undetermined.get(u))
    }

    /// How many statements rest on an origin.
    pub(super) fn statements(&self, origin: OriginIx) -> usize {
        self.behind.get(origin.ix()).copied().unwrap_or_default()
    }

    /// How many of `nodes` are pages.
    pub(super) fn pages(&self, nodes: &[usize]) -> usize {
        nodes.iter().filter(|&&n| matches!(self.nodes[n], Node::Page(_))).count()
    }

    /// Sets of nodes that hang together, those with most pages first.
    pub(super) fn components(&self) -> Vec<Vec<usize>> {
        let mut sets = UnionFind::<usize>::new(self.nodes.len());
        let ties = self.edges.iter().map(|e| (e.parent, e.child));
        for (a, b) in ties.chain(self.undetermined.iter().map(|&(a, b, _)| (a, b))) {
            sets.union(a, b);
        }
        let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for n in 0..self.nodes.len() {
            groups.entry(sets.find(n)).or_default().push(n);
        }
        let mut groups: Vec<Vec<usize>> = groups.into_values().collect();
        let first_page = |g: &[usize]| g.iter().find(|&&n| matches!(self.nodes[n], Node::Page(_))).copied();
        groups.sort_by_key(|g| (std::cmp::Reverse((self.pages(g), g.len())), first_page(g)));
        groups
    }
}

impl Node {
    fn way(route: Route) -> Node {
        match route {
            Route::Page(p) => Node::Page(p),
            Route::Work(w) => Node::Work(w),
            Route::Lost(l) => Node::Lost(l),
        }
    }

    fn of(ancestor: Ancestor) -> Node {
        match ancestor {
            Ancestor::Page(p) => Node::Page(p),
            Ancestor::Work(w) => Node::Work(w),
            Ancestor::Lost(l) => Node::Lost(l),
        }
    }
}

/// Pages with what the lost ancestors that they come from came from themselves, over any number of steps.
fn over_lost(trace: &Trace) -> BTreeSet<(PageIx, Ancestor)> {
    let mut out = BTreeSet::new();
    for d in &trace.lineage.derivations {
        let mut at = d.from;
        while let Ancestor::Lost(l) = at {
            let Some(up) = trace.lineage.lost.get(l.ix()).and_then(|l| l.from) else { break };
            // What was met before leads where it led then.
            if up == d.from || !out.insert((d.page, up)) {
                break;
            }
            at = up;
        }
    }
    out
}

/// The ways in of which it is open, with every statement that they bring, whether they are ways by themselves: such a page may not
/// be the first to carry its origin. Linear in the statements and their routes.
fn open_ways(trace: &Trace) -> BTreeSet<Node> {
    let (mut open, mut shown) = (BTreeSet::new(), BTreeSet::new());
    for s in &trace.origins.statements {
        for &r in &s.routes {
            let ways = if s.independent.open.contains(&r) { &mut open } else { &mut shown };
            ways.insert(Node::way(r));
        }
    }
    open.difference(&shown).copied().collect()
}

/// What carries each origin first: the works that hold it and the ways in of the statements that rest on it alone.
fn carriers(trace: &Trace) -> BTreeMap<OriginIx, BTreeSet<Node>> {
    let mut out: BTreeMap<OriginIx, BTreeSet<Node>> = BTreeMap::new();
    for (i, o) in trace.origins.origins.iter().enumerate() {
        out.entry(OriginIx::new(i)).or_default().extend(o.works.iter().map(|&w| Node::Work(w)));
    }
    for s in &trace.origins.statements {
        let [origin] = s.origins[..] else { continue };
        out.entry(origin).or_default().extend(s.routes.iter().map(|&r| Node::way(r)));
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

//! One drawing: the boxes and edges of pages that hang together.

use std::collections::{BTreeMap, BTreeSet};

use super::Taken;
use super::boxes::{BoxDraft, BoxView, draft};
use super::bundle::bundles;
use super::coordinate::number;
use super::edges::{DIP, EdgeView, edges, kind, question};
use super::part::Part;
use super::words::{DerivationView, UndeterminedView, derivation, undetermined};
use crate::id::DerivationIx;
use crate::report::graph::{Edge, Graph, Node};
use crate::report::note::count;
use crate::report::svg::{self, Size};
use crate::trace::Trace;

/// Pages that hang together: their drawing, and its findings in words.
pub(in super::super) struct Figure {
    pub(in super::super) caption: String,
    /// `None` where there is too much to draw, or nothing.
    pub(in super::super) drawing: Option<Drawing>,
    pub(in super::super) derivations: Vec<DerivationView>,
    pub(in super::super) undetermined: Vec<UndeterminedView>,
}

/// Boxes and edges in their places.
pub(in super::super) struct Drawing {
    pub(in super::super) width: String,
    pub(in super::super) height: String,
    /// Whether it may be made smaller to fit: its letters stay readable.
    pub(in super::super) fits: bool,
    pub(in super::super) boxes: Vec<BoxView>,
    pub(in super::super) edges: Vec<EdgeView>,
}

/// The figure of a part; `of` says how many parts what hangs together has.
pub(super) fn figure(trace: &Trace, graph: &Graph, part: &Part, of: usize, taken: &Taken) -> Figure {
    let pages = part.nodes.iter().filter_map(|&n| match graph.nodes.get(n) {
        Some(Node::Page(page)) => taken.get(page),
        _ => None,
    });
    let mut derivations: Vec<DerivationIx> = pages.flatten().copied().collect();
    derivations.sort_unstable();
    let open = open(graph, &part.nodes);
    Figure {
        caption: caption(graph, part, of, derivations.len()),
        drawing: part.drawn.then(|| drawing(trace, graph, &part.nodes, &open)),
        derivations: derivations.into_iter().filter_map(|d| derivation(trace, d)).collect(),
        undetermined: open.iter().filter_map(|&(_, _, i)| undetermined(trace, i)).collect(),
    }
}

/// The undetermined pairs of `nodes`, each once.
fn open(graph: &Graph, nodes: &[usize]) -> Vec<(usize, usize, usize)> {
    let mut out: Vec<_> = nodes.iter().flat_map(|&n| graph.open(n).filter(move |(a, _, _)| *a == n)).copied().collect();
    out.sort_unstable_by_key(|&(_, _, i)| i);
    out
}

fn drawing(trace: &Trace, graph: &Graph, nodes: &[usize], open: &[(usize, usize, usize)]) -> Drawing {
    let bundles = bundles(trace, graph, nodes);
    let bundle_of: BTreeMap<usize, usize> =
        bundles.iter().enumerate().flat_map(|(b, nodes)| nodes.iter().map(move |&n| (n, b))).collect();
    let drawn: Vec<BoxDraft> = bundles.iter().map(|b| draft(trace, graph, b)).collect();
    let sizes: Vec<Size> = drawn.iter().map(|d| d.size).collect();
    let mut ties: Vec<(usize, usize, &Edge)> = Vec::new();
    let mut seen = BTreeSet::new();
    for edge in nodes.iter().flat_map(|&n| graph.parents(n)) {
        let (Some(&a), Some(&b)) = (bundle_of.get(&edge.parent), bundle_of.get(&edge.child)) else { continue };
        if seen.insert((a, b, kind(trace, edge))) {
            ties.push((a, b, edge));
        }
    }
    let pairs: Vec<(usize, usize)> = ties.iter().map(|&(a, b, _)| (a, b)).collect();
    let layout = svg::layout(&sizes, &pairs);
    let mut edges = edges(trace, &ties, &layout, &drawn);
    if open.len() <= MOST_OPEN {
        let ends = open.iter().filter_map(|&(a, b, _)| Some((*bundle_of.get(&a)?, *bundle_of.get(&b)?)));
        edges.extend(ends.filter(|(a, b)| a != b).map(|(a, b)| question(a, b, &layout, &sizes)));
    }
    Drawing {
        width: number(layout.width),
        fits: layout.width <= WIDEST_FIT,
        height: number(layout.height + if edges.iter().any(|e| e.dips) { DIP } else { 0.0 }),
        boxes: drawn.into_iter().zip(&layout.corners).map(|(d, &at)| d.at(at)).collect(),
        edges,
    }
}

/// The widest drawing that a laptop's screen may show whole: letters of 14 pixels become 11.
const WIDEST_FIT: f64 = 1400.0;

/// Pairs that are drawn as open questions; more would cover the drawing, and stand below it in words anyhow.
const MOST_OPEN: usize = 8;

fn caption(graph: &Graph, part: &Part, of: usize, derivations: usize) -> String {
    let number = |is: fn(&Node) -> bool| part.nodes.iter().filter(|&&n| is(&graph.nodes[n])).count();
    let parts = [
        (graph.pages(&part.nodes), "page"),
        (number(|n| matches!(n, Node::Work(_))), "work"),
        (number(|n| matches!(n, Node::Lost(_))), "lost ancestor"),
        (number(|n| matches!(n, Node::Origin(_))), "origin"),
        (derivations, "derivation"),
    ];
    let parts: Vec<String> = parts.iter().filter(|(n, _)| *n > 0).map(|&(n, what)| count(n, what)).collect();
    let whole = match (of, part.drawn) {
        (0 | 1, true) => "",
        (_, true) => " (a part of a larger set)",
        (_, false) => " (the rest of a larger set, in words alone)",
    };
    parts.join(", ") + whole
}

//! The lineage as drawings, one for each set of pages that hang together, and in words.

mod boxes;
mod bundle;
mod coordinate;
mod edges;
mod figure;
mod node;
mod part;
mod words;

use std::collections::BTreeMap;

use self::figure::{Figure, figure};
use self::node::link;
use self::part::parts;
use super::statement::Link;
use crate::id::{DerivationIx, PageIx};
use crate::lineage::Ancestor;
use crate::report::graph::Graph;
use crate::trace::Trace;

/// The whole lineage.
#[derive(Default)]
pub(super) struct Lineage {
    pub(super) figures: Vec<Figure>,
    /// Whether a set of pages that hang together is drawn in parts.
    pub(super) parted: bool,
    /// Pages that nothing ties to another page, a work or a known origin.
    pub(super) alone: Vec<Link>,
}

pub(super) fn lineage(trace: &Trace) -> Lineage {
    let graph = Graph::new(trace);
    let taken = by_page(trace);
    let mut out = Lineage::default();
    for component in graph.components() {
        match component[..] {
            [one] => out.alone.push(link(trace, graph.nodes[one])),
            _ => {
                let parts = parts(trace, &graph, component);
                out.parted |= parts.len() > 1;
                out.figures.extend(parts.iter().map(|p| figure(trace, &graph, p, parts.len(), &taken)));
            }
        }
    }
    out
}

impl Lineage {
    /// Whether a lost ancestor is drawn below what it came from.
    pub(super) fn descends(&self) -> bool {
        self.draws("descends")
    }

    /// Whether a page is drawn that may have an origin's words from another.
    pub(super) fn may_carry(&self) -> bool {
        self.draws("may-carry")
    }

    fn draws(&self, class: &str) -> bool {
        self.figures.iter().flat_map(|f| &f.drawing).flat_map(|d| &d.edges).any(|e| e.class == class)
    }
}

/// The derivations of every page from another.
type Taken = BTreeMap<PageIx, Vec<DerivationIx>>;

fn by_page(trace: &Trace) -> Taken {
    let mut out = Taken::new();
    for (i, d) in trace.lineage.derivations.iter().enumerate() {
        if d.from != Ancestor::Page(d.page) {
            out.entry(d.page).or_default().push(DerivationIx::new(i));
        }
    }
    out
}

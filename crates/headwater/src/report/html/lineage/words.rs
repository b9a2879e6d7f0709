//! Derivations and open questions in words, below their drawing.

use super::super::anchor::{Ground, ground};
use super::super::statement::Link;
use super::node::link;
use crate::id::DerivationIx;
use crate::lineage::Ancestor;
use crate::report::graph::Node;
use crate::report::name;
use crate::trace::Trace;

/// A derivation in words.
pub(in super::super) struct DerivationView {
    pub(in super::super) id: String,
    pub(in super::super) page: Link,
    pub(in super::super) kind: &'static str,
    pub(in super::super) from: Link,
    pub(in super::super) percent: u32,
    pub(in super::super) grounds: Vec<(&'static str, Ground)>,
}

/// Two pages of which nothing says who took from whom.
pub(in super::super) struct UndeterminedView {
    pub(in super::super) pages: [Link; 2],
    pub(in super::super) note: String,
}

pub(super) fn derivation(trace: &Trace, ix: DerivationIx) -> Option<DerivationView> {
    let d = trace.lineage.derivations.get(ix.ix())?;
    let from = match d.from {
        Ancestor::Page(p) => Node::Page(p),
        Ancestor::Work(w) => Node::Work(w),
        Ancestor::Lost(l) => Node::Lost(l),
    };
    Some(DerivationView {
        id: ix.to_string(),
        page: link(trace, Node::Page(d.page)),
        kind: d.kind.name(),
        from: link(trace, from),
        percent: name::percent(d.confidence),
        grounds: d.evidence.iter().map(|e| (e.kind.name(), ground(trace, e.place, &e.note))).collect(),
    })
}

pub(super) fn undetermined(trace: &Trace, ix: usize) -> Option<UndeterminedView> {
    let u = trace.lineage.undetermined.get(ix)?;
    Some(UndeterminedView { pages: u.pages.map(|p| link(trace, Node::Page(p))), note: name::flat(&u.note) })
}

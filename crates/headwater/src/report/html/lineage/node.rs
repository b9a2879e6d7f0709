//! What a node is called, and where it is told of.

use super::super::statement::Link;
use crate::report::graph::Node;
use crate::report::name;
use crate::trace::Trace;

pub(super) fn link(trace: &Trace, node: Node) -> Link {
    let text = match node {
        Node::Page(p) => format!("{p} {}", name::page_and_day(trace, p)),
        Node::Work(w) => name::work(trace, w),
        Node::Lost(l) => name::lost(l),
        Node::Origin(o) => name::origin(trace, o),
    };
    Link { at: id(node), text }
}

pub(super) fn id(node: Node) -> String {
    match node {
        Node::Page(p) => p.to_string(),
        Node::Work(w) => w.to_string(),
        Node::Lost(l) => l.to_string(),
        Node::Origin(o) => o.to_string(),
    }
}

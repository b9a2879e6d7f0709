//! Corroborations, discrepancies and circular reports.

use super::anchor::{Ground, ground};
use super::statement::Link;
use crate::origin::Witness;
use crate::origin::circular::Node;
use crate::report::name;
use crate::trace::Trace;

/// Who stands how to what.
pub(super) struct Corroboration {
    pub(super) by: String,
    pub(super) by_id: Option<String>,
    pub(super) stance: &'static str,
    pub(super) about: String,
    pub(super) about_id: Option<String>,
    pub(super) statement: Option<String>,
    pub(super) independent: &'static str,
    pub(super) why: String,
    pub(super) ground: Ground,
}

/// What can't both be right.
pub(super) struct Discrepancy {
    pub(super) kind: &'static str,
    pub(super) note: String,
    pub(super) grounds: Vec<Ground>,
}

/// What rests on itself.
pub(super) struct Circle {
    pub(super) statement: Option<String>,
    pub(super) steps: Vec<Step>,
}

/// A step of a circle and the words by which it rests on the next.
pub(super) struct Step {
    pub(super) node: Link,
    pub(super) grounds: Vec<Ground>,
}

pub(super) fn corroborations(trace: &Trace) -> Vec<Corroboration> {
    let list = trace.origins.corroborations.iter();
    list.map(|c| Corroboration {
        by: name::witness(trace, c.by),
        by_id: match c.by {
            Witness::Speaker(s) => Some(s.to_string()),
            Witness::Page(p) => Some(p.to_string()),
            Witness::Work(w) => Some(w.to_string()),
            Witness::Words(_) | Witness::Nobody => None,
        },
        stance: name::stance(c.stance),
        about: match c.about {
            Some(s) => name::speaker(trace, Some(s)),
            None if c.own => "what the page itself reported".to_owned(),
            None => name::matter(trace, c),
        },
        about_id: c.about.map(|s| s.to_string()),
        statement: c.statement.map(|s| s.to_string()),
        independent: match c.independent {
            Some(true) => "independent",
            Some(false) => "not independent",
            None => "independence undetermined",
        },
        why: name::flat(&c.why),
        ground: ground(trace, c.place, ""),
    })
    .collect()
}

pub(super) fn discrepancies(trace: &Trace) -> Vec<Discrepancy> {
    let list = trace.origins.discrepancies.iter();
    list.map(|d| Discrepancy {
        kind: d.kind.name(),
        note: name::flat(&d.note),
        grounds: d.places.iter().map(|&p| ground(trace, p, "")).collect(),
    })
    .collect()
}

pub(super) fn circular(trace: &Trace) -> Vec<Circle> {
    let node = |n: Node| {
        let at = match n {
            Node::Page(p) => p.to_string(),
            Node::Work(w) => w.to_string(),
            Node::Speaker(s) => s.to_string(),
        };
        Link { at, text: name::node(trace, n) }
    };
    let list = trace.origins.circular.iter();
    list.map(|c| Circle {
        statement: c.statement.map(|s| s.to_string()),
        steps: c
            .path
            .iter()
            .map(|s| Step { node: node(s.node), grounds: s.evidence.iter().map(|&p| ground(trace, p, "")).collect() })
            .collect(),
    })
    .collect()
}

//! Circular reports: something said to be corroborated by what derives from it.

use crate::id::{PageIx, SpeakerIx, StatementIx, WorkIx};
use crate::reuse::Place;

/// A way from a page through what it rests on back to itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Circular {
    /// The statement, where it is about one.
    pub statement: Option<StatementIx>,
    /// The steps: each rests on the next, the last on the first.
    pub path: Vec<Step>,
}

/// One step of a [`Circular`].
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Where it stands.
    pub node: Node,
    /// The words by which it rests on the next step.
    pub evidence: Vec<Place>,
}

/// What a step of a circle is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Node {
    /// A page.
    Page(PageIx),
    /// A work.
    Work(WorkIx),
    /// A person or body.
    Speaker(SpeakerIx),
}

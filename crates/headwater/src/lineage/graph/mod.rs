//! The most likely graph over each family, and what it rests on in words.
//!
//! Steps: the graph is `settle`d, a heaviest `branching` at its heart, and `explain`ed.

pub(crate) mod branching;
pub(crate) mod explain;
mod leaning;
pub(crate) mod settle;

//! A text that was copied whole many times: the tree that needs fewest changes, lost copies among its nodes.
//!
//! Steps: places in `column`s, the least tree (`tree`, `search`), its `root`, and the `stemma` as derivations.

pub(crate) mod arcs;
pub(crate) mod column;
pub(crate) mod root;
pub(crate) mod search;
pub(crate) mod stemma;
pub(crate) mod tree;

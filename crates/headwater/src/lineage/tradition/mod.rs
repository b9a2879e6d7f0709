//! A text that was copied whole many times: the tree that needs fewest changes, lost copies among its nodes.
//!
//! Steps: places in `column`s, the least tree (`steiner`), its `root`, and the `stemma` as derivations.

pub(crate) mod column;
pub(crate) mod root;
pub(crate) mod steiner;
pub(crate) mod stemma;

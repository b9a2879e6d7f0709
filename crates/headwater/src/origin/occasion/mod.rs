//! Occasions on which somebody spoke: how each page tells of them, and which tellings are of one.
//!
//! Steps: which page an [`outlet`]'s name stands for, each page's [`telling`]s, the [`event`]s they are joined to across
//! pages, and the [`source`]s that readers see.

pub mod event;
pub mod outlet;
pub mod source;
pub mod telling;

//! Occasions on which somebody spoke: how each page tells of them, and which tellings are of one.
//!
//! Steps: which page an [`outlet`]'s name stands for, each page's [`telling`]s with their [`whereabouts`], the [`event`]s they are joined to across
//! pages where they are [`alike`] enough, in [`doubt`] left out or open, and the [`source`]s that readers see. [`heard`]
//! says who heard what, and what was already [`printed`] when the first page told of an occasion is not from it.

mod alike;
mod doubt;
pub mod event;
mod heard;
pub mod outlet;
mod printed;
pub mod source;
pub mod telling;
mod whereabouts;

//! A [`Trace`](crate::trace::Trace) to what a person or a program reads.
//!
//! [`text`] for a terminal, [`html`] for a browser and for paper, [`json`] for programs; [`show`]
//! explains one finding with all its words. What any writer says where a part is empty stands in [`note`].

mod graph;
pub mod html;
pub mod json;
mod name;
pub mod note;
mod svg;
pub mod text;
mod words;

pub use self::text::show;

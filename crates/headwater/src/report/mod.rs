//! A [`Trace`](crate::trace::Trace) to what a person or a program reads.
//!
//! [`json`] for programs; what any writer says where a part is empty stands in [`note`].

pub mod json;
pub mod note;

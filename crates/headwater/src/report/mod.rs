//! A [`Trace`](crate::trace::Trace) to what a person or a program reads.

pub mod json;

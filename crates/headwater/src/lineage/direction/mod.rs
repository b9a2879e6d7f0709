//! Which of two pages took from the other.
//!
//! Steps: which way every `edit` runs, the `sign`s of a pair, and the `model` that weighs them over whole families.

pub(crate) mod edit;
pub(crate) mod model;
pub(crate) mod sign;
mod wear;

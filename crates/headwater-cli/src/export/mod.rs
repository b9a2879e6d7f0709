//! The pages of a collection for other programs, and what a person decided about them.

pub(crate) mod decision;
pub(crate) mod jsonl;
pub(crate) mod warc;

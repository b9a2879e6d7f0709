//! The pages of a collection for other programs.

pub(crate) mod jsonl;
pub(crate) mod warc;

//! Stories side by side: what they share, where they differ, and how familiar the words are.
//!
//! Steps: the `wording` of every story, the `stretch`es that two have in common, two stories `side` by side with what one is
//! `quoting` from the other, the `usage` of words, the `family` of pages that share text.

pub(crate) mod family;
mod quoting;
pub(crate) mod side;
pub(crate) mod stretch;
pub(crate) mod usage;
pub(crate) mod wording;

//! What pages name as where they have something from, and which page or work is meant.
//!
//! Steps: `token`s of a block, the `pattern`s that name a source, what a `name` is and its `initials`, whether `both` of two are named, a `mark` in the
//! metadata, every `citation` of a page, among them those of a `line` that names an outlet at hand and `titled` ones, the page or `work`
//! that is meant, in `full` where one word names it, whose `short` forms are one name, and derivations that are `cited` only.

mod both;
pub(crate) mod citation;
pub(crate) mod cited;
mod full;
pub(crate) mod initials;
pub(crate) mod line;
pub(crate) mod mark;
pub(crate) mod name;
pub(crate) mod pattern;
pub(crate) mod short;
pub(crate) mod telling;
pub(crate) mod titled;
pub(crate) mod token;
pub(crate) mod work;

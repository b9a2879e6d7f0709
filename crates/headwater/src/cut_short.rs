//! What a stage left out, so that a reader is told of it.

use crate::id::PageIx;

/// A page, or a family of pages, that holds more of something than is looked at, so that findings may be missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CutShort {
    /// Which findings, by their key in the JSON format.
    pub about: &'static str,
    /// The page, or the first of the family.
    pub page: PageIx,
    /// What was left out, in a sentence without its end.
    pub text: String,
}

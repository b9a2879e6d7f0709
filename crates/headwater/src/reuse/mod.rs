//! [`Page`]s to passages: the stretches of words that two pages share, and how the wording differs.
//!
//! Steps: `word`s to ids, `fingerprint`s of them, `candidate` diagonals, `align`ment to the word, [`drift`].

pub mod drift;

pub use drift::{Change, ChangeKind, Sort};

use crate::id::PageIx;
use crate::page::Page;
use crate::span::Span;

/// What counts as a passage.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// Least words of a passage.
    pub least_words: u32,
    /// Least share of words that are the same, 0 to 1.
    pub least_identity: f32,
    /// A phrase that stands on more pages than this is a set phrase: reported as such, no passage.
    pub most_pages: u32,
    /// Look into all blocks, not only those of the story.
    pub all_blocks: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options { least_words: 7, least_identity: 0.6, most_pages: 1000, all_blocks: false }
    }
}

/// All passages of a collection.
#[derive(Clone, Debug, Default)]
pub struct Reuse {
    /// By the pages and places of their first sides, then of their second.
    pub passages: Vec<Passage>,
    /// Phrases that stand on too many pages to tell anything.
    pub set_phrases: Vec<SetPhrase>,
}

/// The same stretch of words on two pages.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    /// The side on the page of the lower index.
    pub a: Place,
    /// The other side.
    pub b: Place,
    /// Words that are the same on both sides.
    pub words: u32,
    /// `words` over the words of the longer side, 0 to 1.
    pub identity: f32,
    /// How the wording differs, in order.
    pub drift: Vec<Change>,
}

/// A stretch of one page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The page.
    pub page: PageIx,
    /// Where on it.
    pub span: Span,
}

/// A phrase that stands on more pages than [`Options::most_pages`].
#[derive(Clone, Debug, PartialEq)]
pub struct SetPhrase {
    /// One place where it stands.
    pub place: Place,
    /// On how many pages it stands.
    pub pages: u32,
}

/// Finds every passage that two of the pages share.
pub fn find(pages: &[Page], options: &Options) -> Reuse {
    let _ = (pages, options);
    Reuse::default()
}

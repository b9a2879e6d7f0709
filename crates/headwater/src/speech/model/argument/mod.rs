//! Source and content of one cue: a labelling of its frame, decoded as a whole (Viterbi), trained as a
//! conditional random field (Lafferty et al., 2001).
//!
//! The features are those of semantic role labelling: the word, where it stands with respect to the cue, through which
//! branch of the tree it hangs on it, what lies between. Steps: the [`scene`] of a cue, the [`feature`](feature::describe)s of
//! its items, their sums, the best [`path`] through them, and [`several`](several::several) of the best.

mod emission;
pub mod feature;
pub mod path;
pub mod scene;
pub mod several;

pub use self::emission::{Kept, emit, emit_with};
pub use self::feature::describe;
pub use self::path::decode;
pub use self::scene::{REACH, Scene};
pub use self::several::several;

/// How many labels there are; the last two are never used and make a row of the table a power of two.
pub const LABELS: usize = 8;
/// Neither.
pub const OTHER: usize = 0;
/// The first word of a source.
pub const SOURCE: usize = 1;
/// A further word of it.
pub const SOURCE_ON: usize = 2;
/// The first word of a content.
pub const CONTENT: usize = 3;
/// A further word of it.
pub const CONTENT_ON: usize = 4;
/// A word of the cue.
pub const CUE: usize = 5;
/// Labels in use.
pub const USED: usize = 6;

/// Whether a label is of a content.
pub fn is_content(label: u8) -> bool {
    matches!(usize::from(label), CONTENT | CONTENT_ON)
}

/// Rows of the table of transitions: kinds of items.
pub const KINDS: usize = 16;

/// Whether `next` may follow `label`.
pub fn follows(label: usize, next: usize) -> bool {
    match next {
        SOURCE_ON => matches!(label, SOURCE | SOURCE_ON),
        CONTENT_ON => matches!(label, CONTENT | CONTENT_ON),
        _ => next < USED,
    }
}

//! The numbers that the models learned, as the library carries them: `data/speech/*.bin`.

use std::sync::OnceLock;

use super::argument::{self, KINDS, USED};
use super::table::Table;
use super::{leftover, part, tree};

/// The files of the weights, in the order in which they are learned.
pub const FILES: [&str; 9] = ["part", "tree", "anchor", "argument", "accept", "extent", "source", "leftover", "steps"];

/// All weights.
#[derive(Clone, Debug)]
pub struct Weights {
    /// Of the tagger.
    pub part: Table,
    /// Of the parser.
    pub tree: Table,
    /// Of cues.
    pub anchor: Table,
    /// Of sources and contents.
    pub argument: Table,
    /// Of one label after another, for each kind of item.
    pub steps: Box<[[i32; USED * USED]; KINDS]>,
    /// Of attributions as a whole.
    pub accept: Table,
    /// Of quotations that no cue took.
    pub leftover: Table,
    /// Of contents as wholes.
    pub extent: Table,
    /// Of phrases that may be the source of an attribution.
    pub source: Table,
    /// What an anchor must score to be tried at all.
    pub floor: i32,
    /// What an attribution must score.
    pub threshold: i32,
    /// What one must score whose content holds or touches a quotation mark.
    pub quoted: i32,
}

/// Bytes that begin where a line of the processor's caches does, so that no pair of rows lies in two of them.
#[repr(C, align(64))]
struct Aligned<B: ?Sized>(B);

macro_rules! stored {
    ($name:literal) => {{
        static BYTES: &Aligned<[u8]> = &Aligned(*include_bytes!(concat!("../../../data/speech/", $name)));
        &BYTES.0
    }};
}

/// The weights that the library carries.
pub fn weights() -> &'static Weights {
    static WEIGHTS: OnceLock<Weights> = OnceLock::new();
    WEIGHTS.get_or_init(|| {
        Weights::new([
            stored!("part.bin"),
            stored!("tree.bin"),
            stored!("anchor.bin"),
            stored!("argument.bin"),
            stored!("accept.bin"),
            stored!("extent.bin"),
            stored!("source.bin"),
            stored!("leftover.bin"),
            stored!("steps.bin"),
        ])
    })
}

impl Weights {
    /// Weights over stored bytes, file by file in the order of [`FILES`]; see `docs/speech.md` for what each holds.
    pub fn new(files: [&'static [u8]; FILES.len()]) -> Weights {
        let [part, tree, anchor, argument, accept, extent, source, leftover, steps] = files;
        let mut numbers = steps.chunks_exact(2).map(|b| i32::from(i16::from_le_bytes([b[0], b[1]])));
        let floor = numbers.next().unwrap_or(i32::MAX);
        let threshold = numbers.next().unwrap_or(i32::MAX);
        let quoted = numbers.next().unwrap_or(i32::MAX);
        let mut table = Box::new([[0; USED * USED]; KINDS]);
        for (slot, n) in table.iter_mut().flatten().zip(numbers) {
            *slot = n;
        }
        Weights {
            part: Table::new(part, part::LABELS),
            tree: Table::new(tree, tree::LABELS),
            anchor: Table::new(anchor, 2),
            argument: Table::new(argument, argument::LABELS),
            accept: Table::new(accept, 2),
            leftover: Table::new(leftover, leftover::LABELS),
            extent: Table::new(extent, 2),
            source: Table::new(source, 2),
            steps: table,
            floor,
            threshold,
            quoted,
        }
    }
}

//! Whose words are they? Of all phrases of a scene that could be the source of an attribution, and of none, the likeliest.
//!
//! The labels of [`argument`](super::argument) know an item and its neighbours. This model sees a phrase as a whole: how it
//! hangs on the cue, what stands around it, and what the labels make of it. A conditional logit (McFadden, 1974) over the
//! phrases of one attribution.

mod feature;
mod kin;
mod phrase;
mod whole;

pub use self::feature::features;
pub use self::kin::{Kin, kin};
pub use self::phrase::{Phrase, phrases};
pub(super) use self::whole::mend;
pub(in crate::speech) use self::whole::{not_a_verb, without_verb};
use super::super::frame::Frame;
use super::accept::Proposal;
use super::reading::Reading;
use super::{KINDS, Table, USED};

/// The phrase that is the source of a proposal; `None` where none is. Linear in the scene.
pub fn choose(
    table: Table,
    steps: &[[i32; USED * USED]; KINDS],
    reading: &Reading<'_>,
    frame: &Frame,
    proposal: &Proposal,
    kin: Kin,
) -> Option<Phrase> {
    let mut best: Option<(i32, Phrase)> = None;
    let all = phrases(reading, frame, proposal, steps);
    features(reading, frame, proposal, kin, &all, |phrase, rows| {
        let [score, _] = table.score::<2>(rows);
        if best.is_none_or(|(most, _)| score > most) {
            best = Some((score, phrase));
        }
    });
    best.map(|(_, phrase)| phrase).filter(|p| !p.is_none())
}

//! How far does a content go? Of the likeliest labellings of a scene the one whose content is best as a whole.
//!
//! The labels know an item and its neighbours, and cannot see whether a content is a whole clause, takes all quotations of
//! its sentence, or ends where the tree ends. This model re-ranks the best few (Collins, 2000): a conditional logit over
//! them.

mod feature;

pub use self::feature::features;
use super::super::frame::Frame;
use super::accept::Proposal;
use super::argument::several;
use super::reading::Reading;
use super::table::Table;
use super::{KINDS, USED};

/// How many labellings are looked at.
pub const MOST: usize = 8;

/// Labellings of a proposal with different contents, the likeliest first, with their scores.
pub fn options(proposal: &Proposal, steps: &[[i32; USED * USED]; KINDS]) -> Vec<(i32, Vec<u8>)> {
    several(&proposal.emissions, &proposal.scene.kinds, steps, MOST)
}

/// A proposal with the labels whose content is best. `anchors` are the candidates of the frame.
pub fn settle(
    table: Table,
    steps: &[[i32; USED * USED]; KINDS],
    reading: &Reading<'_>,
    frame: &Frame,
    mut proposal: Proposal,
    anchors: &[(usize, i32)],
) -> Proposal {
    let all = options(&proposal, steps);
    let mut best: Option<(i32, usize)> = None;
    features(reading, frame, &proposal, anchors, &all, |k, rows| {
        let [score, _] = table.score::<2>(rows);
        if best.is_none_or(|(most, _)| score > most) {
            best = Some((score, k));
        }
    });
    if let Some((_, labels)) = best.and_then(|(_, k)| all.into_iter().nth(k)) {
        proposal.labels = labels;
    }
    proposal
}

//! Whose words the labels think those of the other cues of a frame are.

use super::super::super::frame::Frame;
use super::super::accept::Proposal;
use super::super::argument::{SOURCE, SOURCE_ON};
use super::super::reading::Reading;
use super::super::tree::ROOT;

/// What the cues around one are thought to have as source: the item of the frame that it is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kin {
    /// Of the cue that this one hangs on, over up to six steps, and how sure that one is.
    pub(super) above: Option<(usize, u32)>,
    /// Of the cue before.
    pub(super) before: Option<(usize, u32)>,
    /// Of the cue after.
    pub(super) after: Option<(usize, u32)>,
}

/// The kin of each proposal of a frame.
pub fn kin(reading: &Reading<'_>, frame: &Frame, proposals: &[Proposal]) -> Vec<Kin> {
    let hearts: Vec<Option<(usize, u32)>> = proposals.iter().map(|p| heart(reading, frame, p)).collect();
    let tokens: Vec<u32> = proposals.iter().map(|p| reading.rep[frame.begin as usize + p.at]).collect();
    let one = |n: usize| {
        let mut at = tokens[n];
        let mut above = None;
        for _ in 0..6 {
            let head = reading.heads[at as usize];
            if head == ROOT {
                break;
            }
            at = head;
            if let Ok(k) = tokens.binary_search(&at) {
                above = hearts[k];
                break;
            }
        }
        let before = hearts[..n].iter().rev().flatten().next().copied();
        let after = hearts.get(n + 1..).unwrap_or_default().iter().flatten().next().copied();
        Kin { above, before, after }
    };
    (0..proposals.len()).map(one).collect()
}

/// What a proposal's source is about by the labels, and how likely its cue is, in three steps.
fn heart(reading: &Reading<'_>, frame: &Frame, proposal: &Proposal) -> Option<(usize, u32)> {
    let base = frame.begin as usize + proposal.scene.first;
    let label = |i: usize| proposal.labels.get(i).is_some_and(|&l| matches!(usize::from(l), SOURCE | SOURCE_ON));
    let n = proposal.labels.len();
    let here = proposal.at - proposal.scene.first;
    let heart =
        (0..n).filter(|&i| label(i) && reading.names(base + i) && !(label(i + 1) && reading.names(base + i + 1)));
    let heart = heart.min_by_key(|i| i.abs_diff(here))?;
    Some((proposal.scene.first + heart, (proposal.score.div_euclid(48).clamp(-2, 1) + 2) as u32))
}

//! Learns whether a cue with its source and content is an attribution after all.

use std::collections::BTreeMap;

use headwater::speech::model::accept::Proposal;
use headwater::speech::model::argument::CONTENT;
use headwater::speech::model::reading::Reading;
use headwater::speech::model::{Weights, accept, propose};

use super::stage::{LOGIT, RATE};
use super::target::{Target, labels, overlap};
use crate::train::corpus::Article;
use crate::train::grammar::LEAST;
use crate::train::learner::{Samples, pack};

/// How long, and how strongly weights are drawn to zero: of four settings the one with the least log loss on held-out
/// articles (0.3815; 0.3818 to 0.3839 else).
const ROUNDS: usize = 4;
const DECAY: f64 = 0.01;
/// Rows of the stored table, as a power of two.
const BITS: u32 = 15;
/// The log odds that an attribution must have; the best content F1 on held-out articles, where precision and recall are
/// about equal. Higher finds fewer, surer ones.
const THRESHOLD: f64 = -0.79;
/// The same for attributions that hold or touch quotation marks, of which more are found: held against its own F1.
const QUOTED: f64 = -0.5;

/// Both thresholds in stored weights.
pub(super) fn thresholds() -> [i32; 2] {
    [THRESHOLD, QUOTED].map(|t| (t * LOGIT).round() as i32)
}

/// The candidates of an article, each with its features and whether it is a true attribution with about its content.
pub(super) fn judge(a: &Article, r: &Reading<'_>, targets: &[Target], weights: &Weights, out: &mut Samples) {
    let gold: BTreeMap<(usize, usize), &Target> = targets.iter().map(|t| ((t.frame, t.at), t)).collect();
    let mut rows = Vec::new();
    for (f, frame) in a.frames.frames.iter().enumerate() {
        let proposals = propose(weights, r, frame);
        for (proposal, company) in proposals.iter().zip(accept::company(&proposals)) {
            let Proposal { at, scene, labels: got, .. } = proposal;
            if !got.iter().any(|&l| usize::from(l) == CONTENT) {
                continue;
            }
            accept::features(r, frame, proposal, company, &mut rows);
            let right = gold.get(&(f, *at)).is_some_and(|t| {
                let truth = labels(a, t, scene, got.len());
                overlap(&truth, got) >= 1.0 / 3.0
            });
            out.push(&rows, right);
        }
    }
}

/// Learns from candidates that were judged.
pub(super) fn learn(judged: Samples) -> Vec<u8> {
    pack(&judged.learn(LEAST, ROUNDS, RATE, DECAY), LOGIT, BITS)
}

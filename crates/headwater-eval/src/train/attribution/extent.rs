//! Learns which of the likeliest labellings of a scene has the best content.

use std::collections::BTreeMap;

use headwater::speech::model::extent::{features, options};
use headwater::speech::model::reading::Reading;
use headwater::speech::model::{Weights, propose};

use super::stage::LOGIT;
use super::target::{Target, labels, overlap};
use crate::train::choice::Choices;
use crate::train::corpus::Article;
use crate::train::grammar::LEAST;
use crate::train::learner::pack;

const ROUNDS: usize = 4;
const RATE: f64 = 0.02;
const DECAY: f64 = 0.003;
/// Rows of the stored table, as a power of two.
const BITS: u32 = 17;

/// The true attributions of an article that are found, each with its likeliest labellings. Right are those whose content lies
/// on the gold best, if it does so for a third.
pub(super) fn ask(a: &Article, r: &Reading<'_>, targets: &[Target], weights: &Weights, out: &mut Choices) {
    let gold: BTreeMap<(usize, usize), &Target> = targets.iter().map(|t| ((t.frame, t.at), t)).collect();
    for (f, frame) in a.frames.frames.iter().enumerate() {
        let proposals = propose(weights, r, frame);
        let anchors: Vec<(usize, i32)> = proposals.iter().map(|p| (p.at, p.score)).collect();
        for proposal in &proposals {
            let Some(target) = gold.get(&(f, proposal.at)) else { continue };
            let truth = labels(a, target, &proposal.scene, proposal.labels.len());
            let all = options(proposal, &weights.steps);
            let worth: Vec<f64> = all.iter().map(|o| overlap(&truth, &o.1)).collect();
            let best = worth.iter().copied().fold(0.0, f64::max);
            if best < 0.33 {
                continue;
            }
            features(r, frame, proposal, &anchors, &all, |k, rows| out.push(rows, worth[k] >= best));
            out.end();
        }
    }
}

/// Learns from them.
pub(super) fn learn(asked: Choices) -> Vec<u8> {
    eprintln!("extents: {}", asked.told());
    pack(&asked.learn(LEAST, ROUNDS, RATE, DECAY), LOGIT, BITS)
}

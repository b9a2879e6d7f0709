//! Learns which phrase of a scene is the source of an attribution.

use std::collections::BTreeMap;

use headwater::span::Span;
use headwater::speech::model::argument::CONTENT;
use headwater::speech::model::reading::Reading;
use headwater::speech::model::source::{features, kin, phrases};
use headwater::speech::model::{Weights, extent, propose};

use super::stage::LOGIT;
use super::target::{Target, labels, overlap};
use crate::train::choice::Choices;
use crate::train::corpus::Article;
use crate::train::grammar::LEAST;
use crate::train::learner::pack;

const ROUNDS: usize = 8;
const RATE: f64 = 0.03;
const DECAY: f64 = 0.01;
/// Rows of the stored table, as a power of two.
const BITS: u32 = 16;

/// The attributions of an article whose cue and content are found, each with the phrases that could be its source. Right are
/// those that lie on the gold source for the most part (intersection over union of a half); none, where the gold has none.
pub(super) fn ask(a: &Article, r: &Reading<'_>, targets: &[Target], weights: &Weights, out: &mut Choices) {
    let gold: BTreeMap<(usize, usize), &Target> = targets.iter().map(|t| ((t.frame, t.at), t)).collect();
    for (f, frame) in a.frames.frames.iter().enumerate() {
        let proposals = propose(weights, r, frame);
        let anchors: Vec<(usize, i32)> = proposals.iter().map(|p| (p.at, p.score)).collect();
        for (proposal, kin) in proposals.iter().zip(kin(r, frame, &proposals)) {
            let Some(target) = gold.get(&(f, proposal.at)) else { continue };
            let proposal = &extent::settle(weights.extent, &weights.steps, r, frame, proposal.clone(), &anchors);
            let got = &proposal.labels;
            let truth = labels(a, target, &proposal.scene, got.len());
            if overlap(&truth, got) < 0.5 || !got.iter().any(|&l| usize::from(l) == CONTENT) {
                continue;
            }
            let base = frame.begin as usize + proposal.scene.first;
            let all = phrases(r, frame, proposal, &weights.steps);
            features(r, frame, proposal, kin, &all, |phrase, rows| {
                let right = if phrase.is_none() {
                    target.spans[0].is_empty()
                } else {
                    let items = &a.frames.items[base + phrase.begin..base + phrase.end];
                    let span = a.cut.span(items[0].begin as usize, items[items.len() - 1].end as usize);
                    let both: usize = target.spans[0].iter().filter_map(|s| s.intersection(span)).map(Span::len).sum();
                    let gold: usize = target.spans[0].iter().map(|s| s.len()).sum();
                    2 * both >= gold + span.len() - both
                };
                out.push(rows, right);
            });
            out.end();
        }
    }
}

/// Learns from them.
pub(super) fn learn(asked: Choices) -> Vec<u8> {
    eprintln!("sources: {}", asked.told());
    pack(&asked.learn(LEAST, ROUNDS, RATE, DECAY), LOGIT, BITS)
}

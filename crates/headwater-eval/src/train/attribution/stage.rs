//! Learns cues, and the source and content of each.

use std::collections::BTreeSet;

use headwater::speech::model::argument::{self, CONTENT, KINDS, LABELS, USED};
use headwater::speech::model::reading::{Reading, may_anchor};
use headwater::speech::model::{Weights, anchor};

use super::target::{Target, labels};
use crate::train::chain::{self, Sequence};
use crate::train::corpus::Article;
use crate::train::grammar::{Grammar, LEAST, leak};
use crate::train::learner::{Samples, pack};

/// Rounds over the data; more gain nothing on held-out articles.
const ANCHOR_ROUNDS: usize = 6;
const ARGUMENT_ROUNDS: usize = 4;
/// How fast the logistic regressions learn and forget. On a held-out fifth the F1 of cues is 0.708 at a rate of 0.15, 0.729
/// at 0.05 and 0.735 at this one, where the log loss is least too: with some sixty features to an example each step is as
/// large as sixty times the rate.
pub(super) const RATE: f64 = 0.02;
pub(super) const DECAY: f64 = 1e-4;
/// The same of the labels. On the held-out fifth, given the cues, contents overlap the gold by 0.752 at a rate of 0.05,
/// 0.764 at 0.02 and 0.766 at this one; with features met six times and a stronger pull to zero 0.768. More rounds fit the
/// train articles only.
const ARGUMENT_RATE: f32 = 0.01;
const LEAST_LABELLED: u8 = 6;
/// What log odds of 1 are in stored weights: the largest weights (2.6) just fit, and the smallest that matter are not lost.
pub(super) const LOGIT: f64 = 48.0;
/// The same for labels.
const LABEL_LOGIT: f64 = 64.0;
/// The log odds below which an anchor is not tried.
const FLOOR: f64 = -2.5;
/// Rows of the stored tables, as powers of two: what does not fit weighs least.
const ANCHOR_BITS: u32 = 20;
const ARGUMENT_BITS: u32 = 18;

/// Anchors and arguments as learned from some articles.
pub(super) struct Stage {
    pub(super) anchor: Vec<u8>,
    pub(super) argument: Vec<u8>,
    floor: i32,
    numbers: Vec<i16>,
}

impl Stage {
    pub(super) fn steps(&self, thresholds: [i32; 2]) -> Vec<u8> {
        let head = [self.floor as i16, thresholds[0] as i16, thresholds[1] as i16];
        head.iter().chain(&self.numbers).flat_map(|n| n.to_le_bytes()).collect()
    }

    /// Weights with `rest`: of attributions as a whole, of sources, of quotations left over.
    pub(super) fn weights(&self, grammar: &Grammar, rest: [&[u8]; 4], thresholds: [i32; 2]) -> Weights {
        let [accept, extent, source, leftover] = rest.map(|r| leak(if r.is_empty() { vec![0; 8] } else { r.to_vec() }));
        let [anchor, argument] = [&self.anchor, &self.argument].map(|f| leak(f.clone()));
        let steps = leak(self.steps(thresholds));
        Weights::new([grammar.part, grammar.tree, anchor, argument, accept, extent, source, leftover, steps])
    }
}

/// Learns both from the articles `seen`.
pub(super) fn learn(train: &[&Article], readings: &[Reading<'_>], goals: &[Vec<Target>], seen: &[usize]) -> Stage {
    let anchor = anchors(train, readings, goals, seen).learn(LEAST, ANCHOR_ROUNDS, RATE, DECAY);
    let chain = chain::learn(sequences(train, readings, goals, seen), LEAST_LABELLED, ARGUMENT_ROUNDS, ARGUMENT_RATE);
    let wide = |w: &[f64; USED]| std::array::from_fn(|l| w.get(l).copied().unwrap_or(0.0));
    let rows: Vec<(u32, [f64; LABELS])> = chain.rows.iter().map(|(f, w)| (*f, wide(w))).collect();
    let number = |v: &f64| (v * LABEL_LOGIT).round().clamp(-30000.0, 30000.0) as i16;
    Stage {
        anchor: pack(&anchor, LOGIT, ANCHOR_BITS),
        argument: pack(&rows, LABEL_LOGIT, ARGUMENT_BITS),
        floor: (FLOOR * LOGIT).round() as i32,
        numbers: chain.steps.iter().take(KINDS).flatten().map(number).collect(),
    }
}

/// Every word that may be an anchor, and whether it is one.
fn anchors(train: &[&Article], readings: &[Reading<'_>], goals: &[Vec<Target>], seen: &[usize]) -> Samples {
    let mut rows = Vec::new();
    let mut samples = Samples::default();
    for &n in seen {
        let (a, r) = (train[n], &readings[n]);
        let gold: BTreeSet<(usize, usize)> = goals[n].iter().map(|t| (t.frame, t.at)).collect();
        for (f, frame) in a.frames.frames.iter().enumerate() {
            for (at, item) in a.frames.items[frame.range()].iter().enumerate() {
                if !item.is_quotation() && may_anchor(r, item.begin as usize) {
                    anchor::features(r, frame, at, &mut rows);
                    samples.push(&rows, gold.contains(&(f, at)));
                }
            }
        }
    }
    samples
}

/// The scene of every cue, with its labels.
fn sequences(train: &[&Article], readings: &[Reading<'_>], goals: &[Vec<Target>], seen: &[usize]) -> Vec<Sequence> {
    let mut sequences = Vec::new();
    for &n in seen {
        let (a, r) = (train[n], &readings[n]);
        for t in &goals[n] {
            let mut rows = Vec::new();
            let scene = argument::describe(r, &a.frames.frames[t.frame], t.at, |f| rows.push(f.to_vec()));
            let truth = labels(a, t, &scene, rows.len());
            if truth.iter().any(|&l| usize::from(l) == CONTENT) {
                sequences.push(Sequence { rows, kinds: scene.kinds, truth });
            }
        }
    }
    sequences
}

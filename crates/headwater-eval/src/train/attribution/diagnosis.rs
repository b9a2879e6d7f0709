//! Where errors on held-out articles come from, step by step.

use std::collections::BTreeSet;

use headwater::speech::model::accept::Proposal;
use headwater::speech::model::argument::{self, CONTENT, SOURCE, SOURCE_ON};
use headwater::speech::model::reading::{Reading, may_anchor};
use headwater::speech::model::{Weights, anchor, extent, propose, source};

use super::target::{self, Target, labels, targets};
use crate::train::corpus::Article;
use crate::train::grammar::{Grammar, read};

/// Says how well anchors are told, and, given the true ones, contents and sources: by the labels, and as chosen as wholes.
pub(super) fn diagnose(grammar: &Grammar, weights: &Weights, held: &[&Article]) {
    let mut scores = Vec::new();
    let (mut all, mut none) = (0, 0);
    let mut tally = Tally::default();
    let mut rows = Vec::new();
    for a in held {
        let r = read(grammar, a);
        let targets = targets(a, &r);
        all += a.attributions.len();
        let gold: BTreeSet<(usize, usize)> = targets.iter().map(|t| (t.frame, t.at)).collect();
        for (f, frame) in a.frames.frames.iter().enumerate() {
            for (at, item) in a.frames.items[frame.range()].iter().enumerate() {
                if !item.is_quotation() && may_anchor(&r, item.begin as usize) {
                    anchor::features(&r, frame, at, &mut rows);
                    scores.push((weights.anchor.score::<2>(&rows)[0], gold.contains(&(f, at))));
                }
            }
        }
        none += targets.iter().filter(|t| !tally.add(weights, a, &r, t)).count();
    }
    let anchored = scores.iter().filter(|s| s.1).count();
    let (best, at) = best_f1(scores);
    eprintln!("gold {all}, anchored {anchored}, without content {none}; best anchor F1 {best:.4} at {at}");
    tally.tell();
}

/// The best F1 that a threshold can have, and that threshold.
fn best_f1(mut scores: Vec<(i32, bool)>) -> (f64, i32) {
    scores.sort_by_key(|s| std::cmp::Reverse(s.0));
    let total = scores.iter().filter(|s| s.1).count();
    let (mut hit, mut best) = (0, (0.0, 0));
    for (k, s) in scores.iter().enumerate() {
        hit += usize::from(s.1);
        let f = 2.0 * hit as f64 / (total + k + 1) as f64;
        if f > best.0 {
            best = (f, s.0);
        }
    }
    best
}

/// Sums over true anchors.
#[derive(Default)]
struct Tally {
    contents: usize,
    /// Of contents by the labels and as chosen: overlaps, and how many are right to the item.
    overlap: [f64; 2],
    exact: [usize; 2],
    /// Of true sources: those that the labels have.
    sources: usize,
    labelled: usize,
    /// Of all attributions: those whose source, or that they have none, is among the phrases, and those where it is chosen.
    reached: usize,
    chosen: usize,
}

impl Tally {
    /// Adds one true anchor; whether it has a content within reach.
    fn add(&mut self, weights: &Weights, a: &Article, r: &Reading<'_>, t: &Target) -> bool {
        let frame = &a.frames.frames[t.frame];
        let (scene, emissions) = argument::emit(weights.argument, r, frame, t.at);
        let truth = labels(a, t, &scene, emissions.len());
        if !truth.iter().any(|&l| usize::from(l) == CONTENT) {
            return false;
        }
        let got = argument::decode(&emissions, &scene.kinds, &weights.steps);
        let proposal = Proposal { at: t.at, score: 0, scene, emissions, labels: got };
        self.contents += 1;
        self.content(0, &truth, &proposal.labels);
        let true_source = marked(&truth, SOURCE, SOURCE_ON);
        if !true_source.is_empty() {
            self.sources += 1;
            self.labelled += usize::from(overlap(&true_source, &marked(&proposal.labels, SOURCE, SOURCE_ON)) >= 0.5);
        }
        let company = propose(weights, r, frame);
        let anchors: Vec<(usize, i32)> = company.iter().map(|p| (p.at, p.score)).collect();
        let proposal = extent::settle(weights.extent, &weights.steps, r, frame, proposal, &anchors);
        self.content(1, &truth, &proposal.labels);
        let kin = company.iter().position(|p| p.at == t.at);
        let kin = kin.map(|k| source::kin(r, frame, &company)[k]).unwrap_or_default();
        let right = |p: &source::Phrase| {
            let items: Vec<usize> = (p.begin..p.end).collect();
            p.is_none() && true_source.is_empty() || overlap(&true_source, &items) >= 0.5
        };
        let phrases = source::phrases(r, frame, &proposal, &weights.steps);
        self.reached += usize::from(phrases.iter().any(right));
        let chosen = source::choose(weights.source, &weights.steps, r, frame, &proposal, kin);
        self.chosen += usize::from(right(&chosen.unwrap_or_default()));
        true
    }

    fn content(&mut self, which: usize, truth: &[u8], got: &[u8]) {
        let overlap = target::overlap(truth, got);
        self.overlap[which] += overlap;
        self.exact[which] += usize::from(overlap == 1.0);
    }

    fn tell(&self) {
        let n = self.contents.max(1) as f64;
        let [labelled, chosen] =
            [0, 1].map(|k| format!("{:.4}, exact {:.4}", self.overlap[k] / n, self.exact[k] as f64 / n));
        let sources = self.labelled as f64 / self.sources.max(1) as f64;
        eprintln!("given anchors, by labels: content IoU {labelled}, source {sources:.4}");
        eprintln!(
            "as wholes: content IoU {chosen}, source or none {:.4}, within reach {:.4}",
            self.chosen as f64 / n,
            self.reached as f64 / n
        );
    }
}

/// The items with one of two labels.
fn marked(labels: &[u8], begin: usize, on: usize) -> Vec<usize> {
    (0..labels.len()).filter(|&i| [begin, on].contains(&usize::from(labels[i]))).collect()
}

/// Intersection over union; 0 for nothing and nothing.
fn overlap(a: &[usize], b: &[usize]) -> f64 {
    let both = a.iter().filter(|i| b.contains(i)).count();
    both as f64 / (a.len() + b.len() - both).max(1) as f64
}

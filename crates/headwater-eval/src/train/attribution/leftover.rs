//! Learns what becomes of the quotations that no cue took.

use headwater::span::Span;
use headwater::speech::attribution;
use headwater::speech::model::Weights;
use headwater::speech::model::leftover::{self, Choice};

use super::stage::{DECAY, LOGIT, RATE};
use crate::train::corpus::Article;
use crate::train::learner::{Samples, pack};

const ROUNDS: usize = 8;
/// Rows of the stored table, as a power of two.
const BITS: u32 = 12;

/// The quotations of an article that no cue took, each with what the gold says becomes of it.
pub(super) fn left_over(a: &Article, weights: &Weights, out: &mut Vec<(Vec<u32>, Choice)>) {
    let common = |x: &[Span], y: &[Span]| -> usize {
        x.iter().flat_map(|s| y.iter().filter_map(move |t| s.intersection(*t))).map(Span::len).sum()
    };
    let length = |x: &[Span]| -> usize { x.iter().map(|s| s.len()).sum() };
    attribution::find_choosing(&a.page, &a.cut, &a.marks, weights, &mut |l| {
        let own = [l.span];
        let holds = |g: &&[Vec<Span>; 3]| 2 * common(&g[2], &own) > l.span.len();
        // Of several the closest.
        let gold = a.attributions.iter().filter(holds).min_by_key(|g| length(&g[2]));
        let choice = gold.map_or(Choice::Nothing, |g| {
            let joined = l.target.is_some_and(|t| 2 * common(&t.content, &g[2]) > length(&t.content));
            if joined {
                Choice::Joined
            } else if 3 * common(&g[2], &own) >= length(&g[2]) {
                Choice::Own
            } else {
                Choice::Nothing
            }
        });
        out.push((l.rows.to_vec(), choice));
        choice
    });
}

/// Learns from them.
pub(super) fn learn(examples: &[(Vec<u32>, Choice)]) -> Vec<u8> {
    let count = |c: Choice| examples.iter().filter(|e| e.1 == c).count();
    let all = [Choice::Nothing, Choice::Joined, Choice::Own];
    eprintln!("left over: {} nothing, {} joined, {} own", count(all[0]), count(all[1]), count(all[2]));
    // All three meet the same features in the same order.
    let [nothing, joined, own] = all.map(|choice| {
        let mut samples = Samples::default();
        for (rows, truth) in examples {
            samples.push(rows, *truth == choice);
        }
        samples.learn(2, ROUNDS, RATE, DECAY)
    });
    let rows = nothing.iter().zip(&joined).zip(&own);
    let rows: Vec<(u32, [f64; leftover::LABELS])> =
        rows.map(|((a, b), c)| (a.0, [a.1[0], b.1[0], c.1[0], 0.0])).collect();
    pack(&rows, LOGIT, BITS)
}

//! How common attributions are on a page, and what that makes of those that are not sure.
//!
//! The models learned from news, where nearly half of all candidates are attributions. In instructions, recipes, jokes and
//! advice nearly none is, yet each has some that pass by a little ("The driver | reserves | the right of refusal"). What the
//! candidates of a page score together tells which sort it is, and the acceptance of those without quotation marks is moved by
//! what follows for each: the adjustment of a classifier to new prior probabilities by expectation and maximization (Saerens,
//! Latinne and Decaestecker, Neural Computation 14, 2002). It only ever takes away, and nothing where a page may be news.

use crate::span::Span;

/// The share of candidates in PolNeAR's articles that are attributions.
const PRIOR: f64 = 0.455;

/// The log odds there of a candidate that just passes, and what 48 of its score (log odds of 1 by the model's own reckoning, which
/// is too sure of itself) add to them: a logistic regression of the truth on the score, on articles that it did not learn from.
const PASSES: f64 = -0.12;
const ADDS: f64 = 0.57;

/// So many candidates of news a page is taken to have beside its own: three sentences tell nothing of a page.
const BESIDE: f64 = 20.0;

/// By so much lower log odds may be before anything is done: of 211 news bodies one in twenty is lower by 0.33, one by 0.71.
const SLACK: f64 = 0.5;

/// No candidate must pass by more than this, whatever its page: half of what people say in news does.
const MOST: i32 = 100;

/// Rounds of the estimate, which settles in ten.
const ROUNDS: usize = 16;

/// What the candidates of a page's telling, or those of its other parts, passed by or fell short of.
#[derive(Clone, Debug, Default)]
pub struct Prior {
    /// By how much each candidate without marks passes; below zero where it does not.
    spare: Vec<i32>,
    /// The anchors of those that pass, in the order of the frames.
    passed: Vec<(Span, i32)>,
}

impl Prior {
    /// Takes note of a candidate, by how much it passes and where its anchor stands.
    pub fn note(&mut self, anchor: Span, spare: i32) {
        self.spare.push(spare);
        if spare >= 0 {
            self.passed.push((anchor, spare));
        }
    }

    /// The anchors of candidates that do not pass on such a page, in the order of the text. `O(n log n)`.
    pub fn doubted(mut self) -> Vec<Span> {
        let least = self.least();
        self.passed.retain(|&(_, spare)| spare < least);
        let mut out: Vec<Span> = self.passed.into_iter().map(|(anchor, _)| anchor).collect();
        out.sort_unstable();
        out
    }

    /// By how much a candidate must pass: 0 on a page that may be news.
    fn least(&self) -> i32 {
        let odds = |p: f64| (p / (1.0 - p)).ln();
        let moved = |prior: f64| odds(prior) - odds(PRIOR);
        let mut prior = PRIOR;
        for _ in 0..ROUNDS {
            let by = PASSES + moved(prior);
            let true_ones: f64 =
                self.spare.iter().map(|&s| 1.0 / (1.0 + (-by - ADDS * f64::from(s) / 48.0).exp())).sum();
            prior = (true_ones + BESIDE * PRIOR) / (self.spare.len() as f64 + BESIDE);
        }
        let short = -moved(prior) - SLACK;
        if short > 0.0 { ((short / ADDS * 48.0) as i32).min(MOST) } else { 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(spares: impl Iterator<Item = i32>) -> Prior {
        let mut out = Prior::default();
        spares.enumerate().for_each(|(n, s)| out.note(Span::new(n * 10, n * 10 + 4), s));
        out
    }

    #[test]
    fn news_is_left_alone() {
        assert_eq!(of((0..60).map(|n| n * 5 - 140)).least(), 0);
        assert!(of((0..60).map(|n| n * 5 - 140)).doubted().is_empty());
    }

    #[test]
    fn where_hardly_any_is_sure_those_that_just_pass_do_not() {
        let prior = of((0..200).map(|n| if n % 4 == 0 { 20 } else { -90 }).chain([120]));
        assert!((21..=120).contains(&prior.least()), "{}", prior.least());
        let doubted = prior.doubted();
        assert_eq!(doubted.len(), 50);
        assert!(doubted.is_sorted());
    }

    #[test]
    fn a_few_sentences_tell_nothing_of_a_page() {
        assert_eq!(of([5, -80, -60, 12].into_iter()).least(), 0);
    }
}

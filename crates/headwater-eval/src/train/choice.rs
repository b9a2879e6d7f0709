//! A learner of choices: a conditional logit (McFadden, 1974) over hashed features, fitted by AdaGrad (Duchi et al., 2011).

use super::learner::{Dice, number};

/// Examples of choices among several things, of which one or more are right.
#[derive(Clone, Default)]
pub(crate) struct Choices {
    features: Vec<u32>,
    /// Where the features of each thing end, and whether it is right.
    things: Vec<(usize, bool)>,
    /// Where the things of each choice end.
    choices: Vec<usize>,
}

impl Choices {
    /// One more thing of the choice at hand.
    pub(crate) fn push(&mut self, features: &[u32], right: bool) {
        self.features.extend_from_slice(features);
        self.things.push((self.features.len(), right));
    }

    /// Ends the choice at hand.
    pub(crate) fn end(&mut self) {
        self.choices.push(self.things.len());
    }

    /// These and `more`.
    pub(crate) fn with(mut self, more: &Choices) -> Choices {
        let (features, things) = (self.features.len(), self.things.len());
        self.features.extend_from_slice(&more.features);
        self.things.extend(more.things.iter().map(|t| (t.0 + features, t.1)));
        self.choices.extend(more.choices.iter().map(|c| c + things));
        self
    }

    /// How many there are, and how many have a right answer.
    pub(crate) fn told(&self) -> String {
        let mut at = 0;
        let mut good = 0;
        for &end in &self.choices {
            good += usize::from(self.things[at..end].iter().any(|t| t.1));
            at = end;
        }
        format!("{} choices among {} things, {good} with a right one", self.choices.len(), self.things.len())
    }

    /// Learns the weight of each feature met `least` times or more, and room for the check. Choices without a right thing
    /// teach nothing.
    pub(crate) fn learn(mut self, least: u8, rounds: usize, rate: f64, decay: f64) -> Vec<(u32, [f64; 2])> {
        let owners = number(&mut self.features, self.things.iter_mut().map(|t| &mut t.0), least);
        let mut weights = vec![(0.0_f64, 1e-6_f64); owners.len()];
        let mut order: Vec<usize> = (0..self.choices.len()).collect();
        let mut dice = Dice(0x0c40_1ce5);
        let mut scores: Vec<f64> = Vec::new();
        for round in 0..rounds {
            dice.shuffle(&mut order);
            let (mut loss, mut counted) = (0.0, 0);
            for &n in &order {
                let things = n.checked_sub(1).map_or(0, |n| self.choices[n])..self.choices[n];
                let of = |k: usize| {
                    let begin = k.checked_sub(1).map_or(0, |k| self.things[k].0);
                    &self.features[begin..self.things[k].0]
                };
                scores.clear();
                scores.extend(things.clone().map(|k| of(k).iter().map(|&f| weights[f as usize].0).sum::<f64>()));
                let top = scores.iter().copied().fold(f64::MIN, f64::max);
                scores.iter_mut().for_each(|s| *s = (*s - top).exp());
                let all: f64 = scores.iter().sum();
                let right: f64 = things.clone().zip(&scores).filter(|(k, _)| self.things[*k].1).map(|(_, s)| s).sum();
                if right <= 0.0 {
                    continue;
                }
                loss -= (right / all).ln();
                counted += 1;
                for (k, score) in things.zip(&scores) {
                    // The gradient of the log of the share of the right ones.
                    let error = score / all - if self.things[k].1 { score / right } else { 0.0 };
                    if error.abs() < 1e-3 {
                        continue;
                    }
                    for &f in of(k) {
                        let (weight, squares) = &mut weights[f as usize];
                        let gradient = error + decay * *weight;
                        *squares += gradient * gradient;
                        *weight -= rate * gradient / squares.sqrt();
                    }
                }
            }
            eprintln!("  choices, round {round}: loss {:.4}", loss / f64::from(counted.max(1)));
        }
        owners.into_iter().zip(weights).map(|(o, w)| (o, [w.0, 0.0])).collect()
    }
}

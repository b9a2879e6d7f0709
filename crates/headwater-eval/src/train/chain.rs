//! A learner of labels for sequences: a linear-chain conditional random field (Lafferty et al., 2001) over hashed
//! features, fitted by AdaGrad (Duchi et al., 2011), a sequence a step.
//!
//! It maximises the probability of the true labels, not only their rank before all others: where annotators differ from
//! one another it learns how often, and is not thrown about by each.

use headwater::speech::model::argument::{KINDS, OTHER, USED, follows};

use super::learner::{Dice, Numbers, Rows};

/// A sequence: the features and the kind of every item, and the labels it should get.
pub(super) struct Sequence {
    pub(super) rows: Vec<Vec<u32>>,
    pub(super) kinds: Vec<u8>,
    pub(super) truth: Vec<u8>,
}

/// The weights that were learned.
pub(super) struct Chain {
    /// Of every feature, one a label.
    pub(super) rows: Vec<(u32, [f64; USED])>,
    /// Of going from each label to each, for every kind of item.
    pub(super) steps: Vec<[f64; USED * USED]>,
}

/// A weight and the sum of its squared gradients.
#[derive(Clone, Copy)]
struct Weight {
    value: f32,
    squares: f32,
}

impl Weight {
    const ZERO: Weight = Weight { value: 0.0, squares: 1e-6 };

    #[inline]
    fn step(&mut self, error: f32, rate: f32) {
        let gradient = error + DECAY * self.value;
        self.squares += gradient * gradient;
        self.value -= rate * gradient / self.squares.sqrt();
    }
}

/// How strongly weights are drawn to zero.
const DECAY: f32 = 0.01;
/// Errors of a probability below this are not worth the work of a step.
const NEGLIGIBLE: f32 = 2e-3;

/// Learns from `sequences` in `rounds` at `rate`; features met less often than `least` are left out.
pub(super) fn learn(mut sequences: Vec<Sequence>, least: u8, rounds: usize, rate: f32) -> Chain {
    let owners = number(&mut sequences, least);
    let mut weights = vec![[Weight::ZERO; USED]; owners.len()];
    let mut steps = vec![[Weight::ZERO; USED * USED]; KINDS];
    // The weights are averaged over the ends of the later rounds.
    let mut sums = vec![[0.0_f64; USED]; owners.len()];
    let mut step_sums = vec![[0.0_f64; USED * USED]; KINDS];
    let mut order: Vec<usize> = (0..sequences.len()).collect();
    let mut dice = Dice(0xa77_0b07);
    let mut work = Work::default();
    for round in 0..rounds {
        dice.shuffle(&mut order);
        let mut loss = 0.0;
        for &n in &order {
            loss += work.pass(&sequences[n], &weights, &steps);
            work.update(&sequences[n], &mut weights, &mut steps, rate);
        }
        eprintln!("  labels, round {round}: loss {:.4} a sequence", loss / sequences.len().max(1) as f64);
        if 2 * round >= rounds {
            for (s, w) in sums.iter_mut().flatten().zip(weights.iter().flatten()) {
                *s += f64::from(w.value);
            }
            for (s, w) in step_sums.iter_mut().flatten().zip(steps.iter().flatten()) {
                *s += f64::from(w.value);
            }
        }
    }
    let n = (rounds / 2).max(1) as f64;
    Chain {
        rows: owners.into_iter().zip(sums).map(|(o, s)| (o, s.map(|v| v / n))).collect(),
        steps: step_sums.into_iter().map(|s| s.map(|v| v / n)).collect(),
    }
}

/// Puts numbers in the place of features and drops rare ones; the features by number.
fn number(sequences: &mut [Sequence], least: u8) -> Vec<u32> {
    let mut rows = Rows::counted(sequences.iter().flat_map(|s| s.rows.iter().flatten().copied()), least);
    let mut numbers = Numbers::default();
    for list in sequences.iter_mut().flat_map(|s| s.rows.iter_mut()) {
        *list = list.iter().filter_map(|&f| numbers.of(&mut rows, f)).collect();
    }
    numbers.owners
}

/// Room for one sequence's probabilities.
#[derive(Default)]
struct Work {
    emissions: Vec<[f32; USED]>,
    forward: Vec<[f32; USED]>,
    backward: Vec<[f32; USED]>,
    moves: Vec<[f32; USED * USED]>,
}

impl Work {
    /// Runs forward and backward over `s`; the log loss of its true labels.
    fn pass(&mut self, s: &Sequence, weights: &[[Weight; USED]], steps: &[[Weight; USED * USED]]) -> f64 {
        let n = s.rows.len();
        self.moves.clear();
        self.moves.extend(
            steps
                .iter()
                .map(|row| std::array::from_fn(|k| if follows(k / USED, k % USED) { row[k].value.exp() } else { 0.0 })),
        );
        self.emissions.clear();
        self.forward.clear();
        let mut loss = 0.0;
        let mut before = [0.0_f32; USED];
        before[OTHER] = 1.0;
        let mut last = OTHER;
        for i in 0..n {
            let mut e = [0.0_f32; USED];
            for &f in &s.rows[i] {
                for (e, w) in e.iter_mut().zip(&weights[f as usize]) {
                    *e += w.value;
                }
            }
            let kind = usize::from(s.kinds[i]).min(KINDS - 1);
            let (moves, truth) = (&self.moves[kind], usize::from(s.truth[i]));
            let top = e.iter().copied().fold(f32::MIN, f32::max);
            let right = f64::from(e[truth] - top) + f64::from(steps[kind][last * USED + truth].value);
            let e = e.map(|v| (v - top).exp());
            let mut now = [0.0_f32; USED];
            for (from, p) in before.iter().enumerate() {
                for (to, now) in now.iter_mut().enumerate() {
                    *now += p * moves[from * USED + to];
                }
            }
            let mut sum = 0.0;
            for (now, e) in now.iter_mut().zip(e) {
                *now *= e;
                sum += *now;
            }
            let now = now.map(|v| v / sum);
            loss += f64::from(sum).ln() - right;
            self.emissions.push(e);
            self.forward.push(now);
            (before, last) = (now, truth);
        }
        self.backward.clear();
        self.backward.resize(n, [1.0; USED]);
        for i in (1..n).rev() {
            let moves = &self.moves[usize::from(s.kinds[i]).min(KINDS - 1)];
            let (e, after) = (self.emissions[i], self.backward[i]);
            let mut out = [0.0_f32; USED];
            for (from, out) in out.iter_mut().enumerate() {
                *out = (0..USED).map(|to| moves[from * USED + to] * e[to] * after[to]).sum();
            }
            let sum: f32 = out.iter().zip(&self.forward[i - 1]).map(|(b, a)| a * b).sum();
            self.backward[i - 1] = out.map(|v| v / sum);
        }
        loss
    }

    /// One step towards the true labels of `s`, whose probabilities are at hand.
    fn update(&mut self, s: &Sequence, weights: &mut [[Weight; USED]], steps: &mut [[Weight; USED * USED]], rate: f32) {
        let mut before = [0.0_f32; USED];
        before[OTHER] = 1.0;
        let mut last = OTHER;
        for i in 0..s.rows.len() {
            let truth = usize::from(s.truth[i]);
            let (forward, after, e) = (self.forward[i], self.backward[i], self.emissions[i]);
            let mut errors: [f32; USED] = std::array::from_fn(|l| forward[l] * after[l]);
            let sum: f32 = errors.iter().sum();
            errors = errors.map(|v| v / sum);
            errors[truth] -= 1.0;
            for (l, &error) in errors.iter().enumerate().filter(|(_, e)| e.abs() > NEGLIGIBLE) {
                for &f in &s.rows[i] {
                    weights[f as usize][l].step(error, rate);
                }
            }
            let kind = usize::from(s.kinds[i]).min(KINDS - 1);
            let moves = &self.moves[kind];
            let pair = |k: usize| before[k / USED] * moves[k] * e[k % USED] * after[k % USED];
            let sum: f32 = (0..USED * USED).map(pair).sum();
            for (k, step) in steps[kind].iter_mut().enumerate() {
                let error = pair(k) / sum - if k == last * USED + truth { 1.0 } else { 0.0 };
                if error.abs() > NEGLIGIBLE {
                    step.step(error, rate);
                }
            }
            (before, last) = (forward, truth);
        }
    }
}

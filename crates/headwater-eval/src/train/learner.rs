//! Learners of the small linear models: an averaged perceptron and a logistic regression, over hashed features.

use headwater::speech::model::table::check;

/// Rows of features, each found by its whole hash: open addressing, no order that matters.
pub(super) struct Rows {
    owners: Vec<u32>,
    mask: u32,
    /// How often each feature was met while counting.
    counts: Vec<u8>,
    /// Whether features are still being counted; then no new one is taken.
    counting: bool,
    /// Features met less often than this have no row.
    least: u8,
}

impl Rows {
    fn new(bits: u32, least: u8) -> Rows {
        Rows { owners: vec![0; 1 << bits], mask: (1 << bits) - 1, counts: vec![0; 1 << bits], counting: true, least }
    }

    /// Rows for `features`, all counted.
    pub(super) fn counted(features: impl Iterator<Item = u32>, least: u8) -> Rows {
        let mut rows = Rows::new(23, least);
        features.for_each(|f| _ = rows.row(f));
        rows.counting = false;
        rows
    }

    /// The row of `feature`, if it was met often enough. While counting, meeting it counts.
    #[inline]
    fn row(&mut self, feature: u32) -> Option<usize> {
        let at = self.find(feature, self.counting)?;
        if self.counting {
            self.counts[at] = self.counts[at].saturating_add(1);
            return Some(at);
        }
        (self.counts[at] >= self.least).then_some(at)
    }

    /// The row of `feature`; with `take` a free one is given to it. `None` where it has none.
    #[inline]
    fn find(&mut self, feature: u32, take: bool) -> Option<usize> {
        let feature = feature.max(1);
        for step in 0..16 {
            let at = (feature.wrapping_add(step) & self.mask) as usize;
            if self.owners[at] == feature {
                return Some(at);
            }
            if self.owners[at] == 0 {
                if take {
                    self.owners[at] = feature;
                    return Some(at);
                }
                return None;
            }
        }
        None
    }
}

/// An averaged perceptron (Collins, 2002) with `L` labels; the last is never used, its place is the check's.
pub(crate) struct Perceptron<const L: usize> {
    rows: Rows,
    weights: Vec<[i32; L]>,
    /// The sum of each change times the step at which it was made: what the average differs by.
    sums: Vec<[i64; L]>,
    /// Steps so far.
    step: i64,
}

impl<const L: usize> Perceptron<L> {
    /// All zero, with room for 2^`bits` features.
    pub(crate) fn new(bits: u32, least: u8) -> Self {
        Perceptron {
            rows: Rows::new(bits, least),
            weights: vec![[0; L]; 1 << bits],
            sums: vec![[0; L]; 1 << bits],
            step: 1,
        }
    }

    /// One score a label.
    pub(crate) fn score(&mut self, features: &[u32]) -> [i32; L] {
        let mut out = [0; L];
        for &f in features {
            if let Some(at) = self.rows.row(f) {
                for (o, w) in out.iter_mut().zip(&self.weights[at]) {
                    *o += w;
                }
            }
        }
        out
    }

    /// Ends the first round, in which features are counted: rare ones are forgotten.
    pub(crate) fn forget_rare(&mut self) {
        self.rows.counting = false;
        for (at, &n) in self.rows.counts.iter().enumerate() {
            if n < self.rows.least {
                self.weights[at] = [0; L];
                self.sums[at] = [0; L];
            }
        }
    }

    /// Counts a step; every example is one.
    pub(crate) fn tick(&mut self) {
        self.step += 1;
    }

    /// Adds `by` to the weights of `label`.
    pub(crate) fn update(&mut self, features: &[u32], label: usize, by: i32) {
        for &f in features {
            if let Some(at) =
                self.rows.find(f, false).filter(|&at| self.rows.counting || self.rows.counts[at] >= self.rows.least)
            {
                self.weights[at][label] += by;
                self.sums[at][label] += i64::from(by) * self.step;
            }
        }
    }

    /// The averages of each feature that has some.
    pub(crate) fn averages(&self) -> Vec<(u32, [f64; L])> {
        let n = self.step as f64;
        let rows = self.rows.owners.iter().zip(self.weights.iter().zip(&self.sums)).filter(|(o, _)| **o != 0);
        rows.map(|(&o, (w, s))| (o, std::array::from_fn(|l| f64::from(w[l]) - s[l] as f64 / n))).collect()
    }
}

/// The number by which to multiply the weights so that all but the largest one in ten thousand fit a signed byte.
pub(crate) fn scale<const L: usize>(rows: &[(u32, [f64; L])]) -> f64 {
    let mut sizes: Vec<f64> = rows.iter().flat_map(|r| r.1).map(f64::abs).filter(|v| *v > 0.0).collect();
    sizes.sort_by(f64::total_cmp);
    let at = sizes.len().saturating_sub(1 + sizes.len() / 10_000);
    sizes.get(at).map_or(1.0, |m| 127.0 / m)
}

/// A stored table of 2^`bits` rows: the weightiest features first, each in one of its two rows, until none is free.
pub(crate) fn pack<const L: usize>(rows: &[(u32, [f64; L])], scale: f64, bits: u32) -> Vec<u8> {
    let mut order: Vec<(f64, u32, [i8; L])> = rows
        .iter()
        .map(|&(f, w)| (w.iter().map(|v| v.abs()).sum(), f, w.map(|v| (v * scale).round().clamp(-127.0, 127.0) as i8)))
        .filter(|r| r.2.iter().any(|&v| v != 0))
        .collect();
    order.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut out = vec![0_u8; L << bits];
    let mut left = 0;
    for (_, f, w) in &order {
        let first = (f & ((1 << bits) - 1)) as usize;
        let Some(at) = [first, first ^ 1].into_iter().find(|&r| out[r * L + L - 1] == 0) else {
            left += 1;
            continue;
        };
        for (slot, v) in out[at * L..].iter_mut().zip(w) {
            *slot = *v as u8;
        }
        out[at * L + L - 1] = check(*f);
    }
    eprintln!("  packed {} of {} features", order.len() - left, order.len());
    out
}

/// Examples of yes and no for a logistic regression.
#[derive(Default)]
pub(crate) struct Samples {
    features: Vec<u32>,
    /// Where the features of each end, and what is true of it.
    samples: Vec<(usize, bool)>,
}

impl Samples {
    /// One more.
    pub(crate) fn push(&mut self, features: &[u32], truth: bool) {
        self.features.extend_from_slice(features);
        self.samples.push((self.features.len(), truth));
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.samples.len()
    }

    /// Learns a logistic regression with AdaGrad (Duchi et al., 2011): the weight of each feature met `least` times or more,
    /// and room for the check.
    pub(crate) fn learn(mut self, least: u8, rounds: usize, rate: f64, decay: f64) -> Vec<(u32, [f64; 2])> {
        let owners = number(&mut self.features, self.samples.iter_mut().map(|s| &mut s.0), least);
        let mut weights = vec![(0.0_f64, 1e-6_f64); owners.len()];
        let mut order: Vec<usize> = (0..self.samples.len()).collect();
        let mut dice = Dice(0xc0e_c0e);
        for _ in 0..rounds {
            dice.shuffle(&mut order);
            for &n in &order {
                let (end, truth) = self.samples[n];
                let begin = n.checked_sub(1).map_or(0, |n| self.samples[n].0);
                let features = &self.features[begin..end];
                let score: f64 = features.iter().map(|&f| weights[f as usize].0).sum();
                let error = 1.0 / (1.0 + (-score).exp()) - f64::from(u8::from(truth));
                for &f in features {
                    let (weight, squares) = &mut weights[f as usize];
                    let gradient = error + decay * *weight;
                    *squares += gradient * gradient;
                    *weight -= rate * gradient / squares.sqrt();
                }
            }
        }
        owners.into_iter().zip(weights).map(|(o, w)| (o, [w.0, 0.0])).collect()
    }
}

/// Puts numbers in the place of features and drops those met less than `least` times; `ends` says where the features of each
/// example end, before and after. Gives the features by number.
pub(super) fn number<'a>(features: &mut Vec<u32>, ends: impl Iterator<Item = &'a mut usize>, least: u8) -> Vec<u32> {
    let mut rows = Rows::counted(features.iter().copied(), least);
    let mut numbers = Numbers::default();
    let (mut kept, mut at) = (0, 0);
    for end in ends {
        for k in at..*end {
            if let Some(n) = numbers.of(&mut rows, features[k]) {
                features[kept] = n;
                kept += 1;
            }
        }
        (at, *end) = (*end, kept);
    }
    features.truncate(kept);
    numbers.owners
}

/// Small numbers for features, 0 and up by their first meeting.
#[derive(Default)]
pub(super) struct Numbers {
    /// Of every row its number.
    numbers: Vec<u32>,
    /// Of every number its feature.
    pub(super) owners: Vec<u32>,
}

impl Numbers {
    /// The number of a feature; `None` for a rare one.
    #[inline]
    pub(super) fn of(&mut self, rows: &mut Rows, feature: u32) -> Option<u32> {
        let at = rows.row(feature)?;
        if self.numbers.is_empty() {
            self.numbers = vec![u32::MAX; rows.owners.len()];
        }
        if self.numbers[at] == u32::MAX {
            self.numbers[at] = self.owners.len() as u32;
            self.owners.push(rows.owners[at]);
        }
        Some(self.numbers[at])
    }
}

/// A small generator of numbers with a fixed seed (xorshift): for shuffling, the same every time.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    /// The next number.
    pub(crate) fn roll(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// Puts `list` into another order.
    pub(crate) fn shuffle<T>(&mut self, list: &mut [T]) {
        for i in (1..list.len()).rev() {
            list.swap(i, (self.roll() % (i as u64 + 1)) as usize);
        }
    }
}

//! Whether stated confidence is what it says: of the derivations given with 0.8, how many are right.

use std::fmt::Write;

/// The bins: a tenth each.
const BINS: usize = 10;
/// Cases from which on a bin tells something.
const ENOUGH: u32 = 30;

/// What was stated, against what is true, by bins.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reliability {
    /// Of each bin the cases, the sum of what was stated, and the cases that were right.
    bins: [(u32, f64, u32); BINS],
}

impl Reliability {
    /// Adds a case.
    pub(super) fn add(&mut self, stated: f64, right: bool) {
        let bin = ((stated * BINS as f64) as usize).min(BINS - 1);
        let bin = &mut self.bins[bin];
        *bin = (bin.0 + 1, bin.1 + stated, bin.2 + u32::from(right));
    }

    pub(super) fn join(&mut self, other: &Reliability) {
        for (bin, more) in self.bins.iter_mut().zip(other.bins) {
            *bin = (bin.0 + more.0, bin.1 + more.1, bin.2 + more.2);
        }
    }

    /// The largest difference between the mean stated and the true share, over bins with [`ENOUGH`] cases.
    pub(super) fn gap(&self) -> f64 {
        let gap = |&(n, stated, right): &(u32, f64, u32)| (stated - f64::from(right)).abs() / f64::from(n.max(1));
        self.bins.iter().filter(|b| b.0 >= ENOUGH).map(gap).fold(0.0, f64::max)
    }

    /// A table in Markdown.
    pub(super) fn table(&self) -> String {
        let mut out = String::from("| stated | right | of |\n|---|---|---|\n");
        for &(n, stated, right) in self.bins.iter().filter(|b| b.0 > 0) {
            let all = f64::from(n);
            let _ = writeln!(out, "| {:.2} | {:.2} | {n} |", stated / all, f64::from(right) / all);
        }
        let _ = writeln!(out, "\nLargest difference in bins of {ENOUGH} and more: {:.3}", self.gap());
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bins_with_few_cases_do_not_count() {
        let mut all = Reliability::default();
        (0..40).for_each(|i| all.add(0.85, i < 30));
        all.add(0.15, true);
        assert!((all.gap() - 0.1).abs() < 1e-9);
    }
}

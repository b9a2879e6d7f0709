//! Points to chains: what two pages say in the same order.
//!
//! The best chains are found by dynamic programming over the points with a bounded look back (chaining as in Eppstein,
//! Galil, Giancarlo and Italiano 1992, and Li's minimap2, 2018), so the time is the number of points times a constant. A
//! point that goes on from an equal word does not look back, so copies cost little; for the others what is looked at lies
//! in rows of plain numbers, so that a processor takes several at once.

use super::point::Point;
use super::run;
use crate::reuse::rarity::UNITS;

/// What lies between two points of a chain costs: so much for there being anything, for each word that both sides have
/// there, and for each word that one side has more. At a whole bit for a rewritten word 20 more of passim's 1,810 alignments
/// are lost.
const BROKEN: i32 = 2 * UNITS;
const REWRITTEN: i32 = 3 * UNITS / 4;
const LONGER: i32 = 3 * UNITS / 10;

/// Words between two points at most, on either side: some 600 characters, which is what passim bridges.
const GAP: i32 = 100;

/// Points that are looked at for the one before.
const BACK: usize = 256;

/// A chain ends where its sum lies so far below its best.
const DROP: i32 = 90 * UNITS;

/// A chain must reach this sum.
const LEAST_BITS: i32 = 60 * UNITS;

/// The best chain that ends at a point.
#[derive(Clone, Copy)]
struct End {
    sum: i32,
    /// The highest sum on the way.
    peak: i32,
    before: Option<u32>,
}

/// The best chains, no two with a common point. `points` are sorted.
pub fn chains(points: &[Point]) -> Vec<Vec<Point>> {
    let ends = ends(points);
    let mut order: Vec<usize> = (0..points.len()).filter(|&x| ends[x].sum >= LEAST_BITS).collect();
    order.sort_unstable_by_key(|&x| (std::cmp::Reverse(ends[x].sum), x));
    let mut used = vec![false; points.len()];
    let mut out = Vec::new();
    for last in order {
        let (mut chain, mut at) = (Vec::new(), Some(last));
        while let Some(x) = at.filter(|&x| !used[x]) {
            used[x] = true;
            chain.push(points[x]);
            at = ends[x].before.map(|y| y as usize);
        }
        chain.reverse();
        let sum = ends[last].sum - at.map_or(0, |x| ends[x].sum);
        if sum >= LEAST_BITS {
            out.push(chain);
        }
    }
    out
}

/// For each point the best chain that ends there.
fn ends(points: &[Point]) -> Vec<End> {
    let mut rows = Rows::default();
    let mut ends: Vec<End> = Vec::with_capacity(points.len());
    for (p, before) in points.iter().zip(run::before(points)) {
        // Whatever else could lead to a point that goes on from an equal word could lead to that one, for less.
        let on = before.and_then(|y| Some(End { before, ..*ends.get(y as usize)? }));
        let best = on.unwrap_or_else(|| match rows.best(p) {
            Some((y, sum)) => End { sum, peak: ends[y].peak, before: Some(y as u32) },
            None => End { sum: 0, peak: 0, before: None },
        });
        let sum = best.sum.saturating_add(p.gain);
        let end = End { sum, peak: best.peak.max(sum), ..best };
        rows.push(p, end);
        ends.push(end);
    }
    ends
}

/// The points so far, in rows of numbers. Places are below 2²⁷ (a page has fewer bytes), so sums over them don't overflow.
#[derive(Default)]
struct Rows {
    i: Vec<i32>,
    j: Vec<i32>,
    /// The sum of the best chain that ends there, and what its place spares a point behind it of [`between`].
    worth: Vec<i32>,
    peak: Vec<i32>,
    /// The first that is near enough.
    from: usize,
}

impl Rows {
    fn push(&mut self, p: &Point, end: End) {
        let (i, j) = (p.i as i32, p.j as i32);
        self.i.push(i);
        self.j.push(j);
        self.worth.push(end.sum.saturating_add(LONGER * (i + j)));
        self.peak.push(end.peak);
    }

    /// The point that a chain is best carried on from to another that lies behind all, and the sum before that one, if
    /// it is above 0. Of several as good, the last.
    fn best(&mut self, p: &Point) -> Option<(usize, i32)> {
        let (i, j) = (p.i as i32, p.j as i32);
        while self.i.get(self.from).is_some_and(|&q| q + GAP < i) {
            self.from += 1;
        }
        let from = self.from.max(self.i.len().saturating_sub(BACK));
        let far = LONGER * (i + j) + ALWAYS;
        let places = self.i.get(from..)?.iter().zip(self.j.get(from..)?);
        let ends = self.worth.get(from..)?.iter().zip(self.peak.get(from..)?);
        let mut sums = [0i32; BACK];
        let mut best = 0;
        for (out, ((qi, qj), (worth, peak))) in sums.iter_mut().zip(places.zip(ends)) {
            let (on_a, on_b) = (i - qi, j - qj);
            let sum = worth - far - (REWRITTEN - 2 * LONGER) * on_a.min(on_b);
            let leads = (on_a > 0) & (on_b > 0) & (on_b <= GAP) & (peak - sum <= DROP);
            *out = if leads { sum } else { 0 };
            best = best.max(*out);
        }
        if best == 0 {
            return None;
        }
        sums.iter().rposition(|&s| s == best).map(|k| (from + k, best))
    }
}

/// What lies between a point and one that is `a` and `b` words behind it costs `BROKEN`, and for the `f` words that both
/// sides have there and the `m` that one has more `f * REWRITTEN + m * LONGER`. With `f + m = max(a, b) - 1` and
/// `f = min(a, b) - 1` that is `LONGER * (a + b) + (REWRITTEN - 2 * LONGER) * min(a, b)` and this.
const ALWAYS: i32 = BROKEN - REWRITTEN;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What lies between two points of a chain, as [`BROKEN`] says.
    fn between(q: &Point, p: &Point) -> i32 {
        let (on_a, on_b) = ((p.i - q.i - 1) as i32, (p.j - q.j - 1) as i32);
        let (fewer, more) = (on_a.min(on_b), on_a.max(on_b));
        if more == 0 { 0 } else { BROKEN + fewer * REWRITTEN + (more - fewer) * LONGER }
    }

    /// The sum of the best chain that ends at each point, by looking at every point before it.
    fn sums(points: &[Point]) -> Vec<i32> {
        let mut ends: Vec<(i32, i32)> = Vec::new();
        for p in points {
            let near = |q: &Point| q.i < p.i && q.j < p.j && p.i - q.i <= GAP as u32 && p.j - q.j <= GAP as u32;
            let right_before = |q: &Point| (q.i + 1, q.j + 1) == (p.i, p.j);
            let led = points.iter().zip(&ends).filter(|(q, _)| near(q));
            let on = led.clone().find(|(q, _)| right_before(q)).map(|(_, end)| *end);
            let best = on.unwrap_or_else(|| {
                let sums = led.map(|(q, end)| (end.0 - between(q, p), end.1));
                sums.filter(|(sum, peak)| *sum > 0 && peak - sum <= DROP).max_by_key(|x| x.0).unwrap_or((0, 0))
            });
            let sum = best.0 + p.gain;
            ends.push((sum, best.1.max(sum)));
        }
        ends.iter().map(|end| end.0).collect()
    }

    proptest! {
        #[test]
        fn the_best_chain_to_each_point_is_found(
            places in prop::collection::btree_set((0u32..400, 0u32..400), 0..BACK),
            gains in prop::collection::vec(0..40 * UNITS, BACK),
        ) {
            let points: Vec<Point> = places.into_iter().zip(gains).map(|((i, j), gain)| Point { i, j, gain }).collect();
            let found: Vec<i32> = ends(&points).iter().map(|end| end.sum).collect();
            // Which of two chains with equal sums goes on may tell where it is dropped, so the peaks may differ.
            let want = sums(&points);
            let same = found.iter().zip(&want).take_while(|(x, y)| x == y).count();
            prop_assert_eq!(found.get(same), want.get(same));
        }
    }
}

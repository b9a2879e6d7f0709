//! Points to chains: what two pages say in the same order.
//!
//! The best chains are found by dynamic programming over the points with a bounded look back (chaining as in Eppstein,
//! Galil, Giancarlo and Italiano 1992, and Li's minimap2, 2018), so the time is the number of points times a constant. A
//! point that goes on from an equal word looks back no further, so copies cost little.

use super::point::Point;
use crate::reuse::rarity::UNITS;

/// What lies between two points of a chain costs: so much for there being anything, for each word that both sides have
/// there, and for each word that one side has more. At a whole bit for a rewritten word 20 more of passim's 1,810 alignments
/// are lost.
const BROKEN: i32 = 2 * UNITS;
const REWRITTEN: i32 = 3 * UNITS / 4;
const LONGER: i32 = 3 * UNITS / 10;

/// Words between two points at most, on either side: some 600 characters, which is what passim bridges.
const GAP: u32 = 100;

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
    before: Option<usize>,
}

/// The best chains, no two with a common point. `points` are sorted.
pub fn chains(points: &[Point]) -> Vec<Vec<Point>> {
    let mut ends: Vec<End> = Vec::with_capacity(points.len());
    for (x, p) in points.iter().enumerate() {
        let best = before(points, &ends, x);
        let sum = best.sum.saturating_add(p.gain);
        ends.push(End { sum, peak: best.peak.max(sum), ..best });
    }
    let mut order: Vec<usize> = (0..points.len()).filter(|&x| ends[x].sum >= LEAST_BITS).collect();
    order.sort_unstable_by_key(|&x| (std::cmp::Reverse(ends[x].sum), x));
    let mut used = vec![false; points.len()];
    let mut out = Vec::new();
    for last in order {
        let (mut chain, mut at) = (Vec::new(), Some(last));
        while let Some(x) = at.filter(|&x| !used[x]) {
            used[x] = true;
            chain.push(points[x]);
            at = ends[x].before;
        }
        chain.reverse();
        let sum = ends[last].sum - at.map_or(0, |x| ends[x].sum);
        if sum >= LEAST_BITS {
            out.push(chain);
        }
    }
    out
}

/// The best chain that the point `x` goes on from.
fn before(points: &[Point], ends: &[End], x: usize) -> End {
    let (p, mut best) = (points[x], End { sum: 0, peak: 0, before: None });
    for y in (x.saturating_sub(BACK)..x).rev() {
        let (q, end) = (&points[y], ends[y]);
        if q.i + GAP < p.i {
            break;
        }
        if q.i >= p.i || q.j >= p.j || q.j + GAP < p.j {
            continue;
        }
        if (q.i + 1, q.j + 1) == (p.i, p.j) {
            // Whatever else could lead here could lead to this one, for less.
            return End { before: Some(y), ..end };
        }
        let sum = end.sum - between(p.i - q.i - 1, p.j - q.j - 1);
        if sum > best.sum && end.peak - sum <= DROP {
            best = End { sum, peak: end.peak, before: Some(y) };
        }
    }
    best
}

/// What so many words between two points cost.
fn between(on_a: u32, on_b: u32) -> i32 {
    let (fewer, more) = (on_a.min(on_b) as i32, on_a.max(on_b) as i32);
    if more == 0 { 0 } else { BROKEN + fewer * REWRITTEN + (more - fewer) * LONGER }
}

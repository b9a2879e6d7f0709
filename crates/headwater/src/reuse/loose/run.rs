//! Points in a row on both pages, and which points a chain that holds may have.

use super::point::Point;
use crate::reuse::rarity::UNITS;

/// A chain must hold a run of equal words that says the first (some five words, neither grammar nor all of them common),
/// and either one that says the second or two that say the third. Chosen on 1,683 news bodies, where passim's alignments
/// tell what should be found, against 840 articles of one year's politics that have little from each other: with
/// [`LEAST_GAIN`](super::LEAST_GAIN) these bounds leave about half of the loose passages among the latter and lose one in
/// 2,000 of the former. A second run of 35 bits for all loses one in 90.
pub const ANCHOR_BITS: i32 = 50 * UNITS;
const ALONE_BITS: i32 = 80 * UNITS;
const SECOND_BITS: i32 = 30 * UNITS;

/// Equal words in a row.
#[derive(Clone, Copy, Debug)]
struct Run {
    first: Point,
    says: i32,
}

/// For each of the sorted points the one right before it on both pages. Linear.
pub fn before(points: &[Point]) -> Vec<Option<u32>> {
    let mut out = Vec::with_capacity(points.len());
    let (mut row, mut last): (&[Point], usize) = (&[], 0);
    let mut at = 0;
    for here in points.chunk_by(|x, y| x.i == y.i) {
        let Some(first) = here.first() else { continue };
        if row.first().is_none_or(|r| r.i + 1 != first.i) {
            row = &[];
        }
        let mut k = 0;
        for p in here {
            while row.get(k).is_some_and(|q| q.j + 1 < p.j) {
                k += 1;
            }
            let follows = row.get(k).is_some_and(|q| q.j + 1 == p.j);
            out.push(follows.then_some((last + k) as u32));
        }
        (row, last) = (here, at);
        at += here.len();
    }
    out
}

/// Whether runs that say so much are enough for a chain.
pub fn anchored(says: impl Iterator<Item = i32>) -> bool {
    let (first, second) = says.fold((0, 0), |(first, second), says| match says > first {
        true => (says, first),
        false => (first, second.max(says)),
    });
    first >= ANCHOR_BITS && (first >= ALONE_BITS || second >= SECOND_BITS)
}

/// Those of the sorted points that may be part of a chain that holds: none if the runs of all don't say enough, else what lies
/// before or after the beginning of a run that says [`ANCHOR_BITS`], on both pages: a chain comes to a run only there. Most
/// pairs of pages have no such run, and of the other points a third is left out.
pub fn near_anchors(mut points: Vec<Point>) -> Vec<Point> {
    let anchors = runs(&points);
    if !anchored(anchors.iter().map(|r| r.says)) {
        return Vec::new();
    }
    let mut keep = vec![false; points.len()];
    let mut firsts: Vec<Point> = anchors.iter().filter(|r| r.says >= ANCHOR_BITS).map(|r| r.first).collect();
    firsts.sort_unstable();
    let (mut passed, mut least) = (firsts.iter().peekable(), u32::MAX);
    for (keep, p) in keep.iter_mut().zip(&points) {
        while let Some(first) = passed.next_if(|first| first.i < p.i) {
            least = least.min(first.j);
        }
        *keep = least < p.j;
    }
    let (mut passed, mut most) = (firsts.iter().rev().peekable(), None);
    for (keep, p) in keep.iter_mut().zip(&points).rev() {
        while let Some(first) = passed.next_if(|first| first.i >= p.i) {
            most = most.max(Some(first.j));
        }
        *keep |= most >= Some(p.j);
    }
    let mut keep = keep.iter();
    points.retain(|_| keep.next().is_some_and(|k| *k));
    points
}

/// The runs of the sorted points, each as long as it goes.
fn runs(points: &[Point]) -> Vec<Run> {
    let (mut out, mut of): (Vec<Run>, Vec<usize>) = (Vec::new(), Vec::with_capacity(points.len()));
    for (p, before) in points.iter().zip(before(points)) {
        let run = before.and_then(|b| of.get(b as usize).copied());
        match run.and_then(|n| out.get_mut(n)) {
            Some(run) => run.says = run.says.saturating_add(p.gain),
            None => out.push(Run { first: *p, says: p.gain }),
        }
        of.push(run.unwrap_or(out.len() - 1));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(places: &[(u32, u32)], bits: i32) -> Vec<Point> {
        let mut points: Vec<Point> = places.iter().map(|&(i, j)| Point { i, j, gain: bits * UNITS }).collect();
        points.sort_unstable();
        points
    }

    #[test]
    fn a_point_is_right_before_another_on_both_pages_only() {
        let points = points(&[(3, 3), (3, 8), (4, 4), (4, 7), (4, 9), (6, 5), (6, 10)], 1);
        let want = [None, None, Some(0), None, Some(1), None, None];
        assert_eq!(before(&points), want);
    }

    #[test]
    fn points_beside_every_anchor_are_left_out() {
        let anchor: Vec<(u32, u32)> = (0..9).map(|k| (50 + k, 80 + k)).collect();
        let (aside, along) = ([(10, 90), (55, 10), (70, 80), (90, 60)], [(10, 20), (90, 200)]);
        let kept = near_anchors(points(&[&anchor[..], &aside, &along].concat(), 10));
        assert_eq!(kept, points(&[&anchor[..], &along].concat(), 10));
    }

    #[test]
    fn without_an_anchor_or_a_second_run_nothing_is_kept() {
        let run = |from: u32, words: u32| (from..from + words).map(|k| (k, k)).collect::<Vec<_>>();
        let kept = |runs: &[Vec<(u32, u32)>]| near_anchors(points(&runs.concat(), 10)).len();
        assert_eq!((kept(&[run(0, 4), run(10, 4)]), kept(&[run(0, 5)]), kept(&[run(0, 5), run(10, 2)])), (0, 0, 0));
        assert_eq!((kept(&[run(0, 8)]), kept(&[run(0, 5), run(10, 3)])), (8, 8));
    }
}

//! What lies beside long copies: rewritten, or somebody's own.
//!
//! A page that lifts two paragraphs and puts its own between them gives a chain with the copies as anchors and a few
//! words between that both pages have by chance. A page that rewrites gives a chain with quotations as anchors and names,
//! figures and short runs between. So a gap beside a long copy must say something of its own; beside a quotation it
//! need not.

use super::point::Point;
use crate::reuse::rarity::UNITS;

/// Words of a copy that is long: longer than most quotations.
const LONG: u32 = 30;

/// Words that a gap may have on its longer side without saying anything: between two long copies, and beyond the last.
/// The first is what a chain may bridge at once.
const BETWEEN: u32 = 100;
const BEYOND: u32 = 40;

/// What a longer gap must say for each word of its longer side, in the same order; or one run of equal words in it says
/// [`RUN_BITS`]. Chosen together, on passim's alignments of news (share covered) and made stories, whose gaps are nobody's
/// rewriting (coverage F1, seeds 1 and 2). Without any cut: 0.980, 0.933 and 0.933; with these: 0.980, 0.939 and 0.948; in
/// trials, with 1 bit beyond, 20 words free and runs of 30 bits: 0.979, 0.943 and 0.953; with copies from 15 words on as
/// long and twice these bits: 0.963, 0.950 and 0.962. Without loose passages: 0.64, 0.956 and 0.965.
const BETWEEN_BITS: i32 = UNITS / 2;
const BEYOND_BITS: i32 = 7 * UNITS / 10;
const RUN_BITS: i32 = 25 * UNITS;

/// A copied stretch: its words on either page.
type Sides = [(u32, u32); 2];

/// The pieces of a chain that are left when the gaps which say too little are cut out of it. `copies` are the copied
/// stretches of the two pages.
pub fn cut(chain: &[Point], copies: &[Sides]) -> Vec<Vec<Point>> {
    let holds = |[a, b]: &Sides, p: &Point| a.1 - a.0 >= LONG && (a.0..a.1).contains(&p.i) && (b.0..b.1).contains(&p.j);
    let marked: Vec<(Option<usize>, Point)> =
        chain.iter().map(|p| (copies.iter().position(|c| holds(c, p)), *p)).collect();
    let parts: Vec<&[(Option<usize>, Point)]> = marked.chunk_by(|x, y| x.0 == y.0).collect();
    let copy = |part: usize| copies.get(parts.get(part)?.first()?.0?);
    let (mut out, mut piece): (Vec<Vec<Point>>, Vec<Point>) = (Vec::new(), Vec::new());
    for (k, part) in parts.iter().enumerate() {
        let (before, here) = (k.checked_sub(1).and_then(copy), copy(k));
        let points = part.iter().map(|x| x.1);
        let keep = match here {
            None => says_enough(&points.clone().collect::<Vec<_>>(), [before, copy(k + 1)]),
            // A copy that follows another at once: what lies between holds no point.
            Some(_) => before.is_none() || says_enough(&[], [before, here]),
        };
        if !keep {
            out.push(std::mem::take(&mut piece));
        }
        if keep || here.is_some() {
            piece.extend(points);
        }
    }
    out.push(piece);
    out
}

/// Whether what lies between two long copies, or beyond one, says enough. Where there is none it need not.
fn says_enough(inner: &[Point], [left, right]: [Option<&Sides>; 2]) -> bool {
    let (free, bits) = match (left, right) {
        (None, None) => return true,
        (Some(_), Some(_)) => (BETWEEN, BETWEEN_BITS),
        _ => (BEYOND, BEYOND_BITS),
    };
    let place = |p: &Point, side: usize| if side == 0 { p.i } else { p.j };
    let begin = |side: usize| left.map(|c| c[side].1).or(inner.first().map(|p| place(p, side)));
    let end = |side: usize| right.map(|c| c[side].0).or(inner.last().map(|p| place(p, side) + 1));
    let long = |side: usize| begin(side).zip(end(side)).map_or(0, |(b, e)| e.saturating_sub(b));
    let long = long(0).max(long(1));
    let gain = |points: &[Point]| points.iter().fold(0i32, |sum, p| sum.saturating_add(p.gain));
    let mut runs = inner.chunk_by(|x, y| (x.i + 1, x.j + 1) == (y.i, y.j));
    long <= free || gain(inner) >= bits.saturating_mul(long as i32) || runs.any(|run| gain(run) >= RUN_BITS)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Equal words in a row from one place to another.
    fn run(from: (u32, u32), words: u32, bits: i32) -> impl Iterator<Item = Point> {
        (0..words).map(move |k| Point { i: from.0 + k, j: from.1 + k, gain: bits * UNITS })
    }

    /// Copies of so many words, with `between` put between them on the second page; places of what is left.
    fn left(copied: u32, between: u32, inner: Vec<Point>) -> Vec<(u32, u32)> {
        let copies =
            [[(0, copied), (0, copied)], [(copied + 4, 2 * copied + 4), (copied + between, 2 * copied + between)]];
        let chain: Vec<Point> =
            run((0, 0), copied, 9).chain(inner).chain(run((copied + 4, copied + between), copied, 9)).collect();
        let ends = |p: &Vec<Point>| Some((p.first()?.j, p.last()?.j + 1));
        cut(&chain, &copies).iter().filter_map(ends).collect()
    }

    #[test]
    fn what_was_put_between_two_long_copies_is_cut_out() {
        let chance = run((41, 60), 1, 12).chain(run((43, 150), 1, 12)).collect();
        assert_eq!(left(40, 160, chance), [(0, 40), (200, 240)]);
    }

    #[test]
    fn a_run_of_equal_words_between_them_speaks_for_all() {
        assert_eq!(left(40, 160, run((41, 100), 3, 12).collect()), [(0, 240)]);
    }

    #[test]
    fn a_short_gap_and_one_between_quotations_need_not_say_anything() {
        assert_eq!(left(40, 60, Vec::new()), [(0, 140)]);
        assert_eq!(left(20, 160, run((21, 100), 1, 8).collect()), [(0, 200)]);
    }

    #[test]
    fn what_lies_far_beyond_a_long_copy_must_say_something() {
        let copies = [[(0, 40), (0, 40)]];
        let beyond = |bits| {
            let chain: Vec<Point> =
                run((0, 0), 40, 9).chain(run((70, 70), 1, bits)).chain(run((100, 100), 1, bits)).collect();
            cut(&chain, &copies).iter().map(Vec::len).filter(|&n| n > 0).collect::<Vec<_>>()
        };
        assert_eq!((beyond(8), beyond(24)), (vec![40], vec![42]));
    }
}

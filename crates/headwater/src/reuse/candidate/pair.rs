//! The places of one gram to hits.

use super::Hit;
use super::posting::Spot;

/// A gram that stands more often than this on one page is paired by rank: its first place on one page with the first
/// on the other, and so on, and the last with the last, each up to [`RANKS`]. Otherwise a page that repeats one line
/// a thousand times would make a million pairs with another such page.
const REPEATS: u32 = 4;
const RANKS: usize = 8;

/// What the places of one gram come to.
pub enum Paired {
    /// It stands on one page only, or on several that were paired.
    Done,
    /// It was paired by rank, since a page repeats it.
    Repeated,
    /// It stands on too many pages: so many.
    Crowded(u32),
}

/// Pairs the places of one gram, unless it stands on more than `most` pages. Sorts `spots`.
pub fn pair(spots: &mut [Spot], most: u32, hits: &mut Vec<Hit>) -> Paired {
    spots.sort_unstable_by_key(|s| (s.page, s.at));
    let (mut pages, mut most_repeats) = (0, 0);
    for here in spots.chunk_by(|x, y| x.page == y.page) {
        pages += 1;
        most_repeats = most_repeats.max(here.len() as u32);
    }
    if pages < 2 {
        return Paired::Done;
    }
    if pages > most {
        return Paired::Crowded(pages);
    }
    if most_repeats > REPEATS {
        rank(spots, hits);
        return Paired::Repeated;
    }
    cross(spots, hits);
    Paired::Done
}

/// Every two places on two pages, if the words before differ: copies that agree there cost nothing.
fn cross(spots: &mut [Spot], hits: &mut Vec<Hit>) {
    spots.sort_unstable();
    let mut rest = &*spots;
    while let Some(first) = rest.first() {
        let group = rest.iter().take_while(|s| s.before == first.before).count();
        let (here, others) = rest.split_at(group);
        for x in here {
            others.iter().for_each(|y| push(x, y, hits));
        }
        rest = others;
    }
}

/// Every two places on two pages at which the words before agree.
pub fn cross_equal(spots: &mut [Spot], hits: &mut Vec<Hit>) {
    spots.sort_unstable();
    for group in spots.chunk_by(|x, y| x.before == y.before) {
        for (i, x) in group.iter().enumerate() {
            group[i + 1..].iter().for_each(|y| push(x, y, hits));
        }
    }
}

/// The places of a gram that some page repeats, first with first and last with last. `spots` are by page and place.
fn rank(spots: &[Spot], hits: &mut Vec<Hit>) {
    let by_page: Vec<&[Spot]> = spots.chunk_by(|x, y| x.page == y.page).collect();
    for (i, x) in by_page.iter().enumerate() {
        for y in &by_page[i + 1..] {
            x.iter().zip(*y).take(RANKS).for_each(|(p, q)| push(p, q, hits));
            x.iter().rev().zip(y.iter().rev()).take(RANKS).for_each(|(p, q)| push(p, q, hits));
        }
    }
}

/// Grams that differ share a key once in 2³⁶; such a pair is seen through when it is aligned.
fn push(x: &Spot, y: &Spot, hits: &mut Vec<Hit>) {
    let (x, y) = if x.page <= y.page { (x, y) } else { (y, x) };
    if x.page != y.page {
        hits.push(Hit { page_a: x.page, page_b: y.page, a: x.at, b: y.at });
    }
}

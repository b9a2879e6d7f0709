//! Many near-identical stories side by side: for every place of the text the wording that each page has there.

use crate::lineage::collation::side::{Collation, collate};
use crate::lineage::collation::wording::Wording;

/// The wording of a page at a place: a word's number, a number made of several, or [`GAP`].
pub(crate) type State = u64;

/// No word at this place.
pub(crate) const GAP: State = u64::MAX;

/// A place where the pages differ: each page's wording, by member.
pub(crate) type Column = Vec<State>;

/// Share of the longer page that two pages must have in common to be held column by column. Copies by hand have 0.9 and
/// more; a page with a passage of another, or half of it, belongs to the weighing of pairs.
const ALIKE: f32 = 0.75;
/// Words of the longest text that is held so: what a scribe, or a reprint of a chapter, copies.
const LONGEST: usize = 20_000;

/// The places where the pages of a family differ, in the order of the text, if all are nearly one text. Neighbouring
/// places that part the pages alike are one: they are one act of one hand. `O(pages · words)`.
pub(crate) fn columns(wording: &Wording, base: usize) -> Option<Vec<Column>> {
    let text = wording.pages.get(base)?;
    let n = text.ids.len();
    if n > LONGEST {
        return None;
    }
    let mut rows: Vec<Vec<State>> = Vec::new();
    for (page, words) in wording.pages.iter().enumerate() {
        let mut row = vec![GAP; 2 * n];
        if page == base {
            row.iter_mut().step_by(2).zip(&text.ids).for_each(|(s, &id)| *s = u64::from(id));
        } else {
            let longer = words.ids.len().max(n) as f32;
            if (words.ids.len().min(n) as f32) < ALIKE * longer {
                return None;
            }
            let collation = collate(wording, base, page);
            if (collation.shared as f32) < ALIKE * longer {
                return None;
            }
            fill(&mut row, &collation, &text.ids, &words.ids);
        }
        rows.push(row);
    }
    let mut out: Vec<Column> = Vec::new();
    let mut last: Option<(usize, Vec<usize>)> = None;
    for at in 0..2 * n {
        let column: Column = rows.iter().map(|r| r.get(at).copied().unwrap_or(GAP)).collect();
        if column.windows(2).all(|w| w[0] == w[1]) {
            continue;
        }
        let parts: Vec<usize> = column.iter().map(|s| column.iter().position(|x| x == s).unwrap_or(0)).collect();
        let joined = last.as_ref().is_some_and(|(before, other)| at - before <= 2 && *other == parts);
        if !joined {
            out.push(column);
        }
        last = Some((at, parts));
    }
    Some(out)
}

/// Puts a page's words to the places of the base text: even places are its words, odd ones what stands after them.
fn fill(row: &mut [State], collation: &Collation, base: &[u32], page: &[u32]) {
    let mut put = |at: usize, state: State| {
        if let Some(place) = row.get_mut(at) {
            *place = state;
        }
    };
    let mut done = (0usize, 0usize);
    let ends = [(base.len(), page.len(), 0usize)];
    let blocks = collation.blocks.iter().map(|b| (b.at[0] as usize, b.at[1] as usize, b.len as usize));
    for (x, y, len) in blocks.chain(ends) {
        // A stretch that stands elsewhere on the page has no place of its own in the row.
        if x + len <= done.0 && len > 0 || y < done.1 {
            continue;
        }
        let (from, to) = (base.get(done.0..x.max(done.0)), page.get(done.1..y));
        if let (Some(from), Some(to)) = (from, to) {
            for (place, state) in pair(from, to) {
                put((2 * done.0 + place).saturating_sub(1), state);
            }
        }
        for (i, &id) in base.iter().enumerate().take(x + len).skip(x) {
            put(2 * i, u64::from(id));
        }
        done = (x + len, y + len);
    }
}

/// Most words on a side that are paired one by one; longer stretches were added or left out as a whole.
const PAIRED: usize = 12;

/// Pairs the words of two differing stretches at least cost: places count from just before the first word, so that odd
/// ones are words and even ones what stands between them.
fn pair(from: &[u32], to: &[u32]) -> Vec<(usize, State)> {
    if to.is_empty() {
        return Vec::new();
    }
    if from.len() > PAIRED || to.len() > PAIRED {
        return vec![(0, several(to))];
    }
    // A word for a word costs less than one left out and one added.
    const GAP_COST: u32 = 3;
    const OTHER: u32 = 4;
    let (n, m) = (from.len(), to.len());
    let mut cost = vec![vec![0u32; m + 1]; n + 1];
    for i in 0..=n {
        for j in 0..=m {
            let mut best = if i + j == 0 { 0 } else { u32::MAX };
            if i > 0 {
                best = best.min(cost[i - 1][j] + GAP_COST);
            }
            if j > 0 {
                best = best.min(cost[i][j - 1] + GAP_COST);
            }
            if i > 0 && j > 0 {
                best = best.min(cost[i - 1][j - 1] + if from[i - 1] == to[j - 1] { 0 } else { OTHER });
            }
            cost[i][j] = best;
        }
    }
    let (mut i, mut j) = (n, m);
    let mut out = Vec::new();
    let mut added: Vec<u32> = Vec::new();
    let flush = |added: &mut Vec<u32>, after: usize, out: &mut Vec<(usize, State)>| {
        if !added.is_empty() {
            added.reverse();
            out.push((2 * after, several(added)));
            added.clear();
        }
    };
    while i > 0 || j > 0 {
        let step = |x: usize, y: usize| if from[x] == to[y] { 0 } else { OTHER };
        if i > 0 && j > 0 && cost[i][j] == cost[i - 1][j - 1] + step(i - 1, j - 1) {
            flush(&mut added, i, &mut out);
            out.push((2 * i - 1, u64::from(to[j - 1])));
            (i, j) = (i - 1, j - 1);
        } else if i > 0 && cost[i][j] == cost[i - 1][j] + GAP_COST {
            flush(&mut added, i, &mut out);
            i -= 1;
        } else {
            added.push(to[j - 1]);
            j -= 1;
        }
    }
    flush(&mut added, 0, &mut out);
    out
}

/// One number for several words in a row (FNV-1a), apart from the numbers of words.
fn several(ids: &[u32]) -> State {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for &id in ids {
        hash = (hash ^ u64::from(id)).wrapping_mul(0x100_0000_01b3);
    }
    (hash >> 1) | (1 << 62)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_for_a_word_and_one_added() {
        // From "7 8" to "9 8 5": 9 stands for 7, 5 was added at the end.
        let mut found = pair(&[7, 8], &[9, 8, 5]);
        found.sort_unstable();
        assert_eq!(found, [(1, 9), (3, 8), (4, several(&[5]))]);
    }
}

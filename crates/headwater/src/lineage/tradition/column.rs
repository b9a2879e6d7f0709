//! Many near-identical stories side by side: for every place of the text the wording that each page has there.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use crate::lineage::collation::side::{Collation, collate};
use crate::lineage::collation::usage::Usage;
use crate::lineage::collation::wording::Wording;

/// The wording of a page at a place: a word's number, a number made of several, or [`GAP`].
pub(crate) type State = u64;

/// No word at this place.
pub(crate) const GAP: State = u64::MAX;

/// Nothing is known of this place: the page is broken off here, or left out a stretch that is one change as a whole.
pub(crate) const MISSING: State = u64::MAX - 1;

/// A place where the pages differ.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Column {
    /// Each page's wording, by member.
    pub(crate) states: Vec<State>,
    /// The words themselves, where `states` tell less.
    pub(crate) words: Vec<State>,
    /// How much a change here counts.
    pub(crate) weight: f32,
    /// Where in the text.
    pub(crate) at: usize,
}

/// Share of the longer page that two pages must have in common to be held column by column. Copies by hand have 0.9 and
/// more; a page with a passage of another, or half of it, belongs to the weighing of pairs.
const ALIKE: f32 = 0.75;
/// Of [`MANY`] pages some may be broken off, or go back to one that is: they have so much of the whole text, and so much
/// of the shorter page is shared. Of fewer pages, news that was cut now and then would pass for a text copied by hand.
const BROKEN: f32 = 0.3;
const BROKEN_ALIKE: f32 = 0.7;
const MANY: usize = 10;
/// Words of the longest text that is held so: what a scribe, or a reprint of a chapter, copies.
const LONGEST: usize = 20_000;
/// Words that are missing in a row from which on that is one change, whatever became of the words elsewhere.
const SKIPPED: usize = 3;
/// How much a change of accents, capitals, apostrophes or hyphens counts: scribes make it each for himself.
/// Tuned as [`OWN`]: 0.25 loses 0.01, 0.6 loses 0.05.
const SMALL: f32 = 0.1;
/// How much what one page alone has counts, and how much if it is plainly a slip that whoever copies it may mend. Tuned on
/// invented texts copied by hand (`headwater-eval hand --tuning`), where 0.3 to 1 for the one do alike and 1 for the
/// other loses 0.01.
const OWN: f32 = 0.7;
const SLIP: f32 = 0.3;

/// The places where the pages of a family differ, in the order of the text, if all are nearly one text. Neighbouring
/// places that part the pages alike are one: they are one act of one hand. `O(pages · words)`.
pub(crate) fn columns(wording: &Wording, usage: &Usage, base: usize) -> Option<Vec<Column>> {
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
            let collation = collate(wording, base, page);
            let (shared, own, whole) = (collation.shared as f32, words.ids.len() as f32, n as f32);
            if shared < ALIKE * own.max(whole) {
                let rest = shared >= BROKEN_ALIKE * own.min(whole) && own >= BROKEN * whole;
                if !rest || wording.pages.len() < MANY {
                    return None;
                }
            }
            fill(&mut row, &collation, &text.ids, &words.ids);
        }
        rows.push(row);
    }
    let mut out = skips(&mut rows);
    let mut plain: BTreeMap<State, State> = BTreeMap::new();
    let mut fold = |s: State| match u32::try_from(s) {
        Ok(id) => *plain.entry(s).or_insert_with(|| folded(usage.text(id))),
        Err(_) => s,
    };
    let mut whole: Vec<Column> = Vec::new();
    let mut small: Vec<Column> = Vec::new();
    let mut alone: Vec<Column> = Vec::new();
    for at in 0..2 * n {
        let states: Vec<State> = rows.iter().map(|r| r.get(at).copied().unwrap_or(MISSING)).collect();
        if !differs(&states) {
            continue;
        }
        let words: Vec<State> = states.iter().map(|&s| fold(s)).collect();
        if differs(&words) {
            let rest = own_readings(&words, &states, usage, at, &mut alone);
            if differs(&rest) {
                push(&mut whole, Column { states: rest, words: states.clone(), weight: 1.0, at });
            }
        }
        // Of each word the forms that differ only in such things.
        let most = words.iter().copied().filter(|&s| s != MISSING && s != GAP);
        let most = most.max_by_key(|s| (words.iter().filter(|w| *w == s).count(), Reverse(*s)));
        let forms: Vec<State> =
            states.iter().zip(&words).map(|(&s, &w)| if Some(w) == most { s } else { MISSING }).collect();
        if differs(&forms) {
            push(&mut small, Column { words: forms.clone(), states: forms, weight: SMALL, at });
        }
    }
    out.append(&mut whole);
    out.append(&mut small);
    out.append(&mut alone);
    Some(out)
}

/// Takes what one page alone has out of a column, each to a column of its own. Whoever copies that page may set it right
/// if it is plainly a slip: then it tells less of whether anyone copied the page.
fn own_readings(words: &[State], raw: &[State], usage: &Usage, at: usize, alone: &mut Vec<Column>) -> Vec<State> {
    let count = |s: State| words.iter().filter(|w| **w == s).count();
    let most = words.iter().copied().filter(|&s| s != MISSING).max_by_key(|&s| (count(s), Reverse(s)));
    let Some(most) = most.filter(|&m| count(m) > 1) else { return words.to_vec() };
    let mut out = words.to_vec();
    for (page, &state) in words.iter().enumerate() {
        if state == MISSING || state == most || count(state) > 1 {
            continue;
        }
        out[page] = MISSING;
        let states: Vec<State> = words
            .iter()
            .enumerate()
            .map(|(p, &s)| if s == MISSING { MISSING } else { State::from(p == page) })
            .collect();
        let text = |s: Option<&State>| s.and_then(|&s| u32::try_from(s).ok());
        let mine = text(raw.get(page));
        let theirs = text(words.iter().position(|&s| s == most).and_then(|p| raw.get(p)));
        let slip = match (mine, theirs) {
            (Some(a), Some(b)) => usage.word(a) <= 1 && letters_apart(usage.text(a), usage.text(b)) <= 2,
            _ => false,
        };
        let weight = if slip { SLIP } else { OWN };
        let words = states.iter().zip(raw).map(|(&s, &r)| if s == MISSING { MISSING } else { r }).collect();
        alone.push(Column { states, words, weight, at });
    }
    out
}

/// How many letters stand between the longest common front and back of two words, in the longer.
fn letters_apart(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let front = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let back = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    a.len().max(b.len()) - (front + back).min(a.len().min(b.len()))
}

fn differs(states: &[State]) -> bool {
    let mut known = states.iter().filter(|s| **s != MISSING);
    known.next().is_some_and(|first| known.any(|s| s != first))
}

/// Adds a column, unless it parts the pages as its neighbour does.
fn push(list: &mut Vec<Column>, column: Column) {
    let parts = |c: &Column| -> Vec<usize> {
        let first = |s| c.states.iter().position(|x| x == s).unwrap_or(0);
        c.states.iter().map(|s| if *s == MISSING { usize::MAX } else { first(s) }).collect()
    };
    let joined = list.last().is_some_and(|last| column.at - last.at <= 2 && parts(last) == parts(&column));
    if !joined {
        list.push(column);
    }
}

/// Every stretch that a page leaves out as a place of its own; within it nothing is known of that page any more.
fn skips(rows: &mut [Vec<State>]) -> Vec<Column> {
    let mut found: Vec<(usize, usize, usize)> = Vec::new();
    for (page, row) in rows.iter_mut().enumerate() {
        let words = row.len() / 2;
        let mut at = 0;
        while at < words {
            let begin = at;
            while at < words && row[2 * at] == GAP && (at == begin || row[2 * at - 1] == GAP) {
                at += 1;
            }
            if at - begin >= SKIPPED {
                row[2 * begin..2 * at - 1].fill(MISSING);
                found.push((begin, at, page));
            }
            at += usize::from(at == begin);
        }
    }
    let whole = rows.first().map_or(0, |r| r.len() / 2);
    found.sort_unstable();
    let mut out: Vec<Column> = Vec::new();
    for group in found.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let (begin, end) = (group[0].0, group[0].1);
        // Where a text begins or is broken off says nothing of who copied whom.
        if begin == 0 || end == whole {
            continue;
        }
        let mut states = vec![0; rows.len()];
        for &(b, e, page) in &found {
            if (b, e) == (begin, end) {
                states[page] = GAP;
            } else if b < end && e > begin {
                states[page] = MISSING;
            }
        }
        out.push(Column { words: states.clone(), states, weight: 1.0, at: 2 * begin });
    }
    out
}

/// The number of a word without what scribes change each for himself.
fn folded(word: &str) -> State {
    let plain = word.to_lowercase().replace('œ', "oe").replace('æ', "ae");
    (one_number(plain.nfkd().filter(|c| c.is_alphanumeric()).map(u64::from)) >> 2) | (1 << 61)
}

/// One number for several in a row (FNV-1a).
fn one_number(parts: impl Iterator<Item = u64>) -> u64 {
    parts.fold(0xcbf2_9ce4_8422_2325, |hash, part| (hash ^ part).wrapping_mul(0x100_0000_01b3))
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

/// The number of several words in a row, apart from the numbers of words.
fn several(ids: &[u32]) -> State {
    (one_number(ids.iter().map(|&id| u64::from(id))) >> 1) | (1 << 62)
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

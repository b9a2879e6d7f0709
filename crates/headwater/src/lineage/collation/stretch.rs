//! Which words of two stories stand beside each other.
//!
//! Every place of three words in a row may have several like it on the other page: set phrases, and whole paragraphs where
//! two versions were merged or a sentence is set out in large type. Of all ways to hold each beside one of its like, that is
//! taken which changes least: a step off the diagonal costs a place that differs, a leap to elsewhere costs more. This is the
//! Viterbi algorithm over a handful of places for each run of three words; linear in the two stories.

use super::side::{LONE, SITE};
use super::wording::Words;

/// The same words on both sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Stretch {
    pub(crate) at: [u32; 2],
    pub(crate) len: u32,
}

/// Places kept for a run of words, the cheapest. A paragraph seldom stands on a page more than twice.
const MOST_PLACES: usize = 8;
/// What a leap costs in differing places: two versions of a paragraph that differ in more are told apart by fewer.
const LEAP: f32 = 3.0;

/// A place that a run of words may stand beside.
struct Place {
    at: u32,
    cost: f32,
    /// The place before it, among those of the last run that has any.
    from: usize,
}

/// Whether two stretches follow each other with at most a differing place between them.
pub(super) fn near(x: &Stretch, y: &Stretch) -> bool {
    let step = |side: usize| i64::from(y.at[side]) - i64::from(x.at[side] + x.len);
    (-2..=SITE).contains(&step(0)) && (-2..=SITE).contains(&step(1))
}

/// Holds the words of `left` that are not yet `held` beside those of `right`, in the order of `left`.
pub(super) fn align(left: &Words, right: &Words, held: Option<&[bool]>) -> Vec<Stretch> {
    let mut steps: Vec<(u32, Vec<Place>)> = Vec::new();
    for (&gram, i) in left.grams.iter().zip(0u32..) {
        let done = |k: usize| held.is_some_and(|h| h.get(i as usize + k).copied().unwrap_or(false));
        let places = right.places(gram);
        if !places.is_empty() && !(0..3).any(done) {
            let next = beside(steps.last(), i, places);
            steps.push((i, next));
        }
    }
    let best = |list: &[Place]| (0..list.len()).min_by(|&a, &b| list[a].cost.total_cmp(&list[b].cost)).unwrap_or(0);
    let mut at = steps.last().map_or(0, |s| best(&s.1));
    let mut pairs: Vec<[u32; 2]> = Vec::new();
    for (i, list) in steps.iter().rev() {
        let Some(place) = list.get(at) else { break };
        pairs.push([*i, place.at]);
        at = place.from;
    }
    let mut out: Vec<Stretch> = Vec::new();
    for [i, j] in pairs.into_iter().rev() {
        match out.last_mut() {
            Some(last) if last.at[0] + last.len == i + 2 && last.at[1] + last.len == j + 2 => last.len += 1,
            _ => out.push(Stretch { at: [i, j], len: 3 }),
        }
    }
    let out = company(out);
    edges(left, right, out)
}

/// The places that run `i` may stand beside, after those of the last run.
fn beside(last: Option<&(u32, Vec<Place>)>, i: u32, places: &[(u32, u32)]) -> Vec<Place> {
    let Some((before, list)) = last else {
        return places.iter().take(MOST_PLACES).map(|p| Place { at: p.1, cost: 0.0, from: 0 }).collect();
    };
    let gap = i - before;
    let mut at: Vec<u32> = Vec::with_capacity(2 * MOST_PLACES);
    for p in list {
        let wanted = p.at + gap;
        let from = places.partition_point(|q| q.1 < wanted);
        at.extend(places.get(from).or_else(|| places.last()).map(|q| q.1));
    }
    at.extend(places.iter().take(MOST_PLACES).map(|q| q.1));
    let mut out: Vec<Place> = Vec::with_capacity(at.len());
    for q in at {
        if out.iter().any(|o| o.at == q) {
            continue;
        }
        let cost = |p: &Place| {
            let off = i64::from(q) - i64::from(p.at) - i64::from(gap);
            let step = match off {
                0 if gap == 1 => 0.0,
                0 => 1.0,
                _ if q > p.at && off.abs() <= SITE && i64::from(gap) <= SITE + 3 => 1.0 + off.abs() as f32 / 100.0,
                _ => LEAP,
            };
            p.cost + step
        };
        let costs = list.iter().map(cost).enumerate();
        if let Some((from, cost)) = costs.min_by(|a, b| a.1.total_cmp(&b.1)) {
            out.push(Place { at: q, cost, from });
        }
    }
    // The sort is stable: of places that cost the same those next after the last ones stay first.
    out.sort_by(|a, b| a.cost.total_cmp(&b.cost));
    out.truncate(MOST_PLACES);
    out
}

/// Leaves out short stretches that stand alone.
fn company(mut blocks: Vec<Stretch>) -> Vec<Stretch> {
    let keep: Vec<bool> = (0..blocks.len())
        .map(|i| {
            let b = &blocks[i];
            let with = |o: Option<&Stretch>, before: bool| {
                o.is_some_and(|o| (if before { near(o, b) } else { near(b, o) }) && o.len + b.len >= LONE)
            };
            b.len >= LONE || with(i.checked_sub(1).and_then(|j| blocks.get(j)), true) || with(blocks.get(i + 1), false)
        })
        .collect();
    let mut keep = keep.into_iter();
    blocks.retain(|_| keep.next().unwrap_or(false));
    blocks
}

/// Puts before and after every chain of stretches the words that go on with it beyond one changed word. Runs of three words do
/// not see them, and a passage that was lifted ends where its neighbours are other words.
fn edges(left: &Words, right: &Words, blocks: Vec<Stretch>) -> Vec<Stretch> {
    let mut out: Vec<Stretch> = Vec::with_capacity(blocks.len());
    for (i, b) in blocks.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|j| blocks.get(j));
        if !before.is_some_and(|p| near(p, b)) {
            out.extend(beyond(left, right, b, true));
        }
        out.push(*b);
        if !blocks.get(i + 1).is_some_and(|n| near(b, n)) {
            out.extend(beyond(left, right, b, false));
        }
    }
    out
}

/// Words on each side that are stepped over for the words beyond, in order of trial: one for one, one more, two in another order.
const OVER: [[u32; 2]; 4] = [[1, 1], [1, 0], [0, 1], [2, 2]];
/// Words beyond a changed one that are looked at.
const BEYOND: u32 = 3;

/// The words that go on with `b` beyond one changed word, before it or behind it, within its paragraph. Two in a row are
/// believed, and fewer where a paragraph ends with them or the changed word is still like itself.
fn beyond(left: &Words, right: &Words, b: &Stretch, before: bool) -> Option<Stretch> {
    let word = |words: &Words, side: usize, step: u32| -> Option<u32> {
        // Step 1 is the word that touches the stretch.
        let edge = b.at[side] + if before { 0 } else { b.len };
        let at = if before { edge.checked_sub(step)? } else { edge + step - 1 };
        // A paragraph's first word belongs to what stands behind it only.
        let open = (1..=step).all(|k| {
            let first = if before { edge - k + 1 } else { edge + k - 1 };
            !words.begins.get(first as usize).copied().unwrap_or(true)
        });
        (open && (at as usize) < words.ids.len()).then_some(at)
    };
    let id = |words: &Words, at: u32| words.ids.get(at as usize).copied();
    for over in OVER {
        let same = |k: u32| {
            let (l, r) = (word(left, 0, over[0] + k)?, word(right, 1, over[1] + k)?);
            (id(left, l)? == id(right, r)?).then_some([l, r])
        };
        let far: Vec<[u32; 2]> = (1..=BEYOND).map_while(same).collect();
        let len = far.len() as u32;
        let ends = word(left, 0, over[0] + len + 1).is_none() || word(right, 1, over[1] + len + 1).is_none();
        let changed = |k: u32| Some([word(left, 0, k)? as usize, word(right, 1, k)? as usize]);
        let alike = match (over, changed(1), changed(2)) {
            ([1, 1], Some([l, r]), _) => left.letters.get(l) == right.letters.get(r),
            ([2, 2], Some([a, b]), Some([c, d])) => {
                left.ids.get(a) == right.ids.get(d) && left.ids.get(c) == right.ids.get(b)
            }
            _ => false,
        };
        if over == [2, 2] && !alike {
            continue;
        }
        if len >= 2 || (len == 1 && ends) || alike {
            let (l, r) = (word(left, 0, over[0].max(1))?, word(right, 1, over[1].max(1))?);
            let at = match far.last() {
                Some(&at) if before => at,
                _ if before => [l, r],
                _ => far.first().copied().unwrap_or([l + 1, r + 1]),
            };
            return Some(Stretch { at, len });
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::PageIx;
    use crate::lineage::collation::wording::{Numbers, Wording};
    use crate::page::{Limits, Media, Source, read};
    use crate::speech::Speech;

    fn beside(left: &str, right: &str) -> Vec<(String, String)> {
        let page = |text: &str| {
            let mut source = Source::html("page", text.as_bytes());
            source.media = Media::Text;
            read(&source, &Limits::default())
        };
        let pages = [page(left), page(right)];
        let members = [PageIx::new(0), PageIx::new(1)];
        let wording = Wording::new(&pages, &Speech::default(), &members, &mut Numbers::default());
        let [l, r] = [&wording.pages[0], &wording.pages[1]];
        let text = |page: usize, words: &Words, at: u32, len: u32| {
            let spans = words.spans.iter().skip(at as usize).take(len as usize);
            spans.map(|s| s.of(&pages[page].text)).collect::<Vec<_>>().join(" ")
        };
        align(l, r, None).iter().map(|b| (text(0, l, b.at[0], b.len), text(1, r, b.at[1], b.len))).collect()
    }

    #[test]
    fn of_two_versions_of_a_paragraph_that_which_differs_least_is_taken() {
        let first = "The old ferry to Sunder ran a ground on a bank of gravle at low tide late on a Monday in May.";
        let again = "The old ferry to Sunder ran aground on a bank of gravel at low tide late on a Monday in May.";
        let found = beside(again, &format!("{first}\n\nNobody on the island had seen it come.\n\n{again}"));
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found.iter().all(|(l, r)| l == r));
    }

    #[test]
    fn a_passage_goes_on_beyond_one_changed_word() {
        let source = "Nobody slept. The surge of water came over the wall before the bells of the town were rung.";
        let taker = "We walked to the mill and back.\n\nThe Surge of water came over the wall before the bells of";
        let found = beside(taker, source);
        assert_eq!(found.first(), Some(&("The".to_owned(), "The".to_owned())), "{found:?}");
        let other = "We walked to the mill and back.\n\nA tide of water came over the wall before the bells of";
        assert_eq!(beside(other, source).len(), 1);
    }
}

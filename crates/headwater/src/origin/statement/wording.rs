//! The words of quotations, which quotations share words, and how well two of them agree.
//!
//! What counts is the words that were said: marks, an editor's brackets, elisions and the case of letters are set
//! aside. Candidates come from an index of word n-grams, so that no two quotations are compared that share none. Two
//! candidates are compared by greedy string tiling (Wise 1993): the longest runs of words they share are taken first,
//! wherever they stand, so that cuts, insertions and a changed order leave the rest of the agreement whole.

use std::collections::BTreeMap;

use crate::id::AttributionIx;
use crate::span::Span;
use crate::speech::{Attribution, Kind};

/// What was said in one quotation.
#[derive(Clone, Debug, PartialEq)]
pub struct Wording {
    /// The quotation.
    pub attribution: AttributionIx,
    /// Its words, as ids of one [`Lexicon`], in order; only those in quotation marks where some are.
    pub words: Vec<u32>,
    /// Whether the words stood in quotation marks.
    pub quoted: bool,
}

/// Ids of words, in the order in which they are first met.
#[derive(Debug, Default)]
pub struct Lexicon {
    ids: BTreeMap<String, u32>,
    /// In how many quotations a word stands.
    pub(super) spread: Vec<u32>,
}

/// How well two wordings agree.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Agreement {
    /// Words in shared runs.
    pub words: usize,
    /// The longest shared run, in words.
    pub run: usize,
    /// `words` over the words of the shorter side, 0 to 1.
    pub shorter: f32,
    /// `words` over the words of the longer side, 0 to 1.
    pub longer: f32,
    /// Shared words that stand in few quotations: what makes an agreement more than a set phrase.
    pub telling: usize,
}

/// Words of a wording that are looked at; a longer one is a whole text in quotation marks. Chosen so that the square of
/// it, the cost of one comparison, stays below a million steps.
const MOST_WORDS: usize = 900;

/// An n-gram that stands in more wordings than this links each wording only to the first and to the next one that has
/// it, so that a quotation on a thousand pages costs a thousand links, not a million. Lower values miss pairs of
/// quotations that share nothing but a set phrase and are none; higher ones cost time.
const CROWD: usize = 24;

/// The words of an attribution's content.
pub fn wording(ix: AttributionIx, attribution: &Attribution, text: &str, lexicon: &mut Lexicon) -> Wording {
    let mut all = Vec::new();
    let mut inside = Vec::new();
    for &span in &attribution.content {
        if all.len() > 2 * MOST_WORDS {
            break;
        }
        let quoted = attribution.kind == Kind::Direct;
        read(span, text, quoted, |word, quoted| {
            all.push(word.to_owned());
            inside.push(quoted);
        });
    }
    let marked = inside.iter().filter(|&&q| q).count();
    // A mixed quotation is compared by what stands in its marks, unless that is a word or two.
    let quoted = marked >= 3 || (marked > 0 && marked == all.len());
    let words = all.iter().zip(&inside).filter(|&(_, &q)| q || !quoted).map(|(w, _)| lexicon.id(w));
    let words: Vec<u32> = words.take(MOST_WORDS).collect();
    let mut once = words.clone();
    once.sort_unstable();
    once.dedup();
    for w in once {
        if let Some(n) = lexicon.spread.get_mut(w as usize) {
            *n += 1;
        }
    }
    Wording { attribution: ix, words, quoted }
}

impl Lexicon {
    fn id(&mut self, word: &str) -> u32 {
        if let Some(&id) = self.ids.get(word) {
            return id;
        }
        let id = u32::try_from(self.spread.len()).unwrap_or(u32::MAX);
        self.ids.insert(word.to_owned(), id);
        self.spread.push(0);
        id
    }
}

/// Calls `word` for each word in `span`: lower case, without apostrophes; whatever stands in square brackets left out.
fn read(span: Span, text: &str, quoted: bool, mut word: impl FnMut(&str, bool)) {
    let mut open = quoted;
    let mut bracket = false;
    let mut current = String::new();
    let piece = span.of(text);
    let mut chars = piece.chars().peekable();
    let mut before = ' ';
    while let Some(c) = chars.next() {
        let next = chars.peek().copied().unwrap_or(' ');
        let inner = before.is_alphanumeric() && next.is_alphanumeric();
        if c.is_alphanumeric() {
            if !bracket {
                current.extend(c.to_lowercase());
            }
        } else if matches!(c, '\'' | '’' | '‘') && inner {
            // An apostrophe belongs to its word: don’t is one word however it is set.
        } else if matches!(c, ',' | '.') && before.is_ascii_digit() && next.is_ascii_digit() {
            // A mark within a figure is kept out: 1,000 is 1000.
        } else {
            if !current.is_empty() {
                word(&current, open);
                current.clear();
            }
            match c {
                '[' => bracket = true,
                ']' => bracket = false,
                '“' | '«' | '„' if !quoted => open = true,
                '”' | '»' if !quoted => open = false,
                '"' if !quoted => open = !open,
                _ => {}
            }
        }
        before = c;
    }
    if !current.is_empty() {
        word(&current, open);
    }
}

/// Cells of the tables that one wording's comparisons with earlier ones may fill, for each of its words. Quotations of
/// thirty words can so be compared with a hundred earlier ones each, more than share words outside a made text; those
/// with the same words cost nothing of it. Time in the worst case rises with it.
const CELLS: usize = 3000;

/// Those of `pairs` that can be compared in time linear in the words of `wordings`: for each wording the first ones.
pub fn within_reason(wordings: &[Wording], pairs: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    let words = |i: u32| wordings.get(i as usize).map_or(&[][..], |w| &w.words);
    let mut left: Vec<usize> = wordings.iter().map(|w| w.words.len() * CELLS.max(2 * w.words.len())).collect();
    let mut out = pairs;
    out.retain(|&(i, j)| {
        let (a, b) = (words(i), words(j));
        let cost = if a == b { a.len() } else { a.len() * b.len() };
        let Some(budget) = left.get_mut(j as usize) else { return false };
        let fits = cost <= *budget;
        *budget = budget.saturating_sub(cost);
        fits
    });
    out
}

/// Pairs of wordings (by position, the lower first) that share an n-gram of words, each pair once, in order.
///
/// Three words make an n-gram; a wording of fewer is one itself. `O(n log n)` in words.
pub fn candidates(wordings: &[Wording]) -> Vec<(u32, u32)> {
    let mut postings: Vec<([u32; 3], u32)> = Vec::new();
    for (i, w) in wordings.iter().enumerate() {
        let i = u32::try_from(i).unwrap_or(u32::MAX);
        if w.words.len() < 3 {
            let at = |n: usize| w.words.get(n).copied().unwrap_or(u32::MAX);
            postings.push(([at(0), at(1), u32::MAX], i));
        }
        postings.extend(w.words.windows(3).filter_map(|g| Some((g.try_into().ok()?, i))));
    }
    postings.sort_unstable();
    postings.dedup();
    let mut pairs = Vec::new();
    for group in postings.chunk_by(|a, b| a.0 == b.0) {
        let crowded = group.len() > CROWD;
        for (k, &(_, a)) in group.iter().enumerate() {
            let rest = group.iter().skip(k + 1).map(|&(_, b)| (a, b));
            if crowded && k > 0 {
                pairs.extend(rest.take(1));
            } else {
                pairs.extend(rest);
            }
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// How well `a` and `b` agree. `O(|a|·|b|)`.
pub fn agree(a: &Wording, b: &Wording, lexicon: &Lexicon) -> Agreement {
    // The longest tile of two that are the same is the whole of both.
    let same = a.words == b.words && a.words.len() >= 2;
    let tiles = if same { vec![(0, 0, a.words.len())] } else { tiles(&a.words, &b.words) };
    let words: usize = tiles.iter().map(|t| t.2).sum();
    let run = tiles.iter().map(|t| t.2).max().unwrap_or(0);
    // A word is telling where fewer than one quotation in fifty has it, three at most in a small collection.
    // Function words stand in far more, names and nouns in far fewer; nothing depends on the exact share.
    let few = u32::try_from(lexicon.spread.len() / 50).unwrap_or(u32::MAX).max(3);
    let rare = |w: &&u32| lexicon.spread.get(**w as usize).is_some_and(|&n| n <= few);
    let telling = tiles.iter().map(|t| a.words.iter().skip(t.0).take(t.2).filter(rare).count()).sum();
    let (n, m) = (a.words.len().min(b.words.len()), a.words.len().max(b.words.len()));
    let share = |of: usize| if of == 0 { 0.0 } else { words as f32 / of as f32 };
    Agreement { words, run, shorter: share(n), longer: share(m), telling }
}

/// Disjoint runs of two words or more that both sides share, longest first: position in `a`, in `b`, length.
fn tiles(a: &[u32], b: &[u32]) -> Vec<(usize, usize, usize)> {
    let mut runs = Vec::new();
    let mut above = vec![0usize; b.len() + 1];
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![0usize; b.len() + 1];
        for (j, y) in b.iter().enumerate() {
            if x != y {
                continue;
            }
            let n = above.get(j).copied().unwrap_or(0) + 1;
            if let Some(cell) = row.get_mut(j + 1) {
                *cell = n;
            }
            // A run is noted where it ends.
            if n >= 2 && a.get(i + 1).is_none_or(|x| b.get(j + 1) != Some(x)) {
                runs.push((n, i + 1 - n, j + 1 - n));
            }
        }
        above = row;
    }
    runs.sort_unstable_by_key(|&(n, i, j)| (std::cmp::Reverse(n), i, j));
    let (mut used_a, mut used_b) = (vec![false; a.len()], vec![false; b.len()]);
    let mut out = Vec::new();
    for (n, i, j) in runs {
        // What earlier tiles took is cut off; the longest free stretch of the run remains.
        let free = |k: usize| used_a.get(i + k) == Some(&false) && used_b.get(j + k) == Some(&false);
        let (mut best, mut start) = ((0, 0), 0);
        for k in 0..=n {
            if k == n || !free(k) {
                if k - start > best.1 {
                    best = (start, k - start);
                }
                start = k + 1;
            }
        }
        if best.1 >= 2 {
            used_a.iter_mut().skip(i + best.0).take(best.1).for_each(|u| *u = true);
            used_b.iter_mut().skip(j + best.0).take(best.1).for_each(|u| *u = true);
            out.push((i + best.0, j + best.0, best.1));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words(text: &str) -> Vec<String> {
        let mut out = Vec::new();
        read(Span::new(0, text.len()), text, true, |w, _| out.push(w.to_owned()));
        out
    }

    #[test]
    fn glosses_elisions_and_marks_are_no_words() {
        assert_eq!(words("“We [the crew] didn’t… sink 1,200 boats,”"), ["we", "didnt", "sink", "1200", "boats"]);
        assert_eq!(words("duties[ours], all"), ["duties", "all"]);
    }

    #[test]
    fn a_changed_order_keeps_its_agreement() {
        let t = tiles(&[1, 2, 3, 4, 5, 6], &[4, 5, 6, 9, 1, 2, 3]);
        assert_eq!(t.iter().map(|t| t.2).sum::<usize>(), 6);
    }

    proptest! {
        #[test]
        fn tiles_never_overlap_and_are_the_same_from_both_sides(a in prop::collection::vec(0u32..6, 0..30), b in prop::collection::vec(0u32..6, 0..30)) {
            let one = tiles(&a, &b);
            let (mut at_a, mut at_b) = (vec![0; a.len()], vec![0; b.len()]);
            for &(i, j, n) in &one {
                prop_assert_eq!(&a[i..i + n], &b[j..j + n]);
                for k in 0..n { at_a[i + k] += 1; at_b[j + k] += 1; }
            }
            prop_assert!(at_a.iter().chain(&at_b).all(|&n| n <= 1));
        }

        #[test]
        fn a_wording_agrees_with_itself_wholly(a in prop::collection::vec(0u32..50, 2..60)) {
            prop_assert_eq!(tiles(&a, &a).iter().map(|t| t.2).sum::<usize>(), a.len());
        }
    }
}

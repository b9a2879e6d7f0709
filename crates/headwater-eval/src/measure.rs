//! Measures, and text made comparable, exactly as the scorers in `../shared/score` do it.

use std::collections::HashMap;
use std::hash::Hash;

/// Precision, recall and their harmonic mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct F1 {
    /// The share of what was found that is right; 1 where nothing was found.
    pub(crate) p: f64,
    /// The share of what there is that was found; 1 where there is nothing.
    pub(crate) r: f64,
    /// Their harmonic mean.
    pub(crate) f1: f64,
}

/// From counts: `right` of `found`, where there are `all`.
pub(crate) fn f1(right: usize, found: usize, all: usize) -> F1 {
    let share = |n: usize| if n == 0 { 1.0 } else { right as f64 / n as f64 };
    let (p, r) = (share(found), share(all));
    F1 { p, r, f1: harmonic(p, r) }
}

/// The harmonic mean; 0 where both are 0.
pub(crate) fn harmonic(p: f64, r: f64) -> f64 {
    if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
}

/// `a` of `b`; 0 where `b` is 0.
pub(crate) fn ratio(a: f64, b: f64) -> f64 {
    if b > 0.0 { a / b } else { 0.0 }
}

/// White space as Python's `\s` and `split` know it.
pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\x1c'..='\x1f').contains(&c)
}

/// Whether a character belongs to a word, as Python's `\w` has it.
pub(crate) fn is_word(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}

/// White space made one blank each, none at the ends.
pub(crate) fn plain(text: &str) -> String {
    let words: Vec<&str> = text.split(is_space).filter(|w| !w.is_empty()).collect();
    words.join(" ")
}

/// The words in small letters, whatever stands between them made one blank.
pub(crate) fn folded(text: &str) -> String {
    words(text).join(" ")
}

/// The words in small letters.
pub(crate) fn words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    lower.split(|c| !is_word(c)).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

/// A word without what belongs to none, in small letters; empty where nothing is left.
pub(crate) fn bare(word: &str) -> String {
    word.chars().filter(|&c| is_word(c)).collect::<String>().to_lowercase()
}

/// How often each thing occurs.
pub(crate) fn counted<T: Eq + Hash>(things: impl IntoIterator<Item = T>) -> HashMap<T, usize> {
    let mut out = HashMap::new();
    for thing in things {
        *out.entry(thing).or_default() += 1;
    }
    out
}

/// How many things two counts have in common.
pub(crate) fn common<T: Eq + Hash>(a: &HashMap<T, usize>, b: &HashMap<T, usize>) -> usize {
    let (small, large) = if a.len() < b.len() { (a, b) } else { (b, a) };
    // A sum does not depend on the order of its parts.
    #[allow(clippy::iter_over_hash_type)]
    small.iter().map(|(k, &n)| n.min(large.get(k).copied().unwrap_or(0))).sum()
}

/// How many things a count holds.
pub(crate) fn total<T>(a: &HashMap<T, usize>) -> usize {
    a.values().sum()
}

/// Places of characters: spans in order, disjoint, none empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Places(Vec<[usize; 2]>);

impl Places {
    /// The places that `spans` cover together.
    pub(crate) fn of(spans: impl IntoIterator<Item = [usize; 2]>) -> Places {
        let mut spans: Vec<[usize; 2]> = spans.into_iter().filter(|[b, e]| b < e).collect();
        spans.sort_unstable();
        let mut out: Vec<[usize; 2]> = Vec::with_capacity(spans.len());
        for span in spans {
            match out.last_mut() {
                Some(last) if span[0] <= last[1] => last[1] = last[1].max(span[1]),
                _ => out.push(span),
            }
        }
        Places(out)
    }

    /// How many places there are.
    pub(crate) fn len(&self) -> usize {
        self.0.iter().map(|[b, e]| e - b).sum()
    }

    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many places both have.
    pub(crate) fn common(&self, other: &Places) -> usize {
        let (mut i, mut j, mut n) = (0, 0, 0);
        while let (Some(a), Some(b)) = (self.0.get(i), other.0.get(j)) {
            n += a[1].min(b[1]).saturating_sub(a[0].max(b[0]));
            if a[1] < b[1] { i += 1 } else { j += 1 }
        }
        n
    }

    /// The places in common over those of either (Jaccard's index); 0 where there are none.
    pub(crate) fn overlap(&self, other: &Places) -> f64 {
        let common = self.common(other);
        ratio(common as f64, (self.len() + other.len() - common) as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_once() {
        let a = Places::of([[5, 9], [0, 3], [2, 4]]);
        assert_eq!(a.len(), 8);
        let b = Places::of([[3, 6]]);
        assert_eq!((a.common(&b), b.common(&a)), (2, 2));
        assert!((a.overlap(&b) - 2.0 / 9.0).abs() < 1e-12);
        assert_eq!(Places::default().overlap(&Places::default()), 0.0);
    }

    #[test]
    fn f1_of_nothing_found_where_nothing_is_is_whole() {
        assert_eq!(f1(0, 0, 0).f1, 1.0);
        assert_eq!(f1(0, 2, 3).f1, 0.0);
        assert_eq!(f1(1, 2, 2).f1, 0.5);
    }

    #[test]
    fn text_is_folded_to_words() {
        assert_eq!(folded(" A\u{a0}dog’s “day” "), "a dog s day");
        assert_eq!(plain(" a\n\t b "), "a b");
        assert_eq!(bare("“Day_1,”"), "day_1");
    }
}

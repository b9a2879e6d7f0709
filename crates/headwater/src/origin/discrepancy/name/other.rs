//! Whether two names in one place are two names, or one name written otherwise.
//!
//! Papers abbreviate ("Blvd", "E"), drop points ("U.S"), spell in British or American ways ("Defence"), call somebody by
//! another part of his name, and begin sentences with other words. None of these is a contradiction between them.

use std::collections::BTreeMap;

use super::form;
use super::spelling::variant;
use crate::id::PageIx;
use crate::origin::Evidence;
use crate::origin::topic::function_words;
use crate::reuse::Place;
use crate::span::Span;
use crate::speech::mention::{is_given_name, is_title};
use unicode_normalization::UnicodeNormalization as _;

/// Who is mentioned where.
pub(in crate::origin::discrepancy) struct People {
    by_page: BTreeMap<PageIx, Vec<(Span, usize)>>,
}

/// Mentions before a place that are looked at: they hardly nest.
const NEAR: usize = 8;

impl People {
    /// `O(n log n)` in the mentions.
    pub(in crate::origin::discrepancy) fn new(evidence: Evidence<'_>) -> People {
        let mut by_page: BTreeMap<PageIx, Vec<(Span, usize)>> = BTreeMap::new();
        for (i, s) in evidence.speech.speakers.iter().enumerate() {
            for &(page, span, _) in &s.mentions {
                by_page.entry(page).or_default().push((span, i));
            }
        }
        by_page.values_mut().for_each(|list| list.sort_unstable());
        People { by_page }
    }

    /// Whether both places are in mentions of one speaker, by other parts of his name: how its parts are spelled is compared
    /// letter by letter elsewhere.
    pub(in crate::origin::discrepancy) fn one(&self, a: Place, b: Place) -> bool {
        self.at(a).any(|i| self.at(b).any(|k| k == i))
    }

    fn at(&self, place: Place) -> impl Iterator<Item = usize> {
        let list = self.by_page.get(&place.page).map_or(&[][..], Vec::as_slice);
        let end = list.partition_point(|m| m.0.begin < place.span.end);
        let near = list.get(end.saturating_sub(NEAR)..end).unwrap_or(&[]);
        near.iter().filter(move |m| m.0.overlaps(place.span)).map(|m| m.1)
    }
}

/// Whether `x` and `y`, which stand in the same place of the same words, can't be the same name.
pub(in crate::origin::discrepancy) fn other(x: &str, y: &str) -> bool {
    let (p, q) = (parts(x), parts(y));
    let plain = |w: &String| function_words().contains(w.as_str());
    // A word of grammar with a capital begins a sentence.
    if p.is_empty() || q.is_empty() || p.iter().all(plain) || q.iter().all(plain) {
        return false;
    }
    // "Lisbon" and "Greater Lisbon", "Ruiz" and "Ana Ruiz": one says more than the other.
    let held = |a: &[String], b: &[String]| a.iter().all(|w| b.iter().any(|v| same(w, v)));
    let (p, q) = (untitled(&p), untitled(&q));
    !(held(p, q) || held(q, p) || initials(p, q) || initials(q, p) || p.concat() == q.concat() || form::of_one(p, q))
}

/// Whether `x` and `y` are one name, with a letter or two otherwise in each part that differs.
pub(in crate::origin::discrepancy) fn spelled(x: &str, y: &str) -> bool {
    let (p, q) = (parts(x), parts(y));
    let near = |a: &str, b: &str| a == b || a.chars().count() >= LETTERS && variant(a, b);
    p.len() == q.len() && p != q && p.iter().zip(&q).all(|(a, b)| near(a, b))
}

/// Letters of a name whose spelling is compared.
const LETTERS: usize = 5;

/// Whether a name is nothing but titles: "Mr" in "Mr Lind".
pub(in crate::origin::discrepancy) fn titles(name: &str) -> bool {
    let p = parts(name);
    !p.is_empty() && p.iter().all(|w| is_title(w))
}

/// Whether one of two names is a given name and the other begins with a title: "Jess", "Miss Lind".
pub(in crate::origin::discrepancy) fn given_for_titled(x: &str, y: &str) -> bool {
    let (p, q) = (parts(x), parts(y));
    let given = |p: &[String]| matches!(p, [w] if is_given_name(w));
    let titled = |p: &[String]| p.len() == 2 && p.first().is_some_and(|w| is_title(w));
    given(&p) && titled(&q) || given(&q) && titled(&p)
}

/// The country that a name names: its number and what stands before it.
pub(in crate::origin::discrepancy) fn country(name: &str) -> Option<(usize, Option<String>)> {
    let p = parts(name);
    form::country(&p).map(|(n, before)| (n, before.map(str::to_owned)))
}

/// A name without the titles that it begins with.
fn untitled(name: &[String]) -> &[String] {
    let from = name.iter().position(|w| !is_title(w)).unwrap_or(0);
    name.get(from..).unwrap_or(name)
}

/// The words of a name in small letters, points within a word and articles left out.
pub(super) fn parts(name: &str) -> Vec<String> {
    let words = name.split(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '-' | '\'' | '’')));
    let plain = words.map(|w| w.nfd().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>());
    plain.filter(|w| !w.is_empty() && w != "the").collect()
}

/// Whether two words of names are one: letter by letter after [`plainly`], or one cuts the other short.
fn same(a: &str, b: &str) -> bool {
    a == b || plainly(a) == plainly(b) || cuts(a, b) || cuts(b, a) || form::inflected(a, b) || form::short_of(a, b)
}

/// Whether `short` abbreviates `long`: it begins alike, its letters stand in `long` in their order, and it has half of them at
/// most: "Blvd", "E", "Gov". "Ana" and "Anna" are two names.
fn cuts(short: &str, long: &str) -> bool {
    let mut letters = long.chars();
    2 * short.chars().count() <= long.chars().count()
        && short.chars().next() == long.chars().next()
        && short.chars().all(|c| letters.any(|l| l == c))
}

/// Whether one word of `short` is made of the first letters of the words of `long`: "EPA", "Environmental Protection Agency".
fn initials(short: &[String], long: &[String]) -> bool {
    let [word] = short else { return false };
    long.len() > 1 && long.iter().filter_map(|w| w.chars().next()).collect::<String>() == *word
}

/// A word with its British ending in the American way: -our, -re, -ce, -ise, -isation, -ogue, -mme.
fn plainly(word: &str) -> String {
    const ENDINGS: [(&str, &str); 7] = [
        ("our", "or"),
        ("re", "er"),
        ("ce", "se"),
        ("ise", "ize"),
        ("isation", "ization"),
        ("ogue", "og"),
        ("mme", "m"),
    ];
    let american =
        |(end, plain): &(&str, &str)| word.strip_suffix(end).filter(|s| s.len() >= 3).map(|s| format!("{s}{plain}"));
    ENDINGS.iter().find_map(american).unwrap_or_else(|| word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::other;

    #[test]
    fn a_name_written_otherwise_is_no_other_name() {
        for (x, y) in [
            ("U.S", "US"),
            ("Defence", "Defense"),
            ("Harbour Centre", "Harbor Center"),
            ("Blvd", "Boulevard"),
            ("E", "East"),
            ("But", "Later"),
            ("Ruiz", "Ana Ruiz"),
            ("EPA", "the Environmental Protection Agency"),
            ("Jim", "James"),
            ("Captain Lind", "Lind"),
            ("American", "U.S."),
            ("Sport", "Sports"),
        ] {
            assert!(!other(x, y) && !other(y, x), "{x} / {y}");
        }
        for (x, y) in [("Lind", "Holt"), ("Ana", "Anna"), ("Tolle", "Tole"), ("Marienfeld", "Marienthal")] {
            assert!(other(x, y), "{x} / {y}");
        }
    }
}

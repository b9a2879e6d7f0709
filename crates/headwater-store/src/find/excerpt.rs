//! The words of a query, and the words of a page around them.

use std::collections::BTreeSet;

use headwater::span::Span;

/// Words of a query that are looked for at most: longer than any sentence.
const WORDS: usize = 64;

/// The words of a query as the full text knows them, each once, without capital letters and accents.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut seen = BTreeSet::new();
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(|w| plain(&w.to_lowercase()))
        .filter(|w| seen.insert(w.clone()))
        .take(WORDS)
        .collect()
}

/// A word without its accents, as unicode61 folds it: what a look-up in the vocabulary needs.
pub(super) fn plain(word: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    word.nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)).collect()
}

/// Characters shown on both sides of the word that was found.
const AROUND: usize = 70;

/// The words around the place where most of the words stand together.
pub(super) fn of(text: &str, blocks: impl Iterator<Item = Span>, words: &[String]) -> String {
    let mut best: (usize, String) = (0, String::new());
    for block in blocks {
        let block = block.of(text);
        let mut at: Vec<usize> = Vec::new();
        let mut held: BTreeSet<String> = BTreeSet::new();
        let mut offset = 0;
        for part in block.split_inclusive(|c: char| !c.is_alphanumeric()) {
            let word = plain(&part.trim_end_matches(|c: char| !c.is_alphanumeric()).to_lowercase());
            if words.contains(&word) && held.insert(word) {
                at.push(offset);
            }
            offset += part.len();
        }
        if held.len() > best.0 {
            let first = at.first().copied().unwrap_or(0);
            let head: Vec<char> = block.get(..first).unwrap_or("").chars().rev().take(AROUND).collect();
            let head: String = head.into_iter().rev().collect();
            let tail: String = block.get(first..).unwrap_or("").chars().take(2 * AROUND).collect();
            best = (held.len(), format!("{head}{tail}"));
        }
    }
    best.1.split_whitespace().collect::<Vec<_>>().join(" ")
}

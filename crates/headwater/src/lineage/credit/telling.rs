//! Words by which a sentence reports what somebody else said or printed, or says that somebody confirms.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::token::Token;

/// A stem, the endings with which it counts (none where any does), and whether it confirms.
struct Stem {
    endings: Vec<&'static str>,
    confirms: bool,
}

/// The stems of `data/lineage/telling.txt`.
static STEMS: LazyLock<HashMap<&'static str, Stem>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/lineage/telling.txt").lines().filter(|l| !l.starts_with('#'));
    let stem = |line: &'static str| {
        let mut words = line.split_whitespace();
        let confirms = words.next()? == "confirms";
        let stem = words.next()?;
        Some((stem, Stem { endings: words.collect(), confirms }))
    };
    lines.filter_map(stem).collect()
});

/// How many words of `tokens` report or confirm, and how many confirm.
pub(super) fn count(tokens: &[Token<'_>]) -> [usize; 2] {
    let mut out = [0; 2];
    for confirms in tokens.iter().filter_map(|t| says(t.text)) {
        out[0] += 1;
        out[1] += usize::from(confirms);
    }
    out
}

/// Whether a word says that somebody confirms.
pub(super) fn confirms(word: &str) -> bool {
    says(word) == Some(true)
}

/// Whether a word that reports confirms; `None` if it does neither.
fn says(word: &str) -> Option<bool> {
    let small = word.to_lowercase();
    let fits = |(i, _): (usize, char)| {
        let (stem, rest) = small.split_at_checked(i)?;
        let known = STEMS.get(stem)?;
        let bare = if rest.is_empty() { "-" } else { rest };
        (known.endings.is_empty() || known.endings.contains(&bare)).then_some(known.confirms)
    };
    // Stems are short: no further than the longest need be looked.
    let ends = small.char_indices().skip(1).take(LONGEST).chain([(small.len(), ' ')]);
    ends.filter_map(fits).max()
}

/// Letters of the longest stem.
const LONGEST: usize = 14;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_begins_like_one_that_confirms_is_another() {
        for word in ["confirmed", "backs", "echoes", "corroboration", "verified", "bore", "endorsement"] {
            assert!(confirms(word), "{word}");
        }
        for word in ["background", "back", "bearing", "bored", "echo-sounder", "matchday", "backyard", "supporters"] {
            assert!(!confirms(word), "{word}");
        }
    }

    #[test]
    fn no_stem_is_longer_than_is_looked_for() {
        assert!(STEMS.keys().all(|s| s.chars().count() <= LONGEST));
    }
}

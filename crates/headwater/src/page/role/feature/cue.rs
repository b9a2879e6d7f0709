//! Words that stand in sentences which publishers add to a story: counted in a block by what they are about.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

/// What such words are about: `data/page/cues.txt` lists them in this order.
const KINDS: [&str; CUES] = ["promo", "rights", "picture", "bio", "more", "talk"];

/// How many kinds there are.
pub(super) const CUES: usize = 6;

/// Longest stretch of a block that is searched, in bytes; added sentences are shorter.
const LONGEST: usize = 1200;

static SEARCH: LazyLock<(Option<AhoCorasick>, Vec<usize>)> = LazyLock::new(|| {
    let (mut words, mut kinds, mut kind) = (Vec::new(), Vec::new(), 0);
    for line in include_str!("../../../../data/page/cues.txt").lines().filter(|l| !l.starts_with('#')) {
        match line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            Some(name) => kind = KINDS.iter().position(|k| *k == name).unwrap_or(0),
            None if line.is_empty() => {}
            None => {
                words.push(line.replace('_', " "));
                kinds.push(kind);
            }
        }
    }
    (AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(words).ok(), kinds)
});

/// How often words of each kind stand in a block.
pub(super) fn count(words: &str) -> [f32; CUES] {
    let mut counts = [0.0; CUES];
    let end = (0..=words.len().min(LONGEST)).rev().find(|&i| words.is_char_boundary(i)).unwrap_or(0);
    // A blank in front, so that an entry can ask for a word's beginning.
    let mut lower = String::with_capacity(end + 2);
    lower.push(' ');
    for c in words[..end].chars() {
        if c.is_ascii() {
            lower.push(if c.is_ascii_whitespace() { ' ' } else { c.to_ascii_lowercase() });
        } else {
            lower.extend(c.to_lowercase());
        }
    }
    lower.push(' ');
    let (Some(search), kinds) = &*SEARCH else { return counts };
    for found in search.find_iter(&lower) {
        if let Some(count) = kinds.get(found.pattern().as_usize()).and_then(|&k| counts.get_mut(k)) {
            *count += 1.0;
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn added_sentences_are_told_by_their_words() {
        let counts = count("Sign up for our newsletter and never miss a tide.");
        assert_eq!(counts[0], 2.0);
        assert_eq!(count("The harbour was dredged in spring."), [0.0; CUES]);
        assert!(count("Foto: M. Brand")[2] > 0.0);
    }
}

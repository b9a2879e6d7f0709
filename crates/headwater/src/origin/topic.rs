//! What a stretch of words is about: the stems of its content words.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use crate::list::lines;

/// The letters of a stem: "inspected" and "inspection" agree in six, "negotiate" and "negative" do not.
const STEM: usize = 6;

/// Content words that are read of one stretch; a longer one is a text of its own.
const MOST: usize = 400;

/// The stem of a content word; `None` for a word that says nothing of a topic, or is too short to.
pub fn stem(word: &str) -> Option<String> {
    let low = word.to_lowercase();
    let content = low.chars().count() >= 3 && !function_words().contains(low.as_str());
    (content && low.starts_with(char::is_alphabetic)).then(|| low.chars().take(STEM).collect())
}

/// The stems of all content words. Linear in the text, which is cut after [`MOST`].
pub fn stems(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !(c.is_alphanumeric() || c == '-')).filter(|w| !w.is_empty());
    words.filter_map(stem).take(MOST).collect()
}

/// Words that say nothing of what a sentence is about.
pub fn function_words() -> &'static BTreeSet<&'static str> {
    static WORDS: OnceLock<BTreeSet<&'static str>> = OnceLock::new();
    WORDS.get_or_init(|| {
        lines(include_str!("../../data/origin/function-words.txt")).flat_map(|l| l.split(' ')).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::stems;

    #[test]
    fn forms_of_a_word_have_one_stem_and_function_words_none() {
        assert_eq!(stems("They inspected the gates"), stems("inspection of the gates"));
        assert!(stems("that they were with him").is_empty());
    }
}

//! Wordings that comment systems put around what readers write.

use std::sync::LazyLock;

use crate::page::block::line;

static LABELS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/page/commentlabels.txt").lines();
    lines.filter(|l| !l.starts_with('#') && !l.is_empty()).collect()
});

/// No label has more words.
pub const MOST_WORDS: usize = 14;

/// Whether a line is a label of a comment system.
pub fn is_label(words: &str) -> bool {
    if words.split_whitespace().nth(MOST_WORDS).is_some() {
        return false;
    }
    let lower = line::lowered(words);
    let first = lower.as_bytes().first();
    LABELS.iter().filter(|l| l.as_bytes().first() == first).any(|l| match l.strip_suffix('$') {
        Some(whole) => lower.trim_end_matches(|c: char| !c.is_alphanumeric()) == whole,
        None => lower.strip_prefix(l).is_some_and(|r| {
            !r.starts_with(char::is_alphanumeric) || !l.ends_with(char::is_alphanumeric) || l.ends_with("repl")
        }),
    })
}

/// Whether a line is what a link to answer a comment says.
pub fn is_answer(words: &str) -> bool {
    const ANSWERS: [&str; 22] = [
        "reply",
        "answer",
        "respond",
        "quote",
        "antworten",
        "antwort",
        "zitieren",
        "répondre",
        "responder",
        "rispondi",
        "odpowiedz",
        "reageer",
        "beantwoorden",
        "svara",
        "svar",
        "vastaa",
        "ответить",
        "відповісти",
        "válasz",
        "odpovědět",
        "yanıtla",
        "cevapla",
    ];
    let lower = words.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    ANSWERS.contains(&lower.as_str())
        || ANSWERS.iter().take(6).any(|a| lower.strip_prefix(a).is_some_and(|r| r.starts_with(" to ")))
}

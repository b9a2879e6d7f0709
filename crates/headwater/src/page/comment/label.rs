//! Wordings that comment systems put around what readers write.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::page::block::line;

/// The labels by their first bytes.
static LABELS: LazyLock<BTreeMap<u8, Vec<&'static str>>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/page/commentlabels.txt").lines();
    let mut labels: BTreeMap<u8, Vec<&'static str>> = BTreeMap::new();
    for label in lines.filter(|l| !l.starts_with('#')) {
        if let Some(first) = label.bytes().next() {
            labels.entry(first).or_default().push(label);
        }
    }
    labels
});

/// No label has more words.
pub const MOST_WORDS: usize = 14;

/// Whether a line is a label of a comment system.
pub fn is_label(words: &str) -> bool {
    if words.split_whitespace().nth(MOST_WORDS).is_some() {
        return false;
    }
    let lower = line::lowered(words);
    let labels = lower.bytes().next().and_then(|first| LABELS.get(&first)).into_iter().flatten();
    labels.copied().any(|l| match l.strip_suffix('$') {
        Some(whole) => lower.trim_end_matches(|c: char| !c.is_alphanumeric()) == whole,
        None => lower.strip_prefix(l).is_some_and(|r| {
            !r.starts_with(char::is_alphanumeric) || !l.ends_with(char::is_alphanumeric) || l.ends_with("repl")
        }),
    })
}

/// Whether a line is several entries of a comment system side by side: "Oldest | Newest | Top rated".
pub fn is_bar(words: &str) -> bool {
    let parts = || words.split(['|', '·', '•', '/']).map(str::trim).filter(|p| !p.is_empty());
    parts().nth(1).is_some() && parts().any(is_label)
}

/// Stems of words for what readers write and do below a story.
static STEMS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/page/commentwords.txt").lines();
    lines.filter(|l| !l.starts_with('#') && !l.is_empty()).collect()
});

/// Whether a line has a word for what readers write below a story. Linear in the line.
pub fn is_of_comments(words: &str) -> bool {
    let small = words.to_lowercase();
    small.split(|c: char| !c.is_alphanumeric()).any(|w| STEMS.iter().any(|s| w.starts_with(s)))
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

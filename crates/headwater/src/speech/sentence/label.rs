//! Labels that no voice stands behind: "FLOODED: The road by the mill", "Music: three bands play. ¶ Food: fish soup."

use std::collections::{BTreeMap, BTreeSet};

use super::{Cut, TokenKind, starts};

/// The most words of a caption's label: "WATCH LIVE", "PHOTO OF THE DAY" has four.
const LABEL: usize = 4;

/// The colons, as tokens, behind labels: a block or line begins with one word and a colon, and so does another (a list's headings, the
/// captions of pictures); or with words in capitals, with small letters behind the colon and nowhere else as a name. Who is
/// quoted in marks behind it is a voice all the same, and so are the turns of an interview, which a step of their own
/// finds. Linear.
pub fn labels(text: &str, cut: &Cut) -> BTreeSet<u32> {
    let mut single = BTreeSet::new();
    let mut capital: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    let starts: Vec<u32> = starts(text, cut);
    let ends = starts.iter().skip(1).copied().chain([cut.tokens.len() as u32]);
    for (&begin, end) in starts.iter().zip(ends) {
        let Some(line) = cut.tokens.get(begin as usize..end as usize) else { continue };
        let is_word = |kind: TokenKind| kind == TokenKind::Word;
        let words = line.iter().take(LABEL + 1).take_while(|t| is_word(t.kind)).count();
        let colon = line.get(words).is_some_and(|t| t.kind == TokenKind::Sign(':'));
        let said = line.get(words + 1).is_none_or(|t| matches!(t.kind, TokenKind::Mark(_)));
        if colon && !said && (1..=LABEL).contains(&words) {
            let at = begin + words as u32;
            if words == 1 {
                single.insert(at);
            }
            let label: Vec<&str> = line[..words].iter().map(|t| t.span.of(text)).collect();
            let small = line[words..].iter().any(|t| t.span.of(text).contains(char::is_lowercase));
            if small && label.iter().all(|w| is_capital(w)) && label.iter().any(|w| w.len() > 3) {
                capital.insert(at, label.iter().map(|w| w.to_lowercase()).collect());
            }
        }
    }
    if !capital.is_empty() {
        let names = names(text, cut);
        capital.retain(|_, label| !label.iter().any(|w| names.contains(w)));
    }
    if single.len() < 2 {
        single.clear();
    }
    single.extend(capital.into_keys());
    single
}

/// All in capitals, and no initial.
fn is_capital(word: &str) -> bool {
    word.chars().count() > 1 && word.chars().all(|c| c.is_uppercase() || !c.is_alphabetic())
}

/// Words in small letters that stand somewhere within a sentence with one capital: names.
fn names(text: &str, cut: &Cut) -> BTreeSet<String> {
    let inside = cut.sentences.iter().flat_map(|s| cut.tokens.get(s.range()).unwrap_or_default().iter().skip(1));
    let words = inside.filter(|t| t.kind == TokenKind::Word).map(|t| t.span.of(text));
    let named = words.filter(|w| w.starts_with(char::is_uppercase) && w.contains(char::is_lowercase));
    named.map(str::to_lowercase).collect()
}

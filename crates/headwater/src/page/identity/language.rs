//! What language a short text is in, where the trigrams of its letters do not decide.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::list;

/// Words of a text, at least, before its small words tell its language.
const WORDS: usize = 15;
/// Share of small words, in a hundred: running text in these languages has 30 to 45, lists of names and other languages below 15.
const SHARE: usize = 22;
/// The same where the letters point to the language as well.
const AGREED: usize = 15;
/// Letters of a sample that are looked at.
const LETTERS: usize = 2000;

/// The language whose small words make up a good part of the words of `sample`, half as many again as those of the next, or, where its
/// letters make `guess` of it, more than those of the next. `None` for English: without a language a text is read as English.
/// Linear in the sample.
pub(super) fn by_small_words(sample: &str, guess: &str) -> Option<&'static str> {
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    let mut words = 0;
    let end = sample.char_indices().nth(LETTERS).map_or(sample.len(), |(at, _)| at);
    for word in sample.get(..end)?.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()) {
        words += 1;
        if let Some(codes) = SMALL.get(word.to_lowercase().as_str()) {
            codes.iter().for_each(|c| *counts.entry(c).or_default() += 1);
        }
    }
    let mut ranked: Vec<(usize, &'static str)> = counts.into_iter().map(|(code, n)| (n, code)).collect();
    ranked.sort_unstable_by_key(|r| std::cmp::Reverse(r.0));
    let (best, code) = *ranked.first()?;
    let next = ranked.get(1).map_or(0, |r| r.0);
    let agreed = code == guess && best * 100 >= words * AGREED && best > next;
    let alone = best * 100 >= words * SHARE && best * 2 >= next * 3;
    (words >= WORDS && code != "en" && (agreed || alone)).then_some(code)
}

/// Whether a text in Cyrillic letters is Russian by its letters: it has one of those that only Russian and Belarusian write, and
/// none that only Ukrainian and Belarusian do.
pub(super) fn is_russian(sample: &str) -> bool {
    let has = |letters: &[char]| sample.chars().flat_map(char::to_lowercase).any(|c| letters.contains(&c));
    has(&['ы', 'э', 'ё']) && !has(&['і', 'ї', 'є', 'ґ', 'ў'])
}

static SMALL: LazyLock<BTreeMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let mut out: BTreeMap<&'static str, Vec<&'static str>> = BTreeMap::new();
    for (code, words) in
        list::lines(include_str!("../../../data/page/small-words.txt")).filter_map(|l| l.split_once(": "))
    {
        words.split_whitespace().for_each(|w| out.entry(w).or_default().push(code));
    }
    out
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_words_tell_a_short_text() {
        let pt = "O porto vai fechar em junho, disse a vereadora. Ela não quis falar com os jornalistas sobre o preço da obra.";
        assert_eq!(by_small_words(pt, "gl"), Some("pt"));
        let de = "Der Hafen bleibt bis Ostern zu, sagte die Leiterin. Sie wollte mit der Presse nicht über die Kosten reden.";
        assert_eq!(by_small_words(de, "nl"), Some("de"));
        let en = "The harbour will close in June, the councillor said, and nobody knows for how long they will wait.";
        assert_eq!(by_small_words(en, "en"), None);
        assert_eq!(by_small_words("Ana Ruiz Tom Holm Ada Lind Jan Bek Ina Moe Leo Roth Eva Sand", "es"), None);
    }

    #[test]
    fn russian_is_known_by_its_letters() {
        assert!(is_russian("Порт закрыли до весны, сообщил директор."));
        assert!(!is_russian("Порт закрили до весни, повідомив директор."));
        assert!(!is_russian("Порт зачыняецца да вясны, паведаміў дырэктар, і гэта ўсё."));
    }
}

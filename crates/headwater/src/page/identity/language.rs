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

/// Words of a text whose few words are weighed one by one, at most; a longer one has small words enough.
const FEW: usize = 40;
/// Weight that tells the language of such a text, at least: two words of that language alone.
const WEIGHT: usize = 4;

/// The language of a text of a sentence or two by its commonest words, verbs of saying and letters, where those of one language weigh
/// at least twice those of the next, and more than a quarter of all its words. Linear in the text.
pub(super) fn by_few_words(sample: &str) -> Option<&'static str> {
    let mut weights: BTreeMap<&'static str, usize> = BTreeMap::new();
    let mut words = 0;
    for word in sample.split(|c: char| !c.is_alphabetic() && c != '-').filter(|w| !w.is_empty()) {
        words += 1;
        if words > FEW {
            return None;
        }
        let codes = SHORT.get(word.to_lowercase().as_str()).map(Vec::as_slice).unwrap_or_default();
        let weight = if codes.len() == 1 { 2 } else { 1 };
        codes.iter().for_each(|c| *weights.entry(c).or_default() += weight);
    }
    for (code, letters) in LETTERS_OF {
        let found = sample.chars().flat_map(char::to_lowercase).any(|c| letters.contains(c));
        *weights.entry(code).or_default() += 2 * usize::from(found);
    }
    let mut ranked: Vec<(usize, &'static str)> = weights.into_iter().map(|(code, n)| (n, code)).collect();
    ranked.sort_unstable_by_key(|r| std::cmp::Reverse(r.0));
    let (best, code) = *ranked.first()?;
    let next = ranked.get(1).map_or(0, |r| r.0);
    let sure = best >= WEIGHT && best >= 2 * next && best * 4 > words * 2;
    (sure && KNOWN.contains(&code)).then_some(code)
}

/// Letters and marks that one of these languages alone writes.
const LETTERS_OF: [(&str, &str); 6] =
    [("de", "ß„"), ("es", "ñ¿¡"), ("pt", "ãõ"), ("tr", "ğış"), ("fr", "œûëê"), ("it", "òì")];
/// Languages that this may tell; the others are listed so as to win.
const KNOWN: [&str; 6] = ["fr", "de", "es", "it", "pt", "tr"];

/// Whether a text in Cyrillic letters is Russian by its letters: it has one of those that only Russian and Belarusian write, or a soft
/// sign or the ending of a verb as Bulgarian has none, and none that only Ukrainian and Belarusian do.
pub(super) fn is_russian(sample: &str) -> bool {
    let lower = sample.to_lowercase();
    let has = |letters: &[char]| lower.contains(letters);
    if has(&['і', 'ї', 'є', 'ґ', 'ў', 'ј', 'љ', 'њ', 'ћ', 'ђ', 'џ', 'ѓ', 'ќ']) {
        return false;
    }
    let words = || lower.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty());
    let bulgarian = words().any(|w| BULGARIAN.contains(&w));
    let soft = || lower.contains('ь') && !lower.contains("ьо");
    let verb = |w: &str| w.chars().count() > 4 && ["тся", "ться", "ли", "ет", "ют"].iter().any(|e| w.ends_with(e));
    has(&['ы', 'э', 'ё']) || !bulgarian && (soft() || words().any(verb))
}

/// Small words of Bulgarian and Macedonian that Russian has not.
const BULGARIAN: [&str; 12] = ["е", "са", "се", "че", "ще", "като", "беше", "във", "със", "това", "този", "няма"];

/// Words and the languages that have them.
type ByWord = BTreeMap<&'static str, Vec<&'static str>>;

static SMALL: LazyLock<ByWord> = LazyLock::new(|| by_word(include_str!("../../../data/page/small-words.txt")));
static SHORT: LazyLock<ByWord> = LazyLock::new(|| by_word(include_str!("../../../data/page/short-words.txt")));

fn by_word(data: &'static str) -> ByWord {
    let mut out = ByWord::new();
    for (code, words) in list::lines(data).filter_map(|l| l.split_once(": ")) {
        for word in words.split_whitespace() {
            let codes = out.entry(word).or_default();
            if !codes.contains(&code) {
                codes.push(code);
            }
        }
    }
    out
}

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
    fn a_sentence_tells_its_language() {
        assert_eq!(by_few_words("«La scuola resta chiusa», avverte la preside."), Some("it"));
        assert_eq!(by_few_words("Laut Polizei ist niemand verletzt."), Some("de"));
        assert_eq!(by_few_words("Bakan Erkut, zam olmayacağını söyledi."), Some("tr"));
        assert_eq!(by_few_words("«Não recuamos», avisa o sindicalista."), Some("pt"));
        assert_eq!(by_few_words("The mayor of Le Mans said la vie est belle."), None);
        assert_eq!(by_few_words("De burgemeester zei dat de brug niet open is."), None);
        assert_eq!(by_few_words("Ana Ruiz, El Paso"), None);
    }

    #[test]
    fn russian_is_known_by_its_letters() {
        assert!(is_russian("Порт закрыли до весны, сообщил директор."));
        assert!(is_russian("Погода портится, предупредили в МЧС."));
        assert!(!is_russian("Пристанището е затворено, казаха от общината."));
        assert!(!is_russian("Порт закрили до весни, повідомив директор."));
        assert!(!is_russian("Порт зачыняецца да вясны, паведаміў дырэктар, і гэта ўсё."));
    }
}

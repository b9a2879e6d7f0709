//! What a change touches.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use super::Sort;
use super::token::{Kind, Token};
use crate::reuse::word;

/// One side of a change.
#[derive(Clone, Copy)]
pub struct Side<'a> {
    /// The page's text.
    pub text: &'a str,
    /// All tokens of the stretch that is compared.
    pub tokens: &'a [Token],
    /// Those the change touches: first and one past the last.
    pub range: (usize, usize),
}

/// More words than this, and a name or figure among them is one of many things that went, came or were said otherwise:
/// it is told only where another name or figure stands in its place.
const FEW_WORDS: usize = 8;

/// More words than this, and a negation among them need not turn the sentence round.
const FEW_DENIED: usize = 6;

/// Tells what a change of words touches: whatever a reader must see first.
pub fn of(a: Side<'_>, b: Side<'_>) -> Sort {
    let (in_a, in_b) = (a.words().count(), b.words().count());
    let one_sided = in_a == 0 || in_b == 0;
    let words = in_a.max(in_b);
    // "unclear" denies as much as "not clear".
    let denials = |x: &Side<'_>, y: &Side<'_>| x.negations() + prefixed(x, y);
    if words <= FEW_DENIED && denials(&a, &b) != denials(&b, &a) {
        return Sort::Negation;
    }
    let differ = |x: &BTreeSet<u32>, y: &BTreeSet<u32>| match words > FEW_WORDS {
        true => x.difference(y).next().is_some() && y.difference(x).next().is_some(),
        false => x != y,
    };
    if differ(&a.figures(), &b.figures()) {
        return Sort::Figure;
    }
    if differ(&a.names(), &b.names()) {
        return Sort::Name;
    }
    let (fold_a, fold_b) = (a.folded(), b.folded());
    if !one_sided && words <= 3 && (in_a == 1 || in_b == 1) && similar(&fold_a, &fold_b) {
        return if inflected(&fold_a, &fold_b) { Sort::Words } else { Sort::Spelling };
    }
    Sort::Words
}

/// What differs between two equal words; `None` where they are the same to the letter.
pub fn of_equal(a: &str, b: &str) -> Option<Sort> {
    if a == b {
        return None;
    }
    let plain = |s: &str| -> String {
        s.nfkc()
            .filter(|c| !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}'))
            .filter(|c| !matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '\u{2bc}' | ',' | '.' | ' '))
            .collect()
    };
    let (plain_a, plain_b) = (plain(a), plain(b));
    if plain_a == plain_b {
        return Some(Sort::Typography);
    }
    if plain_a.to_lowercase() == plain_b.to_lowercase() {
        return Some(Sort::Case);
    }
    Some(Sort::Spelling)
}

/// What differs when only marks do: the style of one mark, or marks that one side lacks.
pub fn of_marks(a: &[Token], b: &[Token]) -> Sort {
    let style_only = |t: &Token| matches!(t.kind, Kind::Mark('-' | '"' | '*' | '_'));
    let same = a.iter().map(|t| t.kind).eq(b.iter().map(|t| t.kind));
    let hyphens = a.iter().chain(b).all(|t| t.is('-') || t.is('*') || t.is('_'));
    if same || hyphens || (a.len() == b.len() && a.iter().chain(b).all(style_only)) {
        Sort::Typography
    } else {
        Sort::Punctuation
    }
}

impl Side<'_> {
    fn touched(&self) -> &[Token] {
        self.tokens.get(self.range.0..self.range.1).unwrap_or_default()
    }

    fn words(&self) -> impl Iterator<Item = (&str, u32)> {
        self.touched().iter().filter_map(|t| Some((t.span.of(self.text), t.id()?)))
    }

    /// Small letters and digits of all its words, run together.
    fn folded(&self) -> String {
        self.words().map(|(w, _)| fold(w)).collect()
    }

    fn negations(&self) -> usize {
        self.words().filter(|&(_, id)| LISTS.negations.contains(&id)).count()
    }

    fn figures(&self) -> BTreeSet<u32> {
        let figure = |w: &str, id: u32| {
            w.contains(|c: char| c.is_numeric())
                || word::numeral(w).is_some()
                || LISTS.amounts.contains(&id)
                || LISTS.dates.contains(&id) && capital(w)
        };
        self.words().filter(|&(w, id)| figure(w, id)).map(|(_, id)| id).collect()
    }

    /// Words with a capital letter that does not come from the beginning of a sentence.
    fn names(&self) -> BTreeSet<u32> {
        let mut out = BTreeSet::new();
        for i in self.range.0..self.range.1.min(self.tokens.len()) {
            let Some(id) = self.tokens[i].id() else { continue };
            let word = self.tokens[i].span.of(self.text);
            let letters = word.chars().filter(|c| c.is_alphabetic()).count();
            let upper = word.chars().filter(|c| c.is_uppercase()).count();
            let initials = upper > 1 && upper == letters;
            if capital(word) && letters > 1 && (initials || !self.begins_sentence(i)) {
                out.insert(id);
            }
        }
        out
    }

    fn begins_sentence(&self, i: usize) -> bool {
        let before = self.tokens[..i].iter().rev();
        let mark = |t: &&Token| matches!(t.kind, Kind::Mark('.' | '!' | '?' | '"' | ':' | '…'));
        i == 0 || before.take_while(|t| !t.is_word()).any(|t| mark(&t))
    }
}

/// Small letters and digits without accents.
pub fn fold(word: &str) -> String {
    word.nfkd().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether two folded words are spellings of one: four letters or more, at most one in four of them different.
pub fn similar(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let longer = a.len().max(b.len());
    if a.len().min(b.len()) < 4 || longer > 40 || a.len().abs_diff(b.len()) > longer / 4 {
        return a == b;
    }
    distance(&a, &b) <= longer / 4
}

/// Whether one word is the other with an ending.
fn inflected(a: &str, b: &str) -> bool {
    a != b && (a.starts_with(b) || b.starts_with(a))
}

/// Letters to replace, drop, add or swap with the next one (optimal string alignment).
fn distance(a: &[char], b: &[char]) -> usize {
    let width = b.len() + 1;
    let mut two: Vec<usize> = vec![0; width];
    let mut one: Vec<usize> = (0..width).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; width];
        for j in 1..=b.len() {
            let cost = usize::from(a[i - 1] != b[j - 1]);
            row[j] = (one[j] + 1).min(row[j - 1] + 1).min(one[j - 1] + cost);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(two[j - 2] + 1);
            }
        }
        two = std::mem::replace(&mut one, row);
    }
    one[b.len()]
}

/// Words of `a` that are a word of `b` with a prefix that denies it: "unsafe" against "safe".
fn prefixed(a: &Side<'_>, b: &Side<'_>) -> usize {
    let plain: BTreeSet<String> = b.words().map(|(w, _)| fold(w)).filter(|w| w.chars().count() >= 4).collect();
    let denied = |w: &str| LISTS.prefixes.iter().any(|p| w.strip_prefix(p).is_some_and(|rest| plain.contains(rest)));
    a.words().map(|(w, _)| fold(w)).filter(|w| denied(w)).count()
}

fn capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

struct Lists {
    negations: BTreeSet<u32>,
    prefixes: BTreeSet<&'static str>,
    /// Words of dates, which count where they begin with a capital letter.
    dates: BTreeSet<u32>,
    amounts: BTreeSet<u32>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let entries = |list: &'static str| list.lines().filter(|l| !l.starts_with('#') && !l.is_empty());
    let negations = include_str!("../../../data/reuse/negations.txt");
    let calendar = include_str!("../../../data/reuse/calendar.txt");
    Lists {
        negations: entries(negations).filter(|l| !l.starts_with('-')).map(word::id).collect(),
        prefixes: entries(negations).filter_map(|l| l.strip_prefix('-')).collect(),
        dates: entries(calendar).filter(|l| !l.starts_with('=')).map(word::id).collect(),
        amounts: entries(calendar).filter_map(|l| l.strip_prefix('=')).map(word::id).collect(),
    }
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_word_are_similar_and_other_words_are_not() {
        for (a, b) in
            [("organisation", "organization"), ("vellanico", "velanico"), ("harbour", "harbor"), ("thier", "their")]
        {
            assert!(similar(a, b), "{a} {b}");
        }
        for (a, b) in [("now", "not"), ("said", "told"), ("the", "then"), ("border", "harbour")] {
            assert!(!similar(a, b), "{a} {b}");
        }
    }

    #[test]
    fn equal_words_differ_in_case_typography_or_spelling() {
        assert_eq!(of_equal("dam", "dam"), None);
        assert_eq!(of_equal("Dam", "dam"), Some(Sort::Case));
        assert_eq!(of_equal("don't", "don’t"), Some(Sort::Typography));
        assert_eq!(of_equal("2,500", "2500"), Some(Sort::Typography));
        assert_eq!(of_equal("ﬁnal", "final"), Some(Sort::Typography));
        assert_eq!(of_equal("six", "6"), Some(Sort::Spelling));
        assert_eq!(of_equal("cafe", "café"), Some(Sort::Spelling));
    }
}

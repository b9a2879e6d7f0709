//! Invented prose that looks like French: its words, their forms, and how they are written down.

use crate::train::learner::Dice;

/// A word of a copy. Words of one place of the text have one number, whatever became of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// The place: places of the first text count in hundreds, so that what was put in stands between.
    pub(super) place: u32,
    /// Letters; two words with a blank between where one was taken apart.
    pub(super) text: String,
    /// The mark after it.
    pub(super) mark: &'static str,
    /// Whether a paragraph ends after it.
    pub(super) last: bool,
}

/// Words that bind; half of a text.
pub(super) const BINDING: [&str; 36] = [
    "le", "la", "les", "de", "des", "et", "à", "un", "une", "que", "qui", "en", "dans", "pour", "ne", "pas", "je",
    "il", "se", "ce", "plus", "mais", "sur", "par", "mon", "ma", "si", "on", "au", "du", "où", "même", "tout", "sans",
    "elle", "cette",
];
const FIRST: [&str; 40] = [
    "ba", "bé", "chan", "con", "cou", "da", "dé", "di", "dou", "fai", "fê", "fla", "gar", "gê", "ha", "jeu", "la",
    "lé", "li", "loi", "ma", "mé", "mon", "mou", "na", "né", "noi", "ou", "pa", "pei", "prê", "que", "ra", "ré", "rou",
    "sa", "soi", "cœu", "ça", "vo",
];
const ENDS: [&str; 16] =
    ["e", "er", "ent", "é", "ée", "es", "s", "te", "ble", "eur", "ion", "ment", "al", "if", "oir", "ance"];

/// The words a text is made of.
#[derive(Debug)]
pub(super) struct Lexicon {
    words: Vec<String>,
}

/// A number from 0 up to 1.
pub(super) fn unit(dice: &mut Dice) -> f64 {
    (dice.roll() >> 11) as f64 / (1u64 << 53) as f64
}

/// One of `n`.
pub(super) fn below(dice: &mut Dice, n: usize) -> usize {
    ((unit(dice) * n as f64) as usize).min(n.saturating_sub(1))
}

/// About normal, by twelve numbers.
pub(super) fn normal(dice: &mut Dice) -> f64 {
    (0..12).map(|_| unit(dice)).sum::<f64>() - 6.0
}

impl Lexicon {
    pub(super) fn new(dice: &mut Dice) -> Lexicon {
        let mut words: Vec<String> = Vec::new();
        while words.len() < 1200 {
            let parts = [1, 1, 2, 2, 3][below(dice, 5)];
            let mut word: String = (0..parts).map(|_| FIRST[below(dice, FIRST.len())]).collect();
            word.push_str(ENDS[below(dice, ENDS.len())]);
            if !words.contains(&word) {
                words.push(word);
            }
        }
        Lexicon { words }
    }

    /// A word, common ones oftener.
    fn draw(&self, dice: &mut Dice) -> String {
        if unit(dice) < 0.48 {
            return BINDING[below(dice, BINDING.len())].to_owned();
        }
        let at = (self.words.len() as f64 * unit(dice).powi(3)) as usize;
        self.words[at.min(self.words.len() - 1)].clone()
    }

    /// Whether a reader knows it.
    pub(super) fn knows(&self, word: &str) -> bool {
        let word = word.to_lowercase();
        let known = |w: &str| BINDING.contains(&w) || self.words.iter().any(|x| x == w);
        word.split([' ', '\'']).all(|w| known(w) || matches!(w, "l" | "d" | "qu" | "n" | "s" | "j"))
    }

    /// A word that means nearly the same: always the same one for a word.
    pub(super) fn synonym(&self, word: &str) -> String {
        let sum: usize = word.bytes().map(usize::from).sum();
        match BINDING.iter().position(|b| *b == word) {
            Some(at) => BINDING[(at + 1 + sum % 3) % BINDING.len()].to_owned(),
            None => self.words[sum * 31 % self.words.len()].clone(),
        }
    }

    /// About `n` words in sentences and paragraphs.
    pub(super) fn text(&self, dice: &mut Dice, n: usize) -> Vec<Word> {
        let mut out: Vec<Word> = Vec::new();
        let (mut sentence, mut length, mut paragraph) = (0, 8 + below(dice, 25), 0);
        let mut capital = true;
        for i in 0..n {
            let mut text = self.draw(dice);
            let vowel = text.starts_with(['a', 'e', 'o', 'é', 'ê', 'h']) && text.len() > 3;
            if vowel && unit(dice) < 0.5 {
                text = format!("{}{text}", ["l'", "d'", "qu'", "n'", "s'", "j'"][below(dice, 6)]);
            }
            if capital {
                text = capitals(&text);
            }
            sentence += 1;
            capital = sentence >= length || i + 1 == n;
            let mut last = false;
            let mut mark = if unit(dice) < 0.09 { [",", ",", ",", ";", ":"][below(dice, 5)] } else { "" };
            if capital {
                mark = [".", ".", ".", ".", "?", "!"][below(dice, 6)];
                paragraph += 1;
                last = paragraph >= 6 || i + 1 == n;
                paragraph %= 6;
                (sentence, length) = (0, 6 + below(dice, 28));
            }
            out.push(Word { place: 100 * i as u32, text, mark, last });
        }
        out
    }
}

/// The word with a capital.
pub(super) fn capitals(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// The copy as it is written down.
pub(super) fn write(copy: &[Word]) -> String {
    let mut out = String::new();
    for word in copy {
        out.push_str(&word.text);
        // Marks of two parts stand apart in French.
        if matches!(word.mark, ";" | ":" | "?" | "!") {
            out.push(' ');
        }
        out.push_str(word.mark);
        out.push_str(if word.last { "\n\n" } else { " " });
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

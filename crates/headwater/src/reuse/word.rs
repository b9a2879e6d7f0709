//! A text to words: where each stands, and an id that spelling habits don't change.
//!
//! Two words get one id when they differ only in capital letters, accents, ligatures, apostrophes, soft hyphens and
//! other invisible characters, the separators of a figure ("2,500", "2500") or the way a small number is written
//! ("six", "6"). A hyphen ends a word, so "re-open" is two; [`super::drift`] joins such pieces again. Scripts that
//! put no spaces between words (Han, Kana, Thai, Lao, Khmer, Burmese) give a word for each character.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use crate::page::{Page, Role};
use crate::span::Span;

/// One word of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// The same for words that differ in spelling habits only; see [`self`]. A 32-bit hash: two words of a vocabulary
    /// of a million share one with a chance of 1 in 4,000 each, which costs one wrongly equal word in an alignment.
    pub id: u32,
    /// Where it stands.
    pub span: Span,
}

/// Calls `each` for every word of `text` within `within`, in order. Linear in the bytes.
pub fn walk(text: &str, within: Span, mut each: impl FnMut(Word)) {
    let text = text.get(..within.end as usize).unwrap_or(text);
    let bytes = text.as_bytes();
    let numerals = &*NUMERALS;
    let mut at = within.begin as usize;
    if !text.is_char_boundary(at) {
        return;
    }
    while let Some(&byte) = bytes.get(at) {
        if byte < 0x80 {
            match FOLD[byte as usize] {
                0 => at += 1,
                PERCENT => {
                    each(Word { id: finish(hash_str("percent")), span: Span::new(at, at + 1) });
                    at += 1;
                }
                _ => {
                    let (end, id) = read(text, at, numerals);
                    each(Word { id, span: Span::new(at, end) });
                    at = end;
                }
            }
            continue;
        }
        let Some(c) = text[at..].chars().next() else { break };
        let size = c.len_utf8();
        if unspaced(c) {
            each(Word { id: finish(hash_char(SEED, c)), span: Span::new(at, at + size) });
            at += size;
        } else if c.is_alphanumeric() {
            let (end, id) = read(text, at, numerals);
            each(Word { id, span: Span::new(at, end) });
            at = end;
        } else {
            at += size;
        }
    }
}

/// The words of `text` within `within`.
pub fn words(text: &str, within: Span) -> Vec<Word> {
    let mut out = Vec::new();
    walk(text, within, |w| out.push(w));
    out
}

/// The ids of the words of a page that count, in order: those of the story, or of every block.
pub fn ids(page: &Page, all_blocks: bool, out: &mut Vec<u32>) {
    for span in stretches(page, all_blocks) {
        walk(&page.text, span, |w| out.push(w.id));
    }
}

/// The id of one word by itself.
pub fn id(word: &str) -> u32 {
    let mut out = 0;
    walk(word, Span::new(0, word.len()), |w| out = w.id);
    out
}

/// The number that a numeral word stands for ("six": 6), if it is on the list of numerals.
pub fn numeral(word: &str) -> Option<&'static str> {
    let id = finish(folded(word));
    NUMERALS.list.binary_search_by_key(&id, |n| n.id).ok().map(|i| NUMERALS.list[i].figure)
}

/// The stretches of a page whose words count, in order.
pub fn stretches(page: &Page, all_blocks: bool) -> impl Iterator<Item = Span> + '_ {
    page.blocks.iter().filter(move |b| all_blocks || b.role == Role::Story).map(|b| b.span)
}

/// Reads the word that begins at `at`: its end and its id.
fn read(text: &str, at: usize, numerals: &Numerals) -> (usize, u32) {
    let bytes = text.as_bytes();
    let (mut hash, mut i, mut digits) = (SEED, at, false);
    // The end of the word as far as it is certain: characters that only count inside a word may follow it.
    let mut end = at;
    while let Some(&byte) = bytes.get(i) {
        if byte < 0x80 {
            let fold = FOLD[byte as usize];
            if fold > PERCENT {
                hash = step(hash, fold);
                digits |= fold.is_ascii_digit();
                i += 1;
                end = i;
                continue;
            }
            match byte {
                b'\'' if begins_word(text, i + 1) => i += 1,
                b',' | b'.' if digits => match separator(bytes, i, 1) {
                    Some(Separator::Thousands) => i += 1,
                    Some(Separator::Decimal) => {
                        hash = step(hash, b'.');
                        i += 1;
                    }
                    None => break,
                },
                _ => break,
            }
            continue;
        }
        let Some(c) = text[i..].chars().next() else { break };
        let size = c.len_utf8();
        match c {
            '\u{2019}' | '\u{2bc}' | '\u{2018}' if begins_word(text, i + size) => i += size,
            '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{2019}'
                if digits && separator(bytes, i, size) == Some(Separator::Thousands) =>
            {
                i += size;
            }
            _ if invisible(c) => i += size,
            _ if c.is_alphanumeric() && !unspaced(c) => {
                hash = hash_char(hash, c);
                i += size;
                end = i;
            }
            _ => break,
        }
    }
    // A soft hyphen or an accent at the very end belongs to the word; the loop went past it without moving `end`.
    while let Some(c) = text[end..i].chars().next().filter(|&c| invisible(c)) {
        end += c.len_utf8();
    }
    (end, numerals.fold(finish(hash), digits))
}

/// What stands between two digits of one figure.
#[derive(PartialEq, Eq)]
enum Separator {
    Thousands,
    Decimal,
}

/// What the mark of `size` bytes at `at` does in a figure: nothing unless it stands between digits.
fn separator(bytes: &[u8], at: usize, size: usize) -> Option<Separator> {
    let before = at.checked_sub(1).and_then(|i| bytes.get(i)).is_some_and(u8::is_ascii_digit);
    let rest = bytes.get(at + size..).unwrap_or_default();
    let run = rest.iter().take(4).take_while(|b| b.is_ascii_digit()).count();
    match run {
        0 => None,
        _ if !before => None,
        3 => Some(Separator::Thousands),
        _ => Some(Separator::Decimal),
    }
}

fn begins_word(text: &str, at: usize) -> bool {
    text.get(at..).and_then(|t| t.chars().next()).is_some_and(|c| c.is_alphabetic() && !unspaced(c))
}

/// Characters that stand inside a word and change nothing: soft hyphen, zero-width characters, combining accents.
fn invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{300}'..='\u{36f}')
}

/// Characters of the scripts that put no space between words.
fn unspaced(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
        && c.is_alphanumeric()
}

/// FNV-1a's basis and prime (64 bits): a fixed hash, the same on every machine and run.
const SEED: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

fn step(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(PRIME)
}

fn hash_str(text: &str) -> u64 {
    text.bytes().fold(SEED, step)
}

/// Folds one character beyond ASCII: small letters, ligatures taken apart, accents taken off.
fn hash_char(hash: u64, c: char) -> u64 {
    let mut buffer = [0; 4];
    let parts = c.to_lowercase().nfkd().filter(|&c| !invisible(c));
    parts.fold(hash, |h, c| c.encode_utf8(&mut buffer).bytes().fold(h, step))
}

fn folded(word: &str) -> u64 {
    word.chars().filter(|&c| !invisible(c) && c != '\'' && c != '\u{2019}').fold(SEED, hash_char)
}

/// Multiplies once more and takes the high bits, which FNV mixes best (the constant is the golden ratio's).
fn finish(hash: u64) -> u32 {
    ((hash ^ (hash >> 29)).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32
}

/// For each ASCII byte: 0 where it is no part of a word, [`PERCENT`] for that sign, else the small letter or digit.
static FOLD: [u8; 128] = {
    let mut table = [0; 128];
    let mut byte = 0u8;
    while byte < 128 {
        if byte.is_ascii_alphanumeric() {
            table[byte as usize] = byte.to_ascii_lowercase();
        }
        byte += 1;
    }
    table[b'%' as usize] = PERCENT;
    table
};

/// Below every letter and digit, so that one comparison tells them apart.
const PERCENT: u8 = 1;

/// Words that stand for a small number.
struct Numerals {
    /// By id.
    list: Vec<Numeral>,
    /// A bit for the low ten bits of each id on the list: nine words in ten are told by one look.
    sieve: [u64; 16],
}

struct Numeral {
    id: u32,
    /// The id of the figure it is written as.
    to: u32,
    figure: &'static str,
}

static NUMERALS: LazyLock<Numerals> = LazyLock::new(|| {
    let lines = include_str!("../../data/reuse/numerals.txt").lines().filter(|l| !l.starts_with('#'));
    let pairs = lines.filter_map(|l| l.split_once(' '));
    let mut list: Vec<Numeral> = pairs
        .map(|(word, figure)| Numeral { id: finish(folded(word)), to: finish(hash_str(figure)), figure })
        .collect();
    list.sort_by_key(|n| n.id);
    let mut sieve = [0u64; 16];
    for n in &list {
        sieve[(n.id >> 6) as usize & 15] |= 1 << (n.id & 63);
    }
    Numerals { list, sieve }
});

impl Numerals {
    fn fold(&self, id: u32, digits: bool) -> u32 {
        if digits || self.sieve[(id >> 6) as usize & 15] >> (id & 63) & 1 == 0 {
            return id;
        }
        self.list.binary_search_by_key(&id, |n| n.id).map_or(id, |i| self.list[i].to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn split(text: &str) -> Vec<&str> {
        words(text, Span::new(0, text.len())).iter().map(|w| w.span.of(text)).collect()
    }

    #[test]
    fn spelling_habits_do_not_change_an_id() {
        for (a, b) in [
            ("Don't", "don’t"),
            ("2,500", "2500"),
            ("2\u{202f}500", "2.500"),
            ("3,5", "3.5"),
            ("co\u{ad}operate", "Cooperate"),
            ("ﬁnal", "final"),
            ("Café", "cafe\u{301}"),
            ("six", "6"),
            ("%", "percent"),
        ] {
            assert_eq!(id(a), id(b), "{a} {b}");
        }
        for (a, b) in [("250", "2500"), ("meeting", "meetings"), ("3.5", "35"), ("six", "sixth")] {
            assert_ne!(id(a), id(b), "{a} {b}");
        }
    }

    #[test]
    fn words_end_at_marks_hyphens_and_quotation_marks() {
        assert_eq!(split("“State-run” radio, 'so-called'."), ["State", "run", "radio", "so", "called"]);
        assert_eq!(
            split("the workers' pay rose 3.5% to 1,200.50."),
            ["the", "workers", "pay", "rose", "3.5", "%", "to", "1,200.50"]
        );
        assert_eq!(split("水は高い"), ["水", "は", "高", "い"]);
        assert_eq!(split("no.5,then"), ["no", "5", "then"]);
    }

    proptest! {
        #[test]
        fn words_are_cut_at_character_boundaries_in_order(text in "\\PC{0,60}") {
            let mut last = 0;
            for w in words(&text, Span::new(0, text.len())) {
                prop_assert!(w.span.begin >= last && !w.span.is_empty());
                prop_assert!(text.get(w.span.range()).is_some());
                last = w.span.end;
            }
        }
    }
}

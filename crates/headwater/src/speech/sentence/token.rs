//! Cutting a block into tokens.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use super::{Token, TokenKind, is_mark};
use crate::page::Block;
use crate::span::Span;

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '´' | '`' | 'ʼ')
}

pub(super) fn tokenize(text: &str, block: &Block, index: u32, french: bool, out: &mut Vec<Token>) {
    let Some(part) = text.get(block.span.range()) else { return };
    let base = block.span.begin as usize;
    let mut push = |begin: usize, end: usize, kind: TokenKind| {
        out.push(Token { span: Span::new(base + begin, base + end), kind, block: index });
    };
    let mut at = 0;
    while let Some(c) = part[at..].chars().next() {
        let wide = c.len_utf8();
        if c.is_alphanumeric() {
            let end = at + word_end(&part[at..]);
            let end = with_stop(part, at, end);
            let kind = if c.is_ascii_digit() { TokenKind::Number } else { TokenKind::Word };
            let cuts = clitics(&part[at..end], french);
            let mut from = at;
            for cut in cuts.into_iter().flatten() {
                push(from, at + cut, kind);
                from = at + cut;
            }
            push(from, end, kind);
            at = end;
        } else if c.is_whitespace() || is_invisible(c) {
            at += wide;
        } else if is_mark(c) {
            let pair = matches!(c, '\'' | '‘' | '’' | '`') && part[at + wide..].starts_with(c);
            let end = if pair { at + 2 * wide } else { at + wide };
            push(at, end, TokenKind::Mark(if pair { '"' } else { c }));
            at = end;
        } else {
            // A run of stops or dashes is one sign.
            let run = if matches!(c, '.' | '-' | '—' | '…') {
                part[at..].find(|d: char| d != c).unwrap_or(part.len() - at)
            } else {
                wide
            };
            push(at, at + run, TokenKind::Sign(if c == '.' && run > 1 { '…' } else { c }));
            at += run;
        }
    }
}

/// Characters without width that pages leave in their text.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
        || c.is_control()
}

/// Bytes of the longest abbreviation of single letters with stops; looking further would take square time.
const LONGEST_DOTTED: usize = 32;

/// Bytes of the word at the beginning of `part`: letters and digits, and between them apostrophes, hyphens, `&`, `_`,
/// `@`, and full stops or commas where they belong to a number or an abbreviation.
fn word_end(part: &str) -> usize {
    let mut i = 0;
    loop {
        // Most words are letters of ASCII, which need no further look.
        i += part.as_bytes()[i..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
        let Some(c) = part[i..].chars().next() else { return part.len() };
        if c.is_alphanumeric() || is_combining(c) {
            i += c.len_utf8();
            continue;
        }
        let prev = part[..i].chars().next_back().unwrap_or(' ');
        let next = part[i + c.len_utf8()..].chars().next().unwrap_or(' ');
        let joins = match c {
            '-' | '‑' | '&' | '_' | '@' | '·' => next.is_alphanumeric(),
            _ if is_apostrophe(c) => prev.is_alphanumeric() && next.is_alphabetic(),
            ',' => prev.is_ascii_digit() && next.is_ascii_digit(),
            '.' | ':' => {
                (prev.is_ascii_digit() && next.is_ascii_digit())
                    || (c == '.' && i < LONGEST_DOTTED && next.is_alphabetic() && is_dotted(&part[..i]))
                    || (c == '.' && next.is_lowercase() && prev.is_lowercase() && part[..i].len() > 1)
            }
            '\u{ad}' | '\u{200b}'..='\u{200d}' => next.is_alphanumeric(),
            _ => false,
        };
        if !joins {
            return i;
        }
        i += c.len_utf8();
    }
}

/// Vowel signs and accents of scripts that write them as characters of their own.
fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}')
}

/// Whether `word` is single letters with stops between them, as in "U.S" or "e.g".
fn is_dotted(word: &str) -> bool {
    word.split('.').all(|p| p.chars().count() == 1 && p.chars().all(char::is_alphabetic))
}

/// Takes the full stop after an abbreviation or initial into the word.
fn with_stop(part: &str, at: usize, end: usize) -> usize {
    let word = &part[at..end];
    if !part[end..].starts_with('.') || part[end..].starts_with("..") {
        return end;
    }
    let mut letters = word.chars();
    let initial = matches!((letters.next(), letters.next()), (Some(c), None) if c.is_uppercase())
        && part[end + 1..].trim_start().starts_with(|c: char| c.is_alphanumeric());
    let dotted = word.contains('.') && is_dotted(word);
    if initial || dotted || is_abbreviation(word) && part.len() > end + 1 { end + 1 } else { end }
}

fn is_abbreviation(word: &str) -> bool {
    static LIST: OnceLock<BTreeSet<&'static str>> = OnceLock::new();
    let list = LIST.get_or_init(|| {
        let lines = include_str!("../../../data/speech/abbreviations.txt").lines();
        lines.map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')).collect()
    });
    // The longest entry is five letters; short ordinary words in the list ("in", "on") count only when capitalised.
    word.len() <= 12 && word.starts_with(char::is_uppercase) && list.contains(word.to_lowercase().as_str())
        || matches!(word, "vs" | "etc" | "г" | "гг" | "им" | "тыс" | "млн" | "млрд" | "руб" | "др")
}

/// Where inside `word` the clitics begin: at most two places.
fn clitics(word: &str, french: bool) -> [Option<usize>; 2] {
    let mut out = [None, None];
    if !word.bytes().any(|b| b == b'\'' || b >= 0x80 || french && b == b'-') {
        return out;
    }
    if french {
        // "l’homme", "qu’il"; "dit-il", "a-t-elle".
        if let Some((i, c)) = word.char_indices().find(|&(_, c)| is_apostrophe(c)) {
            out[0] = Some(i + c.len_utf8());
        }
        let tails = ["-t-il", "-t-elle", "-t-on", "-t-ils", "-t-elles", "-il", "-elle", "-on", "-ils", "-elles"];
        let cut = tails.iter().filter(|t| word.ends_with(**t)).map(|t| word.len() - t.len()).min();
        if let Some(cut) = cut.filter(|&c| c > out[0].unwrap_or(0)) {
            out[usize::from(out[0].is_some())] = Some(cut);
        }
        return out;
    }
    let Some((i, c)) = word.char_indices().rev().find(|&(_, c)| is_apostrophe(c)) else { return out };
    let tail = &word[i + c.len_utf8()..];
    if matches!(tail, "s" | "S" | "re" | "ve" | "ll" | "d" | "m" | "RE" | "VE" | "LL" | "D" | "M") && i > 0 {
        out[0] = Some(i);
    } else if matches!(tail, "t" | "T") && i > 1 && word[..i].ends_with(['n', 'N']) {
        out[0] = Some(i - 1);
    }
    out
}

//! The words and signs of a text, as amounts are read from them.

use super::number::scale_glued;

/// A word, or a sign that counts as one.
pub(super) struct Token {
    pub(super) low: String,
    pub(super) begin: u32,
    pub(super) end: u32,
}

/// Words and signs: letters and digits with inner marks of figures; currency signs, %, °, dashes and strokes alone.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((begin, c)) = chars.next() {
        let mut end = begin + c.len_utf8();
        if c.is_alphanumeric() {
            let figure = c.is_ascii_digit();
            while let Some(&(at, n)) = chars.peek() {
                let after = text.get(at + n.len_utf8()..).and_then(|t| t.chars().next());
                let inner = figure && matches!(n, ',' | '.') && after.is_some_and(|a| a.is_ascii_digit());
                if !(n.is_alphanumeric() || inner) {
                    break;
                }
                end = at + n.len_utf8();
                chars.next();
            }
        } else if !matches!(
            c,
            '$' | '€' | '£' | '¥' | '₽' | '₹' | '₺' | '₪' | '₴' | '%' | '°' | '-' | '–' | '—' | '‑' | '/'
        ) {
            continue;
        }
        let Some(word) = text.get(begin..end) else { continue };
        let low = word.to_lowercase().replace('‑', "-");
        let offset = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        // "14km": the figure and its unit are two words.
        let split = low.find(|c: char| !(c.is_ascii_digit() || matches!(c, ',' | '.'))).filter(|&at| {
            let length = low.get(at..) == Some("m") && metres(text, begin, end);
            let scale = |t: &str| scale_glued(t).is_some() && !length;
            at > 0 && low.is_ascii() && low.get(at..).is_some_and(|t| !scale(t) && !ordinal(t))
        });
        match split {
            Some(at) => {
                let (head, tail) = low.split_at(at);
                out.push(Token { low: head.to_owned(), begin: offset(begin), end: offset(begin + at) });
                out.push(Token { low: tail.to_owned(), begin: offset(begin + at), end: offset(end) });
            }
            None => out.push(Token { low, begin: offset(begin), end: offset(end) }),
        }
    }
    out
}

/// Whether an "m" that ends at `end` is metres and not millions: "12m (40ft)", "12m deep".
fn metres(text: &str, begin: usize, end: usize) -> bool {
    let money = text.get(..begin).is_some_and(|t| t.ends_with(['$', '€', '£', '¥', '₽', '₹', '₺', '₪', '₴']));
    let rest = text.get(end..).unwrap_or("");
    let other = rest.strip_prefix(" (").map(|t| t.trim_start_matches(|c: char| c.is_ascii_digit() || ",.".contains(c)));
    let feet = |t: &str| ["ft", "feet", "yd", "yards", "in"].iter().any(|u| t.trim_start().starts_with(u));
    let next: String = rest.trim_start().chars().take_while(|c| c.is_alphabetic()).collect();
    let along = ["deep", "high", "tall", "long", "wide", "away", "above", "below", "underwater", "thick"];
    !money && (other.is_some_and(feet) || rest.starts_with(' ') && along.contains(&next.as_str()))
}

pub(super) fn ordinal(tail: &str) -> bool {
    matches!(tail, "st" | "nd" | "rd" | "th" | "e" | "er")
}

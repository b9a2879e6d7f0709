//! Names in boxes: how wide they are, and where they break.

use unicode_segmentation::UnicodeSegmentation;

/// An estimate of the width of `text` in units of the font's size, for the sans-serif faces that browsers fall back to.
///
/// Taken from the widths of Helvetica, DejaVu Sans and Roboto, each letter as wide as in the widest of them, so that
/// text ends inside its box in all of them.
pub(in crate::report) fn ems(text: &str) -> f64 {
    let one = |g: &str| match g.chars().next() {
        Some('i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | '’' | '‘') => 0.34,
        Some('f' | 't' | 'r' | ' ' | '(' | ')' | '-' | '[' | ']' | '“' | '”' | '·') => 0.43,
        Some('m' | 'w' | 'M' | 'W' | '@' | '%' | '—' | '…') => 1.0,
        Some(c) if c.is_ascii_uppercase() => 0.76,
        Some(c) if c.is_ascii() => 0.63,
        Some(c) if (c as u32) >= 0x1100 => 1.05,
        Some(c) if c.is_uppercase() => 0.8,
        _ => 0.66,
    };
    text.graphemes(true).map(one).sum()
}

/// Bytes of a word that is cut where the last line ends; a shorter one is left out.
const LONG: usize = 12;

/// Breaks `text` into at most `most` lines of `width` ems, the last with an ellipsis where words are left.
pub(in crate::report) fn lines(text: &str, width: f64, most: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut words = text.split_whitespace().flat_map(|w| pieces(w, width)).peekable();
    while let Some(word) = words.next() {
        let longer = if line.is_empty() { word.clone() } else { format!("{line} {word}") };
        if line.is_empty() || ems(&longer) <= width {
            line = longer;
        } else if out.len() + 1 < most {
            out.push(std::mem::replace(&mut line, word));
        } else {
            // A name without spaces is cut like any other: of a file's its beginning says more than nothing.
            line = if longer.len() > line.len() + LONG { longer } else { line };
            while ems(&line) + 1.0 > width && line.pop().is_some() {}
            out.push(format!("{}…", line.trim_end()));
            return out;
        }
        if words.peek().is_none() {
            out.push(std::mem::take(&mut line));
        }
    }
    out
}

/// A word, or, where it fits no line, parts that do.
fn pieces(word: &str, width: f64) -> Vec<String> {
    if ems(word) <= width {
        return vec![word.to_owned()];
    }
    let mut out = Vec::new();
    let mut part = String::new();
    for g in word.graphemes(true) {
        if !part.is_empty() && ems(&part) + ems(g) > width {
            out.push(std::mem::take(&mut part));
        }
        part.push_str(g);
    }
    out.push(part);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_fits_and_a_cut_is_shown() {
        let text = "The independent observer of the northern locks and their gates and averyveryverylongword";
        for most in 1..6 {
            let lines = lines(text, 10.0, most);
            assert!(lines.len() <= most);
            assert!(lines.iter().all(|l| ems(l) <= 10.5), "{lines:?}");
        }
        assert!(lines(text, 10.0, 2)[1].ends_with('…'));
        assert_eq!(lines("short", 10.0, 2), ["short"]);
        assert!(lines("", 10.0, 2).is_empty());
    }
}

//! Words of a block as the patterns of credits and citations see them.

use crate::span::Span;

/// One token of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token<'a> {
    /// Where it stands on the page.
    pub(crate) span: Span,
    /// As written.
    pub(crate) text: &'a str,
    /// What it is.
    pub(crate) kind: TokenKind,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// A word or number.
    Word,
    /// A mark that ends a sentence.
    End,
    /// Any other mark that patterns look at: comma, colon, bracket, dash, ©.
    Mark,
}

impl Token<'_> {
    /// Whether it is a word that begins with a capital letter.
    pub(crate) fn is_capital(&self) -> bool {
        self.kind == TokenKind::Word && self.text.chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether it looks like an internet address: a dot between letters, and a last part of two letters or more.
    pub(crate) fn is_address(&self) -> bool {
        let Some((front, last)) = self.text.rsplit_once('.') else { return false };
        let label = |s: &str| !s.is_empty() && s.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '.');
        last.len() >= 2 && last.chars().all(|c| c.is_ascii_lowercase()) && label(front) && front.len() >= 3
    }
}

/// Cuts the words of `span` of a page's text into tokens. Quotation marks and slashes within words fall away, a possessive `'s` is a
/// token of its own. Linear.
pub(crate) fn cut(text: &str, span: Span) -> Vec<Token<'_>> {
    let words = span.of(text);
    let base = span.begin as usize;
    let mut out = Vec::new();
    let mut chars = words.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c.is_alphanumeric() {
            let mut end = at + c.len_utf8();
            while let Some(&(i, c)) = chars.peek() {
                let inner = matches!(c, '\'' | '’' | '.' | '-' | '‐' | '‑' | '&' | '@' | '_');
                let goes_on =
                    words.get(i + c.len_utf8()..).and_then(|s| s.chars().next()).is_some_and(char::is_alphanumeric);
                if !(c.is_alphanumeric() || inner && goes_on) {
                    break;
                }
                end = i + c.len_utf8();
                chars.next();
            }
            push_word(&mut out, words, base, at, end);
        } else {
            let kind = match c {
                '.' | '!' | '?' | '…' | '\n' => TokenKind::End,
                ',' | ':' | ';' | '(' | ')' | '[' | ']' | '—' | '–' | '-' | '|' | '©' | '&' => TokenKind::Mark,
                // "Text: N / Photo: M" and "N • All rights reserved"; "h/t" and "and/or" are words.
                '/' | '•' | '·' | '»' | '›' | '→' if parts(words, at, c) => TokenKind::Mark,
                _ => continue,
            };
            let end = at + c.len_utf8();
            // A line break inside a block ends nothing where the sentence goes on with a small letter.
            if c == '\n' && !words.get(end..).is_some_and(|s| s.trim_start().starts_with(char::is_uppercase)) {
                continue;
            }
            let text = words.get(at..end).unwrap_or_default();
            out.push(Token { span: Span::new(base + at, base + end), text, kind });
        }
    }
    out
}

/// Whether the sign `c` at `at` parts a line: with a blank on both sides.
fn parts(words: &str, at: usize, c: char) -> bool {
    let blank = |c: Option<char>| c.is_some_and(char::is_whitespace);
    let [before, behind] = [words.get(..at), words.get(at + c.len_utf8()..)];
    blank(before.and_then(|w| w.chars().next_back())) && blank(behind.and_then(|w| w.chars().next()))
}

/// A word, its possessive ending apart.
fn push_word<'a>(out: &mut Vec<Token<'a>>, words: &'a str, base: usize, at: usize, end: usize) {
    let word = words.get(at..end).unwrap_or_default();
    let stem = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
    let middle = at + stem.len();
    for (from, to) in [(at, middle), (middle, end)] {
        if from < to {
            let text = words.get(from..to).unwrap_or_default();
            out.push(Token { span: Span::new(base + from, base + to), text, kind: TokenKind::Word });
        }
    }
}

/// The letters and digits of `name`, small, without a leading article and the ending of an address: what two spellings
/// of one outlet have in common. `The Harbour-Post` and `www.harbourpost.com` give `harbourpost`.
pub(crate) fn key(name: &str) -> String {
    let name = name.trim();
    let lower = name.to_lowercase();
    let mut rest = lower.as_str();
    // "LA Times" has initials and no article.
    let initials = name.starts_with("LA ") && name.chars().any(char::is_lowercase);
    for lead in ["https://", "http://", "www.", "the ", "le ", "la ", "les ", "der ", "die ", "das ", "el ", "il "] {
        rest = rest.strip_prefix(lead).filter(|_| !initials).unwrap_or(rest);
    }
    if let Some((label, ending)) = rest.rsplit_once('.')
        && (2..=6).contains(&ending.len())
        && ending.chars().all(|c| c.is_ascii_lowercase())
        && !label.contains(' ')
    {
        rest = label;
        for second in [".co", ".com", ".org", ".net", ".ac", ".gov"] {
            rest = rest.strip_suffix(second).unwrap_or(rest);
        }
    }
    rest.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_an_address_and_an_article_have_one_key() {
        assert_eq!(key("The Harbour-Post"), "harbourpost");
        assert_eq!(key("https://www.harbourpost.co.uk"), "harbourpost");
        assert_eq!(key("Harbour Post"), "harbourpost");
    }

    #[test]
    fn tokens_cut_possessives_and_keep_addresses() {
        let text = "Harbour Post’s report, on tide.example.org.";
        let tokens = cut(text, Span::new(0, text.len()));
        let words: Vec<&str> = tokens.iter().map(|t| t.text).collect();
        assert_eq!(words, ["Harbour", "Post", "’s", "report", ",", "on", "tide.example.org", "."]);
        assert!(tokens[6].is_address());
    }
}

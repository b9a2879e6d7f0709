//! Cutting blocks into tokens and sentences.
//!
//! Tokens follow the Penn Treebank where it matters for the models: clitics stand alone ("do" + "n’t", "mayor" + "’s"),
//! quotation marks are tokens of their own, abbreviations and initials keep their full stop. A sentence never
//! crosses a block.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use crate::page::{Block, Page, Role};
use crate::span::Span;

/// The smallest stretch of text that the speech stage looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
    /// The block it stands in.
    pub block: u32,
}

/// What a [`Token`] is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, with what belongs inside a word.
    Word,
    /// Begins with a digit.
    Number,
    /// A character, or a pair of them, that can be a quotation mark; for a pair the first.
    Mark(char),
    /// Any other character.
    Sign(char),
}

/// Tokens that stand together as a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// First token.
    pub begin: u32,
    /// One past the last token.
    pub end: u32,
    /// The block it stands in.
    pub block: u32,
    /// The role of that block.
    pub role: Role,
}

/// A page's text in tokens and sentences.
#[derive(Clone, Debug, Default)]
pub struct Cut {
    /// Tokens, in order.
    pub tokens: Vec<Token>,
    /// Sentences, in order; together they hold every token.
    pub sentences: Vec<Sentence>,
}

impl Sentence {
    /// The positions of its tokens.
    pub fn range(self) -> std::ops::Range<usize> {
        self.begin as usize..self.end as usize
    }
}

impl Cut {
    /// The sentence that holds token `token`.
    pub fn sentence_of(&self, token: usize) -> usize {
        self.sentences.partition_point(|s| s.end as usize <= token)
    }

    /// The same, looked for from sentence `from` on: constant time where it is near.
    pub fn sentence_of_from(&self, token: usize, from: usize) -> usize {
        let mut at = from;
        while self.sentences.get(at).is_some_and(|s| s.end as usize <= token) {
            at += 1;
        }
        at
    }

    /// The words of token `token`; empty past the end.
    pub fn word<'t>(&self, text: &'t str, token: usize) -> &'t str {
        self.tokens.get(token).map_or("", |t| t.span.of(text))
    }

    /// The place of tokens `begin..end`.
    pub fn span(&self, begin: usize, end: usize) -> Span {
        match (self.tokens.get(begin), end.checked_sub(1).and_then(|e| self.tokens.get(e))) {
            (Some(a), Some(b)) if begin < end => a.span.hull(b.span),
            _ => Span::default(),
        }
    }
}

/// Cuts all blocks of `page`. Linear in its text.
pub fn cut(page: &Page) -> Cut {
    let text = page.text.as_str();
    let french = page.language.as_deref() == Some("fr");
    let mut out = Cut { tokens: Vec::with_capacity(text.len() / 5), sentences: Vec::new() };
    for (i, block) in page.blocks.iter().enumerate() {
        let first = out.tokens.len();
        tokenize(text, block, i as u32, french, &mut out.tokens);
        sentences(text, block, i as u32, first, &mut out);
    }
    out
}

/// Whether `c` can be a quotation mark. A hyphen or dash that opens a line of dialogue is left to the attribution step.
pub fn is_mark(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '“'
            | '”'
            | '„'
            | '‟'
            | '‘'
            | '’'
            | '‚'
            | '‛'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '`'
            | '´'
            | '「'
            | '」'
            | '『'
            | '』'
            | '＂'
    )
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '´' | '`' | 'ʼ')
}

fn tokenize(text: &str, block: &Block, index: u32, french: bool, out: &mut Vec<Token>) {
    let Some(part) = text.get(block.span.range()) else { return };
    let base = block.span.begin as usize;
    let mut push = |begin: usize, end: usize, kind: TokenKind| {
        out.push(Token { span: Span::new(base + begin, base + end), kind, block: index });
    };
    let mut at = 0;
    while let Some(c) = part[at..].chars().next() {
        let wide = c.len_utf8();
        if c.is_whitespace() || is_invisible(c) {
            at += wide;
        } else if c.is_alphanumeric() {
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
    let mut chars = part.char_indices().peekable();
    let mut prev = ' ';
    while let Some((i, c)) = chars.next() {
        if c.is_alphanumeric() || is_combining(c) {
            prev = c;
            continue;
        }
        let next = chars.peek().map_or(' ', |&(_, n)| n);
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
        prev = c;
    }
    part.len()
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
        let lines = include_str!("../../data/speech/abbreviations.txt").lines();
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

/// Tokens of the longest sentence. Sentences of news have some 25, the longest printed ones (a statute, a list of names)
/// below 300; a longer one is text without stops, and is cut here so that what looks through a sentence for each word of
/// it takes no square time.
const LONGEST_SENTENCE: usize = 400;

fn sentences(text: &str, block: &Block, index: u32, first: usize, out: &mut Cut) {
    let mut begin = first;
    for i in first..out.tokens.len() {
        if i + 1 - begin >= LONGEST_SENTENCE || ends(text, &out.tokens, i) {
            out.sentences.push(Sentence { begin: begin as u32, end: (i + 1) as u32, block: index, role: block.role });
            begin = i + 1;
        }
    }
    if begin < out.tokens.len() {
        let end = out.tokens.len() as u32;
        out.sentences.push(Sentence { begin: begin as u32, end, block: index, role: block.role });
    }
}

/// Marks and brackets that may close after one stop; more are no writer's, and looking further would take square time.
const MOST_CLOSING: usize = 8;

/// Whether a sentence ends with token `i`: a stop, the closing marks and brackets after it, then white space and
/// something that can begin a sentence.
fn ends(text: &str, tokens: &[Token], i: usize) -> bool {
    let Some(next) = tokens.get(i + 1) else { return false };
    let gap = text.get(tokens[i].span.end as usize..next.span.begin as usize).unwrap_or("");
    let closing = |k: TokenKind| match k {
        TokenKind::Mark(c) => !matches!(c, '„' | '‚'),
        TokenKind::Sign(c) => matches!(c, ')' | ']'),
        _ => false,
    };
    // Back over closing marks, which touch the stop.
    let mut j = i;
    while i - j < MOST_CLOSING && closing(tokens[j].kind) && j > 0 && tokens[j - 1].span.end == tokens[j].span.begin {
        j -= 1;
    }
    let stop = match tokens[j].kind {
        TokenKind::Sign(c @ ('.' | '!' | '?' | '…' | '。' | '؟' | '！' | '？')) => c,
        _ => return abbreviation_ends(text, tokens, i, gap),
    };
    if gap.is_empty() {
        return matches!(stop, '。' | '！' | '？') && !closing(next.kind);
    }
    starts(text, tokens, i + 1, stop)
}

/// A sentence can end with an abbreviation ("in the U.S. The ...") where a common opening word follows.
fn abbreviation_ends(text: &str, tokens: &[Token], i: usize, gap: &str) -> bool {
    let word = tokens[i].span.of(text);
    if !word.ends_with('.')
        || gap.is_empty()
        || !(word.matches('.').count() > 1 || word.starts_with("Inc") || word.starts_with("Co"))
    {
        return false;
    }
    let next = tokens[i + 1].span.of(text);
    const OPENERS: [&str; 24] = [
        "The", "A", "An", "He", "She", "It", "They", "We", "I", "But", "And", "In", "On", "At", "This", "That",
        "These", "Those", "There", "His", "Her", "Their", "If", "When",
    ];
    OPENERS.contains(&next) || matches!(tokens[i + 1].kind, TokenKind::Mark(c) if c != '\'' && c != '’')
}

/// Whether a sentence can begin with token `i` after `stop`.
fn starts(text: &str, tokens: &[Token], i: usize, stop: char) -> bool {
    let mut k = i;
    while let Some(t) = tokens.get(k) {
        match t.kind {
            TokenKind::Mark(_) | TokenKind::Sign('(' | '[' | '—' | '–' | '-' | '¿' | '¡' | '•' | '*' | '#' | '@') => {
                k += 1
            }
            TokenKind::Number => return true,
            TokenKind::Word => {
                let lower = t.span.of(text).chars().next().is_some_and(char::is_lowercase);
                // After an elision inside a sentence ("and then … nothing") a small letter goes on.
                return !lower || stop == '.' && k > i && matches!(tokens[i].kind, TokenKind::Mark('“' | '"'));
            }
            TokenKind::Sign(_) => return false,
        }
        if k > i + 3 {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{self, Source};

    fn page(text: &str) -> Page {
        page::read(&Source::text("t", text), &page::Limits::default())
    }

    fn words(text: &str) -> Vec<String> {
        let page = page(text);
        cut(&page).tokens.iter().map(|t| t.span.of(&page.text).to_owned()).collect()
    }

    fn sentence_texts(text: &str) -> Vec<String> {
        let page = page(text);
        let cut = cut(&page);
        cut.sentences.iter().map(|s| cut.span(s.begin as usize, s.end as usize).of(&page.text).to_owned()).collect()
    }

    #[test]
    fn clitics_stand_alone() {
        assert_eq!(words("The mayor’s aide didn’t say."), ["The", "mayor", "’s", "aide", "did", "n’t", "say", "."]);
        assert_eq!(words("AT&T-owned U.S. firms"), ["AT&T-owned", "U.S.", "firms"]);
    }

    #[test]
    fn initials_and_titles_do_not_end_a_sentence() {
        let got = sentence_texts("Dr. Lena B. Orr met Gov. Paz. The two spoke for 2.5 hours. “Fine?” he asked.");
        assert_eq!(got, ["Dr. Lena B. Orr met Gov. Paz.", "The two spoke for 2.5 hours.", "“Fine?” he asked."]);
    }

    #[test]
    fn sentences_hold_every_token_and_cross_no_block() {
        let page = page("One line without a stop\n\nTwo. Three!");
        let cut = cut(&page);
        assert_eq!(cut.sentences.len(), 3);
        assert_eq!(cut.sentences.iter().map(|s| (s.end - s.begin) as usize).sum::<usize>(), cut.tokens.len());
    }

    proptest::proptest! {
        #[test]
        fn tokens_lie_on_character_boundaries_in_order(text in "[\\PC\\n“”'’\".!? ]{0,80}") {
            let page = page(&text);
            let cut = cut(&page);
            let mut last = 0;
            for t in &cut.tokens {
                proptest::prop_assert!(t.span.begin >= last && !t.span.is_empty());
                proptest::prop_assert!(page.text.get(t.span.range()).is_some());
                last = t.span.end;
            }
        }
    }
}

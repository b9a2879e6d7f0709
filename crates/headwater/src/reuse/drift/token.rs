//! A stretch of text to words and marks.

use crate::reuse::word::{self, Word};
use crate::span::Span;

/// A word, or a mark between words. White space is neither.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
}

/// What a [`Token`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A word, with its id.
    Word(u32),
    /// A mark, with the sign that stands for all of its style: `"` for every quotation mark, `-` for every dash.
    Mark(char),
}

impl Token {
    /// Whether it is a word.
    pub fn is_word(self) -> bool {
        matches!(self.kind, Kind::Word(_))
    }

    /// The id of a word.
    pub fn id(self) -> Option<u32> {
        match self.kind {
            Kind::Word(id) => Some(id),
            Kind::Mark(_) => None,
        }
    }

    /// Whether it is this mark.
    pub fn is(self, mark: char) -> bool {
        self.kind == Kind::Mark(mark)
    }
}

/// The words and marks of the given stretches of a text, in order.
pub fn tokens(text: &str, stretches: &[Span]) -> Vec<Token> {
    let mut out = Vec::new();
    for &stretch in stretches {
        let stretch = Span::new(stretch.begin as usize, (stretch.end as usize).min(text.len()));
        if text.get(stretch.range()).is_none() {
            continue;
        }
        let mut at = stretch.begin as usize;
        word::walk(text, stretch, |Word { id, span }| {
            marks(text, at, span.begin as usize, &mut out);
            out.push(Token { span, kind: Kind::Word(id) });
            at = span.end as usize;
        });
        marks(text, at, stretch.end as usize, &mut out);
    }
    out
}

/// The marks between two words. Full stops in a row are one ellipsis, hyphens in a row one dash.
fn marks(text: &str, begin: usize, end: usize, out: &mut Vec<Token>) {
    let Some(between) = text.get(begin..end) else { return };
    let mut last: Option<(char, usize)> = None;
    for (i, c) in between.char_indices() {
        if c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}') {
            continue;
        }
        let span = Span::new(begin + i, begin + i + c.len_utf8());
        match (last, out.last_mut()) {
            (Some((l, to)), Some(token)) if l == c && to == begin + i && matches!(c, '.' | '-' | '\'' | '`') => {
                token.span.end = span.end;
                token.kind = Kind::Mark(match c {
                    '.' => '…',
                    '-' => '-',
                    _ => '"',
                });
            }
            _ => out.push(Token { span, kind: Kind::Mark(style(c)) }),
        }
        last = Some((c, span.end as usize));
    }
}

/// One sign for all marks of a kind.
fn style(c: char) -> char {
    match c {
        '"'
        | '\''
        | '`'
        | '´'
        | '«'
        | '»'
        | '‹'
        | '›'
        | '\u{2018}'..='\u{201f}'
        | '「'
        | '」'
        | '『'
        | '』'
        | '＂'
        | '〝'
        | '〞'
        | '\u{2032}'
        | '\u{2033}' => '"',
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ad}' | '﹘' | '－' => '-',
        '，' | '、' => ',',
        '。' | '．' => '.',
        '：' => ':',
        '；' => ';',
        '！' => '!',
        '？' => '?',
        '（' => '(',
        '）' => ')',
        '［' | '【' => '[',
        '］' | '】' => ']',
        c => c,
    }
}

//! Cutting blocks into tokens and sentences.
//!
//! Tokens follow the Penn Treebank where it matters for the models: clitics stand alone ("do" + "n’t", "mayor" + "’s"),
//! quotation marks are tokens of their own, abbreviations and initials keep their full stop. A sentence never
//! crosses a block; a dateline is one by itself.

mod dateline;
mod end;
mod label;
mod line;
mod token;

pub use self::label::labels;
pub use self::line::starts;

use crate::page::{Page, Role};
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
    /// Which of them are datelines ("NEW HALDEN, Dec. 11 (UPI) —"), in order.
    pub datelines: Vec<u32>,
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
    let colon = dateline::colon_block(page);
    let mut out = Cut { tokens: Vec::with_capacity(text.len() / 5), ..Cut::default() };
    for (i, block) in page.blocks.iter().enumerate() {
        let first = out.tokens.len();
        token::tokenize(text, block, i as u32, french, &mut out.tokens);
        end::sentences(text, block, i as u32, first, colon == Some(i), &mut out);
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

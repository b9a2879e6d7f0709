//! Where sentences end.

use super::dateline;
use super::line;
use super::{Cut, Sentence, Token, TokenKind};
use crate::page::Block;

/// Tokens of the longest sentence. Sentences of news have some 25, the longest printed ones (a statute, a list of names)
/// below 300; a longer one is text without stops, and is cut here so that what looks through a sentence for each word of
/// it takes no square time.
const LONGEST_SENTENCE: usize = 400;

pub(super) fn sentences(text: &str, block: &Block, index: u32, first: usize, colon: bool, out: &mut Cut) {
    let dateline = dateline::length(text, out.tokens.get(first..).unwrap_or_default(), colon);
    let story = first + dateline;
    if dateline > 0 {
        out.datelines.push(out.sentences.len() as u32);
        out.sentences.push(Sentence { begin: first as u32, end: story as u32, block: index, role: block.role });
    }
    let mut begin = story;
    let mut lines = line::ends(text, block.span).into_iter().peekable();
    for i in story..out.tokens.len() {
        let next = out.tokens.get(i + 1).map_or(0, |t| t.span.begin);
        let line = std::iter::from_fn(|| lines.next_if(|&end| end < next)).last();
        let line = line.is_some_and(|end| end >= out.tokens[i].span.end);
        if line || i + 1 - begin >= LONGEST_SENTENCE || ends(text, &out.tokens, i) {
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

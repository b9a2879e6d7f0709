//! Direct quotations in a language without lists: told by their marks, their length and what stands beside them alone.

use super::{Draft, Heard, Reader};
use crate::speech::Act;
use crate::speech::cue;
use crate::speech::sentence::TokenKind;

/// Words of a quotation that a comma, colon or case ending sets apart, at least.
const SPOKEN: usize = 3;
/// Characters of a quotation in a script without spaces: a title is shorter.
const UNSPACED: usize = 7;
/// Tokens of a line of talk in which who says it is looked for.
const LINE: usize = 300;

impl Heard<'_> {
    /// Whether the page's language has no lists.
    fn is_foreign(&self) -> bool {
        !cue::is_known(self.page.language.as_deref())
    }

    /// Whether quotation `n` reads as speech in a script that sets no spaces between words.
    fn is_unspaced_speech(&self, n: usize) -> bool {
        let Some(q) = self.marks.quotations.get(n) else { return false };
        let text = self.cut.span(q.inner().start, q.inner().end).of(&self.page.text);
        let wide = text.chars().filter(|c| is_unspaced(*c)).count();
        !q.inner().is_empty() && wide >= UNSPACED && wide * 2 > text.chars().count()
    }
}

impl Reader<'_> {
    /// Whether quotation `i` is speech by what stands beside it: a colon or comma before it, a comma or dash behind it, or an ending
    /// that is written to it ("“...”고"), and three words that begin with a capital one; or so many characters of a script without
    /// spaces.
    pub(super) fn set_apart(&self, i: usize, n: usize) -> bool {
        let heard = self.heard;
        let Some(q) = heard.marks.quotations.get(n).filter(|_| heard.is_foreign() && !self.inside) else {
            return false;
        };
        if heard.is_unspaced_speech(n) {
            return true;
        }
        let words = q.inner().filter(|&t| heard.cut.tokens.get(t).is_some_and(|t| t.kind == TokenKind::Word)).count();
        let small = heard.cut.word(&heard.page.text, q.inner().start).starts_with(char::is_lowercase);
        let before = i.checked_sub(1).is_some_and(|p| matches!(self.sign(p), Some(':' | ',' | '，' | '：')));
        let end = heard.span(self.items[i]).end as usize;
        let hung = heard.page.text.get(end..).is_some_and(|t| t.starts_with(char::is_alphabetic));
        words >= SPOKEN && !small && (before || hung || self.ends_open(i))
    }

    /// A paragraph that a dash opens as talk: up to the next dash or the comma before who says it, and what goes on behind the dash
    /// after that ("– Nikt nie pytał – mówi Kołacz. – Nikt.", "– Ingen har frågat, säger Bergfors.").
    pub(super) fn line_of_talk(&self) -> Option<Draft> {
        let heard = self.heard;
        let first = self.items.first().filter(|_| heard.is_foreign() && !self.inside && self.opens_block())?;
        let tokens = &heard.cut.tokens;
        let begin = first.begin as usize;
        let block = tokens.get(begin)?.block;
        let dash = |t: usize| matches!(tokens.get(t).map(|t| t.kind), Some(TokenKind::Sign('—' | '–' | '―')));
        let end = begin + tokens[begin..].iter().take(LINE).take_while(|t| t.block == block).count();
        let marked = (begin..end).any(|t| heard.marks.around(t).is_some());
        if !dash(begin) || end < begin + SPOKEN + 1 || marked {
            return None;
        }
        let word = |t: usize| heard.cut.word(&heard.page.text, t);
        let comma = |t: usize| tokens[t].kind == TokenKind::Sign(',');
        let says = |t: &usize| {
            comma(*t)
                && word(t + 1).starts_with(char::is_lowercase)
                && (t + 2..t + 5).any(|n| n < end && word(n).starts_with(char::is_uppercase))
        };
        let content = match (begin + 1..end).find(|&t| dash(t)) {
            Some(close) => {
                let again = (close + 1..end).find(|&t| dash(t) && t + 1 < end);
                let rest = again.map(|t| heard.cut.span(t + 1, end));
                std::iter::once(heard.cut.span(begin + 1, close)).chain(rest).collect()
            }
            None => {
                let close = (begin + 1 + SPOKEN..end).rev().find(says).unwrap_or(end);
                vec![heard.cut.span(begin + 1, close)]
            }
        };
        Some(Draft { source: Vec::new(), cue: Vec::new(), content, act: Act::Speech })
    }
}

/// Whether a character belongs to a script that sets no spaces: Chinese, Japanese, Thai, Lao, Khmer, Burmese.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{20000}'..='\u{2fa1f}')
}

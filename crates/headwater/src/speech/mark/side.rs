//! Which side of a quotation a mark stands on.

use super::machine::{Family, Machine};
use crate::speech::sentence::{Token, TokenKind};

/// What a mark does.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Opens,
    Closes,
    Either,
    Neither,
}

impl Machine<'_> {
    /// Positions of single marks that can close: a letter or sign before, no letter after.
    pub(super) fn single_closers(&self, range: std::ops::Range<usize>) -> Vec<usize> {
        let tokens = &self.cut.tokens;
        let single = |i: &usize| matches!(tokens[*i].kind, TokenKind::Mark('\'' | '’' | '´' | '‘'));
        range.filter(single).filter(|&i| self.touches(i).0 && !self.touches(i).1).collect()
    }

    /// Whether a character that is not white space stands right before and right after token `i`; brackets and dashes
    /// that open or close something count as white space on their side.
    pub(super) fn touches(&self, i: usize) -> (bool, bool) {
        let span = self.cut.tokens[i].span;
        let block = self.cut.tokens[i].block;
        let same = |j: Option<&Token>| j.is_some_and(|t| t.block == block);
        let before = self.text[..span.begin as usize].chars().next_back().unwrap_or(' ');
        let after = self.text[span.end as usize..].chars().next().unwrap_or(' ');
        let has_before = i > 0 && same(self.cut.tokens.get(i - 1));
        let has_after = same(self.cut.tokens.get(i + 1));
        let open = |c: char| {
            matches!(c, '(' | '[' | '{' | '—' | '–' | '-' | '=' | '/' | ':' | '“' | '‘' | '«' | '„' | '¿' | '¡')
        };
        let close = |c: char| {
            c.is_whitespace()
                || matches!(
                    c,
                    ')' | ']' | '}' | '—' | '–' | '-' | ',' | '.' | ';' | ':' | '!' | '?' | '…' | '/' | '”' | '’' | '»'
                )
        };
        (has_before && !before.is_whitespace() && !open(before), has_after && !close(after))
    }

    fn possessive(&self, i: usize) -> bool {
        let span = self.cut.tokens[i].span;
        let before = self.text[..span.begin as usize].ends_with(['s', 'z', 'x']);
        let mut after = self.text[span.end as usize..].chars();
        before && after.next() == Some(' ') && after.next().is_some_and(char::is_alphabetic)
    }

    pub(super) fn decide(&self, i: usize, c: char, family: Family, closers: &[usize]) -> Side {
        let (before, after) = self.touches(i);
        let side = match (before, after) {
            (false, true) => Side::Opens,
            (true, false) => Side::Closes,
            _ => Side::Either,
        };
        let open = self.open.iter().rev().find(|o| o.family == family).map(|o| o.mark);
        match c {
            '„' | '‟' | '‚' | '「' | '『' => Side::Opens,
            '」' | '』' => Side::Closes,
            '“' => match open {
                Some('„') => Side::Closes,
                Some(_) if side == Side::Closes => Side::Closes,
                _ => Side::Opens,
            },
            '”' => match open {
                Some(_) => Side::Closes,
                None if side == Side::Opens => Side::Opens,
                None => Side::Closes,
            },
            '«' | '‹' => match open {
                Some('»' | '›') => Side::Closes,
                _ => Side::Opens,
            },
            '»' | '›' => match open {
                Some(_) => Side::Closes,
                None if side == Side::Opens => Side::Opens,
                None => Side::Closes,
            },
            '"' | '＂' => match (open, side) {
                (_, Side::Opens) => Side::Opens,
                (_, Side::Closes) => Side::Closes,
                (Some(_), _) => Side::Closes,
                (None, _) => Side::Opens,
            },
            '‘' | '‛' | '`' if matches!(open, Some('‚')) => Side::Closes,
            '‘' | '‛' | '`' => {
                if after && !self.elision(i) && closers.last().is_some_and(|&l| l > i) {
                    Side::Opens
                } else {
                    Side::Neither
                }
            }
            _ => {
                // An apostrophe unless something is open that it can close, or it can only open and is closed later.
                let later = closers.last().is_some_and(|&l| l > i);
                if before && !after && open.is_some() {
                    if self.possessive(i) && closers.last().is_some_and(|&l| l > i && !self.possessive(l)) {
                        Side::Neither
                    } else {
                        Side::Closes
                    }
                } else if c == '\'' && !before && after && later && open.is_none() && !self.elision(i) {
                    Side::Opens
                } else {
                    Side::Neither
                }
            }
        }
    }

    /// "’em", "’90s", "’tis": a mark for letters left out.
    fn elision(&self, i: usize) -> bool {
        let Some(next) = self.cut.tokens.get(i + 1) else { return false };
        let word = next.span.of(self.text);
        matches!(next.kind, TokenKind::Number) && word.len() <= 3
            || matches!(word.to_lowercase().as_str(), "em" | "tis" | "twas" | "til" | "cause" | "bout" | "n" | "round")
    }
}

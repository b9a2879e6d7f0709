//! How a quotation looks to the models: what stands for its words, whether it is talk, how long it is.

use super::super::super::frame::Item;
use super::super::super::sentence::TokenKind;
use super::super::tree;
use super::Reading;

impl Reading<'_> {
    pub(super) fn stands_for(&self, item: Item) -> u32 {
        if !item.is_quotation() {
            return item.begin;
        }
        // The first tokens are enough: a quotation hangs with its first sentence or not at all.
        let range = item.begin..item.end.min(item.begin + 60);
        let out = |t: &u32| {
            self.heads.get(*t as usize).is_some_and(|&h| h != tree::ROOT && !(item.begin..item.end).contains(&h))
        };
        let word = |t: &u32| self.forms[*t as usize].shape != super::super::form::SIGN;
        range.clone().filter(word).find(out).unwrap_or((item.begin + 1).min(item.end - 1))
    }

    /// Whether its words are written as a title's or a name's, hold a verb, somebody's own voice, several sentences; and
    /// whether a comma or stop touches its closing mark from within or without.
    pub(super) fn look_of(&self, item: Item) -> u16 {
        let Some(q) = (item.quotation as usize).checked_sub(1).and_then(|q| self.marks.quotations.get(q)) else {
            return 0;
        };
        let inner = q.inner();
        // The first words are enough, and keep the work linear where quotations nest.
        let (mut words, mut capital, mut verb, mut voice, mut stops) = (0_u16, 0_u16, 0_u16, 0_u16, 0_u16);
        for t in inner.clone().take(24) {
            let (Some(token), Some(form)) = (self.cut.tokens.get(t), self.forms.get(t)) else { break };
            match token.kind {
                TokenKind::Word => {
                    words += 1;
                    let small = token.span.len() <= 3 && words > 1;
                    capital += u16::from(small || matches!(form.shape & 7, 1..=3));
                    verb |= u16::from(matches!(self.tags.get(t), Some(15 | 18 | 19 | 20)));
                    voice |= u16::from(VOICE.contains(&form.word));
                }
                TokenKind::Sign('.' | '!' | '?') if t + 1 < inner.end => stops = 1,
                _ => {}
            }
        }
        let title = match (words, capital) {
            (0, _) => 3,
            (w, c) if c >= w => 2,
            (w, c) if 2 * c > w => 1,
            _ => 0,
        };
        let after = match self.cut.tokens.get(q.end_with_sign()).map(|t| t.kind) {
            Some(TokenKind::Sign(',')) => 1,
            Some(TokenKind::Sign('.' | ';' | ':')) => 2,
            Some(TokenKind::Sign(_)) => 3,
            _ => 0,
        };
        1 | (title << 1) | (verb << 3) | (voice * VOICED) | (stops * STOPPED) | (after << 6)
    }

    /// Length, how it ends and begins.
    pub(super) fn quality_of(&self, item: Item) -> u16 {
        let Some(q) = (item.quotation as usize).checked_sub(1).and_then(|q| self.marks.quotations.get(q)) else {
            return 0;
        };
        let inner = q.inner();
        let words = inner.len();
        let length = match words {
            0..=1 => 1,
            2..=3 => 2,
            4..=6 => 3,
            7..=12 => 4,
            13..=30 => 5,
            _ => 6,
        };
        let end = match q.last_sign(self.cut) {
            Some(',') => 1,
            Some('.' | ';') => 2,
            Some('?' | '!') => 3,
            Some('…' | '—' | '–') => 4,
            _ => 0,
        };
        let first = self.cut.word(self.text, inner.start);
        let begin = if first.starts_with(char::is_uppercase) { 1 } else { u16::from(first.starts_with('[')) * 2 };
        length | end << 3 | begin << 6 | u16::from(q.opened && q.closed) << 8
    }
}

/// Words in which somebody speaks of himself or to somebody.
const VOICE: [u32; 10] = {
    use super::super::form::word;
    [
        word("i"),
        word("we"),
        word("you"),
        word("my"),
        word("our"),
        word("your"),
        word("me"),
        word("us"),
        word("'m"),
        word("'re"),
    ]
};

/// Of a quotation's look: somebody speaks of himself in it.
pub const VOICED: u16 = 16;
/// Of a quotation's look: it has a stop before its end.
pub const STOPPED: u16 = 32;

//! "Jo “Big Bird” Hall said": what stands in marks between two names is part of one, and no quotation.

use super::{Draft, Telling};
use crate::span::Span;

/// Tokens of a nickname with its marks, and of the names before it, at most.
const NICKNAME: usize = 5;
const NAMES: usize = 3;

impl Telling<'_> {
    /// Gives a nickname and the name before it back to a source that begins behind it. Linear in the drafts.
    pub(super) fn nicknamed(&self, drafts: &mut Vec<Draft>) {
        for draft in drafts.iter_mut() {
            let Some(source) = draft.source.first().copied() else { continue };
            let Some(whole) = self.with_nickname(source) else { continue };
            let before = Span { begin: whole.begin, end: source.begin };
            if let Some(first) = draft.source.first_mut() {
                *first = whole;
            }
            draft.content.retain(|c| !before.contains(*c));
        }
        drafts.retain(|d| !d.content.is_empty());
    }

    /// The source with a nickname and the names before it.
    fn with_nickname(&self, source: Span) -> Option<Span> {
        let at = self.after(source.begin);
        let close = at.checked_sub(1).filter(|&k| self.is_mark(k) && self.capital(at))?;
        let open = (close.saturating_sub(NICKNAME)..close.checked_sub(1)?).rev().find(|&k| self.is_mark(k))?;
        let name = |k: usize| self.is_word(k) && self.capital(k);
        let plain = (open + 1..close).all(|k| self.is_word(k)) && name(open + 1);
        let mut begin = open;
        while begin > 0 && open - begin < NAMES && name(begin - 1) && self.sentence(begin - 1) == self.sentence(open) {
            begin -= 1;
        }
        (plain && begin < open).then(|| Span { begin: self.span(begin, open).begin, end: source.end })
    }
}

//! Sentences that say again, of the sentence before, what it says of an account.

use super::{Corroboration, Stance};
use crate::origin::{Evidence, Statement};

/// Who "can neither confirm nor deny that" is of what the sentence is of that it points back to, and not of that sentence: the office
/// could not say what broke the gate, nor can he who speaks for it.
pub(super) fn settle(evidence: Evidence<'_>, statements: &[Statement], out: &mut [Corroboration]) {
    for i in 0..out.len() {
        let (done, rest) = out.split_at_mut(i);
        let Some(c) = rest.first_mut().filter(|c| c.stance == Stance::CannotVerify) else { continue };
        let Some(said) = c.statement.and_then(|s| statements.get(s.ix())) else { continue };
        let within = |o: &&Corroboration| {
            let all = said.quotations.iter().filter_map(|q| evidence.speech.attributions.get(q.ix()));
            let mut content = all.filter(|a| a.page == o.place.page).flat_map(|a| &a.content);
            o.stance == c.stance && content.any(|p| o.place.span.contains(*p))
        };
        if let Some(first) = done.iter().rev().take(RESTATED).find(within) {
            (c.about, c.statement, c.matter, c.named) = (first.about, first.statement, first.matter, first.named);
        }
    }
}

/// Findings before one that it may say again.
const RESTATED: usize = 4;

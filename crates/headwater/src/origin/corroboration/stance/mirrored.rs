//! Two tellings beside each other, of which each bears out or contradicts the other: "Ruiz's account tallies with that of Lind".

use super::clause::Sentence;
use super::{Reading, WitnessAt};
use crate::origin::corroboration::account::Owner;

/// Tokens between the first telling and the verb, at most: "of the night on the quay".
const NEAR: usize = 6;

/// Tokens before a possessive among which the name of the second teller stands.
const NAME: usize = 4;

impl Sentence<'_> {
    /// What a reading of the verb, or of the words of comparison, at `i` says the other way round, where its subject is somebody's telling too.
    pub(super) fn mirrored(&self, i: usize, reading: &Reading) -> Option<Reading> {
        let group = self.group(i);
        let named = |o: &Owner| matches!(o, Owner::Before(_) | Owner::From(_));
        let near = |end: usize| end <= group && group - end <= NEAR;
        let first = self.accounts.iter().rev().find(|a| near(a.tokens.end) && named(&a.owner))?;
        let second = &reading.account;
        if second.tokens.start <= first.tokens.start || first.owner == second.owner {
            return None;
        }
        let witness = match second.owner {
            Owner::Before(at) => at.saturating_sub(NAME).max(i + 1)..at,
            Owner::From(at) => at..self.sentence.end,
            _ => return None,
        };
        Some(Reading { stance: reading.stance, account: first.clone(), witness: WitnessAt::After(witness) })
    }
}

//! Whether words mean people in general, or one person of a kind: "other sources", "a retired engineer".

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::OnceLock;

use super::account;
use super::resolve::Reader;
use super::witness::SOMEBODY;
use crate::list::lines;
use crate::span::Span;

impl Reader<'_> {
    /// Whether a stretch is about one person without a name: "a retired river engineer who lives there".
    pub(super) fn one_of_a_kind(&self, range: Range<usize>) -> bool {
        let word = |k: usize| account::at(&self.words, k);
        let Some(first) = range.clone().find(|&k| matches!(word(k), "a" | "an" | "another" | "one")) else {
            return false;
        };
        let phrase = (first + 1..range.end.min(first + SOMEBODY)).take_while(|&k| self.plain(k));
        phrase.into_iter().any(|k| roles().contains(word(k)) || generic_nouns().contains(word(k)))
    }

    /// Whether a stretch means people in general.
    pub(super) fn generic(&self, range: Range<usize>) -> bool {
        range.into_iter().any(|i| generic_nouns().contains(account::at(&self.words, i)))
    }

    /// Whether a name only belongs to the noun after it: "Coastguard personnel", "the Ledger report".
    pub(super) fn attributive(&self, name: Span) -> bool {
        let next = self.cut.tokens.partition_point(|t| t.span.begin < name.end);
        let word = account::at(&self.words, next);
        generic_nouns().contains(word) || account::nouns().contains(word)
    }
}

pub(super) fn generic_nouns() -> &'static BTreeSet<&'static str> {
    static NOUNS: OnceLock<BTreeSet<&'static str>> = OnceLock::new();
    NOUNS.get_or_init(|| lines(include_str!("../../../data/origin/generic-witnesses.txt")).collect())
}

/// What people are called by what they do.
pub(super) fn roles() -> &'static BTreeSet<&'static str> {
    static ROLES: OnceLock<BTreeSet<&'static str>> = OnceLock::new();
    ROLES.get_or_init(|| {
        let rows = lines(include_str!("../../../data/speech/roles.txt"));
        let one = rows.take_while(|l| *l != "[several]").filter(|l| !l.starts_with('['));
        one.flat_map(|l| l.split(' ')).filter(|w| !w.is_empty()).collect()
    })
}

//! The words by which nested speech is told: `data/speech/nested.txt`.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use super::super::super::rule::told;
use super::super::form::word;
use crate::list::entries;

/// Lists of words, as the forms of tokens have them ([`super::super::form::Form::word`]).
#[derive(Debug, Default)]
pub(super) struct Words {
    pub(super) perfect: BTreeSet<u32>,
    pub(super) be: BTreeSet<u32>,
    pub(super) adverb: BTreeSet<u32>,
    pub(super) teller: BTreeSet<u32>,
    pub(super) hearer: BTreeSet<u32>,
    pub(super) own: BTreeSet<u32>,
    pub(super) vague: BTreeSet<u32>,
    pub(super) unsure: BTreeSet<u32>,
    pub(super) when: BTreeSet<u32>,
    pub(super) turn: BTreeSet<u32>,
    pub(super) preposition: BTreeSet<u32>,
    /// Participles whose subject is the hearer.
    pub(super) told: BTreeSet<u32>,
}

/// The lists that the library carries.
pub(super) fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| {
        let mut out = Words { told: told().iter().map(|w| word(w)).collect(), ..Words::default() };
        for (heading, entry) in entries(include_str!("../../../../data/speech/nested.txt")) {
            let list = match heading {
                "perfect" => &mut out.perfect,
                "be" => &mut out.be,
                "adverb" => &mut out.adverb,
                "teller" => &mut out.teller,
                "hearer" => &mut out.hearer,
                "own" => &mut out.own,
                "vague" => &mut out.vague,
                "unsure" => &mut out.unsure,
                "when" => &mut out.when,
                "preposition" => &mut out.preposition,
                "turn" => &mut out.turn,
                _ => continue,
            };
            list.insert(word(entry));
        }
        out
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_list_has_its_words() {
        let w = super::words();
        let lists = [
            &w.perfect,
            &w.be,
            &w.adverb,
            &w.teller,
            &w.hearer,
            &w.own,
            &w.vague,
            &w.unsure,
            &w.when,
            &w.turn,
            &w.told,
            &w.preposition,
        ];
        for list in lists {
            assert!(list.len() > 2, "{list:?}");
        }
    }
}

//! Compound words that tell something of a person: "twenty-one-year-old", "Oskbad-born".

use std::sync::LazyLock;

use crate::list;

static ENDINGS: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| list::lines(include_str!("../../../data/speech/compounds.txt")).map(str::trim).collect());

/// Whether a word, in any case, is such a compound.
pub(super) fn is_of_person(word: &str) -> bool {
    let ends = |ending: &&&str| {
        word.len() > ending.len()
            && word.get(word.len() - ending.len()..).is_some_and(|e| e.eq_ignore_ascii_case(ending))
    };
    ENDINGS.iter().find(ends).is_some()
}

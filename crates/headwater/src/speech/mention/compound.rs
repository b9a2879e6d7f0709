//! Compound words that tell something of a person ("twenty-one-year-old", "Oskbad-born") or are made of a name ("Ruiz-penned").

use std::sync::LazyLock;

use crate::list;

const LIST: &str = include_str!("../../../data/speech/compounds.txt");

static OF_PERSONS: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| list::lines(LIST).map(str::trim).filter(|l| l.starts_with('-')).collect());

static OF_NAMES: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| list::lines(LIST).filter_map(|l| l.trim().strip_prefix("name")).collect());

/// Whether a word, in any case, tells something of a person.
pub(super) fn is_of_person(word: &str) -> bool {
    OF_PERSONS.iter().any(|ending| ends(word, ending))
}

/// Whether a word is an adjective made of a name.
pub(super) fn is_of_name(word: &str) -> bool {
    word.contains('-') && OF_NAMES.iter().any(|ending| ends(word, ending))
}

fn ends(word: &str, ending: &str) -> bool {
    let tail = word.len().checked_sub(ending.len()).filter(|&at| at > 0).and_then(|at| word.get(at..));
    tail.is_some_and(|tail| tail.eq_ignore_ascii_case(ending))
}

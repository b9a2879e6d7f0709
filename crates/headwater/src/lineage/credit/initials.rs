//! Initials of names.

use std::collections::BTreeSet;

/// Words of a name that are looked at, at most.
const WORDS: usize = 9;

/// Fewest and most initials that may stand for an outlet: one letter is anybody's, more than six no outlet has.
const INITIALS: std::ops::RangeInclusive<usize> = 2..=6;

/// The initials of a name, its article aside: those of its words with a capital, and with the small words between them.
pub(crate) fn initials(outlet: &str) -> BTreeSet<String> {
    let words = outlet.split(|c: char| c.is_whitespace() || c == '-').filter(|w| !w.is_empty());
    let words: Vec<&str> = words.skip_while(|w| w.eq_ignore_ascii_case("the")).take(WORDS).collect();
    let of = |all: bool| -> String {
        let kept =
            words.iter().filter_map(|w| w.chars().next()).filter(|c| c.is_uppercase() || all && c.is_lowercase());
        kept.flat_map(char::to_uppercase).collect()
    };
    [of(false), of(true)].into_iter().filter(|s| INITIALS.contains(&s.chars().count())).collect()
}

//! Nouns for what somebody told ("account", "claim", "version"), which say whose words are meant.

use std::collections::BTreeSet;
use std::sync::OnceLock;

/// The nouns of the data file, in lower case.
pub(crate) fn nouns() -> &'static BTreeSet<&'static str> {
    static NOUNS: OnceLock<BTreeSet<&'static str>> = OnceLock::new();
    NOUNS.get_or_init(|| {
        let lines = include_str!("../../../data/speech/telling-nouns.txt").lines().map(str::trim);
        lines.filter(|l| !l.is_empty() && !l.starts_with('#')).collect()
    })
}

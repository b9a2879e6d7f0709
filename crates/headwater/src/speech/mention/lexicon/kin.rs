//! Nouns for people in other forms than the lists have them, and those that call one person.

use std::collections::BTreeMap;

use super::fold;
use crate::list::lines;

/// Before a noun for somebody: no longer that, or in somebody's stead.
pub(super) const FORMER: [&str; 10] = ["ex-", "ex", "экс-", "вице-", "vice-", "vice", "vize", "sous-", "sub", "co-"];

/// Endings of nouns for people in other cases than the first, and what stands for them in the list.
pub(super) fn declension(code: &str) -> &'static [(&'static str, &'static str)] {
    match code {
        "de" => &[("es", ""), ("s", ""), ("en", ""), ("n", ""), ("n", "r"), ("e", "")],
        "ru" => &[
            ("ом", ""),
            ("ем", "ь"),
            ("ем", "й"),
            ("ой", "а"),
            ("ей", "я"),
            ("ей", "а"),
            ("ы", "а"),
            ("и", "а"),
            ("и", "я"),
            ("а", ""),
            ("у", ""),
            ("е", ""),
            ("я", "ь"),
            ("ю", "ь"),
            ("я", "й"),
            ("ю", "й"),
            ("у", "а"),
            ("е", "а"),
            ("ого", "ый"),
            ("ому", "ый"),
            // Of bodies: "в мэрии", "в министерстве", "от министерства".
            ("ии", "ия"),
            ("ию", "ия"),
            ("е", "о"),
            ("а", "о"),
            ("у", "о"),
            ("ом", "о"),
            ("и", "ь"),
            ("его", "ий"),
            ("ему", "ий"),
        ],
        "tr" => &[
            ("nın", ""),
            ("nin", ""),
            ("nun", ""),
            ("nün", ""),
            ("sının", ""),
            ("sinin", ""),
            ("ının", ""),
            ("inin", ""),
            ("sı", ""),
            ("si", ""),
            ("su", ""),
            ("sü", ""),
            ("na", ""),
            ("ne", ""),
            ("ya", ""),
            ("ye", ""),
            ("ın", ""),
            ("in", ""),
            ("un", ""),
            ("ün", ""),
            ("ı", ""),
            ("i", ""),
            ("u", ""),
            ("ü", ""),
            ("a", ""),
            ("e", ""),
        ],
        _ => &[],
    }
}

/// The lines of a language in the list of nouns that call one person, each noun by the first of its line.
pub(super) fn kin(code: &str) -> BTreeMap<String, &'static str> {
    let mut out = BTreeMap::new();
    let mut mine = false;
    for line in lines(include_str!("../../../../data/speech/kin.txt")) {
        if let Some(heading) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            mine = heading == code;
        } else if mine && let Some(first) = line.split_whitespace().next() {
            for noun in line.split_whitespace() {
                out.entry(fold(noun).into_owned()).or_insert(first);
            }
        }
    }
    out
}

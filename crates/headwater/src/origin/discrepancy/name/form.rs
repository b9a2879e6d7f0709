//! Forms of names that everybody knows to be one's: a country and what is called after it, a given name and its short form.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use crate::list::lines;

/// The words of `same-names.txt` of a kind, row by row.
fn rows(kind: &'static str) -> impl Iterator<Item = (usize, &'static str)> {
    let all = lines(include_str!("../../../../data/origin/same-names.txt")).enumerate();
    let own = all.filter_map(move |(i, l)| Some((i, l.split_once(" | ").filter(|(k, _)| *k == kind)?.1)));
    own.flat_map(|(i, words)| words.split(' ').map(move |w| (i, w)))
}

/// The words of a kind that has one class.
fn words(kind: &'static str) -> BTreeSet<&'static str> {
    rows(kind).map(|(_, w)| w).collect()
}

/// What pages write between two names of one thing.
pub(super) fn called_also() -> &'static [String] {
    static ALL: OnceLock<Vec<String>> = OnceLock::new();
    ALL.get_or_init(|| words("called-also").into_iter().map(|w| w.replace('_', " ")).collect())
}

/// The one of several names by which all are known, of a name by its words in small letters: "us" of "american".
fn known(name: &str) -> Option<usize> {
    static ALL: OnceLock<BTreeMap<&'static str, usize>> = OnceLock::new();
    let all = ALL.get_or_init(|| {
        let mut all: BTreeMap<&str, usize> = rows("same").chain(rows("country")).map(|(i, w)| (w, i)).collect();
        let countries = lines(include_str!("../../../../data/speech/places.txt")).enumerate();
        for (i, row) in countries {
            let row: Vec<&str> = row.split([':', ' ']).map(str::trim).filter(|w| !w.is_empty()).collect();
            let own = row.iter().find_map(|w| all.get(w).copied()).unwrap_or(FIRST + i);
            for w in row {
                all.entry(w).or_insert(own);
            }
        }
        all
    });
    all.get(name).copied()
}

/// Rows of the one file are numbered from here on, so that they are none of the other's.
const FIRST: usize = 10_000;

/// Whether two names, by their words in small letters, are known to be of one thing: "us" and "american", "isis" and "islamic state".
pub(super) fn of_one(p: &[String], q: &[String]) -> bool {
    let (x, y) = (p.join("_"), q.join("_"));
    known(&x).is_some_and(|k| known(&y) == Some(k))
}

/// The country that words in small letters name, or what is called after it: its number, and what stands before its name.
pub(super) fn country(name: &[String]) -> Option<(usize, Option<&str>)> {
    static OTHERS: OnceLock<(BTreeSet<&'static str>, BTreeSet<&'static str>)> = OnceLock::new();
    let (before, no) = OTHERS.get_or_init(|| (words("before-a-country"), words("no-country")));
    let plain = |w: &str| {
        let one = known(w).or_else(|| w.strip_suffix('s').and_then(known)).filter(|_| !no.contains(w));
        one.filter(|&k| countries().contains(&k))
    };
    if let Some(k) = plain(&name.join("_")) {
        return Some((k, None));
    }
    let [first, rest @ ..] = name else { return None };
    let bare = matches!(first.as_str(), "greater" | "great");
    let k = plain(&rest.join("_")).filter(|_| bare || before.contains(first.as_str()))?;
    Some((k, Some(first.as_str()).filter(|_| !bare)))
}

/// The numbers of what is a country.
fn countries() -> &'static BTreeSet<usize> {
    static ALL: OnceLock<BTreeSet<usize>> = OnceLock::new();
    ALL.get_or_init(|| {
        let places = lines(include_str!("../../../../data/speech/places.txt"));
        let listed = places.filter_map(|row| known(row.split(':').next().unwrap_or("").trim()));
        listed.chain(rows("country").map(|r| r.0)).collect()
    })
}

/// Whether one of two words is a short form of the given name that the other is, or of the same.
pub(super) fn short_of(a: &str, b: &str) -> bool {
    static ALL: OnceLock<BTreeMap<&'static str, BTreeSet<usize>>> = OnceLock::new();
    let all = ALL.get_or_init(|| {
        let mut all: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
        for (i, w) in rows("short") {
            all.entry(w).or_default().insert(i);
        }
        all
    });
    all.get(a).is_some_and(|x| all.get(b).is_some_and(|y| !x.is_disjoint(y)))
}

/// Whether two words are one name in another form: a plural, or one in -ic beside one in -ist.
pub(super) fn inflected(a: &str, b: &str) -> bool {
    let common = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).map(|(x, _)| x.len_utf8()).sum::<usize>();
    let (x, y) = (a.get(common..).unwrap_or(""), b.get(common..).unwrap_or(""));
    let plural = |x: &str, y: &str| x.is_empty() && matches!(y, "s" | "es");
    // "Rajasthan" and "Rajasthani", "Korea" and "Korean".
    let called = |x: &str, y: &str| {
        x.is_empty()
            && (matches!(y, "ese" | "ian" | "ish") || y == "n" && a.get(..common).is_some_and(|s| s.ends_with('a')))
    };
    common >= STEM && (plural(x, y) || plural(y, x)) || common >= LONG && (called(x, y) || called(y, x))
}

/// Letters that two forms of one name share at least.
const STEM: usize = 4;

/// The same, where an ending may be that of another's name: "Maria" and "Marian" are two.
const LONG: usize = 6;

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn a_country_is_known_by_its_names() {
        assert!(of_one(&words("american"), &words("united states")));
        assert!(of_one(&words("uk"), &words("british")));
        assert!(!of_one(&words("american"), &words("british")));
        assert_eq!(country(&words("syria")), country(&words("syrian")));
        assert_ne!(country(&words("north korean")), country(&words("south korean")));
        assert_eq!(country(&words("london")), None);
    }

    #[test]
    fn a_short_form_is_the_name() {
        assert!(short_of("jim", "james") && short_of("kate", "katie") && !short_of("jim", "tom"));
        assert!(inflected("sport", "sports") && !inflected("maria", "marian") && !inflected("lund", "lunde"));
    }
}

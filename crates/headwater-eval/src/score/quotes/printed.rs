//! The same articles printed otherwise: what was learned from American papers has to hold for those of others.
//!
//! Every print changes characters one for one, so that the places of the true attributions stay. It is measured how much of
//! the contents and of the whole is right; a reader loses nothing by another print, so a program should not either.

use std::collections::{BTreeMap, BTreeSet};

/// A way to print, by name.
pub(super) struct Print {
    /// Its name among the figures.
    pub(super) name: &'static str,
    /// The text in this print, with as many characters.
    pub(super) of: fn(&str, &Known) -> String,
}

/// What is known of the words of all articles.
pub(super) struct Known {
    small: BTreeSet<String>,
}

/// All prints that are measured.
pub(super) const PRINTS: [Print; 4] = [
    Print { name: "signs_behind", of: signs_behind },
    Print { name: "single", of: single },
    Print { name: "present", of: present },
    Print { name: "names", of: names },
];

impl Known {
    /// Reads which words stand with small letters somewhere.
    pub(super) fn new<'a>(texts: impl Iterator<Item = &'a str>) -> Known {
        let words = texts.flat_map(|t| t.split(|c: char| !c.is_alphabetic()));
        Known { small: words.filter(|w| w.starts_with(char::is_lowercase)).map(str::to_owned).collect() }
    }
}

/// "... left”, she said." Commas and stops behind the closing mark, as in Britain.
fn signs_behind(text: &str, _: &Known) -> String {
    let mut out: Vec<char> = text.chars().collect();
    for i in 1..out.len() {
        if matches!(out[i], '”' | '"') && matches!(out[i - 1], ',' | '.') {
            out.swap(i - 1, i);
        }
    }
    out.into_iter().collect()
}

/// Single marks for double ones.
fn single(text: &str, _: &Known) -> String {
    text.chars()
        .map(|c| {
            if c == '“' {
                '‘'
            } else if c == '”' {
                '’'
            } else {
                c
            }
        })
        .collect()
}

/// "She says" for "she said".
fn present(text: &str, _: &Known) -> String {
    words(text, |w| (w == "said").then(|| "says".to_owned()))
}

/// Invented names for all words that never stand with a small letter but those of the calendar.
fn names(text: &str, known: &Known) -> String {
    let mut given: BTreeMap<String, String> = BTreeMap::new();
    words(text, |w| {
        let lower = w.to_lowercase();
        let name = w.starts_with(char::is_uppercase) && w.len() > 3 && w.is_ascii() && !known.small.contains(&lower);
        if !name || CALENDAR.contains(&lower.as_str()) {
            return None;
        }
        let new = given.entry(lower.clone()).or_insert_with(|| invented(&lower));
        let cased = new.chars().zip(w.chars()).map(|(n, o)| if o.is_uppercase() { n.to_ascii_uppercase() } else { n });
        Some(cased.collect())
    })
}

/// Consonants and vowels in turn, as many as the word has letters; the same for the same word.
fn invented(word: &str) -> String {
    const CONSONANTS: &[u8] = b"bcdfghklmnprstvw";
    const VOWELS: &[u8] = b"aeiou";
    let mut state = word.bytes().fold(0x811c_9dc5_u32, |h, b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193));
    let vowel = state & 1 == 1;
    let letter = |i: usize| {
        state = state.wrapping_mul(0x915f_77f5).wrapping_add(0x9e37_79b9);
        let from = if i.is_multiple_of(2) == vowel { VOWELS } else { CONSONANTS };
        char::from(from[(state >> 16) as usize % from.len()])
    };
    (0..word.len()).map(letter).collect()
}

/// The text with some of its words changed.
fn words(text: &str, mut change: impl FnMut(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(begin) = rest.find(char::is_alphabetic) {
        out.push_str(&rest[..begin]);
        rest = &rest[begin..];
        let word = &rest[..rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len())];
        out.push_str(&change(word).unwrap_or_else(|| word.to_owned()));
        rest = &rest[word.len()..];
    }
    out + rest
}

const CALENDAR: [&str; 19] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_print_has_as_many_characters() {
        let text = "“We left,” said Ana Ruiz. \"We ran,\" Tomás said on Tuesday.";
        let known = Known::new(["we left said ran on"].into_iter());
        for print in PRINTS {
            assert_eq!((print.of)(text, &known).chars().count(), text.chars().count(), "{}", print.name);
        }
        assert_eq!(signs_behind("“We left,” she said.", &known), "“We left”, she said.");
        assert_eq!(present("said unsaid", &known), "says unsaid");
        assert!(names("Ruiz met Ruiz on Tuesday", &known).ends_with("Tuesday"));
    }
}

//! Names out of a byline: `By Ana Ruiz and Tom Hale, Staff Writers | 18 March`.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::LazyLock;

use crate::day;
use crate::page::date;
use crate::page::identity::head::clean;
use crate::page::identity::title::fold;

/// Wordings before a name; whether each wants a colon behind it.
static BY: LazyLock<BTreeMap<String, bool>> = LazyLock::new(|| {
    let entries = || {
        let lines = include_str!("../../../../data/page/bylines.txt").lines().filter(|l| !l.starts_with('#'));
        lines.filter_map(|l| l.split_once(' '))
    };
    let of = |kind: &'static str| entries().filter(move |(k, _)| *k == kind).map(|(_, w)| w);
    let mut by: BTreeMap<String, bool> = of("label").map(|w| (w.to_owned(), true)).collect();
    by.extend(of("word").map(|w| (w.to_owned(), false)));
    by.extend(of("piece").flat_map(|piece| of("of").map(move |of| (format!("{piece} {of}"), false))));
    by
});

/// Words of an author's field that are no person's name, by kind.
static NOT: LazyLock<BTreeMap<&'static str, &'static str>> = LazyLock::new(|| {
    let lines = include_str!("../../../../data/page/notauthors.txt").lines().filter(|l| !l.starts_with('#'));
    lines.filter_map(|l| l.split_once(' ')).map(|(kind, words)| (words, kind)).collect()
});

/// Longest wording before a name, in characters.
const LONGEST: usize = 48;

/// Most words behind it: several names with what they are.
const WORDS: usize = 14;

/// What follows the words that begin a byline, if the line begins so and a name follows.
pub fn after_by(line: &str) -> Option<&str> {
    let line = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    let mut lower = String::new();
    let mut found = None;
    for (at, c) in line.char_indices().take(LONGEST) {
        if c == ' ' || c == ':' || c == '\u{A0}' || c == '\n' {
            // The first wording not before these words is they, or begins with them, or none does.
            let near = BY.range::<str, _>((Bound::Included(lower.as_str()), Bound::Unbounded)).next();
            match near {
                Some((words, colon)) if *words == lower => {
                    if !colon || line.get(at..).is_some_and(|r| r.trim_start().starts_with(':')) {
                        found = Some(at);
                    }
                }
                Some((words, _)) if words.starts_with(&lower) => {}
                _ => break,
            }
        }
        if c.is_ascii() {
            lower.push(c.to_ascii_lowercase());
        } else {
            lower.extend(c.to_lowercase());
        }
    }
    let rest = line.get(found?..)?.trim_start_matches(|c: char| c.is_whitespace() || c == ':');
    let named = rest.chars().next().is_some_and(char::is_uppercase);
    (named && rest.split_whitespace().count() <= WORDS).then_some(rest)
}

/// As [`after_by`], in any part of a line: `18 March 2019, by Ana Ruiz`, `06.11.2023 13:30 von Olga | Stars`.
pub fn after_by_within(line: &str) -> Option<&str> {
    if let Some(rest) = after_by(line) {
        return Some(rest);
    }
    let behind_date = date::find(line).into_iter().next().and_then(|(span, _)| line.get(span.end as usize..));
    let parts = line.split(['|', '·', '•', '–', '—']).skip(1).chain(behind_date);
    let past_time = |part: &'_ str| part.find(|c: char| c.is_alphabetic()).unwrap_or(0);
    parts
        .filter_map(|part| {
            let from = past_time(part);
            let part = part.get(from..)?;
            after_by(part).or_else(|| after_by(part.strip_prefix("Uhr").or(part.strip_prefix("h "))?))
        })
        .next()
}

/// Words between names.
const AND: [&str; 9] = [" and ", " und ", " & ", " et ", " y ", " og ", " och ", " ve ", " и "];

/// Words behind a name that begin something else: whom it was written for, and where.
const ELSE: [&str; 9] = [" for ", " in ", " aus ", " at ", " from ", " special to ", " via ", " en ", " says"];

/// Single names out of `A, B and C | 18 March`; addresses, dates, roles and what is no name left out.
pub fn split(names: &str) -> Vec<String> {
    let parted = |c: char| matches!(c, '|' | '·' | '•' | '(' | '–' | '—' | '\n' | '»' | '[' | '®');
    let names = names.split(parted).find(|n| !n.trim().is_empty()).unwrap_or("");
    // A dash with blanks around parts what the bearers are; one within a name has none.
    let names = names.split(" - ").next().unwrap_or(names);
    let names = before_second(before_date(names));
    let mut out: Vec<String> = Vec::new();
    for part in names.split([',', ';']).flat_map(|p| p.split(" / ")) {
        for part in apart(part) {
            let part = clean(after_by(part).unwrap_or(part));
            // An account beside the name is the same person's.
            let part = part.find(" @").and_then(|at| part.get(..at)).unwrap_or(&part);
            let part = part.strip_prefix("von ").or(part.strip_prefix("by ")).unwrap_or(part);
            let name = without_rest(part);
            let name = name.trim_matches(|c: char| !c.is_alphanumeric() && c != ')' && c != '.');
            // A degree or an agency behind the name is no second author.
            let degree = !out.is_empty()
                && name.len() <= 5
                && !name.contains(' ')
                && name.chars().filter(|c| c.is_uppercase()).count() >= 2;
            if is_name(name) && !degree {
                out.push(name.to_owned());
            }
        }
    }
    out
}

/// The parts between the words for `and`, however they are capitalised. Linear in the words.
fn apart(part: &str) -> Vec<&str> {
    let lower = part.to_lowercase();
    if lower.len() != part.len() {
        return vec![part];
    }
    let mut cuts: Vec<(usize, usize)> =
        AND.iter().flat_map(|and| lower.match_indices(and).map(|(at, w)| (at, at + w.len()))).collect();
    cuts.sort_unstable();
    let mut out = Vec::new();
    let mut from = 0;
    for (begin, end) in cuts {
        if begin >= from {
            out.extend(part.get(from..begin));
            from = end;
        }
    }
    out.extend(part.get(from..));
    out
}

/// A name without whom and where it was written for, and without what its bearer is: `Ana Ruiz in Cairo`,
/// `Staff Writer Ana Ruiz`.
fn without_rest(part: &str) -> &str {
    let lower = part.to_lowercase();
    let mut end = part.len();
    if lower.len() == part.len() {
        end = ELSE.iter().filter_map(|e| lower.find(e)).filter(|&at| at >= 3).min().unwrap_or(end);
    }
    let kept = part.get(..end).unwrap_or(part).trim();
    let mut name = kept;
    // The longest role that the name begins or ends with.
    for (at, _) in kept.match_indices(' ') {
        let (front, back) = kept.split_at(at);
        let is_role = |w: &str| NOT.get(w.trim().to_lowercase().as_str()) == Some(&"role");
        if is_role(front) && back.trim().contains(' ') {
            name = back.trim();
        } else if is_role(back) && front.trim().contains(' ') {
            return front.trim();
        }
    }
    name
}

/// A byline up to where another one begins: `Ana Ruiz   Illustration by Tom Hale`, `Ana Ruiz Fotos: Tom Hale`.
fn before_second(names: &str) -> &str {
    let words: Vec<(usize, &str)> = names
        .split(' ')
        .scan(0, |at, w| {
            let begin = *at;
            *at += w.len() + 1;
            Some((begin, w))
        })
        .collect();
    for pair in words.windows(2) {
        let [(at, first), (_, second)] = pair else { continue };
        let by = matches!(second.to_lowercase().as_str(), "by" | "von" | "par" | "por" | "by:" | "von:");
        if *at > 2 && (by && !first.is_empty() || first.ends_with(':')) {
            return names.get(..*at).unwrap_or(names);
        }
    }
    names
}

/// A byline up to where its date begins: `Ana Ruiz on March 18, 2019`, `Ana Ruiz Le 17/02/2020`.
fn before_date(names: &str) -> &str {
    let mut end = names.len();
    if let Some((span, _)) = date::find(names).first() {
        end = span.begin as usize;
    }
    // A weekday, a month without a year, a time: from the first digit on it's no name.
    if let Some(digit) = names.find(|c: char| c.is_ascii_digit()).filter(|d| *d > 3 && names[..*d].ends_with(' ')) {
        end = end.min(digit);
    }
    let mut kept =
        names.get(..end).unwrap_or(names).trim_end_matches(|c: char| !c.is_alphanumeric() && c != '.' && c != ')');
    loop {
        let last = kept.rsplit(' ').next().unwrap_or("");
        let lower = last.to_lowercase();
        const LITTLE: [&str; 20] = [
            "hace",
            "vor",
            "há",
            "fa",
            "on",
            "am",
            "le",
            "at",
            "um",
            "vom",
            "den",
            "el",
            "il",
            "published",
            "posted",
            "updated",
            "date",
            "the",
            "last",
            "veröffentlicht",
        ];
        if end == names.len() || kept == last || !(LITTLE.contains(&lower.as_str()) || is_weekday(&lower)) {
            return kept;
        }
        kept = kept[..kept.len() - last.len()].trim_end_matches(|c: char| !c.is_alphanumeric());
    }
}

pub(in crate::page) fn is_weekday(word: &str) -> bool {
    let listed = ["en", "de"].into_iter().filter_map(day::of).any(|d| d.of_week(word).is_some());
    let short = || day::of("en").is_some_and(|d| d.words().any(|w| d.of_week(w).is_some() && w.starts_with(word)));
    listed || word.len() == 3 && short()
}

fn is_name(name: &str) -> bool {
    let lower = name.to_lowercase();
    if matches!(NOT.get(lower.as_str()), Some(&"role" | &"label")) {
        return false;
    }
    // Small words in the midst of great ones are a sentence's, but for the particles of names.
    const PARTICLES: [&str; 34] = [
        "von", "van", "der", "den", "de", "del", "della", "di", "da", "dos", "das", "do", "du", "des", "la", "le",
        "el", "al", "bin", "ben", "ibn", "zu", "zur", "zum", "ter", "ten", "y", "e", "i", "af", "av", "und", "vom",
        "st",
    ];
    let small = |w: &str| w.chars().next().is_some_and(char::is_lowercase);
    let mixed = name.chars().next().is_some_and(char::is_uppercase)
        && name.split_whitespace().any(|w| small(w) && !PARTICLES.contains(&w) && !w.contains('\''));
    let phrase = name.contains(' ') && name.split_whitespace().all(small);
    if (mixed || phrase) && !is_office(name) {
        return false;
    }
    let words = name.split_whitespace().count();
    (1..=6).contains(&words)
        && (2..=80).contains(&name.len())
        && name.chars().any(char::is_alphabetic)
        && !name.contains("://")
        && !name.contains('@')
        && !name.contains("www.")
        && !name.contains(':')
}

/// Whether the name is a publisher's or an office's by its words.
pub fn is_office(name: &str) -> bool {
    let folded = fold(name);
    let is_house = |w: &str| NOT.get(w) == Some(&"house");
    is_house(&folded) || folded.split(' ').any(is_house) || name.ends_with(" e.V.")
}

/// Capitals alone, as agencies and offices sign: `LN`, `AFP`.
pub fn is_initials(name: &str) -> bool {
    (2..=5).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_uppercase())
}

/// Whether the name is what an account is called rather than a person: `aruiz`, `ana.ruiz`, `ana_ruiz7`.
pub fn is_handle(name: &str) -> bool {
    !name.contains(' ')
        && (name.chars().all(|c| c.is_lowercase() || !c.is_alphabetic())
            || name.contains(['_', '@'])
            || name.bytes().any(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byline_is_split_to_names() {
        assert_eq!(split("Ana Ruiz, Tom Hale and Li Wei"), ["Ana Ruiz", "Tom Hale", "Li Wei"]);
        assert_eq!(split("ANA RUIZ AND TOM HALE"), ["ANA RUIZ", "TOM HALE"]);
        assert_eq!(split("Ana Ruiz on Monday, March 18, 2019"), ["Ana Ruiz"]);
        assert_eq!(split("Ana Ruiz | Harbour Post"), ["Ana Ruiz"]);
        assert_eq!(split("Ana Ruiz and Li C Wei - Harbour Watch team"), ["Ana Ruiz", "Li C Wei"]);
        assert_eq!(split("Ana Ruiz, PhD"), ["Ana Ruiz"]);
        assert_eq!(split("Ana Ruiz @anaruiz"), ["Ana Ruiz"]);
        assert_eq!(split("Ana Ruiz, Staff Writer"), ["Ana Ruiz"]);
        assert_eq!(split("Ana Ruiz For The Harbour Post"), ["Ana Ruiz"]);
        assert_eq!(split("Ana Ruiz in Kairo und Tom Hale"), ["Ana Ruiz", "Tom Hale"]);
        assert_eq!(split("Ana Ruiz Fotos: Tom Hale"), ["Ana Ruiz"]);
        assert_eq!(split("Ana Ruiz Illustration von Tom Hale"), ["Ana Ruiz"]);
    }

    #[test]
    fn a_byline_is_told_by_the_words_before_the_name() {
        assert_eq!(after_by("Written by: Ana Ruiz"), Some("Ana Ruiz"));
        assert_eq!(after_by("Ein Gastbeitrag von Ana Ruiz"), Some("Ana Ruiz"));
        assert_eq!(after_by("Text: Ana Ruiz"), Some("Ana Ruiz"));
        assert_eq!(after_by("Text Ana Ruiz"), None);
        assert_eq!(after_by("by the river"), None);
        assert_eq!(after_by_within("18 March 2019, by Ana Ruiz"), Some("Ana Ruiz"));
        assert_eq!(after_by_within("06.11.2023 13:30 von Ana Ruiz"), Some("Ana Ruiz"));
        assert_eq!(after_by_within("News | By Ana Ruiz"), Some("Ana Ruiz"));
    }
}

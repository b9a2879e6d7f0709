//! One name spelled two ways, on one page or on two.

use std::collections::{BTreeMap, BTreeSet};

use crate::origin::Evidence;
use crate::origin::discrepancy::{Discrepancy, DiscrepancyKind, called};
use crate::reuse::Place;
use crate::span;
use crate::speech::mention::MentionForm;
use crate::speech::{Speaker, SpeakerKind};
use unicode_normalization::UnicodeNormalization as _;

/// One name spelled two ways: parts of a speaker's names that differ by a letter or two.
pub(in crate::origin::discrepancy) fn spellings(evidence: Evidence<'_>) -> Vec<Discrepancy> {
    let mut out = Vec::new();
    for speaker in evidence.speech.speakers.iter().filter(|s| s.named && s.kind != SpeakerKind::Group) {
        let mut parts: BTreeMap<String, Place> = BTreeMap::new();
        let mut full: BTreeSet<String> = BTreeSet::new();
        for (place, text) in named(evidence, speaker) {
            for (at, part) in parts_of(&text) {
                let begin = place.span.begin as usize + at;
                let place = Place { page: place.page, span: span::Span::new(begin, begin + part.len()) };
                parts.entry(part.to_owned()).and_modify(|p| *p = (*p).min(place)).or_insert(place);
            }
            full.insert(text);
        }
        let list: Vec<(&String, &Place)> = parts.iter().collect();
        for (i, (x, p)) in list.iter().enumerate() {
            for (y, q) in list.iter().skip(i + 1).filter(|(y, _)| variant(x, y)) {
                // "Abdel Abdul Kast" has both names.
                let whole = |f: &str, w: &str| f.split(|c: char| !(c.is_alphanumeric() || c == '-')).any(|p| p == w);
                if full.iter().any(|f| whole(f, x) && whole(f, y)) {
                    continue;
                }
                let mut places = vec![**p, **q];
                places.sort_unstable();
                let note = format!(
                    "{} is spelled “{x}” ({}) and “{y}” ({})",
                    speaker.name,
                    called(evidence, p.page),
                    called(evidence, q.page)
                );
                out.push(Discrepancy { kind: DiscrepancyKind::Name, places, note });
            }
        }
    }
    out
}

/// The mentions of a speaker by name that count, with their words.
fn named<'a>(evidence: Evidence<'a>, speaker: &'a Speaker) -> impl Iterator<Item = (Place, String)> + 'a {
    let names = speaker.mentions.iter().filter(|m| m.2 == MentionForm::Name);
    names.filter_map(move |&(page, span, _)| {
        let p = evidence.pages.get(page.ix())?;
        let counts = p.role_at(span.begin).tells();
        counts.then(|| (Place { page, span }, span.of(&p.text).to_owned()))
    })
}

/// The parts of a name of five letters or more, which are long enough to be compared letter by letter.
fn parts_of(name: &str) -> impl Iterator<Item = (usize, &str)> {
    let starts = name.char_indices().filter(|&(i, c)| {
        c.is_uppercase()
            && !name.get(..i).and_then(|h| h.chars().next_back()).is_some_and(|b| b.is_alphanumeric() || b == '-')
    });
    starts.filter_map(|(i, _)| {
        let rest = name.get(i..)?;
        let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '-')).unwrap_or(rest.len());
        let part = rest.get(..end)?;
        (part.chars().count() >= 5).then_some((i, part))
    })
}

/// Whether two words are spellings of one name: the same first letter, and a letter in five at most is added, dropped,
/// changed or swapped (Damerau's four slips); not a plural or possessive of each other, nor other capitals only.
pub(super) fn variant(a: &str, b: &str) -> bool {
    // "Babić" and "Babic" are letters with and without their marks.
    let letters = |w: &str| w.nfd().filter(|c| c.is_alphanumeric() || *c == '-').flat_map(char::to_lowercase).collect();
    let (x, y): (Vec<char>, Vec<char>) = (letters(a), letters(b));
    let plural = |p: &[char], q: &[char]| q.len() == p.len() + 1 && q.last() == Some(&'s') && q.starts_with(p);
    if x == y || x.first() != y.first() || plural(&x, &y) || plural(&y, &x) {
        return false;
    }
    let most = (x.len().max(y.len()) / 5).max(1);
    x.len().abs_diff(y.len()) <= most && slips(&x, &y) <= most
}

/// Damerau's distance in its restricted form (optimal string alignment).
fn slips(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let get = |r: &[usize], k: usize| r.get(k).copied().unwrap_or(usize::MAX - 1);
            let mut cost = (get(&above, j) + usize::from(x != y)).min(get(&above, j + 1) + 1).min(get(&row, j) + 1);
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x);
            if swapped {
                cost = cost.min(get(&before, j - 1) + 1);
            }
            row.push(cost);
        }
        before = std::mem::replace(&mut above, row);
    }
    above.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::variant;

    #[test]
    fn a_letter_in_five_is_a_spelling() {
        assert!(variant("Vantongeren", "Vantongren"));
        assert!(variant("Lindqvist", "Lindqivst"));
        assert!(!variant("Martin", "Marlon"));
        assert!(!variant("Aldous", "ALDOUS"));
        assert!(!variant("Turner", "Turners"));
    }
}

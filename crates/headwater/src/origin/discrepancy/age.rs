//! One person whom two pages give two ages: "Lind, 46, said", "40-year-old Mira Lind".

use std::collections::{BTreeMap, BTreeSet};

use super::lead::Leads;
use super::version::is_calendar;
use super::{Discrepancy, DiscrepancyKind, called};
use crate::id::PageIx;
use crate::origin::Evidence;
use crate::page::Role;
use crate::reuse::Place;
use crate::span::Span;
use crate::speech::mention::MentionForm;

/// An age that a page gives somebody.
struct Aged {
    page: PageIx,
    /// The figure.
    place: Span,
    years: u8,
}

/// Words between an age and the name behind it: "46-year-old former harbour pilot Mira Lind". Longer phrases are seldom, and
/// each word more is one more chance to take another's name.
const BETWEEN: usize = 4;

/// Ages that pages give the same name otherwise. Linear in the text, but for sorting.
pub(super) fn ages(evidence: Evidence<'_>, leads: &Leads) -> Vec<Discrepancy> {
    let mut by: BTreeMap<String, Vec<Aged>> = BTreeMap::new();
    let mut full: BTreeMap<&str, Option<&str>> = BTreeMap::new();
    for name in evidence.speech.speakers.iter().filter(|s| s.named).map(|s| s.name.as_str()) {
        if let Some((_, last)) = name.rsplit_once(' ') {
            full.entry(last).and_modify(|n| *n = n.filter(|&n| n == name)).or_insert(Some(name));
        }
    }
    let mut all: Vec<(String, Aged)> = Vec::new();
    for (i, page) in evidence.pages.iter().enumerate() {
        let page_ix = PageIx::new(i);
        for block in page.blocks.iter().filter(|b| b.role == Role::Story) {
            let told = told(block.span, &page.text).into_iter();
            all.extend(told.map(|(name, place, years)| (name, Aged { page: page_ix, place, years })));
        }
    }
    // Who is dead says nothing: with an age he may be named in full all the same.
    let mut aged: BTreeMap<String, Option<String>> = BTreeMap::new();
    for (name, _) in &all {
        if let Some((_, last)) = name.rsplit_once(' ') {
            let own = aged.entry(last.to_owned()).or_insert_with(|| Some(name.clone()));
            *own = own.take().filter(|n| n == name);
        }
    }
    let pages: BTreeMap<String, BTreeSet<PageIx>> =
        all.iter().filter(|(n, _)| n.contains(' ')).fold(BTreeMap::new(), |mut map, (name, age)| {
            map.entry(name.clone()).or_insert_with(BTreeSet::new).insert(age.page);
            map
        });
    let mut given: BTreeMap<PageIx, BTreeMap<&str, BTreeSet<&str>>> = BTreeMap::new();
    for (name, age) in all {
        // "Lind, 46": the one person of that last name whom the pages name in full, or else the only one of an age whom this page
        // names in full, on a page of the same event.
        let name = if name.contains(' ') {
            Some(name)
        } else {
            let speaks = full.get(name.as_str()).copied().flatten().map(str::to_owned);
            let here = given.entry(age.page).or_insert_with(|| given_names(evidence, age.page));
            let here = here.get(name.as_str());
            let meant = aged.get(name.as_str()).cloned().flatten().filter(|n| {
                let own = n.rsplit_once(' ').map_or("", |(g, _)| g);
                let one = here.is_some_and(|h| h.len() == 1 && h.contains(own));
                one && pages.get(n).is_some_and(|p| p.iter().any(|&p| p == age.page || leads.meet(p, age.page)))
            });
            meant.or(speaks)
        };
        let Some(name) = name else { continue };
        by.entry(name).or_default().push(age);
    }
    // "The 46-year-old said": whoever that is on his page.
    for s in evidence.speech.speakers.iter().filter(|s| s.named && s.name.contains(' ')) {
        for &(page, span, _) in s.mentions.iter().filter(|m| m.2 == MentionForm::Description) {
            let words = evidence.pages.get(page.ix()).map_or("", |p| span.of(&p.text));
            let bare = ["the ", "The "].iter().find_map(|a| words.strip_prefix(a)).filter(|w| w.ends_with("-year-old"));
            let Some(word) = bare else { continue };
            let Some((years, rest)) = figure(word).filter(|f| f.1 == "-year-old") else { continue };
            let begin = span.begin as usize + words.find(word).unwrap_or(0);
            let place = Span::new(begin, begin + word.len() - rest.len());
            by.entry(s.name.clone()).or_default().push(Aged { page, place, years });
        }
    }
    let mut out = Vec::new();
    for (name, all) in by {
        // A page that gives one name two ages tells of two moments, or of two people.
        let mut given: BTreeMap<PageIx, BTreeSet<u8>> = BTreeMap::new();
        for a in &all {
            given.entry(a.page).or_default().insert(a.years);
        }
        // The first place of each age.
        let mut ages: BTreeMap<u8, &Aged> = BTreeMap::new();
        for a in all.iter().filter(|a| given.get(&a.page).is_some_and(|y| y.len() == 1)) {
            ages.entry(a.years).or_insert(a);
        }
        if ages.len() < 2 {
            continue;
        }
        let mut places: Vec<Place> = ages.values().map(|a| Place { page: a.page, span: a.place }).collect();
        places.sort_unstable();
        let said: Vec<String> = ages.iter().map(|(y, a)| format!("{y} ({})", called(evidence, a.page))).collect();
        let note = format!("another age of {name}: {}", said.join(", "));
        out.push(Discrepancy { kind: DiscrepancyKind::Number, places, note });
    }
    out
}

/// The given names that stand before each last name on a page. Linear in it.
fn given_names(evidence: Evidence<'_>, page: PageIx) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut out: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let Some(page) = evidence.pages.get(page.ix()) else { return out };
    for block in page.blocks.iter().filter(|b| b.role == Role::Story) {
        for pair in words(block.span, &page.text).windows(2) {
            let [a, b] = pair else { continue };
            let beside = page.text.get(a.end as usize..b.begin as usize) == Some(" ");
            let (given, last) = (a.of(&page.text), b.of(&page.text));
            if beside && capital(given) && capital(last) && !TITLES.contains(&given) {
                out.entry(last).or_default().insert(given);
            }
        }
    }
    out
}

/// Titles that stand where a given name does.
const TITLES: [&str; 10] = ["Mr", "Mrs", "Ms", "Miss", "Dr", "Sir", "Lord", "Lady", "Professor", "Captain"];

/// The ages in a block, each with whose it is: given and last name.
fn told(block: Span, page: &str) -> Vec<(String, Span, u8)> {
    let words = words(block, page);
    let text = |i: usize| words.get(i).map_or("", |w| w.of(page));
    let mut out = Vec::new();
    for i in 0..words.len() {
        let word = text(i);
        let Some((years, rest)) = figure(word) else { continue };
        let Some(&place) = words.get(i) else { continue };
        let place = Span::new(place.begin as usize, place.begin as usize + word.len() - rest.len());
        let (a, b) = (text(i + 1), text(i + 2));
        // "46-year-old", "46-year old", "46 year old".
        let old = match rest {
            "-year-old" => Some(i + 1),
            "-year" if a == "old" => Some(i + 2),
            "" if matches!(a, "year" | "years") && b == "old" => Some(i + 3),
            "" if a == "year-old" => Some(i + 2),
            _ => None,
        };
        let name = match old {
            Some(next) => {
                // "46-year-old pilot Mira Lind", and with one comma before the name: "A 46-year-old pilot, Mira Lind, said".
                let between = |k: usize| {
                    let (x, y) = words.get(k.wrapping_sub(1)).zip(words.get(k))?;
                    page.get(x.end as usize..y.begin as usize)
                };
                let gap = |k: usize| between(k) == Some(" ") || between(k) == Some(", ") && capital(text(k));
                let first = (next..next + 1 + BETWEEN).take_while(|&k| gap(k)).find(|&k| capital(text(k)));
                first.and_then(|k| name_at(&words, page, k))
            }
            // "Mira Lind is 46.", "Lind turned 46 in July".
            None if rest.is_empty() && i >= 2 && matches!(text(i - 1), "is" | "was" | "turned") => {
                let after = page.get(place.end as usize..).unwrap_or("");
                let turned = text(i - 1) == "turned" && matches!(a, "in" | "on" | "last" | "this");
                // "The score was 5.2".
                let mut next = after.chars();
                let mark = matches!(next.next(), Some('.' | ',' | ';'));
                let closed = mark && !next.next().is_some_and(|c| c.is_ascii_digit());
                let closed = closed || turned || a == "and";
                let beside = words.get(i - 2).and_then(|w| page.get(w.end as usize..words.get(i - 1)?.begin as usize))
                    == Some(" ");
                (closed && beside).then(|| name_before(&words, page, i - 1)).flatten()
            }
            // "Mira Lind, 46, said", "Mira Lind (46)", "Mira Lind, aged 46".
            None if rest.is_empty() => {
                let after = page.get(place.end as usize..).and_then(|t| t.chars().next());
                let closed = matches!(after, Some(',' | ')' | '.' | ';')) || matches!(a, "of" | "from" | "who" | "was");
                let from = if matches!(text(i.wrapping_sub(1)), "aged" | "age") { i.wrapping_sub(1) } else { i };
                let mark = from
                    .checked_sub(1)
                    .zip(words.get(from))
                    .and_then(|(k, w)| page.get(words.get(k)?.end as usize..w.begin as usize));
                let apart = mark.is_some_and(|m| matches!(m, ", " | " (" | " , "));
                (closed && apart).then(|| name_before(&words, page, from)).flatten()
            }
            None => None,
        };
        out.extend(name.map(|n| (n, place, years)));
    }
    out
}

/// The figure that a word begins with, if it can be an age, and what follows it in the word.
fn figure(word: &str) -> Option<(u8, &str)> {
    let end = word.find(|c: char| !c.is_ascii_digit()).unwrap_or(word.len());
    let years: u8 = word.get(..end).filter(|d| !d.starts_with('0') && d.len() <= 3)?.parse().ok()?;
    (1..=115).contains(&years).then(|| (years, word.get(end..).unwrap_or("")))
}

/// The words of a stretch: letters, digits, and hyphens and apostrophes between them.
fn words(block: Span, page: &str) -> Vec<Span> {
    let text = block.of(page);
    let mut out = Vec::new();
    let mut at = 0;
    for word in text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '\'' | '’'))) {
        let begin = block.begin as usize + at;
        at += word.len() + text.get(at + word.len()..).and_then(|t| t.chars().next()).map_or(0, char::len_utf8);
        if !word.is_empty() {
            out.push(Span::new(begin, begin + word.len()));
        }
    }
    out
}

fn capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
        && word.chars().skip(1).any(char::is_lowercase)
        && !is_calendar(word)
        && !word.contains(['\'', '’'])
}

/// Given and last name of the run of capitalised words that begins at `first`, initials between them left out.
fn name_at(words: &[Span], page: &str, first: usize) -> Option<String> {
    let text = |k: usize| words.get(k).map_or("", |w| w.of(page));
    let joined = |k: usize| {
        words.get(k).zip(words.get(k + 1)).is_some_and(|(a, b)| {
            page.get(a.end as usize..b.begin as usize).is_some_and(|g| g == " " || g == ". " && a.len() == 1)
        })
    };
    let mut end = first;
    while joined(end) && (capital(text(end + 1)) || text(end + 1).chars().count() == 1 && joined(end + 1)) {
        end += 1;
    }
    let name = plain(text(first), text(end));
    (end > first && end < first + 4).then_some(name)
}

/// Given and last name of the run of capitalised words that ends before `end`; the last name, where it stands alone.
fn name_before(words: &[Span], page: &str, end: usize) -> Option<String> {
    let last = end.checked_sub(1)?;
    let text = |k: usize| words.get(k).map_or("", |w| w.of(page));
    let joined = |k: usize| {
        words.get(k).zip(words.get(k + 1)).is_some_and(|(a, b)| {
            page.get(a.end as usize..b.begin as usize).is_some_and(|g| g == " " || g == ". " && a.len() == 1)
        })
    };
    if !capital(text(last)) {
        return None;
    }
    let mut first = last;
    while let Some(k) = first.checked_sub(1).filter(|&k| joined(k) && last - k < 4) {
        let initial = text(k).chars().count() == 1 && text(k).starts_with(char::is_uppercase);
        if !capital(text(k)) && !initial {
            break;
        }
        first = k;
    }
    // A title before the name is no part of it; two words of it are enough.
    let given =
        if last - first >= 2 && text(last - 1).chars().count() == 1 { last - 2 } else { last.saturating_sub(1) };
    if last == first || TITLES.contains(&text(given)) {
        return Some(text(last).to_owned());
    }
    Some(plain(text(given), text(last)))
}

fn plain(given: &str, last: &str) -> String {
    format!("{given} {last}")
}

#[cfg(test)]
mod tests {
    use super::told;
    use crate::span::Span;

    fn ages(text: &str) -> Vec<(String, u8)> {
        told(Span::new(0, text.len()), text).into_iter().map(|t| (t.0, t.2)).collect()
    }

    #[test]
    fn an_age_is_given_beside_a_name() {
        let lind = |years| vec![("Mira Lind".to_owned(), years)];
        for text in [
            "Mira Lind, 46, said so.",
            "It was Mira Lind (46) who said so.",
            "The 46-year-old pilot Mira Lind said so.",
            "A 46-year old former pilot, Mira Lind, said so.",
            "Mira K. Lind, aged 46, said so.",
            "Harbour pilot Mira Lind, 46, of Tern Bay said so.",
        ] {
            assert_eq!(ages(text), lind(46), "{text}");
        }
        assert_eq!(ages("Lind, 46, said"), [("Lind".to_owned(), 46)]);
        for text in ["On May 3, 46, people came.", "Lind Street, 46 people said.", "Chapter 3 of Mira Lind"] {
            assert!(ages(text).is_empty(), "{text}: {:?}", ages(text));
        }
    }
}

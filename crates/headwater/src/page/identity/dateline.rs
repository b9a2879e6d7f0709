//! Whose story it is by its dateline: `DARVAZ, 30 September 2022 (Meridian Wire) – The bridge ...`.
//!
//! The agencies of the list are left out: they are credited, and the page that carries their story is another's.

use super::author::is_agency;
use crate::page::bare::is_name;
use crate::page::{Block, Role, date};
use crate::span::Span;

/// Bytes before the bracket: a place, or two, with a date.
const BEFORE: usize = 60;

/// Bytes of a name in brackets.
const NAME: usize = 48;

/// Words of it.
const WORDS: usize = 5;

/// The publisher that the dateline names in brackets, and where.
pub(super) fn outlet(blocks: &[Block], text: &str) -> Option<Span> {
    let first = blocks.iter().find(|b| b.role == Role::Story && b.comment.is_none());
    let dates = blocks.iter().filter(|b| b.role == Role::Date && b.comment.is_none()).take(2);
    first.into_iter().chain(dates).find_map(|b| bracketed(b.span, text))
}

fn bracketed(block: Span, text: &str) -> Option<Span> {
    let words = block.of(text);
    let open = words.find('(').filter(|&at| at <= BEFORE)?;
    let inner = words.get(open + 1..)?;
    let name = inner.get(..inner.find(')').filter(|&n| n <= NAME)?)?;
    let behind = inner.get(name.len() + 1..)?;
    let front = words.get(..open)?.trim();
    let rest = behind.trim_start();
    let dash = rest.starts_with(['-', '–', '—', ':']);
    // A line of its own ends with the bracket.
    let alone = rest.is_empty();
    let fits = match front {
        // "(LennNews.com) The bridge ...": only what looks like an address is sure to be no aside.
        "" => dash || name.contains('.') && !name.contains(' ') && rest.starts_with(char::is_uppercase),
        front => (dash || alone) && place(front),
    };
    let known = is_agency(name) || name.contains(" and ") || !date::find(name).is_empty() || is_place(name);
    let plain = is_name(name) && name.split_whitespace().count() <= WORDS && name.chars().any(char::is_alphabetic);
    let at = block.begin as usize + open + 1;
    (fits && plain && !known).then(|| Span::new(at, at + name.len()))
}

/// Whether words are a place with or without a date: every word has a capital or is a number.
fn place(words: &str) -> bool {
    let small = |w: &str| matches!(w, "and" | "near" | "in" | "the" | "of" | "de" | "la" | "le" | "el" | "al");
    let mut all = words.split(|c: char| c.is_whitespace() || matches!(c, ',' | '/')).filter(|w| !w.is_empty());
    all.clone().count() <= 8 && all.all(|w| w.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) || small(w))
}

/// Whether a name is a country's, which some datelines give in brackets: "Vienna (Austria) –".
fn is_place(name: &str) -> bool {
    let low = name.to_lowercase();
    let rows = include_str!("../../../data/speech/places.txt").lines().filter(|l| !l.starts_with('#'));
    rows.flat_map(|l| l.split([':', ' '])).any(|w| !w.is_empty() && w == low)
}

#[cfg(test)]
mod tests {
    use super::bracketed;
    use crate::span::Span;

    fn named(words: &str) -> Option<&str> {
        bracketed(Span::new(0, words.len()), words).map(|s| s.of(words))
    }

    #[test]
    fn a_dateline_names_its_publisher_in_brackets() {
        assert_eq!(named("DARVAZ, 30 September 2022 (Meridian Wire) – The bridge"), Some("Meridian Wire"));
        assert_eq!(named("Darvaz (Lenn News Agency) -- The bridge"), Some("Lenn News Agency"));
        assert_eq!(named("DARVAZ, 30 September 2022 (Meridian Wire)"), Some("Meridian Wire"));
        assert_eq!(named("(LennNews.com) The bridge over the Lenn was shut."), Some("LennNews.com"));
        for other in [
            "DARVAZ (Reuters) - The bridge",
            "Vienna (Austria) – The bridge",
            "The Lenn Road Office (LRO) said the bridge - one of two - was shut.",
            "Darvaz (Lenn County) is a quiet town.",
            "The bridge over the Lenn (Old Town) – was shut.",
        ] {
            assert_eq!(named(other), None, "{other}");
        }
    }
}

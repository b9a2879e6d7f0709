//! Stock lines: what any report prints whatever it is about ("no further details were given"). A stock line is no statement of a
//! matter: the same one on two pages ties nobody to anybody, and nobody confirms it.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::list::lines;
use crate::origin::Evidence;
use crate::origin::topic::stem;
use crate::speech::Attribution;

/// Words of a content that is looked at; a longer one says more than a stock line.
const MOST: usize = 40;

/// Words for which a `*` of the list stands, at most.
const GAP: usize = 4;

/// Content words besides the stock line at most, where it is less than half of a content: who or what it is of ("the cause of the
/// fire"). With three "the investigation into the harbour fund is ongoing" would be one.
const BESIDES: usize = 1;

/// Whether the content of an attribution is a stock line. Linear in its words, [`MOST`] at most.
pub(crate) fn is_stock(evidence: Evidence<'_>, a: &Attribution) -> bool {
    let text = evidence.pages.get(a.page.ix()).map_or("", |p| p.text.as_str());
    let bytes: usize = a.content.iter().map(|s| s.len()).sum();
    // Forty words of twelve letters.
    bytes <= MOST * 12 && is_stock_line(&a.content.iter().map(|s| s.of(text)).collect::<Vec<_>>().join(" "))
}

fn is_stock_line(text: &str) -> bool {
    let low: String = text.to_lowercase().chars().filter(|c| !matches!(c, '\'' | '’')).collect();
    let words: Vec<&str> = low.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).take(MOST + 1).collect();
    if words.len() > MOST {
        return false;
    }
    (0..words.len()).any(|i| {
        let phrases = words.get(i).and_then(|w| phrases().get(w)).map_or(&[][..], Vec::as_slice);
        phrases.iter().any(|p| {
            end(&words, i, p).is_some_and(|end| {
                let besides = words.iter().take(i).chain(words.iter().skip(end)).filter(|w| stem(w).is_some()).count();
                2 * (end - i) >= words.len() && besides <= 2 * BESIDES || besides <= BESIDES
            })
        })
    })
}

/// Where `phrase`, which begins at `from`, ends; each `*` takes as few words as it can.
fn end(words: &[&str], from: usize, phrase: &[&str]) -> Option<usize> {
    let (mut at, mut gap) = (from, 0);
    for part in phrase {
        if *part == "*" {
            gap = GAP;
            continue;
        }
        at = (at..=at + gap).find(|&k| words.get(k) == Some(part))? + 1;
        gap = 0;
    }
    Some(at)
}

/// The list, by first word.
fn phrases() -> &'static BTreeMap<&'static str, Vec<Vec<&'static str>>> {
    static PHRASES: OnceLock<BTreeMap<&'static str, Vec<Vec<&'static str>>>> = OnceLock::new();
    PHRASES.get_or_init(|| {
        let mut map: BTreeMap<&str, Vec<Vec<&str>>> = BTreeMap::new();
        for line in lines(include_str!("../../../data/origin/stock-lines.txt")) {
            let words: Vec<&str> = line.split(' ').collect();
            if let Some(&first) = words.first() {
                map.entry(first).or_default().push(words);
            }
        }
        map
    })
}

#[cfg(test)]
mod tests {
    use super::is_stock_line;

    #[test]
    fn stock_lines_are_known_with_words_between_and_beside() {
        for s in [
            "No further details were given",
            "“The investigation is still ongoing,”",
            "the company did not immediately respond to a request for comment",
            "We don’t comment on individual cases.",
            "Our thoughts and prayers are with the families",
        ] {
            assert!(is_stock_line(s), "{s}");
        }
    }

    #[test]
    fn what_says_more_is_none() {
        for s in [
            "The investigation is ongoing, and the treasurer's driver was arrested at the ferry on Monday night",
            "the gate broke at four in the morning",
            "the harbour fund was emptied by its own treasurer while it was under investigation",
        ] {
            assert!(!is_stock_line(s), "{s}");
        }
    }
}

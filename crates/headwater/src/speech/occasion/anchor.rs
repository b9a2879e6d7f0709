//! The words that tell an occasion, from the list in the data.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::OccasionKind;
use crate::speech::mention::lexicon::Class;
use crate::speech::mention::word::Words;

/// What a word of the list tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::speech) enum Tells {
    /// A noun for an occasion.
    Noun(OccasionKind),
    /// A verb that makes one.
    Verb(OccasionKind),
    /// A verb that makes one where it says with whom: "met", "spoke to".
    Meeting,
}

struct List {
    tells: BTreeMap<&'static str, Vec<Tells>>,
    here: Vec<&'static str>,
    reporters: Vec<&'static str>,
    /// Words that make a noun an occasion, each with what it is: see the headings of the list.
    around: BTreeMap<&'static str, Vec<&'static str>>,
    /// A bit for every [`sketch`] of a word of the list; of a pair the last.
    sketches: [u64; 64],
}

/// The first letter, the last and the length of a word in ASCII, case aside, as a number below 4096; `None` for others.
fn sketch(word: &str) -> Option<usize> {
    let (first, last) = (word.bytes().next()?, word.bytes().next_back()?);
    let letter = |b: u8| usize::from(b & 31);
    word.is_ascii().then(|| (letter(first) * 131 + letter(last) * 67 + word.len() * 29) % 4096)
}

/// Whether the list may have the word at `i`, alone or as the second of a pair: a quick answer for most words.
fn may_know(words: &Words<'_>, i: usize) -> bool {
    sketch(words.text(i)).is_none_or(|s| LIST.sketches.get(s / 64).is_some_and(|bits| bits >> (s % 64) & 1 != 0))
}

static LIST: LazyLock<List> = LazyLock::new(|| {
    let mut list = List {
        tells: BTreeMap::new(),
        here: Vec::new(),
        reporters: Vec::new(),
        around: BTreeMap::new(),
        sketches: [0; 64],
    };
    let mut heading = "";
    for line in include_str!("../../../data/speech/occasions.txt").lines().map(str::trim) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(h) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            heading = h;
            continue;
        }
        let (verb, kind) = heading.strip_prefix("verb ").map_or((false, heading), |k| (true, k));
        let kind = match kind {
            "interview" => OccasionKind::Interview,
            "public" => OccasionKind::Public,
            "hearing" => OccasionKind::Hearing,
            "document" => OccasionKind::Document,
            "post" => OccasionKind::Post,
            _ => OccasionKind::Unknown,
        };
        for word in line.split_whitespace() {
            // What is not in ASCII is looked up without being asked for here; folded it may be in ASCII, and the text not.
            let second = word.find('-').map(|_| word.rsplit('-').next().unwrap_or(word));
            for s in [Some(word), second].into_iter().flatten().filter_map(sketch) {
                if let Some(bits) = list.sketches.get_mut(s / 64) {
                    *bits |= 1 << (s % 64);
                }
            }
            match heading {
                "here" => list.here.push(word),
                "reporters" => list.reporters.push(word),
                "telling" | "happen" | "give" | "speak" | "ask" | "audience hearing" | "audience public" => {
                    list.around.entry(word).or_default().push(heading);
                }
                "verb meet" => list.tells.entry(word).or_default().push(Tells::Meeting),
                _ => list.tells.entry(word).or_default().push(if verb { Tells::Verb(kind) } else { Tells::Noun(kind) }),
            }
        }
    }
    list.here.sort_unstable();
    list.reporters.sort_unstable();
    list
});

/// What the word at `i` tells, alone or with the word before it; verbs and nouns that look alike tell both.
pub(in crate::speech) fn at(words: &Words<'_>, i: usize) -> &'static [Tells] {
    let w = words.at(i);
    if !w.word || !may_know(words, i) {
        return &[];
    }
    // "March 3" is no march.
    if w.capital && w.class.any(Class::CALENDAR) {
        return &[];
    }
    let folded = words.folded(i);
    if let Some(before) = i.checked_sub(1).filter(|&b| words.at(b).word) {
        let pair = format!("{}-{folded}", words.folded(before));
        if let Some(tells) = LIST.tells.get(pair.as_str()) {
            return tells;
        }
    }
    LIST.tells.get(&*folded).map_or(&[], Vec::as_slice)
}

/// Whether the word at `i` is a verb that tells an occasion.
pub(in crate::speech) fn is_verb(words: &Words<'_>, i: usize) -> bool {
    if !words.at(i).word || !may_know(words, i) {
        return false;
    }
    let folded = words.folded(i);
    LIST.tells.get(&*folded).is_some_and(|t| t.iter().any(|t| !matches!(t, Tells::Noun(_))))
}

/// Whether it is a word for the page itself or who wrote it.
pub(super) fn is_here(folded: &str) -> bool {
    LIST.here.binary_search(&folded).is_ok()
}

fn around(folded: &str, heading: &str) -> bool {
    LIST.around.get(folded).is_some_and(|h| h.contains(&heading))
}

/// Whether it is a noun for what is told: "remarks", "testimony".
pub(super) fn is_telling(folded: &str) -> bool {
    around(folded, "telling")
}

/// Whether it says that something took place: "came", "took".
pub(super) fn is_happening(folded: &str) -> bool {
    around(folded, "happen")
}

/// Whether it is a verb that makes a noun behind it an occasion: "gave a press conference".
pub(super) fn is_given(folded: &str) -> bool {
    around(folded, "give")
}

/// Whether it is a verb of speaking or appearing.
pub(super) fn speaks(words: &Words<'_>, i: usize) -> bool {
    around(&words.folded(i), "speak")
}

/// Whether it is a verb with "questions" behind it: "took questions from the press".
pub(super) fn asks(words: &Words<'_>, i: usize) -> bool {
    around(&words.folded(i), "ask")
}

/// The kind of occasion that a word for those who hear tells: "jurors", "crowd".
pub(super) fn audience(folded: &str) -> Option<OccasionKind> {
    if around(folded, "audience hearing") {
        Some(OccasionKind::Hearing)
    } else {
        around(folded, "audience public").then_some(OccasionKind::Public)
    }
}

/// Whether it is a word for reporters and the public at large.
pub(super) fn is_reporters(folded: &str) -> bool {
    LIST.reporters.binary_search(&folded).is_ok()
}

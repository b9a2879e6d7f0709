//! The words that tell an occasion, from the list in the data.

use std::collections::{HashMap, HashSet};
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

use super::OccasionKind;
use crate::speech::mention::lexicon::{Class, Fnv};
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
    /// Such a verb that is common beside that: "wrote to", "spent a day with".
    Contact,
    /// A verb that makes one before those who hear: "appeared before", "briefed".
    Stand,
}

/// What a word is good for beside one that tells an occasion: see the headings of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::speech) enum Around {
    /// A noun for what is told: "remarks", "testimony".
    Telling,
    /// It took place: "came", "followed".
    Happen,
    /// Makes a noun behind it an occasion: "gave a press conference".
    Give,
    /// Brings out a document or a post: "issued a statement".
    GiveDocument,
    /// Says that somebody is willing: "agreed to an interview".
    Agree,
    /// Spoke or appeared there.
    Speak,
    /// With "questions" behind it: "took questions from the press".
    Ask,
    /// Those who hear.
    Audience(OccasionKind),
    /// Must have them behind it: "appeared before".
    Before,
    /// Talks with somebody.
    Talk,
    /// Gives a part in something: "shared her memories with".
    Share,
    /// What is done to words that are printed: "carried by".
    Carry,
    /// Says somebody something, without "to".
    Tell,
    /// What an outlet does with somebody's words.
    Quote,
    /// What an outlet does to hear somebody.
    Approach,
    /// What somebody does to questions.
    Reply,
    /// What is replied to.
    Questions,
    /// What is done to a witness.
    Examined,
    /// It did not come to it.
    Not,
    /// Has a number or sign behind it: "Radio 6PR".
    Station,
    /// Those who hear on a network.
    Follower,
}

impl Around {
    fn of(heading: &str) -> Option<Around> {
        Some(match heading {
            "telling" => Around::Telling,
            "happen" => Around::Happen,
            "give" => Around::Give,
            "give document" => Around::GiveDocument,
            "agree" => Around::Agree,
            "speak" => Around::Speak,
            "ask" => Around::Ask,
            "audience hearing" => Around::Audience(OccasionKind::Hearing),
            "audience public" => Around::Audience(OccasionKind::Public),
            "before" => Around::Before,
            "talk" => Around::Talk,
            "share" => Around::Share,
            "carry" => Around::Carry,
            "tell" => Around::Tell,
            "quote" => Around::Quote,
            "approach" => Around::Approach,
            "reply" => Around::Reply,
            "questions" => Around::Questions,
            "examined" => Around::Examined,
            "not" => Around::Not,
            "station" => Around::Station,
            "follower" => Around::Follower,
            _ => return None,
        })
    }
}

/// What the list has by a word; only ever looked up.
type ByWord<T> = HashMap<&'static str, T, BuildHasherDefault<Fnv>>;

struct List {
    tells: ByWord<Vec<Tells>>,
    /// The second words of the nouns of two.
    seconds: HashSet<&'static str, BuildHasherDefault<Fnv>>,
    here: Vec<&'static str>,
    publications: Vec<&'static str>,
    reporters: Vec<&'static str>,
    around: ByWord<Vec<Around>>,
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
pub(super) fn may_know(words: &Words<'_>, i: usize) -> bool {
    sketch(words.text(i)).is_none_or(|s| LIST.sketches.get(s / 64).is_some_and(|bits| bits >> (s % 64) & 1 != 0))
}

static LIST: LazyLock<List> = LazyLock::new(|| {
    let mut list = List {
        tells: ByWord::default(),
        seconds: HashSet::default(),
        here: Vec::new(),
        publications: Vec::new(),
        reporters: Vec::new(),
        around: ByWord::default(),
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
        let kind = OccasionKind::of_list(kind).unwrap_or(OccasionKind::Unknown);
        for word in line.split_whitespace() {
            // What is not in ASCII is looked up without being asked for here; folded it may be in ASCII, and the text not.
            let second = word.find('-').map(|_| word.rsplit('-').next().unwrap_or(word));
            for s in [Some(word), second].into_iter().flatten().filter_map(sketch) {
                if let Some(bits) = list.sketches.get_mut(s / 64) {
                    *bits |= 1 << (s % 64);
                }
            }
            match (heading, Around::of(heading)) {
                ("here", _) => list.here.push(word),
                ("publication", _) => list.publications.push(word),
                ("reporters", _) => list.reporters.push(word),
                (_, Some(around)) => list.around.entry(word).or_default().push(around),
                ("verb contact", _) => list.tells.entry(word).or_default().push(Tells::Contact),
                ("verb stand", _) => list.tells.entry(word).or_default().push(Tells::Stand),
                ("verb meet", _) => list.tells.entry(word).or_default().push(Tells::Meeting),
                _ => list.tells.entry(word).or_default().push(if verb { Tells::Verb(kind) } else { Tells::Noun(kind) }),
            }
        }
    }
    list.seconds = list.tells.keys().filter_map(|w| Some(w.split_once('-')?.1)).collect();
    list.here.sort_unstable();
    list.publications.sort_unstable();
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
    let paired = LIST.seconds.contains(&*folded);
    if let Some(before) = i.checked_sub(1).filter(|&b| paired && words.at(b).word) {
        let pair = format!("{}-{folded}", words.folded(before));
        if let Some(tells) = LIST.tells.get(pair.as_str()) {
            return tells;
        }
    }
    LIST.tells.get(&*folded).map_or(&[], Vec::as_slice)
}

/// Whether the word at `i` is a verb that tells an occasion.
pub(in crate::speech) fn is_verb(words: &Words<'_>, i: usize) -> bool {
    words.at(i).word
        && may_know(words, i)
        && LIST
            .tells
            .get(&*words.folded(i))
            .is_some_and(|t| t.iter().any(|t| matches!(t, Tells::Verb(_) | Tells::Meeting)))
}

/// Whether it is a word for the page itself or who wrote it.
pub(super) fn is_here(folded: &str) -> bool {
    LIST.here.binary_search(&folded).is_ok()
}

/// Whether it is a word for a publication that the page has named: "the paper".
pub(super) fn is_publication(folded: &str) -> bool {
    LIST.publications.binary_search(&folded).is_ok()
}

/// Whether the list has the word, in lower case, for that.
pub(in crate::speech) fn is(around: Around, folded: &str) -> bool {
    LIST.around.get(folded).is_some_and(|a| a.contains(&around))
}

/// The kind of occasion that a word for those who hear tells: "jurors", "crowd".
pub(super) fn audience(folded: &str) -> Option<OccasionKind> {
    let kinds = [OccasionKind::Hearing, OccasionKind::Public];
    kinds.into_iter().find(|&k| is(Around::Audience(k), folded))
}

/// Whether it is a word for reporters and the public at large.
pub(super) fn is_reporters(folded: &str) -> bool {
    LIST.reporters.binary_search(&folded).is_ok()
}

/// Whether `sign` is the number or sign by which a station goes, behind a word of its name: "Radio 6PR", "Channel 4".
pub(crate) fn is_call_sign(before: &str, sign: &str) -> bool {
    let number = sign.starts_with(|c: char| c.is_ascii_digit()) && sign.chars().all(|c| c.is_ascii_alphanumeric());
    let lettered = sign.ends_with(|c: char| c.is_ascii_uppercase());
    number && sign.len() <= 4 && (lettered || sign.len() <= 2 && is(Around::Station, &before.to_lowercase()))
}

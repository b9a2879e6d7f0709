//! What sort of thing a verb or a noun mostly means: so that a cue nobody wrote in the texts learned from ("was startled
//! by") is judged by others of its kind.
//!
//! The classes are data (`data/speech/senses.txt`, from WordNet's index). The list has lemmas; their regular forms are
//! made here, once, and laid into a table that is looked up by the hash that every token has anyway.

use std::sync::OnceLock;

use super::form;
use super::part::{is_noun, is_verb};

/// The classes of all known forms.
#[derive(Debug)]
pub struct Senses {
    /// The hash of a form, its class as a verb, its class as a noun; 0 where there is none.
    rows: Vec<(u32, u8, u8)>,
}

/// Rows of the table, a power of two: the list makes about 80,000 forms.
const ROWS: usize = 1 << 17;

/// Topics of verbs and nouns, as the list names them; a topic's number is its place plus one.
const VERBS: [&str; 15] = [
    "body",
    "change",
    "cognition",
    "communication",
    "competition",
    "consumption",
    "contact",
    "creation",
    "emotion",
    "motion",
    "perception",
    "possession",
    "social",
    "stative",
    "weather",
];
const NOUNS: [&str; 26] = [
    "tops",
    "act",
    "animal",
    "artifact",
    "attribute",
    "body",
    "cognition",
    "communication",
    "event",
    "feeling",
    "food",
    "group",
    "location",
    "motive",
    "object",
    "person",
    "phenomenon",
    "plant",
    "possession",
    "process",
    "quantity",
    "relation",
    "shape",
    "state",
    "substance",
    "time",
];
/// Further senses and frames of a verb, by bits above its topic's; of a noun likewise.
const VERB_FLAGS: [(&str, u8); 4] = [("says", 16), ("thinks", 32), ("clause", 64), ("to", 128)];
const NOUN_FLAGS: [(&str, u8); 2] = [("says", 32), ("person", 64)];

/// The classes that the library carries.
pub fn senses() -> &'static Senses {
    static SENSES: OnceLock<Senses> = OnceLock::new();
    SENSES.get_or_init(|| Senses::read(include_str!("../../../data/speech/senses.txt")))
}

impl Senses {
    /// The class of a token by its form's hash and its tag; 0 where it is not known, or neither verb nor noun.
    pub fn of(&self, word: u32, tag: u8) -> u8 {
        let verb = is_verb(tag);
        if !verb && !is_noun(tag) {
            return 0;
        }
        let (mut at, mut step) = (word as usize, 0);
        while let Some(&(hash, v, n)) = self.rows.get(at & (ROWS - 1)).filter(|r| r.0 != 0 && step < 64) {
            if hash == word {
                return if verb { v } else { n };
            }
            (at, step) = (at.wrapping_add(1), step + 1);
        }
        0
    }

    fn read(data: &'static str) -> Senses {
        let mut out = Senses { rows: vec![(0, 0, 0); ROWS] };
        let lines = || data.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once(": "));
        // Lemmas first: a form that is a lemma of its own keeps its own class.
        for forms in [false, true] {
            for (class, words) in lines() {
                let verb = class.starts_with("verb.");
                let Some(class) = number(class) else { continue };
                for entry in words.split_whitespace() {
                    let (lemma, irregular) = entry.split_once('=').unwrap_or((entry, ""));
                    if !forms {
                        out.add(lemma, verb, class);
                        continue;
                    }
                    for form in irregular.split('=').filter(|f| !f.is_empty()) {
                        out.add(form, verb, class);
                    }
                    inflect(lemma, verb, &mut |form| out.add(form, verb, class));
                }
            }
        }
        out
    }

    fn add(&mut self, form: &str, verb: bool, class: u8) {
        let hash = form::word(form).max(1);
        let mut at = hash as usize;
        for _ in 0..64 {
            let Some(row) = self.rows.get_mut(at & (ROWS - 1)) else { return };
            if row.0 == 0 || row.0 == hash {
                row.0 = hash;
                let slot = if verb { &mut row.1 } else { &mut row.2 };
                if *slot == 0 {
                    *slot = class;
                }
                return;
            }
            at = at.wrapping_add(1);
        }
    }
}

/// Whether a verb of class `class` mostly, or also, tells of somebody saying something.
pub fn is_told_verb(class: u8) -> bool {
    class & 15 == 4 || class & 16 != 0
}

/// Whether a verb of class `class` mostly tells of somebody thinking, feeling or seeing.
pub fn is_seen(class: u8) -> bool {
    matches!(class & 15, 3 | 9 | 11)
}

/// Whether a noun of class `class` mostly, or also, means something that is said.
pub fn is_told_noun(class: u8) -> bool {
    class & 31 == 8 || class & 32 != 0
}

/// "verb.communication+clause" as a number.
fn number(class: &str) -> Option<u8> {
    let (kind, rest) = class.split_once('.')?;
    let mut parts = rest.split('+');
    let topic = parts.next()?;
    let (topics, flags) = if kind == "verb" {
        (VERBS.as_slice(), VERB_FLAGS.as_slice())
    } else {
        (NOUNS.as_slice(), NOUN_FLAGS.as_slice())
    };
    let place = topics.iter().position(|t| *t == topic)? as u8 + 1;
    Some(parts.filter_map(|p| flags.iter().find(|f| f.0 == p)).fold(place, |sum, f| sum | f.1))
}

/// The regular forms of a lemma; of two spellings that a rule of thumb can't decide between ("planned", "planed") both.
fn inflect(lemma: &str, verb: bool, add: &mut dyn FnMut(&str)) {
    let bytes = lemma.as_bytes();
    let vowel = |b: Option<&u8>| matches!(b, Some(b'a' | b'e' | b'i' | b'o' | b'u'));
    let last = bytes.last();
    let before = bytes.len().checked_sub(2).and_then(|i| bytes.get(i));
    let y = last == Some(&b'y') && !vowel(before);
    let stem = |cut: usize| lemma.get(..lemma.len().saturating_sub(cut)).unwrap_or(lemma);
    let mut form = String::with_capacity(lemma.len() + 4);
    let mut make = |stem: &str, end: &str| {
        form.clear();
        form.push_str(stem);
        form.push_str(end);
        add(&form);
    };
    match last {
        _ if y => make(stem(1), "ies"),
        Some(b's' | b'x' | b'z') => make(lemma, "es"),
        Some(b'h') if matches!(before, Some(b'c' | b's')) => make(lemma, "es"),
        Some(b'o') => {
            make(lemma, "es");
            make(lemma, "s");
        }
        _ => make(lemma, "s"),
    }
    if !verb {
        return;
    }
    if last == Some(&b'e') {
        make(lemma, "d");
        make(stem(1), "ing");
        return;
    }
    make(if y { stem(1) } else { lemma }, if y { "ied" } else { "ed" });
    make(lemma, "ing");
    if !vowel(last) && vowel(before) && !matches!(last, Some(b'w' | b'x' | b'y')) {
        let twice = bytes.last().map(|&b| char::from(b)).unwrap_or_default();
        make(lemma, &format!("{twice}ed"));
        make(lemma, &format!("{twice}ing"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verb_has_the_class_of_its_lemma_in_every_form() {
        let of = |w: &str| senses().of(form::word(w), 15);
        assert_ne!(of("say"), 0);
        for (a, b) in
            [("say", "said"), ("admit", "admitted"), ("deny", "denies"), ("argue", "arguing"), ("tell", "told")]
        {
            assert_eq!(of(a), of(b), "{a}, {b}");
        }
        assert_eq!(of("say") & 15, 4);
        assert_eq!(senses().of(form::word("spokesman"), 1) & 31, 16);
        assert_eq!(senses().of(form::word("spokesman"), 22), 0);
    }

    #[test]
    fn every_line_of_the_list_is_understood_and_the_table_holds_all() {
        let data = include_str!("../../../data/speech/senses.txt");
        for line in data.lines().filter(|l| !l.starts_with('#')) {
            assert!(line.split_once(": ").is_some_and(|(class, _)| number(class).is_some()), "{line:.60}");
        }
        let used = senses().rows.iter().filter(|r| r.0 != 0).count();
        assert!(used > 60_000 && used < ROWS * 3 / 4, "{used}");
    }
}

//! The table of what sort of thing verbs and nouns mean, made of the list in `data/speech/senses.txt`: its lemmas' regular
//! forms, laid where `src/speech/model/sense.rs` looks for the hash of a word. Made once, here: every run that
//! reads English began with five milliseconds of it.

use std::io::{Error, ErrorKind, Result};

#[expect(unreachable_pub, reason = "it is the library's, where it is public")]
#[path = "../src/speech/model/hash.rs"]
mod hash;

/// Rows of the table, a power of two: the list makes about 80,000 forms.
const ROWS: usize = 1 << 17;

/// No form stands farther from its place.
const FAR: usize = 64;

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

/// The table: rows of eight bytes, the hash of a form (little endian), its class as a verb, its class as a noun, 0 where it has
/// none, and two bytes of nothing.
pub(crate) fn table(list: &str) -> Result<Vec<u8>> {
    let mut rows = vec![[0; 8]; ROWS];
    let unread = |line: &str| Error::new(ErrorKind::InvalidData, format!("senses.txt: {line:.60}"));
    let lines = || list.lines().filter(|l| !l.starts_with('#'));
    // Lemmas first: a form that is a lemma of its own keeps its own class.
    for forms in [false, true] {
        for line in lines() {
            let (class, words) = line.split_once(": ").ok_or_else(|| unread(line))?;
            let verb = class.starts_with("verb.");
            let class = number(class).ok_or_else(|| unread(line))?;
            for entry in words.split_whitespace() {
                let (lemma, irregular) = entry.split_once('=').unwrap_or((entry, ""));
                if !forms {
                    add(&mut rows, lemma, verb, class);
                    continue;
                }
                for form in irregular.split('=').filter(|f| !f.is_empty()) {
                    add(&mut rows, form, verb, class);
                }
                inflect(lemma, verb, &mut |form| add(&mut rows, form, verb, class));
            }
        }
    }
    Ok(rows.concat())
}

fn add(rows: &mut [[u8; 8]], form: &str, verb: bool, class: u8) {
    let hash = hash::word(form).max(1);
    for step in 0..FAR {
        let row = &mut rows[(hash as usize + step) & (ROWS - 1)];
        let own = u32::from_le_bytes([row[0], row[1], row[2], row[3]]);
        if own == 0 || own == hash {
            row[..4].copy_from_slice(&hash.to_le_bytes());
            let slot = if verb { &mut row[4] } else { &mut row[5] };
            if *slot == 0 {
                *slot = class;
            }
            return;
        }
    }
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

//! What the word lists say of a word: whether it can be a given name, a title, a role, a body, a place.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What a word can be, as a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::speech) struct Class(u32);

impl Class {
    pub(in crate::speech) const COMMON: Class = Class(1);
    pub(in crate::speech) const FUNCTION: Class = Class(1 << 1);
    pub(in crate::speech) const GIVEN_F: Class = Class(1 << 2);
    pub(in crate::speech) const GIVEN_M: Class = Class(1 << 3);
    pub(in crate::speech) const GIVEN: Class = Class(1 << 4);
    pub(in crate::speech) const TITLE: Class = Class(1 << 5);
    pub(in crate::speech) const TITLE_F: Class = Class(1 << 6);
    pub(in crate::speech) const TITLE_M: Class = Class(1 << 7);
    pub(in crate::speech) const ROLE: Class = Class(1 << 8);
    pub(in crate::speech) const ROLE_F: Class = Class(1 << 9);
    pub(in crate::speech) const ROLE_M: Class = Class(1 << 10);
    /// A role that can stand for anybody already brought in.
    pub(in crate::speech) const ANY: Class = Class(1 << 11);
    /// A noun for people together.
    pub(in crate::speech) const SEVERAL: Class = Class(1 << 12);
    pub(in crate::speech) const BODY: Class = Class(1 << 13);
    pub(in crate::speech) const OUTLET: Class = Class(1 << 14);
    pub(in crate::speech) const THING: Class = Class(1 << 15);
    pub(in crate::speech) const PLACE: Class = Class(1 << 16);
    pub(in crate::speech) const PARTICLE: Class = Class(1 << 17);
    pub(in crate::speech) const CALENDAR: Class = Class(1 << 18);
    pub(in crate::speech) const DETERMINER: Class = Class(1 << 19);
    pub(in crate::speech) const PREPOSITION: Class = Class(1 << 20);
    pub(in crate::speech) const COPULA: Class = Class(1 << 21);
    pub(in crate::speech) const HE: Class = Class(1 << 22);
    pub(in crate::speech) const SHE: Class = Class(1 << 23);
    pub(in crate::speech) const THEY: Class = Class(1 << 24);
    pub(in crate::speech) const IT: Class = Class(1 << 25);
    /// A pronoun that is no subject.
    pub(in crate::speech) const OBLIQUE: Class = Class(1 << 26);
    /// A determiner before one whom the reader should know.
    pub(in crate::speech) const KNOWN: Class = Class(1 << 27);
    /// A determiner that says whose.
    pub(in crate::speech) const OWNED: Class = Class(1 << 28);

    /// Whether any of `other` is in the set.
    pub(in crate::speech) fn any(self, other: Class) -> bool {
        self.0 & other.0 != 0
    }

    /// Both sets together.
    pub(in crate::speech) const fn or(self, other: Class) -> Class {
        Class(self.0 | other.0)
    }
}

/// `word` in lower case and without accents, as the lists have it.
pub(in crate::speech) fn fold(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-' || b == b'.') {
        return Cow::Borrowed(word);
    }
    if word.is_ascii() {
        return Cow::Owned(word.to_ascii_lowercase());
    }
    let plain = word.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
    Cow::Owned(
        plain
            .map(|c| match c {
                'ı' => 'i',
                'ł' => 'l',
                'ø' => 'o',
                'đ' => 'd',
                '’' | 'ʼ' | '‘' => '\'',
                '‑' => '-',
                c => c,
            })
            .collect(),
    )
}

/// What `folded` can be. A full stop at its end is not looked at.
pub(in crate::speech) fn class(folded: &str) -> Class {
    let word = folded.strip_suffix('.').unwrap_or(folded);
    LEXICON.words.get(word)
}

/// The country that `folded` names or is an adjective or inhabitant of.
pub(in crate::speech) fn country(folded: &str) -> Option<&'static str> {
    let lexicon = &*LEXICON;
    let one = |w: &str| lexicon.countries.get(w).copied();
    one(folded).or_else(|| one(folded.strip_suffix('s')?))
}

/// Whether `folded` is a particle that a hyphen joins to a name: "al-Hadi", "ash-Shami".
pub(in crate::speech) fn is_prefix(folded: &str) -> bool {
    LEXICON.hyphened.contains_key(folded)
}

/// Whether an unlisted word looks like a noun for one who does something.
pub(in crate::speech) fn looks_agent(folded: &str) -> bool {
    let endings = &LEXICON.endings;
    folded.len() >= 6 && endings.iter().any(|e| folded.ends_with(e))
}

/// Whether it is a participle that can stand before a noun for somebody: "retired".
pub(in crate::speech) fn is_participle(folded: &str) -> bool {
    LEXICON.participles.contains_key(folded)
}

/// Whether it is a word that does not tell one bearer of a role from another: "former".
pub(in crate::speech) fn is_idle(folded: &str) -> bool {
    LEXICON.idle.contains_key(folded)
}

/// FNV-1a: the lists are our own, so nobody can choose words that collide, and it needs no seed.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::speech) struct Fnv(u64);

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        let start = if self.0 == 0 { 0xcbf2_9ce4_8422_2325 } else { self.0 };
        self.0 = bytes.iter().fold(start, |h, &b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    }
}

type Map<V> = HashMap<Cow<'static, str>, V, BuildHasherDefault<Fnv>>;

/// Classes by words, every one of which is asked for its class: rows of eight bytes, found by a hash of which 50 bits must
/// agree, so that a look takes one row of memory and no word is compared. A word that no list has is taken for a listed one by a
/// chance of one in ten billion.
struct Words(Vec<u64>);

impl Words {
    /// Rows, a power of two: the lists have about 18,000 words.
    const ROWS: usize = 1 << 15;

    /// Bits of a row that hold the class; the hash has those above.
    const CLASS: u32 = 29;

    /// The rows where a word may stand, and what the upper bits of its own are.
    fn rows(word: &str) -> (impl Iterator<Item = usize> + use<>, u64) {
        let hash =
            word.bytes().fold(0xcbf2_9ce4_8422_2325, |h: u64, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
        // The multiplier of the golden ratio, so that all bits reach the upper ones.
        let hash = (hash ^ hash >> 32).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let first = hash as usize;
        ((0..Words::ROWS).map(move |step| first.wrapping_add(step) & (Words::ROWS - 1)), hash >> Words::CLASS)
    }

    fn add(&mut self, word: &str, class: Class) {
        let (rows, tag) = Words::rows(word);
        for at in rows {
            let Some(row) = self.0.get_mut(at) else { return };
            if *row == 0 || *row >> Words::CLASS == tag {
                *row |= tag << Words::CLASS | u64::from(class.0);
                return;
            }
        }
    }

    fn get(&self, word: &str) -> Class {
        let (mut rows, tag) = Words::rows(word);
        let row = rows.find_map(|at| self.0.get(at).copied().filter(|&row| row == 0 || row >> Words::CLASS == tag));
        Class((row.unwrap_or(0) & ((1 << Words::CLASS) - 1)) as u32)
    }
}

struct Lexicon {
    /// English, with what all languages share.
    words: Words,
    /// What all languages share: given names, titles, bodies, places, particles.
    shared: Map<Class>,
    countries: Map<&'static str>,
    hyphened: Map<()>,
    /// Endings of nouns for those who do something.
    endings: Vec<&'static str>,
    participles: Map<()>,
    idle: Map<()>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(load);

fn load() -> Lexicon {
    let mut lexicon = Lexicon {
        words: Words(vec![0; Words::ROWS]),
        shared: HashMap::default(),
        countries: HashMap::default(),
        hyphened: HashMap::default(),
        endings: Vec::new(),
        participles: HashMap::default(),
        idle: HashMap::default(),
    };
    let (words, shared) = (&mut lexicon.words, &mut lexicon.shared);
    let mut add = |word: &'static str, class: Class| {
        let folded = fold(word);
        words.add(&folded, class);
        let entry = shared.entry(folded).or_default();
        *entry = entry.or(class);
    };
    for (heading, word) in entries(include_str!("../../../data/speech/particles.txt")) {
        if heading == "hyphen" {
            lexicon.hyphened.insert(fold(word), ());
        } else {
            add(word, Class::PARTICLE);
        }
    }
    for (heading, word) in entries(include_str!("../../../data/speech/given-names.txt")) {
        add(word, Class::GIVEN.or(gendered(heading, Class::GIVEN_F, Class::GIVEN_M)));
    }
    for (heading, word) in entries(include_str!("../../../data/speech/titles.txt")) {
        add(word, Class::TITLE.or(gendered(heading, Class::TITLE_F, Class::TITLE_M)));
    }
    for (heading, word) in entries(include_str!("../../../data/speech/bodies.txt")) {
        let class = match heading {
            "outlet" => Class::OUTLET,
            "thing" => Class::THING,
            _ => Class::BODY,
        };
        add(word, class);
    }
    for line in lines(include_str!("../../../data/speech/places.txt")) {
        let Some((country, rest)) = line.split_once(':') else { continue };
        for word in std::iter::once(country).chain(rest.split_whitespace()) {
            add(word, Class::PLACE);
            lexicon.countries.insert(fold(word), country);
        }
    }
    let words = &mut lexicon.words;
    let mut add = |word: &'static str, class: Class| words.add(&fold(word), class);
    for (_, word) in entries(include_str!("../../../data/speech/common-words.txt")) {
        add(word, Class::COMMON);
    }
    for (heading, word) in entries(include_str!("../../../data/speech/roles.txt")) {
        let (kind, any) = heading.split_once(' ').map_or((heading, false), |(k, _)| (k, true));
        add(word, role(kind).or(if any { Class::ANY } else { Class::default() }));
    }
    for (heading, word) in entries(include_str!("../../../data/speech/people.en.txt")) {
        add(word, small(heading));
    }
    for (heading, word) in entries(include_str!("../../../data/speech/agents.txt")) {
        match heading {
            "ending" => lexicon.endings.push(word),
            "participle" => {
                lexicon.participles.insert(Cow::Borrowed(word), ());
            }
            _ => {
                lexicon.idle.insert(Cow::Borrowed(word), ());
            }
        }
    }
    lexicon
}

fn gendered(heading: &str, women: Class, men: Class) -> Class {
    match heading {
        "f" => women,
        "m" => men,
        _ => Class::default(),
    }
}

/// The class of a noun for people that stands under `heading` of a list of roles.
fn role(heading: &str) -> Class {
    match heading {
        "several" => Class::SEVERAL,
        "any" => Class::ROLE.or(Class::ANY),
        _ => Class::ROLE.or(gendered(heading, Class::ROLE_F, Class::ROLE_M)),
    }
}

/// The class of a word that stands under `heading` of a language's list.
fn small(heading: &str) -> Class {
    let small = Class::FUNCTION.or(Class::COMMON);
    match heading {
        "he" => small.or(Class::HE),
        "him" => small.or(Class::HE).or(Class::OBLIQUE),
        "she" => small.or(Class::SHE),
        "her" => small.or(Class::SHE).or(Class::OBLIQUE),
        "they" => small.or(Class::THEY),
        "them" => small.or(Class::THEY).or(Class::OBLIQUE),
        "it" => small.or(Class::IT),
        "its" => small.or(Class::IT).or(Class::OBLIQUE),
        "the" => small.or(Class::DETERMINER).or(Class::KNOWN),
        "his" => small.or(Class::DETERMINER).or(Class::OWNED),
        "a" => small.or(Class::DETERMINER),
        "preposition" => small.or(Class::PREPOSITION),
        "small" => small,
        "calendar" => Class::CALENDAR,
        "copula" => Class::COPULA,
        "body" => Class::BODY,
        _ => match heading.split_once(' ').unwrap_or((heading, "")) {
            ("title", g) => Class::TITLE.or(gendered(g, Class::TITLE_F, Class::TITLE_M)),
            ("given", g) => Class::GIVEN.or(gendered(g, Class::GIVEN_F, Class::GIVEN_M)),
            ("role", g) => role(g),
            // An article tells the gender of the noun behind it.
            ("the", g) => small.or(Class::DETERMINER).or(Class::KNOWN).or(gendered(g, Class::ROLE_F, Class::ROLE_M)),
            ("a", g) => small.or(Class::DETERMINER).or(gendered(g, Class::ROLE_F, Class::ROLE_M)),
            (kind, _) => role(kind),
        },
    }
}

/// The words of a language that tell who is meant, as its texts write them, and its habits.
pub(in crate::speech) struct Tongue {
    /// By their letters in lower case, with accents; empty for English, whose words are known by [`class`].
    words: BTreeMap<&'static str, Class>,
    english: bool,
    /// Whether a verb can do without its subject.
    pub(in crate::speech) drops: bool,
    /// Whether all nouns have a capital.
    pub(in crate::speech) nouns: bool,
    /// Whether its script has no capitals.
    pub(in crate::speech) plain: bool,
    /// Whether it has no word for "the": a noun alone can be one whom the reader knows.
    pub(in crate::speech) bare: bool,
}

impl Tongue {
    /// What a word can be in this language; `folded` is its [`fold`].
    pub(in crate::speech) fn class(&self, text: &str, folded: &str) -> Class {
        if self.english {
            return class(folded);
        }
        let bare = folded.strip_suffix('.').unwrap_or(folded);
        let shared = LEXICON.shared.get(bare).copied().unwrap_or_default();
        let lower = text.to_lowercase();
        let lower = lower.trim_end_matches(['.', '\'', '’']);
        // "A-t-elle ajouté": the pronoun behind its verb.
        if let Some((_, last)) = lower.rsplit_once('-')
            && let Some(own) =
                self.words.get(last).filter(|c| c.any(Class::HE.or(Class::SHE)) && !c.any(Class::OBLIQUE))
        {
            return *own;
        }
        if let Some(own) = self.words.get(lower) {
            return if own.any(Class::FUNCTION) { *own } else { shared.or(*own) };
        }
        // "L'ingénieur", "dell'avvocata": the article is part of the word.
        if let Some((head, tail)) = lower.split_once(['\'', '’'])
            && head.len() <= 4
            && let Some(own) = self.words.get(tail)
        {
            return own.or(Class::DETERMINER).or(Class::KNOWN);
        }
        shared
    }

    /// Whether it is English.
    pub(in crate::speech) fn is_english(&self) -> bool {
        self.english
    }

    fn read(code: &str, data: &'static str) -> Tongue {
        let mut words: BTreeMap<&'static str, Class> = BTreeMap::new();
        let mut drops = false;
        for (heading, word) in entries(data) {
            if heading == "drops" {
                drops = true;
                continue;
            }
            let entry = words.entry(word).or_default();
            *entry = entry.or(small(heading));
        }
        Tongue {
            words,
            english: false,
            drops,
            nouns: code == "de",
            plain: code == "ar",
            bare: matches!(code, "ru" | "tr" | "ar"),
        }
    }
}

macro_rules! tongues {
    ($($code:literal),*) => {
        /// The words of a language by its ISO 639-1 code; English where there are none of its own.
        pub(in crate::speech) fn tongue(language: Option<&str>) -> &'static Tongue {
            match language {
                $(Some($code) => {
                    static TONGUE: LazyLock<Tongue> = LazyLock::new(|| {
                        Tongue::read($code, include_str!(concat!("../../../data/speech/people.", $code, ".txt")))
                    });
                    &TONGUE
                })*
                _ => {
                    static TONGUE: Tongue =
                        Tongue { words: BTreeMap::new(), english: true, drops: false, nouns: false, plain: false, bare: false };
                    &TONGUE
                }
            }
        }
    };
}

tongues!("fr", "de", "es", "it", "pt", "tr", "ar", "ru");

fn lines(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#'))
}

/// The words of a list, each with the heading in brackets that it stands under.
fn entries(list: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let mut heading = "";
    lines(list).flat_map(move |line| {
        let bracketed = line.strip_prefix('[').and_then(|l| l.strip_suffix(']'));
        heading = bracketed.unwrap_or(heading);
        let words = if bracketed.is_some() { "" } else { line };
        words.split_whitespace().map(move |w| (heading, w))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_known_by_their_lists() {
        assert!(class("ana").any(Class::GIVEN_F));
        assert!(class(&fold("Señora")).any(Class::TITLE_F));
        assert!(class("spokeswoman").any(Class::ROLE_F));
        assert!(class("gov.").any(Class::TITLE));
        assert!(class("officials").any(Class::SEVERAL));
        assert_eq!(country("moroccan"), Some("morocco"));
        assert_eq!(class("zzyzx"), Class::default());
    }
}

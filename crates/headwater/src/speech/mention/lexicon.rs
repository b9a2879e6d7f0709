//! What the word lists say of a word: whether it can be a given name, a title, a role, a body, a place.

use std::borrow::Cow;
use std::collections::HashMap;
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
    let lexicon = &*LEXICON;
    match lexicon.words.get(word) {
        Some(c) => *c,
        None => Class::default(),
    }
}

/// The country that `folded` names or is an adjective or inhabitant of.
pub(in crate::speech) fn country(folded: &str) -> Option<&'static str> {
    let lexicon = &*LEXICON;
    let one = |w: &str| lexicon.countries.get(w).copied();
    one(folded).or_else(|| one(folded.strip_suffix('s')?))
}

/// Whether `folded` is a particle that a hyphen joins to a name: "al-Hadi", "ash-Shami".
pub(in crate::speech) fn is_prefix(folded: &str) -> bool {
    class(folded).any(Class::PARTICLE)
        || matches!(folded, "an" | "as" | "ash" | "ar" | "at" | "ad" | "az" | "ul" | "ud" | "bin" | "abu")
}

/// Whether an unlisted word looks like a noun for one who does something.
pub(in crate::speech) fn looks_agent(folded: &str) -> bool {
    let endings =
        ["er", "or", "ist", "ian", "eer", "man", "woman", "person", "ant", "ee", "smith", "wright", "maker", "monger"];
    folded.len() >= 6 && endings.iter().any(|e| folded.ends_with(e))
}

/// FNV-1a: the lists are our own, so nobody can choose words that collide, and it needs no seed.
#[derive(Default)]
struct Fnv(u64);

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

struct Lexicon {
    words: Map<Class>,
    countries: Map<&'static str>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(load);

const FUNCTION: &str = "the a an this that these those his her hers their theirs its it my mine our ours your yours he she they we i you \
    him them us me who whom whose which what when where why how and or but nor so yet if because although though while \
    since unless until as than then there here not no yes of in on at by for from to with without about against among \
    around before after behind between beyond during into onto over through toward towards under upon within is are was \
    were be been being am has have had do does did will would can could may might must shall should ought just also even \
    only still both either neither each every all any some such same other another more most many much few several \
    according asked meanwhile however instead perhaps once now today tomorrow yesterday later earlier despite like \
    near off out up down again ever never always often too very well whether himself herself themselves itself";

const DETERMINERS: &str = "the a an this that these those his her their its my our your one another two three four five six seven eight \
    nine ten several some many most both few other every each no any dozens hundreds thousands half";

const PREPOSITIONS: &str = "of in on at by for from to with without about against among around before after behind between beyond during \
    into over through toward towards under upon within near";

const PARTICLES: &str = "al el al- el- van von der den de del della di da dos das do du la le ter ten te zu zum zur af av y e bin ibn bint ben";

const CALENDAR: &str = "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august \
    september october november december jan feb mar apr jun jul aug sep sept oct nov dec christmas easter ramadan";

const COPULAS: &str = "is was are were became becomes remains remained as being been be";

fn load() -> Lexicon {
    let mut words: Map<Class> = HashMap::default();
    let mut countries: Map<&'static str> = HashMap::default();
    let mut add = |word: &'static str, class: Class| {
        let entry = words.entry(fold(word)).or_default();
        *entry = entry.or(class);
    };
    for (list, class) in [
        (FUNCTION, Class::FUNCTION.or(Class::COMMON)),
        (DETERMINERS, Class::DETERMINER.or(Class::FUNCTION).or(Class::COMMON)),
        (PREPOSITIONS, Class::PREPOSITION),
        (PARTICLES, Class::PARTICLE),
        (CALENDAR, Class::CALENDAR),
        (COPULAS, Class::COPULA),
    ] {
        list.split_whitespace().for_each(|w| add(w, class));
    }
    for (_, word) in entries(include_str!("../../../data/speech/common-words.txt")) {
        add(word, Class::COMMON);
    }
    for (heading, word) in entries(include_str!("../../../data/speech/given-names.txt")) {
        let gender = if heading == "f" {
            Class::GIVEN_F
        } else if heading == "m" {
            Class::GIVEN_M
        } else {
            Class::GIVEN
        };
        add(word, Class::GIVEN.or(gender));
    }
    for (heading, word) in entries(include_str!("../../../data/speech/titles.txt")) {
        let gender = if heading == "f" {
            Class::TITLE_F
        } else if heading == "m" {
            Class::TITLE_M
        } else {
            Class::TITLE
        };
        add(word, Class::TITLE.or(gender));
    }
    for (heading, word) in entries(include_str!("../../../data/speech/roles.txt")) {
        let mut class = match heading.split(' ').next() {
            Some("several") => Class::SEVERAL,
            Some("f") => Class::ROLE.or(Class::ROLE_F),
            Some("m") => Class::ROLE.or(Class::ROLE_M),
            _ => Class::ROLE,
        };
        if heading.ends_with("any") {
            class = class.or(Class::ANY);
        }
        add(word, class);
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
            countries.insert(fold(word), country);
        }
    }
    Lexicon { words, countries }
}

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

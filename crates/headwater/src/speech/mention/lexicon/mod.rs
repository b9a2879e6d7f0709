//! What the word lists say of a word: whether it can be a given name, a title, a role, a body, a place.

mod class;
mod kin;
mod table;
mod tongue;

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

pub(in crate::speech) use self::class::Class;
pub(in crate::speech) use self::table::Fnv;
use self::table::{Map, Words};
pub(in crate::speech) use self::tongue::{Tongue, tongue};
use crate::list::{entries, lines};

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

/// Whether `folded` is a title or form of address that stands before a name: "mr".
pub(crate) fn is_title(folded: &str) -> bool {
    class(folded).any(Class::TITLE)
}

/// Whether `folded` is a given name.
pub(crate) fn is_given_name(folded: &str) -> bool {
    class(folded).any(Class::GIVEN)
}

/// The country that `folded` names or is an adjective or inhabitant of.
pub(in crate::speech) fn country(folded: &str) -> Option<&'static str> {
    let lexicon = &*LEXICON;
    let one = |w: &str| lexicon.countries.get(w).copied();
    one(folded).or_else(|| one(folded.strip_suffix('s')?))
}

/// Whether `folded` is a country's adjective and not its name: "moroccan".
pub(in crate::speech) fn is_of_country(folded: &str) -> bool {
    country(folded).is_some_and(|c| fold(c) != folded)
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
        words: Words::new(),
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
    for (heading, word) in entries(include_str!("../../../../data/speech/particles.txt")) {
        if heading == "hyphen" {
            lexicon.hyphened.insert(fold(word), ());
        } else {
            add(word, Class::PARTICLE);
        }
    }
    for (heading, word) in entries(include_str!("../../../../data/speech/given-names.txt")) {
        add(word, Class::GIVEN.or(gendered(heading, Class::GIVEN_F, Class::GIVEN_M)));
    }
    for (heading, word) in entries(include_str!("../../../../data/speech/titles.txt")) {
        add(word, Class::TITLE.or(gendered(heading, Class::TITLE_F, Class::TITLE_M)));
    }
    for (heading, word) in entries(include_str!("../../../../data/speech/bodies.txt")) {
        let class = match heading {
            "outlet" => Class::OUTLET,
            "thing" => Class::THING,
            _ => Class::BODY,
        };
        add(word, class);
    }
    for line in lines(include_str!("../../../../data/speech/places.txt")) {
        let Some((country, rest)) = line.split_once(':') else { continue };
        for word in std::iter::once(country).chain(rest.split_whitespace()) {
            add(word, Class::PLACE);
            lexicon.countries.insert(fold(word), country);
        }
    }
    let words = &mut lexicon.words;
    let mut add = |word: &'static str, class: Class| words.add(&fold(word), class);
    for (_, word) in entries(include_str!("../../../../data/speech/common-words.txt")) {
        add(word, Class::COMMON);
    }
    for (heading, word) in entries(include_str!("../../../../data/speech/roles.txt")) {
        let (kind, any) = heading.split_once(' ').map_or((heading, false), |(k, _)| (k, true));
        add(word, role(kind).or(if any { Class::ANY } else { Class::default() }));
    }
    for (heading, word) in entries(include_str!("../../../../data/speech/people.en.txt")) {
        add(word, small(heading));
    }
    for (heading, word) in entries(include_str!("../../../../data/speech/agents.txt")) {
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
        "common" => Class::COMMON,
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

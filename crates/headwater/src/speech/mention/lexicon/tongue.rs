//! What a language has of its own: its small words, and habits of its sentences.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::kin::{FORMER, declension, kin};
use super::{Class, LEXICON, class, fold, small};
use crate::list::entries;

/// The words of a language that tell who is meant, as its texts write them, and its habits.
pub(in crate::speech) struct Tongue {
    /// By their letters in lower case, with accents; empty for English, whose words are known by [`class`].
    words: BTreeMap<&'static str, Class>,
    english: bool,
    /// Words for whom was named last, joined by hyphens, with the gender they tell: below zero for women.
    latter: BTreeMap<&'static str, i8>,
    /// Nouns for relatives and friends, behind which a name in the genitive says whose they are.
    relations: BTreeSet<&'static str>,
    /// Words for "this" before a noun for whoever has just been told of.
    these: BTreeSet<&'static str>,
    /// Nouns that stand last in compounds.
    compounds: Vec<&'static str>,
    /// Nouns, folded, by the first of those that call the same person.
    kin: BTreeMap<String, &'static str>,
    declension: &'static [(&'static str, &'static str)],
    /// Whether a verb can do without its subject.
    pub(in crate::speech) drops: bool,
    /// Whether all nouns have a capital.
    pub(in crate::speech) nouns: bool,
    /// Whether its script has no capitals.
    pub(in crate::speech) plain: bool,
    /// Whether the head of a noun phrase stands last.
    pub(in crate::speech) heads_last: bool,
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
        // "А. В. Пронькин": an initial is no preposition.
        let initial = text.ends_with('.') && text.chars().count() == 2 && text.starts_with(char::is_uppercase);
        // "Me Ruiz": of a form of address that is also a small word the capital tells.
        let own = self.words.get(lower).filter(|c| !initial || c.any(Class::TITLE));
        if let Some(own) = own.filter(|c| c.any(Class::TITLE) && c.any(Class::FUNCTION)) {
            let titled = text.starts_with(char::is_uppercase) && text.chars().skip(1).all(char::is_lowercase);
            return if titled { Class::TITLE } else { own.without(Class::TITLE) };
        }
        // "L’ex sindaco": the article is written to a word that says nothing.
        if lower.split_once(['\'', '’']).is_some_and(|(_, tail)| tail == "ex") {
            return Class::FUNCTION.or(Class::DETERMINER).or(Class::KNOWN);
        }
        if let Some(own) = own {
            return if own.any(Class::FUNCTION) { *own } else { shared.or(*own) };
        }
        // "L'ingénieur", "dell'avvocata": the article is part of the word.
        if let Some((head, tail)) = lower.split_once(['\'', '’'])
            && head.len() <= 4
            && let Some(own) = self.words.get(tail)
        {
            return own.or(Class::DETERMINER).or(Class::KNOWN);
        }
        // "Министра", "des Ministers", "exministro": a noun for somebody in another form.
        match self.lemma(lower).and_then(|l| self.words.get(l)) {
            Some(own) if !shared.any(Class::GIVEN) => shared.or(*own),
            _ => shared,
        }
    }

    /// What words for whom was named last, joined by hyphens, tell of the gender; `None` for other words.
    pub(in crate::speech) fn latter(&self, text: &str) -> Option<i8> {
        self.latter.get(text).copied()
    }

    /// The noun that stands last in a compound of at least three letters more: "Verkehrs|ministerin". Where nouns have a capital.
    fn compound(&self, lower: &str) -> Option<&'static str> {
        let head = self.compounds.iter().filter(|c| lower.strip_suffix(**c).is_some_and(|s| s.chars().count() > 2));
        head.max_by_key(|c| c.len()).copied()
    }

    /// What stands before the noun in a compound: "verkehrs".
    pub(in crate::speech) fn modifier(&self, text: &str) -> Option<String> {
        let lower = text.to_lowercase();
        let head = self.compound(&lower).filter(|_| !self.words.contains_key(lower.as_str()))?;
        lower.strip_suffix(head).map(|s| s.trim_end_matches(['-', 's']).to_owned())
    }

    /// Whether it is a noun for a relative or friend that a name in the genitive follows: "жена Кузнецова".
    pub(in crate::speech) fn is_relation(&self, text: &str) -> bool {
        !self.relations.is_empty() && self.relations.contains(text.to_lowercase().as_str())
    }

    /// Whether it is a word for "this" before a noun.
    pub(in crate::speech) fn is_this(&self, text: &str) -> bool {
        !self.these.is_empty() && self.these.contains(text.to_lowercase().as_str())
    }

    /// Whether the list of this language has the word as it is written.
    pub(in crate::speech) fn lists(&self, lower: &str) -> bool {
        self.words.contains_key(lower)
    }

    /// The listed noun for somebody of which `lower` is another form: in another case, with an article written to it, or with "ex".
    pub(in crate::speech) fn lemma(&self, lower: &str) -> Option<&'static str> {
        let role = |w: &str| {
            let (listed, class) = self.words.get_key_value(w)?;
            let calls = if self.nouns { Class::ROLE } else { Class::ROLE.or(Class::BODY).or(Class::SEVERAL) };
            (class.any(calls) && !class.any(Class::FUNCTION)).then_some(*listed)
        };
        if self.english || lower.chars().count() < 4 {
            return None;
        }
        let former = |w: &str| FORMER.iter().find_map(|f| role(w.strip_prefix(f)?));
        let cases = |w: &str| {
            self.declension.iter().find_map(|(ending, base)| {
                let stem = w
                    .strip_suffix(ending)
                    .filter(|s| s.chars().count() > 3 || s.chars().count() == 3 && lower.chars().count() == 4)?;
                role(&format!("{stem}{base}"))
            })
        };
        let article = |w: &str| self.plain.then(|| role(w.strip_prefix("ال")?)).flatten();
        // "محاميته", "زوجها": whose it is is written to the noun.
        let owned = |w: &str| {
            let stem = ["ها", "هم", "ه"].iter().find_map(|e| w.strip_suffix(e)).filter(|_| self.plain)?;
            let feminine = || stem.strip_suffix('ت').and_then(|s| role(&format!("{s}ة")));
            role(stem).filter(|_| stem.chars().count() > 2).or_else(feminine)
        };
        // "وللمتحدث", "لوزارة": so are a preposition and the word for "and".
        let joined = |w: &str| {
            let w = w.strip_prefix(['و', 'ف']).unwrap_or(w);
            let bare = w.strip_prefix("لل").or_else(|| w.strip_prefix(['ل', 'ب', 'ك'])).filter(|_| self.plain)?;
            let bare = bare.strip_prefix("ال").unwrap_or(bare);
            role(bare).filter(|_| bare.chars().count() > 3)
        };
        former(lower)
            .or_else(|| article(lower))
            .or_else(|| cases(lower))
            .or_else(|| owned(lower))
            .or_else(|| joined(lower))
            .or_else(|| self.compound(lower).and_then(|c| self.words.get_key_value(c)).map(|(listed, _)| *listed))
    }

    /// What somebody is called by the noun `text`: it without its case and article, and one word for all that can call the same
    /// person.
    pub(in crate::speech) fn calling(&self, text: &str, folded: &str) -> String {
        if self.english {
            return folded.to_owned();
        }
        let lower = text.to_lowercase();
        let noun = lower.rsplit(['\'', '’']).next().unwrap_or(&lower);
        let listed = self.words.contains_key(noun) && !(self.plain && noun.starts_with("ال"));
        let base = if listed { None } else { self.lemma(noun) };
        let base = base.map_or_else(|| fold(noun).into_owned(), |b| fold(b).into_owned());
        self.kin.get(&base).map_or(base, |k| fold(k).into_owned())
    }

    /// Whether it is English.
    pub(in crate::speech) fn is_english(&self) -> bool {
        self.english
    }

    fn read(code: &str, data: &'static str) -> Tongue {
        let mut words: BTreeMap<&'static str, Class> = BTreeMap::new();
        let mut drops = false;
        let (mut latter, mut compounds) = (BTreeMap::new(), Vec::new());
        let (mut relations, mut these) = (BTreeSet::new(), BTreeSet::new());
        for (heading, word) in entries(data) {
            match heading {
                "drops" => drops = true,
                "latter f" => drop(latter.insert(word, -1)),
                "latter m" => drop(latter.insert(word, 1)),
                "latter" => drop(latter.insert(word, 0)),
                "compound" => compounds.push(word),
                "relation" => drop(relations.insert(word)),
                "this" => drop(these.insert(word)),
                _ => {}
            }
            if matches!(heading, "drops" | "relation" | "this" | "latter" | "latter f" | "latter m" | "compound") {
                continue;
            }
            let entry = words.entry(word).or_default();
            *entry = entry.or(small(heading));
        }
        Tongue {
            words,
            english: false,
            latter,
            relations,
            these,
            compounds,
            kin: kin(code),
            declension: declension(code),
            drops,
            nouns: code == "de",
            plain: code == "ar",
            heads_last: code == "tr",
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
                        Tongue::read($code, include_str!(concat!("../../../../data/speech/people.", $code, ".txt")))
                    });
                    &TONGUE
                })*
                _ => {
                    static TONGUE: Tongue =
                        Tongue { words: BTreeMap::new(), english: true, latter: BTreeMap::new(), relations: BTreeSet::new(), these: BTreeSet::new(), compounds: Vec::new(), kin: BTreeMap::new(), declension: &[], drops: false, nouns: false, plain: false, heads_last: false, bare: false };
                    &TONGUE
                }
            }
        }
    };
}

tongues!("fr", "de", "es", "it", "pt", "tr", "ar", "ru");

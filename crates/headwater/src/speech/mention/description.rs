//! Descriptions: noun phrases that stand for people and bodies without a name.

use std::ops::Range;

use super::cue;
use super::lexicon::{self, Class};
use super::name::{self, Sign};
use super::word::Words;

/// One description where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Description {
    /// Its tokens, from the determiner to the head noun.
    pub(super) tokens: Range<usize>,
    /// The head noun.
    pub(super) head: usize,
    /// How it points.
    pub(super) pointing: Pointing,
    /// What sort of noun the head is.
    pub(super) sort: Noun,
    /// What the noun tells of a gender.
    pub(super) gender: Sign,
}

/// How a description points at somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pointing {
    /// "the engineer", "this man": one whom the reader should know.
    Known,
    /// "an engineer", "two officials", "officials": new.
    New,
    /// "his lawyer": by way of another.
    Owned,
}

/// What a head noun stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Noun {
    /// One person.
    Person,
    /// Several.
    People,
    /// A body.
    Body,
    /// A document, a figure.
    Thing,
}

/// Words between a determiner and its head noun, at most; "the former deputy head of the port's customs office" is cut
/// at "of" anyway.
const MODIFIERS: usize = 6;

/// Italian prepositions that are ordinals behind an article.
const ORDINAL: [&str; 4] = ["primo", "prima", "secondo", "seconda"];

/// Callings that the English of the courts uses like names, without an article: "counsel said".
const COUNSEL: [&str; 7] = ["counsel", "defendant", "plaintiff", "complainant", "claimant", "petitioner", "respondent"];

/// All descriptions with a determiner, outside names, in order. Linear in the words.
pub(super) fn find(words: &Words<'_>) -> Vec<Description> {
    let mut out = Vec::new();
    let mut i = 0;
    while i < words.len() {
        let w = words.at(i);
        if w.word
            && w.class.any(Class::DETERMINER)
            && let Some(d) = at(words, i, words.len())
        {
            i = d.tokens.end;
            out.push(d);
        } else {
            i += 1;
        }
    }
    out
}

/// The description that begins with the determiner, or the bare noun phrase, at `begin`, and ends before `limit`.
pub(super) fn at(words: &Words<'_>, begin: usize, limit: usize) -> Option<Description> {
    let determiner = words.at(begin).class.any(Class::DETERMINER);
    let mut head = None;
    // "L'ingénieur": the article is part of the word.
    let elided = determiner && noun(words, begin).is_some() && words.text(begin).contains(['\'', '’']);
    let mut k = begin + usize::from(determiner && !elided);
    let tongue = words.tongue;
    // "one of the officials", "some of his friends": what follows decides.
    if determiner && words.text(k) == "of" {
        k += 1;
        if words.at(k).class.any(Class::DETERMINER) {
            k += 1;
        }
    }
    while k < limit && k < begin + MODIFIERS + 3 && words.together(begin, k) {
        let w = words.at(k);
        // "a 38-year-old trader": an age is no noun unless nothing follows it.
        if aged(words, k) && words.at(k + 1).word && !words.at(k + 1).cue && words.together(k, k + 1) {
            let next = words.at(k + 1).class;
            if !next.any(Class::FUNCTION.or(Class::PREPOSITION).or(Class::COPULA)) {
                k += 1;
                continue;
            }
        }
        // "La prima cittadina": behind an article it is no preposition.
        let ordinal = determiner && k == begin + 1 && ORDINAL.contains(&words.text(k));
        if !w.word && !aged(words, k) && !is_jaehrig(words.text(k))
            || w.cue
            || w.class.any(Class::PREPOSITION) && !ordinal
            || words.possessive(k)
        {
            break;
        }
        // "Der heute 79-Jährige".
        let when = ordinal || tongue.nouns && k == begin + 1 && is_jaehrig(words.text(k + 1));
        if w.class.any(Class::FUNCTION)
            && !when
            && !w.class.any(Class::SEVERAL)
            && !matches!(words.text(k), "other" | "same" | "former")
        {
            break;
        }
        // "Директор завода", "رئيس البلدية": the first noun is what somebody is.
        let first =
            matches!(head, Some((_, Noun::Person))) && !tongue.is_english() && !tongue.heads_last && !tongue.nouns;
        if let Some(noun) = noun(words, k).filter(|n| !first || *n == Noun::Person) {
            head = Some((k, noun));
        } else if head.is_some() && w.capital {
            break;
        }
        k += 1;
    }
    let (head, mut sort) = head?;
    // A name right behind makes it that name's title.
    if words.at(head + 1).capital
        && words.at(head + 1).word
        && words.together(begin, head + 1)
        && !words.at(head + 1).opens
        && sort == Noun::Person
        && !tongue.is_relation(words.text(head))
    {
        return None;
    }
    // "L’amministratore delegato Ana Ruiz": so does one behind an adjective.
    let plain = |k: usize| {
        let w = words.at(k);
        w.word && !w.capital && !w.cue && !w.class.any(Class::FUNCTION.or(Class::PREPOSITION))
    };
    if !tongue.is_english() && !tongue.nouns && !tongue.plain && determiner && sort == Noun::Person {
        let name = |k: usize| words.at(k).capital && words.at(k).word && words.together(begin, k) && !words.at(k).heads;
        if plain(head + 1) && name(head + 2) && words.at(head + 3).capital {
            return None;
        }
    }
    let text = words.folded(begin);
    let class = words.at(begin).class;
    let pointing = if class.any(Class::KNOWN) {
        Pointing::Known
    } else if class.any(Class::OWNED) {
        Pointing::Owned
    } else if !determiner
        && sort == Noun::Person
        && (words.tongue.bare || head == begin && COUNSEL.contains(&&*words.folded(head)))
    {
        Pointing::Known
    } else {
        Pointing::New
    };
    if matches!(
        &*text,
        "two" | "three" | "four" | "five" | "several" | "some" | "many" | "few" | "both" | "these" | "those" | "most"
    ) && sort == Noun::Person
    {
        sort = Noun::People;
    }
    let mut gender = name::gender_of(words.at(head).class);
    if gender.0 == 0 && sort == Noun::Person && determiner && !words.tongue.is_english() {
        // "La maire", "uma artista": the article tells.
        gender = name::gender_of(class);
    }
    Some(Description { tokens: begin..head + 1, head, pointing, sort, gender })
}

/// Whether the word at `k` is an age that stands for who has it: "38-year-old".
pub(super) fn aged(words: &Words<'_>, k: usize) -> bool {
    let text = words.text(k);
    text.starts_with(|c: char| c.is_ascii_digit()) && (text.ends_with("-year-old") || text.ends_with("-yr-old"))
}

/// Whether a German noun stands for somebody by their age: "58-Jährige".
pub(super) fn is_jaehrig(text: &str) -> bool {
    text.split_once('-').is_some_and(|(age, noun)| {
        age.bytes().all(|b| b.is_ascii_digit()) && (noun.starts_with("Jährig") || noun.starts_with("jährig"))
    })
}

/// What the noun at `k` stands for, if it is one for people, bodies or documents.
pub(super) fn noun(words: &Words<'_>, k: usize) -> Option<Noun> {
    let w = words.at(k);
    if w.class.any(Class::ROLE) || aged(words, k) || words.tongue.nouns && is_jaehrig(words.text(k)) {
        return Some(Noun::Person);
    }
    if w.class.any(Class::SEVERAL) {
        return Some(Noun::People);
    }
    if w.class.any(Class::BODY.or(Class::OUTLET)) && !w.class.any(Class::THING) {
        return Some(Noun::Body);
    }
    if w.class.any(Class::THING) {
        return Some(Noun::Thing);
    }
    let folded = words.folded(k);
    if let Some(one) = singular(&folded) {
        let class = lexicon::class(&one);
        if class.any(Class::ROLE) {
            return Some(Noun::People);
        }
        if class.any(Class::BODY) {
            return Some(Noun::Body);
        }
    }
    None
}

/// The singular of a regular plural.
pub(super) fn singular(folded: &str) -> Option<String> {
    if let Some(stem) = folded.strip_suffix("ies") {
        return Some(format!("{stem}y"));
    }
    if let Some(stem) = folded.strip_suffix("men") {
        return Some(format!("{stem}man"));
    }
    let stem = folded.strip_suffix('s')?;
    (stem.len() > 2 && !stem.ends_with('s')).then(|| stem.to_owned())
}

/// Where the role words begin that stand right before the name at `name`; a determiner before them belongs to them.
/// With `more`, a title stands between ("the town's former chief Judge Ana Ruiz") and nothing need be found.
pub(super) fn role_before(words: &Words<'_>, name: usize, more: bool) -> Option<usize> {
    // "Жена | Кольцова": the name is another's.
    if name.checked_sub(1).is_some_and(|k| words.tongue.is_relation(words.text(k))) {
        return None;
    }
    if let Some(begin) = office_before(words, name) {
        return Some(begin);
    }
    let mut begin = name;
    let mut found = false;
    while let Some(k) = begin.checked_sub(1) {
        let w = words.at(k);
        if name - k > MODIFIERS || !words.together(k, name) || !w.word || w.cue || words.possessive(k) {
            break;
        }
        let role = w.class.any(Class::ROLE)
            || w.class.any(Class::TITLE) && !w.capital
            || begin == name && name::may_be_role(words, k) && !w.capital;
        if begin == name && !role {
            break;
        }
        if w.class.any(Class::FUNCTION.or(Class::PREPOSITION)) || w.class.any(Class::SEVERAL) {
            break;
        }
        if w.capital
            && !w.opens
            && !w.class.any(Class::PLACE)
            && !w.shouted
            && !w.class.any(Class::BODY)
            && !w.class.any(Class::ROLE)
        {
            break;
        }
        // A verb in the past tense is no modifier of a role, save the few that are.
        let folded = words.folded(k);
        if folded.ends_with("ed") && !role && !lexicon::is_participle(&folded) {
            break;
        }
        found |= role;
        begin = k;
        if w.opens {
            break;
        }
    }
    (found || more).then_some(begin).filter(|&b| b < name)
}

/// Where an office begins whose noun other nouns follow before the name, in other languages than English: "министр финансов региона Ана
/// Руис", "رئيس اتحاد الفلاحين نبيل", "der Leiter des Amtes Ana Ruiz".
fn office_before(words: &Words<'_>, name: usize) -> Option<usize> {
    let tongue = words.tongue;
    if tongue.is_english() || tongue.heads_last {
        return None;
    }
    let lexicon = cue::lexicon(words.page.language.as_deref());
    let mut first = None;
    for k in (name.saturating_sub(MODIFIERS)..name).rev() {
        let w = words.at(k);
        if !w.word || !words.together(k, name) || w.cue || w.quoted || w.class.any(Class::SEVERAL) {
            break;
        }
        let link = lexicon.office.contains(words.text(k)) || tongue.nouns && w.class.any(Class::DETERMINER);
        let noun = !w.class.any(Class::FUNCTION.or(Class::PREPOSITION).or(Class::GIVEN).or(Class::COPULA));
        if w.class.any(Class::ROLE) && noun {
            first = Some(k);
        } else if !(noun || link && k + 1 < name) || tongue.nouns && !link && !w.capital {
            break;
        }
        if w.opens {
            break;
        }
    }
    first.filter(|&k| k + 1 < name)
}

/// The apposition that stands behind a name that ends at `end`: its tokens, and the class of its head noun.
/// Ages are stepped over: "Ana Ruiz, 42, a doctor,".
pub(super) fn apposition(words: &Words<'_>, end: usize) -> (Option<Range<usize>>, Option<Class>) {
    let comma = |k: usize| words.sign(k, ',') || words.sign(k, '—') || words.sign(k, '–') || words.sign(k, '(');
    if !comma(end) || !words.together(end.saturating_sub(1), end) {
        return (None, None);
    }
    let mut k = end + 1;
    let mut aged = false;
    if words.text(k) == "aged" {
        k += 1;
    }
    if words.text(k).parse::<u8>().is_ok() {
        k += 1;
        aged = true;
        if !comma(k) && !words.sign(k, ')') {
            return (None, aged.then_some(Class::default()));
        }
        k += 1;
    }
    if words.text(k) == "who" || words.text(k) == "whose" || words.text(k) == "whom" {
        return (None, Some(Class::default()));
    }
    let found = at(words, k, (k + 12).min(words.len()));
    let person =
        found.filter(|d| matches!(d.sort, Noun::Person) && d.pointing != Pointing::Owned || d.sort == Noun::Person);
    // "In Osk, police and residents said", "near Osk, the coast guard said": an apposition is closed.
    let bare = |d: &Description| {
        let next = words.at(d.tokens.end);
        let bare = !words.at(k).class.any(Class::DETERMINER) && words.text(d.tokens.end) == "and";
        (bare || next.cue && !words.sign(d.tokens.end, ':')) && !aged
    };
    if let Some(d) = person.filter(|d| !bare(d)) {
        return (Some(k..d.tokens.end), Some(words.at(d.head).class));
    }
    // A body's possession: "the centre's director of research".
    let owner = (k..k + 7).find(|&j| words.possessive(j) && words.together(k, j));
    if let Some(owner) = owner.filter(|_| words.at(k).class.any(Class::DETERMINER) || words.at(k).capital)
        && let Some(d) = at(words, owner + 1, (owner + 8).min(words.len()))
        && d.sort == Noun::Person
        // "... of Otto Brandt, the country's harbour minister says.": whoever says what stands before.
        && !(words.at(d.tokens.end).cue && words.sign(d.tokens.end + 1, '.'))
    {
        return (Some(k..d.tokens.end), Some(words.at(d.head).class));
    }
    // A head that no list has, behind an indefinite article.
    if matches!(words.text(k), "a" | "an") {
        let last = (k + 1..k + 6)
            .take_while(|&j| {
                words.at(j).word && !words.at(j).cue && !words.at(j).class.any(Class::FUNCTION.or(Class::PREPOSITION))
            })
            .last();
        if let Some(j) = last.filter(|&j| name::may_be_role(words, j)) {
            return (Some(k..j + 1), Some(Class::ROLE));
        }
    }
    (None, aged.then_some(Class::default()))
}

/// Whether a noun for anybody in a language without articles brings somebody in, by what follows it or by its form: "источник в
/// полиции", "مصدر أمني".
pub(super) fn complemented(words: &Words<'_>, d: &Description) -> bool {
    let tongue = words.tongue;
    let (next, any) = (words.at(d.tokens.end), words.at(d.head).class.any(Class::ANY));
    let alone = d.tokens.len() == 1 && any && tongue.bare && words.together(d.head, d.tokens.end);
    let article = |k: usize| words.text(k).starts_with("ال");
    let indefinite = tongue.plain && !article(d.head) && !(next.word && article(d.tokens.end));
    alone && (next.class.any(Class::PREPOSITION) || indefinite)
}

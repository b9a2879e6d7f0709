//! Names: runs of capitalised words, with what stands around them that tells a person from a body or a place.

mod affix;
mod read;
pub(super) mod russian;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use self::affix::{body_link, romance};
pub(super) use self::affix::{is_person, may_be_role};
use self::read::read;
use super::super::sentence::TokenKind;
use super::lexicon::Class;
use super::word::Words;

/// One name where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    /// Tokens of the name proper.
    pub(super) tokens: Range<usize>,
    /// First token of titles and role words before it; the name's own first where there are none.
    pub(super) lead: usize,
    /// What its words and surroundings make of it.
    pub(super) sort: Sort,
    /// What titles, roles and given name tell of its bearer's gender.
    pub(super) gender: Sign,
    /// Tokens of an apposition behind it ("a doctor"), article and all.
    pub(super) apposition: Option<Range<usize>>,
    /// Tokens of an acronym in brackets behind it.
    pub(super) acronym: Option<usize>,
    /// Whether it stands where a capital tells nothing.
    pub(super) unsure: bool,
}

/// What a name seems to name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Person,
    Body,
    Place,
    Unknown,
}

/// What tells a gender, and how surely: negative for women, positive for men.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sign(pub(super) i8);

impl Sign {
    /// A title or a gendered noun decides; a given name nearly does; an ending hints.
    pub(super) const SURE: i8 = 4;
    pub(super) const GIVEN: i8 = 2;
    pub(super) const HINT: i8 = 1;

    pub(super) fn add(&mut self, other: Sign) {
        if other.0.abs() > self.0.abs() {
            *self = other;
        }
    }
}

/// The gender that a title or role with `class` tells.
pub(super) fn gender_of(class: Class) -> Sign {
    let (women, men) = (Class::TITLE_F.or(Class::ROLE_F), Class::TITLE_M.or(Class::ROLE_M));
    match (class.any(women), class.any(men)) {
        (true, false) => Sign(-Sign::SURE),
        (false, true) => Sign(Sign::SURE),
        _ => Sign(0),
    }
}

/// All names, in order. Linear in the words.
pub(super) fn find(words: &Words<'_>) -> Vec<Name> {
    let mut out: Vec<Name> = Vec::new();
    // Surnames seen so far that are callings or plain words too ("Agneta Fisher", "Alice Hall"): alone they are names as well.
    let mut surnames: BTreeSet<Cow<'_, str>> = BTreeSet::new();
    let mut i = 0;
    while i < words.len() {
        if let Some(name) = in_marks(words, i) {
            i = name.tokens.end + 1;
            out.push(name);
            continue;
        }
        let Some(run) = run_at(words, i) else {
            i += 1;
            continue;
        };
        i = run.end.max(i + 1);
        if let Some(name) = read(words, run, &surnames) {
            let last = name.tokens.end - 1;
            let word = Class::TITLE.or(Class::ROLE).or(Class::COMMON).or(Class::CALENDAR);
            if name.tokens.len() > 1 && !matches!(name.sort, Sort::Body | Sort::Place) && words.at(last).class.any(word)
            {
                surnames.insert(words.folded(last));
            }
            while out.last().is_some_and(|before| before.tokens.end > name.lead) {
                out.pop();
            }
            out.push(name);
        }
    }
    out
}

/// The name in marks that begins at `i` behind the noun for the body that bears it, in other languages than English: "il comitato
/// «Aria Pulita»", "компании «Север»".
fn in_marks(words: &Words<'_>, i: usize) -> Option<Name> {
    if words.tongue.is_english() || !matches!(words.kind(i), TokenKind::Mark(_)) {
        return None;
    }
    let body =
        i.checked_sub(1).filter(|&k| words.at(k).class.any(Class::BODY.or(Class::OUTLET)) && !words.at(k).quoted)?;
    let close = (i + 2..i + 2 + MARKED).find(|&k| matches!(words.kind(k), TokenKind::Mark(_)))?;
    let inner = i + 1..close;
    let first = words.text(inner.start);
    let plain = inner.clone().all(|k| words.at(k).word) && words.together(body, close);
    (plain && (first.starts_with(char::is_uppercase) || words.tongue.plain)).then_some(Name {
        tokens: inner,
        lead: i,
        sort: Sort::Body,
        gender: Sign(0),
        apposition: None,
        acronym: None,
        unsure: false,
    })
}

/// Words of a name in marks, at most.
const MARKED: usize = 5;

/// Articles and prepositions as surnames have them.
const ARTICLES: [&str; 22] = [
    "Le", "La", "Les", "De", "Du", "Des", "Del", "Della", "Delle", "Degli", "Di", "Da", "Do", "Dos", "El", "Lo", "Van",
    "Von", "Der", "Den", "Ten", "Dal",
];

/// No name is longer; it bounds the work for a page in capitals.
const LONGEST: usize = 14;

/// The run of capitalised words that begins at `i`.
fn run_at(words: &Words<'_>, i: usize) -> Option<Range<usize>> {
    let first = words.at(i);
    if !first.word || !first.capital || words.possessive(i) {
        return None;
    }
    if first.class.any(Class::FUNCTION) && !first.class.any(Class::GIVEN) || words.text(i) == "I" {
        return None;
    }
    let (mut end, mut bodily) = (i + 1, first.class.any(Class::BODY.or(Class::OUTLET)));
    while end < i + LONGEST && words.together(i, end) {
        let next = words.at(end);
        let name_word = |w: super::word::Word, at: usize| {
            w.word
                && w.capital
                && !words.possessive(at)
                && (!w.class.any(Class::FUNCTION) || w.initial || w.class.any(Class::GIVEN.or(Class::OUTLET)))
        };
        // "Disse ao Diário da Beira | Ana Ruiz": a source begins here.
        if next.heads && !words.tongue.is_english() {
            break;
        }
        if name_word(next, end) && !next.opens {
            bodily |= next.class.any(Class::BODY.or(Class::OUTLET));
            end += 1;
            continue;
        }
        // "Yannick Le Dantec", "Ana De Wit": an article with a capital, between two names.
        let article = next.word && next.capital && !next.opens && ARTICLES.contains(&words.text(end));
        if article && words.together(i, end + 1) && name_word(words.at(end + 1), end + 1) && !words.at(end + 1).opens {
            end += 2;
            continue;
        }
        // Small words within: particles of persons, connectives of bodies and of offices.
        let mut after = end;
        while after < end + 3
            && words.at(after).word
            && words.at(after).class.any(Class::PARTICLE)
            && !conjunction(words, after)
            && !words.at(after).capital
        {
            after += 1;
        }
        if after > end && words.together(i, after) && name_word(words.at(after), after) && !words.at(after).opens {
            end = after + 1;
            continue;
        }
        let office = words.at(end - 1).class.any(Class::TITLE.or(Class::ROLE));
        // "Junta de Regantes", "Ministerio de la Presidencia", "Chambre d’agriculture du Gers".
        // "O Corpo de Bombeiros": people have no article before their names.
        let article = || {
            let before = i
                .checked_sub(1)
                .map(|k| words.at(k))
                .filter(|w| w.word && w.class.any(Class::DETERMINER.or(Class::KNOWN)));
            before.is_some()
                && end == i + 1
                && !first.class.any(Class::GIVEN.or(Class::ROLE).or(Class::TITLE).or(Class::PLACE))
        };
        let of = if romance(words) && (bodily || article()) { body_link(words, end) } else { 0 };
        if of > 0 && words.together(i, end + of) && name_word(words.at(end + of), end + of) {
            end += of + 1;
            continue;
        }
        // "Syndicat des transports de Bellaroche": nouns without a capital within it.
        let noun = |k: usize| {
            let w = words.at(k);
            w.word
                && !w.capital
                && !w.cue
                && words.text(k).chars().count() > 3
                && !w.class.any(Class::FUNCTION.or(Class::PREPOSITION).or(Class::CALENDAR))
        };
        let lower = if first.class.any(Class::BODY) && romance(words) { body_link(words, end) } else { 0 };
        if lower > 0 && words.together(i, end + lower) && noun(end + lower) && !words.at(i).initial {
            end += lower + 1;
            continue;
        }
        let link = match words.text(end) {
            "of" => bodily || office,
            "for" | "&" => bodily,
            "and" => bodily && words.at(end + 1).capital && body_follows(words, end + 1),
            _ => words.sign(end, '&') && words.at(end + 1).capital,
        };
        if link {
            let skip = if words.text(end + 1) == "the" { 2 } else { 1 };
            if words.together(i, end + skip) && name_word(words.at(end + skip), end + skip) {
                bodily |= words.at(end + skip).class.any(Class::BODY.or(Class::OUTLET));
                end += skip + 1;
                continue;
            }
        }
        // A nickname between quotation marks: Ana “Nita” Ruiz.
        if matches!(words.kind(end), TokenKind::Mark(_)) {
            let close = (end + 2..end + 4).find(|&k| matches!(words.kind(k), TokenKind::Mark(_)));
            if let Some(close) = close
                && words.together(i, close + 1)
                && words.at(end + 1).capital
                && words.at(close + 1).capital
                && !words.at(close + 1).class.any(Class::FUNCTION)
            {
                end = close + 2;
                continue;
            }
        }
        // The same in brackets: Ana (“Nita”) Ruiz.
        if words.sign(end, '(') && matches!(words.kind(end + 1), TokenKind::Mark(_)) {
            let close = (end + 3..end + 7).find(|&k| words.sign(k, ')'));
            if let Some(close) = close
                && matches!(words.kind(close - 1), TokenKind::Mark(_))
                && words.together(i, close + 1)
                && words.at(close + 1).capital
                && !words.at(close + 1).class.any(Class::FUNCTION.or(Class::CALENDAR))
            {
                end = close + 2;
                continue;
            }
        }
        break;
    }
    Some(i..end)
}

/// Whether an acronym of just the initials of these words stands in brackets behind them: "Coast Rescue International (CRI)".
fn spelled_out(words: &Words<'_>, begin: usize, end: usize) -> bool {
    if !words.sign(end, '(') || !words.at(end + 1).shouted || !words.sign(end + 2, ')') {
        return false;
    }
    let capitals = (begin..end).filter(|&k| words.at(k).capital).filter_map(|k| words.text(k).chars().next());
    capitals.eq(words.text(end + 1).chars())
}

/// Whether a particle is a word for "and" in the language of the page ("y", "e").
fn conjunction(words: &Words<'_>, at: usize) -> bool {
    let class = words.at(at).class;
    // "Ana do Carmo": an English verb, but not between two names.
    let verb = words.text(at) == "do" && words.at(at.wrapping_sub(1)).capital;
    class.any(Class::FUNCTION) && !class.any(Class::DETERMINER.or(Class::PREPOSITION)) && !verb
}

/// Whether the capitalised words from `at` end in a word for a body ("Homeland Security and Customs Service"),
/// so that "and" stands within one name; persons and places joined by "and" are two.
fn body_follows(words: &Words<'_>, at: usize) -> bool {
    (at..at + 4)
        .take_while(|&k| words.at(k).capital && words.together(at, k))
        .any(|k| words.at(k).class.any(Class::BODY.or(Class::COMMON)) && !words.at(k).class.any(Class::GIVEN))
}

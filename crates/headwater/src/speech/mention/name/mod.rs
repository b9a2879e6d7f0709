//! Names: runs of capitalised words, with what stands around them that tells a person from a body or a place.

mod affix;
pub(super) mod russian;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use self::affix::{
    aged_person, bare_end, behind_body, behind_office, body_link, calls, given_sign, is_office_chain, romance,
    surname_sign,
};
pub(super) use self::affix::{is_person, may_be_role};
use super::super::sentence::TokenKind;
use super::chain::naming;
use super::description;
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
        let of = if bodily && romance(words) { body_link(words, end) } else { 0 };
        if of > 0 && words.together(i, end + of) && name_word(words.at(end + of), end + of) {
            end += of + 1;
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

/// Makes a name of a run: strips what only opens the sentence, splits titles off, and looks around.
fn read(words: &Words<'_>, run: Range<usize>, surnames: &BTreeSet<Cow<'_, str>>) -> Option<Name> {
    let Range { mut start, end } = run;
    let end = bare_end(words, start, end);
    let nominal = Class::BODY.or(Class::OUTLET);
    start = behind_office(words, start, end);
    let has_body = (start..end).any(|k| words.at(k).class.any(nominal));
    let last = words.at(end - 1).class;
    let unsure = words.at(start).opens || words.at(start).loud;
    // A common word that opens the sentence belongs to the name only if the name says so.
    let opener = words.at(start);
    let calling = calls(words, start, end);
    if opener.opens && opener.class.any(Class::COMMON) && !words.at(start).shouted && !calling {
        let kept = opener.class.any(Class::TITLE.or(Class::ROLE).or(Class::PLACE))
            || opener.class.any(Class::GIVEN) && end - start > 1
            || has_body && end - start > 1
            || spelled_out(words, start, end)
            // "Finance Minister Ana Ruiz": the word before an office belongs to it.
            || end - start > 2 && office_follows(words, start) && !has_body
            // "Hall said", behind "Alice Hall".
            || end - start == 1 && words.at(end).cue && surnames.contains(&words.folded(start));
        if !kept {
            start += 1;
        }
    }
    // "On Tuesday Carla Monti spoke."
    while start + 1 < end
        && words.at(start).class.any(Class::CALENDAR)
        && !words.at(start).class.any(Class::GIVEN)
        && !has_body
    {
        start += 1;
    }
    if start >= end {
        return None;
    }
    // Titles and offices at its head: everything up to the last of them.
    let office = Class::TITLE.or(Class::ROLE);
    let mut head = start;
    if !(last.any(nominal) && end - start > 1 && !words.at(start).class.any(Class::TITLE_F.or(Class::TITLE_M))) {
        for k in start..end {
            let w = words.at(k);
            let given = w.class.any(Class::GIVEN)
                && !w.class.any(Class::TITLE_F.or(Class::TITLE_M))
                && !words.text(k).ends_with('.');
            // "Son Barry, 51,": what he is to her, before a given name alone.
            let kin = w.opens && k == start && end - start == 2 && w.class.any(Class::ROLE_M.or(Class::ROLE_F));
            let kin = kin && words.at(k + 1).class.any(Class::GIVEN);
            let lone_given = given && !kin && k == start && end - start <= 3 && !is_office_chain(words, k + 1, end);
            let saint = k + 1 < end && matches!(words.text(k), "St." | "St" | "Ste" | "Saint" | "Sainte");
            // "Robin Tanner", "Martin King": behind a given name, at the end, it is a surname.
            // In other languages also behind an office: "Bürgermeisterin Gunhild Maurer".
            let surname = k + 1 == end
                && k > start
                && (words.at(start).class.any(Class::GIVEN) || !words.tongue.is_english() && k > start + 1)
                && !words.at(k - 1).class.any(office);
            let known = end - start == 1 && !surnames.is_empty() && surnames.contains(&words.folded(k));
            if w.class.any(office) && !lone_given && !saint && !surname && !known && !w.class.any(Class::SEVERAL) {
                head = k + 1;
            }
        }
        if words.text(head) == "of" && head > start {
            // "Secretary of State Hillary Clinton": the name begins at the first given name.
            let given = (head + 2..end.saturating_sub(1)).find(|&k| words.at(k).class.any(Class::GIVEN));
            head = given?;
        }
    }
    if head == start && calling {
        head = start + 1;
    }
    if head == start
        && let Some(k) = behind_body(words, start, end)
    {
        head = k;
    }
    if head >= end {
        return None;
    }
    let mut titled = head > start;
    let mut gender = Sign(0);
    (start..head).for_each(|k| gender.add(gender_of(words.at(k).class)));
    let mut lead = start;
    // Role words in lower case right before: "former border officer Ines Costa".
    if !(last.any(nominal))
        && let Some(begin) = description::role_before(words, start, head > start)
    {
        lead = begin;
        titled = true;
        if words.tongue.is_english() || words.tongue.heads_last {
            (begin..start).for_each(|k| gender.add(gender_of(words.at(k).class)));
        } else {
            // "Продюсер певицы Эдуард Маркин": the first noun is what he is.
            let first = (begin..start).map(|k| gender_of(words.at(k).class)).find(|g| g.0 != 0);
            gender.add(first.unwrap_or(Sign(0)));
        }
        // "La maire Ana Ruiz": the article tells where the noun does not.
        let article =
            begin.checked_sub(1).filter(|_| gender.0 == 0 && !words.tongue.is_english()).map(|k| words.at(k).class);
        gender.add(article.filter(|c| c.any(Class::DETERMINER)).map_or(Sign(0), gender_of));
    }
    // Particles in lower case right before it are the beginning of a surname: "van der Brugge said".
    if head == start && lead == start {
        while let Some(k) =
            head.checked_sub(1).filter(|&k| words.together(k, end - 1) && words.at(k).word && !words.at(k).capital)
        {
            if !words.at(k).class.any(Class::PARTICLE)
                || words.at(k).class.any(Class::FUNCTION)
                || matches!(words.text(k), "y" | "e")
                || matches!(words.text(k), "la" | "le") && words.text(k.wrapping_sub(1)) != "de"
            {
                break;
            }
            head = k;
        }
        lead = lead.min(head);
    }
    let count = (head..end).filter(|&k| words.at(k).capital).count();
    let first = (head..end).find(|&k| words.at(k).capital).map_or(words.at(head).class, |k| words.at(k).class);
    let calendar = (head..end).all(|k| words.at(k).class.any(Class::CALENDAR));
    // "A diver called Sunday": what else would it be?
    // "Jun said", behind "Wei Jun": no month where no number stands beside it.
    let number = |k: usize| matches!(words.kind(k), TokenKind::Number);
    let dated = number(end)
        || head.checked_sub(1).is_some_and(number)
        || words.at(head.wrapping_sub(1)).class.any(Class::PREPOSITION);
    let borne = calendar && count == 1 && !dated && surnames.contains(&words.folded(end - 1));
    let named = borne || naming::before(words, head).is_some() || calendar && count == 1 && aged_person(words, end);
    if named {
        titled = true;
    }
    if calendar && !titled && !(count == 1 && first.any(Class::GIVEN) && !unsure)
        || first.any(Class::CALENDAR) && count == 1 && !titled
    {
        return None;
    }
    let places = (head..end).all(|k| words.at(k).class.any(Class::PLACE.or(Class::CALENDAR)));
    let given = first.any(Class::GIVEN);
    let bodily =
        last.any(nominal) || (head..end).any(|k| words.at(k).class.any(nominal)) && connected(words, head, end);
    let shouted = count == 1 && words.at(end - 1).shouted && !words.at(end - 1).loud;
    let mut sort = if titled && !last.any(nominal) {
        Sort::Person
    } else if places && !titled {
        Sort::Place
    } else if shouted || spelled_out(words, head, end) || bodily && !(given && count == 2 && !last.any(nominal)) {
        Sort::Body
    } else if given && count >= 2 {
        Sort::Person
    } else {
        Sort::Unknown
    };
    if (given || count > 1) && !matches!(sort, Sort::Body | Sort::Place) {
        gender.add(given_sign(words, head));
        gender.add(surname_sign(words, end - 1));
    }
    let (apposition, role) = description::apposition(words, end);
    // "Corvane Botanicals, a maker of soaps,": what follows is said of a body.
    let kind = sort == Sort::Unknown && !given && affix::is_kind_of_body(words, end);
    if kind {
        sort = Sort::Body;
    }
    if let Some(class) = role.filter(|_| matches!(sort, Sort::Person | Sort::Unknown)) {
        sort = Sort::Person;
        gender.add(gender_of(class));
    }
    let acronym = (words.sign(end, '(') && words.at(end + 1).shouted && words.sign(end + 2, ')')).then_some(end + 1);
    let common = count == 1 && words.at(head).class.any(Class::COMMON) && !words.at(head).class.any(Class::GIVEN);
    Some(Name { tokens: head..end, lead, sort, gender, apposition, acronym, unsure: !titled && (unsure || common) })
}

/// Whether the word behind `start` is an office: "Finance | Minister".
fn office_follows(words: &Words<'_>, start: usize) -> bool {
    let next = words.at(start + 1);
    let office = next.class.any(Class::TITLE.or(Class::ROLE)) && !next.class.any(Class::GIVEN);
    office && next.capital && !words.at(start).class.any(Class::FUNCTION.or(Class::CALENDAR).or(Class::SEVERAL))
}

/// Whether small words join the parts, as in the names of bodies.
fn connected(words: &Words<'_>, begin: usize, end: usize) -> bool {
    (begin..end).any(|k| matches!(words.text(k), "of" | "for" | "and" | "&"))
}

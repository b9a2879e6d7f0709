//! What a run of capitalised words names, by its own words and by what stands around it.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use super::super::super::sentence::TokenKind;
use super::super::chain::naming;
use super::super::compound;
use super::super::description;
use super::super::false_title;
use super::super::lexicon::{self, Class};
use super::super::word::Words;
use super::affix::{
    self, aged_person, bare_end, behind_body, behind_office, calls, given_sign, is_office_chain, surname_sign,
};
use super::{Name, Sign, Sort, gender_of, spelled_out};

/// Makes a name of a run: strips what only opens the sentence, splits titles off, and looks around.
pub(super) fn read(words: &Words<'_>, run: Range<usize>, surnames: &BTreeSet<Cow<'_, str>>) -> Option<Name> {
    let Range { mut start, end } = run;
    let end = bare_end(words, start, end);
    let nominal = Class::BODY.or(Class::OUTLET);
    // "The Ana Ruiz-penned play" names a play.
    if words.tongue.is_english() && end > start && compound::is_of_name(words.text(end - 1)) {
        return None;
    }
    start = behind_office(words, start, end);
    // "Жена | Кольцова": the name is that of whose wife she is.
    while start + 1 < end && words.tongue.is_relation(words.text(start)) {
        start += 1;
    }
    // "Said Ana Ruiz: “...”": at the head of a sentence that a colon or a quotation follows it is the verb.
    if verb_opens(words, start, end) {
        start += 1;
    }
    // "Twenty-one-year-old Idris Vael", "Oskbad-born Ana Ruiz", "Norwegian Ana Ruiz".
    let adjective = || lexicon::is_of_country(&words.folded(start));
    let whole = || start + 2 < end && words.at(start + 1).class.any(Class::GIVEN);
    if start + 1 < end && (compound::is_of_person(words.text(start)) || whole() && adjective()) {
        start += 1;
    }
    let has_body = (start..end).any(|k| words.at(k).class.any(nominal));
    // "Chief Executive": behind an office the word for a body is one too.
    let chief = words.tongue.is_english()
        && end - start > 1
        && words.at(end - 1).class.any(Class::ROLE)
        && words.at(end - 2).class.any(Class::TITLE.or(Class::ROLE));
    let last = if chief { words.at(end - 1).class.without(nominal) } else { words.at(end - 1).class };
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
    // "Fuentes del Gobierno señalaron": a noun for people that opens a sentence, by itself.
    let source = opener.class.any(Class::SEVERAL.or(Class::ANY)) && !opener.class.any(Class::GIVEN.or(Class::TITLE));
    if opener.opens
        && !words.tongue.is_english()
        && end - start == 1
        && source
        && !surnames.contains(&words.folded(start))
    {
        return None;
    }
    // "On Tuesday Carla Monti spoke."
    while start + 1 < end
        && words.at(start).class.any(Class::CALENDAR)
        && !words.at(start).class.any(Class::GIVEN)
        && !has_body
    {
        start += 1;
    }
    if start >= end || is_adjective(words, start..end) {
        return None;
    }
    // Titles and offices at its head: everything up to the last of them.
    let office = Class::TITLE.or(Class::ROLE);
    let mut head = start;
    if !(last.any(nominal) && end - start > 1 && !words.at(start).class.any(Class::TITLE_F.or(Class::TITLE_M))) {
        let mut nicknamed = false;
        for k in start..end {
            let w = words.at(k);
            // "Barry 'The Plumber' Hodge" is no plumber.
            nicknamed ^= matches!(words.kind(k), TokenKind::Mark(_));
            if nicknamed {
                continue;
            }
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
            let adjective = affix::is_capital_adjective(words, k);
            let holds = w.class.any(office) && !w.class.any(Class::SEVERAL) && !adjective;
            if holds && !lone_given && !saint && !surname && !known {
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
            .or_else(|| false_title::before(words, start, head > start))
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
    // "He saw a doctor Sunday": a day, unless the noun is written as his title.
    let lowered = words.tongue.is_english() && head == start && !named;
    if calendar && (!titled || lowered) && !(count == 1 && first.any(Class::GIVEN) && !unsure)
        || first.any(Class::CALENDAR) && count == 1 && (!titled || lowered)
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
        // "Minister Halvard": alone behind an office it is a surname.
        if !(count == 1 && head > start && words.tongue.is_english()) {
            gender.add(given_sign(words, head));
        }
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

/// Whether a run is a country's adjective and goes with the noun behind it: "Norwegian officials", "British and American officials".
fn is_adjective(words: &Words<'_>, run: Range<usize>) -> bool {
    let of_country = |k: usize| {
        let folded = words.folded(k);
        words.at(k).capital && lexicon::is_of_country(&folded) && !folded.ends_with('s')
    };
    let behind = words.at(run.end);
    let noun = behind.word && !behind.capital && !behind.cue && !behind.class.any(Class::FUNCTION.or(Class::COPULA));
    let pair = words.text(run.end) == "and" && of_country(run.end + 1);
    words.tongue.is_english() && run.len() == 1 && of_country(run.start) && (noun || pair)
}

/// Whether "Said" opens the sentence before a whole name whose clause ends in a colon, as no man's name does.
fn verb_opens(words: &Words<'_>, start: usize, end: usize) -> bool {
    let said = words.tongue.is_english() && words.at(start).opens && words.text(start) == "Said" && end - start > 1;
    let colon = |k: &usize| words.sign(*k, ':');
    let stops = |k: &usize| !words.sign(*k, '.') && !words.sign(*k, ';');
    said && (end..end + CALLED).take_while(stops).any(|k| colon(&k))
}

/// Tokens between a name and the colon, at most: ", a former clerk of the harbour board, :".
const CALLED: usize = 12;

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

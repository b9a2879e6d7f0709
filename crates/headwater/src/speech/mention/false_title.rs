//! What somebody is, right before the name and with "of" in it: "Superintendent of police Ana Ruiz", "a member of the harbour board, ...".

use super::description;
use super::lexicon::Class;
use super::name;
use super::word::Words;

/// Words between "of" and the name, at most: "the | regional fire and rescue board".
const REACH: usize = 6;

/// Endings of nouns for what somebody has in hand: "communications", "surgery", "education". An adjective before the name
/// ("a friend of young Ana Ruiz") has none of them.
const FIELDS: [&str; 10] = ["ions", "ion", "ment", "ery", "ity", "ship", "ics", "ices", "ance", "ure"];

/// Where a calling with "of" in it begins that stands right before the name at `name`, whose bearer its own words show for a
/// person: a given name, an initial, or a title before it (`titled`). English only.
pub(super) fn before(words: &Words<'_>, name: usize, titled: bool) -> Option<usize> {
    let first = words.at(name);
    if !words.tongue.is_english() || !(titled || first.class.any(Class::GIVEN) || first.initial) {
        return None;
    }
    let last = name.checked_sub(1)?;
    let from = name.saturating_sub(REACH + 1);
    // Of a longer run the "of" nearest to the name: "head of the faculty of law".
    let of = (from..last).rev().find(|&k| words.text(k) == "of")?;
    let plain = |k: usize| {
        let w = words.at(k);
        let owner = words.possessive(k);
        w.word && words.together(k, name) && !w.cue && !w.quoted && (!w.capital || w.class.any(Class::PLACE)) || owner
    };
    let field = {
        let w = words.at(last);
        let folded = words.folded(last);
        w.class.any(Class::BODY) || FIELDS.iter().any(|e| folded.ends_with(e)) || matches!(&*folded, "staff" | "works")
    };
    let small = |k: usize| words.at(k).class.any(Class::FUNCTION.or(Class::PREPOSITION)) && words.text(k) != "and";
    let opened = of + 1 + usize::from(words.at(of + 1).class.any(Class::DETERMINER));
    if !field || opened > last || !(of..name).all(plain) || (opened..name).any(small) {
        return None;
    }
    let head = of.checked_sub(1).filter(|&k| words.together(k, of))?;
    let w = words.at(head);
    let calling = w.class.any(Class::ROLE.or(Class::TITLE)) && !w.class.any(Class::BODY.or(Class::PLACE))
        || name::may_be_role(words, head) && !w.capital;
    if !calling || w.cue || words.at(head).capital && !w.opens {
        return None;
    }
    description::role_before(words, head, true).or(Some(head))
}

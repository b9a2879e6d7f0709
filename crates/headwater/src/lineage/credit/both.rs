//! Two outlets that read as one name: "the Osk Post and Tern Bay Radio reported".
//!
//! Papers that merged are called so too ("the Osk Mail and Gazette"): their second name is one word, or their first is.

use super::name::{Names, Slot};
use super::token::Token;

/// The names within a name, each with its first token and one past its last: two where both sides of an "and" are outlets by
/// themselves, else the whole.
pub(super) fn parts(tokens: &[Token<'_>], name: (usize, usize), names: &Names) -> Vec<(usize, usize)> {
    let whole = vec![name];
    if names.at_hand(tokens, name.0) == Some(name.1) || names.is_agency(tokens, name) {
        return whole;
    }
    let and = |&i: &usize| tokens.get(i).is_some_and(|t| t.text == "and");
    let Some(middle) = (name.0 + 1..name.1.saturating_sub(1)).find(and) else { return whole };
    let article = tokens.get(middle + 1).is_some_and(|t| t.text.eq_ignore_ascii_case("the"));
    let (left, right) = ((name.0, middle), (middle + 1 + usize::from(article), name.1));
    let certain = |part| is_certain(tokens, part, names);
    let one = |part: (usize, usize)| certain(part) || names.is_outlet(tokens, part);
    let two = one(left) && certain(right) || certain(left) && article && one(right);
    // Two sets of initials may be anybody's.
    let known = |part| is_long(tokens, part, names) || names.is_agency(tokens, part);
    if two && (known(left) || known(right)) { vec![left, right] } else { whole }
}

/// The outlets that are named with one, by an "and" and an article: "Reuters and the Quay Courier".
pub(super) fn beside(tokens: &[Token<'_>], name: (usize, usize), names: &Names) -> Vec<(usize, usize)> {
    let is = |i: Option<usize>, word: &str| i.and_then(|i| tokens.get(i)).is_some_and(|t| t.text == word);
    let article = name.0.checked_sub(1).filter(|&i| is(Some(i), "the"));
    let and = article.and_then(|i| i.checked_sub(1)).filter(|&i| is(Some(i), "and"));
    let left = and.and_then(|and| names.before(tokens, and, Slot::Outlet));
    let right = || names.after(tokens, name.1 + 2, Slot::Outlet);
    let right = if is(Some(name.1), "and") && is(Some(name.1 + 1), "the") { right() } else { None };
    left.into_iter().chain(right).filter(|part| is_certain(tokens, *part, names)).collect()
}

/// Whether a name is an outlet's beyond doubt: an agency's, initials ("CBS"), or one of two words or more.
fn is_certain(tokens: &[Token<'_>], part: (usize, usize), names: &Names) -> bool {
    let capitals = |t: &Token<'_>| t.text.chars().count() > 1 && t.text.chars().all(char::is_uppercase);
    let initials = part.1 == part.0 + 1 && tokens.get(part.0).is_some_and(capitals);
    initials || names.is_agency(tokens, part) || is_long(tokens, part, names)
}

fn is_long(tokens: &[Token<'_>], part: (usize, usize), names: &Names) -> bool {
    part.1 > part.0 + 1 && names.is_outlet(tokens, part)
}

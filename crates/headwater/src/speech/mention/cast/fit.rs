//! How well a name or a description fits somebody.

use super::super::super::speaker::spelling;
use super::super::lexicon::{self, Class};
use super::{Figure, Role};

/// How well `called` fits a name: 4 the same, 3 the surname or a name without its middle, 2 the given name, 1 initials.
pub(in crate::speech::mention) fn fit(name: &[String], called: &[String]) -> Option<u8> {
    if name == called {
        return Some(4);
    }
    if called.is_empty() || name.is_empty() {
        return None;
    }
    if name.ends_with(called) {
        return Some(3);
    }
    if name.starts_with(called) {
        return Some(2);
    }
    // The other way: the name known so far is part of a fuller one.
    if called.ends_with(name) || called.starts_with(name) && name.len() > 1 {
        return Some(3);
    }
    let same_last = name.last() == called.last() && name.len() > 1 && called.len() > 1;
    let (a, b) = (name.first()?, called.first()?);
    if same_last && (a == b || is_initial_of(a, b) || is_initial_of(b, a)) {
        return Some(if a == b { 3 } else { 1 });
    }
    half(name, called)
}

/// Half of a double surname: "Holm" and "Eva Holm" for "Eva Holm-Dietz", "Quintana" for "Rosa Quintana Yupanqui". Of three parts the
/// middle one is a surname if no list has it as a given name.
fn half(name: &[String], called: &[String]) -> Option<u8> {
    let halves = |of: &[String], part: &str| {
        of.len() > 1 && of.last().is_some_and(|l| l.contains('-') && l.split('-').any(|h| h.len() > 2 && h == part))
    };
    let (first, last) = (called.first()?, called.last()?);
    // "Abu-Khalil", "Abu Khalil", "Saadeddine": a hyphen more or less.
    let hyphened = |of: &[String]| of.iter().any(|p| p.contains('-'));
    if hyphened(name) || hyphened(called) {
        let joined = |of: &[String]| of.iter().map(|p| p.replace('-', "")).collect::<String>();
        let (all, these) = (joined(name), joined(called));
        if all == these {
            return Some(4);
        }
        let tail = name.get(1..).is_some_and(|rest| joined(rest) == these);
        let rest = called.get(1..).zip(name.get(1..)).is_some_and(|(c, n)| !c.is_empty() && joined(c) == joined(n));
        if tail || rest && name.first().is_some_and(|g| spelling::sound(g) == spelling::sound(first)) {
            return Some(3);
        }
    }
    if called.len() == 1 {
        let middle = name.len() == 3 && name.get(1) == Some(first) && !lexicon::class(first).any(Class::GIVEN);
        return (halves(name, last) || middle).then_some(2);
    }
    let given = name.first()?;
    let alike = given == first || given.len().min(first.len()) > 3 && spelling::sound(given) == spelling::sound(first);
    let surname = name.last()?;
    (alike && (halves(name, last) || halves(called, surname))).then_some(2)
}

fn is_initial_of(a: &str, b: &str) -> bool {
    let a = a.trim_end_matches('.');
    a.chars().count() == 1 && b.starts_with(a)
}

/// How well a description fits somebody's roles: the head must be the same; modifiers that agree count for it, one that
/// none of the roles has counts against it.
pub(in crate::speech::mention) fn suits(figure: &Figure, wanted: &Role) -> Option<i32> {
    let mut best = None;
    for role in figure.roles.iter().filter(|r| r.head == wanted.head) {
        let mut score = 1;
        for m in &wanted.modifiers {
            let same = |w: &String| w == m || lexicon::country(w).is_some_and(|c| lexicon::country(m) == Some(c));
            let here = role.modifiers.iter().any(same);
            let elsewhere = figure.roles.iter().any(|r| r.modifiers.iter().any(same) || same(&r.head));
            score += if here {
                2
            } else if elsewhere {
                1
            } else {
                -1
            };
        }
        best = best.max(Some(score));
    }
    best
}

/// Whether `class` is of a word that says nothing of what somebody is ("former", "the").
pub(in crate::speech::mention) fn is_idle(class: Class) -> bool {
    class.any(Class::FUNCTION.or(Class::DETERMINER))
}

//! What phrases tell: the parts of a name, the roles in a description.

use std::ops::Range;

use super::super::cast::{self, Role};
use super::super::description;
use super::super::lexicon::{self, Class};
use super::super::word::Words;

/// The parts of a name, folded: without particles, signs and small words; of a nickname in quotation marks too.
pub(super) fn parts(words: &Words<'_>, tokens: Range<usize>, body: bool) -> Vec<String> {
    let mut out = Vec::new();
    for k in tokens {
        let w = words.at(k);
        if !w.word || w.class.any(Class::FUNCTION) && !w.initial && !w.capital {
            continue;
        }
        if w.class.any(Class::PARTICLE) && (!w.capital || !body && !w.class.any(Class::GIVEN)) {
            continue;
        }
        let folded = words.folded(k);
        if matches!(&*folded, "jr" | "jr." | "sr" | "sr." | "ii" | "iii" | "the") {
            continue;
        }
        // "al-Hadi" is called "Hadi", "el Hadi", "Al-Hadi".
        let bare = folded.split_once('-').filter(|(p, _)| lexicon::is_prefix(p)).map_or(&*folded, |(_, rest)| rest);
        // "Safran'a göre": a case ending is set off from a Turkish name.
        let turkish = words.page.language.as_deref() == Some("tr");
        let bare = bare.split_once('\'').filter(|_| turkish).map_or(bare, |(stem, _)| stem);
        // The Arabic article is no part of the name either.
        let bare = bare.strip_prefix("ال").filter(|b| b.chars().count() > 2).unwrap_or(bare);
        out.push(bare.replace('\'', ""));
    }
    out
}

/// Titles that stand beside a calling rather than end it.
const SHORT: [&str; 12] = ["dr", "prof", "sir", "dame", "rev", "fr", "lord", "lady", "mr", "mrs", "ms", "hon"];

/// The roles that a phrase tells, one for every noun joined by "and"; the last is that of its head.
pub(super) fn roles(words: &Words<'_>, tokens: Range<usize>) -> Vec<Role> {
    let mut out = Vec::new();
    let mut begin = tokens.start;
    let last = tokens.end.saturating_sub(1);
    // "Forensic pathologist Dr. Ana Ruiz": two callings, of which the second is only a form of address.
    let title = |k: usize| {
        words.at(k).class.any(Class::TITLE) && (words.text(k).ends_with('.') || SHORT.contains(&&*words.folded(k)))
    };
    if last > begin && words.tongue.is_english() && title(last) && !title(last - 1) {
        out.extend(role_of(words, begin..last));
        begin = last;
    }
    let first = begin;
    for k in first..tokens.end {
        if words.text(k) == "and" || words.sign(k, ',') {
            out.extend(role_of(words, begin..k));
            begin = k + 1;
        }
    }
    out.extend(role_of(words, begin..tokens.end));
    out
}

pub(super) fn role_of(words: &Words<'_>, tokens: Range<usize>) -> Option<Role> {
    // "Superintendent of police": what stands behind "of" only says of what.
    let of = |k: usize| {
        let before = words.at(k - 1).class;
        words.tongue.is_english() && words.text(k) == "of" && before.any(Class::ROLE) && !before.any(Class::BODY)
    };
    let preposition = |k: usize| words.at(k).class.any(Class::PREPOSITION) && words.text(k) != "of";
    let end = (tokens.clone()).find(|&k| k > tokens.start && (preposition(k) || of(k))).unwrap_or(tokens.end);
    // "Министр финансов региона", "رئيس اتحاد الفلاحين": what follows the noun only says of what.
    let head_first = || {
        let mut nouns = (tokens.start..end).filter(|&k| words.at(k).word && !words.at(k).class.any(Class::FUNCTION));
        let first = !words.tongue.is_english() && !words.tongue.heads_last;
        nouns.find(|&k| words.at(k).class.any(Class::ROLE)).filter(|_| first)
    };
    let is_noun = |k: &usize| {
        words.at(*k).word && !words.at(*k).class.any(Class::FUNCTION)
            || description::aged(words, *k)
            || words.tongue.nouns && description::is_jaehrig(words.text(*k))
    };
    let noun = head_first().or_else(|| (tokens.start..end).rev().find(is_noun))?;
    let modifiers = (tokens.start..end)
        .filter(|&k| {
            k != noun
                && words.at(k).word
                && !cast::is_idle(words.at(k).class)
                && !words.at(k).class.any(Class::PREPOSITION)
        })
        .map(|k| words.folded(k).into_owned())
        .chain(words.tongue.modifier(words.text(noun)))
        .filter(|m| !(lexicon::is_idle(m) || m.starts_with(|c: char| c.is_ascii_digit()) && !words.tongue.is_english()))
        .collect();
    let folded = words.folded(noun);
    let head = words.tongue.calling(words.text(noun), folded.trim_end_matches('.'));
    Some(Role { head, modifiers })
}

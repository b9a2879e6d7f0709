//! Which tokens are an attribution's source, where its words were cut wrong or stand within the cue.

use std::ops::Range;

use super::super::super::attribution::Attribution;
use super::super::lexicon::Class;
use super::super::word::{Words, tokens_of};

/// The tokens of the first of an attribution's source spans.
pub(in crate::speech::mention) fn source_tokens(words: &Words<'_>, a: &Attribution) -> Option<Range<usize>> {
    let Some(span) = a.source.first() else { return behind_cue(words, a).or_else(|| within_cue(words, a)) };
    let mut range = tokens_of(words.cut, *span);
    if range.is_empty() {
        return None;
    }
    // "von | Hagen said": a particle before the surname was left out.
    while words.at(range.start).capital
        && let Some(k) = range.start.checked_sub(1).filter(|&k| words.together(k, range.start))
        && particle(words, k)
    {
        range.start = k;
    }
    while let Some(k) = range.start.checked_sub(1).filter(|_| particle(words, range.start))
        && words.together(k, range.start)
        && particle(words, k)
    {
        range.start = k;
    }
    // "Wei | El-Sayed told": the surname was taken for part of the cue.
    if words.at(range.end - 1).capital
        && let Some(c) = a.cue.first().map(|c| tokens_of(words.cut, *c))
        && c.start == range.end
    {
        let begin = range.end;
        while range.end < begin + 3 && range.end + 1 < c.end && surname(words, range.end) {
            range.end += 1;
        }
    }
    // "The village | teacher said": what the cue holds of the source is not marked as cue.
    let cue = a.cue.first().map(|c| tokens_of(words.cut, *c));
    if cue.is_some_and(|c| c.start == range.end) {
        while range.len() < MOST_WORDS && words.at(range.end).class.any(Class::ROLE) && !words.at(range.end).cue {
            range.end += 1;
        }
    }
    // "L’|avocat": the elided article was left out, and tells that the reader should know them.
    if let Some(k) = range.start.checked_sub(1).filter(|&k| words.together(k, range.start))
        && words.at(k).class.any(Class::KNOWN)
        && words.text(k).ends_with(['\'', '’'])
        && !words.at(k).cue
        && !words.at(range.start).capital
    {
        range.start = k;
    }
    Some(quoted_by(words, &range).unwrap_or(range))
}

/// Whether a particle of a name in lower case, which no other word of the sentence can be, stands at `k`.
fn particle(words: &Words<'_>, k: usize) -> bool {
    let w = words.at(k);
    w.word && !w.capital && !w.quoted && w.class.any(Class::PARTICLE) && !w.class.any(Class::FUNCTION)
}

/// Whether the word at `k` can be a surname by its capital alone.
fn surname(words: &Words<'_>, k: usize) -> bool {
    let w = words.at(k);
    w.word && w.capital && !w.opens && !w.loud && !w.class.any(Class::FUNCTION.or(Class::CALENDAR).or(Class::TITLE))
}

/// The name with which a cue without a source begins: "“...,” | Ruiz remarked".
fn within_cue(words: &Words<'_>, a: &Attribution) -> Option<Range<usize>> {
    let cue = tokens_of(words.cut, *a.cue.first()?);
    let named = |k: usize| words.at(k).capital && !words.at(k).loud && surname_at_head(words, k);
    let end = (cue.start..cue.end).take_while(|&k| named(k)).last()? + 1;
    (end < cue.end && end - cue.start <= 4).then_some(cue.start..end)
}

/// Whether the word at `k` can be part of a name where a capital alone tells nothing: no list has it for anything else.
fn surname_at_head(words: &Words<'_>, k: usize) -> bool {
    let w = words.at(k);
    surname(words, k) || w.word && w.opens && !w.class.any(Class::COMMON.or(Class::FUNCTION).or(Class::CALENDAR))
}

/// A pronoun that stands right behind a cue without a source: "“...,” asserted she".
fn behind_cue(words: &Words<'_>, a: &Attribution) -> Option<Range<usize>> {
    let cue = tokens_of(words.cut, *a.cue.last()?);
    let k = cue.end;
    let class = words.at(k).class;
    let subject = class.any(Class::HE.or(Class::SHE))
        && !class.any(Class::OBLIQUE)
        && words.together(cue.start, k)
        && !words.at(k).quoted;
    (subject && cue.start < k && words.at(cue.start).word).then_some(k..k + 1)
}

/// Whoever is quoted, where the source found is the outlet that quotes: "Ana Ruiz was quoted by the Post as saying".
fn quoted_by(words: &Words<'_>, range: &Range<usize>) -> Option<Range<usize>> {
    let by = range.start.checked_sub(1).filter(|&k| words.text(k) == "by")?;
    let verb = by.checked_sub(1).filter(|&k| matches!(words.text(k), "quoted" | "cited" | "reported"))?;
    let copula = (verb.saturating_sub(3)..verb)
        .find(|&k| words.together(k, verb) && matches!(words.text(k), "was" | "is" | "were" | "has" | "had"))?;
    let named =
        |k: &usize| (words.at(*k).word || words.sign(*k, ',')) && !words.at(*k).quoted && words.together(*k, copula);
    let begin = (copula.saturating_sub(MOST_WORDS)..copula).rev().take_while(named).last()?;
    Some(begin..copula)
}

/// So many words of a source are looked at.
const MOST_WORDS: usize = 40;

//! Who answers in an interview whose paragraphs name nobody, or say "Q:" and "A:": the person whom the page tells of before its first question.

use std::collections::BTreeSet;

use super::super::attribution::Attribution;
use super::super::rule;
use super::super::speaker::SpeakerKind;
use super::chain::Chain;
use super::cue;
use super::word::{Words, tokens_of};
use crate::id::SpeakerIx;
use crate::span::{Span, hull};

/// Gives the answers to the named person who is told of most often among those named before them, else behind them. Linear.
pub(super) fn fill(chain: &mut Chain<'_>, attributions: &mut [Attribution]) {
    let words = chain.words;
    let mut answers: Vec<Span> =
        attributions.iter().filter(|a| answers(words, a)).filter_map(|a| hull(&a.content)).collect();
    let lexicon = cue::lexicon(words.page.language.as_deref());
    answers.extend(rule::answers(words.page, words.cut, lexicon).iter().filter_map(|d| hull(&d.content)));
    answers.sort_unstable();
    let begins: BTreeSet<u32> = answers.iter().map(|c| c.begin).collect();
    let (Some(first), Some(last)) = (begins.first(), answers.last()) else { return };
    let mut best: [Option<(u32, std::cmp::Reverse<u32>, u32)>; 2] = [None, None];
    for place in &chain.places {
        let who = chain.cast.real(place.who);
        let span = words.span(place.tokens.start, place.tokens.end);
        let behind = span.begin >= last.end;
        let person = chain.cast.get(who).filter(|f| {
            let human = f.kind == SpeakerKind::Person || f.kind == SpeakerKind::Unknown && f.parts.len() > 1;
            f.name.is_some() && human
        });
        let Some(f) = person.filter(|_| span.end <= *first || behind) else { continue };
        let key = (f.count, std::cmp::Reverse(span.begin), who);
        let slot = &mut best[usize::from(behind)];
        if slot.is_none_or(|b| (key.0, key.1) > (b.0, b.1)) {
            *slot = Some(key);
        }
    }
    let Some((_, _, who)) = best[0].or(best[1]) else { return };
    let mine = |a: &&mut Attribution| {
        a.speaker.is_none() && a.source.is_empty() && a.content.first().is_some_and(|c| begins.contains(&c.begin))
    };
    let mut given = 0;
    for a in attributions.iter_mut().filter(mine) {
        a.speaker = Some(SpeakerIx::new(who as usize));
        given += 1;
    }
    if let Some(f) = chain.cast.get_mut(who) {
        f.spoken += given;
    }
}

/// Whether it is an answer behind "A:".
fn answers(words: &Words<'_>, a: &Attribution) -> bool {
    bare_label(words, a).is_some_and(|label| matches!(label.as_str(), "a" | "answer"))
}

/// The label, in small letters, of a turn that begins with "Q:" or "A:": somebody asks, another answers, and neither is a neighbour
/// of it.
pub(super) fn bare_label(words: &Words<'_>, a: &Attribution) -> Option<String> {
    let cue = a.cue.first().filter(|_| a.source.is_empty())?;
    let label = tokens_of(words.cut, *cue).start.checked_sub(1)?;
    let before = label.checked_sub(1).and_then(|k| words.cut.tokens.get(k));
    let token = words.cut.tokens.get(label)?;
    let gap = |end: u32| words.page.text.get(end as usize..token.span.begin as usize).unwrap_or_default();
    let begins = before.is_none_or(|b| b.block != token.block || gap(b.span.end).contains('\n'));
    let small = words.text(label).to_lowercase();
    (begins && rule::is_bare(&small)).then_some(small)
}

//! Who answers in an interview whose paragraphs name nobody: the person whom the page tells of before its first question.

use std::collections::BTreeSet;

use super::super::attribution::Attribution;
use super::super::rule;
use super::super::speaker::SpeakerKind;
use super::chain::Chain;
use super::cue;
use crate::id::SpeakerIx;

/// Gives the answers to the named person who is told of most often among those named before them, else behind them. Linear.
pub(super) fn fill(chain: &mut Chain<'_>, attributions: &mut [Attribution]) {
    let words = chain.words;
    if words.tongue.is_english() {
        return;
    }
    let lexicon = cue::lexicon(words.page.language.as_deref());
    let answers = rule::answers(words.page, words.cut, lexicon);
    let begins: BTreeSet<u32> = answers.iter().filter_map(|d| d.content.first()).map(|c| c.begin).collect();
    let (Some(first), Some(last)) = (begins.first(), answers.last().and_then(|d| d.content.last())) else { return };
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

//! What the models leave in the wrong place around a verb of saying: its subject taken for what is said, or missed.
//!
//! The models are learned from articles of one country's politics; where a sentence reads otherwise than there, they find the
//! verb and miss who stands beside it. A verb of saying has a subject, so it is looked for by the rules of the other languages.

use super::{Draft, Heard, find};
use crate::span::Span;
use crate::speech::frame::Frame;
use crate::speech::sentence::TokenKind;

/// Mends the drafts of one frame, and drops those whose content is no more than a particle. Linear in the frame's items, and a
/// look from each draft without a source to the drafts of the rules.
pub fn subjects(heard: Heard<'_>, frame: &Frame, from: usize, drafts: &mut Vec<Draft>) {
    let mut at = 0;
    drafts.retain(|d| {
        at += 1;
        at <= from || d.content.iter().any(|c| says(heard, *c))
    });
    let lost = |d: &Draft| d.source.is_empty() && !d.cue.is_empty();
    if !drafts.iter().skip(from).any(lost) {
        return;
    }
    let rules = find(heard, frame);
    for draft in drafts.iter_mut().skip(from).filter(|d| lost(d)) {
        if let Some(turned) = inverted(heard, draft) {
            *draft = turned;
            continue;
        }
        let same = |r: &&Draft| r.cue.iter().any(|c| draft.cue.iter().any(|d| d.overlaps(*c)));
        let free =
            |r: &&Draft| !r.source.is_empty() && !r.source.iter().any(|s| draft.content.iter().any(|c| c.overlaps(*s)));
        if let Some(rule) = rules.iter().filter(same).find(free) {
            draft.source.clone_from(&rule.source);
        }
    }
}

/// Whether a content is more than a preposition or "that".
fn says(heard: Heard<'_>, content: Span) -> bool {
    let text = content.of(&heard.page.text).trim();
    !["to", "of", "on", "in", "at", "by", "for", "with", "that", "as", "from", "about"].contains(&text)
}

/// "The water will be tested, | the head of the waterworks | promised": the subject right before the verb was taken for what
/// was promised, which stands before the comma.
fn inverted(heard: Heard<'_>, draft: &Draft) -> Option<Draft> {
    let (cue, [subject]) = (*draft.cue.first()?, draft.content.as_slice()) else { return None };
    let cut = heard.cut;
    let after = |offset: u32| cut.tokens.partition_point(|t| t.span.begin < offset);
    let (begin, end, verb) = (after(subject.begin), after(subject.end), after(cue.begin));
    let comma = begin.checked_sub(1).filter(|&k| cut.tokens.get(k).is_some_and(|t| t.kind == TokenKind::Sign(',')))?;
    let at = cut.sentences.partition_point(|s| (s.end as usize) <= begin);
    let start = cut.sentences.get(at)?.begin as usize;
    let word = |k: usize| cut.tokens.get(k).is_some_and(|t| matches!(t.kind, TokenKind::Word | TokenKind::Number));
    let plain = (start..comma).filter(|&k| word(k)).count() >= LEAST && (begin..end).all(word);
    (end == verb && end - begin <= MOST && start < comma && plain).then(|| Draft {
        source: vec![*subject],
        cue: draft.cue.clone(),
        content: vec![cut.span(start, comma)],
        act: draft.act,
    })
}

/// Words of a clause before the comma, and tokens of a subject.
const LEAST: usize = 4;
const MOST: usize = 12;

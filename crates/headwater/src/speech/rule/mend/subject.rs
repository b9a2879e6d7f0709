//! What the models leave in the wrong place around a verb of saying: its subject taken for what is said, or missed.
//!
//! The models are learned from articles of one country's politics; where a sentence reads otherwise than there, they find the
//! verb and miss who stands beside it. A verb of saying has a subject, so it is looked for by the rules of the other languages.

use std::collections::BTreeMap;
use std::ops::Deref;

use super::super::{Draft, Heard};
use crate::span::Span;
use crate::speech::sentence::TokenKind;

/// Mends the drafts of one frame, those from `from` on, and drops those whose content is no more than a particle. `rules` are
/// what the rules make of the frame, looked at only where a draft has no source. Linear in both, but for a look-up.
pub fn subjects(heard: Heard<'_>, rules: &impl Deref<Target = Vec<Draft>>, from: usize, drafts: &mut Vec<Draft>) {
    let mut at = 0;
    drafts.retain(|d| {
        at += 1;
        at <= from || d.content.iter().any(|c| says(heard, *c))
    });
    let mut by_cue: Option<BTreeMap<u32, &Draft>> = None;
    for draft in drafts.iter_mut().skip(from).filter(|d| d.source.is_empty() && !d.cue.is_empty()) {
        if let Some(turned) = inverted(heard, draft) {
            *draft = turned;
            continue;
        }
        let by_cue = by_cue.get_or_insert_with(|| {
            // Of two with one cue the first.
            let named = rules.iter().rev().filter(|r| !r.source.is_empty());
            named.filter_map(|r| Some((r.cue.first()?.end, r))).collect()
        });
        let Some(cue) = draft.cue.first() else { continue };
        let same = by_cue.range(cue.begin + 1..).next().filter(|(_, r)| r.cue.iter().any(|c| c.overlaps(*cue)));
        if let Some((_, rule)) = same
            && !rule.source.iter().any(|s| draft.content.iter().any(|c| c.overlaps(*s)))
        {
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

//! A sentence that says whose words the one before it gives, in languages that rules read: "Die Fähre fällt aus. Das teilte die
//! Reederei mit.", "... Об этом сообщила полиция.", "... Así lo afirmó la alcaldesa."

use std::collections::BTreeSet;

use super::{Draft, Heard, Reader};
use crate::page::Role;
use crate::span::{Span, hull};
use crate::speech::Act;
use crate::speech::frame::Frame;
use crate::speech::sentence::TokenKind;

/// Items between the words that point back and their verb, at most.
const NEAR: usize = 12;
/// Words of the sentence before, at least: fewer are a dateline.
const LEAST: usize = 4;

/// Adds them. `O(n log n)` in drafts and frames.
pub fn back(heard: Heard<'_>, drafts: &mut Vec<Draft>) {
    if heard.lexicon.back.is_empty() {
        return;
    }
    let cues: BTreeSet<u32> = drafts.iter().flat_map(|d| &d.cue).map(|c| c.begin).collect();
    let mut told: Vec<(Span, usize)> =
        drafts.iter().enumerate().filter_map(|(k, d)| Some((hull(&d.content)?, k))).collect();
    told.sort_unstable_by_key(|(s, _)| (s.begin, s.end));
    let mut new = Vec::new();
    for frame in heard.frames.frames.iter().filter(|f| f.inside == 0) {
        let Some((source, cue, before)) = pointing(heard, frame) else { continue };
        if cues.contains(&cue.begin) {
            continue;
        }
        // What is told there already has a source, or is a quotation that waits for one.
        let last = told.partition_point(|(s, _)| s.begin < before.end).checked_sub(1).and_then(|k| told.get(k));
        match last.filter(|(s, _)| s.overlaps(before)) {
            None => new.push(Draft { source: vec![source], cue: vec![cue], content: vec![before], act: Act::Speech }),
            Some(&(_, k)) => {
                if let Some(d) = drafts.get_mut(k).filter(|d| d.source.is_empty() && d.cue.is_empty()) {
                    d.source = vec![source];
                    d.cue = vec![cue];
                }
            }
        }
    }
    drafts.extend(new);
}

/// Whose words, the cue, and the sentence before, if `frame` begins with words that point back.
fn pointing(heard: Heard<'_>, frame: &Frame) -> Option<(Span, Span, Span)> {
    let items = heard.frames.items.get(frame.range())?;
    let items = items.get(..items.len().min(4 * NEAR))?;
    let head: Vec<String> = items.iter().take(3).map(|i| heard.lower(*i)).collect();
    let opens = |p: &&Vec<&'static str>| p.first().zip(head.first()).is_some_and(|(a, b)| a == b);
    if !heard.lexicon.back.iter().any(|p| opens(&p)) {
        return None;
    }
    let words: Vec<String> = items.iter().map(|i| heard.lower(*i)).collect();
    let reader = Reader { heard, items, words: &words, inside: false };
    let wide = reader.matched(&heard.lexicon.back, 0)?;
    let plain = |j: &usize| reader.sign(*j).is_none() && !items[*j].is_quotation();
    let k = (wide..items.len().min(wide + NEAR))
        .take_while(plain)
        .find(|&j| reader.cue_at(j).is_some_and(|c| c.act != Act::Thought && reader.according(j).is_none()))?;
    // Nothing else is said in it.
    let that = (k + 1..items.len()).any(|j| items[j].is_quotation() || reader.sign(j) == Some(':'));
    let first = items.first()?.begin as usize;
    let cut = heard.cut;
    let sentence = cut.sentence_of(first).checked_sub(1).and_then(|s| cut.sentences.get(s))?;
    let (last, now) = (cut.tokens.get(sentence.range().last()?)?, cut.tokens.get(first)?);
    let near = last.block == now.block || last.block + 1 == now.block;
    let story = heard.page.role_at(last.span.begin) == Role::Story;
    let tokens = cut.tokens.get(sentence.range())?;
    let count = tokens.iter().filter(|t| t.kind == TokenKind::Word).count();
    let open = !matches!(last.kind, TokenKind::Sign('?' | ':'));
    if that || !near || !story || count < LEAST || !open {
        return None;
    }
    let end = if matches!(last.kind, TokenKind::Sign('.' | '!' | '…')) {
        sentence.range().end - 1
    } else {
        sentence.range().end
    };
    let source =
        reader.after(k + 1).or_else(|| reader.before(k).filter(|s| s.begin >= heard.span(items[wide]).begin))?;
    Some((source, reader.cue_span(k), cut.span(sentence.range().start, end)))
}

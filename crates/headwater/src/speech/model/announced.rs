//! "New cranes were ordered that spring: ¶ “We had never seen such machines.”": a paragraph that announces a quotation
//! in one of its own, and says nothing of who speaks.

use super::super::rule::Draft;
use super::super::sentence::TokenKind;
use super::part::{TAGS, is_name, is_noun};
use super::reading::Reading;
use super::sense::{is_told_noun, is_told_verb};

/// The tags of pronouns for people and of "who".
const PRONOUNS: [u8; 2] = [5, 10];
/// The tag of a past participle.
const VBN: u8 = 17;
/// The classes of nouns for groups, places and people.
const SPEAKERS: [u8; 3] = [12, 13, 16];

/// Takes from a draft whose cue has the anchor `anchor` what stands in later blocks, where its source is a thing, or nobody, that
/// no verb of saying makes a voice: those words are whose the story's are. `None` if nothing is left of it. Linear in its tokens.
pub(super) fn without_announced(reading: &Reading<'_>, anchor: usize, mut draft: Draft) -> Option<Draft> {
    let tokens = &reading.cut.tokens;
    let at = |begin: u32| tokens.partition_point(|t| t.span.begin < begin);
    let here = tokens.get(anchor)?.block;
    // One past the last token of the cue's block; a content may run over it.
    let end = tokens.partition_point(|t| t.block <= here);
    let edge = tokens.get(end).map_or(u32::MAX, |t| t.span.begin);
    // A quotation that begins beside the cue may go on over the paragraph's end.
    let over = reading.marks.around(end).and_then(|q| reading.marks.quotations.get(q));
    let goes_on = over.is_some_and(|q| (q.begin as usize) < end);
    if goes_on
        || draft.content.iter().all(|c| c.end <= edge)
        || spoken(reading, anchor, &draft.source.iter().flat_map(|s| at(s.begin)..at(s.end)).collect::<Vec<_>>())
    {
        return Some(draft);
    }
    draft.content.retain(|c| c.begin < edge);
    let colon = |k: usize| tokens[k].kind == TokenKind::Sign(':');
    let last = (anchor..end).rev().find(|&k| !colon(k))?;
    for content in draft.content.iter_mut().filter(|c| c.end > edge) {
        content.end = tokens[last].span.end;
    }
    draft.content.retain(|c| c.begin < c.end);
    draft.content.sort_unstable();
    draft.content.dedup_by(|next, kept| next.begin < kept.end);
    (!draft.content.is_empty()).then_some(draft)
}

/// Whether a cue, or one of the words of its source, has a voice. "there was the | question" has no source.
fn spoken(reading: &Reading<'_>, anchor: usize, source: &[usize]) -> bool {
    let says = is_told_verb(reading.senses[anchor]) || reading.listed[anchor] != 0;
    let passive = reading.tags[anchor] == VBN;
    let voice = |&i: &usize| {
        let (tag, class) = (reading.tags[i], reading.senses[i]);
        let told = is_told_noun(class) && (says && !passive || class & 31 == 8);
        is_name(tag) || PRONOUNS.contains(&tag) || is_noun(tag) && (told || SPEAKERS.contains(&(class & 31)))
    };
    let stands =
        |&i: &usize| !matches!(TAGS[reading.tags[i] as usize], "EX" | "DT" | "VBD" | "VBZ" | "VBP" | "VB" | "IN");
    let nobody = source.len() > 1 && !source.iter().any(stands);
    !nobody && (says && !passive || source.iter().any(voice))
}

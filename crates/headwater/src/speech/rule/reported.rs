//! Sentences that only the form of their verb reports: in German what somebody said goes on in the subjunctive without a word of
//! saying ("Sie sei enttäuscht, sagte Hinrichs. Der Markt sei leergefegt.").

use super::{Draft, Heard, Reader};
use crate::page::Role;
use crate::span::{Span, hull};
use crate::speech::Act;
use crate::speech::frame::Item;

/// Items before the verb, at most: it stands second in its sentence.
const SECOND: usize = 14;
/// Words of such a sentence, at least.
const LEAST: usize = 4;
/// Sentences of blocks before, in which something must have been told.
const NEAR: u32 = 1;

/// Adds them, without a source: they are whoever's spoke last. `O(n log n)` in drafts and frames.
pub fn reported(heard: Heard<'_>, drafts: &mut Vec<Draft>) {
    if heard.lexicon.reported.is_empty() {
        return;
    }
    let mut told: Vec<Span> =
        drafts.iter().filter_map(|d| hull(&d.content.iter().chain(&d.cue).copied().collect::<Vec<_>>())).collect();
    told.sort_unstable_by_key(|s| (s.begin, s.end));
    let mut new: Vec<Draft> = Vec::new();
    // The block of the last sentence in which somebody speaks.
    let mut spoke: Option<u32> = None;
    for frame in heard.frames.frames.iter().filter(|f| f.inside == 0) {
        let Some(items) = heard.frames.items.get(frame.range()) else { continue };
        let (Some(first), Some(last)) = (items.first(), items.last()) else { continue };
        let whole = heard.span(*first).hull(heard.span(*last));
        let said = told.partition_point(|s| s.begin < whole.end).checked_sub(1).and_then(|k| told.get(k));
        if said.is_some_and(|s| s.overlaps(whole)) {
            spoke = Some(frame.block);
            continue;
        }
        if heard.page.role_at(whole.begin) != Role::Story {
            continue;
        }
        let near = spoke.is_some_and(|b| b + NEAR >= frame.block);
        let Some((cue, content)) = form(heard, items).filter(|_| near) else { continue };
        spoke = Some(frame.block);
        new.push(Draft { source: Vec::new(), cue: vec![cue], content: vec![content], act: Act::Speech });
    }
    drafts.extend(new);
}

/// The verb and the words of a sentence whose verb has the form of reported speech.
fn form(heard: Heard<'_>, items: &[Item]) -> Option<(Span, Span)> {
    let head: Vec<String> = items.iter().take(SECOND).map(|i| heard.lower(*i)).collect();
    let reader = Reader { heard, items: items.get(..head.len())?, words: &head, inside: false };
    let comma = (0..head.len()).find(|&j| reader.sign(j).is_some()).unwrap_or(head.len());
    let list = heard.lexicon;
    let k = (1..comma).find(|&j| list.reported.contains(head[j].as_str()))?;
    // Another finite verb before it, or somebody who speaks of himself: "Ich habe".
    let other =
        (0..comma).any(|j| list.myself.contains(head[j].as_str()) || j < k && list.finite.contains(head[j].as_str()));
    let clause = list.that.contains(head[0].as_str()) || list.stops.contains(head[0].as_str());
    if other || clause || list.wish.contains(head[0].as_str()) && k == 1 {
        return None;
    }
    let last = items.last()?;
    let stop = heard.cut.word(&heard.page.text, last.begin as usize);
    let end = if matches!(stop, "." | "…") { items.len() - 1 } else { items.len() };
    let plain = !matches!(stop, "!" | ":" | "?");
    let content = heard.span(*items.first()?).hull(heard.span(*items.get(end.checked_sub(1)?)?));
    (plain && end >= LEAST).then(|| (heard.span(items[k]), content))
}

//! Which attribution belongs to which occasion.

use std::collections::BTreeMap;

use super::Told;
use super::anchor::{self, Around};
use crate::id::{OccasionIx, SpeakerIx};
use crate::speech::OccasionKind;
use crate::speech::attribution::{Act, Attribution, Kind};
use crate::speech::mention::word::{Words, tokens_of};

/// "The remarks were made at a press conference": whose they are is told by the quotations right before it, else right
/// behind it. An occasion of nobody known, in a sentence that attributes something but speaks of no words, is dropped.
pub(super) fn without_subject(words: &Words<'_>, told: &mut Vec<Told>, attributions: &[Attribution]) {
    let block_of =
        |a: &Attribution| a.content.first().map_or(u32::MAX, |s| words.block(tokens_of(words.cut, *s).start));
    // "A man was charged with hitting a protester at a rally" speaks of nobody's remarks.
    let of_words = |t: &Told| {
        let sentence = words.cut.sentences.get(t.sentence).map_or(0..0, |s| s.range());
        !t.own || sentence.take(SENTENCE).any(|i| anchor::is(Around::Telling, &words.folded(i)))
    };
    told.retain(|t| !t.occasion.speakers.is_empty() || of_words(t));
    for t in told.iter_mut().filter(|t| t.occasion.speakers.is_empty()) {
        // They stand in the order of their contents: only those in this paragraph and beside it are looked at.
        let from = attributions.partition_point(|a| block_of(a) + 1 < t.block);
        let around = attributions.iter().skip(from).take_while(|a| block_of(a) <= t.block + 1).take(AROUND);
        let spoken = around.filter(|a| a.kind != Kind::Indirect && a.depth == 0 && a.speaker.is_some());
        let mut before = None;
        let mut after = None;
        for a in spoken {
            let b = block_of(a);
            if b <= t.block && b + 1 >= t.block && a.content.first().is_some_and(|s| s.begin < t.occasion.span.begin) {
                before = a.speaker;
            } else if b >= t.block && b <= t.block + 1 && after.is_none() {
                after = a.speaker;
            }
        }
        t.occasion.speakers.extend(before.or(after));
    }
}

/// So many tokens of a sentence are looked at.
const SENTENCE: usize = 120;

/// So many attributions around an occasion are looked at; it bounds the work for a page in one paragraph.
const AROUND: usize = 64;

/// Gives every attribution its occasion.
pub(super) fn assign(words: &Words<'_>, told: &[Told], attributions: &mut [Attribution]) {
    let mut own: BTreeMap<usize, usize> = BTreeMap::new();
    let mut by_speaker: BTreeMap<SpeakerIx, Vec<usize>> = BTreeMap::new();
    for (n, t) in told.iter().enumerate() {
        own.insert(t.sentence, n);
        if !t.weak {
            for &s in &t.occasion.speakers {
                by_speaker.entry(s).or_default().push(n);
            }
        }
    }
    for a in attributions.iter_mut().filter(|a| a.depth == 0) {
        let Some(home) = a.cue.first().or(a.source.first()).or(a.content.first()) else { continue };
        let token = tokens_of(words.cut, *home).start;
        let sentence = words.at(token).sentence as usize;
        let mine = own.get(&sentence).copied().filter(|&n| told.get(n).is_some_and(|t| t.own));
        let strong = mine.filter(|&n| told.get(n).is_some_and(|t| !t.weak));
        // Told of the speaker elsewhere: the last before it, else the first behind it that has no words of its own.
        let of_speaker = || {
            let list = a.speaker.and_then(|s| by_speaker.get(&s))?;
            let sentence_of = |n: usize| told.get(n).map_or(usize::MAX, |t| t.sentence);
            // What is said in the next paragraph is no part of a post: "she tweeted ..." ends with its own words.
            let block = words.block(token);
            let over = |n: usize| {
                let post = told.get(n).filter(|t| t.occasion.kind == OccasionKind::Post && t.own);
                post.is_some_and(|t| a.act == Act::Speech && t.block != block)
            };
            let before = list.iter().copied().rfind(|&n| sentence_of(n) <= sentence && !over(n));
            before.or_else(|| list.iter().copied().find(|&n| told.get(n).is_some_and(|t| !t.own)))
        };
        a.occasion = strong.or_else(of_speaker).or(mine).map(OccasionIx::new);
    }
}

//! Quotations in a headline whose words the story has too: whoever says them there says them here.

use std::collections::BTreeMap;

use super::super::super::attribution::{Attribution, Kind};
use super::super::word::{Words, tokens_of};
use crate::id::SpeakerIx;
use crate::page::Role;

/// So many words running are the same words.
const RUN: usize = 3;

/// Gives quotations without a speaker in headlines to the one to whom the story gives each three words of theirs. `O(n log n)`.
pub(super) fn fill(words: &Words<'_>, attributions: &mut [Attribution]) {
    let open = |a: &Attribution| {
        a.role == Role::Headline && a.speaker.is_none() && a.source.is_empty() && a.kind != Kind::Indirect
    };
    if !attributions.iter().any(open) {
        return;
    }
    // For each run who says it; nobody where two do.
    let mut told: BTreeMap<[String; RUN], Option<SpeakerIx>> = BTreeMap::new();
    for a in attributions.iter().filter(|a| a.role == Role::Story && a.kind != Kind::Indirect && a.depth == 0) {
        for run in runs(words, a) {
            told.entry(run).and_modify(|who| *who = who.filter(|w| Some(*w) == a.speaker)).or_insert(a.speaker);
        }
    }
    for a in attributions.iter_mut().filter(|a| open(a)) {
        let mut who: Vec<Option<SpeakerIx>> =
            runs(words, a).into_iter().map(|run| told.get(&run).copied().flatten()).collect();
        who.dedup();
        if let [Some(one)] = who.as_slice() {
            a.speaker = Some(*one);
        }
    }
}

/// The runs of words of what is said, without regard to capitals.
fn runs(words: &Words<'_>, a: &Attribution) -> Vec<[String; RUN]> {
    let tokens = a.content.iter().flat_map(|c| tokens_of(words.cut, *c)).filter(|&k| words.at(k).word);
    let list: Vec<String> = tokens.map(|k| words.folded(k).into_owned()).collect();
    list.windows(RUN).filter_map(|run| <[String; RUN]>::try_from(run.to_vec()).ok()).collect()
}

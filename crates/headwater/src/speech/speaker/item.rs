//! Everybody whom the pages know, with what can tell that two of them are one.

use super::super::PageSpeech;
use super::SpeakerKind;
use super::spelling::fold_parts;
use crate::page::Page;
use crate::speech::mention::{Gender, Mention, MentionForm, lexicon};

/// Somebody as one page knows them.
pub(super) struct Item {
    pub(super) page: usize,
    pub(super) entity: usize,
    pub(super) parts: Vec<String>,
    pub(super) kind: SpeakerKind,
    pub(super) named: bool,
    pub(super) gender: Option<Gender>,
    /// Head nouns of roles and descriptions, with their other words.
    pub(super) roles: Vec<(String, Vec<String>)>,
    /// Hashes of runs of words that the page quotes them with, calling them by this name or description.
    pub(super) said: Vec<u64>,
    /// The same, and those that the page gives them by a pronoun or by what stands around.
    pub(super) heard: Vec<u64>,
    pub(super) speaks: bool,
}

/// Words of a run by which two quotations are known for one, and of the gap between runs' beginnings: six words running
/// are hardly ever said twice by chance in pages on other things.
const RUN: usize = 6;

/// Runs kept of one speaker on one page; it bounds the work for a page that is one long speech.
const MOST_RUNS: usize = 2000;

pub(super) fn items(pages: &[Page], heard: &[PageSpeech]) -> Vec<Item> {
    let mut out = Vec::new();
    for (n, (page, h)) in pages.iter().zip(heard).enumerate() {
        let text = page.text.as_str();
        let mut said: Vec<Vec<u64>> = vec![Vec::new(); h.entities.len()];
        let mut heard = said.clone();
        for a in &h.attributions {
            let Some(who) = a.speaker.map(|s| s.ix()) else { continue };
            let (Some(all), Some(own), Some(e)) = (heard.get_mut(who), said.get_mut(who), h.entities.get(who)) else {
                continue;
            };
            if all.len() >= MOST_RUNS {
                continue;
            }
            let before = all.len();
            a.content.iter().for_each(|s| runs(s.of(text), all));
            let source = a.source.first().map_or("", |s| s.of(text));
            let surname = e.name.as_deref().and_then(|n| n.split_whitespace().last());
            if surname.is_none_or(|n| source.contains(n)) {
                own.extend(all.get(before..).unwrap_or_default());
            }
        }
        for (k, ((e, mut said), heard)) in h.entities.iter().zip(said).zip(heard).enumerate() {
            said.sort_unstable();
            said.dedup();
            let supposed = |m: &&Mention| e.supposed.iter().any(|s| s.overlaps(m.span));
            let described =
                e.mentions.iter().filter(|m| m.form == MentionForm::Description && !supposed(m)).map(|m| m.span);
            let mut roles: Vec<(String, Vec<String>)> = Vec::new();
            for span in e.roles.iter().copied().chain(described).take(40) {
                if let Some(role) = role(span.of(text))
                    && !roles.contains(&role)
                {
                    roles.push(role);
                }
            }
            out.push(Item {
                page: n,
                entity: k,
                parts: e.name.as_deref().map(fold_parts).unwrap_or_default(),
                kind: e.kind,
                named: e.name.is_some(),
                gender: e.gender,
                roles,
                said,
                heard,
                speaks: e.speaks,
            });
        }
    }
    out
}

/// Adds the hashes of all runs of words in `content`.
pub(super) fn runs(content: &str, out: &mut Vec<u64>) {
    let words: Vec<u64> = content.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(hash).collect();
    for run in words.windows(RUN) {
        out.push(run.iter().fold(7, |h: u64, w| (h.rotate_left(7) ^ w).wrapping_mul(0x9E37_79B9_7F4A_7C15)));
    }
}

pub(super) fn hash(word: &str) -> u64 {
    let lower = word.chars().flat_map(char::to_lowercase);
    lower.fold(0xcbf2_9ce4_8422_2325, |h, c| (h ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01b3))
}

/// The head noun of a phrase and its other words of weight, folded.
pub(super) fn role(phrase: &str) -> Option<(String, Vec<String>)> {
    let words: Vec<String> = phrase
        .split(|c: char| c.is_whitespace() || c == ',')
        .map(|w| lexicon::fold(w.trim_matches(|c: char| !c.is_alphanumeric())).into_owned())
        .filter(|w| !w.is_empty())
        .collect();
    let end = words
        .iter()
        .position(|w| matches!(w.as_str(), "of" | "for" | "at" | "in" | "from" | "with" | "to" | "who" | "and"))
        .unwrap_or(words.len());
    let (head, rest) = words.get(..end)?.split_last()?;
    let idle = |w: &&String| {
        !lexicon::class(w).any(lexicon::Class::FUNCTION.or(lexicon::Class::DETERMINER)) && w.as_str() != "former"
    };
    Some((head.clone(), rest.iter().filter(idle).cloned().collect()))
}

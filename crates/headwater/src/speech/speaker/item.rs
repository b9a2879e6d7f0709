//! Everybody whom the pages know, with what can tell that two of them are one.

use super::super::{Kind, PageSpeech};
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
    /// Hashes of the words of weight in all that the page gives them, and of its short quotations whole.
    pub(super) talk: Vec<u64>,
}

/// Letters of a word that tells what somebody talks of.
const WEIGHT: usize = 4;

/// Words of weight kept of one speaker on one page.
const MOST_TALK: usize = 400;

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
        let mut talk = said.clone();
        for a in &h.attributions {
            let Some(who) = a.speaker.map(|s| s.ix()) else { continue };
            let (Some(all), Some(own), Some(e)) = (heard.get_mut(who), said.get_mut(who), h.entities.get(who)) else {
                continue;
            };
            if all.len() >= MOST_RUNS {
                continue;
            }
            if let Some(talk) = talk.get_mut(who).filter(|t| t.len() < MOST_TALK) {
                a.content.iter().for_each(|s| words(s.of(text), talk));
                if let [only] = a.content.as_slice()
                    && a.kind == Kind::Direct
                {
                    whole(only.of(text), talk);
                }
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
            let mut talk = talk.get_mut(k).map(std::mem::take).unwrap_or_default();
            talk.sort_unstable();
            talk.dedup();
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
                talk,
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

/// Adds the hashes of the words of weight in `content`: four letters or more, and none that any text has.
fn words(content: &str, out: &mut Vec<u64>) {
    let idle = |w: &str| lexicon::class(&lexicon::fold(w)).any(lexicon::Class::FUNCTION.or(lexicon::Class::CALENDAR));
    let words = content.split(|c: char| !c.is_alphanumeric()).filter(|w| w.chars().count() >= WEIGHT && !idle(w));
    out.extend(words.map(hash));
}

/// Adds a quotation of a few words whole: as much as [`SHORT`] words of weight.
fn whole(content: &str, out: &mut Vec<u64>) {
    let words: Vec<u64> =
        content.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).take(RUN).map(hash).collect();
    if (SHORT + 1..RUN).contains(&words.len()) {
        let all = words.iter().fold(11, |h: u64, w| (h.rotate_left(9) ^ w).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        out.extend((0..SHORT as u64).map(|k| all.rotate_left(k as u32 + 1)));
    }
}

/// A short quotation that two pages have alike counts for so many words of weight.
const SHORT: usize = 3;

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

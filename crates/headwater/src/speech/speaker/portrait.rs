//! A speaker out of all that the pages say of one person or body.

use std::collections::BTreeSet;

use super::super::PageSpeech;
use super::super::mention::{Entity, Gender, MentionForm};
use super::{Speaker, SpeakerKind};
use crate::id::PageIx;
use crate::page::Page;
use crate::span::Span;

/// The groups as speakers, in their order.
pub(super) fn speakers(pages: &[Page], heard: &[PageSpeech], groups: &[Vec<usize>]) -> Vec<Speaker> {
    let mut members: Vec<Vec<(usize, &Entity)>> = Vec::new();
    for (n, (h, g)) in heard.iter().zip(groups).enumerate() {
        for (entity, &group) in h.entities.iter().zip(g) {
            if members.len() <= group {
                members.resize(group + 1, Vec::new());
            }
            if let Some(m) = members.get_mut(group) {
                m.push((n, entity));
            }
        }
    }
    members.iter().map(|m| speaker(pages, m)).collect()
}

/// A name that so many times as many pages lack as have is not the one to go by.
const SELDOM: usize = 5;

pub(super) fn speaker(pages: &[Page], members: &[(usize, &Entity)]) -> Speaker {
    // The fullest name; of equally full ones the one on most pages, then the first. What one page in five or fewer adds to a
    // person's full name is often none of it: the first word of what follows a caption's name.
    let mut names: Vec<(usize, usize, &str)> = Vec::new();
    for name in members.iter().filter_map(|(_, e)| e.name.as_deref()) {
        match names.iter_mut().find(|n| n.2 == name) {
            Some(n) => n.1 += 1,
            None => names.push((name.split_whitespace().count(), 1, name)),
        }
    }
    let person = 2 * members.iter().filter(|(_, e)| e.kind == SpeakerKind::Person).count() > members.len();
    let usual = names.iter().filter(|n| n.0 > 1 && person).map(|n| n.1).max().unwrap_or(0);
    let common = names.iter().enumerate().filter(|(_, n)| n.1 * SELDOM > usual);
    let fullest = common.max_by_key(|(k, n)| (n.0, n.1, std::cmp::Reverse(*k))).map(|(_, n)| n.2.to_owned());
    let spans = |form: MentionForm| {
        members.iter().flat_map(move |(n, e)| e.mentions.iter().filter(move |m| m.form == form).map(|m| (*n, m.span)))
    };
    let roles = members.iter().flat_map(|(n, e)| e.roles.iter().map(|s| (*n, *s)));
    let mut descriptions: Vec<(usize, Span)> = roles.chain(spans(MentionForm::Description)).collect();
    descriptions.sort_unstable();
    let mut descriptions = distinct(descriptions.into_iter(), pages, true);
    let named = fullest.is_some();
    let name = fullest.unwrap_or_else(|| {
        let first = distinct(spans(MentionForm::Description), pages, false).into_iter().next();
        first.or_else(|| descriptions.first().cloned()).unwrap_or_default()
    });
    if !named {
        descriptions.retain(|d| !name.to_lowercase().ends_with(&d.to_lowercase()));
    }
    let mut aliases = distinct(spans(MentionForm::Name), pages, false);
    aliases.extend(names.iter().map(|n| n.2.to_owned()));
    let mut seen = std::collections::BTreeSet::from([name.to_lowercase()]);
    aliases.retain(|a| seen.insert(a.to_lowercase()));
    let kind = members.iter().map(|(_, e)| e.kind).min().unwrap_or(SpeakerKind::Unknown);
    let mut mentions: Vec<(PageIx, Span, MentionForm)> =
        members.iter().flat_map(|(n, e)| e.mentions.iter().map(|m| (PageIx::new(*n), m.span, m.form))).collect();
    mentions.sort_unstable();
    mentions.dedup();
    let mut genders: Vec<Gender> = members.iter().filter_map(|(_, e)| e.gender).collect();
    genders.sort_unstable();
    genders.dedup();
    let gender = if let [one] = genders.as_slice() { Some(*one) } else { None };
    Speaker { name, named, kind, gender, aliases, descriptions, mentions }
}

/// The distinct words of spans, each once, by first appearance, without the determiner.
pub(super) fn distinct(spans: impl Iterator<Item = (usize, Span)>, pages: &[Page], bare: bool) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut out = Vec::new();
    for (page, span) in spans {
        let words: Vec<&str> = pages.get(page).map_or("", |p| span.of(&p.text)).split_whitespace().collect();
        let from = match words.first() {
            Some(w)
                if bare
                    && words.len() > 1
                    && matches!(w.to_lowercase().as_str(), "the" | "a" | "an" | "this" | "that") =>
            {
                1
            }
            _ => 0,
        };
        let words = words.get(from..).unwrap_or_default().join(" ");
        if !words.is_empty() && seen.insert(words.to_lowercase()) {
            out.push(words);
        }
    }
    out
}

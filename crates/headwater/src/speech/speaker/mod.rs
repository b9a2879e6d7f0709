//! People and bodies, joined across mentions and pages.

pub(super) mod spelling;

use super::mention::MentionForm;
use super::{PageSpeech, Speech};
use crate::id::{AttributionIx, OccasionIx, PageIx, SpeakerIx};
use crate::page::Page;
use crate::span::Span;

/// A person or body behind source spans.
#[derive(Clone, Debug, PartialEq)]
pub struct Speaker {
    /// The fullest name, or a description where there is no name.
    pub name: String,
    /// Whether `name` is a name.
    pub named: bool,
    /// What it is.
    pub kind: SpeakerKind,
    /// Other spellings and shorter names, each once, by first appearance.
    pub aliases: Vec<String>,
    /// Titles, roles and descriptions, each once, by first appearance.
    pub descriptions: Vec<String>,
    /// Where it is mentioned, by page and place.
    pub mentions: Vec<(PageIx, Span, MentionForm)>,
}

/// What a speaker is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SpeakerKind {
    /// A person.
    Person,
    /// A body: an organisation, a government, an outlet.
    Body,
    /// Several people together: "sources", "two officials".
    Group,
    /// Not known.
    Unknown,
}

/// Joins the people of all pages. Two mentions on different pages are one person only on evidence.
pub fn join(pages: &[Page], heard: Vec<PageSpeech>) -> Speech {
    let mut speech = Speech::default();
    for (n, page) in heard.into_iter().enumerate() {
        let (people, occasions) = (speech.speakers.len(), speech.occasions.len());
        let attributions = speech.attributions.len();
        for entity in page.entities {
            let mentions = entity.mentions.iter().map(|m| (PageIx::new(n), m.span, m.form)).collect();
            let first = entity.mentions.first().map_or("", |m| pages.get(n).map_or("", |p| m.span.of(&p.text)));
            speech.speakers.push(Speaker {
                name: entity.name.clone().unwrap_or_else(|| first.to_owned()),
                named: entity.name.is_some(),
                kind: entity.kind,
                aliases: Vec::new(),
                descriptions: Vec::new(),
                mentions,
            });
        }
        for mut attribution in page.attributions {
            attribution.page = PageIx::new(n);
            attribution.speaker = attribution.speaker.map(|s| SpeakerIx::new(people + s.ix()));
            attribution.occasion = attribution.occasion.map(|o| OccasionIx::new(occasions + o.ix()));
            attribution.within = attribution.within.map(|a| AttributionIx::new(attributions + a.ix()));
            speech.attributions.push(attribution);
        }
        for mut occasion in page.occasions {
            occasion.page = PageIx::new(n);
            speech.occasions.push(occasion);
        }
    }
    speech
}

//! People and bodies, joined across mentions and pages.

mod adopt;
mod described;
mod item;
mod join;
mod near;
mod office;
mod owner;
mod portrait;
pub(super) mod spelling;
pub(crate) mod telling;

use super::mention::{Gender, MentionForm};
use super::{Hearer, PageSpeech, Speech};
use crate::decision::{self, Decision};
use crate::id::{AttributionIx, OccasionIx, PageIx, SpeakerIx};
use crate::page::Page;
use crate::span::Span;
use serde::{Deserialize, Serialize};

/// A person or body behind source spans.
#[derive(Clone, Debug, PartialEq)]
pub struct Speaker {
    /// The fullest name, or a description where there is no name.
    pub name: String,
    /// Whether `name` is a name.
    pub named: bool,
    /// What it is.
    pub kind: SpeakerKind,
    /// What titles, given names, roles and pronouns tell of a person's gender, where all pages agree.
    pub gender: Option<Gender>,
    /// Other spellings and shorter names, each once, by first appearance.
    pub aliases: Vec<String>,
    /// Titles, roles and descriptions, each once, by first appearance.
    pub descriptions: Vec<String>,
    /// Where it is mentioned, by page and place.
    pub mentions: Vec<(PageIx, Span, MentionForm)>,
}

/// What a speaker is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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

/// Joins the people of all pages. Two mentions on different pages are one person only on evidence, or where a person
/// decided so.
pub fn join(pages: &[Page], mut heard: Vec<PageSpeech>, decisions: &[Decision]) -> Speech {
    let (mut groups, moves) = join::groups(pages, &heard);
    office::settle(&mut heard, &mut groups, &moves);
    decision::speaker::apply(pages, &heard, &mut groups, decisions);
    let mut speech = Speech { speakers: portrait::speakers(pages, &heard, &groups), ..Speech::default() };
    for (n, page) in heard.into_iter().enumerate() {
        let whom = |s: SpeakerIx| groups.get(n).and_then(|g| g.get(s.ix())).map(|&g| SpeakerIx::new(g));
        let (occasions, attributions) = (speech.occasions.len(), speech.attributions.len());
        for mut attribution in page.attributions {
            attribution.page = PageIx::new(n);
            attribution.speaker = attribution.speaker.and_then(whom);
            attribution.occasion = attribution.occasion.map(|o| OccasionIx::new(occasions + o.ix()));
            attribution.within = attribution.within.map(|a| AttributionIx::new(attributions + a.ix()));
            speech.attributions.push(attribution);
        }
        for mut occasion in page.occasions {
            occasion.page = PageIx::new(n);
            occasion.speakers = occasion.speakers.into_iter().filter_map(whom).collect();
            occasion.hearers = occasion
                .hearers
                .into_iter()
                .filter_map(|h| match h {
                    Hearer::Person(p) => whom(p).map(Hearer::Person),
                    h => Some(h),
                })
                .collect();
            speech.occasions.push(occasion);
        }
    }
    adopt::adopt(pages, &mut speech);
    owner::settle(pages, &mut speech);
    speech
}

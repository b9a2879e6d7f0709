//! People and bodies, joined across mentions and pages.

use super::mention::MentionForm;
use super::{PageSpeech, Speech};
use crate::id::PageIx;
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
    let _ = (pages, heard);
    Speech::default()
}

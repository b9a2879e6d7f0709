//! Routes, the independent ways into the collection, and the origins they lead to.

use crate::id::{LostIx, PageIx, SpeakerIx, WorkIx};
use crate::reuse::Place;

/// An independent way into the collection: what derives from no other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Route {
    /// A page.
    Page(PageIx),
    /// A work that is not at hand.
    Work(WorkIx),
    /// A lost ancestor.
    Lost(LostIx),
}

/// A primary source: a speaker on an occasion.
#[derive(Clone, Debug, PartialEq)]
pub struct Origin {
    /// What kind of occasion.
    pub kind: OriginKind,
    /// A short name for readers: "interview of Ana Ruiz by the Harbour Post, March 2019".
    pub label: String,
    /// Who spoke.
    pub speakers: Vec<SpeakerIx>,
    /// The works that carry it.
    pub works: Vec<WorkIx>,
    /// What it rests on, with a sentence each.
    pub evidence: Vec<(Place, String)>,
}

/// The kind of an [`Origin`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OriginKind {
    /// Somebody was asked by one or a few.
    Interview,
    /// Somebody spoke before many: a press conference, a hearing, a speech.
    Report,
    /// A document.
    Document,
    /// A post on a network.
    Post,
    /// Not said.
    Unknown,
}

impl OriginKind {
    /// Its name in the JSON format.
    pub fn name(self) -> &'static str {
        match self {
            OriginKind::Interview => "interview",
            OriginKind::Report => "report",
            OriginKind::Document => "document",
            OriginKind::Post => "post",
            OriginKind::Unknown => "unknown",
        }
    }
}

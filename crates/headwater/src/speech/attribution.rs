//! Attributions: source, cue and content (the terms of PARC and PolNeAR).

use crate::id::{AttributionIx, OccasionIx, PageIx, SpeakerIx};
use crate::page::Role;
use crate::span::Span;

/// Somebody (source) is said (cue) to hold something (content).
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// The page it stands on.
    pub page: PageIx,
    /// How the content is rendered.
    pub kind: Kind,
    /// What the source is said to have done.
    pub act: Act,
    /// The words for who, in order; empty where none are there.
    pub source: Vec<Span>,
    /// The words for the saying, in order; empty where none are there.
    pub cue: Vec<Span>,
    /// What is attributed, in order; quotation marks belong to it. Never empty.
    pub content: Vec<Span>,
    /// Who the source is; `None` where that is undetermined.
    pub speaker: Option<SpeakerIx>,
    /// The role of the block in which the content begins.
    pub role: Role,
    /// How many contents of other attributions it stands in.
    pub depth: u8,
    /// The attribution whose content holds this one.
    pub within: Option<AttributionIx>,
    /// On which occasion it was said, where the text says so.
    pub occasion: Option<OccasionIx>,
}

/// How the content of an attribution is rendered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// In quotation marks throughout.
    Direct,
    /// Without quotation marks.
    Indirect,
    /// Partly in quotation marks.
    Mixed,
}

/// What a source is said to have done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Act {
    /// Said it.
    Speech,
    /// Wrote it.
    Writing,
    /// Thinks, wants or feels it.
    Thought,
}

impl Attribution {
    /// Whether it is a quotation: an attribution of speech or writing.
    pub fn is_quotation(&self) -> bool {
        self.act != Act::Thought
    }

    /// Whether it may count: it stands in the publisher's own telling, not in a comment or furniture.
    pub fn counts(&self) -> bool {
        self.role.tells()
    }
}

impl Kind {
    /// Its name in the JSON format.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Direct => "direct",
            Kind::Indirect => "indirect",
            Kind::Mixed => "mixed",
        }
    }
}

impl Act {
    /// Its name in the JSON format.
    pub fn name(self) -> &'static str {
        match self {
            Act::Speech => "speech",
            Act::Writing => "writing",
            Act::Thought => "thought",
        }
    }
}

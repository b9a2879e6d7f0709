//! Occasions: where, when and to whom somebody spoke, as far as the text says.

use crate::id::{PageIx, SpeakerIx};
use crate::page::Date;
use crate::span::Span;

/// An occasion on which somebody spoke, as one page tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct Occasion {
    /// The page that tells it.
    pub page: PageIx,
    /// What kind of occasion.
    pub kind: OccasionKind,
    /// Who spoke; empty where the text does not say.
    pub speakers: Vec<SpeakerIx>,
    /// Who heard it.
    pub hearers: Vec<Hearer>,
    /// When, where the text says so.
    pub date: Option<Date>,
    /// The words that say so.
    pub span: Span,
}

/// The kind of an [`Occasion`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OccasionKind {
    /// Asked by one or a few.
    Interview,
    /// Before many: a press conference, a speech, remarks to reporters.
    Public,
    /// In court, before a committee, under oath.
    Hearing,
    /// A statement, report, letter, ruling or other document.
    Document,
    /// A post on a network.
    Post,
    /// Not said.
    Unknown,
}

/// Who heard it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hearer {
    /// The author or outlet of the page itself: "told me", "this newspaper", "our correspondent".
    ThisPage,
    /// A person or body among the speakers: "interviewed by Professor Ada Lind".
    Person(SpeakerIx),
    /// An outlet by its name: "told the Harbour Post".
    Outlet(Span),
    /// Reporters in general.
    Reporters,
}

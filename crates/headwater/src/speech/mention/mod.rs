//! Mentions of people and bodies within one page, and which of them are one.

use super::speaker::SpeakerKind;
use crate::span::Span;

/// A person or body as one page knows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// Its fullest name on the page; `None` for one that is only described ("a senior official").
    pub name: Option<String>,
    /// What it is.
    pub kind: SpeakerKind,
    /// Where it is mentioned, in order.
    pub mentions: Vec<Mention>,
}

/// One mention of a person or body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where.
    pub span: Span,
    /// How.
    pub form: MentionForm,
}

/// How somebody is mentioned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MentionForm {
    /// By name, in full or in part.
    Name,
    /// By a description: "the Moroccan engineer".
    Description,
    /// By a pronoun.
    Pronoun,
}

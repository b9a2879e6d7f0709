//! What a page is: title, authors, outlet, address, language; each with what it rests on.

use crate::span::Span;

/// A value, and what it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found<T> {
    /// The value.
    pub value: T,
    /// What it rests on.
    pub ground: Ground,
}

/// What a value rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ground {
    /// The kind of evidence.
    pub kind: GroundKind,
    /// The field or rule, as `og:title`, `datePublished`, `byline`.
    pub name: String,
    /// The words on the page, where it is words.
    pub span: Option<Span>,
}

/// The kind of evidence for what a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroundKind {
    /// The caller said so.
    Given,
    /// A `meta` or `link` element, or `title`.
    Meta,
    /// JSON-LD or microdata.
    Schema,
    /// An element of the page, as `time`, `h1`, or one of a telling class.
    Element,
    /// The address.
    Url,
    /// The words of the page.
    Text,
}

impl GroundKind {
    /// Its name in the JSON format.
    pub fn name(self) -> &'static str {
        match self {
            GroundKind::Given => "given",
            GroundKind::Meta => "meta",
            GroundKind::Schema => "schema",
            GroundKind::Element => "element",
            GroundKind::Url => "url",
            GroundKind::Text => "text",
        }
    }
}

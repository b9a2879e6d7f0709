//! Comments of readers: kept and shown, counted nowhere.

use super::date::Date;
use crate::span::Span;

/// What one reader wrote below a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// The reader's name, where shown.
    pub author: Option<Span>,
    /// When it was written, where shown.
    pub date: Option<Date>,
    /// The whole comment, author and date lines included.
    pub span: Span,
    /// The blocks of what was written, author and date lines left out.
    pub body: Vec<Span>,
    /// The position of the comment that it answers, where the page shows it.
    pub answers: Option<u32>,
}

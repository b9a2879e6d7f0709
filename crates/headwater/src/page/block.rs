//! Cutting a page's text into blocks.

use super::role::Role;
use crate::span::Span;

/// A paragraph-like stretch of a page's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where it stands.
    pub span: Span,
    /// What it is on the page.
    pub role: Role,
    /// How it is set.
    pub form: Form,
    /// The position in [`super::Page::comments`] of the comment it belongs to.
    pub comment: Option<u32>,
}

/// How a block is set, whatever its role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Form {
    /// Running text.
    #[default]
    Paragraph,
    /// A heading.
    Heading,
    /// An item of a list.
    Item,
    /// A row or cell of a table.
    Table,
    /// A block quotation.
    Quotation,
    /// Preformatted text.
    Preformatted,
}

/// Cuts bare text at blank lines.
pub fn cut_bare(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut at = 0;
    for part in text.split("\n\n") {
        let (lead, tail) = (part.len() - part.trim_start().len(), part.trim_end().len());
        if lead < tail {
            let span = Span::new(at + lead, at + tail);
            blocks.push(Block { span, role: Role::Story, form: Form::Paragraph, comment: None });
        }
        at += part.len() + 2;
    }
    blocks
}

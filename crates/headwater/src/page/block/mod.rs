//! A page's text in blocks: cut from the tree, and what the words of one line tell.

mod cut;
pub mod line;

pub use cut::cut;

use serde::{Deserialize, Serialize};

use super::Link;
use super::role::Role;
use super::tree::NodeIx;
use crate::span::Span;

/// A paragraph-like stretch of a page's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
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

/// A block of a document before its role is known, with its place in the tree.
#[derive(Clone, Copy, Debug)]
pub struct Draft {
    /// Where it stands in the text.
    pub span: Span,
    /// How it is set.
    pub form: Form,
    /// The node with its first words.
    pub node: NodeIx,
    /// One past the node with its last words.
    pub end: NodeIx,
    /// The nearest element around it that makes a block.
    pub container: NodeIx,
    /// Bytes of it that stand in links.
    pub linked: u32,
    /// How many links it has.
    pub links: u16,
}

/// A document's text, cut.
#[derive(Default)]
pub struct Cut {
    /// The blocks' words, joined by blank lines.
    pub text: String,
    /// The blocks, in order.
    pub drafts: Vec<Draft>,
    /// Links that stand in the text.
    pub links: Vec<Link>,
    /// Whether a limit cut it short.
    pub short: bool,
}

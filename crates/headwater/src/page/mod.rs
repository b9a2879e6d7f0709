//! Bytes to [`Page`]: what the page says of itself, and its text in blocks with roles.
//!
//! Steps, in order: [`decode`] the bytes, build a capped [`tree`] (HTML) or cut bare text, cut [`block`]s, give each a
//! [`role`], take [`comment`]s apart, read [`date`]s, and find the page's [`identity`] and marks of credit.

pub mod bare;
pub mod block;
pub mod comment;
pub mod date;
pub mod decode;
#[cfg(test)]
mod hostile;
pub mod identity;
pub mod role;
pub mod source;
pub mod stored;
pub mod tree;

use serde::{Deserialize, Serialize};
use std::borrow::Cow;

use sha2::{Digest, Sha256};

pub use block::{Block, Form};
pub use comment::Comment;
pub use date::Date;
pub use identity::credit::CreditMark;
pub use identity::{Found, Ground, GroundKind};
pub use role::Role;
pub use source::{Given, Limits, Media, Source};

use crate::span::Span;
use role::centre::Centre;
use role::model::Model;
use role::{feature, mark, model, story};

/// One document, read.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Page {
    /// As in [`Source::path`].
    pub path: String,
    /// Where it was fetched from or what it calls its own address.
    pub url: Option<Found<String>>,
    /// SHA-256 of the document's bytes.
    pub sha256: [u8; 32],
    /// The language of the story, as an ISO 639-1 code where there is one, else 639-3.
    pub language: Option<String>,
    /// What the language rests on.
    #[serde(default)]
    pub language_ground: Option<Ground>,
    /// The headline.
    pub title: Option<Found<String>>,
    /// Who wrote it, in the page's order.
    pub authors: Vec<Found<String>>,
    /// Who publishes it.
    pub outlet: Option<Found<String>>,
    /// When it was first published.
    pub published: Option<Found<Date>>,
    /// When it was last changed, if the page says so.
    pub modified: Option<Found<Date>>,
    /// When it was fetched, as the caller or the archive says.
    pub fetched: Option<Date>,
    /// The text: for HTML the blocks joined by a blank line, for bare text the document as it stands.
    pub text: String,
    /// Disjoint stretches of `text`, in order.
    pub blocks: Vec<Block>,
    /// Comments of readers, in order.
    pub comments: Vec<Comment>,
    /// Links that stand in the text.
    pub links: Vec<Link>,
    /// Marks of credit or republication in the page's metadata.
    pub credits: Vec<CreditMark>,
    /// What could not be read, and why.
    pub warnings: Vec<String>,
}

/// A link in the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The words that carry it.
    pub span: Span,
    /// Its target, as written.
    pub target: String,
}

impl Page {
    /// The blocks of the story, in order.
    pub fn story_blocks(&self) -> impl Iterator<Item = &Block> {
        self.blocks.iter().filter(|b| b.role == Role::Story)
    }

    /// The story: its blocks joined by a blank line.
    pub fn story(&self) -> String {
        let parts: Vec<&str> = self.story_blocks().map(|b| b.span.of(&self.text)).collect();
        parts.join("\n\n")
    }

    /// The role of the block that holds byte `offset`; furniture where none does.
    pub fn role_at(&self, offset: u32) -> Role {
        let after = self.blocks.partition_point(|b| b.span.end <= offset);
        match self.blocks.get(after) {
            Some(b) if b.span.begin <= offset => b.role,
            _ => Role::Furniture,
        }
    }
}

/// Reads one document. It never fails: what can't be read is missing, and a warning says so.
///
/// Time and memory are linear in the document's bytes, up to `limits`.
pub fn read(source: &Source<'_>, limits: &Limits) -> Page {
    read_with(source, limits, &model::STORY)
}

/// As [`read`], without what the page is (title, authors, outlet, dates, language): the same text, blocks and comments. Who
/// seeks copied passages asks for no more, and the rest is half of the reading of a bare text, most of it the language.
pub fn read_blocks(source: &Source<'_>, limits: &Limits) -> Page {
    read_as(source, limits, &model::STORY, false)
}

/// As [`read`], with another model of story blocks: to measure one that was learned without a page.
pub fn read_with(source: &Source<'_>, limits: &Limits, model: &Model) -> Page {
    read_as(source, limits, model, true)
}

fn read_as(source: &Source<'_>, limits: &Limits, model: &Model, identify: bool) -> Page {
    let decoded = decode::decode(&source.bytes, source.charset.as_deref(), limits.bytes.min(u32::MAX as usize));
    let mut page = Page {
        path: source.path.clone(),
        sha256: Sha256::digest(&source.bytes).into(),
        warnings: decoded.warnings,
        ..Page::default()
    };
    let media = match source.media {
        Media::Unknown if looks_marked_up(&decoded.text) => Media::Html,
        Media::Unknown => Media::Text,
        known => known,
    };
    match media {
        Media::Html => read_html(&decoded.text, &source.given, limits, model, identify, &mut page),
        _ => {
            read_bare(decoded.text, &source.given, media == Media::Markdown, limits, &mut page);
            if identify {
                identity::of_bare(&mut page);
            }
        }
    }
    identity::take_given(&source.given, &mut page);
    if page.text.trim().is_empty() && page.warnings.is_empty() {
        page.warnings.push("the document has no text".to_owned());
    } else if page.story_blocks().next().is_none() && page.warnings.is_empty() {
        page.warnings.push("no story was found on the page".to_owned());
    }
    page
}

/// Whether a document of unknown kind is HTML: it begins as one, or holds tags that only HTML has.
fn looks_marked_up(text: &str) -> bool {
    let begin = text.trim_start();
    let head = begin.get(..1024).unwrap_or(begin).to_ascii_lowercase();
    head.starts_with("<!doctype html")
        || head.starts_with("<html")
        || head.starts_with("<?xml") && head.contains("<html")
        || head.starts_with('<')
            && ["<head", "<body", "<div", "<p>", "<p ", "<article", "<meta"].iter().any(|t| head.contains(t))
}

/// An HTML document's blocks and their features: what the model is learned from.
pub fn features(source: &Source<'_>, limits: &Limits) -> (block::Cut, Vec<feature::Features>) {
    let decoded = decode::decode(&source.bytes, source.charset.as_deref(), limits.bytes);
    lay_out(&decoded.text, limits, |layout| {
        let mut marked =
            mark::Marked::new(layout.tree, comment::threads(layout.tree, &layout.cut.text, &layout.cut.drafts));
        let centre = Centre::of(layout.tree, &layout.cut, &mut marked);
        let page = feature::Described::new(layout.tree, &layout.cut, &centre);
        let features = (0..layout.cut.drafts.len()).map(|i| page.block(i, &mut marked)).collect();
        drop(page);
        (layout.cut, features)
    })
}

/// An HTML document's tree and blocks.
struct Layout<'t, 'a> {
    tree: &'t tree::Tree<'a>,
    cut: block::Cut,
    head: identity::head::Head,
    /// Says what was read from elsewhere than the elements.
    note: Option<String>,
}

/// Builds the tree and cuts it; what the page keeps for its scripts is written out first.
fn lay_out<R>(text: &str, limits: &Limits, then: impl FnOnce(Layout<'_, '_>) -> R) -> R {
    let caps = tree::Caps { depth: limits.depth, nodes: limits.blocks.saturating_mul(20) };
    let tree = tree::Tree::build(text, caps);
    let cut = block::cut(&tree, limits);
    let head = identity::head::Head::of(&tree);
    match stored::written_out(&tree, &cut, &head) {
        None => then(Layout { tree: &tree, cut, head, note: None }),
        Some(stored) => {
            drop((tree, cut));
            let tree = tree::Tree::build(&stored.source, caps);
            let cut = block::cut(&tree, limits);
            then(Layout { tree: &tree, cut, head, note: Some(stored.note) })
        }
    }
}

fn read_html(text: &str, given: &Given, limits: &Limits, model: &Model, identify: bool, page: &mut Page) {
    lay_out(text, limits, |Layout { tree, mut cut, head, note }| {
        if tree.deep {
            page.warnings.push(format!("elements are nested deeper than {}", limits.depth));
        }
        if tree.many || cut.short {
            page.warnings.push("the page is too large: only its beginning was read".to_owned());
        }
        page.warnings.extend(note);
        let mut marked = mark::Marked::new(tree, comment::threads(tree, &cut.text, &cut.drafts));
        let centre = Centre::of(tree, &cut, &mut marked);
        let roles = story::roles(tree, &cut, &mut marked, &centre, model);
        let block = |(d, role): (&block::Draft, Role)| Block { span: d.span, role, form: d.form, comment: None };
        page.text = std::mem::take(&mut cut.text);
        page.links = std::mem::take(&mut cut.links);
        page.blocks = cut.drafts.iter().zip(roles).map(block).collect();
        page.comments = comment::gather(tree, &page.text, &cut.drafts, &centre, &mut page.blocks, &mut marked);
        if identify {
            page.credits = identity::credit::find(&head);
            identity::of_html(tree, &head, &cut.drafts, given, &mut marked, page);
        }
    })
}

fn read_bare(text: Cow<'_, str>, given: &Given, markdown: bool, limits: &Limits, page: &mut Page) {
    let mut text = text.into_owned();
    if text.len() > limits.text {
        text.truncate((0..=limits.text).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0));
        page.warnings.push(format!("only the first {} bytes of the text were read", limits.text));
    }
    let bare = bare::read(&text, given.title.as_deref(), markdown, limits.blocks);
    if bare.blocks.len() >= limits.blocks {
        page.warnings.push(format!("only the first {} blocks of the text were read", limits.blocks));
    }
    page.text = text;
    page.blocks = bare.blocks;
    page.comments = bare.comments;
}

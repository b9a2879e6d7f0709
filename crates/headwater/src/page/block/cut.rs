//! Cutting a page's text into blocks.

use super::{Cut, Draft, Form};
use crate::page::tree::markup::unescape;
use crate::page::tree::tag::Tag;
use crate::page::tree::{Kind, NodeIx, Tree};
use crate::page::{Limits, Link};
use crate::span::Span;

/// Cuts a document into blocks: a block is a run of words with no element's edge within but those of inline elements,
/// and no two line breaks in a row. Linear in the nodes.
pub fn cut(tree: &Tree<'_>, limits: &Limits) -> Cut {
    let mut cutter = Cutter::default();
    cutter.cut.text.reserve(tree.source.len() / 8);
    let mut at: NodeIx = 1;
    let count = tree.nodes.len() as NodeIx;
    let archived = memchr::memmem::find(tree.source.as_bytes(), TOOLBAR.as_bytes()).is_some();
    while at < count {
        cutter.leave(at);
        if cutter.cut.text.len() > limits.text || cutter.cut.drafts.len() >= limits.blocks {
            cutter.cut.short = true;
            break;
        }
        let node = tree.node(at);
        match node.kind {
            Kind::Raw => {}
            Kind::Text => cutter.words(tree, at),
            Kind::Element(tag) => {
                if is_silent(tag) || archived && tag == Tag::Div && is_toolbar(tree, at) {
                    at = node.end;
                    continue;
                }
                cutter.enter(tree, at, tag);
            }
        }
        at += 1;
    }
    cutter.leave(count);
    cutter.flush();
    cutter.cut
}

/// How the ids begin of the bar that the Wayback Machine sets above its copies, none of it the page's own.
const TOOLBAR: &str = "wm-ipp";

fn is_toolbar(tree: &Tree<'_>, at: NodeIx) -> bool {
    tree.attribute(at, "id").is_some_and(|id| id.starts_with(TOOLBAR))
}

/// Whether an element's words are none of the page's text.
fn is_silent(tag: Tag) -> bool {
    use Tag::*;
    matches!(
        tag,
        Script
            | Style
            | Noscript
            | Template
            | Svg
            | Math
            | Select
            | Textarea
            | Head
            | Title
            | Iframe
            | Object
            | Canvas
            | Noembed
            | Noframes
            | Audio
            | Map
            | Rp
            | AmpAside
    )
}

#[derive(Default)]
struct Cutter {
    cut: Cut,
    /// The elements around here that make blocks, and the form each gives.
    around: Vec<Around>,
    /// The link that is open: its end, its target's element, and where its words begin.
    link: Option<(NodeIx, NodeIx, usize)>,
    block: Option<Draft>,
    /// Whether white space stands before the next word; a line break counts for more.
    gap: Gap,
}

#[derive(Clone, Copy)]
struct Around {
    node: NodeIx,
    end: NodeIx,
    form: Form,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    None,
    Space,
    Line,
}

impl Cutter {
    /// Ends the elements that end before node `at`.
    fn leave(&mut self, at: NodeIx) {
        self.end_link(at, None);
        while self.around.last().is_some_and(|a| a.end <= at) {
            self.flush();
            self.around.pop();
        }
    }

    fn end_link(&mut self, at: NodeIx, tree: Option<&Tree<'_>>) {
        let _ = tree;
        if let Some((end, _, begin)) = self.link
            && end <= at
        {
            let length = self.cut.text.len();
            if let Some(link) = self.cut.links.last_mut()
                && begin < length
            {
                link.span = Span::new(begin, length);
            }
            self.link = None;
        }
    }

    fn enter(&mut self, tree: &Tree<'_>, at: NodeIx, tag: Tag) {
        let node = tree.node(at);
        match tag {
            Tag::Br => {
                if self.gap == Gap::Line {
                    self.flush();
                } else if self.block.is_some() {
                    self.gap = Gap::Line;
                }
            }
            Tag::A => {
                self.end_link(NodeIx::MAX, None);
                if tree.attribute(at, "href").is_some() {
                    self.link = Some((node.end, at, usize::MAX));
                }
            }
            _ if tag.is_inline() => {}
            _ => {
                self.flush();
                if node.end > at + 1 {
                    let outer = self.around.last().map_or(Form::Paragraph, |a| a.form);
                    self.around.push(Around { node: at, end: node.end, form: form_of(tag, outer) });
                }
            }
        }
    }

    fn words(&mut self, tree: &Tree<'_>, at: NodeIx) {
        let form = self.around.last().map_or(Form::Paragraph, |a| a.form);
        let raw = tree.own(at);
        let text = unescape(raw);
        let begin = self.cut.text.len();
        if form == Form::Preformatted && self.block.is_some() {
            self.cut.text.extend(text.chars().filter(|&c| c != '\0'));
            self.grow(at, begin);
            return;
        }
        let mut words = text.split(is_blank).filter(|w| !w.is_empty());
        let Some(first) = words.next() else {
            if !text.is_empty() {
                self.gap = self.gap.max(Gap::Space);
            }
            return;
        };
        if text.starts_with(is_blank) {
            self.gap = self.gap.max(Gap::Space);
        }
        self.start(at, form);
        match self.gap {
            Gap::None => {}
            Gap::Space => self.cut.text.push(' '),
            Gap::Line => self.cut.text.push('\n'),
        }
        let begin = self.cut.text.len();
        self.cut.text.push_str(first);
        for word in words {
            self.cut.text.push(' ');
            self.cut.text.push_str(word);
        }
        self.gap = if text.ends_with(is_blank) { Gap::Space } else { Gap::None };
        self.grow(at, begin);
        if let Some((_, element, from)) = &mut self.link {
            if *from == usize::MAX {
                *from = begin;
                let target = unescape(tree.attribute(*element, "href").unwrap_or("").trim()).into_owned();
                let span = Span::new(begin, self.cut.text.len());
                self.cut.links.push(Link { span, target });
                if let Some(block) = &mut self.block {
                    block.links = block.links.saturating_add(1);
                }
            }
            let length = (self.cut.text.len() - begin) as u32;
            if let Some(block) = &mut self.block {
                block.linked += length;
            }
        }
    }

    /// Begins a block, if none is begun.
    fn start(&mut self, at: NodeIx, form: Form) {
        if self.block.is_some() {
            return;
        }
        if !self.cut.text.is_empty() {
            self.cut.text.push_str("\n\n");
        }
        self.gap = Gap::None;
        let begin = self.cut.text.len();
        let container = self.around.last().map_or(0, |a| a.node);
        let span = Span::new(begin, begin);
        self.block = Some(Draft { span, form, node: at, end: at + 1, container, linked: 0, links: 0 });
    }

    fn grow(&mut self, at: NodeIx, begin: usize) {
        let end = self.cut.text.len();
        if let Some(block) = &mut self.block {
            block.end = at + 1;
            if end > begin {
                block.span = Span::new(block.span.begin as usize, end);
            }
        }
    }

    /// Ends the block that is begun; one without words leaves nothing.
    fn flush(&mut self) {
        self.gap = Gap::None;
        let Some(block) = self.block.take() else { return };
        if let Some((_, _, from)) = &mut self.link
            && *from != usize::MAX
        {
            // A link over several blocks is one link in each.
            if let Some(link) = self.cut.links.last_mut() {
                link.span = Span::new(*from, self.cut.text.len());
            }
            *from = usize::MAX;
        }
        if !block.span.is_empty() {
            self.cut.drafts.push(block);
        }
    }
}

/// White space and the zero bytes that hostile pages put between letters.
fn is_blank(c: char) -> bool {
    c == '\0' || c.is_whitespace()
}

fn form_of(tag: Tag, outer: Form) -> Form {
    match tag {
        _ if tag.is_heading() => Form::Heading,
        Tag::Li | Tag::Dd | Tag::Dt => Form::Item,
        Tag::Td | Tag::Th | Tag::Tr | Tag::Table => Form::Table,
        Tag::Blockquote => Form::Quotation,
        Tag::Pre => Form::Preformatted,
        Tag::P | Tag::Div if outer == Form::Heading => Form::Paragraph,
        Tag::P | Tag::Div | Tag::Ul | Tag::Ol | Tag::Dl | Tag::Tbody | Tag::Thead => outer,
        _ => Form::Paragraph,
    }
}

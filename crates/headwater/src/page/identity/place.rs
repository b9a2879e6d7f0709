//! Where on an HTML page its own byline and date stand: near the headline and the story, not among comments, teasers and
//! menus.

use crate::page::block::Draft;
use crate::page::role::mark::{Marked, Marks};
use crate::page::tree::tag::Tag;
use crate::page::tree::{NodeIx, Tree};
use crate::page::{Block, Role};
use crate::span::Span;

/// The nodes of a page's headline and story, to tell how near something stands.
pub struct Place {
    /// The headline's first node, else the story's.
    pub top: NodeIx,
    /// The first node of the story's prose.
    pub first: NodeIx,
    /// One past its last.
    pub last: NodeIx,
}

/// Marks of places whose names and dates are other pages' or other people's.
const ELSEWHERE: Marks = Marks::COMMENT.with(Marks::RELATED).with(Marks::AD);

impl Place {
    /// Finds it; the whole page where it has no story.
    pub fn of(tree: &Tree<'_>, drafts: &[Draft], blocks: &[Block]) -> Place {
        let both = || drafts.iter().zip(blocks);
        let story = |(d, b): &(&Draft, &Block)| b.role == Role::Story && d.span.len() >= 60;
        let first =
            both().find(story).or_else(|| both().find(|(_, b)| b.role == Role::Story)).map_or(0, |(d, _)| d.node);
        let last = both().rfind(story).map_or(tree.nodes.len() as NodeIx, |(d, _)| d.end);
        let headline = |(d, b): &(&Draft, &Block)| {
            b.role == Role::Headline || tree.tag(d.container) == Some(Tag::H1) && d.node <= first
        };
        let top = both().find(headline).map_or(first, |(d, _)| d.node).min(first);
        Place { top, first, last }
    }

    fn fit(&self, tree: &Tree<'_>, ix: NodeIx, marked: &mut Marked<'_, '_>) -> Option<i32> {
        let mut near = Marks::default();
        for at in std::iter::once(ix).chain(tree.ancestors(ix)).take(6) {
            if at != ix && at <= self.first && self.first < tree.node(at).end {
                break;
            }
            near = near.with(marked.of(at).0);
        }
        // Between headline and story even what is named a teaser is mostly the page's own.
        let between = (self.top..self.first).contains(&ix) && !near.any(Marks::COMMENT);
        if near.any(ELSEWHERE) && !between {
            return None;
        }
        let aside = if near.any(ELSEWHERE.with(Marks::FURNITURE).with(Marks::SHARE)) { 6 } else { 0 };
        let steps = |from: NodeIx, to: NodeIx| (to.saturating_sub(from) / 25).min(8) as i32;
        let fit = match ix {
            _ if ix < self.top => 6 - steps(ix, self.top),
            _ if ix < self.first => 10,
            _ if ix < self.last => 4,
            _ => 6 - steps(self.last, ix),
        };
        Some(fit - aside)
    }
}

/// A page as it is built once its roles are known: what its names, dates and headings are looked for in.
pub struct Built<'p, 't> {
    /// Its tree.
    pub tree: &'p Tree<'t>,
    /// Its blocks as they were cut off the tree.
    pub drafts: &'p [Draft],
    /// The same blocks with their roles.
    pub blocks: &'p [Block],
    /// Its text.
    pub text: &'p str,
    /// Where its headline and story stand.
    pub place: Place,
}

impl<'p, 't> Built<'p, 't> {
    /// Puts it together.
    pub fn of(tree: &'p Tree<'t>, drafts: &'p [Draft], blocks: &'p [Block], text: &'p str) -> Built<'p, 't> {
        Built { tree, drafts, blocks, text, place: Place::of(tree, drafts, blocks) }
    }

    /// Every block, as cut and with its role, in the page's order.
    pub fn each(&self) -> impl Iterator<Item = (&'p Draft, &'p Block)> {
        self.drafts.iter().zip(self.blocks)
    }

    /// The block that holds a node, if any.
    pub fn block_at(&self, ix: NodeIx) -> Option<&'p Block> {
        let after = self.drafts.partition_point(|d| d.end <= ix);
        self.drafts.get(after).filter(|d| d.node <= ix || d.container <= ix)?;
        self.blocks.get(after)
    }

    /// How well an element's place fits a page's own byline or date; `None` where it can't be.
    pub fn fit(&self, ix: NodeIx, marked: &mut Marked<'_, '_>) -> Option<i32> {
        self.place.fit(self.tree, ix, marked)
    }
}

/// Where some words stand in a block.
pub fn words_in(text: &str, block: Span, words: &str) -> Option<Span> {
    let from = block.of(text).find(words)? + block.begin as usize;
    Some(Span::new(from, from + words.len()))
}

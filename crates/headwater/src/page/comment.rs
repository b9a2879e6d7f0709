//! Comments of readers: kept and shown, counted nowhere.

use super::block::{Block, Draft, Form};
use super::date::{self, Date};
use super::line;
use super::mark::{Marked, Marks};
use super::role::Role;
use super::tag::Tag;
use super::tree::{NodeIx, Tree};
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

/// Puts the comment blocks of an HTML page into comments, one for each element that holds one.
pub fn gather(
    tree: &Tree<'_>,
    text: &str,
    drafts: &[Draft],
    blocks: &mut [Block],
    marked: &mut Marked<'_, '_>,
) -> Vec<Comment> {
    let mut comments: Vec<Comment> = Vec::new();
    let mut holders: Vec<NodeIx> = Vec::new();
    for (draft, block) in drafts.iter().zip(blocks.iter_mut()) {
        if block.role != Role::Comment {
            continue;
        }
        let Some(holder) = holder(tree, draft, marked) else {
            block.role = Role::Furniture;
            continue;
        };
        let at = match holders.iter().rposition(|h| *h == holder) {
            Some(at) => at,
            None => {
                let outer = tree.ancestors(holder).find_map(|a| holders.iter().rposition(|h| *h == a));
                holders.push(holder);
                comments.push(Comment {
                    author: None,
                    date: None,
                    span: block.span,
                    body: Vec::new(),
                    answers: outer.map(|o| o as u32),
                });
                holders.len() - 1
            }
        };
        let comment = &mut comments[at];
        block.comment = Some(at as u32);
        comment.span = comment.span.hull(block.span);
        let words = block.span.of(text);
        let (own, _) = marked.of(draft.container);
        let few = words.split_whitespace().count() <= 8 && !line::ends_sentence(words);
        if comment.date.is_none()
            && few
            && let Some(date) = date::parse(words)
        {
            comment.date = Some(date);
        } else if comment.body.is_empty()
            && comment.author.is_none()
            && few
            && (own.any(Marks::BYLINE)
                || draft.form != Form::Paragraph
                || !tree.tag(draft.container).is_some_and(|t| t == Tag::P))
        {
            comment.author = Some(block.span);
        } else if !(few && line::is_furniture(words)) {
            comment.body.push(block.span);
        }
    }
    // A holder without a body held a form or a heading.
    let kept: Vec<Option<u32>> = comments
        .iter()
        .scan(0, |n, c| {
            let here = (!c.body.is_empty()).then_some(*n);
            *n += here.is_some() as u32;
            Some(here)
        })
        .collect();
    for block in blocks.iter_mut().filter(|b| b.comment.is_some()) {
        block.comment = block.comment.and_then(|c| kept.get(c as usize).copied().flatten());
        if block.comment.is_none() {
            block.role = Role::Furniture;
        }
    }
    comments.retain(|c| !c.body.is_empty());
    for comment in &mut comments {
        comment.answers = comment.answers.and_then(|a| kept.get(a as usize).copied().flatten());
    }
    comments
}

/// The element that holds the one comment that a block belongs to.
fn holder(tree: &Tree<'_>, draft: &Draft, marked: &mut Marked<'_, '_>) -> Option<NodeIx> {
    let mut found = None;
    for at in std::iter::once(draft.container).chain(tree.ancestors(draft.container)) {
        let (own, all) = marked.of(at);
        if !all.any(Marks::COMMENT) {
            break;
        }
        if own.any(Marks::COMMENT) && is_one(tree, at) {
            found = Some(at);
            // The next comment outward is the one that this one answers, unless it is only a shell around the same.
            if matches!(tree.tag(at), Some(Tag::Li | Tag::Article)) {
                break;
            }
        }
    }
    found
}

/// Whether an element is named as one comment, not as the place of all.
fn is_one(tree: &Tree<'_>, at: NodeIx) -> bool {
    let class = tree.attribute(at, "class").unwrap_or("");
    let id = tree.attribute(at, "id").unwrap_or("");
    let one = |n: &str| {
        let n = n.to_ascii_lowercase();
        n == "comment" || n.ends_with("-comment") || n.starts_with("comment-item") || n.starts_with("comment_item")
    };
    class.split_whitespace().any(one)
        || id
            .to_ascii_lowercase()
            .strip_prefix("comment")
            .is_some_and(|r| r.trim_start_matches(['-', '_']).starts_with(|c: char| c.is_ascii_digit()))
        || tree.attribute(at, "itemprop") == Some("comment")
}

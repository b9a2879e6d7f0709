//! Comments of readers: kept and shown, counted nowhere.

pub mod gather;
pub mod label;
pub mod thread;
mod told;

pub use gather::{gather, threads};

use serde::{Deserialize, Serialize};

use super::block::Block;
use super::date::Date;
use super::role::Role;
use crate::span::Span;

/// What one reader wrote below a story.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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

/// Leaves out comments without words (a form, a heading), and numbers the others anew.
pub(super) fn keep_written(mut comments: Vec<Comment>, blocks: &mut [Block]) -> Vec<Comment> {
    let mut kept = 0;
    let numbers: Vec<Option<u32>> = comments
        .iter()
        .map(|c| {
            let number = (!c.body.is_empty()).then_some(kept);
            kept += u32::from(number.is_some());
            number
        })
        .collect();
    let new = |old: Option<u32>| old.and_then(|o| numbers.get(o as usize).copied().flatten());
    for block in blocks.iter_mut().filter(|b| b.comment.is_some()) {
        block.comment = new(block.comment);
        if block.comment.is_none() {
            block.role = Role::Furniture;
        }
    }
    comments.retain(|c| !c.body.is_empty());
    for comment in &mut comments {
        comment.answers = new(comment.answers);
    }
    comments
}

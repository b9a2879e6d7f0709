//! Headlines of the form "Vael: ferry was never on time" and "Ferry was never on time: Vael".
//!
//! A colon in a headline also stands after a place, a topic or a kind of article. So the name counts only where the story
//! itself has words of somebody who is called so.

use std::collections::BTreeSet;

use super::Draft;
use crate::page::{Page, Role};
use crate::span::Span;
use crate::speech::Act;
use crate::speech::sentence::{Cut, TokenKind};

/// The longest name before or after the colon, in tokens.
const NAME: usize = 5;
/// The shortest content, in words.
const SHORTEST: usize = 3;

/// The attributions that a page's headlines make with a colon to sources of `drafts`. Linear in the headlines.
pub fn headlines(page: &Page, cut: &Cut, drafts: &[Draft]) -> Vec<Draft> {
    let blocks = page.blocks.iter().enumerate().filter(|(_, b)| b.role == Role::Headline);
    let mut known: Option<BTreeSet<String>> = None;
    let mut out = Vec::new();
    for (n, _) in blocks {
        let begin = cut.tokens.partition_point(|t| (t.block as usize) < n);
        let end = cut.tokens.partition_point(|t| (t.block as usize) <= n);
        let word = |i: usize| cut.word(&page.text, i);
        let Some(colon) = (begin..end).find(|&i| cut.tokens[i].kind == TokenKind::Sign(':')) else { continue };
        let known = known.get_or_insert_with(|| drafts.iter().filter_map(|d| called(page, d)).collect());
        let is_name = |from: usize, to: usize| {
            (1..=NAME).contains(&(to - from))
                && (from..to).all(|i| matches!(cut.tokens[i].kind, TokenKind::Word))
                && known.contains(&word(to - 1).to_lowercase())
        };
        let (name, content) = if is_name(begin, colon) {
            ((begin, colon), (colon + 1, end))
        } else if colon + 1 < end && is_name(colon + 1, end) {
            ((colon + 1, end), (begin, colon))
        } else {
            continue;
        };
        let words = (content.0..content.1).filter(|&i| cut.tokens[i].kind == TokenKind::Word).count();
        if words < SHORTEST {
            continue;
        }
        let content = cut.span(content.0, content.1);
        // Words in marks have been attributed already, with the name before the colon as their source.
        if !drafts.iter().any(|d| d.content.iter().any(|c| c.overlaps(content))) {
            out.push(Draft {
                source: vec![cut.span(name.0, name.1)],
                cue: vec![cut.tokens[colon].span],
                content: vec![content],
                act: Act::Speech,
            });
        }
    }
    out
}

/// The last word by which a source of the story is called: "vael" for "Idris Vael, a pilot".
fn called(page: &Page, draft: &Draft) -> Option<String> {
    let source: Span = *draft.source.first().filter(|s| page.role_at(s.begin) == Role::Story)?;
    let name = source.of(&page.text).split(',').next()?;
    let last = name.split_whitespace().next_back()?.trim_matches(|c: char| !c.is_alphanumeric());
    (last.chars().count() > 2).then(|| last.to_lowercase())
}

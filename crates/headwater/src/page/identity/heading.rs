//! The headings of a page that may be its headline, without the kickers that stand in some of them.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::head::clean;
use super::place::Built;
use crate::page::Role;
use crate::page::block::Draft;
use crate::page::role::mark::{Marked, Marks};
use crate::page::tree::tag::Tag;
use crate::page::tree::{Kind, NodeIx, Tree};
use crate::span::Span;

/// A heading, and what speaks for it.
#[derive(Clone, Debug)]
pub struct Heading {
    /// Where its block stands.
    pub span: Span,
    /// Its words, without a kicker.
    pub words: String,
    /// Its words, with it.
    pub whole: String,
    /// Whether it is of the first level.
    pub first: bool,
    /// Whether the page marks it as the headline: by its role, microdata, or class.
    pub marked: bool,
    /// Whether all of it is a link to the site's front page.
    pub home: bool,
    /// How many nodes stand between it and the story's first words; `None` behind them.
    pub before: Option<u32>,
}

/// Words in the class of an element within a heading that make it a kicker, a line above the headline proper.
static KICKERS: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/page/kickers.txt").lines();
    lines.filter(|l| !l.starts_with('#') && !l.is_empty()).collect()
});

/// Most headings that are looked at.
const MOST: usize = 200;

/// All headings of the first three levels that are no comment's, and what is marked as a headline, in the page's order.
pub fn all(built: &Built<'_, '_>, marked: &mut Marked<'_, '_>) -> Vec<Heading> {
    let mut headings: Vec<Heading> = Vec::new();
    let tree = built.tree;
    for (draft, block) in built.each() {
        if headings.len() >= MOST || matches!(block.role, Role::Comment | Role::Caption) || block.span.len() > 400 {
            continue;
        }
        let around: Vec<NodeIx> =
            std::iter::once(draft.container).chain(tree.ancestors(draft.container)).take(3).collect();
        let element = around.iter().copied().find(|&ix| matches!(tree.tag(ix), Some(Tag::H1 | Tag::H2 | Tag::H3)));
        let named = around.iter().any(|&ix| tree.attribute(ix, "itemprop").is_some_and(|p| p == "headline"));
        let Some(ix) = element.or_else(|| named.then_some(draft.container)) else { continue };
        let own = marked.of(ix).0;
        if own.any(Marks::COMMENT.with(Marks::RELATED).with(Marks::SHARE)) {
            continue;
        }
        let whole = clean(block.span.of(built.text));
        headings.push(Heading {
            span: block.span,
            words: without_kicker(tree, ix).filter(|_| ix == draft.container).unwrap_or_else(|| whole.clone()),
            whole,
            first: tree.tag(ix) == Some(Tag::H1),
            marked: named || block.role == Role::Headline,
            home: is_home(tree, draft),
            before: built.place.first.checked_sub(draft.node),
        });
    }
    headings
}

/// A heading's words without its kicker; `None` where it has none.
fn without_kicker(tree: &Tree<'_>, ix: NodeIx) -> Option<String> {
    let is_kicker = |at: NodeIx| {
        let class = tree.attribute(at, "class")?;
        let names = class.split(|c: char| !c.is_alphanumeric());
        let whole = class.split_whitespace().map(|n| n.replace(['-', '_'], "").to_lowercase());
        Some(names.map(str::to_lowercase).chain(whole).any(|n| KICKERS.contains(n.as_str())))
    };
    let end = tree.node(ix).end;
    let kicker = (ix + 1..end.min(ix + 40))
        .find(|&at| matches!(tree.node(at).kind, Kind::Element(_)) && is_kicker(at) == Some(true))?;
    let mut words = String::new();
    let mut at = ix + 1;
    while at < end {
        if at == kicker {
            at = tree.node(at).end;
            continue;
        }
        if tree.node(at).kind == Kind::Text {
            words.push_str(&clean(tree.own(at)));
            words.push(' ');
        }
        at += 1;
    }
    let words = clean(&words);
    let kept = words.trim_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '–' | '—' | '|' | '-' | '+'));
    (kept.split(' ').count() >= 2).then(|| kept.to_owned())
}

/// Whether the words stand in a link to the site's own front page, as a logo does.
fn is_home(tree: &Tree<'_>, draft: &Draft) -> bool {
    let link =
        std::iter::once(draft.node).chain(tree.ancestors(draft.node)).take(5).find(|&ix| tree.tag(ix) == Some(Tag::A));
    let Some(target) = link.and_then(|ix| tree.attribute(ix, "href")) else { return false };
    let path = target.split_once("://").map_or(target, |(_, r)| r.find('/').map_or("", |at| &r[at..]));
    let path = path.split(['?', '#']).next().unwrap_or("");
    matches!(path.trim_matches('/'), "" | "index.html" | "index.php" | "home" | ".") && !target.starts_with('#')
}

//! Roles of an HTML page's blocks: where the story stands in the tree, and what else is what.

use super::block::{Cut, Draft, Form};
use super::feature;
use super::line::{self, Tell};
use super::mark::{Marked, Marks};
use super::model::Model;
use super::role::Role;
use super::tag::Tag;
use super::tree::{NodeIx, Tree};

/// Marks that speak against a story.
const AGAINST: Marks =
    Marks::FURNITURE.with(Marks::SHARE).with(Marks::RELATED).with(Marks::AD).with(Marks::TAGS).with(Marks::HIDDEN);

/// The role of every draft, in order.
pub fn roles(tree: &Tree<'_>, cut: &Cut, marked: &mut Marked<'_, '_>, model: &Model) -> Vec<Role> {
    let centre = Centre::of(tree, cut, marked);
    let features = feature::of_page(tree, cut, marked, &centre);
    let scores: Vec<f32> = features.iter().map(|f| model.score(f)).collect();
    let mut roles: Vec<Role> = (0..cut.drafts.len()).map(|i| role(tree, cut, i, scores[i], marked)).collect();
    let first = roles.iter().position(|r| *r == Role::Story);
    for (i, draft) in cut.drafts.iter().enumerate() {
        let words = draft.span.of(&cut.text);
        if tree.tag(draft.container) == Some(Tag::H1) && roles[i] != Role::Comment && first.is_none_or(|f| i <= f + 2) {
            roles[i] = Role::Headline;
        } else if roles[i] == Role::Furniture && first.is_some_and(|f| i < f && f - i < 12) {
            let (own, _) = marked.of(draft.container);
            roles[i] = match line::tell(words) {
                Some(Tell::Byline) => Role::Byline,
                Some(Tell::Date) => Role::Date,
                Some(Tell::Credit) => Role::Credit,
                _ if own.any(Marks::CREDIT) => Role::Credit,
                _ if own.any(Marks::DATE) && super::date::parse(words).is_some() => Role::Date,
                _ => roles[i],
            };
        }
    }
    roles
}

/// Where the bulk of a page's prose stands in its tree: what a reader would point at first.
pub struct Centre {
    /// The deepest element that holds nearly all of the prose.
    main: NodeIx,
    /// The first and last block that count as prose.
    pub first: usize,
    /// See `first`.
    pub last: usize,
    /// The weight of all blocks before each node.
    sums: Vec<u32>,
    total: u32,
}

impl Centre {
    /// Finds it. Linear in nodes and blocks.
    pub fn of(tree: &Tree<'_>, cut: &Cut, marked: &mut Marked<'_, '_>) -> Centre {
        let weigh = |trust: bool, marked: &mut Marked<'_, '_>| -> Vec<u32> {
            cut.drafts.iter().map(|d| weight(d, d.span.of(&cut.text), marked, trust)).collect()
        };
        let mut weights = weigh(true, marked);
        let free = weigh(false, marked);
        // Names that speak against nearly the whole page are wrong.
        if weights.iter().sum::<u32>() * 4 < free.iter().sum() {
            weights = free;
        }
        let total: u32 = weights.iter().sum();
        let mut sums = vec![0u32; tree.nodes.len() + 1];
        for (draft, weight) in cut.drafts.iter().zip(&weights) {
            if let Some(sum) = sums.get_mut(draft.node as usize) {
                *sum = *weight;
            }
        }
        let mut running = 0;
        for sum in &mut sums {
            running += std::mem::replace(sum, running);
        }
        let first = weights.iter().position(|w| *w > 0).unwrap_or(0);
        let last = weights.iter().rposition(|w| *w > 0).unwrap_or(0);
        let mut centre = Centre { main: 0, first, last, sums, total };
        let mut at = 1;
        // Down the tree: into the one child that still holds seven tenths.
        while at < tree.node(centre.main).end {
            let block = tree.tag(at).is_some_and(|t| !t.is_inline() && t != Tag::P);
            let held = centre.held(tree, at);
            if block && held > 0 && held * 10 >= total * 7 {
                centre.main = at;
                at += 1;
            } else {
                at = tree.node(at).end;
            }
        }
        // First and last within it, not of the whole page.
        let inside: Vec<usize> = (0..weights.len())
            .filter(|&i| weights[i] > 0 && centre.contains(tree, cut.drafts[i].node))
            .collect();
        centre.first = inside.first().copied().unwrap_or(first);
        centre.last = inside.last().copied().unwrap_or(last);
        centre
    }

    fn held(&self, tree: &Tree<'_>, ix: NodeIx) -> u32 {
        let of = |n: NodeIx| self.sums.get(n as usize).copied().unwrap_or(self.total);
        of(tree.node(ix).end).saturating_sub(of(ix))
    }

    /// What share of the prose an element holds.
    pub fn share(&self, tree: &Tree<'_>, ix: NodeIx) -> f32 {
        self.held(tree, ix) as f32 / self.total.max(1) as f32
    }

    /// Whether a node stands within the element that holds the prose.
    pub fn contains(&self, tree: &Tree<'_>, ix: NodeIx) -> bool {
        self.main <= ix && ix < tree.node(self.main).end
    }

    /// How many elements stand between a node and the centre: above zero within it, below zero outside.
    pub fn steps_out(&self, tree: &Tree<'_>, ix: NodeIx) -> i32 {
        let depth = |n: NodeIx| i32::from(tree.node(n).depth);
        if self.contains(tree, ix) {
            return (depth(ix) - depth(self.main)).min(20);
        }
        let shared = |a: &NodeIx| *a <= self.main && self.main < tree.node(*a).end;
        tree.ancestors(ix).take(20).position(|a| shared(&a)).map_or(-21, |p| -(p as i32) - 1)
    }
}

/// How much a block speaks for a story around it, in words.
fn weight(draft: &Draft, words: &str, marked: &mut Marked<'_, '_>, trust: bool) -> u32 {
    let (_, all) = marked.of(draft.container);
    if all.any(Marks::COMMENT) || trust && all.any(AGAINST) || draft.linked as usize * 2 > words.len() {
        return 0;
    }
    let count = words.split_whitespace().count() as u32;
    if count >= 10 && line::ends_sentence(words) || count >= 30 { count.min(150) } else { 0 }
}

fn role(tree: &Tree<'_>, cut: &Cut, i: usize, score: f32, marked: &mut Marked<'_, '_>) -> Role {
    let draft = &cut.drafts[i];
    let words = draft.span.of(&cut.text);
    let (_, all) = marked.of(draft.container);
    if score < 0.0 {
        let near =
            tree.ancestors(draft.container).take(3).fold(marked.of(draft.container).0, |m, a| m.with(marked.of(a).0));
        return match () {
            () if all.any(Marks::COMMENT) => Role::Comment,
            () if near.any(Marks::CAPTION) => Role::Caption,
            () => Role::Furniture,
        };
    }
    let few = words.len() <= 400;
    match if few { line::tell(words) } else { None } {
        Some(Tell::Byline) => Role::Byline,
        Some(Tell::Date) => Role::Date,
        Some(Tell::Caption) => Role::Caption,
        Some(Tell::Credit) if draft.form != Form::Heading && !line::ends_sentence(words) => Role::Credit,
        _ => Role::Story,
    }
}

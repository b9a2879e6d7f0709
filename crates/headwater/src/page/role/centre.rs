//! Where the bulk of a page's prose stands in its tree.

use super::mark::{Marked, Marks};
use crate::page::block::line;
use crate::page::block::{Cut, Draft};
use crate::page::tree::tag::Tag;
use crate::page::tree::{NodeIx, Tree};

/// Marks that speak against a story.
const AGAINST: Marks =
    Marks::FURNITURE.with(Marks::SHARE).with(Marks::RELATED).with(Marks::AD).with(Marks::TAGS).with(Marks::HIDDEN);
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
        let inside: Vec<usize> =
            (0..weights.len()).filter(|&i| weights[i] > 0 && centre.contains(tree, cut.drafts[i].node)).collect();
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

    /// Whether the element that holds the prose stands within this one, or is it.
    pub fn within(&self, tree: &Tree<'_>, ix: NodeIx) -> bool {
        ix <= self.main && self.main < tree.node(ix).end
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
    if all.any(Marks::COMMENT)
        || trust && all.any(AGAINST.with(Marks::THREAD))
        || draft.linked as usize * 2 > words.len()
    {
        return 0;
    }
    let count = words.split_whitespace().count() as u32;
    if count >= 10 && line::ends_sentence(words) || count >= 30 { count.min(150) } else { 0 }
}

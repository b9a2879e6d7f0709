//! Roles of an HTML page's blocks: where the story stands in the tree, and what else is what.

use super::block::{Cut, Draft, Form};
use super::date;
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
pub fn roles(tree: &Tree<'_>, cut: &Cut, marked: &mut Marked<'_, '_>, centre: &Centre, model: &Model) -> Vec<Role> {
    let features = feature::of_page(tree, cut, marked, centre);
    let scores: Vec<f32> = features.iter().map(|f| model.score(f)).collect();
    let mut roles: Vec<Role> = (0..cut.drafts.len()).map(|i| role(tree, cut, i, scores[i], marked)).collect();
    edges(tree, cut, marked, &mut roles);
    roles
}

/// Headline, byline, date and credit: what stands before the story's first prose, or right behind its last, and tells
/// by its words or its elements' names what it is.
fn edges(tree: &Tree<'_>, cut: &Cut, marked: &mut Marked<'_, '_>, roles: &mut [Role]) {
    let prose = |i: &usize| {
        let words = cut.drafts[*i].span.of(&cut.text);
        roles[*i] == Role::Story && words.len() >= 60 && !line::is_credit(words)
    };
    let Some(first) = (0..roles.len()).find(prose) else { return };
    let last = (0..roles.len()).rev().find(prose).unwrap_or(first);
    for i in (first.saturating_sub(BEFORE)..=first + 1).chain(last..=last + BEHIND) {
        let Some(draft) = cut.drafts.get(i) else { break };
        let words = draft.span.of(&cut.text);
        if !matches!(roles[i], Role::Story | Role::Furniture) || words.len() > 300 || (i > first + 1 && i < last) {
            continue;
        }
        if tree.tag(draft.container) == Some(Tag::H1) && i <= first + 1 {
            roles[i] = Role::Headline;
            continue;
        }
        let own = marked.of(draft.container).0;
        let near = own.with(marked.of(tree.node(draft.container).parent).0);
        roles[i] = match line::tell(words) {
            Some(Tell::Credit) => Role::Credit,
            _ if near.any(Marks::CREDIT) && !near.any(Marks::CAPTION) && roles[i] == Role::Story => Role::Credit,
            _ if own.any(Marks::CREDIT) && !near.any(Marks::CAPTION) && i < first => Role::Credit,
            Some(Tell::Byline) => Role::Byline,
            Some(Tell::Date) => Role::Date,
            _ if own.any(Marks::DATE) && roles[i] == Role::Furniture && date::parse(words).is_some() => Role::Date,
            _ => roles[i],
        };
    }
}

/// How much surer the trees must be of a block among comments; chosen on the cross-validated leaks, see docs/page.md.
const DOUBT: f32 = 1.0;

/// How many blocks before the story's first prose are looked at: headline, standfirst, byline, date, and the share links
/// and pictures among them.
const BEFORE: usize = 14;

/// How many blocks behind the last: a credit, a date of change, who contributed.
const BEHIND: usize = 4;

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
    // Names of comments around a block that reads like prose: only where the trees are sure is it the story.
    let score = if all.any(Marks::COMMENT) { score - DOUBT } else { score };
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

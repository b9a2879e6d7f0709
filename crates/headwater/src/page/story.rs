//! Roles of an HTML page's blocks: where the story stands in the tree, and what else is what.

use super::block::{Cut, Draft, Form};
use super::line::{self, Tell};
use super::mark::{Marked, Marks};
use super::role::Role;
use super::tag::Tag;
use super::tree::{NodeIx, Tree};

/// Marks that speak against a story.
const AGAINST: Marks =
    Marks::FURNITURE.with(Marks::SHARE).with(Marks::RELATED).with(Marks::AD).with(Marks::TAGS).with(Marks::HIDDEN);

/// The role of every draft, in order.
pub fn roles(tree: &Tree<'_>, cut: &Cut, marked: &mut Marked<'_, '_>) -> Vec<Role> {
    let weights: Vec<u32> = cut.drafts.iter().map(|d| weight(d, d.span.of(&cut.text), marked, true)).collect();
    let mut main = centre(tree, &cut.drafts, &weights);
    let free: u32 = cut.drafts.iter().map(|d| weight(d, d.span.of(&cut.text), marked, false)).sum();
    // Names that speak against nearly the whole page are wrong.
    let trust = weights.iter().sum::<u32>() * 4 >= free;
    if !trust {
        let weights: Vec<u32> = cut.drafts.iter().map(|d| weight(d, d.span.of(&cut.text), marked, false)).collect();
        main = centre(tree, &cut.drafts, &weights);
    }
    let mut roles: Vec<Role> = cut.drafts.iter().map(|d| role(tree, cut, d, main, trust, marked)).collect();
    let first = roles.iter().position(|r| *r == Role::Story);
    let last = roles.iter().rposition(|r| *r == Role::Story);
    for (i, draft) in cut.drafts.iter().enumerate() {
        let words = draft.span.of(&cut.text);
        if tree.tag(draft.container) == Some(Tag::H1) && roles[i] != Role::Comment && first.is_none_or(|f| i <= f + 2) {
            roles[i] = Role::Headline;
        } else if roles[i] == Role::Furniture && first.is_some_and(|f| i < f && f - i < 12)
            || roles[i] == Role::Story && last == Some(i)
        {
            let (own, _) = marked.of(draft.container);
            roles[i] = match line::tell(words) {
                Some(Tell::Byline) => Role::Byline,
                Some(Tell::Date) => Role::Date,
                Some(Tell::Credit) => Role::Credit,
                _ if roles[i] == Role::Story => Role::Story,
                _ if own.any(Marks::CREDIT) => Role::Credit,
                _ if own.any(Marks::DATE) && super::date::parse(words).is_some() => Role::Date,
                _ => roles[i],
            };
        }
    }
    roles
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

/// The deepest element that holds nearly all of the weight.
fn centre(tree: &Tree<'_>, drafts: &[Draft], weights: &[u32]) -> NodeIx {
    let total: u32 = weights.iter().sum();
    let mut sums = vec![0u32; tree.nodes.len() + 1];
    for (draft, weight) in drafts.iter().zip(weights) {
        if let Some(sum) = sums.get_mut(draft.node as usize) {
            *sum = *weight;
        }
    }
    let mut running = 0;
    for sum in &mut sums {
        running += std::mem::replace(sum, running);
    }
    let held = |ix: NodeIx| sums[tree.node(ix).end as usize] - sums[ix as usize];
    let mut main = 0;
    let mut at = 1;
    // Down the tree: into the one child that still holds seven tenths.
    while at < tree.node(main).end {
        if tree.tag(at).is_some_and(|t| !t.is_inline() && t != Tag::P) && held(at) > 0 && held(at) * 10 >= total * 7 {
            main = at;
            at += 1;
        } else {
            at = tree.node(at).end;
        }
    }
    main
}

fn role(tree: &Tree<'_>, cut: &Cut, draft: &Draft, main: NodeIx, trust: bool, marked: &mut Marked<'_, '_>) -> Role {
    let words = draft.span.of(&cut.text);
    let (_, all) = marked.of(draft.container);
    if all.any(Marks::COMMENT) {
        return Role::Comment;
    }
    let inside = main <= draft.node && draft.node < tree.node(main).end;
    let mut near = marked.of(draft.container).0;
    for at in tree.ancestors(draft.container).take_while(|&a| a != main) {
        near = near.with(marked.of(at).0);
    }
    if near.any(Marks::CAPTION) {
        return if inside { Role::Caption } else { Role::Furniture };
    }
    if !inside || trust && near.any(AGAINST) || draft.linked as usize * 10 > words.len() * 6 {
        return Role::Furniture;
    }
    match line::tell(words) {
        Some(Tell::Furniture) => Role::Furniture,
        Some(Tell::Byline) => Role::Byline,
        Some(Tell::Date) => Role::Date,
        Some(Tell::Caption) => Role::Caption,
        Some(Tell::Credit) if draft.form != Form::Heading && !line::ends_sentence(words) => Role::Credit,
        _ => Role::Story,
    }
}

//! Scores to roles: what is the story, what stands at its edges, and what else is what.

use super::Role;
use super::centre::Centre;
use super::feature;
use super::mark::{Marked, Marks};
use super::model::Model;
use crate::page::block::line::{self, Tell};
use crate::page::block::{Cut, Form};
use crate::page::date;
use crate::page::tree::Tree;
use crate::page::tree::tag::Tag;

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

/// Marks of comments: by name, or by how elements repeat.
const COMMENTS: Marks = Marks::COMMENT.with(Marks::THREAD);

/// How much surer the trees must be of a block among comments; chosen on the cross-validated leaks, see docs/page.md.
const DOUBT: f32 = 1.0;

/// How many blocks before the story's first prose are looked at: headline, standfirst, byline, date, and the share links
/// and pictures among them.
const BEFORE: usize = 14;

/// How many blocks behind the last: a credit, a date of change, who contributed.
const BEHIND: usize = 4;

fn role(tree: &Tree<'_>, cut: &Cut, i: usize, score: f32, marked: &mut Marked<'_, '_>) -> Role {
    let draft = &cut.drafts[i];
    let words = draft.span.of(&cut.text);
    let (_, all) = marked.of(draft.container);
    // Names of comments around a block that reads like prose: only where the trees are sure is it the story.
    let score = if all.any(COMMENTS) { score - DOUBT } else { score };
    if score < 0.0 {
        let near =
            tree.ancestors(draft.container).take(3).fold(marked.of(draft.container).0, |m, a| m.with(marked.of(a).0));
        return match () {
            () if all.any(COMMENTS) => Role::Comment,
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

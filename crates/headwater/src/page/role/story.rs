//! Scores to roles: what is the story, what stands at its edges, and what else is what.

use super::Role;
use super::centre::Centre;
use super::feature::Described;
use super::mark::{Marked, Marks};
use super::model::Model;
use crate::page::block::line::{self, Tell};
use crate::page::block::{Cut, Form};
use crate::page::date;
use crate::page::tree::tag::Tag;
use crate::page::tree::{NodeIx, Tree};

/// The role of every draft, in order.
pub fn roles(tree: &Tree<'_>, cut: &Cut, marked: &mut Marked<'_, '_>, centre: &Centre, model: &Model) -> Vec<Role> {
    let page = Described::new(tree, cut, centre);
    let mut roles: Vec<Role> = (0..cut.drafts.len())
        .map(|i| {
            let score = model.score(&page.block(i, marked));
            role(tree, cut, i, score, marked, centre)
        })
        .collect();
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
            // A word or two right before the first prose is a label, as of sharing or of a video, unless it is a heading.
            None if roles[i] == Role::Story && i < first && i + LABELS >= first && is_label(words, draft.form) => {
                Role::Furniture
            }
            _ => roles[i],
        };
    }
}

/// How many blocks right before the first prose can be labels.
const LABELS: usize = 3;

/// Three words or fewer that are no heading and no sentence.
fn is_label(words: &str, form: Form) -> bool {
    form != Form::Heading && words.split_whitespace().count() <= 3 && !line::ends_sentence(words)
}

/// Marks of elements within the story that hold something else: who wrote it, what to share, read or buy next.
const ASIDE: Marks = Marks::SHARE.with(Marks::RELATED).with(Marks::AD).with(Marks::TAGS).with(Marks::BIO);

/// How much surer the trees must be of a block in such an element. With it the cross-validated precision rises from 0.937
/// to 0.942 and F1 from 0.9368 to 0.9376; 0 leaves it out.
const BESIDE: f32 = 2.0;

/// How sure they must be of a block in an element that is named as a caption's, for it to be no caption. With 3 the
/// cross-validated F1 is what it is with 0, precision a thousandth higher and recall as much lower.
const CAPTIONED: f32 = 3.0;

/// How many elements between a block and the one that holds the bulk of the prose are looked at.
const REACH: usize = 4;

/// Marks of comments: by name, or by how elements repeat.
const COMMENTS: Marks = Marks::COMMENT.with(Marks::THREAD);

/// How much surer the trees must be of a block among comments; chosen on the cross-validated leaks, see docs/page.md.
const DOUBT: f32 = 1.75;

/// How many blocks before the story's first prose are looked at: headline, standfirst, byline, date, and the share links
/// and pictures among them.
const BEFORE: usize = 14;

/// How many blocks behind the last: a credit, a date of change, who contributed.
const BEHIND: usize = 4;

/// The marks of the elements between a block and the one that holds the bulk of the prose.
fn within(tree: &Tree<'_>, container: NodeIx, marked: &mut Marked<'_, '_>, centre: &Centre) -> Marks {
    if !centre.contains(tree, container) {
        return Marks::default();
    }
    let around = std::iter::once(container).chain(tree.ancestors(container)).take(REACH);
    around.take_while(|&a| !centre.within(tree, a)).fold(Marks::default(), |m, a| m.with(marked.of(a).0))
}

fn role(tree: &Tree<'_>, cut: &Cut, i: usize, score: f32, marked: &mut Marked<'_, '_>, centre: &Centre) -> Role {
    let draft = &cut.drafts[i];
    let words = draft.span.of(&cut.text);
    let (_, all) = marked.of(draft.container);
    // Names of comments around a block that reads like prose: only where the trees are sure is it the story.
    let score = if all.any(COMMENTS) { score - DOUBT } else { score };
    // So where an element within the story's own says that it holds something else.
    let inner = within(tree, draft.container, marked, centre);
    let score = if inner.any(ASIDE) { score - BESIDE } else { score };
    if inner.any(Marks::CAPTION) && score < CAPTIONED {
        return Role::Caption;
    }
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

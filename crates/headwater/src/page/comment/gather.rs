//! Readers' comments of an HTML page: which element is one comment, and what in it is author, date and words.

use std::collections::{BTreeMap, BTreeSet};

use super::{Comment, keep_written, label, told};
use crate::page::block::line;
use crate::page::block::{Block, Draft};
use crate::page::date;
use crate::page::role::Role;
use crate::page::role::centre::Centre;
use crate::page::role::mark::{Marked, Marks};
use crate::page::tree::tag::Tag;
use crate::page::tree::{Kind, NodeIx, Tree};
use crate::span::Span;

/// Takes the readers' comments of an HTML page apart, and gives their blocks their roles.
///
/// A place of comments is an element named so, or one of several alike that each have a link to answer. Within it, a
/// comment is the outermost element that is named as one comment or has siblings named alike; one that nests in another
/// of the same name answers it. Linear in the blocks, times the depth.
pub fn gather(
    tree: &Tree<'_>,
    text: &str,
    drafts: &[Draft],
    centre: &Centre,
    blocks: &mut [Block],
    marked: &mut Marked<'_, '_>,
) -> Vec<Comment> {
    let holders = holders(tree, drafts, centre, blocks, marked);
    let mut numbers: BTreeMap<NodeIx, usize> = BTreeMap::new();
    let mut comments: Vec<Comment> = Vec::new();
    let mut levels: Vec<Option<u32>> = Vec::new();
    for ((draft, block), holder) in drafts.iter().zip(blocks.iter_mut()).zip(holders) {
        let Some(holder) = holder else {
            if block.role == Role::Comment {
                block.role = Role::Furniture;
            }
            continue;
        };
        let number = *numbers.entry(holder.element).or_insert_with(|| {
            comments.push(Comment { author: None, date: None, span: block.span, body: Vec::new(), answers: None });
            levels.push(told::level(tree, holder.element));
            comments.len() - 1
        });
        if comments[number].body.is_empty() && comments[number].answers.is_none() {
            let outer = holder.outer.and_then(|o| numbers.get(&o)).map(|&n| n as u32);
            comments[number].answers =
                outer.or_else(|| answered(number, &comments, &levels, block.span.of(text), text));
        }
        block.role = Role::Comment;
        block.comment = Some(number as u32);
        take(tree, text, draft, block.span, &mut comments[number], marked);
    }
    keep_written(comments, blocks)
}

/// How many comments before an answer are searched for the one that it answers.
const BACK: usize = 200;

/// Which comment number `number` answers, where none stands around it: the last one before by the reader whom a line of
/// its head names, else the last one that stands less deep.
fn answered(number: usize, comments: &[Comment], levels: &[Option<u32>], words: &str, text: &str) -> Option<u32> {
    let before = || (number.saturating_sub(BACK)..number).rev();
    let found = match told::answered(words).filter(|_| words.len() <= 120) {
        Some(name) => before().find(|&n| comments[n].author.is_some_and(|a| a.of(text) == name)),
        None => {
            let own = levels.get(number).copied().flatten()?;
            before().find(|&n| levels[n].is_some_and(|l| l < own))
        }
    };
    found.map(|n| n as u32)
}

/// Puts a block into its comment: as author, date, words, or nothing of these.
fn take(tree: &Tree<'_>, text: &str, draft: &Draft, span: Span, comment: &mut Comment, marked: &mut Marked<'_, '_>) {
    comment.span = comment.span.hull(span);
    let words = span.of(text);
    let count = words.split_whitespace().count();
    let short = count <= 14 && !words.contains("://");
    if short && comment.body.is_empty() {
        if told::is_of_reader(words) {
            return;
        }
        let named = if comment.author.is_none() { told::author(tree, text, draft, span, marked) } else { None };
        let date = if comment.date.is_none() { told::written(tree, draft, words) } else { None };
        let told = named.is_some() || date.is_some();
        comment.author = comment.author.or(named);
        comment.date = comment.date.take().or(date);
        if told {
            return;
        }
    }
    let label = label::is_label(words) || count <= 14 && line::is_furniture(words);
    let linked = draft.linked as usize * 10 > words.len() * 8 && count <= 8;
    let dated = count <= 10 && line::is_date_line(words);
    if label || linked || dated || short && is_pressed(tree, draft) {
        if dated && comment.date.is_none() {
            comment.date = date::parse(words);
        }
        return;
    }
    comment.body.push(span);
}

/// Whether a short block is nothing but buttons: to answer, to share, to report.
fn is_pressed(tree: &Tree<'_>, draft: &Draft) -> bool {
    let mut words = (draft.node..draft.end).filter(|&at| tree.node(at).kind == Kind::Text);
    words.all(|at| {
        tree.own(at).trim().is_empty() || tree.ancestors(at).take(3).any(|a| tree.tag(a) == Some(Tag::Button))
    })
}

/// The one comment that a block belongs to.
#[derive(Clone, Copy)]
struct Holder {
    element: NodeIx,
    /// The comment around it.
    outer: Option<NodeIx>,
}

fn holders(
    tree: &Tree<'_>,
    drafts: &[Draft],
    centre: &Centre,
    blocks: &[Block],
    marked: &mut Marked<'_, '_>,
) -> Vec<Option<Holder>> {
    // The place of comments around each block, and how many elements named alike stand beside each other there.
    let mut zones: Vec<Option<NodeIx>> = Vec::with_capacity(drafts.len());
    let mut alike: BTreeMap<(NodeIx, u64), BTreeSet<NodeIx>> = BTreeMap::new();
    for (draft, block) in drafts.iter().zip(blocks) {
        let mut zone = None;
        if !matches!(block.role, Role::Story | Role::Headline) {
            for at in std::iter::once(draft.container).chain(tree.ancestors(draft.container)) {
                let own = marked.of(at).0;
                if centre.within(tree, at) || matches!(tree.tag(at), Some(Tag::Html | Tag::Body)) {
                    break;
                }
                if tree.tag(at) == Some(Tag::Form) && zone.is_none() {
                    // What stands in a form is there to be filled in.
                    break;
                }
                if own.any(Marks::COMMENT.with(Marks::THREAD)) {
                    zone = Some(at);
                }
            }
        }
        if let Some(zone) = zone {
            for at in path(tree, draft.container, zone) {
                alike.entry((tree.node(at).parent, part_name(tree, at))).or_default().insert(at);
            }
        }
        zones.push(zone);
    }
    let one = |at: NodeIx| {
        let block = matches!(
            tree.tag(at),
            Some(Tag::Div | Tag::Li | Tag::Article | Tag::Section | Tag::Tr | Tag::Dl | Tag::Table | Tag::Dd)
        );
        let classed =
            tree.attribute(at, "class").is_some_and(|c| !c.trim().is_empty()) || tree.tag(at) != Some(Tag::Div);
        let beside = alike.get(&(tree.node(at).parent, part_name(tree, at))).map_or(0, BTreeSet::len);
        block && (is_one(tree, at) || classed && beside >= 2)
    };
    drafts
        .iter()
        .zip(zones)
        .map(|(draft, zone)| {
            let zone = zone?;
            let around: Vec<NodeIx> = path(tree, draft.container, zone).collect();
            let Some(&outermost) = around.iter().rev().find(|&&a| one(a)) else {
                if tree.tag(draft.container).is_some_and(|t| t.is_heading()) {
                    return None;
                }
                // Nothing is named or repeated: the zone is one comment, or its parts are one each.
                let element = around.iter().rev().nth(1).copied().unwrap_or(zone);
                return Some(Holder { element, outer: None });
            };
            let name = part_name(tree, outermost);
            let mut same = around.iter().filter(|&&a| part_name(tree, a) == name);
            let element = same.next().copied().unwrap_or(outermost);
            Some(Holder { element, outer: same.next().copied() })
        })
        .collect()
}

/// The elements from a block outward up to the zone.
fn path<'t>(tree: &'t Tree<'_>, from: NodeIx, zone: NodeIx) -> impl Iterator<Item = NodeIx> + 't {
    std::iter::once(from).chain(tree.ancestors(from)).take_while(move |&a| a >= zone)
}

/// Elements of which several stand beside each other, each with a link or button to answer: comments without the name.
///
/// Linear in the blocks.
pub fn threads(tree: &Tree<'_>, text: &str, drafts: &[Draft]) -> BTreeSet<NodeIx> {
    let mut found: BTreeSet<NodeIx> = BTreeSet::new();
    let mut seen: BTreeMap<(NodeIx, u64), Vec<NodeIx>> = BTreeMap::new();
    for draft in drafts.iter().filter(|d| d.span.len() <= 40) {
        if !label::is_answer(draft.span.of(text)) {
            continue;
        }
        for at in tree.ancestors(draft.container).take(6) {
            let list = seen.entry((tree.node(at).parent, name_of(tree, at))).or_default();
            if list.last() != Some(&at) {
                list.push(at);
            }
        }
    }
    for list in seen.into_values().filter(|l| l.len() >= 2) {
        found.extend(list);
    }
    found
}

/// A hash (FNV-1a) of an element's tag and the first word of its class, digits left out.
fn name_of(tree: &Tree<'_>, at: NodeIx) -> u64 {
    let class = tree.attribute(at, "class").and_then(|c| c.split_whitespace().next()).unwrap_or("");
    hash(tree, at, class)
}

/// As [`name_of`], but a system's own prefix, as `x` in `x x-item x-item-open`, names nothing: the second word does.
fn part_name(tree: &Tree<'_>, at: NodeIx) -> u64 {
    let classes = tree.attribute(at, "class").unwrap_or("");
    let first = classes.split_whitespace().next().unwrap_or("");
    let under = |w: &&str| w.strip_prefix(first).is_some_and(|r| r.starts_with(['-', '_']));
    let prefix = classes.split_whitespace().skip(1).filter(under).count() >= 2 && !names_one(first);
    hash(tree, at, classes.split_whitespace().nth(prefix as usize).unwrap_or(""))
}

fn hash(tree: &Tree<'_>, at: NodeIx, class: &str) -> u64 {
    let tag = tree.tag(at).map_or(255, |t| t as u8);
    let bytes = class.bytes().filter(|b| !b.is_ascii_digit()).chain([tag]);
    bytes.fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3))
}

/// Whether a class is the name of one comment.
fn names_one(n: &str) -> bool {
    let n = n.to_ascii_lowercase();
    ["comment", "kommentar", "review", "commentaire", "comentario"].iter().any(|w| {
        n == *w
            || n.ends_with(&format!("-{w}"))
            || n.ends_with(&format!("_{w}"))
            || n.strip_prefix(w).is_some_and(|r| {
                matches!(
                    r.trim_start_matches(['-', '_']),
                    "item" | "card" | "entry" | "node" | "single" | "post" | "wrap" | "wrapper"
                )
            })
    })
}

/// Whether an element is named as one comment, not as the place of all.
fn is_one(tree: &Tree<'_>, at: NodeIx) -> bool {
    let class = tree.attribute(at, "class").unwrap_or("");
    let id = tree.attribute(at, "id").unwrap_or("");
    let numbered = |n: &str| {
        let n = n.to_ascii_lowercase();
        ["comment", "kommentar", "c", "post", "reply", "message", "msg", "p"].iter().any(|w| {
            n.strip_prefix(w)
                .is_some_and(|r| r.trim_start_matches(['-', '_']).starts_with(|c: char| c.is_ascii_digit()))
        })
    };
    class.split_whitespace().any(names_one)
        || numbered(id)
        || tree.attribute(at, "itemprop").is_some_and(|p| matches!(p, "comment" | "review"))
        || tree.attribute(at, "itemtype").is_some_and(|t| t.ends_with("/Comment") || t.ends_with("/UserComments"))
}

//! Who the page shows as its author: elements marked so, and lines that are bylines, by how near the headline they stand.

use super::byline::{after_by_within, is_handle, is_initials, is_office, split};
use super::{Group, House};
use crate::page::block::Draft;
use crate::page::block::line::ends_sentence;
use crate::page::identity::place::{Built, words_in};
use crate::page::identity::{Found, Ground, GroundKind};
use crate::page::role::mark::{Marked, Marks};
use crate::page::tree::markup::attributes;
use crate::page::tree::tag::Tag;
use crate::page::tree::{Kind, NodeIx, Tree};
use crate::page::{Block, Role};

/// Score from which a shown name is the page's own author beyond doubt: a marked element, or a line that says `By`, near
/// the headline.
const SURE: i32 = 17;

/// The ranks of shown names: above the fields of `meta`, and below them.
const RANKS: [(i32, i32); 3] = [(SURE, 90), (11, 55), (i32::MIN, 40)];

/// What a line that begins like a byline adds to how well its place fits.
const BYLINE: i32 = 8;

/// One name that is shown, and where.
struct Name {
    score: i32,
    begin: NodeIx,
    end: NodeIx,
    found: Found<String>,
}

/// The names that the page shows as its author's: `rel=author`, microdata, classes such as `author` and `byline`, links to
/// authors' pages, lines that begin `By`; the ones nearest to the headline. Linear in the nodes.
pub(super) fn in_tree(built: &Built<'_, '_>, house: &House<'_>, marked: &mut Marked<'_, '_>) -> Vec<Group> {
    let mut names = elements(built, marked);
    for (draft, block) in built.each() {
        line(built, draft, block, marked, &mut names);
    }
    let (houses, names): (Vec<Name>, Vec<Name>) = names
        .into_iter()
        .partition(|n| house.is(&n.found.value) || is_office(&n.found.value) || is_initials(&n.found.value));
    let (handles, names): (Vec<Name>, Vec<Name>) = names.into_iter().partition(|n| is_handle(&n.found.value));
    let mut groups = Vec::new();
    for (names, rank) in [(names, None), (handles, Some(super::HANDLE)), (houses, Some(super::HOUSE))] {
        groups.extend(nearest(names).map(|(score, names)| {
            let by_score = RANKS.iter().find(|(least, _)| score >= *least).map_or(0, |(_, rank)| *rank);
            // A house that signs between headline and story goes before names that stand elsewhere.
            let rank = if rank == Some(super::HOUSE) && score >= SURE { Some(super::SIGNED) } else { rank };
            Group { rank: rank.unwrap_or(by_score), names }
        }));
    }
    groups
}

/// The best name, and those that stand close to it and are marked up alike, with the best score.
fn nearest(names: Vec<Name>) -> Option<(i32, Vec<Found<String>>)> {
    let first = names.iter().max_by_key(|n| (n.score, std::cmp::Reverse(n.begin)))?;
    let (most, at) = (first.score, first.begin);
    let near: Vec<&Name> = names.iter().filter(|n| n.score + 1 >= most && n.begin.abs_diff(at) <= 60).collect();
    // Of elements that stand in each other the innermost one names.
    let inner = near.iter().filter(|n| !near.iter().any(|m| m.begin > n.begin && m.end <= n.end));
    Some((most, inner.map(|n| n.found.clone()).collect()))
}

fn elements(built: &Built<'_, '_>, marked: &mut Marked<'_, '_>) -> Vec<Name> {
    let tree = built.tree;
    let mut names = Vec::new();
    for (ix, node) in tree.nodes.iter().enumerate() {
        let Kind::Element(tag) = node.kind else { continue };
        let ix = ix as NodeIx;
        // An author's element holds a line, not a part of the page.
        if node.end - ix > 40 || matches!(tag, Tag::Meta | Tag::Script | Tag::Html | Tag::Body | Tag::Img) {
            continue;
        }
        let Some(strength) = strength(tree, ix, tag, marked) else { continue };
        let words = tree.words(named_in(tree, ix).unwrap_or(ix), 160);
        if words.is_empty() || words.len() > 150 {
            continue;
        }
        let Some(fit) = built.fit(ix, marked) else { continue };
        let block = built.block_at(ix);
        if block.is_some_and(|b| b.role == Role::Comment) {
            continue;
        }
        let line = after_by_within(&words).unwrap_or(&words);
        for name in split(line).into_iter().filter(|n| !n.chars().any(|c| c.is_ascii_digit())).take(10) {
            let span = block.and_then(|b| words_in(built.text, b.span, &name));
            let ground = Ground { kind: GroundKind::Element, name: "author".to_owned(), span };
            names.push(Name { score: strength + fit, begin: ix, end: node.end, found: Found { value: name, ground } });
        }
    }
    names
}

/// The element that microdata call the name, within one of an author: what stands beside it is no part of the name.
fn named_in(tree: &Tree<'_>, ix: NodeIx) -> Option<NodeIx> {
    let property = |at: NodeIx, name: &str| {
        tree.attribute(at, "itemprop").is_some_and(|p| p.split_whitespace().any(|p| p == name))
    };
    if !property(ix, "author") && !property(ix, "creator") {
        return None;
    }
    (ix + 1..tree.node(ix).end).find(|&at| property(at, "name") && tree.tag(at) != Some(Tag::Meta))
}

/// The names of a line that reads as a byline.
fn line(built: &Built<'_, '_>, draft: &Draft, block: &Block, marked: &mut Marked<'_, '_>, names: &mut Vec<Name>) {
    let words = block.span.of(built.text);
    if words.len() > 160 || matches!(block.role, Role::Comment | Role::Headline | Role::Caption) || ends_sentence(words)
    {
        return;
    }
    let Some(rest) = after_by_within(words) else { return };
    let Some(fit) = built.fit(draft.container, marked) else { return };
    for name in split(rest).into_iter().take(10) {
        let span = words_in(built.text, block.span, &name).unwrap_or(block.span);
        let ground = Ground { kind: GroundKind::Text, name: "byline".to_owned(), span: Some(span) };
        let score = fit + BYLINE;
        names.push(Name { score, begin: draft.container, end: draft.end, found: Found { value: name, ground } });
    }
}

/// How surely an element's own marks say that it names an author.
fn strength(tree: &Tree<'_>, ix: NodeIx, tag: Tag, marked: &mut Marked<'_, '_>) -> Option<i32> {
    let own = tree.own(ix);
    if own.len() < 5 {
        return None;
    }
    let (mut class, mut target) = ("", "");
    for (name, value) in attributes(own) {
        let has = |word: &str| value.split_whitespace().any(|v| v.eq_ignore_ascii_case(word));
        match name {
            "rel" if has("author") => return Some(12),
            "itemprop" if has("author") || has("creator") => return Some(12),
            "class" => class = value,
            "href" => target = value,
            _ => {}
        }
    }
    if !class.is_empty() {
        let own = marked.of(ix).0;
        if own.any(Marks::BYLINE) && !own.any(Marks::CAPTION.with(Marks::COMMENT)) {
            let class = class.to_ascii_lowercase();
            let exact = ["author", "byline", "autor", "auteur", "fn", "redakteur", "writer"];
            return Some(if exact.iter().any(|w| class.contains(w)) { 10 } else { 3 });
        }
    }
    const PAGES: [&str; 26] = [
        "/staff/",
        "/newsteam/",
        "/our-team/",
        "/reporter/",
        "/reporters/",
        "/writer/",
        "/writers/",
        "/autorin/",
        "/redakteur/",
        "/redactor/",
        "/redakcja/",
        "/autore/",
        "/periodista",
        "/contributor",
        "/creator/",
        "/columnist",
        "/author/",
        "/authors/",
        "/autor/",
        "/autoren/",
        "/auteur/",
        "/auteurs/",
        "/autores/",
        "/by/",
        "/redaktion/",
        "/journalist",
    ];
    (tag == Tag::A && PAGES.iter().any(|a| target.contains(a))).then_some(8)
}

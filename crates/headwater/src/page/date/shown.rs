//! The dates that a page shows: dated elements, and lines that are or hold dates, by how near the headline they stand.

use super::claim::{Claim, Evidence};
use super::kept::{self, Key};
use super::label::{self, Label};
use super::{Date, clock, parse};
use crate::page::block::{Draft, line};
use crate::page::identity::GroundKind;
use crate::page::identity::place::Built;
use crate::page::role::mark::{Marked, Marks};
use crate::page::tree::markup::attributes;
use crate::page::tree::tag::Tag;
use crate::page::tree::{Kind, NodeIx};
use crate::page::{Block, Role};
use crate::span::Span;

/// Least score of a shown date: a line that is a date somewhere near the story, or a dated element anywhere.
const LEAST: i32 = 4;

/// Score from which a shown date is the page's own beyond doubt: a dated element or line between headline and story.
pub const SURE: i32 = 12;

/// Longest line, in bytes, whose dates are read where nothing but the line says what they are.
const LINE: usize = 160;

/// Longest line whose date is read where words beside it say publication: `This entry was posted on ... and is filed under ...`.
const SENTENCE: usize = 500;

/// A shown date with how well its place and its marks fit.
#[derive(Debug)]
pub struct Shown {
    /// The claim; its kind follows from the score.
    pub claim: Claim,
    /// How well it fits, from [`LEAST`] up; see [`SURE`].
    pub score: i32,
}

/// Every date that the page shows as its own. Linear in the nodes.
pub fn in_tree(built: &Built<'_, '_>, marked: &mut Marked<'_, '_>) -> Vec<Shown> {
    let mut shown = elements(built, marked);
    for (draft, block) in built.each() {
        lines(built, draft, block, marked, &mut shown);
    }
    shown.extend(leading(built.blocks, built.text));
    shown.retain(|s| s.score >= LEAST && s.claim.found.value.day.is_some() && s.claim.found.value.year >= 1990);
    shown
}

/// The kind of evidence by how well the place fits.
fn by_place(score: i32, near: Evidence, far: Evidence) -> Evidence {
    // What may be another page's date yields to everything that the page says of itself.
    if score >= SURE { near } else { far }
}

/// `time` elements, microdata, and the classes of microformats.
fn elements(built: &Built<'_, '_>, marked: &mut Marked<'_, '_>) -> Vec<Shown> {
    let tree = built.tree;
    let mut shown = Vec::new();
    for (ix, node) in tree.nodes.iter().enumerate() {
        let Kind::Element(tag) = node.kind else { continue };
        let ix = ix as NodeIx;
        let own = tree.own(ix).as_bytes();
        let has = |word: &[u8]| memchr::memmem::find(own, word).is_some();
        if tag != Tag::Meta && (tag == Tag::Input || has(b"data-")) && (has(b"ate") || has(b"ub") || has(b"time")) {
            shown.extend(kept_in(built, ix, tag, marked));
        }
        if tag == Tag::Meta || tag != Tag::Time && !has(b"itemprop") && !has(b"title=") || node.end - ix > 20 {
            continue;
        }
        let property = tree.attribute(ix, "itemprop").unwrap_or("");
        let class = tree.attribute(ix, "class").unwrap_or("");
        let is = |word: &str| class.split_whitespace().any(|c| c == word);
        let format = is("published") || is("updated") || is("dt-published") || is("dt-updated");
        if tag != Tag::Time && !property.starts_with("date") && !format {
            continue;
        }
        let written = ["datetime", "content", "title"].iter().filter_map(|a| tree.attribute(ix, a)).find_map(parse);
        let words = tree.words(ix, 100);
        let Some(value) = written.or_else(|| dated(&words)) else { continue };
        let Some(fit) = built.fit(ix, marked) else { continue };
        let block = built.block_at(ix);
        if block.is_some_and(|b| b.role == Role::Comment) {
            continue;
        }
        let said = block.and_then(|b| before(b.span.of(built.text), &words)).and_then(label::of).or(label::of(&words));
        // What microdata say outright goes before the words around.
        let said = said.filter(|_| !property.starts_with("date"));
        let changing = is("updated") || is("dt-updated") || class.contains("modified");
        let first =
            property == "datePublished" || class.contains("published") || tree.attribute(ix, "pubdate").is_some();
        let changed = match said {
            Some(Label::Changed | Label::State) => true,
            Some(Label::Other) => continue,
            Some(Label::Published) => false,
            None => property == "dateModified" || changing && !first,
        };
        let score = fit + if first { 10 } else { 6 };
        let name = if property.is_empty() { "time" } else { property };
        let span = block.map(|b| b.span);
        let claim = |kind| Claim::new(kind, GroundKind::Element, name, span, value.clone());
        let kind = match said {
            _ if changed => Evidence::ShownChanged,
            _ if property == "datePublished" => by_place(score, Evidence::PropertyNear, Evidence::Property),
            Some(Label::Published) => by_place(score, Evidence::SaidNear, Evidence::Said),
            _ => by_place(score, Evidence::ElementNear, Evidence::Element),
        };
        if is("updated") && said.is_none() && changed || said == Some(Label::State) {
            let kind = if said.is_some() { Evidence::State } else { Evidence::Updated };
            shown.push(Shown { claim: claim(kind), score: score.min(SURE - 1) });
        }
        shown.push(Shown { claim: claim(kind), score });
    }
    shown
}

/// What an element's attributes keep for scripts.
fn kept_in(built: &Built<'_, '_>, ix: NodeIx, tag: Tag, marked: &mut Marked<'_, '_>) -> Option<Shown> {
    let (key, date) = kept::in_attributes(tag, attributes(built.tree.own(ix)))?;
    let fit = built.fit(ix, marked)?;
    let block = built.block_at(ix);
    if block.is_some_and(|b| b.role == Role::Comment) {
        return None;
    }
    // What an attribute knows is not shown: it is never the best of what is.
    let score = (fit + 6).min(SURE - 1);
    // One elsewhere than at the headline or around the story can be a teaser's.
    let own = fit >= 9 || ix <= built.place.first && built.place.first < built.tree.node(ix).end;
    if !own {
        return None;
    }
    let kind = match key {
        Key::Published => Evidence::Attribute,
        Key::Changed => Evidence::ShownChanged,
        Key::Vague => by_place(fit + 6, Evidence::ElementNear, Evidence::Element),
    };
    Some(Shown { claim: Claim::new(kind, GroundKind::Element, "attribute", block.map(|b| b.span), date), score })
}

/// The words of a block that stand before some of its words, at most fifty bytes of them.
fn before<'t>(block: &'t str, words: &str) -> Option<&'t str> {
    let at = block.get(..400).unwrap_or(block).find(words).filter(|_| !words.is_empty())?;
    let from = (at.saturating_sub(50)..=at).find(|&i| block.is_char_boundary(i))?;
    block.get(from..at)
}

/// The first date of some words, with the time behind it.
fn dated(words: &str) -> Option<Date> {
    let (span, date) = super::find(words).into_iter().next()?;
    Some(with_clock(words, span, date))
}

/// A date with the time of day that its line gives behind it.
pub fn with_clock(line: &str, span: Span, mut date: Date) -> Date {
    if date.time.is_none() && date.day.is_some() {
        date.time = line.get(span.end as usize..).and_then(clock::behind);
    }
    date
}

/// The dates of a short line, each by the words before it.
fn lines(built: &Built<'_, '_>, draft: &Draft, block: &Block, marked: &mut Marked<'_, '_>, shown: &mut Vec<Shown>) {
    let words = block.span.of(built.text);
    if words.len() > SENTENCE
        || matches!(block.role, Role::Comment | Role::Headline)
        || !words.bytes().any(|b| b.is_ascii_digit())
    {
        return;
    }
    let all = super::find(words);
    if all.is_empty() {
        return;
    }
    let Some(fit) = built.fit(draft.container, marked) else { return };
    let own = marked.of(draft.container).0;
    let alone = line::is_date_line(words);
    let marks = 3 * i32::from(alone) + 3 * i32::from(own.any(Marks::DATE) || block.role == Role::Date);
    let mut from = 0;
    for (k, (span, date)) in all.iter().enumerate() {
        let until = all.get(k + 1).map_or(words.len(), |(s, _)| s.begin as usize);
        let said = label::beside(words, from..span.begin as usize, span.end as usize..until);
        from = span.end as usize;
        let prose = block.role == Role::Story || words.split_whitespace().count() > 14;
        if said == Some(Label::Other)
            || words.len() > LINE && said != Some(Label::Published)
            || marks == 0 && said.is_none() && prose
        {
            continue;
        }
        let mut score = fit + marks + 3 * i32::from(said.is_some()) - 3 * i32::from(words.len() > LINE);
        // What says outright what it is the date of counts wherever it stands.
        if said.is_some() {
            score = score.max(LEAST);
        }
        let value = with_clock(words, *span, date.clone());
        let place = Span::new((block.span.begin + span.begin) as usize, (block.span.begin + span.end) as usize);
        let claim = |kind| Claim::new(kind, GroundKind::Text, "date line", Some(place), value.clone());
        if said == Some(Label::State) {
            shown.push(Shown { claim: claim(Evidence::State), score: score.min(SURE - 1) });
        }
        let kind = match said {
            Some(Label::Changed | Label::State) => Evidence::ShownChanged,
            Some(Label::Published) => by_place(score, Evidence::SaidNear, Evidence::Said),
            _ => by_place(score, Evidence::LineNear, Evidence::Line),
        };
        shown.push(Shown { claim: claim(kind), score });
    }
}

/// A date with which the headline or the story's first paragraph begins: `27.1.2022 - The bridge ...`,
/// `31 October 2023. The ...`, `(27.1.2022) The ...`.
fn leading(blocks: &[Block], text: &str) -> Option<Shown> {
    let first = blocks.iter().filter(|b| matches!(b.role, Role::Story | Role::Headline)).take(4);
    first
        .filter_map(|block| {
            let words = block.span.of(text);
            let mut end = words.len().min(60);
            while !words.is_char_boundary(end) {
                end -= 1;
            }
            let (span, date) = super::find(&words[..end]).into_iter().next()?;
            let behind = words[span.end as usize..].trim_start();
            let parted = behind.starts_with(['-', '–', '—', '|', ':', '/', '.']) || behind.starts_with(", ");
            let place = Span::new((block.span.begin + span.begin) as usize, (block.span.begin + span.end) as usize);
            let bracketed = words.starts_with('(') && span.begin == 1 && behind.starts_with(')');
            ((span.begin == 0 && parted || bracketed) && date.day.is_some()).then(|| Shown {
                claim: Claim::new(Evidence::Leading, GroundKind::Text, "first words", Some(place), date),
                score: LEAST,
            })
        })
        .next()
}

//! When a page was published, and when it was last changed.

use super::{Date, parse};
use crate::page::block::Draft;
use crate::page::block::line;
use crate::page::identity::head::{Head, is_a};
use crate::page::identity::place::{Place, block_at};
use crate::page::role::mark::{Marked, Marks};
use crate::page::tree::tag::Tag;
use crate::page::tree::{Kind, Tree};
use crate::page::{Block, Found, Ground, GroundKind, Role};
use crate::span::Span;

/// First publication and last change.
#[derive(Debug, Default)]
pub struct Dates {
    /// When it was first published.
    pub published: Option<Found<Date>>,
    /// When it was last changed.
    pub modified: Option<Found<Date>>,
}

const PUBLISHED: [&str; 22] = [
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "date.created",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date.created",
    "dcterms.created",
    "citation_publication_date",
    "citation_date",
    "article.published",
    "published_time",
    "pubdate",
    "publishdate",
    "publish-date",
    "dc.date",
    "dcterms.date",
    "date",
    "cxenseparse:recs:publishtime",
];
const MODIFIED: [&str; 8] = [
    "article:modified_time",
    "og:updated_time",
    "og:modified_time",
    "datemodified",
    "dcterms.modified",
    "dc.date.modified",
    "last-modified",
    "lastmod",
];

/// What the head says.
pub fn in_head(head: &Head) -> Dates {
    let mut dates = Dates::default();
    for object in head
        .schema
        .iter()
        .filter(|o| is_a(o, &["Article", "Posting", "Report", "WebPage", "VideoObject", "Recipe", "Review", "Event"]))
    {
        let of = |key: &str| {
            let date = object[key].as_str().and_then(parse)?;
            Some(Found { value: date, ground: Ground { kind: GroundKind::Schema, name: key.to_owned(), span: None } })
        };
        dates.published = dates.published.or_else(|| of("datePublished")).or_else(|| of("dateCreated"));
        dates.modified = dates.modified.or_else(|| of("dateModified"));
    }
    let field = |names: &[&str]| {
        names.iter().find_map(|n| {
            let value = head.field(n).and_then(parse)?;
            Some(Found { value, ground: Ground { kind: GroundKind::Meta, name: (*n).to_owned(), span: None } })
        })
    };
    dates.published = dates.published.or_else(|| field(&PUBLISHED));
    dates.modified = dates.modified.or_else(|| field(&MODIFIED));
    dates
}

/// A day in an address: `/2019/03/18/`, `/2019-03-18-`, `/20190318/`.
pub fn in_url(url: &str) -> Option<Found<Date>> {
    let path = url.split_once("://").map_or(url, |(_, r)| r).split(['?', '#']).next()?;
    let (_, path) = path.split_once('/')?;
    let date = super::find(path).into_iter().map(|(_, d)| d).find(|d| d.day.is_some() && d.year >= 1990)?;
    Some(Found { value: date, ground: Ground { kind: GroundKind::Url, name: "address".to_owned(), span: None } })
}

/// What elements of the page say: `time`, microdata, and lines that are dates; the ones nearest to the headline.
pub fn in_tree(
    tree: &Tree<'_>,
    drafts: &[Draft],
    blocks: &[Block],
    text: &str,
    place: &Place,
    marked: &mut Marked<'_, '_>,
) -> Dates {
    let mut best: [Option<(i32, Found<Date>)>; 2] = [None, None];
    let mut offer = |modified: bool, score: i32, name: &str, kind: GroundKind, span: Option<Span>, value: Date| {
        let best = &mut best[usize::from(modified)];
        if value.day.is_some() && value.year >= 1990 && best.as_ref().is_none_or(|(most, _)| score > *most) {
            *best = Some((score, Found { value, ground: Ground { kind, name: name.to_owned(), span } }));
        }
    };
    for (ix, node) in tree.nodes.iter().enumerate() {
        let Kind::Element(tag) = node.kind else { continue };
        let ix = ix as u32;
        if tag != Tag::Time && memchr::memmem::find(tree.own(ix).as_bytes(), b"itemprop").is_none() {
            continue;
        }
        let property = tree.attribute(ix, "itemprop").unwrap_or("");
        if tag != Tag::Time && !property.starts_with("date") || node.end - ix > 20 {
            continue;
        }
        let written = ["datetime", "content", "title"].iter().filter_map(|a| tree.attribute(ix, a)).find_map(parse);
        let Some(value) = written.or_else(|| parse(&tree.words(ix, 100))) else { continue };
        let Some(fit) = place.fit(tree, ix, marked) else { continue };
        let class = tree.attribute(ix, "class").unwrap_or("");
        let modified = property == "dateModified"
            || class.split_whitespace().any(|c| c == "updated" || c.contains("modified"))
                && !class.contains("published");
        let strength = if property == "datePublished" { 10 } else { 6 };
        let span = block_at(drafts, ix).and_then(|b| blocks.get(b)).map(|b| b.span);
        offer(
            modified,
            strength + fit,
            if property.is_empty() { "time" } else { property },
            GroundKind::Element,
            span,
            value,
        );
    }
    for (draft, block) in drafts.iter().zip(blocks) {
        let words = block.span.of(text);
        if words.len() > 160
            || matches!(block.role, Role::Comment | Role::Headline)
            || !words.bytes().any(|b| b.is_ascii_digit())
        {
            continue;
        }
        let all = super::find(words);
        let Some((span, value)) = all.first() else { continue };
        let Some(fit) = place.fit(tree, draft.container, marked) else { continue };
        let own = marked.of(draft.container).0;
        let alone = line::is_date_line(words);
        let strength = 3 * i32::from(alone) + 3 * i32::from(own.any(Marks::DATE) || block.role == Role::Date);
        if strength == 0 && (block.role == Role::Story || words.split_whitespace().count() > 14) {
            continue;
        }
        let span = Span::new((block.span.begin + span.begin) as usize, (block.span.begin + span.end) as usize);
        let modified = says_changed(words) && all.len() == 1;
        offer(modified, strength + fit, "date line", GroundKind::Text, Some(span), value.clone());
    }
    let [published, modified] = best.map(|b| b.filter(|(score, _)| *score >= LEAST).map(|(_, found)| found));
    Dates { published, modified }
}

/// Least score of a date on the page: a line that is a date somewhere near the story, or a dated element anywhere.
const LEAST: i32 = 4;

/// Whether a date line is about a change rather than the first publication.
pub fn says_changed(line: &str) -> bool {
    let lower = line.to_lowercase();
    [
        "updated",
        "modified",
        "aktualisiert",
        "last edited",
        "mis à jour",
        "actualizado",
        "aggiornato",
        "zuletzt geändert",
        "stand:",
    ]
    .iter()
    .any(|w| lower.contains(w))
}

/// A time given in UTC can be the next or the last day where the page is: the day that the page shows wins then.
pub fn on_the_day_shown(told: Found<Date>, shown: Option<&Found<Date>>) -> Found<Date> {
    let utc = told.value.time.as_deref().is_some_and(|t| t.ends_with('Z') || t.ends_with("+00:00"));
    let civil = |d: &Date| jiff::civil::Date::new(d.year, d.month? as i8, d.day? as i8).ok();
    let (Some(shown), Some(a)) = (shown, civil(&told.value)) else { return told };
    let near =
        civil(&shown.value).is_some_and(|b| a.tomorrow().is_ok_and(|t| t == b) || a.yesterday().is_ok_and(|y| y == b));
    if utc && near { shown.clone() } else { told }
}

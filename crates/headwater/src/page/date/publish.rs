//! When a page was published, and when it was last changed.

use super::{Date, parse};
use crate::page::identity::head::{Head, is_a};
use crate::page::{Found, Ground, GroundKind};

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
    for object in
        head.schema.iter().filter(|o| is_a(o, &["Article", "Posting", "Report", "WebPage", "VideoObject", "Recipe"]))
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

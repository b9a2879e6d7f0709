//! What a page's head and address say of its dates, each claim with how far it is to be believed.

use super::{Date, parse};
use crate::page::identity::head::{Head, is_a};
use crate::page::identity::{Found, Ground, GroundKind};
use crate::span::Span;

/// A date that something on the page claims to be the page's.
#[derive(Clone, Debug)]
pub struct Claim {
    /// Whether it is the date of a change rather than of the first publication.
    pub changed: bool,
    /// How far it is believed: the greatest wins. The values are an order, chosen by which kind was right where two
    /// kinds disagreed on one half of the annotated pages; only their order counts.
    pub rank: i32,
    /// The date, and what it rests on.
    pub found: Found<Date>,
}

impl Claim {
    /// A claim that rests on a field or a rule.
    pub fn new(changed: bool, rank: i32, kind: GroundKind, name: &str, span: Option<Span>, value: Date) -> Claim {
        Claim { changed, rank, found: Found { value, ground: Ground { kind, name: name.to_owned(), span } } }
    }
}

/// `datePublished` of an article's JSON-LD.
pub const SCHEMA: i32 = 100;
/// A field of `meta` that says publication.
pub const FIELD: i32 = 95;
/// A day in the address.
pub const ADDRESS: i32 = 80;
/// `datePublished` of JSON-LD for something else, as a page or a video.
const SCHEMA_OTHER: i32 = 75;
/// A field of `meta` that says no more than that it is a date.
const FIELD_VAGUE: i32 = 55;
/// `dateCreated`, `uploadDate`: of a draft, or of a picture.
const SCHEMA_VAGUE: i32 = 50;
/// The year and month in an address.
const ADDRESS_MONTH: i32 = 10;

/// Fields that say publication, in the order in which they are believed.
const PUBLISHED: [&str; 24] = [
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "og:pubdate",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.available",
    "citation_publication_date",
    "citation_online_date",
    "article.published",
    "article:published",
    "published_time",
    "published",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "published-date",
    "originalpublicationdate",
    "cxenseparse:recs:publishtime",
];

/// Fields that say a date and not of what.
const VAGUE: [&str; 10] = [
    "date",
    "dc.date",
    "dcterms.date",
    "dc.date.created",
    "dcterms.created",
    "date.created",
    "citation_date",
    "article:created",
    "created",
    "displaydate",
];

const MODIFIED: [&str; 11] = [
    "article:modified_time",
    "og:updated_time",
    "og:modified_time",
    "article:updated_time",
    "datemodified",
    "dcterms.modified",
    "dc.date.modified",
    "last-modified",
    "last_modified",
    "lastmod",
    "revised",
];

/// What the head says.
pub fn in_head(head: &Head) -> Vec<Claim> {
    let mut claims = Vec::new();
    for object in &head.schema {
        let article = is_a(object, &["Article", "Posting", "Report", "Recipe", "Review", "HowTo"]);
        // A comment's, an event's or a site's own dates are not the page's.
        if !article && is_a(object, &["Comment", "Event", "Organization", "Person", "WebSite", "Product", "Offer"]) {
            continue;
        }
        for (key, changed, rank) in [
            ("datePublished", false, if article { SCHEMA } else { SCHEMA_OTHER }),
            ("dateCreated", false, SCHEMA_VAGUE),
            ("uploadDate", false, SCHEMA_VAGUE),
            ("dateModified", true, if article { SCHEMA } else { SCHEMA_OTHER }),
        ] {
            if let Some(date) = object[key].as_str().and_then(parse) {
                claims.push(Claim::new(changed, rank, GroundKind::Schema, key, None, date));
            }
        }
    }
    for (names, changed, rank) in
        [(&PUBLISHED[..], false, FIELD), (&VAGUE, false, FIELD_VAGUE), (&MODIFIED, true, FIELD)]
    {
        for name in names {
            if let Some(date) = head.field(name).and_then(parse) {
                claims.push(Claim::new(changed, rank, GroundKind::Meta, name, None, date));
            }
        }
    }
    claims
}

/// A day in an address: `/2019/03/18/`, `/2019-03-18-`, `/20190318/`, `/18032019-`; else a year and month, `/2019/03/`.
pub fn in_url(url: &str) -> Option<Claim> {
    let url = url.split_once("://").map_or(url, |(_, r)| r);
    // An archive's address holds the page's own behind the day of the copy.
    let url = url.rsplit_once("://").map_or(url, |(_, r)| r).split(['?', '#']).next()?;
    let (_, path) = url.split_once('/')?;
    let claim = |rank, date| Some(Claim::new(false, rank, GroundKind::Url, "address", None, date));
    let recent = |d: &Date| d.year >= 1990;
    if let Some(date) = super::find(path).into_iter().map(|(_, d)| d).find(|d| d.day.is_some() && recent(d)) {
        return claim(ADDRESS, date);
    }
    let parts: Vec<&str> = path.split('/').collect();
    let number = |s: &str, len: usize| (s.len() == len).then(|| s.parse::<i16>().ok()).flatten();
    for part in &parts {
        let digits = &part[..part.bytes().take_while(u8::is_ascii_digit).count()];
        if digits.len() == 8
            && let (Some(day), Some(month), Some(year)) =
                (number(&digits[..2], 2), number(&digits[2..4], 2), number(&digits[4..], 4))
            && let Some(date) = parse(&format!("{year:04}-{month:02}-{day:02}")).filter(recent)
        {
            return claim(ADDRESS, date);
        }
    }
    let month = parts.windows(2).find_map(|pair| {
        let (year, month) = (number(pair[0], 4)?, number(pair[1], 2)?);
        let date = Date { year, month: Some(u8::try_from(month).ok()?), day: None, time: None };
        ((1990..=2099).contains(&year) && (1..=12).contains(&month)).then_some(date)
    });
    claim(ADDRESS_MONTH, month?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_gives_its_day_or_its_month() {
        let of = |url| in_url(url).map(|c| c.found.value.to_string());
        assert_eq!(of("https://a.example/2019/03/18/dam.html").as_deref(), Some("2019-03-18"));
        assert_eq!(of("https://a.example/news/18032019-dam").as_deref(), Some("2019-03-18"));
        assert_eq!(of("https://a.example/2019/03/dam").as_deref(), Some("2019-03"));
        assert_eq!(
            of("https://old.example/web/20131110121040/http://a.example/2019/03/18/").as_deref(),
            Some("2019-03-18")
        );
        assert_eq!(of("https://a.example/story/12345678/2019"), None);
    }
}

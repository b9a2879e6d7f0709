//! What a page's head and address say of its dates, each claim with how far it is to be believed.

use super::{Date, parse};
use crate::page::identity::head::{Head, is_a};
use crate::page::identity::{Found, Ground, GroundKind};
use crate::span::Span;

/// A date that something on the page claims to be the page's.
#[derive(Clone, Debug)]
pub struct Claim {
    /// What kind of evidence it is.
    pub kind: Evidence,
    /// The date, and what it rests on.
    pub found: Found<Date>,
}

impl Claim {
    /// A claim that rests on a field or a rule.
    pub fn new(kind: Evidence, ground: GroundKind, name: &str, span: Option<Span>, value: Date) -> Claim {
        Claim { kind, found: Found { value, ground: Ground { kind: ground, name: name.to_owned(), span } } }
    }
}

macro_rules! evidence {
    ($($(#[$doc:meta])* $kind:ident = $name:literal,)*) => {
        /// The kinds of evidence for a page's date; `data/page/date.weights` says how far each is believed, and how that was chosen.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Evidence {
            $($(#[$doc])* $kind,)*
        }

        impl Evidence {
            /// Every kind with its name in the file of weights.
            pub const ALL: &[(Evidence, &str)] = &[$((Evidence::$kind, $name),)*];
        }
    };
}

evidence! {
    /// `datePublished` of an article's JSON-LD.
    Schema = "schema",
    /// `datePublished` of JSON-LD for something else, as a page or a video.
    SchemaOther = "schema-other",
    /// `dateCreated`, `uploadDate`: of a draft, or of a picture.
    SchemaVague = "schema-vague",
    /// `dateModified` of JSON-LD.
    SchemaChanged = "schema-changed",
    /// A field of `meta` that says publication.
    Field = "field",
    /// A field of `meta` that says publication too, behind a surer one.
    FieldMore = "field-more",
    /// A field of `meta` that says no more than that it is a date.
    FieldVague = "field-vague",
    /// A field of `meta` that says a change.
    FieldChanged = "field-changed",
    /// A day in the address.
    Address = "address",
    /// The year and month in an address.
    AddressMonth = "address-month",
    /// What the page's scripts know as its publication, all of them the same day.
    Data = "data",
    /// The same where they know several days.
    DataSeveral = "data-several",
    /// An attribute or a hidden field that says publication.
    Attribute = "attribute",
    /// Microdata that says publication, between headline and story.
    PropertyNear = "property-near",
    /// Microdata that says so elsewhere.
    Property = "property",
    /// A dated element between headline and story.
    ElementNear = "element-near",
    /// One elsewhere.
    Element = "element",
    /// A line between headline and story that says publication.
    SaidNear = "said-near",
    /// One elsewhere.
    Said = "said",
    /// A line between headline and story that is or holds a date.
    LineNear = "line-near",
    /// One elsewhere.
    Line = "line",
    /// An element or line that says a change.
    ShownChanged = "shown-changed",
    /// The state that the page shows ("Stand:").
    State = "state",
    /// hAtom's `updated`, which stands for the publication where there is none (hAtom 0.1).
    Updated = "updated",
    /// A date at the very beginning of the story, as agencies and columns have it.
    Leading = "leading",
    /// The best placed of the dates that the page shows and that are no change's.
    Best = "best",
    /// A date in the page's title or description.
    Told = "told",
}

impl Evidence {
    /// Kinds that mostly come from one source and say the same: of each of these groups only the greatest counts.
    pub fn source(self) -> u8 {
        match self {
            Evidence::Schema | Evidence::SchemaOther | Evidence::SchemaVague => 0,
            Evidence::Field | Evidence::FieldMore | Evidence::FieldVague => 1,
            Evidence::Data | Evidence::DataSeveral | Evidence::Attribute => 2,
            Evidence::Address | Evidence::AddressMonth => 3,
            Evidence::SchemaChanged | Evidence::FieldChanged | Evidence::ShownChanged => 4,
            Evidence::State | Evidence::Updated => 5,
            Evidence::Best => 6,
            Evidence::Told => 7,
            _ => 8,
        }
    }

    /// Whether it is what the page shows between headline and story.
    pub fn near(self) -> bool {
        matches!(self, Evidence::PropertyNear | Evidence::ElementNear | Evidence::SaidNear | Evidence::LineNear)
    }

    /// Whether it tells of a change rather than of the first publication.
    pub fn changed(self) -> bool {
        matches!(self, Evidence::SchemaChanged | Evidence::FieldChanged | Evidence::ShownChanged)
    }
}

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

const MODIFIED: [&str; 14] = [
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
    "dateupdate",
    "dateupdated",
    "sailthru.modified",
];

/// Fields whose words can hold the day: `Notice of 14 January 2020`.
const TELLING: [&str; 3] = ["description", "og:description", "og:title"];

/// What the head says.
pub fn in_head(head: &Head) -> Vec<Claim> {
    let mut claims = Vec::new();
    for object in &head.schema {
        let article = is_a(object, &["Article", "Posting", "Report", "Recipe", "Review", "HowTo"]);
        // A comment's, an event's or a site's own dates are not the page's.
        if !article && is_a(object, &["Comment", "Event", "Organization", "Person", "WebSite", "Product", "Offer"]) {
            continue;
        }
        for (key, kind) in [
            ("datePublished", if article { Evidence::Schema } else { Evidence::SchemaOther }),
            ("dateCreated", Evidence::SchemaVague),
            ("uploadDate", Evidence::SchemaVague),
            ("dateModified", Evidence::SchemaChanged),
        ] {
            if let Some(date) = object[key].as_str().and_then(parse) {
                claims.push(Claim::new(kind, GroundKind::Schema, key, None, date));
            }
        }
    }
    for (names, kind) in [
        (&PUBLISHED[..], Evidence::Field),
        (&VAGUE, Evidence::FieldVague),
        (&MODIFIED, Evidence::FieldChanged),
        (&TELLING, Evidence::Told),
    ] {
        let dated = names.iter().filter_map(|name| Some((*name, head.field(name).and_then(parse)?)));
        for (k, (name, date)) in dated.enumerate() {
            let kind = if kind == Evidence::Field && k > 0 { Evidence::FieldMore } else { kind };
            claims.push(Claim::new(kind, GroundKind::Meta, name, None, date));
        }
    }
    claims.extend(
        head.title
            .as_deref()
            .and_then(parse)
            .map(|date| Claim::new(Evidence::Told, GroundKind::Meta, "title", None, date)),
    );
    claims
}

/// A day in an address: `/2019/03/18/`, `/2019-03-18-`, `/20190318/`, `/18032019-`; else a year and month, `/2019/03/`.
pub fn in_url(url: &str) -> Option<Claim> {
    let url = url.split_once("://").map_or(url, |(_, r)| r);
    // An archive's address holds the page's own behind the day of the copy.
    let url = url.rsplit_once("://").map_or(url, |(_, r)| r).split(['?', '#']).next()?;
    let (_, path) = url.split_once('/')?;
    let claim = |kind, date| Some(Claim::new(kind, GroundKind::Url, "address", None, date));
    let recent = |d: &Date| d.year >= 1990;
    if let Some(date) = super::find(path).into_iter().map(|(_, d)| d).find(|d| d.day.is_some() && recent(d)) {
        return claim(Evidence::Address, date);
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
            return claim(Evidence::Address, date);
        }
    }
    let month = parts.windows(2).find_map(|pair| {
        let (year, month) = (number(pair[0], 4)?, number(pair[1], 2)?);
        let date = Date { year, month: Some(u8::try_from(month).ok()?), day: None, time: None };
        ((1990..=2099).contains(&year) && (1..=12).contains(&month)).then_some(date)
    });
    claim(Evidence::AddressMonth, month?)
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

//! Who publishes it.

use super::head::{Head, clean, is_a, names};
use super::title::{DIVIDERS, fold};
use super::{Found, Ground, GroundKind};
use crate::page::{Page, Role};

/// What the head says: the site's name, else the publisher's.
pub fn in_head(head: &Head) -> Option<Found<String>> {
    let found = |kind, name: &str, value: String| {
        Some(Found { value, ground: Ground { kind, name: name.to_owned(), span: None } })
    };
    if let Some(name) = head.field("og:site_name") {
        return found(GroundKind::Meta, "og:site_name", clean(name));
    }
    for object in head.schema.iter().filter(|o| is_a(o, &["Article", "Posting", "Report", "WebPage"])) {
        let mut all = Vec::new();
        names(&object["publisher"], &mut all);
        if let Some(name) = all.into_iter().next() {
            return found(GroundKind::Schema, "publisher", name);
        }
    }
    for object in head.schema.iter().filter(|o| is_a(o, &["WebSite", "Organization"])) {
        if let Some(name) = object["name"].as_str() {
            return found(GroundKind::Schema, "name", clean(name));
        }
    }
    let (name, value) = head.first(&["application-name", "dc.publisher", "publisher", "apple-mobile-web-app-title"])?;
    found(GroundKind::Meta, name, clean(value))
}

/// What the title of the tab has behind the page's own headline: `Quay closed | News | Harbour Post`. A name of one word
/// may be a section ("Politics"), so the page's address or a line of its furniture must bear it out.
pub fn in_tab(head: &Head, page: &Page) -> Option<Found<String>> {
    let (tab, title) = (head.title.as_deref()?, page.title.as_ref()?);
    if title.ground.kind == GroundKind::Meta && title.ground.name == "title" {
        return None;
    }
    let (rest, name) =
        DIVIDERS.iter().filter(|d| **d != ": ").filter_map(|d| tab.rsplit_once(d)).min_by_key(|(_, n)| n.len())?;
    let (folded, headline) = (fold(name), fold(&title.value));
    let words = folded.split(' ').count();
    let numbered = folded.split(' ').any(|w| w.bytes().all(|b| b.is_ascii_digit()));
    if folded.is_empty() || numbered || headline.is_empty() || words > MOST_WORDS || !fold(rest).starts_with(&headline)
    {
        return None;
    }
    let letters = folded.replace(' ', "");
    let owner = page.url.as_ref().and_then(|u| host(&u.value)).map(|h| fold(stem(h)).replace(' ', ""));
    let furniture = |b: &&crate::page::Block| b.role == Role::Furniture && b.span.len() <= MOST_BYTES;
    let borne_out = owner.is_some_and(|o| o == letters)
        || page.blocks.iter().filter(furniture).any(|b| fold(b.span.of(&page.text)) == folded);
    let cased = name.trim().chars().next().is_some_and(|c| !c.is_lowercase());
    (borne_out || (words >= 2 && cased)).then(|| Found {
        value: clean(name),
        ground: Ground { kind: GroundKind::Meta, name: "title".to_owned(), span: None },
    })
}

/// Words of an outlet's name at most: "The Northern Echo and Evening Post" has six.
const MOST_WORDS: usize = 6;

/// Bytes of a line of furniture that may be a name by itself.
const MOST_BYTES: usize = 80;

/// All names by which the head calls the site and its publisher, to tell them from a person's.
pub fn all_names(head: &Head) -> Vec<String> {
    const FIELDS: [&str; 8] = [
        "og:site_name",
        "application-name",
        "apple-mobile-web-app-title",
        "publisher",
        "dc.publisher",
        "dcterms.publisher",
        "copyright",
        "dc.rights",
    ];
    let mut all: Vec<String> = FIELDS.iter().filter_map(|name| head.field(name).map(clean)).collect();
    for object in &head.schema {
        names(&object["publisher"], &mut all);
        if is_a(object, &["WebSite", "Organization"]) {
            names(&object["name"], &mut all);
        }
    }
    all
}

/// The host of an address, without `www.`, port and who asks.
pub fn host(url: &str) -> Option<&str> {
    let rest = url.split_once("://").map(|(_, r)| r)?;
    // An archive's address holds the page's own.
    let rest = rest.rsplit_once("://").map_or(rest, |(_, r)| r);
    let host = rest.split(['/', '?', '#']).next()?.rsplit('@').next()?.split(':').next()?;
    Some(host.strip_prefix("www.").unwrap_or(host)).filter(|h| h.contains('.'))
}

/// The part of a host that names its owner: `harbourpost` of `news.harbourpost.co.uk`.
pub fn stem(host: &str) -> &str {
    let parts: Vec<&str> = host.split('.').collect();
    let second = |w: &str| w.len() <= 3;
    let at = match parts.len() {
        0 | 1 => 0,
        n if n >= 3 && parts[n - 1].len() == 2 && second(parts[n - 2]) => n - 3,
        n => n - 2,
    };
    parts.get(at).copied().unwrap_or(host)
}

/// What stands behind a `©` on a line, without years and rights: `© 2019 The Harbour Post. All rights reserved.`
pub fn after_copyright(line: &str) -> Option<String> {
    let rest = line.split_once('©').map(|(_, r)| r)?;
    let rest = rest.split(['.', '|', '·']).next()?;
    let mut kept: Vec<&str> = Vec::new();
    let mut year = false;
    for w in rest.split_whitespace() {
        let number = w.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '–' | ','));
        // "© Radio Nord 24": a short number behind a word is of the name; "© 2015 - 19" has none.
        let named = number && !year && !kept.is_empty() && w.len() < 4 && w.bytes().all(|b| b.is_ascii_digit());
        year |= number && !named;
        let lower = w.to_lowercase();
        if named || !number && !matches!(lower.as_str(), "copyright" | "by" | "©" | "(c)") {
            kept.push(w);
        }
    }
    let name = kept.join(" ");
    let name = name.split(", ").next().unwrap_or("").trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    (!name.is_empty() && kept.len() <= 6 && name.chars().any(char::is_alphabetic)).then_some(name)
}

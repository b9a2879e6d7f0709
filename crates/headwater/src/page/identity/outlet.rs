//! Who publishes it.

use super::head::{Head, clean, is_a, names};
use super::{Found, Ground, GroundKind};

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

/// The host of an address, without `www.` and port.
pub fn host(url: &str) -> Option<&str> {
    let rest = url.split_once("://").map(|(_, r)| r)?;
    // An archive's address holds the page's own.
    let rest = rest.rsplit_once("://").map_or(rest, |(_, r)| r);
    let host = rest.split(['/', '?', '#', ':']).next()?;
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
    let is_word = |w: &&str| {
        let lower = w.to_lowercase();
        !w.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '–' | ','))
            && !matches!(lower.as_str(), "copyright" | "by" | "©" | "(c)")
    };
    let kept: Vec<&str> = rest.split_whitespace().filter(is_word).collect();
    let name = kept.join(" ");
    let name = name.split(", ").next().unwrap_or("").trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    (!name.is_empty() && kept.len() <= 6 && name.chars().any(char::is_alphabetic)).then_some(name)
}

//! The headline.

use super::head::{Head, clean, is_a};
use super::{Found, Ground, GroundKind};
use crate::span::Span;

/// The signs that sites put between a headline and their own name in `title`.
const DIVIDERS: [&str; 12] = [" | ", " - ", " – ", " — ", " » ", " « ", " :: ", " · ", " • ", " / ", ": ", " ‹ "];

/// The headline from what the head says and from the headings of the page, given with where they stand.
pub fn find(head: &Head, headings: &[(Span, &str)], outlet: Option<&str>) -> Option<Found<String>> {
    let article = head.schema.iter().find(|o| is_a(o, &["Article", "Posting", "Report"]));
    let schema =
        article.and_then(|a| a["headline"].as_str().or(a["name"].as_str())).map(clean).filter(|t| !t.is_empty());
    let shared = head.first(&["og:title", "twitter:title", "dc.title", "dcterms.title", "headline", "title"]);
    let tab = head.title.as_deref();
    // A heading on the page that the head repeats is the headline in the words that readers see.
    let told: Vec<String> = [schema.as_deref(), shared.map(|(_, v)| v), tab].into_iter().flatten().map(fold).collect();
    let seen = headings.iter().filter(|(_, words)| {
        let words = fold(words);
        !words.is_empty()
            && outlet.is_none_or(|o| fold(o) != words)
            && told.iter().any(|t| t.contains(&words) && words.len() * 4 >= t.len())
    });
    let ground = |kind, name: &str, span| Ground { kind, name: name.to_owned(), span };
    if let Some(&(span, words)) = seen.max_by_key(|(span, w)| (w.len(), std::cmp::Reverse(span.begin))) {
        return Some(Found { value: clean(words), ground: ground(GroundKind::Element, "h1", Some(span)) });
    }
    if let Some(value) = schema {
        return Some(Found { value, ground: ground(GroundKind::Schema, "headline", None) });
    }
    if let Some((name, value)) = shared {
        return Some(Found { value: without_outlet(value, outlet), ground: ground(GroundKind::Meta, name, None) });
    }
    if let [(span, words)] = headings {
        return Some(Found { value: clean(words), ground: ground(GroundKind::Element, "h1", Some(*span)) });
    }
    let value = without_outlet(tab?, outlet);
    Some(Found { value, ground: ground(GroundKind::Meta, "title", None) })
}

/// A title without the site's name at its end or beginning.
pub fn without_outlet(title: &str, outlet: Option<&str>) -> String {
    let mut best = title;
    for divider in DIVIDERS {
        if let Some((first, last)) = title.rsplit_once(divider) {
            let named = outlet.is_some_and(|o| fold(o) == fold(last));
            let short =
                divider != ": " && last.split_whitespace().count() <= 4 && first.split_whitespace().count() >= 3;
            if (named || short) && first.len() < best.len() {
                best = first;
            }
        }
    }
    if best.len() == title.len()
        && let Some(outlet) = outlet
    {
        for divider in DIVIDERS {
            if let Some((first, last)) = title.split_once(divider)
                && fold(first) == fold(outlet)
            {
                best = last;
            }
        }
    }
    best.trim().to_owned()
}

/// Letters and digits in lower case, all else a blank.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_alphanumeric() {
            out.extend(c.to_lowercase());
        } else if !out.ends_with(' ') && !out.is_empty() {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

//! The headline.

use super::head::{Head, clean, is_a};
use super::heading::Heading;
use super::{Found, Ground, GroundKind, outlet};

/// The signs that sites put between a headline and their own name in `title`.
pub(super) const DIVIDERS: [&str; 13] =
    [" | ", " - ", " – ", " — ", " » ", " « ", " :: ", " · ", " • ", " / ", ": ", " ‹ ", " │ "];

/// How many nodes before the story's first words a heading can stand and be its headline though the head does not say
/// so: the breadth of a byline, a standfirst and a picture in the annotated pages.
const NEAR: u32 = 120;

/// The least share, in per cent, that a first heading's words must have of a title in the head to be what it repeats: a
/// site's name and a section beside a short headline leave it no more.
const LEAST_SHARE: usize = 25;

/// The same for any other heading: a title with no more than the site's name beside it.
const MOST_OF_IT: usize = 55;

/// The headline from what the head says and from the headings of the page.
///
/// In order: the heading whose words the head repeats; a heading that is marked as the headline, or is the only one of the
/// first level, right before the story; what the head says; any single heading of the first level.
pub fn find(head: &Head, headings: &[Heading], site: Option<&str>, url: Option<&str>) -> Option<Found<String>> {
    let article = head.schema.iter().find(|o| is_a(o, &["Article", "Posting", "Report"]));
    let schema =
        article.and_then(|a| a["headline"].as_str().or(a["name"].as_str())).map(clean).filter(|t| !t.is_empty());
    let shared = head.first(&["og:title", "twitter:title", "dc.title", "dcterms.title", "headline", "title"]);
    let tab = head.title.as_deref();
    let host = url.and_then(outlet::host);
    let own: Vec<&Heading> = headings.iter().filter(|h| !names_site(h, site, host)).collect();
    // A heading on the page that the head repeats is the headline in the words that readers see.
    let told: Vec<String> = [schema.as_deref(), shared.map(|(_, v)| v), tab].into_iter().flatten().map(fold).collect();
    // The greatest share that the words have of one of these; 0 where none holds them.
    let share = |words: &str| {
        let words = fold(words);
        let held = told.iter().filter(|t| !words.is_empty() && t.contains(&words));
        held.map(|t| words.len() * 100 / t.len().max(1)).max().unwrap_or(0)
    };
    let of_page = |h: &Heading| {
        // What the head repeats but for what stands in front is a headline behind a kicker; where the head has the kicker
        // too, it is a part of the headline.
        let kicked = [schema.as_deref(), shared.map(|(_, v)| v)].into_iter().flatten().find(|t| {
            let (t, words) = (fold(t), fold(&h.words));
            t.len() < words.len() && t.len() * 3 >= words.len() && words.ends_with(&format!(" {t}"))
        });
        let exact = told.contains(&fold(&h.whole)) && !told.contains(&fold(&h.words));
        let value = kicked.map(clean).unwrap_or_else(|| if exact { h.whole.clone() } else { h.words.clone() });
        let value = without_site(&value, site, host);
        let name = if h.first { "h1" } else { "heading" };
        Found { value, ground: Ground { kind: GroundKind::Element, name: name.to_owned(), span: Some(h.span) } }
    };
    let least = |h: &Heading| if h.first || h.marked { LEAST_SHARE } else { MOST_OF_IT };
    let shares = own.iter().map(|h| (share(&h.words).max(share(&h.whole)), h)).filter(|(s, h)| *s >= least(h));
    if let Some((_, h)) = shares.max_by_key(|(s, h)| (*s, h.first, std::cmp::Reverse(h.span.begin))) {
        return Some(of_page(h));
    }
    let near = |h: &&&Heading| h.before.is_some_and(|b| b <= NEAR) && h.words.split(' ').count() >= 2;
    let firsts = own.iter().filter(|h| h.first).count();
    let last = own.iter().filter(near).rfind(|h| h.first && (h.marked || firsts == 1));
    if let Some(h) = last.or_else(|| own.iter().filter(near).rfind(|h| h.marked && share(&h.words) > 0)) {
        return Some(of_page(h));
    }
    let ground = |kind, name: &str| Ground { kind, name: name.to_owned(), span: None };
    let is_site =
        |value: &str| site.is_some_and(|s| fold(s) == fold(value)) || host.is_some_and(|h| fold(h) == fold(value));
    if let Some(value) = schema.clone().filter(|v| !is_site(v)) {
        return Some(Found { value, ground: ground(GroundKind::Schema, "headline") });
    }
    if let Some((name, value)) = shared {
        let value = without_outlet(value, site);
        if !is_site(&value) {
            return Some(Found { value, ground: ground(GroundKind::Meta, name) });
        }
    }
    let single = own.iter().filter(|h| h.first && firsts == 1).chain(own.iter().filter(|h| h.marked)).next();
    if let Some(h) = single {
        return Some(of_page(h));
    }
    let value = without_outlet(tab?, site);
    Some(Found { value, ground: ground(GroundKind::Meta, "title") })
}

/// Whether a heading is the site's own name: a logo, a masthead.
fn names_site(heading: &Heading, site: Option<&str>, host: Option<&str>) -> bool {
    let words = fold(&heading.whole);
    let letters: String = words.chars().filter(|c| *c != ' ').collect();
    let stem: Option<String> = host.map(|h| fold(outlet::stem(h)).replace(' ', ""));
    heading.home
        || site.is_some_and(|s| fold(s) == words)
        || stem.is_some_and(|s| s == letters || letters.len() >= 4 && s.contains(&letters))
        || !heading.whole.contains(' ')
            && heading.whole.rsplit_once('.').is_some_and(|(_, end)| (2..=4).contains(&end.len()))
}

/// A heading without the site's name or domain behind a divider: `Bridge shut | HARBOURPOST.example`.
fn without_site(words: &str, site: Option<&str>, host: Option<&str>) -> String {
    let cut = DIVIDERS.iter().filter(|d| **d != ": ").find_map(|divider| {
        let (first, last) = words.rsplit_once(divider)?;
        let domain = !last.contains(' ')
            && last
                .rsplit_once('.')
                .is_some_and(|(_, e)| (2..=4).contains(&e.len()) && e.chars().all(char::is_alphabetic));
        let named = site.is_some_and(|s| fold(s) == fold(last)) || host.is_some_and(|h| fold(h) == fold(last));
        ((named || domain) && first.split_whitespace().count() >= 2).then_some(first)
    });
    cut.unwrap_or(words).trim().to_owned()
}

/// What WordPress's first themes set between a site's name and an old title.
const ARCHIVES: [&str; 4] = ["» Blog Archive »", "» Blog Archiv »", "» Archive »", "» Archiv »"];

/// A title without the site's name at its end or beginning.
pub fn without_outlet(title: &str, outlet: Option<&str>) -> String {
    if let Some(title) =
        ARCHIVES.iter().find_map(|a| title.split_once(a)).map(|(_, t)| t.trim()).filter(|t| !t.is_empty())
    {
        return title.to_owned();
    }
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
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if c.is_alphanumeric() {
            out.extend(c.to_lowercase());
        } else if !out.ends_with(' ') && !out.is_empty() {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sites_name_is_no_part_of_a_title() {
        assert_eq!(without_outlet("Harbour Post » Blog Archive » Bridge shut", None), "Bridge shut");
        assert_eq!(without_outlet("Bridge shut for a year - Harbour Post", None), "Bridge shut for a year");
        assert_eq!(without_site("Bridge shut | HARBOURPOST.EXAMPLE", None, None), "Bridge shut | HARBOURPOST.EXAMPLE");
        assert_eq!(without_site("Bridge shut | HARBOUR.NET", None, None), "Bridge shut");
        assert_eq!(without_site("Bridge shut | Harbour Post", Some("Harbour Post"), None), "Bridge shut");
    }
}

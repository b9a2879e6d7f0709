//! Who wrote it.

use serde_json::Value;

use super::head::{Head, clean, is_a, names};
use super::place::{Place, block_at, words_in};
use super::title::fold;
use super::{Found, Ground, GroundKind};
use crate::page::block::Draft;
use crate::page::date;
use crate::page::role::mark::{Marked, Marks};
use crate::page::tree::markup::attributes;
use crate::page::tree::tag::Tag;
use crate::page::tree::{Kind, NodeIx, Tree};
use crate::page::{Block, Role};
use crate::span::Span;

/// Words that begin a byline, in lower case; longer ones stand before those that begin them.
const BY: [&str; 60] = [
    "view all posts by",
    "view all articles by",
    "all posts by",
    "more by",
    "articles by",
    "zeige alle beiträge von",
    "alle beiträge von",
    "alle artikel von",
    "artikel von",
    "beitrag von",
    "pressemitteilung von",
    "voir tous les articles de",
    "written by:",
    "written by",
    "posted by",
    "published by",
    "reported by",
    "story by",
    "text by",
    "words by",
    "submitted by",
    "created by",
    "article by",
    "interview by",
    "review by",
    "by:",
    "by",
    "von:",
    "von",
    "text:",
    "text von",
    "ein beitrag von",
    "autor:",
    "autorin:",
    "autoren:",
    "autor/in:",
    "autor",
    "author:",
    "author",
    "authors:",
    "verfasst von",
    "geschrieben von",
    "erstellt von",
    "veröffentlicht von",
    "eingestellt von",
    "gepostet von",
    "redaktion:",
    "por:",
    "por",
    "par:",
    "par",
    "di",
    "door",
    "af",
    "av",
    "przez",
    "autor tekstu:",
    "publié par",
    "publicado por",
    "scritto da",
];

/// Fields of `meta` that name who wrote it.
const FIELDS: [&str; 11] = [
    "author",
    "article:author",
    "og:article:author",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "byl",
    "sailthru.author",
    "citation_author",
    "dc.author",
    "creator",
];

/// What is known of authors besides the page's own lines: from the head, whether people or houses.
#[derive(Default)]
pub struct Told {
    /// People, or what looks like them.
    pub people: Vec<Found<String>>,
    /// Publishers named as authors.
    pub houses: Vec<Found<String>>,
}

/// Who the head says wrote it.
pub fn in_head(head: &Head, outlet: Option<&str>) -> Told {
    let mut told = Told::default();
    let mut add = |kind, name: &str, value: &str, house: bool| {
        for value in split(value) {
            let house = house || is_house(&value, outlet);
            let ground = Ground { kind, name: name.to_owned(), span: None };
            if house { &mut told.houses } else { &mut told.people }.push(Found { value, ground });
        }
    };
    for object in head.schema.iter().filter(|o| is_a(o, &["Article", "Posting", "Report", "Recipe"])) {
        for key in ["author", "creator"] {
            let list = match &object[key] {
                Value::Array(list) => list.iter().take(20).collect(),
                one => vec![one],
            };
            for one in list {
                let mut all = Vec::new();
                names(one, &mut all);
                let house = one.is_object() && is_a(one, &["Organization"]);
                all.iter().for_each(|n| add(GroundKind::Schema, key, n, house));
            }
        }
    }
    for name in FIELDS {
        for (_, value) in head.meta.iter().filter(|(n, _)| n == name) {
            add(GroundKind::Meta, name, value, false);
        }
    }
    // The first kind of field that names anybody; others repeat it in other forms.
    let only_first = |found: Vec<Found<String>>| {
        let ground = found.first().map(|f| f.ground.clone());
        tidy(found.into_iter().filter(|f| Some(&f.ground) == ground.as_ref()).collect())
    };
    Told { people: only_first(told.people), houses: only_first(told.houses) }
}

/// A publisher's name rather than a person's: the outlet's, an address, a domain.
fn is_house(name: &str, outlet: Option<&str>) -> bool {
    let folded = fold(name);
    let is_outlet = outlet.is_some_and(|o| {
        let outlet = fold(o);
        outlet == folded || folded.len() >= 4 && outlet.contains(&folded) && folded.contains(' ')
    });
    let domain = name
        .rsplit_once('.')
        .is_some_and(|(_, end)| (2..=4).contains(&end.len()) && end.chars().all(|c| c.is_ascii_lowercase()));
    is_outlet
        || domain && !name.contains(' ')
        || matches!(folded.as_str(), "admin" | "administrator" | "editor" | "webmaster" | "user")
}

/// Who elements of the page name as author: `rel=author`, microdata, classes such as `author` and `byline`, links to
/// authors' pages; the ones nearest to the headline.
pub fn in_tree(
    tree: &Tree<'_>,
    drafts: &[Draft],
    blocks: &[Block],
    text: &str,
    place: &Place,
    marked: &mut Marked<'_, '_>,
) -> Vec<Found<String>> {
    let mut best: Vec<(i32, NodeIx, NodeIx, String)> = Vec::new();
    for (ix, node) in tree.nodes.iter().enumerate() {
        let Kind::Element(tag) = node.kind else { continue };
        let ix = ix as NodeIx;
        // An author's element holds a line, not a part of the page.
        if node.end - ix > 40 || matches!(tag, Tag::Meta | Tag::Script | Tag::Html | Tag::Body | Tag::Img) {
            continue;
        }
        let Some(strength) = strength(tree, ix, tag, marked) else { continue };
        let words = tree.words(ix, 160);
        if words.is_empty() || words.len() > 150 {
            continue;
        }
        let Some(fit) = place.fit(tree, ix, marked) else { continue };
        let line = after_by(&words).unwrap_or(&words);
        for name in split(line).into_iter().filter(|n| !n.chars().any(|c| c.is_ascii_digit())).take(10) {
            best.push((strength + fit, ix, node.end, name));
        }
    }
    let Some(&(most, at, _, _)) = best.iter().max_by_key(|(score, ix, ..)| (*score, std::cmp::Reverse(*ix))) else {
        return Vec::new();
    };
    // Several authors stand close together and are marked up alike.
    let near: Vec<&(i32, NodeIx, NodeIx, String)> =
        best.iter().filter(|(score, ix, ..)| *score + 1 >= most && ix.abs_diff(at) <= 60).collect();
    let found = near.iter().filter(|(_, ix, end, _)| !near.iter().any(|(_, i, e, _)| i > ix && e <= end));
    let found = found.map(|(_, ix, _, name)| {
        let span = block_at(drafts, *ix).and_then(|b| blocks.get(b)).and_then(|b| words_in(text, b.span, name));
        Found { value: name.clone(), ground: Ground { kind: GroundKind::Element, name: "author".to_owned(), span } }
    });
    tidy(found.collect())
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
            return Some(if exact.iter().any(|w| class.contains(w)) { 10 } else { 4 });
        }
    }
    const PAGES: [&str; 10] = [
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

/// Who a line of the page says wrote it: `By A and B`, `Von A`.
pub fn in_line(line: &str, span: Span) -> Vec<Found<String>> {
    let Some(rest) = after_by(line) else { return Vec::new() };
    let ground = Ground { kind: GroundKind::Text, name: "byline".to_owned(), span: Some(span) };
    tidy(split(rest).into_iter().map(|value| Found { value, ground: ground.clone() }).collect())
}

/// Who the byline blocks of a page name.
pub fn in_blocks(blocks: &[Block], text: &str) -> Vec<Found<String>> {
    let lines = blocks.iter().filter(|b| matches!(b.role, Role::Byline | Role::Credit));
    lines.map(|b| in_line(b.span.of(text), b.span)).find(|a| !a.is_empty()).unwrap_or_default()
}

/// What follows the words that begin a byline, if the line begins so and a name follows.
pub fn after_by(line: &str) -> Option<&str> {
    let line = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    let lower: String = line.chars().take(24).flat_map(char::to_lowercase).collect();
    let word = BY.iter().filter(|by| {
        lower.strip_prefix(**by).is_some_and(|r| r.starts_with(' ') || by.ends_with(':') && !r.is_empty())
    });
    let word = word.max_by_key(|w| w.len())?;
    let rest = line.get(word.len()..)?.trim_start_matches(|c: char| c.is_whitespace() || c == ':');
    let named = rest.chars().next().is_some_and(char::is_uppercase);
    (named && rest.split_whitespace().count() <= 14).then_some(rest)
}

/// Single names out of `A, B and C | 18 March`; addresses, dates and what is no name left out.
pub fn split(names: &str) -> Vec<String> {
    let names =
        names.split(['|', '·', '•', ';', '(', '–', '—', '\n', '»']).find(|n| !n.trim().is_empty()).unwrap_or("");
    let names = before_date(names);
    let mut out: Vec<String> = Vec::new();
    for part in names
        .split([',', ';'])
        .flat_map(|p| p.split(" and "))
        .flat_map(|p| p.split(" und "))
        .flat_map(|p| p.split(" & "))
        .flat_map(|p| p.split(" et "))
    {
        let part = clean(after_by(part).unwrap_or(part));
        let part =
            part.strip_suffix(" says").or(part.strip_prefix("von ")).or(part.strip_prefix("by ")).unwrap_or(&part);
        let name = part.trim_matches(|c: char| !c.is_alphanumeric() && c != ')' && c != '.').to_owned();
        // A degree or an agency behind the name is no second author.
        let title = !out.is_empty()
            && name.len() <= 5
            && !name.contains(' ')
            && name.chars().filter(|c| c.is_uppercase()).count() >= 2;
        if is_name(&name) && !title {
            out.push(name);
        }
    }
    out
}

/// A byline up to where its date begins: `Ana Ruiz on March 18, 2019`, `Ana Ruiz Le 17/02/2020`.
fn before_date(names: &str) -> &str {
    let mut end = names.len();
    if let Some((span, _)) = date::find(names).first() {
        end = span.begin as usize;
    }
    // A weekday, a month without a year, a time: from the first digit on it's no name.
    if let Some(digit) = names.find(|c: char| c.is_ascii_digit()).filter(|d| *d > 3 && names[..*d].ends_with(' ')) {
        end = end.min(digit);
    }
    let mut kept =
        names.get(..end).unwrap_or(names).trim_end_matches(|c: char| !c.is_alphanumeric() && c != '.' && c != ')');
    loop {
        let last = kept.rsplit(' ').next().unwrap_or("");
        let lower = last.to_lowercase();
        let little = matches!(
            lower.as_str(),
            "on" | "am"
                | "le"
                | "at"
                | "um"
                | "vom"
                | "den"
                | "el"
                | "il"
                | "published"
                | "posted"
                | "updated"
                | "date"
                | "the"
        );
        if end == names.len() || kept == last || !(little || is_weekday(&lower)) {
            return kept;
        }
        kept = kept[..kept.len() - last.len()].trim_end_matches(|c: char| !c.is_alphanumeric());
    }
}

fn is_weekday(word: &str) -> bool {
    const DAYS: [&str; 14] = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "montag",
        "dienstag",
        "mittwoch",
        "donnerstag",
        "freitag",
        "samstag",
        "sonntag",
    ];
    DAYS.contains(&word) || word.len() == 3 && DAYS.iter().take(7).any(|d| d.starts_with(word))
}

/// Words that label a byline and are no name by themselves.
const LABELS: [&str; 26] = [
    "by",
    "von",
    "par",
    "por",
    "posted",
    "posted by",
    "published",
    "published by",
    "written by",
    "text",
    "text von",
    "autor",
    "autorin",
    "author",
    "authors",
    "artikel von",
    "datum",
    "date",
    "quelle",
    "stand",
    "veröffentlicht",
    "veröffentlicht von",
    "source",
    "share",
    "follow",
    "profil",
];

fn is_name(name: &str) -> bool {
    if LABELS.contains(&name.to_lowercase().as_str()) {
        return false;
    }
    let words = name.split_whitespace().count();
    (1..=6).contains(&words)
        && (2..=80).contains(&name.len())
        && name.chars().any(char::is_alphabetic)
        && !name.contains("://")
        && !name.contains('@')
        && !name.contains("www.")
        && !name.contains(':')
}

fn tidy(found: Vec<Found<String>>) -> Vec<Found<String>> {
    let mut out: Vec<Found<String>> = Vec::new();
    for one in found {
        if out.len() < 20 && !out.iter().any(|o| fold(&o.value) == fold(&one.value)) {
            out.push(one);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byline_is_split_to_names() {
        assert_eq!(split("Ana Ruiz, Tom Hale and Li Wei"), ["Ana Ruiz", "Tom Hale", "Li Wei"]);
        assert_eq!(split("Ana Ruiz on Monday, March 18, 2019"), ["Ana Ruiz"]);
        assert_eq!(split("Ana Ruiz | Harbour Post"), ["Ana Ruiz"]);
        assert_eq!(split("Ana Ruiz, PhD"), ["Ana Ruiz"]);
        assert_eq!(after_by("Written by: Ana Ruiz"), Some("Ana Ruiz"));
        assert_eq!(after_by("by the river"), None);
    }
}

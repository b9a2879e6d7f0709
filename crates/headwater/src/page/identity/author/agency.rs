//! News agencies that a story's first words or a line of credit name: `Osk (dpa) – The bridge ...`, `Source: Reuters`.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::Group;
use crate::page::identity::{Found, Ground, GroundKind};
use crate::page::{Block, Role};
use crate::span::Span;

static AGENCIES: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("../../../../data/lineage/agencies.txt").lines().filter(|l| !l.starts_with('#'));
    lines.flat_map(|l| l.split('|')).filter(|n| !n.is_empty()).collect()
});

/// The names of the grounds on which an agency or a house stands for the author.
const IN_DATELINE: &str = "dateline";
const IN_SOURCE_LINE: &str = "source line";

/// Whether an author was told as an agency signs, and is nobody: in a dateline, or in a line that names the source.
pub(crate) fn signs(author: &Found<String>) -> bool {
    matches!(author.ground.name.as_str(), IN_DATELINE | IN_SOURCE_LINE)
}

/// How far into a story the dateline's agency can stand, in bytes: past the longest name of a place and a date.
const DATELINE: usize = 80;

/// Words before a source's name in a line of its own.
const SOURCE: [&str; 9] = ["quelle", "source", "fuente", "fonte", "źródło", "bron", "källa", "quellen", "sources"];

/// The agency in the dateline of the story, or in a line that names the source.
pub(super) fn named(blocks: &[Block], text: &str) -> Option<Group> {
    let stories = blocks.iter().filter(|b| b.role == Role::Story).take(3);
    let lines = blocks.iter().filter(|b| b.comment.is_none() && b.role != Role::Comment && b.span.len() <= DATELINE);
    let found = stories.filter_map(|b| dateline(text, b.span)).next().map(|f| (IN_DATELINE, f));
    let found = found.or_else(|| lines.filter_map(|b| source(text, b.span)).next().map(|f| (IN_SOURCE_LINE, f)));
    let (name, span) = found.or_else(|| signed(blocks, text).map(|f| (IN_SOURCE_LINE, f)))?;
    let ground = Ground { kind: GroundKind::Text, name: name.to_owned(), span: Some(span) };
    Some(Group { rank: super::AGENCY, names: vec![Found { value: span.of(text).to_owned(), ground }] })
}

/// What stands in brackets before the dash of a dateline, if an agency is in it: `dpa/lno`, `Reuters`.
fn dateline(text: &str, block: Span) -> Option<Span> {
    let words = block.of(text);
    let open = words.find('(').filter(|&at| at <= DATELINE)?;
    let close = words.get(open..)?.find(')').filter(|&n| n <= 40)? + open;
    let behind = words.get(close + 1..)?.trim_start();
    let inner = words.get(open + 1..close)?;
    (behind.starts_with(['-', '–', '—', '.', ':']) && is_agency(inner))
        .then(|| Span::new(block.begin as usize + open + 1, block.begin as usize + close))
}

/// What a line of the form `Source: Reuters` or `© 2012 AFP` names, if it is an agency.
fn source(text: &str, block: Span) -> Option<Span> {
    let words = block.of(text);
    let owned = words.strip_prefix('©').or(words.strip_prefix("(c)")).map(|w| {
        let name = w.trim_start_matches(|c: char| c.is_whitespace() || c.is_ascii_digit()).trim_end_matches(['.', ' ']);
        let at = block.begin as usize + words.len() - w.len() + w.find(name).unwrap_or(0);
        Span::new(at, at + name.len())
    });
    owned.or_else(|| told(text, block)).filter(|s| is_agency(s.of(text)))
}

/// What stands behind `Source:`.
fn told(text: &str, block: Span) -> Option<Span> {
    let words = block.of(text);
    let (front, back) = words.split_once(':')?;
    let name = back.trim().trim_end_matches('.');
    (SOURCE.contains(&front.trim().to_lowercase().as_str()) && !name.is_empty()).then(|| {
        let blank = back.len() - back.trim_start().len();
        let at = block.begin as usize + front.len() + 1 + blank;
        Span::new(at, at + name.len())
    })
}

/// How many blocks behind the story its last line, which names the source, can stand.
const BEHIND: usize = 3;

/// Most words of a source's name.
const WORDS: usize = 5;

/// What the story's last lines name as its source, agency or not: `Source: Harbour Radio/ls`. A figure's source, a web
/// page's address and a sentence are none.
fn signed(blocks: &[Block], text: &str) -> Option<Span> {
    let last = blocks.iter().rposition(|b| b.role == Role::Story)?;
    let near = blocks.iter().skip(last).take(BEHIND).filter(|b| b.role != Role::Caption && b.comment.is_none());
    near.filter_map(|b| told(text, b.span)).find(|span| {
        let name = span.of(text);
        let plain = !name.contains(|c: char| c.is_ascii_digit() || matches!(c, ':' | '?' | '!' | '(' | ','));
        plain && name.split_whitespace().count() <= WORDS && !name.contains("www.")
    })
}

/// Whether `words` are a known agency, or one with what goes with it: `dpa/lno`, `AP, Reuters`.
pub fn is_agency(words: &str) -> bool {
    let mut parts = words.split(['/', ',']).map(str::trim);
    AGENCIES.contains(words.trim()) || parts.any(|p| AGENCIES.contains(p))
}

#[cfg(test)]
mod tests {
    use crate::page::{Limits, Source, read};

    #[test]
    fn an_agency_in_the_dateline_wrote_it_where_nobody_else_did() {
        let words =
            "The bridge over the Lenn was shut on Monday after a crack was found, the road office said. ".repeat(3);
        let page = format!("<h1>Bridge shut</h1><p>Osk (dpa/rs) – {words}</p><p>{words}</p>");
        let page = read(&Source::html("a.html", page.as_bytes()), &Limits::default());
        let author = page.authors.first().expect("an author");
        assert_eq!((author.value.as_str(), author.ground.name.as_str()), ("dpa/rs", "dateline"));
        assert_eq!(author.ground.span.map(|s| s.of(&page.text)), Some("dpa/rs"));
    }
}

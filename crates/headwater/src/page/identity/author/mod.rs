//! Who wrote it: chosen among what the head tells and what the page shows.

pub(crate) mod agency;
pub mod byline;
mod seen;
mod told;

pub use agency::is_agency;
pub use byline::after_by;

use super::head::Head;
use super::place::Built;
use super::title::fold;
use super::{Found, Ground, GroundKind};
use crate::page::role::mark::Marked;
use crate::page::{Block, Role};
use crate::span::Span;

/// Names that one field, element or line gives, and how far they are believed.
struct Group {
    /// The greatest wins. Only the order counts; it was chosen by which kind was right where two disagreed on one half of
    /// the annotated pages.
    rank: i32,
    /// The names, in the page's order.
    names: Vec<Found<String>>,
}

/// People in an article's JSON-LD.
const SCHEMA: i32 = 100;
/// People in `meta`, which often name who made the site.
const FIELD: i32 = 60;
/// Houses that sign between headline and story: below the fields of `meta`, above names that stand elsewhere.
const SIGNED: i32 = 57;
/// Names of accounts.
const HANDLE: i32 = 20;
/// Agencies that a line or the story's first words name.
const AGENCY: i32 = 15;
/// Publishers and offices named as authors.
const HOUSE: i32 = 10;

/// Who publishes the page, to tell its own name from a person's.
pub struct House<'a> {
    /// Its name.
    pub outlet: Option<&'a str>,
    /// The page's address.
    pub url: Option<&'a str>,
    /// What else the page's head calls it.
    pub names: Vec<String>,
}

impl House<'_> {
    /// A publisher's name rather than a person's: the outlet's, an address, a domain.
    fn is(&self, name: &str) -> bool {
        let folded = fold(name);
        let is_outlet = self.outlet.is_some_and(|o| {
            let outlet = fold(o);
            outlet == folded || folded.len() >= 4 && outlet.contains(&folded) && folded.contains(' ')
        });
        let domain = |w: &str| {
            w.rsplit_once('.')
                .is_some_and(|(_, end)| (2..=4).contains(&end.len()) && end.chars().all(|c| c.is_ascii_lowercase()))
        };
        let first = name.split([' ', '/', ',']).next().unwrap_or("");
        // `www.harbourpost.example` is where `Harbour Post` and `The Harbour Post` are read.
        let host = self.url.and_then(super::outlet::host).unwrap_or("");
        let letters: String = folded.chars().filter(char::is_ascii_alphanumeric).collect();
        let in_host = letters.len() >= 4 && host.replace(['-', '.'], "").contains(&letters);
        is_outlet
            || self.names.iter().any(|n| fold(n) == folded)
            || domain(first)
            || in_host && !host.is_empty() && super::outlet::stem(host).len() <= letters.len() + 4
    }
}

/// Who wrote an HTML page.
pub fn of_html(
    head: &Head,
    built: &Built<'_, '_>,
    house: &House<'_>,
    marked: &mut Marked<'_, '_>,
) -> Vec<Found<String>> {
    let mut groups = told::in_head(head, house);
    let seen = seen::in_tree(built, house, marked);
    // What the page shows may spell out what the head only hints at: `Ana` and `aruiz` are `Ana Ruiz`.
    for group in &mut groups {
        for name in &mut group.names {
            if let Some(full) = seen.iter().flat_map(|g| &g.names).find(|s| spells_out(&s.value, &name.value)) {
                *name = full.clone();
                group.rank = group.rank.max(FIELD);
            }
        }
    }
    groups.extend(seen);
    groups.extend(in_lines(built.blocks, built.text, house));
    groups.extend(agency::named(built.blocks, built.text));
    best(groups)
}

/// Who wrote a bare text, from its lines.
pub fn of_bare(blocks: &[Block], text: &str) -> Vec<Found<String>> {
    let mut groups = in_lines(blocks, text, &House { outlet: None, url: None, names: Vec::new() });
    groups.extend(agency::named(blocks, text));
    best(groups)
}

/// The first group of the highest rank.
fn best(groups: Vec<Group>) -> Vec<Found<String>> {
    let groups = || groups.iter().filter(|g| !g.names.is_empty());
    let rank = groups().map(|g| g.rank).max();
    let mut out: Vec<Found<String>> = Vec::new();
    for one in groups().find(|g| Some(g.rank) == rank).into_iter().flat_map(|g| &g.names) {
        if out.len() < 20 && !out.iter().any(|o| fold(&o.value) == fold(&one.value)) {
            out.push(one.clone());
        }
    }
    out
}

/// Whether `full` is a name of several words of which `short` is the first one, or an account's name made of its letters.
fn spells_out(full: &str, short: &str) -> bool {
    if !full.contains(' ') || byline::is_handle(full) {
        return false;
    }
    let (full, short) = (fold(full), fold(short));
    let letters = |s: &str| s.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    full.split(' ').count() <= 4
        && full.contains(' ')
        && !short.contains(' ')
        && (full.split(' ').next() == Some(short.as_str()) || letters(&full) == letters(&short))
}

/// Who the byline and credit blocks of a page name.
fn in_lines(blocks: &[Block], text: &str, house: &House<'_>) -> Vec<Group> {
    let lines = blocks.iter().filter(|b| matches!(b.role, Role::Byline | Role::Credit) && b.comment.is_none());
    let mut groups = Vec::new();
    groups.extend(below_label(blocks, text));
    for block in lines.take(40) {
        let line = block.span.of(text);
        let Some(rest) = byline::after_by_within(line) else { continue };
        let (mut people, mut houses) = (Vec::new(), Vec::new());
        for value in byline::split(rest) {
            let ground =
                Ground { kind: GroundKind::Text, name: "byline".to_owned(), span: span_of(text, block.span, &value) };
            let found = Found { value, ground };
            let office = house.is(&found.value) || byline::is_office(&found.value);
            if office { &mut houses } else { &mut people }.push(found);
        }
        groups.push(Group { rank: LINE, names: people });
        groups.push(Group { rank: HOUSE, names: houses });
    }
    groups
}

/// How many blocks before and behind the story such a label can stand.
const AROUND: usize = 8;

/// A name that stands in a block of its own below nothing but a label: `Von:`, `Author:`.
fn below_label(blocks: &[Block], text: &str) -> Option<Group> {
    let own = |b: &&Block| b.comment.is_none() && !matches!(b.role, Role::Comment | Role::Caption);
    let first = blocks.iter().position(|b| b.role == Role::Story)?.saturating_sub(AROUND);
    let last = blocks.iter().rposition(|b| b.role == Role::Story)?;
    let own: Vec<&Block> = blocks.iter().take(last + AROUND).skip(first).filter(own).collect();
    let (block, names) = own.windows(2).find_map(|pair| {
        let [label, name] = pair else { return None };
        let words = label.span.of(text).trim();
        let is_label = words.len() <= 24 && words.ends_with(':') && byline::after_by(&format!("{words} Ana")).is_some();
        let line = name.span.of(text);
        let short = line.len() <= 80 && line.contains(' ') && !line.contains('\n');
        (is_label && short).then(|| (name.span, byline::split(line)))
    })?;
    let found = |value: String| {
        let ground = Ground { kind: GroundKind::Text, name: "byline".to_owned(), span: span_of(text, block, &value) };
        Found { value, ground }
    };
    Some(Group { rank: LINE, names: names.into_iter().map(found).collect() })
}

/// A line that was told to be a byline by its words alone.
const LINE: i32 = 50;

fn span_of(text: &str, block: Span, name: &str) -> Option<Span> {
    super::place::words_in(text, block, name).or(Some(block))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_house_is_told_from_a_person() {
        let house = House {
            outlet: Some("Harbour Post"),
            url: Some("https://www.harbourpost.example/x"),
            names: vec!["Harbour Media".to_owned()],
        };
        for name in ["Harbour Post", "harbourpost.example", "HarbourPost", "Harbour Media"] {
            assert!(house.is(name), "{name}");
        }
        assert!(!house.is("Ana Ruiz"));
    }

    #[test]
    fn a_name_spells_out_its_first_word_or_an_account() {
        assert!(spells_out("Ana Ruiz", "Ana"));
        assert!(spells_out("Ana Ruiz", "anaruiz"));
        assert!(!spells_out("Ana Ruiz", "Tom"));
        assert!(!spells_out("Ana Ruiz", "Ana Ruiz"));
    }
}

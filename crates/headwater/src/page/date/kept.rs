//! Dates that a page keeps for its scripts: in data layers and other JavaScript, in data attributes, in hidden fields.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use memchr::memmem;

use super::claim::{Claim, Evidence};
use super::{Date, parse};
use crate::page::identity::GroundKind;
use crate::page::tree::tag::Tag;
use crate::page::tree::{Kind, NodeIx, Tree};

/// What a name says that its date is the date of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// First publication.
    Published,
    /// A change.
    Changed,
    /// No more than that it is a date.
    Vague,
}

static KEYS: LazyLock<BTreeMap<&'static str, Key>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/page/datekeys.txt").lines().filter(|l| !l.starts_with('#'));
    let entries = lines.filter_map(|line| {
        let (kind, name) = line.split_once(' ')?;
        let key = match kind {
            "published" => Key::Published,
            "changed" => Key::Changed,
            "vague" => Key::Vague,
            _ => return None,
        };
        Some((name, key))
    });
    entries.collect()
});

/// Longest name that is looked up, in bytes.
const NAME: usize = 40;

/// Most places of all scripts that are looked at.
const PLACES: usize = 2000;

/// What a name says, its signs and its case left out.
pub fn key(name: &str) -> Option<Key> {
    if name.len() > NAME {
        return None;
    }
    let folded: String = name.chars().filter(char::is_ascii_alphabetic).map(|c| c.to_ascii_lowercase()).collect();
    KEYS.get(folded.as_str()).copied()
}

/// A date as data write it: words, or seconds or milliseconds since 1970 where nothing but a number stands.
pub fn value(written: &str) -> Option<Date> {
    let written = written.trim();
    if matches!(written.len(), 10 | 13) && written.bytes().all(|b| b.is_ascii_digit()) {
        let number: i64 = written.parse().ok()?;
        let seconds = if written.len() == 13 { number / 1000 } else { number };
        let time = jiff::Timestamp::from_second(seconds).ok()?;
        return parse(&time.to_string()).filter(|d| (1995..=2099).contains(&d.year));
    }
    parse(written).filter(|d| d.day.is_some() && d.year >= 1990)
}

/// What the scripts say. Linear in them: each is searched once for the stem that all names of publication share.
///
/// Where they know several days, as of other stories, the first is the likeliest, and that there are several is told by
/// the kind.
pub fn in_scripts(tree: &Tree<'_>) -> Vec<Claim> {
    let mut found: Vec<(String, Date)> = Vec::new();
    let mut places = 0;
    let stem = memmem::Finder::new("ub");
    for (ix, node) in tree.nodes.iter().enumerate() {
        if node.kind != Kind::Element(Tag::Script) || node.end as usize <= ix + 1 {
            continue;
        }
        let script = tree.own(ix as NodeIx + 1);
        if tree.attribute(ix as NodeIx, "type").is_some_and(|t| t.to_ascii_lowercase().contains("ld+json")) {
            continue;
        }
        for at in stem.find_iter(script.as_bytes()) {
            let near = script.as_bytes().get(at.saturating_sub(1)..at + 4).unwrap_or_default();
            let told = matches!(near, [b'p' | b'P', _, _, b'l' | b'L' | b'd' | b'D' | b't' | b'T', _]);
            if !told {
                continue;
            }
            places += 1;
            if places > PLACES {
                break;
            }
            if let Some((name, written)) = field(script, at)
                && key(name) == Some(Key::Published)
                && let Some(date) = value(written)
            {
                found.push((name.to_owned(), date));
            }
        }
    }
    let Some((name, date)) = found.first() else { return Vec::new() };
    let same = |d: &Date| (d.year, d.month, d.day) == (date.year, date.month, date.day);
    let kind = if found.iter().all(|(_, d)| same(d)) { Evidence::Data } else { Evidence::DataSeveral };
    vec![Claim::new(kind, GroundKind::Element, name, None, date.clone())]
}

/// The name around a place of a script, and the value that it is given: `"publishDate": "2019-03-18"`,
/// `published_at = 1552867200`, `\"pubDate\":\"2019-03-18\"`.
fn field(script: &str, at: usize) -> Option<(&str, &str)> {
    let bytes = script.as_bytes();
    let named = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.');
    let begin = at - bytes[..at].iter().rev().take(NAME).take_while(|b| named(**b)).count();
    let end = at + bytes[at..].iter().take(NAME).take_while(|b| named(**b)).count();
    let name = script.get(begin..end)?;
    let name = name.rsplit('.').next().unwrap_or(name);
    let mut rest = script.get(end..)?;
    let skip =
        |rest: &str, signs: &[u8], most: usize| rest.bytes().take(most).take_while(|b| signs.contains(b)).count();
    rest = rest.get(skip(rest, b"\\\"' ]", 6)..)?;
    rest = rest.strip_prefix([':', '=', ','])?;
    rest = rest.get(skip(rest, b"\\\"' \n\r\t[", 12)..)?;
    let until = rest.bytes().take(48).take_while(|b| !matches!(b, b'"' | b'\'' | b'\\' | b';' | b'}' | b'\n')).count();
    Some((name, rest.get(..until)?))
}

/// Whether an element's own attributes give a date for scripts, and what it is the date of.
pub fn in_attributes<'a>(tag: Tag, attributes: impl Iterator<Item = (&'a str, &'a str)>) -> Option<(Key, Date)> {
    let (mut name, mut content) = (None, None);
    for (attribute, written) in attributes {
        if tag == Tag::Input {
            match attribute {
                "name" | "id" => name = name.or_else(|| key(written)).filter(|k| *k == Key::Published),
                "value" => content = Some(written),
                _ => {}
            }
        } else if attribute.len() > 5
            && attribute.get(..5).is_some_and(|a| a.eq_ignore_ascii_case("data-"))
            && let (Some(key), Some(date)) = (key(attribute), value(written))
        {
            return Some((key, date));
        }
    }
    Some((name?, value(content?)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_say_their_date_in_words_or_seconds() {
        assert_eq!(value("1552867200").map(|d| d.to_string()).as_deref(), Some("2019-03-18T00:00:00Z"));
        assert_eq!(value("1552867200000").map(|d| d.to_string()).as_deref(), Some("2019-03-18T00:00:00Z"));
        assert_eq!(value("18.03.2019 15:28").map(|d| d.to_string()).as_deref(), Some("2019-03-18"));
        assert_eq!(value("12345"), None);
    }

    #[test]
    fn a_script_gives_its_field_in_all_ways_of_writing() {
        for script in [
            r#"{"publishDate": "2019-03-18"}"#,
            r#"{\"publishDate\":\"2019-03-18\"}"#,
            "page.publishDate = '2019-03-18';",
            "['publishDate', '2019-03-18']",
            "publishDate:2019-03-18}",
        ] {
            let at = script.find("ub").expect("the stem");
            let (name, written) = field(script, at).expect("a field");
            assert_eq!(
                (name, value(written).map(|d| d.to_string()).as_deref()),
                ("publishDate", Some("2019-03-18")),
                "{script}"
            );
        }
    }
}

//! Short forms of names: which of them mean one outlet.

use std::collections::{BTreeMap, BTreeSet};

use super::citation::Reference;
use super::initials::initials;
use super::name::Names;
use super::token::key;
use crate::id::PageIx;

/// Words that link an outlet's name to its place.
pub(crate) const LINKS: [&str; 8] = ["of", "for", "de", "du", "des", "del", "di", "von"];

/// Whether `name` is the last word or words of an outlet's name, or the first before an "of": "the Courier" for the Tern Bay
/// Courier, "the Voice" for the Voice of Osk.
pub(crate) fn short_for(name: &str, outlet: &str) -> bool {
    let small = |s: &str| s.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    let (short, full) = (small(name), small(outlet));
    let full = full.strip_prefix(&["the".to_owned()][..]).unwrap_or(&full);
    let first = || full.starts_with(&short) && full.get(short.len()).is_some_and(|w| LINKS.contains(&w.as_str()));
    !short.is_empty() && short.len() < full.len() && (full.ends_with(&short) || first())
}

/// By page and key of a short form, the key of the full name it stands for: the first word of the only longer name that
/// begins with it on the page.
pub(crate) fn first_words(references: &[Reference]) -> BTreeMap<(PageIx, String), String> {
    let mut out: BTreeMap<(PageIx, String), Option<String>> = BTreeMap::new();
    for r in references {
        let mut words = r.text.split_whitespace();
        if let (Some(first), Some(_)) = (words.next(), words.next())
            && first.chars().count() >= 4
        {
            let full = key(&r.text);
            let entry = out.entry((r.page, key(first))).or_insert_with(|| Some(full.clone()));
            if entry.as_ref() != Some(&full) {
                *entry = None;
            }
        }
    }
    out.into_iter().filter_map(|(k, v)| v.map(|v| (k, v))).collect()
}

/// By the key of a short form that stands on any page, the key of the full name: initials and a place's initials ("OSJ" and
/// "OS Journal" for the Osk Sands Journal) where one name alone has them, and "Lantern Magazine" where another
/// page says "Lantern".
pub(crate) fn everywhere(references: &[Reference]) -> BTreeMap<String, String> {
    let names: BTreeSet<&str> =
        references.iter().map(|r| r.text.as_str()).filter(|t| Names::agency(t).is_none()).collect();
    let keys: BTreeSet<String> = names.iter().map(|n| key(n)).collect();
    let mut meant: BTreeMap<String, Option<String>> = BTreeMap::new();
    for name in &names {
        for short in abbreviations(name) {
            let full = key(name);
            let entry = meant.entry(short).or_insert_with(|| Some(full.clone()));
            if entry.as_ref() != Some(&full) {
                *entry = None;
            }
        }
    }
    let capitals = |n: &&&str| n.split_whitespace().any(|w| w.chars().count() > 1 && w.chars().all(char::is_uppercase));
    let short = names.iter().filter(capitals).filter_map(|n| Some((key(n), meant.get(&key(n))?.clone()?)));
    let magazines = names.iter().filter_map(|n| {
        let bare = n.strip_suffix(" Magazine").or_else(|| n.strip_suffix(" magazine"))?;
        keys.contains(&key(bare)).then(|| (key(n), key(bare)))
    });
    short.chain(magazines).filter(|(short, full)| short != full).collect()
}

/// Letters of the fewest initials that stand for a whole name in running text: two are those of too many.
const WHOLE: usize = 3;

/// The keys of the short forms of a name of three words or more: its initials, and its last word behind those of the
/// words before.
pub(crate) fn abbreviations(name: &str) -> Vec<String> {
    let words: Vec<&str> = name.split_whitespace().skip_while(|w| w.eq_ignore_ascii_case("the")).collect();
    let Some((last, place)) = words.split_last().filter(|(_, place)| place.len() > 1) else { return Vec::new() };
    let whole = initials(name).into_iter().filter(|i| i.chars().count() >= WHOLE);
    let behind = initials(&place.join(" ")).into_iter().map(|i| format!("{i} {last}"));
    whole.chain(behind).map(|short| key(&short)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_form_is_the_end_or_the_beginning_of_a_name() {
        assert!(short_for("Courier", "The Tern Bay Courier"));
        assert!(short_for("Voice", "Voice of Osk"));
        assert!(!short_for("Tern", "Tern Bay Courier"));
    }

    #[test]
    fn initials_stand_for_names_of_three_words() {
        assert_eq!(abbreviations("The Osk Sands Journal"), ["osj", "osjournal"]);
        assert!(abbreviations("Osk Journal").is_empty());
    }
}

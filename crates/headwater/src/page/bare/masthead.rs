//! The outlet's name that a saved page begins with: `Harbour Post` above the date, the byline and the headline.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::is_name;
use crate::list;

/// Words that outlets' names begin or end with, and those that beside them name a section.
struct Words {
    outlet: BTreeSet<&'static str>,
    section: BTreeSet<&'static str>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let words = |file| list::lines(file).flat_map(str::split_whitespace).collect();
    Words {
        outlet: words(include_str!("../../../data/lineage/outlets.txt")),
        section: words(include_str!("../../../data/page/section-words.txt")),
    }
});

/// Words of an outlet's name at most that no date stands beside: longer lines are titles.
const MOST: usize = 5;

/// Whether a text's first line reads as an outlet's name: two words or more, all with capitals, of which the first or the
/// last is one of outlets' names and another is none of a section's ("World News"). One word ("Today") may be anything.
pub fn reads_as_outlet(line: &str) -> bool {
    let line = line.trim();
    if !is_name(line) || line.ends_with(['.', '…', ',']) || line.contains(['"', '“', '”', '«', '»']) {
        return false;
    }
    let bare = |w: &str| w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let words: Vec<String> = line.split_whitespace().map(bare).filter(|w| !w.is_empty() && w != "the").collect();
    let known = |w: Option<&String>| w.is_some_and(|w| WORDS.outlet.contains(w.as_str()));
    let small = |w: &str| w.chars().count() <= 3;
    let own = |w: &&String| !small(w) && !WORDS.section.contains(w.as_str());
    (2..=MOST).contains(&words.len())
        && (known(words.last()) || known(words.first()))
        && words.iter().filter(own).count() >= 2
}

#[cfg(test)]
mod tests {
    use super::reads_as_outlet;

    #[test]
    fn a_name_of_an_outlet_is_told_from_a_section_and_a_title() {
        for line in
            ["Harbour Post", "THE TERN BAY COURIER", "The Morning Star", "Radio Nordlund", "Gazette of the Lakes"]
        {
            assert!(reads_as_outlet(line), "{line}");
        }
        for line in
            ["World News", "Special Report", "Today", "Ferry late, post later", "Guest Post", "Who Reads the Post?"]
        {
            assert!(!reads_as_outlet(line), "{line}");
        }
    }
}

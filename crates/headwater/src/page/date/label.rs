//! What the words beside a date say it is the date of.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

/// What a date is the date of, by the words beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// First publication.
    Published,
    /// A change.
    Changed,
    /// The state that the page shows, as German broadcasters date what they put out: of a change, and where nothing else is
    /// said, of the first publication.
    State,
    /// Neither: a visit, an event, a membership.
    Other,
}

struct Words {
    search: Option<AhoCorasick>,
    labels: Vec<Label>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let lines = include_str!("../../../data/page/datelabels.txt").lines().filter(|l| !l.starts_with('#'));
    let entries = lines.filter_map(|line| {
        let (kind, words) = line.split_once(' ')?;
        let label = match kind {
            "published" => Label::Published,
            "changed" => Label::Changed,
            "state" => Label::State,
            "other" => Label::Other,
            _ => return None,
        };
        Some((words, label))
    });
    let (words, labels): (Vec<&str>, Vec<Label>) = entries.unzip();
    Words { search: AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(words).ok(), labels }
});

/// What the words before a date on its line say, the last of them first. Linear in the words.
pub fn of(words: &str) -> Option<Label> {
    let lower = words.to_lowercase();
    let all = WORDS.search.iter().flat_map(|s| s.find_iter(&lower));
    let whole = |m: &aho_corasick::Match| {
        let before = lower[..m.start()].chars().next_back();
        let after = lower[m.end()..].chars().next();
        let ends = lower[..m.end()].chars().next_back();
        !before.is_some_and(char::is_alphabetic)
            && (!after.is_some_and(char::is_alphabetic) || !ends.is_some_and(char::is_alphabetic))
    };
    all.filter(whole).last().and_then(|m| WORDS.labels.get(m.pattern().as_usize()).copied())
}

/// How far behind a date a word is looked for that says what it is, in bytes: `am 6. Mai 2014 veröffentlicht`.
const BEHIND: usize = 32;

/// How far before a date, in bytes: `Last updated by Ana Ruiz on`.
const BEFORE: usize = 50;

/// What the words before a date say, or else those right behind it.
pub fn beside(line: &str, before: Range<usize>, behind: Range<usize>) -> Option<Label> {
    let mut end = behind.end.min(behind.start + BEHIND);
    while !line.is_char_boundary(end) {
        end -= 1;
    }
    let mut begin = before.start.max(before.end.saturating_sub(BEFORE));
    while !line.is_char_boundary(begin) {
        begin += 1;
    }
    line.get(begin..before.end).and_then(of).or_else(|| line.get(behind.start..end.max(behind.start)).and_then(of))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_words_before_a_date_say_what_it_is() {
        assert_eq!(of("Published"), Some(Label::Published));
        assert_eq!(of("Published: 3 May, last updated on"), Some(Label::Changed));
        assert_eq!(of("Zuletzt geändert am"), Some(Label::Changed));
        assert_eq!(of("Member since"), Some(Label::Other));
        assert_eq!(of("Understand:"), None);
        assert_eq!(of("The harbour"), None);
    }
}

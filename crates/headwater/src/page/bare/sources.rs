//! The list of what a page draws on, at its end: its titles, outlets and dates are those of others.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::Line;
use crate::list;

static LABELS: LazyLock<BTreeSet<&'static str>> =
    LazyLock::new(|| list::lines(include_str!("../../../data/page/source-labels.txt")).collect());

/// Where the list begins among the lines of the body and its tail: at a line that is a label by itself, in their second
/// half.
pub(super) fn begin(lines: &[Line<'_>], within: Range<usize>) -> Option<usize> {
    let words = |l: &Line<'_>| l.count;
    let all: usize = lines.get(within.clone())?.iter().map(words).sum();
    let mut before = 0;
    for i in within.skip(1) {
        before += lines.get(i - 1).map_or(0, words);
        if before * 2 >= all && is_label(lines.get(i)?.words) {
            return Some(i);
        }
    }
    None
}

fn is_label(line: &str) -> bool {
    let bare = line.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    LABELS.contains(bare.as_str())
}

#[cfg(test)]
mod tests {
    use crate::page::{Limits, Role, Source, read};

    #[test]
    fn what_a_list_of_sources_names_is_neither_the_pages_outlet_nor_its_date() {
        let body =
            "The bridge over the Lenn was shut on Monday after a crack was found, the road office said. ".repeat(4);
        let list =
            "Ruiz, Ana. \"Bridge shut for good.\" Harbour Post. 16 October 2014\n\nHarbour Post. 16 October 2014\n";
        for (label, listed) in [("Sources:\n\n", true), ("", false)] {
            let text = format!("Is the bridge shut?\n\n{body}\n\n{body}\n\n{label}{list}");
            let page = read(&Source::text("a.txt", &text), &Limits::default());
            assert_eq!(page.outlet.is_none() && page.published.is_none(), listed, "{label} {:?}", page.outlet);
            let last = page.blocks.last().map(|b| b.role);
            assert!(!listed || last == Some(Role::Furniture));
        }
    }
}

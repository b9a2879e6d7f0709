//! Sentences with which a site addresses its readers: banners about cookies, newsletters, subscriptions and the like, which
//! in bare text read as prose.

use std::sync::LazyLock;

use crate::page::block::line;

/// The words of `data/page/sitewords.txt`: stems of a site's own business, words that address the reader, words with
/// which a request begins.
struct Words {
    site: Vec<&'static str>,
    you: Vec<&'static str>,
    asks: Vec<&'static str>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let file = include_str!("../../../data/page/sitewords.txt");
    let of = |kind: &str| file.lines().filter_map(|l| l.strip_prefix(kind)?.strip_prefix(' ')).collect();
    Words { site: of("site"), you: of("you"), asks: of("do") }
});

/// Words of such a sentence at most: the longest banners seen are of two short sentences.
const MOST: usize = 22;

/// Whether a site speaks to its readers with this line of `count` words about its own business.
pub(super) fn is_of_site(words: &str, count: usize) -> bool {
    if !(3..=MOST).contains(&count) || words.contains(['“', '”', '"', '«', '„']) {
        return false;
    }
    let lower = line::lowered(words);
    let begins = |stem: &str| {
        let mut at = lower.match_indices(stem);
        at.any(|(i, _)| lower.get(..i).is_some_and(|b| !b.ends_with(char::is_alphanumeric)))
    };
    if !WORDS.site.iter().any(|&s| begins(s)) {
        return false;
    }
    let mut each = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let asks = each.clone().next().is_some_and(|w| WORDS.asks.contains(&w));
    asks || each.any(|w| WORDS.you.contains(&w))
}

#[cfg(test)]
mod tests {
    use super::is_of_site;

    #[test]
    fn banners_are_told_from_prose() {
        for line in [
            "By using this site you agree to our use of cookies.",
            "Never miss a story. Sign up for our free daily email.",
            "Do you have a tip? Write to our newsroom.",
            "Please disable your ad blocker.",
        ] {
            assert!(is_of_site(line, line.split_whitespace().count()), "{line}");
        }
        for line in [
            "“Sign up for our boat trips,” he told us.",
            "The council's newsletter said that the weir would be closed.",
        ] {
            let count = line.split_whitespace().count();
            assert!(!is_of_site(line, count), "{line}");
        }
    }
}

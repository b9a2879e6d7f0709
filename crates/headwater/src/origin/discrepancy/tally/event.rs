//! What befell those who are counted: the classes of `event-classes.txt`, looked up by their first word.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::word::Word;
use crate::list::lines;

/// The class of events that are told with an hour.
pub(super) const BEGAN: &str = "began";

/// The class of what somebody or something has.
pub(super) const HAS: &str = "having";

/// The classes that are told with a share.
pub(super) const SHARES: [&str; 3] = ["fell", "rose", "for it"];

/// The classes that are told with an amount of money.
pub(super) const MONEY: [&str; 2] = ["fined", "bailed"];

/// The classes that are told with a time.
pub(super) const TERMS: [&str; 1] = ["jailed"];

/// The class of what an election or a race is won by.
pub(super) const MARGIN: &str = "margin";

/// The classes that are told with a speed, a mass and a time of service.
pub(super) const SPEED: &str = "speed";
pub(super) const SEIZED: &str = "seized";
pub(super) const SERVED: &str = "served";

/// The class of those who work for somebody.
pub(super) const EMPLOYING: &str = "employing";

/// The class of those who are badly hurt.
pub(super) const SERIOUS: &str = "in a serious state";

/// The classes of what befalls some of those who are there: "four officers were injured" says nothing of how many took part.
pub(super) const SOME: [&str; 6] = ["killed", "injured", "missing", "arrested", "treated", SERIOUS];

/// The classes in which the men or the crew of a ship are all who were there.
pub(super) const TOGETHER: [&str; 3] = ["there at the time", "rescued", "missing"];

/// The class of what is of another time.
pub(super) const EARLIER: &str = "earlier";

/// The event that is told nearest to the figure, of the classes that fit it, in the words before and behind it: its class and its words.
pub(super) fn nearest(
    words: &[Word<'_>],
    before: std::ops::Range<usize>,
    behind: std::ops::Range<usize>,
    fits: impl Fn(&str) -> bool,
) -> Option<(&'static str, std::ops::Range<usize>)> {
    let (first, next) = (before.end, behind.start);
    let mut best: Option<(usize, &'static str, std::ops::Range<usize>)> = None;
    let end = behind.end.max(first);
    for i in before.chain(behind) {
        let event = |name: &str| !OTHERS.contains(&name) && fits(name);
        let Some((name, n)) = at(words, i).find(|(name, _)| event(name)) else { continue };
        if i < first && i + n > first || i + n > end {
            continue;
        }
        let gap = if i < first { first - (i + n) } else { i - next };
        // Of two as near the one behind: "treated 31 wounded".
        if best.as_ref().is_none_or(|b| gap <= b.0) {
            best = Some((gap, name, i..i + n));
        }
    }
    best.map(|(_, name, at)| (name, at))
}

/// Classes that are no events.
const OTHERS: [&str; 20] = [
    "grows",
    "held",
    "group",
    "told-as",
    "vessel",
    "somebody",
    "anybody",
    "negated",
    "part-before",
    "part-behind",
    EARLIER,
    "possible",
    "label",
    "worth",
    "site",
    "numbered",
    "struck",
    "taken-along",
    "taken-to",
    "dated-thing",
];

type Phrases = Vec<(&'static str, Vec<&'static str>)>;

/// The phrases of the data file by their first word: class and words.
fn phrases() -> &'static BTreeMap<&'static str, Phrases> {
    static ALL: OnceLock<BTreeMap<&'static str, Phrases>> = OnceLock::new();
    ALL.get_or_init(|| {
        let mut all: BTreeMap<&str, Phrases> = BTreeMap::new();
        for (name, words) in
            lines(include_str!("../../../../data/origin/event-classes.txt")).filter_map(|l| l.split_once(" | "))
        {
            for phrase in words.split(' ').filter(|p| !p.is_empty()) {
                let parts: Vec<&str> = phrase.split('_').collect();
                if let Some(&first) = parts.first() {
                    all.entry(first).or_default().push((name, parts));
                }
            }
        }
        all.values_mut().for_each(|l| l.sort_by_key(|(_, p)| std::cmp::Reverse(p.len())));
        all
    })
}

/// The classes whose phrases begin at `i`, with their words, the longest first.
pub(super) fn at<'w>(words: &'w [Word<'_>], i: usize) -> impl Iterator<Item = (&'static str, usize)> + 'w {
    let low = |i: usize| words.get(i).map_or("", |w| w.low.as_str());
    let list = phrases().get(low(i)).map_or(&[][..], Vec::as_slice);
    list.iter()
        .filter(move |(_, p)| p.iter().enumerate().all(|(k, w)| low(i + k) == *w))
        .map(|(name, p)| (*name, p.len()))
}

pub(super) fn is(name: &str, words: &[Word<'_>], i: usize) -> bool {
    at(words, i).any(|(n, _)| n == name)
}

/// Whether a word alone is of a class.
pub(super) fn class(name: &str, word: &str) -> bool {
    phrases().get(word).is_some_and(|l| l.iter().any(|(n, p)| *n == name && p.len() == 1))
}

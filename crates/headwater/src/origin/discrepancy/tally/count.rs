//! What the figures of a sentence count: so many people and what befell them, so many of a thing, an amount, an hour at which
//! something began.

use std::collections::BTreeSet;

use super::super::figure::{self, Quantity, currency};
use super::super::hour;
use super::super::version::is_calendar;
use super::event::{
    BEGAN, EARLIER, HAS, MARGIN, MONEY, SEIZED, SERIOUS, SERVED, SHARES, SPEED, TERMS, TOGETHER, class, is, nearest,
};
use super::size::{glued_noun, labelled, number_of, size, worth};
use super::word::{gap_plain, is_month_or_year, joins, plural, root, stem, words};
use crate::origin::topic;
use crate::span::Span;

/// A figure, and what it is of.
#[derive(Clone, Debug)]
pub(super) struct Count {
    pub(super) quantity: Quantity,
    /// The figure on its page, with the noun behind it.
    pub(super) place: Span,
    pub(super) thing: Thing,
    pub(super) bound: Bound,
    /// Years that the sentence names.
    pub(super) years: BTreeSet<String>,
    /// Months that it names.
    pub(super) months: BTreeSet<String>,
    /// Other figures of the sentence, by value: what another page gives may be one of them.
    pub(super) beside: Vec<f64>,
    /// Stems of the sentence that are neither the thing nor what befell it.
    pub(super) about: BTreeSet<String>,
    /// Whether its noun is joined to it: "310-bed".
    pub(super) glued: bool,
    /// Stems of what stands between the figure and its noun, names among them: "Japanese" of "two Japanese hostages".
    pub(super) kinds: BTreeSet<String>,
    /// Whether its words count by dozens.
    pub(super) dozens: bool,
    /// Words of the sentence with a capital letter, in small letters.
    pub(super) names: BTreeSet<String>,
}

/// What a figure is of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Thing {
    /// Those to whom something of a class of events happened, and the stem of who they are, where the words say.
    Event(&'static str, Option<String>),
    /// A thing by the stem of its noun.
    Counted(String),
    /// An amount by its dimension.
    Measured(String),
    /// An amount of money by its dimension and the stem of what is worth it.
    Worth(String, String),
    /// A length by what it is of: how high something is, how long a vessel.
    Size(&'static str),
    /// A share, an amount of money or a time by what it tells: the fall of a price, a fine, a sentence.
    Told(&'static str, String),
}

/// Whether a figure is exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Bound {
    /// "Three".
    Exact,
    /// "About forty".
    About,
    /// "At least two", "more than thirty".
    Least,
    /// "Up to ten".
    Most,
}

impl Count {
    /// Whether two figures can't be the same, said more or less exactly.
    pub(super) fn differs(&self, other: &Count) -> bool {
        if !self.quantity.differs(&other.quantity) {
            return false;
        }
        let exact = self.bound == Bound::Exact && other.bound == Bound::Exact;
        let (a, b) = (self.quantity.low, other.quantity.low);
        if self.thing == Thing::Event(BEGAN, None) {
            return exact || (a - b).abs() > ABOUT_AN_HOUR;
        }
        let off = (a - b).abs() / a.abs().max(b.abs());
        off > ROUGHLY && (exact || off > DOZENS || !(self.dozens || other.dozens))
            || exact && (self.quantity.dimension.is_empty() || off > MEASURED || !figure::fewer_figures(a, b))
    }
}

/// The share by which a hedged figure may be off another and still be the same: "some 40" of 43, "more than 30" of 32. By judgement;
/// with a smaller one a figure and its rounding are shown as two.
pub(super) const ROUGHLY: f64 = 0.1;

/// The same for dozens, which are coarser: "nearly four dozen" of 43. By judgement.
const DOZENS: f64 = 0.17;

/// Minutes that an hour told with "about" or "shortly after" may be off. By judgement.
const ABOUT_AN_HOUR: f64 = 30.0;

/// The share by which two exact amounts may differ and one still be the other in fewer figures: $4.9 million of $5 million. By judgement.
const MEASURED: f64 = 0.05;

/// Words between a figure and the word that says what happened: "40 workers of the night shift were inside".
const REACH: usize = 7;

/// Words between a figure and its noun: "18 brand new borehole pumps".
const NOUN: usize = 3;

/// Letters by which months are compared: "Oct" is "October".
const MONTH: usize = 3;

/// Names of a sentence that are kept; one of more is a list.
const NAMES: usize = 24;

/// Other figures of a sentence that are kept; a sentence of more is a table.
const BESIDE: usize = 12;

/// The figures of the sentence `text`, which begins at `begin` of its page. Linear in the sentence, but for the words around each figure.
pub(super) fn counts(text: &str, begin: u32) -> Vec<Count> {
    let mut quantities = figure::quantities(text);
    let hours = hour::times(text);
    quantities.retain(|q| !hours.iter().any(|h| h.span.overlaps(q.span)) && !labelled(text, q));
    quantities.extend(hours);
    quantities.sort_by_key(|q| q.span);
    if quantities.is_empty() {
        return Vec::new();
    }
    let words = words(text);
    let low = |i: usize| words.get(i).map_or("", |w| w.low.as_str());
    if (0..words.len()).any(|i| is(EARLIER, &words, i)) {
        return Vec::new();
    }
    let named = |year: bool| -> BTreeSet<String> {
        // "Built in 1954, it has 212 beds": of when it was built.
        let built = |i: usize| {
            i.checked_sub(2).is_some_and(|k| {
                low(k + 1) == "in" && (matches!(low(k), "built" | "founded" | "established" | "opened" | "up"))
            })
        };
        let all = words.iter().enumerate().filter(|(i, _)| !(year && built(*i))).map(|w| w.1);
        let told = all.filter(|w| is_month_or_year(w.text) && w.text.starts_with(|c: char| c.is_ascii_digit()) == year);
        told.map(|w| w.low.chars().take(if year { w.low.len() } else { MONTH }).collect()).collect()
    };
    let (years, months) = (named(true), named(false));
    let stems: Vec<Option<String>> = words.iter().map(|w| stem(w, &quantities)).collect();
    // The first word of a sentence has a capital letter anyway: a word of grammar there is no name.
    let capital = words.iter().filter(|w| w.text.starts_with(char::is_uppercase) && !is_calendar(w.text));
    let capital = capital.filter(|w| topic::stem(&w.low).is_some() && figure::value(&w.low).is_none());
    let names: BTreeSet<String> = capital.take(NAMES).map(|w| w.low.clone()).collect();
    let mut out = Vec::new();
    for (n, q) in quantities.iter().enumerate() {
        let first = words.partition_point(|w| w.span.begin < q.span.begin);
        let next = words.partition_point(|w| w.span.begin < q.span.end);
        let part =
            first.checked_sub(1).is_some_and(|k| class("part-before", low(k))) || class("part-behind", low(next));
        // "Six of them were in serious condition": of those who were hurt, on whatever page.
        let whole = matches!(low(next + 1), "them" | "those" | "whom") || class("injured", low(next + 2));
        let serious = || (next + 2..next + REACH).any(|i| is(SERIOUS, &words, i));
        let grave = low(next) == "of" && q.dimension.is_empty() && whole && serious();
        // "Six of the crew were saved" counts who was saved, as "five men were saved" does.
        let group = low(next) == "of"
            && matches!(low(next + 1), "the" | "its" | "his" | "her" | "their")
            && class("group", low(next + 2));
        let of = low(next) == "of" && q.dimension.is_empty() && !grave && !group;
        // "Found dead at age 55", "the star of the 80s".
        let glued = text.get(q.span.end as usize..).is_some_and(|t| t.starts_with(char::is_alphanumeric));
        let age =
            first.checked_sub(1).is_some_and(|k| matches!(low(k), "age" | "aged") || k > 0 && low(k - 1) == "aged")
                || low(next).starts_with("year-old")
                || first.checked_sub(2).is_some_and(|k| low(k + 1) == "of" && class("somebody", low(k)));
        // "One" is more often a pronoun than a figure.
        if part || of || glued || age || q.low < 2.0 && q.dimension.is_empty() {
            continue;
        }
        // The words of its clause, no farther than another figure.
        let from = n.checked_sub(1).and_then(|k| quantities.get(k)).map_or(0, |b| b.span.end);
        let to = quantities.get(n + 1).map_or(u32::MAX, |b| b.span.begin);
        let open = |i: usize, j: usize| {
            let gap =
                words.get(i).zip(words.get(j)).and_then(|(a, b)| text.get(a.span.end as usize..b.span.begin as usize));
            gap.is_some_and(|g| !g.contains([',', ';', ':', '.', '!', '?', '–', '—', '(', ')', '“', '”', '"']))
        };
        let mut left = first;
        while left > 0 && first - left < REACH && (left == first || open(left - 1, left)) {
            let k = left - 1;
            let here = words.get(k).is_some_and(|w| w.span.begin >= from);
            if !here
                || left == first && !gap_plain(text, words.get(k).map(|w| w.span), q.span)
                || joins(low(k)) && !(left == first && matches!(low(k), "before" | "after"))
            {
                break;
            }
            left = k;
        }
        let mut right = next;
        while right < words.len() && right - next < REACH {
            let here = words.get(right).is_some_and(|w| w.span.end <= to);
            let close = if right == next {
                gap_plain(text, Some(q.span), words.get(right).map_or(q.span, |w| w.span))
            } else {
                open(right - 1, right)
            };
            // "Listed as missing".
            let told = low(right) == "as" && right > next && class("told-as", low(right - 1));
            if !here || !close || joins(low(right)) && !told {
                break;
            }
            right += 1;
        }
        if (left..right).any(|i| class("possible", low(i)) || class("negated", low(i))) {
            continue;
        }
        let clock = q.dimension == hour::CLOCK || q.dimension == hour::HALF;
        let share = q.dimension == "share";
        let plain = q.dimension.is_empty();
        let noun = if plain {
            let behind = || {
                (next..right.min(next + 1 + NOUN))
                    .take_while(|&i| !topic::function_words().contains(low(i)))
                    .find(|&i| plural(low(i)))
                    // "Two police officers".
                    .map(|i| if i + 1 < right && plural(low(i + 1)) { i + 1 } else { i })
            };
            let crew = || (next..right).find(|&i| class("group", low(i)));
            let one = if group { Some(next + 2) } else { None };
            one.or_else(behind).or_else(|| number_of(&words, left, first)).or_else(crew)
        } else {
            None
        };
        let fits = |name: &str| match name {
            BEGAN => clock,
            // "Five of the injured": not how many were injured.
            _ if grave => name == SERIOUS,
            _ if SHARES.contains(&name) => share,
            _ if name == MARGIN => plain || share || q.dimension == "time",
            _ if MONEY.contains(&name) => currency(&q.dimension),
            _ if TERMS.contains(&name) => q.dimension == "time",
            SPEED => q.dimension == "length/time",
            SEIZED => q.dimension == "mass",
            SERVED => q.dimension == "month",
            _ => plain,
        };
        let event = nearest(&words, left..first, next..right, |name| name != HAS && fits(name));
        let has = || nearest(&words, left.max(first.saturating_sub(1))..first, next..next, |name| name == HAS && plain);
        // "Won the race by 41 seconds".
        let by = || {
            let won = first.checked_sub(1).filter(|&k| k >= left && low(k) == "by");
            let won = won.filter(|&k| (left..k).any(|i| matches!(low(i), "won" | "wins" | "win" | "lost" | "beat")));
            won.filter(|_| fits(MARGIN)).map(|k| (MARGIN, k..k + 1))
        };
        let event = event.or_else(by).or_else(has);
        // "A two-part deal" counts no deaths.
        let hyphen = text.get(q.span.end as usize..).is_some_and(|t| t.starts_with('-'));
        if hyphen && event.as_ref().is_some_and(|(name, _)| *name != HAS) {
            continue;
        }
        // "Three deaths": what befell them, and not who they are.
        let befell = |i: usize| event.as_ref().is_some_and(|(_, at)| at.contains(&i));
        // "Two men and a woman": a part.
        let joined =
            |i: usize| low(i + 1) == "and" && (matches!(low(i + 2), "a" | "an") || figure::value(low(i + 2)).is_some());
        if noun.is_some_and(|i| class("group", low(i)) && joined(i)) {
            continue;
        }
        // "The two men" are whom the page has told of before.
        let anew = first.checked_sub(1).is_none_or(|k| low(k) != "the");
        let there = event.as_ref().is_some_and(|(name, _)| TOGETHER.contains(name));
        let anybody = |w: &str| class("anybody", w) || class("group", w) && there && anew;
        let who = noun.filter(|&i| !befell(i)).map(&low).filter(|w| !anybody(w)).map(root);
        let worth = if currency(&q.dimension) { worth(&words, left, first) } else { None };
        let glued = if plain && who.is_none() { glued_noun(text, q) } else { None };
        let joined = glued.is_some();
        let sized = if q.dimension == "length" { size(&words, first, next) } else { None };
        let thing = match (event.as_ref().map(|(name, _)| *name), sized) {
            (Some(name), _) if !clock && !plain => Thing::Told(name, q.dimension.clone()),
            // Who has a thing is told with a noun for it, and what people have is not the matter of a report.
            (Some(HAS), _) if who.is_none() => continue,
            (Some(name), _) => Thing::Event(name, if clock { None } else { who }),
            _ if clock || matches!(q.dimension.as_str(), "time" | "month") => continue,
            (None, Some(what)) => Thing::Size(what),
            // "An 11-inch screen": a kind of it.
            _ if q.dimension == "length" && words.get(first).is_some_and(|w| w.low.contains('-')) => continue,
            _ if !plain => match worth {
                Some(i) => Thing::Worth(q.dimension.clone(), root(low(i))),
                None => Thing::Measured(q.dimension.clone()),
            },
            _ => match (who, glued) {
                // So many views were counted an hour ago.
                (Some(_), _) if noun.is_some_and(|i| class("grows", low(i))) => continue,
                (Some(stem), _) => Thing::Counted(stem),
                // "The 310-bed hospital" has 310 beds.
                (None, Some(stem)) => Thing::Event(HAS, Some(stem)),
                (None, None) => continue,
            },
        };
        let noun = noun.or(worth);
        let own = |i: usize| Some(i) == noun || event.as_ref().is_some_and(|(_, at)| at.contains(&i));
        // Any figure is of what its sentence says up to the figures beside it.
        let near = words.partition_point(|w| w.span.begin < from)..words.partition_point(|w| w.span.end <= to);
        // How high something is stands right behind its name.
        let near =
            if matches!(thing, Thing::Size(_)) { near.start.max(first.saturating_sub(REACH))..next } else { near };
        let about = near.filter(|&i| !own(i)).filter_map(|i| stems.get(i).cloned().flatten()).collect();
        let kinds = (next..noun.unwrap_or(next)).filter(|&i| !befell(i)).map(|i| root(low(i))).collect();
        let end = noun.filter(|&i| i >= next).and_then(|i| words.get(i)).map_or(q.span.end, |w| w.span.end);
        let place = Span { begin: begin + q.span.begin, end: begin + end };
        // "Five men, and not six": the other figure is denied.
        let denied = |o: &Quantity| text.get(..o.span.begin as usize).is_some_and(|t| t.trim_end().ends_with(" not"));
        let others = quantities.iter().enumerate().filter(|(k, o)| *k != n && !denied(o)).map(|(_, o)| o.low);
        out.push(Count {
            beside: others.take(BESIDE).collect(),
            quantity: q.clone(),
            place,
            thing,
            bound: bound(q.span.of(text)),
            years: years.clone(),
            months: months.clone(),
            about,
            glued: joined,
            kinds,
            dozens: q.span.of(text).to_lowercase().contains("dozen"),
            names: names.clone(),
        });
    }
    out
}

/// How exact the words of a figure say that it is.
pub(super) fn bound(words: &str) -> Bound {
    let low = words.to_lowercase();
    let begins = |list: &[&str]| list.iter().any(|p| low.starts_with(p));
    match () {
        () if begins(&["at least", "more than", "over "]) => Bound::Least,
        () if begins(&["at most", "up to", "less than", "fewer than", "under "]) => Bound::Most,
        () if begins(&["about", "some ", "nearly", "almost", "around", "roughly", "approximately"]) => Bound::About,
        () => Bound::Exact,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(f64, Thing)> {
        counts(text, 0).into_iter().map(|c| (c.quantity.low, c.thing)).collect()
    }

    fn event(name: &'static str) -> Thing {
        Thing::Event(name, None)
    }

    #[test]
    fn each_figure_is_of_what_stands_nearest() {
        assert_eq!(
            read("The blast killed three people and injured nine."),
            [(3.0, event("killed")), (9.0, event("injured"))]
        );
        assert_eq!(
            read("Twelve people died and 31 were wounded."),
            [(12.0, event("killed")), (31.0, event("injured"))]
        );
        assert_eq!(read("The death toll rose to 12 on Sunday."), [(12.0, event("killed"))]);
        let crew = Thing::Event("killed", Some("sailor".to_owned()));
        assert_eq!(read("It sank off the cape, drowning three sailors."), [(3.0, crew)]);
    }

    #[test]
    fn what_is_a_part_or_a_possibility_or_of_another_time_is_not_counted() {
        for text in [
            "Two of the dead were brothers.",
            "Two others were injured.",
            "Up to ten people could have been killed.",
            "No fewer than three people were not hurt.",
            "In previous floods 40 people were killed.",
        ] {
            assert_eq!(read(text), [], "{text}");
        }
    }

    #[test]
    fn a_hedged_figure_agrees_with_what_it_rounds() {
        let differ = |a: &str, b: &str| counts(a, 0)[0].differs(&counts(b, 0)[0]);
        assert!(!differ("More than 30 people were hurt.", "32 people were hurt."));
        assert!(differ("At least two people were hurt.", "Three people were hurt."));
        assert!(differ("Some 40 people were hurt.", "About 60 people were hurt."));
    }
}

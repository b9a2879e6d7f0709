//! How the wording of two stretches differs, word by word.
//!
//! The words that both have in common are found first ([`edit`]); what stands between two of them is a region that
//! differs. In a region, spellings of one word are told from other words, brackets from what they explain, and marks
//! from words ([`region`]); [`sort`] says what each change touches, and a stretch that only changed its place is a move.

pub mod edit;
pub mod region;
pub mod sort;
pub mod token;

use std::collections::BTreeMap;

use crate::span::Span;
use token::Token;

/// One difference between two stretches of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// The words on the first side; empty for an insertion.
    pub a: Span,
    /// The words on the second side; empty for a deletion.
    pub b: Span,
    /// What was done.
    pub kind: ChangeKind,
    /// What it touches.
    pub sort: Sort,
}

/// What was done to the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeKind {
    /// Other words stand in their place.
    Replace,
    /// Words stand on the second side only.
    Insert,
    /// Words stand on the first side only.
    Delete,
    /// The same words stand elsewhere.
    Move,
}

/// What a change touches; the least first: a reader must see the last ones first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// Quotation marks, dashes, ligatures, spaces.
    Typography,
    /// Full stops, commas and their like.
    Punctuation,
    /// Capital and small letters.
    Case,
    /// The spelling of one word.
    Spelling,
    /// Words.
    Words,
    /// An editor's words in brackets.
    Gloss,
    /// A name.
    Name,
    /// A figure, date or amount.
    Figure,
    /// A negation that one side lacks.
    Negation,
}

/// Compares `a` in `text_a` with `b` in `text_b`. The empty list means: the same to the letter, white space aside.
///
/// What no change covers is the same on both sides, in the same order. Changes are in the order of the first side,
/// then of the second. A span that one side lacks is empty and tells where the words would stand.
///
/// `O(n + d²)` in words and differences (Myers 1986), cut off at a bound for texts with nothing in common.
pub fn compare(text_a: &str, a: Span, text_b: &str, b: Span) -> Vec<Change> {
    compare_stretches(text_a, &[a], text_b, &[b])
}

/// The same for texts in several stretches, such as the blocks of a story with other blocks between them.
pub fn compare_stretches(text_a: &str, a: &[Span], text_b: &str, b: &[Span]) -> Vec<Change> {
    let start = |spans: &[Span]| spans.first().map_or(0, |s| s.begin);
    let (tokens_a, tokens_b) = (token::tokens(text_a, a), token::tokens(text_b, b));
    let mut pair = region::Pair::new(text_a, &tokens_a, start(a), text_b, &tokens_b, start(b));
    let common = common(&tokens_a, text_a, &tokens_b);
    let (mut i, mut j) = (0, 0);
    for (x, y) in common {
        pair.region((i, x), (j, y), true);
        pair.equal(x, y);
        (i, j) = (x + 1, y + 1);
    }
    pair.region((i, tokens_a.len()), (j, tokens_b.len()), true);
    let mut changes = moves(pair.changes, &tokens_a, &tokens_b);
    changes.sort_by_key(|c| (c.a, c.b));
    changes
}

/// Whether `a` and `b` are one word in two spellings: no figures, similar, and with the same first letter, since few
/// spellings differ there and many words do.
pub fn one_spelled_otherwise(a: &str, b: &str) -> bool {
    let (a, b) = (sort::fold(a), sort::fold(b));
    let figure = |word: &str| word.chars().any(char::is_numeric);
    a.chars().next() == b.chars().next() && !figure(&a) && !figure(&b) && sort::similar(&a, &b)
}

/// A word of so few letters that stands alone between two rewritten stretches is equal by chance.
const CHANCE_LETTERS: usize = 3;

/// So many words must differ on both sides of it together.
const CHANCE_WORDS: usize = 6;

/// The tokens that hold equal words on both sides.
fn common(a: &[Token], text_a: &str, b: &[Token]) -> Vec<(usize, usize)> {
    let words = |tokens: &[Token]| -> (Vec<usize>, Vec<u32>) {
        tokens.iter().enumerate().filter_map(|(i, t)| Some((i, t.id()?))).unzip()
    };
    let ((at_a, ids_a), (at_b, ids_b)) = (words(a), words(b));
    let found = edit::common(&ids_a, &ids_b);
    let mut kept: Vec<(usize, usize)> = Vec::with_capacity(found.len());
    for (n, &(i, j)) in found.iter().enumerate() {
        let last = kept.last().map_or((0, 0), |l| (l.0 + 1, l.1 + 1));
        let next = found.get(n + 1).copied().unwrap_or((ids_a.len(), ids_b.len()));
        let before = (i - last.0).min(j - last.1);
        let after = (next.0 - i - 1).min(next.1 - j - 1);
        let short = a[at_a[i]].span.of(text_a).chars().count() <= CHANCE_LETTERS;
        if !(short && before > 0 && after > 0 && before + after >= CHANCE_WORDS) {
            kept.push((i, j));
        }
    }
    kept.into_iter().map(|(i, j)| (at_a[i], at_b[j])).collect()
}

/// Words further apart than this must be [`MOVED_FAR`] or more to have moved: single words recur by themselves.
const MOVED_NEAR: usize = 60;
const MOVED_FAR: usize = 3;

/// Joins a deletion and an insertion of the same words to a move.
fn moves(mut changes: Vec<Change>, a: &[Token], b: &[Token]) -> Vec<Change> {
    let words = |tokens: &[Token], span: Span| -> Vec<u32> {
        let from = tokens.partition_point(|t| t.span.begin < span.begin);
        tokens[from..].iter().take_while(|t| t.span.end <= span.end).filter_map(|t| t.id()).collect()
    };
    let mut gone: BTreeMap<Vec<u32>, Vec<usize>> = BTreeMap::new();
    for (n, c) in changes.iter().enumerate().filter(|(_, c)| c.kind == ChangeKind::Delete && c.sort >= Sort::Words) {
        gone.entry(words(a, c.a)).or_default().push(n);
    }
    if gone.is_empty() {
        return changes;
    }
    let mut drop = vec![false; changes.len()];
    for n in 0..changes.len() {
        let c = changes[n];
        if c.kind != ChangeKind::Insert || c.sort < Sort::Words {
            continue;
        }
        let key = words(b, c.b);
        let Some(from) = gone.get_mut(&key).filter(|_| !key.is_empty()) else { continue };
        let far = |&m: &usize| changes[m].a.begin.abs_diff(c.a.begin) as usize;
        let Some(k) = (0..from.len()).min_by_key(|&k| far(&from[k])) else { continue };
        if key.len() >= MOVED_FAR || far(&from[k]) <= MOVED_NEAR {
            let m = from.remove(k);
            changes[m] = Change { b: c.b, kind: ChangeKind::Move, ..changes[m] };
            drop[n] = true;
        }
    }
    let mut keep = drop.iter().map(|d| !d);
    changes.retain(|_| keep.next().unwrap_or(true));
    changes
}

impl ChangeKind {
    /// Its name in the JSON format.
    pub fn name(self) -> &'static str {
        match self {
            ChangeKind::Replace => "replace",
            ChangeKind::Insert => "insert",
            ChangeKind::Delete => "delete",
            ChangeKind::Move => "move",
        }
    }
}

impl Sort {
    /// Its name in the JSON format.
    pub fn name(self) -> &'static str {
        match self {
            Sort::Typography => "typography",
            Sort::Punctuation => "punctuation",
            Sort::Case => "case",
            Sort::Spelling => "spelling",
            Sort::Words => "words",
            Sort::Gloss => "gloss",
            Sort::Name => "name",
            Sort::Figure => "figure",
            Sort::Negation => "negation",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn whole(text: &str) -> Span {
        Span::new(0, text.len())
    }

    fn changes(a: &str, b: &str) -> Vec<String> {
        let list = compare(a, whole(a), b, whole(b));
        list.iter().map(|c| format!("{} {}: {} > {}", c.kind.name(), c.sort.name(), c.a.of(a), c.b.of(b))).collect()
    }

    /// What no change covers, without white space.
    fn rest(text: &str, mut covered: Vec<Span>) -> String {
        covered.sort();
        let (mut out, mut at) = (String::new(), 0);
        for span in covered {
            out.push_str(&text[at..(span.begin as usize).max(at)]);
            at = at.max(span.end as usize);
        }
        out.push_str(&text[at..]);
        out.split_whitespace().collect()
    }

    fn holds(a: &str, b: &str) -> bool {
        let list = compare(a, whole(a), b, whole(b));
        rest(a, list.iter().map(|c| c.a).collect()) == rest(b, list.iter().map(|c| c.b).collect())
    }

    #[test]
    fn each_sort_of_change_is_told() {
        for (a, b, want) in [
            ("The ferry left at dawn.", "The ferry left at dawn.", vec![]),
            ("She had two meetings there", "She had many meetings there", vec!["replace figure: two > many"]),
            ("They closed the harbour gates", "They closed harbour gates", vec!["delete words: the > "]),
            ("We will sign the paper", "We will not sign the paper", vec!["insert negation:  > not"]),
            (
                "It was unclear who had the keys",
                "It was not clear who had the keys",
                vec!["replace words: unclear > not clear"],
            ),
            (
                "The claim was verified today",
                "The claim was unverified today",
                vec!["replace negation: verified > unverified"],
            ),
            ("It cost 2,500 crowns", "It cost 3,500 crowns", vec!["replace figure: 2,500 > 3,500"]),
            ("It cost 2,500 crowns", "It cost 2500 crowns", vec!["replace typography: 2,500 > 2500"]),
            ("when Vellanico came home", "when Velanico came home", vec!["replace name: Vellanico > Velanico"]),
            ("a labour dispute began", "a labor dispute began", vec!["replace spelling: labour > labor"]),
            ("the Council of elders met", "the council of elders met", vec!["replace case: Council > council"]),
            ("he said, slowly", "he said slowly", vec!["delete punctuation: , > "]),
            ("a “calm” sea", "a \"calm\" sea", vec!["replace typography: “ > \"", "replace typography: ” > \""]),
            ("I met him twice", "I met [the envoy] him twice", vec!["insert gloss:  > [the envoy]"]),
            ("I met him twice", "I met (the envoy) twice", vec!["replace gloss: him > (the envoy)"]),
            (
                "a counter-claim was made",
                "a counterclaim was made",
                vec!["replace typography: counter-claim > counterclaim"],
            ),
            // A closing mark has not taken the place of words.
            (
                "worked “hand in glove” with them in Oskbad",
                "“worked hand in glove with them”",
                vec![
                    "insert punctuation:  > “",
                    "delete punctuation: “ > ",
                    "delete punctuation: ” > ",
                    "delete name: in Oskbad > ",
                    "insert punctuation:  > ”",
                ],
            ),
            ("they quickly left town", "they left quickly town", vec!["move words: quickly > quickly"]),
            ("on Monday the port shut", "on Friday the port shut", vec!["replace figure: Monday > Friday"]),
        ] {
            assert_eq!(changes(a, b), want, "{a} / {b}");
        }
    }

    #[test]
    fn a_long_cut_is_no_change_of_the_names_and_figures_in_it() {
        let long =
            "The quay was shut at noon, a clerk in Port Ebbe told the 40 people who had come to wait, and it rained.";
        let cut = "The quay was shut at noon, and it rained.";
        assert!(
            changes(long, cut).iter().all(|c| !c.contains("figure") && !c.contains("name")),
            "{:?}",
            changes(long, cut)
        );
        let short = "The quay was shut at noon, someone said, and it rained.";
        let found = changes(long, short);
        assert!(found.iter().all(|c| !c.contains(" figure") && !c.contains(" name")), "{found:?}");
        let other =
            "The quay was shut at noon, a clerk in Port Ebbe told the 60 people who had come to wait, and it rained.";
        assert_eq!(changes(long, other), ["replace figure: 40 > 60"]);
    }

    #[test]
    fn texts_with_nothing_in_common_are_one_change() {
        assert_eq!(changes("red green blue", "one small step"), ["replace words: red green blue > one small step"]);
        assert_eq!(changes("", "one small step"), ["insert words:  > one small step"]);
        assert_eq!(changes("", ""), Vec::<String>::new());
    }

    #[test]
    fn a_span_outside_the_text_is_no_panic() {
        assert!(compare("a b", Span { begin: 1, end: 900 }, "é", Span { begin: 1, end: 2 }).len() <= 1);
        assert!(compare("é", Span { begin: 5, end: 2 }, "", Span { begin: 0, end: 9 }).is_empty());
    }

    proptest! {
        #[test]
        fn what_no_change_covers_is_the_same_on_both_sides(
            a in "([a-c]{1,2}|[A-C]|no|7|2,500|six)?([ ,.“”\\-\\[\\]()]{1,2}([a-c]{1,2}|[A-C]|no|7|ab-ab)){0,14}",
            b in "([a-c]{1,2}|[A-C]|no|7|2500|6)?([ ,.\"'\\-\\[\\]()]{1,2}([a-c]{1,2}|[A-C]|not|7|abab)){0,14}",
        ) {
            prop_assert!(holds(&a, &b), "{:?}", changes(&a, &b));
            prop_assert!(compare(&a, whole(&a), &a, whole(&a)).is_empty());
        }

        #[test]
        fn any_text_can_be_compared(a in "\\PC{0,40}", b in "\\PC{0,40}") {
            prop_assert!(holds(&a, &b));
        }
    }
}

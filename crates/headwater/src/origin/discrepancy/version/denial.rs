//! Negations: whether one of two texts has one more.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use crate::list::lines;
use crate::origin::Evidence;
use crate::reuse::Place;

/// Whether a change turns the sense and does no more: apart from the negations, and from the auxiliary that carries one, both
/// sides say the same.
pub(super) fn turns(x: &str, y: &str) -> bool {
    let (p, q) = (Denial::of(x), Denial::of(y));
    p.negations % 2 != q.negations % 2 && p.rest == q.rest
}

/// Whether a side is an answer by itself, "No.", which turns nothing behind it.
pub(super) fn answers(evidence: Evidence<'_>, place: Place, words: &str) -> bool {
    let after = evidence.pages.get(place.page.ix()).and_then(|p| p.text.get(place.span.end as usize..)).unwrap_or("");
    let bare = words.trim_end_matches(|c: char| !c.is_alphanumeric());
    matches!(bare.to_lowercase().as_str(), "no" | "nope" | "never")
        && (bare.len() < words.len() || after.starts_with(['.', ',', '!', '?', ';']))
}

/// Whether one of two texts is negated and the other is not.
pub(in crate::origin::discrepancy) fn turned(x: &str, y: &str) -> bool {
    Denial::of(x).negations % 2 != Denial::of(y).negations % 2
}

/// The words of a side of a change, negations taken out.
pub(in crate::origin::discrepancy) struct Denial {
    pub(in crate::origin::discrepancy) negations: usize,
    pub(in crate::origin::discrepancy) rest: Vec<String>,
}

impl Denial {
    pub(in crate::origin::discrepancy) fn of(text: &str) -> Denial {
        let mut denial = Denial { negations: 0, rest: Vec::new() };
        let text = text.to_lowercase().replace('’', "'");
        let mut words = text.split(|c: char| !(c.is_alphanumeric() || c == '\'')).filter(|w| !w.is_empty()).peekable();
        while let Some(word) = words.next() {
            // "Instead of" and "rather than" exclude as "not" does.
            if words.next_if(|next| matches!((word, *next), ("instead", "of") | ("rather", "than"))).is_some() {
                denial.negations += 1;
                continue;
            }
            let (base, not) = word.strip_suffix("n't").map_or((word, false), |b| (b, true));
            let base = base.trim_matches('\'');
            if not || denies(base) {
                denial.negations += 1;
                // "knew" and "did not know": the auxiliary comes with the negation.
                if not && !matches!(base, "do" | "does" | "did" | "wo" | "ca") && !base.is_empty() {
                    denial.rest.push(base.to_owned());
                }
            } else if !matches!(
                base,
                "do" | "does" | "did" | "any" | "ever" | "a" | "an" | "the" | "has" | "have" | "had"
            ) {
                denial.rest.push(base.to_owned());
            }
        }
        denial
    }
}

/// Whether a word, in small letters and without apostrophes, denies.
fn denies(word: &str) -> bool {
    static WORDS: OnceLock<BTreeSet<&'static str>> = OnceLock::new();
    let words = WORDS.get_or_init(|| {
        lines(include_str!("../../../../data/reuse/negations.txt")).filter(|l| !l.starts_with('-')).collect()
    });
    words.contains(word)
}

//! How near what somebody remembers is to what was said.

use std::collections::BTreeMap;

use headwater::reuse::drift::edit;
use headwater::reuse::word;
use headwater::span::Span;

/// A quotation is near when it says, in order, this share of the words asked for. Somebody who misquotes changes a word in
/// four at most, or it is another sentence; with fewer words asked for than a sentence has all of them are wanted.
pub(super) const NEAR: f32 = 0.6;

/// What words in another order count: with 0.8, three words in four must be there when their order is all wrong.
const REORDERED: f32 = 0.8;

/// The ids of the words of a text, for [`share`].
pub(super) fn ids(text: &str) -> Vec<u32> {
    word::words(text, Span::new(0, text.len())).iter().map(|w| w.id).collect()
}

/// The share of the words of `asked` that stand close together in `text`, 0 to 1: those in the same order, or
/// four fifths of those in any order, whichever is more. Close together is within twice as many words as were asked for:
/// in a long quotation the common words of any sentence stand somewhere, one after another.
pub(super) fn share(asked: &[u32], text: &[u32]) -> f32 {
    let room = 2 * asked.len() + 4;
    let places: Vec<usize> = edit::common(asked, text).into_iter().map(|(_, at)| at).collect();
    let ordered = densest(&places, room);
    let part = |n: usize| n as f32 / asked.len().max(1) as f32;
    if part(ordered) > REORDERED {
        return part(ordered);
    }
    part(ordered).max(REORDERED * part(together(asked, text, room)))
}

/// How many of the ascending places stand within so many words, at best.
fn densest(places: &[usize], room: usize) -> usize {
    let mut first = 0;
    let mut best = 0;
    for (n, at) in places.iter().enumerate() {
        while places.get(first).is_some_and(|f| at - f >= room) {
            first += 1;
        }
        best = best.max(n + 1 - first);
    }
    best
}

/// How many words of `asked`, each as often as it stands there, are within so many words of `text`, at best.
fn together(asked: &[u32], text: &[u32], room: usize) -> usize {
    let mut wanted: BTreeMap<u32, i32> = BTreeMap::new();
    asked.iter().for_each(|w| *wanted.entry(*w).or_default() += 1);
    let (mut now, mut best) = (0, 0);
    for (n, word) in text.iter().enumerate() {
        if let Some(left) = wanted.get_mut(word) {
            now += usize::from(*left > 0);
            *left -= 1;
        }
        let gone = n.checked_sub(room).and_then(|k| text.get(k));
        if let Some(left) = gone.and_then(|w| wanted.get_mut(w)) {
            *left += 1;
            now -= usize::from(*left > 0);
        }
        best = best.max(now);
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn near(asked: &str, text: &str) -> bool {
        share(&ids(asked), &ids(text)) >= NEAR
    }

    #[test]
    fn what_was_misquoted_is_near_and_what_is_another_sentence_is_not() {
        let said = "The gate held all night, and we were luckier than anybody on that quay will ever admit";
        assert!(near("we were luckier than anybody, and the gate held all night", said), "reordered");
        assert!(near("gate held night, luckier than anybody on quay", said), "words dropped");
        assert!(near("The gate held all winter, and they were luckier than somebody on that quay", said), "replaced");
        assert!(!near("The mill was shut on Sunday and we went home by the road that runs along the river", said));
        let long = format!("{} {said}", "It is one of the things that a man of the sea has to live with ".repeat(9));
        assert!(near("the gate held all night and we were luckier", &long));
        assert!(!near("it is the man that lives of the one sea with things", &"the and of a ".repeat(40)));
    }

    proptest! {
        #[test]
        fn a_part_of_a_text_is_wholly_in_it(text in prop::collection::vec(0u32..9, 1..60), cut in 0usize..60) {
            let from = cut.min(text.len() - 1);
            let part = &text[from..];
            prop_assert!(share(part, &text) >= REORDERED - 0.001);
            prop_assert!(share(&text, &text) > 0.999);
        }

        #[test]
        fn a_share_is_one_at_most(asked in prop::collection::vec(0u32..5, 0..20), text in prop::collection::vec(0u32..5, 0..40)) {
            let s = share(&asked, &text);
            prop_assert!((0.0..=1.0).contains(&s));
        }
    }
}

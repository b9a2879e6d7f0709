//! The ends of a passage, carried on over words that are only spelled otherwise.
//!
//! [`align`](super::align) knows words by their ids, and to it "harbour" and "harbor" are two words: where the copy's last
//! words stand behind such a one, they gain less than it costs, and the passage ends too soon. Here the text is at hand.

use super::drift;
use super::word::{self, Word};
use crate::page::Page;
use crate::span::Span;

/// How much of the text beyond an end is looked at, in bytes: some twenty words, for where more are equal the alignment pays.
const BEYOND: usize = 120;

/// Words that a passage gains at both ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gained {
    /// Of both sides.
    pub words: u32,
    /// Of these, the same on both.
    pub equal: u32,
}

/// Carries the ends of both `sides` on, each within its own block, for as long as word after word is the same on both
/// sides or one word in two spellings. Takes the time of [`BEYOND`] bytes.
pub fn carry_on(pages: [&Page; 2], all_blocks: bool, sides: &mut [Span; 2]) -> Gained {
    let [before_a, before_b] = [0, 1].map(|n| words(pages[n], all_blocks, sides[n], End::Left));
    let [after_a, after_b] = [0, 1].map(|n| words(pages[n], all_blocks, sides[n], End::Right));
    let texts = pages.map(|p| p.text.as_str());
    let mut gained = Gained::default();
    let pairs: [Vec<(&Word, &Word)>; 2] =
        [before_a.iter().rev().zip(before_b.iter().rev()).collect(), after_a.iter().zip(&after_b).collect()];
    for (x, y) in pairs.iter().flat_map(|p| p.iter().take_while(|(x, y)| one_word(texts, x, y))) {
        sides[0] = sides[0].hull(x.span);
        sides[1] = sides[1].hull(y.span);
        gained.words += 1;
        gained.equal += u32::from(x.id == y.id);
    }
    gained
}

#[derive(Clone, Copy)]
enum End {
    Left,
    Right,
}

/// The words of `page` beyond one end of `side`, in the order of the text, as far as they count and are whole.
fn words(page: &Page, all_blocks: bool, side: Span, end: End) -> Vec<Word> {
    let at = match end {
        End::Left => side.begin,
        End::Right => side.end,
    };
    let Some(block) = word::stretches(page, all_blocks).find(|s| s.begin <= at && at <= s.end) else {
        return Vec::new();
    };
    let on_boundary = |mut at: usize, limit: usize| {
        while at < limit && !page.text.is_char_boundary(at) {
            at += 1;
        }
        at
    };
    let (at, begin, last) = (at as usize, block.begin as usize, block.end as usize);
    let window = match end {
        End::Left => Span::new(on_boundary(at.saturating_sub(BEYOND).max(begin), at), at),
        End::Right => Span::new(at, on_boundary((at + BEYOND).min(last), last)),
    };
    let mut out = word::words(&page.text, window);
    // A window that does not end with its block may cut a word in two.
    match end {
        End::Left if window.begin > block.begin && !out.is_empty() => drop(out.remove(0)),
        End::Right if window.end < block.end => drop(out.pop()),
        _ => {}
    }
    out
}

fn one_word(texts: [&str; 2], x: &Word, y: &Word) -> bool {
    x.id == y.id || drift::one_spelled_otherwise(x.span.of(texts[0]), y.span.of(texts[1]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Block, Form, Role};

    fn page(text: &str) -> Page {
        let span = Span::new(0, text.len());
        let block = Block { span, role: Role::Story, form: Form::Paragraph, comment: None };
        Page { text: text.into(), blocks: vec![block], ..Page::default() }
    }

    fn carried(a: &str, b: &str, core: &str) -> (String, String, Gained) {
        let (p, q) = (page(a), page(b));
        let place = |text: &str| text.find(core).map_or_else(Span::default, |at| Span::new(at, at + core.len()));
        let mut sides = [place(a), place(b)];
        let gained = carry_on([&p, &q], false, &mut sides);
        (sides[0].of(a).to_owned(), sides[1].of(b).to_owned(), gained)
    }

    #[test]
    fn ends_go_on_over_respelled_words_and_no_others() {
        let (a, b, gained) = carried(
            "Then the harbour board met on Friday in the theatre, it said.",
            "Soon the harbor board met on Friday in the theater, he said.",
            "board met on Friday in the",
        );
        assert_eq!(a, "the harbour board met on Friday in the theatre");
        assert_eq!(b, "the harbor board met on Friday in the theater");
        assert_eq!(gained, Gained { words: 3, equal: 1 });
    }

    #[test]
    fn another_word_or_figure_ends_a_passage() {
        let (a, b, gained) =
            carried("In 1914 the mill burned down today", "In 1915 the mill burned down later", "the mill burned down");
        assert_eq!((a.as_str(), b.as_str(), gained.words), ("the mill burned down", "the mill burned down", 0));
    }

    #[test]
    fn a_word_that_the_window_cuts_is_left_out() {
        let long = "é".repeat(BEYOND);
        let (a, _, gained) =
            carried(&format!("{long} the mill {long}"), &format!("{long} the mill {long}"), "the mill");
        assert_eq!((a.as_str(), gained.words), ("the mill", 0));
    }
}

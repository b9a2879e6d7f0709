//! Line breaks that somebody set, as between a caption and the text below it.

use super::Cut;
use crate::span::Span;

/// Columns of the widest screen or letter at which a program breaks lines by itself; a block with a longer line has only
/// breaks that somebody set.
const WRAPPED: usize = 120;

/// Where the lines of `block` end, as offsets in `text`, but for those that end because the next word had found no room in
/// the longest line of the block. Linear in the block.
pub(super) fn ends(text: &str, block: Span) -> Vec<u32> {
    let whole = block.of(text);
    if !whole.contains('\n') {
        return Vec::new();
    }
    let width = |words: &str| words.trim().chars().count();
    let room = whole.split('\n').map(width).max().unwrap_or(0);
    let mut out = Vec::new();
    let mut lines = whole.split('\n').peekable();
    let mut at = block.begin;
    while let Some(line) = lines.next() {
        let next = lines.peek().and_then(|l| l.split_whitespace().next());
        at += line.len() as u32;
        if next.is_some_and(|next| room > WRAPPED || width(line) + 1 + width(next) <= room) {
            out.push(at);
        }
        at += 1;
    }
    out
}

/// The first tokens of blocks and of lines that somebody set, in order. Linear in the sentences.
pub fn starts(text: &str, cut: &Cut) -> Vec<u32> {
    let begins = |begin: u32| {
        let last = (begin as usize).checked_sub(1).and_then(|k| cut.tokens.get(k));
        let (Some(last), Some(first)) = (last, cut.tokens.get(begin as usize)) else { return true };
        let gap = text.get(last.span.end as usize..first.span.begin as usize);
        last.block != first.block || gap.is_some_and(|gap| gap.contains('\n'))
    };
    cut.sentences.iter().map(|s| s.begin).filter(|&b| begins(b)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<u32> {
        ends(text, Span { begin: 0, end: text.len() as u32 })
    }

    #[test]
    fn a_line_is_set_where_the_next_word_had_fitted() {
        let text = "The bridge after the storm\nA local police spokesman said the road was closed at noon.";
        assert_eq!(of(text), [26]);
    }

    #[test]
    fn a_line_that_a_screen_broke_goes_on() {
        assert!(of("The bridge was closed and a local\nspokesman for the council of\nVarde said so.").is_empty());
    }

    #[test]
    fn a_block_with_a_line_wider_than_any_screen_has_none_of_a_screen() {
        let text = format!("{}\nPhoto: A. Holm", "word ".repeat(30));
        assert_eq!(of(&text), [150]);
    }
}

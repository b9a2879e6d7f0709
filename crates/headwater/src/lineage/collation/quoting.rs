//! Words that one page has between quotation marks and the other as its own telling.
//!
//! Who quotes a page sets marks around its words; nobody finds his own telling by taking marks off a whole quotation, but who
//! copies carelessly. So the page with the marks is the later one, as far as this goes.

use super::stretch::Stretch;
use super::wording::Words;

/// Words of a quotation below which it tells nothing: names of works and turns of phrase stand in marks too.
const LEAST: usize = 12;
/// Words at either end of a quotation that must be shared: one that begins or ends elsewhere was cut out by chance.
const ENDS: usize = 2;
/// Share of a quotation that must be shared, since who quotes shortens and mends.
const SHARE: f32 = 0.8;

/// For each side the longest whole quotation, from word to word, that the other side tells without marks. Linear.
pub(super) fn quoting(pages: [&Words; 2], blocks: &[Stretch]) -> [Option<(u32, u32)>; 2] {
    [0, 1].map(|side| {
        let (mine, other) = (pages[side], pages[1 - side]);
        let mut told = vec![false; mine.ids.len()];
        for b in blocks {
            for k in 0..b.len {
                let theirs = other.quoted.get((b.at[1 - side] + k) as usize).copied().unwrap_or(true);
                if let Some(slot) = told.get_mut((b.at[side] + k) as usize) {
                    *slot = !theirs;
                }
            }
        }
        let mut best: Option<(u32, u32)> = None;
        let mut at = 0;
        for run in mine.quoted.chunk_by(|a, b| a == b) {
            let (begin, end) = (at, at + run.len());
            at = end;
            let told = told.get(begin..end).unwrap_or_default();
            let n = told.iter().filter(|t| **t).count();
            let ends = told.iter().take(ENDS).chain(told.iter().rev().take(ENDS)).all(|t| *t);
            let whole = run.first() == Some(&true) && n >= LEAST && ends && n as f32 >= SHARE * run.len() as f32;
            if whole && best.is_none_or(|b| end - begin > (b.1 - b.0) as usize) {
                best = Some((begin as u32, end as u32));
            }
        }
        best
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_quotation_tells_who_quotes() {
        let words = |quoted: Vec<bool>| {
            let mut words = Words::default();
            words.ids = vec![0; quoted.len()];
            words.quoted = quoted;
            words
        };
        let telling = words(vec![false; 20]);
        let whole = words([vec![false; 3], vec![true; 14], vec![false; 3]].concat());
        let shared = [Stretch { at: [2, 2], len: 16 }];
        assert_eq!(quoting([&telling, &whole], &shared), [None, Some((3, 17))]);
        let cut = [Stretch { at: [6, 6], len: 12 }];
        assert_eq!(quoting([&telling, &whole], &cut), [None, None]);
    }
}

//! Pairing quotation marks.
//!
//! One pass over the tokens of each block with a stack of open marks. Which side a mark stands on is told by its own
//! form where that decides (“ „ «), else by what touches it; an open mark then decides what may close it, so that German
//! („ “), reversed («»), Swedish (” ”) and typewriter marks need no setting. A mark that is never closed goes on in the
//! next paragraph if that opens with a mark or closes one; else it ends where a reader would end it.

mod machine;
mod side;

use self::machine::Machine;
use super::sentence::{Cut, Token, TokenKind};
use crate::page::Page;

/// A stretch between quotation marks, in tokens; the marks belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// First token: the opening mark, where there is one.
    pub begin: u32,
    /// One past the last token: past the closing mark, where there is one.
    pub end: u32,
    /// Whether it begins with a mark.
    pub opened: bool,
    /// Whether it ends with a mark.
    pub closed: bool,
    /// How many quotations hold it.
    pub depth: u8,
    /// The quotation that holds it.
    pub parent: Option<u32>,
    /// The quotation in the next paragraph that goes on with it.
    pub next: Option<u32>,
    /// Whether the comma or stop right behind its closing mark is taken for its own, as if it stood before it: "‘We left’, she
    /// said. ‘We ran’." So the English of Britain and of many translators is read like that from which the models learned.
    pub sign_behind: bool,
}

/// The quotations of a page.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    /// Quotations by their first token; one that holds another stands before it.
    pub quotations: Vec<Quotation>,
    /// For every token the position of the outermost quotation that holds it, plus one; 0 outside of all.
    pub outer: Vec<u32>,
}

impl Quotation {
    /// The positions of its tokens.
    pub fn range(self) -> std::ops::Range<usize> {
        self.begin as usize..self.end as usize
    }

    /// Tokens between its marks.
    pub fn inner(self) -> std::ops::Range<usize> {
        let begin = self.begin as usize + usize::from(self.opened);
        begin..(self.end as usize - usize::from(self.closed)).max(begin)
    }

    /// The sign with which its words end, if they do: the comma of "“... ‘tomorrow,’”" stands within another's marks.
    pub fn last_sign(self, cut: &Cut) -> Option<char> {
        let behind = cut.tokens.get(self.end as usize).filter(|_| self.sign_behind);
        let mut last = self.inner().rev().filter_map(|t| cut.tokens.get(t));
        let inside = || last.by_ref().take(CLOSING + 1).find(|t| !matches!(t.kind, TokenKind::Mark(_)));
        match behind.or_else(inside)?.kind {
            TokenKind::Sign(c) => Some(c),
            _ => None,
        }
    }

    /// One past the last token, or past the sign behind it that is its own.
    pub fn end_with_sign(self) -> usize {
        self.end as usize + usize::from(self.sign_behind)
    }
}

/// Marks of inner quotations that are looked through at the end of one.
const CLOSING: usize = 2;

impl Marks {
    /// The outermost quotation that holds token `token`.
    pub fn around(&self, token: usize) -> Option<usize> {
        self.outer.get(token).and_then(|&q| (q as usize).checked_sub(1))
    }

    /// The innermost quotation that holds token `token`. Logarithmic, but for how deep quotations may nest.
    pub fn innermost(&self, token: usize) -> Option<usize> {
        self.around(token)?;
        let mut at = self.quotations.partition_point(|q| q.begin as usize <= token).checked_sub(1);
        while let Some(n) = at {
            let q = self.quotations.get(n)?;
            if (q.end as usize) > token {
                return Some(n);
            }
            at = q.parent.map(|p| p as usize);
        }
        None
    }
}

/// Pairs the marks of all blocks. Linear in the tokens.
pub fn pair(page: &Page, cut: &Cut) -> Marks {
    let mut machine = Machine { text: &page.text, cut, found: Vec::new(), open: Vec::new(), carried: None };
    let blocks = runs(&cut.tokens);
    for (n, range) in blocks.iter().enumerate() {
        let next = blocks.get(n + 1).filter(|r| same_telling(page, &cut.tokens[range.start], &cut.tokens[r.start]));
        machine.block(range.clone(), next.cloned());
    }
    let mut marks = finish(machine.found, cut.tokens.len());
    if page.language.as_deref().is_none_or(|l| l == "en") {
        marks.quotations.iter_mut().for_each(|q| q.sign_behind = has_sign_behind(*q, cut));
    }
    marks
}

/// Whether a comma or stop stands right behind its closing mark, and no sign before it.
fn has_sign_behind(q: Quotation, cut: &Cut) -> bool {
    let (close, behind) = (cut.tokens.get(q.inner().end), cut.tokens.get(q.end as usize));
    let (Some(close), Some(behind)) = (close.filter(|_| q.closed), behind) else { return false };
    let sign = matches!(behind.kind, TokenKind::Sign(',' | '.'));
    sign && close.span.end == behind.span.begin && close.block == behind.block && q.last_sign(cut).is_none()
}

/// The tokens of each block.
fn runs(tokens: &[Token]) -> Vec<std::ops::Range<usize>> {
    let mut out: Vec<std::ops::Range<usize>> = Vec::new();
    for (i, t) in tokens.iter().enumerate() {
        match out.last_mut() {
            Some(r) if tokens[r.start].block == t.block => r.end = i + 1,
            _ => out.push(i..i + 1),
        }
    }
    out
}

/// A quotation may go on only in the very next block, of the same role and the same comment.
pub fn same_telling(page: &Page, a: &Token, b: &Token) -> bool {
    match (page.blocks.get(a.block as usize), page.blocks.get(b.block as usize)) {
        (Some(x), Some(y)) => x.role == y.role && x.comment == y.comment && b.block == a.block + 1,
        _ => false,
    }
}

/// Drops what was never closed nor given an end, sorts, and says what lies in what.
fn finish(found: Vec<Quotation>, tokens: usize) -> Marks {
    let mut order: Vec<usize> = (0..found.len()).filter(|&i| found[i].end > found[i].begin + 1).collect();
    order.sort_by_key(|&i| (found[i].begin, std::cmp::Reverse(found[i].end)));
    let mut place = vec![None; found.len()];
    let mut out: Vec<Quotation> = Vec::with_capacity(order.len());
    let mut stack: Vec<usize> = Vec::new();
    for i in order {
        let mut q = found[i];
        while stack.last().is_some_and(|&s| out[s].end <= q.begin) {
            stack.pop();
        }
        if let Some(&s) = stack.last() {
            // Crossing quotations come of slips; the one that began first is kept.
            if q.end > out[s].end || q == out[s] {
                continue;
            }
            q.parent = Some(s as u32);
            q.depth = out[s].depth.saturating_add(1);
        }
        stack.push(out.len());
        place[i] = Some(out.len() as u32);
        out.push(q);
    }
    let mut outer = vec![0; tokens];
    for (n, q) in out.iter_mut().enumerate() {
        q.next = q.next.and_then(|next| place.get(next as usize).copied().flatten());
        if q.depth == 0 {
            for slot in outer.get_mut(q.range()).unwrap_or_default() {
                *slot = n as u32 + 1;
            }
        }
    }
    Marks { quotations: out, outer }
}

#[cfg(test)]
mod tests {
    use super::super::sentence;
    use super::*;
    use crate::page::{self, Source};

    fn found(text: &str) -> Vec<String> {
        let page = page::read(&Source::text("t", text), &page::Limits::default());
        let cut = sentence::cut(&page);
        let marks = pair(&page, &cut);
        let show = |q: &Quotation| {
            format!("{}{}", "  ".repeat(q.depth as usize), cut.span(q.begin as usize, q.end as usize).of(&page.text))
        };
        marks.quotations.iter().map(show).collect()
    }

    #[test]
    fn every_style_is_paired() {
        for (text, want) in [
            ("He said “it rains” twice.", "“it rains”"),
            ("He said \"it rains\" twice.", "\"it rains\""),
            ("Er sagte: „Es regnet“, und ging.", "„Es regnet“"),
            ("Il a dit « il pleut » deux fois.", "« il pleut »"),
            ("Er sagte: »Es regnet«, und ging.", "»Es regnet«"),
            ("Han sade ”det regnar” igen.", "”det regnar”"),
            ("He said 'it rains' twice.", "'it rains'"),
            ("He said ''it rains'' twice.", "''it rains''"),
            ("He said ‘the workers’ tents leak’ twice.", "‘the workers’ tents leak’"),
        ] {
            assert_eq!(found(text), [want]);
        }
    }

    #[test]
    fn apostrophes_open_nothing() {
        assert!(found("The workers’ tents and the ’90s boats: they’d rock ’em, it’s said.").is_empty());
        assert!(found("The workers' tents and the '90s boats: they'd rock 'em, it's said. 6'2\" tall.").is_empty());
    }

    #[test]
    fn a_quotation_within_one_has_depth() {
        assert_eq!(found("“She said ‘go’ and I went,” he said."), ["“She said ‘go’ and I went,”", "  ‘go’"]);
    }

    #[test]
    fn a_quotation_goes_on_over_paragraphs() {
        let text = "“The first part.\n\n“The second part,” he said. Then he left.";
        let page = page::read(&Source::text("t", text), &page::Limits::default());
        let cut = sentence::cut(&page);
        let marks = pair(&page, &cut);
        assert_eq!(marks.quotations.len(), 2);
        assert_eq!(marks.quotations[0].next, Some(1));
    }

    #[test]
    fn a_missing_mark_does_not_swallow_the_rest() {
        let got = found("He said “it rains. Then he left the house. “Go now,” she said.");
        assert_eq!(got.last().map(String::as_str), Some("“Go now,”"));
        assert!(got[0].len() < 50, "{got:?}");
    }
}

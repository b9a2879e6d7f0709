//! Pairing quotation marks.
//!
//! One pass over the tokens of each block with a stack of open marks. Which side a mark stands on is told by its own
//! form where that decides (“ „ «), else by what touches it; an open mark then decides what may close it, so that German
//! („ “), reversed («»), Swedish (” ”) and typewriter marks need no setting. A mark that is never closed goes on in the
//! next paragraph if that opens with a mark or closes one; else it ends where a reader would end it.

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
}

impl Marks {
    /// The outermost quotation that holds token `token`.
    pub fn around(&self, token: usize) -> Option<usize> {
        self.outer.get(token).and_then(|&q| (q as usize).checked_sub(1))
    }
}

/// Deeper nesting than any writer uses is left unpaired; it bounds the work for a mark.
const DEEPEST: usize = 6;

/// The longest value of an attribute, in tokens: the addresses and class lists of real pages are shorter.
const VALUE: usize = 40;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Family {
    Double,
    Single,
    Angle,
    SmallAngle,
    Corner,
    WhiteCorner,
}

#[derive(Clone, Copy)]
struct Open {
    mark: char,
    family: Family,
    /// Position among the quotations found.
    at: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Opens,
    Closes,
    Either,
    Neither,
}

/// Pairs the marks of all blocks. Linear in the tokens.
pub fn pair(page: &Page, cut: &Cut) -> Marks {
    let mut machine = Machine { text: &page.text, cut, found: Vec::new(), open: Vec::new(), carried: None };
    let blocks = runs(&cut.tokens);
    for (n, range) in blocks.iter().enumerate() {
        let next = blocks.get(n + 1).filter(|r| same_telling(page, &cut.tokens[range.start], &cut.tokens[r.start]));
        machine.block(range.clone(), next.cloned());
    }
    finish(machine.found, cut.tokens.len())
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

struct Machine<'a> {
    text: &'a str,
    cut: &'a Cut,
    found: Vec<Quotation>,
    open: Vec<Open>,
    /// A quotation of the block before that goes on in this one, and its family.
    carried: Option<(usize, Family)>,
}

impl Machine<'_> {
    fn block(&mut self, range: std::ops::Range<usize>, next: Option<std::ops::Range<usize>>) {
        self.open.clear();
        if let Some((before, family)) = self.carried.take() {
            let first = range.start;
            let opens = matches!(self.cut.tokens[first].kind, TokenKind::Mark(c) if family_of(c) == family);
            self.push(first, if opens { '\0' } else { '\u{1}' }, family);
            if let (Some(n), Some(last)) = (self.found.len().checked_sub(1), self.found.get_mut(before)) {
                last.next = Some(n as u32);
            }
            if let Some(q) = self.found.last_mut() {
                q.opened = opens;
            }
            let from = first + usize::from(opens);
            self.scan(from..range.end);
        } else {
            self.scan(range.clone());
        }
        self.settle(range, next);
    }

    fn scan(&mut self, range: std::ops::Range<usize>) {
        let closers = self.single_closers(range.clone());
        // Markup left in a text (`<a href="x">`): a mark after "=" and the next of its kind hold a value, no quotation.
        let mut value = None;
        for i in range.clone() {
            let TokenKind::Mark(c) = self.cut.tokens[i].kind else { continue };
            if value == Some(c) {
                value = None;
                continue;
            }
            let before = self.text.get(..self.cut.tokens[i].span.begin as usize).unwrap_or("");
            if value.is_none() && matches!(c, '"' | '\'') && before.ends_with('=') {
                let mut next = self.cut.tokens[i + 1..range.end].iter().take(VALUE);
                value = next.any(|t| t.kind == TokenKind::Mark(c)).then_some(c);
                continue;
            }
            let family = family_of(c);
            match self.decide(i, c, family, &closers) {
                Side::Opens => self.push(i, c, family),
                Side::Closes => self.close(i, family),
                _ => {}
            }
        }
    }

    fn push(&mut self, i: usize, mark: char, family: Family) {
        if self.open.len() < DEEPEST {
            self.open.push(Open { mark, family, at: self.found.len() });
            let q = Quotation {
                begin: i as u32,
                end: i as u32,
                opened: true,
                closed: false,
                depth: 0,
                parent: None,
                next: None,
            };
            self.found.push(q);
        }
    }

    fn close(&mut self, i: usize, family: Family) {
        if let Some(k) = self.open.iter().rposition(|o| o.family == family) {
            // What was opened within and never closed was no quotation.
            let at = self.open[k].at;
            self.open.truncate(k);
            if let Some(q) = self.found.get_mut(at) {
                q.end = i as u32 + 1;
                q.closed = true;
            }
        } else if family == Family::Double
            && !self.text[..self.cut.tokens[i].span.begin as usize].ends_with(|c: char| c.is_ascii_digit())
        {
            // The opening mark is missing: the sentence is taken, from the last mark on.
            let sentence = self.cut.sentences.get(self.cut.sentence_of(i)).map_or(i, |s| s.begin as usize);
            let after = self.found.iter().rev().take(2).map(|q| q.end as usize).max().unwrap_or(0);
            let begin = sentence.max(after);
            // A mark alone, or after one word, is a slip of the typist.
            if begin + 2 < i {
                let q = Quotation {
                    begin: begin as u32,
                    end: i as u32 + 1,
                    opened: false,
                    closed: true,
                    depth: 0,
                    parent: None,
                    next: None,
                };
                self.found.push(q);
            }
        }
    }

    /// Positions of single marks that can close: a letter or sign before, no letter after.
    fn single_closers(&self, range: std::ops::Range<usize>) -> Vec<usize> {
        let tokens = &self.cut.tokens;
        let single = |i: &usize| matches!(tokens[*i].kind, TokenKind::Mark('\'' | '’' | '´' | '‘'));
        range.filter(single).filter(|&i| self.touches(i).0 && !self.touches(i).1).collect()
    }

    /// Whether a character that is not white space stands right before and right after token `i`; brackets and dashes
    /// that open or close something count as white space on their side.
    fn touches(&self, i: usize) -> (bool, bool) {
        let span = self.cut.tokens[i].span;
        let block = self.cut.tokens[i].block;
        let same = |j: Option<&Token>| j.is_some_and(|t| t.block == block);
        let before = self.text[..span.begin as usize].chars().next_back().unwrap_or(' ');
        let after = self.text[span.end as usize..].chars().next().unwrap_or(' ');
        let has_before = i > 0 && same(self.cut.tokens.get(i - 1));
        let has_after = same(self.cut.tokens.get(i + 1));
        let open = |c: char| {
            matches!(c, '(' | '[' | '{' | '—' | '–' | '-' | '=' | '/' | ':' | '“' | '‘' | '«' | '„' | '¿' | '¡')
        };
        let close = |c: char| {
            c.is_whitespace()
                || matches!(
                    c,
                    ')' | ']' | '}' | '—' | '–' | '-' | ',' | '.' | ';' | ':' | '!' | '?' | '…' | '/' | '”' | '’' | '»'
                )
        };
        (has_before && !before.is_whitespace() && !open(before), has_after && !close(after))
    }

    fn possessive(&self, i: usize) -> bool {
        let span = self.cut.tokens[i].span;
        let before = self.text[..span.begin as usize].ends_with(['s', 'z', 'x']);
        let mut after = self.text[span.end as usize..].chars();
        before && after.next() == Some(' ') && after.next().is_some_and(char::is_alphabetic)
    }

    fn decide(&self, i: usize, c: char, family: Family, closers: &[usize]) -> Side {
        let (before, after) = self.touches(i);
        let side = match (before, after) {
            (false, true) => Side::Opens,
            (true, false) => Side::Closes,
            _ => Side::Either,
        };
        let open = self.open.iter().rev().find(|o| o.family == family).map(|o| o.mark);
        match c {
            '„' | '‟' | '‚' | '「' | '『' => Side::Opens,
            '」' | '』' => Side::Closes,
            '“' => match open {
                Some('„') => Side::Closes,
                Some(_) if side == Side::Closes => Side::Closes,
                _ => Side::Opens,
            },
            '”' => match open {
                Some(_) => Side::Closes,
                None if side == Side::Opens => Side::Opens,
                None => Side::Closes,
            },
            '«' | '‹' => match open {
                Some('»' | '›') => Side::Closes,
                _ => Side::Opens,
            },
            '»' | '›' => match open {
                Some(_) => Side::Closes,
                None if side == Side::Opens => Side::Opens,
                None => Side::Closes,
            },
            '"' | '＂' => match (open, side) {
                (_, Side::Opens) => Side::Opens,
                (_, Side::Closes) => Side::Closes,
                (Some(_), _) => Side::Closes,
                (None, _) => Side::Opens,
            },
            '‘' | '‛' | '`' if matches!(open, Some('‚')) => Side::Closes,
            '‘' | '‛' | '`' => {
                if after && !self.elision(i) && closers.last().is_some_and(|&l| l > i) {
                    Side::Opens
                } else {
                    Side::Neither
                }
            }
            _ => {
                // An apostrophe unless something is open that it can close, or it can only open and is closed later.
                let later = closers.last().is_some_and(|&l| l > i);
                if before && !after && open.is_some() {
                    if self.possessive(i) && closers.last().is_some_and(|&l| l > i && !self.possessive(l)) {
                        Side::Neither
                    } else {
                        Side::Closes
                    }
                } else if c == '\'' && !before && after && later && open.is_none() && !self.elision(i) {
                    Side::Opens
                } else {
                    Side::Neither
                }
            }
        }
    }

    /// "’em", "’90s", "’tis": a mark for letters left out.
    fn elision(&self, i: usize) -> bool {
        let Some(next) = self.cut.tokens.get(i + 1) else { return false };
        let word = next.span.of(self.text);
        matches!(next.kind, TokenKind::Number) && word.len() <= 3
            || matches!(word.to_lowercase().as_str(), "em" | "tis" | "twas" | "til" | "cause" | "bout" | "n" | "round")
    }

    /// What is still open at the end of a block.
    fn settle(&mut self, range: std::ops::Range<usize>, next: Option<std::ops::Range<usize>>) {
        let open = std::mem::take(&mut self.open);
        let Some(first) = open.iter().find(|o| o.family != Family::Single) else { return };
        let begin = self.found.get(first.at).map_or(range.start, |q| q.begin as usize);
        // A quotation within that closed: the outer one lost its closing mark before it.
        let child = self.found[first.at + 1..].iter().find(|q| q.closed && q.depth == 0).map(|q| q.begin as usize);
        let goes_on = next.as_ref().is_some_and(|n| self.goes_on(first.family, n.clone()));
        let same_inside = child
            .is_some_and(|c| matches!(self.cut.tokens[c].kind, TokenKind::Mark(m) if family_of(m) == first.family));
        let end = if same_inside && !goes_on {
            child.unwrap_or(range.end)
        } else if goes_on || begin <= range.start + 1 || self.introduced(begin) {
            range.end
        } else {
            let sentence = self.cut.sentences.get(self.cut.sentence_of(begin + 1));
            sentence.map_or(range.end, |s| s.end as usize)
        };
        if let Some(q) = self.found.get_mut(first.at) {
            q.end = end as u32;
        }
        if goes_on {
            self.carried = Some((first.at, first.family));
        }
    }

    /// Whether a colon or comma right before token `i` introduces it.
    fn introduced(&self, i: usize) -> bool {
        i.checked_sub(1).and_then(|p| self.cut.tokens.get(p)).is_some_and(|t| t.kind == TokenKind::Sign(':'))
    }

    /// Whether the block `next` goes on with an open quotation: it opens with a mark of its family, or its first mark
    /// of that family closes one.
    fn goes_on(&self, family: Family, next: std::ops::Range<usize>) -> bool {
        let mark = |i: &usize| matches!(self.cut.tokens[*i].kind, TokenKind::Mark(c) if family_of(c) == family);
        let Some(i) = next.clone().find(mark) else { return false };
        let TokenKind::Mark(c) = self.cut.tokens[i].kind else { return false };
        let (before, after) = self.touches(i);
        i == next.start || before && !after && !matches!(c, '“' | '„' | '«') || c == '”'
    }
}

fn family_of(c: char) -> Family {
    match c {
        '«' | '»' => Family::Angle,
        '‹' | '›' => Family::SmallAngle,
        '\'' | '‘' | '’' | '‚' | '‛' | '`' | '´' => Family::Single,
        '「' | '」' => Family::Corner,
        '『' | '』' => Family::WhiteCorner,
        _ => Family::Double,
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

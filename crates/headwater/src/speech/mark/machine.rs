//! The stack of open marks.

use super::Quotation;
use super::side::Side;
use crate::speech::sentence::{Cut, TokenKind};

/// Deeper nesting than any writer uses is left unpaired; it bounds the work for a mark.
const DEEPEST: usize = 6;

/// The longest value of an attribute, in tokens: the addresses and class lists of real pages are shorter.
const VALUE: usize = 40;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    Double,
    Single,
    Angle,
    SmallAngle,
    Corner,
    WhiteCorner,
}

#[derive(Clone, Copy)]
pub(super) struct Open {
    pub(super) mark: char,
    pub(super) family: Family,
    /// Position among the quotations found.
    at: usize,
}

/// The open marks of a block, and what was found so far.
pub(super) struct Machine<'a> {
    pub(super) text: &'a str,
    pub(super) cut: &'a Cut,
    pub(super) found: Vec<Quotation>,
    pub(super) open: Vec<Open>,
    /// A quotation of the block before that goes on in this one, and its family.
    pub(super) carried: Option<(usize, Family)>,
}

impl Machine<'_> {
    /// Pairs the marks of the block that is `range`; `next` is the block that may go on with its last quotation.
    pub(super) fn block(&mut self, range: std::ops::Range<usize>, next: Option<std::ops::Range<usize>>) {
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
                sign_behind: false,
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
                    sign_behind: false,
                };
                self.found.push(q);
            }
        }
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

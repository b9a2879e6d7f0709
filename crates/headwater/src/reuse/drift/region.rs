//! What stands between two equal words, when it differs.

use super::sort::{self, Side};
use super::token::Token;
use super::{Change, ChangeKind, Sort};
use crate::span::Span;

/// First token and one past the last.
type Range = (usize, usize);

/// Two lists of tokens, and the changes found so far.
pub struct Pair<'a> {
    text_a: &'a str,
    a: &'a [Token],
    start_a: u32,
    text_b: &'a str,
    b: &'a [Token],
    start_b: u32,
    /// In order.
    pub changes: Vec<Change>,
}

/// Regions with more words than this on a side are not searched for spellings of one word.
const SEARCHED: usize = 24;

impl<'a> Pair<'a> {
    /// Two texts in tokens; the starts are where an empty span stands before the first token.
    pub fn new(
        text_a: &'a str,
        a: &'a [Token],
        start_a: u32,
        text_b: &'a str,
        b: &'a [Token],
        start_b: u32,
    ) -> Pair<'a> {
        Pair { text_a, a, start_a, text_b, b, start_b, changes: Vec::new() }
    }

    /// Compares the letters of two equal words, or of two marks of one style.
    pub fn equal(&mut self, i: usize, j: usize) {
        let (x, y) = (self.a[i].span, self.b[j].span);
        let (from, to) = (x.of(self.text_a), y.of(self.text_b));
        let sort =
            if self.a[i].is_word() { sort::of_equal(from, to) } else { (from != to).then_some(Sort::Typography) };
        if let Some(sort) = sort {
            self.changes.push(Change { a: x, b: y, kind: ChangeKind::Replace, sort });
        }
    }

    /// Finds the changes of a region. `search` allows one look for spellings of one word inside it.
    pub fn region(&mut self, mut a: Range, mut b: Range, search: bool) {
        while a.0 < a.1 && b.0 < b.1 && self.a[a.0].kind == self.b[b.0].kind {
            self.equal(a.0, b.0);
            (a.0, b.0) = (a.0 + 1, b.0 + 1);
        }
        let mut tail = 0;
        while a.0 < a.1 && b.0 < b.1 && self.a[a.1 - 1].kind == self.b[b.1 - 1].kind {
            (a.1, b.1, tail) = (a.1 - 1, b.1 - 1, tail + 1);
        }
        self.inner(a, b, search);
        for k in 0..tail {
            self.equal(a.1 + k, b.1 + k);
        }
    }

    /// A region whose ends differ.
    fn inner(&mut self, a: Range, b: Range, search: bool) {
        if a.0 == a.1 && b.0 == b.1 {
            return;
        }
        let words = |tokens: &[Token], r: Range| tokens[r.0..r.1].iter().any(|t| t.is_word());
        let (words_a, words_b) = (words(self.a, a), words(self.b, b));
        if !words_a && !words_b {
            return self.push(a, b, sort::of_marks(&self.a[a.0..a.1], &self.b[b.0..b.1]));
        }
        if self.gloss(a, b, search) {
            return;
        }
        if a.0 == a.1 || b.0 == b.1 {
            return self.push(a, b, self.sort(a, b));
        }
        // Words on one side only: marks of the other have not taken their place.
        if !words_b {
            let (from, to) = (lead(self.a, a), trail(self.a, a));
            self.region((a.0, from), (b.0, b.0), false);
            self.push((from, to), (b.0, b.0), self.sort((from, to), (b.0, b.0)));
            return self.region((to, a.1), b, false);
        }
        if !words_a {
            let (from, to) = (lead(self.b, b), trail(self.b, b));
            self.region((a.0, a.0), (b.0, from), false);
            self.push((a.0, a.0), (from, to), self.sort((a.0, a.0), (from, to)));
            return self.region(a, (to, b.1), false);
        }
        // Marks before and after the words are changes of their own.
        let (lead_a, lead_b) = (lead(self.a, a), lead(self.b, b));
        if lead_a > a.0 || lead_b > b.0 {
            self.region((a.0, lead_a), (b.0, lead_b), false);
            return self.region((lead_a, a.1), (lead_b, b.1), search);
        }
        let (trail_a, trail_b) = (trail(self.a, a), trail(self.b, b));
        if trail_a < a.1 || trail_b < b.1 {
            self.region((a.0, trail_a), (b.0, trail_b), search);
            return self.region((trail_a, a.1), (trail_b, b.1), false);
        }
        self.words(a, b, search);
    }

    /// Takes a bracket that one side lacks for an editor's gloss, and goes on with what is left.
    fn gloss(&mut self, a: Range, b: Range, search: bool) -> bool {
        let (in_a, in_b) = (bracket(self.a, a), bracket(self.b, b));
        let (group, on_a) = match (in_a, in_b) {
            (Some(g), None) => (g, true),
            (None, Some(g)) => (g, false),
            _ => return false,
        };
        let (own, other) = if on_a { (a, b) } else { (b, a) };
        if group != own && other.0 < other.1 && group.0 > own.0 && group.1 < own.1 {
            return false;
        }
        if group == own {
            self.push(a, b, Sort::Gloss);
            return true;
        }
        // The other side belongs to what stands before the bracket, or behind it where nothing stands before.
        let cut = if group.0 > own.0 { other.1 } else { other.0 };
        let part = |own: Range, other: Range| if on_a { (own, other) } else { (other, own) };
        let (x, y) = part((own.0, group.0), (other.0, cut));
        self.region(x, y, search);
        let (x, y) = part(group, (cut, cut));
        self.push(x, y, Sort::Gloss);
        let (x, y) = part((group.1, own.1), (cut, other.1));
        self.region(x, y, search);
        true
    }

    /// Two stretches that begin and end with words.
    fn words(&mut self, a: Range, b: Range, search: bool) {
        let matches = if search { self.spellings(a, b) } else { Vec::new() };
        let (mut i, mut j) = (a.0, b.0);
        for &(x, y) in &matches {
            self.region((i, x.0), (j, y.0), false);
            let hyphen = self.a[x.0..x.1].iter().chain(&self.b[y.0..y.1]).any(|t| t.is('-'));
            let sort = if hyphen { Sort::Typography } else { self.sort(x, y) };
            self.push(x, y, sort);
            (i, j) = (x.1, y.1);
        }
        if matches.is_empty() {
            self.push(a, b, self.sort(a, b));
        } else {
            self.region((i, a.1), (j, b.1), false);
        }
    }

    /// Words of the two stretches that are spellings of each other: one of one, or one of two or three run together.
    /// The choice with the most letters in common, in order; at most [`SEARCHED`]² steps.
    fn spellings(&self, a: Range, b: Range) -> Vec<(Range, Range)> {
        let list = |text: &str, tokens: &[Token], r: Range| -> Vec<(usize, String)> {
            let words = (r.0..r.1).filter(|&i| tokens[i].is_word());
            words.map(|i| (i, sort::fold(tokens[i].span.of(text)))).collect()
        };
        let (wa, wb) = (list(self.text_a, self.a, a), list(self.text_b, self.b, b));
        if wa.len() > SEARCHED || wb.len() > SEARCHED {
            return Vec::new();
        }
        let join = |words: &[(usize, String)]| words.iter().map(|w| w.1.as_str()).collect::<String>();
        // best[i][j]: letters matched in the words from i and j on, and the step taken there.
        let mut best = vec![vec![(0usize, (0usize, 0usize)); wb.len() + 1]; wa.len() + 1];
        for i in (0..wa.len()).rev() {
            for j in (0..wb.len()).rev() {
                let mut choice = (best[i + 1][j].0, (1, 0));
                let mut offer = |gain: usize, step: (usize, usize)| {
                    if gain > choice.0 {
                        choice = (gain, step);
                    }
                };
                offer(best[i][j + 1].0, (0, 1));
                if sort::similar(&wa[i].1, &wb[j].1) {
                    offer(best[i + 1][j + 1].0 + wa[i].1.len(), (1, 1));
                }
                for (m, n) in [(1, 2), (2, 1), (1, 3), (3, 1)] {
                    if i + m <= wa.len() && j + n <= wb.len() {
                        let (x, y) = (join(&wa[i..i + m]), join(&wb[j..j + n]));
                        if x == y {
                            offer(best[i + m][j + n].0 + x.len(), (m, n));
                        }
                    }
                }
                best[i][j] = choice;
            }
        }
        let (mut i, mut j, mut out) = (0, 0, Vec::new());
        while i < wa.len() && j < wb.len() {
            let (m, n) = best[i][j].1;
            if m > 0 && n > 0 {
                out.push(((wa[i].0, wa[i + m - 1].0 + 1), (wb[j].0, wb[j + n - 1].0 + 1)));
            }
            (i, j) = (i + m, j + n);
        }
        out
    }

    fn sort(&self, a: Range, b: Range) -> Sort {
        let on_a = Side { text: self.text_a, tokens: self.a, range: a };
        sort::of(on_a, Side { text: self.text_b, tokens: self.b, range: b })
    }

    fn push(&mut self, a: Range, b: Range, sort: Sort) {
        let kind = match (a.0 == a.1, b.0 == b.1) {
            (true, true) => return,
            (true, false) => ChangeKind::Insert,
            (false, true) => ChangeKind::Delete,
            (false, false) => ChangeKind::Replace,
        };
        let change = Change { a: span(self.a, a, self.start_a), b: span(self.b, b, self.start_b), kind, sort };
        self.changes.push(change);
    }
}

/// From the first token to the last; where there is none, the empty place after the token before.
fn span(tokens: &[Token], r: Range, start: u32) -> Span {
    if r.0 < r.1 {
        return tokens[r.0].span.hull(tokens[r.1 - 1].span);
    }
    let at = r.0.checked_sub(1).map_or(start, |i| tokens[i].span.end);
    Span { begin: at, end: at }
}

/// Where the marks at the beginning end.
fn lead(tokens: &[Token], r: Range) -> usize {
    (r.0..r.1).find(|&i| tokens[i].is_word()).unwrap_or(r.1)
}

/// Where the marks at the end begin.
fn trail(tokens: &[Token], r: Range) -> usize {
    (r.0..r.1).rev().find(|&i| tokens[i].is_word()).map_or(r.0, |i| i + 1)
}

/// The first bracket with a word in it.
fn bracket(tokens: &[Token], r: Range) -> Option<Range> {
    let open = (r.0..r.1).find(|&i| tokens[i].is('[') || tokens[i].is('('))?;
    let sign = if tokens[open].is('[') { ']' } else { ')' };
    let close = (open..r.1).find(|&i| tokens[i].is(sign))?;
    tokens[open..close].iter().any(|t| t.is_word()).then_some((open, close + 1))
}

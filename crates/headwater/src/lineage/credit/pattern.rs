//! Patterns of credits and citations, read from `data/lineage/citations.txt`, and how they match.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::name::{Names, Slot};
use super::token::{Token, TokenKind};
use crate::lineage::CitationForm;

/// A form of words that names a source.
#[derive(Debug)]
struct Pattern {
    form: CitationForm,
    /// Holds in credit lines only.
    line: bool,
    parts: Vec<Part>,
    /// The first part that is a word and must be there: matching starts from it, both ways.
    anchor: usize,
}

#[derive(Debug)]
enum Part {
    /// One of these words.
    Word { any: Vec<u32>, optional: bool },
    /// Up to [`GAP`] words of the same sentence.
    Gap,
    /// The name.
    Name(Slot),
    /// The begin or end of the block.
    Edge,
}

/// Words a `*` stands for at most. Four is "by the Berlin daily" with one to spare; more lets a name in the next clause in.
const GAP: usize = 4;

/// All patterns, and for each word those that are anchored in it.
struct Table {
    patterns: Vec<Pattern>,
    words: HashMap<&'static str, u32>,
    by_anchor: Vec<Vec<u32>>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| Table::read(include_str!("../../../data/lineage/citations.txt")));

/// A match in a block: tokens `begin..end`, of which `name` is the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Match {
    pub(crate) form: CitationForm,
    /// It is a form for credit lines.
    pub(crate) line: bool,
    pub(crate) begin: usize,
    pub(crate) end: usize,
    pub(crate) name: (usize, usize),
}

/// All matches in the tokens of a block. `line`: it may be a credit line. Linear in the tokens, since a pattern's length
/// and gaps are bounded.
pub(crate) fn find(tokens: &[Token<'_>], names: &Names, line: bool) -> Vec<Match> {
    let table = &*TABLE;
    let mut small = String::new();
    let ids: Vec<Option<u32>> = tokens
        .iter()
        .map(|t| {
            small.clear();
            small.extend(t.text.chars().flat_map(char::to_lowercase));
            table.words.get(small.as_str()).copied()
        })
        .collect();
    let view = View { tokens, ids: &ids, names };
    let mut out = Vec::new();
    for (at, id) in ids.iter().enumerate() {
        let Some(id) = *id else { continue };
        for &p in table.by_anchor.get(id as usize).map(Vec::as_slice).unwrap_or_default() {
            let Some(pattern) = table.patterns.get(p as usize) else { continue };
            if pattern.line && !line {
                continue;
            }
            let (front, back) = pattern.parts.split_at(pattern.anchor);
            let Some((end, after)) = view.forward(back, at) else { continue };
            let Some((begin, before)) = view.backward(front, at) else { continue };
            if let Some(name) = after.or(before) {
                out.push(Match { form: pattern.form, line: pattern.line, begin, end, name });
            }
        }
    }
    out
}

type Name = Option<(usize, usize)>;

struct View<'a> {
    tokens: &'a [Token<'a>],
    ids: &'a [Option<u32>],
    names: &'a Names,
}

impl View<'_> {
    fn is_word(&self, at: usize, any: &[u32]) -> bool {
        self.ids.get(at).copied().flatten().is_some_and(|id| any.contains(&id))
    }

    fn ends(&self, at: usize) -> bool {
        self.tokens.get(at).is_none_or(|t| t.kind == TokenKind::End)
    }

    /// Matches `parts` from token `at` on; gives one past the last token, and the name.
    fn forward(&self, parts: &[Part], at: usize) -> Option<(usize, Name)> {
        let Some((part, rest)) = parts.split_first() else { return Some((at, None)) };
        match part {
            Part::Word { any, optional } => {
                let taken = self.is_word(at, any).then(|| self.forward(rest, at + 1)).flatten();
                taken.or_else(|| optional.then(|| self.forward(rest, at)).flatten())
            }
            Part::Gap => {
                for skip in 0..=GAP {
                    if let Some(found) = self.forward(rest, at + skip) {
                        return Some(found);
                    }
                    if self.ends(at + skip) {
                        break;
                    }
                }
                None
            }
            Part::Name(slot) => {
                let (begin, end) = self.names.after(self.tokens, at, *slot)?;
                let (after, _) = self.forward(rest, end)?;
                Some((after, Some((begin, end))))
            }
            Part::Edge => {
                let last = (at..self.tokens.len()).all(|i| self.ends(i));
                last.then(|| self.forward(rest, at)).flatten()
            }
        }
    }

    /// Matches `parts`, the last first, before token `at`; gives the first token, and the name.
    fn backward(&self, parts: &[Part], at: usize) -> Option<(usize, Name)> {
        let Some((part, rest)) = parts.split_last() else { return Some((at, None)) };
        match part {
            Part::Word { any, optional } => {
                let there = at.checked_sub(1).filter(|&b| self.is_word(b, any));
                let taken = there.and_then(|b| self.backward(rest, b));
                taken.or_else(|| optional.then(|| self.backward(rest, at)).flatten())
            }
            Part::Gap => {
                for skip in 0..=GAP.min(at) {
                    if skip > 0 && self.ends(at - skip) {
                        break;
                    }
                    if let Some(found) = self.backward(rest, at - skip) {
                        return Some(found);
                    }
                }
                None
            }
            Part::Name(slot) => {
                let (begin, end) = self.names.before(self.tokens, at, *slot)?;
                let (first, _) = self.backward(rest, begin)?;
                Some((first, Some((begin, end))))
            }
            Part::Edge => (at == 0).then(|| self.backward(rest, at)).flatten(),
        }
    }
}

impl Table {
    fn read(file: &'static str) -> Table {
        let mut table = Table { patterns: Vec::new(), words: HashMap::new(), by_anchor: Vec::new() };
        for line in file.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty()) {
            let Some((form, rest)) = line.split_once("  ") else { continue };
            let (line, form) = form.strip_prefix("line-").map_or((false, form), |f| (true, f));
            let form = match form {
                "credit" => CitationForm::Credit,
                "agency" => CitationForm::Agency,
                "told" => CitationForm::Told,
                "published" => CitationForm::Published,
                "confirmed" => CitationForm::Confirmed,
                _ => CitationForm::Report,
            };
            let parts: Vec<Part> = rest.split_whitespace().map(|word| table.part(word)).collect();
            let must = |p: &Part| matches!(p, Part::Word { optional: false, .. });
            let Some(anchor) =
                parts.iter().position(must).or_else(|| parts.iter().position(|p| matches!(p, Part::Word { .. })))
            else {
                continue;
            };
            let number = u32::try_from(table.patterns.len()).unwrap_or(u32::MAX);
            if let Some(Part::Word { any, .. }) = parts.get(anchor) {
                for &word in any {
                    table.by_anchor[word as usize].push(number);
                }
            }
            table.patterns.push(Pattern { form, line, parts, anchor });
        }
        table
    }

    fn part(&mut self, word: &'static str) -> Part {
        match word {
            "*" => return Part::Gap,
            "|" => return Part::Edge,
            "X" => return Part::Name(Slot::Outlet),
            "N" => return Part::Name(Slot::Any),
            "A" => return Part::Name(Slot::Agency),
            _ => {}
        }
        let optional = word.len() > 1 && word.ends_with('?');
        let any = word.trim_end_matches('?').split('/').filter(|w| !w.is_empty()).map(|w| self.word(w)).collect();
        Part::Word { any, optional }
    }

    fn word(&mut self, word: &'static str) -> u32 {
        let next = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        let id = *self.words.entry(word).or_insert(next);
        if id == next {
            self.by_anchor.push(Vec::new());
        }
        id
    }
}

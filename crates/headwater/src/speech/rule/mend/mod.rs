//! What the models leave in the wrong place, told by form (English).
//!
//! The models are learned from articles of one country's politics. Where a sentence reads otherwise than there they find the
//! verb and miss what stands around it: forms that are regular in any news are mended here.

mod agent;
mod apposed;
mod asked;
mod claimed;
mod clause;
mod disputed;
mod formula;
mod hearer;
mod label;
mod lead;
mod named;
mod nickname;
mod participle;
mod place;
mod question;
mod quoted_in;
mod received;
mod relayed;
mod semicolon;
mod state;
mod subject;
mod whole;
mod words;

use std::collections::{BTreeMap, BTreeSet};

pub use self::hearer::names_hearer;
pub use self::subject::subjects;
use self::words::Words;
pub use self::words::told;
use super::Draft;
use crate::page::Page;
use crate::span::Span;
use crate::speech::cue::Lexicon;
use crate::speech::mark::Marks;
use crate::speech::sentence::{Cut, TokenKind};

/// Mends the drafts of a page, those of the models and rules together; `labels` are the colons behind labels. Linear in the
/// drafts: each looks at its own sentence.
pub fn mend(page: &Page, cut: &Cut, marks: &Marks, lexicon: &Lexicon, labels: &BTreeSet<u32>, drafts: &mut Vec<Draft>) {
    let telling = Telling { page, text: &page.text, cut, marks, lexicon, words: words::words() };
    telling.questions(drafts);
    telling.labels(labels, drafts);
    telling.states(drafts);
    telling.quoted_in(drafts);
    telling.relayed(drafts);
    telling.formulas(drafts);
    telling.asked(drafts);
    telling.described(drafts);
    telling.hearers(drafts);
    telling.received(drafts);
    telling.agents(drafts);
    telling.trailing(drafts);
    telling.before_subject(drafts);
    telling.heard(drafts);
    telling.where_said(drafts);
    telling.leads(drafts);
    telling.benches(drafts);
    telling.semicolons(drafts);
    telling.participles(drafts);
    telling.place(drafts);
    telling.disputed(drafts);
    telling.named(drafts);
    telling.messages(drafts);
    telling.wholes(drafts);
    telling.apposed(drafts);
    telling.nicknamed(drafts);
    telling.claimed(drafts);
}

/// Where cues stand, to be looked up: where each begins, and where it ends.
struct Cues(BTreeMap<u32, u32>);

impl Cues {
    fn of(drafts: &[Draft]) -> Cues {
        Cues(drafts.iter().flat_map(|d| &d.cue).map(|c| (c.begin, c.end)).collect())
    }

    /// Whether one of them overlaps `span`.
    fn overlap(&self, span: Span) -> bool {
        self.0.range(..span.end).next_back().is_some_and(|(_, &end)| end > span.begin)
    }

    /// Adds drafts whose cues are none of these.
    fn add(mut self, found: Vec<Draft>, drafts: &mut Vec<Draft>) {
        for draft in found {
            if !draft.cue.iter().any(|c| self.overlap(*c)) {
                self.0.extend(draft.cue.iter().map(|c| (c.begin, c.end)));
                drafts.push(draft);
            }
        }
    }
}

/// The words of a page, by token.
struct Telling<'a> {
    page: &'a Page,
    text: &'a str,
    cut: &'a Cut,
    marks: &'a Marks,
    lexicon: &'a Lexicon,
    words: &'static Words,
}

impl Telling<'_> {
    /// The first token that begins at `offset` or later.
    fn after(&self, offset: u32) -> usize {
        self.cut.tokens.partition_point(|t| t.span.begin < offset)
    }

    fn word(&self, k: usize) -> &str {
        self.cut.tokens.get(k).map_or("", |t| t.span.of(self.text))
    }

    /// Where the words and commas begin that stand without another sign before token `end` in its block, at most `reach` of them.
    fn begin_of_clause(&self, end: usize, reach: usize) -> usize {
        let block = self.cut.tokens.get(end).map(|t| t.block);
        let within = |k: &usize| {
            self.cut
                .tokens
                .get(*k)
                .is_some_and(|t| Some(t.block) == block && matches!(t.kind, TokenKind::Word | TokenKind::Sign(',')))
        };
        let begin = (end.saturating_sub(reach)..end).rev().take_while(within).last().unwrap_or(end);
        if self.sign(begin, ',') { begin + 1 } else { begin }
    }

    fn is_word(&self, k: usize) -> bool {
        self.cut.tokens.get(k).is_some_and(|t| t.kind == TokenKind::Word)
    }

    fn number(&self, k: usize) -> bool {
        self.cut.tokens.get(k).is_some_and(|t| t.kind == TokenKind::Number)
    }

    fn sign(&self, k: usize, sign: char) -> bool {
        self.cut.tokens.get(k).is_some_and(|t| t.kind == TokenKind::Sign(sign))
    }

    fn is_mark(&self, k: usize) -> bool {
        self.cut.tokens.get(k).is_some_and(|t| matches!(t.kind, TokenKind::Mark(_)))
    }

    fn capital(&self, k: usize) -> bool {
        self.word(k).starts_with(char::is_uppercase)
    }

    /// The first and one past the last token of the sentence of token `k`.
    fn sentence(&self, k: usize) -> (usize, usize) {
        let at = self.cut.sentences.partition_point(|s| (s.end as usize) <= k);
        self.cut.sentences.get(at).map_or((k, k), |s| (s.begin as usize, s.end as usize))
    }

    fn span(&self, begin: usize, end: usize) -> Span {
        self.cut.span(begin, end)
    }
}

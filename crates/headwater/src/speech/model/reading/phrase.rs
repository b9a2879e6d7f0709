//! What the tree tells of a word: its subject, its phrase, what hangs on it.

use super::super::super::sentence::TokenKind;
use super::super::form;
use super::super::part::is_verb;
use super::super::tree;
use super::{AUXILIARY, BEFORE, CLAUSE, NOUN_LEFT, OBJECT, PREPOSITION, Reading, SUBJECT, THAT, VBN};
use crate::span::Span;

impl Reading<'_> {
    /// The subject of verb `verb` by the tree: its own, or that of the verb it hangs on ("she rose, saying ..."). None for
    /// a passive.
    pub fn subject(&self, verb: usize) -> Option<Span> {
        let mut at = verb;
        for _ in 0..4 {
            let tag = self.tags[at];
            if !is_verb(tag) || tag == VBN && self.children[at] & BEFORE != 0 {
                return None;
            }
            let sentence = self.cut.sentences.get(self.sentences[at] as usize)?;
            let nominal = |j: &usize| self.heads[*j] as usize == at && matches!(self.tags[*j], 1..=5 | 9 | 10);
            let limit = (sentence.begin as usize).max(at.saturating_sub(60));
            if let Some(j) = (limit..at).rev().find(nominal) {
                return Some(self.phrase(j, at));
            }
            at = self.heads.get(at).copied().filter(|&h| h != tree::ROOT)? as usize;
        }
        None
    }

    /// Whether a negation stands right before token `verb` ("has not answered", "didn’t say"): then nothing was said.
    pub fn negated(&self, verb: usize) -> bool {
        let before = self.forms.get(verb.saturating_sub(3)..verb).unwrap_or_default();
        before.iter().any(|f| NOT.contains(&f.word))
    }

    /// Whether token `verb` is a participle behind a form of "to be".
    pub fn passive(&self, verb: usize) -> bool {
        let before = self.forms.get(verb.saturating_sub(4)..verb).unwrap_or_default();
        let helps = before.iter().rev().find(|f| BE.contains(&f.word) || HAVE.contains(&f.word));
        self.tags[verb] == VBN && helps.is_some_and(|f| BE.contains(&f.word))
    }

    /// The words around token `heart` that hang on it, up to token `before`.
    pub(in super::super) fn phrase(&self, heart: usize, before: usize) -> Span {
        let hangs = |mut j: usize| {
            for _ in 0..12 {
                if j == heart {
                    return true;
                }
                match self.heads.get(j) {
                    Some(&h) if h != tree::ROOT => j = h as usize,
                    _ => return false,
                }
            }
            false
        };
        let mut begin = heart;
        while begin > 0 && heart - begin < 30 && hangs(begin - 1) {
            begin -= 1;
        }
        let mut end = heart + 1;
        while end < before && end - heart < 30 && hangs(end) {
            end += 1;
        }
        // Signs at the ends are not part of it.
        while end > heart + 1 && matches!(self.cut.tokens[end - 1].kind, TokenKind::Sign(_)) {
            end -= 1;
        }
        while begin < heart && matches!(self.cut.tokens[begin].kind, TokenKind::Sign(_)) {
            begin += 1;
        }
        self.cut.span(begin, end)
    }

    pub(super) fn count_children(&self) -> Vec<u16> {
        let mut out = vec![0_u16; self.forms.len()];
        for (i, &h) in self.heads.iter().enumerate() {
            let Some(slot) = out.get_mut(h as usize) else { continue };
            let (tag, right) = (self.tags[i], i > h as usize);
            *slot |= match (tag, right) {
                (1..=5 | 9 | 10 | 13, false) => SUBJECT | NOUN_LEFT,
                (7, false) => SUBJECT,
                (1..=5, true) => OBJECT,
                (14..=19, true) => CLAUSE,
                (14..=19, false) => BEFORE,
                (21 | 22, true) => PREPOSITION,
                (20 | 24, _) => AUXILIARY,
                _ => 0,
            };
            if right && self.forms[i].word == THAT_WORD {
                *slot |= THAT;
            }
        }
        out
    }
}

const THAT_WORD: u32 = form::word("that");

/// Forms of "to be" and "to have".
const BE: [u32; 9] = [
    form::word("is"),
    form::word("are"),
    form::word("was"),
    form::word("were"),
    form::word("be"),
    form::word("been"),
    form::word("being"),
    form::word("am"),
    form::word("'re"),
];
const HAVE: [u32; 5] =
    [form::word("have"), form::word("has"), form::word("had"), form::word("having"), form::word("'ve")];

/// Negations.
const NOT: [u32; 3] = [form::word("not"), form::word("n't"), form::word("never")];

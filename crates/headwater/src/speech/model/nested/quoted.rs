//! What a speaker says in a quotation that others told: "“The mayor told us the dam was safe,” said Pell" is hearsay of the
//! mayor's words, and a reader who weighs Pell's has to know it.
//!
//! The corpus marks no attribution within a quotation, so the models learned to find none without marks of its own. These
//! are told by form, and only where it leaves no doubt: a listed verb of saying in the past, somebody right before
//! it (the speaker's own "I told the board that" is kept too), and behind it the hearer, "that" or a clause with a subject of its own; "I was told that", whose
//! source is who stands behind "by", or nobody; and "According to the company, ..." at the beginning of a sentence.

use super::super::super::frame::Frame;
use super::super::super::rule::Draft;
use super::super::form::word;
use super::super::part::is_noun;
use super::super::reading::{Reading, SUBJECT};
use super::clause::{ARTICLE, Clause, LEAST, PARTICIPLE, PAST, POSSESSIVE, PREPOSITION, PRONOUN, SAYS, THAT, THERE};
use super::taken::Taken;
use crate::span::Span;
use crate::speech::Act;
use crate::speech::sentence::TokenKind;

/// Adds to `out` what the words of a frame that stands in a quotation tell of others, but for cues that `drafts` have already.
/// Linear in the frame but for a short look around each verb.
pub(in crate::speech) fn relayed(reading: &Reading<'_>, frame: &Frame, drafts: &[Draft], out: &mut Vec<Draft>) {
    let items = reading.frames.items.get(frame.range()).unwrap_or_default();
    let (Some(first), Some(last)) = (items.first(), items.last()) else { return };
    if frame.inside == 0 || asks(reading, last.end as usize) {
        return;
    }
    let clause = Clause::new(reading, first.begin as usize, last.end as usize);
    let taken = Taken::new(drafts.iter().flat_map(|d| d.cue.iter().chain(&d.content)));
    let own = items.iter().filter(|i| !i.is_quotation()).map(|i| i.begin as usize);
    let mut reached = 0;
    for at in own {
        let free = at >= reached && reading.cut.tokens.get(at).is_some_and(|t| !taken.overlaps(t.span));
        let Some(draft) = free.then(|| clause.according(at).or_else(|| clause.told(at))).flatten() else { continue };
        reached = draft.content.last().map_or(0, |c| reading.cut.tokens.partition_point(|t| t.span.end <= c.end));
        out.push(draft);
    }
}

/// Whether what ends before token `end` is a question.
fn asks(reading: &Reading<'_>, end: usize) -> bool {
    let tokens = reading.cut.tokens.get(end.saturating_sub(3)..end).unwrap_or_default();
    tokens.iter().any(|t| matches!(t.kind, TokenKind::Sign('?')))
}

impl Clause<'_, '_> {
    /// A verb of saying at token `verb`, with who said it and what.
    fn told(&self, verb: usize) -> Option<Draft> {
        let reading = self.reading;
        if !self.takes_clause(verb) || reading.negated(verb) || verb <= self.begin {
            return None;
        }
        let passive = self.passive(verb);
        let source = if passive { None } else { Some(self.teller(verb)?) };
        let (clause, agent) = if passive { self.heard(verb)? } else { (self.clause(verb, source)?, None) };
        let content = self.content(clause, source)?;
        let cue = reading.cut.tokens.get(verb)?.span;
        let source = source.or(agent).into_iter().collect();
        Some(Draft { source, cue: vec![cue], content: vec![content], act: Act::Speech })
    }

    /// Whether the verb is "told" of "I was told", "we had been assured".
    fn passive(&self, verb: usize) -> bool {
        self.words.told.contains(&self.word(verb))
            && verb.checked_sub(1).is_some_and(|at| {
                let at = if self.words.adverb.contains(&self.word(at)) { at.saturating_sub(1) } else { at };
                let subject = at.checked_sub(1).filter(|&s| s >= self.begin);
                self.words.be.contains(&self.word(at))
                    && subject.is_some_and(|s| self.tag(s) == PRONOUN || self.words.perfect.contains(&self.word(s)))
            })
    }

    /// Who is said to have said it: a noun phrase or a pronoun of a person right before the verb and its "had"; the speaker's own "I told them" too. What
    /// opens with "if" or "what" tells nothing, and of "they say" nobody can be asked.
    fn teller(&self, verb: usize) -> Option<Span> {
        let (at, perfect) = self.subject(verb)?;
        let tag = self.tag(at);
        let known = is_noun(tag) && (tag != PRONOUN || self.words.teller.contains(&self.word(at)));
        let told = match self.tag(verb) {
            PAST => true,
            PARTICIPLE => perfect,
            SAYS => true,
            _ => false,
        };
        if !known || !told || self.words.vague.contains(&self.word(at)) {
            return None;
        }
        let source = self.reading.phrase(at, at + 1);
        let first = self.reading.cut.tokens.partition_point(|t| t.span.end <= source.begin);
        let unsure = |back: usize| {
            first.checked_sub(back).is_some_and(|k| k >= self.begin && self.words.unsure.contains(&self.word(k)))
        };
        let opened = (0..=2).any(unsure) || self.tag(first) == PREPOSITION;
        (first >= self.begin && !opened).then_some(source)
    }

    /// Where the clause begins that is told: behind "that", a hearer, or the verb itself.
    fn clause(&self, verb: usize, source: Option<Span>) -> Option<usize> {
        let own = |s: Span| matches!(s.of(self.reading.text), "I" | "We" | "we");
        if let Some(that) = self.that(verb, !source.is_some_and(own)).filter(|&that| !self.comma(that + 1)) {
            return self.finite(that + 1).then_some(that);
        }
        let heard = self.hearer(verb);
        let at = verb + 1 + usize::from(heard);
        // "told us about it", "told me a story", "told her to go" give no clause, nor does "told the men".
        (self.opens(at) && (heard || self.is_bare(verb) && !self.words.told.contains(&self.word(verb)))).then_some(at)
    }

    /// "was told (by the clerk) (that) it had rained": where the clause begins, and who stands behind "by".
    fn heard(&self, verb: usize) -> Option<(usize, Option<Span>)> {
        let mut at = verb + 1;
        let mut agent = None;
        if self.word(at) == BY {
            let heart = (at + 1..self.end.min(at + 8))
                .take_while(|&i| self.word(i) != THAT)
                .find(|&i| (is_noun(self.tag(i)) || self.tag(i) == PRONOUN) && !is_noun(self.tag(i + 1)))?;
            agent = Some(self.reading.cut.span(at + 1, heart + 1));
            at = heart + 1;
        }
        let that = self.word(at) == THAT;
        (that && self.finite(at + 1) || !that && self.opens(at)).then_some((at, agent))
    }

    /// "According to the company, the tank was empty": at the beginning of a sentence.
    fn according(&self, at: usize) -> Option<Draft> {
        let begins = at <= self.begin + 1 && self.word(at) == ACCORDING && self.word(at + 1) == TO;
        let comma = begins.then(|| (at + 3..self.end.min(at + 12)).find(|&i| self.comma(i))).flatten()?;
        let source = self.reading.cut.span(at + 2, comma);
        let named = (at + 2..comma).any(|i| is_noun(self.tag(i)) || self.tag(i) == PRONOUN);
        let own = (at + 2..comma).any(|i| self.words.own.contains(&self.word(i)));
        let content = (named && !own && self.finite(comma + 1)).then(|| self.content(comma + 1, None)).flatten()?;
        let cue = self.reading.cut.span(at, at + 2);
        Some(Draft { source: vec![source], cue: vec![cue], content: vec![content], act: Act::Speech })
    }

    /// Whether a clause of its own opens at token `at`: a noun or pronoun, and soon a finite verb with a subject.
    pub(super) fn opens(&self, at: usize) -> bool {
        let nominal = is_noun(self.tag(at)) || matches!(self.tag(at), PRONOUN | ARTICLE | POSSESSIVE | THERE);
        let children = |i: usize| self.reading.children.get(i).copied().unwrap_or(0);
        let verb = (at + 1..self.end.min(at + SUBJECT_LENGTH)).find(|&i| self.is_finite(i) || self.comma(i));
        let subject = |v: usize| children(v) & SUBJECT != 0 || is_noun(self.tag(v - 1)) || v == at + 1;
        nominal && verb.is_some_and(|v| self.is_finite(v) && subject(v))
    }

    /// The words from token `at` to the end of what is told: before ", and", ", but" and the stop; before any comma where the
    /// subject stands behind "after", "when" and the like.
    fn content(&self, at: usize, source: Option<Span>) -> Option<Span> {
        let first = source.map(|s| self.reading.cut.tokens.partition_point(|t| t.span.end <= s.begin));
        let time = first.is_some_and(|f| f > self.begin && self.words.when.contains(&self.word(f - 1)));
        let turns = |&i: &usize| self.comma(i) && (time || self.words.turn.contains(&self.word(i + 1)));
        let mut end = (at + LEAST..self.end).find(turns).unwrap_or(self.end);
        let sign = |i: usize| {
            self.reading.cut.tokens.get(i).is_some_and(|t| matches!(t.kind, TokenKind::Sign(_) | TokenKind::Mark(_)))
        };
        while end > at && sign(end - 1) {
            end -= 1;
        }
        (at + LEAST <= end).then(|| self.reading.cut.span(at, end))
    }
}

/// How far behind its first word the verb of a clause may stand.
const SUBJECT_LENGTH: usize = 8;

const ACCORDING: u32 = word("according");
const BY: u32 = word("by");
const TO: u32 = word("to");

//! Witnesses whom the sentences after a stance introduce: "have been corroborated by other sources. In 2016, I interviewed ...".

use super::Witness;
use super::account;
use super::resolve::Reader;
use crate::id::SpeakerIx;
use crate::origin::occasion::telling::Heard;
use crate::page::Role;
use crate::span::Span;
use crate::speech::SpeakerKind;
use crate::speech::mention::MentionForm;

/// Sentences after one that names no witness in which he may be introduced: "have been corroborated by other sources. In
/// 2016, I interviewed ..." The seeds need one, and a paragraph that follows up on such a sentence rarely has more.
pub(super) const FOLLOW: usize = 3;

/// Tokens between a verb of talking and the name of who talked: "met the ferry's former purser, N"; "N, who had by then
/// left the board, told".
pub(super) const MEETING: usize = 8;

impl Reader<'_> {
    /// The person whom the next sentence names and quotes.
    pub(super) fn introduced_by_name(
        &self,
        sentence: usize,
        about: Option<SpeakerIx>,
    ) -> Option<(Witness, Option<Span>)> {
        let next = self.cut.sentences.get(sentence + 1).filter(|n| n.role == Role::Story)?;
        let next = self.cut.span(next.begin as usize, next.end as usize);
        let speakers = &self.context.evidence.speech.speakers;
        let by_name = |s: SpeakerIx| {
            let mut here = self.near(next).iter().filter(|m| next.contains(m.0) && m.2 == MentionForm::Name);
            speakers.get(s.ix()).is_some_and(|s| s.named)
                && here.any(|m| self.context.voices.of(m.1) == self.context.voices.of(s))
        };
        let (who, at) = self.introduced(sentence, about)?;
        let fits = matches!(who, Witness::Speaker(s) if by_name(s)) && at.is_some_and(|at| at.begin < next.end);
        fits.then_some((who, at))
    }

    /// Somebody whom the sentences after this one introduce: interviewed there, or quoted. Who asked the questions
    /// of some occasion on the page is no witness.
    pub(super) fn introduced(&self, sentence: usize, about: Option<SpeakerIx>) -> Option<(Witness, Option<Span>)> {
        let next = |k: usize| self.cut.sentences.get(sentence + k).filter(|s| s.role == Role::Story);
        let first = next(1)?;
        let last = (1..=FOLLOW).rev().find_map(next)?;
        let stretch = self.cut.span(first.begin as usize, last.end as usize);
        let asked = |s: SpeakerIx| {
            self.context.tellings.iter().any(|t| t.page == self.ix && t.heard.contains(&Heard::Person(s)))
        };
        // Whom the page has named before is brought in by no later sentence.
        let here = self.cut.sentences.get(sentence).map_or(0, |s| self.span(s.begin as usize).begin);
        let before = self.mentions.get(..self.mentions.partition_point(|m| m.0.end <= here)).unwrap_or(&[]);
        let known = |s: SpeakerIx| before.iter().any(|m| m.1 == s && m.2 == MentionForm::Name);
        let fits = |s: SpeakerIx| Some(s) != about && self.kind(s) == SpeakerKind::Person && !asked(s) && !known(s);
        let told = self.context.tellings.iter().filter(|t| t.page == self.ix && t.span.overlaps(stretch));
        let told = told.flat_map(|t| t.speakers.iter().map(move |&s| (t.span.begin, s)));
        let attributions = &self.context.evidence.speech.attributions;
        let from = attributions.partition_point(|a| a.page < self.ix);
        let quoted = attributions.iter().skip(from).take_while(|a| a.page == self.ix);
        let quoted = quoted.filter_map(|a| Some((a.content.iter().find(|c| c.overlaps(stretch))?.begin, a.speaker?)));
        let met = self.met(sentence).into_iter();
        let (at, who) = told.chain(quoted).chain(met).filter(|&(_, s)| fits(s)).min()?;
        Some((Witness::Speaker(who), Some(Span { begin: at, end: at })))
    }

    /// People whom the next sentences introduce as somebody who talked: "I interviewed X", "X told me".
    pub(super) fn met(&self, sentence: usize) -> Vec<(u32, SpeakerIx)> {
        let mut out = Vec::new();
        for s in self.cut.sentences.iter().skip(sentence + 1).take(FOLLOW).filter(|s| s.role == Role::Story) {
            let span = self.cut.span(s.begin as usize, s.end as usize);
            let people = self.near(span).iter().filter(|m| span.contains(m.0) && m.2 == MentionForm::Name);
            for m in people {
                let begin = self.cut.tokens.partition_point(|t| t.span.end <= m.0.begin);
                let end = self.cut.tokens.partition_point(|t| t.span.begin < m.0.end);
                let word = |i: usize| account::at(&self.words, i);
                let before = begin.saturating_sub(MEETING).max(s.begin as usize)..begin;
                let after = end..(end + MEETING).min(s.end as usize);
                let passive = |i: usize| matches!(word(i.saturating_sub(1)), "was" | "were" | "been");
                let object = before.clone().any(|i| {
                    (matches!(word(i), "interviewed" | "met") && !passive(i))
                        || account::phrase_at(&self.words, i, "spoke to")
                        || account::phrase_at(&self.words, i, "spoke with")
                        || account::phrase_at(&self.words, i, "interview with")
                });
                let subject = after.clone().any(|i| {
                    matches!(word(i), "told" | "said" | "testified" | "recalled")
                        || (word(i) == "interviewed" && passive(i))
                });
                if object || subject {
                    out.push((m.0.begin, m.1));
                }
            }
        }
        out
    }
}

//! Denials in words of their own: "no page had been replaced", where another has said on the page that one was.

use std::collections::BTreeSet;

use super::account;
use super::resolve::{MOST, Reader};
use super::{Corroboration, Stance, Witness};
use crate::id::StatementIx;
use crate::origin::Statement;
use crate::origin::discrepancy::turned;
use crate::origin::topic::stems;
use crate::page::Role;
use crate::reuse::Place;
use crate::span::Span;

/// Bytes of words that deny one thing: a longer sentence says more than that.
const SHORT: u32 = 140;

/// Stems of such words, at most.
const FEW: usize = 6;

impl Reader<'_> {
    /// Adds the words of somebody that say no to most of what another has said on the page, stem by stem.
    pub(super) fn denied_in_own_words(&self, out: &mut Vec<Corroboration>) {
        let attributions = &self.context.evidence.speech.attributions;
        let from = attributions.partition_point(|a| a.page < self.ix);
        let here = attributions.iter().skip(from).take_while(|a| a.page == self.ix);
        for a in here.filter(|a| a.role == Role::Story && a.is_quotation() && a.counts()).take(MOST) {
            let Some(speaker) = a.speaker else { continue };
            let by = self.context.voices.of(speaker);
            let [content] = a.content.as_slice() else { continue };
            let text = content.of(&self.page.text);
            if content.end - content.begin > SHORT || !turned(text, "") || !self.denies_a_fact(*content) {
                continue;
            }
            let called =
                self.context.evidence.speech.speakers.get(speaker.ix()).map(|s| stems(&s.name)).unwrap_or_default();
            let topic: BTreeSet<String> = stems(text).into_iter().filter(|s| !called.contains(s)).collect();
            if topic.len() < 2 || topic.len() > FEW {
                continue;
            }
            let other = |s: usize| {
                let statement = self.context.statements.get(s).filter(|s| s.pages.contains(&self.ix));
                statement.and_then(|s| s.speaker).is_some_and(|o| self.context.voices.of(o) != by)
            };
            // "Page" and "pages" are one word here, though too short to share a stem.
            let one = |s: &String| s.strip_suffix('s').map_or_else(|| format!("{s}s"), str::to_owned);
            let forms: BTreeSet<String> = topic.iter().cloned().chain(topic.iter().map(one)).collect();
            let Some((s, n)) = self.people.topics.best(&forms, other) else { continue };
            let Some(statement) = self.context.statements.get(s) else { continue };
            if n < 2 || 10 * n < 6 * topic.len() || !turned(text, &self.words_of(statement)) {
                continue;
            }
            let hull = a.source.iter().chain(&a.cue).chain(&a.content).copied().reduce(Span::hull).unwrap_or_default();
            let witness = Witness::Speaker(by);
            if out.iter().any(|o| o.by == witness && o.place.span.overlaps(hull)) || self.thing(witness) {
                continue;
            }
            let about = statement.speaker.map(|s| self.context.voices.of(s));
            let (independent, why) = self.independence(about, witness, a.source.first().copied());
            out.push(Corroboration {
                about,
                named: true,
                own: false,
                matter: None,
                statement: Some(StatementIx::new(s)),
                by: witness,
                stance: Stance::Denies,
                place: Place { page: self.ix, span: hull },
                independent,
                why,
            });
        }
    }

    /// Whether some words say that something is or was not so: "may not", "not to" and "whether or not" say nothing of it.
    fn denies_a_fact(&self, content: Span) -> bool {
        let begin = self.cut.tokens.partition_point(|t| t.span.end <= content.begin);
        let end = self.cut.tokens.partition_point(|t| t.span.begin < content.end);
        let word = |k: usize| account::at(&self.words, k);
        let no = |k: usize| match word(k) {
            "no" => !matches!(word(k + 1), "longer" | "doubt" | "matter"),
            "nobody" | "none" | "never" | "nothing" => true,
            "not" | "n't" | "n’t" => {
                let before = k.checked_sub(1).filter(|&k| k >= begin).map_or("", word);
                word(k + 1) != "to"
                    && matches!(before, "did" | "had" | "was" | "were" | "is" | "are" | "has" | "have" | "does" | "do")
            }
            _ => false,
        };
        (begin..end).any(no)
            && !(begin..end).any(|k| matches!(word(k), "whether" | "if" | "may" | "might" | "should" | "would"))
    }

    /// The fullest words of a statement.
    fn words_of(&self, statement: &Statement) -> String {
        let evidence = self.context.evidence;
        let fullest = evidence.speech.attributions.get(statement.fullest.ix());
        let page = fullest.and_then(|a| evidence.pages.get(a.page.ix()));
        let words =
            fullest.zip(page).map(|(a, p)| a.content.iter().map(|c| c.of(&p.text)).collect::<Vec<_>>().join(" "));
        words.unwrap_or_default()
    }
}

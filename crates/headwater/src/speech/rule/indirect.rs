//! Indirect speech of the cues that no quotation took.

use super::source::SOURCE;
use super::{Draft, Reader};
use crate::span::Span;
use crate::speech::Act;
use crate::speech::cue::{Cue, Takes};

impl Reader<'_> {
    /// Indirect speech of the cues that no quotation took.
    pub(super) fn indirect(&self, taken: &mut [bool], out: &mut Vec<Draft>) {
        let end = (0..self.items.len())
            .rev()
            .find(|&j| !matches!(self.sign(j), Some('.' | '!' | '?' | '…')))
            .map_or(0, |j| j + 1);
        if let Some((source, k, (b, e))) = self.as_said(end).filter(|_| !self.inside)
            && taken.get(k) == Some(&false)
            && !out.iter().any(|d| d.content.iter().any(|s| self.overlap(*s, b, e)))
        {
            taken[k] = true;
            // "Según" alone is a cue too.
            if let Some(first) = taken.first_mut().filter(|_| b > k) {
                *first = true;
            }
            out.push(Draft {
                source: source.into_iter().collect(),
                cue: vec![self.cue_span(k)],
                content: vec![self.heard.cut.span(self.items[b].begin as usize, self.items[e - 1].end as usize)],
                act: Act::Speech,
            });
        }
        for (k, taken) in taken.iter_mut().enumerate().take(self.items.len()) {
            let postposed = self.postposed(k);
            let cue = self.cue_at(k).or(postposed.map(|_| Cue { act: Act::Speech, takes: Takes::Clause }));
            let Some(cue) = cue.filter(|c| !(*taken || self.inside && c.act == Act::Thought)) else { continue };
            let before = self.heard.lexicon.him.is_empty();
            if !before
                && !self.inside
                && let Some((source, _, open, close)) = self.set_in(k).filter(|_| self.that_behind(k, end).is_none())
            {
                let mut content =
                    vec![self.heard.cut.span(self.items[0].begin as usize, self.items[open - 1].end as usize)];
                if let Some(close) = close.filter(|c| c + 1 < end) {
                    content.push(
                        self.heard.cut.span(self.items[close + 1].begin as usize, self.items[end - 1].end as usize),
                    );
                }
                if !out.iter().any(|d| d.content.iter().any(|s| content.iter().any(|c| c.overlaps(*s)))) {
                    *taken = true;
                    out.push(Draft { source: vec![source], cue: vec![self.cue_span(k)], content, act: cue.act });
                    continue;
                }
            }
            let content = if let Some(wide) = postposed {
                let from = k + wide + usize::from(self.sign(k + wide) == Some(','));
                (from < end).then_some((from, end))
            } else if self.heard.lexicon.closing.contains(self.words[k].as_str()) && k + 1 >= end {
                self.clause_closed(k)
            } else if let Some(wide) = self.according(k) {
                self.according_content(k + wide, end, k)
            } else {
                let next = k + 1;
                let opens = self.that_behind(k, end);
                let infinitive =
                    |j: usize| self.words.get(j).is_some_and(|w| self.heard.lexicon.infinitive.contains(w.as_str()));
                match (cue.takes, opens) {
                    (Takes::Quote, _) => None,
                    _ if infinitive(next) && next + 2 < end => Some((next, end)),
                    // "Ha spiegato l'assessora, Livia Moretti, che ...": an office and a name between.
                    (_, Some(j)) if self.only_source(k, next, j) => Some((j, end)),
                    // German and Russian set a comma before the clause.
                    (_, Some(j))
                        if !(next..j).any(|m| self.sign(m).is_some() && !(m + 1 == j && self.sign(m) == Some(','))) =>
                    {
                        Some((j, end))
                    }
                    (Takes::Noun, _) if next < end && self.sign(next).is_none() => Some((next, end)),
                    (Takes::Clause, _) if next < end && self.sign(next).is_none() && self.before(k).is_some() => {
                        Some((next, end))
                    }
                    (_, None) if self.told_clause(next, end).is_some() => self.told_clause(next, end),
                    // "The dam will hold, engineers said."
                    (Takes::Clause, _) if next >= end => self.clause_before(k),
                    _ => None,
                }
            };
            let Some((b, e)) = content.filter(|(b, e)| e > &(b + 1)) else { continue };
            // "Le propriétaire aurait, selon une source, reçu ...": what is said goes on behind the source.
            let rest = self.according(k).filter(|_| b == 0 && e < k).and_then(|_| self.goes_on_behind(k, end));
            let closed = self.heard.lexicon.closing.contains(self.words[k].as_str()) && e <= k;
            let source = if closed { self.source_closed(b) } else { self.source(k) };
            if source.is_none() && cue.act == Act::Thought {
                continue;
            }
            let span = self.heard.cut.span(self.items[b].begin as usize, self.items[e - 1].end as usize);
            if out.iter().any(|d| d.content.iter().any(|s| s.overlaps(span) && s.contains(span))) {
                continue;
            }
            *taken = true;
            out.push(Draft {
                source: source.into_iter().collect(),
                cue: vec![self.cue_span(k)],
                content: std::iter::once(span).chain(rest).collect(),
                act: cue.act,
            });
        }
        out.sort_by_key(|d| d.content.first().map(|s| s.begin));
    }

    /// Whether nothing but the source of cue `k`, with its commas, stands from `next` to `to`.
    fn only_source(&self, k: usize, next: usize, to: usize) -> bool {
        let Some(source) = self.source(k) else { return false };
        let begins = self.heard.span(self.items[next]).begin == source.begin;
        begins
            && (next..to).all(|j| {
                let span = self.heard.span(self.items[j]);
                source.contains(span) || span.begin >= source.end && self.sign(j) == Some(',')
            })
    }

    /// What stands behind the source of the phrase at `k` and a comma.
    fn goes_on_behind(&self, k: usize, end: usize) -> Option<Span> {
        let source = self.source(k)?;
        let comma = (k..end)
            .find(|&j| self.heard.span(self.items[j]).begin >= source.end)
            .filter(|&j| self.sign(j) == Some(','))?;
        (comma + 2 < end)
            .then(|| self.heard.cut.span(self.items[comma + 1].begin as usize, self.items[end - 1].end as usize))
    }

    /// Where a word like "that" stands behind cue `k`.
    fn that_behind(&self, k: usize, end: usize) -> Option<usize> {
        let next = k + 1;
        (next..(next + 9).min(end)).find(|&j| self.heard.lexicon.that.contains(self.words[j].as_str()))
    }

    /// The clause behind a comma that is told of somebody by the form of its verb alone: "er sagte dem Rat, der Pegel sei hoch".
    fn told_clause(&self, next: usize, end: usize) -> Option<(usize, usize)> {
        let list = self.heard.lexicon;
        if list.subjunctive.is_empty() {
            return None;
        }
        let comma = (next..(next + 7).min(end)).find(|&j| self.sign(j).is_some() || self.items[j].is_quotation())?;
        let verb = (comma + 1..end).any(|j| list.subjunctive.contains(self.words[j].as_str()));
        (self.sign(comma) == Some(',') && verb && comma + 3 < end).then_some((comma + 1, end))
    }

    /// Whether `span` overlaps the items from `b` to `e`.
    fn overlap(&self, span: Span, b: usize, e: usize) -> bool {
        self.heard.cut.span(self.items[b].begin as usize, self.items[e - 1].end as usize).overlaps(span)
    }

    /// The clause that cue `k`, the last word of its sentence, closes: from the comma after the source, or from the end of
    /// a source that is a name.
    fn clause_closed(&self, k: usize) -> Option<(usize, usize)> {
        let comma = (1..k.min(SOURCE)).find(|&j| self.sign(j) == Some(','));
        let name = (0..k).take_while(|&j| self.capital(j)).count();
        // "Uzmanlar binanın onarılabileceğini savunuyor": the clause has a noun of its verb before the cue.
        let last = (0..k).rev().find(|&j| self.cue_at(j).is_none())?;
        let clause = ["nı", "ni", "nu", "nü"].iter().any(|e| self.words[last].ends_with(e));
        let plural = |w: &String| w.ends_with("lar") || w.ends_with("ler");
        let several = name == 1 && clause && self.words.first().is_some_and(plural);
        let begin = comma.map(|c| c + 1).or((name >= 2 || several).then_some(name))?;
        let begin = begin + usize::from(self.heard.lexicon.between.contains(self.words.get(begin)?.as_str()));
        // Words that belong to the cue ("ifade etti") are none of the clause.
        let end = (begin..k).rev().find(|&j| self.cue_at(j).is_none())? + 1;
        (end > begin + 1).then_some((begin, end))
    }

    /// The source of a closed clause that begins at `begin`: all before it, without the comma.
    fn source_closed(&self, begin: usize) -> Option<Span> {
        let between = begin.checked_sub(1).is_some_and(|j| self.heard.lexicon.between.contains(self.words[j].as_str()));
        let begin = begin - usize::from(between);
        let end = if self.sign(begin.checked_sub(1)?) == Some(',') { begin - 1 } else { begin };
        // "“...” diyen Ana Ruiz, ...": what was quoted first is none of it.
        let from =
            (0..end).rev().find(|&j| self.items[j].is_quotation() || self.cue_at(j).is_some()).map_or(0, |j| j + 1);
        let from = if from < end { from } else { 0 };
        (end > 0).then(|| self.heard.cut.span(self.items[from].begin as usize, self.items[end - 1].end as usize))
    }

    /// A line of talk set off by dashes, as in Spanish, Russian and French: "—No, —dijo Ana Ruiz—. Nunca."
    pub(super) fn dialogue(&self, taken: &mut [bool], out: &mut Vec<Draft>) {
        let dash = |j: usize| matches!(self.sign(j), Some('—' | '–'));
        let begins = self.items.first().is_some_and(|i| {
            let block = |t: usize| self.heard.cut.tokens.get(t).map(|t| t.block);
            (i.begin as usize).checked_sub(1).is_none_or(|p| block(p) != block(i.begin as usize))
        });
        if !begins || !dash(0) {
            return;
        }
        let close =
            (2..self.items.len()).find(|&j| dash(j) && self.cue_at(j + 1).is_some_and(|c| c.act != Act::Thought));
        let Some(close) = close else { return };
        let k = close + 1;
        let end = if self.sign(close - 1) == Some(',') { close - 1 } else { close };
        if let Some(t) = taken.get_mut(k) {
            *t = true;
        }
        out.push(Draft {
            source: self.after(k + 1).into_iter().collect(),
            cue: vec![self.cue_span(k)],
            content: vec![self.heard.cut.span(self.items[1].begin as usize, self.items[end - 1].end as usize)],
            act: Act::Speech,
        });
    }

    /// What is according to a source whose phrase begins at `from`: the rest after its comma, or all before.
    pub(super) fn according_content(&self, from: usize, end: usize, k: usize) -> Option<(usize, usize)> {
        let source = self.source(k)?;
        // "Nach seinen Angaben liegen ...": the source stands within the phrase.
        if k < 2 && self.heard.span(self.items[from.min(self.items.len() - 1)]).begin > source.end + 1 && from > k + 2 {
            let comma = usize::from(self.sign(from) == Some(','));
            return Some((from + comma, end));
        }
        let after = (from..end).find(|&j| self.heard.span(self.items[j]).begin >= source.end).unwrap_or(end);
        let comma = (after..(after + SOURCE).min(end)).find(|&j| self.sign(j) == Some(','));
        let verb = self.words.get(after).is_some_and(|w| self.heard.lexicon.finite.contains(w.as_str()));
        match comma {
            _ if verb && k < 2 => Some((after, end)),
            Some(c) if k < 2 => Some((c + 1, end)),
            _ if k > 2 => Some((0, if self.sign(k - 1) == Some(',') { k - 1 } else { k })),
            _ => None,
        }
    }

    /// The clause before a source and its cue at the end of a sentence.
    pub(super) fn clause_before(&self, k: usize) -> Option<(usize, usize)> {
        let comma = (k.saturating_sub(SOURCE)..k).rev().find(|&j| self.sign(j) == Some(','))?;
        (comma > 2).then_some((0, comma))
    }
}

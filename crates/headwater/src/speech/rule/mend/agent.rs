//! A source that stands where the models seldom saw one: behind "by", before an earlier verb of the sentence, half of it taken
//! for the cue.

use super::{Draft, Telling};
use crate::span::Span;
use crate::speech::mention::lexicon::{self, Class};

/// What stands before the participle of a passive.
const PASSIVE: [&str; 6] = ["was", "were", "is", "are", "been", "being"];

/// Tokens of an agent behind "by", and of a subject.
const PHRASE: usize = 12;

impl Telling<'_> {
    /// Finds the sources of drafts that have none, and completes those whose last words were taken for the cue.
    pub(super) fn agents(&self, drafts: &mut Vec<Draft>) {
        // A name right before the verb is who does it, and then nothing is said: "Brun doesn't argue."
        drafts.retain(|d| !self.only_subject(d) && !self.reads_from(d) && !self.asked_by(d));
        let mut last: Option<(usize, Vec<Span>)> = None;
        for draft in drafts {
            self.whole_source(draft);
            let Some(cue) = draft.cue.first().copied() else { continue };
            let (first, _) = self.sentence(self.after(cue.begin));
            if draft.source.is_empty() {
                let found = self.by(draft).or_else(|| {
                    let of = last.as_ref().filter(|(at, _)| *at == first).map(|(_, source)| source.clone());
                    self.shared(draft, first, of)
                });
                if let Some(source) = found {
                    draft.content.retain(|c| !source.iter().any(|s| s.overlaps(*c)));
                    draft.source = source;
                }
            }
            if self.only_acts(draft) {
                draft.source.clear();
                draft.cue.clear();
            }
            if draft.source.first().is_some_and(|s| s.begin < cue.begin) {
                last = Some((first, draft.source.clone()));
            }
        }
    }

    /// "Ana Ruiz was questioned by lawmakers": nothing is said in it.
    fn asked_by(&self, draft: &Draft) -> bool {
        let (Some(cue), [content]) = (draft.cue.last(), draft.content.as_slice()) else { return false };
        let verb = self.after(cue.end).saturating_sub(1);
        let verb = if self.word(verb) == "by" { verb.saturating_sub(1) } else { verb };
        let by = self.word(verb + 1) == "by" && self.words.asked.contains(self.word(verb));
        let agent = self.span(verb + 1, verb + 3);
        by && content.end <= cue.begin && draft.source.iter().any(|s| s.overlaps(agent))
    }

    /// "The loads went through brokers who were licensed by the port: “...”": the agent of a verb that is none of saying says nothing,
    /// and the quotation behind the colon is whoever's the page quotes around it.
    fn only_acts(&self, draft: &Draft) -> bool {
        let ([source], [cue], Some(content)) = (draft.source.as_slice(), draft.cue.as_slice(), draft.content.first())
        else {
            return false;
        };
        let (from, to, agent) = (self.after(cue.begin), self.after(cue.end), self.after(source.begin));
        let verb = (from..to).rev().find(|&k| self.word(k) != "by");
        let colon = self.after(source.end);
        verb.is_some_and(|v| self.lexicon.cue(self.word(v)).is_none())
            && (from..to).any(|k| PASSIVE.contains(&self.word(k)))
            && agent >= to
            && self.word(agent.saturating_sub(1)) == "by"
            && self.sign(colon, ':')
            && self.is_mark(self.after(content.begin))
            && content.begin > source.end
    }

    /// "was rejected by Coelho, whose ...".
    fn by(&self, draft: &Draft) -> Option<Vec<Span>> {
        let cue = draft.cue.last()?;
        let behind = self.after(cue.end);
        let by =
            if self.word(behind) == "by" { behind } else { behind.checked_sub(1).filter(|&k| self.word(k) == "by")? };
        // Who was questioned by somebody is the one who speaks.
        let passive = by.checked_sub(1).is_some_and(|k| {
            let verb = self.word(k);
            !self.words.asked.contains(verb) && (verb.ends_with("ed") || verb.ends_with('n'))
        });
        let (_, end) = self.sentence(by);
        let on = |k: &usize| {
            self.is_word(*k) && !matches!(self.word(*k), "as" | "in" | "on" | "of" | "for" | "at" | "who" | "that")
        };
        let to = (by + 1..end.min(by + PHRASE)).take_while(on).last()? + 1;
        let source = self.span(by + 1, to);
        // Something must be left that was said.
        let left = draft.content.iter().any(|c| !c.overlaps(source));
        (passive && left).then(|| vec![source])
    }

    /// "Fontaine, 44, did not dispute it, but said ...": the subject of the sentence's first verb.
    fn shared(&self, draft: &Draft, first: usize, of: Option<Vec<Span>>) -> Option<Vec<Span>> {
        let cue = draft.cue.first()?;
        let verb = self.after(cue.begin);
        let behind = draft.content.iter().all(|c| c.begin >= cue.end);
        let before = verb.checked_sub(1).filter(|&k| k > first + 1 && behind)?;
        // ", adding that ...": a participle behind a comma has the subject of the verb before it.
        if self.sign(before, ',') && self.word(verb).ends_with("ing") {
            return of;
        }
        if !matches!(self.word(before), "but" | "and") {
            return None;
        }
        of.or_else(|| {
            let to = (first..first + PHRASE).take_while(|&k| self.is_word(k) && self.capital(k)).last()? + 1;
            let common = Class::FUNCTION.or(Class::DETERMINER).or(Class::COMMON).or(Class::PREPOSITION);
            let named =
                !lexicon::class(&lexicon::fold(self.word(first))).any(common) && !self.word(first).ends_with("ly");
            // One capital may be the sentence's: "Preys on fears and calls ...".
            let verbal = [
                "has", "have", "had", "is", "was", "did", "does", "will", "would", "could", "can", "may", "might",
                "also",
            ];
            let clear = to > first + 1 || self.sign(to, ',') || verbal.contains(&self.word(to));
            (named && clear && to < verb).then(|| vec![self.span(first, to)])
        })
    }

    /// "Aid | agencies warned": words before the verb that are no auxiliaries are the subject's.
    fn whole_source(&self, draft: &mut Draft) {
        let (Some(source), Some(cue)) = (draft.source.last_mut(), draft.cue.first_mut()) else { return };
        let (from, to) = (self.after(cue.begin), self.after(cue.end));
        if self.after(source.end) != from || to - from != 2 {
            return;
        }
        let noun = self.word(from);
        let listed = |k: usize| self.lexicon.cue(&self.word(k).to_lowercase()).is_some();
        let plural = noun.len() > 3 && noun.ends_with('s') && noun.chars().all(|c| c.is_ascii_lowercase());
        // "She always said": an adverb, which the list has; and a pronoun is whole.
        let pronoun = matches!(
            self.word(from.saturating_sub(1)).to_lowercase().as_str(),
            "he" | "she" | "they" | "it" | "we" | "i" | "who"
        );
        if plural && !pronoun && listed(from + 1) && !listed(from) && !self.words.auxiliary.contains(noun) {
            source.end = self.span(from, from + 1).end;
            cue.begin = self.span(from + 1, to).begin;
        }
    }

    /// Whether somebody only reads from something: "read from her notes" tells nothing of what is in them.
    fn reads_from(&self, draft: &Draft) -> bool {
        let (Some(cue), [content]) = (draft.cue.last(), draft.content.as_slice()) else { return false };
        let (verb, from, to) = (self.after(cue.begin), self.after(content.begin), self.after(content.end));
        let reads = matches!(self.word(verb), "read" | "reads" | "reading");
        reads && self.word(from.saturating_sub(1)) == "from" && to - from <= 4 && (from..to).all(|k| self.is_word(k))
    }

    /// Whether all that a draft without a source says is a name right before its verb.
    fn only_subject(&self, draft: &Draft) -> bool {
        let (true, [content], Some(cue)) = (draft.source.is_empty(), draft.content.as_slice(), draft.cue.first())
        else {
            return false;
        };
        let (from, to) = (self.after(content.begin), self.after(content.end));
        let (first, _) = self.sentence(from);
        // "Silverman was booed": in a passive it is what happens to him that is attributed.
        let passive = PASSIVE.contains(&self.word(to)) || matches!(self.word(to), "has" | "have" | "had");
        !passive
            && to == self.after(cue.begin)
            && from == first
            && to - from <= 3
            && (from..to).all(|k| self.is_word(k) && self.capital(k))
    }
}

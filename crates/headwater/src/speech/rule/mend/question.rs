//! "Did Fontaine want the job? He shook his head. “...”": what the writer asks is told of nobody, and no quotation answers its verb.

use super::{Draft, Telling};
use crate::speech::Act;
use crate::speech::mention::lexicon::{self, Class};

/// Words with which a question that can be answered by yes or no begins.
const BEGINS: [&str; 22] = [
    "do", "does", "did", "is", "are", "was", "were", "has", "have", "had", "can", "could", "will", "would", "should",
    "may", "might", "must", "shall", "isn't", "didn't", "wasn't",
];

impl Telling<'_> {
    /// Takes the verbs of the writer's questions from quotations in other sentences, and drops what is left of them.
    pub(super) fn questions(&self, drafts: &mut Vec<Draft>) {
        drafts.retain_mut(|draft| {
            let Some(cue) = draft.cue.first().copied() else { return true };
            let verb = self.after(cue.begin);
            let (first, end) = self.sentence(verb);
            let word = self.word(first).to_lowercase();
            let asks = self.sign(end.saturating_sub(1), '?') && BEGINS.contains(&word.as_str());
            if !asks || self.marks.around(verb).is_some() {
                return true;
            }
            let whole = self.span(first, end);
            draft.content.retain(|c| !whole.overlaps(*c) && self.is_mark(self.after(c.begin)));
            draft.source.clear();
            draft.cue.clear();
            draft.act = Act::Speech;
            !draft.content.is_empty()
        });
    }

    /// "The bridge was shut, | police and residents | said on Monday": the subject right before the verb was taken for the end of what
    /// was said.
    pub(super) fn trailing(&self, drafts: &mut [Draft]) {
        for draft in drafts.iter_mut().filter(|d| d.source.is_empty()) {
            let (Some(cue), Some(last)) = (draft.cue.first().copied(), draft.content.last().copied()) else { continue };
            let (begin, verb) = (self.after(last.begin), self.after(cue.begin));
            if self.after(last.end) != verb
                || self.lexicon.cue(&self.word(self.after(cue.end) - 1).to_lowercase()).is_none()
            {
                continue;
            }
            let reach = verb.saturating_sub(SUBJECT).max(begin + 1);
            let Some(comma) = (reach..verb).rev().find(|&k| self.sign(k, ',')) else { continue };
            if comma + 1 < verb && self.is_subject(comma + 1, verb) && comma > begin + 1 {
                draft.source = vec![self.span(comma + 1, verb)];
                if let Some(content) = draft.content.last_mut() {
                    content.end = self.span(comma - 1, comma).end;
                }
            }
        }
    }

    /// "The mine will reopen, | its owner | and | the union | said", "the coast guard said | late": what was taken for what was said is
    /// half of the subject, or when it was said; what was said stands before the comma.
    pub(super) fn before_subject(&self, drafts: &mut [Draft]) {
        for draft in drafts {
            let ([source], Some(cue), [content]) =
                (draft.source.as_slice(), draft.cue.first(), draft.content.as_slice())
            else {
                continue;
            };
            let (begin, verb) = (self.after(source.begin), self.after(cue.begin));
            let (from, to) = (self.after(content.begin), self.after(content.end));
            // "..., | its owner and | the union | said", with what was said right as it is.
            if let Some(and) = begin.checked_sub(1).filter(|&k| self.word(k) == "and" && begin < verb && to < k) {
                let comma = (to..and).find(|&k| self.sign(k, ',')).filter(|&k| k <= to + 1 && and - k <= 5);
                if let Some(comma) = comma.filter(|&k| k + 1 < and && self.is_subject(k + 1, and)) {
                    draft.source = vec![self.span(comma + 1, self.after(source.end))];
                    continue;
                }
            }
            let half = to + 1 == begin && self.word(to) == "and" && to - from <= 4 && self.is_subject(from, to);
            let time = from >= verb && (from..to).all(|k| self.words.when.contains(self.word(k)));
            let subject = if half { from } else { begin };
            let (first, _) = self.sentence(begin);
            let comma = subject.checked_sub(1).filter(|&k| (half || time) && self.sign(k, ',') && k > first + 3);
            let Some(comma) = comma.filter(|_| begin < verb && self.marks.around(verb) == self.marks.around(first))
            else {
                continue;
            };
            let whole = self.span(subject, verb.min(self.after(source.end)));
            draft.content = vec![self.span(first, comma)];
            draft.source = vec![whole];
        }
    }

    /// Whether the words from `from` to `to` can be a subject: a noun phrase by its first word, without a verb or a pronoun in it.
    pub(super) fn is_subject(&self, from: usize, to: usize) -> bool {
        let class = |k: usize| lexicon::class(&lexicon::fold(self.word(k)));
        let noun = Class::ROLE.or(Class::SEVERAL).or(Class::BODY).or(Class::OUTLET).or(Class::TITLE);
        let first = class(from);
        let opens = self.capital(from)
            || first.any(Class::DETERMINER)
            || first.any(noun)
            || (from..to).any(|k| class(k).any(noun));
        let inner = |k: usize| {
            let word = self.word(k).to_lowercase();
            let small = class(k).any(Class::COPULA)
                || self.words.auxiliary.contains(word.as_str())
                || self.lexicon.stops.contains(word.as_str());
            self.is_word(k) && !small && self.lexicon.cue(&word).is_none() && !self.lexicon.that.contains(word.as_str())
        };
        let joined =
            matches!(self.word(from), "and" | "but" | "or" | "who" | "which" | "as" | "while" | "because" | "so");
        opens && !joined && (from..to).all(inner)
    }

    /// "told | me the crane was safe": who was told is no part of what was said.
    pub(super) fn heard(&self, drafts: &mut [Draft]) {
        for draft in drafts {
            let (Some(cue), Some(content)) = (draft.cue.last().copied(), draft.content.first_mut()) else { continue };
            let (verb, k, end) = (self.after(cue.end) - 1, self.after(content.begin), self.after(content.end));
            let tells = matches!(
                self.word(verb),
                "told" | "tells" | "telling" | "tell" | "assured" | "assures" | "informed" | "reminded" | "warned"
            );
            let hearer = matches!(self.word(k), "me" | "us" | "him" | "her" | "them" | "reporters" | "journalists");
            // "Told her mother was ill" is another thing.
            let clause = matches!(
                self.word(k + 1),
                "the" | "a" | "an" | "that" | "he" | "she" | "it" | "they" | "we" | "there" | "this" | "his"
            );
            if tells && hearer && clause && verb + 1 == k && k + 2 < end {
                content.begin = self.span(k + 1, k + 2).begin;
            }
        }
    }

    /// "said in | a statement it had awarded ...": where something was said is no part of it.
    pub(super) fn where_said(&self, drafts: &mut [Draft]) {
        for draft in drafts {
            let (Some(cue), Some(content)) = (draft.cue.last().copied(), draft.content.first_mut()) else { continue };
            let (last, k, end) = (self.after(cue.end) - 1, self.after(content.begin), self.after(content.end));
            let preposition = matches!(self.word(last), "in" | "on" | "at" | "during" | "via" | "through" | "by");
            if !preposition || last + 1 != k || !self.is_word(k) {
                continue;
            }
            let noun = (k..end.min(k + 5))
                .take_while(|&j| self.is_word(j))
                .find(|&j| self.words.within.contains(self.word(j).to_lowercase().as_str()));
            // "On Monday" may follow.
            let Some(mut next) = noun.map(|j| j + 1) else { continue };
            if self.word(next) == "on" && self.words.within.contains(self.word(next + 1).to_lowercase().as_str()) {
                next += 2;
            }
            if next + 2 < end
                && self.is_word(next)
                && !matches!(self.word(next), "of" | "to" | "about" | "by" | "and" | "for" | "from")
            {
                content.begin = self.span(next, next + 1).begin;
            }
        }
    }
}

/// Tokens of a subject right before its verb.
const SUBJECT: usize = 10;

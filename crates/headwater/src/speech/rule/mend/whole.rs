//! Sentences of forms that politics seldom has: how another takes what was said ("..., but his brother laughed"), a subject told by a
//! clause about another ("Anyone who knew him would say"), one that a quotation parts from its verb ("The carpenter, “...,” he told"),
//! and what nobody knows ("Nobody at the mill knew who").

use super::{Cues, Draft, Telling};
use crate::speech::Act;

/// Tokens of a subject before its verb, at most.
const SUBJECT: usize = 8;
/// Tokens of a clause about how another takes it, at most.
const CLAUSE: usize = 9;

impl Telling<'_> {
    /// Mends all of them.
    pub(super) fn wholes(&self, drafts: &mut Vec<Draft>) {
        for draft in drafts.iter_mut() {
            self.taken_so(draft);
            self.who_clause(draft);
            self.parted_subject(draft);
        }
        self.nobody_knows(drafts);
    }

    /// "Harnett said the pump failed, | but his brother laughed": the last clause is the writer's.
    fn taken_so(&self, draft: &mut Draft) {
        let Some(content) = draft.content.last_mut() else { return };
        let (begin, end) = (self.after(content.begin), self.after(content.end));
        let clause = (begin + 2..end).rev().take(CLAUSE).find(|&k| self.sign(k, ',') && self.word(k + 1) == "but");
        let Some(comma) = clause.filter(|&k| (k + 1..end).all(|j| self.is_word(j))) else { return };
        let another = matches!(self.word(comma + 2), "his" | "her" | "their") || self.capital(comma + 2);
        let verb = (comma + 3..end.min(comma + 6)).any(|k| self.words.reaction.contains(self.word(k)));
        if another && verb {
            content.end = self.cut.tokens.get(comma - 1).map_or(content.end, |t| t.span.end);
        }
    }

    /// "Anyone who knew | him | would say": the pronoun before the verb is the object of the clause about its subject.
    fn who_clause(&self, draft: &mut Draft) {
        let ([source], Some(cue)) = (draft.source.as_slice(), draft.cue.first()) else { return };
        let oblique = matches!(source.of(self.text), "him" | "them" | "us" | "me");
        let (at, verb) = (self.after(source.begin), self.after(cue.begin));
        let (first, _) = self.sentence(at);
        let who = (first + 1..at).find(|&k| self.words.who.contains(self.word(k)));
        let plain = (first..verb).all(|k| self.is_word(k));
        if oblique && plain && at + 1 == verb && who.is_some_and(|w| w <= first + SUBJECT && at < w + SUBJECT) {
            draft.source = vec![self.span(first, verb)];
        }
    }

    /// "The carpenter, | “We saw it,” | he told": whom the sentence sets before the quotation is none of it.
    fn parted_subject(&self, draft: &mut Draft) {
        let ([content], Some(cue)) = (draft.content.as_mut_slice(), draft.cue.first()) else { return };
        let begin = self.after(content.begin);
        let (first, _) = self.sentence(begin);
        let mark = (begin + 1..begin + SUBJECT).find(|&k| self.is_mark(k)).filter(|&k| self.sign(k - 1, ','));
        let Some(mark) = mark.filter(|&k| begin == first && k > begin + 1 && cue.begin >= content.end) else { return };
        let subject = begin..mark - 1;
        let plain = subject.clone().all(|k| self.is_word(k)) && subject.len() < SUBJECT && !self.opens_none(first);
        let article = matches!(self.word(first), "The" | "A" | "An" | "His" | "Her" | "Their");
        let quoted = self.marks.around(mark).is_some();
        if plain && quoted && (article || subject.clone().all(|k| self.capital(k))) {
            content.begin = self.cut.tokens.get(mark).map_or(content.begin, |t| t.span.begin);
        }
    }

    /// "Nobody at the mill knew who had locked it".
    fn nobody_knows(&self, drafts: &mut Vec<Draft>) {
        let mut found = Vec::new();
        for sentence in &self.cut.sentences {
            let (first, end) = (sentence.begin as usize, sentence.end as usize);
            // Most sentences open with another letter.
            if !self.word(first).starts_with(['N', 'A', 'E']) {
                continue;
            }
            let lower = self.word(first).to_lowercase();
            let no_one = lower == "no" && self.word(first + 1) == "one";
            if !(no_one || self.words.nobody.contains(lower.as_str())) || self.marks.around(first).is_some() {
                continue;
            }
            let reach = end.min(first + 2 + SUBJECT);
            let verb = (first + 1..reach).find(|&k| self.words.know.contains(self.word(k)));
            let Some(verb) = verb.filter(|&v| (first..v).all(|k| self.is_word(k))) else { continue };
            let opens = self.words.question.contains(self.word(verb + 1));
            let to = (verb + 1..end).rev().find(|&k| self.is_word(k)).map_or(end, |k| k + 1);
            if !opens || to < verb + 3 {
                continue;
            }
            let helper =
                |k: usize| matches!(self.word(k), "could" | "would" | "can" | "will" | "really" | "quite" | "ever");
            let mut last = verb;
            while last > first + 1 && helper(last - 1) {
                last -= 1;
            }
            found.push(Draft {
                source: vec![self.span(first, last)],
                cue: vec![self.span(last, verb + 1)],
                content: vec![self.span(verb + 1, to)],
                act: Act::Thought,
            });
        }
        Cues::of(drafts).add(found, drafts);
    }
}

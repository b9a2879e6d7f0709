//! What is told of somebody between commas: "Kearney, whose brother works there, wants", "According to Silfver, who treats
//! cattle, two mares died". The clause is about the source, and the nouns in it are none.

use super::{Draft, Telling};
use crate::span::Span;
use crate::speech::mention::lexicon::{self, Class};

/// Tokens of a subject before its clause.
const SUBJECT: usize = 14;
/// Tokens before the word for what somebody is: "a retired port engineer".
const ROLE: usize = 5;
/// The fewest tokens of what is said behind such a clause.
const LEAST: usize = 3;

impl Telling<'_> {
    /// Gives drafts the subject before a clause that ends right before their verb, and ends the source of "according to"
    /// behind such a clause.
    pub(super) fn described(&self, drafts: &mut [Draft]) {
        for draft in drafts {
            if !self.subject_of_clause(draft) && !self.behind_phrase(draft) {
                self.clause_of_source(draft);
            }
        }
    }

    /// "Two clerks who saw it, and who asked not to be named, described ...".
    fn subject_of_clause(&self, draft: &mut Draft) -> bool {
        let Some(cue) = draft.cue.first().copied() else { return false };
        let verb = self.after(cue.begin);
        let (first, _) = self.sentence(verb);
        let Some(closing) = verb.checked_sub(1).filter(|&k| k > first && self.sign(k, ',')) else { return false };
        let Some(opening) = (first + 1..closing.min(first + SUBJECT)).find(|&k| self.opens(k, draft)) else {
            return false;
        };
        if !(first..opening).all(|k| self.is_word(k)) || !self.capital(first) || self.opens_none(first) {
            return false;
        }
        let clause = self.span(opening, closing + 1);
        let held = draft.source.iter().all(|s| clause.overlaps(*s) && s.begin > self.begin(first));
        let behind: Vec<Span> = draft.content.iter().filter(|c| c.begin >= cue.end).copied().collect();
        if !held
            || behind.is_empty()
            || draft.content.iter().any(|c| c.begin < cue.begin && c.begin < self.begin(first))
        {
            return false;
        }
        draft.source = vec![self.span(first, closing)];
        draft.content = behind;
        true
    }

    /// "In | a complaint filed Monday | in court, Prewitt, 72, alleges": who speaks stands behind the comma.
    fn behind_phrase(&self, draft: &mut Draft) -> bool {
        let (Some(cue), [source]) = (draft.cue.first(), draft.source.as_slice()) else { return false };
        let verb = self.after(cue.begin);
        let (first, _) = self.sentence(verb);
        let from = self.after(source.begin);
        if !self.words.phrase.contains(self.word(first).to_lowercase().as_str()) || from >= verb {
            return false;
        }
        let comma = (first + 2..verb.min(first + 2 * SUBJECT)).find(|&k| !self.is_word(k));
        let Some(comma) = comma.filter(|&k| self.sign(k, ',') && from < k) else { return false };
        let end = if self.sign(verb - 1, ',') { verb - 1 } else { verb };
        let verbal =
            |k: usize| matches!(self.word(k), "is" | "are" | "was" | "were" | "has" | "have" | "had" | "been" | "be");
        let plain =
            (comma + 1..end).all(|k| !self.is_mark(k) && !verbal(k)) && end > comma + 1 && end - comma <= SUBJECT;
        let begins =
            self.capital(comma + 1) || matches!(self.word(comma + 1), "the" | "a" | "an" | "he" | "she" | "they");
        if !plain || !begins {
            return false;
        }
        let subject = self.span(comma + 1, end);
        draft.source = vec![subject];
        draft.content.retain(|c| !c.overlaps(subject));
        true
    }

    /// "According to Silfver, who treats cattle, | two mares died".
    fn clause_of_source(&self, draft: &mut Draft) {
        let (Some(cue), Some(source), Some(content)) =
            (draft.cue.first(), draft.source.last_mut(), draft.content.first_mut())
        else {
            return;
        };
        let according = cue.of(self.text).eq_ignore_ascii_case("according to");
        let (from, to) = (self.after(content.begin), self.after(content.end));
        let role = |k: usize| lexicon::class(&lexicon::fold(self.word(k))).any(Class::ROLE);
        let what = matches!(self.word(from), "a" | "an") && (from + 1..to.min(from + ROLE)).any(role);
        if !according || content.begin < source.end || !what && !self.words.who.contains(self.word(from)) {
            return;
        }
        let end = (from + 2..to).find(|&k| self.sign(k, ',')).filter(|&k| k + LEAST < to);
        if let (Some(comma), true) = (end, self.after(source.end) + 1 == from) {
            source.end = self.cut.tokens.get(comma - 1).map_or(source.end, |t| t.span.end);
            content.begin = self.begin(comma + 1);
        }
    }

    /// Whether a clause about somebody opens with the comma at `k`, or, where no source was found, what he is.
    fn opens(&self, k: usize, draft: &Draft) -> bool {
        let role = |j: usize| lexicon::class(&lexicon::fold(self.word(j))).any(Class::ROLE);
        let is =
            matches!(self.word(k + 1), "a" | "an" | "the" | "his" | "her" | "their") && (k + 2..k + 1 + ROLE).any(role);
        self.sign(k, ',') && (self.about(k) || draft.source.is_empty() && is)
    }

    /// Whether "who" or the like stands behind the comma at `k`.
    fn about(&self, k: usize) -> bool {
        let and = usize::from(matches!(self.word(k + 1), "and" | "but"));
        self.words.who.contains(self.word(k + 1 + and))
    }

    /// Whether token `k` opens a phrase or a clause, and no subject.
    pub(super) fn opens_none(&self, k: usize) -> bool {
        let word = self.word(k).to_lowercase();
        self.words.phrase.contains(word.as_str()) || self.words.opener.contains(word.as_str())
    }

    fn begin(&self, k: usize) -> u32 {
        self.cut.tokens.get(k).map_or(u32::MAX, |t| t.span.begin)
    }
}

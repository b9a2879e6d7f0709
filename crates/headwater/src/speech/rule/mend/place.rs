//! "Haugen of Brightwater Capital in a note": where and when it was said is no part of who said it.

use super::{Draft, Telling};
use crate::span::Span;
use crate::speech::mention::lexicon::{self, Class};

/// Words between the preposition and the noun that tells it: "in a long and angry letter".
const BETWEEN: usize = 5;
/// Tokens of a subject at most.
const SUBJECT: usize = 10;

impl Telling<'_> {
    /// Ends sources before "in a note", "on Monday", "during a briefing", and puts the subject in the place of "last week".
    pub(super) fn place(&self, drafts: &mut [Draft]) {
        for draft in drafts.iter_mut() {
            self.day_for_source(draft);
            let Some(source) = draft.source.last_mut() else { continue };
            self.before_time(source);
            let (begin, end) = (self.after(source.begin), self.after(source.end));
            if let Some(cut) = (begin + 1..end).find(|&k| self.tells_place(k, end)) {
                let cut = if self.sign(cut - 1, ',') && cut > begin + 1 { cut - 1 } else { cut };
                source.end = self.cut.tokens.get(cut - 1).map_or(source.end, |t| t.span.end);
            }
        }
    }

    /// "Scott | on Monday | announced": what stands before the time is the subject, if it begins the sentence.
    fn before_time(&self, source: &mut Span) {
        let (begin, end) = (self.after(source.begin), self.after(source.end));
        let day = self.word(begin) == "on" && self.words.within.contains(self.word(begin + 1).to_lowercase().as_str());
        let past = matches!(self.word(begin), "last" | "this" | "earlier")
            && matches!(
                self.word(begin + 1),
                "week" | "month" | "year" | "summer" | "winter" | "spring" | "autumn" | "fall" | "night"
            );
        let (first, _) = self.sentence(begin);
        let subject =
            first < begin && begin - first <= SUBJECT && (first..begin).all(|k| self.is_word(k)) && self.capital(first);
        if (day || past) && begin + 2 == end && subject && !self.opens_none(first) {
            *source = self.span(first, begin);
        }
    }

    /// Puts who stands before a day into the place of the day that was taken for who speaks.
    fn day_for_source(&self, draft: &mut Draft) {
        let ([day], Some(cue)) = (draft.source.as_slice(), draft.cue.first()) else { return };
        let (begin, end, verb) = (self.after(day.begin), self.after(day.end), self.after(cue.begin));
        if end == verb
            && self.is_word(verb)
            && self.is_day(begin, end)
            && let Some(who) = self.before_day(begin, self.sentence(begin).0)
        {
            draft.content.retain(|c| !c.overlaps(who));
            draft.source = vec![who];
        }
    }

    /// Whether tokens are all a weekday or a date: "Tuesday", "Oct. 17".
    fn is_day(&self, begin: usize, end: usize) -> bool {
        let number = |k: usize| self.word(k).starts_with(|c: char| c.is_ascii_digit());
        let calendar = |k: usize| lexicon::class(&lexicon::fold(self.word(k))).any(Class::CALENDAR);
        let named = |k: usize| self.capital(k) && calendar(k);
        (begin..end).all(|k| number(k) || named(k) || self.sign(k, ',')) && (begin..end).any(named)
    }

    /// Who stands before a day that was taken for who speaks: "Harbour officials | Tuesday | rejected", "Marta Holm, on | Oct. 17".
    fn before_day(&self, begin: usize, first: usize) -> Option<Span> {
        let day = begin.checked_sub(1).filter(|&k| k >= first && self.word(k) == "on").unwrap_or(begin);
        let before = day.checked_sub(1).filter(|&k| k >= first)?;
        if matches!(self.word(before), "which" | "who") {
            return Some(self.span(before, before + 1));
        }
        let who = self.subject_before(day, first)?;
        let end = if self.sign(before, ',') { before } else { day };
        let mut begin = self.after(who.begin);
        // "Navarro County | officials".
        while begin > first && self.is_word(begin - 1) && self.capital(begin - 1) {
            begin -= 1;
        }
        let preposition = self.words.phrase.contains(self.word(end - 1));
        (begin < end && !preposition && !self.opens_none(begin)).then(|| self.span(begin, end))
    }

    /// Whether a preposition stands at `k`, and what it leads to, which ends the source, is where something is said.
    fn tells_place(&self, k: usize, end: usize) -> bool {
        if !matches!(self.word(k), "in" | "on" | "during" | "via" | "at")
            || !(self.is_word(k - 1) || self.sign(k - 1, ')'))
        {
            return false;
        }
        let near = end.min(k + 1 + BETWEEN);
        let noun = (k + 1..near).take_while(|&j| self.is_word(j)).find(|&j| {
            self.words.within.contains(self.word(j).to_lowercase().as_str())
                || self.word(j) == "conference" && matches!(self.word(j - 1), "press" | "news")
        });
        noun.is_some_and(|j| j + 1 >= end || self.sign(j + 1, ',') && j + 2 >= end || !self.is_word(j + 1))
    }
}

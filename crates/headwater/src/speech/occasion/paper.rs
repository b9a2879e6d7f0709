//! Which paper or sender heard it, in other languages than English: "dans un entretien au Courrier", "sagte er dem Sender Elbe Drei",
//! "в интервью газете «Маяк»", "Ege Radyo’ya verdiği röportajda".

use std::ops::Range;

use super::{Hearer, Seat};
use crate::id::SpeakerIx;
use crate::span::Span;
use crate::speech::cue::{self, Lexicon};
use crate::speech::mention::lexicon::{Class, fold};
use crate::speech::mention::word::Words;
use crate::speech::sentence::TokenKind;
use crate::speech::speaker::SpeakerKind;

/// Small words between a phrase such as "in an interview" and the paper's name, at most: "accordé mardi au quotidien local".
const SMALL: usize = 6;
/// Words of a paper's name, at most.
const NAME: usize = 6;
/// Words between a Turkish paper and the verb that says that it was spoken to.
const VERB: usize = 4;

/// A sentence in which a paper is looked for.
pub(super) struct Desk<'a> {
    pub(super) words: &'a Words<'a>,
    pub(super) seats: &'a [Seat],
    pub(super) range: Range<usize>,
    speakers: &'a [SpeakerIx],
    lexicon: &'static Lexicon,
}

impl<'a> Desk<'a> {
    pub(super) fn new(
        words: &'a Words<'a>,
        seats: &'a [Seat],
        range: Range<usize>,
        speakers: &'a [SpeakerIx],
    ) -> Desk<'a> {
        Desk { words, seats, range, speakers, lexicon: cue::lexicon(words.page.language.as_deref()) }
    }

    /// The paper named behind a phrase for an interview that ends at `end`, and the token behind it.
    pub(super) fn behind(&self, end: usize) -> Option<(Hearer, usize)> {
        // Where the verb comes last, so does the phrase: the paper stands before it.
        let mut k = if self.lexicon.closing.is_empty() { end } else { self.range.end };
        while k < self.range.end.min(end + SMALL) {
            if let Some(found) = self.named(k, true) {
                return Some(found);
            }
            let w = self.words.at(k);
            let own = self.lexicon.paper.contains(self.lower(k).as_str());
            if !w.word || w.cue || w.capital && !w.class.any(Class::CALENDAR) && !own {
                return None;
            }
            k += 1;
        }
        None
    }

    /// The paper to which the token at `i` says somebody spoke, and the token behind it.
    pub(super) fn told(&self, i: usize) -> Option<(Hearer, usize)> {
        let (list, lower) = (self.lexicon, self.lower(i));
        if let Some(found) = self.spoken_to(i) {
            return Some(found);
        }
        let tail = lower.rsplit_once(['\'', '’']).map_or("", |(_, t)| t);
        // "لصحيفة الأفق": the preposition is a part of the noun.
        let joined = lower.starts_with('ل') && list.paper.contains(lower.as_str());
        if joined || list.paper.contains(tail) && list.paper.contains(lower.as_str()) {
            return self.named(i, false);
        }
        let article = matches!(lower.as_str(), "der" | "dem" | "den");
        let near = (i.saturating_sub(SMALL).max(self.range.start)..i).any(|k| self.words.at(k).cue);
        let to = list.hearer.contains(lower.as_str())
            || lower == "gegenüber"
            || article && near && !list.subjunctive.is_empty();
        if !to {
            return None;
        }
        // "Изданию «Маяк»": the noun itself says to whom.
        let at = i + usize::from(!list.paper.contains(lower.as_str()));
        let at = at + usize::from(self.words.at(at).class.any(Class::DETERMINER) && !self.here(at));
        self.named(at, false)
    }

    /// The paper whose name begins at `k`, with its noun; with `any` also one that nothing but its place tells to be one.
    fn named(&self, k: usize, any: bool) -> Option<(Hearer, usize)> {
        let (words, list) = (self.words, self.lexicon);
        let lower = self.lower(k);
        let tail = lower.rsplit_once(['\'', '’']).map_or(lower.as_str(), |(_, t)| t);
        let noun = list.paper.contains(tail) || list.paper.contains(lower.as_str());
        if self.here(k) && (1..4).any(|n| list.paper.contains(self.lower(k + n).as_str())) {
            return Some((Hearer::ThisPage, k + 2));
        }
        let small = noun && (!words.at(k).capital || words.tongue.nouns && words.at(k + 1).capital);
        let begin = k + usize::from(small);
        if let TokenKind::Mark(_) = words.kind(begin) {
            let close = (begin + 2..begin + 2 + NAME).find(|&j| matches!(words.kind(j), TokenKind::Mark(_)))?;
            return (noun || any || begin == k).then(|| (self.outlet(words.span(begin + 1, close)), close + 1));
        }
        if words.tongue.plain {
            let name = |j: usize| self.words.text(j).starts_with("ال") && !words.at(j).class.any(Class::FUNCTION);
            // "مجلة الضفاف": without capitals the noun alone names nothing.
            let begin = begin + usize::from(noun && begin == k && begin + 1 < self.range.end);
            let end = begin + usize::from(words.at(begin).word) + usize::from(name(begin) && name(begin + 1));
            return (noun && end > begin && end <= self.range.end).then(|| (self.outlet(words.span(begin, end)), end));
        }
        let first = words.at(begin).class;
        let somebody = Class::GIVEN.or(Class::TITLE).or(Class::ROLE).or(Class::CALENDAR);
        let mut end = begin;
        let mut outlet = noun;
        while end < self.range.end.min(begin + NAME) && !self.speaks(end) {
            let w = words.at(end);
            let particle = end > begin
                && w.class.any(Class::PARTICLE.or(Class::PREPOSITION).or(Class::DETERMINER))
                && words.at(end + 1).capital;
            let elided = end > begin
                && words
                    .text(end)
                    .split_once(['\'', '’'])
                    .is_some_and(|(_, tail)| tail.starts_with(char::is_uppercase));
            if !(w.word && w.capital || particle || elided) || self.begins_person(begin, end) {
                break;
            }
            let own = list.paper.contains(self.lower(end).as_str()) || w.class.any(Class::OUTLET);
            outlet |= own && (w.capital || elided);
            end += 1;
        }
        let named = end > begin && words.at(begin).capital;
        let fits = outlet || any && !first.any(somebody);
        (named && fits).then(|| (self.outlet(words.span(begin, end)), end))
    }

    /// The Turkish paper that ends at `i`, with the ending that says that it was spoken to: "Kuzey Haber’e yaptığı açıklamada".
    fn spoken_to(&self, i: usize) -> Option<(Hearer, usize)> {
        let words = self.words;
        if self.lexicon.closing.is_empty() {
            return None;
        }
        let lower = self.lower(i);
        let ending = lower.rsplit_once(['\'', '’']).map_or("", |(_, ending)| ending);
        let noun = self.lexicon.paper.contains(lower.as_str()) && lower.ends_with(['e', 'a']);
        let hung = words.at(i).capital && matches!(ending, "e" | "a" | "ye" | "ya" | "ne" | "na");
        let verb = (i + 1..i + 1 + VERB).take_while(|&k| words.at(k).word).any(|k| {
            let w = self.lower(k);
            self.lexicon.spoken.iter().any(|s| w.starts_with(s))
        });
        if !(noun || hung) || !verb {
            return None;
        }
        let last = if noun { i.checked_sub(1)? } else { i };
        if noun && let TokenKind::Mark(_) = words.kind(last) {
            let open =
                (last.saturating_sub(NAME)..last).rev().find(|&j| matches!(words.kind(j), TokenKind::Mark(_)))?;
            return (open + 1 < last).then(|| (self.outlet(words.span(open + 1, last)), i + 1));
        }
        let first = (self.range.start..=last)
            .rev()
            .take(NAME)
            .take_while(|&j| words.at(j).word && words.at(j).capital && !self.speaks(j))
            .last()?;
        let mut span = words.span(first, last + 1);
        if hung && !noun {
            // The name ends before its ending.
            let cut = words.text(i).len().saturating_sub(words.text(i).rfind(['\'', '’'])?);
            span.end = span.end.saturating_sub(cut as u32).max(span.begin + 1);
        }
        Some((self.outlet(span), i + 1))
    }

    /// Whether a person's name begins at `end`, behind a name that begins at `begin`: "al Corriere | Anna Bassi", not "Corriere di Brenna".
    fn begins_person(&self, begin: usize, end: usize) -> bool {
        let class = |k: usize| self.words.at(k).class;
        let somebody = Class::GIVEN.or(Class::TITLE).or(Class::ROLE);
        let joined = || class(end - 1).any(Class::PARTICLE.or(Class::PREPOSITION).or(Class::DETERMINER));
        // "A Radio Adria": one word more is the paper's, whatever else it can be.
        let last = || end == begin + 1 && !self.words.at(end + 1).capital;
        end > begin && class(end).any(somebody) && !joined() && !last()
    }

    /// Whether the word at `k` names somebody who speaks in the sentence.
    fn speaks(&self, k: usize) -> bool {
        let who = |s: &&Seat| self.speakers.iter().any(|p| p.ix() == s.who);
        self.seats.iter().filter(who).any(|s| s.kind == SpeakerKind::Person && s.tokens.contains(&k))
    }

    /// Whether the word at `k` points at the page itself: "dieser Zeitung", "notre journal".
    fn here(&self, k: usize) -> bool {
        self.lexicon.here.contains(self.lower(k).as_str())
    }

    fn outlet(&self, span: Span) -> Hearer {
        let page = self.words.page;
        let own = page.outlet.as_ref().is_some_and(|o| fold(&o.value) == fold(span.of(&page.text)));
        if own { Hearer::ThisPage } else { Hearer::Outlet(span) }
    }

    fn lower(&self, k: usize) -> String {
        self.words.text(k).to_lowercase()
    }
}

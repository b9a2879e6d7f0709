//! A passive names who heard it, not who said it: "Residents were warned that the water was not safe", "The inquest heard that the
//! rope had been bought in May". The source stands behind "by", or is not said.

use super::{Cues, Draft, Telling, words};
use crate::span::Span;
use crate::speech::Act;

/// Tokens between the helping verb and the participle: "was never told", "were also warned".
const BETWEEN: usize = 2;
/// Tokens between the participle and what was said: "told on Friday by the head of the union that".
const AWAY: usize = 10;
/// Tokens of an agent behind "by".
const AGENT: usize = 10;
/// Tokens of a sentence within which somebody sits who hears: "An inquest at Tarn Crown Court".
const SITS: usize = 8;
/// Tokens between "heard" and "that": "heard on Monday that".
const WHEN: usize = 4;
/// The fewest tokens of a clause.
const LEAST: usize = 3;

/// Whether a cue is a passive that names who heard it: "was told", "have been warned".
pub fn names_hearer(cue: &str) -> bool {
    let mut parts = cue.split_whitespace().rev();
    let told = parts.next().is_some_and(|w| words::words().told.contains(w.trim_end_matches(':')));
    told && parts.any(is_be)
}

/// Whether a word is a form of "be" that makes a passive, or does its work.
pub(super) fn is_be(word: &str) -> bool {
    matches!(word, "was" | "were" | "been" | "is" | "are" | "be" | "being" | "got" | "gets")
}

impl Telling<'_> {
    /// Adds what a court or an inquest is said to have heard, where the models have nothing of it. Linear in the tokens.
    pub(super) fn benches(&self, drafts: &mut Vec<Draft>) {
        let told = self.told(drafts);
        let found = (1..self.cut.tokens.len()).filter_map(|k| self.at_its_end(k, &told).or_else(|| self.behind(k)));
        Cues::of(drafts).add(found.collect(), drafts);
    }

    /// "The inquest at Tarn heard on Monday that the rope had been cut."
    fn behind(&self, verb: usize) -> Option<Draft> {
        if !matches!(self.word(verb), "heard" | "hears") || self.marks.around(verb).is_some() {
            return None;
        }
        let (first, end) = self.sentence(verb);
        let before = verb - 1;
        let subject = self.sits(before)
            || matches!(self.word(before).to_lowercase().as_str(), "has" | "had" | "also")
            || self.capital(before)
            || self.sign(before, ',');
        let opens = (verb + 1..end.min(verb + WHEN)).find(|&k| matches!(self.word(k), "that" | "how"));
        let clause = matches!(self.word(verb + 1), "he" | "she" | "they" | "it" | "there").then_some(verb + 1);
        let from = opens.or(clause).filter(|_| subject && (first..verb).take(SITS).any(|k| self.sits(k)))?;
        let to = if self.is_word(end - 1) { end } else { end - 1 };
        (from + LEAST <= to).then(|| self.before_bench(verb, self.span(from, to)))
    }

    /// "The wall was unsafe before it fell, an inquest has heard.": how a report of a hearing begins.
    fn at_its_end(&self, verb: usize, told: &[bool]) -> Option<Draft> {
        if !matches!(self.word(verb), "heard" | "hears" | "told") || self.marks.around(verb).is_some() {
            return None;
        }
        let (first, end) = self.sentence(verb);
        // A headline has no stop, and what it has in marks is somebody's already.
        let headline = !self.sign(end.checked_sub(1)?, '.');
        let stop = if headline { end } else { end - 1 };
        // The short looks come first: that at the whole sentence is taken once, at its last verb.
        let when = verb < stop && stop - verb <= SITS && (verb + 1..stop).all(|k| self.tells_when(k));
        let comma = (verb.saturating_sub(SITS).max(first + LEAST)..verb).rev().find(|&k| self.sign(k, ','))?;
        // Quotation marks may close behind the comma.
        let from = comma + 1 + usize::from(self.is_mark(comma + 1));
        let article = matches!(self.word(from), "a" | "an" | "the");
        let sits = (from..verb).any(|k| self.sits(k)) && (article || self.sits(from));
        let free = |k: usize| if headline { told.get(k).is_none_or(|t| !t) } else { !self.is_mark(k) };
        let plain = when && sits && (first..comma).all(|k| !self.sign(k, ':') && free(k));
        plain.then(|| self.before_bench(verb, self.span(first, if from > comma + 1 { from } else { comma })))
    }

    /// What is said before those who only hear, by nobody who is named.
    fn before_bench(&self, verb: usize, content: Span) -> Draft {
        Draft { source: Vec::new(), cue: vec![self.span(verb, verb + 1)], content: vec![content], act: Act::Speech }
    }

    /// Whether the token is one of those who hear in court or before a committee.
    fn sits(&self, k: usize) -> bool {
        self.words.bench.contains(self.word(k).to_lowercase().as_str())
    }

    /// Takes the hearer from the sources and contents of passives, and finds what they heard where that was lost.
    pub(super) fn hearers(&self, drafts: &mut [Draft]) {
        for draft in drafts {
            if self.bench(draft) {
                (draft.source, draft.act) = (Vec::new(), Act::Speech);
            } else if let Some((first, verb)) = self.passive(draft) {
                self.without_hearer(draft, first, verb);
            } else {
                self.without_it(draft);
            }
        }
    }

    /// "The court heard that ...": who sits there only listens.
    fn bench(&self, draft: &Draft) -> bool {
        let ([cue], [source], Some(content)) = (draft.cue.as_slice(), draft.source.as_slice(), draft.content.first())
        else {
            return false;
        };
        let (from, to) = (self.after(source.begin), self.after(source.end));
        let sits = (from..to).take(SITS).any(|k| self.sits(k));
        // "Ferry “was never on time”, court told": in headlines a participle may stand alone.
        let end = self.sentence(from).1;
        let last = (self.after(cue.end)..end).all(|k| !self.is_word(k));
        if last && content.end <= source.begin && matches!(cue.of(self.text), "told" | "hears" | "heard") {
            return sits;
        }
        let heard = matches!(cue.of(self.text), "heard" | "has heard" | "had heard" | "hears" | "also heard");
        let that = self.word(self.after(content.begin)) == "that";
        heard && that && content.begin >= cue.end && sits
    }

    /// "It was reported that the ship had turned back": nobody is "it".
    fn without_it(&self, draft: &mut Draft) {
        let Some(cue) = draft.cue.first() else { return };
        let be = self.after(cue.begin);
        let it = be.checked_sub(1).filter(|&k| self.word(k).eq_ignore_ascii_case("it") && is_be(self.word(be)));
        let Some(it) = it.map(|k| self.span(k, k + 1)) else { return };
        if draft.content.iter().any(|c| !c.overlaps(it) && c.begin >= cue.end) {
            draft.source.retain(|s| *s != it);
            draft.content.retain(|c| *c != it);
        }
    }

    /// The first token of "was told" and the participle; none where the verb is no passive of telling.
    fn passive(&self, draft: &Draft) -> Option<(usize, usize)> {
        let (from, to) = (self.after(draft.cue.first()?.begin), self.after(draft.cue.last()?.end));
        let verb = (from..to).rev().find(|&k| self.words.told.contains(self.word(k)))?;
        let be = (verb.saturating_sub(BETWEEN + 1)..verb).rev().find(|&k| is_be(self.word(k)))?;
        let adverbs = (be + 1..verb).all(|k| self.is_word(k) && !self.capital(k));
        let mut first = be;
        while first > 0
            && matches!(self.word(first - 1), "has" | "have" | "had" | "been" | "be" | "will" | "would" | "to")
        {
            first -= 1;
        }
        (adverbs && self.sentence(first).0 <= first).then_some((first, verb))
    }

    /// Drops the subject of the passive from source and content, and takes its agent and clause where there is none left.
    fn without_hearer(&self, draft: &mut Draft, first: usize, verb: usize) {
        let (begin, end) = self.sentence(verb);
        let to = end.min(verb + 1 + AWAY);
        let opens = (verb + 1..to).find(|&k| matches!(self.word(k), "that" | "to" | "of" | "about"));
        let at = self.span(first, verb + 1).begin;
        let subject = Span { begin: self.span(begin, first + 1).begin, end: at };
        let heard = |c: &Span| !(c.overlaps(subject) && c.end <= at) || self.parted(*c, first);
        // "A tale was told by the miller": what is told is the subject.
        let clause = opens.is_some() || self.word(verb + 1) != "by" && self.is_word(verb + 1);
        if !clause && !draft.content.iter().any(heard) {
            return;
        }
        // "The inquest, at Tarn Crown Court, was told": what opens the sentence is its subject, behind commas too.
        let opens_it = |s: &Span| self.after(s.begin) == begin;
        draft.source.retain(|s| !s.overlaps(subject) || self.parted(*s, first) && !opens_it(s));
        draft.content.retain(heard);
        let by = (verb + 1..opens.unwrap_or(to)).find(|&k| self.word(k) == "by");
        let agent = by.and_then(|by| {
            let on = |k: &usize| {
                self.is_word(*k) && !matches!(self.word(*k), "as" | "in" | "on" | "for" | "at" | "who" | "that" | "to")
            };
            let last = (by + 1..end.min(by + AGENT)).take_while(on).last()?;
            Some(self.span(by + 1, last + 1))
        });
        if let Some(agent) = agent.filter(|_| draft.source.is_empty()) {
            draft.content.retain(|c| !c.overlaps(agent));
            draft.source = vec![agent];
        }
        if !draft.content.is_empty() {
            return;
        }
        let from = opens.filter(|&k| matches!(self.word(k), "that" | "to")).unwrap_or(verb + 1);
        let stop = (from..end).find(|&k| !self.is_word(k) && !self.number(k));
        let stop = stop.unwrap_or(end);
        if from + LEAST <= stop {
            draft.content = vec![self.span(from, stop)];
        }
    }

    /// Whether a comma or mark stands between a phrase and the verb: then it is no subject of it.
    fn parted(&self, phrase: Span, verb: usize) -> bool {
        (self.after(phrase.end)..verb).any(|k| !self.is_word(k))
    }
}

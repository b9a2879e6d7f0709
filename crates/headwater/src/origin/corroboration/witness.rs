//! Who the witness of a sentence is: its subject, its agent, whoever is quoted, or whom the next sentences introduce.

use crate::origin::class::{
    BEFORE_NO_WITNESS, BEFORE_PLACE, BEFORE_TRADE, POSSESSIVES, UNNAMED_ENDS, UNNAMED_OPENERS, WHEREABOUTS,
    WITNESS_AUXILIARIES, WITNESS_BREAKS,
};
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::OnceLock;

use super::Stance;
use super::Witness;
use super::account;
use super::general::roles;
use super::resolve::Reader;
use super::stance::{Reading, WitnessAt};
use crate::id::{PageIx, SpeakerIx};
use crate::lineage::Ancestor;
use crate::list::lines;
use crate::span::Span;
use crate::speech::SpeakerKind;
use crate::speech::mention::MentionForm;

/// Tokens of a phrase for somebody unnamed: "another former senior harbour official".
pub(super) const SOMEBODY: usize = 6;

/// Bytes between a name and what stands beside it: ", the ".
const APPOSED: u32 = 6;

/// Bytes behind a witness within which what he is given is of the sentence that names him.
const BESIDE: u32 = 160;

impl Reader<'_> {
    /// Whether what stands as the witness is no somebody but news of something: "the new revelations".
    pub(super) fn thing(&self, by: Witness) -> bool {
        static THINGS: OnceLock<BTreeSet<&'static str>> = OnceLock::new();
        let things = THINGS.get_or_init(|| lines(include_str!("../../../data/origin/things.txt")).collect());
        let Witness::Speaker(s) = by else { return false };
        let Some(speaker) = self.context.evidence.speech.speakers.get(s.ix()).filter(|s| !s.named) else {
            return false;
        };
        let name = speaker.name.to_lowercase();
        let head = name.split_whitespace().take_while(|w| !BEFORE_NO_WITNESS.has(w));
        head.last().is_some_and(|w| things.contains(w) || account::nouns().contains(w))
    }

    /// Who the witness is, and where he is named; `None` where the sentence needs one and has none.
    pub(super) fn witness(
        &self,
        reading: &Reading,
        about: Option<SpeakerIx>,
        sentence: usize,
    ) -> Option<(Witness, Option<Span>)> {
        let unknown = || (reading.stance == Stance::CannotVerify).then_some((Witness::Nobody, None));
        match &reading.witness {
            WitnessAt::Nowhere => {
                if reading.stance == Stance::CannotVerify {
                    unknown()
                } else {
                    self.introduced(sentence, about)
                }
            }
            WitnessAt::Before(stretches) => {
                if let Some(s) = self.first_person(stretches) {
                    return Some((Witness::Speaker(s), None));
                }
                let verifies = reading.stance == Stance::CannotVerify;
                let before = if verifies { None } else { self.just_told(stretches, about, sentence) };
                if let Some(found) = before.or_else(|| if verifies { None } else { self.we(stretches) }) {
                    return Some(found);
                }
                let found = self.apposed(stretches, about).or_else(|| self.antecedent(stretches, about));
                let found = found.or_else(|| stretches.iter().find_map(|r| self.subject(r.clone(), about)));
                // "Hall said that another nurse had confirmed it": not Hall did.
                let other = stretches.first().and_then(|r| self.somebody(r.clone()));
                let found = found.filter(|(_, at)| other.is_none_or(|o| at.is_none_or(|at| at.end > o.begin)));
                // "A second member of the crew has backed it. 'I heard him,' said Thorn."
                let found = found.map(|f| self.who_that_is(f, about, sentence));
                match found {
                    Some((Witness::Page(p), _)) if p == self.ix => unknown(),
                    Some(found) => Some(found),
                    None => {
                        let stretch = stretches.first()?.clone();
                        let told = match reading.stance {
                            Stance::CannotVerify => None,
                            // "A retired engineer contradicted him. 'I saw it,' said Ana Ruiz."
                            _ if self.one_of_a_kind(stretch.clone()) => self.introduced_by_name(sentence, about),
                            // "Sources bear her out: the gate was shut": what they say follows at once.
                            _ if self.tells_itself(sentence, stretch.end) => None,
                            _ if self.generic(stretch) => self.introduced(sentence, about),
                            _ => None,
                        };
                        told.or_else(|| self.subject_in_words(stretches)).or_else(unknown)
                    }
                }
            }
            WitnessAt::After(range) => {
                let words = || self.agent_in_words(range.clone());
                let told = || self.introduced(sentence, about);
                // "The workers' union" is none of the workers.
                let phrase = self.agent_phrase(range.clone());
                let general = self.generic(phrase.end.saturating_sub(1).max(phrase.start)..phrase.end);
                let found = self.agent(range.clone(), about).map(|f| self.apposed_agent(f, range.clone(), about));
                // "By a colleague" is whoever the next sentence names, "by other sources" whoever the next sentences bring in.
                let one = self.one_of_a_kind(phrase);
                let next = || self.introduced_by_name(sentence, about);
                let found = found.or_else(|| match (one, general) {
                    (true, _) => next().or_else(words),
                    (_, true) => told().or_else(words),
                    _ => words(),
                });
                found.or_else(unknown)
            }
            WitnessAt::Against(range) => self.set_against(range.clone()),
            WitnessAt::Speaking(_) => {
                let range = self.cut.sentences.get(sentence)?.range();
                Some((Witness::Speaker(self.spoke_of(range, |s| Some(*s) != about)?), None))
            }
            WitnessAt::Quoted(token) => Some((Witness::Speaker(self.says(*token)?), None)),
        }
    }

    /// Who is quoted as saying the words at a token, the innermost.
    pub(super) fn says(&self, token: usize) -> Option<SpeakerIx> {
        let at = self.span(token);
        let attributions = &self.context.evidence.speech.attributions;
        let from = attributions.partition_point(|a| a.page < self.ix);
        let here = attributions.iter().skip(from).take_while(|a| a.page == self.ix);
        let inside = here.filter(|a| a.content.iter().any(|c| c.contains(at)));
        inside.max_by_key(|a| a.depth)?.speaker
    }

    /// All who are named in a stretch of tokens: people and bodies, publishers and works, by place.
    pub(super) fn named(&self, range: Range<usize>) -> Vec<(Span, Witness, bool)> {
        let Some(last) = range.end.checked_sub(1).filter(|&l| l >= range.start) else { return Vec::new() };
        let (first, last) = (self.span(range.start), self.span(last));
        let inside = |s: Span| first.begin <= s.begin && s.begin < last.end;
        let mut out = Vec::new();
        for c in self.context.outlets.citations(self.ix).iter().filter(|c| inside(c.name)) {
            match c.target {
                Ancestor::Page(p) => out.push((c.name, Witness::Page(p), true)),
                Ancestor::Work(w) => out.push((c.name, Witness::Work(w), true)),
                Ancestor::Lost(_) => {}
            }
        }
        // A publisher that no citation names: a run of capitalised words.
        let mut i = range.start;
        while i < range.end {
            let capital = |k: usize| k < range.end && self.span(k).of(&self.page.text).starts_with(char::is_uppercase);
            let mut end = i;
            while capital(end) {
                end += 1;
            }
            for stop in (i + 1..=end).rev() {
                let span = self.span(i).hull(self.span(stop - 1));
                if let Some(p) = self.publisher(span) {
                    if !out.iter().any(|o| o.0.overlaps(span)) {
                        out.push((span, Witness::Page(p), true));
                    }
                    break;
                }
            }
            // A name of two words or more that the page never gives to anybody, but another page does.
            let run = self.run_from(i);
            let span = self.cut.span(run.start, run.end);
            let known = |s: Span| out.iter().any(|o| o.0.overlaps(s)) || self.near(s).iter().any(|m| m.0.overlaps(s));
            if run.len() >= 2 && run.end <= range.end && !known(span) {
                out.extend(self.by_name(run.clone()).map(|s| (span, Witness::Speaker(s), true)));
            }
            i = end.max(i + 1);
        }
        for &(span, who, form) in self.near(first.hull(last)).iter().filter(|m| inside(m.0)) {
            if !out.iter().any(|o| o.0.overlaps(span) && !matches!(o.1, Witness::Speaker(_))) {
                let name = form == MentionForm::Name && self.kind(who) != SpeakerKind::Group;
                out.push((span, Witness::Speaker(who), name));
            }
        }
        out.sort_unstable();
        out
    }

    /// The page at hand that a publisher's name stands for: one that shares a statement with this page, else the first.
    pub(super) fn publisher(&self, span: Span) -> Option<PageIx> {
        let pages = self.context.outlets.pages_of(span.of(&self.page.text), self.ix);
        if pages.contains(&self.ix) {
            return Some(self.ix);
        }
        let shares =
            |p: PageIx| self.context.statements.iter().any(|s| s.pages.contains(&p) && s.pages.contains(&self.ix));
        if pages.len() > 1 {
            pages.iter().copied().find(|&p| shares(p)).or(pages.first().copied())
        } else {
            pages.first().copied()
        }
    }

    /// Whether a name only says of what kind an office is: "a DPS spokesman", "the Iraqi official".
    fn of_role(&self, name: Span) -> bool {
        let roles = roles();
        let next = self.cut.tokens.partition_point(|t| t.span.begin < name.end);
        (next..next + 3).take_while(|&k| self.plain(k)).any(|k| {
            let word = account::at(&self.words, k);
            let small = self.span(k).of(&self.page.text).starts_with(char::is_lowercase);
            let role = |w: &str| {
                roles.contains(w) || ["man", "men", "woman", "women", "person"].iter().any(|e| w.ends_with(e))
            };
            small && !word.ends_with("ed") && (role(word) || word.strip_suffix('s').is_some_and(role))
        })
    }

    /// Whether no preposition before it makes a name part of another phrase: nor, in "a letter to both the Post and the Ledger
    /// denying it", before the name that it is joined to.
    fn free(&self, name: Span) -> bool {
        let mut token = self.cut.tokens.partition_point(|t| t.span.end <= name.begin);
        // Two names joined are common, four in one phrase seldom.
        for _ in 0..4 {
            let article = |w: &str| BEFORE_TRADE.has(w);
            let before = (token.saturating_sub(3)..token).rev().find(|&k| !article(account::at(&self.words, k)));
            let Some(before) = before else { return true };
            let joined = matches!(account::at(&self.words, before), "and" | "or");
            let run = self.run_before(before);
            if joined && !run.is_empty() && run.end == before {
                token = run.start;
                continue;
            }
            // "Clerks approached by Harbour Radio reporter Ana Ruiz": what she is stands between.
            if roles().contains(account::at(&self.words, before)) {
                let titled = self.run_before(before).start.min(before);
                let by = titled.checked_sub(1).is_some_and(|k| account::at(&self.words, k) == "by");
                return !by;
            }
            return !BEFORE_PLACE.has(account::at(&self.words, before));
        }
        true
    }

    /// The subject in a stretch: the last name that no preposition makes part of another phrase.
    pub(super) fn subject(&self, range: Range<usize>, about: Option<SpeakerIx>) -> Option<(Witness, Option<Span>)> {
        let whole = range.clone();
        let mut names = self.named(range);
        names.retain(|n| about.is_none_or(|a| n.1 != Witness::Speaker(a)));
        // "The engineer's lawyer, Ana Ruiz, denied it": not the engineer did.
        let owner = |n: &(Span, Witness, bool)| {
            let mark = self.cut.tokens.partition_point(|t| t.span.begin < n.0.end);
            let tells = (mark + 1..mark + 4).any(|k| account::nouns().contains(account::at(&self.words, k)));
            self.possessive(mark) && !tells
        };
        // "Two of his crew": not he; "his statement confirms it": he.
        let his = |n: Span| {
            let next = self.cut.tokens.partition_point(|t| t.span.begin < n.end);
            let tells = (next..next + 3).any(|k| account::nouns().contains(account::at(&self.words, k)));
            !tells && POSSESSIVES.has(n.of(&self.page.text).to_lowercase().as_str())
        };
        names.retain(|n| !owner(n) && !self.told_to(n.0) && !his(n.0));
        names.retain(|n| !self.of_role(n.0) && !self.of_people(n.0));
        // "A video supplied by Emil Drax, the harbour master": what stands behind the comma is he, and no more free than his name.
        let again = |n: &(Span, Witness, bool)| {
            names.iter().any(|o| o.1 == n.1 && o.0.end < n.0.begin && n.0.begin - o.0.end <= APPOSED && !self.free(o.0))
        };
        let free = names.iter().rev().find(|n| self.free(n.0) && !again(n)).map(|n| (n.1, Some(n.0)));
        // "The Post reported that the harbour master's clerk had confirmed it": not the Post.
        let nearer = free.and_then(|f| self.clause_of_its_own(f.1?, whole.clone()));
        // "An invoice produced by the firm": the invoice.
        nearer
            .or(free)
            .or_else(|| self.subject_in_words(std::slice::from_ref(&whole)))
            .or_else(|| names.last().map(|n| (n.1, Some(n.0))))
    }

    /// Whether a name is whom somebody told: "three guards told the Post that".
    fn told_to(&self, name: Span) -> bool {
        let token = self.cut.tokens.partition_point(|t| t.span.end <= name.begin);
        let article = |k: usize| BEFORE_TRADE.has(account::at(&self.words, k));
        let before = (token.saturating_sub(2)..token).rev().find(|&k| !article(k));
        before.is_some_and(|k| matches!(account::at(&self.words, k), "told" | "tells" | "telling"))
    }

    /// Somebody unnamed who is the subject right before the end of a stretch: "a second nurse", "two other officials".
    fn somebody(&self, range: Range<usize>) -> Option<Span> {
        let word = |k: usize| account::at(&self.words, k);
        let auxiliary = |k: usize| WITNESS_AUXILIARIES.has(word(k));
        let end = (range.start..range.end).rev().find(|&k| !auxiliary(k))? + 1;
        let from = end.saturating_sub(SOMEBODY).max(range.start);
        let noun = word(end - 1);
        if !noun.starts_with(char::is_alphabetic) || noun.ends_with("ly") {
            return None;
        }
        let before = (from..end - 1).rev().take_while(|&k| word(k).starts_with(char::is_alphabetic));
        let small = |k: usize| self.span(k).of(&self.page.text).starts_with(char::is_lowercase);
        let first = before.filter(|&k| small(k)).find(|&k| UNNAMED_OPENERS.has(word(k)))?;
        let joined = |k: usize| UNNAMED_ENDS.has(word(k));
        (!(first..end).any(joined)).then(|| self.cut.span(first, end))
    }

    /// The agent in a stretch after "by": the first person by name before a relative clause, else the first name, unless the
    /// phrase means people in general.
    pub(super) fn agent(&self, range: Range<usize>, about: Option<SpeakerIx>) -> Option<(Witness, Option<Span>)> {
        // What stands behind a full stop or a dash within the sentence, as in a post with its signature, is another clause.
        let closes = |i: usize| matches!(account::at(&self.words, i), "." | "—" | "–" | "!" | "?" | ":");
        let stop = range.clone().find(|&i| WITNESS_BREAKS.has(account::at(&self.words, i)) || closes(i));
        let range = range.start..stop.unwrap_or(range.end);
        let mut names = self.named(range.clone());
        names.retain(|n| about.is_none_or(|a| n.1 != Witness::Speaker(a)) && !self.attributive(n.0));
        // "With Ruiz's lawyer Ana Brok": not Ruiz.
        let owner = |n: &(Span, Witness, bool)| {
            let mark = self.cut.tokens.partition_point(|t| t.span.begin < n.0.end);
            // A stretch that ends before the mark means the owner: "tallies with Lind's".
            self.possessive(mark)
                && range.contains(&mark)
                && !matches!(account::at(&self.words, mark + 1), "" | "." | ";")
                && !(mark + 1..mark + 4).any(|k| account::nouns().contains(account::at(&self.words, k)))
        };
        names.retain(|n| !owner(n));
        let person = |n: &&(Span, Witness, bool)| match n.1 {
            Witness::Speaker(s) => n.2 && self.kind(s) == SpeakerKind::Person,
            _ => false,
        };
        // "Reinforced by the visit of a delegation to Lind": neither the visit nor Lind bears witness.
        if self.no_witness(self.agent_phrase(range.clone())) {
            return None;
        }
        if let Some(n) = names.iter().find(person) {
            return Some((n.1, Some(n.0)));
        }
        let outlet = names.iter().find(|n| matches!(n.1, Witness::Page(_) | Witness::Work(_)));
        // "By the engineer's lawyer", "by the fire chief": somebody whom another page names.
        let phrase = |k: &usize| account::at(&self.words, *k).starts_with(char::is_alphabetic) || self.possessive(*k);
        let small = |k: usize| self.span(k).of(&self.page.text).starts_with(char::is_lowercase) || self.possessive(k);
        let end = range.start
            + range.clone().take_while(phrase).take_while(|&k| !WHEREABOUTS.has(account::at(&self.words, k))).count();
        if end > range.start
            && (range.start..end).all(small)
            && let Some(s) = self.by_office(end).filter(|&s| Some(s) != about)
        {
            return Some((Witness::Speaker(s), Some(self.span(end - 1))));
        }
        if self.generic(range) && outlet.is_none() {
            return None;
        }
        let found = outlet.or_else(|| names.iter().find(|n| n.2)).or_else(|| names.first())?;
        Some((found.1, Some(found.0)))
    }

    /// The person whom the next sentence names and quotes, where the witness is somebody without a name who says nothing else on
    /// the page.
    fn who_that_is(
        &self,
        found: (Witness, Option<Span>),
        about: Option<SpeakerIx>,
        sentence: usize,
    ) -> (Witness, Option<Span>) {
        let (Witness::Speaker(s), Some(at)) = found else { return found };
        let speakers = &self.context.evidence.speech.speakers;
        let named = |s: SpeakerIx| speakers.get(s.ix()).is_some_and(|s| s.named);
        let first = at.of(&self.page.text).split_whitespace().next().unwrap_or("").to_lowercase();
        if named(s) || !UNNAMED_OPENERS.has(&first) {
            return found;
        }
        let attributions = &self.context.evidence.speech.attributions;
        let from = attributions.partition_point(|a| a.page < self.ix);
        let mut here = attributions.iter().skip(from).take_while(|a| a.page == self.ix);
        let elsewhere =
            |a: &crate::speech::Attribution| !a.content.iter().any(|c| c.begin.saturating_sub(at.end) < BESIDE);
        if here.any(|a| a.speaker == Some(s) && elsewhere(a)) {
            return found;
        }
        self.introduced_by_name(sentence, about).unwrap_or(found)
    }
}

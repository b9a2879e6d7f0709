//! Witnesses whom the sentence before has heard: "That is at odds with what the mayor said", "Her admission contradicts him".

use std::ops::Range;

use super::account::{self, Owner};
use super::resolve::Reader;
use super::stance::Reading;
use super::stance::matter::happening;
use super::{Stance, Witness};
use crate::id::SpeakerIx;
use crate::origin::class::{ADVERBS, AUX, JUST_TOLD, ONE_CLAIM, WORDS_SKIPPED};
use crate::origin::topic::{self, stems};
use crate::page::Role;
use crate::reuse::Place;
use crate::span::Span;
use crate::speech::SpeakerKind;

/// Sentences before one with "that" in which its words are told: a quotation, and a sentence on it.
const BACK: usize = 3;

/// Tokens between a thing and a pronoun for it.
const THING: usize = 16;

/// Contents that are looked at for who was heard right before: paragraphs hold a few.
const SPOKEN: usize = 64;

/// Bytes between the words of somebody and "backed Ruiz": two or three paragraphs.
const HEARD: u32 = 900;

impl Reader<'_> {
    /// Whoever was heard right before, where the subject of a verb is but "that", "this" or "her admission".
    pub(super) fn just_told(
        &self,
        stretches: &[Range<usize>],
        about: Option<SpeakerIx>,
        sentence: usize,
    ) -> Option<(Witness, Option<Span>)> {
        let whole = stretches.last()?;
        let word = |k: usize| account::at(&self.words, k);
        let begins = self.cut.sentences.get(sentence)?.range();
        let light = |w: &str| matches!(w, "and" | "but" | "yet") || WORDS_SKIPPED.has(w);
        let small = |k: usize| {
            AUX.has(word(k))
                || ADVERBS.has(word(k))
                || word(k).ends_with("ly")
                || word(k).starts_with("appear")
                || word(k).starts_with("seem")
                || word(k) == "to"
        };
        let end = whole.clone().rev().find(|&k| !small(k))? + 1;
        // "..., which contradicts Ruiz's account": whoever says what stands before it.
        if word(end - 1) == "which" && end >= 2 && word(end - 2) == "," {
            let who = self.spoke_of(begins.start..end - 1, |s| Some(*s) != about)?;
            return Some((Witness::Speaker(who), None));
        }
        let first = whole.clone().find(|&k| !light(word(k)))?;
        if whole.start != begins.start || !(first..end).all(|k| word(k).starts_with(char::is_alphabetic)) {
            return None;
        }
        let opener = matches!(word(first), "the" | "this" | "that" | "his" | "her" | "their" | "its" | "such");
        let points = match end - first {
            1 => {
                matches!(word(first), "that" | "this" | "these" | "it")
                    && self.near(self.span(first)).iter().all(|m| !m.0.overlaps(self.span(first)))
            }
            2 | 3 => {
                opener && JUST_TOLD.has(word(end - 1))
                    || word(first) == "all" && matches!(word(end - 1), "this" | "that")
            }
            _ => false,
        };
        if !points {
            return None;
        }
        for back in 1..=BACK {
            let before = self.cut.sentences.get(sentence.checked_sub(back)?).filter(|s| s.role == Role::Story)?;
            // "That fits what Lind saw. It does not fit what Ruiz said": both are of what was said before that.
            if back < BACK && matches!(word(before.begin as usize), "that" | "this") {
                continue;
            }
            if let Some(who) = self.spoke(before.range()) {
                return (Some(who) != about).then_some((Witness::Speaker(who), None));
            }
        }
        None
    }

    /// Whoever is heard in the sentence before one that speaks of "the claim", "that account" or "it". "The report" may be anybody's
    /// where it is denied or a person cannot confirm it; what a paper could not verify is what it has just told.
    pub(super) fn told_right_before(&self, sentence: usize, reading: &Reading, by: Witness) -> Option<SpeakerIx> {
        let before = self.cut.sentences.get(sentence.checked_sub(1)?).filter(|s| s.role == Role::Story)?;
        let tokens = reading.account.tokens.clone();
        let noun = account::at(&self.words, tokens.end.checked_sub(1)?);
        let one = reading.account.owner == Owner::Bare
            && tokens.len() == 2
            && (ONE_CLAIM.has(noun) || matches!(noun, "report" | "information" | "account"))
            && self.definite(reading)
            && !self.rumour(reading)
            && !self.of_another(reading)
            && !noun.ends_with('s')
            && matches!(
                account::at(&self.words, tokens.end),
                "." | "," | ";" | "as" | "and" | "but" | "could" | "was" | "is"
            );
        let person = matches!(by, Witness::Speaker(s) if self.kind(s) == SpeakerKind::Person);
        let anybodys = !ONE_CLAIM.has(noun) && (reading.stance != Stance::CannotVerify || person);
        if !one || anybodys {
            return None;
        }
        // "Ruiz said the gate was open, but the board has not confirmed the claim."
        let here = self.cut.sentences.get(sentence)?.range().start..tokens.start;
        let beside = if here.is_empty() { None } else { self.spoke_of(here, |s| by != Witness::Speaker(*s)) };
        if let Some(who) = beside.filter(|w| self.says(tokens.start) != Some(*w) && !self.quoted(tokens.start)) {
            return Some(who);
        }
        let who = self.spoke_of(before.range(), |s| by != Witness::Speaker(*s))?;
        self.quoted.contains(&who).then_some(who)
    }

    /// "We", where the page itself says it and no newspaper would: "We reject Ruiz's account", in the statement of a firm.
    pub(super) fn we(&self, stretches: &[Range<usize>]) -> Option<(Witness, Option<Span>)> {
        let whole = stretches.last()?;
        let word = |k: usize| account::at(&self.words, k);
        let small = |k: usize| AUX.has(word(k)) || ADVERBS.has(word(k)) || word(k).ends_with("ly");
        let at = whole.clone().rev().find(|&k| !small(k)).filter(|&k| word(k) == "we" && !self.quoted(k))?;
        let span = self.span(at);
        Some((Witness::Words(Place { page: self.ix, span }), Some(span)))
    }

    /// Who has used a word last, of those whose words stand right before `begin`.
    pub(super) fn told_of(&self, word: &str, begin: u32) -> Option<SpeakerIx> {
        let stem = topic::stem(word)?;
        let before = self.heard_until(begin).filter(|s| stems(s.0.of(&self.page.text)).contains(&stem));
        before.max_by_key(|s| s.0.end).map(|s| s.2)
    }

    /// Whether a reading says without a name that somebody told the same as was told last, and `who` was heard last.
    pub(super) fn said_alike(&self, reading: &Reading, who: SpeakerIx) -> bool {
        let first = reading.account.tokens.start;
        let same = |k: usize| matches!(account::at(&self.words, k), "same" | "similar" | "identical");
        let alike = (first.saturating_sub(2)..reading.account.tokens.end).any(same);
        let nameless = matches!(reading.account.owner, Owner::Bare | Owner::Pronoun);
        alike && nameless && self.last_heard(self.span(first).begin) == Some(who)
    }

    /// Whether somebody's words right before `begin` hold a word that fits: of meeting or telling somebody, of what was seen.
    pub(super) fn told_with(&self, who: SpeakerIx, begin: u32, fits: impl Fn(&str) -> bool) -> bool {
        let met = |w: &str| fits(w.to_lowercase().as_str());
        let words = |s: &Span| s.of(&self.page.text).split(|c: char| !c.is_alphanumeric()).any(met);
        self.heard_until(begin).any(|s| s.2 == who && words(&s.0))
    }

    /// Who was heard last before `begin`.
    pub(super) fn last_heard(&self, begin: u32) -> Option<SpeakerIx> {
        self.heard_until(begin).max_by_key(|s| s.0.end).map(|s| s.2)
    }

    /// The words of somebody that end shortly before `begin`.
    fn heard_until(&self, begin: u32) -> impl Iterator<Item = &(Span, usize, SpeakerIx)> {
        let (spoken, longest) = &self.spoken;
        let from = spoken.partition_point(|s| s.0.begin.saturating_add(*longest).saturating_add(HEARD) < begin);
        let near = spoken.iter().skip(from).take_while(move |s| s.0.begin < begin).take(SPOKEN);
        near.filter(move |s| s.0.end <= begin && begin - s.0.end <= HEARD)
    }

    /// Where a pronoun that nobody could verify stands for a thing of the same sentence: "has seen a screenshot but could not verify it".
    pub(super) fn thing_before(&self, from: usize, pronoun: usize) -> Option<Span> {
        let low = from.max(pronoun.saturating_sub(THING));
        let word = |k: usize| account::at(&self.words, k);
        let head = (low..pronoun).rev().find(|&k| happening(word(k)))?;
        let opener = (head.saturating_sub(3).max(low)..head)
            .rev()
            .find(|&k| matches!(word(k), "a" | "an" | "the" | "this" | "that"))?;
        Some(self.cut.span(opener, head + 1))
    }

    /// Whether a sentence goes on behind token `from` with a colon.
    pub(super) fn tells_itself(&self, sentence: usize, from: usize) -> bool {
        let end = self.cut.sentences.get(sentence).map_or(from, |s| s.end as usize);
        (from..end).any(|k| account::at(&self.words, k) == ":")
    }

    /// Whether somebody's words stand right before `begin`.
    pub(super) fn heard_before(&self, who: SpeakerIx, begin: u32) -> bool {
        self.heard_until(begin).any(|s| s.2 == who)
    }
}

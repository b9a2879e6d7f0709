//! What a phrase for an account tells by its words alone: whether it is definite, a rumour, one claim told before, whose noun it takes up.

use std::ops::Range;

use super::Witness;
use super::account::{self, Owner};
use super::resolve::Reader;
use super::stance::Reading;
use crate::id::SpeakerIx;
use crate::origin::class::{ANYBODYS_TELLINGS, CHARGING, DEFINITES, JUDGING_VERBS, SPREAD_TELLINGS};
use crate::page::Role;
use crate::span::Span;
use crate::speech::Attribution;
use crate::speech::mention::MentionForm;

/// Tokens of what a pronoun stands for that are shown.
const SHOWN: usize = 24;

impl Reader<'_> {
    /// Whether somebody named before can be whose account a phrase without an owner means.
    pub(super) fn tells(&self, who: SpeakerIx, reading: &Reading) -> bool {
        let who = self.context.voices.of(who);
        let anybodys = reading.account.owner == Owner::Bare
            && reading.account.tokens.clone().any(|i| ANYBODYS_TELLINGS.has(account::at(&self.words, i)));
        let main = || self.main_voice.is_some_and(|m| self.context.voices.of(m) == who);
        self.quoted.contains(&who) && (!anybodys || main())
    }

    /// Whether the phrase is for one claim that the page has told: "the claim", "this allegation".
    pub(super) fn claim(&self, reading: &Reading) -> bool {
        let tokens = reading.account.tokens.clone();
        reading.account.owner == Owner::Bare
            && self.definite(reading)
            && !self.rumour(reading)
            && matches!(account::at(&self.words, tokens.end), "." | "," | ";" | "as" | "and" | "")
            && tokens.clone().any(|i| ANYBODYS_TELLINGS.has(account::at(&self.words, i)))
    }

    /// Whether the token is a form of "to be" or "had", with which a person is judged: "Ruiz was lying".
    pub(super) fn is_verb(&self, i: usize) -> bool {
        JUDGING_VERBS.has(account::at(&self.words, i))
    }

    /// Whether a phrase is for an account that the page has spoken of: "the story", "this information".
    pub(super) fn definite(&self, reading: &Reading) -> bool {
        DEFINITES.has(account::at(&self.words, reading.account.tokens.start))
    }

    /// Where what a phrase is said to say ends: "the rumour [that the gate had broken]". A clause of more words is cut.
    pub(super) fn said_of(&self, from: usize, limit: usize) -> usize {
        if account::at(&self.words, from) != "that" {
            return from;
        }
        let stop = |i: usize| {
            !account::at(&self.words, i).starts_with(|c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-'))
        };
        let limit = limit.min(from + 24);
        (from..limit).find(|&i| stop(i)).unwrap_or(limit)
    }

    /// Whether a phrase without an owner is for what goes round rather than for what one person told: "these reports", "the rumour
    /// that the gate had broken".
    pub(super) fn rumour(&self, reading: &Reading) -> bool {
        let tokens = reading.account.tokens.clone();
        reading.account.owner == Owner::Bare
            && tokens.clone().any(|i| {
                let plural = SPREAD_TELLINGS.has(account::at(&self.words, i));
                let open = matches!(account::at(&self.words, i), "rumour" | "rumor" | "speculation" | "theory");
                let said = matches!(account::at(&self.words, i + 1), "that" | "of");
                open || plural
                    && (said || !matches!(account::at(&self.words, tokens.start), "the" | "these" | "those" | "claims"))
            })
    }

    /// Whom "told the congressman otherwise" names as told.
    pub(super) fn hearer(&self, reading: &Reading) -> Option<SpeakerIx> {
        let last = reading.account.tokens.start.checked_sub(1)?;
        let told = (last.saturating_sub(5)..last).any(|k| matches!(account::at(&self.words, k), "told" | "tells"));
        let at = self.span(last);
        let mention = self.near(at).iter().find(|m| told && m.0.overlaps(at)).map(|m| self.context.voices.of(m.1));
        mention.or_else(|| self.by_office(last + 1).filter(|_| told))
    }

    /// Whether a phrase without an owner is that of somebody whom it only names beside the noun: "the Post account".
    pub(super) fn of_another(&self, reading: &Reading) -> bool {
        let tokens = reading.account.tokens.clone();
        let inside = tokens.start + 1..tokens.end.saturating_sub(1);
        reading.account.owner == Owner::Bare
            && inside.into_iter().any(|k| self.span(k).of(&self.page.text).starts_with(char::is_uppercase))
    }

    /// The noun of a phrase that points back to an account: "allegations" in "the allegations".
    pub(super) fn noun_of(&self, reading: &Reading) -> Option<&str> {
        let bare = reading.account.owner == Owner::Bare && self.definite(reading);
        bare.then(|| account::at(&self.words, reading.account.tokens.end.saturating_sub(1)))
    }

    /// What a pronoun stands for where the sentence before tells of charges that are nobody's: "allegations of fraud" of "He denies them".
    pub(super) fn charges(&self, sentence: usize, reading: &Reading) -> Option<Span> {
        let pronoun = account::at(&self.words, reading.account.tokens.start);
        let several = matches!(pronoun, "they" | "them" | "these" | "those");
        if reading.account.owner != Owner::Pronoun || !(several || matches!(pronoun, "it" | "this" | "that")) {
            return None;
        }
        let before = self.cut.sentences.get(sentence.checked_sub(1)?).filter(|s| s.role == Role::Story)?;
        // What somebody says there is his account.
        if self.spoke(before.range()).is_some_and(|s| self.quoted.contains(&s)) {
            return None;
        }
        let noun = |a: &account::Account| {
            a.tokens
                .clone()
                .find(|&i| CHARGING.has(account::at(&self.words, i)))
                .filter(|_| self.owner(&a.owner).is_none())
        };
        let nameless = |a: &account::Account| matches!(a.owner, Owner::Bare | Owner::From(_));
        let all = account::find(&self.words, before.range());
        let (from, head) = all.iter().rev().filter(|a| nameless(a)).find_map(|a| Some((a.tokens.start, noun(a)?)))?;
        if several != account::at(&self.words, head).ends_with('s') {
            return None;
        }
        let of = matches!(account::at(&self.words, head + 1), "of" | "that");
        let end = (head + 1..(head + SHOWN).min(before.end as usize)).find(|&i| of && !self.goes_on(i));
        let end = if of { end.unwrap_or((head + SHOWN).min(before.end as usize)) } else { head + 1 };
        Some(self.cut.span(from, end))
    }

    /// The words before ", which he denies" that are denied.
    pub(super) fn retold_words(&self, sentence: Range<usize>, first: usize) -> Span {
        let end = first.saturating_sub(1).max(sentence.start + 1);
        let low = end.saturating_sub(SHOWN).max(sentence.start);
        let cut = (low..end).rev().find(|&i| !self.goes_on(i));
        self.cut.span(cut.map_or(low, |i| i + 1).min(end - 1), end)
    }

    /// Whether no clause ends at token `i`.
    fn goes_on(&self, i: usize) -> bool {
        account::at(&self.words, i).starts_with(|c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-'))
    }

    /// Whether somebody is mentioned there by what he is, not by name or pronoun.
    pub(super) fn called_only(&self, at: Span) -> bool {
        self.near(at).iter().any(|m| m.0 == at && m.2 == MentionForm::Description)
    }

    /// The only one whom the page has quoted before "the claim" that a witness denies, the witness apart.
    pub(super) fn only_other(&self, reading: &Reading, by: Witness) -> Option<SpeakerIx> {
        let Witness::Speaker(by) = by else { return None };
        if !self.definite(reading) || self.rumour(reading) {
            return None;
        }
        let here = self.span(reading.account.tokens.start).begin;
        let all = &self.context.evidence.speech.attributions;
        let page = all.iter().skip(all.partition_point(|a| a.page < self.ix)).take_while(|a| a.page == self.ix);
        let before = page.filter(|a| {
            a.role == Role::Story && a.is_quotation() && a.counts() && a.content.iter().all(|c| c.end <= here)
        });
        // "A former nurse says ...", in the first of a story, is whom the next paragraph names.
        let first = self.page.blocks.iter().find(|b| b.role == Role::Story).map_or(0, |b| b.span.end);
        let named = |a: &&Attribution| {
            a.content.iter().any(|c| c.begin >= first) || a.speaker.is_some_and(|s| self.has_name(s))
        };
        let before = before.filter(named);
        let mut people = before.filter_map(|a| a.speaker).map(|s| self.context.voices.of(s)).filter(|&s| s != by);
        let first = people.next()?;
        people.all(|s| s == first).then_some(first)
    }
}

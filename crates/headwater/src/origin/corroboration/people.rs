//! Who is named where on a page: people and bodies by their mentions, by the names other pages know, by pronouns.

use crate::origin::class::{
    AFTER_OFFICE, AUX, BE, EVENT_ENDS, MEETING_VERBS, NAME_PARTICLES, NO_PART_OF_OFFICE, PERSONAL_PRONOUNS,
    POSSESSIVES, SEEING, WORDS_LINKS,
};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::Context;
use super::account::{self, Owner};
use super::resolve::Reader;
use super::stance::matter::happening;
use super::topic::Topics;
use crate::id::{PageIx, SpeakerIx};
use crate::origin::occasion::outlet::fold;
use crate::page::Role;
use crate::span::Span;
use crate::speech::SpeakerKind;
use crate::speech::mention::MentionForm;

/// Where people and bodies are mentioned, by page, in order of place.
pub(super) struct People {
    pub(super) mentions: BTreeMap<PageIx, Vec<(Span, SpeakerIx, MentionForm)>>,
    /// Statements by speaker.
    pub(super) said: BTreeMap<SpeakerIx, Vec<usize>>,
    /// People and bodies by the last word of their names, with the whole folded name.
    pub(super) names: BTreeMap<String, Vec<(String, SpeakerIx)>>,
    /// People with a name by the head nouns of what pages say that they are.
    offices: BTreeMap<String, Vec<SpeakerIx>>,
    /// What statements are about.
    pub(super) topics: Topics,
}
impl People {
    pub(super) fn new(context: Context<'_>) -> People {
        let mut mentions: BTreeMap<PageIx, Vec<_>> = BTreeMap::new();
        for (i, s) in context.evidence.speech.speakers.iter().enumerate() {
            // A name in a menu or in a reader's comment is nobody's whom the story means by "its".
            let beside = |page: PageIx, span: Span| {
                let page = context.evidence.pages.get(page.ix());
                page.is_some_and(|p| matches!(p.role_at(span.begin), Role::Furniture | Role::Comment))
            };
            for &(page, span, form) in s.mentions.iter().filter(|m| !beside(m.0, m.1)) {
                mentions.entry(page).or_default().push((span, SpeakerIx::new(i), form));
            }
        }
        mentions.values_mut().for_each(|list| list.sort_unstable());
        let mut said: BTreeMap<SpeakerIx, Vec<usize>> = BTreeMap::new();
        for (i, s) in context.statements.iter().enumerate() {
            if let Some(speaker) = s.speaker {
                said.entry(speaker).or_default().push(i);
            }
        }
        let mut names: BTreeMap<String, Vec<(String, SpeakerIx)>> = BTreeMap::new();
        for (i, s) in context.evidence.speech.speakers.iter().enumerate().filter(|(_, s)| s.named) {
            for name in std::iter::once(&s.name).chain(&s.aliases).map(|n| fold(n)) {
                let last = name.rsplit(' ').next().unwrap_or("").to_owned();
                names.entry(last).or_default().push((name, SpeakerIx::new(i)));
            }
        }
        let mut offices: BTreeMap<String, Vec<SpeakerIx>> = BTreeMap::new();
        for (i, s) in context.evidence.speech.speakers.iter().enumerate() {
            if s.named && s.kind == SpeakerKind::Person {
                let who = context.voices.of(SpeakerIx::new(i));
                for head in s.descriptions.iter().filter_map(|d| head(d)) {
                    let list = offices.entry(head).or_default();
                    if !list.contains(&who) {
                        list.push(who);
                    }
                }
            }
        }
        People { mentions, said, names, offices, topics: Topics::new(context) }
    }
}

/// Words of an office with its article: "the deputy fire chief".
const OFFICE: usize = 6;

/// Mentions that are looked at for "her", where she is not who the sentence is about.
const FAR: usize = 12;

/// Tokens of what reports are of.
const TOPIC: usize = 10;

/// Mentions that are looked at for "its".
const NEAR: usize = 6;

/// The head noun of what somebody is called, in small letters: "chief" of "fire chief of the port".
fn head(description: &str) -> Option<String> {
    let words = description.split_whitespace().map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase());
    let inside = words.take_while(|w| !AFTER_OFFICE.has(w.as_str()));
    inside.last().filter(|w| !w.is_empty())
}

impl<'a> Reader<'a> {
    pub(super) fn span(&self, token: usize) -> Span {
        self.cut.tokens.get(token).map_or(Span::default(), |t| t.span)
    }

    /// The mentions that may touch `span`, and few others.
    pub(super) fn near(&self, span: Span) -> &'a [(Span, SpeakerIx, MentionForm)] {
        let from = self.mentions.partition_point(|m| m.0.begin.saturating_add(self.longest) < span.begin);
        let to = self.mentions.partition_point(|m| m.0.begin <= span.end);
        self.mentions.get(from..to).unwrap_or(&[])
    }

    /// Who owns an account.
    pub(super) fn owner(&self, owner: &Owner) -> Option<SpeakerIx> {
        match *owner {
            Owner::Bare | Owner::Pronoun | Owner::Retold | Owner::Here | Owner::Matter | Owner::Charge => None,
            Owner::Whose(i) => {
                let named = || self.near(self.span(i.checked_sub(2)?)).iter().find(|m| m.0.overlaps(self.span(i - 2)));
                self.who_said(i).or_else(|| named().filter(|m| m.2 == MentionForm::Name).map(|m| m.1))
            }
            Owner::Met(i) => {
                let who = self.context.voices.of(self.owner(&Owner::From(i))?);
                self.told_with(who, self.span(i).begin, |w| MEETING_VERBS.has(w)).then_some(who)
            }
            Owner::Sensed(i) => {
                let (begin, who) = (self.span(i).begin, self.last_heard(self.span(i).begin)?);
                self.told_with(who, begin, |w| SEEING.has(w) || matches!(w, "smell" | "hear" | "see")).then_some(who)
            }
            Owner::Last(i) => self.last_heard(self.span(i).begin),
            Owner::Unseen(i) => self.told_of(account::at(&self.words, i), self.span(i).begin),
            Owner::Heard(i) => {
                let who = self.owner(&Owner::From(i))?;
                self.heard_before(self.context.voices.of(who), self.span(i).begin).then_some(who)
            }
            Owner::Before(i) => {
                let last = self.span(i.checked_sub(1)?);
                let mark = self.span(i);
                let covers = self.near(last).iter().filter(|(s, ..)| s.overlaps(last) && s.end <= mark.end);
                let found = covers.max_by_key(|(s, ..)| s.len()).map(|&(_, who, _)| who);
                let nameless = found.is_none_or(|s| !self.has_name(s));
                let office = if nameless { self.by_office(i) } else { None };
                office.or(found).or_else(|| self.by_name(self.run_before(i)))
            }
            Owner::From(i) => {
                let i = self.kin(i).unwrap_or(i);
                let (from, to) = (self.span(i), self.span((i + 4).min(self.words.len().saturating_sub(1))));
                // A name ends where its words do: in "claims made by Osman are supported by Lind" the claims are not Lind's.
                let run = self.run_from(i);
                let named = from.of(&self.page.text).starts_with(char::is_uppercase) && !run.is_empty();
                let to = if named { self.span(run.end - 1) } else { to };
                let near = self.near(from.hull(to)).iter().filter(|(s, ..)| s.end > from.begin && s.begin <= to.begin);
                let found = near.min_by_key(|(s, ..)| (s.begin, std::cmp::Reverse(s.end)));
                if found.is_some_and(|m| self.only_topic(i, m.0)) {
                    return None;
                }
                let found = found.map(|&(_, who, _)| who);
                let pronoun = PERSONAL_PRONOUNS.has(account::at(&self.words, i));
                let pointed = || if pronoun { self.last_person(from.begin) } else { None };
                let its = || if account::at(&self.words, i) == "its" { self.last_body(from.begin) } else { None };
                let end = (i..self.words.len()).take(5).find(|&k| k > i && !self.plain(k));
                let office = || self.by_office(end?);
                // "The allegations of his former masseur": neither his nor anybody's of whom no page says that.
                let theirs = || if POSSESSIVES.has(account::at(&self.words, i)) && !named { office() } else { None };
                if let Some(who) = theirs() {
                    return Some(who);
                }
                // "As the harbour master said", where the page calls another so than whom the words were taken for.
                let called = if account::at(&self.words, i) == "the" && !named { office() } else { None };
                let called = called.filter(|&s| {
                    self.context
                        .evidence
                        .speech
                        .speakers
                        .get(s.ix())
                        .is_some_and(|s| s.mentions.iter().any(|m| m.0 == self.ix))
                });
                let found = called.or(found).or_else(pointed).or_else(its);
                found.or_else(|| self.by_name(self.run_from(i))).or_else(office)
            }
        }
    }

    /// Whether what stands behind "of" from token `i` on, with somebody named at `name`, is only what is told of: "reports of Ruiz's
    /// death", "reports of shots near Lind". "The account of Ruiz's" and "the claims of Ruiz" are hers.
    fn only_topic(&self, i: usize, name: Span) -> bool {
        let word = |k: usize| account::at(&self.words, k);
        if word(i.saturating_sub(1)) != "of" || PERSONAL_PRONOUNS.has(word(i)) {
            return false;
        }
        let first = self.cut.tokens.partition_point(|t| t.span.end <= name.begin);
        let next = self.cut.tokens.partition_point(|t| t.span.begin < name.end);
        let beside = (i..first).any(|k| WORDS_LINKS.has(word(k)));
        let thing = |k: usize| word(k).starts_with(char::is_alphabetic) && !account::nouns().contains(word(k));
        let small = |k: usize| self.span(k).of(&self.page.text).starts_with(char::is_lowercase);
        beside || self.possessive(next) && small(next + 1) && thing(next + 1) && happening(word(next + 1))
    }

    /// Who says what a sentence gives, where an account is that of whom it names as saying so: "said the source, whose account".
    fn who_said(&self, relative: usize) -> Option<SpeakerIx> {
        let last = self.span(relative.checked_sub(2)?);
        let attributions = &self.context.evidence.speech.attributions;
        let here = attributions.iter().skip(attributions.partition_point(|a| a.page < self.ix));
        let mut here = here.take_while(|a| a.page == self.ix);
        here.find(|a| a.source.iter().any(|s| s.overlaps(last)))?.speaker
    }

    /// Where what a phrase is of ends: "reports of [shots near the school]".
    pub(super) fn of_what(&self, from: usize, limit: usize) -> usize {
        let goes_on = |k: usize| {
            let word = account::at(&self.words, k);
            let verb = AUX.has(word) || BE.has(word) || super::stance::of_word(word).is_some();
            self.possessive(k) || word.starts_with(char::is_alphanumeric) && !verb && !EVENT_ENDS.has(word)
        };
        let limit = limit.min(from + TOPIC);
        (from..limit).find(|&k| !goes_on(k)).unwrap_or(limit.max(from))
    }

    /// Where the name begins behind "his team-mate" in "the account of his team-mate Ivo Drax"; "her account" has none.
    fn kin(&self, i: usize) -> Option<usize> {
        let capital = |k: usize| self.span(k).of(&self.page.text).starts_with(char::is_uppercase);
        let word = |k: usize| account::at(&self.words, k);
        let name = (i + 2..(i + 5).min(self.words.len())).find(|&k| capital(k))?;
        let between = (i + 1..name).all(|k| self.plain(k) && !capital(k) && !account::nouns().contains(word(k)));
        (matches!(word(i), "his" | "her" | "their") && between).then_some(name)
    }

    /// Whether token `i` can be part of a name: a capital letter, or a particle inside ("van der", "bin").
    pub(super) fn name_part(&self, i: usize) -> bool {
        let particle = NAME_PARTICLES.has(account::at(&self.words, i));
        particle
            || self.span(i).of(&self.page.text).starts_with(|c: char| c.is_uppercase())
            || account::at(&self.words, i).contains('-')
    }

    /// The run of name parts that ends before token `end`.
    pub(super) fn run_before(&self, end: usize) -> Range<usize> {
        let start = (end.saturating_sub(5)..end).rev().take_while(|&i| self.name_part(i)).last().unwrap_or(end);
        start..end
    }

    /// The run of name parts that begins at token `start`.
    pub(super) fn run_from(&self, start: usize) -> Range<usize> {
        start..start + (start..start + 5).take_while(|&i| self.name_part(i)).count()
    }

    /// Somebody whom this page only names in passing and another page knows: the one of that name on this page, in its
    /// family, or at all.
    pub(super) fn by_name(&self, run: Range<usize>) -> Option<SpeakerIx> {
        let mut run = run;
        while !run.is_empty() {
            let name = fold(self.cut.span(run.start, run.end).of(&self.page.text));
            let known = self.people.names.get(name.rsplit(' ').next()?);
            let same = |n: &str| n == name || n.strip_suffix(name.as_str()).is_some_and(|h| h.ends_with(' '));
            let all: BTreeSet<SpeakerIx> =
                known.into_iter().flatten().filter(|(n, _)| same(n)).map(|&(_, s)| s).collect();
            let family = |p: PageIx| self.context.family.get(p.ix());
            let near = |s: &SpeakerIx, here: bool| {
                let speaker = self.context.evidence.speech.speakers.get(s.ix());
                let mut pages = speaker.into_iter().flat_map(|s| s.mentions.iter().map(|m| m.0));
                pages.any(|p| if here { p == self.ix } else { family(p) == family(self.ix) })
            };
            let one = |list: Vec<SpeakerIx>| if list.len() == 1 { list.first().copied() } else { None };
            let found = one(all.iter().copied().filter(|s| near(s, true)).collect())
                .or_else(|| one(all.iter().copied().filter(|s| near(s, false)).collect()))
                .or_else(|| one(all.iter().copied().collect()));
            if found.is_some() {
                return found;
            }
            // A capital at the beginning of a sentence may belong to no name.
            run.start += 1;
        }
        None
    }

    /// Whether token `k` is a word that can stand between an article and the noun of an office.
    pub(super) fn plain(&self, k: usize) -> bool {
        let word = account::at(&self.words, k);
        let joins = NO_PART_OF_OFFICE.has(word);
        word.starts_with(char::is_alphabetic) && !joins
    }

    /// The one person with a name whom pages say to be what the words before token `end` call somebody, "the" before them:
    /// "the fire chief". Whom this page names comes first, then whom its family does.
    pub(super) fn by_office(&self, end: usize) -> Option<SpeakerIx> {
        let noun = account::at(&self.words, end.checked_sub(1)?);
        let determiner = |k: usize| {
            matches!(account::at(&self.words, k), "the" | "this" | "that" | "its" | "their" | "our")
                || self.possessive(k)
                || matches!(account::at(&self.words, k), "his" | "her")
        };
        let before = (end.saturating_sub(OFFICE)..end - 1).rev();
        before.into_iter().find(|&k| !self.plain(k) || determiner(k)).filter(|&k| determiner(k))?;
        let all = self.people.offices.get(noun)?;
        let speakers = &self.context.evidence.speech.speakers;
        let family = |p: PageIx| self.context.family.get(p.ix());
        let on = |s: &SpeakerIx, fits: &dyn Fn(PageIx) -> bool| {
            speakers.get(s.ix()).is_some_and(|s| s.mentions.iter().any(|m| m.2 == MentionForm::Name && fits(m.0)))
        };
        let here: Vec<SpeakerIx> = all.iter().copied().filter(|s| on(s, &|p| p == self.ix)).collect();
        let near: Vec<SpeakerIx> = all.iter().copied().filter(|s| on(s, &|p| family(p) == family(self.ix))).collect();
        [here.as_slice(), near.as_slice(), all.as_slice()]
            .into_iter()
            .find(|l| !l.is_empty())
            .and_then(|l| if let [one] = l { Some(*one) } else { None })
    }

    /// Whether a possessive mark stands at token `k`.
    pub(super) fn possessive(&self, k: usize) -> bool {
        matches!(account::at(&self.words, k), "'s" | "’s" | "'" | "’")
    }

    pub(super) fn has_name(&self, who: SpeakerIx) -> bool {
        self.context.evidence.speech.speakers.get(who.ix()).is_some_and(|s| s.named)
    }

    /// The body last named before `offset`: "its".
    fn last_body(&self, offset: u32) -> Option<SpeakerIx> {
        let mut before = self.mentions.iter().rev().filter(|(s, ..)| s.end <= offset).take(NEAR);
        before.find(|(_, who, form)| *form == MentionForm::Name && self.kind(*who) == SpeakerKind::Body).map(|m| m.1)
    }

    /// The person last named before `offset`.
    pub(super) fn last_person(&self, offset: u32) -> Option<SpeakerIx> {
        let before = self.mentions.iter().rev().filter(|(s, ..)| s.end <= offset);
        before
            .filter(|(_, who, form)| *form == MentionForm::Name && self.kind(*who) == SpeakerKind::Person)
            .map(|m| m.1)
            .next()
    }

    /// The person with a name last mentioned by it before `offset` who has said something, `other` apart.
    pub(super) fn last_other(&self, offset: u32, other: SpeakerIx) -> Option<SpeakerIx> {
        let before = self.mentions.iter().rev().filter(|(s, ..)| s.end <= offset).take(FAR);
        let mut people = before.filter(|(_, who, form)| {
            *form == MentionForm::Name
                && self.kind(*who) == SpeakerKind::Person
                && self.context.voices.of(*who) != self.context.voices.of(other)
                // A ship has a name as people have, and says nothing.
                && self.people.said.contains_key(&self.context.voices.of(*who))
        });
        people.next().map(|m| m.1)
    }

    /// The person last named in the tokens `range`.
    pub(super) fn mentioned(&self, range: Range<usize>) -> Option<SpeakerIx> {
        let (first, last) = (self.span(range.start), self.span(range.end.checked_sub(1)?));
        let inside =
            self.near(first.hull(last)).iter().rev().filter(|(s, ..)| first.begin <= s.begin && s.end <= last.end);
        inside
            .filter(|(_, who, _)| self.kind(*who) == SpeakerKind::Person && self.people.said.contains_key(who))
            .map(|m| m.1)
            .next()
    }

    /// Whose words, as a person's or body's, the sentence of the tokens `range` gives.
    pub(super) fn spoke(&self, range: Range<usize>) -> Option<SpeakerIx> {
        self.spoke_of(range, |_| true)
    }

    /// The first of those who `fit` whose words the tokens `range` give.
    pub(super) fn spoke_of(&self, range: Range<usize>, fit: impl Fn(&SpeakerIx) -> bool) -> Option<SpeakerIx> {
        let here = self.span(range.start).hull(self.span(range.end.checked_sub(1)?));
        let (spoken, longest) = &self.spoken;
        let first = spoken.partition_point(|s| s.0.begin.saturating_add(*longest) < here.begin);
        let near =
            spoken.iter().skip(first).take_while(|s| s.0.begin < here.end).filter(|s| s.0.overlaps(here) && fit(&s.2));
        near.min_by_key(|s| s.1).map(|s| s.2)
    }

    pub(super) fn kind(&self, who: SpeakerIx) -> SpeakerKind {
        self.context.evidence.speech.speakers.get(who.ix()).map_or(SpeakerKind::Unknown, |s| s.kind)
    }
}

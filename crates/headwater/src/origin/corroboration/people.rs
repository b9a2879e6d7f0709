//! Who is named where on a page: people and bodies by their mentions, by the names other pages know, by pronouns.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::Context;
use super::account::{self, Owner};
use super::resolve::Reader;
use super::topic::Topics;
use crate::id::{PageIx, SpeakerIx};
use crate::origin::occasion::outlet::fold;
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
    /// What statements are about.
    pub(super) topics: Topics,
}
impl People {
    pub(super) fn new(context: Context<'_>) -> People {
        let mut mentions: BTreeMap<PageIx, Vec<_>> = BTreeMap::new();
        for (i, s) in context.evidence.speech.speakers.iter().enumerate() {
            for &(page, span, form) in &s.mentions {
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
        People { mentions, said, names, topics: Topics::new(context) }
    }
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
            Owner::Bare | Owner::Pronoun | Owner::Here => None,
            Owner::Before(i) => {
                let last = self.span(i.checked_sub(1)?);
                let covers = self.near(last).iter().filter(|(s, ..)| s.overlaps(last));
                let found = covers.max_by_key(|(s, ..)| s.len()).map(|&(_, who, _)| who);
                found.or_else(|| self.by_name(self.run_before(i)))
            }
            Owner::From(i) => {
                let (from, to) = (self.span(i), self.span((i + 4).min(self.words.len().saturating_sub(1))));
                let near = self.near(from.hull(to)).iter().filter(|(s, ..)| s.end > from.begin && s.begin <= to.begin);
                let found = near.min_by_key(|(s, ..)| (s.begin, std::cmp::Reverse(s.end))).map(|&(_, who, _)| who);
                let pronoun = matches!(
                    account::at(&self.words, i),
                    "his" | "her" | "their" | "he" | "she" | "they" | "him" | "them"
                );
                let pointed = || if pronoun { self.last_person(from.begin) } else { None };
                found.or_else(pointed).or_else(|| self.by_name(self.run_from(i)))
            }
        }
    }

    /// Whether token `i` can be part of a name: a capital letter, or a particle inside ("van der", "bin").
    pub(super) fn name_part(&self, i: usize) -> bool {
        let particle = matches!(
            account::at(&self.words, i),
            "van"
                | "von"
                | "der"
                | "den"
                | "de"
                | "del"
                | "della"
                | "da"
                | "dos"
                | "di"
                | "du"
                | "la"
                | "le"
                | "el"
                | "al"
                | "bin"
                | "ibn"
                | "ben"
                | "ter"
                | "zu"
        );
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

    /// The person last named before `offset`.
    pub(super) fn last_person(&self, offset: u32) -> Option<SpeakerIx> {
        let before = self.mentions.iter().rev().filter(|(s, ..)| s.end <= offset);
        before
            .filter(|(_, who, form)| *form == MentionForm::Name && self.kind(*who) == SpeakerKind::Person)
            .map(|m| m.1)
            .next()
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

    pub(super) fn kind(&self, who: SpeakerIx) -> SpeakerKind {
        self.context.evidence.speech.speakers.get(who.ix()).map_or(SpeakerKind::Unknown, |s| s.kind)
    }
}

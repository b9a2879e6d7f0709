//! Whether a witness is independent of the one whose account it is, why, and how he is said to know.

use crate::origin::class::{AUX, BEFORE_WITNESS, ONES_AGENTS, OWN_CLAUSE, POSSESSIVES, SPOKESMEN};
use std::collections::BTreeSet;
use std::sync::OnceLock;

use super::account;
use super::introduced::{FOLLOW, MEETING};
use super::resolve::Reader;
use super::stance;
use super::{Corroboration, Stance, Witness};
use crate::id::{PageIx, SpeakerIx};
use crate::lineage::{Ancestor, CitationForm};
use crate::list::lines;
use crate::origin::occasion::event::Event;
use crate::origin::occasion::telling::Heard;
use crate::origin::route::Route;
use crate::page::identity::name::page_name;
use crate::span::Span;
use crate::speech::OccasionKind;
use crate::speech::mention::MentionForm;

/// Tokens of the clause after a witness's name that are shown: an office with its years, or a capture with its place.
const DESCRIBED: usize = 22;

/// Tokens of an office with whom it is of: "a spokesman for the harbour board".
const TITLE: usize = 6;

/// Pages that are followed at most to find the way back from a witness; chains of reports are seldom of more than five.
const STEPS: usize = 64;

/// Who could not verify an account stands neither for it nor against it, so that there is nothing of which he could be independent.
pub(super) fn open_where_nothing_is_said(c: &mut Corroboration) {
    if c.stance == Stance::CannotVerify && c.by != Witness::Nobody {
        c.independent = None;
        c.why = "who could not verify it stands neither for it nor against it".to_owned();
    }
}

impl Reader<'_> {
    /// Whether the witness is independent of the one whose account it is, and why.
    pub(super) fn independence(
        &self,
        about: Option<SpeakerIx>,
        by: Witness,
        named_at: Option<Span>,
    ) -> (Option<bool>, String) {
        match by {
            Witness::Nobody => (None, "nobody is named who could know".to_owned()),
            Witness::Words(place) => match self.speaks_for(place.span) {
                Some(words) => {
                    (None, format!("the page says no more of who that is than for whom he or she speaks: “{words}”"))
                }
                None => (None, "the page says no more of who that is".to_owned()),
            },
            Witness::Work(_) => (None, "what is named is not at hand".to_owned()),
            Witness::Page(p) => self.page_independence(about, p),
            Witness::Speaker(s) => {
                let knows = self.knows(s, named_at);
                let (independent, mut why) = self.person_independence(about, s, knows.is_some());
                let speaks = named_at.filter(|_| knows.is_none()).and_then(|at| self.speaks_for(at));
                if let Some(words) = speaks.filter(|_| independent.is_none()) {
                    why = format!("{why}; the page says for whom he or she speaks: “{words}”");
                } else if let Some(words) = self.described(s, named_at) {
                    let open = independent.is_none() && knows.is_none();
                    let but = if open { ", not how he or she knows" } else { "" };
                    why = format!("{why}; the page says who that is{but}: “{words}”");
                }
                if let Some(words) = knows {
                    why = format!("{why}; the page says how: “{words}”");
                }
                (independent, why)
            }
        }
    }

    /// The words by which a witness is somebody who speaks for another: "a harbour board spokesman", "Ruiz's agent", "reps for the actor".
    fn speaks_for(&self, at: Span) -> Option<String> {
        let word = |k: usize| account::at(&self.words, k);
        let first = self.cut.tokens.partition_point(|t| t.span.end <= at.begin);
        let last = self.cut.tokens.partition_point(|t| t.span.begin < at.end);
        let s = self.cut.sentences.get(self.cut.sentence_of(first))?.range();
        // Before a name its title stands, behind it a comma and an office.
        let near = first.saturating_sub(1).max(s.start)..last.max(first + 1);
        let behind = (last + 1..s.end.min(last + TITLE)).filter(|_| word(last) == ",");
        let low = |k: usize| k.saturating_sub(TITLE).max(s.start);
        let owned = |k: usize| {
            let his = (low(k)..k).rev().take(3).any(|n| self.possessive(n) || POSSESSIVES.has(word(n)));
            his || matches!(word(k + 1), "for" | "of")
        };
        let speaks = |k: &usize| SPOKESMEN.has(word(*k)) || ONES_AGENTS.has(word(*k)) && owned(*k);
        let found = near.rev().find(speaks).or_else(|| behind.into_iter().find(speaks))?;
        let joins = |k: usize| word(k).starts_with(char::is_alphanumeric) || self.possessive(k);
        let begin = (low(found)..found)
            .rev()
            .take_while(|&k| joins(k) && !BEFORE_WITNESS.has(word(k)) && !OWN_CLAUSE.has(word(k)))
            .last();
        let of = if matches!(word(found + 1), "for" | "of") { TITLE } else { 1 };
        let end = (found + 1..s.end.min(found + of))
            .take_while(|&k| joins(k) && !AUX.has(word(k)) && stance::of_word(word(k)).is_none())
            .last();
        let words = self.cut.span(begin.unwrap_or(found), end.map_or(found, |e| e) + 1).of(&self.page.text);
        Some(words.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    pub(super) fn page_independence(&self, about: Option<SpeakerIx>, other: PageIx) -> (Option<bool>, String) {
        let name = self.context.evidence.pages.get(other.ix()).map_or_else(String::new, page_name);
        let leads = |from: PageIx, to: PageIx| {
            let derived = self
                .context
                .evidence
                .lineage
                .derivations
                .iter()
                .any(|d| d.page == from && d.from == Ancestor::Page(to));
            derived || self.context.outlets.citations(from).iter().any(|c| c.target == Ancestor::Page(to))
        };
        if leads(other, self.ix) {
            return (Some(false), format!("{name} itself names this page"));
        }
        if let Some(by) = self.leads_back(other) {
            let by = self.context.evidence.pages.get(by.ix()).map_or_else(String::new, page_name);
            return (Some(false), format!("{name} leads back to this page by way of {by}"));
        }
        let routes = |page: PageIx| -> BTreeSet<Route> {
            let of_it = self
                .context
                .statements
                .iter()
                .filter(|s| s.pages.contains(&page) && (about.is_none() || s.speaker == about));
            of_it
                .flat_map(|s| s.ways.iter().filter(|w| self.page_of(w.quotation) == Some(page)).map(|w| w.route))
                .collect()
        };
        if routes(other).intersection(&routes(self.ix)).next().is_some() {
            return (Some(false), format!("{name} has the account by the same way"));
        }
        // "Our report was confirmed by the Post", whose page tells whom the Post itself has heard.
        let own = self.context.tellings.iter().find(|t| t.page == other && t.heard.contains(&Heard::Page(other)));
        let heard =
            own.and_then(|t| t.speakers.first()).map(|&s| self.context.voices.of(s)).filter(|&s| Some(s) != about);
        if let Some(s) = heard.and_then(|s| self.context.evidence.speech.speakers.get(s.ix())) {
            return (
                Some(true),
                format!("{name} has heard {} itself, and names nothing that leads to this page", s.name),
            );
        }
        (None, format!("nothing says how {name} knows"))
    }

    /// The page named last on a way by which `other` rests, over several steps, on this page or its publisher's others.
    fn leads_back(&self, other: PageIx) -> Option<PageIx> {
        let goals = self.context.outlets.siblings(self.ix);
        let goal = |p: PageIx| p == self.ix || goals.contains(&p);
        let mut seen = BTreeSet::from([other]);
        let mut queue = std::collections::VecDeque::from([other]);
        while let Some(page) = queue.pop_front().filter(|_| seen.len() < STEPS) {
            // Who is named as confirming counts only where that is this page: the ring is closed then.
            for c in self.context.outlets.citations(page) {
                let Ancestor::Page(next) = c.target else { continue };
                if goal(next) && next != other {
                    return Some(page);
                }
                if c.form != CitationForm::Confirmed && seen.insert(next) {
                    queue.push_back(next);
                }
            }
        }
        None
    }

    pub(super) fn page_of(&self, quotation: crate::id::AttributionIx) -> Option<PageIx> {
        self.context.evidence.speech.attributions.get(quotation.ix()).map(|a| a.page)
    }

    pub(super) fn person_independence(
        &self,
        about: Option<SpeakerIx>,
        who: SpeakerIx,
        saw: bool,
    ) -> (Option<bool>, String) {
        let called = |s: SpeakerIx| self.context.evidence.speech.speakers.get(s.ix()).map_or("", |s| s.name.as_str());
        let name = called(who);
        if let Some(first) = about.filter(|&a| self.context.hearsay.from(who, a)) {
            return (Some(false), format!("{name} says to have it from {}", called(first)));
        }
        let events = |s: SpeakerIx| -> Vec<&Event> {
            self.context.events.list.iter().filter(|e| e.speaker == s && e.kind != OccasionKind::Unknown).collect()
        };
        let theirs = events(who);
        let firsts = about.map(events).unwrap_or_default();
        let shared = theirs.iter().any(|e| {
            let e: BTreeSet<_> = e.tellings.iter().collect();
            firsts.iter().any(|f| f.tellings.iter().any(|t| e.contains(t)))
        });
        if shared {
            return (None, format!("{name} spoke on the same occasion"));
        }
        // What happened is nobody's account: there is no first whose occasion another could be set against.
        if let Some(e) = theirs.first().filter(|_| about.is_some()) {
            let by = e.heard.iter().find_map(|h| if let Heard::Page(p) = h { Some(*p) } else { None });
            let by = if by == Some(self.ix) { ", by the author of this page" } else { "" };
            let date = e.date.as_ref().map(|d| format!(", {}", d.in_words())).unwrap_or_default();
            let kind = match e.kind {
                OccasionKind::Interview => "in an interview",
                OccasionKind::Public => "in public",
                OccasionKind::Hearing => "at a hearing",
                OccasionKind::Document => "in a document",
                OccasionKind::Post => "in a post",
                OccasionKind::Unknown => "on an occasion that is not said",
            };
            return (Some(true), format!("{name} spoke on another occasion: {kind}{by}{date}"));
        }
        if saw {
            return (Some(true), format!("{name} is said to know it at first hand"));
        }
        (None, format!("nothing says how {name} knows"))
    }

    /// The words by which the sentence that names a witness says who he is: an apposition or relative clause after the
    /// name, with what stands before it back to a preposition or the begin of the sentence.
    pub(super) fn described(&self, who: SpeakerIx, named_at: Option<Span>) -> Option<String> {
        let at = named_at?;
        let token = self.cut.tokens.partition_point(|t| t.span.end <= at.begin);
        let s = self.cut.sentences.get(self.cut.sentence_of(token))?;
        let (begin, end) = (s.begin as usize, s.end as usize);
        let span = self.cut.span(begin, end);
        let name = self.mentions.iter().find(|m| m.1 == who && span.contains(m.0) && m.2 == MentionForm::Name)?.0;
        let first = self.cut.tokens.partition_point(|t| t.span.end <= name.begin);
        let last = self.cut.tokens.partition_point(|t| t.span.begin < name.end);
        let word = |i: usize| account::at(&self.words, i);
        let clause = word(last) == "who" || (word(last) == "," && last + 2 < end);
        if !clause {
            return None;
        }
        let back = first.saturating_sub(MEETING).max(begin);
        let from = (back..first).rev().find(|&i| BEFORE_WITNESS.has(word(i)));
        let from = from.map_or(back, |i| i + 1);
        let to = end.min(last + DESCRIBED);
        let words = self.cut.span(from, to).of(&self.page.text);
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        Some(words.trim_end_matches(['.', ',']).to_owned())
    }

    /// The words by which the page says how a witness knows: a sentence that names him, or one of the next.
    pub(super) fn knows(&self, who: SpeakerIx, named_at: Option<Span>) -> Option<String> {
        static FORMS: OnceLock<Vec<&'static str>> = OnceLock::new();
        let forms = FORMS.get_or_init(|| lines(include_str!("../../../data/origin/knowing.txt")).collect());
        let at = named_at?;
        let token = self.cut.tokens.partition_point(|t| t.span.end <= at.begin);
        let first = self.cut.sentence_of(token);
        (first..first + FOLLOW).find_map(|n| {
            let s = self.cut.sentences.get(n)?;
            let span = self.cut.span(s.begin as usize, s.end as usize);
            let names = self.near(span).iter().any(|m| m.1 == who && span.contains(m.0));
            let hit = s.range().find(|&i| forms.iter().any(|f| account::phrase_at(&self.words, i, f)))?;
            if !names || self.span(hit).end <= at.begin {
                return None;
            }
            // Four words before the telling one, and twelve from it on, say enough.
            let from = hit.saturating_sub(4).max(s.begin as usize);
            let to = (hit + 12).min(s.end as usize);
            let words = self.cut.span(from, to).of(&self.page.text);
            Some(words.split_whitespace().collect::<Vec<_>>().join(" "))
        })
    }
}

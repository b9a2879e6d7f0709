//! Which statement a sentence of corroboration speaks of, where its words or its place say so; and what somebody confirms or
//! denies outright: "Drax confirmed that the gate broke before dawn", where another has said just that.

use crate::origin::class::{GRANTING, NOT_OUTRIGHT, ONE_CLAIM, TOPIC_BREAKS, TOPIC_STOPS};
use crate::origin::statement::stock::is_stock;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::account::Owner;
use super::resolve::Reader;
use super::stance::{self, Reading};
use super::{Context, Corroboration, Stance, Witness, account};
use crate::id::{AttributionIx, PageIx, SpeakerIx, StatementIx};
use crate::origin::Statement;
use crate::origin::discrepancy::turned;
use crate::origin::topic::stems;
use crate::page::Role;
use crate::reuse::Place;
use crate::span::{self, Span};

/// What statements are about, looked up by the stems of their words.
#[derive(Debug, Default)]
pub(super) struct Topics {
    /// Stems by statement.
    stems: Vec<BTreeSet<String>>,
    /// Statements by stem; a stem of more than [`CROWD`] is left out.
    with: BTreeMap<String, Vec<usize>>,
    /// The statement of each quotation.
    of: BTreeMap<AttributionIx, usize>,
}

/// Statements that share a stem and are looked at: a word in more of them says nothing of which is meant.
const CROWD: usize = 40;

/// Bytes between a quotation and a sentence that points back to it with "this claim": the next sentence or two.
const BACK: u32 = 400;

/// Stems of a statement that says something of which another can say that it is so.
const SAYS: usize = 3;

/// Words after an account that say what it is about.
const TOPIC: usize = 24;

impl Topics {
    pub(super) fn new(context: Context<'_>) -> Topics {
        let mut out = Topics::default();
        for (i, s) in context.statements.iter().enumerate() {
            let mut all = BTreeSet::new();
            // Nobody confirms what any report prints.
            let fullest = context.evidence.speech.attributions.get(s.fullest.ix());
            if let Some(a) = fullest.filter(|a| !is_stock(context.evidence, a)) {
                let text = context.evidence.pages.get(a.page.ix()).map_or("", |p| p.text.as_str());
                all.extend(a.content.iter().flat_map(|c| stems(c.of(text))));
            }
            for stem in &all {
                out.with.entry(stem.clone()).or_default().push(i);
            }
            out.stems.push(all);
            out.of.extend(s.quotations.iter().map(|&q| (q, i)));
        }
        out.with.retain(|_, list| list.len() <= CROWD);
        out
    }

    /// The statement that fits `fits` and shares most of `topic`, with how many stems; `None` where two share as many.
    pub(super) fn best(&self, topic: &BTreeSet<String>, fits: impl Fn(usize) -> bool) -> Option<(usize, usize)> {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for &s in topic.iter().filter_map(|t| self.with.get(t)).flatten().filter(|&&s| fits(s)) {
            *shared.entry(s).or_default() += 1;
        }
        let most = shared.values().copied().max()?;
        let mut first = shared.into_iter().filter(|&(_, n)| n == most);
        let found = first.next()?;
        if first.next().is_some() { None } else { Some(found) }
    }
}

/// Whether another has said it: most of what is confirmed, and three stems of it at least.
fn enough(shared: usize, of: usize) -> bool {
    shared >= 3 && 10 * shared >= 7 * of
}

impl Reader<'_> {
    /// The statement of `about` that the sentence speaks of: by its topic ("her claim that the gate had been left open"), or by
    /// pointing to the words before it ("this claim").
    pub(super) fn spoken_of(
        &self,
        sentence: Range<usize>,
        reading: &Reading,
        about: SpeakerIx,
        by: Witness,
    ) -> Option<StatementIx> {
        let statements = self.context.statements;
        let here = match (self.cut.tokens.get(sentence.start), self.cut.tokens.get(sentence.end.saturating_sub(1))) {
            (Some(a), Some(b)) => a.span.hull(b.span),
            _ => return None,
        };
        // What the sentence itself is taken to say is not what it speaks of.
        let inside = |s: &Statement| {
            s.quotations
                .iter()
                .filter_map(|q| self.context.evidence.speech.attributions.get(q.ix()))
                .any(|a| a.page == self.ix && a.content.iter().any(|c| c.overlaps(here)))
        };
        // "Its web site" is nothing that anybody could confirm.
        let says = |s: usize| self.people.topics.stems.get(s).is_some_and(|s| s.len() >= SAYS);
        let own = |s: usize| says(s) && statements.get(s).is_some_and(|s| s.speaker == Some(about) && !inside(s));
        let named = |s: SpeakerIx| self.context.evidence.speech.speakers.get(s.ix()).map(|s| stems(&s.name));
        let people =
            named(about).into_iter().chain(if let Witness::Speaker(s) = by { named(s) } else { None }).flatten();
        let people: BTreeSet<String> = people.collect();
        let stop = |i: usize| {
            let word = account::at(&self.words, i);
            TOPIC_BREAKS.has(word) || stance::of_word(word).is_some()
        };
        // What stands between the account and the next clause: "her claim that the gate had been left open".
        let words = (reading.account.tokens.end..sentence.end).take(TOPIC).take_while(|&i| !stop(i));
        let topic: BTreeSet<String> =
            words.flat_map(|i| stems(account::at(&self.words, i))).filter(|s| !people.contains(s)).collect();
        let found = self.people.topics.best(&topic, own).filter(|&(s, n)| {
            let here = statements.get(s).is_some_and(|s| s.pages.contains(&self.ix));
            n >= 2 && 2 * n >= topic.len() && (n >= 3 || here)
        });
        found.map(|f| f.0).or_else(|| self.pointed_to(sentence, reading, about)).map(StatementIx::new)
    }

    /// Who told what a phrase without an owner speaks of, by its words: "the claims about the alarm" are whoever's statements on
    /// the page hold all that stands behind "about", most of them if several.
    pub(super) fn topical(&self, reading: &Reading, sentence: Range<usize>, by: Witness) -> Option<SpeakerIx> {
        let about = reading.account.tokens.end;
        if !matches!(account::at(&self.words, about), "about" | "regarding" | "concerning" | "on") {
            return None;
        }
        let stop = |i: usize| {
            let word = account::at(&self.words, i);
            !word.starts_with(char::is_alphabetic) || stance::of_word(word).is_some() || TOPIC_STOPS.has(word)
        };
        let words = (about + 1..sentence.end).take(TOPIC).take_while(|&i| !stop(i));
        let topic: BTreeSet<String> = words.flat_map(|i| stems(account::at(&self.words, i))).collect();
        let here = self.cut.span(sentence.start, sentence.end);
        let attributions = &self.context.evidence.speech.attributions;
        let from = attributions.partition_point(|a| a.page < self.ix);
        let mut votes: BTreeMap<SpeakerIx, usize> = BTreeMap::new();
        for (i, a) in (from..).zip(attributions.iter().skip(from)).take_while(|(_, a)| a.page == self.ix) {
            let Some(who) = a.speaker.map(|s| self.context.voices.of(s)).filter(|&s| by != Witness::Speaker(s)) else {
                continue;
            };
            let Some(statement) = self.people.topics.of.get(&AttributionIx::new(i)) else { continue };
            let said = self.people.topics.stems.get(*statement);
            if !topic.is_empty()
                && said.is_some_and(|s| topic.is_subset(s))
                && !a.content.iter().any(|c| c.overlaps(here))
            {
                *votes.entry(who).or_default() += 1;
            }
        }
        // Nobody on this page: whoever spoke of it on the pages about the same thing, each statement once.
        if votes.is_empty() && !topic.is_empty() {
            let family = |p: PageIx| self.context.family.get(p.ix());
            let mut all = topic.iter().filter_map(|t| self.people.topics.with.get(t));
            for &s in all.next().into_iter().flatten() {
                let Some(statement) = self.context.statements.get(s) else { continue };
                let near = statement.pages.iter().any(|&p| p != self.ix && family(p) == family(self.ix));
                let whole = self.people.topics.stems.get(s).is_some_and(|s| topic.is_subset(s));
                if let Some(who) = statement.speaker.filter(|&w| near && whole && by != Witness::Speaker(w)) {
                    *votes.entry(who).or_default() += 1;
                }
            }
        }
        let most = votes.values().copied().max()?;
        let mut first = votes.into_iter().filter(|v| v.1 == most);
        let one = first.next()?;
        first.next().is_none().then_some(one.0)
    }

    /// The statement of another that says what a witness confirms or denies, where no account is named.
    pub(super) fn told(&self, reading: &Reading, by: Witness) -> Option<StatementIx> {
        let words = reading.account.tokens.clone();
        let topic: BTreeSet<String> = words.take(TOPIC).flat_map(|i| stems(account::at(&self.words, i))).collect();
        // The sentence itself, told as somebody's words, is not what it speaks of.
        let here = self.span(reading.account.tokens.start);
        let inside = |s: &Statement| {
            let all = s.quotations.iter().filter_map(|q| self.context.evidence.speech.attributions.get(q.ix()));
            all.filter(|a| a.page == self.ix).any(|a| a.content.iter().any(|c| c.overlaps(here)))
        };
        let other = |s: usize| {
            let statement = self.context.statements.get(s).filter(|s| !inside(s));
            let speaker = statement.and_then(|s| s.speaker);
            speaker.is_some_and(|o| by != Witness::Speaker(self.context.voices.of(o)))
        };
        let found = self.people.topics.best(&topic, other).filter(|&(_, n)| enough(n, topic.len()));
        found.map(|(s, _)| StatementIx::new(s))
    }

    /// The statement of another on this page that charges a witness with what he denies, by its words: two of them at least, and half.
    pub(super) fn charged(&self, reading: &Reading, by: Witness) -> Option<StatementIx> {
        let own = match by {
            Witness::Speaker(s) => self.context.evidence.speech.speakers.get(s.ix()).map(|s| stems(&s.name)),
            _ => None,
        };
        let own = own.unwrap_or_default();
        let words = reading.account.tokens.clone().take(TOPIC);
        let topic: BTreeSet<String> =
            words.flat_map(|i| stems(account::at(&self.words, i))).filter(|s| !own.contains(s)).collect();
        let other = |s: usize| {
            let statement = self.context.statements.get(s).filter(|s| s.pages.contains(&self.ix));
            let speaker = statement.and_then(|s| s.speaker);
            speaker.is_some_and(|o| by != Witness::Speaker(self.context.voices.of(o)))
        };
        let found = self.people.topics.best(&topic, other).filter(|&(_, n)| n >= 2 && 2 * n >= topic.len());
        found.map(|(s, _)| StatementIx::new(s))
    }

    /// The statement right before a sentence that says "this claim", "that remark".
    fn pointed_to(&self, sentence: Range<usize>, reading: &Reading, about: SpeakerIx) -> Option<usize> {
        let first = reading.account.tokens.start;
        let points = matches!(account::at(&self.words, first), "this" | "that")
            || matches!(account::at(&self.words, first.checked_sub(1)?), "this" | "that");
        // "The claim", "her claim", "could not confirm it": what she said right before. An account may be of all she said, and a claim
        // "that the gate was open" says itself what it is.
        let end = reading.account.tokens.end;
        let noun = account::at(&self.words, end.saturating_sub(1));
        let next = account::at(&self.words, end);
        let closes = end >= sentence.end || matches!(next, "." | "," | ";" | "and" | "but" | "with");
        let own = !matches!(reading.account.owner, Owner::Bare | Owner::Pronoun);
        let one = match reading.account.owner {
            Owner::Bare => self.definite(reading) && (ONE_CLAIM.has(noun) || matches!(noun, "report" | "information")),
            Owner::Pronoun => noun == "it" && closes,
            Owner::Before(_) => ONE_CLAIM.has(noun),
            Owner::From(at) => ONE_CLAIM.has(noun) && at < end,
            _ => false,
        };
        let one = one && next != "that";
        if !points && !one {
            return None;
        }
        let begin = self.cut.tokens.get(sentence.start)?.span.begin;
        let attributions = &self.context.evidence.speech.attributions;
        let from = attributions.partition_point(|a| a.page < self.ix);
        let here =
            (from..attributions.len()).zip(attributions.iter().skip(from)).take_while(|(_, a)| a.page == self.ix);
        let mut before: Vec<(u32, usize)> = here
            .filter_map(|(i, a)| {
                let statement = *self.people.topics.of.get(&AttributionIx::new(i))?;
                let end = span::hull(&a.content)?.end;
                let hers = self.context.statements.get(statement)?.speaker == Some(about);
                let says = self.people.topics.stems.get(statement).is_some_and(|s| s.len() >= SAYS);
                (hers && says && end <= begin && begin - end <= BACK).then_some((end, statement))
            })
            .collect();
        before.sort_unstable();
        let last = before.last()?.1;
        // Of several things that she said, "her claim" may be any.
        (!own || points || before.iter().all(|b| b.1 == last)).then_some(last)
    }

    /// Attributions whose cue confirms or denies, and whose content another has said.
    pub(super) fn said_outright(&self, out: &mut Vec<Corroboration>) {
        let attributions = &self.context.evidence.speech.attributions;
        let from = attributions.partition_point(|a| a.page < self.ix);
        let here = attributions.iter().skip(from).take_while(|a| a.page == self.ix);
        for a in here.filter(|a| a.role == Role::Story).take(super::resolve::MOST) {
            let Some(by) = a.speaker.map(|s| self.context.voices.of(s)) else { continue };
            let cue = a.cue.iter().map(|c| c.of(&self.page.text).to_lowercase()).collect::<Vec<_>>().join(" ");
            let mut words = cue.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
            let granted = |w: &str| GRANTING.has(w).then_some(Stance::Corroborates);
            let Some(stance) = words.find_map(|w| stance::of_word(w).or_else(|| granted(w))) else { continue };
            let clean = ["not", "n’t", "n't", "never", "declined", "refused", "could", "would", "if"];
            if cue.split(|c: char| c.is_whitespace()).any(|w| clean.contains(&w)) || self.denied_before(a.cue.first()) {
                continue;
            }
            let text: Vec<&str> = a.content.iter().map(|c| c.of(&self.page.text)).collect();
            let topic = stems(&text.join(" "));
            let other = |s: usize| {
                let statement = self.context.statements.get(s);
                statement.is_some_and(|s| s.speaker.is_some_and(|o| self.context.voices.of(o) != by))
            };
            let Some((s, n)) = self.people.topics.best(&topic, other) else { continue };
            let Some(statement) = self.context.statements.get(s) else { continue };
            let theirs = attributions.get(statement.fullest.ix());
            let their_page = theirs.and_then(|t| self.context.evidence.pages.get(t.page.ix()));
            let their_text: String = theirs
                .zip(their_page)
                .map(|(t, p)| t.content.iter().map(|c| c.of(&p.text)).collect::<Vec<_>>().join(" "))
                .unwrap_or_default();
            // Most of what is confirmed must have been said, and one must not be the other's negation.
            if !enough(n, topic.len()) || turned(&text.join(" "), &their_text) {
                continue;
            }
            let witness = Witness::Speaker(by);
            let hull = a.source.iter().chain(&a.cue).chain(&a.content).copied().reduce(Span::hull).unwrap_or_default();
            let doubled = out.iter().any(|o| {
                o.by == witness && o.stance == stance && (o.about == statement.speaker || o.place.span.overlaps(hull))
            });
            if doubled || self.thing(witness) {
                continue;
            }
            let (independent, why) = self.independence(statement.speaker, witness, a.source.first().copied());
            out.push(Corroboration {
                about: statement.speaker,
                named: true,
                own: false,
                matter: None,
                statement: Some(StatementIx::new(s)),
                by: witness,
                stance,
                place: Place { page: self.ix, span: hull },
                independent,
                why,
            });
        }
    }

    /// Whether a negation or a refusal stands right before a cue.
    fn denied_before(&self, cue: Option<&Span>) -> bool {
        let Some(cue) = cue else { return false };
        let at = self.cut.tokens.partition_point(|t| t.span.end <= cue.begin);
        (at.saturating_sub(3)..at).any(|i| NOT_OUTRIGHT.has(account::at(&self.words, i)))
    }
}

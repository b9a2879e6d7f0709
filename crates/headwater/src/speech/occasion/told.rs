//! The occasion that one sentence tells.

use std::ops::Range;

use super::anchor::{self, Around, Tells};
use super::meeting::{self, interviewed, subject};
use super::{Hearer, Occasion, OccasionKind, Seat, hearer, noun, outlet, when};
use crate::id::{PageIx, SpeakerIx};
use crate::span::Span;
use crate::speech::mention::lexicon::Class;
use crate::speech::mention::word::{Words, tokens_of};

/// What a sentence's attributions make of it.
#[derive(Clone, Copy)]
pub(super) struct Telling<'a> {
    /// Whether somebody is said there to have said or written something.
    pub(super) said: bool,
    /// For every token of the page whether it is told as somebody's words.
    pub(super) content: &'a [bool],
}

impl Telling<'_> {
    pub(super) fn inside(self, i: usize) -> bool {
        self.content.get(i).copied().unwrap_or(false)
    }
}

/// A sentence that is read, and what was found so far.
pub(super) struct Reader<'a> {
    pub(super) words: &'a Words<'a>,
    /// Those mentioned in it.
    pub(super) seats: &'a [Seat],
    /// Its tokens.
    pub(super) range: Range<usize>,
    telling: Telling<'a>,
    speakers: Vec<SpeakerIx>,
    kind: Option<OccasionKind>,
    hearers: Vec<Hearer>,
    span: Option<Span>,
    weak: bool,
    /// Whether somebody was reached over a line: by this page, if no other is named.
    reached: bool,
}

/// One clue to an occasion.
#[derive(Debug)]
pub(super) struct Clue {
    /// What kind of occasion it tells.
    pub(super) kind: OccasionKind,
    /// Whether that holds against what was found before.
    pub(super) sure: bool,
    /// Whether only a verb and reporters in general speak for it.
    pub(super) weak: bool,
    /// Who speaks there, where the clue says so.
    pub(super) who: Option<SpeakerIx>,
    /// Who hears.
    pub(super) hearers: Vec<Hearer>,
    /// The tokens that tell it.
    pub(super) tokens: Range<usize>,
}

impl Clue {
    /// A clue that yields to what was found before it, and names nobody who speaks.
    pub(super) fn plain(kind: OccasionKind, hearers: Vec<Hearer>, tokens: Range<usize>) -> Clue {
        Clue { kind, sure: false, weak: false, who: None, hearers, tokens }
    }

    /// One that holds against what was found before it.
    pub(super) fn sure(kind: OccasionKind, who: Option<SpeakerIx>, hearers: Vec<Hearer>, tokens: Range<usize>) -> Clue {
        Clue { sure: true, who, ..Clue::plain(kind, hearers, tokens) }
    }
}

/// The occasion that one sentence tells, and whether weakly.
pub(super) fn read(
    words: &Words<'_>,
    seats: &[Seat],
    range: Range<usize>,
    speakers: Vec<SpeakerIx>,
    telling: Telling<'_>,
) -> Option<(Occasion, bool)> {
    let reader = Reader {
        words,
        seats,
        range,
        telling,
        speakers,
        kind: None,
        hearers: Vec::new(),
        span: None,
        weak: true,
        reached: false,
    };
    reader.read()
}

impl Reader<'_> {
    fn read(mut self) -> Option<(Occasion, bool)> {
        for i in self.range.clone() {
            let w = self.words.at(i);
            if w.quoted || !w.word || !(anchor::may_know(self.words, i) || outlet::may_tell(self.words.text(i))) {
                continue;
            }
            if let Some(tokens) = outlet::reached(&self, i) {
                self.reached = true;
                self.take(Clue::plain(OccasionKind::Interview, Vec::new(), tokens));
                continue;
            }
            let clue = self.hearing(i).or_else(|| outlet::clue(&self, i));
            match clue {
                Some(clue) => self.take(clue),
                None => self.listed(i),
            }
        }
        self.close()
    }

    /// Whether somebody is said in the sentence to have said something.
    pub(super) fn said(&self) -> bool {
        self.telling.said
    }

    /// Whether the token is told as somebody's words.
    pub(super) fn inside(&self, i: usize) -> bool {
        self.telling.inside(i)
    }

    fn note(&mut self, tokens: Range<usize>) {
        let new = self.words.span(tokens.start, tokens.end);
        self.span = Some(self.span.map_or(new, |s| s.hull(new)));
    }

    fn take(&mut self, clue: Clue) {
        let kept = self.kind.filter(|&old| !clue.sure || old != OccasionKind::Unknown && !self.weak);
        self.kind = Some(kept.unwrap_or(clue.kind));
        self.weak &= clue.weak;
        if self.speakers.is_empty() {
            self.speakers.extend(clue.who);
        }
        self.hearers.extend(clue.hearers);
        self.note(clue.tokens);
    }

    /// Who is told, by a verb: "told X", "repeated his account to this newspaper".
    fn hearing(&self, i: usize) -> Option<Clue> {
        let (words, limit) = (self.words, self.range.end);
        let text = words.folded(i);
        let told = matches!(&*text, "told" | "tells" | "telling");
        let says = told || anchor::is(Around::Tell, &text);
        if !says && &*text != "to" || outlet::denied(words, &self.range, i) {
            return None;
        }
        if let Some(end) = says.then(|| self.on_network(i + 1)).flatten() {
            return Some(Clue::plain(OccasionKind::Post, Vec::new(), i..end));
        }
        if says {
            let (mut hearers, end) = hearer::read(words, self.seats, i + 1, limit);
            let audience = noun::audience(words, i + 1, limit).filter(|_| told);
            if !told {
                // "Ruiz assured the minister" is a talk between two.
                hearers.retain(|h| outlet::hears(words, *h));
            }
            // "Told an island television station": heard by somebody, whose name is not said.
            let unnamed = told && hearers.is_empty() && end > i + 1;
            if hearers.is_empty() && audience.is_none() && !unnamed {
                return None;
            }
            let reporters = hearers == [Hearer::Reporters];
            let people = !unnamed && hearers.iter().all(|h| matches!(h, Hearer::Person(_)));
            let kind = match (reporters, people) {
                (true, _) => OccasionKind::Public,
                (_, true) => OccasionKind::Unknown,
                _ => OccasionKind::Interview,
            };
            let weak = reporters || audience.is_some();
            return Some(Clue { weak, ..Clue::plain(audience.unwrap_or(kind), hearers, i..end.max(i + 2)) });
        }
        // "repeated his account to this newspaper", "said in comments to the Harbour Post".
        if self.told_to(i) {
            let (mut hearers, end) = hearer::read(words, self.seats, i + 1, limit);
            let direct = self.says_to(i);
            hearers.retain(|h| outlet::hears(words, *h) && (direct || !matches!(h, Hearer::Outlet(_))));
            let reporters = hearers == [Hearer::Reporters];
            let kind = if reporters { OccasionKind::Public } else { OccasionKind::Interview };
            // "Made a statement to the media" is about nothing else; "told reporters" stands beside any words.
            let weak = reporters && self.said();
            let clue = Clue { weak, ..Clue::plain(kind, hearers, i..end) };
            return Some(clue).filter(|c| !c.hearers.is_empty());
        }
        None
    }

    /// The end of what tells that those from `from` on hear it on a network: "his friends on Facebook", "her Twitter followers".
    fn on_network(&self, from: usize) -> Option<usize> {
        let words = self.words;
        let plain = |j: &usize| words.at(*j).word && !words.at(*j).quoted && !words.at(*j).cue;
        let run: Vec<usize> = (from..self.range.end.min(from + 7)).take_while(plain).collect();
        let network = |j: usize| words.at(j).capital && anchor::at(words, j).contains(&Tells::Noun(OccasionKind::Post));
        let follower = |j: usize| anchor::is(Around::Follower, &words.folded(j));
        let at = run.iter().copied().find(|&j| network(j))?;
        let behind = follower(at + 1).then_some(at + 2);
        let on = matches!(words.text(at - 1), "on" | "via") && (from..at).any(follower);
        behind.or(on.then_some(at + 1))
    }

    /// Whether the "to" at `i` stands behind a verb of saying, or what it says: "repeated the claim to", "in comments to".
    fn told_to(&self, i: usize) -> bool {
        let words = self.words;
        let from = i.saturating_sub(TO).max(self.range.start);
        (from..i)
            .rev()
            .take_while(|&k| words.at(k).word && !words.at(k).quoted)
            .any(|k| self.said() && words.at(k).cue || anchor::is(Around::Telling, &words.folded(k)))
    }

    /// Whether the "to" at `i` stands right behind the saying, so that a name behind it is a hearer's: "revealed to X", "put it
    /// to X", "in comments to X", "an account she gave to X"; but not "a return to X".
    fn says_to(&self, i: usize) -> bool {
        let words = self.words;
        let back = |n: usize| i.checked_sub(n).filter(|&k| k >= self.range.start && words.at(k).word);
        // "Confirmed on Friday to", "said later to": when it was stands between.
        let when = |k: usize| {
            let w = words.at(k);
            w.class.any(Class::CALENDAR)
                || matches!(
                    words.text(k),
                    "today" | "yesterday" | "later" | "earlier" | "exclusively" | "on" | "separately"
                )
        };
        let skip = (1..=3).take_while(|&n| back(n).is_some_and(when)).count();
        let (Some(one), two) = (back(1 + skip), back(2 + skip)) else { return false };
        let is = |around: Around, k: usize| anchor::is(around, &words.folded(k));
        let object = matches!(words.text(one), "it" | "this" | "that" | "so" | "later" | "earlier");
        let behind =
            |k: usize| self.said() && words.at(k).cue && !matches!(&*words.folded(k), "according" | "referring");
        let noun = || {
            let from = i.saturating_sub(5).max(self.range.start);
            is(Around::Telling, one)
                && (from..one).any(|k| matches!(words.text(k), "in" | "In" | "during") || is(Around::Give, k))
        };
        behind(one) || object && two.is_some_and(behind) || is(Around::Give, one) || noun()
    }

    /// What the list of words has for the word at `i`.
    fn listed(&mut self, i: usize) {
        for tells in anchor::at(self.words, i) {
            let clue = match *tells {
                Tells::Noun(kind) => self.noun(i, kind),
                Tells::Verb(_) | Tells::Stand if self.inside(i) => None,
                Tells::Verb(OccasionKind::Interview) => {
                    let (who, hearers, stop) = interviewed(self.words, self.seats, &self.range, i);
                    let known = !who.is_empty() || !hearers.is_empty();
                    if known {
                        self.speakers.extend(who);
                        self.kind = None;
                    }
                    let tokens = self.range.start.max(i.saturating_sub(12))..stop;
                    known.then(|| Clue::sure(OccasionKind::Interview, None, hearers, tokens))
                }
                Tells::Verb(kind) => self.verb(i, kind),
                Tells::Stand => self.verb(i, OccasionKind::Public),
                Tells::Meeting | Tells::Contact => meeting::clue(self, i),
            };
            if let Some(clue) = clue {
                self.take(clue);
                return;
            }
        }
    }

    /// A noun of the list: "in an interview with the Harbour Post".
    fn noun(&mut self, i: usize, kind: OccasionKind) -> Option<Clue> {
        let (words, limit) = (self.words, self.range.end);
        if self.inside(i) || noun::in_name(words, i, kind) {
            return None;
        }
        if kind == OccasionKind::Hearing
            && let Some(begin) = noun::outside(words, &self.range, i).filter(|_| self.said())
        {
            return Some(Clue::sure(OccasionKind::Public, None, Vec::new(), begin..i + 1));
        }
        let begin = noun::phrase(words, &self.range, i, kind)?;
        let with = matches!(words.text(i + 1), "with" | "to" | "by" | "for");
        let heard =
            || kind == OccasionKind::Interview && with && !hearer::read(words, self.seats, i + 2, limit).0.is_empty();
        if !self.said() && !noun::told_of(words, &self.range, (begin, i), kind) && !heard() {
            return None;
        }
        let (mut hearers, mut end) = (Vec::new(), i + 1);
        if (with || matches!(words.text(i + 1), "in" | "on" | "from")) && kind != OccasionKind::Hearing {
            let (found, stop) = hearer::read(words, self.seats, i + 2, limit);
            let found = found.into_iter().filter(|h| with || matches!(h, Hearer::Outlet(_)));
            // "The interview with Ana Ruiz": she is not who asked, if nobody else speaks here.
            let subject = self.speakers.is_empty() && words.text(i + 1) == "with" && kind == OccasionKind::Interview;
            let place_only = matches!(kind, OccasionKind::Public | OccasionKind::Document);
            for h in found {
                match h {
                    Hearer::Person(p) if subject => self.speakers.push(p),
                    Hearer::Outlet(_) if place_only && !with => {}
                    h => hearers.push(h),
                }
            }
            end = end.max(stop);
        }
        Some(Clue::sure(kind, None, hearers, begin..end))
    }

    /// A verb that makes an occasion by itself: "testified", "briefed the press", "was questioned by lawmakers".
    fn verb(&mut self, i: usize, kind: OccasionKind) -> Option<Clue> {
        let (words, limit) = (self.words, self.range.end);
        let mut kind = kind;
        let mut hearers = Vec::new();
        if kind == OccasionKind::Public {
            let asks = anchor::is(Around::Ask, &words.folded(i));
            let reporters = noun::reporters_follow(words, i + 1, limit, asks);
            // "Appeared before the committee", not "appeared accurate when the committee met".
            let stands = anchor::is(Around::Before, &words.folded(i));
            if stands && !matches!(words.text(i + 1), "before" | "in" | "to" | "at") {
                return None;
            }
            let audience = noun::audience(words, i + 1, limit);
            kind = audience.or(reporters.then_some(kind))?;
            hearers.extend((kind == OccasionKind::Public).then_some(Hearer::Reporters));
        }
        if outlet::denied(words, &self.range, i) || kind == OccasionKind::Post && noun::shown(words, i) {
            return None;
        }
        let who = subject(words, self.seats, self.range.start, i);
        self.kind = None;
        Some(Clue::sure(kind, who, hearers, i..i + 1))
    }

    fn close(self) -> Option<(Occasion, bool)> {
        let Reader { words, seats, range, mut speakers, kind, mut hearers, span, weak, reached, .. } = self;
        let (kind, span) = (kind?, span?);
        if speakers.is_empty() {
            let who = subject(words, seats, range.start, range.end);
            speakers.extend(who.filter(|s| !hearers.contains(&Hearer::Person(*s))));
        }
        hearers.retain(|h| !matches!(h, Hearer::Person(p) if speakers.contains(p)));
        // Who hears does not speak: of "the Post quoted a guard as saying" the Post is no speaker.
        let named = |s: &Seat, name: Span| words.span(s.tokens.start, s.tokens.end).overlaps(name);
        let hears = |who: SpeakerIx| {
            let mut outlets =
                hearers.iter().filter_map(|h| if let Hearer::Outlet(name) = h { Some(*name) } else { None });
            outlets.any(|name| seats.iter().any(|s| s.who == who.ix() && named(s, name)))
        };
        if !speakers.is_empty() {
            speakers.retain(|&s| !hears(s));
            if speakers.is_empty() {
                return None;
            }
        }
        if reached && hearers.is_empty() {
            hearers.push(Hearer::ThisPage);
        }
        let mut seen = Vec::new();
        hearers.retain(|h| {
            !seen.contains(h) && {
                seen.push(*h);
                true
            }
        });
        speakers.sort_unstable();
        speakers.dedup();
        let page = PageIx(0);
        let date = when::find(words, range.clone());
        let counted = date.is_none().then(|| when::weekday(words, range, tokens_of(words.cut, span))).flatten();
        let relative = counted.is_some();
        Some((Occasion { page, kind, speakers, hearers, date: date.or(counted), relative, span }, weak))
    }
}

/// Words between a verb of saying and its "to": "repeated his own account of the night to".
const TO: usize = 8;

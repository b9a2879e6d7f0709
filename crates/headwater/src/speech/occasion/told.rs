//! The occasion that one sentence tells.

use std::ops::Range;

use super::anchor::{self, Tells};
use super::meeting::{interviewed, meeting, subject};
use super::{Hearer, Occasion, OccasionKind, Seat, hearer, when};
use crate::id::SpeakerIx;
use crate::span::Span;
use crate::speech::mention::lexicon::Class;
use crate::speech::mention::word::{Words, tokens_of};
use crate::speech::sentence::TokenKind;

/// What a sentence's attributions make of it.
#[derive(Clone, Copy)]
pub(super) struct Telling<'a> {
    /// Whether somebody is said there to have said or written something.
    pub(super) said: bool,
    /// For every token of the page whether it is told as somebody's words.
    pub(super) content: &'a [bool],
}

impl Telling<'_> {
    fn inside(self, i: usize) -> bool {
        self.content.get(i).copied().unwrap_or(false)
    }
}

/// The occasion that one sentence tells, and whether weakly.
pub(super) fn read(
    words: &Words<'_>,
    seats: &[Seat],
    range: Range<usize>,
    mut speakers: Vec<SpeakerIx>,
    telling: Telling<'_>,
) -> Option<(Occasion, bool)> {
    let mut kind: Option<OccasionKind> = None;
    let mut hearers: Vec<Hearer> = Vec::new();
    let mut span: Option<Span> = None;
    let mut weak = true;
    let mut note = |begin: usize, end: usize| {
        span = Some(span.map_or(words.span(begin, end), |s: Span| s.hull(words.span(begin, end))))
    };
    let limit = range.end;
    for i in range.clone() {
        if words.at(i).quoted {
            continue;
        }
        let text = words.folded(i);
        // "told X", "said to X".
        if matches!(&*text, "told" | "tells" | "telling") {
            let (found, end) = hearer::read(words, seats, i + 1, limit);
            let audience = audience(words, i + 1, limit);
            if !found.is_empty() || audience.is_some() {
                note(i, end.max(i + 2));
                let reporters = found == [Hearer::Reporters];
                weak &= reporters || audience.is_some();
                let told = if reporters { OccasionKind::Public } else { OccasionKind::Interview };
                kind = kind.or(audience).or(Some(if found.iter().all(|h| matches!(h, Hearer::Person(_))) {
                    OccasionKind::Unknown
                } else {
                    told
                }));
                hearers.extend(found);
            }
            continue;
        }
        // "repeated his account to this newspaper", "said in comments to the Harbour Post", which is this page.
        if &*text == "to" && told_to(words, &range, i, telling.said) {
            let (found, end) = hearer::read(words, seats, i + 1, limit);
            let here: Vec<Hearer> =
                found.into_iter().filter(|h| matches!(h, Hearer::ThisPage | Hearer::Reporters)).collect();
            if !here.is_empty() {
                note(i, end);
                let reporters = here == [Hearer::Reporters];
                weak &= reporters;
                kind = kind.or(Some(if reporters { OccasionKind::Public } else { OccasionKind::Interview }));
                hearers.extend(here);
            }
            continue;
        }
        // "was quoted by X", "X quoted him", "in remarks carried by X".
        if matches!(&*text, "quoted" | "cited" | "carried" | "aired" | "published" | "reported")
            && words.text(i + 1) == "by"
        {
            let (found, end) = hearer::read(words, seats, i + 2, limit);
            let outlets: Vec<Hearer> =
                found.into_iter().filter(|h| matches!(h, Hearer::Outlet(_) | Hearer::ThisPage)).collect();
            if !outlets.is_empty() {
                note(i, end);
                weak = false;
                kind = kind.or(Some(OccasionKind::Unknown));
                hearers.extend(outlets);
            }
            continue;
        }
        for tells in anchor::at(words, i) {
            match *tells {
                Tells::Noun(k) => {
                    if telling.inside(i) {
                        continue;
                    }
                    let Some(begin) = phrase(words, &range, i, k) else { continue };
                    let with = || {
                        k == OccasionKind::Interview
                            && matches!(words.text(i + 1), "with" | "to" | "by" | "for")
                            && !hearer::read(words, seats, i + 2, limit).0.is_empty()
                    };
                    if !telling.said && !told_of(words, &range, i) && !with() {
                        continue;
                    }
                    kind = Some(kind.filter(|&old| old != OccasionKind::Unknown && !weak).unwrap_or(k));
                    weak = false;
                    let mut end = i + 1;
                    if matches!(words.text(i + 1), "with" | "to" | "by" | "for" | "in" | "on" | "from")
                        && (k != OccasionKind::Hearing)
                    {
                        let (found, stop) = hearer::read(words, seats, i + 2, limit);
                        let by = matches!(words.text(i + 1), "with" | "to" | "by" | "for");
                        let found: Vec<Hearer> =
                            found.into_iter().filter(|h| by || matches!(h, Hearer::Outlet(_))).collect();
                        // "The interview with Ana Ruiz": she is not who asked, if nobody else speaks here.
                        let subject =
                            speakers.is_empty() && words.text(i + 1) == "with" && k == OccasionKind::Interview;
                        let place_only = matches!(k, OccasionKind::Public | OccasionKind::Document);
                        for h in found {
                            match h {
                                Hearer::Person(p) if subject => speakers.push(p),
                                Hearer::Outlet(_) if place_only && !by => {}
                                h => hearers.push(h),
                            }
                        }
                        end = end.max(stop);
                    }
                    note(begin, end);
                    break;
                }
                Tells::Verb(_) if telling.inside(i) => continue,
                Tells::Verb(k) => {
                    if k == OccasionKind::Interview {
                        let (who, by, stop) = interviewed(words, seats, &range, i);
                        if who.is_empty() && by.is_empty() {
                            continue;
                        }
                        speakers.extend(who);
                        hearers.extend(by);
                        note(range.start.max(i.saturating_sub(12)), stop);
                    } else {
                        if k == OccasionKind::Public && !audience_follows(words, i + 1, limit, anchor::asks(words, i)) {
                            continue;
                        }
                        if speakers.is_empty() {
                            speakers.extend(subject(words, seats, range.start, i));
                        }
                        if k == OccasionKind::Public {
                            hearers.push(Hearer::Reporters);
                        }
                        note(i, i + 1);
                    }
                    kind = Some(k);
                    weak = false;
                    break;
                }
                Tells::Meeting => {
                    let Some((k, who, by, stop)) = meeting(words, seats, &range, i) else { continue };
                    kind = Some(kind.filter(|&old| old != OccasionKind::Unknown && !weak).unwrap_or(k));
                    weak = false;
                    if speakers.is_empty() {
                        speakers.extend(who);
                    }
                    hearers.extend(by);
                    note(i, stop);
                    break;
                }
            }
        }
    }
    let kind = kind?;
    let span = span?;
    if speakers.is_empty() {
        speakers
            .extend(subject(words, seats, range.start, range.end).filter(|s| !hearers.contains(&Hearer::Person(*s))));
    }
    hearers.retain(|h| !matches!(h, Hearer::Person(p) if speakers.contains(p)));
    let mut seen = Vec::new();
    hearers.retain(|h| {
        !seen.contains(h) && {
            seen.push(*h);
            true
        }
    });
    speakers.sort_unstable();
    speakers.dedup();
    let page = crate::id::PageIx(0);
    let date = when::find(words, range.clone());
    let counted = date.is_none().then(|| when::weekday(words, range, tokens_of(words.cut, span))).flatten();
    let relative = counted.is_some();
    Some((Occasion { page, kind, speakers, hearers, date: date.or(counted), relative, span }, weak))
}

/// Whether the "to" at `i` stands behind a verb of saying, or what it says: "repeated the claim to", "in comments to".
fn told_to(words: &Words<'_>, range: &Range<usize>, i: usize, said: bool) -> bool {
    let from = i.saturating_sub(TO).max(range.start);
    (from..i)
        .rev()
        .take_while(|&k| words.at(k).word && !words.at(k).quoted)
        .any(|k| said && words.at(k).cue || anchor::is_telling(&words.folded(k)))
}

/// Words between a verb of saying and its "to": "repeated his own account of the night to".
const TO: usize = 8;

/// Whether the noun at `i` is told of as an occasion: behind a preposition ("in an interview", "at a packed press
/// conference"), or as what something happened at ("The interview took place"). Gives its first token.
pub(super) fn phrase(words: &Words<'_>, range: &Range<usize>, i: usize, kind: OccasionKind) -> Option<usize> {
    let first = range.start;
    let mut k = i;
    while k > first && i - k < 6 {
        k -= 1;
        let w = words.at(k);
        if !w.word && !matches!(words.kind(k), TokenKind::Number) {
            return None;
        }
        let text = words.folded(k);
        if matches!(kind, OccasionKind::Interview | OccasionKind::Public) && anchor::is_given(&text) {
            return Some(k);
        }
        let fits = match kind {
            OccasionKind::Interview | OccasionKind::Document => {
                matches!(&*text, "in" | "during" | "after" | "from" | "for")
            }
            OccasionKind::Public => matches!(&*text, "at" | "in" | "during" | "on" | "after" | "from"),
            // "who was on the committee" says what he is.
            OccasionKind::Hearing => {
                matches!(&*text, "in" | "before" | "at" | "during" | "under" | "to")
                    || &*text == "on" && matches!(&*words.folded(i), "stand" | "oath")
            }
            OccasionKind::Post => matches!(&*text, "on" | "in" | "via" | "over" | "through"),
            OccasionKind::Unknown => false,
        };
        if fits {
            return Some(k);
        }
        // "Ana Ruiz | gave a press conference on | May 3": taken for a cue as a whole.
        if w.cue && !words.at(i).cue || w.class.any(Class::PREPOSITION) || w.class.any(Class::COPULA) {
            return None;
        }
        if k == first
            && matches!(&*text, "the" | "this" | "that" | "his" | "her" | "their" | "our")
            && matches!(kind, OccasionKind::Interview | OccasionKind::Public)
        {
            return Some(k);
        }
    }
    None
}

/// What a sentence without an attribution must say for a noun in it to be an occasion on which somebody spoke, and not one
/// that the page only mentions: its subject is a telling ("The remarks were made at ..."), or somebody spoke, appeared or
/// gave one there.
fn told_of(words: &Words<'_>, range: &Range<usize>, i: usize) -> bool {
    let head = (range.start..i.min(range.start + 4)).find(|&k| anchor::is_telling(&words.folded(k)));
    let happened = |k: usize| words.at(k).class.any(Class::COPULA) || anchor::is_happening(&words.folded(k));
    let subject = head.is_some_and(|h| (h + 1..i.min(h + 4)).any(happened));
    let itself = i < range.start + 4 && (i + 1..i + 3).any(happened);
    let given = (i.saturating_sub(9).max(range.start)..i).any(|k| {
        words.at(k).word && !words.at(k).quoted && (anchor::is_given(&words.folded(k)) || anchor::speaks(words, k))
    });
    subject || itself || given
}

/// "told the committee", "told a court": hearers that make it a hearing.
pub(super) fn audience(words: &Words<'_>, i: usize, limit: usize) -> Option<OccasionKind> {
    let head = (i..limit.min(i + 6)).take_while(|&k| words.at(k).word && !words.at(k).class.any(Class::PREPOSITION));
    for k in head {
        if let Some(Tells::Noun(OccasionKind::Hearing)) = anchor::at(words, k).first() {
            return Some(OccasionKind::Hearing);
        }
        if let Some(kind) = anchor::audience(&words.folded(k)) {
            return Some(kind);
        }
    }
    None
}

pub(super) fn audience_follows(words: &Words<'_>, i: usize, limit: usize, questions: bool) -> bool {
    (i..limit.min(i + if questions { 6 } else { 5 })).any(|k| anchor::is_reporters(&words.folded(k)))
        || audience(words, i, limit).is_some()
}

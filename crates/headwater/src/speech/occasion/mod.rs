//! Occasions: where, when and to whom somebody spoke, as far as the text says.

pub(super) mod anchor;
mod hearer;
mod when;

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::Range;

use self::anchor::Tells;
use super::attribution::{Attribution, Kind};
use super::mention::lexicon::Class;
use super::mention::word::{Words, tokens_of};
use super::mention::{Entity, MentionForm};
use super::sentence::TokenKind;
use super::speaker::SpeakerKind;
use crate::id::{OccasionIx, PageIx, SpeakerIx};
use crate::page::{Date, Role};
use crate::span::Span;

/// An occasion on which somebody spoke, as one page tells it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Occasion {
    /// The page that tells it.
    pub page: PageIx,
    /// What kind of occasion.
    pub kind: OccasionKind,
    /// Who spoke; empty where the text does not say.
    pub speakers: Vec<SpeakerIx>,
    /// Who heard it.
    pub hearers: Vec<Hearer>,
    /// When, where the text says so.
    pub date: Option<Date>,
    /// The words that say so.
    pub span: Span,
}

/// The kind of an [`Occasion`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum OccasionKind {
    /// Asked by one or a few.
    Interview,
    /// Before many: a press conference, a speech, remarks to reporters.
    Public,
    /// In court, before a committee, under oath.
    Hearing,
    /// A statement, report, letter, ruling or other document.
    Document,
    /// A post on a network.
    Post,
    /// Not said.
    Unknown,
}

/// Who heard it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Hearer {
    /// The author or outlet of the page itself: "told me", "this newspaper", "our correspondent".
    ThisPage,
    /// A person or body among the speakers: "interviewed by Professor Ada Lind".
    Person(SpeakerIx),
    /// An outlet by its name: "told the Harbour Post".
    Outlet(Span),
    /// Reporters in general.
    Reporters,
}

/// A mention of somebody, by tokens.
#[derive(Clone, Debug)]
struct Seat {
    tokens: Range<usize>,
    /// With a title or role before it.
    lead: usize,
    who: usize,
    kind: SpeakerKind,
    pronoun: bool,
}

/// An occasion and how far it reaches.
struct Told {
    occasion: Occasion,
    sentence: usize,
    block: u32,
    /// Whether only a verb and reporters in general speak for it.
    weak: bool,
    /// Whether its sentence carries an attribution.
    own: bool,
}

/// Finds the occasions that the page tells, and sets the occasion of each attribution: its own sentence's, else the one
/// told of its speaker before, else after it. Linear in the page's words.
pub fn find(words: &Words<'_>, entities: &[Entity], attributions: &mut [Attribution]) -> Vec<Occasion> {
    let seats = seats(words, entities);
    let mut by_sentence: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (k, a) in attributions.iter().enumerate() {
        let spans = a.source.iter().chain(&a.cue).chain(&a.content).take(8);
        let mut sentences: Vec<usize> =
            spans.map(|s| words.at(tokens_of(words.cut, *s).start).sentence as usize).collect();
        sentences.sort_unstable();
        sentences.dedup();
        // The sentence of its source or cue tells its occasion, not that of a content elsewhere.
        let home = a.cue.first().or(a.source.first()).or(a.content.first());
        if let Some(home) = home {
            by_sentence.entry(words.at(tokens_of(words.cut, *home).start).sentence as usize).or_default().push(k);
        }
    }
    let mut told: Vec<Told> = Vec::new();
    let mut from = 0;
    for (n, sentence) in words.cut.sentences.iter().enumerate() {
        if !matches!(sentence.role, Role::Story | Role::Headline | Role::Caption) {
            continue;
        }
        let range = sentence.range();
        while seats.get(from).is_some_and(|s| s.tokens.start < range.start) {
            from += 1;
        }
        let here: Vec<Seat> = seats.iter().skip(from).take_while(|s| s.tokens.start < range.end).cloned().collect();
        let said = by_sentence.get(&n).map_or(&[][..], Vec::as_slice);
        let speakers = said.iter().filter_map(|&k| attributions.get(k)).filter_map(|a| a.speaker);
        if let Some((mut occasion, weak)) = read(words, &here, range, speakers.collect()) {
            occasion.speakers.dedup();
            // "The interview with Ana Ruiz was published in May" speaks of one already told.
            let again = occasion.kind == OccasionKind::Interview
                && occasion.hearers.is_empty()
                && opens_known(words, occasion.span);
            let same = |t: &Told| {
                t.occasion.kind == OccasionKind::Interview
                    && (occasion.speakers.is_empty() || t.occasion.speakers == occasion.speakers)
            };
            if again && told.iter().any(same) {
                continue;
            }
            told.push(Told { occasion, sentence: n, block: sentence.block, weak, own: !said.is_empty() });
        }
        if told.len() >= MOST {
            break;
        }
    }
    without_subject(words, &mut told, attributions);
    assign(words, &told, attributions);
    told.into_iter().map(|t| t.occasion).collect()
}

/// Whether the words begin with "the" or "this".
fn opens_known(words: &Words<'_>, span: Span) -> bool {
    matches!(&*words.folded(tokens_of(words.cut, span).start), "the" | "this" | "that")
}

/// More occasions than a page of news has; it bounds the work for hostile ones.
const MOST: usize = 4096;

fn seats(words: &Words<'_>, entities: &[Entity]) -> Vec<Seat> {
    let mut out = Vec::new();
    for (who, e) in entities.iter().enumerate() {
        let mut roles = e.roles.iter().peekable();
        for m in &e.mentions {
            let tokens = tokens_of(words.cut, m.span);
            if tokens.is_empty() {
                continue;
            }
            while roles.peek().is_some_and(|r| r.end + 2 < m.span.begin) {
                roles.next();
            }
            let lead = roles
                .peek()
                .filter(|r| r.end <= m.span.begin)
                .map_or(tokens.start, |r| tokens_of(words.cut, **r).start);
            out.push(Seat { lead, tokens, who, kind: e.kind, pronoun: m.form == MentionForm::Pronoun });
        }
    }
    out.sort_by_key(|s| (s.tokens.start, s.tokens.end));
    out
}

/// The occasion that one sentence tells, and whether weakly.
fn read(
    words: &Words<'_>,
    seats: &[Seat],
    range: Range<usize>,
    mut speakers: Vec<SpeakerIx>,
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
                    let Some(begin) = phrase(words, &range, i, k) else { continue };
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
                        if k == OccasionKind::Public && !audience_follows(words, i + 1, limit) {
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
    Some((Occasion { page, kind, speakers, hearers, date: when::find(words, range), span }, weak))
}

/// Whether the noun at `i` is told of as an occasion: behind a preposition ("in an interview", "at a packed press
/// conference"), or as what something happened at ("The interview took place"). Gives its first token.
fn phrase(words: &Words<'_>, range: &Range<usize>, i: usize, kind: OccasionKind) -> Option<usize> {
    let first = range.start;
    let mut k = i;
    while k > first && i - k < 6 {
        k -= 1;
        let w = words.at(k);
        if !w.word && !matches!(words.kind(k), TokenKind::Number) {
            return None;
        }
        let text = words.folded(k);
        let fits = match kind {
            OccasionKind::Interview | OccasionKind::Document => {
                matches!(&*text, "in" | "during" | "after" | "from" | "for")
            }
            OccasionKind::Public => matches!(&*text, "at" | "in" | "during" | "on" | "after" | "from"),
            OccasionKind::Hearing => matches!(&*text, "in" | "before" | "at" | "during" | "on" | "under" | "to"),
            OccasionKind::Post => matches!(&*text, "on" | "in" | "via" | "over" | "through"),
            OccasionKind::Unknown => false,
        };
        if fits {
            return Some(k);
        }
        if w.cue || w.class.any(Class::PREPOSITION) || w.class.any(Class::COPULA) {
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

/// "told the committee", "told a court": hearers that make it a hearing.
fn audience(words: &Words<'_>, i: usize, limit: usize) -> Option<OccasionKind> {
    let head = (i..limit.min(i + 6)).take_while(|&k| words.at(k).word && !words.at(k).class.any(Class::PREPOSITION));
    for k in head {
        if let Some(Tells::Noun(OccasionKind::Hearing)) = anchor::at(words, k).first() {
            return Some(OccasionKind::Hearing);
        }
        if matches!(
            &*words.folded(k),
            "judge"
                | "judges"
                | "jurors"
                | "lawmakers"
                | "senators"
                | "magistrates"
                | "mps"
                | "magistrate"
                | "councillors"
        ) {
            return Some(OccasionKind::Hearing);
        }
        if matches!(&*words.folded(k), "crowd" | "audience" | "supporters" | "rally" | "conference") {
            return Some(OccasionKind::Public);
        }
    }
    None
}

fn audience_follows(words: &Words<'_>, i: usize, limit: usize) -> bool {
    (i..limit.min(i + 5)).any(|k| anchor::is_reporters(&words.folded(k))) || audience(words, i, limit).is_some()
}

/// "A and B interviewed C", "C was interviewed by A": who was asked, by whom, and where that ends.
fn interviewed(
    words: &Words<'_>,
    seats: &[Seat],
    range: &Range<usize>,
    i: usize,
) -> (Vec<SpeakerIx>, Vec<Hearer>, usize) {
    let passive = (i.saturating_sub(3).max(range.start)..i).any(|k| words.at(k).class.any(Class::COPULA))
        || words.text(i + 1) == "by";
    if passive {
        let by = (i + 1..range.end.min(i + 8)).find(|&k| words.text(k) == "by");
        let (hearers, stop) = by.map_or((Vec::new(), i + 1), |b| hearer::read(words, seats, b + 1, range.end));
        return (subject(words, seats, range.start, i).into_iter().collect(), hearers, stop);
    }
    let asked = seats.iter().find(|s| s.tokens.start > i && s.lead <= i + 4 && s.kind == SpeakerKind::Person);
    let Some(asked) = asked else { return (Vec::new(), Vec::new(), i + 1) };
    let clause = (range.start..i).rev().take_while(|&k| !words.sign(k, ';')).last().unwrap_or(range.start);
    let mut hearers: Vec<Hearer> = Vec::new();
    if hearer::page_acts(words, start_of_subject(words, clause, i)..i) {
        hearers.push(Hearer::ThisPage);
    } else {
        let before: Vec<&Seat> = seats.iter().filter(|s| s.tokens.end <= i && s.tokens.start >= clause).collect();
        let people = before.iter().filter(|s| s.kind == SpeakerKind::Person);
        hearers.extend(people.map(|s| Hearer::Person(SpeakerIx::new(s.who))));
        if hearers.is_empty() {
            let (outlets, _) = hearer::read(words, seats, start_of_subject(words, clause, i), i);
            hearers.extend(outlets);
        }
    }
    (vec![SpeakerIx::new(asked.who)], hearers, asked.tokens.end)
}

/// Steps over "In 2016," and its like.
fn start_of_subject(words: &Words<'_>, begin: usize, end: usize) -> usize {
    (begin..end).rev().find(|&k| words.sign(k, ',')).map_or(begin, |k| k + 1)
}

type Met = (OccasionKind, Option<SpeakerIx>, Vec<Hearer>, usize);

/// "We met her", "she spoke to this newspaper", "speaking to X", "sat down with our reporter", "spoke at ...".
fn meeting(words: &Words<'_>, seats: &[Seat], range: &Range<usize>, i: usize) -> Option<Met> {
    let acts = hearer::page_acts(words, start_of_subject(words, range.start, i)..i);
    let to = (i + 1..range.end.min(i + 5)).find(|&k| matches!(words.text(k), "to" | "with"));
    let step = |k: usize| {
        (i + 1..k).all(|j| {
            words.at(j).word && !words.at(j).capital && !words.at(j).class.any(Class::PREPOSITION.or(Class::DETERMINER))
        })
    };
    if acts {
        // The one met stands behind the verb, or behind "to" or "with".
        let at = to.filter(|&k| step(k)).map_or(i + 1, |k| k + 1);
        let met = seats
            .iter()
            .find(|s| s.tokens.start >= at && s.lead <= at + 2 && (s.kind == SpeakerKind::Person || s.pronoun))?;
        return Some((OccasionKind::Interview, Some(SpeakerIx::new(met.who)), vec![Hearer::ThisPage], met.tokens.end));
    }
    if !matches!(
        &*words.folded(i),
        "spoke"
            | "spoken"
            | "speaks"
            | "speaking"
            | "talked"
            | "talks"
            | "talking"
            | "sat"
            | "chatted"
            | "opened"
            | "met"
    ) {
        return None;
    }
    let to = to.filter(|&k| step(k))?;
    let (mut hearers, stop) = hearer::read(words, seats, to + 1, range.end);
    if &*words.folded(i) == "met" || &*words.folded(i) == "opened" {
        hearers.retain(|h| *h == Hearer::ThisPage);
    }
    // Two people of a story who talk to each other make no occasion by that alone.
    hearers.retain(|h| !matches!(h, Hearer::Person(_)));
    let kind = match (hearers.as_slice(), audience(words, to + 1, range.end)) {
        (_, Some(kind)) => kind,
        ([], None) => return None,
        ([Hearer::Reporters], _) => OccasionKind::Public,
        _ => OccasionKind::Interview,
    };
    Some((kind, subject(words, seats, range.start, i), hearers, stop))
}

/// The person who is the subject before `verb`: the first mentioned there that stands behind no preposition.
fn subject(words: &Words<'_>, seats: &[Seat], begin: usize, verb: usize) -> Option<SpeakerIx> {
    let plain = |s: &&Seat| {
        let before = s.lead.checked_sub(1).filter(|&k| k >= begin);
        let behind = before.is_some_and(|k| words.at(k).class.any(Class::PREPOSITION) && words.text(k) != "by");
        !behind && !words.possessive(s.tokens.end) && !words.at(s.tokens.start).quoted
    };
    let person = |s: &&Seat| s.kind == SpeakerKind::Person || s.pronoun;
    let mut inside = seats.iter().filter(|s| s.tokens.start >= begin && s.tokens.start < verb).filter(person);
    inside.find(plain).map(|s| SpeakerIx::new(s.who))
}

/// "The remarks were made at a press conference": whose they are is told by the quotations right before it, else right
/// behind it.
fn without_subject(words: &Words<'_>, told: &mut [Told], attributions: &[Attribution]) {
    let block_of =
        |a: &Attribution| a.content.first().map_or(u32::MAX, |s| words.block(tokens_of(words.cut, *s).start));
    for t in told.iter_mut().filter(|t| t.occasion.speakers.is_empty()) {
        let spoken = attributions.iter().filter(|a| a.kind != Kind::Indirect && a.depth == 0 && a.speaker.is_some());
        let mut before = None;
        let mut after = None;
        for a in spoken {
            let b = block_of(a);
            if b <= t.block && b + 1 >= t.block && a.content.first().is_some_and(|s| s.begin < t.occasion.span.begin) {
                before = a.speaker;
            } else if b >= t.block && b <= t.block + 1 && after.is_none() {
                after = a.speaker;
            }
        }
        t.occasion.speakers.extend(before.or(after));
    }
}

/// Gives every attribution its occasion.
fn assign(words: &Words<'_>, told: &[Told], attributions: &mut [Attribution]) {
    let mut own: BTreeMap<usize, usize> = BTreeMap::new();
    let mut by_speaker: BTreeMap<SpeakerIx, Vec<usize>> = BTreeMap::new();
    for (n, t) in told.iter().enumerate() {
        own.insert(t.sentence, n);
        if !t.weak {
            for &s in &t.occasion.speakers {
                by_speaker.entry(s).or_default().push(n);
            }
        }
    }
    for a in attributions.iter_mut().filter(|a| a.depth == 0) {
        let Some(home) = a.cue.first().or(a.source.first()).or(a.content.first()) else { continue };
        let token = tokens_of(words.cut, *home).start;
        let sentence = words.at(token).sentence as usize;
        let mine = own.get(&sentence).copied().filter(|&n| told.get(n).is_some_and(|t| t.own));
        let strong = mine.filter(|&n| told.get(n).is_some_and(|t| !t.weak));
        // Told of the speaker elsewhere: the last before it, else the first behind it that has no words of its own.
        let of_speaker = || {
            let list = a.speaker.and_then(|s| by_speaker.get(&s))?;
            let sentence_of = |n: usize| told.get(n).map_or(usize::MAX, |t| t.sentence);
            let before = list.iter().copied().rfind(|&n| sentence_of(n) <= sentence);
            before.or_else(|| list.iter().copied().find(|&n| told.get(n).is_some_and(|t| !t.own)))
        };
        a.occasion = strong.or_else(of_speaker).or(mine).map(OccasionIx::new);
    }
}

/// Whether two names are the same words, an article and case aside.
pub(super) fn same_words(a: &str, b: &str) -> bool {
    let plain = |s: &str| s.trim().trim_start_matches("The ").trim_start_matches("the ").to_lowercase();
    plain(a) == plain(b)
}

//! Occasions: where, when and to whom somebody spoke, as far as the text says.

pub(super) mod anchor;
mod assign;
mod calendar;
mod hearer;
mod meeting;
mod noun;
mod outlet;
mod paper;
mod phrase;
mod told;
mod when;

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::Range;

use self::anchor::Around;
pub(crate) use self::anchor::is_call_sign;
use self::told::Telling;
use super::attribution::{Act, Attribution};
use super::mention::lexicon::Class;
use super::mention::word::{Words, tokens_of};
use super::mention::{Entity, MentionForm};
use super::speaker::SpeakerKind;
use crate::id::{PageIx, SpeakerIx};
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
    /// Whether the day was counted back from the page's own: "on Tuesday". A page that has the words from another may be of
    /// another week.
    pub relative: bool,
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

impl OccasionKind {
    /// The kind by its heading in the lists.
    fn of_list(heading: &str) -> Option<OccasionKind> {
        Some(match heading {
            "interview" => OccasionKind::Interview,
            "public" => OccasionKind::Public,
            "hearing" => OccasionKind::Hearing,
            "document" => OccasionKind::Document,
            "post" => OccasionKind::Post,
            _ => return None,
        })
    }
}

/// Whether the words for a hearer only point back to a publication that the page has named: "the paper".
pub fn points_back(words: &str) -> bool {
    let mut parts = words.split_whitespace();
    let (article, noun) = (parts.next(), parts.next());
    article.is_some_and(|a| a.eq_ignore_ascii_case("the"))
        && noun.is_some_and(anchor::is_publication)
        && parts.next().is_none()
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
    // What somebody in the sentence is quoted as quoting was said elsewhere.
    for (k, a) in attributions.iter().enumerate().filter(|(_, a)| a.depth == 0) {
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
    let mut content = vec![false; words.len()];
    // "Spoke at | a press conference", "gave | an interview" is told as a content, and is none.
    let place = |a: &Attribution| {
        a.cue.last().is_some_and(|c| {
            let last = tokens_of(words.cut, *c).end.saturating_sub(1);
            words.at(last).class.any(Class::PREPOSITION)
                || [Around::Give, Around::GiveDocument].iter().any(|&g| anchor::is(g, &words.folded(last)))
        })
    };
    for span in attributions.iter().filter(|a| a.act != Act::Thought && !place(a)).flat_map(|a| &a.content) {
        if let Some(inside) = content.get_mut(tokens_of(words.cut, *span)) {
            inside.fill(true);
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
        let act = |a: &Attribution| a.act != Act::Thought;
        let telling = Telling { said: said.iter().filter_map(|&k| attributions.get(k)).any(act), content: &content };
        let speakers = said.iter().filter_map(|&k| attributions.get(k)).filter_map(|a| a.speaker);
        let found = match words.page.language.as_deref() {
            None | Some("en") => told::read(words, &here, range, speakers.collect(), telling),
            Some(_) => phrase::read(words, &here, range, speakers.collect(), telling),
        };
        if let Some((mut occasion, weak)) = found {
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
    assign::without_subject(words, &mut told, attributions);
    assign::assign(words, &told, attributions);
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

/// Whether two names are the same words, an article and case aside.
pub(super) fn same_words(a: &str, b: &str) -> bool {
    let plain = |s: &str| s.trim().trim_start_matches("The ").trim_start_matches("the ").to_lowercase();
    plain(a) == plain(b)
}

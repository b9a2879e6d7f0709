//! A source of nobody known so far, and several people as one source.

use std::ops::Range;

use super::super::super::super::sentence::TokenKind;
use super::super::super::super::speaker::SpeakerKind;
use super::super::super::description::{self, Description, Noun, Pointing};
use super::super::super::lexicon::{self, Class};
use super::super::super::name::Sign;
use super::super::super::word::Words;
use super::super::super::{Mention, MentionForm};
use super::super::phrase::{role_of, roles};
use super::super::{Chain, Place};
use super::MOST_REST;

impl Chain<'_> {
    /// A source without any mention known so far: it is described by its own words.
    pub(super) fn bare(&mut self, range: Range<usize>) -> Option<u32> {
        let words = self.words;
        let mut begin = range.start;
        while begin < range.end && !words.at(begin).word && !matches!(words.kind(begin), TokenKind::Number) {
            begin += 1;
        }
        if begin >= range.end {
            return None;
        }
        let d = description::at(words, begin, range.end);
        let d = d.filter(|d| !words.possessive(d.tokens.end)).or_else(|| possessed(words, begin, range.end));
        let mut d = d.map(|d| joined(words, d, &range));
        // "Aux yeux du | syndicaliste": the article stands in the preposition.
        let fused = begin
            .checked_sub(1)
            .map(|b| words.at(b).class)
            .is_some_and(|c| c.any(Class::KNOWN) && c.any(Class::PREPOSITION) && !words.tongue.is_english());
        if let Some(d) = d.as_mut().filter(|d| fused && d.pointing == Pointing::New) {
            d.pointing = Pointing::Known;
        }
        if let Some(who) = d.as_ref().filter(|d| d.sort == Noun::Thing).and_then(|d| self.issuer(d)) {
            return Some(who);
        }
        let (role, sort, tokens, pointing, gender) = match d {
            Some(d) => (roles(words, d.tokens.clone()).pop(), d.sort, d.tokens.clone(), d.pointing, d.gender),
            None => {
                let end = (begin..range.end)
                    .find(|&k| k > begin && (words.at(k).class.any(Class::PREPOSITION) || !words.at(k).word))
                    .unwrap_or(range.end);
                let head =
                    (begin..end).rev().find(|&k| words.at(k).word && !words.at(k).class.any(Class::DETERMINER))?;
                let folded = words.folded(head);
                if words.at(head).class.any(Class::FUNCTION) && begin + 1 == end {
                    return None;
                }
                let held = self
                    .cast
                    .with_role(&folded)
                    .into_iter()
                    .any(|id| self.cast.get(id).is_some_and(|f| f.kind == SpeakerKind::Person && f.name.is_some()));
                let agent = lexicon::looks_agent(&folded) && !words.at(head).class.any(Class::COMMON);
                let several = folded.ends_with('s') && !folded.ends_with("ss");
                let quoted = self.sources.get(range.start).is_some_and(|&s| s > 1);
                let known = words.at(begin).class.any(Class::KNOWN) && head <= begin + 2;
                let calling = quoted && known && !words.tongue.is_english() && calls(&folded);
                let sort = if calling {
                    Noun::Person
                } else if super::super::body::is_kind(&folded) {
                    Noun::Body
                } else if agent || held || !several && super::super::super::name::is_person(&folded) {
                    Noun::Person
                } else if folded.ends_with('s') {
                    Noun::People
                } else {
                    Noun::Thing
                };
                let pointing = if calling || words.text(begin).eq_ignore_ascii_case("the") {
                    Pointing::Known
                } else {
                    Pointing::New
                };
                (role_of(words, begin..head + 1), sort, begin..head + 1, pointing, Sign(0))
            }
        };
        let role = role?;
        let d = Description { head: tokens.end - 1, tokens: tokens.clone(), pointing, sort, gender };
        let old = match (sort, pointing) {
            // The owner is no part of what somebody is: "Ruiz's daughter".
            (Noun::Person, Pointing::Owned) => self.relative(&role.head, begin),
            (Noun::People, _) => self.both(&role.head, begin),
            (Noun::Person, Pointing::Known) => self.known(&d, &role),
            (Noun::Body | Noun::Thing, Pointing::Known) => self.known_body(&role, begin),
            _ => None,
        };
        let old = old.or_else(|| {
            let mut same = self.cast.with_role(&role.head).into_iter();
            same.find(|&id| {
                pointing != Pointing::New
                    && self.cast.get(id).is_some_and(|f| f.name.is_none() && f.roles.contains(&role))
            })
        });
        let old = old.or_else(|| if sort == Noun::Person { self.headlined(&d, &role) } else { None });
        let who = old.unwrap_or_else(|| self.describe(&d, role));
        self.mention(who, tokens.clone(), tokens.start, MentionForm::Description);
        if let Some(place) = self.places.last().cloned() {
            self.widen(&place, range);
        }
        Some(who)
    }

    /// Several people together as one source.
    pub(in super::super) fn together(&mut self, heads: &[Place]) -> Option<u32> {
        let mut ids: Vec<u32> = heads.iter().map(|h| self.cast.real(h.who)).collect();
        ids.dedup();
        let names: Vec<String> = ids
            .iter()
            .filter_map(|&id| self.cast.get(id))
            .map(|f| {
                let span = f.name.or_else(|| f.mentions.first().map(|m| m.span)).unwrap_or_default();
                span.of(&self.words.page.text).to_owned()
            })
            .collect();
        let joint = names.join(" and ");
        let who = self.cast.joint(&joint);
        let tokens = heads.first()?.lead..heads.last()?.tokens.end;
        let (span, at) = (self.words.span(tokens.start, tokens.end), tokens.start);
        let (sentence, block) = (self.words.at(at).sentence, self.words.block(at));
        if let Some(f) = self.cast.get_mut(who) {
            f.joint = Some(joint);
            f.mentions.push(Mention { span, form: MentionForm::Name });
            f.last = (at, sentence, block);
        }
        Some(who)
    }
}

/// Whether a noun that no list has is one for somebody by its ending, in Romance languages: "la artesana", "le vigneron".
fn calls(folded: &str) -> bool {
    const ENDINGS: [&str; 26] = [
        "ista", "iste", "dor", "dora", "tor", "tora", "ero", "era", "ano", "ana", "ante", "eur", "euse", "ien",
        "ienne", "ier", "iere", "tore", "trice", "aio", "aia", "iera", "eiro", "eira", "eron", "eronne",
    ];
    folded.len() > 5 && ENDINGS.iter().any(|e| folded.ends_with(e))
}

/// "Police and residents": two nouns together are one group.
fn joined(words: &Words<'_>, d: Description, range: &Range<usize>) -> Description {
    let rest = d.tokens.end + 1..range.end;
    let and = words.text(d.tokens.end) == "and" && (1..=MOST_REST).contains(&rest.len());
    let plain =
        rest.clone().all(|k| words.at(k).word && !words.at(k).capital && !words.at(k).class.any(Class::DETERMINER));
    let people = description::noun(words, range.end - 1).is_some();
    if d.tokens.start == range.start && and && plain && people && d.pointing == Pointing::New {
        return Description {
            tokens: d.tokens.start..range.end,
            head: range.end - 1,
            sort: Noun::People,
            gender: Sign(0),
            ..d
        };
    }
    d
}

/// "Santilli's attorney", "the ministry's spokesman": the noun behind the possessor.
fn possessed(words: &Words<'_>, begin: usize, end: usize) -> Option<Description> {
    let owner = (begin..end).rev().find(|&k| words.possessive(k))?;
    let mut d = description::at(words, owner + 1, end)?;
    d.tokens.start = begin;
    d.pointing = Pointing::Owned;
    Some(d)
}

//! Whom a description can mean though nothing said before that they are that: "the ferry captain added" behind words of Ana
//! Ruiz, of whom no calling was told.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::super::super::speaker::SpeakerKind;
use super::super::MentionForm;
use super::super::cast::{Figure, Role};
use super::super::compound;
use super::super::description::{self, Description, Noun, Pointing};
use super::super::lexicon::{self, Class};
use super::super::name::{Sign, gender_of};
use super::Chain;
use super::pronoun::humanlike;
use crate::list;

/// Whether a role is one by which somebody is called again whatever else they are: "the mother of three", "the Dutch defender".
pub(super) fn is_epithet(role: &Role) -> bool {
    let land = role.modifiers.iter().any(|m| lexicon::country(m).is_some());
    let born = role.modifiers.iter().any(|m| compound::is_of_person(m));
    let jahrig = role.head.contains("-jahrig");
    land || born || jahrig || EPITHETS.contains(&*role.head) || role.head.ends_with("-year-old")
}

static EPITHETS: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
    list::lines(include_str!("../../../../data/speech/epithets.txt")).flat_map(str::split_whitespace).collect()
});

impl Chain<'_> {
    /// Whom somebody who was first described in the source `range` may be after all.
    pub(super) fn newcomer(&self, who: u32, range: &Range<usize>) -> Option<u32> {
        let place =
            self.places.last().filter(|p| p.form == MentionForm::Description && p.tokens.start >= range.start)?;
        let f = self.cast.get(who).filter(|f| f.name.is_none() && f.mentions.len() == 1)?;
        if self.cast.real(place.who) != who || self.words.at(range.start).quoted {
            return None;
        }
        let role = f.roles.first()?;
        // "The Oslo-born stopper": a noun that no list has.
        let unlisted = || Description {
            tokens: place.tokens.clone(),
            head: place.tokens.end.saturating_sub(1),
            pointing: Pointing::Known,
            sort: Noun::Person,
            // The article tells, where it does.
            gender: if self.words.tongue.is_english() {
                Sign(0)
            } else {
                gender_of(self.words.at(place.tokens.start).class)
            },
        };
        let known = f.kind == SpeakerKind::Person && self.words.at(place.tokens.start).class.any(Class::KNOWN);
        let d = description::at(self.words, place.tokens.start, place.tokens.end)
            .or_else(|| (known && (is_epithet(role) || !self.words.tongue.is_english())).then(unlisted))?;
        self.supposed(&d, role, who, range.start)
    }

    /// The named person whom a description with "the" can mean though nothing said before that they are that: readers take
    /// "the ferry captain added" for the one who spoke last, if the page has given that one no other calling.
    pub(super) fn supposed(&self, d: &Description, role: &Role, new: u32, source: usize) -> Option<u32> {
        let others = self
            .cast
            .with_role(&role.head)
            .into_iter()
            .any(|id| id != new && self.cast.get(id).is_some_and(|f| f.kind == SpeakerKind::Person));
        // "The carpenter, who mends the roof each spring, said": so somebody new comes in.
        let told = self.words.sign(d.tokens.end, ',') && matches!(self.words.text(d.tokens.end + 1), "who" | "whose");
        let told = told || description::complemented(self.words, d) && !is_epithet(role);
        if d.pointing != Pointing::Known || d.sort != Noun::Person || others || told && !is_epithet(role) {
            return None;
        }
        let block = self.words.block(d.tokens.start);
        // In other languages than English what stands behind a quotation in the paragraph of whoever was quoted before.
        let quoted = self.sources.get(source).is_some_and(|&s| s > 0) && !self.words.tongue.is_english();
        let epithet = is_epithet(role) || quoted;
        // What somebody is at home, or in a game, calls again whoever spoke last, in whatever way.
        let here =
            |who: &u32| epithet && self.cast.get(*who).is_some_and(|f| f.last.2 + 1 >= block && f.name.is_some());
        let there = |who: &u32| here(who) && self.cast.get(*who).is_some_and(|f| f.last.2 == block);
        let subject = |from: u32| if quoted { self.only_subject(from, block) } else { None };
        // Who is told of in this paragraph, before one who spoke in the paragraph before.
        let near = || self.last_speaker.filter(|w| quoted && there(w)).or_else(|| subject(block));
        // "Captain Ana Ruiz shook her head. “...,” the defender said": whom this paragraph tells of since anybody spoke.
        let told = || {
            let spoke = self.last_speaker.is_some_and(|w| self.cast.get(w).is_some_and(|f| f.last.2 == block));
            if epithet && !spoke { self.only_subject(block, block) } else { None }
        };
        let told = told();
        let who = near()
            .or(told)
            .or_else(|| self.last_speaker.filter(here))
            .or(self.last_quoted)
            .or_else(|| subject(block.saturating_sub(1)))?;
        let f = self.cast.get(who)?;
        // "The actor" behind the words of his former wife, a director: the only other who has spoken and is nothing else.
        if epithet && !quoted && f.gender.0 * d.gender.0 < 0 {
            return self.only_other(d, who);
        }
        // "Ce professeur": behind the words of whoever it is, whatever else the page calls them.
        if self.words.tongue.is_this(self.words.text(d.tokens.start)) && quoted {
            let last = self.last_speaker.filter(there)?;
            return self.cast.get(last).filter(|f| f.gender.0 * d.gender.0 >= 0).map(|_| last);
        }
        // One who holds an office is not called by another.
        let class = self.words.at(d.head).class;
        // Without an article, at the head of a sentence, it is more likely another than one who has spoken.
        let other = self.words.tongue.bare && self.words.at(source).opens && f.spoken > 0;
        if other || quoted && class.any(Class::TITLE) && (!f.roles.is_empty() || self.words.tongue.bare) {
            return None;
        }
        let person = f.kind == SpeakerKind::Person
            || (f.quoted > 0 || told == Some(who) || quoted && f.parts.len() > 1) && humanlike(f);
        let agrees = f.name.is_some() && person && f.gender.0 * d.gender.0 >= 0;
        let last = self.last_speaker == Some(who)
            || told == Some(who)
            || quoted && near() == Some(who)
            || quoted && self.last_speaker.is_none();
        if self.brings_another(d, role, source, f) {
            return None;
        }
        let fits = agrees && (f.roles.is_empty() || epithet && last && f.last.2 + 1 >= block);
        (fits && f.last.2 + 4 >= block).then_some(who)
    }

    /// Whether a source at the head of a paragraph tells of another than `before`, who was heard in an earlier one: "The mayor said the
    /// sirens had worked", "The manager of the plant said". A quotation's source is more often called again so.
    fn brings_another(&self, d: &Description, role: &Role, source: usize, before: &Figure) -> bool {
        let words = self.words;
        let earlier = before.last.2 < words.block(d.tokens.start);
        let indirect = self.sources.get(source) == Some(&1) && words.tongue.is_english();
        if !words.at(d.tokens.start).opens || !indirect || !earlier {
            return false;
        }
        // "The mother of three" is an epithet.
        let next = d.tokens.end + 1;
        let whose =
            words.text(d.tokens.end) == "of" && (words.at(next).class.any(Class::DETERMINER) || words.at(next).capital);
        let office = role.modifiers.is_empty() && words.at(d.head).class.any(Class::TITLE);
        whose || office && !is_epithet(role)
    }

    /// The only person with a name but `who` who has spoken, of whom the page has told no calling, and with whom `d` agrees.
    fn only_other(&self, d: &Description, who: u32) -> Option<u32> {
        let mut ids: Vec<u32> = self.recent.iter().map(|&id| self.cast.real(id)).filter(|&id| id != who).collect();
        let fits = |f: &Figure| f.name.is_some() && f.kind == SpeakerKind::Person && f.spoken > 0 && f.roles.is_empty();
        ids.retain(|&id| self.cast.get(id).is_some_and(|f| fits(f) && f.gender.0 * d.gender.0 >= 0));
        ids.sort_unstable();
        ids.dedup();
        if let [one] = ids.as_slice() { Some(*one) } else { None }
    }
}

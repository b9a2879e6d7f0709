//! Who is called by a description.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

use super::super::super::speaker::SpeakerKind;
use super::super::MentionForm;
use super::super::cast::{Figure, Role, suits};
use super::super::description::{self, Description, Noun, Pointing};
use super::super::lexicon::{self, Class};
use super::super::name::{Sign, gender_of};
use super::super::word::Words;
use super::Chain;
use super::phrase::roles;
use super::pronoun::humanlike;
use crate::list;

/// Whether a role is one by which somebody is called again whatever else they are: "the mother of three", "the Dutch defender".
fn is_epithet(role: &Role) -> bool {
    let land = role.modifiers.iter().any(|m| lexicon::country(m).is_some());
    let born = role.modifiers.iter().any(|m| m.ends_with("-born") || m.ends_with("-based") || m.ends_with("-year-old"));
    let jahrig = role.head.contains("-jahrig");
    land || born || jahrig || EPITHETS.contains(&*role.head) || role.head.ends_with("-year-old")
}

static EPITHETS: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
    list::lines(include_str!("../../../../data/speech/epithets.txt")).flat_map(str::split_whitespace).collect()
});

/// Paragraphs within which a wider noun calls somebody again.
const CALLED: u32 = 3;

/// Wider nouns, each with the titles and narrower ones of those whom it can call.
static CALLINGS: LazyLock<BTreeMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let lines = list::lines(include_str!("../../../../data/speech/callings.txt"));
    lines.filter_map(|l| l.split_once(':')).map(|(noun, heads)| (noun, heads.split_whitespace().collect())).collect()
});

impl Chain<'_> {
    pub(super) fn description(&mut self, d: &Description) {
        let words = self.words;
        if words.at(d.head).quoted || words.at(d.head).loud {
            return;
        }
        // Within a name, its titles or its apposition it is no mention of its own.
        if self.absorbed.contains(&d.head) {
            return;
        }
        // "A source of revenue" is nobody.
        if matches!(&*words.folded(d.head), "source" | "leader" | "victim" | "figure")
            && words.text(d.head + 1) == "of"
            && d.pointing == Pointing::New
        {
            return;
        }
        // "Her spokesman" is one only where the name follows.
        let named = words.sign(d.tokens.end, ',') && words.at(d.tokens.end + 1).capital;
        let within = |p: &super::Place| p.tokens.end > d.tokens.start && !(named && p.form == MentionForm::Pronoun);
        if self.places.last().is_some_and(within) {
            return;
        }
        // "Our reporter", "this newspaper": the page itself, nobody of whom it tells.
        if itself(words, d) {
            return;
        }
        let Some(role) = roles(words, d.tokens.clone()).pop() else { return };
        // "Ana Ruiz was a port engineer", "Ana Ruiz, a port engineer": a role of the one before.
        if let Some(owner) = self.predicated(d) {
            self.role(owner, d.tokens.clone());
            return;
        }
        let who = match (d.sort, d.pointing) {
            (Noun::Person, Pointing::Known) => self.known(d, &role),
            (Noun::Body, Pointing::Known) => self.known_body(&role, d.tokens.start),
            (Noun::People, Pointing::Known) | (Noun::Thing, Pointing::Known) | (_, Pointing::Owned) => {
                self.both(&role.head, d.tokens.start).or_else(|| self.described_so(&role))
            }
            (_, Pointing::New) => None,
        };
        // "The actor is unrepentant. “...,” he says": one by whose calling the press calls people again, in the place of a name.
        let again = || {
            let opens = d.sort == Noun::Person && words.at(d.tokens.start).opens && is_epithet(&role) && !named;
            if opens { self.supposed(d, &role, u32::MAX, d.tokens.start) } else { None }
        };
        let who = who.or_else(again);
        if let Some(who) = who {
            // "The source" goes on being this one; "the woman" is whoever is spoken of.
            let class = words.at(d.head).class;
            if class.any(Class::ANY) && !class.any(Class::ROLE_F.or(Class::ROLE_M)) && d.sort == Noun::Person {
                self.cast.give_role(who, role);
            }
            self.mention(who, d.tokens.clone(), d.tokens.start, MentionForm::Description);
        } else if d.sort == Noun::Person || d.sort == Noun::People {
            let who = self.describe(d, role);
            self.mention(who, d.tokens.clone(), d.tokens.start, MentionForm::Description);
            self.opens(d, who);
        }
    }

    /// Somebody without a name who was described by just these words.
    fn described_so(&self, role: &Role) -> Option<u32> {
        let mut same = self.cast.with_role(&role.head).into_iter();
        same.find(|&id| self.cast.get(id).is_some_and(|f| f.name.is_none() && f.roles.contains(role)))
    }

    /// Brings in somebody who is only described.
    pub(super) fn describe(&mut self, d: &Description, role: Role) -> u32 {
        let kind = match d.sort {
            Noun::Person => SpeakerKind::Person,
            Noun::People => SpeakerKind::Group,
            Noun::Body => SpeakerKind::Body,
            Noun::Thing => SpeakerKind::Unknown,
        };
        let who = self.cast.add(kind, Vec::new(), None);
        self.cast.give_role(who, role);
        if let Some(f) = self.cast.get_mut(who) {
            f.gender.add(d.gender);
        }
        who
    }

    /// Whose role a description right behind a copula, "as" or a comma tells.
    pub(super) fn predicated(&self, d: &Description) -> Option<u32> {
        let words = self.words;
        let before = d.tokens.start.checked_sub(1)?;
        if d.sort != Noun::Person {
            return None;
        }
        let place = self.places.last().filter(|p| words.together(p.tokens.start, d.tokens.start))?;
        let figure = self.cast.get(place.who)?;
        if !matches!(figure.kind, SpeakerKind::Person | SpeakerKind::Unknown) || words.possessive(place.tokens.end) {
            return None;
        }
        let copula = words.at(before).class.any(Class::COPULA)
            || matches!(words.text(before), "'s" | "’s" | "even" | "also" | "once");
        let near = before.saturating_sub(place.tokens.end) <= 6;
        let between = (place.tokens.end..before).all(|k| words.at(k).word && !words.at(k).cue);
        let new =
            d.pointing == Pointing::New || words.at(before).class.any(Class::COPULA) && d.pointing == Pointing::Known;
        (copula && near && between && new && place.form != MentionForm::Description).then_some(place.who)
    }

    /// The person whom "the engineer" means.
    pub(super) fn known(&self, d: &Description, role: &Role) -> Option<u32> {
        let words = self.words;
        let agrees = |id: u32| self.cast.get(id).is_some_and(|f| f.gender.0 * d.gender.0 >= 0);
        let mut best: Option<(i32, usize, u32)> = None;
        let mut tie = false;
        for id in self.cast.with_role(&role.head) {
            let Some(f) = self.cast.get(id).filter(|f| f.kind != SpeakerKind::Group && f.kind != SpeakerKind::Body)
            else {
                continue;
            };
            let Some(score) = suits(f, role).filter(|_| agrees(id)) else { continue };
            if score < 1 && !role.modifiers.is_empty() && self.cast.with_role(&role.head).len() > 1 {
                continue;
            }
            let key = (score, f.last.0, id);
            match best {
                Some(b) if b.0 == key.0 => {
                    // Two fit equally: the one spoken of in this paragraph or the one before, if only one is.
                    let block = words.block(d.tokens.start);
                    let near = |id: u32| self.cast.get(id).is_some_and(|f| f.last.2 + 1 >= block);
                    match (near(b.2), near(id)) {
                        (true, false) => {}
                        (false, true) => best = Some(key),
                        (false, false) => tie = true,
                        // Both near: the last to speak, else nobody.
                        (true, true) if self.last_speaker == Some(b.2) => {}
                        (true, true) if self.last_speaker == Some(id) => best = Some(key),
                        (true, true) => tie = true,
                    }
                }
                Some(b) if b.0 > key.0 => {}
                _ => {
                    best = Some(key);
                    tie = false;
                }
            }
        }
        if let Some(b) = best {
            return (!tie).then_some(b.2);
        }
        if let Some(who) = self.called_so(d, role).filter(|&id| agrees(id)) {
            return Some(who);
        }
        // A noun for anybody: the one who is spoken of.
        if words.at(d.head).class.any(Class::ANY) && !description::complemented(words, d) {
            let strange = |id: u32| {
                role.modifiers.iter().any(|m| {
                    lexicon::country(m).is_some_and(|c| {
                        self.cast.get(id).is_some_and(|f| {
                            let told: Vec<&str> =
                                f.roles.iter().flat_map(|r| &r.modifiers).filter_map(|w| lexicon::country(w)).collect();
                            !told.is_empty() && !told.contains(&c)
                        })
                    })
                })
            };
            return self.focus(d.tokens.start, &|id| agrees(id) && !strange(id));
        }
        None
    }

    /// Whom a wider noun calls again: "PC Ana Ruiz ... the officer". The one near, or who spoke last.
    fn called_so(&self, d: &Description, role: &Role) -> Option<u32> {
        let block = self.words.block(d.tokens.start);
        let heads = CALLINGS.get(&*role.head).filter(|_| role.modifiers.is_empty())?;
        let mut near: Vec<u32> = heads.iter().flat_map(|head| self.cast.with_role(head)).collect();
        near.retain(|&id| {
            let of = |f: &Figure| f.name.is_some() && f.kind == SpeakerKind::Person && f.last.2 + CALLED >= block;
            self.cast.get(id).is_some_and(of)
        });
        near.sort_unstable();
        near.dedup();
        match near.as_slice() {
            [one] => Some(*one),
            several => self.last_speaker.map(|w| self.cast.real(w)).filter(|w| several.contains(w)),
        }
    }

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
        let fits = agrees && (f.roles.is_empty() || epithet && last && f.last.2 + 1 >= block);
        (fits && f.last.2 + 4 >= block).then_some(who)
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

    /// The only person with a name of whom the paragraphs from `from` to `block` have told so far: surely a person, else by two names.
    pub(super) fn only_subject(&self, from: u32, block: u32) -> Option<u32> {
        let near = |f: &Figure| f.name.is_some() && (from..=block).contains(&f.last.2);
        let only = |fits: &dyn Fn(&Figure) -> bool| {
            let mut ids: Vec<u32> = self.recent.iter().map(|&id| self.cast.real(id)).collect();
            ids.retain(|&id| self.cast.get(id).is_some_and(|f| near(f) && fits(f)));
            ids.sort_unstable();
            ids.dedup();
            (ids.len(), ids.first().copied())
        };
        let (count, sure) = only(&|f| f.kind == SpeakerKind::Person);
        match count {
            0 => only(&|f| f.kind == SpeakerKind::Unknown && f.parts.len() > 1 && humanlike(f)),
            _ => (count, sure),
        }
        .1
        .filter(|_| count <= 1)
    }

    /// The one spoken of: the last speaker, else the last subject, if that was within the last two paragraphs.
    pub(super) fn focus(&self, token: usize, fits: &dyn Fn(u32) -> bool) -> Option<u32> {
        let block = self.words.block(token);
        let spoken_of = |f: &Figure| f.kind == SpeakerKind::Person && f.last.2 + 3 >= block;
        let clear = |f: &Figure| {
            self.clouded.as_ref().is_none_or(|(part, at, _)| f.last.0 > *at && f.subject || !f.parts.contains(part))
        };
        let near = |id: &u32| self.cast.get(*id).is_some_and(|f| spoken_of(f) && clear(f)) && fits(*id);
        self.last_quoted.or(self.last_speaker).filter(near).or_else(|| {
            let mut near = self.recent.iter().rev().copied().filter(near);
            near.next()
        })
    }

    /// The body whom "the ministry" means: the last named one with that word in its name or among its roles.
    pub(super) fn known_body(&self, role: &Role, token: usize) -> Option<u32> {
        let mut found: Vec<(usize, u32)> = self
            .places
            .iter()
            .rev()
            .take(60)
            .filter_map(|p| {
                let f = self.cast.get(p.who)?;
                let named = f.parts.contains(&role.head) && role.modifiers.iter().all(|m| f.parts.contains(m));
                // "The team" behind "the Castle cycling team".
                let called = |r: &Role| r.head == role.head && role.modifiers.iter().all(|m| r.modifiers.contains(m));
                (f.kind == SpeakerKind::Body && (named || f.roles.iter().any(called)))
                    .then_some((p.tokens.start, self.cast.real(p.who)))
            })
            .collect();
        found.sort_unstable();
        found.pop().map(|f| f.1).or_else(|| self.generic_body(role, token))
    }
}

/// Whether a description stands for the page itself or who wrote it: "our correspondent", "this newspaper".
pub(super) fn itself(words: &Words<'_>, d: &Description) -> bool {
    let own = match words.text(d.tokens.start) {
        "our" | "Our" | "my" | "My" => true,
        "this" | "This" => d.tokens.len() == 2,
        _ => false,
    };
    let folded = words.folded(d.head);
    let writer = matches!(&*folded, "reporter" | "correspondent" | "journalist" | "writer" | "author" | "columnist");
    let paper =
        matches!(&*folded, "newspaper" | "paper" | "website" | "site" | "publication" | "newsroom" | "programme");
    own && (writer || paper || words.at(d.head).class.any(Class::OUTLET))
}

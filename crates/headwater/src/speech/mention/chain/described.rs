//! Who is called by a description.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::super::super::speaker::SpeakerKind;
use super::super::MentionForm;
use super::super::cast::{Figure, Role, suits};
use super::super::description::{self, Description, Noun, Pointing};
use super::super::lexicon::{self, Class};
use super::super::word::Words;
use super::Chain;
use super::lead::is_veiled;
use super::phrase::roles;
use super::pronoun::humanlike;
use super::supposed::is_epithet;
use crate::list;

/// What stands before "as" where it tells what somebody is.
static SERVED: LazyLock<BTreeSet<&'static str>> =
    LazyLock::new(|| list::lines(include_str!("../../../../data/speech/served.txt")).collect());

/// Mentions within a description and before it that are looked at, at most.
const WITHIN: usize = 4;

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
        if let Some(inner) = self.places.last().filter(|p| within(p)) {
            // "Ana Ruiz was a BBC reporter": with the body within, it still tells what she is.
            let holds = inner.tokens.start > d.tokens.start && inner.tokens.end <= d.head;
            if let Some(owner) = if holds { self.predicated(d) } else { None } {
                self.role(owner, d.tokens.clone());
            }
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
        // "Ana Ruiz, who served as | a BBC reporter": the body within was mentioned since.
        let mut places = self.places.iter().rev().take(WITHIN);
        let place = places.find(|p| p.tokens.start < d.tokens.start);
        let place = place.filter(|p| words.together(p.tokens.start, d.tokens.start))?;
        // A pronoun may mean another, and a country within a calling would then tell the rest of the page so.
        let inner = self.places.last().is_some_and(|p| p.tokens.start > d.tokens.start);
        if inner && place.form == MentionForm::Pronoun {
            return None;
        }
        let figure = self.cast.get(place.who)?;
        if !matches!(figure.kind, SpeakerKind::Person | SpeakerKind::Unknown) || words.possessive(place.tokens.end) {
            return None;
        }
        // "Ana Ruiz, who served as a port engineer".
        let who = place.tokens.end + 1;
        let clause = words.sign(place.tokens.end, ',') && words.text(who) == "who" && before > who;
        let from = if clause { who + 1 } else { place.tokens.end };
        let served = || SERVED.contains(words.text(before.saturating_sub(1)));
        let is = words.at(before).class.any(Class::COPULA);
        let copula = if clause {
            is && (words.text(before) != "as" || served())
        } else {
            is || matches!(words.text(before), "'s" | "’s" | "even" | "also" | "once")
        };
        let near = before.saturating_sub(from) <= 6;
        let between = (from..before).all(|k| words.at(k).word && !words.at(k).cue);
        let new = d.pointing == Pointing::New || is && d.pointing == Pointing::Known;
        (copula && near && between && new && (clause || place.form != MentionForm::Description)).then_some(place.who)
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
            // "The source said": nobody who has said nothing so far; "the woman" may be.
            let gendered = words.at(d.head).class.any(Class::ROLE_F.or(Class::ROLE_M));
            let veiled = is_veiled(&role.head) && !gendered;
            let heard = |f: &Figure| f.spoken > 0 || f.name.is_none() && f.roles.iter().any(|r| is_veiled(&r.head));
            let heard = |id: u32| !veiled || self.cast.get(id).is_some_and(heard);
            // "An officer said that ... The woman was arrested": somebody of whom only the office is known is "the woman" where she
            // speaks again, and nobody of whom is told.
            let speaks = self.sources.get(d.tokens.start).is_some_and(|&s| s > 0);
            let known = |f: &Figure| f.name.is_some() || f.gender.0 * d.gender.0 > 0;
            let told = |id: u32| speaks || !gendered || self.cast.get(id).is_some_and(known);
            return self.focus(d.tokens.start, &|id| agrees(id) && !strange(id) && heard(id) && told(id));
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

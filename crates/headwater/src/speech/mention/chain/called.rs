//! Who is called by a name, and what the words around it tell of them.

use std::ops::Range;

use super::super::super::sentence::TokenKind;
use super::super::super::speaker::{SpeakerKind, spelling};
use super::super::Mention;
use super::super::MentionForm;
use super::super::cast::{Called, Figure};
use super::super::lexicon::{self, Class};
use super::super::name::{Name, Sign, Sort};
use super::Chain;
use super::phrase::{parts, roles};

/// Tokens between an owner and the name of who belongs to it: "'s former business partner, ".
const BELONGS: usize = 6;

/// Words of an office behind its noun, at most.
const OFFICE: usize = 8;

/// Forms of address that say nothing of what somebody is.
const ADDRESS: [&str; 22] = [
    "mr", "mister", "mrs", "ms", "miss", "mx", "m", "mme", "mlle", "madame", "monsieur", "herr", "frau", "sr", "sra",
    "senor", "senora", "signor", "signora", "senhor", "senhora", "shri",
];

impl Chain<'_> {
    pub(super) fn name(&mut self, name: &Name) {
        let words = self.words;
        let parts = parts(words, name.tokens.clone(), name.sort == Sort::Body);
        if parts.is_empty() {
            return;
        }
        let block = words.block(name.tokens.start);
        let span = words.span(name.tokens.start, name.tokens.end);
        let loud = words.at(name.tokens.start).loud;
        let mut who = match self.cast.call(&parts, name.gender, block) {
            Called::One(who) => Some(who),
            Called::Undecided if self.generation(name).is_some() => None,
            Called::Undecided => {
                self.undecided = name.tokens.clone();
                return;
            }
            Called::Nobody => None,
        };
        if let Some(told) = self.generation(name) {
            who = told;
            if who.is_none() {
                self.undecided = name.tokens.clone();
                return;
            }
        }
        if who.is_none() {
            who = self.born(name, &parts);
        }
        if who.is_none() {
            who = self.declined(name, &parts);
        }
        if let Some(titled) = self.titled(name, &parts, who) {
            self.cast.rename(titled, parts.clone(), span);
            who = Some(titled);
        }
        if who.is_none() && matches!(name.sort, Sort::Unknown | Sort::Person) && parts.len() == 1 {
            who = parts.first().and_then(|p| self.cast.misspelled(p));
        }
        if who.is_none() && parts.len() > 1 && name.sort != Sort::Body {
            // A full name spelled a little differently: the same given name and a slip in the surname.
            let others = parts.last().map(|p| self.cast.with_surname(p)).unwrap_or_default();
            let other = parts.last().and_then(|p| self.cast.misspelled(p));
            let given =
                |a: &String, b: &String| a == b || a.len().min(b.len()) > 3 && spelling::sound(a) == spelling::sound(b);
            let same =
                |f: &Figure| f.parts.len() > 1 && f.parts.first().zip(parts.first()).is_some_and(|(a, b)| given(a, b));
            let fits = |o: &u32| self.cast.get(*o).is_some_and(same);
            who = other.into_iter().chain(others).find(fits);
        }
        if let Some(id) = who
            && let Some(f) = self.cast.get(id)
        {
            // A body is not called by a person's name, nor the other way round.
            let clash = match name.sort {
                Sort::Person => f.kind == SpeakerKind::Body && f.parts.len() > 1 && name.lead < name.tokens.start,
                Sort::Body => f.kind == SpeakerKind::Person && parts.len() > 1,
                _ => false,
            };
            if clash || self.owns(id, name) {
                who = None;
            } else if parts.len() > f.parts.len() && self.born(name, &parts).is_none() {
                self.cast.rename(id, parts.clone(), span);
            } else if !parts.iter().all(|p| f.parts.contains(p)) {
                parts.iter().for_each(|p| self.cast.also(id, p.clone()));
            }
        }
        if who.is_none()
            && (name.unsure && (loud || name.sort == Sort::Unknown && parts.len() == 1 && self.single_is_word(name)))
        {
            return;
        }
        // Whom the page goes on to call by the last part of a name of two is a person: bodies are seldom called so.
        if let (Some(id), [part]) = (who, parts.as_slice())
            && name.sort == Sort::Unknown
            && !lexicon::class(part).any(Class::COMMON.or(Class::PLACE))
            && let Some(f) = self.cast.get_mut(id)
            && f.kind == SpeakerKind::Unknown
            && f.parts.len() > 1
            && f.parts.last() == Some(part)
        {
            f.kind = SpeakerKind::Person;
        }
        // Where all nouns have a capital, a word alone is a name only for one who is known or speaks.
        let speaks = self.sources.get(name.lead).is_some_and(|&s| s > 0);
        if who.is_none() && words.tongue.nouns && name.sort == Sort::Unknown && parts.len() == 1 && !speaks {
            return;
        }
        let kind = match name.sort {
            Sort::Person => SpeakerKind::Person,
            Sort::Body | Sort::Place => SpeakerKind::Body,
            Sort::Unknown => SpeakerKind::Unknown,
        };
        let new = who.is_none();
        let who = who.unwrap_or_else(|| self.cast.add(kind, parts.clone(), Some(span)));
        if let Some(f) = self.cast.get_mut(who) {
            // "Todd" behind "Clare Todd" is her surname, whatever given name it is besides.
            let surname = parts.len() == 1 && f.parts.len() > 1 && f.parts.last() == parts.first();
            if !(surname && name.gender.0.abs() < Sign::SURE) {
                f.gender.add(name.gender);
            }
            if f.kind == SpeakerKind::Unknown {
                f.kind = kind;
            }
        }
        if new {
            self.oblique(who, name, &parts);
        }
        if let Some(acronym) = name.acronym {
            let part = words.folded(acronym).into_owned();
            self.cast.also(who, part);
        } else if name.sort == Sort::Body && name.tokens.len() > 2 {
            let letters: String = name
                .tokens
                .clone()
                .filter(|&k| words.at(k).capital)
                .filter_map(|k| words.folded(k).chars().next())
                .collect();
            self.cast.also(who, letters);
        }
        if name.lead < name.tokens.start {
            self.role(who, name.lead..name.tokens.start);
        }
        if let Some(apposition) = name.apposition.clone().filter(|_| name.sort == Sort::Person) {
            self.absorbed = apposition.clone();
            self.role(who, apposition);
        }
        // "The source, who served for three years, Abu Mansour,": an apposition the other way round.
        if name.sort != Sort::Body && name.lead > 1 && words.sign(name.lead - 1, ',') {
            self.apposed(who, name);
        }
        // "A mãe das crianças, a professora Ana Ruiz,": with an article of its own.
        let article = name.lead.checked_sub(2).is_some_and(|k| words.sign(k, ','))
            && words.at(name.lead - 1).class.any(Class::DETERMINER);
        if article && name.sort != Sort::Body && !words.tongue.is_english() {
            self.apposed(who, &Name { lead: name.lead - 1, ..name.clone() });
        }
        self.named_so(who, name.lead);
        self.aged(who, name);
        self.couple(who, name);
        self.mention(who, name.tokens.clone(), name.lead, MentionForm::Name);
        if let Some(acronym) = name.acronym {
            let span = words.span(acronym, acronym + 1);
            if let Some(f) = self.cast.get_mut(who) {
                f.mentions.push(Mention { span, form: MentionForm::Name });
            }
        }
    }

    /// Whether `who` is the one to whom the one named belongs: "the engineer's wife, Ana Ruiz" is not the engineer.
    fn owns(&self, who: u32, name: &Name) -> bool {
        let words = self.words;
        let near = self.places.iter().rev().take(3).find(|p| words.possessive(p.tokens.end));
        let owner = near
            .filter(|p| name.lead.saturating_sub(p.tokens.end) <= BELONGS && words.together(p.tokens.end, name.lead));
        owner.is_some_and(|p| {
            let between = p.tokens.end + 1..name.lead;
            self.cast.real(p.who) == self.cast.real(who)
                && between.clone().any(|k| words.at(k).class.any(Class::ROLE))
                && between.clone().all(|k| words.at(k).word || words.sign(k, ','))
        })
    }

    /// Somebody without a name who is what the title before a surname says, where who bears that surname is something else:
    /// behind "the governor" and "her lawyer, Ana Ruiz", "Governor Ruiz" is the governor.
    fn titled(&self, name: &Name, parts: &[String], bearer: Option<u32>) -> Option<u32> {
        let bearer = self.cast.get(bearer?).filter(|_| parts.len() == 1 && name.lead < name.tokens.start)?;
        let title = roles(self.words, name.lead..name.tokens.start).pop()?;
        if bearer.roles.is_empty() || bearer.parts.len() < 2 || bearer.roles.iter().any(|r| r.head == title.head) {
            return None;
        }
        let nameless = |f: &Figure| f.name.is_none() && f.kind == SpeakerKind::Person;
        let mut all =
            self.cast.with_role(&title.head).into_iter().filter(|&id| self.cast.get(id).is_some_and(nameless));
        let one = all.next()?;
        all.next().is_none().then_some(one)
    }

    /// Whether a single word that opens a sentence is more likely a word than a name.
    pub(super) fn single_is_word(&self, name: &Name) -> bool {
        let w = self.words.at(name.tokens.start);
        w.class.any(Class::COMMON) && !w.class.any(Class::GIVEN)
    }

    /// Learns that `who` is whom a description before a comma stood for.
    pub(super) fn apposed(&mut self, who: u32, name: &Name) {
        let words = self.words;
        if !(words.sign(name.tokens.end, ',') || words.sign(name.tokens.end, '.') || words.at(name.tokens.end).cue) {
            return;
        }
        // "She had two sons and a daughter, Tom Holm said": what nothing closes is an apposition at the head of its sentence only.
        let closed = words.sign(name.tokens.end, ',') || words.sign(name.tokens.end, '.');
        let begins = self.places.last().is_some_and(|p| {
            let owner = p.tokens.start.checked_sub(1).filter(|&k| words.possessive(k)).map_or(p.lead, |k| k - 1);
            // "“...,” another friend, Ana Ruiz told the Post".
            let quoted = p.lead.checked_sub(1).is_some_and(|k| matches!(words.kind(k), TokenKind::Mark(_)));
            words.at(p.lead).opens || words.at(owner).opens || quoted
        });
        if !closed && !begins && words.tongue.is_english() {
            return;
        }
        // "Ruiz's lawyer, Ana Holt,": what the owner has her for.
        let owner =
            self.places.last().filter(|p| words.possessive(p.tokens.end) && words.together(p.tokens.start, name.lead));
        if let Some(begin) = owner.map(|p| p.tokens.end + 1)
            && begin + 1 < name.lead
            && name.lead - begin <= BELONGS
            && (begin..name.lead - 1).all(|k| words.at(k).word && !words.at(k).cue)
            && words.at(name.lead - 2).class.any(Class::ROLE)
        {
            self.role(who, begin..name.lead - 1);
            return;
        }
        // "L’assessore regionale alle Infrastrutture, Michele Rossi,": in other languages names stand within an office too.
        let comma = name.lead - 1;
        let office = |p: &&super::Place| {
            let gap = p.tokens.end..comma;
            // "Le secrétaire du syndicat, Ana Ruiz": not the union.
            p.form == MentionForm::Description
                && self.cast.get(p.who).is_some_and(|f| f.kind == SpeakerKind::Person)
                && p.tokens.end <= comma
                && words.together(p.tokens.start, name.lead)
                && gap.len() <= OFFICE
                && gap.clone().all(|k| words.at(k).word && !words.at(k).cue && !words.at(k).class.any(Class::COPULA))
        };
        let foreign = !words.tongue.is_english();
        let held = self
            .places
            .iter()
            .rev()
            .take(4)
            .find(office)
            .filter(|p| foreign && words.at(p.tokens.start).class.any(Class::KNOWN));
        if let Some(other) = held.map(|p| p.who) {
            self.unite(who, other);
            return;
        }
        let Some(place) = self
            .places
            .last()
            .filter(|p| p.form == MentionForm::Description && words.together(p.tokens.start, name.lead))
        else {
            // With a clause between, the description is the first of the sentence.
            let first =
                self.places.iter().rev().take_while(|p| words.together(p.tokens.start, name.lead)).last().cloned();
            if let Some(p) = first.filter(|p| {
                let clause = words.sign(p.tokens.end, ',') && words.text(p.tokens.end + 1) == "who";
                // "The mayor of Port Elm, Ana Ruiz,": a place or a body stands between.
                let link = words.at(p.tokens.end).class.any(Class::PREPOSITION.or(Class::PARTICLE));
                let of = link && (p.tokens.end..name.lead - 1).all(|k| words.at(k).word && !words.at(k).cue);
                let subject = words.at(p.tokens.start).opens && !words.possessive(p.tokens.end);
                p.form == MentionForm::Description && (clause || of && subject)
            }) {
                self.unite(who, p.who);
            }
            return;
        };
        // "The spokesman, Ana Ruiz", "the attorney general, Ana Ruiz", "el portavoz vecinal, Ana Ruiz".
        let plain = |k: usize| {
            let w = words.at(k);
            w.word && !w.capital && !w.cue && !w.class.any(Class::FUNCTION.or(Class::PREPOSITION).or(Class::COPULA))
        };
        let gap = place.tokens.end..name.lead - 1;
        let direct = gap.len() <= 2 && gap.clone().all(plain);
        let clause = words.sign(place.tokens.end, ',') && words.text(place.tokens.end + 1) == "who";
        let of = (place.tokens.end..name.lead - 1).all(|k| !words.sign(k, ',') && !words.at(k).cue)
            && words.at(place.tokens.end).class.any(Class::PREPOSITION);
        // "The engineer's wife, Ana Ruiz" is not the engineer; "asked about the engineer, Ruiz said" tells what was asked.
        let owner = words.possessive(place.tokens.end);
        let asked = words.at(name.tokens.end).cue
            && place.tokens.start.checked_sub(1).is_some_and(|k| words.at(k).class.any(Class::PREPOSITION));
        if (direct || clause || of) && !owner && !asked {
            let other = place.who;
            self.unite(who, other);
        }
    }

    /// Two are one, unless that one has another name or is not a person.
    pub(super) fn unite(&mut self, who: u32, described: u32) {
        let fits = self
            .cast
            .get(described)
            .is_some_and(|f| f.name.is_none() && f.joint.is_none() && f.kind == SpeakerKind::Person);
        if fits {
            // "Le secrétaire du syndicat, Ana Ruiz, ...": the sentence was about whom the office stands for.
            let before =
                self.cast.get(described).filter(|_| !self.words.tongue.is_english()).map(|f| (f.last, f.subject));
            if let (Some((last, subject)), Some(f)) = (before, self.cast.get_mut(who))
                && last.0 > f.last.0
            {
                f.last = last;
                f.subject = subject;
            }
            self.cast.merge(who, described);
            if let Some(f) = self.cast.get_mut(who)
                && f.kind == SpeakerKind::Unknown
            {
                f.kind = SpeakerKind::Person;
            }
        }
    }

    /// Learns a role of `who` from the words `tokens`.
    pub(super) fn role(&mut self, who: u32, tokens: Range<usize>) {
        let span = self.words.span(tokens.start, tokens.end);
        let mut roles = roles(self.words, tokens);
        roles.retain(|r| !ADDRESS.contains(&&*r.head));
        let told = !roles.is_empty();
        for role in roles {
            self.cast.give_role(who, role);
        }
        if let Some(f) = self.cast.get_mut(who).filter(|_| told) {
            f.role_spans.push(span);
        }
    }
}

//! Which of the people and bodies in a source is the one it is about.

use std::ops::Range;

use super::super::super::super::speaker::SpeakerKind;
use super::super::super::MentionForm;
use super::super::super::lexicon::{self, Class};
use super::super::{Chain, Place, RECENT};
use super::MOST_REST;

/// Words of a second office between a comma and a name, at most.
const OFFICE: usize = 6;

impl Chain<'_> {
    /// Whoever is named behind the comma in a source that begins with an office in capitals: "the Baale of Okun, Chief Ana Ruiz,".
    pub(super) fn officed(&mut self, range: &Range<usize>) -> Option<u32> {
        let words = self.words;
        let capital = |k: usize| words.at(k).word && words.at(k).capital;
        let english = words.tongue.is_english();
        let known = words.at(range.start).class.any(Class::KNOWN);
        let office_first = words.tongue.plain && words.at(range.start).class.any(Class::ROLE);
        let may_be =
            if english { known && capital(range.start + 1) } else { known || office_first || !capital(range.start) };
        if !may_be {
            return None;
        }
        let comma = range.clone().find(|&k| words.sign(k, ',') || words.sign(k, '،'))?;
        // In other languages any office may: "la ministre de l’Agriculture, Ana Ruiz".
        let office = range.start + usize::from(known)..comma;
        if office.is_empty() {
            return None;
        }
        let plain = office.clone().all(|k| words.at(k).word && words.text(k) != "and");
        let near = self.places.iter().rev().take(RECENT);
        // "Le porte-parole de la Marine, le capitaine de frégate Ana Ruiz": another office before the name.
        let second = |p: &Place| {
            let between = comma + 1..p.tokens.start;
            let noun = between.clone().find(|&k| words.at(k).word && !words.at(k).class.any(Class::DETERMINER));
            !english
                && (1..=OFFICE).contains(&between.len())
                && between.clone().all(|k| words.at(k).word)
                && noun.is_some_and(|k| words.at(k).class.any(Class::ROLE.or(Class::TITLE)))
        };
        let named =
            |p: &&Place| p.form == MentionForm::Name && (p.lead == comma + 1 || p.tokens.start > comma && second(p));
        let bearer = near.into_iter().find(named)?.clone();
        let person = self
            .cast
            .get(bearer.who)
            .is_some_and(|f| f.kind == SpeakerKind::Person || f.kind == SpeakerKind::Unknown && f.parts.len() > 1);
        let other = self.places.iter().rev().take(RECENT).filter(|p| office.contains(&p.tokens.start));
        let people = other.into_iter().any(|p| {
            let f = self.cast.get(p.who);
            p.form == MentionForm::Name && f.is_some_and(|f| f.kind == SpeakerKind::Person && f.parts.len() > 1)
        });
        let head = (office.clone()).find(|&k| !capital(k)).unwrap_or(comma);
        let bodily =
            english && words.at(head - 1).class.any(Class::BODY.or(Class::OUTLET).or(Class::SEVERAL).or(Class::PLACE));
        if !plain || !person || people || bodily || bearer.tokens.end > range.end {
            return None;
        }
        let old = self.places.iter().rev().take(RECENT).find(|p| p.tokens.start == range.start).map(|p| p.who);
        if let Some(old) = old {
            self.unite(bearer.who, old);
        }
        self.role(bearer.who, office);
        if let Some(f) = self.cast.get_mut(bearer.who) {
            f.kind = SpeakerKind::Person;
        }
        Some(bearer.who)
    }

    /// Whoever spoke last in this paragraph, where a source says only of which country they are: "the Moroccan said".
    pub(super) fn epithet(&self, range: &Range<usize>) -> Option<u32> {
        let words = self.words;
        let (k, block) = (range.start + 1, words.block(range.start));
        let alone = range.len() == 2 && words.at(range.start).class.any(Class::KNOWN);
        let folded = words.folded(k);
        // "The Netherlands": the country itself.
        let adjective = alone && lexicon::is_of_country(&folded);
        // Whom this paragraph tells of, where nobody has spoken in it yet.
        let spoke = self.last_speaker.is_some_and(|w| self.cast.get(w).is_some_and(|f| f.last.2 == block));
        let told = if spoke { None } else { self.only_subject(block, block) };
        let who = told.or(self.last_speaker).filter(|_| adjective && !folded.ends_with("men"))?;
        let f = self.cast.get(who)?;
        (f.name.is_some() && f.last.2 + 1 >= block && f.kind != SpeakerKind::Body).then_some(who)
    }

    /// A body, people or a thing of which the page knows only this source is called by all of it: "the committee of fishermen".
    pub(super) fn widen(&mut self, place: &Place, range: Range<usize>) {
        let words = self.words;
        let rest = place.tokens.end..range.end;
        // "Источник в полиции", "شاهد عيان": one who has no other name, in languages without articles.
        let bare = words.tongue.bare && words.at(place.tokens.end - 1).class.any(Class::ANY);
        // "Fonte oficial da CP".
        let any = words.at(place.tokens.end - 1).class.any(Class::ANY.or(Class::SEVERAL));
        let least = if bare { 1 } else { 2 };
        let fits = place.form == MentionForm::Description
            && place.lead == range.start
            && (least..=MOST_REST).contains(&rest.len())
            && (words.at(rest.start).class.any(Class::PREPOSITION)
                || bare && words.tongue.plain
                || any && !words.tongue.is_english() && !words.at(rest.start).capital)
            && rest.clone().all(|k| words.at(k).word && !words.at(k).cue && !words.at(k).class.any(Class::CALENDAR));
        let (old, new) = (words.span(place.tokens.start, place.tokens.end), words.span(range.start, range.end));
        if fits
            && let Some(f) = self.cast.get_mut(place.who)
            && f.name.is_none()
            && (f.kind != SpeakerKind::Person || bare)
            && let [only] = f.mentions.as_mut_slice()
            && only.span == old
        {
            only.span = new;
        }
    }

    /// The mentions in a source that can be its head: not behind a preposition, not a possessor.
    pub(super) fn nominals(&self, range: Range<usize>) -> Vec<Place> {
        let words = self.words;
        let inside: Vec<&Place> = self
            .places
            .iter()
            .rev()
            .take_while(|p| p.tokens.start + 40 >= range.start)
            .filter(|p| p.tokens.start >= range.start && p.tokens.end <= range.end)
            .collect();
        let mut out: Vec<Place> = Vec::new();
        for p in inside.into_iter().rev() {
            let behind = p.lead.checked_sub(1).filter(|&k| k >= range.start);
            let article = |k: usize| if words.at(k).class.any(Class::DETERMINER) { k.checked_sub(1) } else { Some(k) };
            let preposition = behind
                .and_then(article)
                .filter(|&k| k >= range.start)
                .is_some_and(|k| words.at(k).class.any(Class::PREPOSITION));
            // "Fonte próxima do ministro": the article is written to the preposition.
            let fused =
                p.lead > range.start && !words.tongue.is_english() && words.at(p.lead).class.any(Class::PREPOSITION);
            let owner = words.possessive(p.tokens.end) && p.tokens.end + 1 < range.end;
            let noun_follows = p.form == MentionForm::Name
                && p.tokens.end < range.end
                && words.at(p.tokens.end).word
                && !words.at(p.tokens.end).class.any(Class::FUNCTION)
                && self.cast.get(p.who).is_some_and(|f| {
                    f.kind != SpeakerKind::Person
                        || words.at(p.tokens.end).class.any(Class::ROLE.or(Class::BODY).or(Class::SEVERAL))
                });
            if preposition || fused || owner || noun_follows || p.form == MentionForm::Pronoun && range.len() > 1 {
                continue;
            }
            if out.last().is_some_and(|o| self.cast.real(o.who) == self.cast.real(p.who)) {
                continue;
            }
            // Behind a comma only "and" goes on with the list.
            if let Some(o) = out.last() {
                let gap = o.tokens.end..p.lead;
                let list = gap
                    .clone()
                    .all(|k| words.sign(k, ',') || words.is_and(k) || words.at(k).class.any(Class::DETERMINER))
                    && !gap.is_empty();
                if !list {
                    continue;
                }
            }
            out.push(p.clone());
        }
        // "Santilli's attorney, Thomas Coan": the name explains the description.
        out
    }
}

//! What somebody is, before the name and parted from it by a comma: "The council's head of services, Neil Oduya, said".

use std::ops::Range;

use super::super::MentionForm;
use super::super::description::{self, Noun};
use super::super::lexicon::Class;
use super::super::name::{Name, Sort};
use super::super::word::Words;
use super::Chain;
use crate::speech::speaker::SpeakerKind;

/// Words from the owner to the comma before the name, at most: "'s | head of maritime services and harbours".
const REACH: usize = 9;

impl Chain<'_> {
    /// Learns what the bearer of `name`, whose mention is the last, is said to be for the owner before it.
    pub(super) fn owned_role(&mut self, name: &Name) {
        let Some(role) = role(self.words, name) else { return };
        let last = self.places.iter().rev().take(2);
        let mut own = last.filter(|p| p.tokens.start >= name.lead && p.form == MentionForm::Name);
        let Some(who) = own.next().map(|p| p.who) else { return };
        let gender = role.clone().map(|k| super::super::name::gender_of(self.words.at(k).class));
        let gender: Vec<_> = gender.collect();
        self.role(who, role);
        if let Some(f) = self.cast.get_mut(who) {
            gender.into_iter().for_each(|g| f.gender.add(g));
            if f.kind == SpeakerKind::Unknown {
                f.kind = SpeakerKind::Person;
            }
        }
    }
}

/// The words behind "'s" that tell what the bearer of a name between two commas is, up to their noun.
fn role(words: &Words<'_>, name: &Name) -> Option<Range<usize>> {
    let comma = name.lead.checked_sub(1).filter(|&k| words.sign(k, ','))?;
    // "In the council's hall, Ana Ruiz said": a comma that nothing closes ends a phrase about something else.
    let person = !matches!(name.sort, Sort::Body | Sort::Place) && words.sign(name.tokens.end, ',');
    if !words.tongue.is_english() || !person || words.at(name.tokens.start).quoted {
        return None;
    }
    let from = comma.saturating_sub(REACH);
    let owner =
        (from..comma).rev().take_while(|&k| words.at(k).word && !words.at(k).cue).find(|&k| words.possessive(k))?;
    let preposition = |k: usize| words.at(k).class.any(Class::PREPOSITION);
    let end = (owner + 1..comma).find(|&k| preposition(k)).unwrap_or(comma);
    let head = (owner + 1..end).next_back()?;
    (description::noun(words, head) == Some(Noun::Person)).then_some(owner + 1..head + 1)
}

//! Pronouns that stand for a body, in languages whose nouns all have a gender: "L’association a saisi le tribunal. Elle juge que ...".

use super::super::super::speaker::SpeakerKind;
use super::super::MentionForm;
use super::super::description::{self, Noun};
use super::super::lexicon::Class;
use super::super::name::{Sign, gender_of};
use super::Chain;
use super::phrase::roles;

/// Words of the subject of a sentence, at most.
const SUBJECT: usize = 6;
/// Words between the noun for a body and its name, at most.
const NAMED: usize = 3;

impl Chain<'_> {
    /// The body that the sentence before begins with, in the same paragraph, where no person is its subject and the pronoun at
    /// `token`, of this gender, begins a sentence as a source.
    pub(super) fn bodily(&mut self, token: usize, gender: Sign, person: Option<u32>) -> Option<u32> {
        let words = self.words;
        let tongue = words.tongue;
        let source = self.sources.get(token).is_some_and(|&s| s > 0) && words.at(token).opens;
        if tongue.is_english() || tongue.bare || tongue.plain || !source || words.at(token).quoted {
            return None;
        }
        let sentence = words.cut.sentences.get((words.at(token).sentence as usize).checked_sub(1)?)?.range();
        let begin = sentence.start;
        if words.block(begin) != words.block(token) || words.at(begin).quoted {
            return None;
        }
        // Whoever is told of as a person since then is likelier.
        let told = |who: u32| {
            self.cast.get(who).is_some_and(|f| f.last.0 >= begin && f.subject && f.last.2 == words.block(token))
        };
        if person.is_some_and(told) {
            return None;
        }
        let d = description::at(words, begin, (begin + SUBJECT).min(sentence.end)).filter(|d| d.sort == Noun::Body)?;
        let article = gender_of(words.at(begin).class);
        if article.0 * gender.0 < 0 {
            return None;
        }
        let name = (d.tokens.end..d.tokens.end + NAMED).find_map(|k| {
            let mut near = self.places.iter().rev().take_while(|p| p.tokens.start >= begin);
            near.find(|p| p.form == MentionForm::Name && p.tokens.start == k).map(|p| p.who)
        });
        let role = roles(words, d.tokens.clone()).pop()?;
        let named = name.filter(|&w| self.cast.get(w).is_some_and(|f| f.kind != SpeakerKind::Person));
        let known = named.or_else(|| self.known_body(&role, begin));
        let who = match known {
            Some(who) => who,
            None => {
                let who = self.describe(&d, role);
                self.mention(who, d.tokens.clone(), begin, MentionForm::Description);
                who
            }
        };
        if let Some(f) = self.cast.get_mut(who).filter(|f| f.kind == SpeakerKind::Unknown) {
            f.kind = SpeakerKind::Body;
        }
        let several = words.at(d.head).class.any(Class::SEVERAL);
        (!several).then_some(who)
    }
}

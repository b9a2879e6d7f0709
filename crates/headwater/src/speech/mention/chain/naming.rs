//! How somebody who was described gets a name: "a diver, who identified himself as Sunday", "a woman called Ana".

use std::sync::LazyLock;

use super::super::super::speaker::SpeakerKind;
use super::super::MentionForm;
use super::super::name::{Name, Sign, Sort};
use super::super::word::Words;
use super::Chain;
use crate::list;

/// Words between a description and the phrase that names whom it describes: ", who like others here".
const BETWEEN: usize = 8;

/// Where the phrase begins behind which the name at `name` stands, and whether the description must stand right before it.
pub(in crate::speech::mention) fn before(words: &Words<'_>, name: usize) -> Option<(usize, bool)> {
    // "gave only her first name, Halyna": a comma may stand before the name.
    let end = if name > 0 && words.sign(name - 1, ',') { name - 1 } else { name };
    let last = end.checked_sub(1).map_or("", |k| words.text(k));
    let fits = |phrase: &&(Vec<&str>, bool)| {
        // Nearly every name stands behind another word.
        if phrase.0.last().is_none_or(|w| *w != last) {
            return false;
        }
        let Some(begin) = end.checked_sub(phrase.0.len()) else { return false };
        words.together(begin, name) && phrase.0.iter().enumerate().all(|(d, w)| words.text(begin + d) == *w)
    };
    // "Called" ends many clauses: its comma is another's.
    let phrases = PHRASES.iter().filter(|p| end == name || !p.1 && p.0.last().is_some_and(|w| *w == "name"));
    phrases.filter(fits).map(|p| (end - p.0.len(), p.1)).min_by_key(|p| p.0)
}

/// Whether the pronoun at `token` stands in such a phrase: "identified | himself | as", "gave | her | name as".
pub(super) fn within(words: &Words<'_>, token: usize) -> bool {
    let fits = |phrase: &[&str]| {
        (1..phrase.len()).any(|d| {
            phrase.get(d) == Some(&words.text(token))
                && token >= d
                && phrase.iter().take(d).enumerate().all(|(j, w)| words.text(token - d + j) == *w)
        })
    };
    PHRASES.iter().any(|p| fits(&p.0))
}

impl Chain<'_> {
    /// Who bore the name behind "born" or "née": whoever of that given name the page spoke of last, or, where only the surname
    /// follows, whoever it spoke of last.
    pub(super) fn born(&self, name: &Name, parts: &[String]) -> Option<u32> {
        let words = self.words;
        let before = name.lead.checked_sub(1).filter(|&k| words.together(k, name.lead))?;
        let maiden = matches!(words.text(before), "née" | "nee" | "né" | "Née");
        if !maiden && !matches!(words.text(before), "born" | "Born") || name.sort == Sort::Body {
            return None;
        }
        let near = self.recent.iter().rev().map(|&id| self.cast.real(id));
        let fits = |id: &u32| {
            self.cast.get(*id).is_some_and(|f| {
                let same = f.parts.first() == parts.first() && f.parts.len() > 1;
                f.kind != SpeakerKind::Body && f.name.is_some() && (same || parts.len() == 1 && maiden)
            })
        };
        near.into_iter().find(fits)
    }

    /// Learns that `who`, the one named at `name`, is whom the description before the naming phrase brought in.
    pub(super) fn named_so(&mut self, who: u32, name: usize) {
        let words = self.words;
        let Some((begin, near)) = before(words, name) else { return };
        let reach = if near { 1 } else { BETWEEN };
        let place = self
            .places
            .iter()
            .rev()
            .take_while(|p| words.together(p.tokens.start, name))
            .find(|p| p.form == MentionForm::Description && p.tokens.end <= begin);
        let Some(place) = place.cloned() else { return };
        // Words that lead from the description to its clause may stand between: "a diver | with the coast guard, who".
        let clause = (place.tokens.end..begin).any(|k| matches!(words.text(k), "who" | "that"));
        if begin - place.tokens.end < reach || clause && begin - place.tokens.end < 3 * BETWEEN {
            self.unite(who, place.who);
            // "Identified himself", "gave her name": whatever the name is like.
            let tells = |words: [&str; 2]| (begin..name).any(|k| words.contains(&self.words.text(k)));
            let sign = Sign::SURE * (i8::from(tells(["himself", "his"])) - i8::from(tells(["herself", "her"])));
            if let Some(f) = self.cast.get_mut(who) {
                f.gender.add(Sign(sign));
            }
            if let Some(f) = self.cast.get_mut(who).filter(|f| f.kind != SpeakerKind::Body || f.parts.len() == 1) {
                f.kind = SpeakerKind::Person;
            }
        }
    }
}

/// Phrases by their words, the longest that fits being meant, and whether they must stand right behind the description.
static PHRASES: LazyLock<Vec<(Vec<&'static str>, bool)>> = LazyLock::new(|| {
    let lines = list::lines(include_str!("../../../../data/speech/naming.txt"));
    lines
        .map(|line| match line.split_once('|') {
            Some((phrase, _)) => (phrase.split_whitespace().collect(), true),
            None => (line.split_whitespace().collect(), false),
        })
        .collect()
});

//! What is told by an infinitive: "promet de rencontrer", "disse prestar assistência", "invite les riverains à rester".

use super::Reader;
use crate::speech::mention::lexicon::Class;

/// Items before a preposition with which what is said begins, at most.
const NOUN: usize = 8;

impl Reader<'_> {
    /// An infinitive behind cue `k`, with its preposition: "promet de rencontrer", "ha riferito di aver perso".
    pub(super) fn told_infinitive(&self, next: usize, end: usize) -> bool {
        let list = self.heard.lexicon;
        let word = |j: usize| self.words.get(j).map_or("", |w| w.as_str());
        // "De ne pas partir", "de lui parler": small words stand between.
        let verb = (next + 1..(next + 4).min(end)).find(|&j| !list.between.contains(word(j)));
        let ending = |w: &str| w.chars().count() > 3 && list.ending.iter().any(|e| w.ends_with(e));
        // "Пообещал разобраться": the infinitive stands by itself.
        if list.to.is_empty() {
            return ending(word(next)) && !self.capital(next) && next + 1 < end;
        }
        list.to.contains(word(next)) && verb.is_some_and(|j| ending(word(j)) && !self.capital(j))
    }

    /// An infinitive behind who heard it, where and when.
    pub(super) fn late_infinitive(&self, next: usize, end: usize) -> Option<(usize, usize)> {
        let list = self.heard.lexicon;
        let infinitive = |j: usize| {
            let listed = list.infinitive.contains(self.words[j].as_str()) && self.words[j].chars().count() > 3;
            listed || self.plain_infinitive(j, end)
        };
        let begin = (next + 2..end.min(next + NOUN)).find(|&j| infinitive(j) && !self.capital(j))?;
        (!list.to.is_empty() && begin + 1 < end && self.only_adverbial(next, begin)).then_some((begin, end))
    }

    /// An infinitive right behind a cue of a Romance language: "indique suivre le dossier", "disse prestar assistência".
    pub(super) fn plain_infinitive(&self, next: usize, end: usize) -> bool {
        let list = self.heard.lexicon;
        let Some(word) = self.words.get(next).filter(|w| w.chars().count() > 3) else { return false };
        let other =
            Class::FUNCTION.or(Class::CALENDAR).or(Class::ROLE).or(Class::TITLE).or(Class::BODY).or(Class::PREPOSITION);
        let small = [&list.after, &list.between, &list.stops, &list.article, &list.own, &list.and]
            .iter()
            .any(|l| l.contains(word.as_str()));
        let ending = !list.to.is_empty() && list.ending.iter().any(|e| word.ends_with(e));
        ending
            && !small
            && !self.class_at(next).any(other)
            && !self.capital(next)
            && next + 1 < end
            && !self.capital(next + 1)
    }

    /// The infinitive behind whom cue `k` asks or accuses: "invite les riverains | à rester chez eux".
    pub(super) fn ordered(&self, k: usize, end: usize) -> Option<(usize, usize)> {
        let list = self.heard.lexicon;
        let next = k + 1;
        if !list.orders.contains(self.words[k].as_str()) || list.to.is_empty() {
            return None;
        }
        let plain = |j: &usize| self.sign(*j).is_none() && !self.items[*j].is_quotation();
        let begin = (next + 1..end.min(next + NOUN)).take_while(plain).find(|&j| self.told_infinitive(j, end))?;
        (begin + 1 < end).then_some((begin, end))
    }
}

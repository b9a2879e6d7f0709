//! When, where and to whom something was said, between a cue and its source: "annonce | mardi | son directeur", "ha detto | in
//! aula | la pm", "relató | a EFE | doña Ana".

use super::super::Reader;
use super::super::quotation::BARE;
use crate::speech::mention::lexicon::{self, Class};

/// Items of such a phrase, at most.
const LONGEST: usize = 8;
/// Words between an article and the noun that says what somebody is, at most.
const BEFORE: usize = 2;

impl Reader<'_> {
    /// Where the source begins behind such a phrase at `from`: at the first word in it that can begin a noun phrase for somebody
    /// and hangs on no preposition.
    pub(in crate::speech::rule) fn past_adverbial(&self, from: usize) -> Option<usize> {
        let list = self.heard.lexicon;
        // Where the verb comes first or last of all, other forms tell the subject.
        if !list.rules || !list.with.is_empty() || !list.closing.is_empty() || !self.opens_adverbial(from) {
            return None;
        }
        let word = |j: usize| self.words.get(j).map_or("", |w| w.as_str());
        let limit = self.items.len().min(from + LONGEST);
        for j in from + 1..limit {
            if self.is_name(j) {
                continue;
            }
            let ends = self.items[j].is_quotation()
                || self.sign(j).is_some()
                || [&list.that, &list.stops, &list.relative, &list.and].iter().any(|l| l.contains(word(j)));
            // "A déclaré mardi | lui", "он": a pronoun is the whole source.
            if list.pronouns.contains(word(j)) && !list.article.contains(word(j)) {
                return Some(j);
            }
            let hangs =
                self.is_preposition(j - 1) || list.article.contains(word(j - 1)) || list.own.contains(word(j - 1));
            // "In una | nota": a noun can look like a verb of saying.
            if (ends || self.cue_at(j).is_some() && !hangs) && !self.class_at(j).any(Class::CALENDAR) {
                return None;
            }
            if !hangs && self.begins_somebody(j) {
                return Some(j);
            }
        }
        None
    }

    /// Where the source begins behind such a phrase that commas set off: "a commenté, | sous couvert d’anonymat, | un conducteur".
    pub(in crate::speech::rule) fn past_set_off(&self, from: usize) -> Option<usize> {
        let list = self.heard.lexicon;
        if !list.rules || !list.with.is_empty() || !list.closing.is_empty() || self.sign(from) != Some(',') {
            return None;
        }
        let close = (from + 2..self.items.len().min(from + 2 + LONGEST)).find(|&j| self.sign(j).is_some())?;
        let aside = self.matched(&list.aside, from + 1).is_some_and(|wide| from + 1 + wide == close);
        let set = self.sign(close) == Some(',') && (aside || self.only_adverbial(from + 1, close));
        (set && self.begins_somebody(close + 1)).then_some(close + 1)
    }

    /// Whether nothing but such a phrase stands from `from` to `to`: "évoque | dans un communiqué | « un drame »".
    pub(in crate::speech::rule) fn only_adverbial(&self, from: usize, to: usize) -> bool {
        let list = self.heard.lexicon;
        let word = |j: usize| self.words.get(j).map_or("", |w| w.as_str());
        let article = |j: usize| list.article.contains(word(j)) && !self.is_preposition(j);
        let plain =
            (from..to).all(|j| (!self.items[j].is_quotation() || self.named_in_marks(j)) && self.sign(j).is_none());
        // A noun behind its preposition can look like a verb of saying.
        let said = (from..to)
            .any(|j| self.cue_at(j).is_some() && !(j > from && (self.is_preposition(j - 1) || article(j - 1))));
        let plain = plain && !said;
        // Another noun phrase behind it is what is said.
        let other = (from + 1..to).any(|j| article(j) && !self.is_preposition(j - 1));
        to > from + 1
            && to - from <= LONGEST
            && plain
            && !other
            && self.opens_adverbial(from)
            && !(word(from).starts_with('d') && word(from).chars().count() < 3)
            && !article(to - 1)
    }

    /// Where the noun phrase begins that stands behind a day at `from`: "anunciou | nesta quarta-feira | o fechamento".
    pub(in crate::speech::rule) fn past_day(&self, from: usize) -> Option<usize> {
        let list = self.heard.lexicon;
        // German has what is told between the day and the end of its verb.
        let day = (from..from + 3).find(|&j| self.is_day(j)).filter(|_| list.subjunctive.is_empty())?;
        let small = |j: usize| {
            self.is_preposition(j)
                || self
                    .words
                    .get(j)
                    .is_some_and(|w| list.article.contains(w.as_str()) || list.after.contains(w.as_str()))
        };
        let article = |j: usize| {
            self.words.get(j).is_some_and(|w| list.article.contains(w.as_str()) || list.own.contains(w.as_str()))
        };
        // "Mardi soir", "quarta-feira passada": one word more.
        (from..day).all(small).then(|| (day + 1..day + 3).find(|&j| article(j))).flatten()
    }

    /// Whether a word at `from` begins it: a preposition that is no article too, or a day.
    fn opens_adverbial(&self, from: usize) -> bool {
        let list = self.heard.lexicon;
        let Some(word) = self.words.get(from).filter(|_| self.sign(from).is_none()) else { return false };
        // "Este jueves", "nesta quarta-feira".
        let day =
            self.is_day(from) || list.article.contains(word.as_str()) && self.class_at(from + 1).any(Class::CALENDAR);
        let after = list.after.contains(word.as_str()) && word.chars().count() > 3;
        day || self.is_elided(from) || (after || self.is_preposition(from)) && !list.article.contains(word.as_str())
    }

    /// Whether item `at` is a preposition, or a noun with one written to it ("nell’ordinanza").
    fn is_preposition(&self, at: usize) -> bool {
        self.class_at(at).any(Class::PREPOSITION)
    }

    fn is_elided(&self, at: usize) -> bool {
        let list = self.heard.lexicon;
        let head = self.words.get(at).and_then(|w| w.split_once(['\'', '’'])).filter(|(_, tail)| !tail.is_empty());
        head.is_some_and(|(head, _)| ["'", "’"].iter().any(|a| list.after.contains(format!("{head}{a}").as_str())))
    }

    /// Whether item `at` is a day, by its name or as seen from the page's ("ayer", "hoje").
    fn is_day(&self, at: usize) -> bool {
        let list = self.heard.lexicon;
        let Some(word) = self.words.get(at).filter(|w| !w.is_empty()) else { return false };
        let class = self.class_at(at);
        let adverb = list.after.contains(word.as_str())
            && class.any(Class::FUNCTION)
            && !class.any(Class::PREPOSITION.or(Class::DETERMINER));
        class.any(Class::CALENDAR) || adverb && word.chars().count() > 3 && !list.hearer.contains(word.as_str())
    }

    /// What the lists say of item `at`.
    pub(in crate::speech::rule) fn class_at(&self, at: usize) -> Class {
        let Some(item) = self.items.get(at).filter(|i| !i.is_quotation()) else { return Class::default() };
        let text = self.heard.cut.word(&self.heard.page.text, item.begin as usize);
        lexicon::tongue(self.heard.page.language.as_deref()).class(text, &lexicon::fold(text))
    }

    /// Whether a noun phrase for somebody can begin at `at`: an article and a noun for people or bodies or a name, a form of
    /// address, a name, or, where there are no articles, such a noun in the case of a subject.
    fn begins_somebody(&self, at: usize) -> bool {
        let list = self.heard.lexicon;
        let word = self.words.get(at).map_or("", |w| w.as_str());
        let people = Class::ROLE.or(Class::SEVERAL).or(Class::TITLE).or(Class::BODY);
        let small = Class::FUNCTION.or(Class::PREPOSITION).or(Class::CALENDAR);
        let class = self.class_at(at);
        let german = !list.subjunctive.is_empty();
        if list.article.contains(word) || list.own.contains(word) {
            let nouns = (at + 1..=at + 1 + BEFORE).take_while(|&j| self.sign(j).is_none() && !self.is_preposition(j));
            let name = |j: usize| self.capital(j) && (!german || self.capital(j + 1) && !self.class_at(j).any(small));
            // "O feirante Ana Ruiz", "son exploitant, Ana Ruiz": a noun that no list has, with a name behind it.
            let named =
                |j: usize| self.capital(j) && (self.capital(j + 1) || self.is_given(j)) && !self.is_preposition(j - 1);
            let comma = self.sign(at + 2) == Some(',') && named(at + 3);
            let called = !german && (named(at + 2) && !self.is_preposition(at + 1) || comma);
            let noun = |j: usize| self.class_at(j).any(people) || j == at + 1 && name(j);
            return !self.is_preposition(at) && (called || nouns.into_iter().any(noun));
        }
        // "L’imprenditore", "l’Arpa": the article is written to the noun.
        if list.article.iter().any(|a| a.ends_with(['\'', '’']) && word.len() > a.len() && word.starts_with(*a)) {
            let item = self.items[at].begin as usize;
            let tail = self.heard.cut.word(&self.heard.page.text, item).split(['\'', '’']).nth(1).unwrap_or("");
            return class.any(people) || tail.starts_with(char::is_uppercase);
        }
        if class.any(small) && !list.article.contains(word) || class.any(Class::PLACE) {
            return false;
        }
        if list.article.len() <= BARE && class.any(people) && !self.capital(at) {
            let text = self.words[at].as_str();
            return lexicon::tongue(self.heard.page.language.as_deref()).lists(text);
        }
        if class.any(Class::TITLE) && self.capital(at + 1) {
            return true;
        }
        let outlet = class.any(Class::OUTLET) || at > 0 && list.paper.contains(self.words[at - 1].as_str());
        let behind_name = at > 0 && self.capital(at - 1) && !german && !class.any(Class::GIVEN);
        // In German any noun has a capital: it must say who somebody is, and a name stand behind it.
        let told = if german { class.any(people.or(Class::GIVEN)) || self.capital(at + 1) } else { true };
        self.capital(at) && !outlet && !behind_name && told
    }
}

//! The source of a phrase such as "according to", with its apposition.

use super::super::Reader;
use crate::span::Span;
use crate::speech::mention::lexicon::Class;

impl Reader<'_> {
    /// The source of a phrase such as "according to", from item `from`: with an apposition, up to a finite verb where the
    /// language sets one at once.
    pub(in crate::speech::rule) fn according_source(&self, from: usize) -> Option<Span> {
        if self.words.get(from).is_some_and(|w| self.heard.lexicon.him.contains(w.as_str())) {
            return self.phrase(from, from + 1);
        }
        let plain = self.without_preposition(self.phrase_from(from, false)?);
        let end =
            (from..self.items.len()).find(|&j| self.heard.span(self.items[j]).end >= plain.end).map_or(from, |j| j + 1);
        let close = (self.sign(end) == Some(',')).then(|| self.apposition_between(from, end)).flatten();
        let end = close.unwrap_or(end);
        let whole = self.heard.cut.span(self.items[from].begin as usize, self.items[end - 1].end as usize);
        Some(self.without_preposition(whole.hull(plain)))
    }

    /// Whether item `at` begins somebody: a name, a pronoun, a noun for people, or an article before any noun but one for a time. "Para el
    /// experto", but not "para clasificarse" or "para ese entonces".
    pub(in crate::speech::rule) fn is_somebody(&self, at: usize) -> bool {
        let list = self.heard.lexicon;
        let Some(word) = self.words.get(at) else { return false };
        let people = Class::ROLE.or(Class::TITLE).or(Class::SEVERAL).or(Class::BODY).or(Class::OUTLET);
        let noun = |j: usize| j < self.items.len() && (self.capital(j) || self.class_at(j).any(people));
        let time = |j: usize| self.words.get(j).is_some_and(|w| list.moment.contains(w.as_str()));
        let small = list.pronouns.contains(word.as_str()) || list.him.contains(word.as_str());
        let class = self.class_at(at);
        let article = list.article.contains(word.as_str()) || class.any(Class::DETERMINER);
        noun(at) && !class.any(Class::CALENDAR) || small || article && !(at..at + 4).any(time)
    }

    /// Whether item `at` is a verb by its ending, in a clause that says where something is known from: "según | confiaron a este diario".
    pub(in crate::speech::rule) fn is_past(&self, at: usize) -> bool {
        let (list, word) = (self.heard.lexicon, self.words.get(at).map_or("", |w| w.as_str()));
        let verb = word.chars().count() > 3 && list.past.iter().any(|e| word.ends_with(e));
        verb && !self.capital(at) && !self.class_at(at).any(Class::ANY.or(Class::ROLE).or(Class::SEVERAL))
    }

    /// The Arabic source without the preposition that is written to its first word: "وفقا | ل | إدارة المصنع".
    fn without_preposition(&self, span: Span) -> Span {
        let text = span.of(&self.heard.page.text);
        let written = !self.heard.lexicon.with.is_empty() && text.starts_with('ل') && !text.starts_with("لل");
        let long = text.split_whitespace().next().is_some_and(|w| w.chars().count() > 4);
        if written && long && !text.starts_with("لا") {
            Span { begin: span.begin + 'ل'.len_utf8() as u32, ..span }
        } else {
            span
        }
    }

    /// One past the apposition to the source that begins at `from`, between the comma at `comma` and the next: a name
    /// after an office ("the director, Ana Ruiz,"), or an office without an article or after a name ("Ana Ruiz, head of
    /// the port,"). A clause begins otherwise.
    pub(in crate::speech::rule) fn apposition_between(&self, from: usize, comma: usize) -> Option<usize> {
        let list = self.heard.lexicon;
        if list.rules && self.matched(&list.aside, comma + 1).is_some() {
            return None;
        }
        let close = (comma + 2..(comma + 10).min(self.items.len()))
            .find(|&j| self.items[j].is_quotation() || self.sign(j).is_some())
            .filter(|&j| self.sign(j) == Some(','))?;
        let first = self.words.get(comma + 1)?.as_str();
        let named = (from..comma).all(|j| self.capital(j) || self.words[j].len() <= 3);
        let name = (comma + 1..close).all(|j| self.capital(j) || self.words[j].len() <= 3) && self.capital(comma + 1);
        let office = !self.capital(comma + 1) && !list.pronouns.contains(first) && !list.stops.contains(first);
        let bare = !list.article.contains(first);
        let verb = (comma + 1..close).any(|j| list.finite.contains(self.words[j].as_str()) || self.cue_at(j).is_some());
        (!verb && (name && !named || office && (bare || named && close - comma <= 6))).then_some(close)
    }

    /// Whether item `at` is the verb that stands second in its clause, behind the capital of a noun.
    pub(in crate::speech::rule) fn verb_second(&self, at: usize) -> bool {
        let list = self.heard.lexicon;
        let word = self.words.get(at).map_or("", |w| w.as_str());
        let small =
            [&list.article, &list.office, &list.after, &list.and, &list.pronouns].iter().any(|l| l.contains(word));
        let plain = word.chars().count() > 2 && self.sign(at).is_none() && !self.capital(at);
        !list.subjunctive.is_empty()
            && plain
            && !small
            && word != "von"
            && at > 0
            && (self.capital(at - 1) || self.is_name(at - 1))
    }
}

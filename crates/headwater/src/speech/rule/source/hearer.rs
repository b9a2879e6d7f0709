//! Who heard it, between a cue and its source: "dijo | a este diario | Ana Ruiz".

use super::super::Reader;
use super::super::quotation::BARE;
use super::SOURCE;
use crate::speech::mention::lexicon::{self, Class};

impl Reader<'_> {
    /// Where the source begins behind who heard it: "dijo | a este diario | Ana Ruiz", "disse | ao Diário da Beira | Ana Ruiz".
    pub(in crate::speech::rule) fn past_hearer(&self, from: usize) -> Option<usize> {
        let list = self.heard.lexicon;
        let word = |k: usize| self.words.get(k).map_or("", |w| w.as_str());
        let plain = |k: usize| self.items.get(k).is_some_and(|i| !i.is_quotation()) && self.sign(k).is_none();
        // "وذكرت صحيفة «الميناء»": in Arabic a preposition is written to the noun for who heard it.
        let heard = list.with.is_empty() || word(from).starts_with('ل');
        if let Some(end) = self.paper_at(from).filter(|_| heard) {
            let bare = list.article.len() <= BARE;
            let subject = plain(end) && (bare || self.capital(end) || list.article.contains(word(end)));
            return subject.then_some(end);
        }
        let phrase = self.matched(&list.heard_by, from);
        if !list.hearer.contains(word(from)) && phrase.is_none() {
            return None;
        }
        // "Рассказал агентству | источник": the case tells who heard it.
        let bare = list.article.len() <= BARE && !list.article.is_empty();
        if bare && word(from).chars().count() > 2 {
            return plain(from + 1).then_some(from + 1);
        }
        let mut at = from + phrase.unwrap_or(1);
        let this = list.article.contains(word(at)) && word(at).len() > 3;
        at += usize::from(list.article.contains(word(at)));
        let nouns = at;
        while at < nouns + 3 && plain(at) && !self.capital(at) && !list.article.contains(word(at)) {
            at += 1;
        }
        // "Обратился к суду | Тагиров": the name behind it is another's.
        if at <= nouns || !(this || bare) {
            let name = at;
            let given = |k: usize| {
                let text = self.heard.cut.word(&self.heard.page.text, self.items[k].begin as usize);
                lexicon::class(&lexicon::fold(text)).any(Class::GIVEN)
            };
            let link = |k: usize| word(k).len() <= 3 && !list.article.contains(word(k)) && self.capital(k + 1);
            while at < name + 6 && plain(at) && (self.capital(at) && !(at > name && given(at)) || at > name && link(at))
            {
                at += 1;
            }
        }
        // "Commentò a Radio Adria": one word more is still the outlet's.
        let one = at > from + 2 && self.capital(at) && self.capital(at - 1) && !(plain(at + 1) && self.capital(at + 1));
        let subject = plain(at) && !one && (self.capital(at) || list.article.contains(word(at)));
        (at > from + 1 && subject).then_some(at)
    }

    /// Whether an outlet's name begins at `k`: "a | Radio Curva".
    pub(in crate::speech::rule) fn outlet_at(&self, k: usize) -> bool {
        let Some(item) = self.items.get(k).filter(|i| !i.is_quotation() && self.heard.lexicon.rules) else {
            return false;
        };
        let text = self.heard.cut.word(&self.heard.page.text, item.begin as usize);
        self.capital(k) && lexicon::class(&lexicon::fold(text)).any(Class::OUTLET)
    }

    /// One past the name of a paper or sender that begins at `from`, with its article and noun: "der „Rundschau“", "dem Sender Elbe Drei",
    /// "изданию «Маяк»".
    pub(in crate::speech::rule) fn paper_at(&self, from: usize) -> Option<usize> {
        let list = self.heard.lexicon;
        let word = |k: usize| self.words.get(k).map_or("", |w| w.as_str());
        let mut at = from;
        while at < from + 2
            && (list.article.contains(word(at)) || list.hearer.contains(word(at)) && !list.paper.contains(word(at)))
        {
            at += 1;
        }
        let noun = list.paper.contains(word(at));
        // "A este diario": it has no name.
        let this = at > from && noun && list.article.contains(word(at - 1)) && word(at - 1).len() > 3;
        at += usize::from(noun);
        if at > from && self.named_in_marks(at) {
            return Some(at + 1);
        }
        // "A Radio Adria": a noun with a capital has a name behind it, whatever else that can be.
        let proper = at > from && self.capital(at - 1) && list.subjunctive.is_empty();
        let own = |k: usize| self.capital(k) && (!self.is_given(k) || proper && k == at);
        let name = (at..at + 3).take_while(|&k| own(k)).count();
        if this { Some(at) } else { (noun && name > 0).then_some(at + name) }
    }

    /// Whether the German words before cue `k`, up to `end`, are who heard it and not who said it: "Dem Sender Radio Elbe | sagte sie".
    pub(in crate::speech::rule) fn is_hearer(&self, end: usize, k: usize) -> bool {
        let list = self.heard.lexicon;
        if list.dative.is_empty() || self.postposed(k).is_some() {
            return false;
        }
        let plain = |j: &usize| {
            (self.sign(*j).is_none() || self.sign(*j) == Some('-'))
                && (!self.items[*j].is_quotation() || self.named_in_marks(*j))
        };
        let Some(from) = (end.saturating_sub(SOURCE)..end).rev().take_while(plain).last() else { return false };
        let dative = list.dative.contains(self.words[from].as_str());
        dative || self.paper_at(from) == Some(end) && self.subject_behind(k)
    }

    /// Whether somebody stands right behind cue `k`, who must be its subject.
    fn subject_behind(&self, k: usize) -> bool {
        let word = self.words.get(k + 1).map_or("", |w| w.as_str());
        self.heard.lexicon.pronouns.contains(word) || self.capital(k + 1)
    }

    /// Whether the German name of an agency or paper that heard it begins at `at`, behind the name of who said it: "sagte Ruiz | der
    /// Deutschen Presse-Agentur".
    pub(in crate::speech::rule) fn told_outlet(&self, at: usize) -> bool {
        let list = self.heard.lexicon;
        if list.dative.is_empty() || !list.article.contains(self.words[at].as_str()) {
            return false;
        }
        let office = Class::ROLE.or(Class::SEVERAL).or(Class::BODY);
        let paper = |j: usize| {
            let word = self.words.get(j).map_or("", |w| w.as_str());
            self.capital(j) && list.paper.iter().any(|p| p.len() > 4 && word.ends_with(p))
        };
        let noun = (at + 1..at + 4).take_while(|&j| self.capital(j)).any(paper);
        noun && self.capital(at - 1) && !self.class_at(at - 1).any(office)
    }

    /// Whether item `k` is a given name or an office.
    pub(in crate::speech::rule) fn is_given(&self, k: usize) -> bool {
        let Some(item) = self.items.get(k) else { return false };
        let text = self.heard.cut.word(&self.heard.page.text, item.begin as usize);
        let tongue = lexicon::tongue(self.heard.page.language.as_deref());
        tongue.class(text, &lexicon::fold(text)).any(Class::GIVEN.or(Class::ROLE).or(Class::TITLE))
    }
}

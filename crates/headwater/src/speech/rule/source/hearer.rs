//! Who heard it, between a cue and its source: "dijo | a este diario | Ana Ruiz".

use super::super::Reader;
use super::super::quotation::BARE;
use crate::speech::mention::lexicon::{self, Class};

impl Reader<'_> {
    /// Where the source begins behind who heard it: "dijo | a este diario | Ana Ruiz", "disse | ao Diário da Beira | Ana Ruiz".
    pub(in crate::speech::rule) fn past_hearer(&self, from: usize) -> Option<usize> {
        let list = self.heard.lexicon;
        let word = |k: usize| self.words.get(k).map_or("", |w| w.as_str());
        let plain = |k: usize| self.items.get(k).is_some_and(|i| !i.is_quotation()) && self.sign(k).is_none();
        if let Some(end) = self.paper_at(from) {
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

    /// Whether item `k` is a given name or an office.
    pub(in crate::speech::rule) fn is_given(&self, k: usize) -> bool {
        let Some(item) = self.items.get(k) else { return false };
        let text = self.heard.cut.word(&self.heard.page.text, item.begin as usize);
        let tongue = lexicon::tongue(self.heard.page.language.as_deref());
        tongue.class(text, &lexicon::fold(text)).any(Class::GIVEN.or(Class::ROLE).or(Class::TITLE))
    }
}

//! Quotations that are no speech but names: of papers, clubs, committees.

use super::Reader;
use super::quotation::BARE;
use crate::speech::mention::lexicon::Class;

/// Words between a noun for a talk and the name of the paper that it was with, and the noun, at most.
const TALK: usize = 4;
/// Tokens of a name in marks, at most.
const TITLE: usize = 5;

impl Reader<'_> {
    /// Whether item `k` is a short quotation that is no speech, as the name of a paper or a club: part of a noun phrase.
    pub(super) fn named_in_marks(&self, k: usize) -> bool {
        let Some(n) = self.items.get(k).filter(|i| i.is_quotation()).map(|i| i.quotation as usize - 1) else {
            return false;
        };
        let short = self.heard.marks.quotations.get(n).is_some_and(|q| q.inner().len() <= TITLE);
        self.heard.lexicon.rules && short && !self.heard.is_speech(n)
    }

    /// Whether a noun for a paper stands right before item `k`, or one for a talk within the words before it.
    pub(super) fn names_paper(&self, k: usize) -> bool {
        let list = self.heard.lexicon;
        let noun = |p: usize, nouns: &std::collections::BTreeSet<&str>| {
            let word = self.words[p].as_str();
            nouns.contains(word.rsplit(['\'', '’']).next().unwrap_or(word))
        };
        let near = (k.saturating_sub(TALK)..k).rev().take_while(|&p| self.sign(p).is_none());
        let paper = k.checked_sub(1).is_some_and(|p| noun(p, &list.paper));
        // Where there are no articles, right behind the noun for a talk: "в интервью «Маяку»".
        let bare = list.article.len() <= BARE && !list.article.is_empty();
        let paper = paper || bare && k.checked_sub(1).is_some_and(|p| noun(p, &list.talk));
        let joined = k.checked_sub(1).is_some_and(|p| {
            [&list.article, &list.hearer, &list.office].iter().any(|l| l.contains(self.words[p].as_str()))
        });
        // "Nach Informationen der „Rundschau“", "selon « La Vigie »".
        let told = |end: usize| self.matched_before(&list.according, end).is_some();
        let article = k.checked_sub(1).filter(|&p| list.article.contains(self.words[p].as_str()));
        let source = told(k) || article.is_some_and(told);
        list.rules && (paper || source || joined && near.into_iter().any(|p| noun(p, &list.talk)))
    }

    /// Whether item `k` is a name in marks behind the noun that says of what.
    pub(super) fn is_name(&self, k: usize) -> bool {
        self.named_in_marks(k)
            && (self.names_paper(k) || self.names_body(k) || self.is_nickname(k) || self.is_placed(k))
    }

    /// Whether a word such as "called" stands before item `k`: "apodado «El Gato»", "genannt „der Graf“".
    fn is_nickname(&self, k: usize) -> bool {
        let list = self.heard.lexicon;
        // "Es heißt „...“" is hearsay.
        let hearsay = |p: usize| p.checked_sub(1).is_some_and(|b| self.words[b] == "es");
        (k.saturating_sub(2)..k)
            .any(|p| self.sign(p).is_none() && list.nicknamed.contains(self.words[p].as_str()) && !hearsay(p))
    }

    /// Whether item `k` is a work in which something stands: behind the preposition that opens the sentence, before a comma ("Dans « La
    /// Mer », la romancière raconte").
    fn is_placed(&self, k: usize) -> bool {
        let opens = k.checked_sub(1).filter(|&p| p == self.sentence_begin(k));
        let capital = self.items.get(k).is_some_and(|i| {
            self.heard.cut.word(&self.heard.page.text, i.begin as usize + 1).starts_with(char::is_uppercase)
        });
        capital && self.sign(k + 1) == Some(',') && opens.is_some_and(|p| self.class_at(p).any(Class::PREPOSITION))
    }

    /// Whether a noun for a body stands right before item `k`: "il comitato «Aria Pulita»", "компании «Север»".
    pub(super) fn names_body(&self, k: usize) -> bool {
        let body = Class::BODY.or(Class::OUTLET);
        self.heard.lexicon.rules && k.checked_sub(1).is_some_and(|p| self.class_at(p).any(body))
    }
}

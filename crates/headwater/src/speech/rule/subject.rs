//! Who a sentence is about, in languages that rules read: the noun phrase with which it begins.
//!
//! "Bilgin ringrazia: «...»", "La diputada Ana Ruiz cuestionó la medida: «...»": no list has every verb before a colon; and in
//! "Ruiz agradeció el apoyo y adelantó que ..." the second verb has the subject of the first.

use super::{Draft, Reader};
use crate::span::Span;
use crate::speech::Act;
use crate::speech::mention::lexicon::{self, Class};
use crate::speech::sentence::TokenKind;

/// Items of such a subject, at most: an office, a name, and what sets it off.
const SUBJECT: usize = 14;
/// Words of a quotation that opens a paragraph, at least: fewer are a title.
const LEAST: usize = 4;
/// Items behind a quotation within which the word stands that says whose it is, at most.
const TAIL: usize = 5;
/// Items between a subject and the colon of its verb, at most.
const VERB: usize = 14;
/// Items of where something was said, between a word for "but" and its verb, at most.
const PLACE: usize = 4;

impl Reader<'_> {
    /// The attribution of quotation `i`, which stands behind a colon that no listed cue goes with, to the subject of the sentence.
    pub(super) fn behind_colon(&self, i: usize) -> Option<Draft> {
        let colon = i.checked_sub(1).filter(|&c| self.sign(c) == Some(':'))?;
        if self.inside || !self.heard.lexicon.rules {
            return None;
        }
        let begin = self.sentence_begin(colon);
        let Some((from, to)) = self.subject_at(begin, colon).filter(|s| s.1 < colon) else {
            return self.before_colon(begin, colon, i);
        };
        // "Il proprietario, Nereo Battistel, si dispera: ...".
        let named = (self.sign(to) == Some(',')).then(|| self.name_after(from, to)).flatten();
        let to = named.filter(|&n| self.sign(n) == Some(',')).unwrap_or(to);
        let plain = (to..colon).all(|j| !self.items[j].is_quotation());
        let verb = (to..colon).find(|&j| {
            let word = self.words[j].as_str();
            self.sign(j).is_none() && !self.heard.lexicon.between.contains(word) && !self.capital(j)
        })?;
        (plain && colon - to <= VERB).then(|| Draft {
            source: vec![self.heard.cut.span(self.items[from].begin as usize, self.items[to - 1].end as usize)],
            cue: vec![self.heard.span(self.items[verb])],
            content: vec![self.heard.span(self.items[i])],
            act: Act::Speech,
        })
    }

    /// Whether quotation `i` behind a colon reads as words somebody said, by a capital and four words or more, or by one that no title
    /// begins with: "Non si fermano".
    pub(super) fn told_after_colon(&self, i: usize) -> bool {
        let colon = i.checked_sub(1).is_some_and(|c| self.sign(c) == Some(':'));
        let Some(q) = self.heard.marks.quotations.get(self.items[i].quotation as usize - 1) else { return false };
        if !colon || self.inside || !self.heard.lexicon.rules {
            return false;
        }
        let words = q.inner().filter(|&t| self.heard.cut.tokens[t].kind == TokenKind::Word).count();
        let first = self.heard.cut.word(&self.heard.page.text, q.inner().start);
        let tongue = lexicon::tongue(self.heard.page.language.as_deref());
        let class = tongue.class(&first.to_lowercase(), &lexicon::fold(first));
        let small = class.any(Class::FUNCTION) && !class.any(Class::PREPOSITION.or(Class::DETERMINER));
        first.starts_with(char::is_uppercase) && (words >= LEAST || words > 1 && small)
    }

    /// The attribution of quotation `i` to a name that ends right before its colon, behind a verb: "Gli fa eco la collega Samantha Zorzi: «...»".
    fn before_colon(&self, begin: usize, colon: usize, i: usize) -> Option<Draft> {
        let list = self.heard.lexicon;
        let from = (begin..colon).rev().take_while(|&j| self.capital(j) || self.is_link(j)).last()?;
        let from = (from..colon).find(|&j| self.capital(j))?;
        let plain = (begin..from).all(|j| self.sign(j).is_none() && !self.items[j].is_quotation());
        let verb = (begin..from).find(|&j| {
            list.verb.iter().any(|e| self.words[j].ends_with(e)) || list.between.contains(self.words[j].as_str())
        })?;
        let named = colon - from >= 2 && colon - from <= 4 && from > begin + 1 && self.opens_small(from, begin);
        (plain && named && list.closing.is_empty() && list.subjunctive.is_empty()).then(|| Draft {
            source: vec![self.heard.cut.span(self.items[from].begin as usize, self.items[colon - 1].end as usize)],
            cue: vec![self.heard.span(self.items[verb])],
            content: vec![self.heard.span(self.items[i])],
            act: Act::Speech,
        })
    }

    /// Whether item `j` is a small word within a name.
    fn is_link(&self, j: usize) -> bool {
        let text = self.words[j].as_str();
        self.sign(j).is_none() && lexicon::class(&lexicon::fold(text)).any(Class::PARTICLE)
    }

    /// Whether no preposition stands right before the name at `from`: it would be where, or whom, something is about.
    fn opens_small(&self, from: usize, begin: usize) -> bool {
        let list = self.heard.lexicon;
        let word = |j: usize| self.words[j].as_str();
        let tongue = lexicon::tongue(self.heard.page.language.as_deref());
        let preposition = |j: usize| {
            let class = tongue.class(word(j), &lexicon::fold(word(j)));
            (class.any(Class::PREPOSITION) || list.after.contains(word(j))) && !list.article.contains(word(j))
        };
        !(begin..from).rev().take(3).any(preposition)
    }

    /// A quotation `i` with which a paragraph opens, before a colon or dash and whoever says it: "«I lupi sono entrati»: Bilgin è sotto choc".
    pub(super) fn leads(&self, i: usize) -> Option<Draft> {
        let n = (self.items[i].quotation as usize).checked_sub(1)?;
        let inner = self.heard.marks.quotations.get(n)?.inner();
        let words = inner.clone().filter(|&t| self.heard.cut.tokens[t].kind == TokenKind::Word).count();
        let capital = self.heard.cut.word(&self.heard.page.text, inner.start).starts_with(char::is_uppercase);
        let opens = i == 0 && self.opens_block();
        let sign = matches!(self.sign(i + 1), Some(':' | '–' | '—'));
        if self.inside || !self.heard.lexicon.rules || !opens || !sign || !capital || words < LEAST {
            return None;
        }
        let end = (i + 2..self.items.len()).find(|&j| matches!(self.sign(j), Some('.' | '!' | '?')));
        let (from, to) = self.subject_at(i + 2, end.unwrap_or(self.items.len()))?;
        Some(Draft {
            source: vec![self.heard.cut.span(self.items[from].begin as usize, self.items[to - 1].end as usize)],
            cue: vec![self.heard.span(self.items[i + 1])],
            content: vec![self.heard.span(self.items[i])],
            act: Act::Speech,
        })
    }

    /// Whether quotation `i` is a sentence by itself, whose full stop stands behind its marks: "«Quel ponte va demolito». Non usa mezzi
    /// termini la sindaca".
    pub(super) fn whole_sentence(&self, i: usize, n: usize) -> bool {
        let Some(q) = self.heard.marks.quotations.get(n).filter(|_| self.heard.lexicon.rules && !self.inside) else {
            return false;
        };
        let words = q.inner().filter(|&t| self.heard.cut.tokens[t].kind == TokenKind::Word).count();
        let capital = self.heard.cut.word(&self.heard.page.text, q.inner().start).starts_with(char::is_uppercase);
        i == 0 && capital && words >= LEAST && self.sign(1) == Some('.')
    }

    /// The word behind quotation `i` and its full stop that says who says it: "«Basta». Così | il sindaco, Ilario Bruni, ha lasciato".
    pub(super) fn tailed(&self, i: usize) -> Option<(usize, Act)> {
        let list = self.heard.lexicon;
        let first = i + 1 + usize::from(self.sign(i + 1) == Some('.'));
        // "«...». Si difende | così | l’imprenditore, Oreste Bruni".
        let plain = |j: &usize| self.sign(*j).is_none() && !self.items[*j].is_quotation();
        let near = (first..self.items.len().min(first + TAIL)).take_while(plain);
        let stopped = self.sign(i + 1) == Some('.');
        let tail = |w: &str| list.tail.contains(w) || list.tailed.contains(w) && stopped;
        let found = near.into_iter().find(|&j| tail(self.words[j].as_str()));
        let k = found.filter(|&j| j == first || stopped).unwrap_or(first);
        let word = self.words.get(k).filter(|w| list.rules && tail(w.as_str()))?;
        let from = self.past_set_off(k + 1).unwrap_or(k + 1);
        let somebody = self.subject_at(from, self.items.len()).is_some();
        (!word.is_empty() && somebody && !self.inside).then_some((k, Act::Speech))
    }

    /// Whether the frame is the first of its block.
    pub(super) fn opens_block(&self) -> bool {
        self.items.first().is_some_and(|i| {
            let block = |t: usize| self.heard.cut.tokens.get(t).map(|t| t.block);
            (i.begin as usize).checked_sub(1).is_none_or(|p| block(p) != block(i.begin as usize))
        })
    }

    /// The subject of an earlier verb of the sentence, where cue `k` stands behind "and".
    pub(super) fn shared_subject(&self, k: usize) -> Option<Span> {
        let list = self.heard.lexicon;
        let mut before = (0..k).rev().find(|&j| !list.between.contains(self.words[j].as_str()))?;
        // "No quiso hablar, pero | en X | escribió que".
        let placed = || {
            let open =
                (before.saturating_sub(PLACE)..before).rev().find(|&j| list.but.contains(self.words[j].as_str()))?;
            let plain = (open + 1..=before).all(|j| self.sign(j).is_none() && self.cue_at(j).is_none());
            (plain && self.class_at(open + 1).any(Class::PREPOSITION)).then_some(open)
        };
        if let Some(open) = placed() {
            before = open;
        }
        if !list.and.contains(self.words[before].as_str()) && !list.but.contains(self.words[before].as_str()) {
            return None;
        }
        let subject = self.subject_at(self.sentence_begin(k), before).and_then(|(from, to)| self.phrase(from, to));
        // "El alcalde, Fermín Ruiz, dijo que ... y advirtió que": with the name behind the office.
        self.first_source(k).or(subject)
    }

    /// Where the sentence of item `k` begins.
    pub(super) fn sentence_begin(&self, k: usize) -> usize {
        let cut = self.heard.cut;
        let sentence = cut.sentence_of(self.items[k].begin as usize);
        let first = cut.sentences.get(sentence).map_or(0, |s| s.begin);
        let begin = self.items.partition_point(|i| i.begin < first);
        // A quotation may begin before the sentence that ends in it.
        begin.min(k)
    }

    /// The items of the noun phrase for somebody with which a sentence begins, between `begin` and `limit`: a pronoun, a name with
    /// what stands before it, or an article and a noun for people. What stands behind a comma is left out.
    pub(super) fn subject_at(&self, begin: usize, limit: usize) -> Option<(usize, usize)> {
        let list = self.heard.lexicon;
        let word = |j: usize| self.words.get(j).map_or("", |w| w.as_str());
        let mut from = begin;
        while from < limit && (list.and.contains(word(from)) || matches!(self.sign(from), Some('—' | '–' | '-'))) {
            from += 1;
        }
        if from < limit && list.pronouns.contains(word(from)) {
            return Some((from, from + 1));
        }
        // "Tarlasında çalışan | üretici Şaban Gökçe": where the head stands last, a clause about it stands before.
        if !list.closing.is_empty() {
            let clause = |j: &usize| {
                !self.capital(*j)
                    && word(*j).chars().count() > 4
                    && (word(*j).ends_with("an") || word(*j).ends_with("en"))
            };
            let to = limit.min(from + SUBJECT);
            let plain = |j: &usize| self.sign(*j).is_none() && !self.items[*j].is_quotation();
            let last = (from..to).take_while(plain).filter(clause).last();
            let office = |j: usize| self.is_given(j) || self.capital(j);
            from = last.map(|j| j + 1).filter(|&j| j + 1 < limit && office(j)).unwrap_or(from);
            if from > begin && !self.capital(from) && self.capital(from + 1) {
                from += 1;
            }
        }
        if from >= limit {
            return None;
        }
        let article = list.article.contains(word(from));
        let class = |j: usize| {
            let text = self.heard.cut.word(&self.heard.page.text, self.items[j].begin as usize);
            lexicon::tongue(self.heard.page.language.as_deref()).class(text, &lexicon::fold(text))
        };
        let no_name = Class::FUNCTION.or(Class::PREPOSITION).or(Class::CALENDAR);
        let opens = |j: usize| {
            let word = word(j);
            list.stops.contains(word)
                || list.after.contains(word)
                || list.as_said.contains(word)
                || list.that.contains(word)
        };
        // "L’imprenditore": the article is written to it.
        let elided =
            class(from).any(Class::DETERMINER) && class(from).any(Class::ROLE.or(Class::BODY).or(Class::SEVERAL));
        if opens(from) || !article && !elided && (!self.capital(from) || class(from).any(no_name)) {
            return None;
        }
        let mut end = from + usize::from(article);
        let (mut capitals, mut people) = (0_usize, false);
        while end < limit.min(from + SUBJECT) && self.sign(end).is_none() && !self.items[end].is_quotation() {
            let class = class(end);
            if self.capital(end) && !class.any(Class::FUNCTION) {
                capitals += 1;
            } else {
                let particle = class.any(Class::PARTICLE) && self.capital(end + 1);
                let ended = capitals > usize::from(end == from + 1 && !article) || list.finite.contains(word(end));
                let small = list.office.contains(word(end)) || class.any(Class::PREPOSITION);
                if self.cue_at(end).is_some() || !particle && (ended || opens(end) && !small) {
                    break;
                }
            }
            people |= class.any(Class::ROLE.or(Class::SEVERAL).or(Class::TITLE));
            end += 1;
        }
        let german = !list.subjunctive.is_empty();
        let named = match (german, article || elided) {
            // All nouns have a capital: a name has two, or stands for itself.
            (true, true) => capitals >= 3 || people || capitals >= 2 && list.own.contains(word(from)),
            (true, false) => capitals >= 2 || end == from + 1 && !people && !class(from).any(Class::COMMON),
            (false, true) => capitals >= 1 || people,
            (false, false) => capitals >= 1,
        };
        (end > from + usize::from(article) && named).then_some((from, end))
    }
}

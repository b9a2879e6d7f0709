//! The noun phrase before a cue.

use super::super::Reader;
use super::super::quotation::BARE;
use super::SOURCE;
use crate::span::Span;
use crate::speech::mention::lexicon::{self, Class};

/// Items of a phrase that says where or when, at most.
const PHRASE: usize = 8;
/// Items of an adverb between a helping verb and its participle, at most.
const ADVERBS: usize = 4;

impl Reader<'_> {
    /// The noun phrase that ends before cue `k`.
    pub(in crate::speech::rule) fn before(&self, k: usize) -> Option<Span> {
        let lexicon = self.heard.lexicon;
        let mut end = k;
        while end > 0 {
            let word = self.words[end - 1].as_str();
            if lexicon.between.contains(word) && lexicon.pronouns.contains(word) {
                // "Ana Ruiz, who said ...": the relative is the source.
                return self.phrase(end - 1, end);
            }
            if lexicon.between.contains(word) || word.len() > 4 && word.ends_with("ly") {
                end -= 1;
            } else if end == k && end > 1 && self.is_clitic(end - 1) {
                // "El productor | la | describe".
                end -= 1;
            } else if let Some(helped) = self.helping(end) {
                end = helped;
            } else if let Some(wide) = self.matched_before(&lexicon.aside, end) {
                end -= wide;
            } else if let Some(wide) = self.aside_set_off(end) {
                end -= wide;
            } else {
                break;
            }
        }
        // "Глава района Пётр Рогожин (он приходится ей племянником) | распорядился".
        if let Some(open) = self.bracket(end) {
            end = open;
        }
        // "Ana Ruiz, port engineer, | in an interview with the paper | said".
        let comma = (end.saturating_sub(SOURCE)..end).rev().find(|&j| self.sign(j).is_some());
        if let Some(c) = comma.filter(|&c| {
            lexicon.rules
                && lexicon.closing.is_empty()
                && c > 0
                && self.sign(c) == Some(',')
                && self.only_adverbial(c + 1, end)
        }) {
            let apposed = (c.saturating_sub(SOURCE)..c)
                .rev()
                .find(|&j| self.sign(j).is_some())
                .is_some_and(|j| self.sign(j) == Some(','));
            end = if apposed { c + 1 } else { c };
        }
        // "Ruiz, che | in un’intervista al «Faro» | invita": behind a relative or pronoun.
        let told = |j: &usize| {
            let word = self.words[*j - 1].as_str();
            (lexicon.relative.contains(word) || lexicon.pronouns.contains(word)) && self.only_adverbial(*j, end)
        };
        if let Some(j) = (end.saturating_sub(PHRASE)..end)
            .filter(|&j| j > 0 && lexicon.rules && lexicon.closing.is_empty())
            .find(told)
        {
            end = j;
        }
        if self.is_hearer(end, k) {
            return None;
        }
        // "Ana Ruiz, a port engineer, said": back over the apposition.
        let mut limit = end.saturating_sub(SOURCE);
        let mut begin = end;
        let close = end > 0 && self.sign(end - 1) == Some(',');
        let mut open = None;
        if close {
            limit = end.saturating_sub(2 * SOURCE);
            open = (limit..end - 1)
                .rev()
                .find(|&j| self.items[j].is_quotation() && !self.is_name(j) || self.sign(j) == Some(','));
            begin = open.filter(|&o| !self.items[o].is_quotation())?;
        }
        // "Ana Ruiz, en rueda de prensa, dijo": where it was said is no apposition.
        if let Some(o) = open.filter(|&o| lexicon.rules && o > 0 && self.only_adverbial(o + 1, end - 1)) {
            end = o;
            begin = o;
            limit = end.saturating_sub(SOURCE);
            open = None;
        }
        while begin > limit {
            let word = self.words[begin - 1].as_str();
            if lexicon.pronouns.contains(word) && begin == end {
                begin -= 1;
                break;
            }
            let stop = self.items[begin - 1].is_quotation() && !(self.named_in_marks(begin - 1) && begin > 1)
                || lexicon.stops.contains(word)
                || lexicon.that.contains(word);
            let conjunction = matches!(word, "and" | "et" | "und" | "y" | "e" | "ve" | "и" | "و") && begin == end;
            let own = self.cue_at(begin - 1).is_some() || lexicon.pronouns.contains(word);
            let sign = self.sign(begin - 1).is_some_and(|c| !matches!(c, '&' | '/' | '-' | '(' | ')'));
            if stop || conjunction || own || sign {
                break;
            }
            begin -= 1;
        }
        // "Между тем | местные жители", "Intanto | l’Anas".
        let begin = match self.matched(&lexicon.aside, begin).filter(|_| open.is_none() && lexicon.rules) {
            Some(wide) if begin + wide < end => begin + wide,
            _ => begin,
        };
        // "Uno de ellos, | Blas, | cuenta".
        let begin = if lexicon.rules && open == Some(begin) { begin + 1 } else { begin };
        let end = if open.is_some() && begin < end { end - 1 } else { end };
        // "Poi, sorridendo, | aggiunge": nothing but adverbs, where a verb can do without its subject.
        let adverb = |j: usize| {
            let class = self.class_at(j);
            class.any(Class::FUNCTION)
                && !class.any(Class::DETERMINER.or(Class::PREPOSITION).or(Class::HE).or(Class::SHE).or(Class::THEY))
        };
        if lexicon.rules
            && lexicon.drops
            && begin + 1 < end
            && adverb(begin)
            && self.sign(begin + 1) == Some(',')
            && !(begin + 1..end).any(|j| self.capital(j))
        {
            return None;
        }
        if open.is_none()
            && let Some(head) = self.head_of_relative(begin, limit)
        {
            return self.phrase(head, end);
        }
        if lexicon.rules && lexicon.closing.is_empty() {
            let (begin, end) = self.trimmed(begin, end)?;
            return self.phrase(begin, end).filter(|_| self.has_noun(begin, end));
        }
        self.phrase(begin, end)
    }

    /// Whether a phrase can be somebody where nouns have capitals: "irgendetwas | sagte", "nicht | dementiert" cannot.
    fn has_noun(&self, begin: usize, end: usize) -> bool {
        let list = self.heard.lexicon;
        let somebody = |j: usize| {
            let word = self.words[j].as_str();
            let small = [&list.somebody, &list.pronouns, &list.article].iter().any(|l| l.contains(word));
            small || self.capital(j) || self.items[j].is_quotation()
        };
        list.somebody.is_empty() || (begin..end).any(somebody)
    }

    /// Whether an article right before a verb of a Romance language is a pronoun for what it is about.
    fn is_clitic(&self, at: usize) -> bool {
        let list = self.heard.lexicon;
        let romance = !list.infinitive.is_empty() && !list.hearer.is_empty() && list.subjunctive.is_empty();
        let word = self.words[at].as_str();
        romance
            && list.article.contains(word)
            && word.chars().count() < 4
            && !self.capital(at)
            && self.class_at(at).any(Class::KNOWN)
    }

    /// Where the helping verb stands before the words that end at `end`, if nothing but adverbs parts it from its verb: "a d’emblée | contesté".
    fn helping(&self, end: usize) -> Option<usize> {
        let list = self.heard.lexicon;
        if list.infinitive.is_empty() || !list.subjunctive.is_empty() || !list.with.is_empty() {
            return None;
        }
        let plain = |j: usize| {
            let word = self.words[j].as_str();
            self.sign(j).is_none()
                && !self.items[j].is_quotation()
                && !self.capital(j)
                && ![&list.article, &list.that, &list.stops, &list.and, &list.pronouns].iter().any(|l| l.contains(word))
        };
        let helps =
            |j: usize| list.finite.contains(self.words[j].as_str()) && list.between.contains(self.words[j].as_str());
        let at = (end.saturating_sub(ADVERBS)..end).rev().take_while(|&j| plain(j)).find(|&j| helps(j))?;
        (at > 0 && at + 1 < end + 1).then_some(at)
    }

    /// The opening bracket of words in brackets that end before `end`.
    fn bracket(&self, end: usize) -> Option<usize> {
        let dash = |c: Option<char>| matches!(c, Some('—' | '–'));
        let close = end.checked_sub(1).filter(|_| self.heard.lexicon.rules)?;
        let round = self.sign(close) == Some(')');
        if !round && !dash(self.sign(close)) {
            return None;
        }
        let opens = |c: Option<char>| if round { c == Some('(') } else { dash(c) };
        let open = (close.saturating_sub(SOURCE)..close).rev().find(|&j| opens(self.sign(j)))?;
        // "Le Syndicat (STB)": a name by its letters goes with it.
        (open > 0 && close > open + 2).then_some(open)
    }

    /// Items of a phrase such as ", pour sa part," that ends before `end`, with its commas.
    fn aside_set_off(&self, end: usize) -> Option<usize> {
        let last = end.checked_sub(1).filter(|&l| self.sign(l) == Some(','))?;
        let wide = self.matched_before(&self.heard.lexicon.aside, last)?;
        let open = (last - wide).checked_sub(1)?;
        (self.sign(open) == Some(',')).then_some(wide + 2)
    }

    /// Where the noun phrase begins about which the clause from `begin` on tells: "una vecina que | asistió al juicio".
    fn head_of_relative(&self, begin: usize, limit: usize) -> Option<usize> {
        let list = self.heard.lexicon;
        let relative = begin.checked_sub(1).filter(|&r| list.relative.contains(self.words[r].as_str()))?;
        let part = |j: usize| {
            let word = self.words[j].as_str();
            let ends = list.stops.contains(word) || list.that.contains(word) || list.pronouns.contains(word);
            !ends && self.sign(j).is_none() && !self.items[j].is_quotation() && self.cue_at(j).is_none()
        };
        let from = (limit.min(relative)..relative).rev().take_while(|&j| part(j)).last()?;
        let (from, to) = self.trimmed(from, relative)?;
        let named = self.capital(from) || list.article.contains(self.words[from].as_str());
        (named && to == relative).then_some(from)
    }

    /// The noun phrase from `begin` to `end` without the verb before it and without what follows a name with a preposition
    /// ("Ana Ruiz | in un’intervista al Corriere"); none where it is an adverbial ("Sui social | scrive").
    pub(in crate::speech::rule) fn trimmed(&self, begin: usize, end: usize) -> Option<(usize, usize)> {
        let list = self.heard.lexicon;
        let word = |j: usize| self.words[j].as_str();
        let class = |j: usize| {
            let text = self.heard.cut.word(&self.heard.page.text, self.items[j].begin as usize);
            lexicon::tongue(self.heard.page.language.as_deref()).class(text, &lexicon::fold(text))
        };
        let small = |j: usize| list.after.contains(word(j)) || class(j).any(Class::PREPOSITION);
        let mut begin = begin;
        while begin + 1 < end && (list.finite.contains(word(begin)) || list.and.contains(word(begin))) {
            begin += 1;
        }
        // "В интервью газете «Маяк» | директор Ана Руис": the name of a paper ends where it was said.
        if begin < end && small(begin) && begin + 1 < end && list.talk.contains(word(begin + 1)) {
            let marks = (begin..end).rev().find(|&j| self.items[j].is_quotation())?;
            begin = marks + 1;
        }
        // "Nell’ordinanza | il giudice scrive", "Sui social | la sindaca scrive".
        if begin < end
            && !list.article.contains(word(begin))
            && let Some(at) = self.past_adverbial(begin).filter(|&a| a < end)
        {
            begin = at;
        }
        // "В компании утверждают": where somebody speaks stands for who does.
        if begin < end && small(begin) && !list.article.contains(word(begin)) {
            // Russian says "in the company" of it: the preposition is a part of the source.
            let in_it = list.place.contains(word(begin)) && begin + 1 < end;
            return in_it.then_some((begin + usize::from(!list.article.is_empty() && list.article.len() > BARE), end));
        }
        let name = |j: usize| {
            j > begin && self.capital(j - 1) && (j < begin + 2 || self.capital(j - 2) || !self.capital(begin))
        };
        let german = !list.subjunctive.is_empty();
        let cut = (begin + 1..end).find(|&j| {
            // "Der Angeklagte | ließ über seinen Anwalt erklären".
            if german && list.finite.contains(word(j)) {
                return true;
            }
            let particle = class(j).any(Class::PARTICLE) && self.capital(j + 1);
            small(j) && name(j) && !particle && !list.office.contains(word(j)) || small(j) && self.speaks_to(j)
        });
        Some((begin, cut.unwrap_or(end)))
    }

    /// Whether the words from `j` on tell to whom or where somebody speaks: a preposition before an interview or an outlet.
    pub(in crate::speech::rule) fn speaks_to(&self, j: usize) -> bool {
        let talk = |w: &String| {
            let noun = w.rsplit(['\'', '’']).next().unwrap_or(w);
            self.heard.lexicon.talk.contains(noun)
        };
        // "El mandatario | en sus redes sociales".
        let own = self.words.get(j + 1).is_some_and(|w| self.heard.lexicon.own.contains(w.as_str()));
        let own = own && self.heard.lexicon.after.contains(self.words[j].as_str());
        (j + 1..j + 3).any(|k| self.words.get(k).is_some_and(talk)) || self.outlet_at(j + 1) || own
    }
}

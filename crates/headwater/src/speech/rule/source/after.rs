//! The noun phrase behind a cue, with what is apposed to it.

use super::super::Reader;
use super::super::quotation::BARE;
use super::SOURCE;
use crate::span::Span;
use crate::speech::mention::lexicon::{self, Class};

/// First parts of Arabic names of two words.
const ABD: [&str; 7] = ["عبد", "أبو", "بن", "ابن", "بنت", "أم", "آل"];

impl Reader<'_> {
    /// The noun phrase that begins at item `from`.
    pub(in crate::speech::rule) fn after(&self, from: usize) -> Option<Span> {
        let list = self.heard.lexicon;
        let article = |w: &str| list.rules && list.article.contains(w);
        let between = |k: usize| {
            self.words.get(k).is_some_and(|w| list.between.contains(w.as_str()) && !article(w.as_str()))
                && !(self.capital(k) && self.class_at(k).any(Class::TITLE))
        };
        let mut from = (from..).find(|&k| !between(k))?;
        if let Some(wide) = self.matched(&list.aside, from) {
            from += wide;
        }
        let from = self.past_hearer(from).unwrap_or(from);
        let from = self.past_set_off(from).or_else(|| self.past_adverbial(from)).unwrap_or(from);
        // "Desmintió | tajante | el galeno".
        let from = from + usize::from(self.is_manner(from));
        // "Сообщили агентству | в пресс-службе": where somebody speaks stands for who does.
        let word = |k: usize| self.words.get(k).map_or("", |w| w.as_str());
        let bare = list.article.len() <= BARE && !list.article.is_empty();
        let place = bare && list.place.contains(word(from)) && !list.talk.contains(word(from + 1));
        let place = place && self.office_at(from + 1);
        // "Машет | рукой | старик": what somebody does it with is none of it.
        let with = ["ой", "ою", "ами", "ями"].iter().any(|e| word(from).ends_with(e)) && !self.capital(from);
        let from = from + usize::from(bare && with && (self.capital(from + 1) || self.is_given(from + 1)));
        // "Accusato | di falso", "lembrou-se | de que": a preposition begins nobody.
        let tongue = lexicon::tongue(self.heard.page.language.as_deref());
        let preposition = list.rules && list.with.is_empty() && list.closing.is_empty() && {
            let class = tongue.class(word(from), &lexicon::fold(word(from)));
            class.any(Class::PREPOSITION) && !self.capital(from) && !list.article.contains(word(from))
        };
        let particle = lexicon::class(&lexicon::fold(word(from))).any(Class::PARTICLE)
            && (from + 1..from + 3).any(|k| self.capital(k));
        if preposition && !place && !particle && self.matched(&list.aside, from).is_none() {
            return None;
        }
        self.phrase_from(from + usize::from(place), true)
    }

    /// Whether the word at `k` says how something was said, in a Romance language, before an article and its noun.
    fn is_manner(&self, k: usize) -> bool {
        let list = self.heard.lexicon;
        let word = self.words.get(k).map_or("", |w| w.as_str());
        let next = self.words.get(k + 1).map_or("", |w| w.as_str());
        let romance = !list.infinitive.is_empty() && !list.hearer.is_empty() && list.subjunctive.is_empty();
        let people =
            Class::ROLE.or(Class::TITLE).or(Class::SEVERAL).or(Class::BODY).or(Class::FUNCTION).or(Class::GIVEN);
        let infinitive = list.ending.iter().any(|e| word.ends_with(e));
        let plain = self.sign(k).is_none()
            && !infinitive
            && !self.capital(k)
            && word.chars().count() > 4
            && !self.class_at(k).any(people);
        let article = self.class_at(k + 1).any(Class::KNOWN) && list.article.contains(next);
        romance && plain && article && self.cue_at(k).is_none() && !list.that.contains(word)
    }

    /// Whether the word at `k`, behind "and", is a verb rather than another noun: it closes its clause, or another listed cue.
    fn verb_behind(&self, k: usize) -> bool {
        let list = self.heard.lexicon;
        let word = self.words.get(k).map_or("", |w| w.as_str());
        let small = self.sign(k).is_none() && !self.capital(k) && !list.article.contains(word) && !self.is_given(k);
        let ends = self.sign(k + 1).is_some() || k + 1 >= self.items.len();
        small && ends && list.verb.iter().any(|e| word.ends_with(e))
    }

    /// Whether a noun for a body, or a name of one, begins at `k`.
    fn office_at(&self, k: usize) -> bool {
        let class = |j: usize| {
            let Some(item) = self.items.get(j).filter(|i| !i.is_quotation()) else { return Class::default() };
            let text = self.heard.cut.word(&self.heard.page.text, item.begin as usize);
            lexicon::tongue(self.heard.page.language.as_deref()).class(text, &lexicon::fold(text))
        };
        let plain = |j: &usize| self.items.get(*j).is_some_and(|i| !i.is_quotation()) && self.sign(*j).is_none();
        (k..k + 3).take_while(plain).any(|j| class(j).any(Class::BODY.or(Class::OUTLET)))
    }

    /// The noun phrase that begins right at item `from`, with what is `apposed` to it behind a comma.
    pub(in crate::speech::rule) fn phrase_from(&self, from: usize, apposed: bool) -> Option<Span> {
        let lexicon = self.heard.lexicon;
        let mut from = from;
        let small = |w: &str| lexicon.between.contains(w) && !(lexicon.rules && apposed && lexicon.article.contains(w));
        while self.words.get(from).is_some_and(|w| small(w)) {
            from += 1;
        }
        // "Secondo «Il Pentagramma»": the name in marks is the whole source.
        if lexicon.rules && !apposed && self.named_in_marks(from) {
            return self.phrase(from, from + 1);
        }
        let press = |k: usize| self.words.get(k).is_some_and(|w| lexicon.press.contains(w.as_str()));
        let mut end = from;
        while end < self.items.len() && end < from + SOURCE {
            let word = self.words[end].as_str();
            // "Il | loro | portavoce": behind an article it says whose.
            let owned = lexicon.rules
                && end == from + 1
                && lexicon.own.contains(word)
                && lexicon.article.contains(self.words[from].as_str());
            if lexicon.pronouns.contains(word) && !owned {
                end += usize::from(end == from);
                break;
            }
            let paper = lexicon.rules && end > from && lexicon.article.contains(word) && self.paper_at(end).is_some();
            // "Der | heute | 79-Jährige".
            let within = !lexicon.subjunctive.is_empty()
                && end == from + 1
                && lexicon.article.contains(self.words[from].as_str());
            let stop = self.items[end].is_quotation() && !(self.named_in_marks(end) && end > from)
                || paper
                || end > from && self.told_outlet(end)
                || !apposed && self.verb_second(end)
                || lexicon.stops.contains(word) && !within
                || lexicon.after.contains(word)
                    && !(end > from && self.words.get(end + 1).is_some_and(|w| lexicon.seat.contains(w.as_str())))
                    && !(lexicon.rules && end == from && !apposed)
                    && !(lexicon.office.contains(word)
                        && end > from
                        && !self.capital(end - 1)
                        && !press(end + 1)
                        && !press(end + 2)
                        && !self.speaks_to(end)
                        && !self.outlet_at(end + 1))
                // "Disse Falcão | a jornalistas".
                || lexicon.rules
                    && end > from
                    && (lexicon.hearer.contains(word) || word == "a")
                    && (press(end + 1) || press(end + 2))
                // "Erzählt der 79-Jährige | und lacht".
                || lexicon.rules
                    && end > from
                    && lexicon.article.len() > BARE
                    && lexicon.and.contains(word)
                    && self.verb_behind(end + 1)
                || end > from && lexicon.rules && self.matched(&lexicon.aside, end).is_some()
                || lexicon.rules && end > from && self.matched(&lexicon.heard_by, end).is_some()
                || self.object_at(from, end)
                || !apposed && self.second_article(from, end)
                || lexicon.finite.contains(word)
                || lexicon.that.contains(word);
            // "for" and "of" stand inside titles: only words that the list names end a source.
            let own = end > from && self.cue_at(end).is_some();
            match self.sign(end) {
                Some(',') => {
                    // An apposition: from the comma to the next comma or stop, when it begins small and is no clause.
                    let plain = || self.plain_apposition(end);
                    if let Some(close) =
                        self.apposition(end).or_else(|| self.name_after(from, end)).or_else(plain).filter(|_| apposed)
                    {
                        end = close;
                    }
                    break;
                }
                Some(c) if !matches!(c, '&' | '/' | '-' | '(' | ')') => break,
                _ if stop || own => break,
                _ => end += 1,
            }
        }
        if end == from || self.sign(from).is_some() {
            return None;
        }
        self.phrase(from, end)
    }

    /// Whether an article at `at` begins another noun phrase, as none stands within one but behind a preposition: "Secondo i vigili del
    /// fuoco | le fiamme ...".
    pub(in crate::speech::rule) fn second_article(&self, from: usize, at: usize) -> bool {
        const PLAIN: [&str; 18] = [
            "il", "lo", "la", "i", "gli", "le", "l’", "l'", "el", "los", "las", "o", "os", "as", "les", "un", "una",
            "une",
        ];
        let list = self.heard.lexicon;
        let romance = !list.infinitive.is_empty() && !list.hearer.is_empty();
        let Some(before) = at.checked_sub(1).filter(|&b| romance && b > from) else { return false };
        let word = |k: usize| self.words.get(k).map_or("", String::as_str);
        let noun = !list.office.contains(word(before))
            && !list.after.contains(word(before))
            && !list.article.contains(word(before))
            && !list.to.contains(word(before))
            && self.sign(before).is_none()
            && word(before).chars().count() > 3;
        noun && PLAIN.contains(&word(at)) && !self.capital(at)
    }

    /// Whether a definite noun at `at` is the object of the verb, in a script without capitals: "انتقد رئيس الاتحاد نبيل العزاوي | القرار".
    fn object_at(&self, from: usize, at: usize) -> bool {
        let list = self.heard.lexicon;
        // "ديما عبد | النور": both are one name.
        let servant = at
            .checked_sub(1)
            .is_some_and(|p| self.class_at(p).any(Class::PARTICLE) || ABD.contains(&self.words[p].as_str()));
        if list.with.is_empty() || at < from + 2 || servant {
            return false;
        }
        let definite = |j: usize| self.words[j].starts_with("ال");
        let class = |j: usize| {
            let text = self.heard.cut.word(&self.heard.page.text, self.items[j].begin as usize);
            lexicon::tongue(self.heard.page.language.as_deref()).class(text, &lexicon::fold(text))
        };
        let calling = Class::ROLE.or(Class::TITLE).or(Class::BODY);
        // A given name, a surname: what is definite behind them goes with neither.
        let given = class(at - 2).any(Class::GIVEN) && !class(at - 2).any(calling) && !class(at - 1).any(calling);
        // Two nouns with an article behind a word without one, which can only be a given name: "نبيل العزاوي القرار".
        let named = at > from + 2 && definite(at - 1) && !definite(at - 2) && !class(at - 2).any(calling);
        definite(at) && !class(at).any(calling) && (given || named && class(at - 3).any(calling))
    }

    /// One past the name that follows an office after the comma at `comma`: "the harbour master, Ana Ruiz".
    pub(in crate::speech::rule) fn name_after(&self, from: usize, comma: usize) -> Option<usize> {
        let list = self.heard.lexicon;
        let small = !self.capital(from) || list.rules && list.article.contains(self.words[from].as_str());
        let office = small && !self.heard.lexicon.pronouns.contains(self.words[from].as_str());
        let end = (comma + 1..(comma + 6).min(self.items.len()))
            .find(|&j| !(self.capital(j) || j > comma + 1 && self.words[j].len() <= 3 && self.capital(j + 1)))?;
        (office && end > comma + 1).then_some(end)
    }

    /// One past the apposition that begins after the comma at `comma`.
    pub(in crate::speech::rule) fn apposition(&self, comma: usize) -> Option<usize> {
        let first = self.words.get(comma + 1)?.as_str();
        const OPENS: [&str; 14] =
            ["a", "an", "the", "who", "his", "her", "un", "une", "le", "la", "der", "die", "el", "o"];
        // "Catalina Boix, presidenta de la asociación".
        let office = self.heard.lexicon.rules && !self.capital(comma + 1) && {
            let text = self.heard.cut.word(&self.heard.page.text, self.items[comma + 1].begin as usize);
            let tongue = lexicon::tongue(self.heard.page.language.as_deref());
            tongue.class(text, &lexicon::fold(text)).any(Class::ROLE)
        };
        let small =
            office || OPENS.contains(&first) || self.words.get(comma + 1)?.starts_with(|c: char| c.is_ascii_digit());
        if !small {
            return None;
        }
        (comma + 2..(comma + 2 + SOURCE).min(self.items.len()))
            .find(|&j| self.items[j].is_quotation() || matches!(self.sign(j), Some(',' | '.' | ';' | ':')))
    }

    /// One past the apposition between the comma at `comma` and the next, in a script without capitals: "رئيسة البلدية، سناء الطرابيشي،".
    pub(in crate::speech::rule) fn plain_apposition(&self, comma: usize) -> Option<usize> {
        let list = self.heard.lexicon;
        // "الصباغ، خلال ندوة، أن": where it was said is none.
        let first = self.words.get(comma + 1).map_or("", |w| w.as_str());
        if list.with.is_empty() || list.after.contains(first) || self.class_at(comma + 1).any(Class::PREPOSITION) {
            return None;
        }
        let close = (comma + 2..(comma + 9).min(self.items.len()))
            .find(|&j| self.items[j].is_quotation() || self.sign(j).is_some())?;
        let plain = (comma + 1..close).all(|j| {
            let word = self.words[j].as_str();
            self.cue_at(j).is_none() && !list.that.contains(word) && !list.stops.contains(word)
        });
        (plain && matches!(self.sign(close), Some(',' | ':'))).then_some(close)
    }
}

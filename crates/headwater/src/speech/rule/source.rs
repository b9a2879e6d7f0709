//! The noun phrase beside a cue.

use super::Reader;
use super::quotation::BARE;
use crate::span::Span;
use crate::speech::mention::lexicon::{self, Class};

/// The longest source, in items.
pub(super) const SOURCE: usize = 14;

/// Possessives within a phrase such as "nach seinen Angaben".
const OWN: [&str; 9] = ["seinen", "ihren", "seiner", "ihrer", "eigenen", "его", "её", "ее", "их"];

impl Reader<'_> {
    /// The noun phrase beside cue `k`.
    pub(super) fn source(&self, k: usize) -> Option<Span> {
        if let Some(wide) = self.according(k) {
            // "Nach seinen Angaben", "по его словам": whose they are stands within.
            let own = |j: &usize| {
                let word = self.words[*j].as_str();
                OWN.contains(&word) || self.heard.lexicon.own.contains(word)
            };
            if let Some(j) = (k + 1..k + wide).find(own) {
                return self.phrase(j, j + 1);
            }
            return self.according_source(k + wide);
        }
        if self.postposed(k).is_some() {
            return self.before(k);
        }
        // "“...” şeklinde konuştu": where the verb comes last, small words may stand before it.
        let small = |j: usize| {
            !self.heard.lexicon.closing.is_empty() && self.heard.lexicon.between.contains(self.words[j].as_str())
        };
        let behind = (0..k).rev().find(|&j| !small(j)).is_some_and(|j| j + 1 < k && self.items[j].is_quotation());
        let inverted = behind
            || k == 0
            || k.checked_sub(1).is_some_and(|p| self.items[p].is_quotation() || self.sign(p) == Some(','));
        let apposition = k > 1 && self.sign(k - 1) == Some(',') && !(self.items[k - 2].is_quotation());
        let next = k + 1 + usize::from(self.cue_at(k + 1).is_some());
        // Where the verb comes last, its subject stands before what is said, but behind a participle: "“...” diyen Ana Ruiz".
        let participle = self.words[k].ends_with("en") || self.words[k].ends_with("an");
        if !self.heard.lexicon.closing.is_empty()
            && !participle
            && let Some(source) = self.before_quotation(k)
        {
            return Some(source);
        }
        if let Some(relayed) = self.relayed(k, next) {
            return Some(relayed);
        }
        if inverted && !apposition {
            return self.after(next).or_else(|| self.before_quotation(k));
        }
        let before = self.before(k);
        if before.is_none()
            && self.heard.lexicon.rules
            && let Some(shared) = self.shared_subject(k)
        {
            return Some(shared);
        }
        before.or_else(|| self.after(next))
    }

    /// The noun phrase before the quotation that ends before cue `k`: where the verb comes last ("Alkan, “...” dedi").
    fn before_quotation(&self, k: usize) -> Option<Span> {
        let list = self.heard.lexicon;
        let small = |j: usize| !list.closing.is_empty() && list.between.contains(self.words[j].as_str());
        let q = (0..k).rev().find(|&q| !small(q)).filter(|&q| self.items[q].is_quotation())?;
        let end = if q > 0 && matches!(self.sign(q - 1), Some(',' | ':')) { q - 1 } else { q };
        let begin = (end.saturating_sub(SOURCE)..end)
            .rev()
            .take_while(|&j| self.sign(j).is_none() && !self.items[j].is_quotation())
            .last()?;
        if list.rules && !list.closing.is_empty() {
            return self.last_subject(begin, end);
        }
        let plain = (begin..end).all(|j| !list.stops.contains(self.words[j].as_str()) && self.cue_at(j).is_none());
        plain.then(|| self.heard.cut.span(self.items[begin].begin as usize, self.items[end - 1].end as usize))
    }

    /// The subject in the clause from `begin` to `end` before a quotation in a language whose verb comes last: behind a participle
    /// ("gazeteye konuşan | müdür Ana Ruiz"), before an adverbial ("Ruiz | sosyal medyada", "Ruiz, | verdiği röportajda").
    fn last_subject(&self, begin: usize, end: usize) -> Option<Span> {
        let participle = |j: usize| self.cue_at(j).is_some() && ["en", "an"].iter().any(|e| self.words[j].ends_with(e));
        let adverbial = |j: usize| {
            const CASE: [&str; 12] = ["da", "de", "ta", "te", "dan", "den", "tan", "ten", "rak", "rek", "ken", "nca"];
            !self.capital(j) && self.words[j].chars().count() > 3 && CASE.iter().any(|e| self.words[j].ends_with(e))
        };
        let (mut begin, mut end) = (begin, end);
        if end > begin && adverbial(end - 1) {
            let name = (begin..end).rev().find(|&j| self.capital(j))?;
            let hung = self.words[name].contains(['\'', '’']);
            if hung && begin > 1 && self.sign(begin - 1) == Some(',') {
                // The whole clause is adverbial: the subject stands before its comma.
                end = begin - 1;
                begin =
                    (0..end).rev().take_while(|&j| self.sign(j).is_none() && !self.items[j].is_quotation()).last()?;
            } else if !hung {
                end = name + 1;
            }
        }
        begin = (begin..end).rev().find(|&j| participle(j)).map_or(begin, |j| j + 1);
        let list = self.heard.lexicon;
        let plain = (begin..end).all(|j| !list.stops.contains(self.words[j].as_str()) && self.cue_at(j).is_none());
        let end = if end > begin && list.between.contains(self.words[end - 1].as_str()) { end - 1 } else { end };
        (plain && end > begin)
            .then(|| self.heard.cut.span(self.items[begin].begin as usize, self.items[end - 1].end as usize))
    }

    /// Whoever is relayed by the subject of cue `k`: "نقلت وكالة الواحة عن | مسؤول محلي".
    fn relayed(&self, k: usize, next: usize) -> Option<Span> {
        let list = self.heard.lexicon;
        let stem = self.words[k].trim_start_matches('و');
        if list.from.is_empty() || !list.relays.contains(stem) {
            return None;
        }
        let from = (next..self.items.len().min(next + SOURCE))
            .take_while(|&j| self.sign(j).is_none() && !self.items[j].is_quotation())
            .find(|&j| list.from.contains(self.words[j].as_str()))?;
        self.phrase_from(from + 1, false)
    }

    /// Whether item `at` is the verb that stands second in its clause, behind the capital of a noun.
    pub(super) fn verb_second(&self, at: usize) -> bool {
        let list = self.heard.lexicon;
        let word = self.words.get(at).map_or("", |w| w.as_str());
        let small =
            [&list.article, &list.office, &list.after, &list.and, &list.pronouns].iter().any(|l| l.contains(word));
        let plain = word.chars().count() > 2 && self.sign(at).is_none() && !self.capital(at);
        !list.subjunctive.is_empty() && plain && !small && word != "von" && at > 0 && self.capital(at - 1)
    }

    /// The source of a phrase such as "according to", from item `from`: with an apposition, up to a finite verb where the
    /// language sets one at once.
    fn according_source(&self, from: usize) -> Option<Span> {
        if self.words.get(from).is_some_and(|w| self.heard.lexicon.him.contains(w.as_str())) {
            return self.phrase(from, from + 1);
        }
        let plain = self.phrase_from(from, false)?;
        let end =
            (from..self.items.len()).find(|&j| self.heard.span(self.items[j]).end >= plain.end).map_or(from, |j| j + 1);
        let close = (self.sign(end) == Some(',')).then(|| self.apposition_between(from, end)).flatten();
        let end = close.unwrap_or(end);
        Some(self.heard.cut.span(self.items[from].begin as usize, self.items[end - 1].end as usize).hull(plain))
    }

    /// One past the apposition to the source that begins at `from`, between the comma at `comma` and the next: a name
    /// after an office ("the director, Ana Ruiz,"), or an office without an article or after a name ("Ana Ruiz, head of
    /// the port,"). A clause begins otherwise.
    fn apposition_between(&self, from: usize, comma: usize) -> Option<usize> {
        let list = self.heard.lexicon;
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

    /// The noun phrase that begins at item `from`.
    pub(super) fn after(&self, from: usize) -> Option<Span> {
        let list = self.heard.lexicon;
        let article = |w: &str| list.rules && list.article.contains(w);
        let between =
            |k: usize| self.words.get(k).is_some_and(|w| list.between.contains(w.as_str()) && !article(w.as_str()));
        let from = (from..).find(|&k| !between(k))?;
        self.phrase_from(self.past_hearer(from).unwrap_or(from), true)
    }

    /// The noun phrase that begins right at item `from`, with what is `apposed` to it behind a comma.
    fn phrase_from(&self, from: usize, apposed: bool) -> Option<Span> {
        let lexicon = self.heard.lexicon;
        let mut from = from;
        let small = |w: &str| lexicon.between.contains(w) && !(lexicon.rules && apposed && lexicon.article.contains(w));
        while self.words.get(from).is_some_and(|w| small(w)) {
            from += 1;
        }
        let press = |k: usize| self.words.get(k).is_some_and(|w| lexicon.press.contains(w.as_str()));
        let mut end = from;
        while end < self.items.len() && end < from + SOURCE {
            let word = self.words[end].as_str();
            if lexicon.pronouns.contains(word) {
                end += usize::from(end == from);
                break;
            }
            let paper = lexicon.rules && end > from && lexicon.article.contains(word) && self.paper_at(end).is_some();
            let stop = self.items[end].is_quotation() && !(self.named_in_marks(end) && end > from)
                || paper
                || !apposed && self.verb_second(end)
                || lexicon.stops.contains(word)
                || lexicon.after.contains(word)
                    && !(lexicon.rules && end == from && !apposed)
                    && !(lexicon.office.contains(word)
                        && end > from
                        && !self.capital(end - 1)
                        && !press(end + 1)
                        && !press(end + 2)
                        && !self.outlet_at(end + 1))
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

    /// Where the source begins behind who heard it: "dijo | a este diario | Ana Ruiz", "disse | ao Diário da Beira | Ana Ruiz".
    fn past_hearer(&self, from: usize) -> Option<usize> {
        let list = self.heard.lexicon;
        let word = |k: usize| self.words.get(k).map_or("", |w| w.as_str());
        let plain = |k: usize| self.items.get(k).is_some_and(|i| !i.is_quotation()) && self.sign(k).is_none();
        if let Some(end) = self.paper_at(from) {
            let bare = list.article.len() <= BARE;
            let subject = plain(end) && (bare || self.capital(end) || list.article.contains(word(end)));
            return subject.then_some(end);
        }
        if !list.hearer.contains(word(from)) {
            return None;
        }
        let mut at = from + 1;
        let this = list.article.contains(word(at)) && word(at).len() > 3;
        at += usize::from(list.article.contains(word(at)));
        let nouns = at;
        while at < nouns + 3 && plain(at) && !self.capital(at) && !list.article.contains(word(at)) {
            at += 1;
        }
        if !(this && at > nouns) {
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
    fn outlet_at(&self, k: usize) -> bool {
        let Some(item) = self.items.get(k).filter(|i| !i.is_quotation() && self.heard.lexicon.rules) else {
            return false;
        };
        let text = self.heard.cut.word(&self.heard.page.text, item.begin as usize);
        self.capital(k) && lexicon::class(&lexicon::fold(text)).any(Class::OUTLET)
    }

    /// One past the apposition between the comma at `comma` and the next, in a script without capitals: "رئيسة البلدية، سناء الطرابيشي،".
    fn plain_apposition(&self, comma: usize) -> Option<usize> {
        let list = self.heard.lexicon;
        if list.with.is_empty() {
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

    /// One past the name of a paper or sender that begins at `from`, with its article and noun: "der „Rundschau“", "dem Sender Elbe Drei",
    /// "изданию «Маяк»".
    pub(super) fn paper_at(&self, from: usize) -> Option<usize> {
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
    fn is_given(&self, k: usize) -> bool {
        let Some(item) = self.items.get(k) else { return false };
        let text = self.heard.cut.word(&self.heard.page.text, item.begin as usize);
        let tongue = lexicon::tongue(self.heard.page.language.as_deref());
        tongue.class(text, &lexicon::fold(text)).any(Class::GIVEN.or(Class::ROLE).or(Class::TITLE))
    }

    /// One past the name that follows an office after the comma at `comma`: "the harbour master, Ana Ruiz".
    pub(super) fn name_after(&self, from: usize, comma: usize) -> Option<usize> {
        let office = !self.capital(from) && !self.heard.lexicon.pronouns.contains(self.words[from].as_str());
        let end = (comma + 1..(comma + 6).min(self.items.len()))
            .find(|&j| !(self.capital(j) || j > comma + 1 && self.words[j].len() <= 3 && self.capital(j + 1)))?;
        (office && end > comma + 1).then_some(end)
    }

    /// One past the apposition that begins after the comma at `comma`.
    pub(super) fn apposition(&self, comma: usize) -> Option<usize> {
        let first = self.words.get(comma + 1)?.as_str();
        const OPENS: [&str; 14] =
            ["a", "an", "the", "who", "his", "her", "un", "une", "le", "la", "der", "die", "el", "o"];
        let small = OPENS.contains(&first) || self.words.get(comma + 1)?.starts_with(|c: char| c.is_ascii_digit());
        if !small {
            return None;
        }
        (comma + 2..(comma + 2 + SOURCE).min(self.items.len()))
            .find(|&j| self.items[j].is_quotation() || matches!(self.sign(j), Some(',' | '.' | ';' | ':')))
    }

    /// The noun phrase that ends before cue `k`.
    pub(super) fn before(&self, k: usize) -> Option<Span> {
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
            } else {
                break;
            }
        }
        // "Ana Ruiz, a port engineer, said": back over the apposition.
        let mut limit = end.saturating_sub(SOURCE);
        let mut begin = end;
        let close = end > 0 && self.sign(end - 1) == Some(',');
        let mut open = None;
        if close {
            limit = end.saturating_sub(2 * SOURCE);
            open = (limit..end - 1).rev().find(|&j| self.items[j].is_quotation() || self.sign(j) == Some(','));
            begin = open.filter(|&o| !self.items[o].is_quotation())?;
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
        let end = if open.is_some() && begin < end { end - 1 } else { end };
        if lexicon.rules && lexicon.closing.is_empty() {
            let (begin, end) = self.trimmed(begin, end)?;
            return self.phrase(begin, end);
        }
        self.phrase(begin, end)
    }

    /// The noun phrase from `begin` to `end` without the verb before it and without what follows a name with a preposition
    /// ("Ana Ruiz | in un’intervista al Corriere"); none where it is an adverbial ("Sui social | scrive").
    fn trimmed(&self, begin: usize, end: usize) -> Option<(usize, usize)> {
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
        // "В компании утверждают": where somebody speaks stands for who does.
        if begin < end && small(begin) && !list.article.contains(word(begin)) {
            // Russian says "in the company" of it: the preposition is a part of the source.
            let in_it = list.place.contains(word(begin)) && begin + 1 < end;
            return in_it.then_some((begin + usize::from(!list.article.is_empty() && list.article.len() > BARE), end));
        }
        let name = |j: usize| {
            j > begin && self.capital(j - 1) && (j < begin + 2 || self.capital(j - 2) || !self.capital(begin))
        };
        let cut = (begin + 1..end).find(|&j| {
            let particle = class(j).any(Class::PARTICLE) && self.capital(j + 1);
            small(j) && name(j) && !particle && !list.office.contains(word(j)) || small(j) && self.speaks_to(j)
        });
        Some((begin, cut.unwrap_or(end)))
    }

    /// Whether the words from `j` on tell to whom or where somebody speaks: a preposition before an interview or an outlet.
    fn speaks_to(&self, j: usize) -> bool {
        let talk = |w: &String| {
            let noun = w.rsplit(['\'', '’']).next().unwrap_or(w);
            self.heard.lexicon.talk.contains(noun)
        };
        (j + 1..j + 3).any(|k| self.words.get(k).is_some_and(talk)) || self.outlet_at(j + 1)
    }

    /// The place of the items from `begin` to `end`. French hangs its pronoun on the verb ("a-t-elle"): what hangs it is
    /// no part of it.
    fn phrase(&self, begin: usize, end: usize) -> Option<Span> {
        let last = end.checked_sub(1).filter(|&l| l >= begin)?;
        let mut span = self.heard.cut.span(self.items.get(begin)?.begin as usize, self.items.get(last)?.end as usize);
        let hung = ["-t-", "-"].iter().find(|h| self.words[begin].starts_with(**h)).map_or(0, |h| h.len() as u32);
        span.begin = (span.begin + hung).min(span.end);
        (!span.is_empty()).then_some(span)
    }
}

//! The noun phrase beside a cue: behind a phrase ([`according`]), [`after`] the cue or [`before`] it; who heard it
//! ([`hearer`]) and when and where ([`adverbial`]) is none of it.

mod according;
mod adverbial;
mod after;
mod before;
mod hearer;

use super::Reader;
use crate::span::Span;

/// The longest source, in items.
pub(super) const SOURCE: usize = 14;
/// Items between a subject that is set before its sentence and its verb, at most.
const TOPIC: usize = 24;

impl Reader<'_> {
    /// The noun phrase beside cue `k`.
    pub(super) fn source(&self, k: usize) -> Option<Span> {
        if let Some(found) = self.topic(k) {
            return Some(found);
        }
        if self.whose(k).is_some() {
            // "Di parere opposto la sindaca, Ana Ruiz, secondo cui".
            let open = (k.saturating_sub(SOURCE)..k - 1).rev().find(|&j| self.sign(j) == Some(','));
            // "«...», afirma o oficial, | para quem".
            if let Some(o) = open.filter(|&o| self.cue_at(o + 1).is_some())
                && let Some(found) = self.after(o + 2)
            {
                return Some(found);
            }
            let named = || open.filter(|&o| self.capital(o + 1)).and_then(|o| self.phrase(o + 1, k - 1));
            return self.before(k).or_else(named);
        }
        if let Some(wide) = self.according(k) {
            // "Nach seinen Angaben", "по его словам": whose they are stands within.
            let own = |j: &usize| self.heard.lexicon.own.contains(self.words[*j].as_str());
            // Arabic writes preposition and possessive to the noun: "برأيها".
            if let Some(j) = (k + usize::from(wide > 1)..k + wide).find(own) {
                return self.phrase(j, j + 1);
            }
            return self.according_source(k + wide);
        }
        if self.postposed(k).is_some() {
            // "Ruiz'in | açıklamasına göre".
            let genitive = |w: &String| {
                w.split_once(['\'', '’'])
                    .is_some_and(|(_, case)| case.starts_with(['n', 'ı', 'i', 'u', 'ü']) && case.ends_with('n'))
            };
            if k > 1 && !self.heard.lexicon.closing.is_empty() && genitive(&self.words[k - 2]) {
                return self.before(k - 1);
            }
            return self.before(k);
        }
        let list = self.heard.lexicon;
        // "«...». Si difende così, davanti al gip, | l’imprenditore".
        let word = self.words[k].as_str();
        if k > 1
            && list.rules
            && self.sign(k - 1).is_none()
            && (list.tail.contains(word) || list.tailed.contains(word))
            && !self.items[k - 1].is_quotation()
        {
            return self.after(k + 1);
        }
        // "وعلق المخرج قائلا": the participle has the subject of the verb before it.
        if list.shared.contains(self.words[k].as_str()) {
            let begin = self.sentence_begin(k);
            return self.first_source(k).or_else(|| self.after(begin + 1));
        }
        // "Прокурор поддержал ходатайство, заявив, что": so has a participle that no list has a verb before.
        if list.gerund.contains(self.words[k].as_str()) {
            let begin = self.sentence_begin(k);
            let subject = || self.subject_at(begin, k).and_then(|(from, to)| self.phrase(from, to));
            return self.first_source(k).or_else(subject);
        }
        // "..., وقال في المؤتمر إن": a verb with "and" and without a subject of its own.
        if !list.with.is_empty()
            && self.bare_behind(k)
            && k > self.sentence_begin(k)
            && let Some(first) = self.first_source(k)
        {
            return Some(first);
        }
        // "Hieß es | aus der Kommission": nobody, or where it comes from.
        if let Some(wide) = self.matched(&list.hearsay, k) {
            let from = self.words.get(k + wide).filter(|w| list.from.contains(w.as_str()));
            return from.and_then(|_| self.after(k + wide + 1));
        }
        if list.words.contains(self.words.get(k + 1)?.as_str()) {
            return self.words_of(k + 2);
        }
        if list.cites.contains(self.words[k].as_str())
            && (k + 1..self.items.len().min(k + SOURCE)).any(|j| list.relayer.contains(self.words[j].as_str()))
        {
            return self.words_of(k + 1);
        }
        // "Así lo dijo | su portavoz, Ana Ruiz: «...»".
        let begin = self.sentence_begin(k);
        if list.rules
            && list.closing.is_empty()
            && self.matched(&list.back, begin).is_some_and(|wide| k <= begin + wide + 1)
            && let Some(found) = self.after(k + 1)
        {
            return Some(found);
        }
        // "“...” şeklinde konuştu": where the verb comes last, small words may stand before it.
        let small = |j: usize| {
            !self.heard.lexicon.closing.is_empty() && self.heard.lexicon.between.contains(self.words[j].as_str())
        };
        let said = |j: usize| self.items[j].is_quotation() && !self.is_name(j);
        let behind = (0..k).rev().find(|&j| !small(j)).is_some_and(|j| j + 1 < k && said(j));
        let inverted = behind || k == 0 || k.checked_sub(1).is_some_and(|p| said(p) || self.sign(p) == Some(','));
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
        // "Che invita | ad aspettare": an infinitive is nobody.
        let told = list.rules && self.told_infinitive(next, self.items.len());
        before.or_else(|| if told { None } else { self.after(next) })
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
        let (begin, end) = self.issuer(begin, end)?;
        (plain && end > begin)
            .then(|| self.heard.cut.span(self.items[begin].begin as usize, self.items[end - 1].end as usize))
    }

    /// Who issued a statement, from `begin` to `end` of a source where the verb comes last: "Belediyesi'nden | yapılan açıklamada"; nobody
    /// where it is the statement alone, which goes on with whoever issued it.
    pub(super) fn issuer(&self, begin: usize, end: usize) -> Option<(usize, usize)> {
        let list = self.heard.lexicon;
        let word = |j: usize| self.words[j].as_str();
        if list.issued.is_empty() || end <= begin || !list.talk.contains(word(end - 1)) {
            return Some((begin, end));
        }
        let issued = (begin + 1..end).find(|&j| list.issued.contains(word(j)));
        match issued {
            Some(j) => Some((begin, j)),
            None if begin + 1 == end => None,
            None => Some((begin, end)),
        }
    }

    /// Whose words somebody relays, from item `from` up to who relays them: "приводит слова | тренера | агентство".
    fn words_of(&self, from: usize) -> Option<Span> {
        let list = self.heard.lexicon;
        let stops = |j: &usize| {
            let word = self.words[*j].as_str();
            self.items[*j].is_quotation()
                || self.sign(*j).is_some()
                || list.relayer.contains(word)
                || list.stops.contains(word)
                || self.capital(*j) && *j > from && !self.capital(*j - 1) && self.outlet_at(*j)
        };
        let limit = self.items.len().min(from + SOURCE);
        let end = (from..limit).find(stops).unwrap_or(limit);
        // "Цитирует наставника | клубный сайт": its adjectives belong to who relays.
        const FIRST_CASE: [&str; 7] = ["ый", "ий", "ой", "ая", "яя", "ое", "ее"];
        let adjective = |j: usize| FIRST_CASE.iter().any(|e| self.words[j].ends_with(e));
        let end = (from + 1..=end).rev().find(|&e| !adjective(e - 1)).unwrap_or(end);
        (end > from).then(|| self.phrase(from, end)).flatten()
    }

    /// Whoever is relayed by the subject of cue `k`: "نقلت وكالة الواحة عن | مسؤول محلي".
    pub(super) fn relayed(&self, k: usize, next: usize) -> Option<Span> {
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

    /// Who is set before the sentence whose verb is cue `k`: "أما | الوزير سامي النجار، | فقال".
    fn topic(&self, k: usize) -> Option<Span> {
        let list = self.heard.lexicon;
        let begin = self.sentence_begin(k);
        if !self.words[k].starts_with('ف') || !list.topic.contains(self.words[begin].as_str()) || k > begin + TOPIC {
            return None;
        }
        let end = (begin + 1..k).find(|&j| self.sign(j).is_some()).unwrap_or(k);
        self.phrase(begin + 1, end)
    }

    /// The place of the items from `begin` to `end`. French hangs its pronoun on the verb ("a-t-elle"): what hangs it is
    /// no part of it.
    pub(super) fn phrase(&self, begin: usize, end: usize) -> Option<Span> {
        let last = end.checked_sub(1).filter(|&l| l >= begin)?;
        let mut span = self.heard.cut.span(self.items.get(begin)?.begin as usize, self.items.get(last)?.end as usize);
        let hung = ["-t-", "-"].iter().find(|h| self.words[begin].starts_with(**h)).map_or(0, |h| h.len() as u32);
        span.begin = (span.begin + hung).min(span.end);
        (!span.is_empty()).then_some(span)
    }
}

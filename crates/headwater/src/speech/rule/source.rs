//! The noun phrase beside a cue.

use super::Reader;
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
            if (k + 1..k + wide).any(|j| OWN.contains(&self.words[j].as_str())) {
                return self.phrase(k + 1, k + 2);
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
        if inverted && !apposition {
            return self.after(next).or_else(|| self.before_quotation(k));
        }
        self.before(k).or_else(|| self.after(next))
    }

    /// The noun phrase before the quotation that ends before cue `k`: where the verb comes last ("Alkan, “...” dedi").
    fn before_quotation(&self, k: usize) -> Option<Span> {
        let q = k.checked_sub(1).filter(|&q| self.items[q].is_quotation())?;
        let end = if q > 0 && matches!(self.sign(q - 1), Some(',' | ':')) { q - 1 } else { q };
        let begin = (end.saturating_sub(SOURCE)..end)
            .rev()
            .take_while(|&j| self.sign(j).is_none() && !self.items[j].is_quotation())
            .last()?;
        let list = self.heard.lexicon;
        let plain = (begin..end).all(|j| !list.stops.contains(self.words[j].as_str()) && self.cue_at(j).is_none());
        plain.then(|| self.heard.cut.span(self.items[begin].begin as usize, self.items[end - 1].end as usize))
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
        let between = |k: usize| self.words.get(k).is_some_and(|w| self.heard.lexicon.between.contains(w.as_str()));
        let from = (from..).find(|&k| !between(k))?;
        self.phrase_from(self.past_hearer(from).unwrap_or(from), true)
    }

    /// The noun phrase that begins right at item `from`, with what is `apposed` to it behind a comma.
    fn phrase_from(&self, from: usize, apposed: bool) -> Option<Span> {
        let lexicon = self.heard.lexicon;
        let mut from = from;
        while self.words.get(from).is_some_and(|w| lexicon.between.contains(w.as_str())) {
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
            let stop = self.items[end].is_quotation()
                || lexicon.stops.contains(word)
                || lexicon.after.contains(word)
                    && !(lexicon.office.contains(word)
                        && end > from
                        && !self.capital(end - 1)
                        && !press(end + 1)
                        && !press(end + 2))
                || lexicon.finite.contains(word)
                || lexicon.that.contains(word);
            // "for" and "of" stand inside titles: only words that the list names end a source.
            let own = end > from && self.cue_at(end).is_some();
            match self.sign(end) {
                Some(',') => {
                    // An apposition: from the comma to the next comma or stop, when it begins small and is no clause.
                    if let Some(close) = self.apposition(end).or_else(|| self.name_after(from, end)).filter(|_| apposed)
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

    /// One past the name that follows an office after the comma at `comma`: "the harbour master, Ana Ruiz".
    fn name_after(&self, from: usize, comma: usize) -> Option<usize> {
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
            let stop =
                self.items[begin - 1].is_quotation() || lexicon.stops.contains(word) || lexicon.that.contains(word);
            let conjunction = matches!(word, "and" | "et" | "und" | "y" | "e" | "ve" | "и" | "و") && begin == end;
            let own = self.cue_at(begin - 1).is_some() || lexicon.pronouns.contains(word);
            let sign = self.sign(begin - 1).is_some_and(|c| !matches!(c, '&' | '/' | '-' | '(' | ')'));
            if stop || conjunction || own || sign {
                break;
            }
            begin -= 1;
        }
        let end = if open.is_some() && begin < end { end - 1 } else { end };
        self.phrase(begin, end)
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

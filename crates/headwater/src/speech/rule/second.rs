//! A further cue of one subject within a sentence, in languages that rules read: "dijo que ... y añadió que ...", "сказал, что ...,
//! добавив, что ...", "قال إن ...، مشيرا إلى أن ...". What the first says ends before it, and its source is the first one's.

use super::Reader;
use crate::span::Span;
use crate::speech::Act;
use crate::speech::cue::Takes;

/// Items behind a cue in which a further one is looked for; it bounds the work for a long sentence.
const REACH: usize = 160;
/// Items of whoever is set against the first, at most.
const AGAINST: usize = 10;
/// Items between such a cue and what it says, at most.
const NEAR: usize = 4;

impl Reader<'_> {
    /// Where what is said from `begin` to `end` ends before a further cue of the same subject.
    pub(super) fn up_to_second(&self, begin: usize, end: usize) -> usize {
        let list = self.heard.lexicon;
        if !list.rules {
            return end;
        }
        let end = (begin + 2..end.min(begin + REACH)).find_map(|j| self.set_against(j, end)).unwrap_or(end);
        if list.and.is_empty() && list.with.is_empty() {
            return end;
        }
        (begin + 2..end.min(begin + REACH)).find_map(|j| self.second(j, end)).filter(|&e| e > begin + 1).unwrap_or(end)
    }

    /// Where what one says ends before what another is set against it at item `j`: "que no hay pruebas, | mientras que el fiscal acusó".
    fn set_against(&self, j: usize, end: usize) -> Option<usize> {
        let wide = self.matched(&self.heard.lexicon.against, j)?;
        let from = j + wide + 1;
        let plain = |k: &usize| !matches!(self.sign(*k), Some('.' | ';' | ':' | '?' | '!'));
        let mut near = (from..end.min(from + AGAINST)).take_while(plain);
        let other = near.any(|k| self.cue_at(k).is_some_and(|c| c.act != Act::Thought) && self.before(k).is_some());
        other.then(|| if self.sign(j - 1) == Some(',') { j - 1 } else { j })
    }

    /// Where the first of two cues of one subject ends, if item `j` is the second.
    fn second(&self, j: usize, end: usize) -> Option<usize> {
        let list = self.heard.lexicon;
        self.cue_at(j).filter(|c| c.act != Act::Thought && self.according(j).is_none())?;
        let comma = |j: usize| self.sign(j) == Some(',');
        let before = j.checked_sub(1)?;
        // "avant d’ajouter", "قبل أن يضيف".
        if let Some(open) = self.matched_before(&list.ere, j).and_then(|n| (j - n).checked_sub(1)) {
            return Some(if comma(open) { open } else { open + 1 });
        }
        if self.is_participle(j) {
            return comma(before).then_some(before);
        }
        let noun = self.cue_at(j).is_some_and(|c| c.takes == Takes::Noun);
        if !(self.takes_on(j, end) || noun && list.with.is_empty()) {
            return None;
        }
        // Arabic writes "and" to the verb.
        if self.is_hung(j) {
            return Some(if comma(before) { before } else { j });
        }
        let at = (0..j).rev().find(|&p| !list.between.contains(self.words[p].as_str()))?;
        let and = list.and.contains(self.words[at].as_str()) && j - at <= NEAR;
        and.then(|| if at > 0 && comma(at - 1) { at - 1 } else { at })
    }

    /// The last item of a clause that goes on with "and that" behind quotation `i`: "que “está em curso” e que as consultas passarão".
    pub(super) fn clause_goes_on(&self, i: usize) -> Option<usize> {
        let list = self.heard.lexicon;
        let and = self.words.get(i + 1).filter(|w| list.rules && list.and.contains(w.as_str()));
        let that = self.words.get(i + 2).filter(|w| list.that.contains(w.as_str()));
        and.and(that)?;
        let limit = self.items.len().min(i + REACH);
        let stop =
            |j: &usize| self.items[*j].is_quotation() || matches!(self.sign(*j), Some('.' | ';' | ':' | '?' | '!'));
        let end = (i + 3..limit).find(stop).unwrap_or(limit);
        let end = self.up_to_second(i + 2, end);
        (end > i + 4).then(|| end - 1)
    }

    /// Whether item `j` is a participle that says something of the subject of its sentence ("добавив", "مشيرا").
    pub(super) fn is_participle(&self, j: usize) -> bool {
        let word = self.words[j].as_str();
        self.heard.lexicon.shared.contains(word) || self.heard.lexicon.gerund.contains(word)
    }

    /// Whether "and" is written to the verb at item `j`.
    fn is_hung(&self, j: usize) -> bool {
        let list = self.heard.lexicon;
        let bare = || self.words[j].strip_prefix('و').is_some_and(|w| list.cue(w).is_some());
        !list.with.is_empty() && bare()
    }

    /// Whether something is said right behind the verb at item `j`: a clause, a quotation, an infinitive.
    fn takes_on(&self, j: usize, end: usize) -> bool {
        let list = self.heard.lexicon;
        let near = j + 1..end.min(j + 1 + NEAR);
        let opens = |m: &usize| {
            let word = self.words[*m].as_str();
            self.items[*m].is_quotation()
                || self.sign(*m) == Some(':')
                || list.that.contains(word)
                || list.with.contains(word)
        };
        near.clone().find(|m| opens(m) || self.sign(*m).is_some()).is_some_and(|m| {
            opens(&m)
                || self.sign(m) == Some(',') && self.words.get(m + 1).is_some_and(|w| list.that.contains(w.as_str()))
        }) || self.told_infinitive(j + 1, end)
    }

    /// Whether the cue at item `k` goes on with the subject of one before it, so that no quotation before it is its own.
    pub(super) fn goes_on(&self, k: usize) -> bool {
        let end = self.items.len();
        let list = self.heard.lexicon;
        let participle = self.is_participle(k) && k + 2 < end && self.sign(k + 1).is_none();
        list.rules && (participle || self.takes_on(k, end) && (self.is_hung(k) || self.second(k, end).is_some()))
    }

    /// The source of the first cue of the sentence before `k`.
    pub(super) fn first_source(&self, k: usize) -> Option<Span> {
        let begin = self.sentence_begin(k).max(k.saturating_sub(REACH));
        let first = (begin..k).find(|&j| {
            self.cue_at(j).is_some()
                && !self.is_participle(j)
                && self.according(j).is_none()
                && !(j > begin && self.is_hung(j) && self.bare_behind(j))
        })?;
        self.relayed(first, first + 1).or_else(|| self.own_source(first, begin))
    }

    /// Whether no noun phrase stands right behind the verb at item `j`.
    pub(super) fn bare_behind(&self, j: usize) -> bool {
        let list = self.heard.lexicon;
        let next =
            (j + 1..).find(|&n| !self.words.get(n).is_some_and(|w| list.between.contains(w.as_str()))).unwrap_or(j + 1);
        let word = self.words.get(next).map_or("", |w| w.as_str());
        self.sign(next).is_some()
            || list.that.contains(word)
            || list.after.contains(word)
            || list.with.contains(word)
            || self.items.get(next).is_none_or(|i| i.is_quotation())
    }

    /// The noun phrase beside the verb at item `j` of a sentence that begins at `begin`, without asking other verbs.
    fn own_source(&self, j: usize, begin: usize) -> Option<Span> {
        let behind =
            j == begin || j.checked_sub(1).is_some_and(|p| self.items[p].is_quotation() || self.sign(p) == Some(','));
        // "El alcalde, Fermín Ruiz, critica": a comma closes an apposition where no quotation stands before it.
        let apposed = j > begin + 1 && self.sign(j - 1) == Some(',') && !self.items[j - 2].is_quotation();
        let behind = behind && !(apposed && self.heard.lexicon.rules && self.before(j).is_some());
        if behind { self.after(j + 1).or_else(|| self.before(j)) } else { self.before(j).or_else(|| self.after(j + 1)) }
    }
}

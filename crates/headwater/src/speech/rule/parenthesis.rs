//! A cue with its source set into what is said, between commas: "« À ce stade, a précisé la procureure, rien n’est exclu »",
//! "Sie wolle, so Tannert, weiterschreiben"; or behind it: "El túnel seguirá cerrado, aseguró la alcaldesa."

use super::quotation::BARE;
use super::source::SOURCE;
use super::{Draft, Reader};
use crate::span::Span;
use crate::speech::Act;
use crate::speech::frame::Item;

/// Words of what stands before a cue that is set into it, at least.
const LEAST: usize = 2;
/// Items behind an article within which a verb shows that a clause begins.
const VERB: usize = 3;
/// Items behind a source that still belong to its cue: when and where it was said.
const WHEN: usize = 8;

impl Reader<'_> {
    /// Quotation `i` with a cue and its source between two commas within its marks. Linear in its words.
    pub(super) fn parted(&self, i: usize) -> Option<Draft> {
        let list = self.heard.lexicon;
        let q = self.heard.marks.quotations.get((self.items[i].quotation as usize).checked_sub(1)?)?;
        if self.inside || list.hearer.is_empty() && list.him.is_empty() || q.inner().len() > MOST {
            return None;
        }
        let items: Vec<Item> = q.inner().map(|t| Item { begin: t as u32, end: t as u32 + 1, quotation: 0 }).collect();
        let words: Vec<String> = items.iter().map(|i| self.heard.lower(*i)).collect();
        let inner = Reader { heard: self.heard, items: &items, words: &words, inside: true };
        let (source, k, open, close) = (0..items.len()).find_map(|k| inner.set_in(k))?;
        // The cue must be set in on both sides: at the end it may be another's.
        let close = close?;
        let whole = self.heard.span(self.items[i]);
        let before = Span { begin: whole.begin, end: self.heard.span(items[open]).begin };
        let rest = close + 1 + usize::from(inner.sign(close + 1) == Some('.'));
        let after = Span { begin: self.heard.span(*items.get(rest)?).begin, end: whole.end };
        Some(Draft {
            source: source.into_iter().collect(),
            cue: vec![inner.cue_span(k)],
            content: vec![before, after],
            act: Act::Speech,
        })
    }

    /// Where cue `k`, with its source behind it, stands behind a comma: the source, the cue, that comma, and the comma that closes it;
    /// `None` for the last where the sentence ends.
    pub(super) fn set_in(&self, k: usize) -> Option<(Option<Span>, usize, usize, Option<usize>)> {
        let list = self.heard.lexicon;
        self.cue_at(k).filter(|c| c.act != Act::Thought && self.according(k).is_none())?;
        let mut open = k.checked_sub(1)?;
        while open > 0 && list.between.contains(self.words[open].as_str()) {
            open -= 1;
        }
        let dash = |j: usize| list.rules && matches!(self.sign(j), Some('—' | '–'));
        // "«Отчёта никто не видел, — возмутился он. — Нас ...»": dashes set it off.
        // "«Ora – prosegue – si torni al voto»": they do so without a comma too.
        let dashed = dash(open) && open > 0 && self.sign(open - 1) != Some(',');
        open -= usize::from(dash(open) && open > 0 && !dashed);
        // "L’imputato, ha sostenuto la pm, ...": an article may be written to its noun.
        let elided = list.rules && self.words[0].contains(['\'', '’']);
        let least = if self.inside || elided { 1 } else { LEAST };
        let quoted = |j: usize| self.items[j].is_quotation() && !(list.rules && self.named_in_marks(j));
        // "«...». Così Ana Ruiz, titolare del caffè, commenta": who says it.
        let tail = list.tail.contains(self.words[0].as_str());
        if self.sign(open) != Some(',') && !dashed || open < least || tail || (0..open).any(quoted) {
            return None;
        }
        // Where the verb comes first, what stands behind it is no content: "كشف مصدر، طلب عدم ذكر اسمه، عن".
        // "وفي مقابلة مع القناة، شدد الرئيس على": nor is where it was said, which opens the sentence.
        let opens = self.words[0].strip_prefix('و').filter(|w| w.chars().count() > 1).unwrap_or(&self.words[0]);
        let adverbial = list.after.contains(opens) || list.after.contains(self.words[0].as_str());
        if !list.with.is_empty() && (adverbial || (0..open).any(|j| self.cue_at(j).is_some())) {
            return None;
        }
        // "La consejera, Pilar Ruiz, ha pedido ...": a subject and its apposition stand before the comma, no clause.
        if let Some((_, to)) = self.subject_at(0, open).filter(|_| !dashed) {
            let rest = to + 1..open;
            let verb = |j: usize| list.finite.contains(self.words[j].as_str()) || self.cue_at(j).is_some();
            let apposed = self.sign(to) == Some(',') && rest.len() <= WHEN && !rest.clone().any(verb);
            // "L’imputato, ha sostenuto la pm, modificò": the subject behind the verb is another.
            let other = || to == open && self.own_subject(k).is_some_and(|c| self.sign(c) == Some(','));
            // "Погода портится, предупредил директор": where there are no articles, a noun and its verb.
            let bare = list.article.len() <= BARE
                && !list.article.is_empty()
                && list.with.is_empty()
                && list.closing.is_empty();
            let clause = bare
                && to == open
                && !self.capital(to - 1)
                && list.verb.iter().any(|e| e.chars().count() > 1 && self.words[to - 1].ends_with(e));
            if list.rules && (to == open || apposed) && !clause && !other() {
                return None;
            }
        }
        let next = k + 1 + usize::from(self.cue_at(k + 1).is_some());
        let Some(source) = self.after(next).map(|s| self.not_to_the_end(s, next)) else {
            // "La grandine, spiega, ha fatto il resto": a verb without its subject.
            let alone = self.sign(next) == Some(',') && next + 2 < self.items.len() && !dashed;
            return (list.drops && (dashed && dash(next) || alone)).then_some((None, k, open, Some(next)));
        };
        // What follows must be able to be somebody: a name, or a noun with its article where the language has one.
        let first = (next..self.items.len()).find(|&j| self.heard.span(self.items[j]).begin >= source.begin)?;
        let word = self.words[first].as_str();
        let bare = list.infinitive.is_empty() && list.subjunctive.is_empty() && !word.ends_with("ть");
        if !(bare || self.capital(first) || list.article.contains(word) || list.pronouns.contains(word)) {
            return None;
        }
        let end = (next..self.items.len()).find(|&j| self.heard.span(self.items[j]).begin >= source.end)?;
        let close = (end..self.items.len().min(end + WHEN))
            .find(|&j| self.items[j].is_quotation() || self.sign(j).is_some())?;
        if matches!(self.sign(close), Some('.' | ',')) && dash(close + 1) {
            return Some((Some(source), k, open, Some(close + 1)));
        }
        if dashed {
            return dash(close).then_some((Some(source), k, open, Some(close)));
        }
        match self.sign(close)? {
            ',' => Some((Some(source), k, open, Some(close))),
            '.' | '!' | '?' | '…' => Some((Some(source), k, open, None)),
            _ => None,
        }
    }

    /// The source behind the cue without what was taken for an apposition to it but goes on to the end: "cuenta su nieto Rogelio, la
    /// convencieron con una taza."
    fn not_to_the_end(&self, source: Span, next: usize) -> Span {
        let end = (next..self.items.len()).find(|&j| self.heard.span(self.items[j]).begin >= source.end);
        let last = end.is_none_or(|e| matches!(self.sign(e), Some('.' | '!' | '?' | '…')) && e + 1 >= self.items.len());
        let verb = (next..end.unwrap_or(self.items.len())).find(|&j| self.sign(j) == Some(',')).is_some_and(|c| {
            let ending =
                |j: usize| self.heard.lexicon.verb.iter().any(|e| self.words[j].ends_with(e)) && !self.capital(j);
            (c + 2..end.unwrap_or(self.items.len())).take(VERB).any(|j| ending(j) && self.sign(j).is_none())
        });
        if !last || !verb || !self.heard.lexicon.rules {
            source
        } else {
            self.phrase_from(next, false).unwrap_or(source)
        }
    }

    /// The item behind the noun phrase that stands right behind cue `k` and can be its subject.
    fn own_subject(&self, k: usize) -> Option<usize> {
        let next = k + 1;
        let source = self.phrase_from(next, false)?;
        let list = self.heard.lexicon;
        let somebody = self.capital(next) || list.article.contains(self.words[next].as_str());
        let begins = self.heard.span(self.items[next]).begin == source.begin;
        let end = (next..self.items.len()).find(|&j| self.heard.span(self.items[j]).begin >= source.end)?;
        let close = (end..self.items.len().min(end + WHEN))
            .find(|&j| self.items[j].is_quotation() || self.sign(j).is_some())?;
        (somebody && begins && close + 2 < self.items.len()).then_some(close)
    }

    /// "Wie ein Sprecher mitteilte, war die Strecke frei": the source, the cue, and where what is said begins and ends.
    pub(super) fn as_said(&self, end: usize) -> Option<(Option<Span>, usize, (usize, usize))> {
        let list = self.heard.lexicon;
        let is = |k: usize| self.words.get(k).is_some_and(|w| list.as_said.contains(w.as_str()));
        // It opens the sentence, or closes it behind a comma.
        let (open, close, content) = if is(0) {
            let stops = |j: usize| self.sign(j) == Some(',') || self.items[j].is_quotation() && !self.named_in_marks(j);
            let close = (2..end.min(SOURCE + WHEN)).find(|&j| stops(j))?;
            // "Tal y como explica la directora, Berta Ruiz, las piezas ...": the name stands between two commas.
            let named = self.name_after(close.saturating_sub(1), close).filter(|&n| self.sign(n) == Some(','));
            let close = named.filter(|_| self.heard.lexicon.rules).unwrap_or(close);
            (0, close, (close + 1, end))
        } else {
            let open = (LEAST + 1..end).rev().find(|&j| is(j) && self.sign(j - 1) == Some(','))?;
            (open, end, (0, open - 1))
        };
        if self.items.get(close).is_some_and(|i| i.is_quotation())
            || (open + 1..close).any(|j| self.sign(j).is_some_and(|c| c != ',' || !list.rules))
        {
            return None;
        }
        let k = (open + 1..close).find(|&j| self.cue_at(j).is_some_and(|c| c.act != Act::Thought))?;
        let finite = |j: usize| list.between.contains(self.words[j].as_str());
        // Where the verb comes last, its subject stands before it.
        let mut to = k;
        while to > open + 1 && finite(to - 1) {
            to -= 1;
        }
        let last = (k + 1..close).all(finite);
        let from = open + 1;
        let source = if last && to > from {
            let to =
                (from + 1..to).find(|&j| list.after.contains(self.words[j].as_str()) && !self.capital(j)).unwrap_or(to);
            Some(self.heard.cut.span(self.items[from].begin as usize, self.items[to - 1].end as usize))
        } else {
            // "Как сообщили в пресс-службе": an office stands for who speaks in it.
            let place = usize::from(self.words.get(k + 1).is_some_and(|w| w == "в"));
            let from = k
                + 1
                + place
                + (k + 1 + place..close).take_while(|&j| list.between.contains(self.words[j].as_str())).count();
            if self.named_in_marks(from) {
                Some(self.heard.span(self.items[from]))
            } else {
                self.before_comma(from, close)
            }
        };
        (content.1 > content.0 + 1).then_some((source, k, content))
    }
}

impl Reader<'_> {
    /// The source from item `from` up to the comma at `close`, where no preposition ends it before.
    fn before_comma(&self, from: usize, close: usize) -> Option<Span> {
        let list = self.heard.lexicon;
        let found = self.after(from)?;
        let limit = self.heard.span(*self.items.get(close.checked_sub(1)?)?).end;
        let span = Span { begin: found.begin, end: if list.rules { found.end.min(limit) } else { found.end } };
        (span.begin < span.end).then_some(span)
    }
}

/// Words of a quotation in which a cue is looked for.
const MOST: usize = 120;

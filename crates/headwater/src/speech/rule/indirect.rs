//! Indirect speech of the cues that no quotation took.

use super::source::SOURCE;
use super::{Draft, Reader};
use crate::span::Span;
use crate::speech::Act;
use crate::speech::cue::{Cue, Takes};

/// Items between a cue and its "that", at most; twice as many where rules know what stands between.
const THAT: usize = 9;
/// Items before a preposition with which what is said begins, at most.
const NOUN: usize = 8;
/// Items of a clause about a source, at most.
const CLAUSE: usize = 20;
/// Items of a noun phrase that holds words in marks, at most.
const PHRASE: usize = 10;

impl Reader<'_> {
    /// Indirect speech of the cues that no quotation took.
    pub(super) fn indirect(&self, taken: &mut [bool], out: &mut Vec<Draft>) {
        let end = (0..self.items.len())
            .rev()
            .find(|&j| !matches!(self.sign(j), Some('.' | '!' | '?' | '…')))
            .map_or(0, |j| j + 1);
        if let Some((source, k, (b, e))) = self.as_said(end).filter(|_| !self.inside)
            && taken.get(k) == Some(&false)
            && !out.iter().any(|d| d.content.iter().any(|s| self.overlap(*s, b, e)))
        {
            taken[k] = true;
            // "Según" alone is a cue too.
            if let Some(first) = taken.first_mut().filter(|_| b > k) {
                *first = true;
            }
            out.push(Draft {
                source: source.into_iter().collect(),
                cue: vec![self.cue_span(k)],
                content: vec![self.heard.cut.span(self.items[b].begin as usize, self.items[e - 1].end as usize)],
                act: Act::Speech,
            });
        }
        self.hearsay(end, taken, out);
        self.marked(end, taken, out);
        for (k, taken) in taken.iter_mut().enumerate().take(self.items.len()) {
            let postposed = self.postposed(k);
            let cue = self.cue_at(k).or(postposed.map(|_| Cue { act: Act::Speech, takes: Takes::Clause }));
            let Some(cue) = cue.filter(|c| !(*taken || self.inside && c.act == Act::Thought)) else { continue };
            let before = self.heard.lexicon.him.is_empty();
            if !before
                && !self.inside
                && let Some((source, _, open, close)) = self.set_in(k).filter(|_| self.that_behind(k, end).is_none())
            {
                let mut content =
                    vec![self.heard.cut.span(self.items[0].begin as usize, self.items[open - 1].end as usize)];
                if let Some(close) = close.filter(|c| c + 1 < end) {
                    content.push(
                        self.heard.cut.span(self.items[close + 1].begin as usize, self.items[end - 1].end as usize),
                    );
                }
                if !out.iter().any(|d| d.content.iter().any(|s| content.iter().any(|c| c.overlaps(*s)))) {
                    *taken = true;
                    out.push(Draft {
                        source: source.into_iter().collect(),
                        cue: vec![self.cue_span(k)],
                        content,
                        act: cue.act,
                    });
                    continue;
                }
            }
            let content = if let Some(wide) = postposed {
                let from = k + wide + usize::from(self.sign(k + wide) == Some(','));
                (from < end).then_some((from, end))
            } else if self.heard.lexicon.closing.contains(self.words[k].as_str()) && k + 1 >= end || self.converb(k) {
                self.clause_closed(k)
            } else if let Some(wide) = self.whose(k) {
                let from = k + wide + usize::from(self.sign(k + wide) == Some(','));
                (from < end).then_some((from, end))
            } else if let Some(wide) = self.according(k) {
                self.according_content(k + wide, end, k)
            } else {
                let (next, list) = (k + 1, self.heard.lexicon);
                let opens = self.that_behind(k, end);
                // "نفت الدائرة وجود اللقاحات، وأكدت أن": that word is another verb's.
                let opens = opens.filter(|&j| {
                    !list.rules || cue.takes != Takes::Noun || !(next..j).any(|m| self.cue_at(m).is_some())
                });
                let infinitive =
                    |j: usize| self.words.get(j).is_some_and(|w| self.heard.lexicon.infinitive.contains(w.as_str()));
                match (cue.takes, opens) {
                    _ if self.ordered(k, end).is_some() => self.ordered(k, end),
                    (Takes::Quote, _) if self.asked(next, end).is_some() => self.asked(next, end),
                    // "Replicó que": whatever it takes else.
                    (Takes::Quote, Some(j))
                        if list.rules && (j == next || j == next + 1 && self.sign(next) == Some(',')) =>
                    {
                        Some((j, end))
                    }
                    // "Rät Betroffenen, die Reifen zu wechseln".
                    (Takes::Quote, None) if self.told_clause(next, end).is_some() => self.told_clause(next, end),
                    (Takes::Quote, _) => None,
                    _ if self.plain_infinitive(next, end) => Some((next, end)),
                    // "A confié | au Petit Journal | être ravie".
                    (_, None) if self.late_infinitive(next, end).is_some() => self.late_infinitive(next, end),
                    _ if infinitive(next) && next + 2 < end => Some((next, end)),
                    _ if self.told_infinitive(next, end) => Some((next, end)),
                    (_, None) if self.told_about(next, end).is_some() => self.told_about(next, end),
                    // "Ha spiegato l'assessora, Livia Moretti, che ...": an office and a name between.
                    (_, Some(j)) if self.only_source(k, next, j) => Some((j, end)),
                    // "Asegura, sin embargo, que": what commas set off.
                    (_, Some(j)) if self.heard.lexicon.rules && self.set_off(next, j) => Some((j, end)),
                    // "Синоптики предупреждают: дожди продлятся".
                    _ if self.told_behind_colon(next, end) => Some((next + 1, end)),
                    (_, None) if self.told_clause(next, end).is_some() => self.told_clause(next, end),
                    (Takes::Noun, None) if self.heard.lexicon.rules => self.told_noun(k, next, end),
                    // German and Russian set a comma before the clause.
                    (_, Some(j))
                        if !(next..j).any(|m| self.sign(m).is_some() && !(m + 1 == j && self.sign(m) == Some(','))) =>
                    {
                        Some((j, end))
                    }
                    (Takes::Noun, _) if !self.heard.lexicon.rules && next < end && self.sign(next).is_none() => {
                        Some((next, end))
                    }
                    (Takes::Clause, _) if next < end && self.sign(next).is_none() && self.before(k).is_some() => {
                        Some((next, end))
                    }
                    // "The dam will hold, engineers said."
                    (Takes::Clause, _) if next >= end => self.clause_before(k),
                    _ => None,
                }
            };
            let one =
                self.heard.lexicon.prefix.contains(self.words.get(end.wrapping_sub(1)).map_or("", |w| w.as_str()));
            let Some((b, e)) = content.filter(|(b, e)| e > &(b + 1) || one && e > b) else { continue };
            let e = if b > k { self.up_to_second(b, e) } else { e };
            // "Le propriétaire aurait, selon une source, reçu ...": what is said goes on behind the source.
            let rest = self.according(k).filter(|_| b == 0 && e < k).and_then(|_| self.goes_on_behind(k, end));
            let closing = self.heard.lexicon.closing.contains(self.words[k].as_str()) || self.converb(k);
            let closed = closing && e <= k;
            let source = if closed { self.source_closed(b) } else { self.source(k) };
            if source.is_none() && cue.act == Act::Thought || self.said_by_the_way(k, source.is_some()) {
                continue;
            }
            let span = self.heard.cut.span(self.items[b].begin as usize, self.items[e - 1].end as usize);
            if out.iter().any(|d| d.content.iter().any(|s| s.overlaps(span) && s.contains(span))) {
                continue;
            }
            *taken = true;
            out.push(Draft {
                source: source.into_iter().collect(),
                cue: vec![self.cue_span(k)],
                content: std::iter::once(span).chain(rest).collect(),
                act: cue.act,
            });
        }
        self.told_unlisted(end, out);
        out.sort_by_key(|d| d.content.first().map(|s| s.begin));
    }

    /// Noun phrases that hold words in marks, behind verbs that take them: "L’opposizione parla di una scelta «scellerata»".
    fn marked(&self, end: usize, taken: &mut [bool], out: &mut Vec<Draft>) {
        let list = self.heard.lexicon;
        if list.marked.is_empty() || self.inside {
            return;
        }
        for k in 0..end {
            let Some(wide) = self.matched(&list.marked, k) else { continue };
            let from = k + wide;
            let near = from..end.min(from + PHRASE);
            let quotation = near.clone().find(|&j| self.items[j].is_quotation());
            let Some(q) = quotation.filter(|&q| (from..q).all(|j| self.sign(j).is_none() && self.cue_at(j).is_none()))
            else {
                continue;
            };
            // The subject may stand behind the verb: then what is said begins at the marks.
            let source = self.before(k).or_else(|| self.shared_subject(k));
            // "Évoque | dans un communiqué | « un drame »": where it was said is none of it.
            let from = self.past_day(from).filter(|&d| d <= q).unwrap_or(from);
            let first = if self.only_adverbial(from, q) { q } else { from };
            let content = self.heard.cut.span(self.items[first].begin as usize, self.items[q].end as usize);
            let known = out.iter().any(|d| d.content.iter().any(|s| s.overlaps(content)));
            let Some(source) = source.filter(|_| !known && taken.get(k) == Some(&false)) else { continue };
            taken[k] = true;
            out.push(Draft {
                source: vec![source],
                cue: vec![self.heard.cut.span(self.items[k].begin as usize, self.items[from - 1].end as usize)],
                content: vec![content],
                act: Act::Speech,
            });
        }
    }

    /// The noun phrase of which somebody tells, with its preposition: "объявил | о введении режима", "كشف المدرب | عن قائمة".
    fn told_about(&self, next: usize, end: usize) -> Option<(usize, usize)> {
        let list = self.heard.lexicon;
        let reach = if list.with.is_empty() { next + 1 } else { next + 2 * NOUN };
        // "كشف مصدر، طلب عدم ذكر اسمه، عن": where the verb comes first, commas may set off what its subject does.
        let set = |j: usize| !list.with.is_empty() && self.sign(j) == Some(',');
        let plain = |j: &usize| (self.sign(*j).is_none() || set(*j)) && !self.items[*j].is_quotation();
        let begin = (next..end.min(reach)).take_while(plain).find(|&j| list.about.contains(self.words[j].as_str()))?;
        // "وقال مصدر طلب عدم الكشف عن هويته: «...»": what is told stands behind the colon.
        let colon = list.rules && (begin..end).any(|j| self.sign(j) == Some(':'));
        (begin + 1 < end && !colon).then_some((begin, end))
    }

    /// Whether what stands from `next` to `to` is one clause but for what commas set off.
    fn set_off(&self, next: usize, to: usize) -> bool {
        let comma = |j: usize| self.sign(j) == Some(',');
        let plain = (next..to).all(|j| (self.sign(j).is_none() || comma(j)) && !self.items[j].is_quotation());
        // "وذكر مديرها، في مقابلة مع القناة، أن", or the source and where it was said.
        let source = |j: usize| self.source(j).is_some_and(|s| s.begin >= self.heard.span(self.items[next]).begin);
        plain
            && (next..to).all(|j| self.cue_at(j).is_none())
            && (comma(to - 1) || next.checked_sub(1).is_some_and(source))
    }

    /// Whether a clause without marks stands behind the colon at `next`.
    fn told_behind_colon(&self, next: usize, end: usize) -> bool {
        let list = self.heard.lexicon;
        list.rules && self.sign(next) == Some(':') && next + 3 < end && !self.items[next + 1].is_quotation()
    }

    /// The noun phrase that cue `k` takes: right behind it where its source stands before it, else behind the source.
    fn told_noun(&self, k: usize, next: usize, end: usize) -> Option<(usize, usize)> {
        let list = self.heard.lexicon;
        // "Así lo anunció ayer su presidenta, Ana Ruiz": what is told stands before.
        if self.matched(&list.back, self.sentence_begin(k)).is_some() {
            return None;
        }
        let with = (next + 1..end).take(NOUN).find(|&j| list.with.contains(self.words[j].as_str()));
        let last = end.checked_sub(1).filter(|&l| list.prefix.contains(self.words[l].as_str()));
        let to = last.unwrap_or(end);
        if !list.with.is_empty() {
            // The verb comes first: what is said begins with a preposition, or behind the comma that closes an apposition.
            let source = self.source(k)?;
            let behind = (next..end).find(|&j| self.heard.span(self.items[j]).begin >= source.end)?;
            // "مطالبة بفتح تحقيق": a preposition written to the noun.
            let joined = self.is_participle(k) && self.words[next].starts_with('ب');
            // "نفت الدائرة في بيان لها، وجود أي لقاحات": where it was said stands between.
            let said = list
                .talk
                .contains(self.words.get(behind + 1)?.as_str())
                .then(|| (behind..to.min(behind + PHRASE + NOUN)).find(|&j| self.sign(j) == Some(',')));
            let begin = if self.sign(behind) == Some(',') {
                behind + 1
            } else if joined {
                next
            } else if let Some(comma) = said.flatten() {
                comma + 1
            } else {
                with?
            };
            return (begin < to).then_some((begin, to));
        }
        let subject = self.before(k).or_else(|| self.shared_subject(k));
        let phrase = |j: usize| {
            let word = self.words[j].as_str();
            self.sign(j).is_none() && !list.stops.contains(word) && !list.after.contains(word)
        };
        // "Anunciou | nesta quarta-feira | o fechamento".
        let next = self.past_day(next).unwrap_or(next);
        // One word is a phrase here: "kündigte Widerstand an".
        (subject.is_some() && next < to && phrase(next)).then_some((next, to.max(next + 1)))
    }

    /// The question that is told right behind a cue: "a demandé | qui donnait les ordres", "fragte, | wer kommt".
    fn asked(&self, next: usize, end: usize) -> Option<(usize, usize)> {
        let list = self.heard.lexicon;
        let at = next + usize::from(self.sign(next) == Some(','));
        let opens = self.words.get(at).is_some_and(|w| list.question.contains(w.as_str()));
        (list.rules && opens && at + 2 < end).then_some((at, end))
    }

    /// Whether nothing but the source of cue `k`, with its commas, stands from `next` to `to`.
    fn only_source(&self, k: usize, next: usize, to: usize) -> bool {
        let Some(source) = self.source(k) else { return false };
        let begins = self.heard.span(self.items[next]).begin == source.begin;
        begins
            && (next..to).all(|j| {
                let span = self.heard.span(self.items[j]);
                source.contains(span) || span.begin >= source.end && self.sign(j) == Some(',')
            })
    }

    /// What stands behind the source of the phrase at `k` and a comma.
    fn goes_on_behind(&self, k: usize, end: usize) -> Option<Span> {
        let source = self.source(k)?;
        // "В прошлом году, по её словам, музей снял фильм": whose they are stands within the phrase.
        let from = k + self.according(k).unwrap_or(0);
        let comma = (from..end)
            .find(|&j| self.heard.span(self.items[j]).begin >= source.end)
            .filter(|&j| self.sign(j) == Some(','))?;
        (comma + 2 < end)
            .then(|| self.heard.cut.span(self.items[comma + 1].begin as usize, self.items[end - 1].end as usize))
    }

    /// Where a word like "that" stands behind cue `k`.
    fn that_behind(&self, k: usize, end: usize) -> Option<usize> {
        let next = k + 1;
        let reach = if self.heard.lexicon.rules { 2 * THAT } else { THAT };
        (next..(next + reach).min(end)).find(|&j| self.heard.lexicon.that.contains(self.words[j].as_str()))
    }

    /// The clause behind a comma that is told of somebody by the form of its verb alone: "er sagte dem Rat, der Pegel sei hoch".
    fn told_clause(&self, next: usize, end: usize) -> Option<(usize, usize)> {
        let list = self.heard.lexicon;
        if list.subjunctive.is_empty() {
            return None;
        }
        let set = |j: usize| self.items[j].is_quotation() && !(self.named_in_marks(j) && self.names_paper(j));
        let comma = (next..(next + THAT).min(end)).find(|&j| self.sign(j).is_some() || set(j))?;
        // "..., den Rat getäuscht zu haben": an infinitive with "zu" is told as well.
        let infinitive = |j: usize| self.words[j] == "zu" && self.words.get(j + 1).is_some_and(|w| w.ends_with('n'));
        let verb = (comma + 1..end).any(|j| list.subjunctive.contains(self.words[j].as_str()) || infinitive(j));
        (self.sign(comma) == Some(',') && verb && comma + 3 < end).then_some((comma + 1, end))
    }

    /// Whether `span` overlaps the items from `b` to `e`.
    fn overlap(&self, span: Span, b: usize, e: usize) -> bool {
        self.heard.cut.span(self.items[b].begin as usize, self.items[e - 1].end as usize).overlaps(span)
    }

    /// What is according to a source whose phrase begins at `from`: the rest after its comma, or all before.
    pub(super) fn according_content(&self, from: usize, end: usize, k: usize) -> Option<(usize, usize)> {
        let source = self.source(k)?;
        // "Nach seinen Angaben liegen ...": the source stands within the phrase.
        if k < 2 && self.heard.span(self.items[from.min(self.items.len() - 1)]).begin > source.end + 1 && from > k + 2 {
            let comma = usize::from(self.sign(from) == Some(','));
            return Some((from + comma, end));
        }
        let after = (from..end).find(|&j| self.heard.span(self.items[j]).begin >= source.end).unwrap_or(end);
        let comma = (after..(after + SOURCE).min(end)).find(|&j| self.sign(j) == Some(','));
        let list = self.heard.lexicon;
        let finite = self.words.get(after).is_some_and(|w| self.heard.lexicon.finite.contains(w.as_str()));
        let marked = list.rules && self.named_in_marks(from) && list.subjunctive.is_empty();
        let verb = finite || self.verb_second(after) || marked;
        // "Per Carmela Rossi, che perse la madre, tre anni sono pochi": the clause about the source is none of it.
        let clause =
            comma.filter(|&c| list.rules && self.words.get(c + 1).is_some_and(|w| list.relative.contains(w.as_str())));
        let comma = match clause {
            Some(c) => (c + 2..(c + 2 + CLAUSE).min(end)).find(|&j| self.sign(j) == Some(',')).or(comma),
            None => comma,
        };
        match comma {
            _ if (verb || self.second_article(from, after)) && k < 2 => Some((after, end)),
            Some(c) if k < 2 => Some((c + 1, end)),
            _ if k > 2 => {
                // "..., сообщает ТАСС со ссылкой на МЧС": who passes it on is no part of it.
                let relayed =
                    (k.saturating_sub(NOUN)..k).find(|&j| self.sign(j) == Some(',') && self.cue_at(j + 1).is_some());
                let close = relayed.filter(|&j| list.rules && j > 2 && j + 1 < k);
                Some((0, close.unwrap_or(if self.sign(k - 1) == Some(',') { k - 1 } else { k })))
            }
            _ => None,
        }
    }

    /// The clause before a source and its cue at the end of a sentence.
    pub(super) fn clause_before(&self, k: usize) -> Option<(usize, usize)> {
        let comma = (k.saturating_sub(SOURCE)..k).rev().find(|&j| self.sign(j) == Some(','))?;
        (comma > 2).then_some((0, comma))
    }
}

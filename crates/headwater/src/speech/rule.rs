//! Attributions by rules: for every language with a list of cues, and for quotations that no cue goes with.
//!
//! For each quotation of a frame the cue before or after it is looked for, then the source beside the cue; then each
//! cue that no quotation took is tried for indirect speech.

use super::Act;
use super::cue::{Cue, Lexicon, Takes};
use super::frame::{Frame, Frames, Item};
use super::mark::Marks;
use super::sentence::{Cut, TokenKind};
use crate::page::Page;
use crate::span::Span;

/// An attribution before it has a speaker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The words for who.
    pub source: Vec<Span>,
    /// The words for the saying.
    pub cue: Vec<Span>,
    /// What is attributed, in order. Never empty.
    pub content: Vec<Span>,
    /// What the source is said to have done.
    pub act: Act,
}

/// What the steps before found of a page.
#[derive(Clone, Copy)]
pub struct Heard<'a> {
    /// The page.
    pub page: &'a Page,
    /// Its tokens and sentences.
    pub cut: &'a Cut,
    /// Its quotations.
    pub marks: &'a Marks,
    /// Its frames.
    pub frames: &'a Frames,
    /// The words of its language.
    pub lexicon: &'static Lexicon,
}

/// Attributions of one frame. Linear in its items but for a look to the nearest cue.
pub fn find(heard: Heard<'_>, frame: &Frame) -> Vec<Draft> {
    let Some(items) = heard.frames.items.get(frame.range()) else { return Vec::new() };
    let words: Vec<String> = items.iter().map(|i| heard.lower(*i)).collect();
    let reader = Reader { heard, items, words: &words };
    reader.read()
}

impl<'a> Heard<'a> {
    fn lower(&self, item: Item) -> String {
        if item.is_quotation() {
            String::new()
        } else {
            self.cut.word(&self.page.text, item.begin as usize).to_lowercase()
        }
    }

    /// The place of an item.
    pub fn span(&self, item: Item) -> Span {
        self.cut.span(item.begin as usize, item.end as usize)
    }

    /// Whether a quotation reads as speech by itself, not as a term, a title or a word held at arm's length.
    pub fn is_speech(&self, quotation: usize) -> bool {
        let Some(q) = self.marks.quotations.get(quotation) else { return false };
        let text = &self.page.text;
        let inner = &self.cut.tokens[q.inner()];
        let words = inner.iter().filter(|t| matches!(t.kind, TokenKind::Word | TokenKind::Number));
        let (mut count, mut capital) = (0, 0);
        for w in words {
            let word = w.span.of(text);
            // Small words have small letters in titles too.
            if word.chars().count() > 3 {
                capital += usize::from(word.starts_with(char::is_uppercase));
                count += 1;
            } else {
                count += 1;
                capital += usize::from(count > 1);
            }
        }
        let stop = |c: &char| matches!(c, '.' | '!' | '?' | '…' | ',' | ';' | '—' | '–');
        let ended = matches!(inner.last().map(|t| t.kind), Some(TokenKind::Sign(c)) if stop(&c));
        let asked = matches!(inner.last().map(|t| t.kind), Some(TokenKind::Sign('!' | '?')));
        let first = inner.first().is_some_and(|t| !t.span.of(text).starts_with(char::is_lowercase));
        // American typography sets a full stop or comma within the marks of a title too.
        let title = capital >= count && first && !asked;
        match count {
            0..=1 => false,
            2..=3 => ended && first && !title,
            4..=7 => ended && first && !title,
            _ => !title,
        }
    }
}

struct Reader<'a> {
    heard: Heard<'a>,
    items: &'a [Item],
    words: &'a [String],
}

/// How far from a quotation its cue is looked for, in items: a long apposition fits.
const NEAR: usize = 22;
/// The longest source, in items.
const SOURCE: usize = 14;

impl Reader<'_> {
    fn read(&self) -> Vec<Draft> {
        let mut out: Vec<Draft> = Vec::new();
        let mut taken = vec![false; self.items.len()];
        let mut last: Option<(usize, usize)> = None;
        for (i, item) in self.items.iter().enumerate().filter(|(_, item)| item.is_quotation()) {
            let n = item.quotation as usize - 1;
            // A quotation that goes on with the one before: no other cue between them or after.
            if let Some((draft, before)) = last {
                let chained =
                    self.heard.marks.quotations[self.items[before].quotation as usize - 1].next == Some(n as u32);
                let joined = chained && before + 1 == i || self.joined(before, i, draft, &out);
                if joined {
                    out[draft].content.push(self.heard.span(*item));
                    last = Some((draft, i));
                    continue;
                }
            }
            let cue = self.cue_for(i);
            let Some((k, act)) = cue.filter(|_| self.heard.is_speech(n) || self.adjacent(i)) else {
                if self.heard.is_speech(n) {
                    out.push(Draft {
                        source: Vec::new(),
                        cue: Vec::new(),
                        content: vec![self.heard.span(*item)],
                        act: Act::Speech,
                    });
                    last = Some((out.len() - 1, i));
                }
                continue;
            };
            if taken[k] {
                // The cue has a quotation already: the words between belong to one mixed content.
                if let Some((draft, _)) = last {
                    out[draft].content.push(self.heard.span(*item));
                    last = Some((draft, i));
                }
                continue;
            }
            taken[k] = true;
            let source = self.source(k);
            let begin = if k < i { self.content_begin(k, i) } else { i };
            let content = self.heard.cut.span(self.items[begin].begin as usize, item.end as usize);
            out.push(Draft {
                source: source.into_iter().collect(),
                cue: vec![self.cue_span(k)],
                content: vec![content],
                act,
            });
            last = Some((out.len() - 1, i));
        }
        self.indirect(&mut taken, &mut out);
        out
    }

    fn cue_at(&self, k: usize) -> Option<Cue> {
        let word = self.words.get(k).filter(|w| !w.is_empty())?;
        self.heard
            .lexicon
            .cue(word)
            .or_else(|| self.according(k).map(|_| Cue { act: Act::Speech, takes: Takes::Clause }))
    }

    /// Items of a phrase such as "according to" that begins at `k`.
    fn according(&self, k: usize) -> Option<usize> {
        let matches = |p: &&Vec<&str>| p.iter().enumerate().all(|(d, w)| self.words.get(k + d).is_some_and(|x| x == w));
        self.heard.lexicon.according.iter().filter(matches).map(Vec::len).max()
    }

    fn sign(&self, k: usize) -> Option<char> {
        match self.heard.cut.tokens.get(self.items.get(k)?.begin as usize)?.kind {
            TokenKind::Sign(c) if !self.items[k].is_quotation() => Some(c),
            _ => None,
        }
    }

    /// Whether a cue, "that", a colon or a comma stands right before quotation `i`, or a comma right before its end.
    fn adjacent(&self, i: usize) -> bool {
        let before = i.checked_sub(1).is_some_and(|p| {
            matches!(self.sign(p), Some(':' | ','))
                || self.cue_at(p).is_some_and(|c| c.act != Act::Thought)
                || self.heard.lexicon.that.contains(self.words[p].as_str())
        });
        before || self.ends_open(i)
    }

    /// Whether quotation `i` ends with a comma, within or after its closing mark, or with a mark of question or exclamation.
    fn ends_open(&self, i: usize) -> bool {
        let Some(q) = self.heard.marks.quotations.get(self.items[i].quotation as usize - 1) else { return false };
        let last = q.inner().next_back().and_then(|t| self.heard.cut.tokens.get(t)).map(|t| t.kind);
        matches!(last, Some(TokenKind::Sign(',' | '?' | '!' | '…' | '—' | '–')))
            || matches!(self.sign(i + 1), Some(',' | '–' | '—'))
    }

    /// The cue of quotation `i`: after it where it ends with a comma, else before it.
    fn cue_for(&self, i: usize) -> Option<(usize, Act)> {
        let open = self.ends_open(i);
        let after = self.cue_after(i, open);
        let before = self.cue_before(i);
        match (before, after) {
            (Some(b), Some(a)) => {
                let introduced = i > 0
                    && (matches!(self.sign(i - 1), Some(':'))
                        || b.0 + 1 == i
                        || b.0 + 2 == i && self.sign(i - 1) == Some(','));
                Some(if introduced || !open { b } else { a })
            }
            (b, a) => b.or(a),
        }
    }

    fn cue_after(&self, i: usize, open: bool) -> Option<(usize, Act)> {
        let mut names = 0;
        for k in i + 1..(i + 1 + NEAR).min(self.items.len()) {
            if self.items[k].is_quotation() || matches!(self.sign(k), Some('.' | ';' | ':' | '?' | '!')) {
                return None;
            }
            if let Some(c) = self.cue_at(k).filter(|c| c.act != Act::Thought || open) {
                return Some((k, c.act));
            }
            let word = &self.words[k];
            if self.heard.lexicon.stops.contains(word.as_str()) && word != "who" && !open {
                return None;
            }
            names += 1;
            if !open && names > 6 {
                return None;
            }
        }
        None
    }

    fn cue_before(&self, i: usize) -> Option<(usize, Act)> {
        for k in (i.saturating_sub(NEAR)..i).rev() {
            if self.items[k].is_quotation() || matches!(self.sign(k), Some('.' | ';' | '?' | '!')) {
                return None;
            }
            if let Some(c) = self.cue_at(k) {
                return Some((k, c.act));
            }
        }
        None
    }

    /// Where the content of cue `k` begins, when its quotation is item `i`: after "that" or right after the cue, so that
    /// the words between cue and quotation are part of a mixed content; at the quotation after a comma or colon.
    fn content_begin(&self, k: usize, i: usize) -> usize {
        if i > 0 && matches!(self.sign(i - 1), Some(':' | ',')) || self.according(k).is_some() {
            return i;
        }
        let that = (k + 1..i).find(|&j| self.heard.lexicon.that.contains(self.words[j].as_str()));
        let takes = self.cue_at(k).map_or(Takes::Quote, |c| c.takes);
        match that {
            Some(j) => j,
            None if takes == Takes::Clause && !(k + 1..i).any(|j| self.sign(j).is_some()) => k + 1,
            None => i,
        }
    }

    /// Whether quotation `i` goes on with draft `draft`, whose last quotation is item `before`: between them stands the
    /// cue of that draft and no other, and the first part was open.
    fn joined(&self, before: usize, i: usize, draft: usize, out: &[Draft]) -> bool {
        if before + 1 == i {
            return false;
        }
        let between = before + 1..i;
        let cues: Vec<usize> = between.clone().filter(|&k| self.cue_at(k).is_some()).collect();
        let own = cues.first().is_some_and(|&k| out[draft].cue.first() == Some(&self.cue_span(k)));
        let new_sentence = matches!(self.sign(i - 1), Some('.' | ',' | ';' | '—' | '–' | ':')) && between.len() <= NEAR;
        own && cues.len() == 1 && new_sentence && self.sign(i - 1) != Some(':')
    }

    fn cue_span(&self, k: usize) -> Span {
        let wide = self.according(k).unwrap_or(1);
        let last = (k + wide - 1).min(self.items.len() - 1);
        self.heard.cut.span(self.items[k].begin as usize, self.items[last].end as usize)
    }

    /// The noun phrase beside cue `k`.
    fn source(&self, k: usize) -> Option<Span> {
        if let Some(wide) = self.according(k) {
            return self.after(k + wide);
        }
        let inverted =
            k == 0 || k.checked_sub(1).is_some_and(|p| self.items[p].is_quotation() || self.sign(p) == Some(','));
        let apposition = k > 1 && self.sign(k - 1) == Some(',') && !(self.items[k - 2].is_quotation());
        if inverted && !apposition {
            return self.after(k + 1);
        }
        self.before(k).or_else(|| self.after(k + 1))
    }

    /// The noun phrase that begins at item `from`.
    fn after(&self, from: usize) -> Option<Span> {
        let lexicon = self.heard.lexicon;
        let mut from = from;
        while self.words.get(from).is_some_and(|w| lexicon.between.contains(w.as_str())) {
            from += 1;
        }
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
                || lexicon.that.contains(word);
            // "for" and "of" stand inside titles: only words that the list names end a source.
            let own = end > from && self.cue_at(end).is_some();
            match self.sign(end) {
                Some(',') => {
                    // An apposition: from the comma to the next comma or stop, when it begins small and is no clause.
                    match self.apposition(end) {
                        Some(close) => end = close,
                        None => break,
                    }
                    break;
                }
                Some(c) if !matches!(c, '&' | '/' | '-' | '(' | ')') => break,
                _ if stop || own => break,
                _ => end += 1,
            }
        }
        (end > from && self.sign(from).is_none())
            .then(|| self.heard.cut.span(self.items[from].begin as usize, self.items[end - 1].end as usize))
    }

    /// One past the apposition that begins after the comma at `comma`.
    fn apposition(&self, comma: usize) -> Option<usize> {
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
    fn before(&self, k: usize) -> Option<Span> {
        let lexicon = self.heard.lexicon;
        let mut end = k;
        while end > 0 {
            let word = self.words[end - 1].as_str();
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
        (begin < end).then(|| self.heard.cut.span(self.items[begin].begin as usize, self.items[end - 1].end as usize))
    }

    /// Indirect speech of the cues that no quotation took.
    fn indirect(&self, taken: &mut [bool], out: &mut Vec<Draft>) {
        let end = (0..self.items.len())
            .rev()
            .find(|&j| !matches!(self.sign(j), Some('.' | '!' | '?' | '…')))
            .map_or(0, |j| j + 1);
        for (k, taken) in taken.iter_mut().enumerate().take(self.items.len()) {
            let Some(cue) = self.cue_at(k).filter(|_| !*taken) else { continue };
            let content = if let Some(wide) = self.according(k) {
                self.according_content(k + wide, end, k)
            } else {
                let next = k + 1;
                let opens =
                    (next..(next + 9).min(end)).find(|&j| self.heard.lexicon.that.contains(self.words[j].as_str()));
                match (cue.takes, opens) {
                    (Takes::Quote, _) => None,
                    // German and Russian set a comma before the clause.
                    (_, Some(j))
                        if !(next..j).any(|m| self.sign(m).is_some() && !(m + 1 == j && self.sign(m) == Some(','))) =>
                    {
                        Some((j, end))
                    }
                    (Takes::Noun, _) if next < end && self.sign(next).is_none() => Some((next, end)),
                    (Takes::Clause, _) if next < end && self.sign(next).is_none() && self.before(k).is_some() => {
                        Some((next, end))
                    }
                    // "The dam will hold, engineers said."
                    (Takes::Clause, _) if next >= end => self.clause_before(k),
                    _ => None,
                }
            };
            let Some((b, e)) = content.filter(|(b, e)| e > &(b + 1)) else { continue };
            let source = self.source(k);
            if source.is_none() && cue.act == Act::Thought {
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
                content: vec![span],
                act: cue.act,
            });
        }
        out.sort_by_key(|d| d.content.first().map(|s| s.begin));
    }

    /// What is according to a source whose phrase begins at `from`: the rest after its comma, or all before.
    fn according_content(&self, from: usize, end: usize, k: usize) -> Option<(usize, usize)> {
        let comma = (from..(from + SOURCE).min(end)).find(|&j| self.sign(j) == Some(','));
        match comma {
            Some(c) if k < 2 => Some((c + 1, end)),
            _ if k > 2 => Some((0, if self.sign(k - 1) == Some(',') { k - 1 } else { k })),
            _ => None,
        }
    }

    /// The clause before a source and its cue at the end of a sentence.
    fn clause_before(&self, k: usize) -> Option<(usize, usize)> {
        let comma = (k.saturating_sub(SOURCE)..k).rev().find(|&j| self.sign(j) == Some(','))?;
        (comma > 2).then_some((0, comma))
    }
}

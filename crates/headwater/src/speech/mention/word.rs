//! What the mention steps need to know of every token: its class, its shape, and where it stands.

mod plain;

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::super::attribution::Attribution;
use super::super::cue;
use super::super::mark::{Marks, Quotation};
use super::super::sentence::{Cut, TokenKind};
use super::lexicon::{self, Class, Tongue};
use crate::page::{Page, Role};
use crate::span::Span;

/// One token, annotated.
#[derive(Clone, Copy, Debug, Default)]
pub struct Word {
    /// What the lists say of it.
    pub(in crate::speech) class: Class,
    /// Whether it begins with a capital, or with a particle and a capital ("al-Hadi").
    pub(in crate::speech) capital: bool,
    /// Whether it is two capitals or more and nothing in lower case.
    pub(in crate::speech) shouted: bool,
    /// Whether it is one capital, with or without a full stop.
    pub(in crate::speech) initial: bool,
    /// Whether it is letters.
    pub(in crate::speech) word: bool,
    /// Whether its letters are written as the lists have them.
    folded: bool,
    /// Whether its capital tells nothing: it opens a sentence or a quotation.
    pub(in crate::speech) opens: bool,
    /// Whether it stands in a quotation of more than a few words.
    pub(in crate::speech) quoted: bool,
    /// Whether it belongs to a cue.
    pub(in crate::speech) cue: bool,
    /// Whether a source begins with it.
    pub(in crate::speech) heads: bool,
    /// Whether its line capitalises everything.
    pub(in crate::speech) loud: bool,
    /// Its sentence.
    pub(in crate::speech) sentence: u32,
}

/// The words of a page.
pub struct Words<'a> {
    pub(in crate::speech) page: &'a Page,
    pub(in crate::speech) cut: &'a Cut,
    /// The language's own words and habits.
    pub(in crate::speech) tongue: &'static Tongue,
    list: Vec<Word>,
}

/// A quotation of at most so many tokens, marks and all, is a nickname, a title or a scare quote: who is named in it is
/// named by the page. Chosen by hand: five words between two marks; longer ones are speech, where "he" is another's.
const SHORT_QUOTATION: usize = 7;

/// Annotates every token. Linear in them.
pub fn annotate<'a>(page: &'a Page, cut: &'a Cut, marks: &Marks, attributions: &[Attribution]) -> Words<'a> {
    let mut list = vec![Word::default(); cut.tokens.len()];
    let tongue = lexicon::tongue(page.language.as_deref());
    for (n, sentence) in cut.sentences.iter().enumerate() {
        let mut opens = true;
        for i in sentence.range() {
            let (Some(token), Some(word)) = (cut.tokens.get(i), list.get_mut(i)) else { continue };
            word.sentence = n as u32;
            word.opens = opens;
            word.quoted = marks
                .around(i)
                .and_then(|q| marks.quotations.get(q))
                .is_some_and(|q| q.range().len() > SHORT_QUOTATION || is_spoken(cut, q));
            match token.kind {
                TokenKind::Word => {
                    describe(tongue, token.span.of(&page.text), word);
                    opens = false;
                }
                // A closing mark begins nothing: “...,” Ruiz said.
                TokenKind::Mark(c) => opens |= begins(marks, i, c),
                TokenKind::Sign(':' | '•' | '–' | '—' | '…') => opens = true,
                TokenKind::Number => opens = false,
                TokenKind::Sign(_) => {}
            }
        }
        // Where a story was sent from is a place, listed or not.
        if cut.datelines.binary_search(&(n as u32)).is_ok() {
            let place = list[sentence.range()].iter_mut().take_while(|w| w.word && w.capital);
            place.filter(|w| w.class == Class::default()).for_each(|w| w.class = Class::PLACE);
        }
        let loud = sentence.role == Role::Headline || is_loud(&list[sentence.range()]);
        if loud {
            list[sentence.range()].iter_mut().for_each(|w| w.loud = true);
        }
    }
    for a in attributions {
        if let Some(w) = a.source.first().and_then(|s| list.get_mut(tokens_of(cut, *s).start)) {
            w.heads = true;
        }
        let source = a.source.last().map(|s| tokens_of(cut, *s));
        for span in &a.cue {
            let mut range = tokens_of(cut, *span);
            // "The village | teacher said": the noun is the source's, not the cue's.
            while source.as_ref().is_some_and(|s| s.end <= range.start)
                && range.len() > 1
                && list.get(range.start).is_some_and(|w| w.class.any(Class::ROLE) && !w.capital)
                && list.get(range.start.wrapping_sub(1)).is_some_and(|w| w.word && !w.cue)
            {
                range.start += 1;
            }
            // "Ana Ruiz, ports minister: “...”": of what somebody is and a colon only the colon is a cue.
            let colon =
                range.end.checked_sub(1).filter(|&k| cut.tokens.get(k).is_some_and(|t| t.kind == TokenKind::Sign(':')));
            if let Some(colon) = colon.filter(|&k| k > range.start)
                && list.get(colon - 1).is_some_and(|w| w.class.any(Class::ROLE))
            {
                range.start = colon;
            }
            if let Some(words) = list.get_mut(range) {
                words.iter_mut().for_each(|w| w.cue = true);
            }
        }
    }
    if !tongue.is_english() {
        // "« À ce stade, a précisé la procureure, rien n’est exclu »": what is set into a quotation is the writer's.
        for a in attributions.iter().filter(|a| a.content.len() > 1) {
            let outside = |s: &&Span| !a.content.iter().any(|c| c.overlaps(**s));
            for span in a.source.iter().chain(&a.cue).filter(outside) {
                list.get_mut(tokens_of(cut, *span)).into_iter().flatten().for_each(|w| w.quoted = false);
            }
        }
    }
    if tongue.plain {
        plain::mark(page, cut, attributions, &mut list);
    }
    let mut words = Words { page, cut, tongue, list };
    let trades = trades(&words);
    if !trades.is_empty() {
        for i in 0..words.len() {
            if words.at(i).word
                && trades.contains(words.folded(i).as_ref())
                && let Some(w) = words.list.get_mut(i)
            {
                w.class = w.class.or(Class::ROLE);
            }
        }
    }
    words
}

/// Whether a short quotation of three words or more is talk by its last sign: "Not one person,".
fn is_spoken(cut: &Cut, quotation: &Quotation) -> bool {
    let inner = cut.tokens.get(quotation.inner()).unwrap_or_default();
    let talk = inner.last().is_some_and(|t| matches!(t.kind, TokenKind::Sign(',' | '?' | '!')));
    talk && inner.len() > 3
}

/// Nouns for people that no list has, as the page itself tells them: "Ana Ruiz, a goatherd," makes one of "goatherd".
/// A word that is common for other things counts only where the apposition is closed. Linear in the words.
fn trades(words: &Words<'_>) -> BTreeSet<String> {
    let name = |k: usize| {
        let w = words.at(k);
        w.word && w.capital && !w.class.any(Class::FUNCTION.or(Class::CALENDAR).or(Class::BODY).or(Class::OUTLET))
    };
    let mut out = BTreeSet::new();
    for comma in 2..words.len() {
        let article = comma + 1;
        if !words.sign(comma, ',') || !matches!(words.text(article), "a" | "an") || !words.together(comma - 2, article)
        {
            continue;
        }
        let titled = words.at(comma - 2).class.any(Class::TITLE);
        if !name(comma - 1) || !(name(comma - 2) || titled) || words.at(comma - 1).class.any(Class::PLACE) {
            continue;
        }
        let first = (comma.saturating_sub(5)..comma).rev().take_while(|&k| name(k)).last().unwrap_or(comma - 1);
        if first.checked_sub(1).is_some_and(|k| words.together(k, comma) && words.at(k).class.any(Class::PREPOSITION)) {
            continue;
        }
        let plain = |k: &usize| {
            let w = words.at(*k);
            w.word && !w.capital && !w.cue && !w.class.any(Class::FUNCTION.or(Class::PREPOSITION).or(Class::COPULA))
        };
        let Some(head) = (article + 1..article + 7).take_while(|k| plain(k)).last() else { continue };
        let class = words.at(head).class;
        if class.any(Class::ROLE.or(Class::SEVERAL).or(Class::BODY).or(Class::OUTLET).or(Class::THING)) {
            continue;
        }
        let closed = matches!(words.kind(head + 1), TokenKind::Sign(',' | '.' | ':' | ';')) || words.at(head + 1).cue;
        if closed || !class.any(Class::COMMON) {
            out.insert(words.folded(head).into_owned());
        }
    }
    out
}

/// Whether the mark at token `i` opens a quotation.
fn begins(marks: &Marks, i: usize, mark: char) -> bool {
    let outer = marks.around(i).and_then(|q| marks.quotations.get(q));
    matches!(mark, '“' | '„' | '«' | '‘') || outer.is_some_and(|q| q.begin as usize == i)
}

/// The tokens that begin within `span`.
pub fn tokens_of(cut: &Cut, span: Span) -> std::ops::Range<usize> {
    let begin = cut.tokens.partition_point(|t| t.span.end <= span.begin);
    let end = cut.tokens.partition_point(|t| t.span.begin < span.end);
    begin..end.max(begin)
}

impl<'a> Words<'a> {
    /// The word at `i`; an empty one past the end.
    pub fn at(&self, i: usize) -> Word {
        self.list.get(i).copied().unwrap_or_default()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Its letters.
    pub fn text(&self, i: usize) -> &'a str {
        self.cut.word(&self.page.text, i)
    }

    /// Its letters in lower case, without accents.
    pub fn folded(&self, i: usize) -> Cow<'a, str> {
        let text = self.text(i);
        if self.list.get(i).is_some_and(|w| w.folded) { Cow::Borrowed(text) } else { lexicon::fold(text) }
    }

    /// Its kind; a full stop past the end.
    pub fn kind(&self, i: usize) -> TokenKind {
        self.cut.tokens.get(i).map_or(TokenKind::Sign('.'), |t| t.kind)
    }

    /// Whether it is the word for "and" in the page's language.
    pub fn is_and(&self, i: usize) -> bool {
        let text = self.text(i);
        text == "and" || !self.tongue.is_english() && cue::lexicon(self.page.language.as_deref()).and.contains(text)
    }

    /// Whether it is the sign `c`.
    pub fn sign(&self, i: usize, c: char) -> bool {
        self.kind(i) == TokenKind::Sign(c)
    }

    /// The block it stands in.
    pub fn block(&self, i: usize) -> u32 {
        self.cut.tokens.get(i).map_or(u32::MAX, |t| t.block)
    }

    /// Whether `i` and `j` stand in one sentence.
    pub fn together(&self, i: usize, j: usize) -> bool {
        i < self.len() && j < self.len() && self.at(i).sentence == self.at(j).sentence
    }

    /// The place of tokens `begin..end`.
    pub fn span(&self, begin: usize, end: usize) -> Span {
        self.cut.span(begin, end)
    }

    /// Whether it is a clitic that shows possession.
    pub fn possessive(&self, i: usize) -> bool {
        matches!(self.text(i), "'s" | "’s" | "ʼs" | "'S" | "’S")
            || matches!(self.kind(i), TokenKind::Mark('\'' | '’'))
                && i.checked_sub(1).is_some_and(|p| {
                    self.text(p).ends_with('s')
                        && self.cut.tokens.get(p).map(|t| t.span.end) == self.cut.tokens.get(i).map(|t| t.span.begin)
                })
    }
}

fn describe(tongue: &Tongue, text: &str, word: &mut Word) {
    word.word = true;
    let mut chars = text.chars();
    let first = chars.next().unwrap_or(' ');
    let second = chars.next();
    let inner = || {
        let (head, tail) = text.split_once('-').unwrap_or(("", ""));
        tail.starts_with(char::is_uppercase) && lexicon::is_prefix(head)
    };
    let apostrophe = || {
        let (head, tail) = text.split_once(['\'', '’']).unwrap_or(("", ""));
        matches!(head, "d" | "l" | "o" | "dell" | "dall") && tail.starts_with(char::is_uppercase)
    };
    word.capital = first.is_uppercase() || first.is_lowercase() && text.len() > 4 && (inner() || apostrophe());
    word.initial = first.is_uppercase() && matches!((second, text.len()), (None, _) | (Some('.'), 2 | 3));
    // "Nell’ordinanza": the capital is the preposition's.
    let elided = || {
        let (head, tail) = text.split_once(['\'', '’']).unwrap_or(("", ""));
        head.chars().count() <= 5 && tail.starts_with(char::is_lowercase) && tail.chars().count() > 2
    };
    word.capital &= tongue.is_english() || tongue.heads_last || !elided();
    word.shouted = word.capital && second.is_some() && !word.initial && !text.chars().any(char::is_lowercase);
    let folded = lexicon::fold(text);
    word.folded = matches!(folded, Cow::Borrowed(_));
    word.class = tongue.class(text, &folded);
    // "M. Ruiz": in French no initial.
    word.initial &= tongue.is_english() || !word.class.any(Class::TITLE);
}

/// Whether a line capitalises its words, as headlines do: then a capital tells nothing. Of five words of weight or more at
/// most one in ten may be in lower case; a sentence that is a list of names has verbs.
fn is_loud(words: &[Word]) -> bool {
    let heavy = || words.iter().filter(|w| w.word && !w.class.any(Class::FUNCTION));
    let count = heavy().count();
    count >= 5 && heavy().filter(|w| !w.capital).count() * 10 <= count
}

//! Interviews printed without marks and without names: a paragraph that asks, then paragraphs that answer.
//!
//! ```text
//! Avez-vous eu peur ?
//! Une seule fois, au large du cap.
//! ```
//!
//! Explainers print questions between their paragraphs too. Only where the paragraphs are labelled ("P.", "— "), stand in marks,
//! or speak of "you" and "I" is it an interview; in English half of the questions must say "you" and half of the answers "I". Who
//! asks has no source and is left out; who answers is told by the label, else
//! by the page ([`mention`](crate::speech::mention)).

use std::collections::BTreeSet;
use std::ops::Range;

use super::Draft;
use crate::page::{Page, Role};
use crate::span::Span;
use crate::speech::Act;
use crate::speech::cue::Lexicon;
use crate::speech::sentence::{Cut, TokenKind};

/// Tokens of a question that stands alone, at most.
const QUESTION: usize = 80;
/// Paragraphs of one answer, at most.
const ANSWER: usize = 5;
/// Tokens of a label before an answer, at most.
const LABEL: usize = 5;

/// In an interview in English, one paragraph in so many stands in marks at most: a pulled quotation.
const FEW: usize = 5;

/// A paragraph of the story.
struct Paragraph {
    tokens: Range<usize>,
    /// Where its words begin, behind a label or dash.
    begin: usize,
    /// Who is named in its label.
    label: Option<Span>,
    /// Whether a label or dash stands before it.
    set: bool,
    asks: bool,
}

/// The answers of a page's interview, if it is one, in order; each with its speaker where a label names one. Linear.
pub fn answers(page: &Page, cut: &Cut, lexicon: &Lexicon) -> Vec<Draft> {
    let list = paragraphs(page, cut, lexicon);
    let mut out = Vec::new();
    let mut at = 0;
    // Stories in English set talk in marks, paragraph by paragraph.
    if !lexicon.rules && list.iter().filter(|p| is_marked(cut, p)).count() * FEW > list.len() {
        return out;
    }
    while at < list.len() {
        let pairs = exchange(&list, at);
        let Some(last) = pairs.last() else {
            at += 1;
            continue;
        };
        let next = last.1.end;
        if pairs.len() > 1 && is_talk(page, cut, lexicon, &list, &pairs) {
            out.extend(pairs.iter().filter_map(|(_, answer)| draft(cut, list.get(answer.clone())?)));
        }
        at = next;
    }
    out
}

/// The questions from paragraph `from` on, each with the paragraphs that answer it.
fn exchange(list: &[Paragraph], from: usize) -> Vec<(usize, Range<usize>)> {
    let mut out: Vec<(usize, Range<usize>)> = Vec::new();
    let mut at = from;
    // Set off by dashes, every second paragraph asks, with a mark of question or without.
    let dashed = |k: usize| list.get(k).is_some_and(|p| p.set && p.label.is_none());
    let asks = |k: usize| list.get(k).is_some_and(|p| p.asks);
    while asks(at) || !out.is_empty() && dashed(at) && dashed(at + 1) {
        let begin = at + 1;
        let mut end = begin;
        while end < list.len() && !asks(end) && end - begin < ANSWER && (end == begin || !dashed(end)) {
            end += 1;
        }
        // Behind the last answer the telling goes on: one paragraph is its, and those that are set off.
        let more = asks(end) || dashed(end) && dashed(end + 1);
        if !more {
            end = end.min(begin + 1);
        }
        if end == begin {
            break;
        }
        out.push((at, begin..end));
        at = end;
        if !more {
            break;
        }
    }
    out
}

/// Whether marks enclose a paragraph.
fn is_marked(cut: &Cut, p: &Paragraph) -> bool {
    matches!(cut.tokens.get(p.begin).map(|t| t.kind), Some(TokenKind::Mark(_)))
        && cut.tokens[p.tokens.clone()].iter().rev().take(2).any(|t| matches!(t.kind, TokenKind::Mark(_)))
}

/// Whether the pairs are somebody's talk with another: half of them are set off, or speak of "you" or "I".
fn is_talk(page: &Page, cut: &Cut, lexicon: &Lexicon, list: &[Paragraph], pairs: &[(usize, Range<usize>)]) -> bool {
    let person = |p: &Paragraph| {
        p.tokens.clone().any(|t| {
            let word = cut.word(&page.text, t).to_lowercase();
            lexicon.talker.contains(word.as_str())
                || word.chars().count() > 4 && lexicon.talker_ending.iter().any(|e| word.ends_with(e))
        })
    };
    if !lexicon.rules {
        // Explainers speak to "you" in English, in questions and answers alike.
        let says = |k: usize, words: &BTreeSet<&str>| {
            let inside = list.get(k).filter(|p| !p.set).map_or(0..0, |p| p.tokens.clone());
            inside.into_iter().any(|t| words.contains(cut.word(&page.text, t).to_lowercase().as_str()))
        };
        let asked = pairs.iter().filter(|(q, _)| says(*q, &lexicon.asked)).count();
        let own = pairs.iter().filter(|(_, a)| a.clone().any(|k| says(k, &lexicon.talker))).count();
        return asked * 2 >= pairs.len() && own * 2 >= pairs.len() && pairs.len() > 1;
    }
    let speaks = |k: usize| list.get(k).is_some_and(|p| p.set || is_marked(cut, p) || person(p));
    let count = pairs.iter().filter(|(q, a)| speaks(*q) || a.clone().any(speaks)).count();
    count * 2 >= pairs.len()
}

fn draft(cut: &Cut, answer: &[Paragraph]) -> Option<Draft> {
    let content: Vec<Span> =
        answer.iter().filter(|p| p.begin < p.tokens.end).map(|p| cut.span(p.begin, p.tokens.end)).collect();
    let source = answer.first()?.label.into_iter().collect();
    (!content.is_empty()).then_some(Draft { source, cue: Vec::new(), content, act: Act::Speech })
}

fn paragraphs(page: &Page, cut: &Cut, lexicon: &Lexicon) -> Vec<Paragraph> {
    let mut out = Vec::new();
    let mut begin = 0;
    while let Some(first) = cut.tokens.get(begin) {
        let end = begin + cut.tokens[begin..].iter().take_while(|t| t.block == first.block).count();
        let told =
            page.blocks.get(first.block as usize).is_some_and(|b| matches!(b.role, Role::Story | Role::Headline));
        if told {
            out.push(paragraph(page, cut, lexicon, begin..end));
        }
        begin = end;
    }
    out
}

fn paragraph(page: &Page, cut: &Cut, lexicon: &Lexicon, tokens: Range<usize>) -> Paragraph {
    let kind = |t: usize| cut.tokens.get(t).filter(|_| tokens.contains(&t)).map(|t| t.kind);
    let word = |t: usize| cut.word(&page.text, t);
    let capital = |t: usize| kind(t) == Some(TokenKind::Word) && word(t).starts_with(char::is_uppercase);
    let first = tokens.start;
    let letter = word(first).trim_end_matches('.').chars().count() == 1 && capital(first);
    let (mut at, mut label, mut set) = (first, None, false);
    if matches!(kind(first), Some(TokenKind::Sign('—' | '–' | '―' | '-'))) {
        (at, set) = (first + 1, true);
    } else if letter && (word(first).ends_with('.') || matches!(kind(first + 1), Some(TokenKind::Sign(':' | '.')))) {
        // "P. ¿Por qué?", "R: Porque sí".
        at = first + 1;
        while matches!(kind(at), Some(TokenKind::Sign(':' | '.' | '-' | '—' | '–'))) {
            at += 1;
        }
        set = true;
    } else if let Some(colon) = (first + 1..first + 1 + LABEL).find(|&t| kind(t) == Some(TokenKind::Sign(':')))
        && (first..colon).all(|t| capital(t) && lexicon.cue(&word(t).to_lowercase()).is_none())
    {
        (at, set, label) = (colon + 1, true, Some(cut.span(first, colon)));
    }
    let is_mark = |t: usize| matches!(kind(t), Some(TokenKind::Mark(_)));
    let last = tokens.clone().rev().find(|&t| !is_mark(t));
    let asked = matches!(last.and_then(kind), Some(TokenKind::Sign('?' | '؟' | '？')));
    // "She said: “Who knows?”" tells of a question.
    let told = tokens.clone().last().is_some_and(is_mark) && !is_mark(at);
    let asks = asked && !told && tokens.len() <= QUESTION;
    Paragraph { tokens, begin: at, label, set, asks }
}

//! Interviews printed as turns: paragraphs or lines that begin with who speaks and a colon ("Ruiz: We left at four.", "Q: Why?"),
//! without marks.

use std::collections::BTreeMap;

use super::Draft;
use crate::page::{Page, Role};
use crate::speech::Act;
use crate::speech::cue::Lexicon;
use crate::speech::sentence::{Cut, TokenKind, starts};

/// The longest label, in tokens.
const LABEL: usize = 5;
/// How many paragraphs may go on with a turn.
const ON: usize = 8;
/// Turns that make an interview; two of them by the same label.
const TURNS: usize = 3;
/// Words of a line that is a sentence without its stop, at least.
const SENTENCE: usize = 10;
/// Letters and words that stand for whoever asks or answers.
const NOBODY: [&str; 4] = ["q", "a", "question", "answer"];

/// Whether a label, in small letters, names nobody: "q".
pub fn is_bare(label: &str) -> bool {
    NOBODY.contains(&label)
}

/// A paragraph or line with a label.
struct Turn {
    block: usize,
    begin: usize,
    colon: usize,
    label: String,
}

/// The turns of a page's interview, if it is one; whoever speaks is the source, but for a bare "Q" or "A". Linear.
pub fn turns(page: &Page, cut: &Cut, lexicon: &Lexicon) -> Vec<Draft> {
    let mut list: Vec<Turn> = Vec::new();
    let starts = starts(&page.text, cut);
    let ends = starts.iter().skip(1).copied().chain([cut.tokens.len() as u32]);
    for (begin, end) in starts.iter().map(|&b| b as usize).zip(ends) {
        let Some(first) = cut.tokens.get(begin) else { continue };
        let told = page.blocks.get(first.block as usize).is_some_and(|b| b.role == Role::Story);
        if let Some(colon) = label(page, cut, lexicon, begin, end as usize).filter(|_| told) {
            let label = cut.span(begin, colon).of(&page.text).to_lowercase();
            list.push(Turn { block: first.block as usize, begin, colon, label });
        }
    }
    let again = list.iter().enumerate().any(|(i, t)| list[..i].iter().rev().take(20).any(|u| u.label == t.label));
    let two = list.iter().any(|t| t.label != list[0].label);
    if list.len() < TURNS || !again || !two || !alternate(&list) || is_form(page, cut, &list) {
        return Vec::new();
    }
    let mut out = Vec::new();
    for (i, turn) in list.iter().enumerate() {
        // Paragraphs up to the next turn go on with this one; after the last there is no telling.
        let next = list.get(i + 1);
        let last = next.map_or(turn.block, |n| n.block);
        let last = if last - turn.block > ON { turn.block } else { last };
        let edge = next.map_or(usize::MAX, |n| n.begin);
        let story = |b: &usize| page.blocks.get(*b).is_some_and(|b| b.role == Role::Story);
        let mut content = Vec::new();
        for block in (turn.block..=last).filter(story) {
            let from = cut.tokens.partition_point(|t| (t.block as usize) < block);
            let from = if block == turn.block { turn.colon + 1 } else { from };
            let to = cut.tokens.partition_point(|t| (t.block as usize) <= block).min(edge);
            if from < to {
                content.push(cut.span(from, to));
            }
        }
        // Where the words stand in marks, they have been attributed already.
        let marked = matches!(cut.tokens.get(turn.colon + 1).map(|t| t.kind), Some(TokenKind::Mark(_)));
        if content.is_empty() || marked {
            continue;
        }
        let nobody = is_bare(&turn.label);
        let source = if nobody { Vec::new() } else { vec![cut.span(turn.begin, turn.colon)] };
        out.push(Draft { source, cue: vec![cut.tokens[turn.colon].span], content, act: Act::Speech });
    }
    out
}

/// Whether those who speak come back, as in a talk: half of the lines or more have a label that stands twice. The captions of pictures
/// ("Thankful: He waved to the crew", "Loss: ...") have ever new ones.
fn alternate(turns: &[Turn]) -> bool {
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for turn in turns {
        *times.entry(turn.label.as_str()).or_default() += 1;
    }
    times.values().filter(|&&n| n > 1).sum::<usize>() * 2 >= turns.len()
}

/// Whether labelled lines are a form or a table ("Level: 70"), and no talk: most are neither sentences nor as long as one.
fn is_form(page: &Page, cut: &Cut, turns: &[Turn]) -> bool {
    let spoken = |turn: &&Turn| {
        let end = cut.tokens.partition_point(|t| (t.block as usize) <= turn.block);
        let line = cut.span(turn.colon + 1, end).of(&page.text);
        let line = line.split('\n').next().unwrap_or(line).trim_end();
        line.ends_with(['.', '!', '?', '…', '"', '”', '»', '“', ')']) || line.split_whitespace().count() >= SENTENCE
    };
    turns.iter().filter(spoken).count() * 2 < turns.len()
}

/// The colon behind the label with which a paragraph or line begins: capitalised words, none of them a cue.
fn label(page: &Page, cut: &Cut, lexicon: &Lexicon, begin: usize, end: usize) -> Option<usize> {
    let colon = (begin..end.min(begin + LABEL + 1)).find(|&i| cut.tokens[i].kind == TokenKind::Sign(':'))?;
    let named = |i: usize| {
        let word = cut.word(&page.text, i);
        cut.tokens[i].kind == TokenKind::Word
            && word.starts_with(char::is_uppercase)
            && lexicon.cue(&word.to_lowercase()).is_none()
    };
    (colon > begin && colon + 1 < end && (begin..colon).all(named)).then_some(colon)
}

//! Headlines of the form "Vael: ferry was never on time", "Ferry was never on time: Vael", "Ferry was never on time – Vael" and
//! "Ferry was never on time, says Vael"; and of quotations with which a headline begins ("“We had no warning”: villagers flee"), whose
//! words are told whoever they are.
//!
//! A colon or dash in a headline also stands after a place, a topic or a kind of article. So the name counts only where the
//! story itself has words of somebody who is called so. A verb of saying between a comma and the end needs no such ground.

use std::collections::BTreeSet;

use super::Draft;
use crate::page::{Page, Role};
use crate::span::Span;
use crate::speech::Act;
use crate::speech::cue::Lexicon;
use crate::speech::mark::Marks;
use crate::speech::sentence::{Cut, TokenKind};

/// The longest name before or after the colon, in tokens.
const NAME: usize = 5;
/// The shortest content, in words.
const SHORTEST: usize = 3;

/// Adds the attributions that a page's headlines make with a colon or a dash to sources of `drafts`, or with a verb at their
/// end. Linear in the headlines.
pub fn headlines(page: &Page, cut: &Cut, marks: &Marks, lexicon: &Lexicon, drafts: &mut Vec<Draft>) {
    let blocks = page.blocks.iter().enumerate().filter(|(_, b)| b.role == Role::Headline);
    let mut known: Option<BTreeSet<String>> = None;
    let mut out = Vec::new();
    let mut verbs: BTreeSet<u32> = BTreeSet::new();
    let mut opened = 0;
    for (n, _) in blocks {
        let begin = cut.tokens.partition_point(|t| (t.block as usize) < n);
        let end = cut.tokens.partition_point(|t| (t.block as usize) <= n);
        if let Some(draft) = says(page, cut, lexicon, begin, end) {
            verbs.extend(draft.cue.iter().map(|c| c.begin));
            out.push(draft);
            continue;
        }
        if opened < OPENED
            && let Some(quotation) = opens(page, cut, marks, begin, end)
        {
            opened += 1;
            if !drafts.iter().any(|d| d.content.iter().any(|c| c.overlaps(quotation))) {
                out.push(Draft { source: Vec::new(), cue: Vec::new(), content: vec![quotation], act: Act::Speech });
            }
            continue;
        }
        let word = |i: usize| cut.word(&page.text, i);
        let colon = (begin..end).find(|&i| cut.tokens[i].kind == TokenKind::Sign(':'));
        let dash = || (begin..end).rev().find(|&i| matches!(cut.tokens[i].kind, TokenKind::Sign('–' | '—' | '-')));
        let Some(colon) = colon.or_else(dash) else { continue };
        let known = known.get_or_insert_with(|| drafts.iter().flat_map(|d| called(page, d)).collect());
        let is_name = |from: usize, to: usize| {
            (1..=NAME).contains(&(to - from))
                && (from..to).all(|i| matches!(cut.tokens[i].kind, TokenKind::Word))
                && known.contains(&word(to - 1).to_lowercase())
        };
        let (name, content) = if cut.tokens[colon].kind == TokenKind::Sign(':') && is_name(begin, colon) {
            ((begin, colon), (colon + 1, end))
        } else if colon + 1 < end && is_name(colon + 1, end) {
            ((colon + 1, end), (begin, colon))
        } else {
            continue;
        };
        let words = (content.0..content.1).filter(|&i| cut.tokens[i].kind == TokenKind::Word).count();
        if words < SHORTEST {
            continue;
        }
        let content = cut.span(content.0, content.1);
        // Words in marks have been attributed already, with the name before the colon as their source.
        if !drafts.iter().any(|d| d.content.iter().any(|c| c.overlaps(content))) {
            out.push(Draft {
                source: vec![cut.span(name.0, name.1)],
                cue: vec![cut.tokens[colon].span],
                content: vec![content],
                act: Act::Speech,
            });
        }
    }
    // What the models made of such a verb is less.
    drafts.retain(|d| !d.cue.iter().any(|c| verbs.range(c.begin..c.end).next().is_some()));
    drafts.extend(out);
}

/// The quotation with which a headline begins, before a colon or dash: "‘They laughed at me’: teacher quits". Titles stand there too,
/// so it must have a long word without a capital, or be told in the story.
fn opens(page: &Page, cut: &Cut, marks: &Marks, begin: usize, end: usize) -> Option<Span> {
    let kind = |i: usize| cut.tokens.get(i).filter(|_| i < end).map(|t| t.kind);
    let first = marks.quotations.partition_point(|q| (q.begin as usize) < begin);
    let q = marks.quotations.get(first).filter(|q| q.begin as usize == begin && q.closed)?;
    let sign = kind(q.end as usize);
    if !matches!(sign, Some(TokenKind::Sign(':' | '–' | '—' | '-'))) || q.end as usize + 1 >= end {
        return None;
    }
    let words: Vec<&str> =
        q.inner().filter(|&i| kind(i) == Some(TokenKind::Word)).map(|i| cut.word(&page.text, i)).collect();
    let small = words.iter().skip(1).any(|w| w.chars().count() > 3 && w.starts_with(char::is_lowercase));
    let span = cut.span(q.begin as usize, q.end as usize);
    let told = || {
        let inner = cut.span(q.inner().start, q.inner().end).of(&page.text).trim_end_matches(['.', ',', '!', '?']);
        let inner = inner.to_lowercase();
        let story = page.blocks.iter().filter(|b| b.role == Role::Story);
        story.into_iter().any(|b| b.span.of(&page.text).to_lowercase().contains(&inner))
    };
    (words.len() >= SHORTEST && (small || told())).then_some(span)
}

/// Headlines of a page that are looked at for such a quotation: each may be looked for in the whole story.
const OPENED: usize = 8;

/// "Ferry was never on time, says Vael": a verb of saying behind a comma, and behind it nothing but who says it.
fn says(page: &Page, cut: &Cut, lexicon: &Lexicon, begin: usize, end: usize) -> Option<Draft> {
    let kind = |i: usize| cut.tokens.get(i).map(|t| t.kind);
    let comma = (begin..end).rev().find(|&i| kind(i) == Some(TokenKind::Sign(',')))?;
    // Quotation marks may close before or behind the comma.
    let verb = comma + 1 + usize::from(matches!(kind(comma + 1), Some(TokenKind::Mark(_))));
    let cue = lexicon.cue(&cut.word(&page.text, verb).to_lowercase()).filter(|c| c.act == Act::Speech)?;
    let name = verb + 1..end;
    let plain = |i: usize| {
        let word = cut.word(&page.text, i);
        kind(i) == Some(TokenKind::Word) && (lexicon.cue(word).is_none() || word.starts_with(char::is_uppercase))
    };
    let that =
        |i: usize| lexicon.that.contains(cut.word(&page.text, i)) || lexicon.pronouns.contains(cut.word(&page.text, i));
    let words = (begin..comma).filter(|&i| kind(i) == Some(TokenKind::Word)).count();
    ((1..=NAME).contains(&name.len()) && name.clone().all(plain) && !name.clone().any(that) && words >= 2).then(|| {
        Draft {
            source: vec![cut.span(name.start, name.end)],
            cue: vec![cut.span(verb, verb + 1)],
            content: vec![cut.span(begin, if verb > comma + 1 { verb } else { comma })],
            act: cue.act,
        }
    })
}

/// The words by which a source of the story may be called in its headline: "aas" and "mayor" for "The mayor of Lunde, Karin
/// Aas,".
fn called(page: &Page, draft: &Draft) -> Vec<String> {
    let source: Option<&Span> = draft.source.first().filter(|s| page.role_at(s.begin) == Role::Story);
    let parts = source.map(|s| s.of(&page.text)).into_iter().flat_map(|s| s.split(',').take(3));
    let ends = parts.flat_map(|p| [Some(p), p.split_once(" of ").map(|(head, _)| head)]).flatten();
    let last =
        |p: &str| Some(p.split_whitespace().next_back()?.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase());
    ends.filter_map(last).filter(|w| w.chars().count() > 2 && !w.starts_with(|c: char| c.is_ascii_digit())).collect()
}

//! Voices in a list: a quotation that is signed ("“...” — Ana Ruiz"), or set after a name and a colon
//! ("Ana Ruiz, 34: “...”").

use super::{Draft, Heard};
use crate::span::Span;
use crate::speech::Act;
use crate::speech::mark::same_telling;
use crate::speech::mention::lexicon::{self, Class};
use crate::speech::sentence::TokenKind;

/// The longest signature, in tokens: a name and an office.
const SIGNATURE: usize = 14;

/// The attribution of quotation `quotation` to whoever signs it or is set before it, if somebody is.
pub fn voice(heard: Heard<'_>, quotation: usize) -> Option<Draft> {
    let q = heard.marks.quotations.get(quotation)?;
    let end = q.end_with_sign();
    let content = heard.cut.span(q.begin as usize, end);
    let (source, cue) = signed(heard, end).or_else(|| announced(heard, q.begin as usize))?;
    Some(Draft { source: vec![source], cue: vec![cue], content: vec![content], act: Act::Speech })
}

/// The name after a dash at token `at`, up to the end of its line, and the dash.
fn signed(heard: Heard<'_>, at: usize) -> Option<(Span, Span)> {
    let tokens = &heard.cut.tokens;
    let (last, dash) = (tokens.get(at.checked_sub(1)?)?, tokens.get(at)?);
    let is_dash = |k: TokenKind| matches!(k, TokenKind::Sign('—' | '–' | '―' | '-' | '~'));
    let near = last.block == dash.block || same_telling(heard.page, last, dash);
    if !is_dash(dash.kind) || !near {
        return None;
    }
    let begin = (at..at + 3).find(|&j| tokens.get(j).is_some_and(|t| !is_dash(t.kind)))?;
    let end = (begin..(begin + SIGNATURE).min(tokens.len())).find(|&j| ends_line(heard, j))? + 1;
    // A stop that ends the line is no part of the name.
    let end = if matches!(tokens.get(end - 1)?.kind, TokenKind::Sign('.')) { end - 1 } else { end };
    let somebody = named(heard, begin, end) || unnamed(heard, begin, end);
    (end > begin && somebody).then(|| (heard.cut.span(begin, end), heard.cut.span(at, begin)))
}

/// The name that begins a line and ends with a colon before token `at`, and the colon.
fn announced(heard: Heard<'_>, at: usize) -> Option<(Span, Span)> {
    let colon = at.checked_sub(1)?;
    let same = |j: usize| heard.cut.tokens.get(j).map(|t| t.block);
    if heard.cut.tokens.get(colon)?.kind != TokenKind::Sign(':') || same(colon) != same(at) {
        return None;
    }
    let begin = (colon.saturating_sub(SIGNATURE)..colon).rev().find(|&j| j == 0 || ends_line(heard, j - 1))?;
    let plain =
        (begin..colon).all(|j| heard.lexicon.cue(&heard.cut.word(&heard.page.text, j).to_lowercase()).is_none());
    (plain && named(heard, begin, colon)).then(|| (heard.cut.span(begin, colon), heard.cut.span(colon, at)))
}

/// Whether a line ends with token `j`.
fn ends_line(heard: Heard<'_>, j: usize) -> bool {
    let (Some(a), Some(b)) = (heard.cut.tokens.get(j), heard.cut.tokens.get(j + 1)) else { return true };
    let gap = heard.page.text.get(a.span.end as usize..b.span.begin as usize).unwrap_or("");
    a.block != b.block || gap.contains('\n')
}

/// Whether the tokens are a name of one to five words, alone or with a description after a comma or in brackets.
fn named(heard: Heard<'_>, begin: usize, end: usize) -> bool {
    let word = |j: usize| heard.cut.word(&heard.page.text, j);
    let name = (begin..end)
        .take_while(|&j| {
            let capital = word(j).starts_with(char::is_uppercase);
            let particle = word(j).chars().count() <= 3 && j > begin && word(j).chars().all(char::is_alphabetic);
            capital || particle
        })
        .count();
    let closed = begin + name == end
        || matches!(heard.cut.tokens.get(begin + name).map(|t| t.kind), Some(TokenKind::Sign(',' | '(')));
    (1..=5).contains(&name) && closed && heard.marks.around(begin).is_none()
}

/// Whether the tokens are a description of somebody who is not named: "an elderly man who would not give his name".
fn unnamed(heard: Heard<'_>, begin: usize, end: usize) -> bool {
    let word = |j: usize| heard.cut.word(&heard.page.text, j);
    let article =
        matches!(word(begin), "a" | "an" | "one" | "another" | "the" | "A" | "An" | "One" | "Another" | "The");
    let role = |j: usize| lexicon::class(&lexicon::fold(word(j))).any(Class::ROLE);
    let plain = |j: usize| !matches!(heard.cut.tokens.get(j).map(|t| t.kind), Some(TokenKind::Mark(_)) | None);
    article && (begin + 1..end.min(begin + HEAD)).any(role) && (begin..end).all(plain)
}

/// Tokens before the word for what somebody is, in such a description.
const HEAD: usize = 5;

//! What pages name as where they have something from: in credit lines, in the prose and by links.

use std::collections::BTreeSet;

use super::both;
use super::line;
use super::name::{Names, Slot};
use super::pattern::{self, Match};
use super::telling;
use super::token::{self, Token, TokenKind};
use crate::id::PageIx;
use crate::lineage::CitationForm;
use crate::page::{Block, Date, Page, Role, date};
use crate::span::Span;

/// A name with the words that make it a citation, not yet resolved to a page or a work.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Reference {
    pub(crate) page: PageIx,
    pub(crate) form: CitationForm,
    /// The name as written.
    pub(crate) text: String,
    pub(crate) name: Span,
    pub(crate) span: Span,
    /// When what is named was published, where the sentence says so.
    pub(crate) date: Option<Date>,
    /// Where the name, or a word beside it, links to.
    pub(crate) url: Option<String>,
    /// Nothing but the name's place says that it is a source's: it counts only where both pages share text.
    pub(crate) tentative: bool,
    /// The pages at hand whose title it is, where it is one.
    pub(crate) titled: Vec<PageIx>,
}

/// A short block that stands by itself: a credit line has no more words than this. The longest credit lines seen in news
/// ("This article was originally published on N and is republished here under a Creative Commons licence.") have 16.
pub(super) const LINE: usize = 20;

/// Tokens before the agency in a dateline at most: a town, its country, a date.
const DATELINE: usize = 10;

/// Citations of one page at most. A page of news has a few, a digest or a bibliography a few hundred; what comes after
/// so many is left out, for later steps set citations against the other findings of their page.
const MOST: usize = 1000;

/// Tokens of the longest sentence that is looked at whole; text without stops is cut into stretches of so many. The
/// longest printed sentences have fewer.
const SENTENCE: usize = 400;

/// Everything that `page` names, in order of place, and how many after [`MOST`] were left out. Linear in its text.
pub(crate) fn read(ix: PageIx, page: &Page, names: &Names) -> (Vec<Reference>, usize) {
    let mut out = Vec::new();
    let end = page.blocks.iter().rposition(|b| b.role == Role::Story);
    for (i, block) in page.blocks.iter().enumerate() {
        if matches!(block.role, Role::Story | Role::Headline | Role::Byline | Role::Credit | Role::Date) {
            read_block(ix, page, (block, end == Some(i)), names, &mut out);
        }
    }
    // A signature below the story reads as furniture there.
    if let Some(block) = end.and_then(|e| page.blocks.get(e + 1)).filter(|b| b.role == Role::Furniture) {
        let tokens = token::cut(&page.text, block.span);
        let name = lone_signature(&tokens, names).and_then(|(begin, end)| hull(&tokens, begin, end));
        out.extend(name.map(|name| Reference {
            page: ix,
            form: CitationForm::Agency,
            text: plain(name.of(&page.text)),
            name,
            span: name,
            date: None,
            url: None,
            tentative: false,
            titled: Vec::new(),
        }));
    }
    links(ix, page, &mut out);
    let lines = line::read(ix, page, names, &out);
    out.extend(lines);
    out.sort_by_key(|r: &Reference| (r.name, r.form));
    let rest = out.len().saturating_sub(MOST);
    out.truncate(MOST);
    (out, rest)
}

/// Links that stand in the story. Those that lead to no page at hand are dropped where references are resolved.
fn links(ix: PageIx, page: &Page, out: &mut Vec<Reference>) {
    let named: BTreeSet<String> = out.iter().filter_map(|r| r.url.clone()).collect();
    for link in &page.links {
        let known = named.contains(&link.target);
        if !known && link.target.starts_with("http") && page.role_at(link.span.begin) == Role::Story {
            out.push(Reference {
                page: ix,
                form: CitationForm::Link,
                text: plain(link.span.of(&page.text)),
                name: link.span,
                span: link.span,
                date: None,
                url: Some(link.target.clone()),
                tentative: false,
                titled: Vec::new(),
            });
        }
    }
}

fn read_block(ix: PageIx, page: &Page, (block, last): (&Block, bool), names: &Names, out: &mut Vec<Reference>) {
    let tokens = token::cut(&page.text, block.span);
    let words = tokens.iter().filter(|t| t.kind == TokenKind::Word).count();
    let credit = matches!(block.role, Role::Byline | Role::Credit | Role::Date);
    let mut found = pattern::find(&tokens, names, credit || words <= LINE);
    // In a paragraph of the story a form of credit lines must be the whole of it, or stand in brackets.
    let alone = |m: &Match| m.begin == 0 && m.end + 2 >= tokens.len();
    let bracketed = |m: &Match| {
        m.begin.checked_sub(1).and_then(|b| tokens.get(b)).or(tokens.get(m.begin)).is_some_and(|t| t.text == "(")
            || tokens.get(m.begin).is_some_and(|t| t.text == "(")
    };
    found.retain(|m| !m.line || credit || alone(m) || bracketed(m));
    let lone = lone_signature(&tokens, names).filter(|_| credit || last);
    found.extend(lone.map(|name| Match { form: CitationForm::Agency, line: true, begin: 0, end: tokens.len(), name }));
    for m in found.iter_mut().filter(|m| !credit && m.form == CitationForm::Agency && !alone(m)) {
        // An agency in brackets signs a story in its dateline or at its end; elsewhere it signs a sentence.
        let before = tokens.get(..m.begin.min(m.name.0)).unwrap_or_default();
        let dateline = before.len() <= DATELINE && (0..before.len()).all(|i| is_of_dateline(before, i));
        let rest = tokens.get(m.end.max(m.name.1)..).unwrap_or_default();
        let signs = last && !rest.iter().any(|t| t.kind == TokenKind::Word);
        if !dateline && !signs {
            m.form = CitationForm::Report;
        }
    }
    // Initials in brackets within a sentence tell how something is called for short.
    let short =
        |m: &Match| tokens.get(m.name.0).filter(|_| m.name.1 - m.name.0 == 1).map(|t| names.by_initials(t.text));
    found.retain(|m| m.form != CitationForm::Report || short(m).flatten().is_none());
    // One finding for each name: the one that says most.
    found.sort_by_key(|m| (rank(m.form), m.end - m.begin));
    let mut taken = vec![false; tokens.len()];
    found.retain(|m| take(&mut taken, m.name));
    // "The story has since been confirmed by X": X is not where the page has it from.
    let confirms = |m: &Match| around(&tokens, (m.begin, m.end), m.name).any(|t| telling::confirms(t.text));
    for m in found.iter_mut().filter(|m| m.form == CitationForm::Credit && confirms(m)) {
        m.form = CitationForm::Report;
    }
    let sentences = sentences(&tokens);
    if block.role == Role::Story {
        mentioned(&tokens, &sentences, names, &mut taken, &mut found);
    }
    let mut each: Vec<(&Match, (usize, usize))> = Vec::new();
    for m in &found {
        each.extend(both::parts(&tokens, m.name, names).into_iter().map(|name| (m, name)));
        let others = both::beside(&tokens, m.name, names);
        each.extend(others.into_iter().filter(|name| take(&mut taken, *name)).map(|name| (m, name)));
    }
    for (m, name) in each {
        let Some(name) = hull(&tokens, name.0, name.1) else { continue };
        let Some(span) = hull(&tokens, m.begin.min(m.name.0), m.end.max(m.name.1)) else { continue };
        let (begin, end) = sentence(&sentences, m.name.0);
        let around = hull(&tokens, begin, end).unwrap_or(span);
        out.push(Reference {
            page: ix,
            form: m.form,
            text: plain(name.of(&page.text)),
            name,
            span,
            date: date::find(around.of(&page.text)).into_iter().next().map(|found| found.1),
            url: link_at(page, name, around),
            tentative: false,
            titled: Vec::new(),
        });
    }
}

/// The agency, or the initials of an outlet at hand, that a block consists of: who signs a story so was its source.
fn lone_signature(tokens: &[Token<'_>], names: &Names) -> Option<(usize, usize)> {
    let first = tokens.iter().position(|t| t.kind == TokenKind::Word)?;
    let name = names.after(tokens, first, Slot::Agency)?;
    let alone = !tokens.get(name.1..)?.iter().any(|t| t.kind == TokenKind::Word);
    alone.then_some(name)
}

/// Whether the token at `i` may stand before the agency in a dateline: a name of a place, a date, the small words within
/// them ("Rio de Janeiro"), the stop of a shortened one ("Nov. 3").
fn is_of_dateline(tokens: &[Token<'_>], i: usize) -> bool {
    let Some(t) = tokens.get(i) else { return false };
    let short = |t: &Token<'_>| t.text.chars().count() <= 4;
    match t.kind {
        TokenKind::Mark => true,
        TokenKind::End => {
            t.text == "." && i.checked_sub(1).and_then(|b| tokens.get(b)).is_some_and(|b| b.is_capital() && short(b))
        }
        TokenKind::Word => {
            t.is_capital() || t.text.starts_with(char::is_numeric) || i > 0 && t.text.chars().count() <= 3
        }
    }
}

/// Outlets at hand that are named in a sentence that reports something, in no form the patterns know.
fn mentioned(
    tokens: &[Token<'_>],
    sentences: &[(usize, usize)],
    names: &Names,
    taken: &mut [bool],
    found: &mut Vec<Match>,
) {
    let mut at = 0;
    // What was found of the sentence looked at last: how many of its words report, how many confirm.
    let mut last = None;
    while at < tokens.len() {
        let Some(end) = names.at_hand(tokens, at) else {
            at += 1;
            continue;
        };
        let part_of_longer = at.checked_sub(1).and_then(|b| tokens.get(b)).is_some_and(|t| {
            t.is_capital() && at >= 2 && tokens.get(at - 2).is_some_and(|p| p.kind != TokenKind::End) && t.text != "The"
        });
        if !part_of_longer && taken.get(at..end).is_some_and(|t| !t.contains(&true)) {
            let range = sentence(sentences, at);
            let whole = match last {
                Some((known, says)) if known == range => says,
                _ => telling::count(tokens.get(range.0..range.1).unwrap_or_default()),
            };
            last = Some((range, whole));
            // The Moray Echo echoes nobody, and the Daily Report reports nothing by its name.
            let own = telling::count(tokens.get(at..end).unwrap_or_default());
            let [reports, confirms] = [whole[0] > own[0], whole[1] > own[1]];
            if reports || confirms {
                let form = if confirms { CitationForm::Confirmed } else { CitationForm::Report };
                take(taken, (at, end));
                found.push(Match { form, line: false, begin: range.0, end: range.1.max(end), name: (at, end) });
            }
        }
        at = end;
    }
}

/// The lower, the more a form says.
fn rank(form: CitationForm) -> u8 {
    match form {
        CitationForm::Credit => 0,
        CitationForm::Agency => 1,
        CitationForm::Confirmed => 2,
        CitationForm::Told => 3,
        CitationForm::Published => 4,
        CitationForm::Report => 5,
        CitationForm::Link => 6,
    }
}

/// The tokens of `range` that are none of `name`.
fn around<'t, 'a>(
    tokens: &'t [Token<'a>],
    range: (usize, usize),
    name: (usize, usize),
) -> impl Iterator<Item = &'t Token<'a>> {
    let part = move |from: usize, to: usize| tokens.get(from..to).unwrap_or_default().iter();
    part(range.0, range.1.min(name.0)).chain(part(range.0.max(name.1), range.1))
}

/// Takes the tokens of a name, unless one of them is taken.
fn take(taken: &mut [bool], name: (usize, usize)) -> bool {
    let Some(own) = taken.get_mut(name.0..name.1) else { return false };
    let free = !own.contains(&true);
    if free {
        own.fill(true);
    }
    free
}

/// The sentences of a block, without the marks that end them: first token, one past the last.
fn sentences(tokens: &[Token<'_>]) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut begin = 0;
    for (i, t) in tokens.iter().enumerate() {
        if t.kind == TokenKind::End {
            out.push((begin, i));
            begin = i + 1;
        } else if i - begin >= SENTENCE {
            out.push((begin, i));
            begin = i;
        }
    }
    out.push((begin, tokens.len()));
    out
}

/// The sentence that holds token `at`.
fn sentence(sentences: &[(usize, usize)], at: usize) -> (usize, usize) {
    sentences.get(sentences.partition_point(|s| s.1 <= at)).copied().unwrap_or((at, at))
}

pub(super) fn hull(tokens: &[Token<'_>], begin: usize, end: usize) -> Option<Span> {
    let first = tokens.get(begin)?;
    let last = tokens.get(end.checked_sub(1)?)?;
    Some(first.span.hull(last.span))
}

/// A name on one line.
pub(super) fn plain(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The target of a link on the name, or else of the only link in its sentence.
fn link_at(page: &Page, name: Span, sentence: Span) -> Option<String> {
    let from = page.links.partition_point(|l| l.span.end <= sentence.begin);
    let near: Vec<_> = page.links.get(from..)?.iter().take_while(|l| l.span.begin < sentence.end).take(8).collect();
    let on = near.iter().find(|l| l.span.overlaps(name));
    let link = on.or(if near.len() == 1 { near.first() } else { None })?;
    link.target.starts_with("http").then(|| link.target.clone())
}

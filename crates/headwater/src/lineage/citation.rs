//! What pages name as where they have something from: in credit lines, in the prose and by links.

use super::CitationForm;
use super::name::Names;
use super::pattern::{self, Match};
use super::token::{self, Token, TokenKind};
use crate::id::PageIx;
use crate::page::{Block, Date, Page, Role};
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
}

/// A short block that stands by itself: a credit line has no more words than this. The longest credit lines seen in news
/// ("This article was originally published on N and is republished here under a Creative Commons licence.") have 16.
const LINE: usize = 20;

/// Everything that `page` names, in order of place. Linear in its text.
pub(crate) fn read(ix: PageIx, page: &Page, names: &Names) -> Vec<Reference> {
    let mut out = Vec::new();
    for block in &page.blocks {
        if matches!(block.role, Role::Story | Role::Headline | Role::Byline | Role::Credit | Role::Date) {
            read_block(ix, page, block, names, &mut out);
        }
    }
    links(ix, page, &mut out);
    out.sort_by_key(|r: &Reference| (r.name, r.form));
    out
}

/// Links that stand in the story. Those that lead to no page at hand are dropped where references are resolved.
fn links(ix: PageIx, page: &Page, out: &mut Vec<Reference>) {
    let named = out.len();
    for link in &page.links {
        let known = out.get(..named).unwrap_or_default().iter().any(|r| r.url.as_deref() == Some(link.target.as_str()));
        if !known && link.target.starts_with("http") && page.role_at(link.span.begin) == Role::Story {
            out.push(Reference {
                page: ix,
                form: CitationForm::Link,
                text: plain(link.span.of(&page.text)),
                name: link.span,
                span: link.span,
                date: None,
                url: Some(link.target.clone()),
            });
        }
    }
}

fn read_block(ix: PageIx, page: &Page, block: &Block, names: &Names, out: &mut Vec<Reference>) {
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
    // One finding for each name: the one that says most.
    found.sort_by_key(|m| (rank(m.form), m.end - m.begin));
    let mut taken: Vec<(usize, usize)> = Vec::new();
    found.retain(|m| {
        let free = !taken.iter().any(|t| t.0 < m.name.1 && m.name.0 < t.1);
        if free {
            taken.push(m.name);
        }
        free
    });
    if block.role == Role::Story {
        mentioned(&tokens, names, &mut taken, &mut found);
    }
    for m in found {
        let Some(name) = hull(&tokens, m.name.0, m.name.1) else { continue };
        let Some(span) = hull(&tokens, m.begin.min(m.name.0), m.end.max(m.name.1)) else { continue };
        let (begin, end) = sentence(&tokens, m.name.0);
        let around = hull(&tokens, begin, end).unwrap_or(span);
        out.push(Reference {
            page: ix,
            form: m.form,
            text: plain(name.of(&page.text)),
            name,
            span,
            date: tokens.get(begin..end).and_then(date_in),
            url: link_at(page, name, around),
        });
    }
}

/// Outlets at hand that are named in a sentence that reports something, in no form the patterns know.
fn mentioned(tokens: &[Token<'_>], names: &Names, taken: &mut Vec<(usize, usize)>, found: &mut Vec<Match>) {
    let mut at = 0;
    while at < tokens.len() {
        let Some(end) = names.at_hand(tokens, at) else {
            at += 1;
            continue;
        };
        let part_of_longer = at.checked_sub(1).and_then(|b| tokens.get(b)).is_some_and(|t| {
            t.is_capital() && at >= 2 && tokens.get(at - 2).is_some_and(|p| p.kind != TokenKind::End) && t.text != "The"
        });
        if !part_of_longer && !taken.iter().any(|t| t.0 < end && at < t.1) {
            let (first, last) = sentence(tokens, at);
            let around = tokens.get(first..last).unwrap_or_default();
            if around.iter().any(|t| is_reporting(t.text)) {
                let confirms = around.iter().any(|t| is_confirming(t.text));
                let form = if confirms { CitationForm::Confirmed } else { CitationForm::Report };
                taken.push((at, end));
                found.push(Match { form, line: false, begin: first, end: last, name: (at, end) });
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

/// Stems of words by which a sentence reports what somebody else said or printed.
const REPORTING: [&str; 44] = [
    "report",
    "said",
    "says",
    "say",
    "told",
    "tell",
    "wrote",
    "writ",
    "quot",
    "cit",
    "accord",
    "publish",
    "print",
    "carr",
    "account",
    "stor",
    "article",
    "interview",
    "spoke",
    "speak",
    "statement",
    "remark",
    "comment",
    "claim",
    "reveal",
    "broadcast",
    "air",
    "appear",
    "describ",
    "recount",
    "relay",
    "relate",
    "investigat",
    "disclos",
    "first",
    "original",
    "version",
    "words",
    "journalist",
    "correspondent",
    "newspaper",
    "conversation",
    "detail",
    "explain",
];

/// Stems of words by which a sentence says that somebody confirms.
const CONFIRMING: [&str; 14] = [
    "confirm",
    "corroborat",
    "verif",
    "substantiat",
    "vouch",
    "authenticat",
    "validat",
    "support",
    "back",
    "match",
    "echo",
    "bear",
    "bore",
    "endors",
];

fn is_reporting(word: &str) -> bool {
    let small = word.to_lowercase();
    REPORTING.iter().chain(&CONFIRMING).any(|stem| small.starts_with(stem))
}

fn is_confirming(word: &str) -> bool {
    let small = word.to_lowercase();
    CONFIRMING.iter().any(|stem| small.starts_with(stem))
}

/// The tokens of the sentence that holds token `at`.
fn sentence(tokens: &[Token<'_>], at: usize) -> (usize, usize) {
    let ends = |t: &Token<'_>| t.kind == TokenKind::End;
    let begin = tokens.get(..at).and_then(|t| t.iter().rposition(ends)).map_or(0, |i| i + 1);
    let end = tokens.get(at..).and_then(|t| t.iter().position(ends)).map_or(tokens.len(), |i| at + i);
    (begin, end)
}

fn hull(tokens: &[Token<'_>], begin: usize, end: usize) -> Option<Span> {
    let first = tokens.get(begin)?;
    let last = tokens.get(end.checked_sub(1)?)?;
    Some(first.span.hull(last.span))
}

/// A name on one line.
fn plain(name: &str) -> String {
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

/// A date with its year in a sentence: `March 18, 2019`, `18 March 2019`, `March 2019`, `2019-03-18`.
fn date_in(tokens: &[Token<'_>]) -> Option<Date> {
    for (i, t) in tokens.iter().enumerate() {
        let mut iso = t.text.split('-').map(str::parse::<u16>);
        if let (Some(Ok(y)), Some(Ok(m)), Some(Ok(d)), None) = (iso.next(), iso.next(), iso.next(), iso.next())
            && t.text.len() == 10
            && (1..=12).contains(&m)
            && (1..=31).contains(&d)
        {
            return Some(Date::day(i16::try_from(y).ok()?, m as u8, d as u8));
        }
        let Some(month) = month(t.text) else { continue };
        let words: Vec<&str> =
            tokens.get(i + 1..).unwrap_or_default().iter().filter(|t| t.text != ",").map(|t| t.text).take(2).collect();
        let after: Vec<u16> = words.iter().map_while(|w| numbers(w)).flatten().collect();
        let before = i.checked_sub(1).and_then(|b| tokens.get(b)).and_then(|t| numbers(t.text)).unwrap_or_default();
        let year = |n: &u16| (1500..2200).contains(n);
        let day = |n: &u16| (1..=31).contains(n);
        let Some(y) = after.iter().copied().find(year) else { continue };
        let d = after.first().copied().filter(day).or(before.first().copied().filter(day));
        return Some(Date { year: i16::try_from(y).ok()?, month: Some(month), day: d.map(|d| d as u8), time: None });
    }
    None
}

/// The numbers of `18`, `18th`, `2019` or, where a space is missing, `18th2019`.
fn numbers(word: &str) -> Option<Vec<u16>> {
    let out: Vec<u16> =
        word.split(|c: char| !c.is_ascii_digit()).filter(|s| !s.is_empty()).filter_map(|s| s.parse().ok()).collect();
    let letters: String = word.chars().filter(|c| c.is_alphabetic()).collect();
    let ordinal = matches!(letters.as_str(), "" | "st" | "nd" | "rd" | "th" | "er" | "ST" | "ND" | "RD" | "TH");
    (ordinal && !out.is_empty()).then_some(out)
}

fn month(word: &str) -> Option<u8> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let small = word.to_lowercase();
    let at = NAMES.iter().position(|n| *n == small || small.len() >= 3 && small.len() <= 4 && n.starts_with(&small))?;
    u8::try_from(at + 1).ok()
}

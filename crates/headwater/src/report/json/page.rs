//! The `pages` objects.

use std::fmt::Write as _;

use serde::Serialize;

use super::place::Range;
use crate::page::{Comment, CreditMark, Form, Found, Ground, Link, Page};
use crate::span::CodePoints;

#[derive(Serialize)]
pub(super) struct PageObject<'a> {
    id: String,
    path: &'a str,
    url: Option<&'a str>,
    sha256: String,
    language: Option<&'a str>,
    title: Option<&'a str>,
    authors: Vec<&'a str>,
    outlet: Option<&'a str>,
    published: Option<String>,
    published_evidence: Option<GroundObject<'a>>,
    modified: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fetched: Option<String>,
    evidence: EvidenceObject<'a>,
    text: &'a str,
    story: String,
    comments: Vec<CommentObject<'a>>,
    blocks: Vec<BlockObject>,
    links: Vec<LinkObject<'a>>,
    credits: Vec<CreditObject<'a>>,
    warnings: &'a [String],
}

/// What each value about the page rests on; `authors` in the order of the page's `authors`.
#[derive(Serialize)]
struct EvidenceObject<'a> {
    url: Option<GroundObject<'a>>,
    language: Option<GroundObject<'a>>,
    title: Option<GroundObject<'a>>,
    authors: Vec<GroundObject<'a>>,
    outlet: Option<GroundObject<'a>>,
    published: Option<GroundObject<'a>>,
    modified: Option<GroundObject<'a>>,
}

#[derive(Serialize)]
struct GroundObject<'a> {
    kind: &'static str,
    name: &'a str,
    span: Option<Range>,
}

#[derive(Serialize)]
struct CommentObject<'a> {
    author: Option<&'a str>,
    text: String,
    span: Range,
    body: Vec<Range>,
    date: Option<String>,
    answers: Option<u32>,
}

#[derive(Serialize)]
struct BlockObject {
    role: &'static str,
    span: Range,
    form: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    comment: Option<u32>,
}

#[derive(Serialize)]
struct LinkObject<'a> {
    span: Range,
    target: &'a str,
}

#[derive(Serialize)]
struct CreditObject<'a> {
    field: &'a str,
    value: &'a str,
}

pub(super) fn object<'a>(page: &'a Page, id: String, points: &CodePoints<'_>) -> PageObject<'a> {
    let ground =
        |g: &'a Ground| GroundObject { kind: g.kind.name(), name: &g.name, span: g.span.map(|s| points.range(s)) };
    let of_text = |f: &'a Option<Found<String>>| f.as_ref().map(|f| ground(&f.ground));
    let date = |f: &'a Option<Found<crate::page::Date>>| f.as_ref().map(|f| ground(&f.ground));
    PageObject {
        id,
        path: &page.path,
        url: value(&page.url),
        sha256: hex(&page.sha256),
        language: page.language.as_deref(),
        title: value(&page.title),
        authors: page.authors.iter().map(|f| f.value.as_str()).collect(),
        outlet: value(&page.outlet),
        published: page.published.as_ref().map(|f| f.value.to_string()),
        published_evidence: date(&page.published),
        modified: page.modified.as_ref().map(|f| f.value.to_string()),
        fetched: page.fetched.as_ref().map(|d| d.to_string()),
        evidence: EvidenceObject {
            url: of_text(&page.url),
            language: page.language_ground.as_ref().map(ground),
            title: of_text(&page.title),
            authors: page.authors.iter().map(|f| ground(&f.ground)).collect(),
            outlet: of_text(&page.outlet),
            published: date(&page.published),
            modified: date(&page.modified),
        },
        text: &page.text,
        story: page.story(),
        comments: page.comments.iter().map(|c| comment(page, c, points)).collect(),
        blocks: page.blocks.iter().map(|b| block(b, points)).collect(),
        links: page.links.iter().map(|l: &Link| LinkObject { span: points.range(l.span), target: &l.target }).collect(),
        credits: page.credits.iter().map(|c: &CreditMark| CreditObject { field: &c.field, value: &c.value }).collect(),
        warnings: &page.warnings,
    }
}

fn comment<'a>(page: &'a Page, comment: &Comment, points: &CodePoints<'_>) -> CommentObject<'a> {
    let body: Vec<&str> = comment.body.iter().map(|s| s.of(&page.text)).collect();
    CommentObject {
        author: comment.author.map(|s| s.of(&page.text)),
        text: body.join("\n\n"),
        span: points.range(comment.span),
        body: comment.body.iter().map(|&s| points.range(s)).collect(),
        date: comment.date.as_ref().map(|d| d.to_string()),
        answers: comment.answers,
    }
}

fn block(block: &crate::page::Block, points: &CodePoints<'_>) -> BlockObject {
    let form = match block.form {
        Form::Paragraph => "paragraph",
        Form::Heading => "heading",
        Form::Item => "item",
        Form::Table => "table",
        Form::Quotation => "quotation",
        Form::Preformatted => "preformatted",
    };
    BlockObject { role: block.role.name(), span: points.range(block.span), form, comment: block.comment }
}

fn value(found: &Option<Found<String>>) -> Option<&str> {
    found.as_ref().map(|f| f.value.as_str())
}

fn hex(bytes: &[u8; 32]) -> String {
    bytes.iter().fold(String::with_capacity(64), |mut out, b| {
        let _ = write!(out, "{b:02x}");
        out
    })
}

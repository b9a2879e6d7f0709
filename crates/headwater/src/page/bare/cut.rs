//! Cutting a bare text into lines: paragraphs, and rows that tell something by themselves.

use super::Line;
use crate::page::block::Form;
use crate::page::block::line;
use crate::span::Span;

/// Cuts a text at blank lines, and takes rows that tell something by themselves out of their paragraph.
pub(super) fn lines(text: &str, markdown: bool) -> Vec<Line<'_>> {
    let mut out: Vec<Line<'_>> = Vec::new();
    let mut run: Option<Span> = None;
    let (mut at, mut gap, mut before) = (0, 0, 0);
    for row in text.split_inclusive('\n') {
        let begin = at + row.len() - row.trim_start().len();
        let end = at + row.trim_end().len();
        at += row.len();
        if end <= begin {
            if let Some(span) = run.take() {
                head_or_run(text, span, before, markdown, &mut out);
                before = 0;
                gap = 0;
            }
            gap += 1;
            continue;
        }
        let span = Span::new(begin, end);
        let words = span.of(text);
        let alone = line::tell(words).is_some() || markdown && is_marked(words);
        if alone && let Some(span) = run.take() {
            head_or_run(text, span, before, markdown, &mut out);
            gap = 0;
        }
        if run.is_none() {
            before = gap;
            gap = 0;
        }
        run = Some(run.map_or(span, |r| r.hull(span)));
        if alone && let Some(span) = run.take() {
            out.push(line_of(text, span, before, markdown));
        }
    }
    out.extend(run.map(|span| line_of(text, span, before, markdown)));
    out
}

/// Adds a run of rows: as one paragraph, or, above all prose, as a row each where they read as titles, outlets and names do,
/// which stand close at the head of a saved text.
fn head_or_run<'t>(text: &'t str, run: Span, gap: usize, markdown: bool, out: &mut Vec<Line<'t>>) {
    let titled = |row: &str| {
        row.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
            && !line::ends_sentence(row)
            && row.split_whitespace().count() <= MOST_TITLE
    };
    let words = run.of(text);
    if out.len() < MOST_HEAD
        && words.contains('\n')
        && out.iter().all(|l| !l.prose)
        && words.lines().all(|row| titled(row.trim()))
    {
        let mut at = run.begin as usize;
        for row in words.split_inclusive('\n') {
            let begin = at + row.len() - row.trim_start().len();
            let end = at + row.trim_end().len();
            at += row.len();
            let first = out.last().is_none_or(|l| l.span.end < run.begin);
            out.push(line_of(text, Span::new(begin, end), if first { gap } else { 0 }, markdown));
        }
    } else {
        out.push(line_of(text, run, gap, markdown));
    }
}

/// Words of a title at most, and lines of a page's head: longer rows are a paragraph that was wrapped, and further down a list
/// or a poem.
const MOST_TITLE: usize = 20;
const MOST_HEAD: usize = 12;

fn is_marked(row: &str) -> bool {
    row.starts_with(['#', '-', '*', '+', '>', '|'])
}

fn line_of(text: &str, span: Span, gap: usize, markdown: bool) -> Line<'_> {
    let (form, skipped) = if markdown { markdown_form(span.of(text)) } else { (Form::Paragraph, 0) };
    // A mark with nothing behind it is all there is of its line.
    let skipped = if skipped < span.len() { skipped } else { 0 };
    let span = Span::new(span.begin as usize + skipped, span.end as usize);
    let words = span.of(text);
    let count = words.split_whitespace().count();
    let prose = (line::ends_sentence(words) && count >= 8 || count >= 40) && form != Form::Heading;
    Line { span, words, count, tell: line::tell(words), form, prose, gap }
}

/// The form that Markdown's marks at the beginning of a line give, and how many bytes they are.
fn markdown_form(line: &str) -> (Form, usize) {
    let skip = |n: usize| line.len() - line[n..].trim_start().len();
    let hashes = line.len() - line.trim_start_matches('#').len();
    if (1..=6).contains(&hashes) && line[hashes..].starts_with(' ') {
        return (Form::Heading, skip(hashes));
    }
    if line.starts_with('>') {
        return (Form::Quotation, skip(1));
    }
    if line.starts_with("- ") || line.starts_with("* ") || line.starts_with("+ ") {
        return (Form::Item, skip(1));
    }
    if line.starts_with('|') {
        return (Form::Table, 0);
    }
    (Form::Paragraph, 0)
}

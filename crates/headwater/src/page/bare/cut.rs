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
                out.push(line_of(text, span, before, markdown));
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
            out.push(line_of(text, span, before, markdown));
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

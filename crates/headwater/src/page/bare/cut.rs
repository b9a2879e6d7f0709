//! Cutting a bare text into lines: paragraphs, and rows that tell something by themselves.

use super::{Line, address};
use crate::page::block::Form;
use crate::page::block::line::{self, Tell};
use crate::span::Span;

/// Cuts a text at blank lines, and takes rows that tell something by themselves out of their paragraph.
pub(super) fn lines(text: &str, markdown: bool) -> Vec<Line<'_>> {
    let mut out: Vec<Line<'_>> = Vec::new();
    let mut run: Option<Run> = None;
    let (mut at, mut gap, mut before) = (0, 0, 0);
    for row in text.split_inclusive('\n') {
        let begin = at + row.len() - row.trim_start().len();
        let end = at + row.trim_end().len();
        at += row.len();
        if end <= begin {
            if let Some(run) = run.take() {
                head_or_run(text, run, before, markdown, &mut out);
                before = 0;
                gap = 0;
            }
            gap += 1;
            continue;
        }
        let span = Span::new(begin, end);
        let words = span.of(text);
        let tell = line::tell(words);
        let alone = tell.is_some() || markdown && is_marked(words);
        if alone && let Some(run) = run.take() {
            head_or_run(text, run, before, markdown, &mut out);
            gap = 0;
        }
        if run.is_none() {
            before = gap;
            gap = 0;
        }
        run = Some(match run {
            None => Run { span, told: Some(tell) },
            Some(run) => Run { span: run.span.hull(span), told: None },
        });
        if alone && let Some(run) = run.take() {
            out.push(line_of(text, run, before, markdown));
        }
    }
    out.extend(run.map(|run| line_of(text, run, before, markdown)));
    out
}

/// Rows with no empty one between.
struct Run {
    span: Span,
    /// What the words tell, where it is one row, which was asked.
    told: Option<Option<Tell>>,
}

/// Adds a run of rows: as one paragraph, or, above all prose, as a row each where they read as titles, outlets and names do,
/// which stand close at the head of a saved text.
fn head_or_run<'t>(text: &'t str, run: Run, gap: usize, markdown: bool, out: &mut Vec<Line<'t>>) {
    let titled = |row: &str| {
        row.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
            && !line::ends_sentence(row)
            && line::count_words(row) <= MOST_TITLE
    };
    let words = run.span.of(text);
    if out.len() < MOST_HEAD
        && words.contains('\n')
        && out.iter().all(|l| !l.prose)
        && words.lines().all(|row| titled(row.trim()))
    {
        let mut at = run.span.begin as usize;
        for row in words.split_inclusive('\n') {
            let begin = at + row.len() - row.trim_start().len();
            let end = at + row.trim_end().len();
            at += row.len();
            let first = out.last().is_none_or(|l| l.span.end < run.span.begin);
            let row = Run { span: Span::new(begin, end), told: None };
            out.push(line_of(text, row, if first { gap } else { 0 }, markdown));
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

fn line_of(text: &str, run: Run, gap: usize, markdown: bool) -> Line<'_> {
    let Run { span, told } = run;
    let (form, skipped) = if markdown { markdown_form(span.of(text)) } else { (Form::Paragraph, 0) };
    // A mark with nothing behind it is all there is of its line.
    let skipped = if skipped < span.len() { skipped } else { 0 };
    let span = Span::new(span.begin as usize + skipped, span.end as usize);
    let words = span.of(text);
    let count = line::count_words(words);
    let prose = (line::ends_sentence(words) && count >= 8 || count >= 40) && form != Form::Heading;
    // Without Markdown's marks the words are still those that were asked.
    let tell = told.filter(|_| skipped == 0).unwrap_or_else(|| line::tell(words));
    let tell = tell.or_else(|| address::is_of_site(words, count).then_some(Tell::Furniture));
    Line { span, words, count, tell, form, prose, gap }
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

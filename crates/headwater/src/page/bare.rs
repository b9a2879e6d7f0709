//! Roles of a bare text's blocks: tags are gone, so that words, order and punctuation must tell.
//!
//! Paragraphs that read as prose make the body; short lines before it are the page's head, short lines after it its
//! tail. Within the head the headline is the line that the body talks about. Readers' comments are found by evidence
//! gathered over a whole stretch at the end (labels of comment systems, lines that are only a name, the second person,
//! missing full stops), never by place alone.

use super::block::{Block, Form};
use super::comment::Comment;
use super::line::{self, Tell};
use super::role::Role;
use super::{date, thread};
use crate::span::Span;

/// A bare text, read.
#[derive(Debug, Default)]
pub struct Bare {
    /// Its blocks.
    pub blocks: Vec<Block>,
    /// The comments.
    pub comments: Vec<Comment>,
}

/// One paragraph or line, and what its words show.
pub(super) struct Line<'t> {
    pub(super) span: Span,
    pub(super) words: &'t str,
    pub(super) count: usize,
    pub(super) tell: Option<Tell>,
    pub(super) form: Form,
    /// Ends as sentences do, or is long.
    pub(super) prose: bool,
    /// How many lines stand empty before it.
    pub(super) gap: usize,
}

impl Line<'_> {
    /// Whether it is a sentence, long or short, or holds one in quotation marks.
    fn is_sentence(&self) -> bool {
        let quoted = self.count >= 6 && self.words.contains(['“', '"', '«', '„']);
        let long = self.count >= 20 && self.words.contains([',', '.']);
        self.tell.is_none() && (line::ends_sentence(self.words) || quoted || long) && !thread::is_label(self.words)
    }
}

/// Reads a bare text; `markdown` tells headings, items and quotations by its marks. Linear in the text.
pub fn read(text: &str, title: Option<&str>, markdown: bool, most: usize) -> Bare {
    let mut lines = cut(text, markdown);
    lines.truncate(most);
    let mut roles: Vec<Role> = vec![Role::Story; lines.len()];
    // A text that is all prose is all story: a record's plain body, an excerpt.
    let first = lines.iter().position(|l| l.prose && l.tell.is_none());
    let Some(first) = first else { return whole(&lines) };
    let thread = thread::find(&lines, first);
    let end = thread.as_ref().map_or(lines.len(), |t| t.begin);
    let mut last = (first..end).rev().find(|&i| lines[i].prose && lines[i].tell.is_none()).unwrap_or(first);
    // Short sentences right after the last long one are still the body.
    while last + 1 < end && lines[last + 1].is_sentence() {
        last += 1;
    }
    head(&lines[..first], &lines[first..=last], &mut roles[..first], title);
    let headlines: Vec<&str> = (0..first).filter(|&i| roles[i] == Role::Headline).map(|i| lines[i].words).collect();
    let shown: Vec<String> =
        (0..first).filter(|&i| roles[i] == Role::Furniture).map(|i| fold(lines[i].words)).collect();
    for i in first..end {
        roles[i] = match lines[i].tell {
            _ if thread::is_label(lines[i].words) => Role::Furniture,
            _ if shown.contains(&fold(lines[i].words)) => Role::Furniture,
            _ if headlines.contains(&lines[i].words) => Role::Furniture,
            Some(Tell::Furniture) => Role::Furniture,
            Some(Tell::Caption) => Role::Caption,
            Some(Tell::Credit) if i > last || !lines[i].prose => Role::Credit,
            Some(Tell::Byline) => Role::Byline,
            Some(Tell::Date) if i <= first + 2 || i > last => Role::Date,
            _ if i <= last => Role::Story,
            // After the last prose: a name under a quotation belongs to it; anything else does not.
            _ if i == last + 1 && closes_quotation(lines[last].words) && lines[i].count <= 8 => Role::Story,
            _ => Role::Furniture,
        };
    }
    let mut blocks: Vec<Block> = lines
        .iter()
        .zip(&roles)
        .enumerate()
        .map(|(i, (l, &role))| {
            let asks = l.words.ends_with('?') && l.count <= 14 && !l.words.starts_with(['“', '"', '«', '‘', '„']);
            let heading =
                role == Role::Story && (!l.prose && l.count <= 16 || asks) && l.form == Form::Paragraph && i < last;
            Block { span: l.span, role, form: if heading { Form::Heading } else { l.form }, comment: None }
        })
        .collect();
    let comments = thread.map(|t| thread::split(&lines, &t, &shown, &mut blocks)).unwrap_or_default();
    Bare { blocks, comments }
}

/// A text without a line of prose: everything is story but what tells otherwise.
fn whole(lines: &[Line<'_>]) -> Bare {
    let role = |l: &Line<'_>| match l.tell {
        Some(Tell::Furniture) if lines.len() > 1 => Role::Furniture,
        Some(Tell::Date) if lines.len() > 1 => Role::Date,
        Some(Tell::Byline) if lines.len() > 1 => Role::Byline,
        _ => Role::Story,
    };
    let blocks = lines.iter().map(|l| Block { span: l.span, role: role(l), form: l.form, comment: None }).collect();
    Bare { blocks, comments: Vec::new() }
}

/// The lines before the body: headline, standfirst, byline, date, credit, furniture.
fn head(lines: &[Line<'_>], body: &[Line<'_>], roles: &mut [Role], title: Option<&str>) {
    for (line, role) in lines.iter().zip(roles.iter_mut()) {
        *role = match line.tell {
            Some(Tell::Byline) => Role::Byline,
            Some(Tell::Date) => Role::Date,
            Some(Tell::Credit) => Role::Credit,
            Some(Tell::Caption) => Role::Caption,
            _ => Role::Furniture,
        };
    }
    // Between the head's last sure line and the body, a sentence is the body's first, and so is a line that shares its
    // words; what is left of the rest is furniture.
    let sure = roles.iter().rposition(|r| !matches!(r, Role::Furniture)).map_or(0, |i| i + 1);
    let mut told: Vec<String> = body.iter().take(40).flat_map(|l| long_words(l.words)).collect();
    told.sort();
    told.dedup();
    let given = title.map(fold);
    let repeated = |l: &Line<'_>| body.iter().any(|b| b.count <= l.count + 4 && fold(b.words) == fold(l.words));
    // What share of a line's long words the body uses too.
    let shared = |l: &Line<'_>| {
        let words = long_words(l.words);
        let known = words.iter().filter(|w| told.binary_search(w).is_ok()).count();
        if words.is_empty() { 0.0 } else { known as f32 / words.len() as f32 }
    };
    let score = |l: &Line<'_>| {
        let share = shared(l);
        let length = (l.count.min(12) as f32) / 12.0;
        let same = given.as_ref().is_some_and(|g| *g == fold(l.words)) as u8 as f32;
        share + 0.6 * length + repeated(l) as u8 as f32 + 3.0 * same
    };
    let fits = |l: &&(usize, &Line<'_>)| {
        l.1.count >= 2
            && l.1.count <= 22
            && !opens_quotation(l.1.words)
            && !matches!(l.1.tell, Some(Tell::Byline | Tell::Date | Tell::Credit | Tell::Caption | Tell::Furniture))
    };
    let all: Vec<(usize, &Line<'_>)> = lines.iter().enumerate().collect();
    let best = all.iter().filter(fits).max_by(|a, b| score(a.1).total_cmp(&score(b.1)).then(b.0.cmp(&a.0)));
    if let Some(&(at, _)) = best {
        roles[at] = Role::Headline;
        for i in sure.max(at + 1)..lines.len() {
            if lines[i].is_sentence() {
                roles[i] = Role::Story;
            }
        }
    }
    // Points of a summary have no full stops, but the body's words: nine words or more, a third of the long ones known.
    for (line, role) in lines.iter().zip(roles.iter_mut()) {
        let open = *role == Role::Furniture && line.tell.is_none() && !thread::is_label(line.words);
        if open && (opens_quotation(line.words) || line.count >= 9 && shared(line) >= 0.34 && !repeated(line)) {
            *role = Role::Story;
        }
    }
}

/// Words of five letters or more, folded: those carry what a text is about.
fn long_words(words: &str) -> Vec<String> {
    let split = words.split(|c: char| !c.is_alphanumeric());
    split.filter(|w| w.chars().count() >= 5).map(str::to_lowercase).collect()
}

fn fold(words: &str) -> String {
    super::identity::title::fold(words)
}

/// Whether a quotation opens with the line and goes on past it: a paragraph of the story, never a headline.
fn opens_quotation(words: &str) -> bool {
    let mut marks = words.chars().filter(|c| "“”„«»".contains(*c));
    words.starts_with(['“', '„', '«']) && marks.nth(1).is_none()
}

fn closes_quotation(words: &str) -> bool {
    words.trim_end_matches(['.', ',', ' ']).ends_with(['”', '»', '"', '“', '’'])
}

/// Cuts a text at blank lines, and takes rows that tell something by themselves out of their paragraph.
fn cut(text: &str, markdown: bool) -> Vec<Line<'_>> {
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

/// The date and outlet that stand on a line such as `Harbour Post — March 18, 2019`.
pub fn outlet_beside_date(words: &str) -> Option<&str> {
    let found = date::find(words);
    let (span, _) = found.first()?;
    let before = words.get(..span.begin as usize)?.trim_end_matches(|c: char| !c.is_alphanumeric());
    let named = before.chars().next().is_some_and(char::is_uppercase) && before.split_whitespace().count() <= 6;
    (named && !before.contains(':')).then_some(before)
}

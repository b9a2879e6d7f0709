//! Roles of a bare text's blocks: tags are gone, so that words, order and punctuation must tell.
//!
//! Paragraphs that read as prose make the body; short lines before it are the page's head, short lines after it its
//! tail. Within the head the headline is the line that the body talks about. Readers' comments are found by evidence
//! gathered over a whole stretch at the end (labels of comment systems, lines that are only a name, the second person,
//! missing full stops), never by place alone.

mod address;
mod cut;
mod head;
pub mod masthead;
mod sources;

use super::block::line::{self, Tell};
use super::block::{Block, Form};
use super::comment::label;
use super::comment::{Comment, thread};
use super::date;
use super::identity::author::is_agency;
use super::role::Role;
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
        let quoted = || self.count >= 6 && self.words.contains(['“', '"', '«', '„']);
        let long = || self.count >= 20 && self.words.contains([',', '.']);
        self.tell.is_none() && (line::ends_sentence(self.words) || quoted() || long()) && !self.is_label()
    }

    /// Whether it is a label of a comment system, or several side by side.
    pub(super) fn is_label(&self) -> bool {
        self.count <= label::MOST_WORDS && (label::is_label(self.words) || label::is_bar(self.words))
    }

    /// Whether it may be one whose wording nobody listed: a short line without a full stop that speaks of comments.
    pub(super) fn may_be_label(&self) -> bool {
        self.count <= 10
            && self.tell.is_none()
            && !self.words.ends_with(['.', '…'])
            && label::is_of_comments(self.words)
    }
}

/// Reads a bare text; `markdown` tells headings, items and quotations by its marks. Linear in the text.
pub fn read(text: &str, title: Option<&str>, markdown: bool, most: usize) -> Bare {
    let mut lines = cut::lines(text, markdown);
    lines.truncate(most);
    let mut roles: Vec<Role> = vec![Role::Story; lines.len()];
    // A text that is all prose is all story: a record's plain body, an excerpt.
    let first = lines.iter().position(|l| l.prose && l.tell.is_none());
    let Some(first) = first.map(|f| behind_title(&lines, f)) else { return whole(&lines) };
    let thread = thread::find(&lines, first);
    let end = thread.as_ref().map_or(lines.len(), |t| t.begin);
    let mut last = (first..end).rev().find(|&i| lines[i].prose && lines[i].tell.is_none()).unwrap_or(first);
    // Short sentences right after the last long one are still the body, and so is what lost its full stop.
    while last + 1 < end && (lines[last + 1].is_sentence() || reads_on(&lines, last + 1, end)) {
        last += 1;
    }
    head::roles(&lines[..first], &lines[first..=last], &mut roles[..first], title);
    let headlines: Vec<&str> = (0..first).filter(|&i| roles[i] == Role::Headline).map(|i| lines[i].words).collect();
    let shown: Vec<String> =
        (0..first).filter(|&i| roles[i] == Role::Furniture).map(|i| fold(lines[i].words)).collect();
    let listed = sources::begin(&lines, first..end).unwrap_or(end);
    last = last.min(listed.saturating_sub(1)).max(first);
    for i in first..end {
        roles[i] = match lines[i].tell {
            _ if i >= listed => Role::Furniture,
            _ if lines[i].is_label() => Role::Furniture,
            _ if !shown.is_empty() && shown.contains(&fold(lines[i].words)) => Role::Furniture,
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

/// The body's first line, if `first` is the first that reads as prose. A title may read so too ("Who pays?", “The dam ‘will
/// hold.’”); it is told by coming again right behind the page's head, or by the body's beginning with it.
fn behind_title(lines: &[Line<'_>], first: usize) -> usize {
    let title = &lines[first];
    if title.count > MOST_OF_TITLE {
        return first;
    }
    let folded = fold(title.words);
    let near = lines.iter().enumerate().skip(first + 1).take(HEAD);
    let same = |l: &Line<'_>| l.count <= title.count + 1 && fold(l.words) == folded;
    // Only lines of a head may stand between.
    let mut between = near.take_while(|(_, l)| same(l) || !l.prose || l.tell.is_some());
    let again = between.find(|(_, l)| same(l)).map_or(first, |(again, _)| again);
    // One line over and over is no title.
    if lines.get(again + 1).is_some_and(same) { first } else { again }
}

/// Words of a title at most; of the headlines of the annotated pages none is longer.
const MOST_OF_TITLE: usize = 22;

/// Lines between a title and its return at most: outlet, date, byline, credit and labels.
const HEAD: usize = 6;

/// Whether a line right behind the body goes on with it though no full stop ends it: a long one whose words are no
/// title's, or the very last of the text. Teasers and labels, which stand there too, are short, or come in numbers.
fn reads_on(lines: &[Line<'_>], i: usize, end: usize) -> bool {
    let line = &lines[i];
    if line.tell.is_some() || line.is_label() || line.form == Form::Heading {
        return false;
    }
    let small = line.words.split_whitespace().filter(|w| w.starts_with(char::is_lowercase)).count();
    let plain = small * 2 > line.count;
    // Twelve words: of the headlines of the annotated pages one in twenty is longer.
    plain && (line.count >= 12 || line.count >= 5 && i + 1 == end && end == lines.len())
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

/// The date and outlet that stand on a line such as `Harbour Post — March 18, 2019`.
pub fn outlet_beside_date(words: &str) -> Option<&str> {
    let found = date::find(words);
    let (span, _) = found.first()?;
    let bare = |s: &str| s.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
    let mut before = words.get(..span.begin as usize)?;
    before = before.get(..bare(before))?;
    // A weekday behind a dash or a bar is the date's, not the name's.
    let (name, day) = before.rsplit_once(char::is_whitespace).unwrap_or(("", before));
    if is_day(day) && name.ends_with(['—', '–', '-', '|', '·', '•']) {
        before = name.get(..bare(name))?;
    }
    let named = before.chars().next().is_some_and(char::is_uppercase) && before.split_whitespace().count() <= 6;
    // "UPDATE 3 May 2016" says what the date is of, and names nobody.
    let label = before.split_whitespace().count() <= 3 && date::label::of(before).is_some();
    // "DARVAZ, 30 September 2022" is a dateline: a place in capitals; shorter ones are names of outlets as often.
    let loud =
        before.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase) && before.chars().count() > MOST_INITIALS;
    let place = loud && words.get(before.len()..).is_some_and(|r| r.starts_with(',')) && !is_agency(before);
    (named && !before.contains(':') && !is_day(before) && !label && !place).then_some(before)
}

/// Letters of a name that is an outlet's initials.
const MOST_INITIALS: usize = 4;

/// Whether the words before a date belong to it: "Monday", "Published on Tuesday".
fn is_day(before: &str) -> bool {
    let last = before.split_whitespace().next_back().unwrap_or("");
    super::identity::author::byline::is_weekday(&last.to_lowercase())
}

/// Whether a line is a name of one to six words: all but the small ones begin with a capital.
pub fn is_name(words: &str) -> bool {
    let mut count = 0;
    let cased = words.split_whitespace().all(|w| {
        count += 1;
        w.starts_with(char::is_uppercase) || (count > 1 && w.chars().count() <= 3 && w.chars().all(char::is_alphabetic))
    });
    cased && (1..=6).contains(&count) && !words.contains([':', '|', '?', '!'])
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

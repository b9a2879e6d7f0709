//! Quotations as a reader sees them: in their surroundings, and with what changed marked.

use unicode_segmentation::UnicodeSegmentation;

use crate::id::{AttributionIx, SpeakerIx};
use crate::origin::{Statement, Version};
use crate::page::Page;
use crate::reuse::word::numeral;
use crate::reuse::{Change, ChangeKind, Sort};
use crate::span::{self, Span};
use crate::speech::{Kind, SpeakerKind};
use crate::trace::Trace;

/// A piece of a version, in the order of reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Words that both versions have.
    Same(&'a str),
    /// Words of the other version that this one lacks.
    Removed(&'a str, Sort),
    /// Words of this version that the other lacks.
    Added(&'a str, Sort),
    /// Words of this version that stand elsewhere in the other.
    Moved(&'a str),
    /// Between two parts of a split quotation.
    Gap,
}

/// A change that a reader must not miss.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Weighty<'a> {
    /// What it touches.
    pub(super) sort: Sort,
    /// The words of the fullest version; empty where it has none.
    pub(super) from: &'a str,
    /// The words of this version; empty where it has none.
    pub(super) to: &'a str,
}

/// A block is shown whole up to this length in bytes: about eight lines on paper, which is what a reader takes in at
/// a glance. Of a longer one, one sentence on each side.
const WHOLE_BLOCK: usize = 700;

/// Letters around words that say nothing by themselves: half a line on each side.
const AROUND: usize = 48;

/// Words shorter than this, in letters, are shown in their surroundings: "forty" alone says nothing.
const ALONE: usize = 28;

/// What stands before and after a short stretch on its line, cut between words; both empty for a longer one.
pub(super) fn around(text: &str, span: Span) -> (String, String) {
    let words = span.of(text);
    if words.is_empty() || words.chars().count() >= ALONE {
        return (String::new(), String::new());
    }
    let before = text.get(..span.begin as usize).unwrap_or("");
    let line = before.rsplit('\n').next().unwrap_or("");
    let from = line.char_indices().rev().nth(AROUND - 1).map_or(0, |(i, _)| i);
    let near = line.get(from..).unwrap_or("");
    let near = if from == 0 { near } else { near.split_once(char::is_whitespace).map_or("", |(_, rest)| rest) };
    let after = text.get(span.end as usize..).unwrap_or("").split('\n').next().unwrap_or("");
    let to = after.char_indices().nth(AROUND).map_or(after.len(), |(i, _)| i);
    let far = after.get(..to).unwrap_or("");
    let far = if to == after.len() { far } else { far.rsplit_once(char::is_whitespace).map_or("", |(head, _)| head) };
    (clean(near), clean(far))
}

/// The text of the page of an attribution, and its content; `None` where the trace does not hold it.
pub(super) fn content(trace: &Trace, ix: AttributionIx) -> Option<(&Page, &[Span])> {
    let a = trace.speech.attributions.get(ix.ix())?;
    Some((trace.pages.get(a.page.ix())?, &a.content))
}

/// The pieces of the second side of `version`, read against the first.
pub(super) fn pieces<'a>(trace: &'a Trace, version: &Version) -> Vec<Piece<'a>> {
    let (Some((a, _)), Some((b, parts))) = (content(trace, version.a), content(trace, version.b)) else {
        return Vec::new();
    };
    read_against(&a.text, &b.text, parts, &version.changes)
}

/// The pieces of `parts` of `text_b`, with `changes` from `text_a` marked.
pub(super) fn read_against<'a>(text_a: &'a str, text_b: &'a str, parts: &[Span], changes: &[Change]) -> Vec<Piece<'a>> {
    let mut out = Vec::new();
    let mut changes = changes.iter().peekable();
    for (i, part) in parts.iter().enumerate() {
        if i > 0 {
            out.push(Piece::Gap);
        }
        let mut at = part.begin;
        while let Some(c) = changes.next_if(|c| c.b.begin <= part.end || i + 1 == parts.len()) {
            let b = Span { begin: c.b.begin.clamp(at, part.end), end: c.b.end.clamp(at, part.end) };
            push(&mut out, Piece::Same, Span { begin: at, end: b.begin }.of(text_b));
            let new = b.of(text_b);
            match c.kind {
                ChangeKind::Move => push(&mut out, Piece::Moved, new),
                _ => {
                    push(&mut out, |w| Piece::Removed(w, c.sort), c.a.of(text_a));
                    push(&mut out, |w| Piece::Added(w, c.sort), new);
                }
            }
            at = b.end;
        }
        push(&mut out, Piece::Same, Span { begin: at, end: part.end }.of(text_b));
    }
    out
}

fn push<'a>(out: &mut Vec<Piece<'a>>, piece: impl Fn(&'a str) -> Piece<'a>, words: &'a str) {
    if !words.is_empty() {
        out.push(piece(words));
    }
}

/// Words of a changed name, figure or negation at most. A longer stretch that holds one is a cut, which the marked
/// words show better.
const FEW_WORDS: usize = 8;

/// The changes of `version` to names, figures and negations, the gravest first.
pub(super) fn weighty<'a>(trace: &'a Trace, statement: &Statement, version: &Version) -> Vec<Weighty<'a>> {
    let (Some((a, _)), Some((b, _))) = (content(trace, version.a), content(trace, version.b)) else {
        return Vec::new();
    };
    let few = |c: &Change| {
        let words = |span: Span, page: &Page| span.of(&page.text).split_whitespace().count();
        words(c.a, a).max(words(c.b, b)) <= FEW_WORDS
    };
    let beside = |c: &Change| c.kind == ChangeKind::Delete && prints_beside(trace, statement, version, c.a);
    let grave = version.changes.iter().filter(|c| c.sort >= Sort::Name && c.kind != ChangeKind::Move && few(c));
    let retold = retold(trace, statement, version);
    let grave = grave.filter(|c| !(beside(c) || retold && leaves_out(c, c.b.of(&b.text))));
    let one = |c: &Change| Weighty { sort: c.sort, from: c.a.of(&a.text), to: c.b.of(&b.text) };
    let mut out: Vec<Weighty<'a>> = grave.map(one).collect();
    out.sort_by_key(|w| std::cmp::Reverse(w.sort));
    out
}

/// Whether a publisher, or another body than the speaker, tells the version in words of its own: it need not tell all of it, and only
/// what it has otherwise counts.
fn retold(trace: &Trace, statement: &Statement, version: &Version) -> bool {
    let body = |s: SpeakerIx| trace.speech.speakers.get(s.ix()).is_some_and(|s| s.kind != SpeakerKind::Person);
    trace
        .speech
        .attributions
        .get(version.b.ix())
        .is_some_and(|q| q.kind == Kind::Indirect && q.speaker.is_some_and(|s| Some(s) != statement.speaker && body(s)))
}

/// Whether a change only leaves out a name or a figure; `to` are the words that stand instead.
fn leaves_out(change: &Change, to: &str) -> bool {
    let figure = |w: &str| w.starts_with(|c: char| c.is_ascii_digit()) || numeral(w).is_some();
    let other = to.split(|c: char| !c.is_alphanumeric()).any(figure) || to.contains(char::is_uppercase);
    change.kind == ChangeKind::Delete && change.sort != Sort::Negation || change.sort == Sort::Figure && !other
}

/// Whether the page of a version prints `words` of the fullest quotation in another quotation of the statement: a page may quote
/// one sentence here and the next there. Linear in the statement's versions and their changes.
fn prints_beside(trace: &Trace, statement: &Statement, version: &Version, words: Span) -> bool {
    let page = |v: &Version| trace.speech.attributions.get(v.b.ix()).map(|a| a.page);
    let beside = statement.versions.iter().filter(|v| v.b != version.b && v.a == version.a && page(v) == page(version));
    // A stop or a mark at the edge may be gone there too.
    let lacks = |v: &Version| {
        let gone = v.changes.iter().filter(|c| c.kind == ChangeKind::Delete);
        let common = |c: &Change| c.a.intersection(words).map_or(0, Span::len);
        gone.map(common).sum::<usize>() * 2 >= words.len()
    };
    beside.into_iter().any(|v| !lacks(v))
}

/// Only the marks, spaces or letters' case differ: the same words to a reader.
pub(super) fn same_words(version: &Version) -> bool {
    version.changes.iter().all(|c| c.sort <= Sort::Case && c.kind != ChangeKind::Move)
}

/// The sentences around `spans` on `page`: the whole block where it is short.
///
/// Linear in the blocks that `spans` touch.
pub(super) fn surroundings(page: &Page, spans: &[Span]) -> Option<Span> {
    let inner = span::hull(spans)?;
    let first = page.blocks.partition_point(|b| b.span.end <= inner.begin);
    let touched = page.blocks.iter().skip(first).take_while(|b| b.span.begin < inner.end);
    let outer = touched.map(|b| b.span).reduce(Span::hull).map_or(inner, |b| b.hull(inner));
    if outer.len() <= WHOLE_BLOCK {
        return Some(outer);
    }
    let before = Span { begin: outer.begin, end: inner.begin }.of(&page.text);
    let after = Span { begin: inner.end, end: outer.end }.of(&page.text);
    let begin = outer.begin as usize + last_sentence(before);
    let end = inner.end as usize + first_sentence(after);
    Some(Span::new(begin, end).hull(inner))
}

/// Where the sentence begins in which `text` ends, or the one before where that is only a few words.
fn last_sentence(text: &str) -> usize {
    let tail = floor(text, text.len().saturating_sub(WHOLE_BLOCK));
    let bounds: Vec<usize> = text[tail..].split_sentence_bound_indices().map(|(at, _)| tail + at).collect();
    let cut = bounds.iter().rev().find(|&&at| text.len() - at > 40);
    cut.copied().unwrap_or(tail)
}

/// Where the sentence ends with which `text` begins, or the next where that is only a few words.
fn first_sentence(text: &str) -> usize {
    let head = &text[..floor(text, WHOLE_BLOCK.min(text.len()))];
    let mut ends = head.split_sentence_bound_indices().map(|(at, s)| at + s.len());
    ends.find(|&end| end > 40).unwrap_or(head.len())
}

/// The last character boundary at or before byte `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0)
}

/// What a page may not send to a terminal or a browser is left out: control characters, which begin escape sequences
/// and move the cursor, and the characters that turn the direction of text around. White space becomes plain.
pub(super) fn clean(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            c if c.is_whitespace() => Some(' '),
            c if c.is_control() => None,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => None,
            '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' => None,
            c => Some(c),
        })
        .collect()
}

/// The first `most` characters, cut at a word, with an ellipsis where something is left.
pub(super) fn brief(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let head: String = text.chars().take(most).collect();
    let end = head.rfind(' ').filter(|&at| at > most / 2).unwrap_or(head.len());
    format!("{}…", head[..end].trim_end())
}

//! Readers' comments in bare text: where they begin, and where one ends and the next begins.

use super::{Comment, keep_written};
use crate::page::bare::Line;
use crate::page::block::Block;
use crate::page::block::line;
use crate::page::identity::title::fold;
use crate::page::role::Role;

/// A stretch of comments: from the first label or comment to the end of the page.
pub(in crate::page) struct Thread {
    /// The line where it begins.
    pub(in crate::page) begin: usize,
}

/// Whether a line is nothing but a name or a handle: few words, no sentence, begins with a capital or holds a sign or
/// digit as handles do.
pub(in crate::page) fn is_name(line: &Line<'_>) -> bool {
    let words = line.words;
    line.count <= 4
        && words.len() <= 40
        && !line::ends_sentence(words)
        && !words.starts_with(|c: char| c.is_ascii_digit())
        && line.tell.is_none()
        && words.chars().any(char::is_alphabetic)
        && !words.contains(['“', '”', '"', '«', '»', '?', '!', ':', ';', '/'])
}

/// Finds where the comments begin, if there are any: the place from which on the evidence is strongest.
pub(in crate::page) fn find(lines: &[Line<'_>], first: usize) -> Option<Thread> {
    let mut best: Option<(i32, usize)> = None;
    let mut sum = 0;
    for i in (first + 1..lines.len()).rev() {
        sum += evidence(lines, i);
        let starts = lines[i].is_label() || lines[i].may_be_label() || is_name(&lines[i]) || lines[i].gap > 1;
        if starts && best.is_none_or(|(most, _)| sum >= most) {
            best = Some((sum, i));
        }
    }
    // A label and one more sign, or three signs: below that, an odd line in a story would do.
    best.filter(|(sum, i)| *sum >= 6 && lines[*i..].iter().any(|l| l.count >= 2)).map(|(_, begin)| Thread { begin })
}

/// Lines behind a label, one of which must be somebody's.
const BEHIND: usize = 5;

/// How much a line speaks for being among comments; against, where it reads as a reporter's prose.
fn evidence(lines: &[Line<'_>], i: usize) -> i32 {
    let line = &lines[i];
    if line.is_label() || line.may_be_label() {
        // "Be the first one to comment", with nothing behind it, speaks for no comments before it.
        let written = |l: &Line<'_>| l.tell.is_none() && !l.is_label() && !l.may_be_label();
        let weight = if line.is_label() { 5 } else { 3 };
        return if lines.iter().skip(i + 1).take(BEHIND).any(written) { weight } else { 0 };
    }
    let next = lines.get(i + 1);
    if is_name(line) && next.is_some_and(|n| !is_name(n) && n.count >= 3 && !n.is_label()) {
        return 2;
    }
    if line.tell.is_some() || line.count <= 3 {
        return 0;
    }
    let [tells, speaks] = voices(line.words);
    let mut sum = -1;
    if line.prose && line.count >= 12 {
        sum -= 1;
    }
    if tells && line.words.contains(['“', '«', '"']) {
        sum -= 2;
    }
    if speaks && !line.words.trim_start().starts_with(['“', '«', '"']) {
        sum += 2;
    }
    if !line::ends_sentence(line.words) && line.count >= 4 {
        sum += 1;
    }
    let bytes = line.words.as_bytes();
    if memchr::memchr3_iter(b'!', b'?', b'.', bytes).any(|i| bytes.get(i + 1) == bytes.get(i))
        || line.words.chars().next().is_some_and(char::is_lowercase)
    {
        sum += 1;
    }
    if line.gap > 1 {
        sum += 2;
    }
    sum
}

/// Whether a line has words with which a reporter tells who said something, and words with which a reader speaks for himself.
fn voices(line: &str) -> [bool; 2] {
    // The two letters whose small forms are ASCII letters; where there are none, what is no ASCII word is none of these.
    if !line.is_ascii() && line.contains(['\u{130}', '\u{212A}']) {
        return voices(&line.to_lowercase());
    }
    let mut found = [false; 2];
    if line.is_ascii() {
        let words = line.as_bytes().split(|b| !b.is_ascii_alphanumeric() && *b != b'\'');
        words.for_each(|word| hear(word, &mut found));
    } else {
        let words = line.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
        words.for_each(|word| hear(word.as_bytes(), &mut found));
    }
    found
}

/// Notes what one word is of both.
fn hear(word: &[u8], found: &mut [bool; 2]) {
    let is = |list: &[&str]| list.iter().any(|w| w.as_bytes().eq_ignore_ascii_case(word));
    match word.len() {
        1 => found[1] |= is(&["i", "u"]),
        2 => found[1] |= is(&["im", "my"]),
        3 => found[1] |= is(&["you", "i'm", "lol", "imo", "btw"]),
        4 => {
            found[0] |= is(&["said", "told"]);
            found[1] |= is(&["your"]);
        }
        5 => found[1] |= is(&["i’m", "don't"]),
        6 => found[1] |= is(&["thanks"]),
        7 => found[1] |= is(&["don’t"]),
        9 => found[0] |= is(&["according"]),
        _ => {}
    }
}

/// Splits a thread into comments, and gives its blocks their roles. `shown` are lines of the page's head, folded, that
/// are furniture there and so wherever they come again.
pub(in crate::page) fn split(
    lines: &[Line<'_>],
    thread: &Thread,
    shown: &[String],
    blocks: &mut [Block],
) -> Vec<Comment> {
    let mut comments: Vec<Comment> = Vec::new();
    // Whether the thread sets comments apart by more than one empty line.
    let spaced = lines[thread.begin..].iter().filter(|l| l.gap > 1).count() >= 2;
    let named = lines[thread.begin..].iter().any(is_name);
    let mut open = false;
    for i in thread.begin..lines.len() {
        let line = &lines[i];
        let next = lines.get(i + 1);
        let repeated = !shown.is_empty() && shown.contains(&fold(line.words));
        // Below a name such a line is what somebody wrote.
        let labels = line.is_label() || line.may_be_label() && !i.checked_sub(1).is_some_and(|b| is_name(&lines[b]));
        let furniture = repeated || labels || line.tell.is_some() && line::is_furniture(line.words);
        if furniture {
            blocks[i].role = Role::Furniture;
            continue;
        }
        let name = is_name(line) && next.is_some_and(|n| !n.is_label() && (!is_name(n) || line.gap > 1));
        if name || line.gap > 1 || !open || !spaced && !named {
            comments.push(Comment {
                author: name.then_some(line.span),
                date: None,
                span: line.span,
                body: Vec::new(),
                answers: None,
            });
            open = true;
        }
        let Some(comment) = comments.last_mut() else { continue };
        comment.span = comment.span.hull(line.span);
        if !name {
            comment.body.push(line.span);
        }
        blocks[i].role = Role::Comment;
        blocks[i].comment = Some(comments.len() as u32 - 1);
    }
    // A name without words stood over a picture or a vote.
    keep_written(comments, blocks)
}

//! Setting text in lines of a width, with or without colour.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Effects};
use unicode_segmentation::UnicodeSegmentation;

use super::Style;
use crate::report::words::clean;

/// What a run of words is, and so how it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    Plain,
    Strong,
    Faint,
    Added,
    Removed,
    Moved,
    Alert,
}

/// Words of one ink. White space in it is where a line may break.
pub(super) type Run = (Ink, String);

/// Lines as they come.
pub(super) struct Sheet {
    out: String,
    style: Style,
}

/// Narrower columns than this would hold a word or two a line.
const LEAST_WIDTH: usize = 40;

/// Lines longer than this tire the eye (a figure of typography: 45 to 90 characters a line).
const WIDEST: usize = 110;

impl Sheet {
    pub(super) fn new(style: &Style) -> Sheet {
        Sheet { out: String::new(), style: *style }
    }

    pub(super) fn finish(self) -> String {
        self.out
    }

    /// Lines that were set on another sheet.
    pub(super) fn add(&mut self, lines: &str) {
        self.out.push_str(lines);
    }

    pub(super) fn style(&self) -> &Style {
        &self.style
    }

    fn width(&self) -> usize {
        self.style.width.clamp(LEAST_WIDTH, WIDEST)
    }

    pub(super) fn blank(&mut self) {
        self.out.push('\n');
    }

    /// A heading with an empty line above.
    pub(super) fn heading(&mut self, text: &str) {
        self.blank();
        self.put(0, 0, &[(Ink::Strong, text.to_uppercase())]);
    }

    /// A paragraph: `first` spaces before its first line, `rest` before the others.
    pub(super) fn put(&mut self, first: usize, rest: usize, runs: &[Run]) {
        self.put_after(&" ".repeat(first), &" ".repeat(rest), runs);
    }

    /// A paragraph that begins with a given string, as the branches of a tree, which is printed faint.
    pub(super) fn put_after(&mut self, first: &str, rest: &str, runs: &[Run]) {
        let width = self.width();
        let mut lead = first;
        let mut column = columns(lead);
        let mut line: Vec<(Ink, String)> = Vec::new();
        let mut filled = false;
        for (mut gap, mut word) in words(runs) {
            let mut size: usize = word.iter().map(|(_, w)| columns(w)).sum();
            loop {
                let space = usize::from(filled && gap.is_some());
                if column + space + size <= width {
                    if let (Some(ink), true) = (gap, filled) {
                        add(&mut line, ink, " ");
                    }
                    word.iter().for_each(|(ink, w)| add(&mut line, *ink, w));
                    column += space + size;
                    filled = true;
                    break;
                }
                if !filled {
                    // Too long for any line: cut it where the line ends.
                    let (head, tail) = split(word, width.saturating_sub(column).max(8));
                    head.iter().for_each(|(ink, w)| add(&mut line, *ink, w));
                    word = tail;
                    size = word.iter().map(|(_, w)| columns(w)).sum();
                }
                self.flush(lead, &mut line);
                lead = rest;
                column = columns(lead);
                filled = false;
                gap = None;
                if word.is_empty() {
                    break;
                }
            }
        }
        if filled || !line.is_empty() {
            self.flush(lead, &mut line);
        }
    }

    fn flush(&mut self, lead: &str, line: &mut Vec<(Ink, String)>) {
        let blank = lead.trim().is_empty();
        if blank || !self.style.color {
            self.out.push_str(lead);
        } else {
            self.ink(Ink::Faint, lead);
        }
        for (ink, text) in std::mem::take(line) {
            self.ink(ink, &text);
        }
        self.out.push('\n');
    }

    fn ink(&mut self, ink: Ink, text: &str) {
        if !self.style.color || ink == Ink::Plain {
            self.out.push_str(text);
            return;
        }
        let style = match ink {
            Ink::Plain => anstyle::Style::new(),
            Ink::Strong => anstyle::Style::new().bold(),
            Ink::Faint => anstyle::Style::new().dimmed(),
            Ink::Added => AnsiColor::Green.on_default().effects(Effects::UNDERLINE),
            Ink::Removed => AnsiColor::Red.on_default().effects(Effects::STRIKETHROUGH),
            Ink::Moved => AnsiColor::Cyan.on_default(),
            Ink::Alert => AnsiColor::Yellow.on_default().effects(Effects::BOLD),
        };
        let _ = write!(self.out, "{style}{text}{style:#}");
    }
}

/// Appends to the line, joining what has the same ink.
fn add(line: &mut Vec<(Ink, String)>, ink: Ink, text: &str) {
    match line.last_mut() {
        Some((last, held)) if *last == ink => held.push_str(text),
        _ => line.push((ink, text.to_owned())),
    }
}

/// A word is what stands between white space, of one ink or several; before it, the ink of the space, if any.
type Word = (Option<Ink>, Vec<Run>);

/// Bytes of a word that is set whole; no language has a longer one, and setting a word takes square time in its lines.
const LONGEST_WORD: usize = 400;

fn words(runs: &[Run]) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::new();
    let mut gap: Option<Ink> = None;
    let mut open = false;
    for (ink, text) in runs {
        let text = clean(text);
        let mut rest = text.as_str();
        while let Some(c) = rest.chars().next() {
            if c.is_whitespace() {
                // A space within a run takes its ink; one between two runs takes none.
                let inside = rest.trim_start();
                let between = inside.is_empty() || rest.len() == text.len();
                gap = Some(if between { Ink::Plain } else { *ink });
                open = false;
                rest = inside;
                continue;
            }
            // A word without end is cut into words that follow without a space.
            let most = (0..=LONGEST_WORD.min(rest.len())).rev().find(|&i| rest.is_char_boundary(i)).unwrap_or(0);
            let end = rest[..most].find(char::is_whitespace).unwrap_or(most);
            let piece = (*ink, rest[..end].to_owned());
            open &= end < LONGEST_WORD - 4;
            match out.last_mut() {
                Some((_, word)) if open => word.push(piece),
                _ => out.push((gap.take(), vec![piece])),
            }
            open = true;
            rest = &rest[end..];
        }
    }
    out
}

/// Cuts a word after `room` columns.
fn split(word: Vec<Run>, room: usize) -> (Vec<Run>, Vec<Run>) {
    let (mut head, mut tail): (Vec<Run>, Vec<Run>) = (Vec::new(), Vec::new());
    let mut used = 0;
    for (ink, text) in word {
        let mut cut = text.len();
        if !tail.is_empty() {
            cut = 0;
        }
        for (at, g) in text.grapheme_indices(true).take_while(|_| cut > 0) {
            if used + columns(g) > room && used > 0 {
                cut = at;
                break;
            }
            used += columns(g);
        }
        if cut > 0 {
            head.push((ink, text[..cut].to_owned()));
        }
        if cut < text.len() {
            tail.push((ink, text[cut..].to_owned()));
        }
    }
    (head, tail)
}

/// Columns that a terminal gives `text`: two for a wide character of East Asia or an emoji, else one a grapheme.
fn columns(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    let wide = |g: &str| {
        g.chars().next().is_some_and(|c| {
            matches!(c as u32, 0x1100..=0x115f | 0x2e80..=0x303e | 0x3041..=0xa4cf | 0xac00..=0xd7a3 | 0xf900..=0xfaff
                | 0xfe30..=0xfe6f | 0xff00..=0xff60 | 0xffe0..=0xffe6 | 0x1f300..=0x1faff | 0x20000..=0x3fffd)
        })
    };
    text.graphemes(true).map(|g| if wide(g) { 2 } else { 1 }).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn set(width: usize, color: bool, runs: &[Run]) -> String {
        let mut sheet = Sheet::new(&Style { width, color, all: true });
        sheet.put(2, 4, runs);
        sheet.finish()
    }

    #[test]
    fn an_escape_sequence_of_a_page_reaches_no_terminal() {
        let hostile = "a\u{1b}]0;title\u{7}b\u{202e}c\u{9b}31md\re\u{8}";
        assert_eq!(clean(hostile), "a]0;titlebc31md e");
        assert!(!set(40, false, &[(Ink::Plain, hostile.to_owned())]).contains('\u{1b}'));
    }

    #[test]
    fn runs_without_a_space_between_them_stay_one_word() {
        let runs =
            [(Ink::Removed, "-had-".to_owned()), (Ink::Added, "+has+".to_owned()), (Ink::Plain, ", then".to_owned())];
        assert_eq!(set(80, false, &runs), "  -had-+has+, then\n");
    }

    #[test]
    fn colours_never_span_a_line_end() {
        let words = "one two three four five six seven eight nine ten eleven twelve".to_owned();
        for line in set(40, true, &[(Ink::Added, words)]).lines() {
            assert_eq!(line.matches("\u{1b}[0m").count(), 1, "{line:?}");
        }
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_asked_and_no_word_is_lost(text in "[a-zé汉 ]{0,300}", width in 40usize..100) {
            let out = set(width, false, &[(Ink::Plain, text.clone())]);
            for line in out.lines() {
                prop_assert!(columns(line) <= width, "{line:?}");
            }
            let letters = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(letters(&out), letters(&text));
        }
    }
}

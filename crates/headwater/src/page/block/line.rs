//! What the words of a line tell by themselves, wherever it stands.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::page::date;
use crate::page::identity::author;

/// What a line's words alone can show it to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tell {
    /// It names who wrote the story.
    Byline,
    /// It is a date, alone or with little beside it.
    Date,
    /// It says where the story was taken from.
    Credit,
    /// It describes a picture or names its maker.
    Caption,
    /// It is page furniture.
    Furniture,
}

struct Entry {
    words: &'static str,
    /// Must be the whole line.
    tied: bool,
}

static FURNITURE: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let lines = entries(include_str!("../../../data/page/furniture.txt"));
    let mut all: Vec<Entry> = lines.map(|l| Entry { words: l.trim_end_matches('$'), tied: l.ends_with('$') }).collect();
    all.sort_by_key(|e| e.words);
    all
});

/// Wordings that are looked for anywhere in a line, all at once; whether each must begin the line.
struct Wordings {
    search: Option<AhoCorasick>,
    tied: Vec<bool>,
}

impl Wordings {
    fn of(list: impl Iterator<Item = &'static str>) -> Wordings {
        let list: Vec<&str> = list.collect();
        let tied = list.iter().map(|l| l.starts_with('^')).collect();
        Wordings { search: AhoCorasick::new(list.iter().map(|l| l.trim_start_matches('^'))).ok(), tied }
    }

    fn are_in(&self, line: &str) -> bool {
        let tied = |m: &aho_corasick::Match| self.tied.get(m.pattern().as_usize()).copied().unwrap_or(false);
        let search = self.search.iter();
        search.flat_map(|s| s.find_overlapping_iter(line)).any(|m| m.start() == 0 || !tied(&m))
    }
}

static CREDITS: LazyLock<Wordings> =
    LazyLock::new(|| Wordings::of(entries(include_str!("../../../data/page/credits.txt"))));

static CAPTIONS: LazyLock<Wordings> = LazyLock::new(|| {
    const WITHIN: [&str; 17] = [
        ". photo:",
        ". image:",
        ". picture:",
        "(photo:",
        "(photo by",
        "getty images",
        "afp via",
        "ap photo",
        "(ap photo",
        "/ap)",
        "reuters/",
        "/reuters",
        "shutterstock",
        "file photo",
        "./ph",
        "| photo",
        "iphoto",
    ];
    Wordings::of(WITHIN.into_iter())
});

fn entries(source: &'static str) -> impl Iterator<Item = &'static str> {
    source.lines().filter(|l| !l.starts_with('#') && !l.is_empty())
}

/// Longest line, in bytes, that is held against the lists; longer ones are prose.
const LONGEST: usize = 400;

/// What the line tells; `None` where its words could be anything.
pub fn tell(line: &str) -> Option<Tell> {
    let line = line.trim();
    if line.is_empty() || line.len() > LONGEST {
        return None;
    }
    let words = count_words(line);
    let ends = ends_sentence(line);
    let lower = lowered(line);
    if words <= 30 && CREDITS.are_in(&lower) {
        return Some(Tell::Credit);
    }
    if !ends && words <= 14 && author::after_by(line).is_some() {
        return Some(Tell::Byline);
    }
    if is_caption(&lower, words, ends) {
        return Some(Tell::Caption);
    }
    if words <= 12 && !ends && is_date_line(line) {
        return Some(Tell::Date);
    }
    (words <= 14 && furnishes(&lower)).then_some(Tell::Furniture)
}

/// How many words a line has, parted by white space; in ASCII counted where a word begins behind a blank, many bytes at once.
pub fn count_words(line: &str) -> usize {
    if !line.is_ascii() {
        return line.split_whitespace().count();
    }
    let bytes = line.as_bytes();
    let white = |b: u8| (b == b' ') | (b.wrapping_sub(b'\t') < 5);
    let begins = bytes.iter().zip(bytes.iter().skip(1)).map(|(&a, &b)| u32::from(white(a) & !white(b)));
    begins.sum::<u32>() as usize + usize::from(bytes.first().is_some_and(|&b| !white(b)))
}

/// Whether a line ends as a sentence does, closing marks aside.
pub fn ends_sentence(line: &str) -> bool {
    let bare = line.trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '"' | '”' | '“' | '’' | '\'' | '»' | '«' | ')' | ']' | '*')
    });
    bare.ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '।', ':', ';'])
}

/// Whether the line says where the story was taken from.
pub fn is_credit(line: &str) -> bool {
    line.len() <= LONGEST && CREDITS.are_in(&lowered(line))
}

/// Whether the line is one of the wordings of page furniture, or has no words at all but figures and signs.
pub fn is_furniture(line: &str) -> bool {
    furnishes(&lowered(line))
}

fn furnishes(lower: &str) -> bool {
    if !lower.chars().any(char::is_alphabetic) || is_amount(lower) {
        return true;
    }
    // The entry that the line begins with, if any, is the greatest one not greater than the line, or shares a beginning
    // with it; stepping back through those finds it.
    let after = FURNITURE.partition_point(|e| e.words <= lower);
    let first = lower.chars().next();
    FURNITURE[..after].iter().rev().take_while(|e| e.words.chars().next() == first).any(|e| {
        // Most entries differ already in their last byte.
        let last = e.words.len().wrapping_sub(1);
        if lower.as_bytes().get(last) != e.words.as_bytes().get(last) {
            return false;
        }
        let Some(rest) = lower.strip_prefix(e.words) else { return false };
        let whole = rest.chars().next().is_none_or(|c| !c.is_alphanumeric()) || e.words.ends_with(['@', ':', '©', ' ']);
        if e.tied { rest.chars().all(|c| !c.is_alphanumeric()) } else { whole }
    })
}

/// A sum, a count with a unit, a rate: nothing but figures and at most one short word.
fn is_amount(lower: &str) -> bool {
    let digits = lower.chars().filter(char::is_ascii_digit).count();
    let letters = lower.chars().filter(|c| c.is_alphabetic()).count();
    digits > 0 && letters <= 3 && lower.len() <= 24
}

/// Whether the line is a date with little more than labels beside it.
pub fn is_date_line(line: &str) -> bool {
    if !line.bytes().any(|b| b.is_ascii_digit()) {
        return false;
    }
    let found = date::find(line);
    let Some((span, date)) = found.first() else { return false };
    // A month alone is a date only where nothing else is.
    // Dashes and bars between the outlet and the date are no words.
    let words = |s: &str| s.split_whitespace().filter(|w| w.contains(char::is_alphanumeric)).count();
    let rest = words(line).saturating_sub(words(span.of(line)));
    let colon = line.contains(':') as usize;
    if date.day.is_none() { rest == 0 } else { rest <= 5 + 4 * colon + 4 * (found.len() - 1) }
}

/// Whether the line is about a picture: a label in front, or a photo credit.
fn is_caption(lower: &str, words: usize, ends: bool) -> bool {
    const FRONT: [&str; 18] = [
        "photo:",
        "photo by",
        "photos:",
        "photos by",
        "photograph:",
        "photograph by",
        "image:",
        "images:",
        "image credit",
        "photo credit",
        "picture:",
        "picture by",
        "pic:",
        "foto:",
        "bild:",
        "illustration:",
        "video credit",
        "graphic:",
    ];
    let short = words <= 25 || words <= 50 && !ends;
    FRONT.iter().any(|f| lower.starts_with(f)) || short && CAPTIONS.are_in(lower) && !lower.contains(" said ")
}

/// Lower case, every digit a 0, runs of white space one blank, bullets in front left out.
pub fn lowered(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for c in line
        .trim_start_matches(|c: char| {
            matches!(c, '•' | '·' | '»' | '›' | '>' | '*' | '|' | '►' | '▶' | '+') || c.is_whitespace()
        })
        .chars()
    {
        if c.is_ascii_digit() {
            if !out.ends_with('0') {
                out.push('0');
            }
        } else if matches!(c, ',' | '.') && out.ends_with('0') {
            // 2,500 is one number; a point after a number is left out with it.
        } else if c.is_ascii_alphabetic() {
            out.push(c.to_ascii_lowercase());
        } else if c.is_whitespace() {
            if !out.ends_with(' ') {
                out.push(' ');
            }
        } else if c.is_ascii() {
            out.push(c);
        } else {
            out.extend(c.to_lowercase());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn furniture_is_told_by_its_words() {
        for line in [
            "Share this article",
            "2,500 $",
            "3 comments",
            "Estimated read time: 3'",
            "Sign in | Register",
            "© The Harbour Post",
            "12",
        ] {
            assert_eq!(tell(line), Some(Tell::Furniture), "{line}");
        }
        for line in ["Shares of the port company fell", "Nobody was hurt.", "Homeowners wait for word"] {
            assert_eq!(tell(line), None, "{line}");
        }
    }

    #[test]
    fn words_are_counted_as_white_space_parts_them() {
        for line in
            ["", " ", "a", " a", "a ", "The bridge\tis\r\nshut", " \u{b}\u{c}x  y ", "a\u{1f}b c", "é à la", "a\u{a0}b"]
        {
            assert_eq!(count_words(line), line.split_whitespace().count(), "{line:?}");
        }
    }

    #[test]
    fn bylines_dates_credits_and_captions_are_told_apart() {
        assert_eq!(tell("By Ana Ruiz and Tom Hale"), Some(Tell::Byline));
        assert_eq!(tell("Published: 18 March 2019, 10:00"), Some(Tell::Date));
        assert_eq!(tell("Harbour Post — March 18, 2019"), Some(Tell::Date));
        assert_eq!(tell("Written by Ana Ruiz; originally appeared at Harbour Post"), Some(Tell::Credit));
        assert_eq!(tell("(via Harbour Post)"), Some(Tell::Credit));
        assert_eq!(tell("Photo: J. Novak"), Some(Tell::Caption));
    }
}

//! What the words of a line tell by themselves, wherever it stands.

use std::sync::LazyLock;

use super::date;
use super::identity::author;

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
    /// Tied to the beginning (credits), or to the whole line (furniture).
    tied: bool,
}

fn list(source: &'static str, tie: char) -> Vec<Entry> {
    let lines = source.lines().filter(|l| !l.starts_with('#') && !l.is_empty());
    lines.map(|l| Entry { words: l.trim_matches(tie), tied: l.contains(tie) }).collect()
}

static FURNITURE: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let mut all = list(include_str!("../../data/page/furniture.txt"), '$');
    all.sort_by_key(|e| e.words);
    all
});

static CREDITS: LazyLock<Vec<Entry>> = LazyLock::new(|| list(include_str!("../../data/page/credits.txt"), '^'));

/// Longest line, in bytes, that is held against the lists; longer ones are prose.
const LONGEST: usize = 400;

/// What the line tells; `None` where its words could be anything.
pub fn tell(line: &str) -> Option<Tell> {
    let line = line.trim();
    if line.is_empty() || line.len() > LONGEST {
        return None;
    }
    let words = line.split_whitespace().count();
    let ends = ends_sentence(line);
    if is_credit(line) && words <= 30 {
        return Some(Tell::Credit);
    }
    if author::after_by(line).is_some() && !ends && words <= 14 {
        return Some(Tell::Byline);
    }
    if is_caption(line) {
        return Some(Tell::Caption);
    }
    if words <= 12 && !ends && is_date_line(line) {
        return Some(Tell::Date);
    }
    (words <= 14 && is_furniture(line)).then_some(Tell::Furniture)
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
    let lower = lowered(line);
    CREDITS.iter().any(|e| if e.tied { lower.starts_with(e.words) } else { lower.contains(e.words) })
}

/// Whether the line is one of the wordings of page furniture, or has no words at all but figures and signs.
pub fn is_furniture(line: &str) -> bool {
    let lower = lowered(line);
    if !lower.chars().any(char::is_alphabetic) || is_amount(&lower) {
        return true;
    }
    // The entry that the line begins with, if any, is the greatest one not greater than the line, or shares a beginning
    // with it; stepping back through those finds it.
    let after = FURNITURE.partition_point(|e| e.words <= lower.as_str());
    let first = lower.chars().next();
    FURNITURE[..after].iter().rev().take_while(|e| e.words.chars().next() == first).any(|e| {
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
    let found = date::find(line);
    let Some((span, date)) = found.first() else { return false };
    // A month alone is a date only where nothing else is.
    let rest = line.split_whitespace().count().saturating_sub(span.of(line).split_whitespace().count());
    let colon = line.contains(':') as usize;
    if date.day.is_none() { rest == 0 } else { rest <= 5 + 4 * colon + 4 * (found.len() - 1) }
}

/// Whether the line is about a picture: a label in front, or a photo credit.
fn is_caption(line: &str) -> bool {
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
    const WITHIN: [&str; 12] = [
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
    let lower = lowered(line);
    let words = line.split_whitespace().count();
    FRONT.iter().any(|f| lower.starts_with(f))
        || (words <= 25 || words <= 50 && !ends_sentence(line))
            && WITHIN.iter().any(|w| lower.contains(w))
            && !lower.contains(" said ")
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
        } else if c.is_whitespace() {
            if !out.ends_with(' ') {
                out.push(' ');
            }
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
    fn bylines_dates_credits_and_captions_are_told_apart() {
        assert_eq!(tell("By Ana Ruiz and Tom Hale"), Some(Tell::Byline));
        assert_eq!(tell("Published: 18 March 2019, 10:00"), Some(Tell::Date));
        assert_eq!(tell("Harbour Post — March 18, 2019"), Some(Tell::Date));
        assert_eq!(tell("Written by Ana Ruiz; originally appeared at Harbour Post"), Some(Tell::Credit));
        assert_eq!(tell("(via Harbour Post)"), Some(Tell::Credit));
        assert_eq!(tell("Photo: J. Novak"), Some(Tell::Caption));
    }
}

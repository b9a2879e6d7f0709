//! Dates out of words: ISO 8601, numbers with points, slashes or dashes, and month names in some thirty languages.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::{Date, clock};
use crate::span::Span;

/// Years that a page's date can have: the first printed weeklies to the end of this century. Four-digit numbers
/// outside are no years.
const YEARS: std::ops::RangeInclusive<i16> = 1600..=2099;

static MONTHS: LazyLock<BTreeMap<&'static str, u8>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/page/months.txt").lines().filter(|l| !l.starts_with('#'));
    let mut months = BTreeMap::new();
    for line in lines {
        let mut words = line.split_whitespace();
        let Some(number) = words.next().and_then(|n| n.parse().ok()) else { continue };
        for word in words {
            months.entry(word).or_insert(number);
        }
    }
    months
});

/// The month that `word`, in lower case, names in one of some thirty languages.
pub(crate) fn month(word: &str) -> Option<u8> {
    MONTHS.get(word.trim_end_matches('.')).copied()
}

/// The first date in `text`; only the first 4096 bytes are looked at.
pub fn parse(text: &str) -> Option<Date> {
    let mut end = text.len().min(4096);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    find(&text[..end]).into_iter().next().map(|(_, date)| date)
}

/// All dates in `text` with at least a month and a year, and where they stand. Linear in the text.
pub fn find(text: &str) -> Vec<(Span, Date)> {
    let pieces = pieces(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        match read_at(text, &pieces[at..]) {
            Some((date, used)) => {
                let span = Span::new(pieces[at].begin, pieces[at + used - 1].end);
                found.push((span, date));
                at += used;
            }
            None => at += 1,
        }
    }
    found
}

/// A number or a month's name, and what stands right before the next piece.
#[derive(Clone, Copy, Debug)]
struct Piece {
    begin: usize,
    end: usize,
    what: What,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum What {
    /// A number of so many digits.
    Number(i32, u8),
    Month(u8),
    /// Another word.
    Word,
}

fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((begin, c)) = chars.next() {
        if c.is_ascii_digit() {
            let (mut end, mut value, mut digits) = (begin + 1, c as i32 - '0' as i32, 1u8);
            while let Some(&(i, d)) = chars.peek().filter(|(_, d)| d.is_ascii_digit()) {
                value = value.saturating_mul(10).saturating_add(d as i32 - '0' as i32);
                digits = digits.saturating_add(1);
                end = i + 1;
                chars.next();
            }
            pieces.push(Piece { begin, end, what: What::Number(value, digits) });
        } else if c.is_alphabetic() {
            // `2019年3月18日`: each sign is a word of its own, or the numbers would not be told from what follows.
            let mut end = begin + c.len_utf8();
            let single = matches!(c, '年' | '月' | '日');
            while let Some(&(i, d)) = chars.peek().filter(|(_, d)| !single && d.is_alphabetic()) {
                end = i + d.len_utf8();
                chars.next();
            }
            let word = &text[begin..end];
            let month = if word.len() <= 24 { MONTHS.get(word.to_lowercase().as_str()).copied() } else { None };
            pieces.push(Piece { begin, end, what: month.map_or(What::Word, What::Month) });
        }
    }
    pieces
}

/// Reads a date that begins at the first of `pieces`, and how many of them it takes.
fn read_at(text: &str, pieces: &[Piece]) -> Option<(Date, usize)> {
    let first = *pieces.first()?;
    match first.what {
        What::Number(year, 4) => year_first(text, pieces, year),
        What::Number(value, 8) => compact(value),
        What::Number(day, 1 | 2) => day_first(text, pieces, day),
        What::Month(month) => month_first(text, pieces, month),
        _ => None,
    }
}

fn between<'t>(text: &'t str, a: &Piece, b: &Piece) -> &'t str {
    text.get(a.end..b.begin).unwrap_or("")
}

fn number(piece: Option<&Piece>, digits: std::ops::RangeInclusive<u8>) -> Option<i32> {
    match piece?.what {
        What::Number(n, d) if digits.contains(&d) => Some(n),
        _ => None,
    }
}

fn make(year: i32, month: i32, day: Option<i32>) -> Option<Date> {
    let year = i16::try_from(year).ok().filter(|y| YEARS.contains(y))?;
    let month = u8::try_from(month).ok().filter(|m| (1..=12).contains(m))?;
    let Some(day) = day else { return Some(Date { year, month: Some(month), day: None, time: None }) };
    let day = u8::try_from(day).ok()?;
    // The calendar decides whether there is such a day.
    jiff::civil::Date::new(year, month as i8, i8::try_from(day).ok()?).ok()?;
    Some(Date::day(year, month, day))
}

/// `2019-03-18`, `2019/3/18`, `2019.03.18`, `2019年3月18日`, `2019-03-18T08:00:00+01:00`, `2019 March 18`.
fn year_first(text: &str, pieces: &[Piece], year: i32) -> Option<(Date, usize)> {
    let second = pieces.get(1)?;
    let gap = between(text, &pieces[0], second);
    if let What::Month(month) = second.what {
        let day = number(pieces.get(2), 1..=2)?;
        // `2021/jan21` is a folder's name for a month or a year.
        let parted = pieces.get(2).is_some_and(|day| !between(text, second, day).is_empty());
        return (parted && short(gap)).then(|| make(year, month.into(), Some(day))).flatten().map(|d| (d, 3));
    }
    if pieces.get(1).is_some_and(|p| &text[p.begin..p.end] == "年") {
        let (month, day) = (number(pieces.get(2), 1..=2)?, number(pieces.get(4), 1..=2)?);
        return make(year, month, Some(day)).map(|d| (d, 5));
    }
    let third = pieces.get(2)?;
    let separator = gap.trim();
    if !matches!(separator, "-" | "/" | "." | "‑" | "–") || between(text, second, third).trim() != separator {
        return None;
    }
    let (month, day) = (number(Some(second), 1..=2)?, number(Some(third), 1..=2)?);
    let mut date = make(year, month, Some(day))?;
    date.time = clock::iso(&text[third.end..]);
    Some((date, 3))
}

/// `20190318`.
fn compact(value: i32) -> Option<(Date, usize)> {
    make(value / 10_000, value / 100 % 100, Some(value % 100)).map(|d| (d, 1))
}

/// `18.03.2019`, `18/03/19`, `18 March 2019`, `18th of March, 2019`, `18 de marzo de 2019`; `03/18/2019` where the
/// second number can't be a month.
fn day_first(text: &str, pieces: &[Piece], day: i32) -> Option<(Date, usize)> {
    // Past an ordinal's ending and little words: `18th of`, `18. `, `18 de`, `1er`.
    let mut at = 1;
    while at < 3 && matches!(pieces.get(at)?.what, What::Word) {
        let word = &text[pieces[at].begin..pieces[at].end];
        if word.len() > 4 || !short(between(text, &pieces[at - 1], &pieces[at])) {
            return None;
        }
        at += 1;
    }
    let next = pieces.get(at)?;
    if let What::Month(month) = next.what {
        let gap = between(text, &pieces[at - 1], next);
        if !short(gap) {
            return None;
        }
        let mut then = at + 1;
        if pieces
            .get(then)
            .is_some_and(|p| p.what == What::Word && matches!(&text[p.begin..p.end], "de" | "del" | "of" | "г"))
        {
            then += 1;
        }
        let year = pieces.get(then)?;
        let near = year.begin.saturating_sub(pieces[then - 1].end) <= 3;
        let full = number(Some(year), 4..=4)?;
        return near.then(|| make(full, month.into(), Some(day))).flatten().map(|d| (d, then + 1));
    }
    let third = pieces.get(2)?;
    let separator = between(text, &pieces[0], next).trim();
    if at != 1 || !matches!(separator, "." | "/" | "-" | "|") || between(text, next, third).trim() != separator {
        return None;
    }
    let month = number(Some(next), 1..=2)?;
    let year = match third.what {
        What::Number(year, 4) => year,
        // Two digits are this century up to 2039; a web page of the 1940s there is not.
        What::Number(year, 2) => year + if year < 40 { 2000 } else { 1900 },
        _ => return None,
    };
    // Day before month is most of the world's order; the other one only where the first reading is none.
    make(year, month, Some(day)).or_else(|| make(year, day, Some(month))).map(|d| (d, 3))
}

/// The other reading of `03/05/2016` and `3-5-16`, month before day; `None` where the words allow one reading only. Points
/// between the figures are set by those who put the day first.
pub(crate) fn turned(words: &str) -> Option<Date> {
    let pieces = pieces(words);
    let at = pieces.windows(3).position(|w| read_at(words, w).is_some())?;
    let [a, b, c] = pieces.get(at..at + 3)? else { return None };
    let [first, second] = [number(Some(a), 1..=2)?, number(Some(b), 1..=2)?];
    let separator = between(words, a, b).trim();
    if first == second
        || first.max(second) > 12
        || !matches!(separator, "/" | "-")
        || between(words, b, c).trim() != separator
    {
        return None;
    }
    let (day_first, _) = day_first(words, pieces.get(at..)?, first)?;
    make(day_first.year.into(), first, Some(second))
}

/// `March 18, 2019`, `Mar. 18th 2019`, `March 2019`.
fn month_first(text: &str, pieces: &[Piece], month: u8) -> Option<(Date, usize)> {
    let second = pieces.get(1)?;
    let gap = between(text, &pieces[0], second);
    if !short(gap) {
        return None;
    }
    if let Some(year) = number(Some(second), 4..=4) {
        return make(year, month.into(), None).map(|d| (d, 2));
    }
    // `Apr 042013`: a calendar leaf whose parts stand in elements of their own.
    if let What::Number(leaf, 6) = second.what {
        return make(leaf % 10_000, month.into(), Some(leaf / 10_000)).map(|d| (d, 2));
    }
    let day = number(Some(second), 1..=2)?;
    let mut at = 2;
    if let Some(p) = pieces.get(at)
        && p.what == What::Word
        && matches!(&text[p.begin..p.end], "st" | "nd" | "rd" | "th")
    {
        at += 1;
    }
    let year = pieces.get(at)?;
    // `March 18th2019` is written too; `March 18, 2019`, `March 18 2019`, `March 18. 2019`.
    let full = number(Some(year), 4..=4)?;
    let gap = between(text, &pieces[at - 1], year);
    short(gap).then(|| make(full, month.into(), Some(day))).flatten().map(|d| (d, at + 1))
}

/// Whether a gap between the parts of a date is nothing but a blank, comma, point or dash.
fn short(gap: &str) -> bool {
    gap.chars().count() <= 3
        && gap.chars().all(|c| c.is_whitespace() || matches!(c, ',' | '.' | '-' | '/' | '|' | '\'' | '’' | '،'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        parse(text).map(|d| d.to_string())
    }

    #[test]
    fn usual_forms_are_read() {
        for form in [
            "2019-03-18",
            "18.03.2019",
            "18. März 2019",
            "March 18, 2019",
            "Mar 18, 2019",
            "March 18th2019",
            "18 March 2019",
            "18th of March, 2019",
            "18/03/2019",
            "03/18/2019",
            "18 de marzo de 2019",
            "18 mars 2019",
            "2019年3月18日",
            "20190318",
            "18.3.19",
            "18 марта 2019",
            "Mon, 18 Mar 2019 10:00:00 GMT",
            "Posted on 18 marca 2019 r.",
        ] {
            assert_eq!(read(form).as_deref(), Some("2019-03-18"), "{form}");
        }
    }

    #[test]
    fn time_and_zone_are_kept_where_given() {
        assert_eq!(read("2019-03-18T08:00:00Z").as_deref(), Some("2019-03-18T08:00:00Z"));
        assert_eq!(read("2019-03-18T08:00:12.345+0100").as_deref(), Some("2019-03-18T08:00:12+01:00"));
        assert_eq!(read("2019-03-18 08:00").as_deref(), Some("2019-03-18T08:00:00"));
    }

    #[test]
    fn what_is_no_date_is_none() {
        for form in
            ["", "1 2 3", "31.02.2019", "call 555 1234", "May I come", "version 1.2.3", "10/2000/5", "9999-01-01"]
        {
            assert_eq!(read(form), None, "{form}");
        }
    }

    #[test]
    fn figures_have_another_reading_where_both_may_be_months() {
        let other = |words: &str| turned(words).map(|d| d.to_string());
        assert_eq!(other("Harbour Post — 03/05/2016").as_deref(), Some("2016-03-05"));
        assert_eq!(other("3-5-16").as_deref(), Some("2016-03-05"));
        for one in ["18/05/2016", "05/18/2016", "04/04/2016", "03.05.2016", "2016-03-05", "3 May 2016", ""] {
            assert_eq!(other(one), None, "{one}");
        }
    }

    #[test]
    fn a_month_without_a_day_is_a_month() {
        assert_eq!(read("in March 2019").as_deref(), Some("2019-03"));
    }

    #[test]
    fn every_date_of_a_text_is_found_in_place() {
        let text = "From 1 May 2018 until June 2, 2019.";
        let found: Vec<&str> = find(text).iter().map(|(s, _)| s.of(text)).collect();
        assert_eq!(found, ["1 May 2018", "June 2, 2019"]);
    }
}

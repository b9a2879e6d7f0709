//! Times of day as amounts: "2:10 a.m.", "14.30", "3 pm", "two o'clock", "noon".

use super::figure::{self, Quantity};
use crate::span::Span;

/// The dimension of a time of day, in minutes from midnight.
pub(super) const CLOCK: &str = "time of day";

/// The dimension of one that does not say which half of the day, in minutes from twelve.
pub(super) const HALF: &str = "time of half a day";

/// Minutes of half a day.
const TWELVE: f64 = 720.0;

/// All times of day in `text`, in order. Linear in the text.
pub(super) fn times(text: &str) -> Vec<Quantity> {
    let mut out = Vec::new();
    let mut at = 0;
    for piece in text.split_inclusive(char::is_whitespace) {
        let (begin, word) = (at, piece.trim_end());
        at += piece.len();
        let bare =
            word.trim_start_matches(['(', '“', '"', '‘']).trim_end_matches([',', ';', ':', ')', '”', '"', '?', '!']);
        let from = begin + word.find(bare).unwrap_or(0);
        let next = text.get(at..).unwrap_or("").split_whitespace().next().unwrap_or("");
        // "At 22.40": with a full stop only behind a word that a time follows, and before no unit.
        let daytime = || {
            let mut near = text.get(at..).unwrap_or("").split_whitespace().take(DAYTIME);
            near.any(|w| matches!(w.trim_end_matches(['.', ',', ';']), "morning" | "afternoon" | "evening" | "night"))
        };
        // "At about 09.20", "09.20 hours".
        let at_about = || {
            let mut before = text.get(..begin).unwrap_or("").split_whitespace().rev();
            let first = before.next().unwrap_or("");
            first.eq_ignore_ascii_case("at")
                || matches!(first, "about" | "around") && before.next().is_some_and(|w| w.eq_ignore_ascii_case("at"))
        };
        let timed =
            (two_and_two(bare) || one_and_two(bare) && daytime()) && at_about() && !next.starts_with(['%', '$']);
        let Some((minutes, end)) = time(bare, next, timed, text, at) else { continue };
        let span = Span::new(from, end.unwrap_or(from + bare.trim_end_matches('.').len()));
        let (dimension, low) = match minutes {
            Minutes::Day(m) => (CLOCK, m),
            Minutes::Half(m) => (HALF, m),
        };
        out.push(Quantity { span, low, high: low, dimension: dimension.to_owned() });
    }
    out
}

enum Minutes {
    Day(f64),
    Half(f64),
}

/// The time that `word` tells, with the word `next` behind it, and the end of that one where it belongs to it.
fn time(word: &str, next: &str, timed: bool, text: &str, at: usize) -> Option<(Minutes, Option<usize>)> {
    let oclock = matches!(next.trim_end_matches([',', '.', ';']), "o'clock" | "o’clock" | "uhr" | "Uhr");
    // Most words are none: without a digit only what is written out, and a number before "o'clock" or "a.m.".
    let written = ["noon", "midnight"].iter().any(|w| word.trim_end_matches('.').eq_ignore_ascii_case(w));
    if !(written || oclock || word.starts_with(|c: char| c.is_ascii_digit()) || half_of(next).is_some()) {
        return None;
    }
    let low = word.to_lowercase();
    match low.trim_end_matches('.') {
        "noon" => return Some((Minutes::Day(TWELVE), None)),
        "midnight" => return Some((Minutes::Day(0.0), None)),
        _ => {}
    }
    let follows = |n: &str| {
        text.get(at..).and_then(|r| r.find(n)).map(|i| at + i + n.trim_end_matches([',', ';', ')', '”']).len())
    };
    // "3pm", "2:10am": what is written on to it.
    let digits = low.find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.'))).unwrap_or(low.len());
    let (figure, tail) = low.split_at(digits);
    let named = half_of(tail).or_else(|| half_of(next)).is_some() || next.eq_ignore_ascii_case("uhr");
    let number = if figure.is_empty() { low.as_str() } else { figure.trim_end_matches('.') };
    let whole = |n: f64| (1.0..=12.0).contains(&n) && n.fract() == 0.0;
    let (hour, minute, written) = clock(number, ':')
        .or_else(|| clock(number, '.').filter(|_| named || timed))
        .or_else(|| Some((figure::value(number).filter(|&n| whole(n))?, 0.0, false)))?;
    let half = half_of(tail).map(|h| (h, None)).or_else(|| half_of(next).map(|h| (h, follows(next))));
    let value = hour * 60.0 + minute;
    match half {
        Some((afternoon, end)) if hour <= 12.0 => {
            let day = value % TWELVE + if afternoon { TWELVE } else { 0.0 };
            Some((Minutes::Day(day), end))
        }
        _ if oclock => Some((Minutes::Half(value % TWELVE), follows(next))),
        // "14:30" says which half; "2:10" does not.
        _ if written && hour > 12.0 => Some((Minutes::Day(value), None)),
        _ if written => Some((Minutes::Half(value % TWELVE), None)),
        _ => None,
    }
}

/// Words behind "at 3.10" in which "morning" tells that it is a time.
const DAYTIME: usize = 4;

/// One digit, a full stop and two digits: "3.10", which "on Wednesday morning" makes a time.
fn one_and_two(word: &str) -> bool {
    let digits = |t: &str, n: usize| t.len() == n && t.bytes().all(|b| b.is_ascii_digit());
    word.trim_end_matches('.').split_once('.').is_some_and(|(h, m)| digits(h, 1) && digits(m, 2))
}

/// Two digits, a full stop and two digits: "22.40", which is no amount where "at" stands before it; "at 1.20" may be one.
fn two_and_two(word: &str) -> bool {
    let digits = |t: &str| t.len() == 2 && t.bytes().all(|b| b.is_ascii_digit());
    word.trim_end_matches('.').split_once('.').is_some_and(|(h, m)| digits(h) && digits(m))
}

/// Hour, minute, and whether it was written as a time: "2:10", "14.30"; "3" alone is only a figure.
fn clock(figure: &str, between: char) -> Option<(f64, f64, bool)> {
    let (hour, minute) = figure.split_once(between)?;
    let two = minute.len() == 2 && (1..=2).contains(&hour.len());
    let (hour, minute): (f64, f64) = (hour.parse().ok()?, minute.parse().ok()?);
    (two && hour < 24.0 && minute < 60.0).then_some((hour, minute, true))
}

/// Whether "am" or "pm" says the second half of the day.
fn half_of(word: &str) -> Option<bool> {
    let mut letters = word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
    match (letters.next(), letters.next(), letters.next()) {
        (Some('a'), Some('m'), None) => Some(false),
        (Some('p'), Some('m'), None) => Some(true),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, f64, String)> {
        times(text).into_iter().map(|q| (q.span.of(text).to_owned(), q.low, q.dimension)).collect()
    }

    #[test]
    fn times_of_day_are_minutes() {
        let of = |t: &str| read(t).into_iter().map(|r| (r.1, r.2 == CLOCK)).collect::<Vec<_>>();
        assert_eq!(of("It began at 2:10 a.m. and ended at 14:30."), [(130.0, true), (870.0, true)]);
        assert_eq!(of("at 3pm, at 3 pm, at noon"), [(900.0, true), (900.0, true), (720.0, true)]);
        assert_eq!(of("at two o'clock, at 2:10"), [(120.0, false), (130.0, false)]);
        assert_eq!(of("at 12:05 am"), [(5.0, true)]);
        assert_eq!(of("at 3.10 on Wednesday morning"), [(190.0, false)]);
        assert_eq!(of("at 22.40 the lights went out; a score of 22.40"), [(1360.0, true)]);
    }

    #[test]
    fn what_is_no_time_is_none() {
        assert_eq!(read("I am 34 and he is 5, with 3.5 million and a score of 2.1; 3 people came on 12.05."), []);
    }

    #[test]
    fn the_words_are_those_of_the_time() {
        assert_eq!(read("came in at 2:10 a.m. on Tuesday")[0].0, "2:10 a.m.");
    }
}

//! The date that a sentence gives an occasion.

use std::ops::Range;

use crate::day;
use crate::page::Date;
use crate::speech::mention::lexicon::Class;
use crate::speech::mention::word::Words;

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The first date in `tokens`: a month with a day or a year, or a year behind "in". A day without a year is given the
/// last year in which it was not after the page's own date; without such a date there is no year and so no date.
pub(super) fn find(words: &Words<'_>, tokens: Range<usize>) -> Option<Date> {
    // A date of publication is not when it was said.
    let printed =
        |k: usize| matches!(&*words.folded(k), "published" | "printed" | "released" | "aired" | "broadcast" | "posted");
    let tokens = tokens.start..tokens.clone().find(|&k| printed(k)).unwrap_or(tokens.end);
    let published = words.page.published.as_ref().map(|f| &f.value);
    // Within quotation marks the speaker says when something else was.
    for i in tokens.clone().filter(|&i| !words.at(i).quoted) {
        let Some(month) = month(words, i) else {
            if words.text(i) == "in" && tokens.contains(&(i + 1)) && month_free_year(words, i + 1) {
                let year = year(words, i + 1)?;
                return Some(Date { year, month: None, day: None, time: None });
            }
            continue;
        };
        // "May 3, 2019", "May 3", "May 2019", "3 May 2019", "18th2019".
        let (mut day, mut at) = (day(words, i + 1), i + 2);
        if day.is_none() {
            at = i + 1;
            day = i.checked_sub(1).filter(|b| tokens.contains(b)).and_then(|b| self::day(words, b)).or_else(|| {
                let of = i.checked_sub(2).filter(|b| tokens.contains(b) && words.text(b + 1) == "of")?;
                self::day(words, of)
            });
        }
        let glued = glued(words.text(i + 1));
        if words.sign(at, ',') {
            at += 1;
        }
        let stated = glued.map(|g| g.1).or_else(|| year(words, at));
        let day = glued.map(|g| g.0).or(day);
        if day.is_none() && stated.is_none() {
            continue;
        }
        let year = stated.or_else(|| {
            let p = published?;
            let this = Date { year: p.year, month: Some(month), day, time: None };
            Some(if p.before(&this) { p.year - 1 } else { p.year })
        })?;
        return Some(Date { year, month: Some(month), day, time: None });
    }
    None
}

/// The day that a weekday or "yesterday" in `tokens` gives the occasion told in `near`: the last one that was not after the
/// page's own date. It must stand in these words, right behind them, or open the sentence; elsewhere it is more often when
/// something else happened. `None` where the sentence looks ahead, or the page has no day.
///
/// Only outside quotation marks: within them the speaker counts from his own day.
pub(super) fn weekday(words: &Words<'_>, tokens: Range<usize>, near: Range<usize>) -> Option<Date> {
    let published = words.page.published.as_ref().map(|f| &f.value)?;
    let day = jiff::civil::Date::new(published.year, published.month? as i8, published.day? as i8).ok()?;
    let ahead = |k: usize| {
        matches!(&*words.folded(k), "will" | "would" | "due" | "scheduled" | "expected" | "plans" | "planned" | "until")
    };
    let outside = |k: usize| !words.at(k).quoted && words.at(k).word;
    if tokens.clone().any(|k| outside(k) && ahead(k)) {
        return None;
    }
    // "told the Post at its office in Kestrel | on Tuesday": small words and names, and no clause between.
    let joined = |k: usize| {
        let w = words.at(k);
        let small = || matches!(&*words.folded(k), "last" | "late" | "early" | "earlier");
        w.word && (w.capital || w.class.any(Class::PREPOSITION) || w.class.any(Class::DETERMINER) || small())
    };
    let behind = near.end..tokens.end.min(near.end + BEHIND);
    let behind = behind.clone().filter(|&k| (behind.start..k).all(joined));
    let opens = tokens.start..tokens.end.min(tokens.start + OPENS);
    let days = near.chain(behind).chain(opens).filter(|&k| outside(k)).find_map(|k| back(words, k, day))?;
    let then = day.checked_sub(jiff::Span::new().days(i64::from(days))).ok()?;
    Some(Date { year: then.year(), month: Some(then.month() as u8), day: Some(then.day() as u8), time: None })
}

/// Tokens behind the words that tell an occasion in which its weekday can stand.
const BEHIND: usize = 7;

/// Tokens in which a sentence names its day first: "On Tuesday", "Late on Tuesday", "Speaking on Tuesday".
const OPENS: usize = 3;

/// How many days before `day` the word at `k` names.
fn back(words: &Words<'_>, k: usize, day: jiff::civil::Date) -> Option<u32> {
    let days = day::of("en")?;
    let folded = words.folded(k);
    if days.is_yesterday(&folded) {
        return Some(1);
    }
    let named = i32::from(days.of_week(&folded).filter(|_| words.at(k).capital)?);
    let before = k.checked_sub(1).map(|b| words.folded(b));
    let before = before.as_deref().unwrap_or("");
    // "every Tuesday", "Black Friday", "the week before next Monday" name no day on which somebody spoke.
    let other = days.is_other(before)
        || matches!(before, "since" | "by" | "before" | "black" | "good" | "ash")
        || matches!(before, "palm" | "bloody" | "easter" | "this" | "super" | "until");
    if other {
        return None;
    }
    let days = (i32::from(day.weekday().to_monday_zero_offset()) - named).rem_euclid(7);
    let last = before == "last" && days == 0;
    u32::try_from(if last { 7 } else { days }).ok()
}

fn month(words: &Words<'_>, i: usize) -> Option<u8> {
    let w = words.at(i);
    if !w.word || !w.capital {
        return None;
    }
    let folded = words.folded(i);
    let name = folded.trim_end_matches('.');
    let full = matches!(
        name,
        "january"
            | "february"
            | "march"
            | "april"
            | "may"
            | "june"
            | "july"
            | "august"
            | "september"
            | "october"
            | "november"
            | "december"
            | "sept"
    );
    (full || name.len() == 3).then(|| MONTHS.iter().position(|m| name.starts_with(m)))?.map(|m| m as u8 + 1)
}

fn day(words: &Words<'_>, i: usize) -> Option<u8> {
    let text = words.text(i);
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let tail = text.get(digits.len()..)?;
    if !matches!(tail, "" | "st" | "nd" | "rd" | "th") || digits.len() > 2 {
        return None;
    }
    digits.parse().ok().filter(|d| (1..=31).contains(d))
}

fn year(words: &Words<'_>, i: usize) -> Option<i16> {
    let text = words.text(i);
    (text.len() == 4).then(|| text.parse().ok())?.filter(|y| (1800..2200).contains(y))
}

fn month_free_year(words: &Words<'_>, i: usize) -> bool {
    year(words, i).is_some() && !words.at(i + 1).capital
}

/// "18th2019": a day and a year that lost the space between them.
fn glued(text: &str) -> Option<(u8, i16)> {
    let at = text.find(|c: char| c.is_ascii_alphabetic())?;
    let (day, rest) = text.split_at(at);
    let year = rest.get(2..)?;
    let suffix = matches!(rest.get(..2), Some("st" | "nd" | "rd" | "th"));
    let year: i16 = (suffix && year.len() == 4).then(|| year.parse().ok())??;
    Some((day.parse().ok().filter(|d| (1..=31).contains(d))?, year))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{self, Limits, Source};
    use crate::speech::{mark, mention, sentence};

    /// What `tell` finds in a page of 10 June 2019, a Monday.
    fn told(text: &str, tell: impl Fn(&Words<'_>) -> Option<Date>) -> Option<String> {
        let mut source = Source::text("a.txt", text);
        source.given.date = Some("2019-06-10".to_owned());
        let page = page::read(&source, &Limits::default());
        let cut = sentence::cut(&page);
        let marks = mark::pair(&page, &cut);
        tell(&mention::word::annotate(&page, &cut, &marks, &[])).map(|d| d.to_string())
    }

    fn date(text: &str) -> Option<String> {
        told(text, |words| find(words, 0..words.len()))
    }

    #[test]
    fn dates_are_read_as_people_write_them() {
        assert_eq!(date("She spoke on May 3, 2017 at the pier.").as_deref(), Some("2017-05-03"));
        assert_eq!(date("She spoke on 3 May 2017 at the pier.").as_deref(), Some("2017-05-03"));
        assert_eq!(date("She spoke in February, 2018 at the pier.").as_deref(), Some("2018-02"));
        assert_eq!(date("She spoke on the 9th2018 of March.").as_deref(), None);
        assert_eq!(date("She may speak at the pier.").as_deref(), None);
    }

    #[test]
    fn a_day_without_a_year_is_the_last_before_the_page() {
        assert_eq!(date("She spoke on May 3 at the pier.").as_deref(), Some("2019-05-03"));
        assert_eq!(date("She spoke on December 3 at the pier.").as_deref(), Some("2018-12-03"));
    }

    #[test]
    fn a_weekday_is_the_last_before_the_page_was_printed() {
        let told = |text: &str| told(text, |words| weekday(words, 0..words.len(), 1..3));
        assert_eq!(told("She told reporters on Friday that the pier is safe.").as_deref(), Some("2019-06-07"));
        assert_eq!(told("She told reporters Monday that the pier is safe.").as_deref(), Some("2019-06-10"));
        assert_eq!(told("She told reporters last Monday that the pier is safe.").as_deref(), Some("2019-06-03"));
        assert_eq!(told("She told reporters yesterday that the pier is safe.").as_deref(), Some("2019-06-09"));
        assert_eq!(told("She will meet reporters on Friday at the pier."), None);
        assert_eq!(told("She told reporters: “We met on Friday.”"), None);
        assert_eq!(told("She told reporters that the pier fell on Friday."), None);
        assert_eq!(told("On Friday she told reporters that the pier is safe.").as_deref(), Some("2019-06-07"));
        assert_eq!(told("She told reporters every Friday that the pier is safe."), None);
    }

    #[test]
    fn a_date_of_publication_is_not_when_it_was_said() {
        assert_eq!(date("The interview with her was published on May 3, 2019 by the paper."), None);
    }
}

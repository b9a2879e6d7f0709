//! The date that a sentence gives an occasion.

use std::ops::Range;

use crate::page::Date;
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
    for i in tokens.clone() {
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

    fn date(text: &str) -> Option<String> {
        let mut source = Source::text("a.txt", text);
        source.given.date = Some("2019-06-10".to_owned());
        let page = page::read(&source, &Limits::default());
        let cut = sentence::cut(&page);
        let marks = mark::pair(&page, &cut);
        let words = mention::word::annotate(&page, &cut, &marks, &[]);
        find(&words, 0..words.len()).map(|d| d.to_string())
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
    fn a_date_of_publication_is_not_when_it_was_said() {
        assert_eq!(date("The interview with her was published on May 3, 2019 by the paper."), None);
    }
}

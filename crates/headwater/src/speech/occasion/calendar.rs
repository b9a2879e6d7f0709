//! The date of an occasion in other languages than English: a day and a month ("am 12. März 2024", "el 3 de mayo"), or a day of the
//! week or the word for yesterday beside the words that tell the occasion, counted back from the page's own date.

use std::ops::Range;

use crate::day::{self, Days};
use crate::page::Date;
use crate::page::date::read::month as month_named;
use crate::speech::mention::lexicon::Class;
use crate::speech::mention::word::Words;

/// Tokens behind the words that tell an occasion, and before them, in which its day can stand.
const BESIDE: usize = 6;
/// Tokens in which a sentence names its day first.
const OPENS: usize = 3;

/// The date in the sentence `tokens` of an occasion that the words `near` tell, and whether it was counted back. Linear in the tokens.
pub(super) fn find(words: &Words<'_>, tokens: Range<usize>, near: Range<usize>) -> (Option<Date>, bool) {
    let free = |k: &usize| !words.at(*k).quoted;
    if let Some(date) = tokens.clone().filter(free).find_map(|k| stated(words, &tokens, k)) {
        return (Some(date), false);
    }
    let Some(days) = words.page.language.as_deref().and_then(day::of) else { return (None, false) };
    let behind = near.end..tokens.end.min(near.end + BESIDE);
    let before = near.start.saturating_sub(BESIDE).max(tokens.start)..near.start;
    let opens = tokens.start..tokens.end.min(tokens.start + OPENS);
    let counted = near.chain(behind).chain(before).chain(opens).filter(free).find_map(|k| back(words, days, k));
    let date = counted.and_then(|n| {
        let published = words.page.published.as_ref().map(|f| &f.value)?;
        let day = jiff::civil::Date::new(published.year, published.month? as i8, published.day? as i8).ok()?;
        let then = match n {
            Ago::Yesterday => day.yesterday().ok()?,
            Ago::Weekday(n) => {
                let days = (i32::from(day.weekday().to_monday_zero_offset()) - i32::from(n)).rem_euclid(7);
                day.checked_sub(jiff::Span::new().days(i64::from(days))).ok()?
            }
        };
        Some(Date { year: then.year(), month: Some(then.month() as u8), day: Some(then.day() as u8), time: None })
    });
    let relative = date.is_some();
    (date, relative)
}

enum Ago {
    Yesterday,
    Weekday(u8),
}

/// What day before the page's own the word at `k` names.
fn back(words: &Words<'_>, days: &Days, k: usize) -> Option<Ago> {
    let lower = |k: usize| words.text(k).to_lowercase();
    let word = lower(k);
    if days.is_yesterday(&word) {
        return Some(Ago::Yesterday);
    }
    let n = days.of_week(&word)?;
    let other = [k.checked_sub(1), Some(k + 1)].into_iter().flatten().any(|j| days.is_other(&lower(j)));
    (!other).then_some(Ago::Weekday(n))
}

/// The day and month at `k`, with the year behind them, else the last in which the day was not after the page's own.
fn stated(words: &Words<'_>, tokens: &Range<usize>, k: usize) -> Option<Date> {
    let number = |text: &str| text.trim_end_matches(['.', 'º', 'ª']).trim_end_matches("er").parse::<i16>().ok();
    let day = u8::try_from(number(words.text(k))?).ok().filter(|d| (1..=31).contains(d))?;
    // "3 de mayo", "12. März".
    let small = |j: usize| words.sign(j, '.') || words.at(j).class.any(Class::PREPOSITION);
    let at = (k + 1..k + 3).find(|&j| !small(j)).filter(|j| tokens.contains(j))?;
    let month = month_named(&words.text(at).to_lowercase())?;
    let next = (at + 1..at + 3).find(|&j| !small(j))?;
    let stated = number(words.text(next)).filter(|y| tokens.contains(&next) && (1800..2200).contains(y));
    let year = stated.or_else(|| {
        let published = words.page.published.as_ref().map(|f| &f.value)?;
        let this = Date { year: published.year, month: Some(month), day: Some(day), time: None };
        Some(if published.before(&this) { published.year - 1 } else { published.year })
    })?;
    Some(Date { year, month: Some(month), day: Some(day), time: None })
}

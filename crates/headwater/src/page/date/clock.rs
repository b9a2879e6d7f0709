//! Times of day beside a date: ISO 8601's, and as lines of a page write them.

use super::Date;

/// `T08:00:00+01:00` right after an ISO day, in the form of ISO 8601; seconds, fractions and zone where given.
pub fn iso(rest: &str) -> Option<String> {
    let rest = rest.strip_prefix(['T', ' ', 't'])?;
    let body: String = rest.chars().take_while(|c| c.is_ascii_digit() || matches!(c, ':' | '.')).collect();
    let mut parts = body.split(':');
    let fits = |p: Option<&str>, max: u32| p.and_then(|p| p.parse::<u32>().ok()).filter(|n| *n < max);
    let (hour, minute) = (fits(parts.next(), 24)?, fits(parts.next(), 60)?);
    let second = parts.next().and_then(|s| fits(s.split('.').next(), 61)).unwrap_or(0);
    Some(format!("T{hour:02}:{minute:02}:{second:02}{}", offset(rest.get(body.len()..)?.trim_start())))
}

/// A zone as an offset from UTC: `Z`, `+0100`, `+01`, `-03:00`; empty where there is none.
fn offset(rest: &str) -> String {
    match rest.chars().next() {
        Some('Z' | 'z') => "Z".to_owned(),
        Some('+' | '-') => {
            let zone: String = rest.chars().take(6).take_while(|c| c.is_ascii_digit() || "+-:".contains(*c)).collect();
            match (zone.len(), zone.find(':')) {
                (6, Some(3)) => zone,
                (5 | 6, None) => zone.get(..3).zip(zone.get(3..5)).map(|(h, m)| format!("{h}:{m}")).unwrap_or_default(),
                (3 | 4, _) => zone.get(..3).map(|h| format!("{h}:00")).unwrap_or_default(),
                _ => String::new(),
            }
        }
        _ => String::new(),
    }
}

/// Names of zones that mean one offset wherever they are used; `CST`, `IST` and other shared names are left out.
const ZONES: [(&str, &str); 18] = [
    ("utc", "Z"),
    ("gmt", "Z"),
    ("z", "Z"),
    ("wet", "+00:00"),
    ("cet", "+01:00"),
    ("mez", "+01:00"),
    ("cest", "+02:00"),
    ("mesz", "+02:00"),
    ("eet", "+02:00"),
    ("eest", "+03:00"),
    ("est", "-05:00"),
    ("edt", "-04:00"),
    ("pst", "-08:00"),
    ("pdt", "-07:00"),
    ("mdt", "-06:00"),
    ("akst", "-09:00"),
    ("hst", "-10:00"),
    ("jst", "+09:00"),
];

/// Languages whose outlets all keep one zone, its hours east of UTC, and whether it has the European summer time; those
/// spoken over many zones, as English and Spanish, are left out.
const HOME: [(&str, i8, bool); 36] = [
    ("de", 1, true),
    ("fr", 1, true),
    ("it", 1, true),
    ("nl", 1, true),
    ("pl", 1, true),
    ("cs", 1, true),
    ("sk", 1, true),
    ("hu", 1, true),
    ("hr", 1, true),
    ("sl", 1, true),
    ("sr", 1, true),
    ("mk", 1, true),
    ("sq", 1, true),
    ("sv", 1, true),
    ("nb", 1, true),
    ("no", 1, true),
    ("da", 1, true),
    ("ca", 1, true),
    ("fi", 2, true),
    ("el", 2, true),
    ("ro", 2, true),
    ("bg", 2, true),
    ("uk", 2, true),
    ("et", 2, true),
    ("lv", 2, true),
    ("lt", 2, true),
    ("he", 2, true),
    ("tr", 3, false),
    ("be", 3, false),
    ("vi", 7, false),
    ("th", 7, false),
    ("km", 7, false),
    ("zh", 8, false),
    ("tl", 8, false),
    ("ja", 9, false),
    ("ko", 9, false),
];

/// An instant that is midnight to the second where a page's language is spoken is a day without a time that a system
/// wrote in UTC: `2021-11-04T23:00:00Z` on a German page is 5 November there.
pub fn home(date: Date, language: Option<&str>) -> Date {
    let midnight = || {
        let (_, hours, summer) = *HOME.iter().find(|(l, _, _)| Some(*l) == language)?;
        let time = date.time.as_deref()?;
        let hour: i8 = time
            .strip_suffix('Z')
            .or(time.strip_suffix("+00:00"))?
            .strip_prefix('T')?
            .strip_suffix(":00:00")?
            .parse()
            .ok()?;
        let month = date.month?;
        // Summer time changes within March and October: both are taken there.
        let offset = 24 - hour;
        let fits = offset == hours && !(summer && (4..=9).contains(&month))
            || summer && offset == hours + 1 && (3..=10).contains(&month);
        let day = jiff::civil::Date::new(date.year, i8::try_from(month).ok()?, i8::try_from(date.day?).ok()?).ok()?;
        let next = day.tomorrow().ok()?;
        let mut local = Date::day(next.year(), next.month().unsigned_abs(), next.day().unsigned_abs());
        local.time = Some(format!("T00:00:00+{offset:02}:00"));
        fits.then_some(local)
    };
    midnight().unwrap_or(date)
}

/// How far behind a date its time is looked for, in characters: past ` | um `, ` - Updated at `, ` à `.
const NEAR: usize = 16;

/// The time that a line gives right behind a date, in the form of ISO 8601: `, 12:01 Uhr`, ` at 8.15 p.m. EDT`, ` à 10h30`.
///
/// Only a time that nothing but little words and signs stand before is taken, so that no other number is.
pub fn behind(rest: &str) -> Option<String> {
    let digit = rest.char_indices().take(NEAR).find(|(_, c)| c.is_ascii_digit())?.0;
    let gap = rest.get(..digit)?;
    let little = |w: &str| w.chars().count() <= 3 || matches!(w, "kell" | "klokken" | "часов");
    if !gap.split(|c: char| !c.is_alphabetic()).all(little) || !gap.contains(|c: char| !c.is_alphabetic()) {
        return None;
    }
    let rest = rest.get(digit..)?;
    let (hour, rest) = number(rest)?;
    let sign = rest.chars().next().filter(|c| matches!(c, ':' | '.' | 'h' | 'H' | '：'));
    let half = |rest: &str| {
        let near: String =
            rest.chars().take(5).filter(|c| c.is_ascii_alphabetic()).flat_map(char::to_lowercase).collect();
        if near.starts_with("pm") { Some(12) } else { near.starts_with("am").then_some(0) }
    };
    let (minute, rest) = match sign {
        Some(sign) => number(rest.get(sign.len_utf8()..)?).filter(|(_, r)| r.len() + 3 <= rest.len())?,
        // `8 p.m.`: without minutes only the half of the day makes a number a time.
        None if half(rest).is_some() => (0, rest),
        None => return None,
    };
    let (second, rest) = rest.strip_prefix(':').and_then(number).unwrap_or((0, rest));
    let hour = match half(rest) {
        Some(after) if (1..=12).contains(&hour) => hour % 12 + after,
        Some(_) => return None,
        None => hour,
    };
    // `18.03.2019 12.50 €` is no time, and neither is a second date.
    let ends = !rest.starts_with(['.', ',', '-', '/']) || !rest.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
    let dotted = sign == Some('.') && half(rest).is_none() && !rest.trim_start().to_lowercase().starts_with("uhr");
    (hour < 24 && minute < 60 && second < 61 && ends && !dotted)
        .then(|| format!("T{hour:02}:{minute:02}:{second:02}{}", zone(rest)))
}

fn number(text: &str) -> Option<(u32, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    ((1..=2).contains(&digits)).then(|| text.split_at(digits)).and_then(|(n, rest)| Some((n.parse().ok()?, rest)))
}

/// The zone among the next words behind a time.
fn zone(rest: &str) -> String {
    let signed = offset(rest.trim_start());
    if !signed.is_empty() {
        return signed;
    }
    let near: String = rest.chars().take(24).flat_map(char::to_lowercase).collect();
    let words = near.split(|c: char| !c.is_alphanumeric() && c != '.').map(|w| w.replace('.', ""));
    let named = |w: String| ZONES.iter().find(|(name, _)| *name == w).map(|(_, offset)| (*offset).to_owned());
    words.filter(|w| !w.is_empty()).take(3).find_map(named).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn midnight_at_home_is_the_next_day_of_utc() {
        let date = |written: &str| super::super::parse(written).expect("a date");
        let of = |written, language| home(date(written), language).to_string();
        assert_eq!(of("2021-11-04T23:00:00Z", Some("de")), "2021-11-05T00:00:00+01:00");
        assert_eq!(of("2021-07-31T22:00:00Z", Some("de")), "2021-08-01T00:00:00+02:00");
        assert_eq!(of("2021-12-31T15:00:00+00:00", Some("ja")), "2022-01-01T00:00:00+09:00");
        for (written, language) in [
            ("2021-07-04T23:00:00Z", Some("de")),
            ("2021-11-04T23:00:01Z", Some("de")),
            ("2021-11-04T23:00:00Z", Some("en")),
        ] {
            assert_eq!(home(date(written), language), date(written), "{written}");
        }
    }

    #[test]
    fn a_time_behind_a_date_is_read_as_lines_write_it() {
        for (line, time) in [
            (", 12:01 Uhr", "T12:01:00"),
            (" at 8.15 p.m. EDT", "T20:15:00-04:00"),
            (" à 10h30", "T10:30:00"),
            (" | 6:00 AM GMT", "T06:00:00Z"),
            (" um 18.40 Uhr MESZ", "T18:40:00+02:00"),
            (" - 2:00 a. m.", "T02:00:00"),
            (" 10:00:00 +0200", "T10:00:00+02:00"),
            (", 8 p.m.", "T20:00:00"),
            (", 12 am", "T00:00:00"),
        ] {
            assert_eq!(behind(line).as_deref(), Some(time), "{line}");
        }
        for line in [" 12.50 euros", ", 3 comments", " and then 10:30", " 19.03.2019", ", 25:10", " 10:3"] {
            assert_eq!(behind(line), None, "{line}");
        }
    }
}

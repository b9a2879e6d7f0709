//! Calendar dates as pages write them.

pub mod claim;
pub mod clock;
pub mod kept;
pub mod label;
pub mod publish;
pub mod read;
pub mod shown;

use serde::{Deserialize, Serialize};
use std::fmt;

pub use read::{find, parse};

/// A day, a month or a year, as exactly as the page gives it; with the time and zone where given.
///
/// Ordered by year, month, day, time; a part that is missing comes before any that is there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Date {
    /// Year of the common era.
    pub year: i16,
    /// 1 to 12.
    pub month: Option<u8>,
    /// 1 to 31; only with a month.
    pub day: Option<u8>,
    /// `T`, time and zone as in ISO 8601 (`T08:00:00Z`); only with a day.
    pub time: Option<String>,
}

impl Date {
    /// A whole day.
    pub fn day(year: i16, month: u8, day: u8) -> Date {
        Date { year, month: Some(month), day: Some(day), time: None }
    }

    /// Whether `self` is certainly before `other`: on the parts that both give, time of day aside.
    pub fn before(&self, other: &Date) -> bool {
        let both = |a: Option<u8>, b: Option<u8>| a.zip(b);
        if self.year != other.year {
            return self.year < other.year;
        }
        match both(self.month, other.month) {
            Some((a, b)) if a != b => a < b,
            Some(_) => both(self.day, other.day).is_some_and(|(a, b)| a < b),
            None => false,
        }
    }

    /// The day's number in a count of all days; only with a day.
    pub(crate) fn number(&self) -> Option<u32> {
        let date = jiff::civil::Date::new(self.year, self.month? as i8, self.day? as i8).ok()?;
        let of_year = u32::try_from(date.day_of_year()).ok()?;
        let years = u32::try_from(self.year).ok()?.checked_sub(1)?;
        Some(years * 365 + years / 4 - years / 100 + years / 400 + of_year)
    }

    /// Minutes since 1970 in universal time; only with a time and its zone.
    fn minutes(&self) -> Option<i64> {
        let (month, day, time) = (self.month?, self.day?, self.time.as_deref()?);
        let stamp = format!("{:04}-{month:02}-{day:02}{time}", self.year);
        stamp.parse::<jiff::Timestamp>().ok().map(|t| t.as_second().div_euclid(60))
    }

    /// Whether a page of this date was certainly out before one of `other`: by their instants where both give an hour and
    /// its zone, and then by more than [`CLOCKS`]; else as [`Date::before`].
    pub fn out_before(&self, other: &Date) -> bool {
        match self.minutes().zip(other.minutes()) {
            Some((a, b)) => a + CLOCKS < b,
            None => self.before(other),
        }
    }
}

/// Minutes by which the hours of two pages may differ and say nothing: systems stamp a page when it is filed, approved or
/// sent out, some of them on the quarter of an hour. Chosen by what such stamps are, not tuned: the made stories have one
/// hour for all pages.
const CLOCKS: i64 = 15;

impl Date {
    /// For a reader: `18 March 2019`, `March 2019` or `2019`; names of months can't be taken for days.
    pub fn in_words(&self) -> String {
        const MONTHS: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let month = self.month.and_then(|m| MONTHS.get(usize::from(m).wrapping_sub(1)));
        match (self.day, month) {
            (Some(day), Some(month)) => format!("{day} {month} {}", self.year),
            (None, Some(month)) => format!("{month} {}", self.year),
            _ => self.year.to_string(),
        }
    }
}

impl fmt::Display for Date {
    /// ISO 8601, as far as known: `2019`, `2019-03`, `2019-03-18`, `2019-03-18T08:00:00Z`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
            if let Some(day) = self.day {
                write!(f, "-{day:02}{}", self.time.as_deref().unwrap_or(""))?;
            }
        }
        Ok(())
    }
}

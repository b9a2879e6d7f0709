//! The days of the week and the words for yesterday and today, by language: one list for bylines, sources and occasions.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::list;

/// The days of one language.
#[derive(Debug, Default)]
pub(crate) struct Days {
    /// Forms of a day, with how many days after Monday it is.
    week: BTreeMap<&'static str, u8>,
    yesterday: &'static str,
    today: &'static str,
    /// Words beside a day that say that it is to come, or one of many.
    other: Vec<&'static str>,
}

static DAYS: LazyLock<BTreeMap<&'static str, Days>> = LazyLock::new(|| {
    let read = |line: &'static str| {
        let (code, rest) = line.split_once(": ")?;
        let mut fields = rest.split(" | ");
        let mut days = Days::default();
        for (n, day) in fields.next()?.split_whitespace().enumerate() {
            for form in day.split('/') {
                days.week.insert(form, n as u8);
            }
        }
        days.yesterday = fields.next()?.trim();
        days.today = fields.next()?.trim();
        days.other = fields.next()?.split_whitespace().collect();
        Some((code, days))
    };
    list::lines(include_str!("../data/page/days.txt")).filter_map(read).collect()
});

/// The days of the language with this ISO 639-1 code, if they are listed.
pub(crate) fn of(language: &str) -> Option<&'static Days> {
    DAYS.get(language)
}

impl Days {
    /// How many days after Monday the day is that `word`, in lower case, names.
    pub(crate) fn of_week(&self, word: &str) -> Option<u8> {
        self.week.get(word).copied()
    }

    /// Whether `word` is for the day before.
    pub(crate) fn is_yesterday(&self, word: &str) -> bool {
        self.yesterday == word
    }

    /// Whether `word` beside a day says that it is another than the last one of its name.
    pub(crate) fn is_other(&self, word: &str) -> bool {
        self.other.contains(&word)
    }

    /// All words for a day: those of the week, yesterday and today.
    pub(crate) fn words(&self) -> impl Iterator<Item = &'static str> {
        self.week.keys().copied().chain([self.yesterday, self.today])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_seven_days() {
        assert_eq!(DAYS.len(), 9);
        for (code, days) in DAYS.iter() {
            let mut all: Vec<u8> = days.week.values().copied().collect();
            all.dedup();
            all.sort_unstable();
            all.dedup();
            assert_eq!(all, (0..7).collect::<Vec<u8>>(), "{code}");
            assert!(!days.yesterday.is_empty() && !days.today.is_empty() && !days.other.is_empty(), "{code}");
        }
        assert_eq!(of("ru").and_then(|d| d.of_week("среду")), Some(2));
    }
}

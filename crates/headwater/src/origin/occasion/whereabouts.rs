//! The town and the day of the week that the words of an occasion name, which tell two occasions without dates apart.

use crate::origin::discrepancy::{is_calendar, is_place};
use crate::span::Span;

/// Where and on which day of the week an occasion was, as far as the words around it say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WhereAndWhen {
    /// "harrowby" of "a press conference in Harrowby". No country: a page that names one may mean the town that another names.
    pub town: Option<String>,
    /// "friday".
    pub weekday: Option<String>,
}

impl WhereAndWhen {
    /// Whether two can't be of one occasion: another town or another day.
    pub fn contradicts(&self, other: &WhereAndWhen) -> bool {
        let apart = |x: &Option<String>, y: &Option<String>| x.is_some() && y.is_some() && x != y;
        apart(&self.town, &other.town) || apart(&self.weekday, &other.weekday)
    }

    /// What the words of a telling and those right behind it in its sentence say. At most [`BEHIND`] bytes are read.
    pub(super) fn read(span: Span, text: &str) -> WhereAndWhen {
        let limit = (span.end as usize + BEHIND).min(text.len());
        let limit = (limit..=text.len()).find(|&i| text.is_char_boundary(i)).unwrap_or(text.len());
        let words = text.get(span.begin as usize..limit).unwrap_or("");
        let end = words.find(['.', '\n', '“', '"', ':', ';']).unwrap_or(words.len());
        let words: Vec<&str> = words.get(..end).unwrap_or("").split_whitespace().collect();
        let bare = |w: &str| w.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
        let mut out = WhereAndWhen::default();
        for pair in words.windows(2) {
            let [before, word] = pair else { continue };
            let name = bare(word);
            let low = name.to_lowercase();
            let day = is_calendar(&name);
            if day && low.ends_with("day") {
                out.weekday.get_or_insert(low);
            } else if *before == "in" && !day && name.starts_with(char::is_uppercase) && !is_place(&low) {
                out.town.get_or_insert(low);
            }
        }
        out
    }
}

/// Bytes behind a telling that may say where and when it was: "told reporters in the town of Harrowby on Friday evening".
const BEHIND: usize = 60;

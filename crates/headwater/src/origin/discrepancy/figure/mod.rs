//! Amounts in words or digits as values with units, so that they can be compared: "four hundred", "1,000", "$3.5m a month",
//! "three to five", "400 cubic metres per second".
//!
//! The text is cut to [`token`]s; a [`number`] and the [`unit`] beside it make an amount.

mod number;
mod token;
mod unit;

use self::number::{Sum, number};
use self::token::{Token, tokens};
pub(super) use self::unit::currency;
use self::unit::unit;
use crate::origin::class::{HEDGES, HOUR_MARKS, RANGE_LINKS, RATE_LINKS};
use crate::span::Span;

/// An amount in a text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Quantity {
    /// The words of the figure, its unit among them.
    pub(super) span: Span,
    /// The value in the base unit of its dimension; of a range the lower end.
    pub(super) low: f64,
    /// The upper end of a range, else `low`.
    pub(super) high: f64,
    /// What is measured: a dimension such as `length` or `dollar`, with what it is per, as `volume/time`; empty for a bare
    /// figure, which may count anything.
    pub(super) dimension: String,
}

impl Quantity {
    /// Whether two amounts of one dimension can't both hold: other values, beyond what rounding in the last of two figures
    /// does.
    pub(super) fn differs(&self, other: &Quantity) -> bool {
        let near = |a: f64, b: f64| (a - b).abs() <= 1e-6 * a.abs().max(b.abs());
        // An end of a range, or a value inside one, agrees with it.
        let inside = |x: &Quantity, y: &Quantity| x.low <= y.low && y.high <= x.high && x.low < x.high;
        // "15 million" is what "15.4 million" is in fewer figures, and 2.5 what 2.48 is; of two single figures neither is the other's.
        let rounds = |x: &Quantity, y: &Quantity| {
            x.low == x.high
                && y.low == y.high
                && (x.low.abs() >= 1000.0 || y.low.fract() != 0.0)
                && rounded(y.low, significant(x.low)) == x.low
                && significant(x.low) < significant(y.low)
        };
        let rounded =
            significant(self.low) >= 2 && rounds(self, other) || significant(other.low) >= 2 && rounds(other, self);
        !(rounded
            || (near(self.low, other.low) && near(self.high, other.high))
            || inside(self, other)
            || inside(other, self))
    }
}

/// The figures of a value up to the last that is not zero: 15,400,000 has three.
fn significant(value: f64) -> usize {
    let text = format!("{}", value.abs());
    text.chars().filter(char::is_ascii_digit).collect::<String>().trim_matches('0').len()
}

/// Whether one of two values is the other in fewer figures: 5 of 4.9, 50 of 51.2.
pub(super) fn fewer_figures(a: f64, b: f64) -> bool {
    let is =
        |x: f64, y: f64| significant(x) <= significant(y) && (rounded(y, significant(x)) - x).abs() <= 1e-9 * x.abs();
    is(a, b) || is(b, a)
}

/// A value in so many figures.
fn rounded(value: f64, figures: usize) -> f64 {
    if value == 0.0 || figures == 0 {
        return value;
    }
    let scale = 10f64.powi(figures as i32 - 1 - value.abs().log10().floor() as i32);
    (value * scale).round() / scale
}

/// Whether a word is a unit of measure.
pub(super) fn measures(word: &str) -> bool {
    unit(&tokens(word), 0).is_some()
}

/// The value of an amount that is all of `words`, without its unit: `None` for a range, a date or anything else.
pub(super) fn value(words: &str) -> Option<f64> {
    let tokens = tokens(words);
    let skip = |t: &Token| HEDGES.has(t.low.as_str()) || matches!(t.low.as_str(), "and" | "of" | "a");
    let kept: Vec<&Token> = tokens.iter().filter(|t| !skip(t)).collect();
    let mut sum = Sum::default();
    for t in &kept {
        if !sum.take(&t.low) {
            return None;
        }
    }
    sum.value()
}

/// All amounts in `text`, in order. Dates, times of day, years and ordinals are none. Linear in the text.
pub(super) fn quantities(text: &str) -> Vec<Quantity> {
    let tokens = tokens(text);
    let mut out = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        match quantity(&tokens, i) {
            Some((q, end)) => {
                out.push(q);
                i = end.max(i + 1);
            }
            None => i += 1,
        }
    }
    out
}

/// The amount that begins at token `i`, and where it ends.
fn quantity(tokens: &[Token], i: usize) -> Option<(Quantity, usize)> {
    let low = |k: usize| tokens.get(k).map_or("", |t| t.low.as_str());
    // "$14": a currency before the figure.
    let front = unit(tokens, i).filter(|u| currency(&u.dimension));
    let begin = if front.is_some() { i + 1 } else { i };
    let (first, mut at) = number(tokens, begin)?;
    let mut second = None;
    // "June 2 — Five people": a day and a dash, no range.
    let dated = i.checked_sub(1).is_some_and(|k| super::version::is_month(low(k)));
    if dated
        && matches!(low(at), "—" | "–")
        && tokens.get(at).is_some_and(|t| t.begin > tokens.get(at - 1).map_or(0, |p| p.end))
    {
        return None;
    }
    if RANGE_LINKS.has(low(at)) {
        let skip = unit(tokens, at + 1).filter(|u| currency(&u.dimension)).is_some();
        let between = low(at) != "and" || i.checked_sub(1).is_some_and(|k| low(k) == "between");
        let single = low(at) != "a";
        second = number(tokens, at + 1 + usize::from(skip)).filter(|_| between && single);
    }
    let (mut a, mut b) = (first.0, first.0);
    let mut scaled = first.1;
    if let Some(((v, s), end)) = second {
        // "three to five million": the scale belongs to both.
        if s > 1.0 && first.1 == 1.0 && a < 1000.0 {
            a *= s;
        }
        b = v;
        scaled = scaled.max(s);
        at = end;
    }
    let bare = scaled == 1.0 && second.is_none();
    // "In his 20s".
    let joins = tokens.get(at).zip(tokens.get(at - 1)).is_some_and(|(s, n)| s.low == "s" && s.begin == n.end);
    let decade = joins && bare && front.is_none() && a % 10.0 == 0.0 && (10.0..100.0).contains(&a);
    if decade {
        b = a + 9.0;
        at += 1;
    }
    let before = |k: usize| i.checked_sub(k).map_or("", low);
    let month = |w: &str| super::version::is_month(w);
    // A year, a day beside its month, a time of day, an ordinal, a number of something: "Article 5", "page 12".
    let plain_year = bare && (1500.0..2100.0).contains(&a) && tokens.get(begin).is_some_and(|t| t.low.len() == 4);
    if front.is_none() && bare && (month(before(1)) || month(low(at)) || HOUR_MARKS.has(low(at))) {
        return None;
    }
    // "A 21-metre trawler".
    let joined = low(at) == "-" && tokens.get(at).zip(tokens.get(at + 1)).is_some_and(|(a, b)| a.end == b.begin);
    let length = unit(tokens, at + 1).filter(|u| joined && u.dimension == "length");
    let (dimension, factor) = match (front, length.or_else(|| unit(tokens, at))) {
        (Some(u), _) => (u.dimension, 1.0),
        (None, Some(u)) => {
            at = u.end;
            (u.dimension, u.factor)
        }
        (None, None) if plain_year => return None,
        (None, None) => (String::new(), 1.0),
    };
    let mut dimension = dimension;
    let mut factor = factor;
    // "per second", "a month", "/s".
    // "14,000 litres of waste a year".
    let of = low(at) == "of" && matches!(low(at + 2), "a" | "an" | "per" | "each" | "every");
    let rate = of && unit(tokens, at + 3).is_some_and(|u| matches!(u.dimension.as_str(), "time" | "month"));
    let at_unit = at;
    if rate && !dimension.is_empty() && !currency(&dimension) {
        at += 2;
    }
    let per = !dimension.is_empty() && RATE_LINKS.has(low(at));
    if let Some(u) = unit(tokens, at + 1).filter(|u| per && !currency(&u.dimension)) {
        dimension = format!("{dimension}/{}", u.dimension);
        factor /= u.factor;
        at = if rate { at_unit } else { u.end };
    }
    let span = Span { begin: tokens.get(i)?.begin, end: tokens.get(at.checked_sub(1)?)?.end };
    let (low_value, high) = (a.min(b) * factor, a.max(b) * factor);
    Some((Quantity { span, low: low_value, high, dimension }, at))
}

#[cfg(test)]
mod tests {
    use super::{quantities, value};

    #[test]
    fn amounts_are_compared_by_value() {
        assert_eq!(value("four hundred"), Some(400.0));
        assert_eq!(value("1,000"), value("a thousand"));
        assert_eq!(value("3.5 million"), Some(3_500_000.0));
        assert_eq!(value("forty two"), Some(42.0));
        assert_eq!(value("two hundred and six thousand"), Some(206_000.0));
        assert_eq!(value("yesterday"), None);
        assert_eq!(value(""), None);
    }

    fn one(text: &str) -> (f64, f64, String) {
        let all = quantities(text);
        assert_eq!(all.len(), 1, "{text}: {all:?}");
        (all[0].low, all[0].high, all[0].dimension.clone())
    }

    #[test]
    fn units_rates_ranges_and_currencies_are_read() {
        assert_eq!(one("it let 400 cubic metres per second through"), (400.0, 400.0, "volume/time".to_owned()));
        assert_eq!(one("more than 14 million dollars a month"), (14e6, 14e6, "dollar/month".to_owned()));
        assert_eq!(one("$14m a month"), (14e6, 14e6, "dollar/month".to_owned()));
        assert_eq!(one("from three to five groups"), (3.0, 5.0, String::new()));
        assert_eq!(one("3–5 groups"), (3.0, 5.0, String::new()));
        assert_eq!(one("two to three million euros"), (2e6, 3e6, "euro".to_owned()));
        assert_eq!(one("half a million euros"), one("500,000 euros"));
        assert_eq!(one("he is in his 20s"), (20.0, 29.0, String::new()));
        assert_eq!(one("12 per cent"), one("twelve percent"));
        assert_eq!(one("1.5 km"), one("1,500 metres"));
        assert_eq!(one("about forty-two men"), (42.0, 42.0, String::new()));
    }

    #[test]
    fn dates_years_times_and_ordinals_are_no_amounts() {
        for text in ["on March 18 in 2019", "at 4 pm", "the 18th of May", "in 1998", "18 March 2019"] {
            assert_eq!(quantities(text), [], "{text}");
        }
    }
}

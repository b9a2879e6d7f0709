//! Amounts in words or digits as values with units, so that they can be compared: "four hundred", "1,000", "$3.5m a month",
//! "three to five", "400 cubic metres per second".

use crate::origin::class::{CURRENCIES, HEDGES, HOUR_MARKS, RANGE_LINKS, RATE_LINKS};
use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::list::lines;
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
        // "15 million" is what "15.4 million" is in fewer figures; of two single figures neither is the other's.
        let rounds = |x: &Quantity, y: &Quantity| {
            x.low == x.high
                && y.low == y.high
                && x.low.abs() >= 1000.0
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

/// A value in so many figures.
fn rounded(value: f64, figures: usize) -> f64 {
    if value == 0.0 || figures == 0 {
        return value;
    }
    let scale = 10f64.powi(figures as i32 - 1 - value.abs().log10().floor() as i32);
    (value * scale).round() / scale
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
    let before = |k: usize| i.checked_sub(k).map_or("", low);
    let month = |w: &str| super::version::is_month(w);
    // A year, a day beside its month, a time of day, an ordinal, a number of something: "Article 5", "page 12".
    let plain_year = bare && (1500.0..2100.0).contains(&a) && tokens.get(begin).is_some_and(|t| t.low.len() == 4);
    if front.is_none() && bare && (month(before(1)) || month(low(at)) || HOUR_MARKS.has(low(at))) {
        return None;
    }
    let (dimension, factor) = match (front, unit(tokens, at)) {
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
    let per = !dimension.is_empty() && RATE_LINKS.has(low(at));
    if let Some(u) = unit(tokens, at + 1).filter(|u| per && !currency(&u.dimension)) {
        dimension = format!("{dimension}/{}", u.dimension);
        factor /= u.factor;
        at = u.end;
    }
    let span = Span { begin: tokens.get(i)?.begin, end: tokens.get(at.checked_sub(1)?)?.end };
    let (low_value, high) = (a.min(b) * factor, a.max(b) * factor);
    Some((Quantity { span, low: low_value, high, dimension }, at))
}

/// The number that begins at token `i`: its value, the largest scale in it, and where it ends.
fn number(tokens: &[Token], i: usize) -> Option<((f64, f64), usize)> {
    let mut at = i;
    while tokens.get(at).is_some_and(|t| HEDGES.has(t.low.as_str())) && at < i + 3 {
        at += 1;
    }
    let begins = tokens.get(at)?;
    let starts = digits(&begins.low).is_some() || small(&begins.low).is_some();
    // "a hundred", "hundreds": an amount; "a man": none.
    let article = begins.low == "a" && tokens.get(at + 1).is_some_and(|t| scale(&t.low).is_some());
    if !(starts || article) {
        return None;
    }
    let mut sum = Sum::default();
    let mut end = at;
    while let Some(t) = tokens.get(end) {
        let next = tokens.get(end + 1).and_then(|n| small(&n.low));
        // "two hundred and six", "forty-two", "a thousand".
        let joins = (t.low == "and" && sum.scale > 1.0 && next.is_some())
            || (t.low == "-" && sum.tens && next.is_some_and(|v| v < 10.0))
            || (t.low == "a" && end == at);
        if joins {
            end += 1;
            continue;
        }
        // "five ten" are two numbers, and so are "3 4".
        let follows = sum.group.is_some()
            && scale(&t.low).is_none()
            && !(sum.tens && small(&t.low).is_some_and(|v| v < 10.0))
            && sum.scale < 100.0;
        if follows || !sum.take(&t.low) {
            break;
        }
        end += 1;
    }
    let value = sum.value()?;
    Some(((value, sum.scale), end))
}

/// A number that is being read word by word.
#[derive(Default)]
struct Sum {
    total: f64,
    group: Option<f64>,
    scale: f64,
    tens: bool,
}

impl Sum {
    /// Takes a word; `false` where it is no part of a number.
    fn take(&mut self, word: &str) -> bool {
        self.scale = self.scale.max(1.0);
        if let Some(scale) = scale(word) {
            let value = self.group.take().unwrap_or(1.0) * scale;
            self.scale = self.scale.max(scale);
            // "two hundred" is still being said; a thousand and more close a group.
            if scale < 1000.0 {
                self.group = Some(value)
            } else {
                self.total += value
            }
            return true;
        }
        let Some(n) = digits(word).or_else(|| small(word)) else { return false };
        let head = word.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.'));
        let glued = if word.starts_with(|c: char| c.is_ascii_digit()) { scale_glued(head) } else { None };
        self.tens = small(word).is_some_and(|v| v >= 20.0);
        let n = n * glued.unwrap_or(1.0);
        self.scale = self.scale.max(glued.unwrap_or(1.0));
        if glued.is_some_and(|s| s >= 1000.0) {
            self.total += n;
        } else {
            self.group = Some(self.group.unwrap_or(0.0) + n);
        }
        true
    }

    fn value(&self) -> Option<f64> {
        match self.group {
            Some(n) => Some(self.total + n),
            None if self.total > 0.0 => Some(self.total),
            None => None,
        }
    }
}

fn scale(word: &str) -> Option<f64> {
    Some(match word {
        "dozen" | "dozens" => 12.0,
        "hundred" | "hundreds" | "hundert" | "cent" | "cien" | "cento" | "cem" => 100.0,
        "thousand" | "thousands" | "tausend" | "mille" | "mil" | "mila" | "тысяч" | "тысячи" | "bin" => 1e3,
        "million" | "millions" | "mn" | "mln" | "mio" | "millionen" | "millón" | "millones" | "milione" | "milioni"
        | "milhão" | "milhões" | "миллион" | "миллиона" | "миллионов" | "milyon" | "مليون" => {
            1e6
        }
        "billion"
        | "billions"
        | "bn"
        | "milliarden"
        | "milliard"
        | "milliards"
        | "miliardi"
        | "миллиард"
        | "миллиардов"
        | "milyar" => 1e9,
        "trillion" | "trillions" | "tn" => 1e12,
        _ => return None,
    })
}

/// A scale that is written on to its figure: "14m", "3k".
fn scale_glued(tail: &str) -> Option<f64> {
    Some(match tail {
        "k" => 1e3,
        "m" | "mn" | "mln" => 1e6,
        "bn" | "b" => 1e9,
        "tn" => 1e12,
        _ => return None,
    })
}

/// A figure in digits: a comma or full stop before three digits is a separator, otherwise a decimal mark. An ordinal is none.
fn digits(word: &str) -> Option<f64> {
    if !word.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let tail = word.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.'));
    if !tail.is_empty() && scale_glued(tail).is_none() {
        return None;
    }
    let word = word.trim_end_matches(|c: char| !c.is_ascii_digit());
    let mut plain = String::new();
    let parts: Vec<&str> = word.split([',', '.']).collect();
    let (last, heads) = parts.split_last()?;
    for head in heads {
        plain.push_str(head);
    }
    if !heads.is_empty() && last.len() != 3 {
        plain.push('.');
    }
    plain.push_str(last);
    plain.parse().ok()
}

fn small(word: &str) -> Option<f64> {
    const ONES: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    static OTHERS: OnceLock<BTreeMap<&'static str, f64>> = OnceLock::new();
    if let Some(n) = ONES.iter().position(|w| *w == word) {
        return Some(n as f64);
    }
    if let Some(n) = TENS.iter().position(|w| *w == word) {
        return Some(20.0 + 10.0 * n as f64);
    }
    let others = OTHERS.get_or_init(|| {
        let rows = lines(include_str!("../../../data/reuse/numerals.txt"));
        rows.filter_map(|l| l.split_once(' ')).filter_map(|(w, n)| Some((w, n.trim().parse().ok()?))).collect()
    });
    others.get(word).copied()
}

/// A unit that stands at a place.
struct Unit {
    dimension: String,
    factor: f64,
    end: usize,
}

fn unit(tokens: &[Token], i: usize) -> Option<Unit> {
    static UNITS: OnceLock<BTreeMap<&'static str, (&'static str, f64)>> = OnceLock::new();
    static PAIRS: OnceLock<BTreeMap<String, (&'static str, f64)>> = OnceLock::new();
    let rows = || {
        lines(include_str!("../../../data/origin/units.txt")).filter_map(|l| {
            let mut f = l.split('|');
            Some((f.next()?, f.next()?, f.next()?.parse::<f64>().ok()?))
        })
    };
    let units = UNITS.get_or_init(|| {
        rows()
            .flat_map(|(forms, d, n)| forms.split(' ').filter(|f| !f.contains('_')).map(move |f| (f, (d, n))))
            .collect()
    });
    let pairs = PAIRS.get_or_init(|| {
        let all = rows().flat_map(|(forms, d, n)| forms.split(' ').filter(|f| f.contains('_')).map(move |f| (f, d, n)));
        all.map(|(f, d, n)| (f.replace('_', " "), (d, n))).collect()
    });
    let word = tokens.get(i)?.low.as_str();
    let pair = tokens.get(i + 1).and_then(|next| pairs.get(&format!("{word} {}", next.low)));
    if let Some(&(d, n)) = pair {
        return Some(Unit { dimension: d.to_owned(), factor: n, end: i + 2 });
    }
    let &(d, n) = units.get(word)?;
    Some(Unit { dimension: d.to_owned(), factor: n, end: i + 1 })
}

fn currency(dimension: &str) -> bool {
    CURRENCIES.has(dimension)
}

/// A word, or a sign that counts as one.
struct Token {
    low: String,
    begin: u32,
    end: u32,
}

/// Words and signs: letters and digits with inner marks of figures; currency signs, %, °, dashes and strokes alone.
fn tokens(text: &str) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((begin, c)) = chars.next() {
        let mut end = begin + c.len_utf8();
        if c.is_alphanumeric() {
            let figure = c.is_ascii_digit();
            while let Some(&(at, n)) = chars.peek() {
                let after = text.get(at + n.len_utf8()..).and_then(|t| t.chars().next());
                let inner = figure && matches!(n, ',' | '.') && after.is_some_and(|a| a.is_ascii_digit());
                if !(n.is_alphanumeric() || inner) {
                    break;
                }
                end = at + n.len_utf8();
                chars.next();
            }
        } else if !matches!(
            c,
            '$' | '€' | '£' | '¥' | '₽' | '₹' | '₺' | '₪' | '₴' | '%' | '°' | '-' | '–' | '—' | '‑' | '/'
        ) {
            continue;
        }
        let Some(word) = text.get(begin..end) else { continue };
        let low = word.to_lowercase().replace('‑', "-");
        let offset = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        // "14km": the figure and its unit are two words.
        let split = low.find(|c: char| !(c.is_ascii_digit() || matches!(c, ',' | '.'))).filter(|&at| {
            at > 0 && low.is_ascii() && low.get(at..).is_some_and(|t| scale_glued(t).is_none() && !ordinal(t))
        });
        match split {
            Some(at) => {
                let (head, tail) = low.split_at(at);
                out.push(Token { low: head.to_owned(), begin: offset(begin), end: offset(begin + at) });
                out.push(Token { low: tail.to_owned(), begin: offset(begin + at), end: offset(end) });
            }
            None => out.push(Token { low, begin: offset(begin), end: offset(end) }),
        }
    }
    out
}

fn ordinal(tail: &str) -> bool {
    matches!(tail, "st" | "nd" | "rd" | "th" | "e" | "er")
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

//! The value of a figure that is written in words, in digits or in both: "four hundred", "14m", "forty-two", "1,000".

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::token::Token;
use crate::list::lines;
use crate::origin::class::HEDGES;

/// The number that begins at token `i`: its value, the largest scale in it, and where it ends.
pub(super) fn number(tokens: &[Token], i: usize) -> Option<((f64, f64), usize)> {
    let mut at = i;
    while tokens.get(at).is_some_and(|t| HEDGES.has(t.low.as_str())) && at < i + 3 {
        at += 1;
    }
    let begins = tokens.get(at)?;
    // "Half a million", "half a dozen".
    if begins.low == "half" {
        let article = usize::from(tokens.get(at + 1).is_some_and(|t| t.low == "a"));
        let scale = scale(&tokens.get(at + 1 + article)?.low)?;
        return Some(((scale / 2.0, scale), at + 2 + article));
    }
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
pub(super) struct Sum {
    total: f64,
    group: Option<f64>,
    scale: f64,
    tens: bool,
}

impl Sum {
    /// Takes a word; `false` where it is no part of a number.
    pub(super) fn take(&mut self, word: &str) -> bool {
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

    pub(super) fn value(&self) -> Option<f64> {
        match self.group {
            Some(n) => Some(self.total + n),
            None if self.total > 0.0 => Some(self.total),
            None => None,
        }
    }
}

pub(super) fn scale(word: &str) -> Option<f64> {
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
pub(super) fn scale_glued(tail: &str) -> Option<f64> {
    Some(match tail {
        "k" => 1e3,
        "m" | "mn" | "mln" => 1e6,
        "bn" | "b" => 1e9,
        "tn" => 1e12,
        _ => return None,
    })
}

/// A figure in digits: a comma or full stop before three digits is a separator, otherwise a decimal mark. An ordinal is none.
pub(super) fn digits(word: &str) -> Option<f64> {
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

pub(super) fn small(word: &str) -> Option<f64> {
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
        let rows = lines(include_str!("../../../../data/reuse/numerals.txt"));
        rows.filter_map(|l| l.split_once(' ')).filter_map(|(w, n)| Some((w, n.trim().parse().ok()?))).collect()
    });
    others.get(word).copied()
}

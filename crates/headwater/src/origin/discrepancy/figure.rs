//! Amounts in words or digits, as values that can be compared: "four hundred", "1,000", "3.5 million".

/// The value of an amount, if `words` is one: digits with their separators, number words, and the names of large
/// numbers after them. `None` for a range, a date or anything else.
pub(super) fn value(words: &str) -> Option<f64> {
    let lower = words.to_lowercase();
    let mut total = 0.0;
    let mut group: Option<f64> = None;
    for word in lower.split(|c: char| c.is_whitespace() || matches!(c, '-' | '‑')).filter(|w| !w.is_empty()) {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        if matches!(word, "" | "and" | "of" | "a" | "about" | "some" | "nearly" | "almost" | "than" | "more") {
            continue;
        }
        if let Some(scale) = scale(word) {
            let value = group.take().unwrap_or(1.0) * scale;
            // "two hundred" is still being said; a thousand and more close a group.
            if scale < 1000.0 { group = Some(value) } else { total += value }
        } else {
            let n = digits(word).or_else(|| small(word))?;
            group = Some(group.unwrap_or(0.0) + n);
        }
    }
    match group {
        Some(n) => Some(total + n),
        None if total > 0.0 => Some(total),
        None => None,
    }
}

fn scale(word: &str) -> Option<f64> {
    Some(match word {
        "dozen" | "dozens" => 12.0,
        "hundred" | "hundreds" => 100.0,
        "thousand" | "thousands" | "k" => 1e3,
        "million" | "millions" | "m" | "mn" | "mln" => 1e6,
        "billion" | "billions" | "bn" => 1e9,
        "trillion" | "trillions" | "tn" => 1e12,
        _ => return None,
    })
}

/// A figure in digits: a comma or full stop before three digits is a separator, otherwise a decimal mark.
fn digits(word: &str) -> Option<f64> {
    if !word.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let word = word.trim_end_matches(|c: char| c.is_alphabetic());
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
    if let Some(n) = ONES.iter().position(|w| *w == word) {
        return Some(n as f64);
    }
    TENS.iter().position(|w| *w == word).map(|n| 20.0 + 10.0 * n as f64)
}

#[cfg(test)]
mod tests {
    use super::value;

    #[test]
    fn amounts_are_compared_by_value() {
        assert_eq!(value("four hundred"), Some(400.0));
        assert_eq!(value("1,000"), value("a thousand"));
        assert_eq!(value("3.5 million"), Some(3_500_000.0));
        assert_eq!(value("forty-two"), Some(42.0));
        assert_eq!(value("two hundred and six thousand"), Some(206_000.0));
        assert_eq!(value("yesterday"), None);
        assert_eq!(value(""), None);
    }
}

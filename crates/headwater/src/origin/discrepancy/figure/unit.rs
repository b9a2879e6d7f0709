//! Units of measure behind or before a figure, from the table in `data/origin/units.txt`.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::token::Token;
use crate::list::lines;
use crate::origin::class::CURRENCIES;

/// A unit that stands at a place.
pub(super) struct Unit {
    pub(super) dimension: String,
    pub(super) factor: f64,
    pub(super) end: usize,
}

pub(super) fn unit(tokens: &[Token], i: usize) -> Option<Unit> {
    static UNITS: OnceLock<BTreeMap<&'static str, (&'static str, f64)>> = OnceLock::new();
    static PAIRS: OnceLock<BTreeMap<String, (&'static str, f64)>> = OnceLock::new();
    let rows = || {
        lines(include_str!("../../../../data/origin/units.txt")).filter_map(|l| {
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

/// Whether a dimension is money.
pub(in crate::origin::discrepancy) fn currency(dimension: &str) -> bool {
    CURRENCIES.has(dimension)
}

//! The fullest version of a statement, and how the others differ from it.

use std::collections::BTreeSet;

use super::{Statement, Version};
use crate::id::{AttributionIx, PageIx};
use crate::origin::{Evidence, Route};
use crate::page::Page;
use crate::reuse::drift;
use crate::span::Span;
use crate::speech::{Attribution, Kind};

/// Chooses the fullest version of a statement whose ways are known, and says how the others differ from it.
pub fn compare(evidence: Evidence<'_>, statement: &mut Statement) {
    let attributions = &evidence.speech.attributions;
    let page_of = |r: Route| if let Route::Page(p) = r { Some(p) } else { None };
    let roots: BTreeSet<(AttributionIx, PageIx)> =
        statement.ways.iter().filter_map(|w| Some((w.quotation, page_of(w.route)?))).collect();
    let rank = |q: AttributionIx| {
        let a = attributions.get(q.ix())?;
        let page = evidence.pages.get(a.page.ix())?;
        let own = roots.contains(&(q, a.page));
        let words: usize = a.content.iter().map(|s| s.of(&page.text).split_whitespace().count()).sum();
        let date = page.published.as_ref().map(|p| p.value.clone());
        Some((a.kind == Kind::Indirect, !own, a.kind, std::cmp::Reverse(words), date.is_none(), date, q))
    };
    statement.fullest = statement.quotations.iter().copied().min_by_key(|&q| rank(q)).unwrap_or(statement.fullest);
    let fullest = statement.fullest;
    let others = statement.quotations.iter().filter(|&&q| q != fullest);
    statement.versions = others.filter_map(|&b| version(evidence, fullest, b)).collect();
}

/// How quotation `b` differs from `a`.
fn version(evidence: Evidence<'_>, a: AttributionIx, b: AttributionIx) -> Option<Version> {
    let side = |q: AttributionIx| {
        let attribution = evidence.speech.attributions.get(q.ix())?;
        Some(Pieces::of(attribution, evidence.pages.get(attribution.page.ix())?))
    };
    let (x, y) = (side(a)?, side(b)?);
    let mut changes = drift::compare(&x.text, x.whole(), &y.text, y.whole());
    for change in &mut changes {
        change.a = x.back(change.a);
        change.b = y.back(change.b);
    }
    Some(Version { a, b, changes })
}

/// A content of several spans as one text, and the way back to the page.
struct Pieces {
    text: String,
    /// Where each piece begins in `text`, and where it stands on the page.
    pieces: Vec<(u32, Span)>,
}

impl Pieces {
    fn of(attribution: &Attribution, page: &Page) -> Pieces {
        let (mut text, mut pieces) = (String::new(), Vec::new());
        for &span in &attribution.content {
            if !text.is_empty() {
                text.push(' ');
            }
            pieces.push((Span::new(text.len(), text.len()).begin, span));
            text.push_str(span.of(&page.text));
        }
        Pieces { text, pieces }
    }

    fn whole(&self) -> Span {
        Span::new(0, self.text.len())
    }

    /// The stretch of the page that `span` of the joined text stands for; over a gap, its part in the first piece.
    fn back(&self, span: Span) -> Span {
        let at = self.pieces.partition_point(|p| p.0 <= span.begin).saturating_sub(1);
        let Some(&(start, piece)) = self.pieces.get(at) else { return span };
        let shift = |offset: u32| (piece.begin + offset.saturating_sub(start)).min(piece.end);
        Span { begin: shift(span.begin), end: shift(span.end) }
    }
}

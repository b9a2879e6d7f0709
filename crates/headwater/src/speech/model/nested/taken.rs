//! What other attributions have of a page already.

use crate::span::Span;

/// Stretches of text that may overlap each other, to be looked up.
#[derive(Debug)]
pub(super) struct Taken {
    /// In order, none overlapping another.
    spans: Vec<Span>,
}

impl Taken {
    /// Sorts: n log n.
    pub(super) fn new<'s>(spans: impl Iterator<Item = &'s Span>) -> Taken {
        let mut all: Vec<Span> = spans.copied().filter(|s| !s.is_empty()).collect();
        all.sort_unstable();
        let mut spans: Vec<Span> = Vec::with_capacity(all.len());
        for span in all {
            match spans.last_mut().filter(|last| last.overlaps(span)) {
                Some(last) => *last = last.hull(span),
                None => spans.push(span),
            }
        }
        Taken { spans }
    }

    /// Whether one of them overlaps `span`. Logarithmic.
    pub(super) fn overlaps(&self, span: Span) -> bool {
        let at = self.spans.partition_point(|s| s.end <= span.begin);
        self.spans.get(at).is_some_and(|s| s.overlaps(span))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_is_taken_where_any_of_those_that_overlap_has_it() {
        let taken = Taken::new([Span::new(20, 24), Span::new(2, 12), Span::new(4, 6), Span::new(12, 14)].iter());
        let at = |begin, end| taken.overlaps(Span::new(begin, end));
        assert!(at(8, 9) && at(13, 15) && at(0, 3) && at(23, 30));
        assert!(!at(0, 2) && !at(14, 20) && !at(24, 25));
    }
}

//! Quotations put into groups, and which of them must not come into one.

use super::wording::Wording;
use crate::id::PageIx;
use crate::span::{self, Span};
use crate::speech::Attribution;

/// Quotations that stand within one another and are somebody else's, so that they can't be one statement.
pub(super) struct Nested {
    /// By position in the wordings, the positions of such others.
    of: Vec<Vec<u32>>,
}

impl Nested {
    /// Looks at each quotation and the next ones that begin within it, [`NESTED`] at most.
    pub(super) fn new(attributions: &[Attribution], wordings: &[Wording]) -> Nested {
        let at = |k: u32| wordings.get(k as usize).and_then(|w| Some((w, attributions.get(w.attribution.ix())?)));
        let mut order: Vec<(PageIx, Span, u32)> = (0..u32::try_from(wordings.len()).unwrap_or(u32::MAX))
            .filter_map(|k| at(k).map(|(_, a)| (a.page, span::hull(&a.content).unwrap_or_default(), k)))
            .collect();
        order.sort_unstable();
        let mut out = vec![Vec::new(); wordings.len()];
        for (n, &(page, hull, x)) in order.iter().enumerate() {
            let inside = order.iter().skip(n + 1).take_while(|o| o.0 == page && o.1.begin < hull.end);
            for &(_, _, y) in inside.take(NESTED) {
                if at(x).zip(at(y)).is_some_and(|((w, a), (v, b))| nested(w, a, v, b)) {
                    if let Some(list) = out.get_mut(x as usize) {
                        list.push(y);
                    }
                    if let Some(list) = out.get_mut(y as usize) {
                        list.push(x);
                    }
                }
            }
        }
        Nested { of: out }
    }

    /// Whether a quotation of one group holds one of the other. Linear in the smaller group.
    pub(super) fn hold(&self, groups: &Groups, a: u32, b: u32) -> bool {
        let (few, many) = if groups.members(a).len() <= groups.members(b).len() { (a, b) } else { (b, a) };
        let others = groups.members(few).iter().filter_map(|&x| self.of.get(x as usize)).flatten();
        others.into_iter().any(|&y| groups.root(y) == many)
    }
}

/// Quotations that begin within another and are looked at. A long quotation holds two or three; the number only bounds
/// the work on text that is marks and nothing else.
const NESTED: usize = 32;

/// Whether one stands within the other's words and is said by somebody else.
fn nested(w: &Wording, a: &Attribution, v: &Wording, b: &Attribution) -> bool {
    let overlap = a.page == b.page && a.content.iter().any(|x| b.content.iter().any(|y| x.overlaps(*y)));
    let inside = a.within == Some(v.attribution) || b.within == Some(w.attribution);
    (overlap || inside) && (a.speaker.is_none() || a.speaker != b.speaker)
}

/// Disjoint sets that know their members (union by size).
pub(super) struct Groups {
    parent: Vec<u32>,
    members: Vec<Vec<u32>>,
}

impl Groups {
    pub(super) fn new(n: usize) -> Groups {
        let ids = 0..u32::try_from(n).unwrap_or(u32::MAX);
        Groups { parent: ids.clone().collect(), members: ids.map(|i| vec![i]).collect() }
    }

    pub(super) fn root(&self, i: u32) -> u32 {
        self.parent.get(i as usize).copied().unwrap_or(i)
    }

    pub(super) fn members(&self, root: u32) -> &[u32] {
        self.members.get(root as usize).map_or(&[], Vec::as_slice)
    }

    /// Gives the new root. Each element moves at most log n times, for the smaller set always moves.
    pub(super) fn unite(&mut self, a: u32, b: u32) -> u32 {
        let (to, from) = if self.members(a).len() >= self.members(b).len() { (a, b) } else { (b, a) };
        let moved = self.members.get_mut(from as usize).map(std::mem::take).unwrap_or_default();
        for &m in &moved {
            if let Some(p) = self.parent.get_mut(m as usize) {
                *p = to;
            }
        }
        if let Some(list) = self.members.get_mut(to as usize) {
            list.extend(moved);
        }
        to
    }

    /// The sets, each sorted, by their first members.
    pub(super) fn lists(self) -> Vec<Vec<u32>> {
        let mut lists: Vec<Vec<u32>> = self.members.into_iter().filter(|m| !m.is_empty()).collect();
        lists.iter_mut().for_each(|l| l.sort_unstable());
        lists.sort_unstable();
        lists
    }
}

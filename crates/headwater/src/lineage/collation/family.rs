//! Families of pages that share text, and for every page of one the possible sources with what speaks for each.

use rayon::prelude::*;

use super::side::{Collation, collate};
use super::usage::Usage;
use super::wording::{Numbers, Wording};
use crate::id::PageIx;
use crate::lineage::direction::edit::Edits;
use crate::lineage::direction::sign::{self, Draft, Outer, Signs, View};
use crate::lineage::{Ancestor, Citation, CitationForm};
use crate::page::Page;
use crate::reuse::Reuse;
use crate::speech::Speech;

/// Pages connected by passages.
#[derive(Debug)]
pub(crate) struct Family {
    /// Its pages, in order.
    pub(crate) members: Vec<PageIx>,
    pub(crate) wording: Wording,
    pub(crate) outer: Vec<Outer>,
    /// Words of every member that another member has too.
    pub(crate) held: Vec<u32>,
    /// Pairs of members, the lower first, with their collation.
    pub(crate) pairs: Vec<([usize; 2], Collation)>,
    /// Pairs that share text and were not held side by side, since neither is among the nearest of the other.
    pub(crate) unseen: usize,
}

/// A possible source of a page.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Candidate {
    /// The member that may be the source.
    pub(crate) parent: usize,
    /// The pair's position in [`Family::pairs`].
    pub(crate) pair: usize,
    pub(crate) signs: Signs,
}

/// Possible sources looked at for a page, those that share most words first. With 16 none of the true sources of the
/// made stories is lost (families of up to nine pages); real families of hundreds have a handful of near versions each.
const MOST_SOURCES: usize = 16;
/// Words that two pages must share outside direct quotations for copying to come into question. Set sentences about an
/// occasion, with a name and a title in them, have up to twenty; the shortest passages that made stories lift, 25.
pub(crate) const LEAST_TELLING: u32 = 22;

/// Finds the families. `O(passages)` and, in each family, up to [`MOST_SOURCES`] collations a page.
pub(crate) fn families(
    pages: &[Page],
    speech: &Speech,
    reuse: &Reuse,
    citations: &[Citation],
    edits: &Edits,
) -> (Vec<Family>, Usage) {
    let words = crate::lineage::credit::work::shared_words(reuse);
    let mut group: Vec<usize> = (0..pages.len()).collect();
    for &(a, b) in words.keys() {
        let (a, b) = (find(&mut group, a.ix()), find(&mut group, b.ix()));
        if a < group.len() && b < group.len() {
            group[a.max(b)] = a.min(b);
        }
    }
    let mut members: Vec<(usize, PageIx)> = (0..pages.len()).map(|i| (find(&mut group, i), PageIx::new(i))).collect();
    members.sort_unstable();
    let mut numbers = Numbers::default();
    let mut families: Vec<Family> = Vec::new();
    for chunk in members.chunk_by(|a, b| a.0 == b.0) {
        let list: Vec<PageIx> = chunk.iter().map(|m| m.1).collect();
        if list.len() < 2 {
            continue;
        }
        let wording = Wording::new(pages, speech, &list, &mut numbers);
        families.push(Family {
            members: list,
            wording,
            outer: Vec::new(),
            held: Vec::new(),
            pairs: Vec::new(),
            unseen: 0,
        });
    }
    let mut sharing: std::collections::BTreeMap<usize, usize> = std::collections::BTreeMap::new();
    for &(a, _) in words.keys() {
        *sharing.entry(find(&mut group, a.ix())).or_default() += 1;
    }
    let mut partners: Vec<Vec<(u32, PageIx)>> = vec![Vec::new(); pages.len()];
    for (&(a, b), &n) in &words {
        if let Some(list) = partners.get_mut(a.ix()) {
            list.push((n, b));
        }
        if let Some(list) = partners.get_mut(b.ix()) {
            list.push((n, a));
        }
    }
    for list in &mut partners {
        list.sort_unstable_by_key(|&(n, p)| (std::cmp::Reverse(n), p));
        list.truncate(MOST_SOURCES);
    }
    let usage = Usage::count(families.iter().map(|f| &f.wording), &numbers.words());
    let fill = |f: &mut Family| {
        let held = f.fill(pages, &partners, citations, &usage, edits);
        let all = f.members.first().and_then(|m| sharing.get(&m.ix())).copied().unwrap_or(0);
        f.unseen = all.saturating_sub(held);
    };
    families.par_iter_mut().for_each(fill);
    (families, usage)
}

impl Family {
    /// Holds the pairs side by side, and gives how many there were.
    fn fill(
        &mut self,
        pages: &[Page],
        partners: &[Vec<(u32, PageIx)>],
        citations: &[Citation],
        usage: &Usage,
        edits: &Edits,
    ) -> usize {
        let local = |p: PageIx| self.members.binary_search(&p).ok();
        let mut pairs: Vec<[usize; 2]> = Vec::new();
        for (a, &page) in self.members.iter().enumerate() {
            let near = partners.get(page.ix()).map(Vec::as_slice).unwrap_or_default();
            pairs.extend(near.iter().filter_map(|&(_, p)| local(p)).map(|b| [a.min(b), a.max(b)]));
        }
        pairs.sort_unstable();
        pairs.dedup();
        let wording = &self.wording;
        let side_by_side = |&[a, b]: &[usize; 2]| {
            let mut collation = collate(wording, a, b);
            let enough = collation.telling >= LEAST_TELLING;
            if let (true, Some(x), Some(y)) = (enough, wording.pages.get(a), wording.pages.get(b)) {
                collation.homes = usage.homes([x, y], &collation);
                crate::lineage::direction::edit::lean(usage, edits, [x, y], &mut collation);
            }
            enough.then_some(([a, b], collation))
        };
        self.pairs = pairs.par_iter().filter_map(side_by_side).collect();
        let held = |words: &super::wording::Words| {
            let mut covered = vec![false; words.ids.len()];
            for (i, &gram) in words.grams.iter().enumerate() {
                if wording.holders(gram).len() > 1 {
                    covered.iter_mut().skip(i).take(3).for_each(|c| *c = true);
                }
            }
            covered.iter().filter(|c| **c).count() as u32
        };
        self.held = wording.pages.iter().map(held).collect();
        self.outer = self.members.iter().map(|&page| outer(pages, page, &local, citations)).collect();
        pairs.len()
    }

    /// The position of a pair in [`Family::pairs`].
    pub(crate) fn pair(&self, a: usize, b: usize) -> Option<usize> {
        self.pairs.binary_search_by(|p| p.0.cmp(&[a.min(b), a.max(b)])).ok()
    }

    /// How common a member's style of quotation marks is in the collection.
    pub(crate) fn style(&self, usage: &Usage, member: usize) -> f32 {
        self.wording.pages.get(member).map_or(0.0, |w| usage.style(w.style))
    }

    /// For every member its possible sources, as the draft of the graph lets them look.
    pub(crate) fn candidates(&self, usage: &Usage, draft: &Draft) -> Vec<Vec<Candidate>> {
        let view = View { wording: &self.wording, outer: &self.outer, usage, held: &self.held };
        let mut out: Vec<Vec<Candidate>> = vec![Vec::new(); self.members.len()];
        for (pair, ([a, b], collation)) in self.pairs.iter().enumerate() {
            for (side, parent, child) in [(0, *a, *b), (1, *b, *a)] {
                let signs = sign::signs(&view, collation, side, (parent, child), draft);
                if let Some(list) = out.get_mut(child) {
                    list.push(Candidate { parent, pair, signs });
                }
            }
        }
        for list in &mut out {
            list.sort_by_key(|c| c.parent);
            let mut rows: Vec<Signs> = list.iter().map(|c| c.signs).collect();
            sign::compare(&mut rows);
            for (c, row) in list.iter_mut().zip(rows) {
                c.signs = row;
            }
        }
        out
    }
}

fn outer(pages: &[Page], ix: PageIx, local: &impl Fn(PageIx) -> Option<usize>, citations: &[Citation]) -> Outer {
    let Some(page) = pages.get(ix.ix()) else { return Outer::default() };
    let from = citations.partition_point(|c| c.page < ix);
    let own = citations.get(from..).unwrap_or_default().iter().take_while(|c| c.page == ix);
    let own = own.filter(|c| c.form != CitationForm::Confirmed);
    let mut out = Outer { date: page.published.as_ref().map(|f| f.value.clone()), ..Outer::default() };
    for c in own {
        match c.target {
            Ancestor::Page(p) => out.names.extend(local(p).and_then(|i| u32::try_from(i).ok())),
            Ancestor::Work(w) => {
                out.credits_work |= c.form == CitationForm::Credit;
                if c.form == CitationForm::Agency {
                    out.agencies.push(w);
                }
            }
            Ancestor::Lost(_) => {}
        }
    }
    out.names.sort_unstable();
    out.names.dedup();
    let marks = ['“', '«', '"', '„', '‘'];
    let mut counts = [0u32; 5];
    for block in page.story_blocks() {
        for c in block.span.of(&page.text).chars() {
            if let Some(i) = marks.iter().position(|&m| m == c) {
                counts[i] += 1;
            }
        }
    }
    let most = counts.iter().copied().max().unwrap_or(0);
    out.mark = counts.iter().position(|&n| n == most && n > 0).map(|i| marks[i]);
    out
}

/// The first of the group that `at` belongs to, and on the way there shorter ways for the next.
pub(crate) fn find(group: &mut [usize], mut at: usize) -> usize {
    while group.get(at).is_some_and(|&g| g != at) {
        let up = group[at];
        group[at] = group.get(up).copied().unwrap_or(up);
        at = group[at];
    }
    at
}

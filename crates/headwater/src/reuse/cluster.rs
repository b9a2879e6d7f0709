//! Passages to clusters: one text on many pages, with its wordings counted.

use std::collections::BTreeMap;

use super::{Place, Reuse};
use crate::page::Page;
use crate::span::Span;

/// One text on several pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cluster {
    /// Its wordings, the one on most pages first, then by first place.
    pub variants: Vec<Variant>,
    /// On how many pages it stands.
    pub pages: u32,
}

/// One wording of a cluster's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// Where it stands, by page and place.
    pub places: Vec<Place>,
}

/// The share of the shorter of two places on one page that both must hold to be places of one text.
const OVERLAP: f64 = 0.5;

/// Groups the places of passages to texts and counts their wordings. Two wordings are one variant when their words have
/// the same ids (case, marks and typography aside). The largest clusters come first, then by first place.
///
/// `O(p log p)` in passages, besides reading the words of each place once.
pub fn clusters(pages: &[Page], reuse: &Reuse) -> Vec<Cluster> {
    let sides: Vec<(Place, Place)> = reuse.passages.iter().map(|p| (p.a, p.b)).collect();
    let ids = |place: Place| {
        let text = pages.get(place.page.ix()).map_or("", |p| p.text.as_str());
        super::word::words(text, place.span).iter().map(|w| w.id).collect()
    };
    let mut out: Vec<Cluster> = groups(&sides).into_iter().map(|places| cluster(places, ids)).collect();
    sort(&mut out);
    out
}

/// The places of each text: the two sides of a passage belong together, and so do two places on one page that overlap
/// by half of the shorter. Places are in order.
pub fn groups(passages: &[(Place, Place)]) -> Vec<Vec<Place>> {
    let mut places: Vec<Place> = passages.iter().flat_map(|&(a, b)| [a, b]).collect();
    places.sort_unstable();
    places.dedup();
    let mut groups = Groups((0..places.len() as u32).collect());
    let find = |p: &Place| places.binary_search(p).unwrap_or(0);
    for (a, b) in passages {
        groups.join(find(a), find(b));
    }
    // Places are by page and beginning. Of those that begin earlier and still reach here, the one that reaches
    // furthest is enough: all that overlap it by half were joined to it before.
    let mut furthest: Option<usize> = None;
    for i in 0..places.len() {
        if let Some(last) = furthest.filter(|&l| places[l].page == places[i].page) {
            let (x, y) = (places[last].span, places[i].span);
            let shared = x.intersection(y).map_or(0, Span::len);
            if shared as f64 >= OVERLAP * x.len().min(y.len()) as f64 && shared > 0 {
                groups.join(last, i);
            }
            furthest = Some(if y.end > x.end { i } else { last });
        } else {
            furthest = Some(i);
        }
    }
    let mut by_group: BTreeMap<usize, Vec<Place>> = BTreeMap::new();
    for (i, &place) in places.iter().enumerate() {
        by_group.entry(groups.root(i)).or_default().push(place);
    }
    by_group.into_values().collect()
}

/// The largest clusters first, then by first place.
pub fn sort(clusters: &mut [Cluster]) {
    clusters.sort_by_key(|c| (std::cmp::Reverse(c.pages), c.variants.first().and_then(|v| v.places.first().copied())));
}

/// Counts the wordings of one text, whose places are in order. Of places on one page that overlap, the longest speaks
/// for all. `ids` are the ids of the words at a place.
pub fn cluster(places: Vec<Place>, mut ids: impl FnMut(Place) -> Vec<u32>) -> Cluster {
    let mut kept: Vec<Place> = Vec::with_capacity(places.len());
    for place in places {
        match kept.last_mut() {
            Some(last) if last.page == place.page && last.span.overlaps(place.span) => {
                if place.span.len() > last.span.len() {
                    *last = place;
                }
            }
            _ => kept.push(place),
        }
    }
    let mut pages_seen: Vec<_> = kept.iter().map(|p| p.page).collect();
    pages_seen.dedup();
    let mut variants: BTreeMap<Vec<u32>, Vec<Place>> = BTreeMap::new();
    for place in kept {
        variants.entry(ids(place)).or_default().push(place);
    }
    let mut variants: Vec<Variant> = variants.into_values().map(|places| Variant { places }).collect();
    variants.sort_by_key(|v| (std::cmp::Reverse(v.places.len()), v.places.first().copied()));
    Cluster { variants, pages: pages_seen.len() as u32 }
}

/// Disjoint sets, the lowest member of each its root.
struct Groups(Vec<u32>);

impl Groups {
    fn root(&mut self, i: usize) -> usize {
        let mut i = i as u32;
        while self.0[i as usize] != i {
            self.0[i as usize] = self.0[self.0[i as usize] as usize];
            i = self.0[i as usize];
        }
        i as usize
    }

    fn join(&mut self, i: usize, j: usize) {
        let (i, j) = (self.root(i), self.root(j));
        let (low, high) = (i.min(j), i.max(j));
        self.0[high] = low as u32;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Role;
    use crate::page::block::{Block, Form};
    use crate::reuse::{Options, find};

    fn page(text: &str) -> Page {
        let span = Span::new(0, text.len());
        let blocks = vec![Block { span, role: Role::Story, form: Form::Paragraph, comment: None }];
        Page { text: text.to_owned(), blocks, ..Page::default() }
    }

    #[test]
    fn wordings_of_one_text_are_counted() {
        let old = "the heron keeps its place below the weir until the sluice is opened at dusk";
        let new = "the heron keeps its place below the weir until the gate is opened at dusk";
        let pages: Vec<Page> = [
            format!("First {old} now."),
            format!("Second {old}, they say."),
            format!("Third, {new}."),
            format!("{} Fourth", old.to_uppercase()),
            "nothing of the kind stands on this page at all".to_owned(),
        ]
        .iter()
        .map(|t| page(t))
        .collect();
        let found = clusters(&pages, &find(&pages, &Options::default()));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].pages, 4);
        assert_eq!(found[0].variants.iter().map(|v| v.places.len()).collect::<Vec<_>>(), [3, 1]);
        assert!(clusters(&pages, &Reuse::default()).is_empty());
    }
}

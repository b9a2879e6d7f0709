//! Words back to places in the text.

use rayon::prelude::*;

use super::Place;
use super::align::Stretch;
use super::candidate::Phrase;
use super::word;
use crate::id::PageIx;
use crate::page::Page;
use crate::span::Span;

/// Where stretches and phrases stand.
#[derive(Debug, Default)]
pub struct Places {
    /// The two sides of each stretch.
    pub stretches: Vec<[Place; 2]>,
    /// The place of each phrase.
    pub phrases: Vec<Place>,
}

/// Finds where the words stand. No places of words are kept while passages are sought: each page that has a passage is
/// read once more, which takes less time than the memory for all of them.
pub fn places(pages: &[Page], all_blocks: bool, stretches: &[Stretch], phrases: &[Phrase]) -> Places {
    let sides = stretches.iter().flat_map(|s| [(s.page_a, s.a), (s.page_b, s.b)]);
    let wanted: Vec<(u32, (u32, u32))> =
        sides.chain(phrases.iter().map(|p| (p.page, (p.at, p.at + p.words)))).collect();
    let mut order: Vec<u32> = (0..wanted.len() as u32).collect();
    order.par_sort_unstable_by_key(|&i| (wanted[i as usize].0, i));
    let of_page = |wanted_here: &&[u32]| -> Vec<(u32, Place)> {
        let page = wanted[wanted_here[0] as usize].0;
        let spans = pages.get(page as usize).map_or_else(Vec::new, |p| spans(p, all_blocks));
        wanted_here.iter().map(|&i| (i, locate(PageIx(page), &spans, wanted[i as usize].1))).collect()
    };
    let by_page: Vec<&[u32]> = order.chunk_by(|&x, &y| wanted[x as usize].0 == wanted[y as usize].0).collect();
    let mut found: Vec<(u32, Place)> = by_page.par_iter().flat_map_iter(of_page).collect();
    found.par_sort_unstable_by_key(|f| f.0);
    let places: Vec<Place> = found.into_iter().map(|f| f.1).collect();
    let (sides, phrases) = places.split_at(2 * stretches.len());
    Places { stretches: sides.chunks_exact(2).map(|c| [c[0], c[1]]).collect(), phrases: phrases.to_vec() }
}

/// Where the words from `words.0` up to `words.1` stand on a page whose words stand at `spans`.
pub fn locate(page: PageIx, spans: &[Span], words: (u32, u32)) -> Place {
    let begin = spans.get(words.0 as usize).copied().unwrap_or_default();
    let last = words.1.checked_sub(1).and_then(|l| spans.get(l as usize)).copied().unwrap_or(begin);
    Place { page, span: begin.hull(last) }
}

/// The places of all words of a page, in the order of [`word::ids`].
pub fn spans(page: &Page, all_blocks: bool) -> Vec<Span> {
    let mut out = Vec::new();
    for stretch in word::stretches(page, all_blocks) {
        word::walk(&page.text, stretch, |w| out.push(w.span));
    }
    out
}

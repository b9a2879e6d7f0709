//! [`Page`]s to passages: the stretches of words that two pages share, and how the wording differs.
//!
//! Steps: [`word`]s to ids ([`collection`]), [`fingerprint`]s of them, [`candidate`] places, [`align`]ment to the word by
//! the words' [`rarity`], their [`place`]s in the text, the [`edge`]s, and [`drift`]. [`find`] does them all for pages in memory;
//! [`lookup`] takes one page against an index, and a caller that keeps pages on disk brings its own [`Words`].
//! [`cluster`] groups passages to texts.

pub mod align;
pub mod candidate;
pub mod cluster;
pub mod collection;
pub mod drift;
pub mod edge;
pub mod fingerprint;
pub mod lookup;
pub mod loose;
pub mod near;
pub mod place;
pub mod rarity;
pub mod standing;
pub mod word;

use rayon::prelude::*;

pub use collection::{Collection, Words};
pub use drift::{Change, ChangeKind, Sort};

use self::rarity::Rarity;
use crate::id::PageIx;
use crate::page::Page;
use crate::span::Span;

/// What counts as a passage.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// Least words of a passage.
    pub least_words: u32,
    /// Least share of words that are the same, 0 to 1.
    pub least_identity: f32,
    /// A phrase that stands on more pages than this is a set phrase: reported as such, no passage.
    pub most_pages: u32,
    /// Look into all blocks, not only those of the story.
    pub all_blocks: bool,
    /// Seek [`loose`] passages too.
    pub loose: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options { least_words: 7, least_identity: 0.6, most_pages: 1000, all_blocks: false, loose: false }
    }
}

/// All passages of a collection.
#[derive(Clone, Debug, Default)]
pub struct Reuse {
    /// By the pages and places of their first sides, then of their second, before their ends were carried on ([`edge`]).
    pub passages: Vec<Passage>,
    /// Stretches that two pages tell in the same order with much of the wording changed: no findings of copying. In the
    /// same order; those that lie within one passage are not among them.
    pub loose: Vec<Passage>,
    /// Phrases that stand on too many pages to tell anything.
    pub set_phrases: Vec<SetPhrase>,
}

/// How much of a stretch two pages share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The same words, but for changes: a passage to the word.
    Copy,
    /// The same told in the same order, with much of the wording changed ([`loose`]).
    Loose,
}

impl Kind {
    /// Its name in the JSON format.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Copy => "copy",
            Kind::Loose => "loose",
        }
    }
}

impl Reuse {
    /// The passages of one kind.
    pub fn of(&self, kind: Kind) -> &[Passage] {
        match kind {
            Kind::Copy => &self.passages,
            Kind::Loose => &self.loose,
        }
    }
}

/// The same stretch of words on two pages.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    /// The side on the page of the lower index.
    pub a: Place,
    /// The other side.
    pub b: Place,
    /// Words that are the same on both sides.
    pub words: u32,
    /// `words` over the words of the longer side, 0 to 1.
    pub identity: f32,
    /// How the wording differs, in order; empty for a loose passage.
    pub drift: Vec<Change>,
}

/// A stretch of one page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The page.
    pub page: PageIx,
    /// Where on it.
    pub span: Span,
}

/// A phrase that stands on more pages than [`Options::most_pages`].
#[derive(Clone, Debug, PartialEq)]
pub struct SetPhrase {
    /// One place where it stands.
    pub place: Place,
    /// On how many pages it stands.
    pub pages: u32,
}

/// Finds every passage that two of the pages share.
///
/// Time grows with the text and with what is shared, not with the pairs of pages; `docs/reuse.md` explains how.
pub fn find(pages: &[Page], options: &Options) -> Reuse {
    find_in(pages, Collection::read(pages, options.all_blocks), options)
}

/// The same for a caller who has read the words ([`word::ids`]) of every page already.
pub fn find_in(pages: &[Page], words: Collection, options: &Options) -> Reuse {
    let candidates = candidate::gather(&words, options.most_pages);
    found(pages, words, candidates, options)
}

/// The same, but of many pages that are nearly one text each is held against its `most` nearest only ([`near`]), and
/// what was left out is told.
pub fn find_near(pages: &[Page], options: &Options, most: usize) -> (Reuse, Vec<near::Thinned>) {
    let words = Collection::read(pages, options.all_blocks);
    let candidates = candidate::gather(&words, options.most_pages);
    let (hits, thinned) = near::thin(&words, candidates.hits, most);
    (found(pages, words, candidate::Candidates { hits, ..candidates }, options), thinned)
}

/// From candidates to passages.
fn found(pages: &[Page], words: Collection, candidates: candidate::Candidates, options: &Options) -> Reuse {
    let rarity = Rarity::count(&words);
    let mut stretches = align::stretches(&words, candidates.gram, &candidates.hits, &rarity, options);
    let copied = stretches.len();
    if options.loose {
        let loose = loose::stretches(&words, &candidates.hits, &stretches, &rarity, options);
        stretches.extend(loose);
    }
    drop(words);
    let places = place::places(pages, options.all_blocks, &stretches, &candidates.phrases);
    let made = |kind, stretches: &[align::Stretch], at: &[[Place; 2]]| -> Vec<Passage> {
        let mut placed: Vec<_> = stretches.iter().zip(at).collect();
        placed.par_sort_unstable_by_key(|(_, at)| **at);
        let one = |(stretch, [a, b]): (&align::Stretch, &[Place; 2])| {
            passage(&|ix| pages.get(ix.ix()), options, kind, stretch, *a, *b)
        };
        placed.into_par_iter().map(one).collect()
    };
    let (loose, loose_at) =
        (stretches.get(copied..).unwrap_or_default(), places.stretches.get(copied..).unwrap_or_default());
    let (stretches, at) =
        (stretches.get(..copied).unwrap_or_default(), places.stretches.get(..copied).unwrap_or_default());
    let passages = made(Kind::Copy, stretches, at);
    let loose = made(Kind::Loose, loose, loose_at);
    let phrase = |(p, &place): (&candidate::Phrase, &Place)| SetPhrase { place, pages: p.pages };
    let set_phrases = candidates.phrases.iter().zip(&places.phrases).map(phrase).collect();
    Reuse { passages, loose, set_phrases }
}

/// A stretch of words with its places, its ends carried on ([`edge`]), and its drift.
///
/// `page` gives the two pages; of these only the text and the blocks are looked at. The drift of a loose passage is not
/// told: most of its wording differs, and which word of one sentence became which of another is anybody's guess.
pub fn passage<'a>(
    page: &dyn Fn(PageIx) -> Option<&'a Page>,
    options: &Options,
    kind: Kind,
    stretch: &align::Stretch,
    mut a: Place,
    mut b: Place,
) -> Passage {
    let mut gained = edge::Gained::default();
    if let (Kind::Copy, Some(of_a), Some(of_b)) = (kind, page(a.page), page(b.page)) {
        let mut sides = [a.span, b.span];
        gained = edge::carry_on([of_a, of_b], options.all_blocks, &mut sides);
        [a.span, b.span] = sides;
    }
    let sides = [a, b].map(|place| {
        let page = page(place.page);
        let all = page.map(|p| word::stretches(p, options.all_blocks)).into_iter().flatten();
        let within: Vec<Span> = all.filter_map(|s| s.intersection(place.span)).collect();
        (page.map_or("", |p| p.text.as_str()), within)
    });
    let [(text_a, in_a), (text_b, in_b)] = &sides;
    let drift = match kind {
        Kind::Copy => drift::compare_stretches(text_a, in_a, text_b, in_b),
        Kind::Loose => Vec::new(),
    };
    let words = stretch.words + gained.equal;
    let longer = (stretch.a.1 - stretch.a.0).max(stretch.b.1 - stretch.b.0) + gained.words;
    Passage { a, b, words, identity: words as f32 / longer.max(1) as f32, drift }
}

#[cfg(test)]
mod tests;

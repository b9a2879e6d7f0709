//! Standing matter: a publisher's lines that stand on page after page, told by the company they keep.
//!
//! "Readers support this site with a small fee every month" is a sentence like any other, and by its words alone it
//! stands in the story. But pages that came from each other share more than one short paragraph, and pages that share only this
//! one have it from no story: what stands as a paragraph of its own on pages that share nothing else is a set phrase. (Printers kept such lines as standing type.)
//! Without this, two articles under one advertisement are two articles that share text.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::unionfind::UnionFind;
use rayon::prelude::*;

use super::{Passage, Place, Reuse, SetPhrase, word};
use crate::id::PageIx;
use crate::page::{Block, Page, Role};
use crate::span::Span;

/// Words of such a paragraph: from a label to a sentence or two. What is shorter numbers a list, what is longer is somebody's text.
const LEAST: usize = 2;
const MOST: usize = 30;

/// Pages that it stands on and that share nothing else, at least. Two may have a sentence from one source.
const APART: usize = 3;

/// Words that two pages share when one has them from the other, at least: of text, and of short paragraphs only, which are more than
/// two or three standing lines.
const TEXT: usize = 15;
const LINES: usize = 50;

/// Words beside standing lines in a passage that says nothing else.
const BESIDE: usize = 3;

/// What encloses somebody's words: two pages may share one short quotation and nothing else.
const MARKS: [char; 9] = ['"', '“', '”', '„', '«', '»', '‹', '›', '‟'];

/// A paragraph that may be standing matter.
#[derive(Clone, Copy)]
struct Line {
    key: Key,
    page: PageIx,
    block: usize,
    span: Span,
}

/// Finds the standing lines of the pages: each is furniture from now on, and told among the set phrases; passages that hold nothing
/// else are no longer told. `spared` are stretches of each page that are the story's, whatever else: somebody is heard there, or a
/// person said so; `speaks` tells of a line's text that it speaks of what others say.
///
/// Linear in the text and the passages, but for sorting.
pub fn set_aside(pages: &mut [Page], reuse: &mut Reuse, spared: Vec<Vec<Span>>, speaks: &dyn Fn(&str) -> bool) {
    let short = short(pages);
    let all_short = Stretches::of(pages, &short);
    let mut lines = shared(pages, reuse, &short, &all_short);
    let spared = Stretches { of: spared.into_iter().map(covered).collect() };
    lines.retain(|l| !spared.touch(l));
    let lines = repeated(pages, &lines, speaks);
    if lines.is_empty() {
        return;
    }
    let mut together = UnionFind::<usize>::new(pages.len());
    for (a, b) in joined(pages, reuse, &all_short, &Stretches::of(pages, &lines)) {
        together.union(a, b);
    }
    let apart = |lines: &&[Line]| {
        let groups: BTreeSet<usize> = lines.iter().map(|l| together.find(l.page.ix())).collect();
        groups.len() >= APART
    };
    let standing: Vec<&[Line]> = lines.chunk_by(|x, y| x.key == y.key).filter(apart).collect();
    if standing.is_empty() {
        return;
    }
    let told = |lines: &&[Line]| {
        let on: BTreeSet<PageIx> = lines.iter().map(|l| l.page).collect();
        let first = lines.first()?;
        Some(SetPhrase { place: Place { page: first.page, span: first.span }, pages: on.len() as u32 })
    };
    reuse.set_phrases.extend(standing.iter().filter_map(told));
    reuse.set_phrases.sort_by_key(|s| s.place);
    let standing = standing.concat();
    let set = Stretches::of(pages, &standing);
    reuse.passages.retain(|p| set.beside(p.a, pages) > BESIDE);
    for line in &standing {
        let block = pages.get_mut(line.page.ix()).and_then(|p| p.blocks.get_mut(line.block));
        block.into_iter().for_each(|b| b.role = Role::Furniture);
    }
}

/// The short paragraphs of the pages without anybody's words in marks, equal ones together.
fn short(pages: &[Page]) -> Vec<Line> {
    let of_page = |(n, page): (usize, &Page)| {
        let plain = |b: &Block| b.role == Role::Story && !b.span.of(&page.text).contains(MARKS);
        let lines = page.blocks.iter().enumerate().filter(|(_, b)| plain(b)).filter_map(|(block, b)| {
            let mut key = Key::default();
            word::walk(&page.text, b.span, |w| key.add(w.id));
            (LEAST..=MOST).contains(&key.words).then_some(Line { key, page: PageIx::new(n), block, span: b.span })
        });
        lines.collect::<Vec<Line>>()
    };
    let mut lines: Vec<Line> = pages.par_iter().enumerate().flat_map_iter(of_page).collect();
    lines.par_sort_unstable_by_key(|l| (l.key, l.page, l.block));
    lines
}

/// Those that make up a passage, alone or with others: labels of three words are none that two pages share, three of them in a row
/// are.
fn shared(pages: &[Page], reuse: &Reuse, short: &[Line], all_short: &Stretches) -> Vec<Line> {
    let mut within: Vec<Vec<Span>> = vec![Vec::new(); pages.len()];
    let only_lines = |p: &&Passage| [p.a, p.b].iter().all(|side| all_short.beside(*side, pages) <= BESIDE);
    for place in reuse.passages.iter().filter(only_lines).flat_map(|p| [p.a, p.b]) {
        within.get_mut(place.page.ix()).into_iter().for_each(|spans| spans.push(place.span));
    }
    let within = Stretches { of: within.into_iter().map(covered).collect() };
    short.iter().filter(|l| within.touch(l)).copied().collect()
}

/// Stretches of one page, in order and none over another.
fn covered(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable_by_key(|s| s.begin);
    let mut out: Vec<Span> = Vec::new();
    for span in spans {
        match out.last_mut().filter(|last| last.overlaps(span)) {
            Some(last) => *last = last.hull(span),
            None => out.push(span),
        }
    }
    out
}

/// Those that stand on enough pages of whose stories they are no part.
fn repeated(pages: &[Page], lines: &[Line], speaks: &dyn Fn(&str) -> bool) -> Vec<Line> {
    let enough = |lines: &[Line]| lines.chunk_by(|x, y| x.page == y.page).count() >= APART;
    let text = |l: &Line| pages.get(l.page.ix()).map_or("", |p| l.span.of(&p.text));
    let groups = lines.chunk_by(|x, y| x.key == y.key).filter(|lines| enough(lines));
    let groups = groups.filter(|lines| !lines.first().is_some_and(|l| speaks(text(l))));
    let mut lines: Vec<Line> = groups.flatten().copied().collect();
    let on: BTreeSet<usize> = lines.iter().map(|l| l.page.ix()).collect();
    let names: BTreeMap<usize, Names> = on.into_iter().filter_map(|p| Some((p, Names::of(pages.get(p)?)))).collect();
    lines.retain(|l| !pages.get(l.page.ix()).zip(names.get(&l.page.ix())).is_some_and(|(p, names)| names.tie(p, l)));
    lines.chunk_by(|x, y| x.key == y.key).filter(|lines| enough(lines)).flatten().copied().collect()
}

/// The pairs of pages that share text: of longer paragraphs or of somebody, many short paragraphs that are not `repeated`, or
/// half of a story.
fn joined(pages: &[Page], reuse: &Reuse, short: &Stretches, repeated: &Stretches) -> BTreeSet<(usize, usize)> {
    #[derive(Default)]
    struct Shared {
        text: usize,
        lines: usize,
        words: usize,
    }
    let mut shared: BTreeMap<(usize, usize), Shared> = BTreeMap::new();
    for p in &reuse.passages {
        let pair = shared.entry((p.a.page.ix(), p.b.page.ix())).or_default();
        pair.text += short.beside(p.a, pages).max(short.beside(p.b, pages));
        pair.lines += repeated.beside(p.a, pages);
        pair.words += p.words as usize;
    }
    let words: Vec<usize> = pages
        .par_iter()
        .map(|p| {
            let mut words = 0;
            p.story_blocks().for_each(|b| word::walk(&p.text, b.span, |_| words += 1));
            words
        })
        .collect();
    let shorter = |(a, b): (usize, usize)| words.get(a).min(words.get(b)).copied().unwrap_or(0);
    let is_one = |pair: &(usize, usize), s: &Shared| s.text > TEXT || s.lines > LINES || 2 * s.words >= shorter(*pair);
    shared.into_iter().filter(|(pair, s)| is_one(pair, s)).map(|(pair, _)| pair).collect()
}

/// The names and figures of a page's story.
struct Names {
    /// The paragraph that has each, or none if several have it.
    of: BTreeMap<u32, Option<usize>>,
    /// Words whose capital letter neither the beginning of a sentence explains nor a title in capitals.
    surely: BTreeSet<u32>,
}

impl Names {
    fn of(page: &Page) -> Names {
        let mut of: BTreeMap<u32, Option<usize>> = BTreeMap::new();
        let mut surely = BTreeSet::new();
        for (block, b) in page.blocks.iter().enumerate().filter(|(_, b)| b.role == Role::Story) {
            let words = word::words(&page.text, b.span);
            let capital = |w: &word::Word| telling(w.span.of(&page.text));
            for (at, w) in words.iter().enumerate().filter(|(_, w)| capital(w)) {
                let first = of.entry(w.id).or_insert(Some(block));
                *first = first.filter(|f| *f == block);
                if within_a_sentence(page, b.span, w.span) && words.get(at + 1).is_some_and(|next| !capital(next)) {
                    surely.insert(w.id);
                }
            }
        }
        Names { of, surely }
    }

    /// Whether a line has a name or figure that another paragraph has too: then it speaks of the story.
    fn tie(&self, page: &Page, line: &Line) -> bool {
        let named = |w: &word::Word| {
            telling(w.span.of(&page.text))
                && self.of.get(&w.id) == Some(&None)
                && (within_a_sentence(page, line.span, w.span) || self.surely.contains(&w.id))
        };
        word::words(&page.text, line.span).iter().any(named)
    }
}

/// Whether a word of a paragraph begins no sentence in it.
fn within_a_sentence(page: &Page, block: Span, word: Span) -> bool {
    let before = page.text.get(block.begin as usize..word.begin as usize).unwrap_or_default();
    before.trim_end().ends_with(|c: char| c.is_alphanumeric() || c == ',')
}

fn telling(word: &str) -> bool {
    word.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
}

/// The words of a paragraph: the same for the same words.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    hash: u64,
    words: usize,
}

impl Key {
    fn add(&mut self, id: u32) {
        self.words += 1;
        self.hash = (self.hash ^ u64::from(id)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
    }
}

/// Stretches of some kind on every page.
struct Stretches {
    /// For each page, in order and none over another.
    of: Vec<Vec<Span>>,
}

impl Stretches {
    fn of(pages: &[Page], lines: &[Line]) -> Stretches {
        let mut of = vec![Vec::new(); pages.len()];
        for line in lines {
            of.get_mut(line.page.ix()).into_iter().for_each(|spans| spans.push(line.span));
        }
        of.iter_mut().for_each(|spans| spans.sort_unstable_by_key(|s| s.begin));
        Stretches { of }
    }

    /// Whether one of them lies over a line.
    fn touch(&self, line: &Line) -> bool {
        let Some(spans) = self.of.get(line.page.ix()) else { return false };
        let at = spans.partition_point(|s| s.end <= line.span.begin);
        spans.get(at).is_some_and(|s| s.overlaps(line.span))
    }

    /// Words of a place beside them. Linear.
    fn beside(&self, place: Place, pages: &[Page]) -> usize {
        let (Some(lines), Some(page)) = (self.of.get(place.page.ix()), pages.get(place.page.ix())) else { return 0 };
        let from = lines.partition_point(|l| l.end <= place.span.begin);
        let mut lines = lines.get(from..).unwrap_or_default().iter().peekable();
        let mut beside = 0;
        word::walk(&page.text, place.span, |w| {
            while lines.next_if(|l| l.end <= w.span.begin).is_some() {}
            beside += usize::from(lines.peek().is_none_or(|l| !l.contains(w.span)));
        });
        beside
    }
}

//! The words of stories in a form in which they can be held side by side, and which pages hold which three in a row.

use std::collections::HashMap;

use crate::id::PageIx;
use crate::page::{Page, Role};
use crate::span::Span;
use crate::speech::{Kind, Speech, mark, sentence};

/// The words of one story.
#[derive(Debug, Default)]
pub(crate) struct Words {
    /// The word at each place, by number; capital and small letters apart, marks at its ends left off.
    pub(crate) ids: Vec<u32>,
    /// Where it stands.
    pub(crate) spans: Vec<Span>,
    /// Whether it is somebody else's: in quotation marks, or in a paragraph that is introduced as such.
    pub(crate) quoted: Vec<bool>,
    /// A number for its letters, whatever their case and order.
    pub(crate) letters: Vec<u32>,
    /// Whether it begins a paragraph.
    pub(crate) begins: Vec<bool>,
    /// Whether a mark that ends a sentence follows it.
    pub(crate) closes: Vec<bool>,
    /// Whether it begins with a small letter.
    pub(crate) small: Vec<bool>,
    /// The style of the quotation mark that touches it; 0 for none.
    pub(crate) marks: Vec<u8>,
    /// The commonest of these; 0 for none.
    pub(crate) style: u8,
    /// Three words in a row from each place, by number. Two shorter than `ids`.
    pub(crate) grams: Vec<u32>,
    /// The places of every gram, by gram, then place.
    places: Vec<(u32, u32)>,
}

/// The stories of some pages.
#[derive(Debug, Default)]
pub(crate) struct Wording {
    /// By the pages' order in the call to [`Wording::new`].
    pub(crate) pages: Vec<Words>,
    /// For every gram the first place of its pages in `holders`; one longer than there are grams.
    starts: Vec<u32>,
    holders: Vec<u32>,
    /// For every gram a number of the set of its pages: grams that the same pages hold have the same.
    sets: Vec<u32>,
}

/// Words of a story that are looked at, at most; far more than any article has.
const MOST_WORDS: usize = 200_000;

impl Wording {
    /// Numbers the words of `members`. `O(n log n)` in their words.
    pub(crate) fn new(pages: &[Page], speech: &Speech, members: &[PageIx], numbers: &mut Numbers) -> Wording {
        let mut out = Wording::default();
        let mut gram_ids: HashMap<[u32; 3], u32> = HashMap::new();
        let mut letters: HashMap<Vec<char>, u32> = HashMap::new();
        for &ix in members {
            let Some(page) = pages.get(ix.ix()) else { continue };
            let mut words = read(page, ix, speech, numbers);
            let number = |span: &Span| {
                let mut of: Vec<char> = span.of(&page.text).chars().flat_map(char::to_lowercase).collect();
                of.sort_unstable();
                let next = u32::try_from(letters.len()).unwrap_or(u32::MAX);
                *letters.entry(of).or_insert(next)
            };
            let uses = |style: u8| words.marks.iter().filter(|&&m| m == style).count();
            words.style = (1..=STYLES as u8).rev().max_by_key(|&s| uses(s)).filter(|&s| uses(s) > 0).unwrap_or(0);
            words.letters = words.spans.iter().map(number).collect();
            words.grams = words
                .ids
                .windows(3)
                .map(|w| {
                    let next = u32::try_from(gram_ids.len()).unwrap_or(u32::MAX);
                    *gram_ids.entry([w[0], w[1], w[2]]).or_insert(next)
                })
                .collect();
            words.places = words.grams.iter().zip(0u32..).map(|(&g, i)| (g, i)).collect();
            words.places.sort_unstable();
            out.pages.push(words);
        }
        let mut pairs: Vec<(u32, u32)> = Vec::new();
        for (words, ix) in out.pages.iter().zip(0u32..) {
            pairs.extend(words.places.iter().map(|&(g, _)| (g, ix)));
        }
        pairs.sort_unstable();
        pairs.dedup();
        out.starts = vec![0; gram_ids.len() + 1];
        for &(g, _) in &pairs {
            out.starts[g as usize + 1] += 1;
        }
        for i in 1..out.starts.len() {
            out.starts[i] += out.starts[i - 1];
        }
        out.holders = pairs.into_iter().map(|(_, ix)| ix).collect();
        let mut numbered: HashMap<&[u32], u32> = HashMap::new();
        let number = |gram: usize| {
            let next = u32::try_from(numbered.len()).unwrap_or(u32::MAX);
            *numbered.entry(out.holders(gram as u32)).or_insert(next)
        };
        out.sets = (0..gram_ids.len()).map(number).collect();
        out
    }

    /// The pages that hold a gram, in order.
    pub(crate) fn holders(&self, gram: u32) -> &[u32] {
        let at = |i: usize| self.starts.get(i).copied().unwrap_or(0) as usize;
        self.holders.get(at(gram as usize)..at(gram as usize + 1)).unwrap_or_default()
    }

    /// A number for the set of pages that hold a gram.
    pub(crate) fn set(&self, gram: u32) -> u32 {
        self.sets.get(gram as usize).copied().unwrap_or(u32::MAX)
    }
}

impl Words {
    /// The places of a gram, in order.
    pub(crate) fn places(&self, gram: u32) -> &[(u32, u32)] {
        let from = self.places.partition_point(|p| p.0 < gram);
        let rest = self.places.get(from..).unwrap_or_default();
        let n = rest.partition_point(|p| p.0 == gram);
        &rest[..n]
    }
}

/// A number for every word that was seen.
#[derive(Debug, Default)]
pub(crate) struct Numbers {
    ids: HashMap<String, u32>,
}

impl Numbers {
    fn of(&mut self, word: &str) -> u32 {
        if let Some(&id) = self.ids.get(word) {
            return id;
        }
        let id = u32::try_from(self.ids.len()).unwrap_or(u32::MAX);
        self.ids.insert(word.to_owned(), id);
        id
    }

    /// The words, by number.
    pub(crate) fn words(&self) -> Vec<&str> {
        let mut out = vec![""; self.ids.len()];
        #[allow(clippy::iter_over_hash_type, reason = "every word goes to the place of its number")]
        for (word, &id) in &self.ids {
            if let Some(place) = out.get_mut(id as usize) {
                *place = word;
            }
        }
        out
    }
}

fn read(page: &Page, ix: PageIx, speech: &Speech, numbers: &mut Numbers) -> Words {
    let mut quotes = said(page, ix, speech).into_iter().peekable();
    let mut open: Option<Span> = None;
    let mut out = Words::default();
    let plain = |c: char| !c.is_alphanumeric() && c != '$' && c != '€' && c != '£' && c != '%';
    for block in page.blocks.iter().filter(|b| b.role == Role::Story) {
        let base = block.span.begin as usize;
        let text = block.span.of(&page.text);
        let mut begins = true;
        for part in text.split_whitespace() {
            let word = part.trim_matches(plain);
            let (front, back) = part.split_once(word).filter(|_| !word.is_empty()).unwrap_or((part, ""));
            if word.is_empty() {
                continue;
            }
            if out.ids.len() >= MOST_WORDS {
                return out;
            }
            let at = base + (word.as_ptr() as usize - text.as_ptr() as usize);
            let span = Span::new(at, at + word.len());
            while let Some(&next) = quotes.peek().filter(|q| q.begin <= span.begin) {
                open = Some(open.filter(|o| o.end >= next.end).unwrap_or(next));
                quotes.next();
            }
            out.ids.push(numbers.of(word));
            out.spans.push(span);
            out.quoted.push(open.is_some_and(|q| q.contains(span)));
            out.begins.push(begins);
            out.closes.push(back.contains(['.', '!', '?', '…', ':']));
            out.small.push(word.starts_with(char::is_lowercase));
            out.marks.push(style(front).max(style(back)));
            begins = false;
        }
    }
    out
}

/// What somebody else's words are: direct quotations, all that stands between marks of any style, and a paragraph that another
/// ends with a colon to introduce. In order of their beginnings.
fn said(page: &Page, ix: PageIx, speech: &Speech) -> Vec<Span> {
    let from = speech.attributions.partition_point(|a| a.page < ix);
    let said = speech.attributions.get(from..).unwrap_or_default().iter().take_while(|a| a.page == ix);
    let mut out: Vec<Span> = said.filter(|a| a.kind == Kind::Direct).flat_map(|a| a.content.iter().copied()).collect();
    let cut = sentence::cut(page);
    for q in mark::pair(page, &cut).quotations.iter().filter(|q| q.depth == 0) {
        let tokens = cut.tokens.get(q.range()).unwrap_or_default();
        if let (Some(first), Some(last)) = (tokens.first(), tokens.last()) {
            out.push(Span::new(first.span.begin as usize, last.span.end as usize));
        }
    }
    let mut blocks = page.blocks.iter().filter(|b| b.role == Role::Story).peekable();
    while let Some(block) = blocks.next() {
        if block.span.of(&page.text).trim_end().ends_with(':') {
            out.extend(blocks.peek().map(|b| b.span));
        }
    }
    out.sort_unstable();
    out
}

/// Styles of quotation marks.
pub(super) const STYLES: usize = 4;

/// The style of the quotation marks in `part`: curly, angled, straight, low.
fn style(part: &str) -> u8 {
    let one = |c: char| match c {
        '“' | '”' => 1,
        '«' | '»' => 2,
        '"' => 3,
        '„' => 4,
        _ => 0,
    };
    part.chars().map(one).max().unwrap_or(0)
}

//! Made pages with planted copies: the input of the reuse benchmark.
//!
//! Pages have 200 to 600 words in Zipf order, drawn from a made vocabulary whose words are as long as English ones
//! (the shorter the commoner). One page in ten copies 60 to 200 words of an earlier page, of which 2 in 100 are
//! replaced, dropped or doubled by another. Everything comes from one seed, so that every machine makes the same pages.

use headwater::id::PageIx;
use headwater::page::block::{Block, Form};
use headwater::page::{Page, Role};
use headwater::span::Span;

/// The made pages and what was planted.
pub struct Planted {
    /// In order of making.
    pub pages: Vec<Page>,
    /// What was planted, by the page that copies.
    pub copies: Vec<Copy>,
}

/// One planted copy, in words.
#[derive(Clone, Copy, Debug)]
pub struct Copy {
    /// The page copied from.
    pub from: PageIx,
    /// The first word there and one past the last.
    pub from_words: (usize, usize),
    /// The page that copies.
    pub to: PageIx,
    /// The first word there and one past the last.
    pub to_words: (usize, usize),
}

/// Words of the vocabulary: about what ten thousand news pages hold, rare names aside.
const VOCABULARY: usize = 50_000;

/// Makes `count` pages.
pub fn make(count: usize, seed: u64) -> Planted {
    let mut pages = Vec::with_capacity(count);
    let copies = each(count, seed, |page| pages.push(page));
    Planted { pages, copies }
}

/// Makes `count` pages and hands each on, so that only their words (two bytes each) are kept.
pub fn each(count: usize, seed: u64, mut take: impl FnMut(Page)) -> Vec<Copy> {
    let mut dice = Dice(seed);
    let words = vocabulary(&mut dice);
    let zipf = Zipf::new(words.len());
    let mut ids: Vec<Box<[u16]>> = Vec::with_capacity(count);
    let mut copies = Vec::new();
    for page in 0..count {
        let mut own: Vec<u16> = (0..dice.between(200, 600)).map(|_| zipf.draw(&mut dice)).collect();
        if page > 0 && dice.below(10) == 0 {
            let from = dice.below(page as u64) as usize;
            let len = dice.between(60, 200).min(ids[from].len());
            let begin = dice.below((ids[from].len() - len + 1) as u64) as usize;
            let copied = change(&ids[from][begin..begin + len], &zipf, &mut dice);
            let at = dice.below(own.len() as u64 + 1) as usize;
            copies.push(Copy {
                from: PageIx::new(from),
                from_words: (begin, begin + len),
                to: PageIx::new(page),
                to_words: (at, at + copied.len()),
            });
            own.splice(at..at, copied);
        }
        take(write(page, &own, &words));
        ids.push(own.into());
    }
    copies
}

/// Two words in a hundred replaced, dropped or followed by another.
fn change(words: &[u16], zipf: &Zipf, dice: &mut Dice) -> Vec<u16> {
    let mut out = Vec::with_capacity(words.len() + 4);
    for &word in words {
        if dice.below(50) != 0 {
            out.push(word);
            continue;
        }
        match dice.below(3) {
            0 => out.push(zipf.draw(dice)),
            1 => {}
            _ => out.extend([word, zipf.draw(dice)]),
        }
    }
    out
}

/// A page of sentences of eight to thirty words, in paragraphs of three sentences.
fn write(number: usize, ids: &[u16], words: &[String]) -> Page {
    let mut dice = Dice(number as u64);
    let (mut text, mut blocks) = (String::with_capacity(ids.len() * 7), Vec::new());
    let (mut begin, mut left, mut sentences) = (0, dice.between(8, 30), 0);
    for (i, &id) in ids.iter().enumerate() {
        text.push_str(&words[id as usize]);
        left -= 1;
        if left > 0 && i + 1 < ids.len() {
            text.push(' ');
            continue;
        }
        text.push('.');
        (left, sentences) = (dice.between(8, 30), sentences + 1);
        if sentences % 3 == 0 || i + 1 == ids.len() {
            let span = Span::new(begin, text.len());
            blocks.push(Block { span, role: Role::Story, form: Form::Paragraph, comment: None });
            text.push_str("\n\n");
            begin = text.len();
        } else {
            text.push(' ');
        }
    }
    text.truncate(text.trim_end().len());
    text.shrink_to_fit();
    blocks.shrink_to_fit();
    Page { path: format!("page{number:07}"), text, blocks, ..Page::default() }
}

/// Reads a page again that was written as a line of .jsonl: made text needs no escapes but for the ends of lines.
pub fn read(line: &str) -> Page {
    let mut fields = line.split('"').skip(3).step_by(4);
    let path = fields.next().unwrap_or_default().to_owned();
    let text = fields.next().unwrap_or_default().replace("\\n", "\n");
    let (mut blocks, mut begin) = (Vec::new(), 0);
    for paragraph in text.split("\n\n") {
        let span = Span::new(begin, begin + paragraph.len());
        blocks.push(Block { span, role: Role::Story, form: Form::Paragraph, comment: None });
        begin = span.end as usize + 2;
    }
    Page { path, text, blocks, ..Page::default() }
}

/// Made words: one syllable for the commonest, up to five for the rarest, each once.
fn vocabulary(dice: &mut Dice) -> Vec<String> {
    const ONSETS: [&str; 16] = ["b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "st", "tr"];
    const NUCLEI: [&str; 8] = ["a", "e", "i", "o", "u", "ea", "ou", "y"];
    const CODAS: [&str; 8] = ["", "", "", "n", "r", "s", "t", "l"];
    let mut seen = std::collections::BTreeSet::new();
    let mut out = Vec::with_capacity(VOCABULARY);
    while out.len() < VOCABULARY {
        let syllables = match out.len() {
            0..200 => 1,
            200..3_000 => 2,
            3_000..20_000 => 3,
            _ => 4,
        };
        let mut word = String::new();
        for _ in 0..syllables {
            word.push_str(ONSETS[dice.below(16) as usize]);
            word.push_str(NUCLEI[dice.below(8) as usize]);
            word.push_str(CODAS[dice.below(8) as usize]);
        }
        if seen.insert(word.clone()) {
            out.push(word);
        }
    }
    out
}

/// Prose in Zipf order: the commonest words are English, so that readers of English find their way, the rest is made.
pub struct Prose {
    words: Vec<String>,
    zipf: Zipf,
}

/// The commonest words of English, most common first.
const COMMON: [&str; 40] = [
    "the", "of", "and", "to", "a", "in", "that", "it", "was", "for", "on", "is", "with", "as", "at", "by", "he",
    "from", "they", "had", "but", "not", "were", "be", "which", "their", "an", "have", "been", "has", "this", "its",
    "after", "would", "more", "when", "who", "there", "one", "or",
];

impl Prose {
    /// The same words for the same seed.
    pub fn new(seed: u64) -> Prose {
        let mut words = vocabulary(&mut Dice(seed));
        for (word, common) in words.iter_mut().zip(COMMON) {
            *word = common.to_owned();
        }
        Prose { zipf: Zipf::new(words.len()), words }
    }

    /// A sentence of 8 to 30 words without its full stop; the same for the same `number`.
    pub fn sentence(&self, number: u64) -> String {
        let mut dice = Dice(number.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let mut words = (0..dice.between(8, 30)).map(|_| self.words[usize::from(self.zipf.draw(&mut dice))].as_str());
        let first = words.next().unwrap_or_default();
        let mut out = first[..1].to_uppercase() + &first[1..];
        for word in words {
            out.push(' ');
            out.push_str(word);
        }
        out
    }
}

/// Draws ranks with a chance of one over the rank.
struct Zipf {
    /// Chance of a rank up to this one, scaled to 2⁶³.
    up_to: Vec<u64>,
}

impl Zipf {
    fn new(ranks: usize) -> Zipf {
        let total: f64 = (1..=ranks).map(|r| 1.0 / r as f64).sum();
        let mut sum = 0.0;
        let up_to = (1..=ranks).map(|r| {
            sum += 1.0 / r as f64;
            (sum / total * (1u64 << 63) as f64) as u64
        });
        Zipf { up_to: up_to.collect() }
    }

    fn draw(&self, dice: &mut Dice) -> u16 {
        let at = dice.next() >> 1;
        self.up_to.partition_point(|&u| u <= at).min(self.up_to.len() - 1) as u16
    }
}

/// SplitMix64 (Steele, Lea and Flood 2014).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: u64) -> u64 {
        ((u128::from(self.next()) * u128::from(n)) >> 64) as u64
    }

    fn between(&mut self, low: usize, high: usize) -> usize {
        low + self.below((high - low + 1) as u64) as usize
    }
}

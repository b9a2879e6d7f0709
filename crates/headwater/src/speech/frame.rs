//! Frames: the stretches within which source, cue and content of one attribution are looked for.
//!
//! A frame is a sentence of the telling, with every quotation that begins or ends in it kept whole, however many
//! sentences or paragraphs that has. To a frame a quotation is one item: what stands between its marks is another's
//! telling, and has frames of its own.

use super::cue::Lexicon;
use super::mark::{Marks, Quotation, same_telling};
use super::sentence::{Cut, TokenKind};
use crate::page::Page;

/// A word or sign of the telling, or a whole quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// First token.
    pub begin: u32,
    /// One past the last token.
    pub end: u32,
    /// For a quotation its position among the marks' quotations, plus one; else 0.
    pub quotation: u32,
}

/// Items that belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// First item.
    pub begin: u32,
    /// One past the last item.
    pub end: u32,
    /// The block in which it begins.
    pub block: u32,
    /// The quotation within which it stands, plus one; 0 for the page's own telling.
    pub inside: u32,
}

/// All frames of a page.
#[derive(Clone, Debug, Default)]
pub struct Frames {
    /// Items of all frames.
    pub items: Vec<Item>,
    /// Frames; those inside a quotation come after those of the page's own telling.
    pub frames: Vec<Frame>,
}

impl Item {
    /// Whether it is a whole quotation.
    pub fn is_quotation(self) -> bool {
        self.quotation != 0
    }
}

impl Frame {
    /// The positions of its items.
    pub fn range(self) -> std::ops::Range<usize> {
        self.begin as usize..self.end as usize
    }
}

/// How many words may stand between a closing mark and a cue that still belongs to it across a sentence's end
/// (“Why?” Chief Inspector Ana Ruiz asked): a title and a name.
const REACH: usize = 7;

/// Words of a sentence within which the word stands that says whose the quotation before it is.
const TAIL_WORD: usize = 4;

/// How many items may stand between a quotation and one that goes on with it in the next sentence: a source, a cue and
/// an apposition.
const TAIL: usize = 40;

/// No frame grows beyond so many items: it bounds the work on a page that is one long chain of quotations.
const LONGEST: usize = 1500;

/// Cuts a page into frames. Linear in its tokens.
pub fn build(page: &Page, cut: &Cut, marks: &Marks, lexicon: &Lexicon) -> Frames {
    let mut builder = Builder { page, cut, marks, lexicon, out: Frames::default(), lower: String::new() };
    builder.level(0..cut.tokens.len(), 0);
    for (n, q) in marks.quotations.iter().enumerate() {
        builder.level(q.inner(), n as u32 + 1);
    }
    builder.out
}

struct Builder<'a> {
    page: &'a Page,
    cut: &'a Cut,
    marks: &'a Marks,
    lexicon: &'a Lexicon,
    out: Frames,
    lower: String,
}

impl Builder<'_> {
    fn level(&mut self, range: std::ops::Range<usize>, inside: u32) {
        // The quotations directly inside, in order.
        let parent = inside.checked_sub(1);
        let first = parent.map_or(0, |p| p as usize + 1);
        let marks = self.marks;
        let list = marks.quotations.iter().enumerate().skip(first);
        let mut inner = list.take_while(|(_, q)| (q.begin as usize) < range.end).filter(|(_, q)| q.parent == parent);
        let mut next = inner.next();
        let mut at = range.start;
        let mut sentence = self.cut.sentence_of(at);
        let mut begin = self.out.items.len();
        while at < range.end {
            let quotation = next.filter(|(_, q)| q.begin as usize <= at);
            let (end, n) =
                quotation.map_or((at + 1, 0), |(n, q)| (q.end_with_sign().min(range.end).max(at + 1), n as u32 + 1));
            self.out.items.push(Item { begin: at as u32, end: end as u32, quotation: n });
            at = end;
            if n != 0 {
                next = inner.find(|(_, q)| q.begin as usize >= at);
            }
            let before = sentence;
            sentence = self.cut.sentence_of_from(at, sentence);
            let new = self.cut.sentences.get(sentence).is_some_and(|s| s.begin as usize == at)
                && (sentence > before || n != 0);
            if at >= range.end || new && !self.goes_on(begin, at, next) {
                let block = self.cut.tokens.get(self.out.items[begin].begin as usize).map_or(0, |t| t.block);
                self.out.frames.push(Frame { begin: begin as u32, end: self.out.items.len() as u32, block, inside });
                begin = self.out.items.len();
            }
        }
    }

    /// Whether the sentence that begins at token `at` belongs to the frame whose items begin at `begin`.
    fn goes_on(&mut self, begin: usize, at: usize, next: Option<(usize, &Quotation)>) -> bool {
        let items = &self.out.items[begin..];
        let (Some(last), true) = (items.last().copied(), items.len() < LONGEST) else { return false };
        let (a, b) = (self.cut.tokens[last.end as usize - 1], self.cut.tokens[at]);
        let near = a.block == b.block || same_telling(self.page, &a, &b);
        if let Some((n, _)) = next.filter(|(_, q)| q.begin as usize == at && near) {
            // A quotation comes: it goes on with one of the paragraph before, or after a colon, or after "he said."
            let chained =
                last.is_quotation() && self.marks.quotations[last.quotation as usize - 1].next == Some(n as u32);
            let colon = !last.is_quotation() && a.kind == TokenKind::Sign(':');
            let tail = items.iter().rev().position(|i| i.is_quotation());
            return chained || colon || a.block == b.block && tail.is_some_and(|t| t > 0 && t <= TAIL);
        }
        let stopped = a.kind == TokenKind::Sign('.') && items.iter().rev().nth(1).is_some_and(|i| i.is_quotation());
        if last.is_quotation() && a.block == b.block && self.trails(last, at) {
            return true;
        }
        // "«Basta». Così il sindaco ...": the next sentence begins with a word that says who said it.
        let rules = self.lexicon.rules && (last.is_quotation() || stopped) && a.block == b.block;
        // "«Basta». Si difende così il sindaco": or has it behind its verb.
        let near =
            (at..at + TAIL_WORD).take_while(|&t| self.cut.tokens.get(t).is_some_and(|t| t.kind == TokenKind::Word));
        let says = |t: usize| {
            let word = self.cut.word(&self.page.text, t).to_lowercase();
            self.lexicon.tail.contains(word.as_str()) || self.lexicon.tailed.contains(word.as_str())
        };
        rules && near.into_iter().any(says)
    }

    /// Whether what follows a quotation that ended its sentence still belongs to it: "he asked.", "Ana Ruiz said."
    ///
    /// After a question or exclamation nearly every cue near does (67 of 76 in PolNeAR's train split); after a full stop
    /// only one that ends its sentence at once, as 133 of 161 begin a sentence about something else.
    fn trails(&mut self, quotation: Item, at: usize) -> bool {
        let quoted = self.marks.quotations.get(quotation.quotation as usize - 1);
        let stopped = quoted.and_then(|q| q.last_sign(self.cut)) == Some('.');
        let (text, cut, lexicon) = (self.page.text.as_str(), self.cut, self.lexicon);
        let lower = &mut self.lower;
        let block = cut.tokens.get(at.wrapping_sub(1)).map(|t| t.block);
        let mut cue = false;
        for i in at..(at + REACH).min(cut.tokens.len()) {
            let token = cut.tokens[i];
            if Some(token.block) != block {
                return false;
            }
            match token.kind {
                TokenKind::Sign('.' | ';') => return cue,
                TokenKind::Sign(',') => {
                    if cue {
                        return !stopped;
                    }
                }
                TokenKind::Sign(_) => return false,
                TokenKind::Mark(_) => return cue && i == at + 1 && !stopped,
                _ if cue => {
                    // "he said that ..." begins a sentence of its own.
                    lower.clear();
                    lower.extend(token.span.of(text).chars().flat_map(char::to_lowercase));
                    if lexicon.that.contains(lower.as_str()) && stopped {
                        return false;
                    }
                }
                _ => {
                    lower.clear();
                    lower.extend(token.span.of(text).chars().flat_map(char::to_lowercase));
                    cue = lexicon.cue(lower).is_some_and(|c| c.act != super::Act::Thought);
                    if lexicon.stops.contains(lower.as_str()) {
                        return false;
                    }
                }
            }
        }
        cue && !stopped
    }
}

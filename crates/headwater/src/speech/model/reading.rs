//! What the model knows of a page before it looks for attributions: forms, tags, trees and frames.

use super::super::cue::{Lexicon, Takes};
use super::super::frame::{Frames, Item};
use super::super::mark::Marks;
use super::super::sentence::{Cut, TokenKind};
use super::super::{Act, cue};
use super::form::{Form, forms};
use super::part::{self, is_verb};
use super::sense::senses;
use super::table::Table;
use super::tree;
use crate::span::Span;

/// A page as the model sees it.
#[derive(Debug)]
pub struct Reading<'a> {
    /// The text.
    pub text: &'a str,
    /// Tokens and sentences.
    pub cut: &'a Cut,
    /// Quotations.
    pub marks: &'a Marks,
    /// Frames.
    pub frames: &'a Frames,
    /// The form of every token.
    pub forms: Vec<Form>,
    /// The part of speech of every token.
    pub tags: Vec<u8>,
    /// The token on which every token hangs, or [`tree::ROOT`].
    pub heads: Vec<u32>,
    /// The sentence of every token.
    pub sentences: Vec<u32>,
    /// What the list of cues says of every token, in a few bits; 0 where it is not listed.
    pub listed: Vec<u8>,
    /// What sort of thing every verb and noun means ([`super::sense`]); 0 for others.
    pub senses: Vec<u8>,
    /// The token that stands for every item: itself, or that word of a quotation which hangs on a word outside.
    pub rep: Vec<u32>,
    /// What kind of quotation every item is, in a few bits; 0 for a word.
    pub quality: Vec<u16>,
    /// How every quotation looks inside, in a few bits; 0 for a word.
    pub looks: Vec<u16>,
    /// Children of every token: bits for what hangs on it.
    pub children: Vec<u16>,
    /// What the models see as the word and the tag of every item.
    words: Vec<u32>,
    item_tags: Vec<u8>,
}

/// The tag of a past participle.
const VBN: u8 = 17;

/// A child to the left that can be a subject.
pub const SUBJECT: u16 = 1;
/// A verb hangs on it to the right.
pub const CLAUSE: u16 = 2;
/// "that" hangs on it or opens the clause.
pub const THAT: u16 = 4;
/// A noun hangs on it to the right.
pub const OBJECT: u16 = 8;
/// A verb hangs on it to the left.
pub const BEFORE: u16 = 16;
/// "to" or a preposition hangs on it to the right.
pub const PREPOSITION: u16 = 32;
/// A noun hangs on it to the left.
pub const NOUN_LEFT: u16 = 64;
/// A negation or auxiliary hangs on it.
pub const AUXILIARY: u16 = 128;

impl<'a> Reading<'a> {
    /// Reads a page with a tagger and a parser.
    pub fn new(
        text: &'a str,
        cut: &'a Cut,
        marks: &'a Marks,
        frames: &'a Frames,
        lexicon: &Lexicon,
        part: Table,
        tree: Table,
    ) -> Reading<'a> {
        let forms = forms(text, &cut.tokens);
        let mut tags = Vec::with_capacity(forms.len());
        let mut heads = Vec::with_capacity(forms.len());
        let (mut some, mut state) = (Vec::new(), tree::State::default());
        for sentence in &cut.sentences {
            let part_forms = forms.get(sentence.range()).unwrap_or_default();
            part::tag(part, part_forms, &mut some);
            tree::parse(tree, part_forms, &some, &mut state);
            heads.extend(state.heads.iter().map(|&h| if h == tree::ROOT { h } else { h + sentence.begin }));
            tags.extend_from_slice(&some);
        }
        Reading::with(text, cut, marks, frames, lexicon, forms, tags, heads)
    }

    /// A page whose tags and trees are known.
    #[expect(clippy::too_many_arguments, reason = "they are the fields, and only the trainer calls it besides `new`")]
    pub fn with(
        text: &'a str,
        cut: &'a Cut,
        marks: &'a Marks,
        frames: &'a Frames,
        lexicon: &Lexicon,
        forms: Vec<Form>,
        tags: Vec<u8>,
        heads: Vec<u32>,
    ) -> Reading<'a> {
        let mut sentences = vec![0; forms.len()];
        for (n, s) in cut.sentences.iter().enumerate() {
            sentences[s.range()].fill(n as u32);
        }
        let mut lower = String::new();
        let listed = cut.tokens.iter().map(|t| listed(lexicon, t.span.of(text), t.kind, &mut lower)).collect();
        let known = senses();
        let senses = forms.iter().zip(&tags).map(|(f, &t)| known.of(f.word, t)).collect();
        let mut reading = Reading {
            text,
            cut,
            marks,
            frames,
            forms,
            tags,
            heads,
            sentences,
            listed,
            senses,
            rep: Vec::new(),
            quality: Vec::new(),
            looks: Vec::new(),
            children: Vec::new(),
            words: Vec::new(),
            item_tags: Vec::new(),
        };
        reading.children = reading.count_children();
        reading.rep = frames.items.iter().map(|i| reading.stands_for(*i)).collect();
        reading.quality = frames.items.iter().map(|i| reading.quality_of(*i)).collect();
        reading.looks = frames.items.iter().map(|i| reading.look_of(*i)).collect();
        let form = |&rep: &u32| reading.forms.get(rep as usize).map_or(NOTHING, |f| f.word);
        let tag = |&rep: &u32| reading.tags.get(rep as usize).copied().unwrap_or(0);
        let seen = || reading.rep.iter().zip(&reading.quality);
        let words = seen().map(|(rep, &quality)| if quality == 0 { form(rep) } else { QUOTATION }).collect();
        let tags = seen().map(|(rep, &quality)| if quality == 0 { tag(rep) } else { QUOTATION_TAG as u8 }).collect();
        (reading.words, reading.item_tags) = (words, tags);
        reading
    }

    /// Whether item `item` can be the heart of a source: a noun, a pronoun, a name or "who".
    pub fn names(&self, item: usize) -> bool {
        self.quality.get(item) == Some(&0) && matches!(self.tag_of(item), 1..=5 | 9 | 10)
    }

    /// Whether item `item` is a word that can stand for a noun: "his", "this", "two".
    pub fn points(&self, item: usize) -> bool {
        self.quality.get(item) == Some(&0) && matches!(self.tag_of(item), 6..=8 | 11 | 31)
    }

    /// The word of an item, as the models see it: a quotation is one word whatever it holds.
    pub fn word(&self, item: usize) -> u32 {
        self.words.get(item).copied().unwrap_or(NOTHING)
    }

    /// The tag of an item, as the models see it.
    pub fn tag(&self, item: usize) -> u32 {
        self.item_tags.get(item).map_or(NOTHING_TAG, |&tag| u32::from(tag))
    }

    /// What sort of thing an item means; 0 for a quotation.
    pub fn sense(&self, item: usize) -> u32 {
        match (self.quality.get(item), self.rep.get(item).and_then(|&r| self.senses.get(r as usize))) {
            (Some(0), Some(&sense)) => u32::from(sense),
            _ => 0,
        }
    }

    fn tag_of(&self, item: usize) -> u8 {
        self.rep.get(item).and_then(|&r| self.tags.get(r as usize)).copied().unwrap_or(0)
    }

    /// The subject of verb `verb` by the tree: its own, or that of the verb it hangs on ("she rose, saying ..."). None for
    /// a passive.
    pub fn subject(&self, verb: usize) -> Option<Span> {
        let mut at = verb;
        for _ in 0..4 {
            let tag = self.tags[at];
            if !is_verb(tag) || tag == VBN && self.children[at] & BEFORE != 0 {
                return None;
            }
            let sentence = self.cut.sentences.get(self.sentences[at] as usize)?;
            let nominal = |j: &usize| self.heads[*j] as usize == at && matches!(self.tags[*j], 1..=5 | 9 | 10);
            let limit = (sentence.begin as usize).max(at.saturating_sub(60));
            if let Some(j) = (limit..at).rev().find(nominal) {
                return Some(self.phrase(j, at));
            }
            at = self.heads.get(at).copied().filter(|&h| h != tree::ROOT)? as usize;
        }
        None
    }

    /// Whether a negation stands right before token `verb` ("has not answered", "didn’t say"): then nothing was said.
    pub fn negated(&self, verb: usize) -> bool {
        let before = self.forms.get(verb.saturating_sub(3)..verb).unwrap_or_default();
        before.iter().any(|f| NOT.contains(&f.word))
    }

    /// The words around token `heart` that hang on it, up to token `before`.
    pub(super) fn phrase(&self, heart: usize, before: usize) -> Span {
        let hangs = |mut j: usize| {
            for _ in 0..12 {
                if j == heart {
                    return true;
                }
                match self.heads.get(j) {
                    Some(&h) if h != tree::ROOT => j = h as usize,
                    _ => return false,
                }
            }
            false
        };
        let mut begin = heart;
        while begin > 0 && heart - begin < 30 && hangs(begin - 1) {
            begin -= 1;
        }
        let mut end = heart + 1;
        while end < before && end - heart < 30 && hangs(end) {
            end += 1;
        }
        // Signs at the ends are not part of it.
        while end > heart + 1 && matches!(self.cut.tokens[end - 1].kind, TokenKind::Sign(_)) {
            end -= 1;
        }
        while begin < heart && matches!(self.cut.tokens[begin].kind, TokenKind::Sign(_)) {
            begin += 1;
        }
        self.cut.span(begin, end)
    }

    fn count_children(&self) -> Vec<u16> {
        let mut out = vec![0_u16; self.forms.len()];
        for (i, &h) in self.heads.iter().enumerate() {
            let Some(slot) = out.get_mut(h as usize) else { continue };
            let (tag, right) = (self.tags[i], i > h as usize);
            *slot |= match (tag, right) {
                (1..=5 | 9 | 10 | 13, false) => SUBJECT | NOUN_LEFT,
                (7, false) => SUBJECT,
                (1..=5, true) => OBJECT,
                (14..=19, true) => CLAUSE,
                (14..=19, false) => BEFORE,
                (21 | 22, true) => PREPOSITION,
                (20 | 24, _) => AUXILIARY,
                _ => 0,
            };
            if right && self.forms[i].word == THAT_WORD {
                *slot |= THAT;
            }
        }
        out
    }

    fn stands_for(&self, item: Item) -> u32 {
        if !item.is_quotation() {
            return item.begin;
        }
        // The first tokens are enough: a quotation hangs with its first sentence or not at all.
        let range = item.begin..item.end.min(item.begin + 60);
        let out = |t: &u32| {
            self.heads.get(*t as usize).is_some_and(|&h| h != tree::ROOT && !(item.begin..item.end).contains(&h))
        };
        let word = |t: &u32| self.forms[*t as usize].shape != super::form::SIGN;
        range.clone().filter(word).find(out).unwrap_or((item.begin + 1).min(item.end - 1))
    }

    /// Whether its words are written as a title's or a name's, hold a verb, somebody's own voice, several sentences; and
    /// whether a comma or stop touches its closing mark from within or without.
    fn look_of(&self, item: Item) -> u16 {
        let Some(q) = (item.quotation as usize).checked_sub(1).and_then(|q| self.marks.quotations.get(q)) else {
            return 0;
        };
        let inner = q.inner();
        // The first words are enough, and keep the work linear where quotations nest.
        let (mut words, mut capital, mut verb, mut voice, mut stops) = (0_u16, 0_u16, 0_u16, 0_u16, 0_u16);
        for t in inner.clone().take(24) {
            let (Some(token), Some(form)) = (self.cut.tokens.get(t), self.forms.get(t)) else { break };
            match token.kind {
                TokenKind::Word => {
                    words += 1;
                    let small = token.span.len() <= 3 && words > 1;
                    capital += u16::from(small || matches!(form.shape & 7, 1..=3));
                    verb |= u16::from(matches!(self.tags.get(t), Some(15 | 18 | 19 | 20)));
                    voice |= u16::from(VOICE.contains(&form.word));
                }
                TokenKind::Sign('.' | '!' | '?') if t + 1 < inner.end => stops = 1,
                _ => {}
            }
        }
        let title = match (words, capital) {
            (0, _) => 3,
            (w, c) if c >= w => 2,
            (w, c) if 2 * c > w => 1,
            _ => 0,
        };
        let after = match self.cut.tokens.get(q.end as usize).map(|t| t.kind) {
            Some(TokenKind::Sign(',')) => 1,
            Some(TokenKind::Sign('.' | ';' | ':')) => 2,
            Some(TokenKind::Sign(_)) => 3,
            _ => 0,
        };
        1 | (title << 1) | (verb << 3) | (voice * VOICED) | (stops * STOPPED) | (after << 6)
    }

    /// Length, how it ends and begins.
    fn quality_of(&self, item: Item) -> u16 {
        let Some(q) = (item.quotation as usize).checked_sub(1).and_then(|q| self.marks.quotations.get(q)) else {
            return 0;
        };
        let inner = q.inner();
        let words = inner.len();
        let length = match words {
            0..=1 => 1,
            2..=3 => 2,
            4..=6 => 3,
            7..=12 => 4,
            13..=30 => 5,
            _ => 6,
        };
        let end = match inner.clone().next_back().and_then(|t| self.cut.tokens.get(t)).map(|t| t.kind) {
            Some(TokenKind::Sign(',')) => 1,
            Some(TokenKind::Sign('.' | ';')) => 2,
            Some(TokenKind::Sign('?' | '!')) => 3,
            Some(TokenKind::Sign('…' | '—' | '–')) => 4,
            _ => 0,
        };
        let first = self.cut.word(self.text, inner.start);
        let begin = if first.starts_with(char::is_uppercase) { 1 } else { u16::from(first.starts_with('[')) * 2 };
        length | end << 3 | begin << 6 | u16::from(q.opened && q.closed) << 8
    }
}

const THAT_WORD: u32 = super::form::word("that");

/// What the models see in place of the words of a quotation, of an item beyond the frame, and of their tags: numbers that
/// no word has but by chance, and no tag.
pub const QUOTATION: u32 = 77;
/// See [`QUOTATION`].
pub const QUOTATION_TAG: u32 = 60;
/// See [`QUOTATION`].
pub const NOTHING: u32 = 3;
/// See [`QUOTATION`].
pub const NOTHING_TAG: u32 = 61;

/// Negations.
const NOT: [u32; 3] = [super::form::word("not"), super::form::word("n't"), super::form::word("never")];

/// Words in which somebody speaks of himself or to somebody.
const VOICE: [u32; 10] = {
    use super::form::word;
    [
        word("i"),
        word("we"),
        word("you"),
        word("my"),
        word("our"),
        word("your"),
        word("me"),
        word("us"),
        word("'m"),
        word("'re"),
    ]
};

/// Of a quotation's look: somebody speaks of himself in it.
pub const VOICED: u16 = 16;
/// Of a quotation's look: it has a stop before its end.
pub const STOPPED: u16 = 32;

/// Act and habit of a listed cue in four bits.
fn listed(lexicon: &Lexicon, word: &str, kind: TokenKind, lower: &mut String) -> u8 {
    if kind != TokenKind::Word || word.len() > 20 {
        return 0;
    }
    lower.clear();
    if word.is_ascii() {
        lower.push_str(word);
        lower.make_ascii_lowercase();
    } else {
        lower.extend(word.chars().flat_map(char::to_lowercase));
    }
    let Some(cue::Cue { act, takes }) = lexicon.cue(lower) else { return 0 };
    let act = match act {
        Act::Speech => 1,
        Act::Writing => 2,
        Act::Thought => 3,
    };
    let takes = match takes {
        Takes::Quote => 0,
        Takes::Noun => 1,
        Takes::That => 2,
        Takes::Clause => 3,
    };
    act | takes << 2
}

/// Whether token `i` could be the anchor of a cue at all: a verb, a noun, an adjective, "according", or a colon; no number.
pub fn may_anchor(reading: &Reading<'_>, i: usize) -> bool {
    let tag = reading.tags[i];
    match reading.cut.tokens[i].kind {
        TokenKind::Sign(c) => matches!(c, ':' | '—' | '–'),
        TokenKind::Mark(_) | TokenKind::Number => false,
        TokenKind::Word => {
            let number = || NUMBERS.contains(&reading.forms[i].word);
            (is_verb(tag) && tag != 20 || matches!(tag, 1..=4 | 12 | 21..=24 | 27..=30)) && !number()
        }
    }
}

/// Numbers that are read as nouns: in "two hundred homes were damaged" nobody says anything.
const NUMBERS: [u32; 9] = {
    use super::form::word;
    [
        word("hundred"),
        word("thousand"),
        word("million"),
        word("billion"),
        word("trillion"),
        word("dozen"),
        word("hundreds"),
        word("thousands"),
        word("dozens"),
    ]
};

//! What the model knows of a page before it looks for attributions: forms, tags, trees and frames.

mod phrase;
mod quotation;

use std::collections::BTreeSet;

pub use self::quotation::{STOPPED, VOICED};
use super::super::cue::{Lexicon, Takes};
use super::super::frame::Frames;
use super::super::mark::Marks;
use super::super::sentence::{Cut, TokenKind, labels};
use super::super::{Act, cue};
use super::form::{Form, forms};
use super::part::{self, is_verb};
use super::sense::senses;
use super::table::Table;
use super::tree;

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
    /// The colons behind labels, which are no cues.
    pub labels: BTreeSet<u32>,
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
        let mut forms = forms(text, &cut.tokens);
        let moved: Vec<usize> = marks.quotations.iter().filter(|q| q.sign_behind).map(|q| q.end as usize).collect();
        // Tagger and parser know the sign before the mark.
        moved.iter().for_each(|&i| forms.swap(i - 1, i));
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
        put_back(&moved, &mut forms, &mut tags, &mut heads);
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
            labels: labels(text, cut),
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
}

/// Exchanges the tokens at `moved` with those before them again.
fn put_back(moved: &[usize], forms: &mut [Form], tags: &mut [u8], heads: &mut [u32]) {
    if moved.is_empty() {
        return;
    }
    let mut place: Vec<u32> = (0..heads.len() as u32).collect();
    for &i in moved {
        forms.swap(i - 1, i);
        tags.swap(i - 1, i);
        heads.swap(i - 1, i);
        place.swap(i - 1, i);
    }
    heads.iter_mut().for_each(|h| *h = place.get(*h as usize).copied().unwrap_or(*h));
}

/// What the models see in place of the words of a quotation, of an item beyond the frame, and of their tags: numbers that
/// no word has but by chance, and no tag.
pub const QUOTATION: u32 = 77;
/// See [`QUOTATION`].
pub const QUOTATION_TAG: u32 = 60;
/// See [`QUOTATION`].
pub const NOTHING: u32 = 3;
/// See [`QUOTATION`].
pub const NOTHING_TAG: u32 = 61;

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
        TokenKind::Sign(':') => !reading.labels.contains(&(i as u32)),
        TokenKind::Sign(c) => matches!(c, '—' | '–'),
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

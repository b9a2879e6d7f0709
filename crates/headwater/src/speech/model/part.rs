//! Parts of speech: a greedy tagger from left to right, trained as an averaged perceptron (Collins, 2002).

use super::form::Form;
use super::table::{self, Table};

/// The tags of the Penn Treebank; a tag's number is its place here.
pub const TAGS: [&str; LABELS] = [
    "X", "NN", "NNS", "NNP", "NNPS", "PRP", "PRP$", "DT", "PDT", "WDT", "WP", "WP$", "WRB", "EX", "VB", "VBD", "VBG",
    "VBN", "VBP", "VBZ", "MD", "TO", "IN", "CC", "RB", "RBR", "RBS", "RP", "JJ", "JJR", "JJS", "CD", "POS", "UH", "FW",
    "SYM", "LS", ",", ".", ":", "``", "''", "-LRB-", "-RRB-", "$", "#", "-", "-2",
];

/// How many tags there are; a multiple of 16, so that a row of the table is added in whole vectors.
pub const LABELS: usize = 48;

/// Whether `tag` is a verb's.
pub fn is_verb(tag: u8) -> bool {
    (14..=20).contains(&tag)
}

/// Whether `tag` is a noun's or a pronoun's.
pub fn is_noun(tag: u8) -> bool {
    (1..=5).contains(&tag)
}

/// Whether `tag` is a name's.
pub fn is_name(tag: u8) -> bool {
    tag == 3 || tag == 4
}

/// The features of token `i` of a sentence, given the tags before it.
pub fn features(forms: &[Form], tags: &[u8], i: usize, out: &mut Vec<u32>) {
    out.clear();
    out.extend(describe(forms, tags, i, table::feature));
}

/// The same, as `feature` makes them.
#[inline(always)]
fn describe(forms: &[Form], tags: &[u8], i: usize, feature: impl Fn(u32, u32, u32, u32) -> u32) -> [u32; 18] {
    const NONE: Form = Form { word: 1, suffix: 1, ending: 1, first: 1, shape: 63, stem: 1 };
    let at = |d: isize| i.checked_add_signed(d).and_then(|j| forms.get(j)).copied().unwrap_or(NONE);
    let tag = |d: usize| i.checked_sub(d).and_then(|j| tags.get(j)).copied().map_or(63, u32::from);
    let (w, p, n) = (at(0), at(-1), at(1));
    let (t1, t2) = (tag(1), tag(2));
    let start = u32::from(i == 0);
    [
        feature(1, w.word, 0, 0),
        feature(2, w.suffix, w.shape, 0),
        feature(3, w.ending, 0, 0),
        feature(4, w.shape, start, w.first),
        feature(5, t1, 0, 0),
        feature(6, t1, t2, 0),
        feature(7, t1, w.word, 0),
        feature(8, t1, w.suffix, 0),
        feature(9, p.word, 0, 0),
        feature(10, p.suffix, t1, 0),
        feature(11, n.word, 0, 0),
        feature(12, n.suffix, n.shape, 0),
        feature(13, at(2).word, 0, 0),
        feature(14, at(-2).word, 0, 0),
        feature(15, w.word, n.word, 0),
        feature(16, p.word, w.word, 0),
        feature(17, n.shape, w.shape, p.shape),
        feature(18, t1, w.suffix, n.suffix),
    ]
}

/// The tags of a sentence. Linear.
pub fn tag(table: Table, forms: &[Form], out: &mut Vec<u8>) {
    out.clear();
    for i in 0..forms.len() {
        let scores = table.wide::<LABELS>(&describe(forms, out, i, table.fetching::<LABELS>()));
        // Of equal ones the first; the greatest is sought by itself, without a branch on each.
        let best = scores.iter().copied().fold(i16::MIN, i16::max);
        out.push(scores.iter().position(|&s| s == best).unwrap_or(0) as u8);
    }
}

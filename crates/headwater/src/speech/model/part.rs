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
    let [a, b, c, d, rest @ ..] = of_words(forms, i, table::feature);
    let [e, f, g, h, k, z] = of_tags(forms, tags, i, table::feature);
    let [p, more @ ..] = rest;
    out.extend([a, b, c, d, e, f, g, h, p, k]);
    out.extend(more);
    out.push(z);
}

/// The form `d` tokens from token `i`.
#[inline(always)]
fn near(forms: &[Form], i: usize, d: isize) -> Form {
    const NONE: Form = Form { word: 1, suffix: 1, ending: 1, first: 1, shape: 63, stem: 1 };
    i.checked_add_signed(d).and_then(|j| forms.get(j)).copied().unwrap_or(NONE)
}

/// Those that do not hang on the tags before, as `feature` makes them.
#[inline(always)]
fn of_words(forms: &[Form], i: usize, feature: impl Fn(u32, u32, u32, u32) -> u32) -> [u32; 12] {
    let (w, p, n) = (near(forms, i, 0), near(forms, i, -1), near(forms, i, 1));
    let start = u32::from(i == 0);
    [
        feature(1, w.word, 0, 0),
        feature(2, w.suffix, w.shape, 0),
        feature(3, w.ending, 0, 0),
        feature(4, w.shape, start, w.first),
        feature(9, p.word, 0, 0),
        feature(11, n.word, 0, 0),
        feature(12, n.suffix, n.shape, 0),
        feature(13, near(forms, i, 2).word, 0, 0),
        feature(14, near(forms, i, -2).word, 0, 0),
        feature(15, w.word, n.word, 0),
        feature(16, p.word, w.word, 0),
        feature(17, n.shape, w.shape, p.shape),
    ]
}

/// Those that do.
#[inline(always)]
fn of_tags(forms: &[Form], tags: &[u8], i: usize, feature: impl Fn(u32, u32, u32, u32) -> u32) -> [u32; 6] {
    let tag = |d: usize| i.checked_sub(d).and_then(|j| tags.get(j)).copied().map_or(63, u32::from);
    let (w, p, n) = (near(forms, i, 0), near(forms, i, -1), near(forms, i, 1));
    let (t1, t2) = (tag(1), tag(2));
    [
        feature(5, t1, 0, 0),
        feature(6, t1, t2, 0),
        feature(7, t1, w.word, 0),
        feature(8, t1, w.suffix, 0),
        feature(10, p.suffix, t1, 0),
        feature(18, t1, w.suffix, n.suffix),
    ]
}

/// The tags of a sentence. Linear.
pub fn tag(table: Table, forms: &[Form], out: &mut Vec<u8>) {
    out.clear();
    let feature = table.fetching::<LABELS>();
    let mut next = of_words(forms, 0, &feature);
    for i in 0..forms.len() {
        let mut features = [0; 18];
        features[..6].copy_from_slice(&of_tags(forms, out, i, &feature));
        features[6..].copy_from_slice(&next);
        // The rows of the next word are on their way while this one is tagged.
        next = of_words(forms, i + 1, &feature);
        let scores = table.wide::<LABELS>(&features);
        // Of equal ones the first; the greatest is sought by itself, without a branch on each.
        let best = scores.iter().copied().fold(i16::MIN, i16::max);
        out.push(scores.iter().position(|&s| s == best).unwrap_or(0) as u8);
    }
}

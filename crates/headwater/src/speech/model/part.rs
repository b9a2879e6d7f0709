//! Parts of speech: a greedy tagger from left to right, trained as an averaged perceptron (Collins, 2002).

use super::form::Form;
use super::table::{Table, feature};

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
    let [f1, f2, f3, f4, f9, f11, f12, f13, f14, f15, f16, f17] = of_words(forms, i);
    let [f5, f6, f7, f8, f10, f18] = of_tags(forms, tags, i);
    out.clear();
    out.extend([f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18]);
}

fn form_at(forms: &[Form], i: usize, d: isize) -> Form {
    const NONE: Form = Form { word: 1, suffix: 1, ending: 1, first: 1, shape: 63, stem: 1 };
    i.checked_add_signed(d).and_then(|j| forms.get(j)).copied().unwrap_or(NONE)
}

/// The features that need no tag.
fn of_words(forms: &[Form], i: usize) -> [u32; 12] {
    let [b, p, w, n, a] = [-2, -1, 0, 1, 2].map(|d| form_at(forms, i, d));
    [
        feature(1, w.word, 0, 0),
        feature(2, w.suffix, w.shape, 0),
        feature(3, w.ending, 0, 0),
        feature(4, w.shape, u32::from(i == 0), w.first),
        feature(9, p.word, 0, 0),
        feature(11, n.word, 0, 0),
        feature(12, n.suffix, n.shape, 0),
        feature(13, a.word, 0, 0),
        feature(14, b.word, 0, 0),
        feature(15, w.word, n.word, 0),
        feature(16, p.word, w.word, 0),
        feature(17, n.shape, w.shape, p.shape),
    ]
}

/// Those that need the tags before it.
fn of_tags(forms: &[Form], tags: &[u8], i: usize) -> [u32; 6] {
    let tag = |d: usize| i.checked_sub(d).and_then(|j| tags.get(j)).copied().map_or(63, u32::from);
    let [p, w, n] = [-1, 0, 1].map(|d| form_at(forms, i, d));
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
///
/// What the words alone say of each token is summed up before the first is tagged: a tag waits for the one before it, and
/// the memory that most features ask for need not.
pub fn tag(table: Table, forms: &[Form], out: &mut Vec<u8>) {
    let sums: Vec<[i16; LABELS]> = (0..forms.len()).map(|i| table.add(&of_words(forms, i), [0; LABELS])).collect();
    out.clear();
    for (i, known) in sums.iter().enumerate() {
        let scores = table.add(&of_tags(forms, out, i), *known);
        // Of equal ones the first; the last place is no label's but the check's.
        let (labels, best) = (&scores[..LABELS - 1], scores[..LABELS - 1].iter().copied().fold(0, i16::max));
        out.push(labels.iter().position(|&s| s == best).unwrap_or(LABELS - 1) as u8);
    }
}

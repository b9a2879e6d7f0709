//! Is this word the anchor of a cue? A linear model over the word, what hangs on it, and the quotations near it.

use super::super::frame::Frame;
use super::part::{is_noun, is_verb};
use super::reading::Reading;
use super::table::{self, Table};
use super::tree::ROOT;

/// The features of item `at` of `frame`, a word.
pub fn features(reading: &Reading<'_>, frame: &Frame, at: usize, out: &mut Vec<u32>) {
    out.clear();
    out.extend(describe(reading, frame, at, table::feature));
}

/// Hands those `items` of `frame` that may be anchors to `each`, with their scores.
pub fn scores(
    table: Table,
    reading: &Reading<'_>,
    frame: &Frame,
    items: impl Iterator<Item = usize>,
    mut each: impl FnMut(usize, i32),
) {
    let mut sum = |(at, features): &(usize, [u32; FEATURES])| {
        let [score, _] = table.sum::<2>(features);
        each(*at, score);
    };
    // The rows of an item are on their way while those of the one before are summed.
    let (mut described, mut count) = ([(0, [0; FEATURES]); 2], 0);
    for at in items {
        let slot = &mut described[count % 2];
        slot.0 = at;
        slot.1 = describe(reading, frame, at, table.fetching::<2>());
        if count > 0 {
            sum(&described[1 - count % 2]);
        }
        count += 1;
    }
    if count > 0 {
        sum(&described[1 - count % 2]);
    }
}

const FEATURES: usize = 66;

/// The features, as `feature` makes them.
#[inline(always)]
fn describe(
    reading: &Reading<'_>,
    frame: &Frame,
    at: usize,
    feature: impl Fn(u32, u32, u32, u32) -> u32,
) -> [u32; FEATURES] {
    let items = &reading.frames.items[frame.range()];
    let i = items[at].begin as usize;
    let (first, last) = (frame.begin as usize, frame.end as usize);
    // The neighbours as items, so that a quotation is one neighbour.
    let near = |d: isize| {
        let j = (first + at).checked_add_signed(d).filter(|j| (first..last).contains(j))?;
        Some((reading.rep[j] as usize, reading.quality[j]))
    };
    let item =
        |d: isize| (first + at).checked_add_signed(d).filter(|j| (first..last).contains(j)).unwrap_or(usize::MAX);
    // Two neighbours to each side, each looked up once.
    let word = |d: isize| reading.word(item(d));
    let tag = |d: isize| reading.tag(item(d));
    let words = [word(-2), word(-1), word(0), word(1), word(2)];
    let tags = [tag(-2), tag(-1), tag(0), tag(1), tag(2), tag(3)];
    let form = reading.forms[i];
    let t = u32::from(reading.tags[i]);
    let kids = u32::from(reading.children[i]);
    let listed = u32::from(reading.listed[i]);
    let (w, stem) = (form.word, form.stem);
    let head = reading.heads[i];
    let (hw, ht) = if head == ROOT {
        (5, 59)
    } else {
        (reading.forms[head as usize].word, u32::from(reading.tags[head as usize]))
    };
    let side = u32::from(head != ROOT && (head as usize) < i);
    // Quotations of the frame: before and after, how far, of what quality.
    let before = (1..=16).find(|&d| at >= d && reading.quality[first + at - d] != 0);
    let after = (1..=16).find(|&d| first + at + d < last && reading.quality[first + at + d] != 0);
    let bucket = |d: Option<usize>| d.map_or(0, |d| [0, 1, 2, 3, 4, 4, 5, 5, 5, 5, 6, 6, 6, 6, 6, 6, 6][d.min(16)]);
    let q_before = before.map_or(0, |d| u32::from(reading.quality[first + at - d]));
    let q_after = after.map_or(0, |d| u32::from(reading.quality[first + at + d]));
    let (b, a) = (bucket(before), bucket(after));
    let inside = u32::from(frame.inside != 0);
    // The nearest noun before, and whether anything but adverbs and auxiliaries lies between.
    let subject = (1..=6)
        .find_map(|d| near(-(d as isize)).filter(|&(r, q)| q == 0 && is_noun(reading.tags[r])).map(|(r, _)| (d, r)));
    let (sd, sw, st) = subject.map_or((0, 0, 0), |(d, r)| (d, reading.forms[r].word, u32::from(reading.tags[r])));
    let verb_after =
        (1..=8).find(|&d| near(d).is_some_and(|(r, q)| q == 0 && is_verb(reading.tags[r]))).map_or(0, |d| d as u32);
    let end = u32::from(last - first - at <= 2);
    let sense = |r: usize| u32::from(reading.senses[r]);
    let s = sense(i);
    let hs = if head == ROOT { 0 } else { sense(head as usize) };
    let ss = subject.map_or(0, |(_, r)| sense(r));
    // The nearest noun after, with what lies before it passed over.
    let object = (1..=4).find_map(|d| near(d).filter(|&(r, q)| q == 0 && is_noun(reading.tags[r])).map(|(r, _)| r));
    let (os, ot) = object.map_or((0, 0), |r| (sense(r), u32::from(reading.tags[r])));
    let l_before = before.map_or(0, |d| u32::from(reading.looks[first + at - d]));
    let l_after = after.map_or(0, |d| u32::from(reading.looks[first + at + d]));
    let role = u32::from(matches!(reading.tags.get(i.wrapping_sub(1)), Some(20)));
    [
        feature(1, w, 0, 0),
        feature(2, w, t, 0),
        feature(3, t, listed, kids),
        feature(4, listed, t, 0),
        feature(5, form.suffix, t, 0),
        feature(6, w, words[3], 0),
        feature(7, w, words[1], 0),
        feature(8, w, tags[3], 0),
        feature(9, w, tags[1], 0),
        feature(10, tags[1], t, tags[3]),
        feature(11, tags[3], tags[4], t),
        feature(12, tags[1], tags[0], t),
        feature(13, words[3], t, listed),
        feature(14, words[1], t, listed),
        feature(15, words[3], words[4], t),
        feature(16, words[1], words[0], t),
        feature(17, w, kids, 0),
        feature(18, kids, t, tags[3]),
        feature(19, hw, t, side),
        feature(20, ht, t, side << 8 | kids),
        feature(21, w, ht, side),
        feature(22, b, a, t),
        feature(23, b, a, w),
        feature(24, b, q_before, t),
        feature(25, a, q_after, t),
        feature(26, b << 4 | a, listed, kids & 7),
        feature(27, inside, w, 0),
        feature(28, inside, t, kids),
        feature(29, sd, st, t),
        feature(30, sw, listed, 0),
        feature(31, sw, w, 0),
        feature(32, sd, w, 0),
        feature(33, verb_after, w, 0),
        feature(34, verb_after, t, tags[3]),
        feature(35, end, t, b),
        feature(36, end, w, 0),
        feature(37, (at as u32).min(6), t, listed),
        feature(38, tags[3], tags[4], tags[5] << 8 | t),
        feature(39, role, t, listed),
        feature(40, w, tags[3], tags[4]),
        feature(41, form.suffix, words[3], 1),
        feature(42, form.suffix, kids, t),
        feature(43, kids, tags[1], tags[3]),
        feature(44, words[4], t, listed),
        feature(45, stem, 0, 0),
        feature(46, stem, tags[3], kids),
        feature(47, stem, t, tags[1]),
        feature(48, stem, words[3], 0),
        feature(49, stem, b, a),
        feature(50, stem, inside, st),
        feature(51, stem, ht, side),
        feature(52, stem, tags[3], tags[4]),
        feature(53, s, t, kids),
        feature(54, s, tags[3], tags[1]),
        feature(55, s, b, a),
        feature(56, s, ss, st),
        feature(57, s, hs, ht << 1 | side),
        feature(58, s, words[3], t),
        feature(59, s, os, ot),
        feature(60, s, inside, t),
        feature(61, stem, ss, st),
        feature(62, stem, os, ot),
        feature(63, l_before, b, t),
        feature(64, l_after, a, t),
        feature(65, l_after, a, stem),
        feature(66, s, tags[3] << 8 | tags[4], t),
    ]
}

//! How far does a content go? Of the likeliest labellings of a scene the one whose content is best as a whole.
//!
//! The labels know an item and its neighbours, and cannot see whether a content is a whole clause, takes all quotations of
//! its sentence, or ends where the tree ends. This model re-ranks the best few (Collins, 2000): a conditional logit over
//! them.

use super::super::frame::Frame;
use super::accept::Proposal;
use super::argument::scene::relation;
use super::argument::{is_content, several};
use super::part::is_verb;
use super::reading::{NOTHING_TAG, Reading};
use super::table::{Table, feature};
use super::tree::ROOT;
use super::{KINDS, USED};

/// How many labellings are looked at.
pub const MOST: usize = 8;

/// Labellings of a proposal with different contents, the likeliest first, with their scores.
pub fn options(proposal: &Proposal, steps: &[[i32; USED * USED]; KINDS]) -> Vec<(i32, Vec<u8>)> {
    several::<MOST>(&proposal.emissions, &proposal.scene.kinds, steps)
}

/// The labels with the best content.
pub fn choose(
    table: Table,
    steps: &[[i32; USED * USED]; KINDS],
    reading: &Reading<'_>,
    frame: &Frame,
    proposal: &Proposal,
    anchors: &[(usize, i32)],
) -> Option<Vec<u8>> {
    let all = options(proposal, steps);
    let mut best: Option<(i32, usize)> = None;
    features(reading, frame, proposal, anchors, &all, |k, rows| {
        let [score, _] = table.score::<2>(rows);
        if best.is_none_or(|(most, _)| score > most) {
            best = Some((score, k));
        }
    });
    let (_, k) = best?;
    all.into_iter().nth(k).map(|o| o.1)
}

/// Hands the number and the features of every labelling to `each`. `anchors` are the candidates of the frame.
pub fn features(
    reading: &Reading<'_>,
    frame: &Frame,
    proposal: &Proposal,
    anchors: &[(usize, i32)],
    options: &[(i32, Vec<u8>)],
    mut each: impl FnMut(usize, &[u32]),
) {
    let base = frame.begin as usize + proposal.scene.first;
    let here = proposal.at - proposal.scene.first;
    let n = proposal.labels.len();
    let cue = reading.rep[base + here] as usize;
    let (stem, t, listed, sense) = (
        reading.forms[cue].stem,
        u32::from(reading.tags[cue]),
        u32::from(reading.listed[cue]),
        u32::from(reading.senses[cue]),
    );
    let tag = |i: usize| if i < n { reading.tag(base + i) } else { NOTHING_TAG };
    let before_tag = |i: usize| i.checked_sub(1).map_or(NOTHING_TAG, tag);
    let word = |i: usize| reading.word(base + i);
    let quote = |i: usize| i < n && reading.quality[base + i] != 0;
    let Some((top, first)) = options.first() else { return };
    let quotes = (0..n).filter(|&i| quote(i)).count();
    // The item of every token of the scene, to follow heads.
    let token_of = |i: usize| reading.rep[base + i] as usize;
    let range = (token_of(0), token_of(n - 1));
    let item_at = |token: usize| -> Option<usize> {
        if token < range.0 || token > range.1 {
            return None;
        }
        let items = reading.frames.items.get(base..base + n).unwrap_or_default();
        Some(items.partition_point(|item| (item.begin as usize) <= token).saturating_sub(1))
    };
    let heads: Vec<usize> = (0..n)
        .map(|i| match reading.heads[token_of(i)] {
            ROOT => usize::MAX,
            head => item_at(head as usize).unwrap_or(usize::MAX),
        })
        .collect();
    let mut rows: Vec<u32> = Vec::with_capacity(128);
    for (k, (score, labels)) in options.iter().enumerate() {
        rows.clear();
        let inside = |i: usize| i < n && is_content(labels[i]);
        let behind = ((top - score) / 12).min(40) as u32;
        let rank = k as u32;
        let length = (0..n).filter(|&i| inside(i)).count();
        let long = match length {
            l @ 0..=4 => l,
            5..=7 => 5,
            8..=12 => 6,
            13..=20 => 7,
            21..=35 => 8,
            _ => 9,
        } as u32;
        let taken = (0..n).filter(|&i| inside(i) && quote(i)).count();
        let q = match (quotes, taken) {
            (0, _) => 0,
            (_, 0) => 1,
            (a, b) if a == b => 2,
            _ => 3,
        } + 4 * u32::from(taken > 0 && taken == length);
        let verbs = (0..n).filter(|&i| inside(i) && is_verb(tag(i) as u8)).count().min(3) as u32;
        let before = (0..here).any(inside);
        let after = (here + 1..n).any(inside);
        let sides = u32::from(before) | u32::from(after) << 1;
        // Arcs of the tree over the ends of the content: into it from elsewhere than the cue, and out of it.
        let (mut own, mut strange, mut left) = (0_u32, 0_u32, 0_u32);
        for (i, &h) in heads.iter().enumerate() {
            let sign = matches!(tag(i), 37..=43);
            if sign || i == here {
                continue;
            }
            if inside(i) && h == here {
                own += 1;
            } else if inside(i) && !(h != usize::MAX && inside(h)) {
                strange += 1;
            } else if !inside(i) && h != usize::MAX && h != here && inside(h) {
                left += 1;
            }
        }
        let (own, strange, left) = (own.min(3), strange.min(4), left.min(4));
        let holds = anchors.iter().filter(|&&(at, s)| at != proposal.at && s > -24 && at.checked_sub(proposal.scene.first).is_some_and(inside)).count().min(2) as u32;
        let mut pieces = 0_u32;
        let mut i = 0;
        while i < n {
            if !inside(i) {
                i += 1;
                continue;
            }
            let b = i;
            while i < n && inside(i) && (i == b || usize::from(labels[i]) == super::argument::CONTENT_ON) {
                i += 1;
            }
            let e = i;
            pieces += 1;
            let side = u32::from(b > here);
            let (tb, t0, tl, ta, ta2) = (before_tag(b), tag(b), tag(e - 1), tag(e), tag(e + 1));
            let (w0, wl, wa) = (word(b), word(e - 1), word(e));
            let touch = u32::from(b == here + 1) | u32::from(e == here) << 1;
            let rel = |i: usize| {
                if i >= n {
                    return 0x3ff;
                }
                let h = relation(reading, cue, token_of(i));
                u32::from(h.up) << 4 | u32::from(h.down) | u32::from(h.branch as usize > cue) << 9
            };
            let (ra, rl) = (rel(e), rel(e - 1));
            let ends = u32::from(base + e >= frame.end as usize) | u32::from(base + b <= frame.begin as usize) << 1;
            let size = (e - b).min(9) as u32;
            // What the tree makes of the word behind: hangs on the content, on the cue, or elsewhere.
            let hangs = heads.get(e).map_or(0, |&h| if h == here { 1 } else if h < n && inside(h) { 2 } else if h < n { 3 } else { 4 });
            rows.extend([
                feature(30, side, t0, t),
                feature(31, side, w0, stem),
                feature(32, side, w0, tb),
                feature(33, side, touch, t0),
                feature(34, side, touch, stem),
                feature(35, tl, ta, side),
                feature(36, wl, ta, side),
                feature(37, wa, side, 0),
                feature(38, wa, tl, side),
                feature(39, ta, ta2, side),
                feature(40, wa, t, side),
                feature(41, ra, ta, side),
                feature(42, ra, rl, side),
                feature(43, hangs, ta, side),
                feature(44, hangs, wa, side),
                feature(45, ends, side, ta),
                feature(46, size, side, t0),
                feature(47, quote_kind(quote(b), quote(e - 1)), ta, side),
                feature(48, quote_kind(quote(b), quote(e - 1)), tb, side),
                feature(49, hangs, ra, ta),
                feature(50, wa, sense, side),
                feature(51, word(e + 1), ta, side),
                feature(52, tb, t0, side << 6 | t),
            ]);
        }
        // What it has more or less than the likeliest, where they first and last differ.
        let differ = |i: &usize| is_content(labels[*i]) != is_content(first[*i]);
        let (a, z) = ((0..n).find(differ), (0..n).rev().find(differ));
        if let (Some(a), Some(z)) = (a, z) {
            let more = u32::from(inside(a)) | u32::from(inside(z)) << 1;
            let span = (z - a).min(12) as u32;
            rows.extend([
                feature(60, more, tag(a), tag(z)),
                feature(61, more, word(a), 0),
                feature(62, more, word(z), 0),
                feature(63, more, span, behind),
                feature(64, more, before_tag(a), tag(z + 1)),
                feature(65, more, word(a), stem),
                feature(66, more, tag(a), t << 6 | tag(a + 1)),
                feature(67, more, (a..=z).filter(|&i| is_verb(tag(i) as u8)).count().min(2) as u32, tag(a)),
                feature(68, more, (a..=z).filter(|&i| quote(i)).count().min(2) as u32, q),
                feature(69, more, heads.get(a).map_or(0, |&h| if h == here { 1 } else if h < n && is_content(first[h]) { 2 } else { 3 }), tag(a)),
            ]);
        }
        let pieces = pieces.min(4);
        rows.extend([
            feature(1, rank, 0, 0),
            feature(2, behind, 0, 0),
            feature(3, behind, rank, 0),
            feature(4, behind, q, 0),
            feature(5, behind, t, 0),
            feature(6, pieces, t, sides),
            feature(7, pieces, q, sides),
            feature(8, pieces, stem, 0),
            feature(9, long, q, sides),
            feature(10, long, stem, 0),
            feature(11, long, t, verbs),
            feature(12, verbs, stem, 0),
            feature(13, verbs, t, sense),
            feature(14, sides, stem, q),
            feature(15, sides, t, q),
            feature(16, own, t, pieces),
            feature(17, strange, t, pieces),
            feature(18, left, t, pieces),
            feature(19, own << 8 | strange << 4 | left, 0, 0),
            feature(20, strange << 4 | left, q, 0),
            feature(21, holds, long, q),
            feature(22, holds, stem, 0),
            feature(23, holds, strange << 4 | left, 0),
            feature(24, listed, q, sides),
            feature(25, listed, long, verbs),
            feature(26, q, strange << 4 | left, pieces),
            feature(27, own, stem, 0),
        ]);
        each(k, &rows);
    }
}

fn quote_kind(first: bool, last: bool) -> u32 {
    u32::from(first) | u32::from(last) << 1
}

//! What the model is told of a content.

use super::super::super::frame::Frame;
use super::super::accept::Proposal;
use super::super::argument::scene::relation;
use super::super::argument::{CONTENT_ON, is_content};
use super::super::part::is_verb;
use super::super::reading::{NOTHING_TAG, Reading};
use super::super::table::feature;
use super::super::tree::ROOT;

/// Hands the number and the features of every labelling of `options` to `each`. `anchors` are the candidates of the frame.
pub fn features(
    reading: &Reading<'_>,
    frame: &Frame,
    proposal: &Proposal,
    anchors: &[(usize, i32)],
    options: &[(i32, Vec<u8>)],
    mut each: impl FnMut(usize, &[u32]),
) {
    let (Some((top, first)), Some(scene)) = (options.first(), Whole::new(reading, frame, proposal, anchors)) else {
        return;
    };
    let mut rows: Vec<u32> = Vec::with_capacity(128);
    for (k, (score, labels)) in options.iter().enumerate() {
        rows.clear();
        let behind = ((top - score) / 12).min(40) as u32;
        let content = scene.content(labels);
        scene.of_pieces(labels, &mut rows);
        scene.of_difference(labels, first, behind, content.quotes, &mut rows);
        scene.of_content(&content, k as u32, behind, &mut rows);
        each(k, &rows);
    }
}

/// A scene, and what its tree is.
struct Whole<'a> {
    reading: &'a Reading<'a>,
    frame: &'a Frame,
    anchors: Vec<usize>,
    /// The first item of the scene in the page, how many it has, and the cue's.
    base: usize,
    n: usize,
    here: usize,
    /// The token of the cue, its stem, tag, place in the list of cues, and sense.
    cue: usize,
    stem: u32,
    t: u32,
    listed: u32,
    sense: u32,
    /// Quotations of the scene.
    quotes: usize,
    /// The item on which each hangs; none, or one beyond the scene: `usize::MAX`.
    heads: Vec<usize>,
}

/// A content as a whole, in a few numbers.
struct Content {
    pieces: u32,
    long: u32,
    quotes: u32,
    verbs: u32,
    sides: u32,
    /// Arcs of the tree: from the cue into it, from elsewhere into it, out of it; each capped.
    own: u32,
    strange: u32,
    left: u32,
    /// Other likely cues in it.
    holds: u32,
}

impl<'a> Whole<'a> {
    fn new(
        reading: &'a Reading<'a>,
        frame: &'a Frame,
        proposal: &Proposal,
        anchors: &[(usize, i32)],
    ) -> Option<Whole<'a>> {
        let base = frame.begin as usize + proposal.scene.first;
        let here = proposal.at - proposal.scene.first;
        let n = proposal.labels.len();
        let token = |i: usize| reading.rep[base + i] as usize;
        let (first, last) = (token(0), token(n.checked_sub(1)?));
        let items = reading.frames.items.get(base..base + n)?;
        let item = |token: usize| {
            let inside = (first..=last).contains(&token);
            inside.then(|| items.partition_point(|item| (item.begin as usize) <= token).saturating_sub(1))
        };
        let head = |i: usize| match reading.heads[token(i)] {
            ROOT => usize::MAX,
            head => item(head as usize).unwrap_or(usize::MAX),
        };
        let cue = token(here);
        // Cues at which the model would hardly look are none.
        let likely = |&&(at, score): &&(usize, i32)| at != proposal.at && score > UNLIKELY;
        Some(Whole {
            reading,
            frame,
            anchors: anchors.iter().filter(likely).filter_map(|a| a.0.checked_sub(proposal.scene.first)).collect(),
            base,
            n,
            here,
            cue,
            stem: reading.forms[cue].stem,
            t: u32::from(reading.tags[cue]),
            listed: u32::from(reading.listed[cue]),
            sense: u32::from(reading.senses[cue]),
            quotes: (0..n).filter(|&i| reading.quality[base + i] != 0).count(),
            heads: (0..n).map(head).collect(),
        })
    }

    fn tag(&self, i: usize) -> u32 {
        if i < self.n { self.reading.tag(self.base + i) } else { NOTHING_TAG }
    }

    fn before(&self, i: usize) -> u32 {
        i.checked_sub(1).map_or(NOTHING_TAG, |i| self.tag(i))
    }

    fn word(&self, i: usize) -> u32 {
        self.reading.word(self.base + i)
    }

    fn quote(&self, i: usize) -> bool {
        i < self.n && self.reading.quality[self.base + i] != 0
    }

    fn verb(&self, i: usize) -> bool {
        is_verb(self.tag(i) as u8)
    }

    fn inside(&self, labels: &[u8], i: usize) -> bool {
        i < self.n && is_content(labels[i])
    }

    fn content(&self, labels: &[u8]) -> Content {
        let all = || (0..self.n).filter(|&i| self.inside(labels, i));
        let length = all().count();
        let long = match length {
            l @ 0..=4 => l,
            5..=7 => 5,
            8..=12 => 6,
            13..=20 => 7,
            21..=35 => 8,
            _ => 9,
        } as u32;
        let taken = all().filter(|&i| self.quote(i)).count();
        // None there, none taken, all, some; and whether there is nothing else.
        let quotes = match (self.quotes, taken) {
            (0, _) => 0,
            (_, 0) => 1,
            (a, b) if a == b => 2,
            _ => 3,
        } + 4 * u32::from(taken > 0 && taken == length);
        let (mut own, mut strange, mut left) = (0_u32, 0_u32, 0_u32);
        for (i, &head) in self.heads.iter().enumerate() {
            if matches!(self.tag(i), 37..=43) || i == self.here {
                continue;
            }
            let (inside, hangs) = (self.inside(labels, i), head != usize::MAX && self.inside(labels, head));
            own += u32::from(inside && head == self.here);
            strange += u32::from(inside && head != self.here && !hangs);
            left += u32::from(!inside && head != self.here && hangs);
        }
        Content {
            pieces: pieces(labels).count().min(4) as u32,
            long,
            quotes,
            verbs: all().filter(|&i| self.verb(i)).count().min(3) as u32,
            sides: u32::from(all().any(|i| i < self.here)) | u32::from(all().any(|i| i > self.here)) << 1,
            own: own.min(3),
            strange: strange.min(4),
            left: left.min(4),
            holds: self.anchors.iter().filter(|&&a| self.inside(labels, a)).count().min(2) as u32,
        }
    }

    /// Features of each piece: how it begins and ends.
    fn of_pieces(&self, labels: &[u8], rows: &mut Vec<u32>) {
        let (stem, t) = (self.stem, self.t);
        for (b, e) in pieces(labels) {
            let side = u32::from(b > self.here);
            let (tb, t0, tl, ta, ta2) = (self.before(b), self.tag(b), self.tag(e - 1), self.tag(e), self.tag(e + 1));
            let (w0, wl, wa) = (self.word(b), self.word(e - 1), self.word(e));
            let touch = u32::from(b == self.here + 1) | u32::from(e == self.here) << 1;
            let (ra, rl) = (self.relation(e), self.relation(e - 1));
            let ends = u32::from(self.base + e >= self.frame.end as usize)
                | u32::from(self.base + b <= self.frame.begin as usize) << 1;
            let size = (e - b).min(9) as u32;
            let marks = u32::from(self.quote(b)) | u32::from(self.quote(e - 1)) << 1;
            // What the tree makes of the word behind: it hangs on the cue, on the content, on another, on none.
            let hangs = self.heads.get(e).map_or(0, |&h| match h {
                h if h == self.here => 1,
                h if self.inside(labels, h) => 2,
                h if h < self.n => 3,
                _ => 4,
            });
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
                feature(47, marks, ta, side),
                feature(48, marks, tb, side),
                feature(49, hangs, ra, ta),
                feature(50, wa, self.sense, side),
                feature(51, self.word(e + 1), ta, side),
                feature(52, tb, t0, side << 6 | t),
            ]);
        }
    }

    /// How an item hangs on the cue, in a number.
    fn relation(&self, i: usize) -> u32 {
        if i >= self.n {
            return 0x3ff;
        }
        let hang = relation(self.reading, self.cue, self.reading.rep[self.base + i] as usize);
        u32::from(hang.up) << 4 | u32::from(hang.down) | u32::from(hang.branch as usize > self.cue) << 9
    }

    /// Features of what it has more or less than the likeliest, where they first and last differ.
    fn of_difference(&self, labels: &[u8], first: &[u8], behind: u32, quotes: u32, rows: &mut Vec<u32>) {
        let differ = |i: &usize| is_content(labels[*i]) != is_content(first[*i]);
        let (Some(a), Some(z)) = ((0..self.n).find(differ), (0..self.n).rev().find(differ)) else { return };
        let more = u32::from(self.inside(labels, a)) | u32::from(self.inside(labels, z)) << 1;
        let span = (z - a).min(12) as u32;
        let verbs = (a..=z).filter(|&i| self.verb(i)).count().min(2) as u32;
        let marks = (a..=z).filter(|&i| self.quote(i)).count().min(2) as u32;
        let hangs = match self.heads[a] {
            h if h == self.here => 1,
            h if self.inside(first, h) => 2,
            _ => 3,
        };
        rows.extend([
            feature(60, more, self.tag(a), self.tag(z)),
            feature(61, more, self.word(a), 0),
            feature(62, more, self.word(z), 0),
            feature(63, more, span, behind),
            feature(64, more, self.before(a), self.tag(z + 1)),
            feature(65, more, self.word(a), self.stem),
            feature(66, more, self.tag(a), self.t << 6 | self.tag(a + 1)),
            feature(67, more, verbs, self.tag(a)),
            feature(68, more, marks, quotes),
            feature(69, more, hangs, self.tag(a)),
        ]);
    }

    /// Features of the whole.
    fn of_content(&self, content: &Content, rank: u32, behind: u32, rows: &mut Vec<u32>) {
        let &Whole { stem, t, listed, sense, .. } = self;
        let &Content { pieces, long, quotes, verbs, sides, own, strange, left, holds } = content;
        let astray = strange << 4 | left;
        rows.extend([
            feature(1, rank, 0, 0),
            feature(2, behind, 0, 0),
            feature(3, behind, rank, 0),
            feature(4, behind, quotes, 0),
            feature(5, behind, t, 0),
            feature(6, pieces, t, sides),
            feature(7, pieces, quotes, sides),
            feature(8, pieces, stem, 0),
            feature(9, long, quotes, sides),
            feature(10, long, stem, 0),
            feature(11, long, t, verbs),
            feature(12, verbs, stem, 0),
            feature(13, verbs, t, sense),
            feature(14, sides, stem, quotes),
            feature(15, sides, t, quotes),
            feature(16, own, t, pieces),
            feature(17, strange, t, pieces),
            feature(18, left, t, pieces),
            feature(19, own << 8 | astray, 0, 0),
            feature(20, astray, quotes, 0),
            feature(21, holds, long, quotes),
            feature(22, holds, stem, 0),
            feature(23, holds, astray, 0),
            feature(24, listed, quotes, sides),
            feature(25, listed, long, verbs),
            feature(26, quotes, astray, pieces),
            feature(27, own, stem, 0),
        ]);
    }
}

/// The score of an anchor, half of log odds of 1 below even, under which it counts as no cue.
const UNLIKELY: i32 = -24;

/// The runs of a content: where each begins and ends.
fn pieces(labels: &[u8]) -> impl Iterator<Item = (usize, usize)> {
    let begins = |i: &usize| {
        let on = usize::from(labels[*i]) == CONTENT_ON && i.checked_sub(1).is_some_and(|b| is_content(labels[b]));
        is_content(labels[*i]) && !on
    };
    (0..labels.len()).filter(begins).map(|b| {
        let more = labels.iter().skip(b + 1).take_while(|&&l| usize::from(l) == CONTENT_ON).count();
        (b, b + 1 + more)
    })
}

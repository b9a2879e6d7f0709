//! Is this an attribution after all? A linear model over a cue together with the source and content found for it, and over
//! the other candidates of its frame: what one holds, or is held by, or takes from another.

use super::super::frame::Frame;
use super::argument::{CONTENT, CONTENT_ON, LABELS, OTHER, SOURCE, SOURCE_ON, Scene, is_content};
use super::reading::{NOTHING_TAG, Reading};
use super::table::feature;

/// A cue that may be one, with the source and content it would have.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// The item of its anchor in the frame.
    pub at: usize,
    /// The anchor's score.
    pub score: i32,
    /// What every item is to it.
    pub scene: Scene,
    /// The scores of every item's labels.
    pub emissions: Vec<[i32; LABELS]>,
    /// The best labels.
    pub labels: Vec<u8>,
}

impl Proposal {
    /// Whether item `at` of the frame belongs to the content.
    fn holds(&self, at: usize) -> bool {
        let label = at.checked_sub(self.scene.first).and_then(|i| self.labels.get(i));
        label.is_some_and(|&l| is_content(l))
    }
}

/// What the other proposals of a frame are to one of them: the likeliest cue of each sort, in a few bits, and the word of
/// the first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Company {
    /// Of those whose content holds this one's anchor.
    held: u32,
    /// The item of that one's anchor, plus one.
    holder: usize,
    /// Of those whose anchor this one's content holds.
    holds: u32,
    /// Of those that would have at least half of the same content.
    rival: u32,
}

/// The company of every proposal of a frame. Quadratic in the proposals, which are few.
pub fn company(proposals: &[Proposal]) -> Vec<Company> {
    // How likely another's cue is, by steps of log odds of 1.
    let likely = |p: &Proposal| (p.score.div_euclid(48).clamp(-3, 4) + 4) as u32;
    let one = |me: &Proposal| {
        let mut out = Company::default();
        let mine = me.labels.iter().filter(|&&l| is_content(l)).count();
        for other in proposals.iter().filter(|o| o.at != me.at) {
            let (held, holds) = (other.holds(me.at), me.holds(other.at));
            if held && likely(other) > out.held {
                (out.held, out.holder) = (likely(other), other.at + 1);
            }
            if holds {
                out.holds = out.holds.max(likely(other));
            }
            let first = me.scene.first;
            let both =
                || me.labels.iter().enumerate().filter(|&(i, &l)| is_content(l) && other.holds(first + i)).count();
            if !held && !holds && 2 * both() >= mine {
                let surer = if other.score > me.score { 8 } else { 0 };
                out.rival = out.rival.max(likely(other) | surer);
            }
        }
        out
    };
    proposals.iter().map(one).collect()
}

/// The features of a proposal in its company.
pub fn features(reading: &Reading<'_>, frame: &Frame, proposal: &Proposal, company: Company, out: &mut Vec<u32>) {
    let Proposal { at, score, scene, emissions, labels } = proposal;
    let (at, score) = (*at, *score);
    let base = frame.begin as usize + scene.first;
    let here = at - scene.first;
    let is = |i: usize, begin: usize, on: usize| matches!(labels.get(i), Some(&l) if usize::from(l) == begin || usize::from(l) == on);
    let span = |begin: usize, on: usize| {
        let first = (0..labels.len()).find(|&i| is(i, begin, on));
        let last = (0..labels.len()).rev().find(|&i| is(i, begin, on));
        first.zip(last)
    };
    let tag = |i: usize| reading.tag(base + i);
    let word = |i: usize| reading.word(base + i);
    let anchor = reading.rep[base + here] as usize;
    let (stem, t, listed) =
        (reading.forms[anchor].stem, u32::from(reading.tags[anchor]), u32::from(reading.listed[anchor]));
    // How much better the labels are than none, an item.
    let gain: i32 = labels.iter().zip(emissions).map(|(&l, e)| e[usize::from(l)] - e[OTHER]).sum();
    let bucket = |v: i32, step: i32| (v.div_euclid(step).clamp(-20, 40) + 64) as u32;
    let (source, content) = (span(SOURCE, SOURCE_ON), span(CONTENT, CONTENT_ON));
    let far = |range: Option<(usize, usize)>| match range {
        None => 0,
        Some((_, e)) if e < here => 1 + (here - e).min(6) as u32,
        Some((b, _)) if b > here => 9 + (b - here).min(6) as u32,
        Some(_) => 17,
    };
    let (s_far, c_far) = (far(source), far(content));
    let (s_tag, s_last, s_word) = source.map_or((63, 63, 0), |(b, e)| (tag(b), tag(e), word(e)));
    let (c_tag, c_word, c_last) = content.map_or((63, 0, 63), |(b, e)| (tag(b), word(b), tag(e)));
    let c_long = content.map_or(0, |(b, e)| match e - b + 1 {
        n @ 1..=4 => n,
        5..=7 => 5,
        8..=12 => 6,
        13..=20 => 7,
        _ => 8,
    }) as u32;
    let to_end = content
        .map_or(3, |(_, e)| (scene.first + e + 2).abs_diff(frame.end as usize - frame.begin as usize).min(2) as u32);
    let quoted = content.map_or(0, |(b, e)| (b..=e).map(|i| u32::from(reading.quality[base + i])).max().unwrap_or(0));
    let pieces = labels.iter().filter(|&&l| usize::from(l) == CONTENT).count().min(3) as u32;
    let verb =
        content.map_or(0, |(b, e)| (b..=e).filter(|&i| super::part::is_verb(tag(i) as u8)).count().min(2)) as u32;
    let mean = gain / (labels.iter().filter(|&&l| l != 0).count().max(1) as i32);
    let inside = u32::from(frame.inside != 0);
    let sense = |i: usize| reading.sense(base + i);
    let (sc, sl) = (u32::from(reading.senses[anchor]), source.map_or(0, |(_, e)| sense(e)));
    let look = content.map_or(0, |(b, e)| (b..=e).map(|i| u32::from(reading.looks[base + i])).max().unwrap_or(0));
    // What touches the content from without, and whether the frame has quotations that it leaves out.
    let (before, after) = content.map_or((63, 63), |(b, e)| {
        let before = if b == 0 { NOTHING_TAG } else { tag(b - 1) };
        (before, if e + 1 < labels.len() { tag(e + 1) } else { NOTHING_TAG })
    });
    let after_word = content.map_or(0, |(_, e)| if e + 1 < labels.len() { word(e + 1) } else { 0 });
    let left =
        labels.iter().enumerate().filter(|&(i, &l)| l == 0 && reading.quality[base + i] != 0).count().min(2) as u32;
    // Whether the content reaches the ends of the quotation that the frame is.
    let reach = content.map_or(0, |(b, e)| {
        let first = base + b <= frame.begin as usize;
        u32::from(first) | u32::from(base + e + 2 >= frame.end as usize) << 1
    });
    let score = bucket(score, 16);
    let Company { held, holder, holds, rival } = company;
    let holder = holder.checked_sub(1).map_or(0, |h| {
        let token = reading.rep[frame.begin as usize + h] as usize;
        reading.forms[token].stem
    });
    out.clear();
    out.extend([
        feature(1, score, 0, 0),
        feature(2, score, s_far, 0),
        feature(3, score, c_far, 0),
        feature(4, score, bucket(mean, 24), 0),
        feature(5, score, quoted, 0),
        feature(6, bucket(mean, 16), 0, 0),
        feature(7, bucket(gain, 120), c_long, 0),
        feature(8, stem, c_tag, 0),
        feature(9, stem, s_far, 0),
        feature(10, stem, c_far, 0),
        feature(11, stem, c_word, 0),
        feature(12, listed, c_tag, s_tag),
        feature(13, listed, s_far, c_far),
        feature(14, t, s_far, c_far),
        feature(15, t, c_tag, c_long),
        feature(16, s_tag, s_last, t),
        feature(17, s_word, t, 0),
        feature(18, quoted, c_far, t),
        feature(19, quoted, listed, s_far),
        feature(20, to_end, c_long, c_tag),
        feature(21, pieces, verb, c_tag),
        feature(22, verb, c_long, t),
        feature(23, c_last, to_end, 0),
        feature(24, inside, score, t),
        feature(25, stem, verb, quoted),
        feature(26, stem, 0, 0),
        feature(27, score, t, listed),
        feature(28, s_tag, c_tag, t),
        feature(29, s_word, stem, 0),
        feature(30, verb, c_far, listed),
        feature(31, sc, c_tag, s_tag),
        feature(32, sc, s_far, c_far),
        feature(33, sc, sl, s_tag),
        feature(34, sc, verb, quoted),
        feature(35, sc, c_word, 0),
        feature(36, stem, sl, 0),
        feature(37, look, c_far, t),
        feature(38, look, quoted, sc),
        feature(39, look, c_long, before),
        feature(40, before, after, c_far),
        feature(41, after_word, c_far, 0),
        feature(42, left, quoted, c_far),
        feature(43, inside, reach, score),
        feature(44, inside, stem, 0),
        feature(45, inside, sc, reach),
        feature(46, inside, quoted, c_long),
        feature(47, score, sc, 0),
        feature(48, held, score, 0),
        feature(49, held, quoted, t),
        feature(50, held.min(1), stem, 0),
        feature(51, held, listed, sc),
        feature(52, holds, score, 0),
        feature(53, holds, stem, 0),
        feature(54, holds, held, c_long),
        feature(55, rival, score, 0),
        feature(56, rival, quoted, c_far),
        feature(57, rival, stem, 0),
        feature(58, held, look, quoted),
        feature(59, holder, stem, 0),
        feature(60, holder, t, quoted & 7),
    ]);
}

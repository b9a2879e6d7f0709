//! What the model is told of a phrase.

use super::super::super::frame::Frame;
use super::super::accept::Proposal;
use super::super::argument::scene::relation;
use super::super::argument::{SOURCE, SOURCE_ON, is_content};
use super::super::part::is_verb;
use super::super::reading::{NOTHING, NOTHING_TAG, Reading};
use super::super::table::feature;
use super::kin::Kin;
use super::phrase::{LABELLED, Phrase, SUBJECT};

/// Hands every phrase and its features to `each`.
pub fn features(
    reading: &Reading<'_>,
    frame: &Frame,
    proposal: &Proposal,
    kin: Kin,
    phrases: &[Phrase],
    mut each: impl FnMut(Phrase, &[u32]),
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
    let kids = u32::from(reading.children[cue]);
    let word = |i: Option<usize>| i.filter(|&i| i < n).map_or(NOTHING, |i| reading.word(base + i));
    let tag = |i: Option<usize>| i.filter(|&i| i < n).map_or(NOTHING_TAG, |i| reading.tag(base + i));
    let bucket = |v: i32, step: i32| (v.div_euclid(step).clamp(-20, 30) + 32) as u32;
    let most = phrases.iter().skip(1).map(|p| p.score).max().unwrap_or(-1000);
    let labelled = phrases.iter().find(|p| p.ways & LABELLED != 0);
    let subject = phrases.iter().find(|p| p.ways & SUBJECT != 0);
    let label = |i: usize| matches!(usize::from(proposal.labels[i]), SOURCE | SOURCE_ON);
    let about = u32::from(labelled.is_some()) | u32::from(subject.is_some()) << 1;
    let content = (0..n).find(|&i| is_content(proposal.labels[i]));
    let content_side = content.map_or(2, |c| u32::from(c > here));
    let governor = reading.heads[cue];
    let governor_tag = reading.tags.get(governor as usize).map_or(59, |&t| u32::from(t));
    let first_item = proposal.scene.first;
    let gap_to = [kin.above, kin.before, kin.after].map(|k| k.map_or(0, |k| k.1 + 1));
    let mut rows: Vec<u32> = Vec::with_capacity(80);
    for phrase in phrases {
        rows.clear();
        if phrase.is_none() {
            rows.extend([
                feature(1, 0, 0, 0),
                feature(2, about, t, 0),
                feature(3, stem, about, 0),
                feature(4, listed, about, t),
                feature(5, bucket(most, 48), about, 0),
                feature(6, bucket(most, 48), t, 0),
                feature(7, kids, t, about),
                feature(8, tag(here.checked_sub(1)), t, about),
                feature(9, word(here.checked_sub(1)), t, 0),
                feature(10, sense, about, t),
                feature(11, content_side, t, about),
                feature(12, governor_tag, t, about),
                feature(13, word(Some(here + 1)), t, about),
                feature(14, gap_to[0], t, about),
                feature(15, gap_to[1], t, about),
                feature(16, gap_to[2], t, about),
            ]);
            each(*phrase, &rows);
            continue;
        }
        let Phrase { begin, end, heart, ways, score } = *phrase;
        let j = base + heart;
        let (w, g) = (reading.word(j), reading.tag(j));
        let hang = relation(reading, cue, reading.rep[j] as usize);
        let (up, down, branch) = (u32::from(hang.up), u32::from(hang.down), hang.branch as usize);
        let right = u32::from(branch > cue);
        let relation = up << 8 | down << 4 | right;
        let way = hang.way;
        let branch_tag = reading.tags.get(branch).map_or(59, |&t| u32::from(t));
        let side = u32::from(begin > here);
        let gap = if side == 1 { here + 1..begin } else { end..here };
        let far = [0_u32, 1, 2, 3, 4, 5, 6, 6, 7, 7, 8][gap.len().min(10)]
            + u32::from(gap.len() > 15)
            + u32::from(gap.len() > 25);
        // What lies between.
        let (mut commas, mut verbs, mut nouns, mut quotes) = (0_u32, 0_u32, 0_u32, 0_u32);
        for i in gap {
            let tag = reading.tag(base + i);
            commas += u32::from(tag == 37);
            verbs += u32::from(is_verb(tag as u8));
            nouns += u32::from(matches!(tag, 1..=5));
            quotes += u32::from(reading.quality[base + i] != 0);
        }
        let lies = commas.min(2) | verbs.min(3) << 2 | nouns.min(3) << 4 | quotes.min(1) << 6;
        let (before, after) = (begin.checked_sub(1), Some(end));
        let long = (end - begin).min(6) as u32
            + u32::from(end - begin > 8)
            + u32::from(end - begin > 14)
            + u32::from(end - begin > 22);
        let covered = (begin..end).filter(|&i| label(i)).count();
        let all = (0..n).filter(|&i| label(i)).count();
        // How it stands to what the labels say: the same, within, around, across, apart, or nothing there.
        let same = match (covered, all) {
            (_, 0) => 0,
            (0, _) => 1,
            (c, a) if c == a && c == end - begin => 2,
            (c, a) if c == a => 3,
            (c, _) if c == end - begin => 4,
            _ => 5,
        };
        let behind = bucket(score - most, 24);
        let mean = bucket(score / (end - begin) as i32, 24);
        let senses = u32::from(reading.senses[reading.rep[j] as usize]);
        let shape = reading.forms[reading.rep[j] as usize].shape;
        let starts = u32::from(base + begin == frame.begin as usize);
        let touches = u32::from(end == here) | u32::from(begin == here + 1) << 1;
        let last = reading.tag(base + end - 1);
        let first = reading.tag(base + begin);
        let (wb, wa, tb, ta) = (word(before), word(after), tag(before), tag(after));
        let of = |k: Option<(usize, u32)>| {
            k.map_or(0, |(item, sure)| 1 + sure + 4 * u32::from((first_item + begin..first_item + end).contains(&item)))
        };
        let (ka, kb, kc) = (of(kin.above), of(kin.before), of(kin.after));
        rows.extend([
            feature(65, ka, same, 0),
            feature(66, ka, t, side),
            feature(67, kb, same, t),
            feature(68, kb, lies, side),
            feature(69, kc, same, t),
            feature(70, ka, kb, about),
            feature(71, ka, stem, 0),
            feature(72, kb, tag(here.checked_sub(1)), t),
            feature(73, kb, g, lies),
            feature(74, kb, stem, side),
            feature(75, relation, kb, ka),
            feature(76, tag(here.checked_sub(1)), relation, t),
            feature(77, tag(Some(here + 1)), relation, t),
            feature(78, word(Some(here + 1)), side, t),
            feature(79, shape, w, 0),
            feature(20, ways, 0, 0),
            feature(21, ways, side, t),
            feature(22, same, ways, 0),
            feature(23, same, behind, 0),
            feature(24, behind, side, 0),
            feature(25, bucket(score, 48), 0, 0),
            feature(26, mean, long, 0),
            feature(27, relation, t, 0),
            feature(28, relation, stem, 0),
            feature(29, relation, g, t),
            feature(30, up << 1 | right, branch_tag, t),
            feature(31, way, up, t),
            feature(32, far, side, t),
            feature(33, far, side, stem),
            feature(34, lies, side, t),
            feature(35, lies, side, g),
            feature(36, tb, g, side),
            feature(37, wb, side, 0),
            feature(38, wb, side << 6 | t, touches),
            feature(39, ta, g, side),
            feature(40, wa, side, 0),
            feature(41, ta, last, ways),
            feature(42, w, 0, 0),
            feature(43, w, side, touches),
            feature(44, g, side, t),
            feature(45, g, first, last),
            feature(46, senses, side, sense),
            feature(47, senses, g, listed),
            feature(48, shape, side, g),
            feature(49, long, ways, side),
            feature(50, long, tb, ta),
            feature(51, starts, side, g),
            feature(52, touches, t, g),
            feature(53, touches, stem, side),
            feature(54, side, content_side, t),
            feature(55, side, content_side, stem),
            feature(56, w, stem, 0),
            feature(57, relation, governor_tag, t),
            feature(58, same, relation, 0),
            feature(59, u32::from(ways & SUBJECT != 0), same, t),
            feature(60, u32::from(ways & SUBJECT != 0), behind, lies),
            feature(61, same, lies, side),
            feature(62, about, same, ways),
            feature(63, wb, wa, side),
            feature(64, first, tb, side),
        ]);
        each(*phrase, &rows);
    }
}

//! A quotation that no cue took: is it nobody's words, a further part of an attribution, or one of its own?
//!
//! Titles, terms and names stand in marks too; and a quotation may go on after its cue's sentence, where no cue is near.
//! A linear model chooses between the three by how the quotation looks and what stands around it.

use std::ops::Deref;

use super::super::frame::{Frame, Item};
use super::super::mark::same_telling;
use super::super::rule::{self, Draft, Heard};
use super::reading::{NOTHING_TAG, Reading};
use super::table::{Table, feature};
use crate::span::Span;

/// What becomes of the quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// It is no attribution.
    Nothing,
    /// It belongs to the attribution that was found for it.
    Joined,
    /// It is an attribution of its own.
    Own,
}

/// Choices, and a place for the check of a table's row.
pub const LABELS: usize = 4;

/// A quotation that no cue took.
#[derive(Debug)]
pub struct Leftover<'a> {
    /// Where it stands, marks and all.
    pub span: Span,
    /// The attribution that it could belong to.
    pub target: Option<&'a Draft>,
    /// Its features.
    pub rows: &'a [u32],
    /// What the model must overcome to make nothing of it.
    pub guard: i32,
}

/// The choice with the highest score.
pub fn choose(table: Table, leftover: &Leftover<'_>) -> Choice {
    let [nothing, joined, own, _] = table.score::<LABELS>(leftover.rows);
    if leftover.target.is_some() && joined > own && joined.saturating_add(leftover.guard) > nothing {
        Choice::Joined
    } else if own.saturating_add(leftover.guard) > nothing {
        Choice::Own
    } else {
        Choice::Nothing
    }
}

/// The guard of a quotation that reads as speech, in stored weights (log odds of 1.5): PolNeAR's annotators differ in what
/// they make of one without a cue, from nearly all to hardly half, so the model must be sure.
const SPEECH: i32 = 72;
/// The guard of one that is a sentence by itself besides, or begins one and ends with a comma, as what is said before its
/// cue does: no such quotation is ever lost.
const SENTENCE: i32 = i32::MAX;

/// Whether a whole block stands between what a draft holds and a later quotation.
fn far_behind(heard: Heard<'_>, draft: &Draft, span: Span) -> bool {
    let tokens = &heard.cut.tokens;
    let block = |at: u32| tokens.get(tokens.partition_point(|t| t.span.end <= at)).map(|t| t.block);
    let last = draft.content.iter().map(|c| c.end.saturating_sub(1)).max();
    match (last.and_then(block), block(span.begin)) {
        (Some(a), Some(b)) => a + 1 < b,
        _ => false,
    }
}

/// Takes a quotation that somebody signs ("“...” — Ana Ruiz") from the drafts of others.
fn signed(heard: Heard<'_>, items: &[Item], from: usize, drafts: &mut Vec<Draft>) {
    for item in items.iter().filter(|i| i.is_quotation()) {
        let span = heard.span(*item);
        let holds = |d: &Draft| d.content.iter().any(|c| c.contains(span));
        if !drafts.iter().skip(from).any(holds) {
            continue;
        }
        let Some(voice) = rule::voice(heard, (item.quotation as usize).saturating_sub(1)) else { continue };
        let behind = voice.source.first().is_some_and(|s| s.begin >= span.end);
        let other = |d: &Draft| !voice.source.iter().any(|s| d.source.iter().any(|o| o.overlaps(*s)));
        if behind {
            for draft in drafts.iter_mut().skip(from).filter(|d| holds(d) && other(d)) {
                draft.content.retain(|c| !c.contains(span));
            }
        }
    }
    let mut at = 0;
    drafts.retain(|d| {
        at += 1;
        at <= from || !d.content.is_empty()
    });
}

/// Whether a quotation of four words or more ends with a comma.
fn goes_on(quality: u16) -> bool {
    quality & 7 > 2 && quality >> 3 & 7 == 1
}

/// How many of the last attributions are looked at for one that a quotation goes on with.
const BACK: usize = 6;

/// Adds the quotations of `frame` that no draft from `from` on holds, each as `choose` says; `rules` are what the rules make of
/// it, looked at only where there is such a quotation.
#[expect(clippy::too_many_arguments, reason = "all that was found of one frame")]
pub fn add(
    heard: Heard<'_>,
    reading: &Reading<'_>,
    frame: &Frame,
    anchors: &[(usize, i32)],
    rules: &impl Deref<Target = Vec<Draft>>,
    from: usize,
    drafts: &mut Vec<Draft>,
    choose: &mut dyn FnMut(&Leftover<'_>) -> Choice,
) {
    let items = heard.frames.items.get(frame.range()).unwrap_or_default();
    if frame.inside == 0 {
        signed(heard, items, from, drafts);
    }
    // The contents of the frame's drafts, in order, so that each look is short.
    let mut held: Vec<Span> = drafts.get(from..).unwrap_or_default().iter().flat_map(|d| d.content.clone()).collect();
    held.sort();
    let taken = |held: &[Span], s: Span| {
        let near = held.partition_point(|h| h.begin <= s.begin);
        held.get(near.saturating_sub(MOST_NESTED)..near).unwrap_or_default().iter().any(|h| h.contains(s))
    };
    let left: Vec<usize> =
        (0..items.len()).filter(|&i| items[i].is_quotation() && !taken(&held, heard.span(items[i]))).collect();
    if left.is_empty() {
        return;
    }
    let modelled = drafts.len();
    let mut rows = Vec::with_capacity(48);
    let mut added: Option<Span> = None;
    for i in left {
        let span = heard.span(items[i]);
        if added.is_some_and(|a| a.contains(span)) {
            continue;
        }
        if let Some(draft) =
            rule::voice(heard, (items[i].quotation as usize).saturating_sub(1)).filter(|_| frame.inside == 0)
        {
            drafts.push(draft);
            continue;
        }
        let rule = rules.get(rules.partition_point(|d| d.content.iter().all(|c| c.end <= span.begin))..);
        let rule = rule.unwrap_or_default().iter().take(4).find(|d| d.content.iter().any(|c| c.contains(span)));
        if frame.inside != 0 && rule.is_none_or(|d| d.cue.is_empty()) {
            // Words in marks within somebody's words are theirs, unless a cue says otherwise.
            continue;
        }
        let near = drafts.len().saturating_sub(BACK).max(from.min(modelled));
        let own = rule.and_then(|r| {
            let same = |d: &Draft| r.cue.iter().any(|c| d.cue.iter().any(|e| e.overlaps(*c)));
            let part = |d: &Draft| d.content.iter().any(|c| r.content.iter().any(|e| e.overlaps(*c)));
            (near..drafts.len()).find(|&n| same(&drafts[n]) || part(&drafts[n]))
        });
        let before = (drafts.len().saturating_sub(BACK)..drafts.len())
            .rev()
            .find(|&n| drafts[n].content.iter().all(|c| c.end <= span.begin));
        // A paragraph with words of its own before the quotation introduces it anew: it goes on with no paragraph before.
        let apart = |begin: u32| before.is_some_and(|n| drafts[n].content.iter().all(|c| c.end <= begin));
        let anew = own.is_none() && led_in(heard, span).is_some_and(apart);
        // Nor does it go on over another paragraph that stands between.
        let over = own.is_none() && before.is_some_and(|n| far_behind(heard, &drafts[n], span));
        let anew = anew || over;
        let target = own.or(before);
        describe(heard, reading, frame, i, rule, own.is_some(), target.map(|n| &drafts[n]), anchors, &mut rows);
        let speech = heard.is_speech((items[i].quotation as usize).saturating_sub(1));
        // A rule's cue that stands right beside it, or that goes with words that read as speech.
        let touches = |r: &Draft| {
            let beside = |c: &Span| {
                c.end <= span.begin && c.end + 2 >= span.begin || span.end <= c.begin && span.end + 2 >= c.begin
            };
            r.cue.iter().any(beside) || !r.cue.is_empty() && !r.source.is_empty() && speech
        };
        let told = rule.is_some_and(touches) && reading.quality[frame.begin as usize + i] & 7 > 2;
        let quality = reading.quality[frame.begin as usize + i];
        let guard = match told || speech {
            true if told || i == 0 && frame.inside == 0 && (items.len() <= 2 || goes_on(quality)) => SENTENCE,
            true if frame.inside == 0 && fills_block(heard, span) => SENTENCE,
            true => SPEECH,
            false => 0,
        };
        match choose(&Leftover { span, target: target.map(|n| &drafts[n]), rows: &rows, guard }) {
            Choice::Nothing => {}
            Choice::Joined if !anew => {
                if let Some(draft) = target.and_then(|n| drafts.get_mut(n)) {
                    draft.content.push(span);
                    draft.content.sort();
                }
            }
            Choice::Joined | Choice::Own => {
                let alone = || Draft {
                    source: Vec::new(),
                    cue: Vec::new(),
                    content: vec![span],
                    act: super::super::Act::Speech,
                };
                // Where the rule's cue is another attribution's, the quotation is all that is new.
                let draft = rule.filter(|_| own.is_none()).cloned().unwrap_or_else(alone);
                added = draft.content.iter().copied().reduce(Span::hull);
                drafts.push(draft);
            }
        }
    }
}

/// Whether nothing but a stop stands beside a quotation in its paragraph.
fn fills_block(heard: Heard<'_>, quotation: Span) -> bool {
    let tokens = &heard.cut.tokens;
    let (begin, end) = (
        tokens.partition_point(|t| t.span.begin < quotation.begin),
        tokens.partition_point(|t| t.span.begin < quotation.end),
    );
    let block = |k: usize| tokens.get(k).map(|t| t.block);
    let own = block(begin);
    let first = begin.checked_sub(1).and_then(block) != own;
    let stop =
        tokens.get(end).is_some_and(|t| matches!(t.kind, super::super::sentence::TokenKind::Sign('.' | '!' | '?')));
    first && block(end + usize::from(stop && block(end) == own)) != own
}

/// Where the paragraph of a quotation begins, if it begins with something else.
fn led_in(heard: Heard<'_>, quotation: Span) -> Option<u32> {
    let tokens = &heard.cut.tokens;
    let at = tokens.partition_point(|t| t.span.begin < quotation.begin);
    let block = tokens.get(at)?.block;
    let first = tokens.get(tokens.partition_point(|t| t.block < block))?.span.begin;
    (first < quotation.begin).then_some(first)
}

/// Contents that nest deeper than this are no writer's.
const MOST_NESTED: usize = 8;

#[expect(clippy::too_many_arguments, reason = "all that was found about one quotation")]
fn describe(
    heard: Heard<'_>,
    reading: &Reading<'_>,
    frame: &Frame,
    at: usize,
    rule: Option<&Draft>,
    own: bool,
    target: Option<&Draft>,
    anchors: &[(usize, i32)],
    out: &mut Vec<u32>,
) {
    let j = frame.begin as usize + at;
    let count = frame.range().len();
    let Some(item) = heard.frames.items.get(j) else { return };
    let span = heard.span(*item);
    let inside = u32::from(frame.inside != 0);
    let near = |d: isize| {
        let k = at.checked_add_signed(d).filter(|k| *k < count);
        k.map_or(usize::MAX, |k| frame.begin as usize + k)
    };
    let (word, tag) = (|d: isize| reading.word(near(d)), |d: isize| reading.tag(near(d)));
    let (quality, look) = (u32::from(reading.quality[j]), u32::from(reading.looks[j]));
    let speech = u32::from(heard.is_speech((item.quotation as usize).saturating_sub(1)));
    let shape = quality & 7 | speech << 3;
    // Alone in its frame but for a stop; at its beginning; at its end.
    let place = u32::from(at == 0) | u32::from(at + 2 >= count) << 1;
    let kind = match rule {
        None => 0,
        Some(d) => 1 + u32::from(!d.cue.is_empty()) + 2 * u32::from(!d.source.is_empty()),
    };
    let kind = kind | u32::from(own) << 3;
    let first = word_inside(reading, item.begin as usize + 1);
    // The likeliest cue of the frame, and the nearest.
    let best = anchors.iter().map(|a| a.1).max().map_or(0, |s| (s.div_euclid(48).clamp(-4, 8) + 5) as u32);
    let close = anchors.iter().min_by_key(|a| a.0.abs_diff(at));
    let close =
        close.map_or(0, |a| (a.1.div_euclid(48).clamp(-4, 8) + 5) as u32 | (a.0.abs_diff(at).min(7) as u32) << 4);
    let (mut far, mut block, mut ended, mut who, mut begins) = (0, 3, 0, 0, 0);
    if let Some(target) = target {
        let end = target.content.iter().map(|c| c.end).max().unwrap_or(0);
        let token = |at: u32| heard.cut.tokens.partition_point(|t| t.span.end <= at);
        let (a, b) = (token(end.saturating_sub(1)), token(span.begin));
        far = match b.abs_diff(a) {
            n @ 0..=3 => n as u32 + 1,
            4..=6 => 5,
            7..=10 => 6,
            11..=16 => 7,
            17..=25 => 8,
            26..=45 => 9,
            46..=80 => 10,
            _ => 11,
        };
        block = match (heard.cut.tokens.get(a), heard.cut.tokens.get(b)) {
            (Some(x), Some(y)) if x.block == y.block => 0,
            (Some(x), Some(y)) if same_telling(heard.page, x, y) => 1,
            _ => 2,
        };
        let last = heard.cut.tokens.get(a.saturating_sub(usize::from(heard.marks.around(a).is_some()))).map(|t| t.kind);
        use super::super::sentence::TokenKind::{Mark, Sign, Word};
        ended = match (heard.marks.around(a).is_some(), last) {
            (true, Some(Sign(','))) => 1,
            (true, Some(Sign('.' | '!' | '?'))) => 2,
            (true, _) => 3,
            (false, Some(Sign(_) | Mark(_))) => 4,
            (false, Some(Word)) => 5,
            _ => 6,
        };
        who = u32::from(!target.source.is_empty()) | u32::from(!target.cue.is_empty()) << 1;
        begins = u32::from(target.content.first().is_some_and(|c| heard.marks.around(token(c.begin)).is_some()))
            | u32::from(target.cue.iter().all(|c| c.begin >= end)) << 1
            | u32::from(target.content.iter().any(|c| c.contains(span))) << 2;
    }
    let by = who | begins << 2;
    out.clear();
    out.extend([
        feature(1, shape, 0, 0),
        feature(2, quality, 0, 0),
        feature(3, look, 0, 0),
        feature(4, look & 31, shape, 0),
        feature(5, place, shape, 0),
        feature(6, kind, shape, 0),
        feature(7, kind, place, block),
        feature(8, word(-1), 0, 0),
        feature(9, tag(-1), shape, 0),
        feature(10, tag(-1), tag(1), look & 31),
        feature(11, tag(1), place, 0),
        feature(12, far, block, 0),
        feature(13, far, ended, block),
        feature(14, by, block, ended),
        feature(15, by, far, shape),
        feature(16, ended, block, place),
        feature(17, best, shape, 0),
        feature(18, close, kind, 0),
        feature(19, first, 0, 0),
        feature(20, inside, kind, 0),
        feature(21, inside, shape, look & 31),
        feature(22, tag(-1), tag(-2), 0),
        feature(23, word(-1), look & 31, 0),
        feature(24, word(1), 0, 0),
        feature(25, reading.sense(near(-1)), look & 31, 0),
        feature(26, quality >> 3 & 7, far, block),
        feature(27, look >> 6, place, kind),
        feature(28, block, place, shape),
        feature(29, 0, 0, 0),
        feature(30, u32::from(tag(-1) == NOTHING_TAG), u32::from(tag(1) == NOTHING_TAG), block),
    ]);
}

fn word_inside(reading: &Reading<'_>, token: usize) -> u32 {
    reading.forms.get(token).map_or(0, |f| f.word)
}

//! The model that finds attributions in English: cue by cue, source and content together.
//!
//! Steps: [`form`]s and [`part`]s of speech of all tokens, a [`tree`] for every sentence ([`reading`]); then every word
//! that may be the [`anchor`] of a cue gets a score, and for each that passes the [`argument`]s are labelled.

pub mod accept;
mod act;
pub mod anchor;
mod announced;
pub mod argument;
pub mod extent;
pub mod form;
pub mod hash;
pub mod leftover;
pub(in crate::speech) mod mute;
pub mod nested;
pub mod part;
pub mod prior;
pub mod reading;
pub mod sense;
pub mod source;
pub mod table;
pub mod tree;
mod trim;
mod weights;

pub use self::weights::{FILES, Weights, weights};

use self::accept::Proposal;
use self::argument::{CONTENT, CONTENT_ON, CUE, KINDS, USED, is_content};
use self::part::is_verb;
use self::prior::Prior;
use self::reading::{Reading, STOPPED, VOICED};
use self::table::Table;
use super::frame::Frame;
use super::rule::Draft;
use super::sentence::TokenKind;
use crate::span::Span;

/// How much surer than others an attribution must be that another's content holds, in stored weights (48 are log odds of
/// 1): where its content holds or touches quotation marks, and where not. An annotator who has marked what somebody said
/// seldom marks who says what in there. Chosen on a held-out fifth of PolNeAR's train split: see `docs/speech.md`. Less
/// finds more attributions within attributions, fewer of them true.
const HELD: [i32; 2] = [96, 72];

/// Adds the attributions of one frame to `out`, and gives the [`candidates`] among which they were found. What they score is noted
/// in the `prior` of its part of the page.
pub fn find(
    weights: &Weights,
    reading: &Reading<'_>,
    frame: &Frame,
    prior: &mut Prior,
    out: &mut Vec<Draft>,
) -> Vec<(usize, i32)> {
    let mut rows = Vec::with_capacity(64);
    let mut found: Vec<Found> = Vec::new();
    let proposals = propose(weights, reading, frame);
    let kin = source::kin(reading, frame, &proposals);
    let anchors: Vec<(usize, i32)> = proposals.iter().map(|p| (p.at, p.score)).collect();
    let company = accept::company(&proposals);
    for ((proposal, company), kin) in proposals.into_iter().zip(company).zip(kin) {
        accept::features(reading, frame, &proposal, company, &mut rows);
        let Proposal { scene, labels, .. } = &proposal;
        let [sure, _] = weights.accept.score::<2>(&rows);
        let marked = quoted(reading, frame, scene, labels);
        let least = if marked { weights.quoted } else { weights.threshold };
        if !marked {
            prior.note(reading.cut.tokens[reading.rep[frame.begin as usize + proposal.at] as usize].span, sure - least);
        }
        if sure < least {
            continue;
        }
        let proposal = extent::settle(weights.extent, &weights.steps, reading, frame, proposal, &anchors);
        if let Some(mut draft) = draft(weights, reading, frame, &proposal, kin) {
            if seen_as(reading, frame, &proposal) {
                continue;
            }
            trim::trim(reading, &mut draft);
            source::mend(reading, &mut draft);
            if names_for_cue(reading, &draft) {
                continue;
            }
            if by_nobody(reading, &draft) && !quoted(reading, frame, &proposal.scene, &proposal.labels) {
                continue;
            }
            let token = reading.rep[frame.begin as usize + proposal.at] as usize;
            let Some(draft) = announced::without_announced(reading, token, draft) else { continue };
            found.push(Found { sure, spare: sure - least, marked, token, draft });
        }
    }
    part_verbs(reading, &mut found);
    out.extend(doubt_held(agree(found)));
    anchors
}

/// Whether what was taken for a cue is a part of a name: "Captain | Sergio | Pinto Lemos took the blame".
fn names_for_cue(reading: &Reading<'_>, draft: &Draft) -> bool {
    let [cue] = draft.cue.as_slice() else { return false };
    let tokens = &reading.cut.tokens;
    let at = tokens.partition_point(|t| t.span.begin < cue.begin);
    let capital = |k: usize| tokens.get(k).is_some_and(|t| t.span.of(reading.text).starts_with(char::is_uppercase));
    let alone = tokens.get(at).is_some_and(|t| t.span.end == cue.end) && reading.listed.get(at) == Some(&0);
    alone && part::is_noun(reading.tags[at]) && at > 0 && (at - 1..=at + 1).all(capital)
}

/// An attribution and how sure it is.
struct Found {
    /// Its score.
    sure: i32,
    /// By how much that passes what it must be.
    spare: i32,
    /// Whether its content holds or touches quotation marks.
    marked: bool,
    /// The token of its anchor.
    token: usize,
    draft: Draft,
}

/// Ends a content before a second cue that shares the subject: in "said it was late, and called it a shame" the words from
/// "and" on are none of what was said. The second cue hangs on the first, with no subject of its own, behind a conjunction.
fn part_verbs(reading: &Reading<'_>, found: &mut [Found]) {
    let cues: Vec<usize> = found.iter().map(|f| f.token).collect();
    let tokens = &reading.cut.tokens;
    for one in found.iter_mut() {
        let first = one.token;
        for &second in cues.iter().filter(|&&c| c > first && reading.heads[c] as usize == first) {
            if reading.children[second] & reading::SUBJECT != 0 || !is_verb(reading.tags[second]) {
                continue;
            }
            let Some(and) = (second.saturating_sub(3)..second).find(|&i| reading.tags[i] == CC) else { continue };
            let comma = matches!(tokens[and - usize::from(and > 0)].kind, TokenKind::Sign(','));
            let end = and - usize::from(comma);
            let (cue, content) = (tokens[second].span, &mut one.draft.content);
            let at = tokens[end].span.begin;
            let before = content.iter().any(|c| c.begin < at);
            if end > first + 1 && before && content.iter().any(|c| c.overlaps(cue)) {
                content.retain(|c| c.begin < at);
                for c in content.iter_mut().filter(|c| c.end > at) {
                    c.end = tokens[end - 1].span.end;
                }
            }
        }
    }
}

/// Drops what another's content holds and is not sure enough for that.
fn doubt_held(found: Vec<Found>) -> impl Iterator<Item = Draft> {
    let contents: Vec<Vec<Span>> = found.iter().map(|f| f.draft.content.clone()).collect();
    let held = move |draft: &Draft| {
        draft.cue.iter().any(|cue| contents.iter().any(|content| content.iter().any(|c| c.overlaps(*cue))))
    };
    found.into_iter().filter(move |f| f.spare >= HELD[usize::from(!f.marked)] || !held(&f.draft)).map(|f| f.draft)
}

/// The tag of a conjunction.
const CC: u8 = 23;

/// The tag of a preposition.
const IN: u32 = 22;

/// Whether the cue is one of seeing or thinking, and its "content" what somebody else says: in "The crew saw the fog as
/// “our best friend. We hid in it.”" the words in marks are not the crew's, who are only looked at.
fn seen_as(reading: &Reading<'_>, frame: &Frame, proposal: &Proposal) -> bool {
    let token = reading.rep[frame.begin as usize + proposal.at] as usize;
    let seen = sense::is_seen(reading.senses[token]) || SEEN.contains(&reading.forms[token].word);
    if !is_verb(reading.tags[token]) || !seen {
        return false;
    }
    let first = frame.begin as usize + proposal.scene.first;
    let voiced = |j: usize| reading.looks[j] & (VOICED | STOPPED) != 0 && reading.word(j.wrapping_sub(1)) == AS;
    proposal.labels.iter().enumerate().any(|(i, &l)| is_content(l) && voiced(first + i))
}

const AS: u32 = form::word("as");

/// Forms of such verbs that are verbs of their own too, and have their class.
const SEEN: [u32; 2] = [form::word("saw"), form::word("felt")];

/// The tags of finite verbs.
const FINITE: [u8; 3] = [15, 18, 19];

/// Whether the source is "nobody": then nothing was said.
fn by_nobody(reading: &Reading<'_>, draft: &Draft) -> bool {
    let first = |s: &Span| reading.cut.tokens.partition_point(|t| t.span.end <= s.begin);
    draft.source.first().and_then(|s| reading.forms.get(first(s))).is_some_and(|f| NOBODY.contains(&f.word))
}

/// Sources that nobody is.
const NOBODY: [u32; 3] = [form::word("nothing"), form::word("nobody"), form::word("none")];

/// Whether the content holds a quotation, or, within a quotation, touches one of its marks.
fn quoted(reading: &Reading<'_>, frame: &Frame, scene: &argument::Scene, labels: &[u8]) -> bool {
    let base = frame.begin as usize + scene.first;
    let mut of = labels.iter().enumerate().filter(|(_, l)| is_content(**l)).map(|(i, _)| base + i);
    if of.clone().any(|j| reading.quality.get(j).is_some_and(|&q| q != 0)) {
        return true;
    }
    let around = (frame.inside as usize).checked_sub(1).and_then(|q| reading.marks.quotations.get(q));
    let (Some(around), Some(first)) = (around, of.next()) else { return false };
    let last = of.next_back().unwrap_or(first);
    let (inner, items) = (around.inner(), &reading.frames.items);
    let begins = items.get(first).is_some_and(|i| i.begin as usize == inner.start);
    // A stop may stand between the last word and the mark.
    begins || items.get(last).is_some_and(|i| i.end as usize + 1 >= inner.end)
}

/// Lets each stretch of text be the content of one cue: of two attributions whose contents overlap, neither holding the
/// other's cue, the one that is less sure gives way.
fn agree(mut found: Vec<Found>) -> Vec<Found> {
    found.sort_by_key(|f| (std::cmp::Reverse(f.sure), f.draft.content.first().map(|s| s.begin)));
    let mut out: Vec<Found> = Vec::with_capacity(found.len());
    for mut one in found {
        let holds = |a: &Draft, b: &Draft| b.cue.iter().any(|c| a.content.iter().any(|s| s.overlaps(*c)));
        for other in &out {
            if !holds(&other.draft, &one.draft) && !holds(&one.draft, &other.draft) {
                one.draft.content.retain(|s| !other.draft.content.iter().any(|o| o.overlaps(*s)));
            }
        }
        if !one.draft.content.is_empty() {
            out.push(one);
        }
    }
    out
}

/// The cues that a frame may have, each with its best source and content.
pub fn propose(weights: &Weights, reading: &Reading<'_>, frame: &Frame) -> Vec<Proposal> {
    let found = candidates(weights, reading, frame);
    let mut kept = argument::Kept::new(if found.len() > 1 { frame.range().len() } else { 0 });
    let one = |(at, score)| {
        let (scene, emissions) = argument::emit_with(weights.argument, reading, frame, at, &mut kept);
        let labels = argument::decode(&emissions, &scene.kinds, &weights.steps);
        Proposal { at, score, scene, emissions, labels }
    };
    found.into_iter().map(one).collect()
}

/// The items of a frame that may be anchors of cues, with their scores.
pub fn candidates(weights: &Weights, reading: &Reading<'_>, frame: &Frame) -> Vec<(usize, i32)> {
    let items = reading.frames.items.get(frame.range()).unwrap_or_default();
    let mut out = Vec::new();
    let may = |at: &usize| !items[*at].is_quotation() && reading::may_anchor(reading, items[*at].begin as usize);
    anchor::scores(weights.anchor, reading, frame, (0..items.len()).filter(may), |at, score| {
        if score >= weights.floor {
            out.push((at, score));
        }
    });
    if out.len() > MOST {
        out.sort_by_key(|&(at, score)| (std::cmp::Reverse(score), at));
        out.truncate(MOST);
        out.sort_unstable();
    }
    out
}

/// No frame has more candidates than this: it bounds the work on a page that is one sentence of a million cues.
const MOST: usize = 200;

/// Labels to spans.
pub fn draft(
    weights: &Weights,
    reading: &Reading<'_>,
    frame: &Frame,
    proposal: &Proposal,
    kin: source::Kin,
) -> Option<Draft> {
    let Proposal { at, scene, labels, .. } = proposal;
    let at = *at;
    let first = frame.begin as usize + scene.first;
    let runs = |begins: usize, goes_on: usize| {
        let mut out: Vec<(usize, usize)> = Vec::new();
        for (i, &l) in labels.iter().enumerate() {
            let l = l as usize;
            if l != begins && l != goes_on {
                continue;
            }
            match out.last_mut() {
                Some(r) if r.1 == i && l == goes_on => r.1 = i + 1,
                _ => out.push((i, i + 1)),
            }
        }
        out
    };
    let span = |(b, e): (usize, usize)| {
        let items = &reading.frames.items;
        Some(reading.cut.span(items.get(first + b)?.begin as usize, items.get(first + e - 1)?.end as usize))
    };
    let content: Vec<Span> = runs(CONTENT, CONTENT_ON).into_iter().filter_map(span).collect();
    if content.is_empty() {
        return None;
    }
    let here = at - scene.first;
    let source =
        source::choose(weights.source, &weights.steps, reading, frame, proposal, kin).map(|p| (p.begin, p.end));
    let source = source.and_then(span);
    // A finite verb has a subject, even where no phrase looks like a source.
    let token = reading.rep[frame.begin as usize + at] as usize;
    let source = source.or_else(|| {
        let subject = reading.subject(token).filter(|_| FINITE.contains(&reading.tags[token]))?;
        (!content.iter().any(|c| c.overlaps(subject))).then_some(subject)
    });
    let mut cue: Vec<(usize, usize)> = runs(CUE, CUE);
    cue.retain(|r| r.0.abs_diff(here) < 8);
    let mut cue = match (cue.first(), cue.last()) {
        (Some(a), Some(b)) => (a.0.min(here), b.1.max(here + 1)),
        _ => (here, here + 1),
    };
    // Where and in what it was said ("said in a statement") is told by the words after the cue.
    let away = |i: usize| reading.tag(first + i) == IN && matches!(reading.tag(first + i + 1), 1..=4 | 6 | 7);
    cue.1 = (here + 1..cue.1).find(|&i| i + 1 < cue.1 && away(i)).unwrap_or(cue.1);
    let act = act::act(reading, frame, proposal, source);
    Some(Draft { source: source.into_iter().collect(), cue: span(cue).into_iter().collect(), content, act })
}

//! The phrases of a scene that could be a source.

use super::super::super::frame::Frame;
use super::super::accept::Proposal;
use super::super::argument::{OTHER, SOURCE, SOURCE_ON, is_content};
use super::super::part::is_noun;
use super::super::reading::Reading;
use super::super::{KINDS, USED};

/// A phrase that could be a source, by its items in the scene; empty for "no source at all".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Phrase {
    /// Its first item.
    pub begin: usize,
    /// The item after its last.
    pub end: usize,
    /// The item that it is about: the last noun of its first chunk.
    pub heart: usize,
    /// In which ways it was found, a bit each.
    pub ways: u32,
    /// How much better its items like to be a source than nothing, by the labels' model.
    pub score: i32,
}

impl Phrase {
    /// Whether it stands for "no source".
    pub fn is_none(&self) -> bool {
        self.begin == self.end
    }
}

/// By the labels.
pub(super) const LABELLED: u32 = 1;
/// By the tree: the subject of the cue or of what it hangs on.
pub(super) const SUBJECT: u32 = 2;
/// A chunk: a noun with what stands before it.
const CHUNK: u32 = 4;
/// With the prepositions behind it.
const FURTHER: u32 = 8;
/// Joined to others by "and".
const JOINED: u32 = 16;
/// With what a comma sets off behind it.
const APPOSED: u32 = 32;
/// All up to the cue, or from the cue on to the next sign.
const WHOLE: u32 = 64;
/// No more than what owns: "Holm’s", "his".
const OWNER: u32 = 128;

/// Chunks to each side of the cue that are looked at, the nearest.
const CHUNKS: usize = 7;
/// Items of the longest phrase.
const LONGEST: usize = 40;

/// All phrases that could be the source, the first of them none. None overlaps the content or holds the cue.
pub fn phrases(
    reading: &Reading<'_>,
    frame: &Frame,
    proposal: &Proposal,
    steps: &[[i32; USED * USED]; KINDS],
) -> Vec<Phrase> {
    let base = frame.begin as usize + proposal.scene.first;
    let here = proposal.at - proposal.scene.first;
    let labels = &proposal.labels;
    let n = labels.len();
    let tag = |i: usize| if i < n { reading.tag(base + i) as u8 } else { 0 };
    let free = |i: usize| i < n && i != here && !is_content(labels[i]);
    let mut out =
        Out { list: vec![Phrase::default()], free: (0..n).map(free).collect(), tags: (0..n).map(tag).collect() };

    // Runs of labels.
    let mut i = 0;
    while i < n {
        if matches!(usize::from(labels[i]), SOURCE | SOURCE_ON) {
            let mut begin = i;
            i += 1;
            while i < n && usize::from(labels[i]) == SOURCE_ON {
                i += 1;
            }
            // A preposition before it is none of it.
            while begin + 1 < i && matches!(tag(begin), 21 | 22) {
                begin += 1;
            }
            let nouns = (begin..i).rev().find(|&k| reading.names(base + k));
            if let Some(heart) = nouns.or_else(|| (i - begin == 1 && reading.points(base + begin)).then_some(begin)) {
                out.add(begin, i, heart, LABELLED);
            }
        } else {
            i += 1;
        }
    }
    // The subject by the tree.
    let token = reading.rep[base + here] as usize;
    if let Some(span) = reading.subject(token) {
        let first = |offset: u32| {
            let items = reading.frames.items.get(base..base + n).unwrap_or_default();
            items.partition_point(|item| {
                reading.cut.tokens.get(item.begin as usize).is_some_and(|t| t.span.begin < offset)
            })
        };
        let (begin, end) = (first(span.begin), first(span.end));
        if let Some(heart) = (begin..end).rev().find(|&k| reading.names(base + k)) {
            out.add(begin, end, heart, SUBJECT);
        }
    }
    // Whether nothing but a conjunction with its comma, helpers and adverbs stand between an item and the cue.
    let behind_and = |end: usize| {
        let mut k = here;
        while k > end && (helps(reading, base + k - 1) || matches!(tag(k - 1), 24..=26)) {
            k -= 1;
        }
        let and = k > end && tag(k - 1) == 23;
        let comma = usize::from(and && k >= end + 2 && tag(k - 2) == 37);
        and && k - 1 - comma == end
    };
    let own_voice = matches!(tag(here), 14 | 15 | 18 | 19);
    // Chunks, and what may go on behind them.
    let mut chunks: Vec<(usize, usize)> = Vec::new();
    let mut i = 0;
    while i < n {
        let end = chunk(&tag, &|i| out.free.get(i).copied().unwrap_or(false), i, n);
        if end > i {
            chunks.push((i, end));
            i = end;
        } else {
            i += 1;
        }
    }
    let nearest = chunks.partition_point(|c| c.0 < here);
    let range = nearest.saturating_sub(CHUNKS)..(nearest + CHUNKS).min(chunks.len());
    let is_chunk = |i: usize| chunks.binary_search_by_key(&i, |c| c.0).ok().map(|k| chunks[k].1);
    for &(begin, end) in &chunks[range] {
        let Some(heart) =
            (begin..end).rev().find(|&k| is_noun(tag(k)) || reading.points(base + k) || reading.names(base + k))
        else {
            continue;
        };
        // Who is told or asked does not speak: "wrote to the board", with a verb in its own voice.
        if begin > here && own_voice && begin >= 1 && tag(begin - 1) == 21 {
            continue;
        }
        // "Lind, 44, did not dispute the figures, but said": neither an age nor what stands before "but" is a subject.
        if begin < here && (behind_and(end) || tag(begin) == 31 && end == begin + 1 && tag(end) == 37) {
            continue;
        }
        out.add(begin, end, heart, CHUNK);
        for k in begin..end {
            if tag(k) == 32 && k + 1 < end && k > begin {
                out.add(begin, k + 1, k - 1, OWNER);
            }
            if matches!(tag(k), 6 | 11) && end - begin > 1 {
                out.add(k, k + 1, k, OWNER);
            }
        }
        // "of the union of pilots in Marlow"
        let mut ends = vec![end];
        let mut at = end;
        for _ in 0..3 {
            let Some(next) = (matches!(tag(at), 22 | 21)).then(|| is_chunk(at + 1)).flatten() else { break };
            out.add(begin, next, heart, FURTHER);
            ends.push(next);
            at = next;
        }
        // "and the mayor"
        let mut at = end;
        for _ in 0..3 {
            let skip = if tag(at) == 37 && tag(at + 1) == 23 {
                at + 2
            } else if matches!(tag(at), 23 | 37) {
                at + 1
            } else {
                break;
            };
            let Some(next) = is_chunk(skip) else { break };
            if tag(skip - 1) == 23 {
                out.add(begin, next, heart, JOINED);
            }
            at = next;
        }
        // ", who keeps the lights,"
        for &from in ends.iter().take(2) {
            if tag(from) != 37 {
                continue;
            }
            let close = (from + 1..n.min(begin + LONGEST)).take_while(|&k| free(k)).find(|&k| tag(k) == 37);
            if let Some(close) = close {
                out.add(begin, close, heart, APPOSED);
            }
        }
        if begin < here {
            // Up to the verb and its helpers.
            let mut last = here;
            while last > end && (helps(reading, base + last - 1) || matches!(tag(last - 1), 24..=26 | 37)) {
                last -= 1;
            }
            // Not "the pilot with a smile".
            if last > end && !matches!(tag(end), 21 | 22) {
                out.add(begin, last, heart, WHOLE);
            }
        } else {
            let stop = |k: usize| {
                !free(k) || matches!(tag(k), 37..=41) || reading.quality.get(base + k).is_some_and(|&q| q != 0)
            };
            let first = (end..n).find(|&k| stop(k)).unwrap_or(n);
            if first > end {
                out.add(begin, first, heart, WHOLE);
            }
            if tag(first) == 37 {
                let second = (first + 1..n).find(|&k| stop(k)).unwrap_or(n);
                out.add(begin, second, heart, WHOLE | APPOSED);
                let stop = |k: usize| stop(k) && tag(k) != 37;
                let third = (second..n).find(|&k| stop(k)).unwrap_or(n);
                out.add(begin, third, heart, WHOLE | APPOSED | FURTHER);
            }
        }
    }
    let mut list = out.list;
    for phrase in list.iter_mut().skip(1) {
        phrase.score = liking(proposal, steps, phrase);
    }
    list
}

/// Whether an item is a helper of a verb: "has", "would", "did".
fn helps(reading: &Reading<'_>, item: usize) -> bool {
    reading.tag(item) == 20 || HELPERS.contains(&reading.word(item))
}

const HELPERS: [u32; 16] = {
    use super::super::form::word;
    [
        word("has"),
        word("have"),
        word("had"),
        word("having"),
        word("is"),
        word("was"),
        word("are"),
        word("were"),
        word("be"),
        word("been"),
        word("being"),
        word("do"),
        word("does"),
        word("did"),
        word("'s"),
        word("'ve"),
    ]
};

/// Phrases found so far.
struct Out {
    list: Vec<Phrase>,
    /// Whether each item can be part of one.
    free: Vec<bool>,
    tags: Vec<u8>,
}

impl Out {
    fn add(&mut self, begin: usize, mut end: usize, mut heart: usize, way: u32) {
        let tag = |i: usize| self.tags.get(i).copied().unwrap_or(0);
        // A pronoun is all that it says, but for "he and his wife"; "she afterwards", "the pilot later" end before the adverb.
        if matches!(tag(begin), 5 | 9 | 10) && !matches!(tag(begin + 1), 23 | 37) {
            (end, heart) = (end.min(begin + 1), begin);
        }
        while end > begin + 1 && matches!(tag(end - 1), 24..=26) {
            end -= 1;
        }
        if begin >= end || end - begin > LONGEST || !self.free.get(begin..end).is_some_and(|f| f.iter().all(|&f| f)) {
            return;
        }
        match self.list.iter_mut().skip(1).find(|p| p.begin == begin && p.end == end) {
            Some(known) => known.ways |= way,
            None => self.list.push(Phrase { begin, end, heart, ways: way, score: 0 }),
        }
    }
}

/// The end of the chunk that begins at item `i`; `i` where none does.
fn chunk(tag: &impl Fn(usize) -> u8, free: &impl Fn(usize) -> bool, i: usize, n: usize) -> usize {
    if !free(i) {
        return i;
    }
    if matches!(tag(i), 5 | 9 | 10) {
        return i + 1;
    }
    let within = |t: u8| matches!(t, 1..=4 | 6..=8 | 11 | 28..=32 | 34 | 44);
    if !within(tag(i)) || tag(i) == 32 {
        return i;
    }
    let mut end = i + 1;
    while end < n && free(end) && within(tag(end)) {
        // A determiner behind a noun begins another.
        if matches!(tag(end), 6..=8) && is_noun(tag(end - 1)) {
            break;
        }
        end += 1;
    }
    end
}

/// The sum over the items of a phrase of what being a source is worth to them, steps between labels included.
fn liking(proposal: &Proposal, steps: &[[i32; USED * USED]; KINDS], phrase: &Phrase) -> i32 {
    let kinds = &proposal.scene.kinds;
    let step = |i: usize, from: usize, to: usize| {
        kinds.get(i).map_or(0, |&k| {
            steps[usize::from(k).min(KINDS - 1)][from * USED + to] - steps[usize::from(k).min(KINDS - 1)][OTHER]
        })
    };
    let mut sum = step(phrase.begin, OTHER, SOURCE);
    for i in phrase.begin..phrase.end {
        let label = if i == phrase.begin { SOURCE } else { SOURCE_ON };
        let Some(e) = proposal.emissions.get(i) else { continue };
        sum += e[label] - e[OTHER];
        if i > phrase.begin {
            sum += step(i, if i == phrase.begin + 1 { SOURCE } else { SOURCE_ON }, SOURCE_ON);
        }
    }
    sum + step(phrase.end, if phrase.end == phrase.begin + 1 { SOURCE } else { SOURCE_ON }, OTHER)
}

//! Attributions: source, cue and content (the terms of PARC and PolNeAR).

mod settle;

use std::cell::LazyCell;
use std::collections::BTreeSet;

use self::settle::settle;
use super::cue;
use super::frame::{self, Frame};
use super::mark::Marks;
use super::model::leftover::{self, Choice, Leftover};
use super::model::nested::{nested, relayed};
use super::model::prior::Prior;
use super::model::reading::Reading;
use super::model::{self, Weights};
use super::rule::{self, Draft, Heard};
use super::sentence::{Cut, TokenKind};
use crate::id::{AttributionIx, OccasionIx, PageIx, SpeakerIx};
use crate::page::{Page, Role};
use crate::span::{Span, hull};
use serde::{Deserialize, Serialize};

/// Somebody (source) is said (cue) to hold something (content).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attribution {
    /// The page it stands on.
    pub page: PageIx,
    /// How the content is rendered.
    pub kind: Kind,
    /// What the source is said to have done.
    pub act: Act,
    /// The words for who, in order; empty where none are there.
    pub source: Vec<Span>,
    /// The words for the saying, in order; empty where none are there.
    pub cue: Vec<Span>,
    /// What is attributed, in order; quotation marks belong to it. Never empty.
    pub content: Vec<Span>,
    /// Who the source is; `None` where that is undetermined.
    pub speaker: Option<SpeakerIx>,
    /// The role of the block in which the content begins.
    pub role: Role,
    /// How many contents of other attributions it stands in.
    pub depth: u8,
    /// The attribution whose content holds this one.
    pub within: Option<AttributionIx>,
    /// On which occasion it was said, where the text says so.
    pub occasion: Option<OccasionIx>,
}

/// How the content of an attribution is rendered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// In quotation marks throughout.
    Direct,
    /// Without quotation marks.
    Indirect,
    /// Partly in quotation marks.
    Mixed,
}

/// What a source is said to have done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Act {
    /// Said it.
    Speech,
    /// Wrote it.
    Writing,
    /// Thinks, wants or feels it.
    Thought,
}

/// Finds the attributions of a page, in the order of their contents.
pub fn find(page: &Page, cut: &Cut, marks: &Marks) -> Vec<Attribution> {
    find_with(page, cut, marks, model::weights())
}

/// The same with other weights; the trainer measures with it.
///
/// In English models find attributions, and say what becomes of the quotations that no cue takes. In other languages
/// rules find all.
pub fn find_with(page: &Page, cut: &Cut, marks: &Marks, weights: &Weights) -> Vec<Attribution> {
    find_choosing(page, cut, marks, weights, &mut |l| leftover::choose(weights.leftover, l))
}

/// The same where `choose` says what becomes of the quotations that no cue takes; the trainer learns with it.
pub fn find_choosing(
    page: &Page,
    cut: &Cut,
    marks: &Marks,
    weights: &Weights,
    choose: &mut dyn FnMut(&Leftover<'_>) -> Choice,
) -> Vec<Attribution> {
    let language = page.language.as_deref();
    let lexicon = cue::lexicon(language);
    let frames = frame::build(page, cut, marks, lexicon);
    let heard = Heard { page, cut, marks, frames: &frames, lexicon };
    let english = language.is_none_or(|l| l == "en");
    let mut drafts: Vec<Draft> = Vec::new();
    let reading = english.then(|| Reading::new(&page.text, cut, marks, &frames, lexicon, weights.part, weights.tree));
    // Kept apart: what stands within another's words is no neighbour of the next quotation.
    let mut inner: Vec<Draft> = Vec::new();
    let mut priors = [Prior::default(), Prior::default()];
    for frame in &frames.frames {
        let Some(reading) = &reading else {
            drafts.extend(rule::find(heard, frame));
            continue;
        };
        let from = drafts.len();
        let tells = page.blocks.get(frame.block as usize).is_some_and(|b| b.role.tells());
        let anchors = model::find(weights, reading, frame, &mut priors[usize::from(tells)], &mut drafts);
        for draft in drafts.iter_mut().skip(from) {
            drop_crumbs(heard, frame, draft);
        }
        let rules = LazyCell::new(|| rule::find(heard, frame));
        rule::subjects(heard, &rules, from, &mut drafts);
        leftover::add(heard, reading, frame, &anchors, &rules, from, &mut drafts, choose);
        if frame.inside != 0 {
            drafts.iter_mut().skip(from).for_each(|d| model::source::not_a_verb(reading, d));
        }
        let here = drafts.get(from..).unwrap_or_default();
        nested(reading, here, &mut inner);
        relayed(reading, frame, here, &mut inner);
    }
    let [elsewhere, told] = priors.map(Prior::doubted);
    let is_out = |d: &mut Draft| is_doubted(&told, cut, d) || is_doubted(&elsewhere, cut, d);
    let mut out: Vec<Span> = drafts.extract_if(.., is_out).flat_map(|d| d.content).collect();
    out.sort_unstable();
    inner.retain(|d| !d.cue.first().is_some_and(|c| is_within(&out, *c)));
    if let Some(reading) = &reading {
        rule::mend(page, cut, marks, lexicon, &reading.labels, &mut drafts);
        drafts.iter_mut().for_each(|d| model::source::without_verb(reading, d));
        drafts.iter_mut().for_each(|d| model::mute::spoken(reading, d));
    }
    drafts.extend(inner);
    rule::back(heard, &mut drafts);
    rule::reported(heard, &mut drafts);
    rule::headlines(page, cut, marks, lexicon, &mut drafts);
    let turns = rule::turns(page, cut, lexicon);
    // What a label says goes to the end of its turn, not of its sentence.
    let colons: BTreeSet<u32> = turns.iter().flat_map(|t| &t.cue).map(|c| c.end).collect();
    drafts.retain(|d| !d.cue.iter().any(|c| colons.contains(&c.end)));
    let mut verbatim: BTreeSet<u32> = turns.iter().filter_map(|t| t.content.first()).map(|c| c.begin).collect();
    drafts.extend(turns);
    let answers = rule::answers(page, cut, lexicon);
    answer(answers, &mut drafts, &mut verbatim);
    // "Photo: M. Ellery" is nobody's word.
    let label = |d: &Draft| matches!(d.cue.as_slice(), [c] if c.of(&page.text) == ":");
    drafts.retain(|d| !(label(d) && d.content.first().is_some_and(|c| page.role_at(c.begin) == Role::Caption)));
    drafts.iter_mut().for_each(|d| decline(page, cut, d));
    let mut out = settle(page, cut, marks, drafts);
    // The turns of an interview are printed as they were spoken, without marks.
    for a in &mut out {
        let turn = a.content.first().is_some_and(|c| verbatim.contains(&c.begin));
        // Nor is a line of talk that nothing but a dash sets off.
        let talk = a.source.is_empty() && a.cue.is_empty();
        if talk || turn && a.cue.first().is_none_or(|c| c.of(&page.text) == ":") {
            a.kind = Kind::Direct;
        }
    }
    out
}

/// Whether a draft without quotation marks is one of those whose `anchors`, in order, are not sure enough for their page.
fn is_doubted(anchors: &[Span], cut: &Cut, draft: &Draft) -> bool {
    let anchored = |cue: &Span| {
        anchors.get(anchors.partition_point(|a| a.begin < cue.begin)).is_some_and(|&anchor| cue.contains(anchor))
    };
    let marked = |content: &Span| {
        let inside = cut.tokens.iter().skip(cut.tokens.partition_point(|t| t.span.end <= content.begin));
        inside.take_while(|t| t.span.begin < content.end).any(|t| matches!(t.kind, TokenKind::Mark(_)))
    };
    draft.cue.iter().any(anchored) && !draft.content.iter().any(marked)
}

/// Whether the last of `spans`, in order, that begins before one holds it.
fn is_within(spans: &[Span], one: Span) -> bool {
    let last = spans.partition_point(|s| s.begin <= one.begin).checked_sub(1);
    last.and_then(|k| spans.get(k)).is_some_and(|s| s.contains(one))
}

/// Adds the answers of an interview without labels, which are in order and apart, to the drafts, but for those that its labels gave
/// already; what nobody else says in them is theirs. `O(n log n)`.
fn answer(answers: Vec<Draft>, drafts: &mut Vec<Draft>, verbatim: &mut BTreeSet<u32>) {
    let firsts = drafts.iter().filter_map(|d| d.content.first());
    let mut turns: Vec<Span> = firsts.filter(|c| verbatim.contains(&c.begin)).copied().collect();
    turns.sort_unstable();
    let before = |spans: &[Span], end: u32| spans.partition_point(|s| s.begin < end).checked_sub(1);
    let known = |whole: Span| before(&turns, whole.end).and_then(|k| turns.get(k)).is_some_and(|t| t.overlaps(whole));
    let new: Vec<(Span, Draft)> = answers.into_iter().filter_map(|d| Some((hull(&d.content)?, d))).collect();
    let new: Vec<(Span, Draft)> = new.into_iter().filter(|(whole, _)| !known(*whole)).collect();
    let wholes: Vec<Span> = new.iter().map(|(whole, _)| *whole).collect();
    let inside = |of: Span| before(&wholes, of.end).and_then(|k| wholes.get(k)).is_some_and(|w| w.contains(of));
    drafts.retain(|d| !(d.source.is_empty() && hull(&d.content).is_some_and(inside)));
    verbatim.extend(new.iter().filter_map(|(_, d)| d.content.first()).map(|c| c.begin));
    drafts.extend(new.into_iter().map(|(_, d)| d));
}

/// "The board declined to comment while the inquiry went on": who declines to speak says nothing, and why is the writer's.
fn decline(page: &Page, cut: &Cut, draft: &mut Draft) {
    let (Some(cue), [content]) = (draft.cue.last().copied(), draft.content.as_slice()) else { return };
    let one_of = |word: &str, list: &[&str]| list.iter().any(|l| word.eq_ignore_ascii_case(l));
    let refuses = cue.of(&page.text).split_whitespace().next_back().is_some_and(|w| {
        one_of(w, &["declined", "declines", "declining", "decline", "refused", "refuses", "refusing", "refuse"])
    });
    let first = cut.tokens.partition_point(|t| t.span.end <= content.begin);
    let speak = ["comment", "elaborate", "respond", "speak", "talk", "answer"];
    if refuses && cut.word(&page.text, first) == "to" && one_of(cut.word(&page.text, first + 1), &speak) {
        draft.content = vec![cut.span(first, first + 2)];
        draft.act = Act::Thought;
    }
}

/// Where a content is made of whole quotations that read as speech, the scraps beside them (a weekday, a pronoun, the
/// title of a broadcast in marks) are none of it.
fn drop_crumbs(heard: Heard<'_>, frame: &Frame, draft: &mut Draft) {
    if draft.content.len() < 2 {
        return;
    }
    let items = heard.frames.items.get(frame.range()).unwrap_or_default();
    let whole = |c: &Span| {
        // A content that begins with a quotation, which begins a sentence and is speech.
        let item = items.iter().find(|i| heard.span(**i).begin == c.begin).filter(|i| i.is_quotation());
        item.is_some_and(|i| {
            let n = i.quotation as usize - 1;
            let first = heard.marks.quotations.get(n).map_or(0, |q| q.inner().start);
            heard.is_speech(n) && !heard.cut.word(&heard.page.text, first).starts_with(char::is_lowercase)
        })
    };
    let words = |c: &Span| c.of(&heard.page.text).split_whitespace().count();
    let longest = draft.content.iter().filter(|c| whole(c)).map(words).max().unwrap_or(0);
    if longest > 0 {
        let speech = |c: &Span| {
            items
                .iter()
                .filter(|i| i.is_quotation() && c.contains(heard.span(**i)))
                .any(|i| heard.is_speech(i.quotation as usize - 1))
        };
        draft.content.retain(|c| whole(c) || speech(c) || words(c) > longest);
    }
}

impl Attribution {
    /// Whether it is a quotation: an attribution of speech or writing.
    pub fn is_quotation(&self) -> bool {
        self.act != Act::Thought
    }

    /// Whether it may count: it stands in the publisher's own telling, not in a comment or furniture.
    pub fn counts(&self) -> bool {
        self.role.tells()
    }
}

impl Kind {
    /// Its name in the JSON format.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Direct => "direct",
            Kind::Indirect => "indirect",
            Kind::Mixed => "mixed",
        }
    }
}

impl Act {
    /// Its name in the JSON format.
    pub fn name(self) -> &'static str {
        match self {
            Act::Speech => "speech",
            Act::Writing => "writing",
            Act::Thought => "thought",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{mark, sentence};
    use super::*;
    use crate::page::{self, Limits, Source};

    fn listen(text: &str) -> (Page, Vec<Attribution>) {
        let page = page::read(&Source::text("t", text), &Limits::default());
        let cut = sentence::cut(&page);
        let marks = mark::pair(&page, &cut);
        let found = find(&page, &cut, &marks);
        (page, found)
    }

    #[test]
    fn an_attribution_within_a_quotation_has_depth_and_a_holder() {
        let (page, found) =
            listen("“The clerk said: ‘The boats have left the harbour,’ and went,” Ada Pell told the court.");
        let outer = found.iter().position(|a| a.depth == 0).unwrap();
        let inner = found.iter().find(|a| a.depth == 1).unwrap();
        assert_eq!(inner.within, Some(AttributionIx::new(outer)));
        assert!(inner.content[0].of(&page.text).contains("The boats have left"));
    }

    #[test]
    fn a_direct_quotation_is_never_lost() {
        let (page, found) = listen("Rain fell. “Nobody here has seen the key to the tower.” Rain fell again.");
        assert!(found.iter().any(|a| a.content[0].of(&page.text).starts_with("“Nobody")));
    }

    proptest::proptest! {
        #[test]
        fn contents_are_ordered_and_each_lies_in_one_block(
            parts in proptest::collection::vec(
                proptest::sample::select(vec![
                    "“", "”", "\"", "'", "’", "«", "»", " said ", "Ana Ruiz", " told ", " that ", ",", ". ", "\n\n", ": ", "?", "…", "é",
                    "according to ", "He ", "it rained ", "denied ", "not ", "‘",
                ]),
                0..60,
            )
        ) {
            let (page, found) = listen(&parts.concat());
            for a in &found {
                proptest::prop_assert!(!a.content.is_empty());
                for w in a.content.windows(2) {
                    proptest::prop_assert!(w[0].end <= w[1].begin);
                }
                for s in a.content.iter().chain(&a.source).chain(&a.cue) {
                    proptest::prop_assert!(!s.is_empty() && page.text.get(s.range()).is_some());
                }
                for s in &a.content {
                    proptest::prop_assert!(page.blocks.iter().any(|b| b.span.contains(*s)));
                }
            }
        }
    }
}

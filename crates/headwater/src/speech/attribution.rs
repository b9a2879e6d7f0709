//! Attributions: source, cue and content (the terms of PARC and PolNeAR).

use super::cue;
use super::frame;
use super::mark::Marks;
use super::rule::{self, Draft, Heard};
use super::sentence::{Cut, TokenKind};
use crate::id::{AttributionIx, OccasionIx, PageIx, SpeakerIx};
use crate::page::{Page, Role};
use crate::span::{Span, hull};

/// Somebody (source) is said (cue) to hold something (content).
#[derive(Clone, Debug, PartialEq)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// In quotation marks throughout.
    Direct,
    /// Without quotation marks.
    Indirect,
    /// Partly in quotation marks.
    Mixed,
}

/// What a source is said to have done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
    let lexicon = cue::lexicon(page.language.as_deref());
    let frames = frame::build(page, cut, marks, lexicon);
    let heard = Heard { page, cut, marks, frames: &frames, lexicon };
    let mut drafts: Vec<Draft> = Vec::new();
    for frame in &frames.frames {
        drafts.extend(rule::find(heard, frame));
    }
    settle(page, cut, marks, drafts)
}

/// Orders drafts by their contents, says what stands within what, and how each content is rendered.
fn settle(page: &Page, cut: &Cut, marks: &Marks, mut drafts: Vec<Draft>) -> Vec<Attribution> {
    drafts.retain(|d| !d.content.is_empty());
    drafts.sort_by_key(|d| {
        (d.content.first().map(|s| s.begin), std::cmp::Reverse(d.content.iter().map(|s| s.end).max()))
    });
    drafts.dedup_by(|a, b| a.content == b.content && (a.source == b.source || a.source.is_empty()));
    let mut out: Vec<Attribution> = Vec::with_capacity(drafts.len());
    let mut open: Vec<usize> = Vec::new();
    for draft in drafts {
        let first = draft.content.first().copied().unwrap_or_default();
        let whole = hull(&draft.content).unwrap_or_default();
        open.retain(|&a| hull(&out[a].content).is_some_and(|h| h.end > first.begin));
        let holds =
            |a: &&usize| out[**a].content.iter().any(|s| s.contains(first) && *s != first && s.len() > whole.len());
        let within = open.iter().rev().find(holds).copied();
        let attribution = Attribution {
            page: PageIx(0),
            kind: kind(cut, marks, &draft.content),
            act: draft.act,
            source: draft.source,
            cue: draft.cue,
            content: draft.content,
            speaker: None,
            role: page.role_at(first.begin),
            depth: within.map_or(0, |a| out[a].depth.saturating_add(1)),
            within: within.map(AttributionIx::new),
            occasion: None,
        };
        open.push(out.len());
        out.push(attribution);
    }
    out
}

/// Direct where all words stand in quotation marks, mixed where some do.
fn kind(cut: &Cut, marks: &Marks, content: &[Span]) -> Kind {
    let (mut inside, mut outside) = (0_usize, 0_usize);
    for span in content {
        let first = cut.tokens.partition_point(|t| t.span.end <= span.begin);
        for (i, t) in cut.tokens.iter().enumerate().skip(first).take_while(|(_, t)| t.span.begin < span.end) {
            if matches!(t.kind, TokenKind::Word | TokenKind::Number) {
                *(if marks.around(i).is_some() { &mut inside } else { &mut outside }) += 1;
            }
        }
    }
    match (inside, outside) {
        (0, _) => Kind::Indirect,
        (_, 0) => Kind::Direct,
        _ => Kind::Mixed,
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

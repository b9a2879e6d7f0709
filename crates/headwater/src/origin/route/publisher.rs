//! Which publisher a quotation is given to: "the gate broke before dawn, the Post reported".

use std::collections::BTreeMap;

use crate::id::{PageIx, SpeakerIx};
use crate::lineage::{Citation, CitationForm};
use crate::origin::Evidence;
use crate::origin::occasion::outlet::Outlets;
use crate::span::Span;
use crate::speech::mention::MentionForm;

/// The names of publishers that pages have something from, to be looked up by place and by speaker.
#[derive(Debug, Default)]
pub(super) struct Publishers<'a> {
    /// By page and begin of the name.
    named: BTreeMap<(PageIx, u32), &'a Citation>,
    /// The first mention of a speaker by a name that the page cites: where it begins, and the citation.
    spoken: BTreeMap<(PageIx, SpeakerIx), (u32, &'a Citation)>,
}

impl<'a> Publishers<'a> {
    /// Looks at every citation and every mention once. `O(n log n)`.
    pub(super) fn new(evidence: Evidence<'a>, outlets: &Outlets<'a>) -> Publishers<'a> {
        let mut out = Publishers::default();
        for page in (0..evidence.pages.len()).map(PageIx::new) {
            for c in outlets.citations(page).iter().filter(|c| c.form != CitationForm::Confirmed) {
                out.named.entry((page, c.name.begin)).or_insert(c);
            }
        }
        for (i, speaker) in evidence.speech.speakers.iter().enumerate() {
            for (page, span, _) in speaker.mentions.iter().filter(|m| m.2 == MentionForm::Name) {
                if let Some(c) = out.named.get(&(*page, span.begin)).filter(|c| c.name == *span) {
                    out.spoken.entry((*page, SpeakerIx::new(i))).or_insert((span.begin, c));
                }
            }
        }
        out
    }

    /// The citation on `page` whose name overlaps `span`. Names of one page do not overlap. `O(log n)`.
    pub(super) fn at(&self, page: PageIx, span: Span) -> Option<&'a Citation> {
        let before = self.named.range((page, 0)..(page, span.end)).next_back()?.1;
        before.name.overlaps(span).then_some(before)
    }

    /// The citation by whose name a speaker is mentioned on `page` before `begin`: "the report said". `O(log n)`.
    pub(super) fn of(&self, page: PageIx, speaker: SpeakerIx, begin: u32) -> Option<&'a Citation> {
        self.spoken.get(&(page, speaker)).filter(|(at, _)| *at < begin).map(|(_, c)| *c)
    }
}

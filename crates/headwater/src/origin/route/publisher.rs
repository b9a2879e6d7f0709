//! Speakers that are publishers: "the gate broke before dawn, the report said" on a page that cites the report.

use std::collections::BTreeMap;

use crate::id::{PageIx, SpeakerIx};
use crate::lineage::{Citation, CitationForm};
use crate::origin::Evidence;
use crate::origin::occasion::outlet::Outlets;
use crate::speech::mention::MentionForm;

/// By page and speaker, the first mention by a name that the page cites as a source: where it begins, and the citation.
#[derive(Debug)]
pub(super) struct Publishers<'a>(BTreeMap<(PageIx, SpeakerIx), (u32, &'a Citation)>);

impl<'a> Publishers<'a> {
    /// Looks at every mention once. `O(n log n)`.
    pub(super) fn new(evidence: Evidence<'a>, outlets: &Outlets<'a>) -> Publishers<'a> {
        let mut out = BTreeMap::new();
        for (i, speaker) in evidence.speech.speakers.iter().enumerate() {
            for (page, span, _) in speaker.mentions.iter().filter(|m| m.2 == MentionForm::Name) {
                let source = |c: &&Citation| c.name == *span && c.form != CitationForm::Confirmed;
                if let Some(c) = outlets.naming(*page, *span).find(source) {
                    out.entry((*page, SpeakerIx::new(i))).or_insert((span.begin, c));
                }
            }
        }
        Publishers(out)
    }

    /// The citation by whose name a speaker is mentioned on `page` before `begin`. `O(log n)`.
    pub(super) fn of(&self, page: PageIx, speaker: SpeakerIx, begin: u32) -> Option<&'a Citation> {
        self.0.get(&(page, speaker)).filter(|(at, _)| *at < begin).map(|(_, c)| *c)
    }
}

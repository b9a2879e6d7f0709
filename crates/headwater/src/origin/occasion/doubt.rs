//! Events that are no origins: nobody's own words on an occasion of which nothing is known, and what may belong to an occasion on
//! which its speaker asked the questions.

use std::collections::{BTreeMap, BTreeSet};

use super::event::Events;
use super::outlet::{Outlets, fold};
use super::telling::{Heard, Telling};
use crate::id::{AttributionIx, PageIx, SpeakerIx};
use crate::origin::Evidence;
use crate::origin::statement::voice::is_named;
use crate::speech::{Kind, OccasionKind};

/// An event of which nothing is known but who spoke is an origin only where the words are somebody's own: a name that is no
/// publisher's, or words in quotation marks. Who asked the questions of one occasion, and speaks on the same page without
/// another, may speak of that occasion: this is left open.
pub(super) fn doubt(evidence: Evidence<'_>, outlets: &Outlets<'_>, tellings: &[Telling], events: &mut Events) {
    let mut said: BTreeMap<usize, Vec<AttributionIx>> = BTreeMap::new();
    for (&q, &e) in &events.of {
        said.entry(e).or_default().push(q);
    }
    let asked = Asked::new(evidence, tellings, events);
    for (e, quotations) in said {
        let Some(event) = events.list.get(e).filter(|e| e.kind == OccasionKind::Unknown && e.tellings.is_empty())
        else {
            continue;
        };
        let of = |q: &AttributionIx| evidence.speech.attributions.get(q.ix());
        let heard: BTreeSet<usize> =
            quotations.iter().filter_map(of).flat_map(|a| asked.events(a.page, event.speaker)).collect();
        let published = quotations.iter().filter_map(of).take(MOST_SOURCES).any(|a| {
            let source = a.source.first();
            source.is_some_and(|&s| outlets.cited(a.page, s).is_some())
                || evidence
                    .speech
                    .speakers
                    .get(event.speaker.ix())
                    .is_some_and(|s| !outlets.pages_of(&s.name, a.page).is_empty())
        });
        let named = is_named(evidence, event.speaker) && !published;
        let quoted = quotations.iter().filter_map(of).any(|a| a.kind == Kind::Direct) && !published;
        if heard.is_empty() && (named || quoted) {
            continue;
        }
        for q in quotations {
            events.of.remove(&q);
            if !heard.is_empty() {
                events.between.insert(q, heard.iter().copied().collect());
            }
        }
    }
}

/// Quotations of one event that are looked at for a publisher as their source: the first tell.
const MOST_SOURCES: usize = 8;

/// Who asked the questions of which events, by page.
struct Asked {
    by: BTreeMap<(PageIx, SpeakerIx), BTreeSet<usize>>,
    /// Folded names of those who asked, by page, for speakers who are several of them together.
    names: BTreeMap<PageIx, Vec<(String, usize)>>,
    speakers: Vec<String>,
}

impl Asked {
    fn new(evidence: Evidence<'_>, tellings: &[Telling], events: &Events) -> Asked {
        let speakers: Vec<String> = evidence.speech.speakers.iter().map(|s| fold(&s.name)).collect();
        let (mut by, mut names) = (BTreeMap::<_, BTreeSet<usize>>::new(), BTreeMap::<PageIx, Vec<_>>::new());
        for (e, event) in events.list.iter().enumerate() {
            for t in event.tellings.iter().filter_map(|&i| tellings.get(i)) {
                for h in &t.heard {
                    if let Heard::Person(s) = h {
                        by.entry((t.page, *s)).or_default().insert(e);
                        names.entry(t.page).or_default().push((speakers.get(s.ix()).cloned().unwrap_or_default(), e));
                    }
                }
            }
        }
        Asked { by, names, speakers }
    }

    /// The events on whose page `speaker` is told to have asked; "Lind and Drax" asked where either did.
    fn events(&self, page: PageIx, speaker: SpeakerIx) -> BTreeSet<usize> {
        if let Some(found) = self.by.get(&(page, speaker)) {
            return found.clone();
        }
        let name = self.speakers.get(speaker.ix()).map_or("", String::as_str);
        let parts: Vec<&str> = name.split(" and ").filter(|p| !p.is_empty()).collect();
        if parts.len() < 2 {
            return BTreeSet::new();
        }
        let asked = self.names.get(&page).map_or(&[][..], Vec::as_slice).iter().take(super::event::MOST_PAIRS);
        asked.filter(|(n, _)| parts.contains(&n.as_str())).map(|&(_, e)| e).collect()
    }
}

//! One statement given to two people.

use std::collections::BTreeMap;

use super::{Discrepancy, DiscrepancyKind, called};
use crate::id::SpeakerIx;
use crate::origin::statement::voice::mentions_at;
use crate::origin::{Evidence, Statement};
use crate::reuse::Place;
use crate::span;
use crate::speech::SpeakerKind;
use crate::speech::mention::MentionForm;

/// One statement given to two people.
pub(super) fn speakers(evidence: Evidence<'_>, statement: &Statement) -> Option<Discrepancy> {
    let mut by: BTreeMap<SpeakerIx, Place> = BTreeMap::new();
    // Who relays it with its outlet for the speaker contradicts nobody.
    let own = statement.quotations.iter().filter(|q| !statement.relayed.contains(q));
    for a in own.filter_map(|q| evidence.speech.attributions.get(q.ix())) {
        let Some(s) = a.speaker else { continue };
        let named = evidence.speech.speakers.get(s.ix()).is_some_and(|s| s.named && s.kind != SpeakerKind::Group);
        // A pronoun is the program's reading, not the page's word.
        let by_name = |sp: &&span::Span| mentions_at(evidence, s, a.page, **sp).any(|form| form == MentionForm::Name);
        if let Some(&span) = a.source.iter().find(by_name).filter(|_| named) {
            by.entry(s).or_insert(Place { page: a.page, span });
        }
    }
    if by.len() < 2 {
        return None;
    }
    let mut places: Vec<Place> = by.values().copied().collect();
    places.sort_unstable();
    let names: Vec<String> = by
        .iter()
        .filter_map(|(s, p)| {
            Some(format!("{} ({})", evidence.speech.speakers.get(s.ix())?.name, called(evidence, p.page)))
        })
        .collect();
    Some(Discrepancy {
        kind: DiscrepancyKind::Speaker,
        places,
        note: format!("the same words are given to {}", names.join(" and to ")),
    })
}

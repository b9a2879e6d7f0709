//! One statement given to two people.

use std::collections::BTreeMap;

use super::name::other;
use super::{Discrepancy, DiscrepancyKind, called};
use crate::id::SpeakerIx;
use crate::origin::occasion::outlet::citations;
use crate::origin::statement::voice::mentions_at;
use crate::origin::{Evidence, Statement};
use crate::reuse::Place;
use crate::span;
use crate::speech::mention::MentionForm;
use crate::speech::{Kind, Speaker, SpeakerKind};

/// One statement given to two people.
pub(super) fn speakers(evidence: Evidence<'_>, statement: &Statement) -> Option<Discrepancy> {
    let mut by: BTreeMap<SpeakerIx, Place> = BTreeMap::new();
    // Who relays it with its outlet for the speaker contradicts nobody.
    let own = statement.quotations.iter().filter(|q| !statement.relayed.contains(q));
    for a in own.filter_map(|q| evidence.speech.attributions.get(q.ix())) {
        let Some(s) = a.speaker else { continue };
        // Who speaks for a body speaks as it does: only two people contradict each other.
        let person = |s: &Speaker| s.named && matches!(s.kind, SpeakerKind::Person | SpeakerKind::Unknown);
        let named = evidence.speech.speakers.get(s.ix()).is_some_and(person);
        // A pronoun is the program's reading, not the page's word.
        let by_name = |sp: &&span::Span| mentions_at(evidence, s, a.page, **sp).any(|form| form == MentionForm::Name);
        if let Some(&span) = a.source.iter().find(by_name).filter(|_| named) {
            let place = Place { page: a.page, span };
            let relays = citations(evidence, a.page).iter().any(|c| c.name.overlaps(span));
            let heading = a.kind != Kind::Direct && shouted(super::words(evidence, place).as_str());
            if !relays && !heading {
                by.entry(s).or_insert(place);
            }
        }
    }
    // A name that says less than another is no other name: "Ruiz" and "Ana Ruiz", or two whom nobody could tell to be one.
    let name = |s: &SpeakerIx| evidence.speech.speakers.get(s.ix()).map_or("", |s| s.name.as_str());
    let mut kept: Vec<SpeakerIx> = Vec::new();
    for s in by.keys() {
        // "Harbour Board inspector Emil Drax" has both names in it.
        let holds =
            |x: &SpeakerIx, y: &SpeakerIx| by.get(x).is_some_and(|p| super::words(evidence, *p).contains(name(y)));
        if kept.iter().all(|k| other::other(name(k), name(s)) && !holds(k, s) && !holds(s, k)) {
            kept.push(*s);
        }
    }
    by.retain(|s, _| kept.contains(s));
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

/// Whether words stand in capitals throughout, as in headings.
fn shouted(words: &str) -> bool {
    words.chars().filter(|c| c.is_alphabetic()).count() > 3 && !words.chars().any(char::is_lowercase)
}

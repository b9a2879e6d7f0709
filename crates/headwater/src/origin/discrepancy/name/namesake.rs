//! Two people of one given name whose last names differ by a letter, on pages of one event: "Tor Enger", "Tor Engen".

use std::collections::{BTreeMap, BTreeSet};

use super::form::country;
use super::other::other;
use super::spelling::variant;
use crate::id::PageIx;
use crate::origin::Evidence;
use crate::origin::discrepancy::lead::Leads;
use crate::origin::discrepancy::{Discrepancy, DiscrepancyKind, called};
use crate::reuse::Place;
use crate::speech::SpeakerKind;
use crate::speech::mention::MentionForm;

/// People of one given name that are compared; of more it is no sign of one person.
const CROWD: usize = 24;

/// Letters of a last name whose spelling is compared.
const LETTERS: usize = 4;

/// Somebody with given and last name, and his first place on each page.
struct Person<'a> {
    last: &'a str,
    name: &'a str,
    places: BTreeMap<PageIx, Place>,
}

/// Names of two speakers that seem to be one person's. Linear in the speakers but for [`CROWD`] of one given name.
pub(in crate::origin::discrepancy) fn namesakes(evidence: Evidence<'_>, leads: &Leads) -> Vec<Discrepancy> {
    let mut by: BTreeMap<&str, Vec<Person<'_>>> = BTreeMap::new();
    for s in evidence.speech.speakers.iter().filter(|s| s.named && s.kind == SpeakerKind::Person) {
        let Some((given, last)) = s.name.split_once(' ').filter(|(_, l)| !l.contains(' ')) else { continue };
        // "South Korea" and "South Korean" are a country and what is called after it, whoever speaks for it.
        if country(&[given.to_lowercase(), last.to_lowercase()]).is_some() {
            continue;
        }
        let mut places: BTreeMap<PageIx, Place> = BTreeMap::new();
        for &(page, span, form) in &s.mentions {
            let text = evidence.pages.get(page.ix()).map_or("", |p| span.of(&p.text));
            if form == MentionForm::Name && text.contains(last) {
                places.entry(page).or_insert(Place { page, span });
            }
        }
        let list = by.entry(given).or_default();
        if list.len() < CROWD {
            list.push(Person { last, name: &s.name, places });
        }
    }
    let mut out = Vec::new();
    for people in by.values() {
        let mut told: BTreeSet<usize> = BTreeSet::new();
        for (i, a) in people.iter().enumerate() {
            // All whom pages of one event name so nearly alike are told of at once.
            let mut places: BTreeMap<&str, Place> = BTreeMap::new();
            for (k, b) in people.iter().enumerate().skip(i + 1) {
                if told.contains(&i) || told.contains(&k) {
                    continue;
                }
                let Some([x, y]) = one(evidence, a, b, leads) else { continue };
                places.entry(a.name).or_insert(x);
                places.entry(b.name).or_insert(y);
                told.insert(k);
            }
            if places.is_empty() {
                continue;
            }
            let said: Vec<String> =
                places.iter().map(|(n, p)| format!("“{n}” ({})", called(evidence, p.page))).collect();
            let mut places: Vec<Place> = places.into_values().collect();
            places.sort_unstable();
            let note = format!("what seems one person's name is spelled otherwise: {}", said.join(", "));
            out.push(Discrepancy { kind: DiscrepancyKind::Name, places, note });
        }
    }
    out
}

/// The places, on two pages of one event, of two names that seem to be one person's.
fn one(evidence: Evidence<'_>, a: &Person<'_>, b: &Person<'_>, leads: &Leads) -> Option<[Place; 2]> {
    let long = a.last.chars().count().min(b.last.chars().count()) >= LETTERS;
    if !long || !variant(a.last, b.last) || !other(a.name, b.name) {
        return None;
    }
    // A page that has both names tells of two people, or spells one in two ways itself.
    let has = |page: &PageIx, last: &str| evidence.pages.get(page.ix()).is_some_and(|p| p.text.contains(last));
    if a.places.keys().any(|p| has(p, b.last)) || b.places.keys().any(|p| has(p, a.last)) {
        return None;
    }
    a.places.values().find_map(|x| b.places.values().find(|y| leads.meet(x.page, y.page)).map(|y| [*x, *y]))
}

//! Occasions in other languages than English: set phrases, as `data/speech/occasions.LANGUAGE.txt` lists them.
//!
//! Beside the words of an attribution, "lors d'une conférence de presse" or "vor Gericht" says where it was said; which [`paper`]
//! heard it stands behind such a phrase or behind the verb. Verbs that make an occasion are read in English only.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::calendar;
use super::paper::Desk;
use super::told::Telling;
use super::{Hearer, Occasion, OccasionKind, Seat};
use crate::id::{PageIx, SpeakerIx};
use crate::speech::mention::word::Words;

/// The phrases of a language by their first word, each with its other words.
type Phrases = BTreeMap<&'static str, Vec<(Vec<&'static str>, OccasionKind)>>;

static PHRASES: LazyLock<BTreeMap<&'static str, Phrases>> = LazyLock::new(|| {
    let files = [
        ("fr", include_str!("../../../data/speech/occasions.fr.txt")),
        ("de", include_str!("../../../data/speech/occasions.de.txt")),
        ("es", include_str!("../../../data/speech/occasions.es.txt")),
        ("it", include_str!("../../../data/speech/occasions.it.txt")),
        ("pt", include_str!("../../../data/speech/occasions.pt.txt")),
        ("tr", include_str!("../../../data/speech/occasions.tr.txt")),
        ("ar", include_str!("../../../data/speech/occasions.ar.txt")),
        ("ru", include_str!("../../../data/speech/occasions.ru.txt")),
    ];
    files.into_iter().map(|(code, data)| (code, read_list(data, code == "fr"))).collect()
});

fn read_list(data: &'static str, french: bool) -> Phrases {
    let mut out = Phrases::new();
    for line in data.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')) {
        let Some((kind, phrases)) = line.split_once(": ") else { continue };
        let Some(kind) = OccasionKind::of_list(kind) else { continue };
        for phrase in phrases.split(" | ") {
            // In French what is elided is a token of its own: "d'" and "une".
            let tokens = |w: &'static str| if french { w.split_inclusive('\'').collect() } else { vec![w] };
            let mut words = phrase.split_whitespace().flat_map(tokens);
            let Some(first) = words.next() else { continue };
            out.entry(first).or_default().push((words.collect(), kind));
        }
    }
    // The longest first: "in einem Gespräch mit" before "in einem Gespräch".
    for list in out.values_mut() {
        list.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    }
    out
}

/// The occasion that a sentence with an attribution tells by the first phrase of its language outside what is said. Linear in
/// its words.
pub(super) fn read(
    words: &Words<'_>,
    seats: &[Seat],
    range: Range<usize>,
    mut speakers: Vec<SpeakerIx>,
    telling: Telling<'_>,
) -> Option<(Occasion, bool)> {
    let phrases = PHRASES.get(words.page.language.as_deref()?).filter(|_| telling.said)?;
    speakers.sort_unstable();
    speakers.dedup();
    let desk = Desk::new(words, seats, range.clone(), &speakers);
    let heard = || {
        range
            .clone()
            .filter(|&i| words.at(i).word && !telling.inside(i))
            .find_map(|i| desk.told(i).map(|(hearer, end)| (hearer, i..end)))
    };
    let make = |kind: OccasionKind, hearer: Option<Hearer>, tokens: Range<usize>| {
        // Who hears does not speak.
        let mut speakers = speakers.clone();
        if let Some(Hearer::Outlet(name)) = hearer {
            let named = |s: &Seat| words.span(s.tokens.start, s.tokens.end).overlaps(name);
            speakers.retain(|who| !seats.iter().any(|s| s.who == who.ix() && named(s)));
        }
        let span = words.span(tokens.start, tokens.end);
        let hearers = hearer.into_iter().collect();
        let (date, relative) = calendar::find(words, range.clone(), tokens);
        (Occasion { page: PageIx(0), kind, speakers, hearers, date, relative, span }, false)
    };
    let free = |i: usize| words.at(i).word && !words.at(i).quoted;
    let lower = |i: usize| words.text(i).to_lowercase().replace('’', "'");
    for i in range.clone().filter(|&i| free(i)) {
        let Some(list) = phrases.get(lower(i).as_str()) else { continue };
        let fits = |rest: &Vec<&str>| {
            let all = i + 1..i + 1 + rest.len();
            all.end <= range.end && all.zip(rest).all(|(k, w)| free(k) && lower(k) == *w)
        };
        let Some((rest, kind)) = list.iter().find(|(rest, _)| fits(rest)) else { continue };
        let end = i + 1 + rest.len();
        if (i..end).all(|k| telling.inside(k)) {
            continue;
        }
        let interview = *kind == OccasionKind::Interview;
        let paper = desk
            .behind(end)
            .filter(|(_, stop)| interview && !telling.inside(stop - 1))
            .map(|(hearer, stop)| (hearer, i..stop));
        return Some(match paper.or_else(heard) {
            Some((hearer, tokens)) => make(*kind, Some(hearer), tokens.start.min(i)..tokens.end.max(end)),
            None => make(*kind, None, i..end),
        });
    }
    heard().map(|(hearer, tokens)| make(OccasionKind::Interview, Some(hearer), tokens))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_phrases_of_every_kind() {
        assert_eq!(PHRASES.len(), 8);
        for (code, phrases) in PHRASES.iter() {
            for kind in [OccasionKind::Interview, OccasionKind::Public, OccasionKind::Hearing, OccasionKind::Document] {
                assert!(phrases.values().flatten().any(|p| p.1 == kind), "{code} {kind:?}");
            }
        }
    }
}

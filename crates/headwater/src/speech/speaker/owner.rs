//! Whose words are meant by a source that is a telling: its owner ("Ruiz's detailed testimony").

use super::{SpeakerKind, Speech, telling};
use crate::id::SpeakerIx;
use crate::page::Page;
use crate::speech::Attribution;
use crate::speech::mention::MentionForm;

/// Gives attributions to the owners of the tellings that are their sources.
pub(super) fn settle(pages: &[Page], speech: &mut Speech) {
    let found: Vec<(usize, SpeakerIx)> = (0..)
        .zip(&speech.attributions)
        .filter(|(_, a)| !named(speech, a.speaker))
        .filter_map(|(k, a)| Some((k, owner(pages, speech, a)?)))
        .collect();
    give(speech, found);
}

fn give(speech: &mut Speech, found: Vec<(usize, SpeakerIx)>) {
    for (k, who) in found {
        if let Some(a) = speech.attributions.get_mut(k) {
            a.speaker = Some(who);
        }
    }
}

fn named(speech: &Speech, who: Option<SpeakerIx>) -> bool {
    who.and_then(|s| speech.speakers.get(s.ix())).is_some_and(|s| s.named)
}

/// The person whose name, as a possessive, owns the telling that is an attribution's source: "Ruiz's latest claim".
fn owner(pages: &[Page], speech: &Speech, a: &Attribution) -> Option<SpeakerIx> {
    let text = pages.get(a.page.ix())?.text.as_str();
    let source = *a.source.first()?;
    let last = |s: &str| s.split(|c: char| !c.is_alphanumeric()).rfind(|w| !w.is_empty()).map(str::to_lowercase);
    let first = |s: &str| s.split(|c: char| !c.is_alphanumeric()).find(|w| !w.is_empty()).map(str::to_lowercase);
    let tells = |w: Option<String>| w.is_some_and(|w| telling::nouns().contains(w.as_str()));
    let cue = a.cue.first().map_or("", |c| c.of(text));
    if !tells(last(source.of(text))) && !tells(first(cue)) {
        return None;
    }
    let mut owners: Vec<SpeakerIx> = Vec::new();
    for (ix, s) in speech.speakers.iter().enumerate().filter(|(_, s)| s.named && s.kind == SpeakerKind::Person) {
        let from = s.mentions.partition_point(|m| (m.0, m.1.begin) < (a.page, source.begin));
        let here = s.mentions.iter().skip(from).take_while(|m| m.0 == a.page && m.1.begin < source.end);
        let possessive = |end: u32| {
            let rest = text.get(end as usize..).unwrap_or("");
            let before = text.get(..end as usize).unwrap_or("");
            ["’s", "'s", "’ ", "' "].iter().any(|p| rest.starts_with(p))
                || before.ends_with("’s")
                || before.ends_with("'s")
        };
        if here.filter(|m| m.2 == MentionForm::Name).any(|m| m.1.end <= source.end && possessive(m.1.end)) {
            owners.push(SpeakerIx::new(ix));
        }
    }
    if let [one] = owners.as_slice() { Some(*one) } else { None }
}

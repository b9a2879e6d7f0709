//! Quotations that a page leaves open, given to the one to whom other pages give the same words.

use super::super::{Attribution, Kind, Speech};
use super::SpeakerKind;
use super::item;
use crate::id::{PageIx, SpeakerIx};
use crate::page::Page;
use crate::speech::mention::Gender;

/// Gives quotations whose speaker their page does not name where they stand (no source, a pronoun, a description of
/// somebody without a name) to the one person to whom other pages, by name, give the same words. A pronoun must agree.
/// What a page says by name stands: that two pages differ then is a finding of a later stage.
pub(super) fn adopt(pages: &[Page], speech: &mut Speech) {
    let text = |page: PageIx| pages.get(page.ix()).map_or("", |p| p.text.as_str());
    let source = |a: &Attribution| a.source.first().map_or("", |s| s.of(text(a.page)));
    let spoken = |a: &Attribution| a.kind != Kind::Indirect && a.depth == 0 && a.counts();
    let by_name = |a: &Attribution| {
        let who = a
            .speaker
            .filter(|s| speech.speakers.get(s.ix()).is_some_and(|s| s.named && s.kind == SpeakerKind::Person))?;
        let surname = speech.speakers.get(who.ix())?.name.split_whitespace().last()?;
        source(a).to_lowercase().contains(&surname.to_lowercase()).then_some(who)
    };
    let mut given: Vec<(u64, SpeakerIx)> = Vec::new();
    let mut runs = Vec::new();
    for a in speech.attributions.iter().filter(|a| spoken(a)) {
        let Some(who) = by_name(a) else { continue };
        runs.clear();
        a.content.iter().for_each(|s| item::runs(s.of(text(a.page)), &mut runs));
        given.extend(runs.iter().map(|r| (*r, who)));
    }
    given.sort_unstable();
    given.dedup();
    let mut adopted: Vec<(usize, SpeakerIx)> = Vec::new();
    for (k, a) in speech.attributions.iter().enumerate().filter(|(_, a)| spoken(a)) {
        let unnamed = a.speaker.is_none_or(|s| speech.speakers.get(s.ix()).is_some_and(|s| !s.named));
        let pronoun = matches!(source(a), "" | "he" | "He" | "she" | "She");
        if by_name(a).is_some() || !(pronoun || unnamed) {
            continue;
        }
        runs.clear();
        a.content.iter().for_each(|s| item::runs(s.of(text(a.page)), &mut runs));
        let mut whose: Vec<SpeakerIx> = Vec::new();
        for run in &runs {
            let from = given.partition_point(|g| g.0 < *run);
            whose.extend(given.iter().skip(from).take_while(|g| g.0 == *run).map(|g| g.1));
        }
        whose.sort_unstable();
        whose.dedup();
        if let [one] = whose.as_slice() {
            let wanted = match source(a) {
                "he" | "He" => Some(Gender::Masculine),
                "she" | "She" => Some(Gender::Feminine),
                _ => None,
            };
            let gender = speech.speakers.get(one.ix()).and_then(|s| s.gender);
            if a.speaker != Some(*one) && wanted.zip(gender).is_none_or(|(a, b)| a == b) {
                adopted.push((k, *one));
            }
        }
    }
    for (k, who) in adopted {
        if let Some(a) = speech.attributions.get_mut(k) {
            a.speaker = Some(who);
        }
    }
}

//! People and bodies, joined across mentions and pages.

mod join;
mod owner;
pub(super) mod spelling;

use super::mention::{Entity, Gender, MentionForm};
use super::{Attribution, Hearer, Kind, PageSpeech, Speech};
use crate::id::{AttributionIx, OccasionIx, PageIx, SpeakerIx};
use crate::page::Page;
use crate::span::Span;
use serde::{Deserialize, Serialize};

/// A person or body behind source spans.
#[derive(Clone, Debug, PartialEq)]
pub struct Speaker {
    /// The fullest name, or a description where there is no name.
    pub name: String,
    /// Whether `name` is a name.
    pub named: bool,
    /// What it is.
    pub kind: SpeakerKind,
    /// What titles, given names, roles and pronouns tell of a person's gender, where all pages agree.
    pub gender: Option<Gender>,
    /// Other spellings and shorter names, each once, by first appearance.
    pub aliases: Vec<String>,
    /// Titles, roles and descriptions, each once, by first appearance.
    pub descriptions: Vec<String>,
    /// Where it is mentioned, by page and place.
    pub mentions: Vec<(PageIx, Span, MentionForm)>,
}

/// What a speaker is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum SpeakerKind {
    /// A person.
    Person,
    /// A body: an organisation, a government, an outlet.
    Body,
    /// Several people together: "sources", "two officials".
    Group,
    /// Not known.
    Unknown,
}

/// Joins the people of all pages. Two mentions on different pages are one person only on evidence.
pub fn join(pages: &[Page], heard: Vec<PageSpeech>) -> Speech {
    let groups = join::groups(pages, &heard);
    let mut speech = Speech { speakers: speakers(pages, &heard, &groups), ..Speech::default() };
    for (n, page) in heard.into_iter().enumerate() {
        let whom = |s: SpeakerIx| groups.get(n).and_then(|g| g.get(s.ix())).map(|&g| SpeakerIx::new(g));
        let (occasions, attributions) = (speech.occasions.len(), speech.attributions.len());
        for mut attribution in page.attributions {
            attribution.page = PageIx::new(n);
            attribution.speaker = attribution.speaker.and_then(whom);
            attribution.occasion = attribution.occasion.map(|o| OccasionIx::new(occasions + o.ix()));
            attribution.within = attribution.within.map(|a| AttributionIx::new(attributions + a.ix()));
            speech.attributions.push(attribution);
        }
        for mut occasion in page.occasions {
            occasion.page = PageIx::new(n);
            occasion.speakers = occasion.speakers.into_iter().filter_map(whom).collect();
            occasion.hearers = occasion
                .hearers
                .into_iter()
                .filter_map(|h| match h {
                    Hearer::Person(p) => whom(p).map(Hearer::Person),
                    h => Some(h),
                })
                .collect();
            speech.occasions.push(occasion);
        }
    }
    adopt(pages, &mut speech);
    owner::settle(pages, &mut speech);
    speech
}

/// Gives quotations whose speaker their page does not name where they stand (no source, a pronoun, a description of
/// somebody without a name) to the one person to whom other pages, by name, give the same words. A pronoun must agree.
/// What a page says by name stands: that two pages differ then is a finding of a later stage.
fn adopt(pages: &[Page], speech: &mut Speech) {
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
        a.content.iter().for_each(|s| join::runs(s.of(text(a.page)), &mut runs));
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
        a.content.iter().for_each(|s| join::runs(s.of(text(a.page)), &mut runs));
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

/// The groups as speakers, in their order.
fn speakers(pages: &[Page], heard: &[PageSpeech], groups: &[Vec<usize>]) -> Vec<Speaker> {
    let mut members: Vec<Vec<(usize, &Entity)>> = Vec::new();
    for (n, (h, g)) in heard.iter().zip(groups).enumerate() {
        for (entity, &group) in h.entities.iter().zip(g) {
            if members.len() <= group {
                members.resize(group + 1, Vec::new());
            }
            if let Some(m) = members.get_mut(group) {
                m.push((n, entity));
            }
        }
    }
    members.iter().map(|m| speaker(pages, m)).collect()
}

fn speaker(pages: &[Page], members: &[(usize, &Entity)]) -> Speaker {
    // The fullest name; of equally full ones the one on most pages, then the first.
    let mut names: Vec<(usize, usize, &str)> = Vec::new();
    for name in members.iter().filter_map(|(_, e)| e.name.as_deref()) {
        match names.iter_mut().find(|n| n.2 == name) {
            Some(n) => n.1 += 1,
            None => names.push((name.split_whitespace().count(), 1, name)),
        }
    }
    let fullest =
        names.iter().enumerate().max_by_key(|(k, n)| (n.0, n.1, std::cmp::Reverse(*k))).map(|(_, n)| n.2.to_owned());
    let spans = |form: MentionForm| {
        members.iter().flat_map(move |(n, e)| e.mentions.iter().filter(move |m| m.form == form).map(|m| (*n, m.span)))
    };
    let roles = members.iter().flat_map(|(n, e)| e.roles.iter().map(|s| (*n, *s)));
    let mut descriptions: Vec<(usize, Span)> = roles.chain(spans(MentionForm::Description)).collect();
    descriptions.sort_unstable();
    let mut descriptions = join::distinct(descriptions.into_iter(), pages, true);
    let named = fullest.is_some();
    let name = fullest.unwrap_or_else(|| {
        let first = join::distinct(spans(MentionForm::Description), pages, false).into_iter().next();
        first.or_else(|| descriptions.first().cloned()).unwrap_or_default()
    });
    if !named {
        descriptions.retain(|d| !name.to_lowercase().ends_with(&d.to_lowercase()));
    }
    let mut aliases = join::distinct(spans(MentionForm::Name), pages, false);
    aliases.extend(names.iter().map(|n| n.2.to_owned()));
    let mut seen = std::collections::BTreeSet::from([name.to_lowercase()]);
    aliases.retain(|a| seen.insert(a.to_lowercase()));
    let kind = members.iter().map(|(_, e)| e.kind).min().unwrap_or(SpeakerKind::Unknown);
    let mut mentions: Vec<(PageIx, Span, MentionForm)> =
        members.iter().flat_map(|(n, e)| e.mentions.iter().map(|m| (PageIx::new(*n), m.span, m.form))).collect();
    mentions.sort_unstable();
    mentions.dedup();
    let mut genders: Vec<Gender> = members.iter().filter_map(|(_, e)| e.gender).collect();
    genders.sort_unstable();
    genders.dedup();
    let gender = if let [one] = genders.as_slice() { Some(*one) } else { None };
    Speaker { name, named, kind, gender, aliases, descriptions, mentions }
}

//! Quotations that a page leaves open, given to the one to whom other pages give the same words.

use std::collections::{BTreeMap, BTreeSet};

use super::super::{Attribution, Kind, Speech};
use super::SpeakerKind;
use super::item;
use crate::id::{PageIx, SpeakerIx};
use crate::page::Page;
use crate::speech::mention::Gender;

/// Gives quotations whose speaker their page does not name where they stand (no source, a pronoun, a description) to the
/// one person to whom other pages, by name, give the same words. A pronoun must agree. Where the page's own reading rests
/// on a name in the same paragraph or the one before, it stands: that two pages differ then is a finding of a later stage.
pub(super) fn adopt(pages: &[Page], speech: &mut Speech) {
    let said = Said::new(pages, speech);
    let mut adopted: Vec<(usize, SpeakerIx)> = Vec::new();
    for (k, a) in speech.attributions.iter().enumerate().filter(|(_, a)| spoken(a)) {
        if said.open(pages, speech, a)
            && let Some(one) = said.whose(pages, a)
            && a.speaker != Some(one)
            && agrees(pages, speech, a, one)
        {
            adopted.push((k, one));
        }
    }
    // A pronoun taken for somebody else stands in a row of them: what the page gave to that one by pronouns alone follows.
    let mut instead: BTreeMap<(PageIx, SpeakerIx), BTreeSet<SpeakerIx>> = BTreeMap::new();
    for &(k, who) in &adopted {
        if let Some(a) = speech.attributions.get(k)
            && let Some(old) = a.speaker
        {
            instead.entry((a.page, old)).or_default().insert(who);
        }
    }
    let follow: Vec<(usize, SpeakerIx)> = (0..)
        .zip(&speech.attributions)
        .filter(|(k, a)| spoken(a) && adopted.binary_search_by_key(k, |x| x.0).is_err())
        .filter_map(|(k, a)| {
            let one = *instead.get(&(a.page, a.speaker?)).filter(|s| s.len() == 1)?.first()?;
            let confirmed = said.whose(pages, a).is_some();
            (!confirmed && said.open(pages, speech, a) && agrees(pages, speech, a, one)).then_some((k, one))
        })
        .collect();
    for (k, who) in adopted.into_iter().chain(follow) {
        if let Some(a) = speech.attributions.get_mut(k) {
            a.speaker = Some(who);
        }
    }
}

/// What is said by name, on all pages.
struct Said {
    /// Hashes of runs of words with who says them, sorted.
    runs: Vec<(u64, SpeakerIx)>,
    /// The blocks in which a page quotes somebody by name.
    places: BTreeSet<(PageIx, SpeakerIx, usize)>,
}

impl Said {
    fn new(pages: &[Page], speech: &Speech) -> Said {
        let mut out = Said { runs: Vec::new(), places: BTreeSet::new() };
        let mut runs = Vec::new();
        for a in speech.attributions.iter().filter(|a| spoken(a)) {
            let Some(who) = by_name(pages, speech, a) else { continue };
            runs_of(pages, a, &mut runs);
            out.runs.extend(runs.iter().map(|r| (*r, who)));
            out.places.insert((a.page, who, block(pages, a)));
        }
        out.runs.sort_unstable();
        out.runs.dedup();
        out
    }

    /// Whether the page leaves open who says `a`: it has no name there, and whom it seems to mean is not quoted by name
    /// in this paragraph or the one before.
    fn open(&self, pages: &[Page], speech: &Speech, a: &Attribution) -> bool {
        if !vague(source(pages, a)) {
            return false;
        }
        let Some(who) = a.speaker else { return true };
        let here = block(pages, a);
        let named = speech.speakers.get(who.ix()).is_some_and(|s| s.named);
        !named || (here.saturating_sub(1)..=here).all(|b| !self.places.contains(&(a.page, who, b)))
    }

    /// The one to whom pages give the words of `a` by name.
    fn whose(&self, pages: &[Page], a: &Attribution) -> Option<SpeakerIx> {
        let mut runs = Vec::new();
        runs_of(pages, a, &mut runs);
        let mut whose: Vec<SpeakerIx> = Vec::new();
        for run in &runs {
            let from = self.runs.partition_point(|g| g.0 < *run);
            whose.extend(self.runs.iter().skip(from).take_while(|g| g.0 == *run).map(|g| g.1));
        }
        whose.sort_unstable();
        whose.dedup();
        if let [one] = whose.as_slice() { Some(*one) } else { None }
    }
}

fn spoken(a: &Attribution) -> bool {
    a.kind != Kind::Indirect && a.depth == 0 && a.counts()
}

fn text(pages: &[Page], page: PageIx) -> &str {
    pages.get(page.ix()).map_or("", |p| p.text.as_str())
}

fn source<'a>(pages: &'a [Page], a: &Attribution) -> &'a str {
    a.source.first().map_or("", |s| s.of(text(pages, a.page)))
}

fn block(pages: &[Page], a: &Attribution) -> usize {
    let begin = a.content.first().map_or(0, |s| s.begin);
    pages.get(a.page.ix()).map_or(0, |p| p.blocks.partition_point(|b| b.span.end <= begin))
}

fn runs_of(pages: &[Page], a: &Attribution, out: &mut Vec<u64>) {
    out.clear();
    a.content.iter().for_each(|s| item::runs(s.of(text(pages, a.page)), out));
}

/// Whether a source names nobody: none, a pronoun, or a phrase with a determiner and no capital within.
fn vague(source: &str) -> bool {
    let mut words = source.split_whitespace();
    let Some(first) = words.next() else { return true };
    if words.clone().next().is_none() {
        return pronoun(source).is_some();
    }
    let determiner = matches!(&*first.to_lowercase(), "the" | "a" | "an" | "this" | "that" | "his" | "her" | "one");
    determiner && words.all(|w| !w.starts_with(char::is_uppercase))
}

fn pronoun(source: &str) -> Option<Gender> {
    match source {
        "he" | "He" => Some(Gender::Masculine),
        "she" | "She" => Some(Gender::Feminine),
        _ => None,
    }
}

/// The person whose surname the source holds.
fn by_name(pages: &[Page], speech: &Speech, a: &Attribution) -> Option<SpeakerIx> {
    let who = a.speaker?;
    let s = speech.speakers.get(who.ix()).filter(|s| s.named && s.kind == SpeakerKind::Person)?;
    let surname = s.name.split_whitespace().last()?.to_lowercase();
    source(pages, a).to_lowercase().contains(&surname).then_some(who)
}

fn agrees(pages: &[Page], speech: &Speech, a: &Attribution, who: SpeakerIx) -> bool {
    let gender = speech.speakers.get(who.ix()).and_then(|s| s.gender);
    pronoun(source(pages, a)).zip(gender).is_none_or(|(a, b)| a == b)
}

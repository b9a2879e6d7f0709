//! Quotations that a page leaves open, given to the one to whom other pages give the same words.

use std::collections::{BTreeMap, BTreeSet};

use super::super::{Attribution, Kind, Speech};
use super::SpeakerKind;
use super::item;
use crate::id::{PageIx, SpeakerIx};
use crate::page::Page;
use crate::speech::mention::{Gender, MentionForm};

/// Gives quotations whose speaker their page does not name where they stand (no source, a pronoun, a description) to the
/// one person to whom other pages give the same words: by name if any does, else as they read. A pronoun must agree. Where
/// the page's own reading rests on a name in the same paragraph or the one before, it stands: that two pages differ then
/// is a finding of a later stage.
pub(super) fn adopt(pages: &[Page], speech: &mut Speech) {
    let said = Said::new(pages, speech);
    let mut adopted: BTreeMap<usize, SpeakerIx> = BTreeMap::new();
    for (k, a) in speech.attributions.iter().enumerate().filter(|(_, a)| spoken(a)) {
        if said.open(pages, speech, a)
            && let Some(one) = said.whose(pages, a)
            && agrees(pages, speech, a, one)
        {
            adopted.insert(k, one);
        }
    }
    follow(pages, speech, &said, &mut adopted);
    own(pages, speech, &said, &mut adopted);
    for (k, who) in adopted {
        if let Some(a) = speech.attributions.get_mut(k) {
            a.speaker = Some(who);
        }
    }
}

/// Pronouns stand in rows. Where the page took one for somebody whom it never quotes by name, what it gave to that one by
/// pronouns alone follows; and one that it gave to nobody is whoever was quoted last, if that is not far.
fn follow(pages: &[Page], speech: &Speech, said: &Said, adopted: &mut BTreeMap<usize, SpeakerIx>) {
    let mut instead: BTreeMap<(PageIx, SpeakerIx), BTreeSet<SpeakerIx>> = BTreeMap::new();
    for (k, &who) in adopted.iter() {
        if let Some(a) = speech.attributions.get(*k)
            && let Some(old) = a.speaker.filter(|&old| old != who && !said.names.contains(&(a.page, old)))
        {
            instead.entry((a.page, old)).or_default().insert(who);
        }
    }
    let mut last: Option<(PageIx, usize, SpeakerIx, bool)> = None;
    for (k, a) in speech.attributions.iter().enumerate().filter(|(_, a)| spoken(a)) {
        let here = block(pages, a);
        let row =
            a.speaker.and_then(|old| instead.get(&(a.page, old))).filter(|s| s.len() == 1).and_then(|s| s.first());
        let before = last.filter(|l| l.3 && l.0 == a.page && here <= l.1 + ROW).map(|l| l.2);
        let one = match a.speaker {
            None => before.filter(|_| pronoun(source(pages, a)).is_some()),
            Some(_) => row.copied(),
        };
        if !adopted.contains_key(&k)
            && let Some(one) = one.filter(|&one| said.open(pages, speech, a) && agrees(pages, speech, a, one))
        {
            adopted.insert(k, one);
        }
        let who = adopted.get(&k).copied().or(a.speaker);
        // Only what another page told carries on: the page's own reading has been through these paragraphs.
        last = who.map(|who| (a.page, here, who, adopted.contains_key(&k)));
    }
}

/// A pronoun that the page gave to nobody, or to one whom no page ever quotes by name, is the one person whom this page names
/// and some page quotes by name, if only one agrees: a collection is about those whom its pages quote.
fn own(pages: &[Page], speech: &Speech, said: &Said, adopted: &mut BTreeMap<usize, SpeakerIx>) {
    let quoted: BTreeSet<SpeakerIx> = said.names.iter().map(|n| n.1).collect();
    let mut here: BTreeMap<PageIx, BTreeSet<SpeakerIx>> = BTreeMap::new();
    for &who in &quoted {
        let Some(s) = speech.speakers.get(who.ix()).filter(|s| s.kind == SpeakerKind::Person) else { continue };
        for m in s.mentions.iter().filter(|m| m.2 == MentionForm::Name) {
            here.entry(m.0).or_default().insert(who);
        }
    }
    for (k, a) in speech.attributions.iter().enumerate().filter(|(_, a)| spoken(a)) {
        let told = a.speaker.is_some_and(|s| quoted.contains(&s));
        if adopted.contains_key(&k)
            || told
            || pronoun(source(pages, a)).is_none()
            || !said.open(pages, speech, a)
            || named_beside(pages, speech, a, k)
        {
            continue;
        }
        let mut fits = here.get(&a.page).into_iter().flatten().filter(|&&s| agrees(pages, speech, a, s));
        if let (Some(&one), None) = (fits.next(), fits.next()) {
            adopted.insert(k, one);
        }
    }
}

/// Paragraphs from one quotation to the next in a row of one speaker, at most: stories seldom turn to other matters for
/// longer and come back with a pronoun.
const ROW: usize = 4;

/// What is said by name, on all pages.
struct Said {
    /// Hashes of runs of words with who says them, by name, sorted.
    runs: Vec<(u64, SpeakerIx)>,
    /// The same for what pages give to a person with a name by a pronoun, a description, or what stands around.
    read: Vec<(u64, PageIx, SpeakerIx)>,
    /// Whom a page quotes by name.
    names: BTreeSet<(PageIx, SpeakerIx)>,
    /// The blocks in which a page quotes somebody by name, or names them on an occasion.
    places: BTreeSet<(PageIx, SpeakerIx, usize)>,
}

impl Said {
    fn new(pages: &[Page], speech: &Speech) -> Said {
        let mut out = Said { runs: Vec::new(), read: Vec::new(), names: BTreeSet::new(), places: BTreeSet::new() };
        let mut runs = Vec::new();
        for a in speech.attributions.iter().filter(|a| spoken(a)) {
            let Some(who) = by_name(pages, speech, a) else { continue };
            runs_of(pages, a, &mut runs);
            out.runs.extend(runs.iter().map(|r| (*r, who)));
            out.names.insert((a.page, who));
            out.places.insert((a.page, who, block(pages, a)));
        }
        // Who is named where the page tells on what occasion they spoke is as good as quoted there.
        for o in &speech.occasions {
            let Some(b) = pages.get(o.page.ix()).and_then(|p| p.blocks.get(block_at(pages, o.page, o.span.begin)))
            else {
                continue;
            };
            for &who in &o.speakers {
                let mentions = speech.speakers.get(who.ix()).map_or(&[][..], |s| &s.mentions);
                let from = mentions.partition_point(|m| (m.0, m.1.begin) < (o.page, b.span.begin));
                let here = mentions.iter().skip(from).take_while(|m| m.0 == o.page && m.1.begin < b.span.end);
                if here.into_iter().any(|m| m.2 == MentionForm::Name) {
                    out.names.insert((o.page, who));
                    out.places.insert((o.page, who, block_at(pages, o.page, o.span.begin)));
                }
            }
        }
        // A reading counts where it rests on a name near.
        for a in speech.attributions.iter().filter(|a| spoken(a) && by_name(pages, speech, a).is_none()) {
            let Some(who) = a.speaker.filter(|&who| out.near(pages, a, who)) else { continue };
            runs_of(pages, a, &mut runs);
            out.read.extend(runs.iter().map(|r| (*r, a.page, who)));
        }
        out.runs.sort_unstable();
        out.runs.dedup();
        out.read.sort_unstable();
        out.read.dedup();
        out
    }

    /// Whether the page leaves open who says `a`: it has no name there, and whom it seems to mean is not quoted by name
    /// in this paragraph or the one before.
    fn open(&self, pages: &[Page], speech: &Speech, a: &Attribution) -> bool {
        if !vague(source(pages, a)) {
            return false;
        }
        let Some(who) = a.speaker else { return true };
        let named = speech.speakers.get(who.ix()).is_some_and(|s| s.named);
        !named || !self.near(pages, a, who)
    }

    /// Whether the page quotes `who` by name, or names them on an occasion, in the paragraph of `a` or the one before.
    fn near(&self, pages: &[Page], a: &Attribution, who: SpeakerIx) -> bool {
        let here = block(pages, a);
        (here.saturating_sub(1)..=here).any(|b| self.places.contains(&(a.page, who, b)))
    }

    /// The one to whom pages give the words of `a`: by name, else, on other pages, as they read.
    fn whose(&self, pages: &[Page], a: &Attribution) -> Option<SpeakerIx> {
        let mut runs = Vec::new();
        runs_of(pages, a, &mut runs);
        let mut whose: Vec<SpeakerIx> = Vec::new();
        for run in &runs {
            let from = self.runs.partition_point(|g| g.0 < *run);
            whose.extend(self.runs.iter().skip(from).take_while(|g| g.0 == *run).map(|g| g.1));
        }
        if whose.is_empty() {
            for run in &runs {
                let from = self.read.partition_point(|g| g.0 < *run);
                let other = self.read.iter().skip(from).take_while(|g| g.0 == *run).filter(|g| g.1 != a.page);
                whose.extend(other.map(|g| g.2));
            }
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
    block_at(pages, a.page, a.content.first().map_or(0, |s| s.begin))
}

fn block_at(pages: &[Page], page: PageIx, begin: u32) -> usize {
    pages.get(page.ix()).map_or(0, |p| p.blocks.partition_point(|b| b.span.end <= begin))
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
    let determiner = matches!(
        &*first.to_lowercase(),
        "the" | "a" | "an" | "this" | "that" | "his" | "her" | "its" | "their" | "one"
    );
    determiner && words.all(|w| !w.starts_with(char::is_uppercase))
}

fn pronoun(source: &str) -> Option<Gender> {
    match source {
        "he" | "He" => Some(Gender::Masculine),
        "she" | "She" => Some(Gender::Feminine),
        _ => None,
    }
}

/// Whether the page names whom it takes for the speaker of attribution `k`, `a`, right before it in its paragraph, or gives them the
/// attribution right before it there: "The commissioner said no. “...,” he said."
fn named_beside(pages: &[Page], speech: &Speech, a: &Attribution, k: usize) -> bool {
    let before = k.checked_sub(1).and_then(|k| speech.attributions.get(k));
    if before.is_some_and(|b| {
        b.page == a.page
            && b.speaker.is_some()
            && b.speaker == a.speaker
            && block(pages, b) == block(pages, a)
            && pronoun(source(pages, b)).is_none()
            && !b.source.is_empty()
    }) {
        return true;
    }
    let begin = a.content.first().map_or(0, |s| s.begin);
    let Some(b) = pages.get(a.page.ix()).and_then(|p| p.blocks.get(block(pages, a))) else { return false };
    let mentions = a.speaker.and_then(|s| speech.speakers.get(s.ix())).map_or(&[][..], |s| &s.mentions);
    let from = mentions.partition_point(|m| (m.0, m.1.begin) < (a.page, b.span.begin));
    let mut here = mentions.iter().skip(from).take_while(|m| m.0 == a.page && m.1.end <= begin);
    here.any(|m| m.2 == MentionForm::Name)
}

/// The person whose surname the source holds.
fn by_name(pages: &[Page], speech: &Speech, a: &Attribution) -> Option<SpeakerIx> {
    let who = a.speaker?;
    let s = speech
        .speakers
        .get(who.ix())
        .filter(|s| s.named && matches!(s.kind, SpeakerKind::Person | SpeakerKind::Unknown))?;
    let surname = s.name.split_whitespace().last()?.to_lowercase();
    source(pages, a).to_lowercase().contains(&surname).then_some(who)
}

fn agrees(pages: &[Page], speech: &Speech, a: &Attribution, who: SpeakerIx) -> bool {
    let gender = speech.speakers.get(who.ix()).and_then(|s| s.gender);
    pronoun(source(pages, a)).zip(gender).is_none_or(|(a, b)| a == b)
}

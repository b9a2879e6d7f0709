//! Which speakers are one, as shared statements show, and whose a statement is.
//!
//! The speech stage joins people by their names. An utterance that two pages print is more evidence: "O'Dea" on one page
//! and "Martin O'Dea" on the other are one where they say the same long sentence, and so is "the ferry captain" whose
//! words another page gives to a name.

use std::collections::{BTreeMap, BTreeSet};

use super::Statement;
use crate::id::{PageIx, SpeakerIx};
use crate::origin::Evidence;
use crate::origin::occasion::outlet::fold;
use crate::span::Span;
use crate::speech::mention::MentionForm;
use crate::speech::{Attribution, SpeakerKind};

/// The speaker that each speaker is taken for.
#[derive(Clone, Debug)]
pub struct Voices {
    one: Vec<SpeakerIx>,
    /// The pages that quote each speaker by name.
    quoted: BTreeMap<SpeakerIx, BTreeSet<PageIx>>,
}

impl Voices {
    /// Reads the statements. Linear in their quotations.
    pub fn new(evidence: Evidence<'_>, statements: &[Statement]) -> Voices {
        let speakers = &evidence.speech.speakers;
        let mut one: Vec<SpeakerIx> = (0..speakers.len()).map(SpeakerIx::new).collect();
        let names: Vec<String> = speakers.iter().map(|s| fold(&s.name)).collect();
        let name = |s: SpeakerIx| names.get(s.ix()).map_or("", String::as_str);
        let named = |s: SpeakerIx| is_named(evidence, s);
        let mut shared: BTreeMap<SpeakerIx, BTreeMap<SpeakerIx, usize>> = BTreeMap::new();
        let mut same: BTreeMap<SpeakerIx, SpeakerIx> = BTreeMap::new();
        for s in statements.iter().filter(|s| s.pages.len() > 1) {
            let own = s.quotations.iter().filter(|q| !s.relayed.contains(q));
            let said = own.filter_map(|q| evidence.speech.attributions.get(q.ix())?.speaker);
            let people: BTreeSet<SpeakerIx> = said.collect();
            for &a in &people {
                for &b in people.iter().filter(|&&b| b != a && named(b)) {
                    *shared.entry(a).or_default().entry(b).or_default() += 1;
                }
                // "Two lawmakers" whom pages give the same words are the same two.
                let alike = |b: &&SpeakerIx| **b < a && !named(**b) && name(**b) == name(a) && name(a).contains(' ');
                if let Some(&b) = people.iter().find(alike).filter(|_| !named(a)) {
                    same.entry(a).or_insert(b);
                }
            }
        }
        for (&a, others) in &shared {
            // A part of a name is taken for the longest name that it ends; a description for the name it shares most with.
            let part = |b: &SpeakerIx| {
                name(*b).strip_suffix(name(a)).is_some_and(|head| head.ends_with(' ') && !name(a).is_empty())
            };
            let found = if named(a) {
                others.keys().copied().filter(part).max_by_key(|&b| (name(b).len(), std::cmp::Reverse(b)))
            } else {
                let most = others.values().copied().max();
                let mut first = others.iter().filter(|&(_, &n)| Some(n) == most).map(|(&b, _)| b);
                let b = first.next();
                if first.next().is_some() { None } else { b }
            };
            if let (Some(b), Some(slot)) = (found, one.get_mut(a.ix())) {
                *slot = b;
            }
        }
        for (a, b) in same {
            let target = one.get(b.ix()).copied().unwrap_or(b);
            if let Some(slot) = one.get_mut(a.ix()).filter(|s| **s == a) {
                *slot = target;
            }
        }
        for (a, b) in described(evidence, &one) {
            if let Some(slot) = one.get_mut(a.ix()).filter(|s| **s == a) {
                *slot = b;
            }
        }
        // A description may lead to a part of a name, and that to the whole: two steps end everywhere.
        for i in 0..one.len() {
            let next = one.get(i).and_then(|s| one.get(s.ix())).copied();
            if let (Some(n), Some(slot)) = (next, one.get_mut(i)) {
                *slot = n;
            }
        }
        let mut voices = Voices { one, quoted: BTreeMap::new() };
        for a in evidence.speech.attributions.iter().filter(|a| a.is_quotation() && a.counts()) {
            if let Some(s) = a.speaker.filter(|&s| weight(evidence, a, s) == 3) {
                let s = voices.of(s);
                voices.quoted.entry(s).or_default().insert(a.page);
            }
        }
        voices
    }

    /// The speaker that `speaker` is taken for.
    pub fn of(&self, speaker: SpeakerIx) -> SpeakerIx {
        self.one.get(speaker.ix()).copied().unwrap_or(speaker)
    }

    /// Whose a statement is: the speaker whom its pages name most. A page that names him where it quotes counts for more
    /// than one that writes "he", which is the program's reading; nobody where two stand level.
    pub fn elect(&self, evidence: Evidence<'_>, statement: &Statement) -> Option<SpeakerIx> {
        let mut votes: BTreeMap<SpeakerIx, BTreeMap<PageIx, usize>> = BTreeMap::new();
        let own = statement.quotations.iter().filter(|q| !statement.relayed.contains(q));
        for a in own.filter_map(|q| evidence.speech.attributions.get(q.ix())) {
            let Some(s) = a.speaker else { continue };
            let weight = weight(evidence, a, s);
            let page = votes.entry(self.of(s)).or_default().entry(a.page).or_default();
            *page = (*page).max(weight);
        }
        let rank =
            |s: SpeakerIx| (is_named(evidence, s), votes.get(&s).map_or(0, |pages| pages.values().sum::<usize>()));
        let best = votes.keys().map(|&s| rank(s)).max()?;
        let level: Vec<SpeakerIx> = votes.keys().copied().filter(|&s| rank(s) == best).collect();
        if let [one] = level.as_slice() {
            return Some(*one);
        }
        // Between two who stand level, the one whom more of the pages quote elsewhere too.
        let also = |s: SpeakerIx| {
            let pages: BTreeSet<PageIx> = self.quoted.get(&s).into_iter().flatten().copied().collect();
            statement.pages.iter().filter(|p| pages.contains(p)).count()
        };
        let most = level.iter().map(|&s| also(s)).max()?;
        let mut first = level.into_iter().filter(|&s| also(s) == most);
        let winner = first.next();
        if first.next().is_some() { None } else { winner }
    }
}

/// Described speakers of one page on which the one person stands whom some page calls so: "The director has rejected the
/// claim", where Aldous is named further down, and is the director. Linear in the mentions but for people of one office.
fn described(evidence: Evidence<'_>, one: &[SpeakerIx]) -> Vec<(SpeakerIx, SpeakerIx)> {
    let head = |text: &str| {
        let low = text.to_lowercase();
        let stop = ["of", "from", "at", "in", "for", "who", "that", "with"];
        let word = low.split_whitespace().take_while(|w| !stop.contains(w)).last()?;
        Some(word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()).filter(|w| w.len() > 2)
    };
    let list = || (0..).map(SpeakerIx::new).zip(&evidence.speech.speakers);
    let is_person =
        |s: SpeakerIx| evidence.speech.speakers.get(s.ix()).is_some_and(|s| s.named && s.kind == SpeakerKind::Person);
    // What each person is called on some page, by his own mentions and by those of descriptions that are taken for him.
    let mut called: BTreeMap<String, BTreeSet<SpeakerIx>> = BTreeMap::new();
    for (i, s) in list() {
        let Some(&who) = one.get(i.ix()).filter(|&&w| is_person(w)) else { continue };
        let mentions = s.mentions.iter().filter(|m| m.2 == MentionForm::Description);
        let texts = mentions.filter_map(|m| Some(m.1.of(&evidence.pages.get(m.0.ix())?.text)));
        for head in texts.chain(s.descriptions.iter().map(String::as_str)).filter_map(head) {
            called.entry(head).or_default().insert(who);
        }
    }
    let here = |s: SpeakerIx, page: PageIx| {
        let mentions = evidence.speech.speakers.get(s.ix()).map_or(&[][..], |s| s.mentions.as_slice());
        mentions.get(mentions.partition_point(|m| m.0 < page)).is_some_and(|m| m.0 == page)
    };
    let single = list().filter(|(_, s)| !s.named && s.kind != SpeakerKind::Group && s.kind != SpeakerKind::Body);
    single
        .filter_map(|(i, s)| {
            let page = s.mentions.first()?.0;
            // "A director" is any; "the director" is the one of this page.
            let definite = s.name.to_lowercase().starts_with("the ") && s.mentions.iter().all(|m| m.0 == page);
            let all = called.get(&head(&s.name)?).filter(|_| definite)?;
            let mut people = all.iter().filter(|&&p| here(p, page));
            let first = *people.next()?;
            people.next().is_none().then_some((i, first))
        })
        .collect()
}

/// Three for a name beside the words, two for a description, one for a pronoun or nothing.
fn weight(evidence: Evidence<'_>, a: &Attribution, s: SpeakerIx) -> usize {
    let here = a.source.iter().flat_map(|&x| mentions_at(evidence, s, a.page, x));
    let each = here.map(|form| match form {
        MentionForm::Name => 3,
        MentionForm::Description => 2,
        MentionForm::Pronoun => 1,
    });
    each.max().unwrap_or(1)
}

/// Mentions that begin before a place ends and are looked at: names are short and do not nest, so that few touch one place.
const TOUCHING: usize = 8;

/// How a speaker is mentioned at a place. Logarithmic in the mentions.
pub fn mentions_at(
    evidence: Evidence<'_>,
    speaker: SpeakerIx,
    page: PageIx,
    place: Span,
) -> impl Iterator<Item = MentionForm> + '_ {
    let all = evidence.speech.speakers.get(speaker.ix()).map_or(&[][..], |s| s.mentions.as_slice());
    let end = all.partition_point(|m| (m.0, m.1.begin) < (page, place.end));
    let near = all.get(end.saturating_sub(TOUCHING)..end).unwrap_or(&[]);
    near.iter().filter(move |m| m.0 == page && m.1.overlaps(place)).map(|m| m.2)
}

/// Whether a speaker has a name of his own.
pub fn is_named(evidence: Evidence<'_>, speaker: SpeakerIx) -> bool {
    evidence.speech.speakers.get(speaker.ix()).is_some_and(|s| s.named && s.kind != SpeakerKind::Group)
}

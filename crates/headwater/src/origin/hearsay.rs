//! Who says, in his own quoted words, that he has what he tells from somebody else, or from a publisher.
//!
//! "Ruiz told me about it on the bridge," said Drax: then Drax is no second witness of what Ruiz told. The words are an open
//! list; the name must stand in the same sentence of the quotation.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use super::occasion::outlet::Outlets;
use super::{Evidence, Statement};
use crate::id::{PageIx, SpeakerIx};
use crate::lineage::Ancestor;
use crate::list::lines;
use crate::reuse::Place;
use crate::span::Span;
use crate::speech::mention::MentionForm;

/// What speakers say to have from others, each with the words.
#[derive(Debug, Default)]
pub struct Hearsay {
    people: BTreeMap<(SpeakerIx, SpeakerIx), Place>,
    pages: BTreeMap<(SpeakerIx, Ancestor), Place>,
}

/// Names and citations in one quotation that are looked at.
const NAMES: usize = 16;

impl Hearsay {
    /// Reads the quotations. `O(n log n)` in quotations and mentions.
    pub fn new(evidence: Evidence<'_>, outlets: &Outlets<'_>, statements: &[Statement]) -> Hearsay {
        let mut mentions: BTreeMap<PageIx, Vec<(Span, SpeakerIx)>> = BTreeMap::new();
        for (i, s) in evidence.speech.speakers.iter().enumerate() {
            for &(page, span, _) in s.mentions.iter().filter(|m| m.2 == MentionForm::Name) {
                mentions.entry(page).or_default().push((span, SpeakerIx::new(i)));
            }
        }
        mentions.values_mut().for_each(|list| list.sort_unstable());
        let mut out = Hearsay::default();
        for s in statements {
            let Some(speaker) = s.speaker else { continue };
            for a in s.quotations.iter().filter_map(|q| evidence.speech.attributions.get(q.ix())) {
                let Some(page) = evidence.pages.get(a.page.ix()) else { continue };
                let named = mentions.get(&a.page).map_or(&[][..], Vec::as_slice);
                let cited = super::occasion::outlet::citations(evidence, a.page);
                for sentence in a.content.iter().flat_map(|&c| sentences(c, &page.text)) {
                    if !heard(sentence.of(&page.text)) {
                        continue;
                    }
                    let place = Place { page: a.page, span: sentence };
                    let from = named.partition_point(|m| m.0.begin < sentence.begin);
                    let inside = named.iter().skip(from).take(NAMES).take_while(|m| m.0.end <= sentence.end);
                    for &(_, other) in inside.filter(|m| m.1 != speaker) {
                        out.people.entry((speaker, other)).or_insert(place);
                    }
                    for name in capitals(sentence, &page.text) {
                        if let Some(&p) = outlets.pages_of(name, a.page).first() {
                            out.pages.entry((speaker, Ancestor::Page(p))).or_insert(place);
                        }
                    }
                    let from = cited.partition_point(|c| c.name.begin < sentence.begin);
                    for c in cited.iter().skip(from).take(NAMES).filter(|c| sentence.contains(c.name)) {
                        out.pages.entry((speaker, c.target)).or_insert(place);
                    }
                }
            }
        }
        out
    }

    /// Whether `who` says to have it from `other`.
    pub fn from(&self, who: SpeakerIx, other: SpeakerIx) -> bool {
        self.people.contains_key(&(who, other))
    }

    /// Who has it from whom, with the words.
    pub fn people(&self) -> impl Iterator<Item = (SpeakerIx, SpeakerIx, Place)> + '_ {
        self.people.iter().map(|(&(a, b), &p)| (a, b, p))
    }

    /// Who has it from which page or work, with the words.
    pub fn pages(&self) -> impl Iterator<Item = (SpeakerIx, Ancestor, Place)> + '_ {
        self.pages.iter().map(|(&(a, b), &p)| (a, b, p))
    }
}

/// Runs of two to five words with capital letters in a sentence: what may be a publisher's name.
fn capitals(sentence: Span, text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut run: Option<(usize, usize, usize)> = None;
    let base = sentence.begin as usize;
    let words = sentence.of(text).split_inclusive(char::is_whitespace);
    let mut at = base;
    for word in words {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let begin = at + word.find(bare).unwrap_or(0);
        at += word.len();
        if bare.starts_with(char::is_uppercase) {
            run = Some(match run {
                Some((from, _, n)) => (from, begin + bare.len(), n + 1),
                None => (begin, begin + bare.len(), 1),
            });
        } else if let Some((from, to, n)) = run.take() {
            out.extend(text.get(from..to).filter(|_| (2..=5).contains(&n)));
        }
    }
    if let Some((from, to, n)) = run {
        out.extend(text.get(from..to).filter(|_| (2..=5).contains(&n)));
    }
    out.truncate(NAMES);
    out
}

fn heard(sentence: &str) -> bool {
    static FORMS: OnceLock<BTreeSet<&'static str>> = OnceLock::new();
    let forms = FORMS.get_or_init(|| lines(include_str!("../../data/origin/hearsay.txt")).collect());
    let text = sentence.to_lowercase();
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    (0..words.len()).any(|i| (2..=5).any(|n| words.get(i..i + n).is_some_and(|w| forms.contains(w.join(" ").as_str()))))
}

/// The sentences of a stretch, cut at full stops.
fn sentences(span: Span, text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let mut from = span.begin as usize;
    for (i, _) in span.of(text).match_indices(['.', '!', '?']) {
        let end = span.begin as usize + i + 1;
        out.push(Span::new(from, end));
        from = end;
    }
    out.push(Span::new(from, (span.end as usize).max(from)));
    out
}

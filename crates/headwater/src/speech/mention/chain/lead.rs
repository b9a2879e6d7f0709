//! Whom a story's opening describes and its later paragraphs name: "A nurse has accused a surgeon ... Ana Ruiz told the court".

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::super::super::speaker::{SpeakerKind, telling};
use super::super::MentionForm;
use super::super::cast::Figure;
use super::super::description::{Description, Noun, Pointing};
use super::super::lexicon::{self, Class};
use super::{Chain, Place};
use crate::list;
use crate::page::Role as BlockRole;

/// Paragraphs of a story in which its subject is brought in by a description: news calls it the delayed identification lead,
/// and it takes one paragraph, seldom two.
const OPENING: usize = 2;

/// Paragraphs within which the name must follow.
const SOON: u32 = 5;

impl Chain<'_> {
    /// Notes that `who` is brought in by the description `d`, if it opens the story and tells something.
    pub(super) fn opens(&mut self, d: &Description, who: u32) {
        let words = self.words;
        let block = words.block(d.tokens.start);
        let blocks = &words.page.blocks;
        let told = blocks.iter().take(block as usize + 1).filter(|b| b.role == BlockRole::Story).count();
        let story = blocks.get(block as usize).is_some_and(|b| b.role == BlockRole::Story);
        let person = d.pointing != Pointing::Owned && d.sort == Noun::Person;
        if !story || !person || told > OPENING || self.lead.is_some() || is_veiled(&words.folded(d.head)) {
            return;
        }
        // "A nurse has said", "a claim by a nurse".
        let by = d.tokens.start.checked_sub(1).filter(|&k| matches!(words.text(k), "by" | "of" | "from"));
        let owner = by.and_then(|k| k.checked_sub(1)).is_some_and(|k| telling::nouns().contains(&*words.folded(k)));
        let source = self.sources.get(d.tokens.start).is_some_and(|&s| s > 0);
        if owner || source && words.at(d.tokens.start).opens {
            self.lead = Some((who, d.pointing));
        }
    }

    /// Unites the one who opened the story with `who`, who is the first with a name to speak, if nothing tells them apart.
    pub(super) fn identified(&mut self, who: u32, token: usize) {
        let (sentence, block) = (self.words.at(token).sentence, self.words.block(token));
        let quoted = self.sources.get(token).is_some_and(|&s| s > 1);
        let Some(f) = self.cast.get(who).filter(|f| f.name.is_some() && f.kind != SpeakerKind::Body) else { return };
        let other = Class::COMMON.or(Class::PLACE).or(Class::BODY).or(Class::OUTLET).or(Class::CALENDAR);
        let surname = f.kind == SpeakerKind::Person || f.parts.iter().all(|p| !lexicon::class(p).any(other));
        let only = f.parts.len() == 1 && f.mentions.len() == 1 && f.roles.is_empty() && surname;
        // "The mayor said she had called. “I rang him,” Quispe said.": a bare surname that no page would print unless told whose.
        if let Some((said, there)) = self.nameless.take()
            && only
            && there + 1 == sentence
            && quoted
            && self.cast.get(said).is_some_and(|s| s.name.is_none() && s.gender.0 * f.gender.0 >= 0)
        {
            self.cast.merge(who, said);
            return;
        }
        let Some((lead, pointing)) = self.lead.take() else { return };
        if pointing == Pointing::Known && !only {
            return;
        }
        let Some(l) = self.cast.get(lead).filter(|l| l.name.is_none() && l.kind == SpeakerKind::Person) else { return };
        let person = f.kind == SpeakerKind::Person || f.parts.len() > 1 || only;
        let first = f.mentions.iter().map(|m| m.span.begin).min() > l.mentions.iter().map(|m| m.span.begin).min();
        let untold = f.roles.is_empty() || f.roles.iter().any(|r| l.roles.iter().any(|o| o.head == r.head));
        let soon = l.last.2 + SOON >= block;
        // "Asked about the nurse, Ruiz said": both in one sentence are two.
        let sentence = |p: &Place| self.words.at(p.tokens.start).sentence;
        let now = self.places.last().map(sentence);
        let both = self.places.iter().rev().take(8).take_while(|p| Some(sentence(p)) == now);
        let apart = both
            .into_iter()
            .any(|p| p.form == MentionForm::Description && self.cast.real(p.who) == self.cast.real(lead));
        if !apart && person && first && untold && soon && f.gender.0 * l.gender.0 >= 0 {
            self.cast.merge(who, lead);
            if let Some(f) = self.cast.get_mut(who) {
                f.kind = SpeakerKind::Person;
            }
        }
    }

    /// Notes that `who`, the `source` of something, is a person with an office or a trade and no name, who speaks.
    pub(super) fn speaks_nameless(&mut self, who: u32, source: Range<usize>) {
        let token = source.start;
        let known =
            self.words.at(token).class.any(Class::KNOWN) && !source.into_iter().any(|k| self.words.possessive(k));
        let person = |f: &Figure| f.name.is_none() && f.joint.is_none() && f.kind == SpeakerKind::Person;
        let plain = |f: &Figure| f.roles.iter().all(|r| !is_veiled(&r.head));
        self.nameless = None;
        if known && self.cast.get(who).is_some_and(|f| person(f) && plain(f)) {
            self.nameless = Some((who, self.words.at(token).sentence));
        }
    }

    /// Notes what `who`, the source at `token`, is said to have issued in that sentence: "said in a statement".
    pub(super) fn issues(&mut self, who: u32, token: usize) {
        let words = self.words;
        let Some(sentence) = words.cut.sentences.get(words.at(token).sentence as usize) else { return };
        for k in sentence.range() {
            let before = |n: usize| k.checked_sub(n).is_some_and(|k| words.at(k).class.any(Class::DETERMINER));
            if !words.at(k).quoted && (before(1) || before(2)) && ISSUED.contains(&*words.folded(k)) {
                self.issued = Some((words.folded(k).into_owned(), who, words.block(token)));
            }
        }
    }

    /// Whose words "it" gives right behind "said in a statement".
    pub(super) fn just_issued(&self, token: usize) -> Option<u32> {
        let (_, who, block) = self.issued.as_ref()?;
        (*block == self.words.block(token)).then_some(*who)
    }

    /// Whose words "the statement" gives: whoever was last said to have issued one.
    pub(super) fn issuer(&self, d: &Description) -> Option<u32> {
        let (noun, who, block) = self.issued.as_ref()?;
        let head = self.words.folded(d.head);
        let near = *block + 2 >= self.words.block(d.head);
        (d.pointing == Pointing::Known && near && *head == **noun).then_some(*who)
    }
}

static ISSUED: LazyLock<BTreeSet<&'static str>> =
    LazyLock::new(|| list::lines(include_str!("../../../../data/speech/issued.txt")).collect());

/// Whether a noun is one by which papers call those whom they do not want to name.
pub(super) fn is_veiled(noun: &str) -> bool {
    VEILED.contains(noun)
}

static VEILED: LazyLock<BTreeSet<&'static str>> =
    LazyLock::new(|| list::lines(include_str!("../../../../data/speech/veiled.txt")).collect());

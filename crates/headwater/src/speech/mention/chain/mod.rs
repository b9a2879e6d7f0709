//! Reading the page once, from the first mention to the last: who is called, by a [name](called), by a description
//! ([described]) or by a [pronoun], and who is meant by a [source] of an attribution.

mod apposed;
mod bodily;
mod body;
mod called;
mod declined;
mod described;
mod extent;
mod headlined;
mod latter;
mod lead;
pub(super) mod naming;
mod phrase;
mod pronoun;
mod relative;
mod source;
mod supposed;

use std::collections::BTreeSet;
use std::ops::Range;

pub(super) use self::body::is_kind;
pub(super) use self::extent::source_tokens;
use self::pronoun::is_pronoun;
use super::super::attribution::{Attribution, Kind};
use super::super::occasion::anchor;
use super::super::speaker::SpeakerKind;
use super::cast::{Cast, Figure};
use super::description::{Description, Pointing};
use super::lexicon::Class;
use super::name::{Name, Sort};
use super::word::Words;
use super::{Mention, MentionForm};
use crate::id::SpeakerIx;
use crate::page::Role as BlockRole;

/// A mention whose bearer is known.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) tokens: Range<usize>,
    /// With titles before it.
    pub(super) lead: usize,
    pub(super) who: u32,
    pub(super) form: MentionForm,
}

/// The reading of one page.
pub(super) struct Chain<'a> {
    pub(super) words: &'a Words<'a>,
    pub(super) cast: Cast,
    /// Resolved mentions, in order.
    pub(super) places: Vec<Place>,
    /// Persons last mentioned, latest last.
    recent: Vec<u32>,
    /// Bodies, groups and things that spoke, latest last.
    voices: Vec<u32>,
    /// Who spoke last, and in a quotation.
    last_speaker: Option<u32>,
    last_quoted: Option<u32>,
    /// The last two persons with names who spoke, and where, if they are two.
    spoke: Vec<(u32, usize)>,
    /// The token and sentence of the last source of which it is not known who it is: "the other", "one of them".
    unknown: Option<(usize, u32)>,
    /// The pronouns of sources that mean somebody behind such a name.
    pub(super) doubtful: BTreeSet<usize>,
    /// The last name by which somebody spoke whom several can be called by, with its token and block.
    clouded: Option<(String, usize, u32)>,
    comment: Option<u32>,
    /// The last apposition: what is described in it has a name.
    absorbed: Range<usize>,
    /// The last name that several could be called by.
    undecided: Range<usize>,
    /// For every token whether a source begins there: of no quotation (1) or of one (2).
    sources: Vec<u8>,
    /// Whom the opening of the story describes, until somebody with a name speaks.
    lead: Option<(u32, Pointing)>,
    /// Who spoke last, in which sentence, if that is somebody with an office and no name.
    nameless: Option<(u32, u32)>,
    /// What was last said to have been issued, by whom, in which block.
    issued: Option<(String, u32, u32)>,
    /// The last parts of names by which the page quotes somebody, or that it names on an occasion, anywhere.
    voiced: BTreeSet<String>,
}

enum Event {
    Name(usize),
    Description(usize),
    Pronoun,
    Source(usize),
}

/// Words between an owner and the name of who belongs to them, at most.
const OWNED: usize = 8;

/// A pronoun looks so many persons back.
const RECENT: usize = 12;

/// Resolves names, descriptions and sources in the order of the text.
pub(super) fn read<'a>(
    words: &'a Words<'a>,
    names: &[Name],
    descriptions: &[Description],
    attributions: &mut [Attribution],
) -> Chain<'a> {
    let mut chain = Chain {
        words,
        cast: Cast::default(),
        places: Vec::new(),
        recent: Vec::new(),
        voices: Vec::new(),
        last_speaker: None,
        last_quoted: None,
        spoke: Vec::new(),
        unknown: None,
        clouded: None,
        doubtful: BTreeSet::new(),
        comment: None,
        absorbed: 0..0,
        undecided: 0..0,
        sources: vec![0; words.len()],
        lead: None,
        nameless: None,
        issued: None,
        voiced: BTreeSet::new(),
    };
    for a in attributions.iter() {
        let Some(range) = source_tokens(words, a) else { continue };
        if a.kind != Kind::Indirect && a.counts() {
            let from = names.partition_point(|n| n.tokens.end <= range.start);
            let inside = names.iter().skip(from).take_while(|n| n.tokens.start < range.end);
            // "Ana Ruiz and Tom Holm said": both.
            let spoke = |(k, n): &(usize, &Name)| *k == 0 || words.text(n.lead.wrapping_sub(1)) == "and";
            for (_, n) in inside.enumerate().filter(spoke) {
                chain.voiced.extend(phrase::parts(words, n.tokens.clone(), n.sort == Sort::Body).pop());
            }
        }
        if let Some(slot) = chain.sources.get_mut(range.start) {
            *slot = (*slot).max(if a.kind == Kind::Indirect { 1 } else { 2 });
        }
    }
    for n in names.iter().filter(|n| n.sort != Sort::Body && !words.at(n.tokens.start).quoted) {
        if chain.told_of(&n.tokens, n.lead) {
            chain.voiced.extend(phrase::parts(words, n.tokens.clone(), false).pop());
        }
    }
    // Headlines come last: they name people by halves whom the story names in full.
    let mut events: Vec<(bool, usize, u8, Event)> = Vec::new();
    let late = |token: usize| {
        let block = words.page.blocks.get(words.block(token) as usize);
        block.is_some_and(|b| b.role != BlockRole::Story && b.role != BlockRole::Caption)
    };
    events.extend(names.iter().enumerate().map(|(k, n)| (late(n.lead), n.tokens.start, 0, Event::Name(k))));
    events
        .extend(descriptions.iter().enumerate().map(|(k, d)| (late(d.tokens.start), d.head, 1, Event::Description(k))));
    for i in 0..words.len() {
        if is_pronoun(words, i) {
            events.push((late(i), i, 1, Event::Pronoun));
        }
    }
    for (k, a) in attributions.iter().enumerate() {
        if let Some(range) = source_tokens(words, a) {
            events.push((late(range.start), range.end.saturating_sub(1), 2, Event::Source(k)));
        }
    }
    events.sort_by_key(|e| (e.0, e.1, e.2));
    for (_, token, _, event) in events {
        chain.enter(token);
        match event {
            Event::Name(k) => {
                if let Some(name) = names.get(k) {
                    chain.name(name);
                    chain.owned_role(name);
                }
            }
            Event::Description(k) => {
                if let Some(d) = descriptions.get(k) {
                    chain.description(d);
                }
            }
            Event::Pronoun => chain.pronoun(token),
            Event::Source(k) => {
                if let Some(a) = attributions.get_mut(k)
                    && let Some(range) = source_tokens(words, a)
                {
                    let who = chain.source(range, a.kind != Kind::Indirect);
                    a.speaker = who.map(|w| SpeakerIx::new(w as usize));
                }
            }
        }
    }
    chain.places.sort_by_key(|p| (p.tokens.start, p.tokens.end));
    chain
}

impl Chain<'_> {
    /// A comment is a voice of its own: nobody of the story is "he" in it.
    pub(super) fn enter(&mut self, token: usize) {
        let block = self.words.page.blocks.get(self.words.block(token) as usize);
        let comment = block.and_then(|b| b.comment.or((b.role == BlockRole::Furniture).then_some(u32::MAX)));
        if comment != self.comment {
            self.comment = comment;
            self.recent.clear();
            self.voices.clear();
            self.last_speaker = None;
            self.last_quoted = None;
        }
    }

    /// Notes a mention. `quoted` ones don't make anybody the one who is spoken of.
    pub(super) fn mention(&mut self, who: u32, tokens: Range<usize>, lead: usize, form: MentionForm) {
        let who = self.cast.real(who);
        let words = self.words;
        let w = words.at(tokens.start);
        let span = words.span(tokens.start, tokens.end);
        let block = words.block(tokens.start);
        // The subject is the first one mentioned in its clause.
        let first_of_sentence = !self.places.last().is_some_and(|p| words.together(p.tokens.start, tokens.start));
        // "His nephew Edwin Quill": the sentence is about the nephew.
        let owner = self.places.last().filter(|p| {
            p.form == MentionForm::Pronoun
                && words.together(p.tokens.start, tokens.start)
                && (p.tokens.start == tokens.start || p.tokens.start == lead || p.tokens.end == lead)
                && words.at(p.tokens.start).opens
        });
        let owner = owner.map(|p| p.who).filter(|&o| self.cast.real(o) != who);
        if let Some(f) = owner.and_then(|o| self.cast.get_mut(o)).filter(|_| !w.quoted) {
            f.subject = false;
        }
        let possessor = self.possessed(lead, tokens.end).filter(|&p| self.cast.real(p) != who);
        if let Some(f) = possessor.and_then(|p| self.cast.get_mut(p)) {
            f.subject = false;
        }
        // "Le secrétaire du syndicat, Ana Ruiz, pleure": the name is the subject that the office was.
        let told = |f: &Figure| f.subject && f.last.1 == w.sentence && f.last.2 == block && f.count > 0;
        let again = self.cast.get(who).is_some_and(told);
        // "Жена Сорокина, Марфа, звонила": the sentence is about Марфа.
        let related = |at: usize| at.checked_sub(1).is_some_and(|k| words.tongue.is_relation(words.text(k)));
        let wife = self.places.last().is_some_and(|p| related(p.lead) && words.together(p.tokens.start, tokens.start));
        let foreign = !words.tongue.is_english();
        let first_of_sentence =
            first_of_sentence || owner.is_some() || possessor.is_some() || foreign && (again || wife);
        let after_preposition =
            related(lead) || lead.checked_sub(1).is_some_and(|p| words.at(p).class.any(Class::PREPOSITION));
        if let Some(f) = self.cast.get_mut(who) {
            f.mentions.push(Mention { span, form });
            if !w.quoted {
                f.last = (tokens.start, w.sentence, block);
                if form != MentionForm::Pronoun {
                    f.named = tokens.start;
                }
                f.subject = first_of_sentence && !after_preposition && !words.possessive(tokens.end);
                f.count += 1;
            }
        }
        let person = self.cast.get(who).is_some_and(|f| matches!(f.kind, SpeakerKind::Person | SpeakerKind::Unknown));
        if !w.quoted && form == MentionForm::Name && self.told_of(&tokens, lead) && person {
            self.last_quoted = Some(who);
        }
        if !w.quoted && person {
            self.recent.retain(|&r| r != who);
            self.recent.push(who);
            if self.recent.len() > RECENT {
                // Those whom the page quotes stay longest.
                let goes = self.recent.iter().position(|&r| self.cast.get(r).is_none_or(|f| !self.voiced(f)));
                self.recent.remove(goes.filter(|&g| g + 1 < self.recent.len()).unwrap_or(0));
            }
        }
        self.places.push(Place { tokens, lead, who, form });
    }

    /// Notes that somebody has just been spoken of at `token`.
    pub(super) fn touch(&mut self, who: u32, token: usize) {
        let (sentence, block) = (self.words.at(token).sentence, self.words.block(token));
        if let Some(f) = self.cast.get_mut(who) {
            f.last = (token, sentence, block);
            f.subject = true;
        }
        self.recent.retain(|&r| r != who);
        self.recent.push(who);
    }

    /// With whom the sentence begins, where that is the owner of whoever is named at `lead`: "Her son's lawyer, Ana Holt,".
    fn possessed(&self, lead: usize, end: usize) -> Option<u32> {
        let words = self.words;
        let comma = lead.checked_sub(1).filter(|&k| k > 0 && words.sign(k, ','))?;
        let opener = self.places.last().filter(|p| words.together(p.tokens.start, lead) && words.at(p.lead).opens);
        let opener = opener.filter(|p| {
            let gap = p.tokens.end..comma;
            (1..=OWNED).contains(&gap.len())
                && (words.at(comma - 1).class.any(Class::ROLE) || words.sign(end, ','))
                && gap.clone().all(|k| (words.at(k).word || words.possessive(k)) && !words.at(k).cue)
                && (p.form == MentionForm::Pronoun || gap.into_iter().any(|k| words.possessive(k)))
        });
        opener.map(|p| p.who)
    }

    /// Whether the page tells here on what occasion the one named spoke: "Ana Ruiz spoke to us", "we met Ana Ruiz".
    pub(super) fn told_of(&self, tokens: &Range<usize>, lead: usize) -> bool {
        let behind = (tokens.end..tokens.end + 4).take_while(|&k| self.words.together(tokens.start, k));
        let before = (lead.saturating_sub(3)..lead).filter(|&k| self.words.together(tokens.start, k));
        behind.chain(before).any(|k| anchor::is_verb(self.words, k))
    }
}

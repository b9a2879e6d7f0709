//! Which body "the company" means where its name does not say that it is one.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::super::super::speaker::SpeakerKind;
use super::super::cast::{Figure, Role};
use super::super::description;
use super::super::lexicon::{self, Class};
use super::{Chain, Place};
use crate::list;

/// Paragraphs within which a body is called again by a noun for its kind.
const NEAR: u32 = 3;

/// Words of a description up to its noun, at most.
const LONGEST: usize = 10;

/// Whether a noun is one for companies, clubs or charities.
pub(in crate::speech::mention) fn is_kind(noun: &str) -> bool {
    KINDS.nouns.contains(noun)
}

impl Chain<'_> {
    /// The one body with a name that "the company" can mean at `token`: one that has a company's name, or of whose kind nothing is
    /// known, and which is mentioned more often than any other near.
    pub(super) fn generic_body(&self, role: &Role, token: usize) -> Option<u32> {
        // "The Halloran cycling team" has a name of its own.
        let words = self.words;
        let own = |k: usize| words.at(k).capital && lexicon::country(&words.folded(k)).is_none();
        let head = (token..token + LONGEST).find(|&k| words.folded(k) == role.head)?;
        if !KINDS.nouns.contains(&*role.head) || (token + 1..=head).any(own) {
            return None;
        }
        // "The Norwegian side" is Norway's, whoever else is spoken of.
        let of_country = (token..head).any(|k| lexicon::country(&words.folded(k)).is_some());
        let party = of_country && KINDS.parties.contains(&*role.head);
        let block = self.words.block(token);
        let sentence = self.words.at(token).sentence;
        let mut found: Vec<(bool, bool, u32, u32)> = Vec::new();
        let sent_from = |p: &Place| words.at(p.tokens.start).class.any(Class::PLACE) && p.tokens.len() == 1;
        let near = self.places.iter().rev().take_while(|p| words.block(p.tokens.start) + NEAR >= block);
        for place in near.filter(|p| !sent_from(p)) {
            let id = self.cast.real(place.who);
            if let Some(f) = self.cast.get(id).filter(|f| !found.iter().any(|x| x.3 == id) && f.last.2 + NEAR >= block)
                && let Some(sure) = suits(f).or_else(|| self.called_first(f).then_some(false))
            {
                found.push((sure, f.subject && f.last.1 + 1 >= sentence && f.last.2 == block, f.count, id));
            }
        }
        found.retain(|f| f.0 || !party);
        found.sort_by_key(|f| (std::cmp::Reverse((f.0, f.1, f.2)), f.3));
        // A bank is seldom "the company" on a page that is about another body.
        let mut often: Vec<(u32, u32)> = found.iter().map(|f| (f.2, f.3)).collect();
        often.sort_by_key(|f| std::cmp::Reverse(f.0));
        if let [(most, who), (next, _), ..] = often.as_slice()
            && *most >= 2 * next
        {
            return Some(*who);
        }
        match found.as_slice() {
            [one] => Some(one.3),
            // One whose name says so, or of which the sentence before is.
            [one, two, ..] if (one.0, one.1) > (two.0, two.1) => Some(one.3),
            _ => None,
        }
    }

    /// Whether a name of two words of which nothing is known is called by the first of them, as bodies are and people are not whom
    /// no list has by it: "Corvane Botanicals", "Corvane".
    fn called_first(&self, f: &Figure) -> bool {
        let (Some(first), Some(name)) = (f.parts.first(), f.name) else { return false };
        let open = f.kind == SpeakerKind::Unknown && f.parts.len() > 1 && f.gender.0 == 0 && f.roles.is_empty();
        let text = &self.words.page.text;
        let word = name.of(text).split_whitespace().next().unwrap_or_default();
        open && !lexicon::class(first).any(Class::GIVEN) && f.mentions.iter().any(|m| m.span.of(text) == word)
    }
}

/// Whether somebody can be called by a noun for companies and clubs, and whether its name says so.
fn suits(f: &Figure) -> Option<bool> {
    let (Some(first), Some(last)) = (f.parts.first(), f.parts.last()) else { return None };
    f.name?;
    let known = KINDS.suffixes.contains(&**last);
    let place = f.parts.iter().all(|p| lexicon::class(p).any(Class::PLACE.or(Class::CALENDAR)));
    match f.kind {
        _ if place => None,
        SpeakerKind::Body if known => Some(true),
        // "The Ministry of Ports" is no company.
        SpeakerKind::Body => {
            let told = f.parts.iter().any(|p| lexicon::class(p).any(Class::BODY.or(Class::OUTLET)));
            (!told).then_some(false)
        }
        SpeakerKind::Unknown => {
            let given = lexicon::class(first).any(Class::GIVEN);
            // "Fishermen", who open a sentence, are no company.
            let people = || description::singular(last).is_some_and(|one| lexicon::class(&one).any(Class::ROLE));
            if f.parts.len() == 1 && people() {
                return None;
            }
            let alone = f.parts.len() == 1 && !lexicon::class(last).any(Class::GIVEN.or(Class::COMMON));
            (known || alone && !given && f.gender.0.abs() < 2 && f.roles.is_empty()).then_some(known)
        }
        _ => None,
    }
}

/// What `generic-bodies.txt` lists.
#[derive(Default)]
struct Kinds {
    /// Nouns for kinds of bodies.
    nouns: BTreeSet<&'static str>,
    /// Those of them that with a country's adjective are that country itself.
    parties: BTreeSet<&'static str>,
    /// Words of names that are of such a kind.
    suffixes: BTreeSet<&'static str>,
}

static KINDS: LazyLock<Kinds> = LazyLock::new(|| {
    let mut kinds = Kinds::default();
    for line in list::lines(include_str!("../../../../data/speech/generic-bodies.txt")) {
        let (of, words) = match line.split_once(':') {
            Some(("suffix", words)) => (&mut kinds.suffixes, words),
            Some(("party", words)) => (&mut kinds.parties, words),
            _ => (&mut kinds.nouns, line),
        };
        of.extend(words.split_whitespace());
    }
    kinds
});

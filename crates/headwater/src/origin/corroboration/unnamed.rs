//! Witnesses whom nothing on the pages makes a speaker: "the river police contradicted the mayor", "a log of the lock bears her out".
//! They are told in the words of the sentence, where these are plainly the subject or the agent of its verb.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::OnceLock;

use super::Witness;
use super::account;
use super::general::{generic_nouns, roles};
use super::resolve::Reader;
use super::stance::matter::happening;
use crate::id::SpeakerIx;
use crate::list::lines;
use crate::origin::class::{
    ADVERBS, AUX, BE, JUDGING, NOT_PEOPLE, ONES_OWN, OWN_CLAUSE, PARTICIPLES, TOGETHER, WORDS_BREAKS, WORDS_LINKS,
    WORDS_OPENERS, WORDS_SKIPPED,
};
use crate::reuse::Place;
use crate::span::Span;
use crate::speech::SpeakerKind;
use crate::speech::mention::MentionForm;

/// Endings of nouns for those who do something.
const AGENT_ENDINGS: [&str; 6] = ["ist", "ian", "ee", "er", "or", "wright"];

/// Tokens between "we" and a verb of verifying: "we have no way to".
const FIRST: usize = 8;

/// Tokens of such a phrase: "two of the paramedics who were first on the scene" has its head among the first.
const PHRASE: usize = 12;

/// Tokens of a relative clause between its pronoun and the verb of whom it tells.
const RELATIVE: usize = 14;

impl Reader<'_> {
    /// The subject of a verb group that ends a stretch, in the words of the sentence. The phrase must fill its clause: what begins
    /// in the middle of one may be the object of something else.
    pub(super) fn subject_in_words(&self, stretches: &[Range<usize>]) -> Option<(Witness, Option<Span>)> {
        stretches.iter().find_map(|r| {
            let word = |k: usize| account::at(&self.words, k);
            let able = |w: &str| {
                matches!(
                    w,
                    "unable" | "able" | "yet" | "to" | "seem" | "seems" | "seemed" | "appear" | "appears" | "appeared"
                )
            };
            let small = |k: usize| AUX.has(word(k)) || ADVERBS.has(word(k)) || word(k).ends_with("ly") || able(word(k));
            let end = r.clone().rev().find(|&k| !small(k))? + 1;
            let low = r.start.max(end.saturating_sub(PHRASE + 1));
            // "Said three members had told him": who is told of, not who says so.
            let cut = (low..end).rev().find(|&k| self.breaks(k) || matches!(word(k), "said" | "says" | "say"));
            // "Her husband told the court that he could not recall it".
            if matches!(word(end - 1), "he" | "she" | "they") {
                let told = (low..end - 1).rev().find(|&k| matches!(word(k), "told" | "said" | "says" | "tells"))?;
                let begin = (low..told).rev().find(|&k| self.breaks(k)).map_or(low, |k| k + 1);
                return self.phrase(begin..told);
            }
            let participle = cut == Some(end - 1) && account::at(&self.words, r.end).ends_with("ing");
            if participle {
                return self.main_subject(r.start..end - 1);
            }
            let begin = match cut {
                Some(k) => k + 1,
                None if low == r.start => low,
                None => return None,
            };
            self.phrase(begin..end)
        })
    }

    /// Whom a clause without commas is about that ends a stretch: "two herders who were camped beside the road confirmed it".
    pub(super) fn antecedent(
        &self,
        stretches: &[Range<usize>],
        about: Option<SpeakerIx>,
    ) -> Option<(Witness, Option<Span>)> {
        let [whole] = stretches else { return None };
        let word = |k: usize| account::at(&self.words, k);
        let low = whole.start.max(whole.end.saturating_sub(RELATIVE));
        // "Two letters that the Post was shown": not the Post, but they.
        let shown = |k: usize| word(k) == "that" && bearing().contains(word(k - 1));
        // "A letter which it says bears her out": the letter.
        let says = |k: usize| matches!(word(k), "says" | "said" | "say" | "claims" | "insists" | "maintains");
        let inserted = whole.end.checked_sub(3).filter(|&k| k > low && says(k + 2));
        let inserted = inserted
            .filter(|&k| matches!(word(k), "which" | "that") && matches!(word(k + 1), "it" | "he" | "she" | "they"));
        if let Some(k) = inserted {
            let opener = (k.saturating_sub(PHRASE / 2).max(whole.start)..k).rev().find(|&k| WORDS_OPENERS.has(word(k)));
            return opener.and_then(|from| self.phrase(from..k));
        }
        let who = (low + 1..whole.end).rev().take_while(|&k| self.inside(k)).find(|&k| word(k) == "who" || shown(k))?;
        let from = whole.start.max(who.saturating_sub(PHRASE));
        let cut = (from..who).rev().find(|&k| self.breaks(k));
        let begin = cut.map_or(from, |k| k + 1);
        if begin >= who {
            return None;
        }
        let last = self.span(who - 1);
        let named = self.near(last).iter().find(|m| m.0.end == last.end && about != Some(m.1)).map(|m| (m.1, m.0));
        let named = named.map(|(who, at)| (Witness::Speaker(who), Some(at)));
        named.or_else(|| self.phrase(begin..who))
    }

    /// Whether a relative clause can go on over token `k`.
    fn inside(&self, k: usize) -> bool {
        let word = account::at(&self.words, k);
        (word.starts_with(char::is_alphanumeric) || self.possessive(k))
            && !matches!(word, "said" | "says" | "told" | "but")
    }

    /// Who stands by name between commas right before the verb: "the head of the waterworks, Georg Pohl, could not confirm it".
    pub(super) fn apposed(
        &self,
        stretches: &[Range<usize>],
        about: Option<SpeakerIx>,
    ) -> Option<(Witness, Option<Span>)> {
        let [outer, whole] = stretches else { return None };
        let (begin, end) = (outer.end + 1, whole.end.checked_sub(1)?);
        if begin >= end {
            return None;
        }
        let first = self.span(begin).hull(self.span(end - 1));
        // A title may stand before the name, and an office behind it.
        let early = self.span((begin + 2).min(end - 1)).end;
        // "Ana Ruiz, the head of the Harbour Board, confirmed it": who has a name before the comma needs none behind it.
        let before = self.span(outer.end.checked_sub(1)?);
        let person = |m: &&(Span, SpeakerIx, MentionForm)| {
            m.2 == MentionForm::Name && self.kind(m.1) == SpeakerKind::Person && m.0.end == before.end
        };
        if self.near(before).iter().any(|m| person(&m)) {
            return None;
        }
        let mut inside = self.near(first).iter().filter(|m| first.begin <= m.0.begin && m.0.end <= first.end);
        let (at, who, _) = inside.find(|(at, who, form)| {
            *form == MentionForm::Name && at.begin < early && self.kind(*who) == SpeakerKind::Person
        })?;
        // "Said Plant's publicist" names somebody else.
        let name = self.cut.tokens.partition_point(|t| t.span.end <= at.begin);
        let next = self.cut.tokens.partition_point(|t| t.span.begin < at.end);
        let title = |k: usize| {
            self.span(k).of(&self.page.text).starts_with(char::is_uppercase)
                || roles().contains(account::at(&self.words, k))
        };
        let clear = (begin..name).all(title) && !self.possessive(next);
        (clear && about != Some(*who)).then_some((Witness::Speaker(*who), Some(*at)))
    }

    /// Whoever says "we have no way to confirm that" within quotation marks.
    pub(super) fn first_person(&self, stretches: &[Range<usize>]) -> Option<SpeakerIx> {
        let whole = stretches.last()?;
        let clause = whole.clone().rev().take(FIRST).take_while(|&k| !self.breaks(k));
        let pronoun = clause.into_iter().find(|&k| matches!(account::at(&self.words, k), "i" | "we"))?;
        if self.quoted(pronoun) { self.says(pronoun) } else { None }
    }

    /// The agent behind "by", in the words of the sentence.
    pub(super) fn agent_in_words(&self, range: Range<usize>) -> Option<(Witness, Option<Span>)> {
        let stop = |k: &usize| self.breaks(*k) || BE.has(account::at(&self.words, *k));
        let end = range.clone().take(PHRASE + 1).find(stop).unwrap_or(range.end.min(range.start + PHRASE + 1));
        self.phrase(range.start..end)
    }

    /// What an account is set against, in the words of the sentence: whatever it is, it bears the account out or not.
    pub(super) fn set_against(&self, range: Range<usize>) -> Option<(Witness, Option<Span>)> {
        let phrase = self.agent_phrase(range.clone());
        let begin = self.span(phrase.start);
        let named = self.near(begin).iter().find(|m| m.0.begin == begin.begin && m.2 == MentionForm::Name);
        let next = |end: u32| self.cut.tokens.partition_point(|t| t.span.begin < end);
        let alone = |m: &&(Span, SpeakerIx, MentionForm)| next(m.0.end) >= phrase.end;
        if let Some(m) = named.filter(alone) {
            return Some((Witness::Speaker(m.1), Some(m.0)));
        }
        let clear = (phrase.start..phrase.end)
            .all(|k| self.plain(k) || self.possessive(k) || WORDS_LINKS.has(account::at(&self.words, k)));
        let definite =
            WORDS_OPENERS.has(account::at(&self.words, phrase.start)) || self.bears(phrase.end.saturating_sub(1));
        let span = self.cut.span(phrase.start, phrase.end);
        let words = Witness::Words(Place { page: self.ix, span });
        (clear && definite && phrase.len() >= 2).then_some((words, Some(span)))
    }

    /// The tokens of the agent that begins at the start of a stretch, up to what it is of or from.
    pub(super) fn agent_phrase(&self, range: Range<usize>) -> Range<usize> {
        let stop = |k: &usize| {
            let word = account::at(&self.words, *k);
            self.breaks(*k) || BE.has(word) || WORDS_LINKS.has(word) && *k > range.start + 1
        };
        let end = range.clone().take(PHRASE).find(stop).unwrap_or(range.end.min(range.start + PHRASE));
        range.start..end
    }

    /// The name that stands behind an agent without one: "by the shift leader who wrote it, Anton Fuchs."
    pub(super) fn apposed_agent(
        &self,
        found: (Witness, Option<Span>),
        range: Range<usize>,
        about: Option<SpeakerIx>,
    ) -> (Witness, Option<Span>) {
        let nameless =
            matches!(found.0, Witness::Speaker(s) if !self.has_name(s)) || matches!(found.0, Witness::Words(_));
        let comma = range.clone().take(PHRASE).find(|&k| account::at(&self.words, k) == ",");
        let Some(first) = comma.map(|k| k + 1).filter(|_| nameless) else { return found };
        let begin = self.span(first);
        let name = self.near(begin).iter().find(|m| m.0.begin == begin.begin && m.2 == MentionForm::Name);
        let Some(&(at, who, _)) = name.filter(|m| self.kind(m.1) == SpeakerKind::Person) else { return found };
        let next = self.cut.tokens.partition_point(|t| t.span.begin < at.end);
        let ends = matches!(account::at(&self.words, next), "." | "," | ";" | "");
        if ends && about != Some(who) { (Witness::Speaker(who), Some(at)) } else { found }
    }

    /// Who or what in words is the subject of a stretch that a clause with a name stands before: "when Lind came home, but sources
    /// inside the board have".
    pub(super) fn clause_of_its_own(&self, name: Span, range: Range<usize>) -> Option<(Witness, Option<Span>)> {
        let (found, at) = self.subject_in_words(std::slice::from_ref(&range))?;
        let begin = at?.begin;
        let first = self.cut.tokens.partition_point(|t| t.span.end <= begin);
        let cut = (range.start..first).rev().find(|&k| !WORDS_SKIPPED.has(account::at(&self.words, k)))?;
        let begins = OWN_CLAUSE.has(account::at(&self.words, cut)) && self.span(cut).begin >= name.end;
        begins.then_some((found, at))
    }

    /// Whether no phrase for a witness reaches over token `k`.
    fn breaks(&self, k: usize) -> bool {
        let word = account::at(&self.words, k);
        WORDS_BREAKS.has(word) || !(word.starts_with(char::is_alphanumeric) || self.possessive(k))
    }

    /// The phrase of all these tokens, if its head is somebody or something that can bear witness.
    fn phrase(&self, range: Range<usize>) -> Option<(Witness, Option<Span>)> {
        let word = |k: usize| account::at(&self.words, k);
        // "But two of the guards": the conjunction is none of it.
        let begin = range.clone().find(|&k| !WORDS_SKIPPED.has(word(k)))?;
        let verb = |k: usize| AUX.has(word(k)) && word(k) != "since" || super::stance::of_word(word(k)).is_some();
        if range.len() > PHRASE || (begin..range.end).any(verb) {
            return None;
        }
        // "Two of the guards": its head stands behind the link.
        let many = matches!(word(begin + 1), "of") && !self.bears(begin);
        let from = if many { begin + 2 } else { begin };
        let head = (from..range.end).find(|&k| WORDS_LINKS.has(word(k))).unwrap_or(range.end).checked_sub(1)?;
        // "An invoice produced by the firm".
        let made = |k: usize| word(k).ends_with("ed") || word(k).ends_with("en") || PARTICIPLES.has(word(k));
        let head = if head > from && made(head) && self.bears(head - 1) { head - 1 } else { head };
        if head < from || !self.bears(head) {
            return None;
        }
        // A capital at the beginning of a sentence tells nothing: "police denied that" needs no article, "water denied" is nobody.
        let first = self.cut.sentences.partition_point(|s| s.end as usize <= begin);
        let opens = self.cut.sentences.get(first).is_some_and(|s| s.begin as usize == begin);
        let capital = !opens && self.span(begin).of(&self.page.text).starts_with(char::is_uppercase);
        let number = word(begin).starts_with(|c: char| c.is_ascii_digit());
        let several = bearing().contains(word(head)) && word(head).ends_with('s') && head == begin;
        if !(WORDS_OPENERS.has(word(begin)) || number || capital || several || TOGETHER.has(word(head))) {
            return None;
        }
        // "Clerks approached by Ana Ruiz expressed": the verb is none of it.
        let name = |k: usize| self.span(k).of(&self.page.text).starts_with(char::is_uppercase);
        let last = range.end - 1;
        let verb = last > head + 2 && word(last).ends_with("ed") && !name(last) && name(last - 1);
        let span = self.cut.span(begin, if verb { last } else { range.end });
        Some((Witness::Words(Place { page: self.ix, span }), Some(span)))
    }

    /// Whether a phrase is for something that happened, with what it is of behind it: "the unexpected visit on Saturday of".
    pub(super) fn no_witness(&self, phrase: Range<usize>) -> bool {
        let Some(head) = phrase.end.checked_sub(1).filter(|&h| h > phrase.start) else { return false };
        let word = |k: usize| account::at(&self.words, k);
        let small = |k: usize| self.span(k).of(&self.page.text).starts_with(char::is_lowercase);
        matches!(word(phrase.start), "the" | "a" | "an" | "its" | "their" | "his" | "her" | "this" | "that")
            && WORDS_LINKS.has(word(phrase.end))
            && (phrase.start..phrase.end).all(|k| small(k) && self.plain(k))
            && happening(word(head))
            && !self.bears(head)
            && !account::nouns().contains(word(head))
    }

    /// Whether the phrase at token `i` is for somebody without a name: "the man who was driving it".
    pub(super) fn somebody_unnamed(&self, i: usize) -> bool {
        let word = |k: usize| account::at(&self.words, k);
        let told = i.checked_sub(2).is_some_and(|k| ONES_OWN.has(word(k)));
        let head = (i + 1..i + 4).filter(|_| told).find(|&k| !self.plain(k + 1) || WORDS_LINKS.has(word(k + 1)));
        let man = |w: &str| ["man", "men", "woman", "women", "boy", "girl"].iter().any(|e| w.ends_with(e));
        let person =
            |w: &str| man(w) || roles().contains(w) || w.strip_suffix('s').is_some_and(|w| roles().contains(w));
        matches!(word(i), "the" | "a" | "an" | "two" | "three") && head.is_some_and(|k| person(word(k)))
    }

    /// Whether the noun at token `k` is for somebody or something that can bear witness.
    fn bears(&self, k: usize) -> bool {
        let word = account::at(&self.words, k);
        if account::nouns().contains(word) && !bearing().contains(word) {
            return false;
        }
        let of = |w: &str| {
            let person = ["man", "men", "woman", "women", "person", "people"].iter().any(|e| w.ends_with(e));
            roles().contains(w)
                || generic_nouns().contains(w)
                || bearing().contains(w)
                || bodies().contains(w)
                || TOGETHER.has(w)
                || person
        };
        let agent =
            |w: &str| AGENT_ENDINGS.iter().any(|e| w.len() > e.len() + 2 && w.ends_with(e)) && !NOT_PEOPLE.has(w);
        // A capital on an ending is a name: "Hunter".
        let small = self.span(k).of(&self.page.text).starts_with(char::is_lowercase);
        let some = |w: &str| of(w) || small && agent(w);
        some(word) || word.strip_suffix('s').is_some_and(some)
    }

    /// Whether a name only says of what kind the people or the body behind it are: "Cuban media outlets", "Ottawa police".
    pub(super) fn of_people(&self, name: Span) -> bool {
        let next = self.cut.tokens.partition_point(|t| t.span.begin < name.end);
        let small = |k: usize| self.span(k).of(&self.page.text).starts_with(char::is_lowercase);
        let phrase = (next..next + 3).take_while(|&k| self.plain(k) && small(k) && !self.breaks(k));
        // "Drost calls that a lie": a verb.
        let verb = |k: usize| JUDGING.has(account::at(&self.words, k));
        phrase.into_iter().any(|k| account::at(&self.words, k).ends_with('s') && self.bears(k) && !verb(k))
    }

    /// The subject of the clause before a participle: "the river police published their log, lending weight to her account".
    fn main_subject(&self, range: Range<usize>) -> Option<(Witness, Option<Span>)> {
        let begin = range.clone().find(|&k| !WORDS_SKIPPED.has(account::at(&self.words, k)))?;
        let near = begin..range.end.min(begin + PHRASE);
        let head = near.take_while(|&k| !self.breaks(k)).find(|&k| self.bears(k) && !self.bears(k + 1))?;
        self.phrase(begin..head + 1)
    }
}

fn bearing() -> &'static BTreeSet<&'static str> {
    static NOUNS: OnceLock<BTreeSet<&'static str>> = OnceLock::new();
    NOUNS.get_or_init(|| {
        lines(include_str!("../../../data/origin/bearing.txt")).flat_map(str::split_whitespace).collect()
    })
}

/// What bodies are called.
fn bodies() -> &'static BTreeSet<&'static str> {
    static NOUNS: OnceLock<BTreeSet<&'static str>> = OnceLock::new();
    NOUNS.get_or_init(|| {
        let rows = lines(include_str!("../../../data/speech/bodies.txt"));
        let some = rows.skip_while(|l| *l != "[body]").take_while(|l| *l != "[thing]").filter(|l| !l.starts_with('['));
        let again = lines(include_str!("../../../data/speech/generic-bodies.txt")).filter(|l| !l.starts_with("suffix"));
        some.chain(again).flat_map(str::split_whitespace).collect()
    })
}

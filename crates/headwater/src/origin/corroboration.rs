//! Who is said to confirm, partly confirm, deny or be unable to verify what.
//!
//! [`super::stance`] reads the words of a sentence; here the people are found who are named there, and whether the
//! witness is independent of the first. Comments of readers are never looked at.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::OnceLock;

use super::account::{self, Owner};
use super::event::{Event, Events};
use super::outlet::{Outlets, fold};
use super::route::Route;
use super::stance::{self, Reading, WitnessAt};
use super::telling::{Heard, Telling};
use super::{Evidence, Statement};
use crate::id::{PageIx, SpeakerIx, StatementIx, WorkIx};
use crate::lineage::{Ancestor, CitationForm};
use crate::page::{Page, Role};
use crate::reuse::Place;
use crate::span::Span;
use crate::speech::mention::MentionForm;
use crate::speech::sentence::{self, Cut};
use crate::speech::{OccasionKind, SpeakerKind};

/// A sentence that says how somebody stands to what somebody else said.
#[derive(Clone, Debug, PartialEq)]
pub struct Corroboration {
    /// Whose account it is about.
    pub about: Option<SpeakerIx>,
    /// Whether the sentence says whose it is; otherwise ("the account") `about` is told from the sentences around.
    pub named: bool,
    /// The one statement it is about, where the text says which.
    pub statement: Option<StatementIx>,
    /// Who is said to stand so.
    pub by: Witness,
    /// How.
    pub stance: Stance,
    /// The words that say so.
    pub place: Place,
    /// Whether the witness is independent of the first; `None`: undetermined.
    pub independent: Option<bool>,
    /// Why, in a sentence; also how the witness is said to know.
    pub why: String,
}

/// Who corroborates or denies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Witness {
    /// A person or body.
    Speaker(SpeakerIx),
    /// A page at hand.
    Page(crate::id::PageIx),
    /// A work.
    Work(WorkIx),
    /// Nobody in particular: "could not be verified".
    Nobody,
}

/// How a witness stands to an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stance {
    /// Confirms it.
    Corroborates,
    /// Confirms a part.
    Partly,
    /// Denies it.
    Denies,
    /// Can't say: "there is no way to verify".
    CannotVerify,
}

/// What this step needs of the ones before it.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// All stages before this one.
    pub evidence: Evidence<'a>,
    /// Who publishes what.
    pub outlets: &'a Outlets<'a>,
    /// How pages tell of occasions.
    pub tellings: &'a [Telling],
    /// Occasions across pages.
    pub events: &'a Events,
    /// Statements with their routes.
    pub statements: &'a [Statement],
    /// The family of each page.
    pub family: &'a [PageIx],
}

/// All corroborations, by page and place.
pub fn find(context: Context<'_>) -> Vec<Corroboration> {
    use rayon::prelude::*;
    let people = People::new(context);
    let lists: Vec<Vec<Corroboration>> = (0..context.evidence.pages.len())
        .into_par_iter()
        .map(|i| Reader::new(context, &people, PageIx::new(i)).map(|r| r.read()).unwrap_or_default())
        .collect();
    lists.into_iter().flatten().collect()
}

/// Where people and bodies are mentioned, by page, in order of place.
struct People {
    mentions: BTreeMap<PageIx, Vec<(Span, SpeakerIx, MentionForm)>>,
    /// Statements by speaker.
    said: BTreeMap<SpeakerIx, Vec<usize>>,
    /// People and bodies by the last word of their names, with the whole folded name.
    names: BTreeMap<String, Vec<(String, SpeakerIx)>>,
}

impl People {
    fn new(context: Context<'_>) -> People {
        let mut mentions: BTreeMap<PageIx, Vec<_>> = BTreeMap::new();
        for (i, s) in context.evidence.speech.speakers.iter().enumerate() {
            for &(page, span, form) in &s.mentions {
                mentions.entry(page).or_default().push((span, SpeakerIx::new(i), form));
            }
        }
        mentions.values_mut().for_each(|list| list.sort_unstable());
        let mut said: BTreeMap<SpeakerIx, Vec<usize>> = BTreeMap::new();
        for (i, s) in context.statements.iter().enumerate() {
            if let Some(speaker) = s.speaker {
                said.entry(speaker).or_default().push(i);
            }
        }
        let mut names: BTreeMap<String, Vec<(String, SpeakerIx)>> = BTreeMap::new();
        for (i, s) in context.evidence.speech.speakers.iter().enumerate().filter(|(_, s)| s.named) {
            for name in std::iter::once(&s.name).chain(&s.aliases).map(|n| fold(n)) {
                let last = name.rsplit(' ').next().unwrap_or("").to_owned();
                names.entry(last).or_default().push((name, SpeakerIx::new(i)));
            }
        }
        People { mentions, said, names }
    }
}

/// One page, being read.
struct Reader<'a> {
    context: Context<'a>,
    people: &'a People,
    ix: PageIx,
    page: &'a Page,
    cut: Cut,
    words: Vec<String>,
    mentions: &'a [(Span, SpeakerIx, MentionForm)],
    /// Bytes of the longest of them.
    longest: u32,
    /// The one person whom the page quotes most, if it is most of what it quotes.
    main_voice: Option<SpeakerIx>,
}

/// Sentences of one page at most whose stance is resolved. A long report on a disputed account has a dozen; each is set
/// against all that its page tells, so that without a bound a page of nothing else would take square time.
const MOST: usize = 1000;

/// Sentences after one that names no witness in which he may be introduced: "have been corroborated by other sources. In
/// 2016, I interviewed ..." The seeds need one, and a paragraph that follows up on such a sentence rarely has more.
const FOLLOW: usize = 3;

/// Tokens between a verb of talking and the name of who talked: "met the ferry's former purser, N"; "N, who had by then
/// left the board, told".
const MEETING: usize = 8;

/// Tokens of the clause after a witness's name that are shown: an office with its years, or a capture with its place.
const DESCRIBED: usize = 22;

impl<'a> Reader<'a> {
    fn new(context: Context<'a>, people: &'a People, ix: PageIx) -> Option<Reader<'a>> {
        let page = context.evidence.pages.get(ix.ix())?;
        let cut = sentence::cut(page);
        let words = cut.tokens.iter().map(|t| t.span.of(&page.text).to_lowercase()).collect();
        let mentions = people.mentions.get(&ix).map_or(&[][..], Vec::as_slice);
        let longest = mentions.iter().map(|m| m.0.end - m.0.begin).max().unwrap_or(0);
        let main_voice = main_voice(context.evidence, ix);
        Some(Reader { context, people, ix, page, cut, words, mentions, longest, main_voice })
    }

    fn read(&self) -> Vec<Corroboration> {
        let mut out: Vec<Corroboration> = Vec::new();
        let mut before: Option<SpeakerIx> = None;
        let mut left = MOST;
        for (n, s) in self.cut.sentences.iter().enumerate() {
            if s.role != Role::Story {
                continue;
            }
            let mut here = None;
            if left == 0 {
                break;
            }
            for reading in stance::read(&self.words, s.range()).into_iter().take(left) {
                left -= 1;
                let found = self.resolve(n, &reading, here.or(before));
                let Some(c) = found else { continue };
                here = c.about.or(here);
                let same = |o: &Corroboration| o.about == c.about && o.by == c.by && o.stance == c.stance;
                let doubled = out.iter().any(same)
                    || (c.by == Witness::Nobody && out.iter().any(|o| o.place == c.place && o.about == c.about));
                if !doubled {
                    out.push(c);
                }
            }
            before = here.or_else(|| self.mentioned(s.range()).or(before));
        }
        self.named_as_confirming(&mut out);
        out.sort_by_key(|c| (c.place, c.stance, c.by));
        out
    }

    /// Citations of the form "confirmed by X" whose sentence the patterns did not read.
    fn named_as_confirming(&self, out: &mut Vec<Corroboration>) {
        for c in self.context.outlets.citations(self.ix).iter().filter(|c| c.form == CitationForm::Confirmed) {
            let by = match c.target {
                Ancestor::Page(p) => Witness::Page(p),
                Ancestor::Work(w) => Witness::Work(w),
                Ancestor::Lost(_) => continue,
            };
            let known = out.iter().any(|o| o.place.span.overlaps(c.span));
            if known || self.page.role_at(c.name.begin) != Role::Story {
                continue;
            }
            let about = self.main_voice;
            let place = Place { page: self.ix, span: c.span };
            let (independent, why) = self.independence(about, by, None);
            out.push(Corroboration {
                about,
                named: false,
                statement: None,
                by,
                stance: Stance::Corroborates,
                place,
                independent,
                why,
            });
        }
    }

    fn resolve(&self, sentence: usize, reading: &Reading, before: Option<SpeakerIx>) -> Option<Corroboration> {
        let s = self.cut.sentences.get(sentence)?;
        let owner = self.owner(&reading.account.owner);
        let by_itself = matches!(reading.account.owner, Owner::Bare | Owner::Pronoun);
        let (by, named_at) = self.witness(reading, owner, sentence)?;
        if self.thing(by) {
            return None;
        }
        let other = |s: &SpeakerIx| by != Witness::Speaker(*s);
        let about = match owner {
            Some(o) => Some(o),
            None if by_itself => before.filter(other).or_else(|| self.main_voice.filter(other)),
            None => None,
        };
        if about.is_some_and(|a| by == Witness::Speaker(a)) || by == Witness::Page(self.ix) {
            return None;
        }
        // A denial of charges that nobody on the page has made is the speaker's statement, not a finding.
        if about.is_none()
            && !matches!(by, Witness::Page(_) | Witness::Work(_))
            && reading.stance != Stance::CannotVerify
        {
            return None;
        }
        let span = self.cut.span(s.begin as usize, s.end as usize);
        let (independent, why) = self.independence(about, by, named_at);
        Some(Corroboration {
            about,
            named: !by_itself,
            statement: None,
            by,
            stance: reading.stance,
            place: Place { page: self.ix, span },
            independent,
            why,
        })
    }

    fn span(&self, token: usize) -> Span {
        self.cut.tokens.get(token).map_or(Span::default(), |t| t.span)
    }

    /// The mentions that may touch `span`, and few others.
    fn near(&self, span: Span) -> &'a [(Span, SpeakerIx, MentionForm)] {
        let from = self.mentions.partition_point(|m| m.0.begin.saturating_add(self.longest) < span.begin);
        let to = self.mentions.partition_point(|m| m.0.begin <= span.end);
        self.mentions.get(from..to).unwrap_or(&[])
    }

    /// Who owns an account.
    fn owner(&self, owner: &Owner) -> Option<SpeakerIx> {
        match *owner {
            Owner::Bare | Owner::Pronoun => None,
            Owner::Before(i) => {
                let last = self.span(i.checked_sub(1)?);
                let covers = self.near(last).iter().filter(|(s, ..)| s.overlaps(last));
                let found = covers.max_by_key(|(s, ..)| s.len()).map(|&(_, who, _)| who);
                found.or_else(|| self.by_name(self.run_before(i)))
            }
            Owner::From(i) => {
                let (from, to) = (self.span(i), self.span((i + 4).min(self.words.len().saturating_sub(1))));
                let near = self.near(from.hull(to)).iter().filter(|(s, ..)| s.end > from.begin && s.begin <= to.begin);
                let found = near.min_by_key(|(s, ..)| (s.begin, std::cmp::Reverse(s.end))).map(|&(_, who, _)| who);
                let pronoun = matches!(
                    account::at(&self.words, i),
                    "his" | "her" | "their" | "he" | "she" | "they" | "him" | "them"
                );
                let pointed = || if pronoun { self.last_person(from.begin) } else { None };
                found.or_else(pointed).or_else(|| self.by_name(self.run_from(i)))
            }
        }
    }

    /// Whether token `i` can be part of a name: a capital letter, or a particle inside ("van der", "bin").
    fn name_part(&self, i: usize) -> bool {
        let particle = matches!(
            account::at(&self.words, i),
            "van"
                | "von"
                | "der"
                | "den"
                | "de"
                | "del"
                | "della"
                | "da"
                | "dos"
                | "di"
                | "du"
                | "la"
                | "le"
                | "el"
                | "al"
                | "bin"
                | "ibn"
                | "ben"
                | "ter"
                | "zu"
        );
        particle
            || self.span(i).of(&self.page.text).starts_with(|c: char| c.is_uppercase())
            || account::at(&self.words, i).contains('-')
    }

    /// The run of name parts that ends before token `end`.
    fn run_before(&self, end: usize) -> Range<usize> {
        let start = (end.saturating_sub(5)..end).rev().take_while(|&i| self.name_part(i)).last().unwrap_or(end);
        start..end
    }

    /// The run of name parts that begins at token `start`.
    fn run_from(&self, start: usize) -> Range<usize> {
        start..start + (start..start + 5).take_while(|&i| self.name_part(i)).count()
    }

    /// Somebody whom this page only names in passing and another page knows: the one of that name on this page, in its
    /// family, or at all.
    fn by_name(&self, run: Range<usize>) -> Option<SpeakerIx> {
        let mut run = run;
        while !run.is_empty() {
            let name = fold(self.cut.span(run.start, run.end).of(&self.page.text));
            let known = self.people.names.get(name.rsplit(' ').next()?);
            let same = |n: &str| n == name || n.strip_suffix(name.as_str()).is_some_and(|h| h.ends_with(' '));
            let all: BTreeSet<SpeakerIx> =
                known.into_iter().flatten().filter(|(n, _)| same(n)).map(|&(_, s)| s).collect();
            let family = |p: PageIx| self.context.family.get(p.ix());
            let near = |s: &SpeakerIx, here: bool| {
                let speaker = self.context.evidence.speech.speakers.get(s.ix());
                let mut pages = speaker.into_iter().flat_map(|s| s.mentions.iter().map(|m| m.0));
                pages.any(|p| if here { p == self.ix } else { family(p) == family(self.ix) })
            };
            let one = |list: Vec<SpeakerIx>| if list.len() == 1 { list.first().copied() } else { None };
            let found = one(all.iter().copied().filter(|s| near(s, true)).collect())
                .or_else(|| one(all.iter().copied().filter(|s| near(s, false)).collect()))
                .or_else(|| one(all.iter().copied().collect()));
            if found.is_some() {
                return found;
            }
            // A capital at the beginning of a sentence may belong to no name.
            run.start += 1;
        }
        None
    }

    /// The person last named before `offset`.
    fn last_person(&self, offset: u32) -> Option<SpeakerIx> {
        let before = self.mentions.iter().rev().filter(|(s, ..)| s.end <= offset);
        before
            .filter(|(_, who, form)| *form == MentionForm::Name && self.kind(*who) == SpeakerKind::Person)
            .map(|m| m.1)
            .next()
    }

    /// The person last named in the tokens `range`.
    fn mentioned(&self, range: Range<usize>) -> Option<SpeakerIx> {
        let (first, last) = (self.span(range.start), self.span(range.end.checked_sub(1)?));
        let inside =
            self.near(first.hull(last)).iter().rev().filter(|(s, ..)| first.begin <= s.begin && s.end <= last.end);
        inside
            .filter(|(_, who, _)| self.kind(*who) == SpeakerKind::Person && self.people.said.contains_key(who))
            .map(|m| m.1)
            .next()
    }

    fn kind(&self, who: SpeakerIx) -> SpeakerKind {
        self.context.evidence.speech.speakers.get(who.ix()).map_or(SpeakerKind::Unknown, |s| s.kind)
    }

    /// Whether what stands as the witness is no somebody but news of something: "the new revelations".
    fn thing(&self, by: Witness) -> bool {
        static THINGS: OnceLock<BTreeSet<&'static str>> = OnceLock::new();
        let things = THINGS.get_or_init(|| account::lines(include_str!("../../data/origin/things.txt")).collect());
        let Witness::Speaker(s) = by else { return false };
        let Some(speaker) = self.context.evidence.speech.speakers.get(s.ix()).filter(|s| !s.named) else {
            return false;
        };
        let name = speaker.name.to_lowercase();
        let head =
            name.split_whitespace().take_while(|w| !matches!(*w, "of" | "from" | "by" | "about" | "in" | "that"));
        head.last().is_some_and(|w| things.contains(w) || account::nouns().contains(w))
    }

    /// Who the witness is, and where he is named; `None` where the sentence needs one and has none.
    fn witness(&self, reading: &Reading, about: Option<SpeakerIx>, sentence: usize) -> Option<(Witness, Option<Span>)> {
        let unknown = || (reading.stance == Stance::CannotVerify).then_some((Witness::Nobody, None));
        match &reading.witness {
            WitnessAt::Nowhere => {
                if reading.stance == Stance::CannotVerify {
                    unknown()
                } else {
                    self.introduced(sentence, about)
                }
            }
            WitnessAt::Before(stretches) => {
                let found = stretches.iter().find_map(|r| self.subject(r.clone(), about));
                match found {
                    Some((Witness::Page(p), _)) if p == self.ix => unknown(),
                    Some(found) => Some(found),
                    None => unknown().or_else(|| {
                        self.generic(stretches.first()?.clone()).then(|| self.introduced(sentence, about))?
                    }),
                }
            }
            WitnessAt::After(range) => {
                self.agent(range.clone(), about).or_else(|| self.introduced(sentence, about)).or_else(unknown)
            }
            WitnessAt::Quoted(token) => {
                let at = self.span(*token);
                let attributions = &self.context.evidence.speech.attributions;
                let from = attributions.partition_point(|a| a.page < self.ix);
                let here = attributions.iter().skip(from).take_while(|a| a.page == self.ix);
                let inside = here.filter(|a| a.content.iter().any(|c| c.contains(at)));
                let speaker = inside.max_by_key(|a| a.depth)?.speaker?;
                Some((Witness::Speaker(speaker), None))
            }
        }
    }

    /// All who are named in a stretch of tokens: people and bodies, publishers and works, by place.
    fn named(&self, range: Range<usize>) -> Vec<(Span, Witness, bool)> {
        let Some(last) = range.end.checked_sub(1).filter(|&l| l >= range.start) else { return Vec::new() };
        let (first, last) = (self.span(range.start), self.span(last));
        let inside = |s: Span| first.begin <= s.begin && s.begin < last.end;
        let mut out = Vec::new();
        for c in self.context.outlets.citations(self.ix).iter().filter(|c| inside(c.name)) {
            match c.target {
                Ancestor::Page(p) => out.push((c.name, Witness::Page(p), true)),
                Ancestor::Work(w) => out.push((c.name, Witness::Work(w), true)),
                Ancestor::Lost(_) => {}
            }
        }
        // A publisher that no citation names: a run of capitalised words.
        let mut i = range.start;
        while i < range.end {
            let capital = |k: usize| k < range.end && self.span(k).of(&self.page.text).starts_with(char::is_uppercase);
            let mut end = i;
            while capital(end) {
                end += 1;
            }
            for stop in (i + 1..=end).rev() {
                let span = self.span(i).hull(self.span(stop - 1));
                if let Some(p) = self.publisher(span) {
                    if !out.iter().any(|o| o.0.overlaps(span)) {
                        out.push((span, Witness::Page(p), true));
                    }
                    break;
                }
            }
            // A name of two words or more that the page never gives to anybody, but another page does.
            let run = self.run_from(i);
            let span = self.cut.span(run.start, run.end);
            let known = |s: Span| out.iter().any(|o| o.0.overlaps(s)) || self.near(s).iter().any(|m| m.0.overlaps(s));
            if run.len() >= 2 && run.end <= range.end && !known(span) {
                out.extend(self.by_name(run.clone()).map(|s| (span, Witness::Speaker(s), true)));
            }
            i = end.max(i + 1);
        }
        for &(span, who, form) in self.near(first.hull(last)).iter().filter(|m| inside(m.0)) {
            if !out.iter().any(|o| o.0.overlaps(span) && !matches!(o.1, Witness::Speaker(_))) {
                let name = form == MentionForm::Name && self.kind(who) != SpeakerKind::Group;
                out.push((span, Witness::Speaker(who), name));
            }
        }
        out.sort_unstable();
        out
    }

    /// The page at hand that a publisher's name stands for: one that shares a statement with this page, else the first.
    fn publisher(&self, span: Span) -> Option<PageIx> {
        let pages = self.context.outlets.pages_of(span.of(&self.page.text), self.ix);
        if pages.contains(&self.ix) {
            return Some(self.ix);
        }
        let shares =
            |p: PageIx| self.context.statements.iter().any(|s| s.pages.contains(&p) && s.pages.contains(&self.ix));
        if pages.len() > 1 {
            pages.iter().copied().find(|&p| shares(p)).or(pages.first().copied())
        } else {
            pages.first().copied()
        }
    }

    /// The subject in a stretch: the last name that no preposition makes part of another phrase.
    fn subject(&self, range: Range<usize>, about: Option<SpeakerIx>) -> Option<(Witness, Option<Span>)> {
        let mut names = self.named(range);
        names.retain(|n| about.is_none_or(|a| n.1 != Witness::Speaker(a)));
        let free = |n: &&(Span, Witness, bool)| {
            let token = self.cut.tokens.partition_point(|t| t.span.end <= n.0.begin);
            let mut before = (token.saturating_sub(3)..token).rev().map(|k| account::at(&self.words, k));
            let article = |w: &str| matches!(w, "the" | "a" | "an" | "former" | "its");
            let word = before.find(|w| !article(w)).unwrap_or("");
            !matches!(
                word,
                "of" | "from"
                    | "for"
                    | "at"
                    | "with"
                    | "in"
                    | "to"
                    | "by"
                    | "about"
                    | "against"
                    | "on"
                    | "after"
                    | "over"
            )
        };
        let found = names.iter().rev().find(free).or_else(|| names.last())?;
        Some((found.1, Some(found.0)))
    }

    /// The agent in a stretch after "by": the first person by name before a relative clause, else the first name, unless the
    /// phrase means people in general.
    fn agent(&self, range: Range<usize>, about: Option<SpeakerIx>) -> Option<(Witness, Option<Span>)> {
        let stop = range.clone().find(|&i| {
            matches!(
                account::at(&self.words, i),
                "who" | "which" | "that" | "as" | "but" | ";" | "although" | "when" | "while"
            )
        });
        let range = range.start..stop.unwrap_or(range.end);
        let mut names = self.named(range.clone());
        names.retain(|n| about.is_none_or(|a| n.1 != Witness::Speaker(a)) && !self.attributive(n.0));
        let person = |n: &&(Span, Witness, bool)| match n.1 {
            Witness::Speaker(s) => n.2 && self.kind(s) == SpeakerKind::Person,
            _ => false,
        };
        if let Some(n) = names.iter().find(person) {
            return Some((n.1, Some(n.0)));
        }
        let outlet = names.iter().find(|n| matches!(n.1, Witness::Page(_) | Witness::Work(_)));
        if self.generic(range) && outlet.is_none() {
            return None;
        }
        let found = outlet.or_else(|| names.iter().find(|n| n.2)).or_else(|| names.first())?;
        Some((found.1, Some(found.0)))
    }

    /// Whether a stretch means people in general.
    fn generic(&self, range: Range<usize>) -> bool {
        range.into_iter().any(|i| generic_nouns().contains(account::at(&self.words, i)))
    }

    /// Whether a name only belongs to the noun after it: "Coastguard personnel", "the Ledger report".
    fn attributive(&self, name: Span) -> bool {
        let next = self.cut.tokens.partition_point(|t| t.span.begin < name.end);
        let word = account::at(&self.words, next);
        generic_nouns().contains(word) || account::nouns().contains(word)
    }

    /// Somebody whom the sentences after this one introduce: interviewed there, or quoted. Who asked the questions
    /// of some occasion on the page is no witness.
    fn introduced(&self, sentence: usize, about: Option<SpeakerIx>) -> Option<(Witness, Option<Span>)> {
        let next = |k: usize| self.cut.sentences.get(sentence + k).filter(|s| s.role == Role::Story);
        let first = next(1)?;
        let last = (1..=FOLLOW).rev().find_map(next)?;
        let stretch = self.cut.span(first.begin as usize, last.end as usize);
        let asked = |s: SpeakerIx| {
            self.context.tellings.iter().any(|t| t.page == self.ix && t.heard.contains(&Heard::Person(s)))
        };
        let fits = |s: SpeakerIx| Some(s) != about && self.kind(s) == SpeakerKind::Person && !asked(s);
        let told = self.context.tellings.iter().filter(|t| t.page == self.ix && t.span.overlaps(stretch));
        let told = told.flat_map(|t| t.speakers.iter().map(move |&s| (t.span.begin, s)));
        let attributions = &self.context.evidence.speech.attributions;
        let from = attributions.partition_point(|a| a.page < self.ix);
        let quoted = attributions.iter().skip(from).take_while(|a| a.page == self.ix);
        let quoted = quoted.filter_map(|a| Some((a.content.iter().find(|c| c.overlaps(stretch))?.begin, a.speaker?)));
        let met = self.met(sentence).into_iter();
        let (at, who) = told.chain(quoted).chain(met).filter(|&(_, s)| fits(s)).min()?;
        Some((Witness::Speaker(who), Some(Span { begin: at, end: at })))
    }

    /// People whom the next sentences introduce as somebody who talked: "I interviewed X", "X told me".
    fn met(&self, sentence: usize) -> Vec<(u32, SpeakerIx)> {
        let mut out = Vec::new();
        for s in self.cut.sentences.iter().skip(sentence + 1).take(FOLLOW).filter(|s| s.role == Role::Story) {
            let span = self.cut.span(s.begin as usize, s.end as usize);
            let people = self.near(span).iter().filter(|m| span.contains(m.0) && m.2 == MentionForm::Name);
            for m in people {
                let begin = self.cut.tokens.partition_point(|t| t.span.end <= m.0.begin);
                let end = self.cut.tokens.partition_point(|t| t.span.begin < m.0.end);
                let word = |i: usize| account::at(&self.words, i);
                let before = begin.saturating_sub(MEETING).max(s.begin as usize)..begin;
                let after = end..(end + MEETING).min(s.end as usize);
                let passive = |i: usize| matches!(word(i.saturating_sub(1)), "was" | "were" | "been");
                let object = before.clone().any(|i| {
                    (matches!(word(i), "interviewed" | "met") && !passive(i))
                        || account::phrase_at(&self.words, i, "spoke to")
                        || account::phrase_at(&self.words, i, "spoke with")
                        || account::phrase_at(&self.words, i, "interview with")
                });
                let subject = after.clone().any(|i| {
                    matches!(word(i), "told" | "said" | "testified" | "recalled")
                        || (word(i) == "interviewed" && passive(i))
                });
                if object || subject {
                    out.push((m.0.begin, m.1));
                }
            }
        }
        out
    }

    /// Whether the witness is independent of the one whose account it is, and why.
    fn independence(&self, about: Option<SpeakerIx>, by: Witness, named_at: Option<Span>) -> (Option<bool>, String) {
        match by {
            Witness::Nobody => (None, "nobody is named who could know".to_owned()),
            Witness::Work(_) => (None, "what is named is not at hand".to_owned()),
            Witness::Page(p) => self.page_independence(about, p),
            Witness::Speaker(s) => {
                let knows = self.knows(s, named_at);
                let (independent, mut why) = self.person_independence(about, s, knows.is_some());
                if let Some(words) = self.described(s, named_at) {
                    why = format!("{why}; the page says who that is: “{words}”");
                }
                if let Some(words) = knows {
                    why = format!("{why}; the page says how: “{words}”");
                }
                (independent, why)
            }
        }
    }

    fn page_independence(&self, about: Option<SpeakerIx>, other: PageIx) -> (Option<bool>, String) {
        let name = self.context.evidence.pages.get(other.ix()).map_or("", |p| p.path.as_str());
        let leads = |from: PageIx, to: PageIx| {
            let derived = self
                .context
                .evidence
                .lineage
                .derivations
                .iter()
                .any(|d| d.page == from && d.from == Ancestor::Page(to));
            derived || self.context.outlets.citations(from).iter().any(|c| c.target == Ancestor::Page(to))
        };
        if leads(other, self.ix) {
            return (Some(false), format!("{name} itself names this page"));
        }
        let routes = |page: PageIx| -> BTreeSet<Route> {
            let of_it = self
                .context
                .statements
                .iter()
                .filter(|s| s.pages.contains(&page) && (about.is_none() || s.speaker == about));
            of_it
                .flat_map(|s| s.ways.iter().filter(|w| self.page_of(w.quotation) == Some(page)).map(|w| w.route))
                .collect()
        };
        if routes(other).intersection(&routes(self.ix)).next().is_some() {
            return (Some(false), format!("{name} has the account by the same way"));
        }
        (None, format!("nothing says how {name} knows"))
    }

    fn page_of(&self, quotation: crate::id::AttributionIx) -> Option<PageIx> {
        self.context.evidence.speech.attributions.get(quotation.ix()).map(|a| a.page)
    }

    fn person_independence(&self, about: Option<SpeakerIx>, who: SpeakerIx, saw: bool) -> (Option<bool>, String) {
        let name = self.context.evidence.speech.speakers.get(who.ix()).map_or("", |s| s.name.as_str());
        let events = |s: SpeakerIx| -> Vec<&Event> {
            self.context.events.list.iter().filter(|e| e.speaker == s && e.kind != OccasionKind::Unknown).collect()
        };
        let theirs = events(who);
        let firsts = about.map(events).unwrap_or_default();
        let shared = theirs.iter().any(|e| {
            let e: BTreeSet<_> = e.tellings.iter().collect();
            firsts.iter().any(|f| f.tellings.iter().any(|t| e.contains(t)))
        });
        if shared {
            return (None, format!("{name} spoke on the same occasion"));
        }
        if let Some(e) = theirs.first() {
            let by = e.heard.iter().find_map(|h| if let Heard::Page(p) = h { Some(*p) } else { None });
            let by = if by == Some(self.ix) { ", by the author of this page" } else { "" };
            let date = e.date.as_ref().map(|d| format!(", {}", d.in_words())).unwrap_or_default();
            let kind = match e.kind {
                OccasionKind::Interview => "in an interview",
                OccasionKind::Public => "in public",
                OccasionKind::Hearing => "at a hearing",
                OccasionKind::Document => "in a document",
                OccasionKind::Post => "in a post",
                OccasionKind::Unknown => "on an occasion that is not said",
            };
            return (Some(true), format!("{name} spoke on another occasion: {kind}{by}{date}"));
        }
        if saw {
            return (Some(true), format!("{name} is said to know it at first hand"));
        }
        (None, format!("nothing says how {name} knows"))
    }

    /// The words by which the sentence that names a witness says who he is: an apposition or relative clause after the
    /// name, with what stands before it back to a preposition or the begin of the sentence.
    fn described(&self, who: SpeakerIx, named_at: Option<Span>) -> Option<String> {
        let at = named_at?;
        let token = self.cut.tokens.partition_point(|t| t.span.end <= at.begin);
        let s = self.cut.sentences.get(self.cut.sentence_of(token))?;
        let (begin, end) = (s.begin as usize, s.end as usize);
        let span = self.cut.span(begin, end);
        let name = self.mentions.iter().find(|m| m.1 == who && span.contains(m.0) && m.2 == MentionForm::Name)?.0;
        let first = self.cut.tokens.partition_point(|t| t.span.end <= name.begin);
        let last = self.cut.tokens.partition_point(|t| t.span.begin < name.end);
        let word = |i: usize| account::at(&self.words, i);
        let clause = word(last) == "who" || (word(last) == "," && last + 2 < end);
        if !clause {
            return None;
        }
        let back = first.saturating_sub(MEETING).max(begin);
        let from = (back..first).rev().find(|&i| matches!(word(i), "by" | "of" | "from" | ";" | "but"));
        let from = from.map_or(back, |i| i + 1);
        let to = end.min(last + DESCRIBED);
        let words = self.cut.span(from, to).of(&self.page.text);
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        Some(words.trim_end_matches(['.', ',']).to_owned())
    }

    /// The words by which the page says how a witness knows: a sentence that names him, or one of the next.
    fn knows(&self, who: SpeakerIx, named_at: Option<Span>) -> Option<String> {
        static FORMS: OnceLock<Vec<&'static str>> = OnceLock::new();
        let forms = FORMS.get_or_init(|| account::lines(include_str!("../../data/origin/knowing.txt")).collect());
        let at = named_at?;
        let token = self.cut.tokens.partition_point(|t| t.span.end <= at.begin);
        let first = self.cut.sentence_of(token);
        (first..first + FOLLOW).find_map(|n| {
            let s = self.cut.sentences.get(n)?;
            let span = self.cut.span(s.begin as usize, s.end as usize);
            let names = self.near(span).iter().any(|m| m.1 == who && span.contains(m.0));
            let hit = s.range().find(|&i| forms.iter().any(|f| account::phrase_at(&self.words, i, f)))?;
            if !names || self.span(hit).end <= at.begin {
                return None;
            }
            // Four words before the telling one, and twelve from it on, say enough.
            let from = hit.saturating_sub(4).max(s.begin as usize);
            let to = (hit + 12).min(s.end as usize);
            let words = self.cut.span(from, to).of(&self.page.text);
            Some(words.split_whitespace().collect::<Vec<_>>().join(" "))
        })
    }
}

/// The one person whom the page quotes most, if it is most of what it quotes.
fn main_voice(evidence: Evidence<'_>, page: PageIx) -> Option<SpeakerIx> {
    let attributions = &evidence.speech.attributions;
    let from = attributions.partition_point(|a| a.page < page);
    let mut votes: BTreeMap<SpeakerIx, usize> = BTreeMap::new();
    let mut all = 0;
    for a in attributions.iter().skip(from).take_while(|a| a.page == page).filter(|a| a.is_quotation() && a.counts()) {
        all += 1;
        if let Some(s) = a.speaker {
            *votes.entry(s).or_default() += 1;
        }
    }
    votes.into_iter().find(|&(_, n)| 2 * n > all).map(|(s, _)| s)
}

fn generic_nouns() -> &'static BTreeSet<&'static str> {
    static NOUNS: OnceLock<BTreeSet<&'static str>> = OnceLock::new();
    NOUNS.get_or_init(|| account::lines(include_str!("../../data/origin/generic-witnesses.txt")).collect())
}

impl Stance {
    /// Its name in the JSON format.
    pub fn name(self) -> &'static str {
        match self {
            Stance::Corroborates => "corroborates",
            Stance::Partly => "partly",
            Stance::Denies => "denies",
            Stance::CannotVerify => "cannot verify",
        }
    }
}

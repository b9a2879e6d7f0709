//! Reads one page: each sentence that says how somebody stands to an account, with the people it means.

use super::account::{self, Owner};
use super::people::People;
use super::restated;
use super::stance::{self, Reading, WitnessAt};
use super::{Context, Corroboration, Stance, Witness, independence};
use crate::id::{PageIx, SpeakerIx};
use crate::origin::Evidence;
use crate::origin::class::{PERSONAL_PRONOUNS, POSSESSIVES};
use crate::page::{Page, Role};
use crate::reuse::Place;
use crate::span::Span;
use crate::speech::mention::MentionForm;
use crate::speech::sentence::{self, Cut};
use crate::speech::{Attribution, Kind};
use std::collections::{BTreeMap, BTreeSet};

/// One page, being read.
pub(super) struct Reader<'a> {
    pub(super) context: Context<'a>,
    pub(super) people: &'a People,
    pub(super) ix: PageIx,
    pub(super) page: &'a Page,
    pub(super) cut: Cut,
    pub(super) words: Vec<String>,
    pub(super) mentions: &'a [(Span, SpeakerIx, MentionForm)],
    /// Bytes of the longest of them.
    pub(super) longest: u32,
    /// The one person whom the page quotes most, if it is most of what it quotes.
    pub(super) main_voice: Option<SpeakerIx>,
    /// Whom the page quotes.
    pub(super) quoted: BTreeSet<SpeakerIx>,
    /// Whose story the page tells: the main voice, if it is quoted [`STORY`] times or more.
    teller: Option<SpeakerIx>,
    /// See [`spoken`].
    pub(super) spoken: (Vec<(Span, usize, SpeakerIx)>, u32),
}

/// Quotations that make a page the story of whom it quotes: an interview has more, a report of a denial one or two.
const STORY: usize = 4;

/// Bytes of "that " before a pronoun.
const THAT: u32 = 5;

/// Sentences after one about somebody's account in which "the claim" is still that.
const DISPUTED: usize = 6;

/// Sentences behind a denial in which "the same story" is the denier's: his own words, and one more.
const OPPOSED: usize = 3;

/// Sentences of one page at most whose stance is resolved. A long report on a disputed account has a dozen; each is set
/// against all that its page tells, so that without a bound a page of nothing else would take square time.
pub(super) const MOST: usize = 1000;

/// The contents of a page whose speaker is known, in order of place, each with the number of its attribution and who speaks, and the
/// longest of them in bytes.
fn spoken(context: Context<'_>, ix: PageIx) -> (Vec<(Span, usize, SpeakerIx)>, u32) {
    let all = &context.evidence.speech.attributions;
    let from = all.partition_point(|a| a.page < ix);
    let here = all.iter().enumerate().skip(from).take_while(|(_, a)| a.page == ix).filter(|(_, a)| a.counts());
    let of = |(n, a): (usize, &Attribution)| a.speaker.map(|s| (n, context.voices.of(s), a.content.clone()));
    let contents = here.filter_map(of).flat_map(|(n, who, content)| content.into_iter().map(move |c| (c, n, who)));
    let mut out: Vec<(Span, usize, SpeakerIx)> = contents.collect();
    out.sort_unstable();
    let longest = out.iter().map(|s| s.0.end - s.0.begin).max().unwrap_or(0);
    (out, longest)
}

impl<'a> Reader<'a> {
    pub(super) fn new(context: Context<'a>, people: &'a People, ix: PageIx) -> Option<Reader<'a>> {
        let page = context.evidence.pages.get(ix.ix())?;
        let cut = sentence::cut(page);
        let words = cut.tokens.iter().map(|t| t.span.of(&page.text).to_lowercase()).collect();
        let mentions = people.mentions.get(&ix).map_or(&[][..], Vec::as_slice);
        let longest = mentions.iter().map(|m| m.0.end - m.0.begin).max().unwrap_or(0);
        let main_voice = main_voice(context.evidence, ix);
        let all = &context.evidence.speech.attributions;
        let here = all.iter().skip(all.partition_point(|a| a.page < ix)).take_while(|a| a.page == ix);
        let said = here.filter(|a| a.is_quotation() && a.counts()).filter_map(|a| a.speaker);
        let said: Vec<SpeakerIx> = said.map(|s| context.voices.of(s)).collect();
        let often = |m: &SpeakerIx| said.iter().filter(|s| *s == m).count() >= STORY;
        let teller = main_voice.map(|m| context.voices.of(m)).filter(often);
        let quoted = said.into_iter().collect();
        let spoken = spoken(context, ix);
        Some(Reader { context, people, ix, page, cut, words, mentions, longest, main_voice, quoted, teller, spoken })
    }

    /// What the page says, and whether there was more than is read.
    pub(super) fn read(&self) -> (Vec<Corroboration>, bool) {
        let mut out: Vec<Corroboration> = Vec::new();
        let mut before: Option<SpeakerIx> = None;
        let mut disputed: Option<(SpeakerIx, usize)> = None;
        let mut left = MOST;
        let mut denier: Option<(SpeakerIx, usize)> = None;
        let mut named: BTreeMap<&str, (SpeakerIx, usize)> = BTreeMap::new();
        for (n, s) in self.cut.sentences.iter().enumerate() {
            if s.role != Role::Story {
                continue;
            }
            let mut here = None;
            if left == 0 {
                break;
            }
            let accounts = account::find(&self.words, s.range());
            let language = self.page.language.as_deref();
            for reading in stance::read(&self.words, s.range(), &accounts, language).into_iter().take(left) {
                left -= 1;
                let again = self.noun_of(&reading).and_then(|w| named.get(w));
                let again = again.filter(|(_, at)| n - at <= DISPUTED).map(|a| a.0);
                // "Drax denied it. Brok told the same story": his, who spoke last of it.
                let opposed = denier.filter(|&(who, at)| n > at && n - at <= OPPOSED && self.said_alike(&reading, who));
                let again = opposed.map(|d| d.0).or(again);
                let found = self.resolve(n, &reading, here.or(before), again);
                let Some(mut c) = found else { continue };
                // "Thorn confirmed her account. ... The board rejected the claim": hers.
                let recent = disputed.filter(|&(who, at)| n - at <= DISPUTED && c.by != Witness::Speaker(who));
                if let Some((who, _)) = recent.filter(|_| c.about.is_none() && self.claim(&reading)) {
                    c.about = Some(who);
                    c.matter = None;
                    (c.independent, c.why) = self.independence(c.about, c.by, None);
                }
                // "'The gate was open,' said Ruiz. The board could not verify the claim": hers, unless she is a witness herself.
                let right_before = if c.about.is_none() { self.told_right_before(n, &reading, c.by) } else { None };
                let stood = |who: SpeakerIx| out.iter().rev().take(OPPOSED).any(|o| o.by == Witness::Speaker(who));
                if let Some(who) = right_before.filter(|&w| !stood(w)) {
                    c.about = Some(who);
                    c.matter = None;
                    c.statement = self.spoken_of(s.range(), &reading, who, c.by);
                    (c.independent, c.why) = self.independence(c.about, c.by, None);
                }
                if let (Stance::Denies, Witness::Speaker(who)) = (c.stance, c.by) {
                    denier = Some((who, n));
                }
                disputed = c.about.filter(|_| c.stance != Stance::Denies).map(|who| (who, n)).or(disputed);
                here = c.about.or(here);
                let same = |o: &Corroboration| {
                    // "An unverified photograph", "the photograph": one thing.
                    let words = |c: &Corroboration| {
                        c.matter.and_then(|m| m.span.of(&self.page.text).split(' ').next_back().map(str::to_lowercase))
                    };
                    o.about == c.about && o.by == c.by && o.stance == c.stance && words(o) == words(&c)
                };
                let doubled = out.iter().any(same)
                    || (c.by == Witness::Nobody && out.iter().any(|o| o.place == c.place && o.about == c.about));
                if !doubled {
                    out.push(c);
                }
            }
            for a in accounts {
                let noun = account::at(&self.words, a.tokens.end.saturating_sub(1));
                let his = POSSESSIVES.has(account::at(&self.words, a.tokens.start));
                let owned = his || matches!(a.owner, Owner::Before(_));
                if let Some(who) = owned.then(|| self.owner(&a.owner)).flatten() {
                    named.insert(noun, (self.context.voices.of(who), n));
                }
            }
            before = here.or_else(|| self.spoke(s.range()).or_else(|| self.mentioned(s.range())).or(before));
        }
        // Where one reading of a sentence finds who could not verify it, another that finds nobody says less.
        let known: Vec<(Place, Stance)> =
            out.iter().filter(|c| c.by != Witness::Nobody).map(|c| (c.place, c.stance)).collect();
        out.retain(|c| c.by != Witness::Nobody || !known.contains(&(c.place, c.stance)));
        restated::settle(self.context.evidence, self.context.statements, &mut out);
        self.named_as_confirming(&mut out);
        self.said_outright(&mut out);
        self.denied_in_own_words(&mut out);
        out.iter_mut().for_each(independence::open_where_nothing_is_said);
        out.sort_by_key(|c| (c.place, c.stance, c.by));
        (out, left == 0)
    }

    /// Whether token `i` stands in words that the page quotes.
    pub(super) fn quoted(&self, i: usize) -> bool {
        let span = self.span(i);
        let all = &self.context.evidence.speech.attributions;
        let here = all.iter().skip(all.partition_point(|a| a.page < self.ix)).take_while(|a| a.page == self.ix);
        here.filter(|a| a.kind != Kind::Indirect).any(|a| a.content.iter().any(|c| c.contains(span)))
    }

    fn pronoun(&self, at: Span) -> bool {
        PERSONAL_PRONOUNS.has(at.of(&self.page.text).to_lowercase().as_str())
    }

    /// Who is said to say it, of a pronoun with which what he is said to say begins: "Drax told the court that he had seen no such thing".
    fn himself(&self, at: Span) -> Option<SpeakerIx> {
        if !self.pronoun(at) {
            return None;
        }
        let all = &self.context.evidence.speech.attributions;
        let here = all.iter().skip(all.partition_point(|a| a.page < self.ix)).take_while(|a| a.page == self.ix);
        let mut said = here.filter(|a| a.kind == Kind::Indirect && a.is_quotation() && a.counts());
        let begins = |c: &Span| c.contains(at) && at.begin - c.begin <= THAT;
        said.find(|a| a.content.first().is_some_and(begins))?.speaker
    }

    /// "A second clerk backed her account": she is not the clerk, whom the pronoun was taken for, but who was named before.
    fn not_the_witness(&self, reading: &Reading, owner: Option<SpeakerIx>) -> Option<SpeakerIx> {
        let (who, Owner::From(i)) = (owner?, &reading.account.owner) else { return owner };
        let pronoun = matches!(account::at(&self.words, *i), "his" | "her" | "him" | "their" | "them");
        let WitnessAt::Before(stretches) = &reading.witness else { return owner };
        // "He repeated his story" is of his own; "X contradicted him" is not.
        let object = reading.account.tokens.len() == 1;
        let apposed = if pronoun { self.apposed(stretches, None) } else { None };
        let by = apposed.or_else(|| stretches.iter().filter(|_| pronoun).find_map(|r| self.subject(r.clone(), None)));
        match by {
            Some((Witness::Speaker(w), Some(at)))
                if self.context.voices.of(w) == who
                    && at.end > at.begin
                    && (object || !self.has_name(w))
                    && !self.pronoun(at) =>
            {
                self.last_other(at.begin, who).map(|s| self.context.voices.of(s))
            }
            _ => owner,
        }
    }

    pub(super) fn resolve(
        &self,
        sentence: usize,
        reading: &Reading,
        before: Option<SpeakerIx>,
        again: Option<SpeakerIx>,
    ) -> Option<Corroboration> {
        let s = self.cut.sentences.get(sentence)?;
        let owner = self.owner(&reading.account.owner).map(|s| self.context.voices.of(s));
        let by_itself = matches!(reading.account.owner, Owner::Bare | Owner::Pronoun);
        let own = reading.account.owner == Owner::Here && !self.quoted(reading.account.tokens.start);
        let matter = reading.account.owner == Owner::Matter;
        let owner = self.not_the_witness(reading, owner);
        let (by, named_at) = self.witness(reading, owner, sentence)?;
        let by = named_at.and_then(|at| self.himself(at)).map_or(by, Witness::Speaker);
        // What happened is confirmed or denied by somebody whom the sentence names.
        let in_mouth = matches!(reading.witness, WitnessAt::Quoted(_));
        if matter && reading.stance != Stance::CannotVerify && named_at.is_none() && !in_mouth {
            return None;
        }
        // What the one whose story the page tells denies in it is part of his story.
        let teller = |w: Witness| matches!(w, Witness::Speaker(s) if self.teller == Some(self.context.voices.of(s)));
        if matter && reading.stance == Stance::Denies && teller(by) {
            return None;
        }
        let by = if let Witness::Speaker(s) = by { Witness::Speaker(self.context.voices.of(s)) } else { by };
        // "The manager denies this. 'I never saw it,' said Rudolf Hasek", taken for him of whom the page spoke before.
        let same = by_itself && before.is_some_and(|b| by == Witness::Speaker(self.context.voices.of(b)));
        let called = named_at.filter(|at| same && self.called_only(*at));
        let next = called.and_then(|_| self.introduced_by_name(sentence, before));
        let first_taken = next.and(Some(by));
        let (by, named_at) = next.unwrap_or((by, named_at));
        if self.thing(by) {
            return None;
        }
        let other = |s: &SpeakerIx| {
            let s = Witness::Speaker(self.context.voices.of(*s));
            by != s && first_taken != Some(s)
        };
        let rumour = by_itself && self.rumour(reading);
        // "A source told the congressman otherwise": it is not his account that is denied.
        let hearer = self.hearer(reading);
        let hears = |s: &SpeakerIx| hearer.is_some_and(|h| h == self.context.voices.of(*s));
        // "It" in somebody's quoted words is not what he says himself.
        let first = reading.account.tokens.start;
        let points = matches!(account::at(&self.words, first), "it" | "this" | "that" | "they" | "them");
        let speaks = (points && self.quoted(first)).then(|| self.spoke(s.range())).flatten();
        let itself = |s: &SpeakerIx| speaks == Some(self.context.voices.of(*s));
        let retold = reading.account.owner == Owner::Retold;
        let charges = self.charges(sentence, reading);
        let said_before = retold && reading.account.tokens.start > s.range().start + 2;
        let told_before = || self.retold_words(s.range(), first);
        let about = match owner {
            Some(o) => Some(o),
            None if charges.is_some() => None,
            None if retold && first > s.range().start => self.spoke_of(s.range().start..first, other),
            None if retold => None,
            None if rumour => self.topical(reading, s.range(), by),
            None if by_itself && self.topical(reading, s.range(), by).is_some() => self.topical(reading, s.range(), by),
            // An account is told by somebody whom the page quotes; "the report" is anybody's, but on a page of one voice.
            None if by_itself && self.of_another(reading) => None,
            None if by_itself => again
                .filter(other)
                .or_else(|| before.filter(|s| other(s) && !hears(s) && !itself(s) && self.tells(*s, reading)))
                .or_else(|| self.main_voice.filter(other))
                .or_else(|| self.only_other(reading, by)),
            None => None,
        };
        let charge = reading.account.owner == Owner::Charge;
        let found = if charge { self.charged(reading, by) } else { matter.then(|| self.told(reading, by)).flatten() };
        // What nobody else has said is the denier's own statement.
        if charge && found.is_none() {
            return None;
        }
        let about = about.or_else(|| found.and_then(|s| self.context.statements.get(s.ix())?.speaker));
        if about.is_some_and(|a| by == Witness::Speaker(a)) || by == Witness::Page(self.ix) {
            return None;
        }
        // "They are wrong" is said of people in general, too: only who has told something gave an account.
        let judged =
            matches!(reading.witness, WitnessAt::Quoted(i) if i == reading.account.tokens.start && self.is_verb(i));
        let here = self.span(reading.account.tokens.start).begin;
        if judged && !about.is_some_and(|a| self.people.said.contains_key(&a) && self.heard_before(a, here)) {
            return None;
        }
        // A denial of charges that nobody on the page has made is the speaker's statement, not a finding.
        let rests = matches!(by, Witness::Page(_) | Witness::Work(_)) || reading.stance == Stance::CannotVerify;
        // "The claims made by Osman", of whom the pages know several: whose account it is stays open.
        let somebody = match reading.account.owner {
            Owner::From(i) => {
                self.span(i).of(&self.page.text).starts_with(char::is_uppercase) || self.somebody_unnamed(i)
            }
            Owner::Before(i) => {
                i.checked_sub(1).is_some_and(|k| self.span(k).of(&self.page.text).starts_with(char::is_uppercase))
            }
            _ => false,
        };
        let pointed = charges.or_else(|| said_before.then(told_before));
        let shown = matter
            || somebody
            || rumour
            || pointed.is_some()
            || reading.account.owner == Owner::Bare && self.definite(reading);
        if about.is_none() && !own && !rests && !shown {
            return None;
        }
        // "They are unverified", in quotation marks: nobody cannot verify nothing that is named.
        let nothing = about.is_none() && reading.account.owner == Owner::Pronoun && by == Witness::Nobody;
        let thing = if nothing { self.thing_before(s.range().start, first) } else { None };
        if nothing && thing.is_none() {
            return None;
        }
        let pointed = pointed.or(thing);
        let span = self.cut.span(s.begin as usize, s.end as usize);
        let (independent, why) = self.independence(about, by, named_at);
        let tokens = &reading.account.tokens;
        // "Reports of Ruiz's death": what they are of is shown with them.
        let end = match reading.account.owner {
            Owner::From(_) if about.is_none() => self.of_what(tokens.end, s.end as usize),
            _ => self.said_of(tokens.end, s.end as usize),
        };
        let tells_of = !own && !matches!(reading.account.owner, Owner::Pronoun | Owner::Charge);
        let shown = pointed.unwrap_or_else(|| self.cut.span(tokens.start, end));
        Some(Corroboration {
            about,
            named: !(by_itself || matter && about.is_none()),
            own,
            matter: (about.is_none() && (pointed.is_some() || tells_of))
                .then_some(Place { page: self.ix, span: shown }),
            statement: found.or_else(|| about.and_then(|a| self.spoken_of(s.range(), reading, a, by))),
            by,
            stance: reading.stance,
            place: Place { page: self.ix, span },
            independent,
            why,
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

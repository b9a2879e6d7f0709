//! Who is meant by the source of an attribution.

use std::ops::Range;

use super::super::super::sentence::TokenKind;
use super::super::super::speaker::SpeakerKind;
use super::super::description::{self, Description, Noun, Pointing};
use super::super::lexicon::{self, Class};
use super::super::name::Sign;
use super::super::word::Words;
use super::super::{Mention, MentionForm};
use super::described::itself;
use super::phrase::{parts, role_of, roles};
use super::pronoun::{Pronoun, pronoun};
use super::{Chain, Place, RECENT};

/// So many words behind the noun of a source belong to what it is called.
const MOST_REST: usize = 5;

impl Chain<'_> {
    /// Whom the source `range` stands for; notes that it spoke.
    pub(super) fn source(&mut self, range: Range<usize>, quoted: bool) -> Option<u32> {
        let first = range.clone().find(|&k| !matches!(self.words.kind(k), TokenKind::Sign(_) | TokenKind::Mark(_)))?;
        // "Katya van der | Meer said": the first of a name's words were left out.
        let whole = self.places.iter().rev().take(MOST_REST).find(|p| p.tokens.contains(&first));
        let first = whole.filter(|p| p.form == MentionForm::Name).map_or(first, |p| p.tokens.start.min(first));
        let range = first..range.end;
        let Some(who) = self.heads(range.clone()) else {
            let w = self.words.at(range.start);
            let writer = matches!(self.words.text(range.start), "I" | "we" | "We" | "you" | "You") && range.len() == 1;
            if !w.quoted && !writer && pronoun(self.words, range.start).is_none() {
                self.unknown = Some((range.start, w.sentence));
                let doubtful = self.undecided.start >= range.start && self.undecided.end <= range.end;
                if let Some(part) = parts(self.words, self.undecided.clone(), false).pop().filter(|_| doubtful) {
                    self.clouded = Some((part, range.start, self.words.block(range.start)));
                }
            }
            return None;
        };
        if !self.words.at(range.start).quoted && pronoun(self.words, range.start).is_none() {
            self.clouded = None;
        }
        let mut who = self.cast.real(who);
        if !self.words.at(range.start).quoted {
            self.issues(who, range.start);
            self.identified(who, range.start);
            who = self.cast.real(who);
            self.speaks_nameless(who, range.clone());
        }
        if let Some(known) = self.newcomer(who, &range) {
            self.cast.merge(known, who);
            who = self.cast.real(known);
            self.touch(who, range.start);
            let span = self.words.span(range.start, range.end);
            if let Some(f) = self.cast.get_mut(who).filter(|f| f.supposed.len() < RECENT) {
                f.supposed.push(span);
            }
        }
        // "The son of a trawlerman who thought ...": the sentence is about the son.
        let relative = matches!(self.words.text(range.start), "who" | "which" | "whom" | "that");
        if let Some(f) = self.cast.get_mut(who) {
            f.spoken += 1;
            f.quoted += u32::from(quoted);
            f.subject |= !relative;
        }
        let (kind, w) = (self.cast.get(who).map(|f| f.kind), self.words.at(range.start));
        let aside = relative && !quoted && self.cast.get(who).is_some_and(|f| f.name.is_none());
        if w.quoted || aside {
            return Some(who);
        }
        if matches!(kind, Some(SpeakerKind::Person | SpeakerKind::Unknown)) {
            self.last_speaker = Some(who);
            if self.spoke.last().is_some_and(|s| self.cast.real(s.0) == who) {
                self.spoke.pop();
            } else if self.spoke.len() > 1 {
                self.spoke.remove(0);
            }
            self.spoke.push((who, range.start));
            if quoted {
                self.last_quoted = Some(who);
            }
        }
        if !matches!(kind, Some(SpeakerKind::Person)) {
            self.voices.retain(|&v| v != who);
            self.voices.push(who);
            if self.voices.len() > RECENT {
                self.voices.remove(0);
            }
        }
        Some(who)
    }

    pub(super) fn heads(&mut self, range: Range<usize>) -> Option<u32> {
        let words = self.words;
        let first = words.text(range.start);
        // "She with a smile", "he, visibly tired,": what goes with a pronoun is none of it.
        let class = words.at(range.start).class;
        let alone = class.any(Class::HE.or(Class::SHE)) && !class.any(Class::OBLIQUE);
        let rest = words.at(range.start + 1).class.any(Class::PREPOSITION) || words.sign(range.start + 1, ',');
        let range = if alone && rest { range.start..range.start + 1 } else { range };
        if range.len() == 1 {
            match pronoun(words, range.start) {
                Some(Pronoun::They) => return self.voice(range.start, true),
                Some(Pronoun::It) => return self.voice(range.start, false).or_else(|| self.just_issued(range.start)),
                Some(_) => {
                    let found = self.places.iter().rev().take(4).find(|p| p.tokens.start == range.start).map(|p| p.who);
                    if found.is_some() || words.at(range.start).quoted {
                        return found;
                    }
                }
                None => {}
            }
        }
        // "En su opinión": the possessive tells of whoever spoke last in this paragraph, or of the only one it tells of.
        if !words.tongue.is_english() && range.len() == 1 && words.at(range.start).class.any(Class::OWNED) {
            let block = words.block(range.start);
            let here = |who: &u32| self.cast.get(*who).is_some_and(|f| f.last.2 == block && f.name.is_some());
            return self.last_speaker.filter(here).or_else(|| self.only_subject(block, block));
        }
        let relative = first == "who"
            || matches!(first, "quien" | "quienes" | "qui") && range.len() == 1
            || matches!(first, "which" | "that" | "whom") && range.len() <= 2;
        if relative {
            let before = self
                .places
                .iter()
                .rev()
                .take(8)
                .filter(|p| p.tokens.end <= range.start && words.together(p.tokens.start, range.start));
            let person = |p: &&Place| {
                self.cast.get(p.who).is_some_and(|f| matches!(f.kind, SpeakerKind::Person | SpeakerKind::Group))
            };
            let (mut all, mut people) = (before.clone(), before.filter(person));
            return if matches!(first, "who" | "quien" | "quienes" | "qui") { people.next() } else { all.next() }
                .map(|p| p.who);
        }
        if matches!(first, "I" | "we" | "We" | "you" | "You" | "me" | "us" | "one" | "everyone" | "people")
            && range.len() == 1
        {
            return None;
        }
        if description::at(words, range.start, range.end).is_some_and(|d| itself(words, &d)) {
            return None;
        }
        if let Some(who) = self.officed(&range) {
            return Some(who);
        }
        if let Some(who) = self.epithet(&range) {
            return Some(who);
        }
        let heads = self.nominals(range.clone());
        match heads.as_slice() {
            [] if self.undecided.start >= range.start && !self.undecided.is_empty() => None,
            // "Ana Ruiz, port engineer: ...": the apposition is taken for the source.
            [] if self.absorbed.contains(&range.start) => {
                let named = |p: &&Place| p.form == MentionForm::Name && p.tokens.end <= range.start;
                self.places.iter().rev().take(4).find(named).map(|p| p.who)
            }
            [] => self.bare(range),
            [one] => {
                self.widen(one, range);
                Some(one.who)
            }
            [a, .., b] => {
                let joined =
                    words.text(b.lead.saturating_sub(1)) == "and" || words.text(b.lead.saturating_sub(2)) == "and";
                if joined { self.together(&heads) } else { Some(a.who) }
            }
        }
    }

    /// Whoever is named behind the comma in a source that begins with an office in capitals: "the Baale of Okun, Chief Ana Ruiz,".
    fn officed(&mut self, range: &Range<usize>) -> Option<u32> {
        let words = self.words;
        let capital = |k: usize| words.at(k).word && words.at(k).capital;
        let english = words.tongue.is_english();
        let known = words.at(range.start).class.any(Class::KNOWN);
        let office_first = words.tongue.plain && words.at(range.start).class.any(Class::ROLE);
        let may_be =
            if english { known && capital(range.start + 1) } else { known || office_first || !capital(range.start) };
        if !may_be {
            return None;
        }
        let comma = range.clone().find(|&k| words.sign(k, ',') || words.sign(k, '،'))?;
        // In other languages any office may: "la ministre de l’Agriculture, Ana Ruiz".
        let office = range.start + usize::from(known)..comma;
        if office.is_empty() {
            return None;
        }
        let plain = office.clone().all(|k| words.at(k).word && words.text(k) != "and");
        let near = self.places.iter().rev().take(RECENT);
        let bearer = near.into_iter().find(|p| p.lead == comma + 1 && p.form == MentionForm::Name)?.clone();
        let person = self
            .cast
            .get(bearer.who)
            .is_some_and(|f| f.kind == SpeakerKind::Person || f.kind == SpeakerKind::Unknown && f.parts.len() > 1);
        let other = self.places.iter().rev().take(RECENT).filter(|p| office.contains(&p.tokens.start));
        let people = other.into_iter().any(|p| {
            let f = self.cast.get(p.who);
            p.form == MentionForm::Name && f.is_some_and(|f| f.kind == SpeakerKind::Person && f.parts.len() > 1)
        });
        let head = (office.clone()).find(|&k| !capital(k)).unwrap_or(comma);
        let bodily =
            english && words.at(head - 1).class.any(Class::BODY.or(Class::OUTLET).or(Class::SEVERAL).or(Class::PLACE));
        if !plain || !person || people || bodily || bearer.tokens.end > range.end {
            return None;
        }
        let old = self.places.iter().rev().take(RECENT).find(|p| p.tokens.start == range.start).map(|p| p.who);
        if let Some(old) = old {
            self.unite(bearer.who, old);
        }
        self.role(bearer.who, office);
        if let Some(f) = self.cast.get_mut(bearer.who) {
            f.kind = SpeakerKind::Person;
        }
        Some(bearer.who)
    }

    /// Whoever spoke last in this paragraph, where a source says only of which country they are: "the Moroccan said".
    fn epithet(&self, range: &Range<usize>) -> Option<u32> {
        let words = self.words;
        let (k, block) = (range.start + 1, words.block(range.start));
        let alone = range.len() == 2 && words.at(range.start).class.any(Class::KNOWN);
        let folded = words.folded(k);
        // "The Netherlands": the country itself.
        let adjective = alone && lexicon::country(&folded).is_some_and(|c| lexicon::fold(c) != folded);
        let who = self.last_speaker.filter(|_| adjective && !folded.ends_with("men"))?;
        let f = self.cast.get(who)?;
        (f.name.is_some() && f.last.2 + 1 >= block && f.kind != SpeakerKind::Body).then_some(who)
    }

    /// A body, people or a thing of which the page knows only this source is called by all of it: "the committee of fishermen".
    fn widen(&mut self, place: &Place, range: Range<usize>) {
        let words = self.words;
        let rest = place.tokens.end..range.end;
        let fits = place.form == MentionForm::Description
            && place.lead == range.start
            && (2..=MOST_REST).contains(&rest.len())
            && words.at(rest.start).class.any(Class::PREPOSITION)
            && rest.clone().all(|k| words.at(k).word && !words.at(k).cue && !words.at(k).class.any(Class::CALENDAR));
        let (old, new) = (words.span(place.tokens.start, place.tokens.end), words.span(range.start, range.end));
        if fits
            && let Some(f) = self.cast.get_mut(place.who)
            && f.name.is_none()
            && f.kind != SpeakerKind::Person
            && let [only] = f.mentions.as_mut_slice()
            && only.span == old
        {
            only.span = new;
        }
    }

    /// The mentions in a source that can be its head: not behind a preposition, not a possessor.
    pub(super) fn nominals(&self, range: Range<usize>) -> Vec<Place> {
        let words = self.words;
        let inside: Vec<&Place> = self
            .places
            .iter()
            .rev()
            .take_while(|p| p.tokens.start + 40 >= range.start)
            .filter(|p| p.tokens.start >= range.start && p.tokens.end <= range.end)
            .collect();
        let mut out: Vec<Place> = Vec::new();
        for p in inside.into_iter().rev() {
            let behind = p.lead.checked_sub(1).filter(|&k| k >= range.start);
            let article = |k: usize| if words.at(k).class.any(Class::DETERMINER) { k.checked_sub(1) } else { Some(k) };
            let preposition = behind
                .and_then(article)
                .filter(|&k| k >= range.start)
                .is_some_and(|k| words.at(k).class.any(Class::PREPOSITION));
            let owner = words.possessive(p.tokens.end) && p.tokens.end + 1 < range.end;
            let noun_follows = p.form == MentionForm::Name
                && p.tokens.end < range.end
                && words.at(p.tokens.end).word
                && !words.at(p.tokens.end).class.any(Class::FUNCTION)
                && self.cast.get(p.who).is_some_and(|f| {
                    f.kind != SpeakerKind::Person
                        || words.at(p.tokens.end).class.any(Class::ROLE.or(Class::BODY).or(Class::SEVERAL))
                });
            if preposition || owner || noun_follows || p.form == MentionForm::Pronoun && range.len() > 1 {
                continue;
            }
            if out.last().is_some_and(|o| self.cast.real(o.who) == self.cast.real(p.who)) {
                continue;
            }
            // Behind a comma only "and" goes on with the list.
            if let Some(o) = out.last() {
                let gap = o.tokens.end..p.lead;
                let list = gap
                    .clone()
                    .all(|k| words.sign(k, ',') || words.text(k) == "and" || words.at(k).class.any(Class::DETERMINER))
                    && !gap.is_empty();
                if !list {
                    continue;
                }
            }
            out.push(p.clone());
        }
        // "Santilli's attorney, Thomas Coan": the name explains the description.
        out
    }

    /// A source without any mention known so far: it is described by its own words.
    pub(super) fn bare(&mut self, range: Range<usize>) -> Option<u32> {
        let words = self.words;
        let mut begin = range.start;
        while begin < range.end && !words.at(begin).word && !matches!(words.kind(begin), TokenKind::Number) {
            begin += 1;
        }
        if begin >= range.end {
            return None;
        }
        let d = description::at(words, begin, range.end);
        let d = d.filter(|d| !words.possessive(d.tokens.end)).or_else(|| possessed(words, begin, range.end));
        let d = d.map(|d| joined(words, d, &range));
        if let Some(who) = d.as_ref().filter(|d| d.sort == Noun::Thing).and_then(|d| self.issuer(d)) {
            return Some(who);
        }
        let (role, sort, tokens, pointing, gender) = match d {
            Some(d) => (roles(words, d.tokens.clone()).pop(), d.sort, d.tokens.clone(), d.pointing, d.gender),
            None => {
                let end = (begin..range.end)
                    .find(|&k| k > begin && (words.at(k).class.any(Class::PREPOSITION) || !words.at(k).word))
                    .unwrap_or(range.end);
                let head =
                    (begin..end).rev().find(|&k| words.at(k).word && !words.at(k).class.any(Class::DETERMINER))?;
                let folded = words.folded(head);
                if words.at(head).class.any(Class::FUNCTION) && begin + 1 == end {
                    return None;
                }
                let held = self
                    .cast
                    .with_role(&folded)
                    .into_iter()
                    .any(|id| self.cast.get(id).is_some_and(|f| f.kind == SpeakerKind::Person && f.name.is_some()));
                let agent = lexicon::looks_agent(&folded) && !words.at(head).class.any(Class::COMMON);
                let several = folded.ends_with('s') && !folded.ends_with("ss");
                let sort = if super::body::is_kind(&folded) {
                    Noun::Body
                } else if agent || held || !several && super::super::name::is_person(&folded) {
                    Noun::Person
                } else if folded.ends_with('s') {
                    Noun::People
                } else {
                    Noun::Thing
                };
                let pointing =
                    if words.text(begin).eq_ignore_ascii_case("the") { Pointing::Known } else { Pointing::New };
                (role_of(words, begin..head + 1), sort, begin..head + 1, pointing, Sign(0))
            }
        };
        let role = role?;
        let d = Description { head: tokens.end - 1, tokens: tokens.clone(), pointing, sort, gender };
        let old = match (sort, pointing) {
            (Noun::Person, Pointing::Known) => self.known(&d, &role),
            (Noun::Body | Noun::Thing, Pointing::Known) => self.known_body(&role, begin),
            _ => None,
        };
        let old = old.or_else(|| {
            let mut same = self.cast.with_role(&role.head).into_iter();
            same.find(|&id| {
                pointing != Pointing::New
                    && self.cast.get(id).is_some_and(|f| f.name.is_none() && f.roles.contains(&role))
            })
        });
        let who = old.unwrap_or_else(|| self.describe(&d, role));
        self.mention(who, tokens.clone(), tokens.start, MentionForm::Description);
        if let Some(place) = self.places.last().cloned() {
            self.widen(&place, range);
        }
        Some(who)
    }

    /// Several people together as one source.
    pub(super) fn together(&mut self, heads: &[Place]) -> Option<u32> {
        let mut ids: Vec<u32> = heads.iter().map(|h| self.cast.real(h.who)).collect();
        ids.dedup();
        let names: Vec<String> = ids
            .iter()
            .filter_map(|&id| self.cast.get(id))
            .map(|f| {
                let span = f.name.or_else(|| f.mentions.first().map(|m| m.span)).unwrap_or_default();
                span.of(&self.words.page.text).to_owned()
            })
            .collect();
        let joint = names.join(" and ");
        let who = self.cast.joint(&joint);
        let tokens = heads.first()?.lead..heads.last()?.tokens.end;
        let (span, at) = (self.words.span(tokens.start, tokens.end), tokens.start);
        let (sentence, block) = (self.words.at(at).sentence, self.words.block(at));
        if let Some(f) = self.cast.get_mut(who) {
            f.joint = Some(joint);
            f.mentions.push(Mention { span, form: MentionForm::Name });
            f.last = (at, sentence, block);
        }
        Some(who)
    }
}

/// "Police and residents": two nouns together are one group.
fn joined(words: &Words<'_>, d: Description, range: &Range<usize>) -> Description {
    let rest = d.tokens.end + 1..range.end;
    let and = words.text(d.tokens.end) == "and" && (1..=MOST_REST).contains(&rest.len());
    let plain =
        rest.clone().all(|k| words.at(k).word && !words.at(k).capital && !words.at(k).class.any(Class::DETERMINER));
    let people = description::noun(words, range.end - 1).is_some();
    if d.tokens.start == range.start && and && plain && people && d.pointing == Pointing::New {
        return Description {
            tokens: d.tokens.start..range.end,
            head: range.end - 1,
            sort: Noun::People,
            gender: Sign(0),
            ..d
        };
    }
    d
}

/// "Santilli's attorney", "the ministry's spokesman": the noun behind the possessor.
fn possessed(words: &Words<'_>, begin: usize, end: usize) -> Option<Description> {
    let owner = (begin..end).rev().find(|&k| words.possessive(k))?;
    let mut d = description::at(words, owner + 1, end)?;
    d.tokens.start = begin;
    d.pointing = Pointing::Owned;
    Some(d)
}

//! Who is meant by the source of an attribution: whom its [head](head) names, or whom its [own words](bare) describe.

mod bare;
mod head;

use std::ops::Range;

use super::super::super::sentence::TokenKind;
use super::super::super::speaker::SpeakerKind;
use super::super::MentionForm;
use super::super::description;
use super::super::lexicon::Class;
use super::described::itself;
use super::phrase::parts;
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
        if let Some(who) = self.ordinal(&range) {
            return Some(who);
        }
        if let Some(who) = self.latter(&range) {
            return Some(who);
        }
        if let Some(who) = self.officed(&range) {
            return Some(who);
        }
        if let Some(who) = self.epithet(&range) {
            return Some(who);
        }
        let heads = self.nominals(range.clone());
        match heads.as_slice() {
            [] if self.undecided.start >= range.start
                && !self.undecided.is_empty()
                && !(words.possessive(self.undecided.end) && self.undecided.end + 1 < range.end) =>
            {
                None
            }
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
                let joined = words.is_and(b.lead.saturating_sub(1)) || words.is_and(b.lead.saturating_sub(2));
                // "One of the divers, Ana Ruiz": the name tells which.
                let one_of = words.text(a.tokens.start).eq_ignore_ascii_case("one") && b.form == MentionForm::Name;
                match joined {
                    true => self.together(&heads),
                    // Where the head stands last: "Kültür Bakanlığı Müsteşarı | Ana Ruiz".
                    false if words.tongue.heads_last && b.form == MentionForm::Name => Some(b.who),
                    false => Some(if one_of { b.who } else { a.who }),
                }
            }
        }
    }
}

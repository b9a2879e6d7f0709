//! Who is called by a pronoun.

use super::super::super::speaker::SpeakerKind;
use super::super::MentionForm;
use super::super::cast::Figure;
use super::super::description;
use super::super::lexicon::{self, Class};
use super::super::name::Sign;
use super::super::word::Words;
use super::{Chain, RECENT, naming};

/// So many tokens before a pronoun are looked at for an unknown subject.
const STRANGER: usize = 40;

/// Sentences before "they" within which two have spoken.
const PAIR: u32 = 4;

/// So many paragraphs behind a surname of which nobody can tell whose it is.
const CLOUDED: u32 = 4;

pub(super) fn is_pronoun(words: &Words<'_>, i: usize) -> bool {
    let w = words.at(i);
    w.word && w.class.any(Class::FUNCTION) && !w.quoted && pronoun(words, i).is_some_and(|p| p != Pronoun::They)
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Pronoun {
    He,
    She,
    They,
    It,
}

/// The pronoun that stands at `i`. "IT" is an acronym.
pub(super) fn pronoun(words: &Words<'_>, i: usize) -> Option<Pronoun> {
    let w = words.at(i);
    let is = |class| w.word && w.class.any(class);
    match () {
        () if is(Class::HE) => Some(Pronoun::He),
        () if is(Class::SHE) => Some(Pronoun::She),
        () if w.shouted => None,
        () if is(Class::THEY) => Some(Pronoun::They),
        () if is(Class::IT) => Some(Pronoun::It),
        () => None,
    }
}

/// Whether a pronoun for one person can mean them: a name of which nothing is known must not look like a body's, a
/// place's or a thing's, and one of a single word must have spoken or be what the text is about.
pub(super) fn humanlike(f: &Figure) -> bool {
    if f.kind != SpeakerKind::Unknown {
        return f.kind == SpeakerKind::Person;
    }
    let thing = Class::COMMON.or(Class::PLACE).or(Class::BODY).or(Class::OUTLET).or(Class::CALENDAR).or(Class::SEVERAL);
    let (Some(first), Some(last)) = (f.parts.first(), f.parts.last()) else { return false };
    let is_thing = |p: &String| {
        lexicon::class(p).any(thing)
            || description::singular(p).is_some_and(|one| lexicon::class(&one).any(thing) && !p.ends_with("ss"))
    };
    // "Ulrika Stone" can be somebody, "Stone Street" cannot; who has been quoted in two words can.
    if f.parts.len() > 1 {
        return !is_thing(first) || f.quoted > 0 && !is_thing(last);
    }
    !is_thing(last) && (f.spoken > 0 || f.subject && f.count > 1)
}

/// Whether two German nouns that are no name, by the ending of the last, look like one: "Scharfe Kritik".
fn is_abstract(f: &Figure) -> bool {
    const ENDINGS: [&str; 9] = ["ung", "heit", "keit", "schaft", "ion", "tat", "ismus", "ik", "nis"];
    let open = f.kind == SpeakerKind::Unknown && f.spoken == 0 && f.roles.is_empty() && f.parts.len() > 1;
    open && f.parts.last().is_some_and(|p| ENDINGS.iter().any(|e| p.ends_with(e)))
}

/// Whether it is called by nothing but words for places.
fn is_country(f: &Figure) -> bool {
    !f.parts.is_empty() && f.parts.iter().all(|p| lexicon::class(p).any(Class::PLACE))
}

impl Chain<'_> {
    pub(super) fn pronoun(&mut self, token: usize) {
        let Some(which) = pronoun(self.words, token) else { return };
        // "A diver, who identified himself as Sunday": it goes back to the subject of its own clause.
        if matches!(self.words.text(token), "himself" | "herself" | "his" | "her") && naming::within(self.words, token)
        {
            return;
        }
        let who = match which {
            Pronoun::He => self.person(token, Sign(Sign::SURE)),
            Pronoun::She => self.person(token, Sign(-Sign::SURE)),
            Pronoun::It | Pronoun::They => None,
        };
        let sign = if which == Pronoun::He { Sign(Sign::SURE) } else { Sign(-Sign::SURE) };
        let body = if matches!(which, Pronoun::He | Pronoun::She) { self.bodily(token, sign, who) } else { None };
        if let Some(body) = body {
            self.mention(body, token..token + 1, token, MentionForm::Pronoun);
            return;
        }
        if who.is_none() && self.clouded.as_ref().is_some_and(|c| c.2 + CLOUDED >= self.words.block(token)) {
            self.doubtful.insert(token);
        }
        if let Some(who) = who {
            let gender = if which == Pronoun::He { Sign(Sign::HINT) } else { Sign(-Sign::HINT) };
            if let Some(f) = self.cast.get_mut(who) {
                f.gender.add(gender);
                if f.kind == SpeakerKind::Unknown {
                    f.kind = SpeakerKind::Person;
                }
            }
            let subject = self.cast.get(who).is_some_and(|f| f.subject);
            let here = self.words.at(token).sentence;
            let again = self.cast.get(who).is_some_and(|f| f.last.1 == here && f.subject);
            self.mention(who, token..token + 1, token, MentionForm::Pronoun);
            // "His" and "him" don't make him the subject, nor take that from him; nor does "she" within "Ruiz said she was late".
            if (self.words.at(token).class.any(Class::OBLIQUE) || again)
                && let Some(f) = self.cast.get_mut(who)
            {
                f.subject = subject;
            }
        }
    }

    /// The person whom a pronoun of this gender means: the most salient of the last few that agree, if one leads.
    pub(super) fn person(&self, token: usize, gender: Sign) -> Option<u32> {
        let words = self.words;
        let (sentence, block) = (words.at(token).sentence, words.block(token));
        let source = self.sources.get(token).copied().unwrap_or(0);
        let mut scored: Vec<(i32, u32)> = Vec::new();
        for &id in self.recent.iter().rev() {
            let id = self.cast.real(id);
            let Some(f) = self.cast.get(id) else { continue };
            let against = f.gender.0 * gender.0 < 0;
            // "Марина ждала. «...», — призналась она": a given name alone, as the subject.
            let given =
                !words.tongue.is_english() && f.gender.0.abs() >= Sign::GIVEN && f.subject && f.parts.len() == 1;
            if !humanlike(f) && !given || words.tongue.nouns && is_abstract(f) {
                continue;
            }
            if against && f.gender.0.abs() >= Sign::GIVEN || scored.iter().any(|s| s.1 == id) {
                continue;
            }
            // One who has said nothing and was not mentioned in this paragraph or the last is no longer spoken of.
            let told = self.last_quoted == Some(id);
            let voiced = self.voiced(f);
            if f.spoken == 0 && !told && !voiced && f.last.2 + 2 <= block && f.count < 3 {
                continue;
            }
            let mut score = weight::score(f, sentence, block, source > 0);
            // "Ruiz was less pleased. “...,” she said": whom the sentence before names, and is about.
            let before = f.subject && f.last.1 + 1 == sentence && f.last.2 == block && source > 0;
            if before && f.named == f.last.0 {
                score += weight::NAMED;
            }
            if f.gender.0 * gender.0 > 0 {
                score += weight::AGREES;
            } else if f.gender.0 == 0 && f.subject && f.last.1 + 1 == sentence && f.last.2 == block && source > 0 {
                score += weight::PRESUMED;
            } else if against {
                // An ending says little of one who has just spoken in this paragraph.
                let fresh = f.subject && f.last.1 + 1 == sentence && f.last.2 == block && source > 0;
                let hint = f.gender.0.abs() == Sign::HINT && fresh && self.last_speaker == Some(id);
                score += if hint { weight::HINT_AGAINST } else { -weight::DISAGREES * i32::from(f.gender.0.abs()) };
            }
            if f.kind == SpeakerKind::Unknown && !(f.quoted > 0 && f.parts.len() > 1) {
                score -= weight::NO_PERSON_YET;
            }
            if self.last_speaker == Some(id) {
                score += weight::SPOKE_LAST;
            }
            if voiced {
                score += weight::VOICED;
            }
            if told && source > 1 {
                score += weight::QUOTED_LAST;
            }
            scored.push((score, id));
        }
        scored.sort_by_key(|s| std::cmp::Reverse(s.0));
        let best = scored.first()?;
        // "The other said she did not sleep. “...,” she said": nobody known is meant who was not named since.
        let later = |token: usize| self.cast.get(best.1).is_some_and(|f| f.last.0 < token);
        // "Mr Ruiz said" where three are called so: "he" behind it is no better known.
        let clouded = self.clouded.as_ref().is_some_and(|(part, at, there)| {
            let namesake = self.cast.get(best.1).is_some_and(|f| f.parts.contains(part));
            namesake && (later(*at) || !self.cast.get(best.1).is_some_and(|f| f.subject)) && there + CLOUDED >= block
        });
        if clouded {
            return None;
        }
        if self.unknown.is_some_and(|(at, said)| later(at) && said + 1 >= sentence && words.block(at) == block)
            || self.stranger(token).is_some_and(later)
        {
            return None;
        }
        let lead = scored.get(1).map_or(i32::MAX, |s| best.0 - s.0);
        (lead >= weight::LEAD).then_some(best.1)
    }

    /// Where the sentence so far has somebody for its subject who is nobody known: "A 78-year-old man was charged after he ...".
    fn stranger(&self, token: usize) -> Option<usize> {
        let words = self.words;
        let within = |k: usize| words.together(k, token) && !words.at(k).quoted;
        let head = (token.saturating_sub(STRANGER)..token)
            .find(|&k| within(k) && matches!(&*words.folded(k), "a" | "an") && self.opens_subject(k))?;
        let role = (head + 1..token.min(head + 6)).find(|&k| words.at(k).class.any(Class::ROLE))?;
        let known = self.places.iter().rev().take(RECENT).any(|p| p.tokens.contains(&role) || p.tokens.contains(&head));
        (!known).then_some(role)
    }

    /// Whether what begins at `k` can be the subject of its sentence: at its beginning, or behind the comma of an adverbial.
    fn opens_subject(&self, k: usize) -> bool {
        let words = self.words;
        let Some(before) = k.checked_sub(1).filter(|&b| words.together(b, k)) else { return true };
        let adverbial = before.checked_sub(1).is_some_and(|b| words.at(b).word && !words.at(b).capital);
        words.sign(before, ',') && adverbial
    }

    /// Whether the page quotes them by name anywhere, or names them on an occasion: stories come back to their own people.
    pub(super) fn voiced(&self, f: &Figure) -> bool {
        f.parts.last().is_some_and(|p| self.voiced.contains(p))
    }

    /// Where in this sentence or the one before two persons stand joined by "and".
    fn pair_before(&self, token: usize) -> Option<[super::Place; 2]> {
        let words = self.words;
        let near = self.places.iter().rev().take(RECENT).skip_while(|p| p.tokens.start >= token);
        let mut later: Option<&super::Place> = None;
        for place in near.take_while(|p| words.at(p.tokens.start).sentence + 1 >= words.at(token).sentence) {
            let person =
                self.cast.get(place.who).is_some_and(|f| matches!(f.kind, SpeakerKind::Person | SpeakerKind::Unknown));
            let named = person && place.form == MentionForm::Name;
            if let Some(next) = later.filter(|n| named && n.lead == place.tokens.end + 1)
                && words.text(place.tokens.end) == "and"
            {
                return Some([place.clone(), next.clone()]);
            }
            later = named.then_some(place);
        }
        None
    }

    /// Two persons who spoke one after the other, in this paragraph and the sentences right before: "“...,” Ana Ruiz said. “...,” said Tom
    /// Holm. They said ...".
    fn pair_quoted(&self, token: usize) -> Option<[super::Place; 2]> {
        let words = self.words;
        let [one, two] = self.spoke.as_slice() else { return None };
        let near = |at: usize| {
            words.block(at) == words.block(token) && words.at(at).sentence + PAIR >= words.at(token).sentence
        };
        let of = |(who, at): (u32, usize)| {
            let found = self.places.iter().rev().take(RECENT).find(|p| self.cast.real(p.who) == self.cast.real(who));
            found.filter(|p| p.form == MentionForm::Name && near(at)).cloned()
        };
        let (a, b) = (of(*one)?, of(*two)?);
        (a.who != b.who).then_some([a, b])
    }

    /// "They" or "it": the last group or body that spoke, or was mentioned near.
    pub(super) fn voice(&mut self, token: usize, several: bool) -> Option<u32> {
        let words = self.words;
        let (block, sentence) = (words.block(token), words.at(token).sentence);
        // "Ruiz and Holm met the crew. They said ...": two persons named since then are meant, not a body.
        let pair = if several { self.pair_before(token).or_else(|| self.pair_quoted(token)) } else { None };
        let fits = |id: u32| {
            self.cast.get(id).is_some_and(|f| {
                // A country is "they" only where it has just spoken or been what the sentence is about.
                let country = several && f.kind != SpeakerKind::Group && is_country(f);
                if country && !(f.subject && f.last.1 + 1 >= sentence)
                    || pair.as_ref().is_some_and(|p| f.last.0 < p[1].tokens.start)
                {
                    return false;
                }
                let kind = match f.kind {
                    SpeakerKind::Group => several,
                    SpeakerKind::Body | SpeakerKind::Unknown => f.parts.len() != 1 || f.kind == SpeakerKind::Body,
                    SpeakerKind::Person => false,
                };
                kind && f.last.2 + 2 >= block
            })
        };
        let spoken = self.voices.iter().rev().copied().find(|&id| fits(id));
        let who = spoken.or_else(|| {
            let near = self.places.iter().rev().take(12).filter(|p| p.tokens.start < token);
            near.map(|p| p.who).find(|&id| fits(id) && self.cast.get(id).is_some_and(|f| f.subject))
        });
        let Some(who) = who else { return pair.and_then(|pair| self.together(&pair)) };
        self.mention(who, token..token + 1, token, MentionForm::Pronoun);
        Some(who)
    }
}

/// How salient somebody is. The weights are twenty times those of a log-linear choice among the persons mentioned last,
/// fitted by gradient descent to the pronoun sources of PolNeAR's training articles (as its silver coreference chains have
/// them: 1,822) and to 700 pronoun sources of invented stories in equal parts; `DISAGREES` alone was set by hand. They
/// agree with the chains in 0.76 and with the stories in 0.91 of the cases; see docs/speakers.md.
mod weight {
    use super::super::super::cast::Figure;

    pub(super) const AGREES: i32 = 18;
    pub(super) const DISAGREES: i32 = 20;
    /// Whom the sentence before is about, in the same paragraph, where nothing tells the gender of the name: set by hand.
    pub(super) const PRESUMED: i32 = 18;
    /// Whom the sentence before, in the same paragraph, names as its subject: set by hand.
    pub(super) const NAMED: i32 = 14;
    /// Whom the sentence before is about and who spoke in it, where only the ending of an unlisted name is against: set by hand.
    pub(super) const HINT_AGAINST: i32 = 6;
    pub(super) const NO_PERSON_YET: i32 = 22;
    pub(super) const SPOKE_LAST: i32 = 11;
    pub(super) const QUOTED_LAST: i32 = 8;
    /// Whom the page quotes by name somewhere. Fitted with the others it comes to 20 to 25, which is worth 1 to 2.5 in a
    /// hundred more on stories and costs 1.5 on the chains; 14 is worth 1 and costs 0.3.
    pub(super) const VOICED: i32 = 14;
    /// Below this lead over the second the pronoun stays undetermined: three in a hundred, of which half would be wrong.
    pub(super) const LEAD: i32 = 4;

    pub(super) fn score(f: &Figure, sentence: u32, block: u32, source: bool) -> i32 {
        let sentences = sentence.saturating_sub(f.last.1).min(10) as i32;
        let blocks = block.saturating_sub(f.last.2).min(8) as i32;
        let often = (f.count.min(64) + 1).ilog2() as i32;
        let subject = match (f.subject, sentences, source) {
            (false, ..) => 0,
            (true, 1, true) => 27,
            (true, 1, false) => 20,
            (true, _, true) => 14,
            (true, _, false) => 7,
        };
        let same = if sentences == 0 { 16 } else { 0 };
        subject + same + 2 * often - 2 * sentences - 14 * blocks
    }
}

//! Relatives, and others whom a page names together: "the younger Ruiz", "her husband", "both sisters", "the latter".

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::super::super::speaker::SpeakerKind;
use super::super::MentionForm;
use super::super::cast::Figure;
use super::super::lexicon::Class;
use super::super::name::{Name, Sort};
use super::Chain;
use super::phrase;
use crate::list;

/// What a noun says of a relative.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kin {
    Below,
    Above,
    Spouse,
    Pair,
}

/// Paragraphs within which two who were named together are "the couple".
const PAIR: u32 = 6;

impl Chain<'_> {
    /// Whom "the younger Ruiz", "Ruiz the elder" means, if the words say so: none where the page does not tell.
    pub(super) fn generation(&self, name: &Name) -> Option<Option<u32>> {
        let words = self.words;
        let word = |k: usize| words.text(k);
        let before = name.lead.checked_sub(1).filter(|&k| words.together(k, name.lead)).map_or("", word);
        let behind = if word(name.tokens.end) == "the" { word(name.tokens.end + 1) } else { "" };
        // "Elder" is a title too, but not in lower case.
        let inner = (name.lead..name.tokens.start).map(word).find(|w| matches!(*w, "elder" | "younger" | "older"));
        let before = inner.unwrap_or(before);
        let young = match (before, behind) {
            ("younger", _) | (_, "younger") => true,
            ("elder" | "older", _) | (_, "elder" | "older") => false,
            _ => return None,
        };
        let surname = phrase::parts(words, name.tokens.clone(), false).pop()?;
        let bearers = self.cast.with_surname(&surname);
        let role = |id: &u32, kin: Kin| {
            self.cast.get(*id).is_some_and(|f| f.roles.iter().any(|r| KIN.get(&*r.head) == Some(&kin)))
        };
        // A relative is often called by a given name alone: "his niece, Ana".
        let mut family: Vec<u32> = self.recent.iter().map(|&id| self.cast.real(id)).collect();
        let single = |f: &Figure| f.parts.len() == 1 && f.name.is_some();
        family.retain(|id| (role(id, Kin::Below) || role(id, Kin::Above)) && self.cast.get(*id).is_some_and(single));
        family.extend(&bearers);
        family.sort_unstable();
        family.dedup();
        let agrees = |id: &u32| self.cast.get(*id).is_some_and(|f| f.gender.0 * name.gender.0 >= 0);
        family.retain(agrees);
        let (same, other) = if young { (Kin::Below, Kin::Above) } else { (Kin::Above, Kin::Below) };
        let mut told = family.iter().filter(|id| role(id, same));
        if let (Some(&one), None) = (told.next(), told.next()) {
            return Some(Some(one));
        }
        let mut left = family.iter().filter(|id| !role(id, other));
        if family.iter().any(|id| role(id, other))
            && let (Some(&one), None) = (left.next(), left.next())
        {
            return Some(Some(one));
        }
        let age = |id: &u32| self.cast.get(*id).and_then(|f| f.age);
        let mut aged: Vec<(u8, u32)> = bearers.iter().filter_map(|id| Some((age(id)?, *id))).collect();
        aged.sort_unstable();
        Some(match aged.as_slice() {
            [a, b] if a.0 != b.0 => Some(if young { a.1 } else { b.1 }),
            _ => None,
        })
    }

    /// Learns the age that stands behind a name: "Ana Ruiz, 42,".
    pub(super) fn aged(&mut self, who: u32, name: &Name) {
        let words = self.words;
        let at = name.tokens.end + 1 + usize::from(words.text(name.tokens.end + 1) == "aged");
        let age = words.text(at).parse::<u8>().ok().filter(|_| words.sign(name.tokens.end, ','));
        if let (Some(age), Some(f)) = (age, self.cast.get_mut(who)) {
            f.age = Some(age);
        }
    }

    /// "Jon and Ana Ruiz": the surname is that of both, and a man and a woman are a couple until the page says otherwise.
    pub(super) fn couple(&mut self, who: u32, name: &Name) {
        let words = self.words;
        let Some(and) = name.lead.checked_sub(1).filter(|&k| words.text(k) == "and" && name.sort != Sort::Body) else {
            return;
        };
        let given = |k: usize| words.at(k).class.any(Class::GIVEN);
        let Some(place) = self.places.last().filter(|p| p.form == MentionForm::Name && p.tokens.end == and) else {
            return;
        };
        let (first, other) = (place.tokens.clone(), self.cast.real(place.who));
        let parts = phrase::parts(words, name.tokens.clone(), false);
        let lone = first.len() == 1 && given(first.start) && parts.len() > 1 && given(name.tokens.start);
        let Some(f) = self.cast.get(other).filter(|f| lone && f.parts.len() == 1 && f.kind != SpeakerKind::Body) else {
            return;
        };
        let mut full = f.parts.clone();
        full.extend(parts.iter().skip(1).cloned());
        let rest = words.span(name.tokens.start + 1, name.tokens.end);
        let written = format!("{} {}", words.text(first.start), rest.of(&words.page.text));
        let apart = f.gender.0 * name.gender.0 < 0;
        self.cast.surname(other, full, written);
        for (one, two) in [(who, other), (other, who)] {
            if let Some(f) = self.cast.get_mut(one) {
                f.kind = SpeakerKind::Person;
                f.spouse = f.spouse.or(apart.then_some(two));
            }
        }
    }

    /// Whom a source such as "her husband" means: the other of a couple, or the only one whom the page says to be that of anybody.
    pub(super) fn relative(&self, head: &str, begin: usize) -> Option<u32> {
        let kin = *KIN.get(head)?;
        let owner = self.places.iter().rev().take(4).find(|p| p.tokens.start == begin).map(|p| self.cast.real(p.who));
        if kin == Kin::Spouse
            && let Some(spouse) = owner.and_then(|o| self.cast.get(o)).and_then(|f| f.spouse)
        {
            return Some(self.cast.real(spouse));
        }
        let mut named = self.cast.with_role(head);
        named.retain(|id| Some(*id) != owner && self.cast.get(*id).is_some_and(|f| f.name.is_some()));
        if let [one] = named.as_slice() { Some(*one) } else { None }
    }

    /// The people together whom "the couple", "both sisters" calls again: the only ones who have spoken as one so far, or near.
    pub(super) fn both(&self, head: &str, begin: usize) -> Option<u32> {
        if KIN.get(head) != Some(&Kin::Pair) {
            return None;
        }
        let block = self.words.block(begin);
        let mut near = self.voices.iter().rev().map(|&id| self.cast.real(id)).filter(|&id| {
            self.cast
                .get(id)
                .is_some_and(|f| f.joint.is_some() && f.kind == SpeakerKind::Group && f.last.2 + PAIR >= block)
        });
        let one = near.next()?;
        near.all(|id| id == one).then_some(one)
    }

    /// Whom "the latter" and "the former" mean: of the last two whom this paragraph has named.
    pub(super) fn ordinal(&self, range: &Range<usize>) -> Option<u32> {
        let words = self.words;
        let which = words.text(range.start + 1);
        if range.len() != 2 || !words.at(range.start).class.any(Class::KNOWN) || !matches!(which, "latter" | "former") {
            return None;
        }
        let block = words.block(range.start);
        let mut named: Vec<u32> = Vec::new();
        for place in self.places.iter().rev().take_while(|p| words.block(p.tokens.start) == block) {
            let id = self.cast.real(place.who);
            let person = self.cast.get(id).is_some_and(|f| f.kind != SpeakerKind::Body && f.name.is_some());
            if person && place.form == MentionForm::Name && !named.contains(&id) {
                named.push(id);
            }
        }
        // Of one alone there is no telling.
        let [later, earlier, ..] = named.as_slice() else { return None };
        Some(if which == "latter" { *later } else { *earlier })
    }
}

static KIN: LazyLock<BTreeMap<&'static str, Kin>> = LazyLock::new(|| {
    let mut out = BTreeMap::new();
    let mut kin = Kin::Below;
    for line in list::lines(include_str!("../../../../data/speech/relatives.txt")) {
        kin = match line {
            "[below]" => Kin::Below,
            "[above]" => Kin::Above,
            "[spouse]" => Kin::Spouse,
            "[pair]" => Kin::Pair,
            _ => {
                out.extend(line.split_whitespace().map(|w| (w, kin)));
                kin
            }
        };
    }
    out
});

//! Who is called by a Russian name in another case, by given name and patronymic, or by a name whose initials the page had before.

use super::super::super::cue;
use super::super::cast::Figure;
use super::super::lexicon::{self, Class};
use super::super::name::{Name, Sign, Sort, russian};
use super::Chain;
use crate::speech::speaker::SpeakerKind;

impl Chain<'_> {
    /// Whether the page is in a language whose names are declined.
    pub(super) fn declines(&self) -> bool {
        self.words.page.language.as_deref() == Some("ru")
    }

    /// Whom a name calls that nobody bears as it is written.
    pub(super) fn declined(&self, name: &Name, parts: &[String]) -> Option<u32> {
        if !self.declines() || name.sort == Sort::Body {
            return None;
        }
        let last = parts.last()?;
        let person = |f: &Figure| f.kind != SpeakerKind::Body && f.kind != SpeakerKind::Group && f.name.is_some();
        let agrees = |f: &Figure| f.gender.0 * name.gender.0 >= 0 || name.gender.0.abs() < Sign::GIVEN;
        let mut found: Vec<u32> = Vec::new();
        let mut add = |id: u32, fits: &dyn Fn(&Figure) -> bool| {
            let id = self.cast.real(id);
            if self.cast.get(id).is_some_and(|f| person(f) && fits(f)) && !found.contains(&id) {
                found.push(id);
            }
        };
        match parts {
            [_] => {
                // "Кузовлёва" is a woman's name, and that of a man behind a preposition.
                let open = last.ends_with(['а', 'я']) && !self.governed(name.lead);
                for n in russian::nominatives(last).into_iter().filter(|_| !open) {
                    self.cast.bearing(&n).into_iter().for_each(|id| add(id, &|f| f.parts.contains(&n)));
                }
            }
            [given, middle] if russian::patronymic(middle).is_some() => {
                let initial = |written: &String, of: &str| {
                    let bare = written.trim_end_matches('.');
                    bare.chars().count() == 1 && of.starts_with(bare)
                };
                let of = |f: &Figure| match f.parts.as_slice() {
                    [g, .., _] if initial(g, given) => f.parts.get(1).is_some_and(|m| initial(m, middle)),
                    [g, rest @ ..] => {
                        russian::same(g, given)
                            && !rest.iter().any(|p| russian::patronymic(p).is_some() && !russian::same(p, middle))
                    }
                    [] => false,
                };
                let first: String = given.chars().take(1).collect();
                let keys = [given.clone(), format!("{first}."), first].into_iter().chain(russian::nominatives(given));
                for key in keys {
                    self.cast.bearing(&key).into_iter().for_each(|id| add(id, &of));
                }
            }
            [given, ..] => {
                for n in russian::nominatives(last).into_iter().chain([last.clone()]) {
                    let of = |f: &Figure| {
                        f.parts.len() > 1 && f.parts.first().is_some_and(|g| russian::same(g, given)) && agrees(f)
                    };
                    self.cast.bearing(&n).into_iter().for_each(|id| add(id, &of));
                }
            }
            [] => {}
        }
        if let [one] = found.as_slice() { Some(*one) } else { None }
    }

    /// Whether a name at `lead` stands behind a preposition, a phrase such as "по словам", or a noun for words.
    fn governed(&self, lead: usize) -> bool {
        let words = self.words;
        let Some(before) = lead.checked_sub(1).filter(|&b| words.together(b, lead) && words.at(b).word) else {
            return false;
        };
        let list = cue::lexicon(words.page.language.as_deref());
        let text = words.text(before).to_lowercase();
        let phrase = words.at(before).cue && list.cue(&text).is_none();
        phrase
            || words.tongue.is_relation(&text)
            || words.at(before).class.any(Class::PREPOSITION)
            || list.words.contains(text.as_str())
    }

    /// What a full name in another case tells: the man's that it is, and that he is called by its first case too.
    pub(super) fn oblique(&mut self, who: u32, name: &Name, parts: &[String]) {
        let words = self.words;
        if !self.declines() || name.sort == Sort::Body {
            return;
        }
        let patronymic = parts.iter().find_map(|p| russian::patronymic(p));
        if let (Some(sign), Some(f)) = (patronymic, self.cast.get_mut(who)) {
            f.gender = sign;
        }
        let [given, .., last] = parts else { return };
        let class = |w: &str| words.tongue.class(w, &lexicon::fold(w));
        let first = |w: &String| class(w).any(Class::GIVEN);
        if first(given) {
            return;
        }
        let Some(base) = russian::nominatives(given).into_iter().find(first) else { return };
        if let Some(f) = self.cast.get_mut(who) {
            f.gender = match (class(&base).any(Class::GIVEN_F), class(&base).any(Class::GIVEN_M)) {
                (true, false) => Sign(-Sign::GIVEN),
                (false, true) => Sign(Sign::GIVEN),
                _ => Sign(0),
            };
        }
        for n in russian::nominatives(last) {
            self.cast.also(who, n);
        }
        self.cast.also(who, base);
    }
}

//! The cast of one page: everybody brought in so far, and who is called by a name or a description.

mod fit;

use std::collections::BTreeMap;

use self::fit::fit;
pub(super) use self::fit::{is_idle, suits};
use super::super::speaker::{SpeakerKind, spelling};
use super::Mention;
use super::name::Sign;
use crate::span::Span;

/// Somebody on the page.
#[derive(Clone, Debug)]
pub(super) struct Figure {
    pub(super) kind: SpeakerKind,
    /// The parts of the fullest name, folded, without particles; empty for one only described.
    pub(super) parts: Vec<String>,
    /// Where the fullest name stands.
    pub(super) name: Option<Span>,
    /// A name made up of several places: of people together, or a given name with a surname that stands once for two.
    pub(super) joint: Option<String>,
    pub(super) gender: Sign,
    pub(super) roles: Vec<Role>,
    pub(super) mentions: Vec<Mention>,
    /// Descriptions that were taken for it though nothing says that it is that.
    pub(super) supposed: Vec<Span>,
    /// Where the roles and titles stand.
    pub(super) role_spans: Vec<Span>,
    /// Token, sentence and block of the last mention.
    pub(super) last: (usize, u32, u32),
    /// The token of the last mention that was no pronoun.
    pub(super) named: usize,
    /// Whether the last mention opened its sentence or was a source.
    pub(super) subject: bool,
    /// How often it was mentioned, quotations aside.
    pub(super) count: u32,
    /// How many attributions it is the source of.
    pub(super) spoken: u32,
    /// How many of them were direct or mixed.
    pub(super) quoted: u32,
    /// How old the page says they are.
    pub(super) age: Option<u8>,
    /// With whom they are named as a couple: "Jon and Ana Ruiz".
    pub(super) spouse: Option<u32>,
    /// Whom it is really, where that turned out later.
    pub(super) same: Option<u32>,
}

/// What somebody is: a head noun and what goes with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Role {
    pub(super) head: String,
    pub(super) modifiers: Vec<String>,
}

/// Everybody on the page.
#[derive(Default)]
pub(super) struct Cast {
    pub(super) figures: Vec<Figure>,
    by_part: BTreeMap<String, Vec<u32>>,
    by_head: BTreeMap<String, Vec<u32>>,
    /// The bearers of last names by what is left of these with any one letter out: names a slip apart share such a rest.
    by_rest: BTreeMap<u64, Vec<u32>>,
    by_joint: BTreeMap<String, u32>,
    /// How many figures were looked at to tell who is called.
    #[cfg(test)]
    pub(super) looks: std::cell::Cell<usize>,
}

/// The outcome of calling somebody by a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Called {
    /// This one.
    One(u32),
    /// Nobody so far.
    Nobody,
    /// Several could be meant, and nothing decides.
    Undecided,
}

/// So many who share a name part are looked at; it keeps a page that is a list of names linear.
const NAMESAKES: usize = 24;

impl Cast {
    /// Whom `id` stands for now.
    pub(super) fn real(&self, mut id: u32) -> u32 {
        for _ in 0..32 {
            match self.figures.get(id as usize).and_then(|f| f.same) {
                Some(other) => id = other,
                None => break,
            }
        }
        id
    }

    pub(super) fn get(&self, id: u32) -> Option<&Figure> {
        self.figures.get(self.real(id) as usize)
    }

    pub(super) fn get_mut(&mut self, id: u32) -> Option<&mut Figure> {
        let id = self.real(id) as usize;
        self.figures.get_mut(id)
    }

    /// Brings somebody in.
    pub(super) fn add(&mut self, kind: SpeakerKind, parts: Vec<String>, name: Option<Span>) -> u32 {
        let id = self.figures.len() as u32;
        for part in &parts {
            self.by_part.entry(part.clone()).or_default().push(id);
        }
        self.note_halves(&parts, id);
        self.note_rests(&parts, id);
        self.figures.push(Figure {
            kind,
            parts,
            name,
            joint: None,
            gender: Sign(0),
            roles: Vec::new(),
            mentions: Vec::new(),
            role_spans: Vec::new(),
            supposed: Vec::new(),
            last: (0, 0, 0),
            named: 0,
            subject: false,
            count: 0,
            spoken: 0,
            quoted: 0,
            age: None,
            spouse: None,
            same: None,
        });
        id
    }

    /// Learns that two are one; the one with a name stays.
    pub(super) fn merge(&mut self, stays: u32, goes: u32) {
        let (stays, goes) = (self.real(stays), self.real(goes));
        if stays == goes {
            return;
        }
        let Some(gone) = self.figures.get_mut(goes as usize) else { return };
        gone.same = Some(stays);
        let (mentions, roles, spans) =
            (std::mem::take(&mut gone.mentions), std::mem::take(&mut gone.roles), std::mem::take(&mut gone.role_spans));
        let (gender, count, spoken, quoted) = (gone.gender, gone.count, gone.spoken, gone.quoted);
        for role in roles {
            self.give_role(stays, role);
        }
        if let Some(f) = self.figures.get_mut(stays as usize) {
            f.mentions.extend(mentions);
            f.role_spans.extend(spans);
            f.gender.add(gender);
            f.count += count;
            f.spoken += spoken;
            f.quoted += quoted;
        }
    }

    /// Learns a fuller name of somebody.
    pub(super) fn rename(&mut self, id: u32, parts: Vec<String>, name: Span) {
        let id = self.real(id);
        for part in &parts {
            note(self.by_part.entry(part.clone()).or_default(), id);
        }
        self.note_halves(&parts, id);
        self.note_rests(&parts, id);
        if let Some(f) = self.figures.get_mut(id as usize) {
            f.parts = parts;
            f.name = Some(name);
            f.joint = None;
        }
    }

    /// Lets somebody be called by `part` too (an acronym, another spelling).
    pub(super) fn also(&mut self, id: u32, part: String) {
        let id = self.real(id);
        note(self.by_part.entry(part).or_default(), id);
    }

    /// Learns what somebody is.
    pub(super) fn give_role(&mut self, id: u32, role: Role) {
        let id = self.real(id);
        note(self.by_head.entry(role.head.clone()).or_default(), id);
        if let Some(f) = self.figures.get_mut(id as usize)
            && !f.roles.contains(&role)
            && f.roles.len() < 16
        {
            f.roles.push(role);
        }
    }

    /// Those who have `head` among their roles, latest brought in first.
    pub(super) fn with_role(&self, head: &str) -> Vec<u32> {
        let mut out: Vec<u32> = Vec::new();
        for &id in self.by_head.get(head).into_iter().flatten().rev().take(NAMESAKES) {
            self.look();
            let id = self.real(id);
            if !out.contains(&id) {
                out.push(id);
            }
        }
        out
    }

    /// Whom a name of these parts calls. `gender` is what a title before it tells; `block` is where it stands.
    pub(super) fn call(&self, parts: &[String], gender: Sign, block: u32) -> Called {
        let Some(key) = parts.iter().max_by_key(|p| (p.len() > 2, p.len())) else { return Called::Nobody };
        let mut found: Vec<(u8, u32)> = Vec::new();
        for &id in self.by_part.get(key).into_iter().flatten().rev().take(NAMESAKES) {
            self.look();
            let id = self.real(id);
            let Some(f) = self.figures.get(id as usize) else { continue };
            if f.gender.0 * gender.0 < 0 && gender.0.abs() >= Sign::SURE && f.gender.0.abs() >= Sign::GIVEN {
                continue;
            }
            let fit = fit(&f.parts, parts).or_else(|| (parts.len() == 1 && !f.parts.contains(key)).then_some(2));
            if let Some(fit) = fit
                && !found.iter().any(|&(_, other)| other == id)
            {
                found.push((fit, id));
            }
        }
        let best = found.iter().map(|f| f.0).max();
        found.retain(|f| Some(f.0) == best);
        match found.as_slice() {
            [] => Called::Nobody,
            [(_, one)] => Called::One(*one),
            several => {
                // Of namesakes the one of whom this paragraph has spoken, else who is being spoken of, if the others have not been
                // for two paragraphs.
                let within = |reach: u32| -> Option<u32> {
                    let mut near = several
                        .iter()
                        .map(|f| f.1)
                        .filter(|&id| self.figures.get(id as usize).is_some_and(|f| f.last.2 + reach >= block));
                    near.next().filter(|_| near.next().is_none())
                };
                match within(0).or_else(|| within(1)).or_else(|| self.leading(several, parts)) {
                    Some(one) => Called::One(one),
                    None => Called::Undecided,
                }
            }
        }
    }

    /// Of namesakes called by a surname alone the one the page is about: who alone of them has spoken, and is named twice as often as
    /// any other. Relatives get their first names in news.
    fn leading(&self, several: &[(u8, u32)], parts: &[String]) -> Option<u32> {
        let of = |id: u32| self.figures.get(id as usize);
        let mut spoke = several.iter().map(|f| f.1).filter(|&id| of(id).is_some_and(|f| f.spoken > 0));
        let one = spoke.next().filter(|_| parts.len() == 1 && spoke.next().is_none())?;
        let count = of(one)?.count;
        several.iter().all(|f| f.1 == one || of(f.1).is_some_and(|o| 2 * o.count <= count)).then_some(one)
    }

    /// The one bearer of a name spelled a little differently than `part`, if there is exactly one. Linear in the letters.
    pub(super) fn misspelled(&self, part: &str) -> Option<u32> {
        let mut found: Option<u32> = None;
        for rest in rests(part) {
            for &id in self.by_rest.get(&rest).into_iter().flatten().rev().take(NAMESAKES) {
                self.look();
                let id = self.real(id);
                let last = self.figures.get(id as usize).and_then(|f| f.parts.last());
                if !last.is_some_and(|last| spelling::one_slip(last, part)) {
                    continue;
                }
                match found {
                    Some(f) if f != id => return None,
                    _ => found = Some(id),
                }
            }
        }
        found
    }

    /// Lets the bearer of a hyphened surname be found by its halves.
    fn note_halves(&mut self, parts: &[String], id: u32) {
        let Some(last) = parts.last().filter(|p| parts.len() > 1 && p.contains('-')) else { return };
        note(self.by_part.entry(last.replace('-', "")).or_default(), id);
        for half in last.split('-').filter(|h| h.len() > 2) {
            note(self.by_part.entry(half.to_owned()).or_default(), id);
        }
    }

    /// Gives somebody who is only called by a given name the surname of another: "Jon and Ana Ruiz". `written` is the whole name.
    pub(super) fn surname(&mut self, id: u32, parts: Vec<String>, written: String) {
        let id = self.real(id);
        let Some(name) = self.figures.get(id as usize).and_then(|f| f.name) else { return };
        self.rename(id, parts, name);
        if let Some(f) = self.figures.get_mut(id as usize) {
            f.joint = Some(written);
        }
    }

    /// Those whose surname is `part`, latest brought in first.
    pub(super) fn with_surname(&self, part: &str) -> Vec<u32> {
        let mut out: Vec<u32> = Vec::new();
        for &id in self.by_part.get(part).into_iter().flatten().rev().take(NAMESAKES) {
            self.look();
            let id = self.real(id);
            let bears = self.figures.get(id as usize).is_some_and(|f| f.parts.last().is_some_and(|p| p == part));
            if bears && !out.contains(&id) {
                out.push(id);
            }
        }
        out
    }

    /// Those who are called by `part`, latest brought in first.
    pub(super) fn bearing(&self, part: &str) -> Vec<u32> {
        let mut out: Vec<u32> = Vec::new();
        for &id in self.by_part.get(part).into_iter().flatten().rev().take(NAMESAKES) {
            self.look();
            let id = self.real(id);
            if !out.contains(&id) {
                out.push(id);
            }
        }
        out
    }

    /// Lets the bearer of a last name be found by it with a letter out.
    fn note_rests(&mut self, parts: &[String], id: u32) {
        for rest in parts.last().map(|p| rests(p)).unwrap_or_default() {
            note(self.by_rest.entry(rest).or_default(), id);
        }
    }

    /// The figure that stands for people together, by their joint name, and whether it is new.
    pub(super) fn joint(&mut self, name: &str) -> u32 {
        if let Some(&id) = self.by_joint.get(name) {
            return id;
        }
        let id = self.add(SpeakerKind::Group, Vec::new(), None);
        self.by_joint.insert(name.to_owned(), id);
        id
    }

    fn look(&self) {
        #[cfg(test)]
        self.looks.set(self.looks.get() + 1);
    }
}

/// Adds `id` to a list of those who share something, unless it is among the last that were added.
fn note(list: &mut Vec<u32>, id: u32) {
    if !list.iter().rev().take(NAMESAKES).any(|&other| other == id) {
        list.push(id);
    }
}

/// Hashes of a name of six letters or more as it is and with each one of its letters out (Garbe's symmetric deletion).
fn rests(part: &str) -> Vec<u64> {
    let letters: Vec<char> = part.chars().take(40).collect();
    if letters.len() < 5 {
        return Vec::new();
    }
    let hash = |out: Option<usize>| {
        let kept = letters.iter().enumerate().filter(|(k, _)| Some(*k) != out);
        kept.fold(0xcbf2_9ce4_8422_2325, |h: u64, (_, &c)| (h ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01b3))
    };
    let mut out: Vec<u64> = (0..letters.len()).map(|k| hash(Some(k))).collect();
    out.push(hash(None));
    out.sort_unstable();
    out.dedup();
    out
}

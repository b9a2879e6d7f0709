//! Mentions of people and bodies within one page, and which of them are one.
//!
//! Steps: [`annotate`](word::annotate) the tokens, find names and descriptions, read through the page once to tell who is
//! meant by each ([`chain`]), then give quotations that name nobody to those around them ([`neighbour`]).

mod cast;
mod chain;
mod compound;
mod description;
mod false_title;
mod interview;
pub(super) mod lexicon;
mod name;
mod neighbour;
pub mod word;

pub(crate) use self::lexicon::{is_given_name, is_title};
use self::name::Sign;
use super::attribution::Attribution;
use super::cue;
use super::speaker::SpeakerKind;
use crate::id::SpeakerIx;
use crate::page::Page;
use crate::span::Span;
use serde::{Deserialize, Serialize};

/// A person or body as one page knows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entity {
    /// Its fullest name on the page; `None` for one that is only described ("a senior official").
    pub name: Option<String>,
    /// What it is.
    pub kind: SpeakerKind,
    /// What titles, given name, role and pronouns tell of a person's gender.
    pub gender: Option<Gender>,
    /// Titles, roles and appositions, in order.
    pub roles: Vec<Span>,
    /// Where it is mentioned, in order.
    pub mentions: Vec<Mention>,
    /// Whether it is the source of an attribution.
    pub speaks: bool,
    /// Sources that describe somebody whom nothing on the page says to be that, and that were taken for this one as the last
    /// who spoke ("the prosecutor"): other pages may know better.
    #[serde(default)]
    pub supposed: Vec<Span>,
}

/// A grammatical gender, as English pronouns have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Gender {
    /// She.
    Feminine,
    /// He.
    Masculine,
}

/// One mention of a person or body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// Where.
    pub span: Span,
    /// How.
    pub form: MentionForm,
}

/// How somebody is mentioned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum MentionForm {
    /// By name, in full or in part.
    Name,
    /// By a description: "the Moroccan engineer".
    Description,
    /// By a pronoun.
    Pronoun,
}

/// Finds everybody on the page and sets the speaker of each attribution to their position in the result; `None` stays
/// where the page does not decide. Linear in the page's text.
pub fn find(words: &word::Words<'_>, attributions: &mut [Attribution]) -> Vec<Entity> {
    let names = name::find(words);
    let descriptions = description::find(words);
    let mut chain = chain::read(words, &names, &descriptions, attributions);
    interview::fill(&mut chain, attributions);
    neighbour::fill(&mut chain, attributions);
    // Of a language that nobody knows here not even its names are told from its nouns.
    if !cue::is_known(words.page.language.as_deref()) {
        attributions.iter_mut().filter(|a| a.cue.is_empty()).for_each(|a| a.speaker = None);
    }
    settle(words.page, chain.cast, attributions)
}

/// Keeps people, bodies and whoever speaks, in the order of their first mention.
fn settle(page: &Page, cast: cast::Cast, attributions: &mut [Attribution]) -> Vec<Entity> {
    let mut kept: Vec<(Span, u32)> = Vec::new();
    let speaks = |id: u32| cast.get(id).is_some_and(|f| f.spoken > 0);
    for (id, f) in cast.figures.iter().enumerate() {
        let named = f.name.is_some() && f.kind != SpeakerKind::Unknown;
        if f.same.is_none() && (named || f.spoken > 0) {
            let first = f.mentions.iter().map(|m| m.span).min().unwrap_or_default();
            kept.push((first, id as u32));
        }
    }
    kept.sort_unstable();
    let english = page.language.as_deref().is_none_or(|l| l == "en");
    let mut position = vec![None; cast.figures.len()];
    for (at, (_, id)) in kept.iter().enumerate() {
        if let Some(p) = position.get_mut(*id as usize) {
            *p = Some(SpeakerIx::new(at));
        }
    }
    for a in attributions.iter_mut() {
        a.speaker = a.speaker.and_then(|s| position.get(cast.real(s.0) as usize).copied().flatten());
    }
    kept.iter()
        .filter_map(|&(_, id)| {
            let f = cast.get(id)?;
            let mut mentions = f.mentions.clone();
            mentions.sort_by_key(|m| m.span);
            mentions.dedup_by_key(|m| m.span);
            let mut roles = f.role_spans.clone();
            roles.sort_unstable();
            roles.dedup();
            // "Minister Halvard": of whom only one name is known, and an office, it is the surname, whatever given name it is besides.
            let surname = f.parts.len() == 1 && !f.roles.is_empty() && f.gender.0.abs() <= Sign::GIVEN;
            let gender = match f.gender.0 {
                0 => None,
                _ if surname && english => None,
                n if n < 0 => Some(Gender::Feminine),
                _ => Some(Gender::Masculine),
            };
            let name = f.joint.clone().or_else(|| f.name.map(|s| flat(s.of(&page.text))));
            Some(Entity {
                name,
                kind: f.kind,
                gender,
                roles,
                mentions,
                speaks: speaks(id),
                supposed: f.supposed.clone(),
            })
        })
        .collect()
}

/// White space folded.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Limits, Source, read};
    use crate::speech::{attribution, mark, sentence};

    /// How many figures are looked at to read a page of `text`.
    fn looks(text: &str) -> usize {
        let page = read(&Source::text("a.txt", text), &Limits::default());
        let cut = sentence::cut(&page);
        let marks = mark::pair(&page, &cut);
        let mut attributions = attribution::find(&page, &cut, &marks);
        let words = word::annotate(&page, &cut, &marks, &attributions);
        let (names, descriptions) = (name::find(&words), description::find(&words));
        chain::read(&words, &names, &descriptions, &mut attributions).cast.looks.get()
    }

    #[test]
    fn a_page_twice_as_long_takes_twice_the_work() {
        // Names of which no two are alike, many of one surname, many a slip apart, unnamed people, and pairs.
        let letters = |n: usize| -> String { (0..6).map(|k| char::from(b'a' + ((n >> (k * 2)) % 26) as u8)).collect() };
        let kinds: [&dyn Fn(usize) -> String; 5] = [
            &|n| format!("Mr. B{} left. “It is late,” B{} said.\n\n", letters(n * 7), letters(n * 7)),
            &|n| format!("A{} Ruiz left. “It is late,” Ruiz said.\n\n", letters(n)),
            &|n| format!("Ana Sorens{}n left.\n\n", char::from(b'a' + (n % 26) as u8)),
            &|n| format!("“It is late,” a man said. “Go,” said the {} man.\n\n", letters(n)),
            &|n| format!("Ana A{} and Bo B{} said it was late.\n\n", letters(n), letters(n)),
        ];
        for (k, line) in kinds.iter().enumerate() {
            let text = |n: usize| (0..n).map(line).collect::<String>();
            let (once, twice) = (looks(&text(300)), looks(&text(600)));
            assert!(once > 100, "kind {k}: {once} looks");
            assert!(twice <= once * 5 / 2, "kind {k}: {once} looks, then {twice}");
        }
    }
}

//! The open lists of verbs, judgements and words for a part or for sameness.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::super::Stance;
use super::super::account::{Words, at, phrase_at};
use crate::list::lines;

/// A verb of the data file.
#[derive(Debug)]
pub(super) struct Entry {
    /// Words of the form itself beyond the first, then those that follow at once.
    pub(super) rest: Vec<&'static str>,
    /// Words that follow at a distance.
    pub(super) far: Option<&'static str>,
    /// `None`: only its negation says something.
    pub(super) stance: Option<Stance>,
    pub(super) verify: bool,
    pub(super) person: bool,
    /// What follows may be the person, if he has been heard right before: "backed Ruiz".
    pub(super) heard: bool,
    /// Who is said not to do it grants some of it: "did not dispute".
    pub(super) yields: bool,
    /// Only its negation says something: "does not believe it".
    pub(super) only_negated: bool,
    /// Who does it confirms an account of which the sentence says whose it is: "accepts Ruiz's account".
    pub(super) owned: bool,
    /// The account may be its subject and the witness its object: "her account tallies with the log".
    pub(super) both: bool,
    /// Only whether, who or how something was can be its object: "could not say whether".
    pub(super) whether: bool,
}
pub(super) fn entries() -> &'static BTreeMap<&'static str, Vec<Entry>> {
    static ENTRIES: OnceLock<BTreeMap<&'static str, Vec<Entry>>> = OnceLock::new();
    ENTRIES.get_or_init(|| {
        let mut map: BTreeMap<&str, Vec<Entry>> = BTreeMap::new();
        for line in lines(include_str!("../../../../data/origin/stance-verbs.txt")) {
            let mut fields = line.split('|').map(str::trim);
            let mut next = || fields.next().unwrap_or("");
            let (forms, tail, stance, marks) = (next(), next(), next(), next());
            let far = tail.strip_prefix("... ");
            for form in forms.split(' ') {
                let mut parts = form.split('_');
                let first = parts.next().unwrap_or("");
                let near = if far.is_some() { "" } else { tail };
                let rest = parts.chain(near.split(' ').filter(|w| !w.is_empty())).collect();
                let stance = match stance {
                    "corroborates" => Some(Stance::Corroborates),
                    "denies" => Some(Stance::Denies),
                    _ => None,
                };
                let has = |m: &str| marks.split(' ').any(|x| x == m);
                map.entry(first).or_default().push(Entry {
                    rest,
                    far,
                    stance,
                    verify: has("verify"),
                    person: has("person"),
                    heard: has("heard"),
                    yields: has("yields"),
                    only_negated: has("negated"),
                    owned: has("owned"),
                    both: has("both"),
                    whether: has("whether"),
                });
            }
        }
        // The longest match wins.
        map.values_mut().for_each(|list| list.sort_by_key(|e| std::cmp::Reverse((e.rest.len(), e.far.is_some()))));
        map
    })
}

/// The verb that begins at `i`: its end and entry.
pub(super) fn verb_at(words: Words<'_>, i: usize, end: usize) -> Option<(usize, &'static Entry)> {
    entries().get(at(words, i))?.iter().find_map(|e| {
        let stop = i + 1 + e.rest.len();
        let near = stop <= end && e.rest.iter().enumerate().all(|(k, w)| at(words, i + 1 + k) == *w);
        let far = e.far.is_none_or(|far| (stop..end.min(stop + 12)).any(|k| phrase_at(words, k, far)));
        (near && far).then_some((stop, e))
    })
}

pub(super) fn list(file: &'static str) -> Vec<(&'static str, Option<Stance>)> {
    let stance = |s: &str| match s {
        "corroborates" => Some(Stance::Corroborates),
        "partly" => Some(Stance::Partly),
        "denies" => Some(Stance::Denies),
        _ => None,
    };
    lines(file).map(|l| l.split_once('|').map_or((l, None), |(w, s)| (w, stance(s)))).collect()
}

/// The same with the longest phrases first, which win.
fn longest_first(file: &'static str) -> Vec<(&'static str, Option<Stance>)> {
    let mut all = list(file);
    all.sort_by_key(|(w, _)| std::cmp::Reverse(w.len()));
    all
}

/// The first of the phrases that begins at `i`: how many words it has, and its stance.
fn longest_at(all: &[(&'static str, Option<Stance>)], words: Words<'_>, i: usize) -> Option<(usize, Stance)> {
    let (phrase, stance) = all.iter().find(|(w, _)| phrase_at(words, i, w))?;
    Some((phrase.split(' ').count(), (*stance)?))
}

pub(super) fn judgements() -> &'static [(&'static str, Option<Stance>)] {
    static LIST: OnceLock<Vec<(&'static str, Option<Stance>)>> = OnceLock::new();
    LIST.get_or_init(|| longest_first(include_str!("../../../../data/origin/judgements.txt")))
}

pub(super) fn partials() -> &'static [(&'static str, Option<Stance>)] {
    static LIST: OnceLock<Vec<(&'static str, Option<Stance>)>> = OnceLock::new();
    LIST.get_or_init(|| list(include_str!("../../../../data/origin/partial.txt")))
}

pub(super) fn sames() -> &'static [(&'static str, Option<Stance>)] {
    static LIST: OnceLock<Vec<(&'static str, Option<Stance>)>> = OnceLock::new();
    LIST.get_or_init(|| list(include_str!("../../../../data/origin/same-account.txt")))
}

/// What is said of people whose account is judged: "was lying", "had told the truth".
pub(super) fn of_people() -> &'static [&'static str] {
    static LIST: OnceLock<Vec<&'static str>> = OnceLock::new();
    LIST.get_or_init(|| lines(include_str!("../../../../data/origin/truth-of-people.txt")).collect())
}

/// The stance of the judgement that begins at `i`.
pub(super) fn judgement_at(words: Words<'_>, i: usize) -> Option<Stance> {
    judgements().iter().find(|(w, _)| phrase_at(words, i, w)).and_then(|(_, s)| *s)
}

/// The words for what was said before that begin at `i`, how many, and how their clause stands to it: "the same".
pub(super) fn same_said_at(words: Words<'_>, i: usize) -> Option<(usize, Stance)> {
    static LIST: OnceLock<Vec<(&'static str, Option<Stance>)>> = OnceLock::new();
    let all = LIST.get_or_init(|| longest_first(include_str!("../../../../data/origin/same-said.txt")));
    longest_at(all, words, i)
}

/// How the verb at `i` stands to what was said before, where it ends its clause: "agreed".
pub(super) fn agreeing_at(words: Words<'_>, i: usize) -> Option<Stance> {
    static LIST: OnceLock<Vec<(&'static str, Option<Stance>)>> = OnceLock::new();
    let all = LIST.get_or_init(|| list(include_str!("../../../../data/origin/agreeing.txt")));
    all.iter().find(|(w, _)| *w == at(words, i)).and_then(|(_, s)| *s)
}

/// How somebody stands to words told before of whom he says what begins at `i`: "not true" of "that is not true".
pub(super) fn said_of_it_at(words: Words<'_>, i: usize) -> Option<(usize, Stance)> {
    static LIST: OnceLock<Vec<(&'static str, Option<Stance>)>> = OnceLock::new();
    let all = LIST.get_or_init(|| longest_first(include_str!("../../../../data/origin/said-of-it.txt")));
    longest_at(all, words, i)
}

fn comparisons() -> &'static [(&'static str, Option<Stance>)] {
    static LIST: OnceLock<Vec<(&'static str, Option<Stance>)>> = OnceLock::new();
    LIST.get_or_init(|| longest_first(include_str!("../../../../data/origin/comparisons.txt")))
}

/// The comparison that begins at `i`: its words, and how the first telling stands to the second.
pub(super) fn comparison_at(words: Words<'_>, i: usize) -> Option<(usize, Stance)> {
    longest_at(comparisons(), words, i)
}

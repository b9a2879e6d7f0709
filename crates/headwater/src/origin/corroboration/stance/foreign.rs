//! Stances in languages other than English, by one shape: a verb of confirming or denying, a word for the account, and whoever
//! is named beside them.
//!
//! Each language gives its words ([`Tongue`], from `data/origin/stances.txt`), and where it names the owner of an account and
//! the agent of a passive. This finds the plain forms; what English has beyond them (nouns, judgements, "the same story") it
//! does not.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::OnceLock;

use super::super::Stance;
use super::{Reading, WitnessAt};
use crate::list::lines;
use crate::origin::corroboration::account::{Account, Owner, Words, at};

/// The words of one language, by what they do.
#[derive(Debug, Default)]
pub(super) struct Tongue {
    words: BTreeMap<&'static str, BTreeSet<&'static str>>,
    /// Verbs come first in its sentences.
    verb_first: bool,
}

/// The language `code`, if it is one of the list's.
pub(super) fn tongue(code: &str) -> Option<&'static Tongue> {
    static ALL: OnceLock<BTreeMap<&'static str, Tongue>> = OnceLock::new();
    let all = ALL.get_or_init(|| {
        let mut all: BTreeMap<&str, Tongue> = BTreeMap::new();
        for line in lines(include_str!("../../../../data/origin/stances.txt")) {
            let mut fields = line.split('|');
            let (Some(code), Some(what), Some(forms)) = (fields.next(), fields.next(), fields.next()) else { continue };
            let tongue = all.entry(code).or_default();
            tongue.words.entry(what).or_default().extend(forms.split(' '));
            tongue.verb_first = code == "ar";
        }
        all
    });
    all.get(code)
}

/// Tokens between a negation and its verb: "n’a pas pu être vérifié de manière indépendante" has five.
const NEGATED: usize = 6;

/// Tokens between a verb and its account: subjects with an apposition stand between.
const AWAY: usize = 12;

/// What a sentence says. Linear in its tokens but for a window around each verb.
pub(super) fn read(words: Words<'_>, sentence: Range<usize>, tongue: &Tongue) -> Vec<Reading> {
    let s = Plain { words, sentence: sentence.clone(), tongue };
    let accounts: Vec<Account> = sentence.clone().filter(|&i| s.is(i, "account")).map(|i| s.account(i)).collect();
    let mut out: Vec<Reading> = Vec::new();
    for i in sentence {
        let Some(reading) = s.verb(i, &accounts) else { continue };
        let same = |r: &Reading| r.account == reading.account && r.stance == reading.stance;
        if !out.iter().any(same) {
            out.push(reading);
        }
    }
    // What cannot be verified is not confirmed in the same breath by the same verb group.
    if out.iter().any(|r| r.stance == Stance::CannotVerify && r.witness == WitnessAt::Nowhere) {
        out.retain(|r| r.stance != Stance::Corroborates || r.witness != WitnessAt::Nowhere);
    }
    out
}

struct Plain<'s> {
    words: Words<'s>,
    sentence: Range<usize>,
    tongue: &'s Tongue,
}

impl Plain<'_> {
    fn is(&self, i: usize, what: &str) -> bool {
        let word = if self.sentence.contains(&i) { at(self.words, i) } else { "" };
        let word = word.trim_matches(['\'', '’', 'ʼ']);
        !word.is_empty() && self.tongue.words.get(what).is_some_and(|set| set.contains(word))
    }

    fn sign(&self, what: &str, sign: &str) -> bool {
        self.tongue.words.get(what).is_some_and(|set| set.contains(sign))
    }

    fn account(&self, i: usize) -> Account {
        let mut end = i + 1;
        let owner = if self.is(end, "of") {
            // "de l’ingénieur": an article, and an apostrophe by itself, may stand between.
            end += 1;
            Owner::From(end)
        } else if self.sign("of", "-") {
            Owner::From(end)
        } else if self.sign("of", "+") && i > self.sentence.start {
            Owner::Before(i)
        } else {
            Owner::Bare
        };
        Account { tokens: i..end, owner }
    }

    fn verb(&self, i: usize, accounts: &[Account]) -> Option<Reading> {
        let (confirm, deny) = (self.is(i, "confirm"), self.is(i, "deny"));
        let (verify, open) = (self.is(i, "verify"), self.is(i, "open"));
        if !(confirm || deny || verify || open) {
            return None;
        }
        let before = i.saturating_sub(NEGATED).max(self.sentence.start)..i;
        let after = i + 1..(i + 3).min(self.sentence.end);
        let negated = before.clone().chain(after).any(|k| self.is(k, "not"));
        let unable = self.sentence.clone().any(|k| self.is(k, "unable"));
        let stance = match () {
            () if open => Stance::CannotVerify,
            () if (confirm || verify) && (negated || unable) => Stance::CannotVerify,
            () if deny && negated => return None,
            () if before.clone().any(|k| self.is(k, "if")) => return None,
            () if deny => Stance::Denies,
            () => Stance::Corroborates,
        };
        let gap = |a: &&Account| a.tokens.start.saturating_sub(i).max(i.saturating_sub(a.tokens.end));
        let account = accounts.iter().filter(|a| gap(a) <= AWAY).min_by_key(gap)?;
        let part = self.sentence.clone().any(|k| self.is(k, "part"));
        let stance = if stance == Stance::Corroborates && part { Stance::Partly } else { stance };
        let witness = if stance == Stance::CannotVerify { WitnessAt::Nowhere } else { self.witness(i, account) };
        Some(Reading { stance, account: account.clone(), witness })
    }

    fn witness(&self, verb: usize, account: &Account) -> WitnessAt {
        let end = self.sentence.end;
        // A passive: the account stands before the verb, and its agent after "by", or before it.
        let by = (verb.saturating_sub(AWAY).max(account.tokens.end)..(verb + AWAY).min(end))
            .find(|&k| self.is(k, "by") && !(account.tokens.start < k && k <= account.tokens.end));
        if let Some(by) = by.filter(|&by| account.tokens.end < verb && by >= account.tokens.end) {
            return WitnessAt::After(by + 1..end);
        }
        if let Some(by) = self.sentence.clone().find(|&k| self.is(k, "after-by")) {
            return WitnessAt::Before(vec![account.tokens.end.min(by)..by, self.sentence.start..by]);
        }
        if self.tongue.verb_first {
            return WitnessAt::After(verb + 1..end);
        }
        // "подтвердил Дракс": the subject may stand behind its verb.
        let stretches = vec![self.sentence.start..verb, verb + 1..end];
        WitnessAt::Before(stretches)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stances(code: &str, sentence: &str) -> Vec<Stance> {
        let words: Vec<String> = sentence.to_lowercase().split_whitespace().map(str::to_owned).collect();
        let n = words.len();
        tongue(code).map(|t| read(&words, 0..n, t).into_iter().map(|r| r.stance).collect()).unwrap_or_default()
    }

    #[test]
    fn plain_forms_are_read_in_eight_languages() {
        for (code, yes, no, open) in [
            (
                "fr",
                "Drax a confirmé le récit de Ruiz .",
                "Drax a démenti les propos de Ruiz .",
                "Les propos de Ruiz n’ ont pas pu être vérifiés .",
            ),
            (
                "de",
                "Drax bestätigte die Aussage von Ruiz .",
                "Drax bestritt die Vorwürfe von Ruiz .",
                "Die Angaben von Ruiz ließen sich nicht überprüfen .",
            ),
            (
                "es",
                "Drax confirmó el relato de Ruiz .",
                "Drax desmintió la versión de Ruiz .",
                "No se pudo verificar el relato de Ruiz .",
            ),
            (
                "it",
                "Drax ha confermato il racconto di Ruiz .",
                "Drax ha smentito le parole di Ruiz .",
                "Non è stato possibile verificare il racconto di Ruiz .",
            ),
            (
                "pt",
                "Drax confirmou o relato de Ruiz .",
                "Drax negou as acusações de Ruiz .",
                "Não foi possível verificar o relato de Ruiz .",
            ),
            ("ru", "Дракс подтвердил слова Руис .", "Дракс опроверг слова Руис .", "Проверить слова Руис невозможно ."),
            (
                "tr",
                "Drax , Ruiz’in iddialarını doğruladı .",
                "Drax , Ruiz’in iddialarını yalanladı .",
                "Ruiz’in iddiaları doğrulanamadı .",
            ),
            ("ar", "أكد دراكس رواية رويز .", "نفى دراكس رواية رويز .", "لم يتسن التحقق من رواية رويز ."),
        ] {
            assert_eq!(stances(code, yes), [Stance::Corroborates], "{yes}");
            assert_eq!(stances(code, no), [Stance::Denies], "{no}");
            assert_eq!(stances(code, open), [Stance::CannotVerify], "{open}");
        }
    }

    #[test]
    fn a_part_and_a_supposition_are_seen() {
        assert_eq!(stances("fr", "Drax a partiellement confirmé le récit de Ruiz ."), [Stance::Partly]);
        assert_eq!(stances("de", "Falls Drax bestätigt , was die Aussage von Ruiz sagt ."), []);
    }
}

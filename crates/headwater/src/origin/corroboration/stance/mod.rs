//! Sentences that say how somebody stands to what somebody else told.
//!
//! The patterns look at words only: a [`verb`] or [`noun`] of confirming, denying or verifying, its voice, what negates or
//! limits it ([`clause`]), the phrase for the account or for what happened ([`matter`]), and where the witness must be named. The words themselves are open
//! lists ([`vocabulary`]). Who that is, is resolved outside.

mod answered;
mod beside;
mod clause;
mod foreign;
pub(super) mod matter;
mod met;
mod mirrored;
mod noun;
mod pointed;
mod said_same;
mod verb;
mod vocabulary;

use std::ops::Range;

use self::clause::Sentence;
use self::vocabulary::verb_at;
use super::Stance;
use super::account::{Account, Words};

/// What one sentence says. Positions are tokens of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// How the witness stands.
    pub stance: Stance,
    /// The account it is about; the person instead, where the verb takes one.
    pub account: Account,
    /// Where the witness is named.
    pub witness: WitnessAt,
}

/// Where a witness is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WitnessAt {
    /// The last name in the first of these stretches that has one: a subject.
    Before(Vec<Range<usize>>),
    /// The first name in this stretch: after "by" or "from".
    After(Range<usize>),
    /// What an account is set against, at the beginning of this stretch: "her account tallies with the log".
    Against(Range<usize>),
    /// Whoever is quoted as saying the words at this token.
    Quoted(usize),
    /// Whose words the sentence gives, which this token stands in.
    Speaking(usize),
    /// Nobody is named.
    Nowhere,
}

/// All that the tokens `sentence`, in which `accounts` are told of, say in a language. Where it is not known, English is tried: its patterns need English words.
/// Linear in the tokens, but for a window around each verb.
pub fn read(words: Words<'_>, sentence: Range<usize>, accounts: &[Account], language: Option<&str>) -> Vec<Reading> {
    match language.and_then(foreign::tongue) {
        Some(tongue) => foreign::read(words, sentence, tongue),
        None => english(words, sentence, accounts),
    }
}

/// How somebody stands to what is said to be what the words from `i` on call it: "a hoax".
pub fn judged_at(words: Words<'_>, i: usize) -> Option<Stance> {
    vocabulary::judgement_at(words, i)
}

/// How a single word, in small letters, says that its subject stands: "confirmed", "denies".
pub fn of_word(word: &str) -> Option<Stance> {
    let end = 1;
    let words = [word.to_owned()];
    verb_at(&words, 0, end).filter(|(_, e)| e.far.is_none()).and_then(|(_, e)| e.stance)
}

/// Whether a word, in small letters, says by itself how somebody stands to what was said, or is not said to: "verified".
pub fn is_verb(word: &str) -> bool {
    let alone = |e: &vocabulary::Entry| e.rest.is_empty() && e.far.is_none() && (e.stance.is_some() || e.verify);
    vocabulary::entries().get(word).is_some_and(|all| all.iter().any(alone))
}

fn english(words: Words<'_>, sentence: Range<usize>, accounts: &[Account]) -> Vec<Reading> {
    let s = Sentence { words, sentence: sentence.clone(), accounts };
    let mut out = Vec::new();
    let mut i = sentence.start;
    while i < sentence.end {
        let Some((end, entry)) = verb_at(words, i, sentence.end) else {
            let compared = s.compared(i);
            let mirrored = compared.as_ref().and_then(|r| s.mirrored(i, r));
            out.extend(
                s.adjective(i)
                    .or_else(|| s.noun(i))
                    .or_else(|| s.same(i))
                    .or_else(|| s.judged(i))
                    .or(compared)
                    .or_else(|| s.said_same(i))
                    .or_else(|| s.answered(i))
                    .or_else(|| s.beside(i))
                    .or_else(|| s.nothing_known(i))
                    .or_else(|| s.no_such(i))
                    .or_else(|| s.said_of_it(i))
                    .or_else(|| s.not_met(i)),
            );
            out.extend(mirrored);
            i += 1;
            continue;
        };
        let reading = s.verb(i, end, entry);
        out.extend(reading.as_ref().filter(|_| entry.both).and_then(|r| s.mirrored(i, r)));
        // "Finds support in the testimony of Lind": a noun.
        out.extend(reading.or_else(|| s.noun(i)).or_else(|| s.answered(i)));
        i = end;
    }
    out.extend(s.said_to_be());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stances(sentence: &str) -> Vec<Stance> {
        let spaced = sentence.replace("'s", " 's").replace(',', " ,").replace('.', " .").to_lowercase();
        let words: Vec<String> = spaced.split_whitespace().map(str::to_owned).collect();
        let n = words.len();
        let accounts = crate::origin::corroboration::account::find(&words, 0..n);
        read(&words, 0..n, &accounts, None).into_iter().map(|r| r.stance).collect()
    }

    #[test]
    fn verbs_say_how_a_witness_stands() {
        assert_eq!(stances("Lind confirmed Ruiz's account."), [Stance::Corroborates]);
        assert_eq!(stances("The claims made by Ruiz were rejected by Lind."), [Stance::Denies]);
        assert_eq!(stances("Parts of Ruiz's story have been borne out by Lind."), [Stance::Partly]);
        assert_eq!(stances("Lind called Ruiz's account a lie."), [Stance::Denies]);
        assert_eq!(stances("Lind told the same story."), [Stance::Corroborates]);
        assert_eq!(stances("Lind said the same."), [Stance::Corroborates]);
        assert_eq!(stances("Lind told the inquiry otherwise."), [Stance::Denies]);
        assert_eq!(stances("Lind agreed."), [Stance::Corroborates]);
        assert_eq!(stances("The same account was given by Lind."), [Stance::Corroborates]);
        assert_eq!(stances("A similar story came from Lind."), [Stance::Corroborates]);
        assert_eq!(stances("Lind believes that they are doing the same."), []);
        assert_eq!(stances("Lind left, despite reports to the contrary."), []);
        assert_eq!(stances("Lind cast doubt on what Ruiz had said."), [Stance::Denies]);
        assert_eq!(stances("Lind brushed her account aside."), [Stance::Denies]);
        assert_eq!(stances("Lind remembers it differently."), [Stance::Denies]);
        assert_eq!(stances("Lind does not agree."), [Stance::Denies]);
        assert_eq!(stances("Lind accepts Ruiz's account."), [Stance::Corroborates]);
        assert_eq!(stances("Ruiz's account tallies with the log."), [Stance::Corroborates]);
        assert_eq!(stances("Lind denies that it ever happened."), [Stance::Denies]);
        assert_eq!(stances("Lind heard no such thing."), [Stance::Denies]);
        assert_eq!(stances("“ That 's not true , ” said Lind."), [Stance::Denies]);
        assert_eq!(stances("The gate was sold , which Lind denies."), [Stance::Denies]);
        assert_eq!(stances("Lind rejected this as fiction."), [Stance::Denies]);
        assert_eq!(stances("Lind says she did n't."), [Stance::Denies]);
        assert_eq!(stances("Any such suggestion is rejected."), [Stance::Denies]);
    }

    #[test]
    fn what_nobody_can_check_is_not_confirmed() {
        for s in [
            "Ruiz's claims could not be independently verified.",
            "There is no way to verify the allegations of Ruiz.",
            "It was not possible to confirm Ruiz's account.",
            "Ruiz's story remains unconfirmed.",
            "There was no independent confirmation of Ruiz's claims.",
            "Nobody has been able to check what Ruiz said.",
            "Her claims have yet to be verified.",
            "Lind was unable to say whether the gate was open.",
            "Lind has no record of any complaint.",
            "Lind found nothing that would support Ruiz's claim.",
        ] {
            assert_eq!(stances(s), [Stance::CannotVerify], "{s}");
        }
    }

    #[test]
    fn what_is_nobodys_account_is_not_confirmed_or_denied() {
        for s in [
            "The figures reinforce questions about why the harbour board had ignored the evidence of leaks at Lind.",
            "The letters refute a comfortable narrative which has shown Lind as honest.",
        ] {
            assert_eq!(stances(s), [], "{s}");
        }
    }

    #[test]
    fn what_was_not_done_is_no_stance() {
        for s in [
            "Lind did not deny Ruiz's account.",
            "Lind would have said the same.",
            "Lind said the same pumps were stolen again.",
            "Lind agreed to sell the barge.",
            "Lind declined to confirm her account.",
            "Lind was asked to confirm the story.",
            "If confirmed, the claims would end her career.",
            "Lind accepts the report.",
            "Lind said the gate was open.",
            "Lind would not say whether the gate was open.",
            "There is no such thing as a free harbour.",
            "Lind set a record of three goals.",
            "The gate is false.",
            "Asked whether it was shut, Lind said it was not.",
            "Lind said she did not sleep.",
            "Such claims were often rejected.",
        ] {
            assert_eq!(stances(s), [], "{s}");
        }
    }
}

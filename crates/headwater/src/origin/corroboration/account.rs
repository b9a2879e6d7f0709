//! Phrases that mean what somebody told: "Ruiz's account", "the claims made by the engineer", "what she had said".

use crate::origin::class::{
    AFTER_ELIDED, AFTER_POINTING, BE, BEFORE_A_NOUN, FREE_RELATIVES, MADE, NOUN_OPENERS, OWNED_TELLINGS, PHRASE_BREAKS,
    POINTED_TELLINGS, POSSESSIVE_MARKS, POSSESSIVES, REJECTING_AS, RUMOURS, SUCH, THIS_PAGES, TOLD,
};
use std::ops::Range;

pub(crate) use crate::speech::speaker::telling::nouns;

/// A phrase that means a telling. Positions are tokens of its sentence's page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The phrase.
    pub tokens: Range<usize>,
    /// Where its owner is named, the name ending or beginning at one end of it.
    pub owner: Owner,
}

/// Who told it, as far as the phrase says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owner {
    /// The name that ends just before this token: "Ruiz" in "Ruiz's account".
    Before(usize),
    /// Whoever stands before the comma before this "whose".
    Whose(usize),
    /// The name that begins at this token or soon after it: "the engineer" in "the claims of the engineer".
    From(usize),
    /// The page speaks of its own telling: "our report".
    Here,
    /// The person named at this token, if he has been heard right before: "backed Ruiz".
    Heard(usize),
    /// The person named at this token, if he has told right before of meeting or telling somebody: "had not spoken to Ruiz".
    Met(usize),
    /// Whoever was heard last before this token, if he told what he saw, heard or smelled: "noticed nothing".
    Sensed(usize),
    /// Whoever was heard last before this token: "saw it happen".
    Last(usize),
    /// Whoever has just told of the thing at this token: "heard no shots".
    Unseen(usize),
    /// The phrase names nobody: "the account".
    Bare,
    /// The phrase only points back: "they", "this".
    Pronoun,
    /// The words before it in its sentence: ", which".
    Retold,
    /// It is nobody's account but what happened: "the deaths", "that the gate had broken".
    Matter,
    /// It is what the witness is said to have done himself: "that he had taken money".
    Charge,
}

/// The lower-case words of a page's tokens, which is all that these patterns look at.
pub type Words<'w> = &'w [String];

/// All phrases for tellings in the tokens `sentence`, in order.
pub fn find(words: Words<'_>, sentence: Range<usize>) -> Vec<Account> {
    let mut out = Vec::new();
    for i in sentence.clone() {
        let word = at(words, i);
        if is_noun(words, i) {
            // "Difficult to say whose account it supports" asks.
            let asks = i > sentence.start
                && at(words, i - 1) == "whose"
                && (i < sentence.start + 2 || at(words, i - 2) != ",");
            out.extend((!asks).then(|| noun(words, &sentence, i)));
        } else if FREE_RELATIVES.has(word) {
            // "what X had said": a verb of telling within the next words.
            let end = (i + 9).min(sentence.end);
            let verb = (i + 2..end).find(|&k| TOLD.has(at(words, k)));
            // "What I had been told" is another's.
            let clear = |k: usize| {
                let heard =
                    matches!(at(words, k), "told") && matches!(at(words, k - 1), "been" | "was" | "were" | "being");
                !heard && (i + 1..k).all(|n| !matches!(at(words, n), "," | ";" | ":" | "."))
            };
            if let Some(k) = verb.filter(|&k| clear(k)) {
                out.push(Account { tokens: i..k + 1, owner: Owner::From(i + 1) });
            }
        } else if matches!(word, "'s" | "’s") && elided(words, &sentence, i) && !out.is_empty() {
            // "Holt's account matches Ruiz's."
            out.push(Account { tokens: i..i + 1, owner: Owner::Before(i) });
        } else if OWNED_TELLINGS.has(word) {
            // "The mayor's timing", "her figures": what somebody says, if it is somebody's.
            let owned = Some(noun(words, &sentence, i)).filter(|a| a.tokens.start < i && a.owner != Owner::Bare);
            out.extend(owned.filter(|a| a.tokens.end == i + 1 && !matches!(at(words, a.tokens.start), "my" | "our")));
        } else if POINTED_TELLINGS.has(word) && i > sentence.start && matches!(at(words, i - 1), "the" | "this") {
            // "The finding is disputed": the one just told of.
            let closed = BE.has(at(words, i + 1)) || AFTER_POINTING.has(at(words, i + 1));
            out.extend(closed.then_some(Account { tokens: i - 1..i + 1, owner: Owner::Bare }));
        } else if matches!(word, "that" | "those") && at(words, i + 1) == "of" && i + 2 < sentence.end {
            out.push(Account { tokens: i..i + 3, owner: Owner::From(i + 2) });
        } else if word == "such" && SUCH.has(at(words, i + 1)) && i + 1 < sentence.end {
            out.push(Account { tokens: i..i + 2, owner: Owner::Pronoun });
        } else if matches!(word, "they" | "them" | "it") && !topical(words, &sentence, i)
            || points(words, &sentence, i)
            || opens_passive(words, &sentence, i)
        {
            out.push(Account { tokens: i..i + 1, owner: Owner::Pronoun });
        }
    }
    out
}

/// Whether the word at `i` is a noun for a telling, or for what is told by nobody in particular: "the rumours". "A photo claims to
/// show" has a verb.
fn is_noun(words: Words<'_>, i: usize) -> bool {
    let word = at(words, i);
    let rumour = RUMOURS.has(word);
    let verb = matches!(word, "claims" | "reports") && matches!(at(words, i + 1), "to" | "that") && {
        let before = i.checked_sub(1).map_or("", |k| at(words, k));
        !(before.is_empty() || BEFORE_A_NOUN.has(before)) && at(words, i + 1) == "to"
    };
    (rumour || nouns().contains(word)) && !verb
}

/// Whether the pronoun at `i` is what something is about: "our report on it".
fn topical(words: Words<'_>, sentence: &Range<usize>, i: usize) -> bool {
    i > sentence.start && matches!(at(words, i - 1), "on" | "about" | "into" | "over")
}

/// Whether the possessive at `i` has no noun behind it.
fn elided(words: Words<'_>, sentence: &Range<usize>, i: usize) -> bool {
    i + 1 >= sentence.end || AFTER_ELIDED.has(at(words, i + 1))
}

/// Whether "this" or "that" at `i` stands by itself behind a verb, and so points back: "Price denied this."
fn points(words: Words<'_>, sentence: &Range<usize>, i: usize) -> bool {
    // "Rejected this as fiction".
    let judged = at(words, i + 1) == "as" && i > sentence.start && REJECTING_AS.has(at(words, i - 1));
    let alone = i + 1 >= sentence.end || AFTER_POINTING.has(at(words, i + 1)) || judged;
    let behind = i > sentence.start && at(words, i - 1).ends_with(char::is_alphabetic);
    matches!(at(words, i), "this" | "that")
        && alone
        && behind
        && !matches!(at(words, i - 1), "like" | "after" | "before")
}

/// Whether "this" or "that" at `i` is the subject of a passive with its agent: "That was contradicted by the guards".
fn opens_passive(words: Words<'_>, sentence: &Range<usize>, i: usize) -> bool {
    let first = i == sentence.start || matches!(at(words, i - 1), "," | "but" | "and" | "“" | "\"" | ";" | ":");
    let verb = (i + 1..(i + 6).min(sentence.end)).find(|&k| super::stance::of_word(at(words, k)).is_some());
    matches!(at(words, i), "this" | "that")
        && first
        && (BE.has(at(words, i + 1)) || matches!(at(words, i + 1), "has" | "have" | "had"))
        && verb.is_some_and(|k| (k + 1..(k + 5).min(sentence.end)).any(|n| at(words, n) == "by"))
}

fn noun(words: Words<'_>, sentence: &Range<usize>, noun: usize) -> Account {
    let mut end = noun + 1;
    // "version of events", "account of the night"; "claims made by", "the account of Ruiz".
    let mut owner = Owner::Bare;
    let mut k = end;
    while MADE.has(at(words, k)) {
        k += 1;
    }
    // "evidence of fraud" is nobody's telling of it.
    let topic = at(words, noun) == "evidence" && at(words, k) == "of";
    if k < sentence.end && matches!(at(words, k), "of" | "by" | "from") && !topic {
        owner = Owner::From(k + 1);
        end = k + 2;
    }
    // To the left: adjectives, then a possessive.
    for back in 1..=4 {
        let Some(i) = noun.checked_sub(back).filter(|&i| i >= sentence.start) else { break };
        let word = at(words, i);
        // "This newspaper's report".
        let here = i >= sentence.start + 2 && at(words, i - 2) == "this" && THIS_PAGES.has(at(words, i - 1));
        if POSSESSIVE_MARKS.has(word) && here {
            return Account { tokens: i - 2..end, owner: Owner::Here };
        }
        if POSSESSIVE_MARKS.has(word) {
            return Account { tokens: i.saturating_sub(1).max(sentence.start)..end, owner: Owner::Before(i) };
        }
        // "The source, whose account could not be verified".
        if word == "whose" {
            let behind = i > sentence.start + 1 && at(words, i - 1) == ",";
            return Account { tokens: noun..end, owner: if behind { Owner::Whose(i) } else { owner } };
        }
        if word == "our" {
            return Account { tokens: i..end, owner: Owner::Here };
        }
        if POSSESSIVES.has(word) {
            return Account { tokens: i..end, owner: Owner::From(i) };
        }
        if NOUN_OPENERS.has(word) {
            return Account { tokens: i..end, owner };
        }
        if !word.starts_with(char::is_alphabetic) || PHRASE_BREAKS.has(word) {
            break;
        }
    }
    Account { tokens: noun..end, owner }
}

/// The word at `i`; empty past the end.
pub fn at(words: &[String], i: usize) -> &str {
    words.get(i).map_or("", String::as_str)
}

/// Whether the words of `phrase` begin at `i`.
pub fn phrase_at(words: &[String], i: usize, phrase: &str) -> bool {
    phrase.split(' ').enumerate().all(|(k, w)| at(words, i + k) == w)
}

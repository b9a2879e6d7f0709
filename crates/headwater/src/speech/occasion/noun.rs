//! Nouns that tell an occasion: "in an interview", "gave a press conference", "The remarks came at a briefing".

use std::ops::Range;

use super::OccasionKind;
use super::anchor::{self, Around, Tells};
use crate::speech::mention::lexicon::Class;
use crate::speech::mention::word::Words;
use crate::speech::sentence::TokenKind;

/// Whether the noun at `i` is told of as an occasion: behind a preposition ("in an interview", "at a packed press
/// conference"), or as what something happened at ("The interview took place"). Gives its first token.
pub(super) fn phrase(words: &Words<'_>, range: &Range<usize>, i: usize, kind: OccasionKind) -> Option<usize> {
    let first = range.start;
    let mut k = i;
    while k > first && i - k < 6 {
        k -= 1;
        let w = words.at(k);
        if !w.word && !matches!(words.kind(k), TokenKind::Number) {
            return None;
        }
        let text = words.folded(k);
        // "Held a press conference", "gave evidence", "issued a statement", "put out a statement".
        let given = match kind {
            OccasionKind::Interview | OccasionKind::Public => anchor::is(Around::Give, &text),
            OccasionKind::Hearing => anchor::is(Around::Give, &text) && is_testimony(&words.folded(i)),
            OccasionKind::Document | OccasionKind::Post => {
                anchor::is(Around::GiveDocument, &text) || &*text == "out" && k > first && words.text(k - 1) == "put"
            }
            OccasionKind::Unknown => false,
        };
        if given {
            return Some(k);
        }
        // "After hearing the board's statement": another's document, on which somebody speaks.
        if kind == OccasionKind::Document
            && matches!(&*text, "hearing" | "reading" | "seeing" | "receiving" | "reviewing")
        {
            return None;
        }
        let willing = |to: usize| &*text == "to" && to > first && anchor::is(Around::Agree, &words.folded(to - 1));
        if kind == OccasionKind::Interview && willing(k) {
            return Some(k);
        }
        let fits = match kind {
            OccasionKind::Interview => matches!(&*text, "in" | "during" | "after" | "from" | "for" | "on" | "over"),
            OccasionKind::Document => matches!(&*text, "in" | "during" | "after" | "from" | "for"),
            OccasionKind::Public => matches!(&*text, "at" | "in" | "during" | "on" | "after" | "from"),
            // "who was on the committee" says what he is.
            OccasionKind::Hearing => {
                matches!(&*text, "in" | "before" | "at" | "during" | "under" | "to") && !is_testimony(&words.folded(i))
                    || &*text == "on" && matches!(&*words.folded(i), "stand" | "oath")
                    || &*text == "as" && matches!(&*words.folded(i), "witness")
            }
            OccasionKind::Post => {
                matches!(&*text, "on" | "in" | "via" | "over" | "through")
                    || &*text == "to"
                        && k > first
                        && matches!(words.text(k - 1), "took" | "takes" | "taking" | "turned" | "posted")
            }
            OccasionKind::Unknown => false,
        };
        if fits && kind == OccasionKind::Post && k > first && shown(words, k - 1) {
            return None;
        }
        if fits {
            return Some(k);
        }
        if &*text == "of" && k > first && beside(&words.folded(k - 1)) {
            continue;
        }
        // "Ana Ruiz | gave a press conference on | May 3": taken for a cue as a whole.
        if w.cue && !words.at(i).cue || w.class.any(Class::PREPOSITION) || w.class.any(Class::COPULA) {
            return None;
        }
        if k == first
            && matches!(&*text, "the" | "this" | "that" | "his" | "her" | "their" | "our")
            && matches!(kind, OccasionKind::Interview | OccasionKind::Public | OccasionKind::Hearing)
            && (i + 1..i + 3).any(|k| happened(words, k))
        {
            return Some(k);
        }
    }
    None
}

/// Where "outside" begins that stands before the court at `i`: "speaking outside court", "outside the hearing". What is said there is said
/// to whoever waits, and not in court.
pub(super) fn outside(words: &Words<'_>, range: &Range<usize>, i: usize) -> Option<usize> {
    let article = i.checked_sub(1).is_some_and(|k| words.at(k).class.any(Class::DETERMINER));
    let at = i.checked_sub(if article { 2 } else { 1 }).filter(|&k| k >= range.start)?;
    words.folded(at).eq("outside").then_some(at)
}

/// What a sentence without an attribution must say for a noun in it to be an occasion on which somebody spoke, and not one
/// that the page only mentions: its subject is a telling ("The remarks were made at ..."), or somebody spoke, appeared or
/// gave one there.
pub(super) fn told_of(words: &Words<'_>, range: &Range<usize>, (begin, i): (usize, usize), kind: OccasionKind) -> bool {
    // "In a letter to the council, Ana Ruiz set out her view."
    let private = matches!(kind, OccasionKind::Interview | OccasionKind::Document);
    if private && begin == range.start && words.text(begin) == "In" {
        return true;
    }
    let is = |around: Around, k: usize| anchor::is(around, &words.folded(k));
    let head = (range.start..i.min(range.start + 4)).find(|&k| is(Around::Telling, k));
    let subject = head.is_some_and(|h| (h + 1..i.min(h + 4)).any(|k| happened(words, k)));
    let itself = i < range.start + 4 && (i + 1..i + 3).any(|k| happened(words, k));
    let given = (i.saturating_sub(9).max(range.start)..i).any(|k| {
        let turned = matches!(words.text(k), "took" | "takes" | "turned") && words.text(k + 1) == "to";
        let there = is(Around::Give, k)
            || is(Around::GiveDocument, k)
            || is(Around::Speak, k)
            || is(Around::Agree, k)
            || turned;
        words.at(k).word && !words.at(k).quoted && there
    });
    subject || itself || given
}

/// Whether it says that something took place.
fn happened(words: &Words<'_>, k: usize) -> bool {
    words.at(k).class.any(Class::COPULA) || anchor::is(Around::Happen, &words.folded(k))
}

/// "told the committee", "told a court": hearers that make it a hearing.
pub(super) fn audience(words: &Words<'_>, i: usize, limit: usize) -> Option<OccasionKind> {
    let i = i + usize::from(matches!(words.text(i), "before" | "to" | "at"));
    // "Told about 150 villagers".
    let hedge =
        |k: usize| matches!(words.text(k), "about" | "around" | "over") && words.kind(k + 1) == TokenKind::Number;
    let part = |k: usize| {
        hedge(k) || words.kind(k) == TokenKind::Number || words.at(k).word && !words.at(k).class.any(Class::PREPOSITION)
    };
    let head = (i..limit.min(i + 6)).take_while(|&k| part(k));
    for k in head {
        if let Some(Tells::Noun(OccasionKind::Hearing)) = anchor::at(words, k).first() {
            return Some(OccasionKind::Hearing);
        }
        if let Some(kind) = anchor::audience(&words.folded(k)) {
            return Some(kind);
        }
    }
    None
}

/// Whether reporters are named in the next words; behind "took" or "answered" questions may stand between.
pub(super) fn reporters_follow(words: &Words<'_>, i: usize, limit: usize, questions: bool) -> bool {
    (i..limit.min(i + if questions { 6 } else { 5 })).any(|k| anchor::is_reporters(&words.folded(k)))
}

/// Whether the noun at `i` is the last word of a name, an outlet's or a book's ("in the Harbour Post"), and tells no occasion
/// of a kind that small letters tell.
pub(super) fn in_name(words: &Words<'_>, i: usize, kind: OccasionKind) -> bool {
    let capital = |k: usize| words.at(k).word && words.at(k).capital && !words.at(k).opens;
    let small = matches!(kind, OccasionKind::Interview | OccasionKind::Document | OccasionKind::Post);
    let outlet = words.at(i).class.any(Class::OUTLET);
    // "The Foundation for the Study of Tides".
    let named_of = || matches!(words.text(i + 1), "of" | "for") && capital(i + 2);
    small && capital(i) && (outlet || named_of() || i.checked_sub(1).is_some_and(capital)) && !words.at(i).loud
}

/// Whether the participle at `i` says where something can be seen or somebody stands, and not who wrote there: "a video posted on
/// the network shows", "the guard posted inside the door".
pub(super) fn shown(words: &Words<'_>, i: usize) -> bool {
    let text = words.folded(i);
    let participle = matches!(&*text, "posted" | "uploaded" | "shared" | "circulated" | "circulating" | "published");
    let thing = i.checked_sub(1).is_some_and(|k| {
        let w = words.folded(k);
        ["video", "photo", "photograph", "picture", "image", "clip", "footage", "recording", "audio", "selfie"]
            .iter()
            .any(|t| *t == &*w || w.strip_suffix('s') == Some(*t))
    });
    let stands = matches!(
        words.text(i + 1),
        "inside" | "outside" | "near" | "behind" | "along" | "around" | "throughout" | "beside" | "at"
    );
    participle && thing || &*text == "posted" && stands
}

/// What is near an occasion: "on the sidelines of a conference".
fn beside(folded: &str) -> bool {
    matches!(folded, "sidelines" | "margins" | "fringes" | "end" | "start" | "beginning" | "opening" | "close")
}

/// Whether it is what a witness gives, not where he stands.
fn is_testimony(folded: &str) -> bool {
    matches!(folded, "evidence" | "testimony" | "deposition")
}

//! Datelines: "NEW YORK, Dec. 11 (UPI) — The mayor ...", "Osk (dpa) – Die Brücke ...". Where and by whom a story was sent
//! is no part of its first sentence: left in it, the place is taken for whoever speaks there.

use super::{Token, TokenKind};
use crate::page::identity::author::is_agency;
use crate::page::{Block, Page, Role};

/// Tokens of a dateline at most: a town, its state, a date, two agencies.
const LONGEST: usize = 20;
/// Words of a place and a month before a colon.
const PLACE: usize = 6;
/// Letters of a place in capitals at least, so that "A —" and "US —" are none.
const LETTERS: usize = 3;

/// The block that may begin with a dateline that ends in a colon ("ISLAMABAD: The minister ..."), as papers of South Asia and Africa
/// print it: one of the first story blocks, where no other block begins with words in capitals and a colon. Where several do,
/// they are the turns of an interview. Looks at the first bytes of each block.
pub(super) fn colon_block(page: &Page) -> Option<usize> {
    let labelled = |b: &Block| {
        let text = b.span.of(&page.text);
        let head = text.char_indices().take(HEAD).find(|c| c.1 == ':').and_then(|(at, _)| text.get(..at));
        b.role == Role::Story
            && head.is_some_and(|h| {
                h.chars().filter(|c| c.is_uppercase()).count() >= LETTERS && {
                    let first = h.split_whitespace().next().unwrap_or("");
                    !first.contains(char::is_lowercase)
                }
            })
    };
    let mut with = page.blocks.iter().enumerate().filter(|(_, b)| labelled(b));
    let (one, None) = (with.next()?, with.next()) else { return None };
    let before = page.blocks.iter().take(one.0).filter(|b| b.role == Role::Story).count();
    (before < FIRST).then_some(one.0)
}

/// Characters of a block within which the colon of a dateline stands.
const HEAD: usize = 60;
/// Story blocks of which one may have a dateline with a colon: a line above the story may be taken for one.
const FIRST: usize = 3;

/// How many of a block's first tokens are its dateline, the dash with them; 0 where it has none.
///
/// It is a place in capitals, or one with a date or with an agency in brackets, then a dash (or, where `colon`, a colon), then what
/// can begin a sentence.
pub(super) fn length(text: &str, tokens: &[Token], colon: bool) -> usize {
    let colon = |i: usize| colon && tokens[i].kind == TokenKind::Sign(':');
    let Some(dash) = (1..tokens.len().min(LONGEST)).find(|&i| is_dash(text, tokens, i) || colon(i)) else { return 0 };
    let end = (dash + 1..tokens.len().min(dash + 3)).find(|&i| !is_dash_sign(tokens[i].kind)).unwrap_or(tokens.len());
    let before = &tokens[..dash];
    let word = |t: &Token| t.span.of(text);
    let names = before.iter().enumerate().all(|(i, t)| match t.kind {
        TokenKind::Word => {
            word(t).starts_with(char::is_uppercase) || bracketed(before, i) || i > 0 && word(t).len() <= 3
        }
        TokenKind::Number => i > 0,
        TokenKind::Sign(c) => matches!(c, ',' | '.' | '/' | '(' | ')' | '|') && i > 0,
        TokenKind::Mark(_) => false,
    });
    let begins = tokens.get(end).is_some_and(|t| match t.kind {
        TokenKind::Word => !word(t).starts_with(char::is_lowercase),
        TokenKind::Number | TokenKind::Mark(_) => true,
        TokenKind::Sign(_) => false,
    });
    let first = word(&before[0]);
    let capitals =
        first.chars().filter(|c| c.is_alphabetic()).count() >= LETTERS && !first.contains(char::is_lowercase);
    let dated =
        before.iter().any(|t| t.kind == TokenKind::Number) && before.iter().any(|t| t.kind == TokenKind::Sign(','));
    let loud = |i: usize| {
        let w = word(&before[i]);
        before[i].kind != TokenKind::Word || w.len() <= 3 || !w.contains(char::is_lowercase) || bracketed(before, i)
    };
    // "RAIN LASHES COAST: Two die" is a headline; a place has few words.
    let short = before.iter().filter(|t| t.kind == TokenKind::Word).count() <= PLACE;
    if colon(dash) && !(capitals && short && ((0..before.len()).all(loud) || dated)) {
        return 0;
    }
    let grounds = capitals && before[0].kind == TokenKind::Word || dated || signed(text, before);
    if names && begins && grounds { end } else { 0 }
}

/// Whether a dash stands at `i` with white space beside it: not the one in "Baden-Baden".
fn is_dash(text: &str, tokens: &[Token], i: usize) -> bool {
    let apart = |a: usize, b: usize| match (tokens.get(a), tokens.get(b)) {
        (Some(a), Some(b)) => text.get(a.span.end as usize..b.span.begin as usize).is_some_and(|g| !g.is_empty()),
        _ => false,
    };
    is_dash_sign(tokens[i].kind) && (apart(i - 1, i) || apart(i, i + 1))
}

fn is_dash_sign(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::Sign('—' | '–' | '―' | '-' | '−'))
}

/// Whether token `i` stands in brackets.
fn bracketed(tokens: &[Token], i: usize) -> bool {
    let last = tokens[..i].iter().rev().find(|t| matches!(t.kind, TokenKind::Sign('(' | ')')));
    last.is_some_and(|t| t.kind == TokenKind::Sign('('))
}

/// Whether a known agency stands in brackets at the end of `tokens`.
fn signed(text: &str, tokens: &[Token]) -> bool {
    let closes = tokens.last().is_some_and(|t| t.kind == TokenKind::Sign(')'));
    let Some(open) = tokens.iter().rposition(|t| t.kind == TokenKind::Sign('(')).filter(|&o| closes && o > 0) else {
        return false;
    };
    let inner = text.get(tokens[open].span.end as usize..tokens[tokens.len() - 1].span.begin as usize);
    inner.is_some_and(is_agency)
}

#[cfg(test)]
mod tests {
    use super::super::cut;
    use crate::page::{Limits, Source, read};

    fn first_sentence(text: &str) -> String {
        let page = read(&Source::text("t", text), &Limits::default());
        let cut = cut(&page);
        let s = cut.sentences[0];
        cut.span(s.begin as usize, s.end as usize).of(&page.text).to_owned()
    }

    #[test]
    fn where_a_story_was_sent_from_is_no_part_of_its_first_sentence() {
        for dateline in [
            "ASHBOURNE —",
            "NEW HALDEN, Dec. 11 (UPI) —",
            "PORT ELM, Wash. (AP) --",
            "LENN (Northern Wire) -",
            "Osk (dpa/lno) –",
            "Saint-Aubin, 3 mai (AFP) -",
            "Halden, March 4 —",
        ] {
            let text = format!("{dateline} The bridge was shut on Monday, the mayor said.");
            assert_eq!(first_sentence(&text), dateline, "{text}");
        }
    }

    #[test]
    fn a_colon_ends_a_dateline_where_it_is_the_only_label() {
        for dateline in ["OSKBAD:", "NEW OSK/HALDEN:", "PORT ELM, Sept 4:", "LENN (Northern Wire):"] {
            let text = format!("{dateline} The bridge was shut on Monday, the mayor said.");
            assert_eq!(first_sentence(&text), dateline, "{text}");
        }
        let turns = "RUIZ: The bridge was shut on Monday.\n\nHOLM: Who shut it?";
        assert_eq!(first_sentence(turns), "RUIZ: The bridge was shut on Monday.");
        let headline = "RAIN AND WIND LASH THE WHOLE COAST: Two die in the harbour.";
        assert_eq!(first_sentence(headline), headline);
    }

    #[test]
    fn a_dash_within_a_sentence_begins_none() {
        for text in [
            "NASA — the agency that built it — said no.",
            "The bridge — Old Lenn to all — was shut.",
            "Ana Ruiz (Greens) — Nobody asked us.",
            "Ana Ruiz — Nobody asked us.",
            "Baden-Baden stayed calm.",
            "— Nobody asked us.",
            "“NEVER — Not once,” she said.",
        ] {
            assert_eq!(first_sentence(text), text);
        }
    }
}

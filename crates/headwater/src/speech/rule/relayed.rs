//! Who speaks where other words stand between him and what he said, and where an outlet relays it: "the Mirror quoted Holm as saying: “...”", "“...,” Holm said, according to the
//! Mirror". The outlet is how the words came, which the lineage reads from its citation; the words are Holm's.

use super::Draft;
use crate::page::Page;
use crate::span::Span;
use crate::speech::cue::Lexicon;
use crate::speech::sentence::{Cut, TokenKind};

/// Gives the words that an outlet relays to the one who is quoted. English only. Linear in the drafts: each looks at
/// [`NEAR`] tokens.
pub fn relayed(page: &Page, cut: &Cut, lexicon: &Lexicon, drafts: &mut [Draft]) {
    let reader = Reader { text: &page.text, cut, lexicon };
    for draft in drafts {
        let found = reader.quoting(draft).or_else(|| reader.according(draft)).or_else(|| reader.subject(draft));
        if let Some(found) = found {
            *draft = found;
        }
    }
}

/// Tokens between a verb of quoting and "as saying", and between a quotation and "according to".
const NEAR: usize = 24;

/// Tokens of a name with its title: "the former harbour master Jan de Witt".
const NAME: usize = 8;

struct Reader<'a> {
    text: &'a str,
    cut: &'a Cut,
    lexicon: &'a Lexicon,
}

impl Reader<'_> {
    /// "quoted N, a notary, as saying: “...”" and "quotes N: “...”".
    fn quoting(&self, draft: &Draft) -> Option<Draft> {
        let (cue, content) = (*draft.cue.last()?, *draft.content.last()?);
        let begin = self.after(cue.end);
        let verb = self.word(begin.checked_sub(1)?).to_lowercase();
        if !matches!(verb.as_str(), "quoted" | "quotes" | "quoting" | "cited" | "cites" | "citing") {
            return None;
        }
        let last = self.after(content.end);
        let limit = last.min(begin + NEAR);
        let name = self.name(begin, limit)?;
        let colon = name.end;
        let (said, from) = if self.sign(colon, ':') {
            (None, colon + 1)
        } else {
            let as_saying =
                (name.end..limit.saturating_sub(1)).find(|&k| self.word(k) == "as" && self.speaks(k + 1))?;
            let behind = as_saying + 2;
            let skipped = self.sign(behind, ':') || self.sign(behind, ',') || self.word(behind) == "that";
            (Some(self.span(as_saying, behind)), behind + usize::from(skipped))
        };
        let rest = self.span(from, last);
        (from < last).then(|| Draft {
            source: vec![self.span(name.start, name.end)],
            cue: draft.cue.iter().copied().chain(said).collect(),
            content: vec![rest],
            act: draft.act,
        })
    }

    /// "“...,” N said, according to the Mirror".
    fn according(&self, draft: &Draft) -> Option<Draft> {
        let (cue, content) = (*draft.cue.first()?, *draft.content.last()?);
        if !cue.of(self.text).eq_ignore_ascii_case("according to") || content.end > cue.begin {
            return None;
        }
        let (from, to) = (self.after(content.end), self.after(cue.begin));
        if to <= from || to - from > NAME + 2 {
            return None;
        }
        let to = to - usize::from(self.sign(to - 1, ','));
        let verb = to.checked_sub(1).filter(|&v| v > from)?;
        let pronoun = verb == from + 1 && matches!(self.word(from), "he" | "she" | "they");
        let name = if pronoun { from..verb } else { self.name(from, verb)? };
        let said = self.lexicon.cue(&self.word(verb).to_lowercase()).is_some();
        (name.end == verb && said).then(|| Draft {
            source: vec![self.span(name.start, name.end)],
            cue: vec![self.span(verb, verb + 1)],
            content: draft.content.clone(),
            act: draft.act,
        })
    }

    /// "The official, who asked not to be named, said the quay was old": what stands before the verb of a content that has no
    /// source is its subject, not a part of it.
    fn subject(&self, draft: &Draft) -> Option<Draft> {
        let (cue, first) = (*draft.cue.first()?, *draft.content.first()?);
        let rest = draft.content.get(1..).filter(|r| r.first().is_some_and(|s| s.begin >= cue.end))?;
        if !draft.source.is_empty() || first.end > cue.begin {
            return None;
        }
        let (from, to) = (self.after(first.begin), self.after(cue.begin));
        let comma = (from..to.min(from + NAME)).find(|&k| self.sign(k, ','))?;
        let opens = from == 0 || self.cut.tokens.get(from - 1).is_some_and(|t| t.kind != TokenKind::Word);
        // "Ana Ruiz, a port engineer, who spoke to the Mirror, said".
        let who = (comma..to).any(|k| self.sign(k, ',') && self.word(k + 1) == "who");
        let relative = who && self.sign(to.checked_sub(1)?, ',');
        (opens && relative && comma > from).then(|| Draft {
            source: vec![self.span(from, comma)],
            cue: draft.cue.clone(),
            content: rest.to_vec(),
            act: draft.act,
        })
    }

    /// The name that begins at a token: words up to the first sign or "as", one of them with a capital.
    fn name(&self, begin: usize, limit: usize) -> Option<std::ops::Range<usize>> {
        let word =
            |k: &usize| self.cut.tokens.get(*k).is_some_and(|t| t.kind == TokenKind::Word) && self.word(*k) != "as";
        let mut end = (begin..limit.min(begin + NAME)).take_while(word).last()? + 1;
        while end > begin && !self.capital(end - 1) {
            end -= 1;
        }
        (end > begin).then_some(begin..end)
    }

    fn capital(&self, k: usize) -> bool {
        self.word(k).starts_with(char::is_uppercase)
    }

    fn speaks(&self, k: usize) -> bool {
        matches!(
            self.word(k),
            "saying"
                | "telling"
                | "writing"
                | "recalling"
                | "stating"
                | "claiming"
                | "adding"
                | "warning"
                | "insisting"
        )
    }

    /// The first token that begins at `offset` or later.
    fn after(&self, offset: u32) -> usize {
        self.cut.tokens.partition_point(|t| t.span.begin < offset)
    }

    fn word(&self, k: usize) -> &str {
        self.cut.tokens.get(k).map_or("", |t| t.span.of(self.text))
    }

    fn sign(&self, k: usize, sign: char) -> bool {
        self.cut.tokens.get(k).is_some_and(|t| t.kind == TokenKind::Sign(sign))
    }

    fn span(&self, begin: usize, end: usize) -> Span {
        self.cut.span(begin, end)
    }
}

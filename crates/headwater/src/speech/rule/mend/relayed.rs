//! Who speaks where an outlet relays it: "the Mirror quoted Holm as saying: “...”", "“...,” Holm said, according to the
//! Mirror", "According to the Mirror, Holm said: “...”". The outlet is how the words came, which the lineage reads from its citation; the words are Holm's.

use std::collections::BTreeSet;

use super::{Draft, Telling};
use crate::span::Span;

/// Tokens between a verb of quoting and "as saying", and between a quotation and "according to".
const NEAR: usize = 24;

/// Tokens of a name with its title: "the former harbour master Jan de Witt".
const NAME: usize = 8;

impl Telling<'_> {
    /// Gives the words that an outlet relays to the one who is quoted. Each draft looks at [`NEAR`] tokens.
    pub(super) fn relayed(&self, drafts: &mut Vec<Draft>) {
        let mut quoted = BTreeSet::new();
        for draft in drafts.iter_mut() {
            if let Some(who) = self.as_saying(draft) {
                draft.source = vec![who];
                quoted.insert(who.begin);
            } else if let Some(found) =
                self.quoting(draft).or_else(|| self.according(draft)).or_else(|| self.led(draft))
            {
                *draft = found;
            }
        }
        // "The Mirror quoted Holm" says nothing that Holm's own words do not.
        drafts.retain(|d| !matches!(d.content.as_slice(), [c] if quoted.contains(&c.begin)));
    }

    /// Whom an outlet quoted, where "saying" was found for the cue of its own: "quoted N, a notary, as | saying |: “...”".
    fn as_saying(&self, draft: &Draft) -> Option<Span> {
        let saying = self.after(draft.cue.first()?.begin);
        let near = saying.saturating_sub(NEAR).max(self.sentence(saying).0);
        if !self.speaks(saying) || saying == near {
            return None;
        }
        if self.word(saying - 1) != "as" {
            return self.has_saying(saying, near);
        }
        let verb = (near..saying - 1).rev().find(|&k| self.quotes(k) || self.reports(k))?;
        if self.outlet_behind(verb) {
            return self.is_quoted(verb, near);
        }
        let who = self.phrase(verb + 1, saying - 1)?;
        Some(self.span(who.start, who.end))
    }

    /// Whether what stands behind a verb of quoting is where the words are printed: "is quoted in the Mirror".
    fn outlet_behind(&self, verb: usize) -> bool {
        matches!(self.word(verb + 1), "in" | "by" | "on" | "at" | "as" | "from")
    }

    /// Who is quoted in it: "N, a notary, is quoted in the Mirror as saying". The first phrase of a short clause.
    fn is_quoted(&self, verb: usize, near: usize) -> Option<Span> {
        let helper = |k: usize| {
            matches!(self.word(k), "is" | "was" | "are" | "were" | "been" | "being" | "has" | "had" | "have" | "also")
        };
        let mut end = verb;
        while end > near && helper(end - 1) {
            end -= 1;
        }
        if end == verb || end == near {
            return None;
        }
        let inner = |k: &usize| self.is_word(*k) || self.sign(*k, ',');
        let begin = (near.max(end.saturating_sub(NEAR / 2))..end).rev().take_while(inner).last()?;
        let who = self.phrase(begin, end)?;
        Some(self.span(who.start, who.end))
    }

    /// Whom an outlet lets speak: "the Mirror has N saying: “...”".
    fn has_saying(&self, saying: usize, near: usize) -> Option<Span> {
        let has = (near..saying - 1).rev().find(|&k| matches!(self.word(k), "has" | "had" | "have"))?;
        let who = self.phrase(has + 1, saying)?;
        // Not "has an old saying".
        let somebody =
            self.capital(saying - 1) || matches!(self.word(saying - 1), "him" | "her" | "them" | "he" | "she");
        (who.end == saying && somebody && self.word(saying) == "saying").then(|| self.span(who.start, who.end))
    }

    /// "quoted N, a notary, as saying: “...”", "reports N as saying" and "quotes N: “...”".
    fn quoting(&self, draft: &Draft) -> Option<Draft> {
        let content = *draft.content.last()?;
        let relays = |k: &usize| self.quotes(*k) || self.reports(*k);
        let verb = |cue: &Span| (self.after(cue.begin)..self.after(cue.end)).rev().find(relays);
        let (cue, verb) = draft.cue.iter().find_map(|cue| verb(cue).map(|v| (self.span(v, v + 1), v)))?;
        let begin = verb + 1;
        let last = self.after(content.end);
        // "“...,” the Mirror quoted Holm as saying".
        let of_phrase = |k: &usize| self.is_word(*k) || self.sign(*k, ',');
        if content.end <= cue.begin {
            let who = self.phrase(begin, begin + NEAR).filter(|_| !self.outlet_behind(verb))?;
            let mut behind = (who.end..begin + NEAR).take_while(of_phrase);
            let said = behind.find(|&k| self.word(k) == "as" && self.speaks(k + 1))?;
            let (source, cue) = (vec![self.span(who.start, who.end)], vec![cue, self.span(said, said + 2)]);
            return Some(Draft { source, cue, ..draft.clone() });
        }
        // "Holm was quoted in the Mirror: “...”": the outlet stands behind the verb, and is none of the words.
        if self.outlet_behind(verb) {
            let outlet = self.phrase(begin + 1, last)?;
            let words = self.sign(outlet.end, ':') && self.is_mark(outlet.end + 1) && !draft.source.is_empty();
            let from = outlet.end + 1;
            return words.then(|| Draft { content: vec![self.span(from, last)], cue: vec![cue], ..draft.clone() });
        }
        let limit = last.min(begin + NEAR);
        let who = self.phrase(begin, limit)?;
        // "To quote N, “...”".
        if self.word(verb.saturating_sub(1)).eq_ignore_ascii_case("to")
            && self.sign(who.end, ',')
            && self.is_mark(who.end + 1)
        {
            let (source, from) = (vec![self.span(who.start, who.end)], who.end + 1);
            return Some(Draft {
                source,
                content: vec![self.span(from, last.max(from + 1))],
                cue: vec![cue],
                act: draft.act,
            });
        }
        // "N, a notary:", "N, a notary, as saying".
        let colon = (who.end..limit).find(|k| !of_phrase(k)).filter(|&k| self.quotes(verb) && self.sign(k, ':'));
        let as_saying = (who.end..limit.saturating_sub(1)).find(|&k| self.word(k) == "as" && self.speaks(k + 1));
        let (said, from) = if let Some(colon) = colon.filter(|&c| as_saying.is_none_or(|a| c < a)) {
            (None, colon + 1)
        } else {
            let as_saying = as_saying?;
            let behind = as_saying + 2;
            let skipped = self.sign(behind, ':') || self.sign(behind, ',') || self.word(behind) == "that";
            (Some(self.span(as_saying, behind)), behind + usize::from(skipped))
        };
        (from < last).then(|| Draft {
            source: vec![self.span(who.start, who.end)],
            cue: std::iter::once(cue).chain(said).collect(),
            content: vec![self.span(from, last)],
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

    /// "According to the Mirror, Holm told the board: “...”": what stands in the marks is Holm's.
    fn led(&self, draft: &Draft) -> Option<Draft> {
        let (cue, content) = (*draft.cue.first()?, *draft.content.first()?);
        if !cue.of(self.text).eq_ignore_ascii_case("according to") || content.begin < cue.end {
            return None;
        }
        let (from, last) = (self.after(content.begin), self.after(draft.content.last()?.end));
        let limit = last.min(from + NAME);
        let verb = (from + 1..limit).find(|&k| self.lexicon.cue(&self.word(k).to_lowercase()).is_some())?;
        let colon = (verb + 1..last.min(verb + NAME)).find(|&k| !self.is_word(k)).filter(|&k| self.sign(k, ':'))?;
        let marked = self.is_mark(colon + 1);
        ((from..verb).all(|k| self.is_word(k)) && marked && colon + 1 < last).then(|| Draft {
            source: vec![self.span(from, verb)],
            cue: vec![self.span(verb, verb + 1)],
            content: vec![self.span(colon + 1, last)],
            act: draft.act,
        })
    }

    /// The phrase for somebody that begins at a token: words up to the first sign or "as".
    fn phrase(&self, begin: usize, limit: usize) -> Option<std::ops::Range<usize>> {
        let word = |k: &usize| self.is_word(*k) && self.word(*k) != "as";
        let end = (begin..limit.min(begin + NAME)).take_while(word).last()? + 1;
        Some(begin..end)
    }

    /// The same up to its last word with a capital, which it must have.
    fn name(&self, begin: usize, limit: usize) -> Option<std::ops::Range<usize>> {
        let mut end = self.phrase(begin, limit)?.end;
        while end > begin && !self.capital(end - 1) {
            end -= 1;
        }
        (end > begin).then_some(begin..end)
    }

    /// Whether the word at `k` is a verb of giving another's words.
    fn quotes(&self, k: usize) -> bool {
        let word = self.word(k).to_lowercase();
        matches!(word.as_str(), "quote" | "quoted" | "quotes" | "quoting" | "cite" | "cited" | "cites" | "citing")
    }

    /// The same where "as saying" must follow.
    fn reports(&self, k: usize) -> bool {
        matches!(self.word(k), "reported" | "reports" | "reporting" | "paraphrased" | "paraphrases")
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
}

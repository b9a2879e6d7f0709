//! "The council ignored warnings from its engineer that the wall would fall": the subject only got the message. Who sent it
//! stands behind "from" or "by", or is not said.

use super::{Draft, Telling};
use crate::span::Span;
use crate::speech::Act;

/// Tokens between the verb and what was received: "received a number of written warnings".
const OBJECT: usize = 5;
/// Tokens of whoever sent it: "from the head of the tenants' association".
const SENDER: usize = 9;
/// The fewest tokens of a clause.
const LEAST: usize = 3;

/// A message somebody received: the noun, who sent it, and where its clause begins.
struct Message {
    noun: usize,
    sender: Option<Span>,
    that: usize,
}

impl Telling<'_> {
    /// Gives what somebody received to whoever sent it. Linear in the drafts.
    pub(super) fn received(&self, drafts: &mut [Draft]) {
        for draft in drafts {
            let Some(message) = self.taken(draft) else { continue };
            let end = draft.content.iter().map(|c| c.end).max();
            let clause = Span { begin: self.span(message.that, message.that + 1).begin, end: end.unwrap_or_default() };
            if clause.begin < clause.end {
                *draft = self.sent(&message, clause);
            }
        }
    }

    /// Adds what somebody received where nothing was found of it. Linear in the tokens.
    pub(super) fn messages(&self, drafts: &mut Vec<Draft>) {
        let told = self.told(drafts);
        let open = |k: usize| told.get(k).is_none_or(|&t| !t);
        for verb in 0..self.cut.tokens.len() {
            let Some(message) = self.at(verb).filter(|m| open(m.noun)) else { continue };
            let (_, end) = self.sentence(verb);
            let mut to = (message.that + 1..end).find(|&k| !self.is_word(k) && !self.number(k)).unwrap_or(end);
            // A clause that goes on in marks, or behind a comma, is not told by its form.
            to = if to + 1 < end { message.that } else { to };
            if message.that + LEAST <= to && (message.that..to).all(open) {
                drafts.push(self.sent(&message, self.span(message.that, to)));
            }
        }
    }

    /// The attribution of a message.
    fn sent(&self, message: &Message, clause: Span) -> Draft {
        let act = self.lexicon.cue(self.word(message.noun)).map_or(Act::Speech, |cue| cue.act);
        let source = message.sender.into_iter().collect();
        Draft { source, cue: vec![self.span(message.noun, message.noun + 1)], content: vec![clause], act }
    }

    /// For each token, whether somebody is quoted with it already.
    pub(super) fn told(&self, drafts: &[Draft]) -> Vec<bool> {
        let mut steps = vec![0_i64; self.cut.tokens.len() + 1];
        for span in drafts.iter().flat_map(|d| d.cue.iter().chain(&d.content)) {
            for (offset, step) in [(span.begin, 1), (span.end, -1)] {
                if let Some(at) = steps.get_mut(self.after(offset)) {
                    *at += step;
                }
            }
        }
        let mut open = 0;
        steps
            .into_iter()
            .map(|step| {
                open += step;
                open > 0
            })
            .collect()
    }

    /// What the subject of a draft's verb received, if that is all that the verb tells.
    fn taken(&self, draft: &Draft) -> Option<Message> {
        let cue = draft.cue.last()?;
        let (from, to) = (self.after(cue.begin), self.after(cue.end));
        // The noun can have been taken for the cue, with the verb left to the source: "Police have received | reports".
        let verb = (from.saturating_sub(OBJECT)..to).rev().find(|&k| self.words.receive.contains(self.word(k)))?;
        let message = self.at(verb)?;
        let sent = draft.source.iter().any(|s| s.begin > self.span(message.noun, message.noun + 1).begin);
        (verb >= self.sentence(from).0 && from <= message.noun && !sent).then_some(message)
    }

    /// The message behind a verb of receiving.
    fn at(&self, verb: usize) -> Option<Message> {
        if !self.words.receive.contains(self.word(verb)) {
            return None;
        }
        let (_, end) = self.sentence(verb);
        let plain = |k: usize| self.is_word(k) && self.marks.around(k).is_none();
        let object = (verb + 1..end.min(verb + 1 + OBJECT)).take_while(|&k| plain(k));
        let noun = object.into_iter().find(|&k| self.words.message.contains(self.word(k)))?;
        let that =
            (noun + 1..end.min(noun + 2 + SENDER)).take_while(|&k| plain(k)).find(|&k| self.word(k) == "that")?;
        // "Reports that were false": there it is "which".
        if self.words.which.contains(self.word(that + 1)) {
            return None;
        }
        if that == noun + 1 {
            return Some(Message { noun, sender: None, that });
        }
        let by = matches!(self.word(noun + 1), "from" | "by" | "of" | "among") && that > noun + 2;
        by.then(|| Message { noun, sender: Some(self.span(noun + 2, that)), that })
    }
}

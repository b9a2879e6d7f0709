//! Talk set off by dashes, as in Spanish, Russian and French: "—No, —dijo Ana Ruiz—. Nunca."

use super::{Draft, Reader};
use crate::span::Span;
use crate::speech::Act;
use crate::speech::sentence::TokenKind;

/// Tokens of an apposition between a source and the dash behind which the talk goes on, at most.
const ASIDE: usize = 12;
/// Tokens of what is said behind it, at most.
const LINE: usize = 200;

impl Reader<'_> {
    /// A line of talk set off by dashes, as in Spanish, Russian and French: "—No, —dijo Ana Ruiz—. Nunca."
    pub(super) fn dialogue(&self, taken: &mut [bool], out: &mut Vec<Draft>) {
        let dash = |j: usize| matches!(self.sign(j), Some('—' | '–'));
        if !dash(0) {
            return;
        }
        // In the middle of a paragraph a dash that begins a sentence must be closed behind a sign, before a listed verb.
        let within = !self.opens_block();
        let list = self.heard.lexicon;
        // Behind a comma and a dash only a verb of saying stands.
        let verb = |j: usize| {
            let word = self.words.get(j).map_or("", |w| w.as_str());
            let known = [&list.stops, &list.pronouns, &list.after].iter().any(|l| l.contains(word));
            list.rules
                && !known
                && !self.capital(j)
                && word.chars().count() > 3
                && list.verb.iter().any(|e| word.ends_with(e))
        };
        let says = |j: usize| self.cue_at(j).is_some_and(|c| c.act != Act::Thought);
        let closed = |j: usize| matches!(self.sign(j - 1), Some(',' | '!' | '?' | '…'));
        let close = (2..self.items.len()).find(|&j| {
            dash(j)
                && (says(j + 1) && (!within || closed(j)) || self.sign(j - 1) == Some(',') && verb(j + 1) && !within)
        });
        let Some(close) = close else { return };
        let k = close + 1;
        let end = if self.sign(close - 1) == Some(',') { close - 1 } else { close };
        if let Some(t) = taken.get_mut(k) {
            *t = true;
        }
        let source = self.after(k + 1);
        let first = self.heard.cut.span(self.items[1].begin as usize, self.items[end - 1].end as usize);
        let rest = self.talk_goes_on(source.map_or(self.heard.span(self.items[k]).end, |s| s.end));
        out.push(Draft {
            source: source.into_iter().collect(),
            cue: vec![self.cue_span(k)],
            content: std::iter::once(first).chain(rest).collect(),
            act: Act::Speech,
        });
    }

    /// What somebody goes on to say in a line of talk whose source ends at `from`: behind the next dash, up to the end of the line.
    fn talk_goes_on(&self, from: u32) -> Option<Span> {
        let tokens = &self.heard.cut.tokens;
        let first = tokens.partition_point(|t| t.span.begin < from);
        let block = self.items.first().and_then(|i| tokens.get(i.begin as usize))?.block;
        let kind = |t: usize| tokens.get(t).filter(|t| t.block == block).map(|t| t.kind);
        let dash = |t: usize| matches!(kind(t), Some(TokenKind::Sign('—' | '–')));
        let at = (first..first + ASIDE).find(|&t| dash(t))? + 1;
        let at = at + usize::from(matches!(kind(at), Some(TokenKind::Sign('.' | ',' | ':'))));
        let end = (at..at + LINE).take_while(|&t| kind(t).is_some() && !dash(t)).last()? + 1;
        (self.heard.lexicon.rules && end > at).then(|| self.heard.cut.span(at, end))
    }
}

//! "“It was shut,” recalled Ana Ruiz, adding that “nobody knew”": the words behind a second verb of hers are its own.

use super::{Cues, Draft, Telling};
use crate::span::Span;
use crate::speech::Act;

impl Telling<'_> {
    /// Parts contents from those that a participle behind a comma opens with "that", and gives these to it. Linear in the
    /// contents.
    pub(super) fn participles(&self, drafts: &mut Vec<Draft>) {
        let cues = Cues::of(drafts);
        let mut found: Vec<Draft> = Vec::new();
        for draft in drafts.iter_mut().filter(|d| d.content.len() > 1 && !d.source.is_empty()) {
            let mut at = 0;
            let source = draft.source.clone();
            draft.content.retain(|content| {
                at += 1;
                // What another attribution has for its cue stays where it is: the words would be lost.
                let adding = self.adding(*content).filter(|(cue, ..)| at > 1 && !cues.overlap(*cue));
                let Some((cue, act, whole)) = adding else { return true };
                found.push(Draft { source: source.clone(), cue: vec![cue], content: vec![whole], act });
                false
            });
        }
        drafts.extend(found);
    }

    /// The participle that opens a content with "that", what it does, and the content with its "that".
    fn adding(&self, content: Span) -> Option<(Span, Act, Span)> {
        let first = self.after(content.begin);
        let that = if self.word(first) == "that" { first } else { first.checked_sub(1)? };
        let verb = that.checked_sub(1)?;
        let comma = verb.checked_sub(1).is_some_and(|k| self.sign(k, ','));
        let ing = self.word(that) == "that" && self.word(verb).ends_with("ing") && comma;
        let cue = self.lexicon.cue(self.word(verb)).filter(|c| ing && c.act != Act::Thought)?;
        Some((self.span(verb, that), cue.act, self.span(that, that + 1).hull(content)))
    }
}

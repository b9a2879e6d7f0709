//! "Fourteen people were killed near Halsk, police and residents said on Tuesday.": how agencies end a lead.

use super::{Cues, Draft, Telling};
use crate::speech::Act;

/// Words of whoever is said to say it, of when, and the least before them.
const SUBJECT: usize = 8;
const WHEN: usize = 4;
const LEAST: usize = 5;

impl Telling<'_> {
    /// Adds what the last verb of a sentence without quotation marks says is said, where the models have nothing of that verb:
    /// a clause, a comma, somebody, "said", at most a day. Linear in the tokens.
    pub(super) fn leads(&self, drafts: &mut Vec<Draft>) {
        let cues = Cues::of(drafts);
        let mut found = Vec::new();
        for sentence in &self.cut.sentences {
            let (first, end) = (sentence.begin as usize, sentence.end as usize);
            if end < first + LEAST + 4 || !self.sign(end - 1, '.') {
                continue;
            }
            let stop = end - 1;
            let Some(verb) = (stop - WHEN..stop).rev().find(|&k| matches!(self.word(k), "said" | "says")) else {
                continue;
            };
            let reach = verb.saturating_sub(SUBJECT).max(first + LEAST);
            let Some(comma) = (reach..verb).rev().find(|&k| self.sign(k, ',')) else { continue };
            let plain = (first..comma).all(|k| !self.is_mark(k) && !self.sign(k, ':'));
            let when = (verb + 1..stop).all(|k| self.tells_when(k));
            let cue = self.span(verb, verb + 1);
            if comma + 1 < verb
                && plain
                && when
                && self.marks.around(verb).is_none()
                && self.is_subject(comma + 1, verb)
                && !cues.overlap(cue)
            {
                let (source, content) = (vec![self.span(comma + 1, verb)], vec![self.span(first, comma)]);
                found.push(Draft { source, cue: vec![cue], content, act: Act::Speech });
            }
        }
        cues.add(found, drafts);
    }

    /// A weekday, a month, a number, and words beside them; or in what it was said.
    pub(super) fn tells_when(&self, k: usize) -> bool {
        let word = self.word(k).to_lowercase();
        let listed = self.words.when.contains(word.as_str()) || self.words.within.contains(word.as_str());
        listed || word.starts_with(|c: char| c.is_ascii_digit())
    }
}

//! Who is meant by words for whom was named last, in other languages than English: "ce dernier", "quest’ultima", "éste".

use std::ops::Range;

use super::super::super::speaker::SpeakerKind;
use super::super::MentionForm;
use super::{Chain, RECENT};

impl Chain<'_> {
    /// Whoever was mentioned last, in this paragraph or the one before, and agrees with such words, which are the whole of `range`.
    pub(super) fn latter(&self, range: &Range<usize>) -> Option<u32> {
        let words = self.words;
        let tongue = words.tongue;
        // "Ce dernier, ancien marin,".
        let end = range.clone().find(|&k| words.sign(k, ',')).unwrap_or(range.end);
        if tongue.is_english() || end - range.start > MOST {
            return None;
        }
        let text =
            (range.start..end).map(|k| words.text(k).to_lowercase()).collect::<Vec<_>>().join("-").replace('’', "'");
        let sign = tongue.latter(&text)?;
        let block = words.block(range.start);
        let near = self.places.iter().rev().take(RECENT);
        let fits = |who: u32| {
            let agrees = |g: i8| g * sign >= 0;
            self.cast
                .get(who)
                .is_some_and(|f| agrees(f.gender.0) && (f.name.is_some() || f.kind != SpeakerKind::Unknown))
        };
        near.filter(|p| p.tokens.end <= range.start && words.block(p.tokens.start) + 1 >= block)
            .filter(|p| p.form != MentionForm::Pronoun && !words.at(p.tokens.start).quoted)
            .map(|p| self.cast.real(p.who))
            .find(|&who| fits(who))
    }
}

/// Words of such a phrase, at most.
const MOST: usize = 3;

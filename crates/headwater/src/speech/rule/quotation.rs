//! Which cue a quotation has, where its content begins, and which quotations go on with it.

use super::{Draft, Reader};
use crate::speech::Act;
use crate::speech::cue::Takes;
use crate::speech::sentence::TokenKind;

/// How far from a quotation its cue is looked for, in items: a long apposition fits.
pub(super) const NEAR: usize = 22;

/// Items between a quotation and the cue behind its comma, at most.
const BEHIND: usize = 5;

/// Items between a verb of accusing and what somebody is accused of, at most.
const ACCUSED: usize = 9;

/// Words that begin a noun phrase in a language without articles: its pronouns that point and own.
pub(super) const BARE: usize = 12;

impl Reader<'_> {
    /// Whether a cue, "that", a colon or a comma stands right before quotation `i`, or a comma right before its end.
    pub(super) fn adjacent(&self, i: usize) -> bool {
        // "Si è detto | però | «sorpreso»".
        let small = |j: usize| {
            let list = self.heard.lexicon;
            list.rules
                && list.closing.is_empty()
                && (list.between.contains(self.words[j].as_str()) || self.matched(&list.aside, j) == Some(1))
        };
        let near = (i.saturating_sub(3)..i).rev().find(|&j| !small(j));
        let before = near.is_some_and(|p| {
            matches!(self.sign(p), Some(':' | ','))
                || self.cue_at(p).is_some_and(|c| c.act != Act::Thought)
                || self.heard.lexicon.that.contains(self.words[p].as_str())
        });
        // "Acusó al alcalde de “mentir”": a preposition that takes what is told.
        let taken = || {
            let list = self.heard.lexicon;
            let preposition = i.checked_sub(1).filter(|&p| list.rules && list.to.contains(self.words[p].as_str()));
            let cue =
                preposition.and_then(|_| self.cue_before(i)).filter(|c| c.1 != Act::Thought && c.0 + ACCUSED >= i);
            cue.is_some_and(|c| (c.0 + 1..i).all(|j| self.sign(j).is_none()))
        };
        // Where the verb comes last it stands right behind: "“...” diyen Ana Ruiz".
        let behind =
            !self.heard.lexicon.closing.is_empty() && self.cue_at(i + 1).is_some_and(|c| c.act != Act::Thought);
        let tail = (i + 1..i + 3).any(|k| k < self.items.len() && self.tail(k));
        // "..., para quien “el Estado miró a otro lado”".
        let whose =
            || !self.heard.lexicon.whose.is_empty() && self.matched_before(&self.heard.lexicon.whose, i).is_some();
        before || whose() || behind || tail || self.ends_open(i) || taken()
    }

    /// Whether quotation `i` ends with a comma, within or after its closing mark, or with a mark of question or exclamation.
    pub(super) fn ends_open(&self, i: usize) -> bool {
        let Some(q) = self.heard.marks.quotations.get(self.items[i].quotation as usize - 1) else { return false };
        let last = q.inner().next_back().and_then(|t| self.heard.cut.tokens.get(t)).map(|t| t.kind);
        matches!(last, Some(TokenKind::Sign(',' | '?' | '!' | '…' | '—' | '–' | '؟' | '،')))
            || matches!(self.sign(i + 1), Some(',' | '–' | '—'))
    }

    /// The cue of quotation `i`: after it where it ends with a comma, else before it.
    pub(super) fn cue_for(&self, i: usize) -> Option<(usize, Act)> {
        let open = self.ends_open(i);
        let after = self.cue_after(i, open);
        let before = self.cue_before(i);
        // Where the verb comes last, it is the one right behind what is said.
        if !self.heard.lexicon.closing.is_empty() && after.is_some_and(|a| self.right_behind(i, a.0)) {
            return after;
        }
        match (before, after) {
            (Some(b), Some(a)) => {
                let introduced = i > 0
                    && (matches!(self.sign(i - 1), Some(':'))
                        || b.0 + 1 == i
                        || b.0 + 2 == i && self.sign(i - 1) == Some(','));
                // "I sindacati temono per i posti: «...?», si chiede Ana Ruiz": a thought needs no words.
                let thought = self.heard.lexicon.rules && b.1 == Act::Thought && open && self.right_behind(i, a.0);
                // "La consejería descarta ayudas: «No toca», zanjó su titular": the first has told something already.
                let list = self.heard.lexicon;
                let told = list.rules
                    && list.closing.is_empty()
                    && list.with.is_empty()
                    && open
                    && b.0 + 2 < i
                    && self.right_behind(i, a.0)
                    && self.after(a.0 + 1).is_some();
                Some(if (introduced || !open) && !thought && !told { b } else { a })
            }
            (b, a) => b.or(a),
        }
        .or_else(|| open.then(|| self.unlisted(i)).flatten())
    }

    /// The verb right behind quotation `i` that no list has, where only a verb of saying can stand: behind the comma or dash that
    /// closes the quotation, and before a noun phrase or the end of its clause ("«...», tuona Graziella Rossi").
    fn unlisted(&self, i: usize) -> Option<(usize, Act)> {
        let list = self.heard.lexicon;
        if !list.rules || list.verb.is_empty() || self.inside {
            return None;
        }
        let word = |j: usize| self.words.get(j).map_or("", |w| w.as_str());
        let signs = (i + 1..i + 4).take_while(|&j| matches!(self.sign(j), Some(',' | '—' | '–'))).count();
        let mut k = i + 1 + signs;
        let first = k;
        let mut hung = false;
        while list.between.contains(word(k)) || word(k).starts_with('-') && list.pronouns.contains(word(k)) {
            hung |= word(k).starts_with('-');
            k += 1;
        }
        let helped = k > first;
        let plain = |j: usize| {
            let w = word(j);
            let small = [&list.stops, &list.after, &list.article, &list.pronouns, &list.that, &list.finite, &list.and]
                .iter()
                .any(|l| l.contains(w));
            !w.is_empty() && self.sign(j).is_none() && !self.capital(j) && !small && !list.hearer.contains(w)
        };
        let ending = list.verb.iter().any(|e| word(k).ends_with(e));
        if k >= self.items.len() || !plain(k) || word(k).chars().count() < 3 || !(ending || helped) {
            return None;
        }
        let mut next = k + 1;
        while list.between.contains(word(next)) {
            next += 1;
        }
        hung |= word(next).starts_with('-');
        let closes = next >= self.items.len() || matches!(self.sign(next), Some(',' | '.' | ';' | '—' | '–'));
        let somebody = self.capital(next)
            || list.article.contains(word(next))
            || list.pronouns.contains(word(next))
            // Without articles a noun stands alone.
            || list.article.len() <= BARE && plain(next);
        (somebody || hung || closes && (helped || list.drops)).then_some((k, Act::Speech))
    }

    /// Whether only small words stand between quotation `i` and cue `k` behind it.
    fn right_behind(&self, i: usize, k: usize) -> bool {
        let small = |j: usize| self.heard.lexicon.between.contains(self.words[j].as_str()) || self.sign(j) == Some(',');
        (i + 1..k).all(small)
    }

    pub(super) fn cue_after(&self, i: usize, open: bool) -> Option<(usize, Act)> {
        let mut names = 0;
        for k in i + 1..(i + 1 + NEAR).min(self.items.len()) {
            let other = self.items[k].is_quotation() && !self.named_in_marks(k);
            if other || matches!(self.sign(k), Some('.' | ';' | ':' | '?' | '!')) {
                return None;
            }
            // "«Принц романса», как его называют": a name, and who calls somebody so.
            if self.named_in_marks(i) && k <= i + 2 && self.heard.lexicon.as_said.contains(self.words[k].as_str()) {
                return None;
            }
            if let Some(c) = self.cue_at(k).filter(|c| c.act != Act::Thought || open) {
                // "“...”, y añadió que ...": that verb says what follows.
                if self.goes_on(k) {
                    return None;
                }
                return Some((k, c.act));
            }
            let word = &self.words[k];
            if self.heard.lexicon.stops.contains(word.as_str()) && word != "who" && !open {
                return None;
            }
            names += 1;
            if !open && names > 6 {
                return None;
            }
        }
        None
    }

    pub(super) fn cue_before(&self, i: usize) -> Option<(usize, Act)> {
        for k in (i.saturating_sub(NEAR)..i).rev() {
            let other = self.items[k].is_quotation() && !self.named_in_marks(k);
            if other || matches!(self.sign(k), Some('.' | ';' | '?' | '!')) {
                return None;
            }
            // "Как пишет «Маяк»": who says it stands in marks.
            let said = k.checked_sub(1).is_some_and(|p| self.heard.lexicon.as_said.contains(self.words[p].as_str()));
            if said && k + 1 == i && self.named_in_marks(i) {
                return None;
            }
            if let Some(c) = self.cue_at(k) {
                return Some((k, c.act));
            }
        }
        None
    }

    /// Where the content of cue `k` begins, when its quotation is item `i`: after "that" or right after the cue, so that
    /// the words between cue and quotation are part of a mixed content; at the quotation after a comma or colon.
    pub(super) fn content_begin(&self, k: usize, i: usize) -> usize {
        if i > 0 && matches!(self.sign(i - 1), Some(':' | ',')) || self.according(k).is_some() {
            return i;
        }
        let that = (k + 1..i).find(|&j| self.heard.lexicon.that.contains(self.words[j].as_str()));
        let takes = self.cue_at(k).map_or(Takes::Quote, |c| c.takes);
        match that {
            Some(j) => j,
            None if self.heard.lexicon.rules && self.only_adverbial(k + 1, i) => i,
            None if takes == Takes::Clause && !(k + 1..i).any(|j| self.sign(j).is_some()) => k + 1,
            None => i,
        }
    }

    /// Where what is said begins before quotation `i`, whose cue `k` stands behind it, if the quotation goes on with a clause: "Es könne
    /// nicht sein, | „dass ...“, so die Ministerin", "Il n’y aura | « aucun licenciement », promet Ruiz".
    pub(super) fn led_into(&self, i: usize, k: usize) -> Option<usize> {
        let list = self.heard.lexicon;
        let q = self.heard.marks.quotations.get(self.items[i].quotation as usize - 1)?;
        let lower = self.heard.cut.word(&self.heard.page.text, q.inner().start).starts_with(char::is_lowercase);
        let begin = self.sentence_begin(i);
        let rules = list.rules && list.closing.is_empty() && list.with.is_empty() && !self.inside;
        let behind = k > i && matches!(self.sign(i + 1), Some(',' | '—' | '–')) && k <= i + BEHIND;
        let plain = |j: usize| {
            let name = self.items[j].is_quotation() && !self.named_in_marks(j);
            !name && self.cue_at(j).is_none() && matches!(self.sign(j), None | Some(',' | '-'))
        };
        (rules && lower && behind && begin + 1 < i && (begin..i).all(plain)).then_some(begin)
    }

    /// Whether quotation `i` goes on with draft `draft`, whose last quotation is item `before`: between them stands the
    /// cue of that draft and no other, and the first part was open.
    pub(super) fn joined(&self, before: usize, i: usize, draft: usize, out: &[Draft]) -> bool {
        if before + 1 == i {
            return false;
        }
        let between = before + 1..i;
        let cues: Vec<usize> = between.clone().filter(|&k| self.cue_at(k).is_some()).collect();
        let own = cues.first().is_some_and(|&k| out[draft].cue.first() == Some(&self.cue_span(k)));
        let new_sentence = matches!(self.sign(i - 1), Some('.' | ',' | ';' | '—' | '–' | ':')) && between.len() <= NEAR;
        // One with a cue of its own after it ("« ... », a-t-elle ajouté") is another.
        // and so is one with a cue set into it ("« ... — prosegue Ruiz —. ... »").
        let other = self.ends_open(i) && self.cue_after(i, true).is_some()
            || self.heard.lexicon.rules && self.parted(i).is_some();
        own && cues.len() == 1 && new_sentence && self.sign(i - 1) != Some(':') && !other
    }
}

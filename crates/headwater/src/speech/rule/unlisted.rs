//! Indirect speech that no list of verbs knows: hearsay that is nobody's ("dem Vernehmen nach"), and a verb between somebody and a
//! word like "that" ("El fiscal mantuvo que ...").

use super::{Draft, Reader};
use crate::span::Span;
use crate::speech::Act;

/// Items between hearsay and from whom it was heard, at most.
const FROM: usize = 4;
/// Items of what is told, at least.
const LEAST: usize = 3;
/// Bytes of a page in which a name is looked for; it bounds the work for a long one.
const NEAR: usize = 20_000;

impl Reader<'_> {
    /// What is told as heard, with the phrase for a cue and no source.
    pub(super) fn hearsay(&self, end: usize, taken: &mut [bool], out: &mut Vec<Draft>) {
        let list = self.heard.lexicon;
        if self.inside || list.hearsay.is_empty() {
            return;
        }
        let Some((k, wide)) = (0..end).find_map(|k| Some((k, self.matched(&list.hearsay, k)?))) else { return };
        let comma = |j: usize| usize::from(self.sign(j) == Some(','));
        let close = k + wide;
        let before = k.checked_sub(1).map_or(0, |p| if self.sign(p) == Some(',') { p } else { k });
        // "..., a-t-on appris mercredi auprès de la préfecture": from whom it was heard.
        let from = (close..end.min(close + FROM)).find_map(|j| Some(j + self.matched(&list.heard_by, j)?));
        let source = from.filter(|_| k > LEAST).and_then(|j| self.phrase_from(j, false));
        let content: Vec<(usize, usize)> = if source.is_some() {
            vec![(0, before)]
        } else if k < 2 {
            vec![(close + comma(close), end)]
        } else if close >= end || self.sign(close) == Some(',') && close + 1 >= end {
            vec![(0, before)]
        } else if list.that.contains(self.words[close].as_str()) || list.that.contains(self.words[close - 1].as_str()) {
            vec![(close, end)]
        } else {
            vec![(0, before), (close + comma(close), end)]
        };
        // "“Eine Frechheit“, hieß es": what is quoted is told already.
        let quoted = (0..end).any(|j| self.items[j].is_quotation());
        let told: usize = content.iter().map(|(b, e)| e.saturating_sub(*b)).sum();
        let spans: Vec<Span> = content
            .iter()
            .filter(|(b, e)| b < e)
            .map(|&(b, e)| self.heard.cut.span(self.items[b].begin as usize, self.items[e - 1].end as usize))
            .collect();
        let known = out.iter().any(|d| d.content.iter().any(|s| spans.iter().any(|c| c.overlaps(*s))));
        if told < LEAST || spans.is_empty() || known || quoted && k > 1 {
            return;
        }
        if let Some(t) = taken.get_mut(k..close) {
            t.fill(true);
        }
        let cue = self.heard.cut.span(self.items[k].begin as usize, self.items[close - 1].end as usize);
        out.push(Draft { source: source.into_iter().collect(), cue: vec![cue], content: spans, act: Act::Speech });
    }

    /// A clause behind a verb that no list has, between somebody with whom the sentence begins and a word like "that".
    pub(super) fn told_unlisted(&self, end: usize, out: &mut Vec<Draft>) {
        let list = self.heard.lexicon;
        if self.inside || list.verb.is_empty() || list.relative.is_empty() && list.subjunctive.is_empty() {
            return;
        }
        let Some((from, to)) = self.subject_at(0, end) else { return };
        let mut k = to;
        while k < end && (list.between.contains(self.words[k].as_str()) || list.finite.contains(self.words[k].as_str()))
        {
            k += 1;
        }
        let Some(word) = self.words.get(k).map(String::as_str) else { return };
        let ending = word.chars().count() > 3 && list.verb.iter().any(|e| word.ends_with(e));
        let small = [&list.article, &list.after, &list.stops, &list.that].iter().any(|l| l.contains(word));
        // The word right behind it, or behind a comma where the language sets one.
        let that = k + 1 + usize::from(self.sign(k + 1) == Some(','));
        let opens = self.words.get(that).is_some_and(|w| list.that.contains(w.as_str()) && !IF.contains(&w.as_str()));
        let helped = k > to && list.finite.contains(self.words[k - 1].as_str());
        let told = self.cue_at(k).is_none() && (ending || helped) && !small && opens && !self.capital(k);
        if !told || that + LEAST >= end || list.unsaid.contains(word) {
            return;
        }
        let span =
            |b: usize, e: usize| self.heard.cut.span(self.items[b].begin as usize, self.items[e - 1].end as usize);
        let content = span(that, end);
        if out.iter().any(|d| d.content.iter().any(|s| s.overlaps(content))) {
            return;
        }
        out.push(Draft {
            source: vec![span(from, to)],
            cue: vec![self.heard.span(self.items[k])],
            content: vec![content],
            act: Act::Speech,
        });
    }

    /// Whether item `k` is the last part of a name that the page has in full.
    pub(super) fn is_surname(&self, k: usize) -> bool {
        let Some(item) = self.items.get(k).filter(|i| !i.is_quotation()) else { return false };
        let word = self.heard.cut.word(&self.heard.page.text, item.begin as usize);
        let mut near = self.heard.page.text.len().min(NEAR);
        while !self.heard.page.text.is_char_boundary(near) {
            near -= 1;
        }
        let text = self.heard.page.text.get(..near).unwrap_or("");
        word.chars().count() > 2
            && text.match_indices(word).any(|(at, _)| {
                let before = text.get(..at).unwrap_or("");
                let whole = !text.get(at + word.len()..).is_some_and(|t| t.starts_with(char::is_alphanumeric));
                let given = before.strip_suffix(' ').and_then(|b| b.rsplit(char::is_whitespace).next());
                whole && given.is_some_and(|g| g.starts_with(char::is_uppercase) && g.ends_with(char::is_alphabetic))
            })
    }
}

/// Words for "if" and "whether" among those for "that": behind a verb that no list has they open a condition.
const IF: [&str; 6] = ["si", "se", "ob", "wie", "чтобы", "s'"];

//! Names in a script without capitals (Arabic): what a source calls somebody behind an office, and names in the running text that
//! begin with a given name or that a source has. They are marked as capitals mark them elsewhere.

use std::collections::BTreeSet;
use std::ops::Range;

use super::super::super::attribution::Attribution;
use super::super::super::sentence::{Cut, TokenKind};
use super::super::lexicon::Class;
use super::{Word, tokens_of};
use crate::page::Page;

/// Words within a name that go on with the next one: "أبو ليلى", "عبد الستار", "آيت منصور".
const JOINING: [&str; 13] = ["أبو", "أبي", "أبا", "بو", "ابن", "بن", "بنت", "أم", "آل", "آيت", "عبد", "ولد", "الحاج"];

/// Words of a name in the running text, at most.
const LONGEST: usize = 5;

/// A page and its words so far.
struct Reading<'a> {
    page: &'a Page,
    cut: &'a Cut,
    list: &'a [Word],
}

/// Marks the words of names. Linear in the words and sources.
pub(super) fn mark(page: &Page, cut: &Cut, attributions: &[Attribution], list: &mut [Word]) {
    let reading = Reading { page, cut, list };
    let sources: Vec<Range<usize>> =
        attributions.iter().flat_map(|a| &a.source).map(|s| tokens_of(cut, *s)).filter(|r| !r.is_empty()).collect();
    let mut names: Vec<Range<usize>> = Vec::new();
    let mut called: Vec<Range<usize>> = Vec::new();
    let mut heads: Vec<usize> = Vec::new();
    for source in &sources {
        if let Some(body) = reading.body(source) {
            called.push(body);
            continue;
        }
        let name = reading.name(source);
        if name.len() > 1 {
            heads.extend((source.start < name.start).then_some(source.start));
            names.push(name);
        } else {
            called.push(name);
        }
    }
    let mut taken = vec![false; list.len()];
    for source in &sources {
        taken.get_mut(source.clone()).into_iter().flatten().for_each(|t| *t = true);
    }
    let mut k = 0;
    while k < list.len() {
        // What a source calls somebody is read already.
        let run = if taken[k] { k..k } else { reading.running(k) };
        k = run.end.max(k + 1);
        if !run.is_empty() {
            names.push(run);
        }
    }
    let surnames: BTreeSet<&str> = names.iter().filter(|n| n.len() > 1).map(|n| reading.text(n.end - 1)).collect();
    // "الوزير الطيب": what stands alone behind an office is a name if the page has it as one.
    for source in &sources {
        let known = source.clone().find(|&k| k > source.start && surnames.contains(reading.text(k)));
        if let Some(k) = known.filter(|_| reading.class(source.start).any(Class::ROLE.or(Class::TITLE))) {
            names.push(k..k + 1);
        }
    }
    for k in 0..list.len() {
        if reading.list.get(k).is_some_and(|w| w.word) && surnames.contains(reading.text(k)) && !reading.office(k) {
            called.push(k..k + 1);
        }
    }
    for name in &names {
        // "عبد الأمير", "سعد الشيخ": within a name no word is a title.
        let office = Class::ROLE.or(Class::TITLE);
        for w in list.get_mut(name.clone()).into_iter().flatten().skip(1).filter(|w| w.class.any(office)) {
            w.class = Class::GIVEN;
        }
    }
    for k in names.into_iter().chain(called).flatten() {
        if let Some(w) = list.get_mut(k).filter(|w| w.word) {
            w.capital = true;
        }
    }
    for k in heads {
        let bodily = Class::BODY.or(Class::FUNCTION).or(Class::PREPOSITION).or(Class::GIVEN);
        if let Some(w) = list.get_mut(k).filter(|w| w.word && !w.class.any(bodily)) {
            w.class = w.class.or(Class::ROLE);
        }
    }
}

impl<'a> Reading<'a> {
    fn text(&self, k: usize) -> &'a str {
        self.cut.word(&self.page.text, k)
    }

    fn class(&self, k: usize) -> Class {
        self.list.get(k).map(|w| w.class).unwrap_or_default()
    }

    fn word(&self, k: usize) -> bool {
        self.list.get(k).is_some_and(|w| w.word)
    }

    fn article(&self, k: usize) -> bool {
        let text = self.text(k);
        text.starts_with("ال") || text.starts_with("لل")
    }

    fn office(&self, k: usize) -> bool {
        self.class(k).any(Class::ROLE.or(Class::TITLE).or(Class::SEVERAL))
    }

    /// Whether a given name stands at `k`, behind `from`: one that is also another word only where an office ends before it.
    fn given(&self, k: usize, from: usize) -> bool {
        let class = self.class(k);
        let joining = JOINING.contains(&self.text(k)) && self.text(k) != "الحاج" && self.word(k + 1);
        let behind = k == from || self.article(k - 1) || self.office(k - 1) || !self.word(k - 1);
        (class.any(Class::GIVEN) || joining) && (!class.any(Class::COMMON) && !joining || behind)
    }

    /// The name in a source, behind the office: from its first given name, behind its last title or a comma, or from the first word
    /// without an article ("رئيس البلدية | نبيل العطار"). All of it, where its first word is no office.
    fn name(&self, source: &Range<usize>) -> Range<usize> {
        let Range { start, end } = *source;
        let sign =
            |k: usize| matches!(self.cut.tokens.get(k).map(|t| t.kind), Some(TokenKind::Sign(_) | TokenKind::Mark(_)));
        let close = |from: usize| (from..end).find(|&k| sign(k) || k > from && self.ends(k)).unwrap_or(end);
        if let Some(k) = (start..end).find(|&k| self.given(k, start)) {
            return k..close(k);
        }
        let comma =
            (start + 1..end).find(|&k| sign(k)).filter(|&c| end - c > 2 && !self.class(c + 1).any(Class::FUNCTION));
        if self.office(start) || self.class(start).any(Class::BODY) {
            let title = (start..end).rev().find(|&k| self.class(k).any(Class::TITLE) && close(k + 1) >= k + 3);
            let name = title.map(|k| k + 1).or(comma.map(|c| c + 1).filter(|&c| !self.office(c)));
            if let Some(k) = name {
                return k..close(k);
            }
        }
        let office = if self.article(start) {
            (start..end).find(|&k| !self.article(k))
        } else if source.len() > 2 && self.article(start + 1) {
            (start + 1..end).find(|&k| !self.article(k))
        } else {
            None
        };
        let plain = |k: usize| self.word(k) && !self.class(k).any(Class::FUNCTION.or(Class::PREPOSITION));
        if let Some(k) = office.filter(|&k| close(k) - k >= 2 && (k..close(k)).all(plain)) {
            return k..close(k);
        }
        let somebody = self.office(start)
            || self
                .class(start)
                .any(Class::SEVERAL.or(Class::BODY).or(Class::FUNCTION).or(Class::OUTLET).or(Class::THING));
        if somebody { start..start } else { start..close(start) }
    }

    /// Whether the word at `k` ends a name: a preposition, a small word.
    fn ends(&self, k: usize) -> bool {
        let class = self.class(k);
        class.any(Class::PREPOSITION.or(Class::FUNCTION).or(Class::ROLE).or(Class::CALENDAR))
            && !class.any(Class::GIVEN)
    }

    /// A body that a source names by more than its noun: "وزارة الأشغال العامة".
    fn body(&self, source: &Range<usize>) -> Option<Range<usize>> {
        let first = self.class(source.start);
        let known = first.any(Class::BODY) && !self.office(source.start);
        let end = (source.start..source.end)
            .find(|&k| !self.word(k) || self.class(k).any(Class::PREPOSITION.or(Class::FUNCTION)));
        let end = end.unwrap_or(source.end);
        (known && end > source.start + 1 && !self.article(source.start)).then_some(source.start..end)
    }

    /// The name that begins at `k` of the running text with a given name.
    fn running(&self, k: usize) -> Range<usize> {
        let class = self.class(k);
        let office = k > 0 && self.class(k - 1).any(Class::ROLE.or(Class::TITLE)) && self.together(k - 1, k);
        if !self.word(k) || !class.any(Class::GIVEN) || class.any(Class::COMMON) && !office {
            return k..k;
        }
        let mut end = k + 1;
        while end < k + LONGEST && self.word(end) && self.together(k, end) {
            let class = self.class(end);
            if self.ends(end) || class.any(Class::BODY.or(Class::SEVERAL).or(Class::TITLE)) || self.list[end].cue {
                break;
            }
            if JOINING.contains(&self.text(end)) && self.word(end + 1) {
                end += 2;
                continue;
            }
            let last = !self.word(end + 1) || self.ends(end + 1) || self.list[end + 1].cue;
            let first = end == k + 1;
            if !(class.any(Class::GIVEN) || self.article(end) || first && last && class == Class::default()) {
                break;
            }
            end += 1;
            // One surname with an article: what has one behind it is no name.
            if self.article(end - 1) && !self.class(end).any(Class::GIVEN) {
                break;
            }
        }
        k..end.min(self.list.len())
    }

    fn together(&self, i: usize, j: usize) -> bool {
        let of = |k: usize| self.list.get(k).map(|w| w.sentence);
        of(i) == of(j)
    }
}

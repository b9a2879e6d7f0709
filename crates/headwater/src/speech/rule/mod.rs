//! Attributions by rules: for every language with a list of cues, and for quotations that no cue goes with.
//!
//! For each quotation of a frame the cue before or after it is looked for, then the source beside the cue; then each
//! cue that no quotation took is tried for indirect speech.

mod back;
mod closed;
mod dialogue;
mod foreign;
mod headline;
mod indirect;
mod infinitive;
mod interview;
mod mend;
mod named;
mod parenthesis;
mod parted;
mod quotation;
mod reported;
mod second;
mod source;
mod subject;
mod turn;
mod unlisted;
mod voice;

pub use self::back::back;
pub use self::headline::headlines;
pub use self::interview::answers;
pub use self::mend::{mend, names_hearer, subjects, told};
pub use self::reported::reported;
pub use self::turn::{is_bare, turns};
pub use self::voice::voice;

use super::Act;
use super::cue::{Cue, Lexicon, Takes, same_word};
use super::frame::{Frame, Frames, Item};
use super::mark::Marks;
use super::mention::lexicon::Class;
use super::sentence::{Cut, TokenKind};
use crate::page::Page;
use crate::span::Span;

/// An attribution before it has a speaker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The words for who.
    pub source: Vec<Span>,
    /// The words for the saying.
    pub cue: Vec<Span>,
    /// What is attributed, in order. Never empty.
    pub content: Vec<Span>,
    /// What the source is said to have done.
    pub act: Act,
}

/// What the steps before found of a page.
#[derive(Clone, Copy)]
pub struct Heard<'a> {
    /// The page.
    pub page: &'a Page,
    /// Its tokens and sentences.
    pub cut: &'a Cut,
    /// Its quotations.
    pub marks: &'a Marks,
    /// Its frames.
    pub frames: &'a Frames,
    /// The words of its language.
    pub lexicon: &'static Lexicon,
}

/// Attributions of one frame. Linear in its items but for a look to the nearest cue.
pub fn find(heard: Heard<'_>, frame: &Frame) -> Vec<Draft> {
    let Some(items) = heard.frames.items.get(frame.range()) else { return Vec::new() };
    let items = items.get(clock(heard, items)..).unwrap_or(items);
    let words: Vec<String> = items.iter().map(|i| heard.lower(*i)).collect();
    let reader = Reader { heard, items, words: &words, inside: frame.inside != 0 };
    reader.read()
}

/// Items of the hour with which a paragraph of a live page begins: "Ore 17.45 – ", "10:22 | ", "+++ 14.20 Uhr +++ ".
fn clock(heard: Heard<'_>, items: &[Item]) -> usize {
    let kind = |i: &Item| heard.cut.tokens.get(i.begin as usize).map(|t| t.kind);
    let opens = items.first().is_some_and(|i| {
        let block = |t: usize| heard.cut.tokens.get(t).map(|t| t.block);
        (i.begin as usize).checked_sub(1).is_none_or(|p| block(p) != block(i.begin as usize))
    });
    let head = items.get(..items.len().min(CLOCK)).unwrap_or_default();
    let hour = head.iter().position(|i| kind(i) == Some(TokenKind::Number)).filter(|_| heard.lexicon.rules && opens);
    let close = |i: &Item| matches!(kind(i), Some(TokenKind::Sign('–' | '—' | '-' | '|' | '+' | ':')));
    let Some(sign) = hour.and_then(|h| Some(h + 1 + head.get(h + 1..)?.iter().position(close)?)) else { return 0 };
    let plain = head.iter().take(sign).filter(|i| kind(i) == Some(TokenKind::Word)).count();
    let rest = items.get(sign..).unwrap_or_default().iter().take_while(|i| close(i)).count();
    if plain > 1 { 0 } else { sign + rest }
}

impl<'a> Heard<'a> {
    fn lower(&self, item: Item) -> String {
        if item.is_quotation() {
            String::new()
        } else {
            self.cut.word(&self.page.text, item.begin as usize).to_lowercase()
        }
    }

    /// The place of an item.
    pub fn span(&self, item: Item) -> Span {
        self.cut.span(item.begin as usize, item.end as usize)
    }

    /// Whether a quotation reads as speech by itself, not as a term, a title or a word held at arm's length.
    pub fn is_speech(&self, quotation: usize) -> bool {
        let Some(q) = self.marks.quotations.get(quotation) else { return false };
        let text = &self.page.text;
        let inner = &self.cut.tokens[q.inner()];
        let words = inner.iter().filter(|t| matches!(t.kind, TokenKind::Word | TokenKind::Number));
        let (mut count, mut capital) = (0, 0);
        for w in words {
            let word = w.span.of(text);
            // Small words have small letters in titles too.
            if word.chars().count() > 3 {
                capital += usize::from(word.starts_with(char::is_uppercase));
                count += 1;
            } else {
                count += 1;
                capital += usize::from(count > 1);
            }
        }
        let stop = |c: &char| {
            matches!(c, '.' | '!' | '?' | '…' | ',' | ';' | '—' | '–' | '।' | '。' | '！' | '？' | '؟' | '،' | '؛')
        };
        let last = q.last_sign(self.cut);
        let ended = matches!(last, Some(c) if stop(&c));
        let asked = matches!(last, Some('!' | '?' | '؟'));
        let first = inner.first().is_some_and(|t| !t.span.of(text).starts_with(char::is_lowercase));
        // American typography sets a full stop or comma within the marks of a title too.
        let title = capital >= count && first && !asked;
        match count {
            0..=1 => false,
            2..=3 => ended && first && !title,
            4..=7 => ended && first && !title,
            _ => !title,
        }
    }
}

/// Tokens of the hour with which a paragraph begins.
const CLOCK: usize = 9;
/// Words of a set phrase, at most.
const PHRASE: usize = 6;

struct Reader<'a> {
    heard: Heard<'a>,
    items: &'a [Item],
    words: &'a [String],
    /// Whether all of it stands in somebody's quotation.
    inside: bool,
}

impl Reader<'_> {
    fn read(&self) -> Vec<Draft> {
        let mut out: Vec<Draft> = Vec::new();
        let mut taken = vec![false; self.items.len()];
        let mut last: Option<(usize, usize)> = None;
        for (i, item) in self.items.iter().enumerate().filter(|(_, item)| item.is_quotation()) {
            let n = item.quotation as usize - 1;
            // "Selon le journal « La Vigie »", "in einem Interview mit der „Elbpost“": a name, and nobody's words.
            if self.is_name(i) {
                continue;
            }
            // A quotation that goes on with the one before: no other cue between them or after.
            if let Some((draft, before)) = last {
                let chained =
                    self.heard.marks.quotations[self.items[before].quotation as usize - 1].next == Some(n as u32);
                let joined = chained && before + 1 == i || self.joined(before, i, draft, &out);
                if joined {
                    out[draft].content.push(self.heard.span(*item));
                    last = Some((draft, i));
                    continue;
                }
            }
            let cue = self.cue_for(i).or_else(|| self.tailed(i));
            let Some((k, act)) =
                cue.filter(|_| self.heard.is_speech(n) || self.adjacent(i) || self.tailed(i).is_some())
            else {
                if let Some(draft) = voice(self.heard, n).filter(|_| !self.inside) {
                    out.push(draft);
                    last = None;
                } else if let Some(draft) = self.parted(i).or_else(|| self.behind_colon(i)) {
                    out.push(draft);
                    last = Some((out.len() - 1, i));
                } else if let Some(draft) = self.leads(i) {
                    out.push(draft);
                    last = None;
                } else if self.heard.is_speech(n)
                    || self.set_apart(i, n)
                    || self.whole_sentence(i, n)
                    || self.told_after_colon(i)
                {
                    out.push(Draft {
                        source: Vec::new(),
                        cue: Vec::new(),
                        content: vec![self.heard.span(*item)],
                        act: Act::Speech,
                    });
                    last = Some((out.len() - 1, i));
                }
                continue;
            };
            if taken[k] {
                // The cue has a quotation already: the words between belong to one mixed content.
                if let Some((draft, _)) = last {
                    out[draft].content.push(self.heard.span(*item));
                    last = Some((draft, i));
                }
                continue;
            }
            taken[k] = true;
            // "Değerlendirmesinde bulundu": the second word goes with the first.
            if self.heard.lexicon.rules && self.cue_at(k + 1).is_some() {
                taken[k + 1] = true;
            }
            let source = self.source(k);
            let begin = if k < i { self.content_begin(k, i) } else { self.led_into(i, k).unwrap_or(i) };
            // "„Die alte reicht“, findet Ruiz": what is quoted word for word was said.
            let told = self.heard.lexicon.rules
                && begin == i
                && self.heard.is_speech(n)
                && (self.ends_open(i) || self.sign(i.wrapping_sub(1)) == Some(':'));
            let act = if told && act == Act::Thought { Act::Speech } else { act };
            let mut content = self.heard.cut.span(self.items[begin].begin as usize, item.end as usize);
            if begin < i
                && let Some(last) = self.clause_goes_on(i)
            {
                content = content.hull(self.heard.span(self.items[last]));
            }
            out.push(Draft {
                source: source.into_iter().collect(),
                cue: vec![self.cue_span(k)],
                content: vec![content],
                act,
            });
            last = Some((out.len() - 1, i));
        }
        if out.is_empty() && !self.inside {
            self.dialogue(&mut taken, &mut out);
        }
        if out.is_empty() {
            out.extend(self.line_of_talk());
        }
        if self.heard.lexicon.rules {
            for part in self.sentences() {
                let (Some(items), Some(words)) = (self.items.get(part.clone()), self.words.get(part.clone())) else {
                    continue;
                };
                let one = Reader { heard: self.heard, items, words, inside: self.inside };
                one.indirect(taken.get_mut(part).unwrap_or_default(), &mut out);
            }
        } else {
            self.indirect(&mut taken, &mut out);
        }
        out
    }

    /// The items of each sentence: a frame holds several where a quotation goes on in the next. Linear.
    fn sentences(&self) -> Vec<std::ops::Range<usize>> {
        let cut = self.heard.cut;
        let mut out = Vec::new();
        let (mut begin, mut sentence) = (0, self.items.first().map_or(0, |i| cut.sentence_of(i.begin as usize)));
        for (j, item) in self.items.iter().enumerate().skip(1) {
            let token = item.begin as usize;
            sentence = cut.sentence_of_from(token, sentence);
            if cut.sentences.get(sentence).is_some_and(|s| s.begin as usize == token) {
                out.push(begin..j);
                begin = j;
            }
        }
        out.push(begin..self.items.len());
        out
    }

    fn cue_at(&self, k: usize) -> Option<Cue> {
        let word = self.words.get(k).filter(|w| !w.is_empty())?;
        let list = self.heard.lexicon;
        if list.rules && list.cue(word).is_some() && (self.is_no_verb(k) || self.lacks_part(k)) {
            return None;
        }
        let alone = || !k.checked_sub(1).is_some_and(|p| self.words[p].len() > 2 && list.cue(&self.words[p]).is_some());
        if list.rules && list.light.contains(word.as_str()) && alone() {
            return None;
        }
        self.heard
            .lexicon
            .cue(word)
            .or_else(|| self.tail(k).then_some(Cue { act: Act::Speech, takes: Takes::Quote }))
            .or_else(|| self.according(k).map(|_| Cue { act: Act::Speech, takes: Takes::Clause }))
    }

    /// Whether the word at `k`, written as a cue, is none: a noun behind "a" ("una nota"), or a name within its sentence or before a
    /// cue ("Lanza aseguró").
    fn is_no_verb(&self, k: usize) -> bool {
        let before = k.checked_sub(1).map_or(Class::default(), |p| self.class_at(p));
        let list = self.heard.lexicon;
        // "Em nota", but "avant d’ajouter": an infinitive may stand behind a preposition.
        let finite =
            !list.ending.iter().any(|e| self.words[k].ends_with(e)) && !list.gerund.contains(self.words[k].as_str());
        let behind = before.any(Class::PREPOSITION) && !before.any(Class::KNOWN) && finite && !list.to.is_empty();
        let article = before.any(Class::DETERMINER) && !before.any(Class::KNOWN.or(Class::OWNED));
        let noun = (article || behind) && list.with.is_empty();
        let verb =
            |j: usize| self.words.get(j).is_some_and(|w| !self.capital(j) && self.heard.lexicon.cue(w).is_some());
        let name = self.capital(k)
            && (verb(k + 1) || k > 0 && self.sign(k - 1).is_none() && !self.items[k - 1].is_quotation());
        noun || name
    }

    /// Items of a phrase such as "according to" that begins at `k`.
    fn according(&self, k: usize) -> Option<usize> {
        let list = self.heard.lexicon;
        let opening = if k == 0 { self.matched(&list.opening, k).filter(|w| self.is_somebody(k + w)) } else { None };
        // "Al secondo brano": an ordinal.
        let ordinal = |p: usize| self.class_at(p).any(Class::PREPOSITION.or(Class::DETERMINER));
        if list.rules && list.with.is_empty() && list.him.contains("lei") && k > 0 && ordinal(k - 1) {
            return None;
        }
        let wide = self.matched(&list.according, k).max(opening).max(self.whose(k))?;
        // "Según contó ella misma": a clause of its own.
        let clause = wide == 1 && list.with.is_empty() && list.as_said.contains(self.words[k].as_str());
        if list.rules && clause && (self.cue_at(k + 1).is_some() || self.is_past(k + 1)) {
            return None;
        }
        // "Selon son | directeur": whose director it is, not who says it.
        let people = Class::ROLE.or(Class::TITLE).or(Class::SEVERAL).or(Class::BODY);
        let owned = list.rules && wide > 1 && list.own.contains(self.words[k + wide - 1].as_str());
        if owned && list.with.is_empty() && self.class_at(k + wide).any(people) {
            return Some(wide - 1);
        }
        // "وفق ما أعلنت الوزارة": what somebody said stands for who did.
        let what = self.words.get(k + wide).is_some_and(|w| list.what.contains(w.as_str()));
        let said = |w: &String| list.cue(w).or_else(|| list.cue(w.strip_suffix('ه')?)).is_some();
        let verb = what && self.words.get(k + wide + 1).is_some_and(said);
        Some(if verb { wide + 2 } else { wide })
    }

    /// Items of a phrase such as "secondo cui" at `k`, behind the comma that closes the noun phrase it is about.
    fn whose(&self, k: usize) -> Option<usize> {
        let list = self.heard.lexicon;
        let comma = !list.whose.is_empty() && k > 1 && self.sign(k - 1) == Some(',');
        if comma { self.matched(&list.whose, k) } else { None }
    }

    /// Items of the longest of `phrases` that begins at `k`. Either apostrophe is as good.
    fn matched(&self, phrases: &[Vec<&str>], k: usize) -> Option<usize> {
        let matches =
            |p: &&Vec<&str>| p.iter().enumerate().all(|(d, w)| self.words.get(k + d).is_some_and(|x| same_word(x, w)));
        phrases.iter().filter(matches).map(Vec::len).max()
    }

    /// Items of the longest of `phrases` that ends before `end`.
    fn matched_before(&self, phrases: &[Vec<&str>], end: usize) -> Option<usize> {
        let fits = |n: &usize| end.checked_sub(*n).and_then(|k| self.matched(phrases, k)) == Some(*n);
        (1..=end.min(PHRASE)).rev().find(fits)
    }

    /// Whether item `k` is a cue because it stands right behind what is said and before a name or an office: "..., so Ana Ruiz".
    fn tail(&self, k: usize) -> bool {
        let list = self.heard.lexicon;
        let behind = k.checked_sub(1).is_some_and(|p| self.items[p].is_quotation() || self.sign(p) == Some(','));
        let next = self.words.get(k + 1).is_some_and(|w| self.capital(k + 1) || list.article.contains(w.as_str()));
        !list.tail.is_empty() && list.tail.contains(self.words[k].as_str()) && behind && next
    }

    fn sign(&self, k: usize) -> Option<char> {
        match self.heard.cut.tokens.get(self.items.get(k)?.begin as usize)?.kind {
            TokenKind::Sign(c) if !self.items[k].is_quotation() => Some(match c {
                '،' => ',',
                '؛' => ';',
                '؟' => '?',
                c => c,
            }),
            _ => None,
        }
    }

    /// Items of a phrase such as "göre" that begins at `k` and follows its source.
    fn postposed(&self, k: usize) -> Option<usize> {
        self.matched(&self.heard.lexicon.postposed, k)
    }

    /// Whether item `k` is written as a name is.
    fn capital(&self, k: usize) -> bool {
        let Some(item) = self.items.get(k).filter(|i| !i.is_quotation()) else { return false };
        self.heard.cut.word(&self.heard.page.text, item.begin as usize).starts_with(char::is_uppercase)
    }

    fn cue_span(&self, k: usize) -> Span {
        let phrase = self.according(k).or_else(|| self.postposed(k));
        // "diye konuştu": of two cues side by side the second goes on with the first.
        let wide =
            phrase.unwrap_or_else(|| 1 + usize::from(self.cue_at(k + 1).is_some() && self.according(k + 1).is_none()));
        let last = (k + wide - 1).min(self.items.len() - 1);
        self.heard.cut.span(self.items[k].begin as usize, self.items[last].end as usize)
    }
}

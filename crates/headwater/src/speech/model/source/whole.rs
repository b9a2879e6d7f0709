//! A source to its ends, told by form: what the choice among phrases cuts off or takes too much of.
//!
//! The choice is learned from articles of one country's politics. Names and callings from elsewhere, days before a subject and
//! sentences that close with "said the council" are regular in any news, so they are mended by their tags.

use std::sync::LazyLock;

use super::super::super::mention::lexicon::{self, Class};
use super::super::super::rule::Draft;
use super::super::super::sentence::{Token, TokenKind};
use super::super::form::word;
use super::super::part::{is_noun, is_verb};
use super::super::reading::Reading;
use super::super::{CC, IN};
use crate::day;
use crate::span::Span;

/// Days, which are no part of who says something on them.
static DAYS: LazyLock<Vec<u32>> =
    LazyLock::new(|| day::of("en").into_iter().flat_map(day::Days::words).map(word).collect());

/// Verbs of habit before "to" and another verb.
const HABITS: [u32; 5] = [word("used"), word("liked"), word("likes"), word("loved"), word("loves")];
const TO: u32 = word("to");

/// Prepositions that tie one noun to the next: "doctors at the clinic".
const TIES: [u32; 5] = [word("of"), word("at"), word("for"), word("from"), word("in")];

/// A proper noun, and several.
const PROPER: [u8; 2] = [3, 4];

/// Tokens that a source is widened by to one side, and words of a subject behind its verb.
const REACH: usize = 8;
/// Words that a clause before "said the council" has at least, and at most.
const CLAUSE: usize = 4;
const LONGEST: usize = 60;

/// Mends who says something, and what, where "said the council" was read as the beginning of what was said. Linear in
/// [`REACH`] and [`LONGEST`].
pub(in super::super) fn mend(reading: &Reading<'_>, draft: &mut Draft) {
    if let Some((content, source)) = closing(reading, draft) {
        draft.content = vec![content];
        draft.source = vec![source];
    }
    let (Some(cue), [source]) = (draft.cue.first().copied(), draft.source.as_slice()) else { return };
    if let Some((source, colon)) = announced(reading, *source, cue) {
        draft.source = vec![source];
        draft.cue = vec![colon];
        return;
    }
    let whole = to_its_ends(reading, *source, cue);
    if whole.begin < whole.end && !draft.content.iter().any(|c| c.overlaps(whole)) {
        draft.source = vec![whole];
    }
}

/// "They | kept | saying": a verb right before the cue is nobody; its subject is.
pub(in crate::speech) fn not_a_verb(reading: &Reading<'_>, draft: &mut Draft) {
    let (Some(cue), [source]) = (draft.cue.first(), draft.source.as_mut_slice()) else { return };
    let tokens = &reading.cut.tokens;
    let at = tokens.partition_point(|t| t.span.end <= source.begin);
    let alone = tokens.get(at).is_some_and(|t| t.span == *source);
    let before = tokens.get(at + 1).is_some_and(|t| t.span.begin == cue.begin);
    let small = source.of(reading.text).starts_with(char::is_lowercase);
    if alone && before && small && reading.tags.get(at).is_some_and(|&t| is_verb(t)) {
        *source = reading.subject(at).unwrap_or(*source);
    }
}

/// "Ilka Brandis | disagreed, | saying": nor is a verb before the comma before the cue a part of the name.
pub(in crate::speech) fn without_verb(reading: &Reading<'_>, draft: &mut Draft) {
    let (Some(cue), [source]) = (draft.cue.first(), draft.source.as_mut_slice()) else { return };
    let tokens = &reading.cut.tokens;
    let (begin, end) =
        (tokens.partition_point(|t| t.span.end <= source.begin), tokens.partition_point(|t| t.span.begin < source.end));
    let comma = tokens.get(end).is_some_and(|t| t.kind == TokenKind::Sign(','));
    let before = tokens.get(end + 1).is_some_and(|t| t.span.begin == cue.begin);
    let last = end.checked_sub(1).filter(|&k| k > begin && comma && before);
    let small = |k: usize| tokens.get(k).is_some_and(|t| t.span.of(reading.text).starts_with(char::is_lowercase));
    // The tagger knows few of the verbs that news has before a participle; their ending tells.
    let past = |k: usize| {
        let tagged = reading.tags.get(k).is_some_and(|&t| is_verb(t));
        tagged || tokens.get(k).is_some_and(|t| t.span.of(reading.text).ends_with("ed")) && !small(k - 1)
    };
    if let Some(verb) = last.filter(|&k| small(k) && past(k)) {
        *source = reading.cut.span(begin, verb);
    }
}

fn to_its_ends(reading: &Reading<'_>, source: Span, cue: Span) -> Span {
    let tokens = &reading.cut.tokens;
    let begin = tokens.partition_point(|t| t.span.end <= source.begin);
    let end = tokens.partition_point(|t| t.span.begin < source.end);
    let (after, verb) =
        (tokens.partition_point(|t| t.span.begin < cue.end), tokens.partition_point(|t| t.span.begin < cue.begin));
    if begin >= end || end > tokens.len() {
        return source;
    }
    // "Ruiz used to | say": a verb before the verb.
    let habit = |k: usize| k > begin && reading.forms.get(k).is_some_and(|f| HABITS.contains(&f.word));
    if end == verb && end > begin + 2 && reading.forms.get(end - 1).is_some_and(|f| f.word == TO) && habit(end - 2) {
        return reading.cut.span(begin, end - 2);
    }
    if begin == after && begin > 0 {
        return reading.cut.span(begin, right(reading, end));
    }
    let shed = without_day(reading, begin, end);
    if shed > begin {
        return reading.cut.span(shed, end);
    }
    let begin = if end <= verb { left(reading, begin, end, verb) } else { begin };
    reading.cut.span(begin, end)
}

/// "Ana Ruiz, ports minister: “...”": of what was taken for the cue only the colon is one, and the nouns are the source's.
fn announced(reading: &Reading<'_>, source: Span, cue: Span) -> Option<(Span, Span)> {
    let tokens = &reading.cut.tokens;
    let begin = tokens.partition_point(|t| t.span.end <= source.begin);
    let first = tokens.partition_point(|t| t.span.begin < cue.begin);
    let colon = tokens.partition_point(|t| t.span.begin < cue.end).checked_sub(1)?;
    let nouns = colon > first && (first..colon).all(|k| is_noun(reading.tags[k]) || matches!(reading.tags[k], 11));
    let comma = first.checked_sub(1).is_some_and(|k| tokens[k].kind == TokenKind::Sign(','));
    let spoken = (first..colon).any(|k| reading.listed.get(k).is_some_and(|&l| l > 0));
    (tokens[colon].kind == TokenKind::Sign(':') && nouns && comma && !spoken && begin < first)
        .then(|| (reading.cut.span(begin, colon), tokens[colon].span))
}

/// Where a source begins without the day before it: "On Monday Holm said".
fn without_day(reading: &Reading<'_>, begin: usize, end: usize) -> usize {
    let day = begin + usize::from(u32::from(reading.tags[begin]) == IN);
    let is_day = |k: usize| reading.forms.get(k).is_some_and(|f| DAYS.contains(&f.word));
    let named = |k: usize| k < end && (begin_of_phrase(reading.tags[k]) || is_noun(reading.tags[k]));
    if is_day(day) && named(day + 1) { day + 1 } else { begin }
}

/// Whether a tag is a determiner's or a possessive pronoun's.
fn begin_of_phrase(tag: u8) -> bool {
    matches!(tag, 6..=8)
}

/// Where a source ends that stands behind its verb: "said lorry | driver Ulla Marsh".
fn right(reading: &Reading<'_>, end: usize) -> usize {
    let noun = |k: usize| {
        let day = reading.forms.get(k).is_some_and(|f| DAYS.contains(&f.word));
        is_word(reading.cut.tokens.get(k)) && matches!(reading.tags[k], 1..=4) && !day
    };
    // The phrase ends with a noun already.
    if !matches!(reading.tags.get(end - 1), Some(1..=4)) && !capital(reading, end - 1) {
        return end;
    }
    let mut to = end;
    while to < end + REACH && noun(to) {
        to += 1;
    }
    // A calling goes before its name; "said Holm police" would be two phrases.
    if PROPER.contains(&reading.tags[to - 1]) { to } else { end }
}

/// Where a source begins that stands before its verb: with the rest of a name, and with what "of the clinic" or "and his son"
/// goes on from, where that opens the clause.
fn left(reading: &Reading<'_>, begin: usize, end: usize, verb: usize) -> usize {
    let name = full_name(reading, begin);
    // The verb is that of the whole phrase only where it follows.
    let helps = |k: usize| is_verb(reading.tags[k]) || matches!(reading.tags[k], 24..=26);
    if !(end..verb).all(helps) {
        return name;
    }
    // Plurals are taken for verbs at times, and callings in -er for comparatives.
    let inner = |k: usize| {
        let determined = k > 0 && begin_of_phrase(reading.tags[k - 1]);
        let noun = determined || matches!(reading.tags[k], 1..=4 | 6..=8 | 11 | 19 | 25 | 28..=32);
        noun && is_word(reading.cut.tokens.get(k))
    };
    let mut at = name;
    for _ in 0..2 {
        let Some(tie) = at.checked_sub(1) else { break };
        let ties = u32::from(reading.tags[tie]) == IN && TIES.contains(&reading.forms[tie].word);
        let mut first = tie;
        while (ties || reading.tags[tie] == CC) && first > 0 && tie - first < REACH && inner(first - 1) {
            first -= 1;
        }
        if first == tie || begin_of_phrase(reading.tags[tie - 1]) || DAYS.contains(&reading.forms[tie - 1].word) {
            break;
        }
        if opens(reading, first) {
            return first;
        }
        at = first;
    }
    name
}

/// Where a name begins of which only the last part was taken: "Ludwig von | Hausen".
fn full_name(reading: &Reading<'_>, begin: usize) -> usize {
    let proper = |k: usize| {
        is_word(reading.cut.tokens.get(k))
            && capital(reading, k)
            && (14..=32).all(|t| t == 28 || reading.tags[k] != t)
            && !begin_of_phrase(reading.tags[k])
    };
    let mut at = begin;
    while at > 0 && begin - at < 3 && particle(reading, at - 1) {
        at -= 1;
    }
    if !proper(begin) || at == begin || at == 0 || !proper(at - 1) {
        return begin;
    }
    while at > 0 && begin - at < REACH && proper(at - 1) {
        at -= 1;
    }
    at
}

/// Whether a clause begins at a token: a sentence, or what comes after a quotation.
fn opens(reading: &Reading<'_>, first: usize) -> bool {
    let same = |k: usize| reading.sentences.get(k) == reading.sentences.get(first);
    let Some(before) = first.checked_sub(1).filter(|&k| same(k)) else { return true };
    match reading.cut.tokens.get(before).map(|t| t.kind) {
        Some(TokenKind::Mark(_)) => true,
        Some(TokenKind::Sign(',')) => before
            .checked_sub(1)
            .is_some_and(|k| matches!(reading.cut.tokens.get(k).map(|t| t.kind), Some(TokenKind::Mark(_)))),
        _ => false,
    }
}

fn is_word(token: Option<&Token>) -> bool {
    token.is_some_and(|t| t.kind == TokenKind::Word)
}

fn capital(reading: &Reading<'_>, k: usize) -> bool {
    reading.cut.tokens.get(k).is_some_and(|t| t.span.of(reading.text).starts_with(char::is_uppercase))
}

/// Whether a token is a small word of surnames.
fn particle(reading: &Reading<'_>, k: usize) -> bool {
    let Some(token) = reading.cut.tokens.get(k) else { return false };
    let text = token.span.of(reading.text);
    !capital(reading, k) && lexicon::tongue(None).class(text, &lexicon::fold(text)).any(Class::PARTICLE)
}

/// "The boats were not fit to sail, said the council.": what stands before the comma was said, by whom the sentence ends with.
/// Gives both, where what follows the verb is no clause and the words before it are taken for the source or the content.
fn closing(reading: &Reading<'_>, draft: &Draft) -> Option<(Span, Span)> {
    let tokens = &reading.cut.tokens;
    let cue = draft.cue.first()?;
    let verb = tokens.partition_point(|t| t.span.begin < cue.begin);
    let behind = tokens.partition_point(|t| t.span.begin < cue.end);
    let sentence = reading.sentences.get(verb)?;
    let same = |k: usize| reading.sentences.get(k) == Some(sentence);
    let comma = verb.checked_sub(1).filter(|&k| tokens[k].kind == TokenKind::Sign(','))?;
    let mut first = comma;
    let plain = |k: usize| same(k) && matches!(tokens[k].kind, TokenKind::Word | TokenKind::Number);
    while first > 0 && comma - first <= LONGEST && plain(first - 1) {
        first -= 1;
    }
    // The whole sentence up to the comma, and a clause.
    let whole = first == 0 || !same(first - 1);
    if !whole || comma - first < CLAUSE || !(first..comma).any(|k| is_verb(reading.tags[k])) {
        return None;
    }
    let mut end = behind;
    while end < tokens.len()
        && same(end)
        && end - behind <= REACH
        && is_word(tokens.get(end))
        && !is_verb(reading.tags[end])
    {
        end += 1;
    }
    if end == behind {
        return None;
    }
    let stops = tokens.get(end).is_none_or(|t| matches!(t.kind, TokenKind::Sign('.')));
    let named = is_noun(reading.tags[end - 1]) || reading.tags[end - 1] == 31;
    let (said, who) = (reading.cut.span(first, comma), reading.cut.span(behind, end));
    // Whoever was found stands in the clause, and what was found said behind the verb.
    let astray = draft.source.iter().all(|s| s.overlaps(said)) && draft.content.iter().any(|c| c.overlaps(who));
    (stops && named && astray && end - behind <= REACH).then_some((said, who))
}

//! Within an indirect content: a listed verb of saying in the past perfect or with its hearer, a subject right before it, and a
//! clause behind it.

use super::super::super::rule::Draft;
use super::super::part::is_noun;
use super::super::reading::Reading;
use super::clause::{ARTICLE, Clause, LEAST, NUMBER, PARTICIPLE, PAST, WHO};
use super::taken::Taken;
use crate::span::Span;
use crate::speech::Act;

/// No more contents of one frame are looked into: it bounds the work on a sentence of a thousand clauses.
const MOST: usize = 16;

/// Adds to `out` the attributions that stand within the indirect contents of the drafts of one frame. Linear in the contents
/// but for a short look around each verb.
pub(in crate::speech) fn nested(reading: &Reading<'_>, drafts: &[Draft], out: &mut Vec<Draft>) {
    let taken = Taken::new(drafts.iter().flat_map(|d| &d.cue));
    let speech = drafts.iter().filter(|d| d.act == Act::Speech && !d.cue.is_empty());
    for outer in speech.take(MOST) {
        out.extend(outer.content.iter().filter_map(|content| within(reading, *content, &taken)));
    }
}

/// The first such attribution of a content.
fn within(reading: &Reading<'_>, content: Span, taken: &Taken) -> Option<Draft> {
    let tokens = &reading.cut.tokens;
    let begin = tokens.partition_point(|t| t.span.begin < content.begin);
    let end = tokens.partition_point(|t| t.span.end <= content.end);
    let clause = Clause::new(reading, begin, end);
    (begin + 1..end).find_map(|verb| {
        let cue = tokens.get(verb).map(|t| t.span)?;
        let said = clause.takes_clause(verb) && matches!(clause.tag(verb), PAST | PARTICIPLE);
        if !said || taken.overlaps(cue) || reading.marks.around(verb).is_some() {
            return None;
        }
        let (subject, perfect) = subject(&clause, verb)?;
        let (at, heard) = told(&clause, verb, perfect)?;
        (perfect || heard).then(|| Draft {
            source: vec![subject],
            cue: vec![cue],
            content: vec![reading.cut.span(at, end)],
            act: Act::Speech,
        })
    })
}

/// The subject of a verb, and whether it is a past perfect; none of a passive.
fn subject(clause: &Clause<'_, '_>, verb: usize) -> Option<(Span, bool)> {
    let (at, perfect) = clause.subject(verb)?;
    let known = is_noun(clause.tag(at)) || clause.tag(at) == WHO;
    if !known || clause.tag(verb) == PARTICIPLE && !perfect {
        return None;
    }
    let phrase = clause.reading.phrase(at, at + 1);
    let begin = clause.reading.cut.tokens.get(clause.begin).map_or(0, |t| t.span.begin);
    // "The woman kidnapped by the group has said": no subject stands behind a preposition.
    let first = clause.reading.cut.tokens.partition_point(|t| t.span.end <= phrase.begin);
    // "Two of the carters had": a part of them.
    let part = |k: usize| matches!(clause.tag(k.wrapping_sub(1)), ARTICLE | NUMBER);
    let preposition = |k: usize| clause.words.preposition.contains(&clause.word(k)) && !part(k);
    let behind = preposition(first) || first.checked_sub(1).is_some_and(preposition);
    (phrase.begin >= begin && !behind).then_some((phrase, perfect))
}

/// Where the clause behind a verb begins, and whether the words say who heard it: "told her", "told the board that".
fn told(clause: &Clause<'_, '_>, verb: usize, perfect: bool) -> Option<(usize, bool)> {
    let (at, heard) = match clause.that(verb, true) {
        Some(that) => (that, that > verb + 1),
        None if clause.hearer(verb) => (verb + 2, true),
        // "Her manager had said the money was hers".
        None if perfect && clause.is_bare(verb) && clause.opens(verb + 1) => (verb + 1, false),
        None => return None,
    };
    (at + LEAST <= clause.end && clause.finite(at)).then_some((at, heard))
}

//! Quotations that name nobody: whose they are is told by what stands around them, where that decides.

mod beside;
mod repeated;

use self::beside::{
    announced, announcing, beside, closed, introduced, led, narrated, only_before, signed, sole, surely,
};
use super::super::attribution::{Act, Attribution, Kind};
use super::super::cue;
use super::super::rule::names_hearer;
use super::super::speaker::SpeakerKind;
use super::chain::Chain;
use super::interview::bare_label;
use super::lexicon::Class;
use super::name::Sign;
use super::word::{Words, tokens_of};
use crate::id::SpeakerIx;
use crate::page::Role;
use crate::span::hull;

/// An attribution as its neighbours see it.
#[derive(Clone, Copy)]
struct Seat {
    index: usize,
    block: usize,
    /// Whether its content is nearly all of the block.
    whole: bool,
    who: Option<u32>,
    named: bool,
    spoken: bool,
}

/// Gives direct and mixed quotations without a source to a neighbour, in the order of the page. Linear in them.
pub(super) fn fill(chain: &mut Chain<'_>, attributions: &mut [Attribution]) {
    within(chain, attributions);
    let mut seats: Vec<Seat> = Vec::new();
    for (index, a) in attributions.iter().enumerate() {
        if a.depth > 0 || !matches!(a.role, Role::Story | Role::Headline | Role::Caption) {
            continue;
        }
        let Some(place) = hull(&a.content) else { continue };
        let blocks = &chain.words.page.blocks;
        let block = blocks.partition_point(|b| b.span.end <= place.begin);
        let size = blocks.get(block).map_or(0, |b| b.span.len());
        let inside: usize = a.content.iter().map(|s| s.len()).sum();
        let named = !a.source.is_empty();
        let who = a.speaker.map(|s| chain.cast.real(s.0));
        // Nine in ten: what is left over is a full stop, a mark or a dash.
        let whole = inside * 10 >= size * 9;
        seats.push(Seat { index, block, whole, who, named, spoken: a.kind != Kind::Indirect });
    }
    // For every seat the next one with a source: found once, from the end.
    let mut after: Vec<Option<usize>> = vec![None; seats.len()];
    let mut next = None;
    for (k, s) in seats.iter().enumerate().rev() {
        if let Some(slot) = after.get_mut(k) {
            *slot = next;
        }
        if s.named {
            next = Some(k);
        }
    }
    let mut before: Option<usize> = None;
    for k in 0..seats.len() {
        let Some(&seat) = seats.get(k) else { continue };
        let last = before;
        if seat.spoken || seat.named {
            before = Some(k);
        }
        if attributions.get(seat.index).is_some_and(|a| bare_label(chain.words, a).is_some()) {
            continue;
        }
        // A colon for a cue: not what stands before it speaks, but whom the sentence is about.
        let colon = attributions
            .get(seat.index)
            .filter(|a| matches!(a.cue.as_slice(), [c] if c.of(words_text(chain.words)) == ":"));
        let other = |who: u32| chain.cast.get(who).is_none_or(|f| f.kind != SpeakerKind::Person);
        let told = colon.filter(|_| seat.who.is_none_or(other)).and_then(|a| announced(chain, a));
        // What was found for a source is nobody, and a quotation stands behind a colon: "For Ruiz, the answer was simple: “...”".
        let told = told.or_else(|| {
            let a = attributions.get(seat.index).filter(|_| seat.who.is_none() && seat.spoken && seat.named)?;
            announced(chain, a).filter(|_| open_pronoun(chain, a).is_none()).or_else(|| introduced(chain, a))
        });
        if let (Some(who), Some(s)) = (told, seats.get_mut(k)) {
            s.who = Some(who);
            if let Some(a) = attributions.get_mut(seat.index) {
                a.speaker = Some(SpeakerIx::new(who as usize));
            }
            if let Some(f) = chain.cast.get_mut(who) {
                f.spoken += 1;
            }
            continue;
        }
        // "Añadió que ...": a verb that does without its subject goes on with who spoke last.
        let lexicon = cue::lexicon(chain.words.page.language.as_deref());
        // Nor is whose words were heard by hearsay, or by whom a passive names, told by who speaks around them.
        let hearsay = |a: &Attribution| {
            let cue = a.cue.first().map_or("", |c| c.of(words_text(chain.words)));
            lexicon.is_hearsay(cue) || a.source.is_empty() && names_hearer(cue)
        };
        if attributions.get(seat.index).is_some_and(hearsay) {
            continue;
        }
        let goes_on = |a: &Attribution| a.source.is_empty() && !a.cue.is_empty() && a.act != Act::Thought;
        if !seat.spoken
            && seat.who.is_none()
            && (chain.words.tongue.drops || chain.words.tongue.nouns)
            && attributions.get(seat.index).is_some_and(goes_on)
        {
            let who = last.and_then(|b| seats.get(b)).filter(|s| s.block + DROPPED >= seat.block).and_then(|s| s.who);
            if let (Some(who), Some(s), Some(a)) = (who, seats.get_mut(k), attributions.get_mut(seat.index)) {
                s.who = Some(who);
                a.speaker = Some(SpeakerIx::new(who as usize));
                before = Some(k);
            }
            continue;
        }
        if !seat.spoken || seat.who.is_some() {
            continue;
        }
        let gender = attributions.get(seat.index).and_then(|a| open_pronoun(chain, a));
        let who = match gender {
            Some(gender) => named_later(chain, &seats, k, gender, attributions),
            None if seat.named => None,
            None => decide(chain, &seats, k, (last, after.get(k).copied().flatten()), attributions),
        };
        if let (Some(who), Some(s)) = (who, seats.get_mut(k)) {
            s.who = Some(who);
            if let Some(a) = attributions.get_mut(seat.index) {
                a.speaker = Some(SpeakerIx::new(who as usize));
            }
            if let Some(f) = chain.cast.get_mut(who) {
                f.spoken += 1;
            }
        }
    }
    within(chain, attributions);
    repeated::fill(chain.words, attributions);
}

/// The gender of a pronoun that stands for the speaker of `a` and had nobody before it to mean.
fn open_pronoun(chain: &Chain<'_>, a: &Attribution) -> Option<Sign> {
    let words = chain.words;
    let of = |k: usize| match words.at(k).class {
        c if c.any(Class::OBLIQUE) => None,
        c if c.any(Class::HE) => Some(Sign(Sign::SURE)),
        c if c.any(Class::SHE) => Some(Sign(-Sign::SURE)),
        _ => None,
    };
    if let Some(range) = super::chain::source_tokens(words, a) {
        return (range.len() == 1 && !chain.doubtful.contains(&range.start)).then(|| of(range.start)).flatten();
    }
    let sentence = announcing(chain, a)?;
    let mut pronouns = sentence.clone().filter_map(of);
    let resolved = announced(chain, a).is_some();
    pronouns.next().filter(|_| !resolved)
}

/// A pronoun before its name, as stories open that name their subject late: the next one who is quoted by name, if
/// that is within a few paragraphs and agrees.
fn named_later(chain: &Chain<'_>, seats: &[Seat], k: usize, gender: Sign, attributions: &[Attribution]) -> Option<u32> {
    let seat = seats.get(k)?;
    let near = seats.get(k + 1..)?.iter().take(SEATS).take_while(|s| s.block <= seat.block + LATE);
    let next = near.into_iter().find(|s| {
        let named = attributions.get(s.index).is_some_and(|a| open_pronoun(chain, a).is_none());
        s.spoken && s.who.is_some() && named
    })?;
    let f = chain.cast.get(next.who?)?;
    (f.kind == SpeakerKind::Person && f.gender.0 * gender.0 >= 0).then_some(next.who?)
}

/// Paragraphs over which a verb can do without its subject, at most.
const DROPPED: usize = 3;

/// So many attributions behind a pronoun are looked at for its name.
const SEATS: usize = 64;

/// Paragraphs between a pronoun and the name it waits for, at most.
const LATE: usize = 5;

/// Whose the quotation at `k` is, by those right before and behind it that count.
fn decide(
    chain: &Chain<'_>,
    seats: &[Seat],
    k: usize,
    around: (Option<usize>, Option<usize>),
    attributions: &[Attribution],
) -> Option<u32> {
    let seat = *seats.get(k)?;
    let (before, after) = (around.0.and_then(|b| seats.get(b)), around.1.and_then(|a| seats.get(a)));
    let (here_before, here_after) = (before.filter(|s| s.block == seat.block), after.filter(|s| s.block == seat.block));
    // "Ruiz shrugged. “...”": the sentence right before it in its paragraph is about somebody who says nothing in it.
    let whose = attributions.get(seat.index).filter(|a| a.source.is_empty() && !seat.named)?;
    if let Some(who) = signed(chain, whose) {
        return Some(who);
    }
    let subject = led(chain, whose, attributions).or_else(|| closed(chain, whose));
    let said = !whose.cue.is_empty() && chain.words.tongue.drops;
    if let Some(who) = subject.filter(|&w| !said || surely(chain, w)) {
        return Some(who);
    }
    // "Dura la replica della capogruppo, Ana Ruiz. «...», attacca."
    if said && let Some(who) = only_before(chain, whose, attributions) {
        return Some(who);
    }
    if let Some(who) = subject {
        return Some(who);
    }
    // In one paragraph: who spoke right before goes on, unless another takes over; who is named right after has begun.
    if let Some(b) = here_before.filter(|b| b.who.is_some() && b.spoken) {
        return b.who;
    }
    if let Some(a) = here_after.filter(|a| a.who.is_some() && a.spoken && here_before.is_none()) {
        return a.who;
    }
    // Named beside it, with a cue that was not taken for one.
    if let Some(who) = beside(chain, attributions.get(seat.index)?) {
        return Some(who);
    }
    // Announced: the sentence before it ends in a colon.
    if let Some(who) = announced(chain, attributions.get(seat.index)?) {
        return Some(who);
    }
    // A sentence about nobody, with a colon: whoever was quoted last goes on.
    // The sentence may be a paragraph of its own.
    let last = before.filter(|s| s.spoken && s.block + 2 >= seat.block);
    if let Some(b) = last.filter(|_| attributions.get(seat.index).is_some_and(|a| announcing(chain, a).is_some())) {
        return b.who;
    }
    if let Some(b) = here_before.or(here_after) {
        return b.who;
    }
    // "“...,” dijo": a verb without its subject is that of the only one named in the paragraph, else the last speaker's.
    let verb = attributions.get(seat.index).is_some_and(|a| !a.cue.is_empty());
    if let Some(who) = narrated(chain, &seat, whose, attributions) {
        return Some(who);
    }
    if verb
        && chain.words.tongue.drops
        && before.is_none_or(|s| s.block < seat.block)
        && let Some(who) = sole(chain, whose)
    {
        return Some(who);
    }
    if let Some(b) = before.filter(|s| verb && chain.words.tongue.drops && s.block + DROPPED >= seat.block) {
        return b.who;
    }
    let near_before = before.filter(|s| s.block + 2 >= seat.block);
    // Right behind somebody's words a heading and a paragraph may stand before their next ones.
    let reach = if before.is_some_and(|s| s.block + 1 >= seat.block && s.spoken) { 3 } else { 2 };
    let near_after = after.filter(|s| s.block <= seat.block + reach);
    match (near_before.and_then(|s| s.who), near_after.and_then(|s| s.who)) {
        (Some(b), Some(a)) if a == b => Some(b),
        // A paragraph that is all quotation, right after one in which somebody was quoted, goes on with them.
        (Some(b), _) if seat.whole && near_before.is_some_and(|s| s.block + 1 == seat.block && s.spoken) => Some(b),
        // Behind one in which somebody was named who told something, if it is in the first person.
        (Some(b), _) if seat.whole && near_before.is_some_and(|s| s.block + 1 == seat.block) && own(chain, whose) => {
            Some(b)
        }
        _ => None,
    }
}

/// Whether the first sentences of a quotation are in the first person.
fn own(chain: &Chain<'_>, a: &Attribution) -> bool {
    let words = chain.words;
    let Some(content) = a.content.first() else { return false };
    let inside = tokens_of(words.cut, *content);
    inside
        .take(OPENING)
        .any(|k| matches!(words.text(k), "I" | "I'm" | "I’m" | "me" | "my" | "My" | "We" | "we" | "our" | "Our"))
}

/// Tokens of a quotation that tell whether it is in the first person.
const OPENING: usize = 16;

/// Whether the cue is a colon that the page itself sets.
fn colon(chain: &Chain<'_>, a: &Attribution) -> bool {
    let [cue] = a.cue.as_slice() else { return false };
    let at = tokens_of(chain.words.cut, *cue).start;
    chain.words.sign(at, ':') && !chain.words.at(at).quoted
}

/// "I" within a quotation is the one who speaks there.
fn within(chain: &Chain<'_>, attributions: &mut [Attribution]) {
    for k in 0..attributions.len() {
        let Some(a) = attributions.get(k).filter(|a| a.speaker.is_none()) else { continue };
        let first_person = a.source.first().is_some_and(|s| matches!(s.of(words_text(chain.words)), "I" | "me"));
        let outer = a.within.and_then(|w| attributions.get(w.ix())).and_then(|o| o.speaker);
        // What stands behind a colon in somebody's words, found once more: "Ana Ruiz informed the Post: “...”".
        let again = a.source.is_empty() && colon(chain, a);
        if (first_person || again)
            && let Some(a) = attributions.get_mut(k)
        {
            a.speaker = outer;
        }
    }
}

fn words_text<'a>(words: &Words<'a>) -> &'a str {
    &words.page.text
}

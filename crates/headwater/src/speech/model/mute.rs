//! Verbs that tell of somebody's doing, or of what can be seen, and of no words: "approved the plan", "spoke at the rally", "the photo
//! shows a bridge".
//!
//! The verbs are data (`data/speech/mute.txt`). Those of `telling-verbs.txt` are their counterpart: verbs that report words with a mere
//! noun phrase too. A verb on neither list is told by its class ([`act`](super::act)).

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::super::Act;
use super::super::rule::Draft;
use super::super::sentence::TokenKind;
use super::form;
use super::reading::Reading;
use crate::list::entries;
use crate::span::Span;

/// Whether the verb at `token` tells of no words: of a decision, of somebody speaking of whom it is not told what he said, or, without a
/// clause behind it (`clause`), of what can be seen or is settled with an infinitive (`to`).
pub(super) fn is_mute(reading: &Reading<'_>, token: usize, clause: bool, to: bool) -> bool {
    let (mute, verb) = (&*MUTE, reading.forms[token].word);
    let within = |tokens: usize, of: &dyn Fn(u32) -> bool| {
        (token + 1..token + 1 + tokens).any(|k| reading.forms.get(k).is_some_and(|f| of(f.word)))
    };
    if mute.seen.contains(&verb) {
        return !clause && !within(1, &|w| w == THAT);
    }
    if !clause && to && mute.ordered.contains(&verb) {
        return true;
    }
    let spoke = mute.spoke.contains(&verb);
    if !spoke && !mute.decided.contains(&verb) || within(TOPIC, &|w| w == THAT) {
        return false;
    }
    // The content of a decision can run on into the next clause: "approved the plan and the council agreed". "Officials speaking to the
    // Post say the dam held" tells what they said, "spoke at length of" of what.
    !spoke || !within(TOPIC, &|w| mute.topic.contains(&w)) && !within(SAYS, &|w| SAY.contains(&w))
}

/// Makes the words of whoever "spoke" speech where a later step gave a quotation to the verb: "N spoke with the station. “We thought ...”".
pub(in crate::speech) fn spoken(reading: &Reading<'_>, draft: &mut Draft) {
    let tokens = &reading.cut.tokens;
    let within =
        |c: &Span| tokens.partition_point(|t| t.span.end <= c.begin)..tokens.partition_point(|t| t.span.begin < c.end);
    let verb = |k: usize| reading.forms.get(k).is_some_and(|f| MUTE.holds(f.word));
    let marked = |c: &Span| tokens.get(within(c).start).is_some_and(|t| matches!(t.kind, TokenKind::Mark(_)));
    if draft.act == Act::Thought && draft.content.iter().any(marked) && draft.cue.iter().flat_map(within).any(verb) {
        draft.act = Act::Speech;
    }
}

/// Tokens behind a verb of speaking within which one of saying has the same subject.
const SAYS: usize = 12;

/// Tokens behind a verb of speaking within which its topic is looked for: "spoke at length of".
const TOPIC: usize = 3;

const THAT: u32 = form::word("that");
const SAY: [u32; 3] = [form::word("say"), form::word("says"), form::word("said")];

/// The verbs of `data/speech/mute.txt`, by the hashes of their forms.
#[derive(Debug, Default)]
struct Mute {
    decided: BTreeSet<u32>,
    ordered: BTreeSet<u32>,
    seen: BTreeSet<u32>,
    spoke: BTreeSet<u32>,
    topic: BTreeSet<u32>,
}

impl Mute {
    /// Whether it has the verb.
    fn holds(&self, verb: u32) -> bool {
        [&self.decided, &self.ordered, &self.seen, &self.spoke].iter().any(|list| list.contains(&verb))
    }
}

static MUTE: LazyLock<Mute> = LazyLock::new(|| {
    let mut out = Mute::default();
    for (heading, entry) in entries(include_str!("../../../data/speech/mute.txt")) {
        let list = match heading {
            "decided" => &mut out.decided,
            "ordered" => &mut out.ordered,
            "seen" => &mut out.seen,
            "spoke" => &mut out.spoke,
            "topic" => &mut out.topic,
            _ => continue,
        };
        list.insert(form::word(entry));
    }
    out
});

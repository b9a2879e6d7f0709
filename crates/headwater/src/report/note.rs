//! Why a part of a trace is empty: nothing is silently empty.

use crate::cut_short::CutShort;
use crate::lineage::Ancestor;
use crate::page::Role;
use crate::report::name;
use crate::trace::Trace;

/// One sentence about a part of a trace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The part, by its key in the JSON format, as `quotations`.
    pub about: &'static str,
    /// The sentence.
    pub text: String,
}

/// What a reader must know of parts that are empty, and of what was read but not counted.
pub fn notes(trace: &Trace) -> Vec<Note> {
    let mut out = Vec::new();
    let mut say = |about: &'static str, text: &str| out.push(Note { about, text: text.to_owned() });
    if trace.pages.is_empty() {
        say("pages", "There was no page to read.");
        return out;
    }
    out.extend(trace.decisions.iter().map(|d| Note { about: d.about, text: d.text.clone() }));
    let mut say = |about: &'static str, text: &str| out.push(Note { about, text: text.to_owned() });
    let untold = trace.pages.iter().filter(|p| !p.blocks.iter().any(|b| b.role == Role::Story)).count();
    if untold > 0 {
        let pages = count(untold, "page");
        say("pages", &format!("{pages} without a story: nothing there reads as running text."));
    }
    let comments: usize = trace.pages.iter().map(|p| p.comments.len()).sum();
    if comments > 0 {
        say("comments", &format!("{} read, none counted.", count(comments, "comment")));
    }
    if !trace.speech.attributions.iter().any(|a| a.is_quotation()) {
        say(
            "quotations",
            "No quotation: there are no quotation marks and no word of saying with somebody who says it.",
        );
    }
    if trace.reuse.passages.is_empty() {
        say("reuse", only_one(trace).unwrap_or("No passage: no two pages share seven words in a row or nearly so."));
    }
    if trace.lineage.works.is_empty() {
        say("works", "No work: no page credits or cites anything that is not among the pages.");
    }
    if trace.lineage.derivations.is_empty() {
        let text =
            "No derivation: no page names where it has its text from, and no two share text whose direction shows.";
        say("derivations", only_one(trace).unwrap_or(text));
    } else if !trace.lineage.derivations.iter().any(|d| matches!(d.from, Ancestor::Page(_))) && trace.pages.len() > 1 {
        say("derivations", "No page at hand derives from another page at hand.");
    }
    findings(trace, &mut say);
    out.extend(cut_short(trace));
    out
}

fn findings(trace: &Trace, say: &mut impl FnMut(&'static str, &str)) {
    let found = &trace.origins;
    if found.statements.is_empty() {
        say("statements", "No statement: no quotation stands in a story or headline.");
    } else if !found.statements.iter().any(|s| s.pages.len() > 1) {
        say("statements", only_one(trace).unwrap_or("No statement stands on more than one page."));
    }
    if found.origins.is_empty() {
        say("origins", "No origin: no quotation leads to a speaker on an occasion.");
    }
    if found.corroborations.is_empty() {
        say("corroborations", "No sentence says that somebody confirms, denies or cannot verify an account.");
    }
    if found.discrepancies.is_empty() {
        say(
            "discrepancies",
            "No figure, date, place, name or wording was found to differ where the same thing is told.",
        );
    }
    if found.circular.is_empty() {
        say("circular", "Nothing is said to be corroborated by what derives from it.");
    }
}

/// What was left out because a page holds too much of it.
fn cut_short(trace: &Trace) -> Vec<Note> {
    let one =
        |c: &CutShort| Note { about: c.about, text: format!("{} {}: {}.", c.page, name::page(trace, c.page), c.text) };
    trace.origins.cut.iter().map(one).collect()
}

fn only_one(trace: &Trace) -> Option<&'static str> {
    (trace.pages.len() == 1).then_some("There is only one page, so there is nothing to compare it with.")
}

/// The one line that a reader wants first: `2 pages · 31 statements · 5 on both pages · 1 origin`.
pub fn summary(trace: &Trace) -> String {
    let statements = &trace.origins.statements;
    let shared = statements.iter().filter(|s| s.pages.len() > 1).count();
    let shared = match trace.pages.len() {
        0 | 1 => None,
        2 => Some(format!("{shared} on both pages")),
        _ => Some(format!("{shared} on more than one page")),
    };
    let comments: usize = trace.pages.iter().map(|p| p.comments.len()).sum();
    let parts = [
        Some(count(trace.pages.len(), "page")),
        Some(count(statements.len(), "statement")),
        shared.filter(|_| !statements.is_empty()),
        Some(count(trace.origins.origins.len(), "origin")),
        (comments > 0).then(|| format!("{} read, none counted", count(comments, "comment"))),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// `1 page`, `2 pages`.
pub fn count(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

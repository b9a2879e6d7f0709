//! The statements, those on most pages first, each with its versions.

use std::collections::{BTreeMap, BTreeSet};

use super::sheet::{Ink, Run, Sheet};
use super::{cut, faint, more, plain, say, strong};
use crate::id::{AttributionIx, StatementIx};
use crate::origin::{Route, Statement, Version};
use crate::report::name;
use crate::report::note::{Note, count};
use crate::report::words::{self, Piece};
use crate::reuse::{Place, Sort};
use crate::trace::Trace;

/// Statements for a first look.
const FEW: usize = 12;

/// Versions of a statement for a first look; where there are more, those with the same words are only named.
const FEW_VERSIONS: usize = 5;

/// Names of pages with the same words for a first look.
const FEW_SAME: usize = 10;

/// Words of one quotation for a first look: about four lines.
const FEW_WORDS: usize = 60;

/// Words of a stretch that one version lacks; the middle of a longer one is counted, not shown.
const FEW_REMOVED: usize = 12;

pub(super) fn list(sheet: &mut Sheet, trace: &Trace, notes: &[Note]) {
    sheet.heading("Statements");
    let all = &trace.origins.statements;
    let shown = cut(sheet.style(), all.len(), FEW);
    let mut told = Told::new();
    for (i, s) in all.iter().enumerate().take(shown) {
        if i > 0 {
            sheet.blank();
        }
        one(sheet, trace, StatementIx::new(i), s, &mut told);
    }
    more(sheet, all.len() - shown, "statement");
    say(sheet, notes, &["quotations", "statements"]);
}

/// The ways that were told of before, with the statement they stand under.
pub(super) type Told<'t> = BTreeMap<BTreeSet<&'t (Place, String)>, StatementIx>;

pub(super) fn one<'t>(sheet: &mut Sheet, trace: &Trace, ix: StatementIx, s: &'t Statement, told: &mut Told<'t>) {
    let who = match s.speaker {
        Some(_) => name::speaker(trace, s.speaker),
        None => name::source(trace, s.fullest),
    };
    let facts = match s.pages.len() {
        0 | 1 => place(trace, s.fullest),
        n => [count(n, "page"), name::routes(s), count(s.origins.len(), "origin")].join(", "),
    };
    sheet.put(2, 6, &[faint(format!("{ix} ")), strong(who), faint(format!(" — {facts}"))]);
    let fullest = quotation(trace, s.fullest);
    let words = shorten(vec![Piece::Same(&fullest)], limit(sheet));
    sheet.put(6, 6, &words);
    for o in &s.origins {
        sheet.put(6, 8, &[faint("origin "), plain(format!("{o} {}", name::origin(trace, *o)))]);
    }
    if !s.between.is_empty() {
        sheet.put(6, 8, &[faint("origin undetermined: "), plain(name::between(trace, &s.between))]);
    }
    let itself = |r: &&Route| s.pages.len() < 2 && s.pages.first().is_some_and(|&p| **r == Route::Page(p));
    let open = |r: &&Route| s.independent.open.contains(r);
    let routes = s.routes.iter().filter(|r| !itself(r) && !open(r)).map(|&r| name::route(trace, r));
    let routes: Vec<String> = routes.collect();
    if !routes.is_empty() {
        let by = if routes.len() == 1 { "by way of " } else { "by way of, each by itself, " };
        sheet.put(6, 8, &[faint(by), plain(routes.join("; "))]);
    }
    if !s.independent.open.is_empty() {
        let open: Vec<String> = s.independent.open.iter().map(|&r| name::route(trace, r)).collect();
        sheet.put(6, 8, &[faint("by itself or from another, undetermined: "), plain(open.join("; "))]);
    }
    if !s.independent.why.is_empty() {
        sheet.put(6, 8, &[faint(format!("why: {}", s.independent.why))]);
    }
    if sheet.style().all {
        ways(sheet, trace, ix, s, told);
    }
    if s.pages.len() > 1 || s.quotations.len() > 1 {
        sheet.put(6, 8, &[faint("in full on "), plain(place(trace, s.fullest))]);
    }
    let (same, other): (Vec<&Version>, Vec<&Version>) =
        s.versions.iter().partition(|v| s.versions.len() > FEW_VERSIONS && words::same_words(v));
    let shown = cut(sheet.style(), other.len(), FEW_VERSIONS);
    for v in &other[..shown] {
        version(sheet, trace, s, v);
    }
    if shown < other.len() {
        sheet.put(6, 8, &[faint(format!("… {} more versions; --all shows them", other.len() - shown))]);
    }
    if !same.is_empty() {
        let few = cut(sheet.style(), same.len(), FEW_SAME);
        let mut names: Vec<String> = same[..few].iter().map(|v| page(trace, v.b)).collect();
        names.extend((few < same.len()).then(|| format!("{} more (--all)", same.len() - few)));
        sheet.put(6, 8, &[faint("the same words on "), plain(names.join("; "))]);
    }
    let told = |q: &&AttributionIx| **q != s.fullest && !s.versions.iter().any(|v| v.b == **q);
    for q in s.quotations.iter().filter(told) {
        sheet.put(6, 8, &[faint("and on "), plain(place(trace, *q)), faint(": "), plain(quotation(trace, *q))]);
    }
}

/// By which ways the quotations came, with the words each step rests on; where another statement came by the same, only that it did.
fn ways<'t>(sheet: &mut Sheet, trace: &Trace, ix: StatementIx, s: &'t Statement, told: &mut Told<'t>) {
    let steps: BTreeSet<&(Place, String)> = s.ways.iter().flat_map(|w| &w.steps).collect();
    if let Some(before) = told.get(&steps).filter(|_| !steps.is_empty()) {
        return sheet.put(8, 10, &[faint(format!("why: as under {before}"))]);
    }
    for (place, note) in &steps {
        let words = trace.pages.get(place.page.ix()).map_or("", |p| place.span.of(&p.text));
        let head = format!("{} {}: ", place.page, name::page(trace, place.page));
        let words = format!("“{}” ", words::brief(&name::flat(words), 240));
        sheet.put(8, 10, &[faint(head), plain(words), faint(note.clone())]);
    }
    told.insert(steps, ix);
}

fn version(sheet: &mut Sheet, trace: &Trace, s: &Statement, v: &Version) {
    let mut head = vec![faint("and on "), plain(place(trace, v.b))];
    if v.changes.is_empty() {
        head.push(faint(", the same to the letter"));
        return sheet.put(6, 8, &head);
    }
    if words::same_words(v) {
        head.push(faint(", the same words, other marks"));
        return sheet.put(6, 8, &head);
    }
    head.push(faint(":"));
    sheet.put(6, 8, &head);
    for w in words::weighty(trace, s, v) {
        let (from, to) = (name::flat(w.from), name::flat(w.to));
        let what = match (from.is_empty(), to.is_empty()) {
            (true, _) => format!("“{to}” added"),
            (_, true) => format!("“{from}” left out"),
            _ => format!("“{from}” became “{to}”"),
        };
        let text = format!("{}: {what}", w.sort.name());
        sheet.put(8, 10, &[(Ink::Alert, "! ".to_owned()), (Ink::Alert, text)]);
    }
    let runs = shorten(words::pieces(trace, v), limit(sheet));
    sheet.put(8, 8, &runs);
}

fn limit(sheet: &Sheet) -> usize {
    if sheet.style().all { usize::MAX } else { FEW_WORDS }
}

/// The page of a quotation.
fn page(trace: &Trace, ix: AttributionIx) -> String {
    let page = trace.speech.attributions.get(ix.ix()).map(|a| a.page);
    page.map_or_else(|| ix.to_string(), |p| format!("{p} {}", name::page_and_day(trace, p)))
}

/// The page and the kind: `p2 Saltmarsh Weekly, 6 March 2024 (indirect)`.
fn place(trace: &Trace, ix: AttributionIx) -> String {
    let Some(a) = trace.speech.attributions.get(ix.ix()) else { return ix.to_string() };
    format!("{} {} ({})", a.page, name::page_and_day(trace, a.page), name::rendering(trace, a))
}

/// The words of a quotation, its parts joined by an ellipsis.
pub(super) fn quotation(trace: &Trace, ix: AttributionIx) -> String {
    let Some((page, parts)) = words::content(trace, ix) else { return String::new() };
    let parts: Vec<String> = parts.iter().map(|s| name::flat(s.of(&page.text))).collect();
    parts.join(" … ")
}

/// Pieces as runs, `-removed- +added+ ~moved~`, cut after `most` words; differences in typography are not marked.
pub(super) fn shorten(pieces: Vec<Piece<'_>>, most: usize) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    let (mut used, mut hidden) = (0usize, 0usize);
    for piece in pieces {
        let n = size(&piece);
        if used >= most {
            hidden += n;
            continue;
        }
        let over = (used + n).saturating_sub(most);
        used += n;
        match piece {
            Piece::Same(w) => {
                let (shown, left) = head(w, n - over, over);
                unmarked(&mut out, shown);
                hidden += left;
            }
            Piece::Added(w, sort) if sort <= Sort::Punctuation => unmarked(&mut out, w.to_owned()),
            Piece::Removed(_, sort) if sort <= Sort::Punctuation => {}
            Piece::Removed(w, _) => mark(&mut out, Ink::Removed, "-", &middle_cut(w, most)),
            Piece::Added(w, _) => mark(&mut out, Ink::Added, "+", &name::flat(w)),
            Piece::Moved(w) => mark(&mut out, Ink::Moved, "~", &name::flat(w)),
            Piece::Gap => out.push(faint(" … ")),
        }
    }
    if hidden > 0 {
        out.push(faint(format!(" … ({} more; --all)", count(hidden, "word"))));
    }
    out
}

fn size(piece: &Piece<'_>) -> usize {
    match piece {
        Piece::Same(w) | Piece::Added(w, _) | Piece::Moved(w) => w.split_whitespace().count(),
        Piece::Removed(w, _) => w.split_whitespace().count().min(FEW_REMOVED),
        Piece::Gap => 0,
    }
}

/// The first `keep` words of `text` as they stand, and how many are left.
fn head(text: &str, keep: usize, over: usize) -> (String, usize) {
    // A word or two less would save nothing over the line that counts them.
    if over <= 8 {
        return (text.to_owned(), 0);
    }
    let mut words = 0;
    let mut inside = false;
    for (at, c) in text.char_indices() {
        if c.is_whitespace() {
            inside = false;
        } else if !inside {
            inside = true;
            words += 1;
            if words > keep {
                return (text[..at].trim_end().to_owned(), over);
            }
        }
    }
    (text.to_owned(), 0)
}

fn middle_cut(text: &str, most: usize) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    if most == usize::MAX || words.len() <= FEW_REMOVED {
        return words.join(" ");
    }
    let side = FEW_REMOVED / 2 - 1;
    let (front, back) = (words[..side].join(" "), words[words.len() - side..].join(" "));
    format!("{front} […{} words…] {back}", words.len() - 2 * side)
}

/// Sets a mark on both ends, and a space before it where it would run into the words before.
fn mark(out: &mut Vec<Run>, ink: Ink, sign: &str, words: &str) {
    if words.is_empty() {
        return;
    }
    let joins = |c: char| c.is_whitespace() || "([{“‘«„".contains(c);
    let open = out.last().and_then(|(_, text)| text.chars().next_back());
    if open.is_some_and(|c| !joins(c)) && (ink == Ink::Removed || out.last().is_some_and(|(i, _)| *i != Ink::Plain)) {
        out.push(plain(" "));
    }
    out.push((ink, format!("{sign}{words}{sign}")));
}

/// Words of both versions after words that only the other has.
fn unmarked(out: &mut Vec<Run>, words: String) {
    let after_removed = out.last().is_some_and(|(ink, _)| *ink == Ink::Removed);
    if after_removed && words.starts_with(|c: char| c.is_alphanumeric() || "([{“‘«„".contains(c)) {
        out.push(plain(" "));
    }
    out.push(plain(words));
}

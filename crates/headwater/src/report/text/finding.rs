//! Corroborations, discrepancies and circular reports.

use super::sheet::{Ink, Sheet};
use super::{cut, faint, more, plain, say, strong};
use crate::id::{CircularIx, CorroborationIx, DiscrepancyIx};
use crate::origin::{Circular, Corroboration, Discrepancy, Stance, Witness};
use crate::report::name;
use crate::report::note::Note;
use crate::report::words::{around, brief};
use crate::reuse::Place;
use crate::trace::Trace;

/// Findings of one kind for a first look.
const FEW: usize = 10;

/// Characters of a sentence that a finding rests on.
const FEW_LETTERS: usize = 240;

pub(super) fn corroborations(sheet: &mut Sheet, trace: &Trace, notes: &[Note]) {
    sheet.heading("Corroborations and denials");
    let all = &trace.origins.corroborations;
    let shown = cut(sheet.style(), all.len(), FEW);
    for (i, c) in all.iter().enumerate().take(shown) {
        corroboration(sheet, trace, CorroborationIx::new(i), c);
    }
    more(sheet, all.len() - shown, "of these");
    say(sheet, notes, &["corroborations"]);
}

/// One corroboration with the words it rests on.
pub(super) fn corroboration(sheet: &mut Sheet, trace: &Trace, ix: CorroborationIx, c: &Corroboration) {
    let about = match (c.about, c.statement) {
        (Some(s), _) => name::speaker(trace, Some(s)),
        (None, Some(s)) => format!("statement {s}"),
        (None, None) if c.own => "what the page itself reported".to_owned(),
        (None, None) => name::matter(trace, c),
    };
    let independent = match c.independent {
        Some(true) => "independent",
        Some(false) => "not independent",
        None => "independence undetermined",
    };
    let which = c.statement.filter(|_| c.about.is_some()).map(|s| format!(" on {s}")).unwrap_or_default();
    let head = match (c.stance, c.by) {
        (Stance::CannotVerify, Witness::Nobody) => format!("Unverified: {about}{which}"),
        (stance, by) => format!("{} {} {about}{which}", name::witness(trace, by), name::stance(stance)),
    };
    let ink = if c.independent == Some(false) { Ink::Alert } else { Ink::Faint };
    sheet.put(2, 4, &[faint(format!("{ix} ")), strong(head), (ink, format!(" — {independent}"))]);
    if !c.why.trim().is_empty() {
        sheet.put(4, 4, &[plain(c.why.clone())]);
    }
    quoted(sheet, trace, c.place);
}

pub(super) fn discrepancies(sheet: &mut Sheet, trace: &Trace, notes: &[Note]) {
    sheet.heading("Discrepancies");
    let all = &trace.origins.discrepancies;
    let shown = cut(sheet.style(), all.len(), FEW);
    for (i, d) in all.iter().enumerate().take(shown) {
        discrepancy(sheet, trace, DiscrepancyIx::new(i), d);
    }
    more(sheet, all.len() - shown, "of these");
    say(sheet, notes, &["discrepancies"]);
}

/// One discrepancy with its places.
pub(super) fn discrepancy(sheet: &mut Sheet, trace: &Trace, ix: DiscrepancyIx, d: &Discrepancy) {
    sheet.put(2, 4, &[faint(format!("{ix} ")), (Ink::Alert, format!("{}: ", d.kind.name())), plain(d.note.clone())]);
    let places = cut(sheet.style(), d.places.len(), 4);
    for &p in &d.places[..places] {
        quoted(sheet, trace, p);
    }
    if places < d.places.len() {
        sheet.put(4, 6, &[faint(format!("… and {} more places; --all shows them", d.places.len() - places))]);
    }
}

pub(super) fn circular(sheet: &mut Sheet, trace: &Trace, notes: &[Note]) {
    sheet.heading("Circular reports");
    let all = &trace.origins.circular;
    let shown = cut(sheet.style(), all.len(), FEW);
    for (i, c) in all.iter().enumerate().take(shown) {
        circle(sheet, trace, CircularIx::new(i), c);
    }
    more(sheet, all.len() - shown, "of these");
    say(sheet, notes, &["circular"]);
}

/// One circular report with the words of its steps.
pub(super) fn circle(sheet: &mut Sheet, trace: &Trace, ix: CircularIx, c: &Circular) {
    let mut steps: Vec<String> = c.path.iter().map(|s| name::node(trace, s.node)).collect();
    steps.extend(steps.first().cloned());
    let about = c.statement.map(|s| format!(" (statement {s})")).unwrap_or_default();
    sheet.put(2, 4, &[faint(format!("{ix} ")), (Ink::Alert, steps.join(" → ")), faint(about)]);
    for place in c.path.iter().flat_map(|s| &s.evidence) {
        quoted(sheet, trace, *place);
    }
}

/// `p1 Tern Bay Courier: “the words”`.
fn quoted(sheet: &mut Sheet, trace: &Trace, place: Place) {
    let text = trace.pages.get(place.page.ix()).map_or("", |p| p.text.as_str());
    let (before, after) = around(text, place.span);
    let words = name::flat(place.span.of(text));
    let words = if sheet.style().all { words } else { brief(&words, FEW_LETTERS) };
    let head = faint(format!("{} {}: ", place.page, name::page(trace, place.page)));
    sheet.put(4, 6, &[head, faint(before), plain(words), faint(after)]);
}

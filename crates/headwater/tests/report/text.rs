//! What the text reports say.

use headwater::id::AttributionIx;
use headwater::origin::Version;
use headwater::report::text::{self, Style};
use headwater::reuse::{Change, ChangeKind, Sort};
use headwater::span::Span;
use headwater::trace::Trace;

use crate::invented::lock_gate;

fn plain(width: usize) -> Style {
    Style { width, color: false, all: false }
}

fn has(text: &str, words: &str) {
    assert!(text.contains(words), "{words:?} is not in\n{text}");
}

#[test]
fn a_trace_says_first_how_much_there_is() {
    let text = text::trace(&lock_gate(), &plain(100));
    let first = text.lines().next().unwrap();
    assert_eq!(first, "6 pages · 2 statements · 2 on more than one page · 2 origins · 1 comment read, none counted");
}

#[test]
fn a_copy_stands_below_what_it_was_copied_from() {
    let text = text::trace(&lock_gate(), &plain(110));
    has(&text, "o1 interview of Odalys Brennick by the Calder Examiner, April 2021 (origin of 1 statement)");
    has(&text, "└─ p1 Calder Examiner, 2 April 2021 — first to carry it");
    has(&text, "   ├─ p2 Quay Digest, 3 April 2021 — republishes it (97 %: credit “Originally published by");
    has(&text, "undetermined: p4 Spring Tide ? p5 Neap Tide");
    has(&text, "By themselves: p6 empty.txt");
}

#[test]
fn a_changed_figure_is_told_before_the_words() {
    let text = text::trace(&lock_gate(), &plain(110));
    let (figure, words) =
        (text.find("! figure: “11” became “17”").unwrap(), text.find("once in -11- +17+ years").unwrap());
    assert!(figure < words);
}

#[test]
fn what_a_page_quotes_in_another_place_is_not_left_out() {
    let mut trace = lock_gate();
    let statement = &mut trace.origins.statements[0];
    let version = statement.versions[0].clone();
    let change = version.changes.iter().find(|c| c.sort == Sort::Figure).copied().unwrap();
    let empty = Span { begin: change.b.begin, end: change.b.begin };
    let left_out = Change { b: empty, kind: ChangeKind::Delete, ..change };
    let whole = Version { changes: Vec::new(), ..version.clone() };
    statement.versions = vec![Version { changes: vec![left_out], ..version }];
    has(&text::trace(&trace, &plain(110)), "! figure: “11” left out");
    // The same page prints these words in another quotation of the statement.
    let mut other = trace.speech.attributions[whole.b.ix()].clone();
    other.content = vec![Span { begin: 0, end: 1 }];
    trace.speech.attributions.push(other);
    let b = AttributionIx::new(trace.speech.attributions.len() - 1);
    trace.origins.statements[0].versions.push(Version { b, ..whole });
    assert!(!text::trace(&trace, &plain(110)).contains("left out"));
}

#[test]
fn nobody_is_made_up_where_nobody_is_named() {
    let text = text::trace(&lock_gate(), &plain(110));
    has(&text, "s2 undetermined (“it”) — 2 pages, 1 route, 1 origin");
    let quotes = text::quotes(&lock_gate(), &plain(110));
    has(&quotes, "unattributed [direct, comment]");
}

#[test]
fn a_circle_and_what_is_not_independent_are_shown_with_their_words() {
    let text = text::trace(&lock_gate(), &plain(110));
    has(&text, "Quay Digest → Ebb Gazette → Quay Digest (statement s1)");
    has(&text, "Ebb Gazette corroborates Odalys Brennick — not independent");
    has(&text, "Unverified: Odalys Brennick");
    has(&text, "p3 Ebb Gazette: The Quay Digest has confirmed her account.");
}

#[test]
fn an_empty_trace_says_why_it_is_empty() {
    has(&text::trace(&Trace::default(), &plain(80)), "There was no page to read.");
    let mut alone = lock_gate();
    alone.pages.truncate(1);
    let alone = Trace { pages: alone.pages, ..Trace::default() };
    has(&text::trace(&alone, &plain(80)), "There is only one page");
    has(&text::trace(&alone, &plain(80)), "No quotation: ");
}

#[test]
fn no_report_holds_an_escape_sequence_that_a_page_wrote() {
    let mut trace = lock_gate();
    for page in &mut trace.pages {
        page.text = page.text.replace("the", "\u{1b}[2");
        page.path.push('\u{7}');
        if let Some(outlet) = &mut page.outlet {
            outlet.value.push_str("\u{1b}]52;c;x\u{7}");
        }
    }
    for report in [text::trace, text::pages, text::quotes, text::reuse] {
        let text = report(&trace, &plain(80));
        assert!(!text.chars().any(|c| c.is_control() && c != '\n'), "{text:?}");
    }
}

#[test]
fn colour_changes_no_word() {
    let trace = lock_gate();
    for report in [text::trace, text::pages, text::quotes, text::reuse] {
        let (bare, coloured) = (report(&trace, &plain(80)), report(&trace, &Style { color: true, ..plain(80) }));
        assert_eq!(anstream_strip(&coloured), bare);
    }
}

/// Leaves out `ESC [ … m`.
fn anstream_strip(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('\u{1b}') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        rest = &rest[rest.find('m').map_or(rest.len(), |m| m + 1)..];
    }
    out + rest
}

/// `cargo test --release -p headwater --test report -- --ignored --nocapture look` prints every report, to be read.
#[test]
#[ignore = "prints for a person to read"]
#[allow(clippy::disallowed_macros, reason = "a test may print")]
fn look() {
    let trace = lock_gate();
    for report in [text::trace, text::pages, text::quotes, text::reuse] {
        println!("{}\n=====", report(&trace, &plain(90)));
    }
}

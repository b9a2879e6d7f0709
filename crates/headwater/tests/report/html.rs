//! What the HTML report holds, and what it must not.

use headwater::lineage::Ancestor;
use headwater::report::html;
use headwater::trace::Trace;

use crate::invented::lock_gate;

/// `id="…"` and `href="#…"`.
fn values<'t>(text: &'t str, key: &str) -> Vec<&'t str> {
    text.split(key).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn every_link_within_the_report_leads_somewhere_and_every_id_is_there_once() {
    let text = html::write(&lock_gate());
    let ids = values(&text, " id=\"");
    for href in values(&text, "href=\"#") {
        assert!(ids.contains(&href), "nothing has the id {href}");
    }
    let mut once = ids.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), ids.len(), "an id stands twice");
}

#[test]
fn a_page_can_put_no_markup_into_the_report() {
    let mut trace = lock_gate();
    let evil = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'></style>{{ title }}";
    for page in &mut trace.pages {
        page.text = page.text.replace("Lock gate", evil).replace("Tuesday", evil);
        page.path.push_str(evil);
        page.warnings.push(evil.to_owned());
        page.url.iter_mut().for_each(|u| u.value = format!("javascript:{evil}"));
        page.title.iter_mut().for_each(|t| t.value.push_str(evil));
        page.outlet.iter_mut().for_each(|t| t.value.push_str(evil));
        page.language = Some(evil.to_owned());
    }
    trace.lineage.works[0].name.push_str(evil);
    trace.lineage.works[0].url = Some(format!("data:text/html,{evil}"));
    trace.origins.origins[0].label.push_str(evil);
    trace.speech.speakers[0].name.push_str(evil);
    let text = html::write(&trace);
    assert_eq!(text.matches("<script>").count(), 1);
    assert_eq!(text.matches("</style>").count(), 1);
    assert!(!text.contains("<img"));
    assert!(!text.contains("href=\"javascript:") && !text.contains("href=\"data:"));
}

#[test]
fn the_report_asks_nothing_of_any_server() {
    let text = html::write(&lock_gate());
    for key in [" src=", "<link", "@import", "url(http", "<iframe", "<object", "<base", "fetch(", "XMLHttpRequest"] {
        assert!(!text.contains(key), "{key}");
    }
    assert!(text.contains("default-src &#39;none&#39;") || text.contains("default-src 'none'"));
    assert!(!text.contains(" style=\""), "the policy forbids styles in attributes");
}

#[test]
fn what_changed_is_marked_in_its_surroundings() {
    let text = html::write(&lock_gate());
    assert!(text.contains("<del class=\"figure\""));
    assert!(text.contains(">17</ins>"));
    assert!(text.contains("1 comment") && text.contains("none counted"));
    assert!(text.contains("role-furniture") && text.contains("role-comment"));
}

#[test]
fn an_empty_trace_is_a_page_that_says_why() {
    let text = html::write(&Trace::default());
    assert!(text.contains("There was no page to read."));
}

/// For looking at: `target/tmp/lock-gate.html`.
#[test]
#[allow(clippy::disallowed_methods, reason = "a test may write to its folder")]
fn the_report_is_left_to_be_looked_at() {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("lock-gate.html");
    std::fs::write(path, html::write(&lock_gate())).unwrap();
}

/// A page and `n` others that republish it.
fn reprints(n: u32) -> Trace {
    let mut trace = lock_gate();
    let (copy, first) = (trace.pages[1].clone(), trace.lineage.derivations[0].clone());
    for i in 0..n {
        let page = headwater::id::PageIx::new(trace.pages.len());
        let mut reprint = copy.clone();
        reprint.path = format!("pages/reprint-{i}.html");
        trace.pages.push(reprint);
        let mut evidence = first.evidence.clone();
        evidence.iter_mut().for_each(|e| e.place.page = page);
        trace.lineage.derivations.push(headwater::lineage::Derivation { page, evidence, ..first.clone() });
    }
    trace
}

#[test]
fn two_hundred_reprints_share_one_box_and_the_drawing_stays_small() {
    let text = html::write(&reprints(200));
    assert!(text.contains(">201 pages</text>"));
    drawings_are_small(&text);
}

fn drawings_are_small(text: &str) {
    for size in values(text, "viewBox=\"0 0 ") {
        let numbers: Vec<f64> = size.split(' ').filter_map(|n| n.parse().ok()).collect();
        assert!(numbers.iter().all(|&n| n < 1400.0), "{size}");
    }
}

/// `pairs` pages that name the same work, each with another that republishes it, and `lone` pages that name the work only.
fn one_agency(pairs: u32, lone: u32) -> Trace {
    let mut trace = reprints(2 * pairs + lone);
    let ours = trace.lineage.derivations.len() - (2 * pairs + lone) as usize;
    for (i, d) in trace.lineage.derivations[ours..].iter_mut().enumerate() {
        let before = headwater::id::PageIx::new(d.page.ix().saturating_sub(1));
        let of_pair = i % 2 == 1 && i < 2 * pairs as usize;
        d.from = if of_pair { Ancestor::Page(before) } else { Ancestor::Work(headwater::id::WorkIx(0)) };
    }
    trace
}

#[test]
fn pages_that_only_name_the_same_agency_are_drawn_in_parts() {
    let trace = one_agency(100, 30);
    let text = html::write(&trace);
    assert!(text.contains("is drawn in parts"));
    assert!(text.matches("<figure class=\"graph\"").count() > 100);
    drawings_are_small(&text);
    let mut ids = values(&text, "<li id=\"d");
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!((ids.len(), all), (trace.lineage.derivations.len(), all), "a derivation is told twice or not at all");
    assert!(text.contains("(the rest of a larger set, in words alone)"));
    assert!(!html::write(&one_agency(10, 5)).contains("is drawn in parts"), "a small set is one drawing");
}

#[test]
fn pages_that_took_from_one_another_in_too_many_ways_to_draw_are_told_of_in_words() {
    let mut trace = reprints(500);
    // A chain: each page comes from the one before it.
    let ours = trace.lineage.derivations.len() - 500;
    for d in &mut trace.lineage.derivations[ours + 1..] {
        d.from = Ancestor::Page(headwater::id::PageIx::new(d.page.ix() - 1));
    }
    let text = html::write(&trace);
    assert!(text.contains("(the rest of a larger set, in words alone)"));
    assert_eq!(values(&text, "<li id=\"d").len(), trace.lineage.derivations.len());
}

#[test]
fn interviews_that_one_page_carries_share_a_box() {
    let mut trace = lock_gate();
    let interview = trace.origins.origins[0].clone();
    let at = headwater::id::PageIx(4);
    for _ in 0..5 {
        let mut other = interview.clone();
        other.evidence.iter_mut().for_each(|(place, _)| place.page = at);
        trace.origins.origins.push(other);
    }
    assert!(html::write(&trace).contains(">5 origins</text>"));
}

#[test]
fn a_lost_ancestor_hangs_from_what_it_came_from_and_the_way_over_it_is_drawn_once() {
    use headwater::id::LostIx;
    use headwater::lineage::{Derivation, Lost};
    let mut trace = lock_gate();
    let paths =
        |trace: &Trace, class: &str| html::write(trace).matches(&format!("class=\"edge {class}\" d=\"M")).count();
    assert!(!html::write(&trace).contains("edge descends"));
    // Page 3 comes from lost ancestor 0; that came from another, from which page 3 is told to come too.
    trace.lineage.lost.push(Lost { pages: Vec::new(), note: "the first".to_owned(), from: None });
    trace.lineage.lost[0].from = Some(Ancestor::Lost(LostIx(1)));
    let from_lost = |d: &&Derivation| d.from == Ancestor::Lost(LostIx(0));
    let near = trace.lineage.derivations.iter().find(from_lost).cloned().unwrap();
    let before = paths(&trace, near.kind.name());
    trace.lineage.derivations.push(Derivation { from: Ancestor::Lost(LostIx(1)), ..near.clone() });
    // The arc, and the legend's line.
    assert_eq!(paths(&trace, "descends"), 2);
    assert_eq!(paths(&trace, near.kind.name()), before, "the way over the lost ancestor is drawn a second time");
    let last = format!("id=\"d{}\"", trace.lineage.derivations.len());
    assert!(html::write(&trace).contains(&last), "what is not drawn is told below the drawing");
}

#[test]
fn a_statement_on_a_hundred_pages_names_those_with_the_same_words_and_folds_the_others() {
    let mut trace = lock_gate();
    let statement = &mut trace.origins.statements[0];
    let (changed, same) = (statement.versions[0].clone(), Vec::new());
    for _ in 0..50 {
        statement.versions.push(changed.clone());
        statement.versions.push(headwater::origin::Version { changes: same.clone(), ..changed.clone() });
    }
    let text = html::write(&trace);
    assert!(text.contains("the same words on ") && text.contains(" more versions</summary>"));
    let told = headwater::report::text::trace(&trace, &headwater::report::text::Style::default());
    assert!(told.contains("more versions; --all") && told.contains("the same words on p2 Quay Digest"));
}

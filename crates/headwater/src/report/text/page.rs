//! Pages: a line or two each in a trace, whole where they are asked for.

use super::sheet::{Ink, Run, Sheet};
use super::{cut, faint, more, plain, strong};
use crate::id::PageIx;
use crate::page::{Form, Found, Page, Role};
use crate::report::name;
use crate::report::note::count;
use crate::trace::Trace;

/// Pages for a first look.
const FEW: usize = 12;

/// The pages of a trace, two lines each.
pub(super) fn list(sheet: &mut Sheet, trace: &Trace) {
    sheet.heading("Pages");
    let shown = cut(sheet.style(), trace.pages.len(), FEW);
    for (i, page) in trace.pages.iter().enumerate().take(shown) {
        let ix = PageIx::new(i);
        let title = page.title.as_ref().map(|t| format!(": {}", name::flat(&t.value))).unwrap_or_default();
        sheet.put(2, 6, &[faint(format!("{ix} ")), strong(name::page_and_day(trace, ix)), plain(title)]);
        let quotations = trace.speech.attributions.iter().filter(|a| a.page == ix && a.is_quotation() && a.counts());
        let authors: Vec<String> = page.authors.iter().map(|a| name::flat(&a.value)).collect();
        let mut facts = vec![page.path.clone()];
        facts.extend((!authors.is_empty()).then(|| format!("by {}", authors.join(", "))));
        facts.push(count(quotations.count(), "quotation"));
        facts.extend(
            (!page.comments.is_empty()).then(|| format!("{} set aside", count(page.comments.len(), "comment"))),
        );
        sheet.put(6, 6, &[faint(facts.join(" · "))]);
        for w in &page.warnings {
            sheet.put(6, 8, &[(Ink::Alert, "warning: ".to_owned()), plain(w.clone())]);
        }
    }
    more(sheet, trace.pages.len() - shown, "page");
    let lines = crate::report::note::notes(trace);
    super::say(sheet, &lines, &["pages"]);
}

/// Paragraphs of a story for a first look.
const FEW_BLOCKS: usize = 12;

/// Every page with what it says of itself, its story, its comments and what was left out.
pub(super) fn whole(sheet: &mut Sheet, trace: &Trace) {
    if trace.pages.is_empty() {
        sheet.put(0, 0, &[plain("There was no page to read.")]);
    }
    for (i, page) in trace.pages.iter().enumerate() {
        if i > 0 {
            sheet.blank();
        }
        sheet.put(0, 2, &[strong(page.path.clone())]);
        facts(sheet, page);
        story(sheet, page);
        comments(sheet, page);
        let other = |role: Role| page.blocks.iter().filter(|b| b.role == role).count();
        let aside = [("caption", other(Role::Caption)), ("furniture block", other(Role::Furniture))];
        let aside = aside.into_iter().filter(|&(_, n)| n > 0).map(|(what, n)| count(n, what));
        let aside: Vec<String> = aside.collect();
        if !aside.is_empty() {
            sheet.blank();
            sheet.put(2, 4, &[faint(format!("set aside: {}", aside.join(", ")))]);
        }
        if sheet.style().all {
            for b in page.blocks.iter().filter(|b| matches!(b.role, Role::Caption | Role::Furniture)) {
                let words = name::flat(b.span.of(&page.text));
                sheet.put(4, 6, &[faint(format!("{}: ", b.role.name())), plain(words)]);
            }
        }
    }
}

/// What a page says of itself, each with what it rests on, and what it does not say.
fn facts(sheet: &mut Sheet, page: &Page) {
    let mut missing = Vec::new();
    match &page.title {
        Some(f) => found(sheet, "title", f),
        None => missing.push("title"),
    }
    page.authors.iter().for_each(|f| found(sheet, "author", f));
    if page.authors.is_empty() {
        missing.push("author");
    }
    match &page.outlet {
        Some(f) => found(sheet, "outlet", f),
        None => missing.push("outlet"),
    }
    match &page.published {
        Some(f) => found(sheet, "published", f),
        None => missing.push("date"),
    }
    page.modified.iter().for_each(|f| found(sheet, "modified", f));
    page.url.iter().for_each(|f| found(sheet, "address", f));
    for c in &page.credits {
        fact(sheet, "credit", &[plain(name::flat(&c.value)), faint(format!(" ({})", c.field))]);
    }
    page.language.iter().for_each(|l| fact(sheet, "language", &[plain(l.clone())]));
    if !missing.is_empty() {
        fact(sheet, "not shown", &[faint(missing.join(", "))]);
    }
    page.warnings.iter().for_each(|w| fact(sheet, "warning", &[(Ink::Alert, w.clone())]));
}

fn found<T: std::fmt::Display>(sheet: &mut Sheet, key: &str, found: &Found<T>) {
    let ground = format!(" ({}: {})", found.ground.kind.name(), name::flat(&found.ground.name));
    fact(sheet, key, &[plain(name::flat(&found.value.to_string())), faint(ground)]);
}

/// One line of the list, its key in a column of its own.
fn fact(sheet: &mut Sheet, key: &str, runs: &[Run]) {
    sheet.put_after(&format!("  {key:<10} "), "             ", runs);
}

fn story(sheet: &mut Sheet, page: &Page) {
    let told: Vec<_> = page.blocks.iter().filter(|b| matches!(b.role, Role::Story | Role::Credit)).collect();
    if told.is_empty() {
        sheet.put(2, 4, &[faint("no story: nothing on this page was read as running text")]);
        return;
    }
    let shown = cut(sheet.style(), told.len(), FEW_BLOCKS);
    for b in &told[..shown] {
        sheet.blank();
        let words = name::flat(b.span.of(&page.text));
        let (lead, run) = match (b.role, b.form) {
            (Role::Credit, _) => ("  ", vec![faint("credit: "), plain(words)]),
            (_, Form::Heading) => ("  ", vec![strong(words)]),
            (_, Form::Item) => ("  - ", vec![plain(words)]),
            (_, Form::Quotation) => ("  > ", vec![plain(words)]),
            _ => ("  ", vec![plain(words)]),
        };
        sheet.put_after(lead, if lead == "  > " { lead } else { "  " }, &run);
    }
    if shown < told.len() {
        sheet.blank();
    }
    more(sheet, told.len() - shown, "paragraph");
}

fn comments(sheet: &mut Sheet, page: &Page) {
    if page.comments.is_empty() {
        return;
    }
    sheet.blank();
    sheet.put(2, 4, &[strong(format!("{}, counted nowhere", count(page.comments.len(), "comment")))]);
    let shown = cut(sheet.style(), page.comments.len(), 3);
    for c in &page.comments[..shown] {
        let by = c.author.map_or_else(|| "nobody named".to_owned(), |s| name::flat(s.of(&page.text)));
        let body: Vec<String> = c.body.iter().map(|s| name::flat(s.of(&page.text))).collect();
        let body = body.join(" ¶ ");
        let body = if sheet.style().all { body } else { crate::report::words::brief(&body, 160) };
        sheet.put(4, 6, &[faint(format!("{by}: ")), plain(body)]);
    }
    more(sheet, page.comments.len() - shown, "comment");
}

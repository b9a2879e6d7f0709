//! Attributions by page.

use super::sheet::Sheet;
use super::statement::shorten;
use super::{cut, faint, more, plain, strong};
use crate::id::PageIx;
use crate::page::Page;
use crate::report::name;
use crate::report::note::count;
use crate::report::words::Piece;
use crate::speech::{Act, Attribution};
use crate::trace::Trace;

/// Attributions of one page for a first look.
const FEW: usize = 20;

/// Words of a quotation for a first look.
const FEW_WORDS: usize = 80;

pub(super) fn attributions(sheet: &mut Sheet, trace: &Trace) {
    let all = &trace.speech.attributions;
    let said = all.iter().filter(|a| a.is_quotation()).count();
    let facts = [
        count(trace.pages.len(), "page"),
        count(all.len(), "attribution"),
        format!("{said} of them said or written"),
        count(trace.speech.speakers.len(), "person or body")
            .replace("bodys", "bodies")
            .replace("person or", "people or"),
    ];
    sheet.put(0, 2, &[strong(facts.join(" · "))]);
    for (i, page) in trace.pages.iter().enumerate() {
        let ix = PageIx::new(i);
        let first = all.partition_point(|a| a.page < ix);
        let here: Vec<&Attribution> = all.iter().skip(first).take_while(|a| a.page == ix).collect();
        sheet.blank();
        sheet.put(0, 2, &[strong(page.path.clone())]);
        if here.is_empty() {
            sheet.put(2, 2, &[faint("no quotation marks and no word of saying with somebody who says it")]);
        }
        let shown = cut(sheet.style(), here.len(), FEW);
        here.iter().take(shown).for_each(|a| one(sheet, trace, page, a));
        more(sheet, here.len() - shown, "attribution");
    }
}

fn one(sheet: &mut Sheet, trace: &Trace, page: &Page, a: &Attribution) {
    let join = |spans: &[crate::span::Span]| {
        let parts: Vec<String> = spans.iter().map(|s| name::flat(s.of(&page.text))).collect();
        parts.join(" … ")
    };
    let (source, cue) = (join(&a.source), join(&a.cue));
    let who = name::speaker(trace, a.speaker);
    let mut how = vec![a.kind.name()];
    how.extend((a.act != Act::Speech).then_some(a.act.name()));
    how.extend((!a.counts()).then_some(a.role.name()));
    let mut head = vec![strong(who)];
    if !source.is_empty() {
        head.push(faint(format!(" (“{source}”)")));
    }
    let cue = if cue.is_empty() { String::new() } else { format!(" {cue}") };
    head.push(plain(cue));
    head.push(faint(format!(" [{}]", how.join(", "))));
    sheet.put(2, 6, &head);
    let words = join(&a.content);
    let most = if sheet.style().all { usize::MAX } else { FEW_WORDS };
    sheet.put(6, 6, &shorten(vec![Piece::Same(&words)], most));
}

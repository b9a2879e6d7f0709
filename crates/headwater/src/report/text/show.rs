//! One finding by its id, with all the words it rests on.

use super::sheet::{Ink, Sheet};
use super::{Style, faint, finding, plain, statement, strong};
use crate::id::{
    AttributionIx, CircularIx, CorroborationIx, DerivationIx, DiscrepancyIx, LostIx, OccasionIx, OriginIx, PageIx,
    PassageIx, SpeakerIx, StatementIx, WorkIx,
};
use crate::lineage::Ancestor;
use crate::report::name;
use crate::report::note::count;
use crate::reuse::Place;
use crate::speech::mention::MentionForm;
use crate::trace::Trace;

/// Explains the finding called `id` (`s3`, `o1`, `d2`, ...) with its words; `None` where the trace holds none of that name.
///
/// The letters are those of the JSON format: `p` pages, `n` speakers, `q` quotations, `c` occasions, `r` passages, `w` works,
/// `l` lost ancestors, `d` derivations, `s` statements, `o` origins; and `k` corroborations, `x` discrepancies, `z` circular
/// reports, by their order there. Linear in the trace.
pub fn show(trace: &Trace, id: &str, style: &Style) -> Option<String> {
    let mut letters = id.trim().chars();
    let letter = letters.next()?.to_ascii_lowercase();
    let n: usize = letters.as_str().parse::<u32>().ok()?.checked_sub(1)? as usize;
    // Whoever asks for one finding wants all of it.
    let mut sheet = Sheet::new(&Style { all: true, ..*style });
    match letter {
        'p' => page(&mut sheet, trace, PageIx::new(n))?,
        'n' => speaker(&mut sheet, trace, SpeakerIx::new(n))?,
        'q' => quotation(&mut sheet, trace, AttributionIx::new(n))?,
        'c' => occasion(&mut sheet, trace, OccasionIx::new(n))?,
        'r' => passage(&mut sheet, trace, PassageIx::new(n))?,
        'w' => work(&mut sheet, trace, WorkIx::new(n))?,
        'l' => lost(&mut sheet, trace, LostIx::new(n))?,
        'd' => derivation(&mut sheet, trace, DerivationIx::new(n))?,
        's' => {
            let ix = StatementIx::new(n);
            statement::one(&mut sheet, trace, ix, trace.origins.statements.get(n)?, &mut Default::default());
            said_of(&mut sheet, trace, ix);
        }
        'o' => origin(&mut sheet, trace, OriginIx::new(n))?,
        'k' => finding::corroboration(&mut sheet, trace, CorroborationIx::new(n), trace.origins.corroborations.get(n)?),
        'x' => finding::discrepancy(&mut sheet, trace, DiscrepancyIx::new(n), trace.origins.discrepancies.get(n)?),
        'z' => finding::circle(&mut sheet, trace, CircularIx::new(n), trace.origins.circular.get(n)?),
        _ => return None,
    }
    Some(sheet.finish())
}

fn head(sheet: &mut Sheet, id: impl std::fmt::Display, text: String) {
    sheet.put(0, 4, &[faint(format!("{id} ")), strong(text)]);
}

/// `p1 Harbour Post: “the words” note`.
fn words(sheet: &mut Sheet, trace: &Trace, place: Place, note: &str) {
    let text = trace.pages.get(place.page.ix()).map_or("", |p| place.span.of(&p.text));
    let note = if note.is_empty() { String::new() } else { format!("{note}: ") };
    let head = format!("{note}{} {} ", place.page, name::page(trace, place.page));
    sheet.put(2, 4, &[faint(head), plain(format!("“{}”", name::flat(text)))]);
}

fn line(sheet: &mut Sheet, label: &str, text: String) {
    if !text.is_empty() {
        sheet.put(2, 4, &[faint(format!("{label}: ")), plain(text)]);
    }
}

fn page(sheet: &mut Sheet, trace: &Trace, ix: PageIx) -> Option<()> {
    let page = trace.pages.get(ix.ix())?;
    head(sheet, ix, name::page_and_day(trace, ix));
    line(sheet, "title", page.title.as_ref().map(|t| name::flat(&t.value)).unwrap_or_default());
    line(sheet, "by", page.authors.iter().map(|a| name::flat(&a.value)).collect::<Vec<_>>().join(", "));
    line(sheet, "file", name::flat(&page.path));
    line(sheet, "address", page.url.as_ref().map(|u| name::flat(&u.value)).unwrap_or_default());
    let all = trace.lineage.derivations.iter().enumerate();
    for (i, d) in all.filter(|(_, d)| d.page == ix || d.from == Ancestor::Page(ix)) {
        sheet.put(2, 4, &[plain(edge(trace, DerivationIx::new(i), d))]);
    }
    let statements = trace.origins.statements.iter().enumerate().filter(|(_, s)| s.pages.contains(&ix));
    for (i, s) in statements {
        brief(sheet, trace, StatementIx::new(i), s.fullest);
    }
    if !page.comments.is_empty() {
        line(sheet, "set aside", count(page.comments.len(), "comment"));
    }
    Some(())
}

fn brief(sheet: &mut Sheet, trace: &Trace, ix: StatementIx, q: AttributionIx) {
    let text = crate::report::words::brief(&statement::quotation(trace, q), 160);
    sheet.put(2, 4, &[faint(format!("{ix} {}: ", name::source(trace, q))), plain(text)]);
}

fn edge(trace: &Trace, ix: DerivationIx, d: &crate::lineage::Derivation) -> String {
    let percent = name::percent(d.confidence);
    let from = match d.from {
        Ancestor::Page(p) => format!("{p} {}", name::page(trace, p)),
        Ancestor::Work(w) => format!("{w} {}", name::work(trace, w)),
        Ancestor::Lost(l) => name::lost(l),
    };
    format!("{ix} {} {} {} {from} ({percent} %)", d.page, name::page(trace, d.page), d.kind.name())
}

fn derivation(sheet: &mut Sheet, trace: &Trace, ix: DerivationIx) -> Option<()> {
    let d = trace.lineage.derivations.get(ix.ix())?;
    sheet.put(0, 4, &[strong(edge(trace, ix, d))]);
    for e in &d.evidence {
        words(sheet, trace, e.place, &format!("{} — {}", e.kind.name(), name::flat(&e.note)));
    }
    for p in &d.passages {
        let Some(passage) = trace.reuse.passages.get(p.ix()) else { continue };
        sheet.put(
            2,
            4,
            &[faint(format!("{p} {}: ", count(passage.words as usize, "word"))), plain(text(trace, passage.a))],
        );
    }
    Some(())
}

fn text(trace: &Trace, place: Place) -> String {
    name::flat(trace.pages.get(place.page.ix()).map_or("", |p| place.span.of(&p.text)))
}

fn passage(sheet: &mut Sheet, trace: &Trace, ix: PassageIx) -> Option<()> {
    let p = trace.reuse.passages.get(ix.ix())?;
    head(sheet, ix, format!("{} on both pages", count(p.words as usize, "word")));
    words(sheet, trace, p.a, "");
    words(sheet, trace, p.b, "");
    for c in &p.drift {
        let side = |page: PageIx, span| text(trace, Place { page, span });
        let (a, b) = (side(p.a.page, c.a), side(p.b.page, c.b));
        sheet.put(4, 6, &[faint(format!("{} {}: ", c.kind.name(), c.sort.name())), plain(format!("“{a}” / “{b}”"))]);
    }
    Some(())
}

fn quotation(sheet: &mut Sheet, trace: &Trace, ix: AttributionIx) -> Option<()> {
    let a = trace.speech.attributions.get(ix.ix())?;
    head(sheet, ix, format!("{} ({})", name::source(trace, ix), name::rendering(trace, a)));
    for (label, spans) in [("source", &a.source), ("cue", &a.cue), ("content", &a.content)] {
        for &span in spans.iter() {
            words(sheet, trace, Place { page: a.page, span }, label);
        }
    }
    if let Some(o) = a.occasion.and_then(|o| trace.speech.occasions.get(o.ix())) {
        words(sheet, trace, Place { page: o.page, span: o.span }, "occasion");
    }
    let statements = trace.origins.statements.iter().enumerate().filter(|(_, s)| s.quotations.contains(&ix));
    for (i, s) in statements {
        sheet.put(2, 4, &[faint("of statement "), plain(StatementIx::new(i).to_string())]);
        for (place, note) in s.ways.iter().filter(|w| w.quotation == ix).flat_map(|w| &w.steps) {
            words(sheet, trace, *place, note);
        }
    }
    Some(())
}

fn occasion(sheet: &mut Sheet, trace: &Trace, ix: OccasionIx) -> Option<()> {
    let o = trace.speech.occasions.get(ix.ix())?;
    let who: Vec<String> = o.speakers.iter().map(|&s| name::speaker(trace, Some(s))).collect();
    let date = o.date.as_ref().map(|d| format!(", {}", d.in_words())).unwrap_or_default();
    head(
        sheet,
        ix,
        format!(
            "an occasion on which {} spoke{date}",
            if who.is_empty() { "somebody".to_owned() } else { who.join(", ") }
        ),
    );
    words(sheet, trace, Place { page: o.page, span: o.span }, "");
    Some(())
}

fn speaker(sheet: &mut Sheet, trace: &Trace, ix: SpeakerIx) -> Option<()> {
    let s = trace.speech.speakers.get(ix.ix())?;
    head(sheet, ix, name::flat(&s.name));
    line(sheet, "also", s.aliases.iter().map(|a| name::flat(a)).collect::<Vec<_>>().join("; "));
    line(sheet, "described as", s.descriptions.iter().map(|a| name::flat(a)).collect::<Vec<_>>().join("; "));
    for m in s.mentions.iter().filter(|m| m.2 != MentionForm::Pronoun) {
        words(sheet, trace, Place { page: m.0, span: m.1 }, "");
    }
    for (i, st) in trace.origins.statements.iter().enumerate().filter(|(_, s)| s.speaker == Some(ix)) {
        brief(sheet, trace, StatementIx::new(i), st.fullest);
    }
    Some(())
}

fn work(sheet: &mut Sheet, trace: &Trace, ix: WorkIx) -> Option<()> {
    let w = trace.lineage.works.get(ix.ix())?;
    head(sheet, ix, name::work(trace, ix));
    for &place in &w.mentions {
        words(sheet, trace, place, "named");
    }
    for (i, d) in trace.lineage.derivations.iter().enumerate().filter(|(_, d)| d.from == Ancestor::Work(ix)) {
        sheet.put(2, 4, &[plain(edge(trace, DerivationIx::new(i), d))]);
    }
    Some(())
}

fn lost(sheet: &mut Sheet, trace: &Trace, ix: LostIx) -> Option<()> {
    let l = trace.lineage.lost.get(ix.ix())?;
    head(sheet, ix, name::flat(&l.note) + &name::lost_from(trace, ix));
    for (i, d) in trace.lineage.derivations.iter().enumerate().filter(|(_, d)| d.from == Ancestor::Lost(ix)) {
        sheet.put(2, 4, &[plain(edge(trace, DerivationIx::new(i), d))]);
        for e in &d.evidence {
            words(sheet, trace, e.place, &format!("{} — {}", e.kind.name(), name::flat(&e.note)));
        }
    }
    Some(())
}

fn origin(sheet: &mut Sheet, trace: &Trace, ix: OriginIx) -> Option<()> {
    let o = trace.origins.origins.get(ix.ix())?;
    head(sheet, ix, name::origin(trace, ix));
    if o.evidence.is_empty() {
        sheet.put(2, 4, &[(Ink::Faint, "no page tells of the occasion; only who spoke is known".to_owned())]);
    }
    for (place, note) in &o.evidence {
        words(sheet, trace, *place, note);
    }
    for &w in &o.works {
        sheet.put(2, 4, &[faint("carried by "), plain(format!("{w} {}", name::work(trace, w)))]);
    }
    let rest = trace.origins.statements.iter().enumerate();
    for (i, s) in rest.filter(|(_, s)| s.origins.contains(&ix) || s.between.contains(&ix)) {
        brief(sheet, trace, StatementIx::new(i), s.fullest);
    }
    Some(())
}

/// What is said of a statement: who confirms or denies it, and where it goes round.
fn said_of(sheet: &mut Sheet, trace: &Trace, ix: StatementIx) {
    let found = &trace.origins;
    for (i, c) in found.corroborations.iter().enumerate().filter(|(_, c)| c.statement == Some(ix)) {
        finding::corroboration(sheet, trace, CorroborationIx::new(i), c);
    }
    for (i, c) in found.circular.iter().enumerate().filter(|(_, c)| c.statement == Some(ix)) {
        finding::circle(sheet, trace, CircularIx::new(i), c);
    }
}

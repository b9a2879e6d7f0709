//! Format 1 of the JSON.
//!
//! Offsets are half-open ranges of Unicode code points into the text of their page. Fields may be added; none may
//! change its meaning without a new format. The schema is `crates/headwater/schema/trace-1.schema.json`.

mod finding;
mod lineage;
mod page;
pub mod passage;
mod place;
mod speech;

use serde::Serialize;

use self::place::Places;
pub(in crate::report) use self::speech::referred;
use super::note;
use crate::id::PageIx;
use crate::page::Page;
use crate::speech::{PageSpeech, Speech};
use crate::trace::Trace;

/// The number of the format.
pub const FORMAT: u32 = 1;

#[derive(Serialize)]
struct Whole<'a> {
    format: u32,
    headwater: &'static str,
    pages: Vec<page::PageObject<'a>>,
    speakers: Vec<speech::SpeakerObject<'a>>,
    quotations: Vec<speech::QuotationObject>,
    occasions: Vec<speech::OccasionObject<'a>>,
    reuse: Vec<lineage::PassageObject<'a>>,
    set_phrases: Vec<lineage::SetPhraseObject<'a>>,
    works: Vec<lineage::WorkObject<'a>>,
    lost: Vec<lineage::LostObject<'a>>,
    citations: Vec<lineage::CitationObject>,
    derivations: Vec<lineage::DerivationObject<'a>>,
    undetermined: Vec<lineage::UndeterminedObject<'a>>,
    statements: Vec<finding::StatementObject<'a>>,
    origins: Vec<finding::OriginObject<'a>>,
    corroborations: Vec<finding::CorroborationObject<'a>>,
    discrepancies: Vec<finding::DiscrepancyObject<'a>>,
    circular: Vec<finding::CircularObject<'a>>,
    notes: Vec<NoteObject>,
}

#[derive(Serialize)]
struct NoteObject {
    about: &'static str,
    note: String,
}

/// Writes a whole trace as one JSON object on one line, without a line end.
pub fn write(trace: &Trace) -> String {
    let places = Places::new(&trace.pages);
    let ids = trace.pages.iter().enumerate().map(|(i, p)| (PageIx::new(i), p));
    let notes = note::notes(trace).into_iter().map(|n| NoteObject { about: n.about, note: n.text });
    line(&Whole {
        format: FORMAT,
        headwater: env!("CARGO_PKG_VERSION"),
        pages: ids.map(|(ix, p)| page::object(p, ix.to_string(), places.points(ix))).collect(),
        speakers: speech::speakers(trace, &places),
        quotations: speech::quotations(trace, &places),
        occasions: speech::occasions(trace, &places),
        reuse: lineage::passages(trace, &places, false),
        set_phrases: lineage::set_phrases(trace, &places),
        works: lineage::works(trace, &places),
        lost: lineage::lost(trace),
        citations: lineage::citations(trace, &places),
        derivations: lineage::derivations(trace, &places),
        undetermined: lineage::undetermined(trace),
        statements: finding::statements(trace, &places),
        origins: finding::origins(trace, &places),
        corroborations: finding::corroborations(trace, &places),
        discrepancies: finding::discrepancies(trace, &places),
        circular: finding::circular(trace, &places),
        notes: notes.collect(),
    })
}

/// Writes one page under an id, as it stands in the `pages` of a trace: one line, without a line end.
pub fn page(page: &Page, id: &str) -> String {
    line(&page::object(page, id.to_owned(), &crate::span::CodePoints::new(&page.text)))
}

/// Writes every attribution of one page that was heard by itself: one line, without a line end.
pub fn attributions(page: &Page, id: &str, heard: &PageSpeech) -> String {
    let name = |s: crate::id::SpeakerIx| heard.entities.get(s.ix()).map(|e| speech::entity_name(e, page));
    line(&speech::page_attributions(page, id, heard.attributions.iter(), name))
}

/// Writes every attribution of one page among several that were heard together: one line, without a line end.
///
/// `id` is what the caller calls the page; the speakers' ids hold across all pages of `speech`.
pub fn attributions_of(pages: &[Page], ix: PageIx, id: &str, speech: &Speech) -> String {
    let name = |s: crate::id::SpeakerIx| speech.speakers.get(s.ix()).map(|s| s.name.clone());
    let first = speech.attributions.partition_point(|a| a.page < ix);
    let here = speech.attributions.iter().skip(first).take_while(|a| a.page == ix);
    match pages.get(ix.ix()) {
        Some(page) => line(&speech::page_attributions(page, id, here, name)),
        None => String::new(),
    }
}

/// Writes every passage of a trace with the paths of its pages: a line each, every one with its line end.
pub fn passages(trace: &Trace) -> String {
    let places = Places::new(&trace.pages);
    let list = lineage::passages(trace, &places, true);
    list.iter().map(|p| line(p) + "\n").collect()
}

/// Strings, numbers and lists of them cannot fail to serialise; should they, the answer is an empty line.
fn line(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

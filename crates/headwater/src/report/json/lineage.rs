//! The `reuse`, `works`, `lost`, `derivations` and `undetermined` objects.

use serde::Serialize;

use super::place::{PlaceObject, Places, Range};
use crate::id::{DerivationIx, LostIx, PassageIx, WorkIx};
use crate::lineage::{Ancestor, CitationForm, WorkKind};
use crate::reuse::{Change, Kind, Passage, Place};
use crate::trace::Trace;

#[derive(Serialize)]
pub(super) struct PassageObject<'a> {
    pub(super) id: String,
    pub(super) kind: &'static str,
    pub(super) a: PlaceObject<'a>,
    pub(super) b: PlaceObject<'a>,
    pub(super) words: u32,
    pub(super) identity: f64,
    pub(super) drift: Vec<ChangeObject>,
}

/// One difference in words; `sort` says what it touches.
#[derive(Serialize)]
pub(super) struct ChangeObject {
    pub(super) a: Range,
    pub(super) b: Range,
    pub(super) kind: &'static str,
    pub(super) sort: &'static str,
}

#[derive(Serialize)]
pub(super) struct SetPhraseObject<'a> {
    #[serde(flatten)]
    place: PlaceObject<'a>,
    pages: u32,
}

#[derive(Serialize)]
pub(super) struct WorkObject<'a> {
    id: String,
    name: &'a str,
    kind: &'static str,
    date: Option<String>,
    url: Option<&'a str>,
    mentions: Vec<PlaceObject<'a>>,
}

#[derive(Serialize)]
pub(super) struct LostObject<'a> {
    id: String,
    pages: Vec<String>,
    note: &'a str,
    from: Option<AncestorObject>,
}

/// A place where a page names another page or a work.
#[derive(Serialize)]
pub(super) struct CitationObject {
    page: String,
    target: AncestorObject,
    form: &'static str,
    name: Range,
    span: Range,
    date: Option<String>,
}

#[derive(Serialize)]
pub(super) struct DerivationObject<'a> {
    id: String,
    page: String,
    from: AncestorObject,
    kind: &'static str,
    confidence: f64,
    evidence: Vec<EvidenceObject<'a>>,
    passages: Vec<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum AncestorObject {
    Page(String),
    Work(String),
    Lost(String),
}

#[derive(Serialize)]
struct EvidenceObject<'a> {
    kind: &'static str,
    #[serde(flatten)]
    place: PlaceObject<'a>,
    note: &'a str,
}

#[derive(Serialize)]
pub(super) struct UndeterminedObject<'a> {
    pages: [String; 2],
    note: &'a str,
}

pub(super) fn passages<'a>(trace: &'a Trace, places: &Places<'a>, with_path: bool) -> Vec<PassageObject<'a>> {
    let side = |place: Place| match with_path {
        true => places.place_with_path(place, &trace.pages),
        false => places.place(place),
    };
    let of = |kind| trace.reuse.of(kind).iter().map(move |p: &Passage| (kind, p));
    // Loose passages are numbered on from the others.
    let list = of(Kind::Copy).chain(of(Kind::Loose)).enumerate();
    list.map(|(i, (kind, p))| PassageObject {
        id: PassageIx::new(i).to_string(),
        kind: kind.name(),
        a: side(p.a),
        b: side(p.b),
        words: p.words,
        identity: rounded(p.identity),
        drift: changes(&p.drift, p.a, p.b, places),
    })
    .collect()
}

/// The changes between a stretch of `a`'s page and one of `b`'s.
pub(super) fn changes(drift: &[Change], a: Place, b: Place, places: &Places<'_>) -> Vec<ChangeObject> {
    let one = |c: &Change| ChangeObject {
        a: places.range(a.page, c.a),
        b: places.range(b.page, c.b),
        kind: c.kind.name(),
        sort: c.sort.name(),
    };
    drift.iter().map(one).collect()
}

pub(super) fn set_phrases<'a>(trace: &'a Trace, places: &Places<'a>) -> Vec<SetPhraseObject<'a>> {
    let list = trace.reuse.set_phrases.iter();
    list.map(|s| SetPhraseObject { place: places.place(s.place), pages: s.pages }).collect()
}

pub(super) fn works<'a>(trace: &'a Trace, places: &Places<'a>) -> Vec<WorkObject<'a>> {
    let list = trace.lineage.works.iter().enumerate();
    list.map(|(i, w)| WorkObject {
        id: WorkIx::new(i).to_string(),
        name: &w.name,
        kind: match w.kind {
            WorkKind::Outlet => "outlet",
            WorkKind::Agency => "agency",
            WorkKind::Document => "document",
            WorkKind::Link => "link",
        },
        date: w.date.as_ref().map(|d| d.to_string()),
        url: w.url.as_deref(),
        mentions: w.mentions.iter().map(|&m| places.place(m)).collect(),
    })
    .collect()
}

pub(super) fn lost(trace: &Trace) -> Vec<LostObject<'_>> {
    let list = trace.lineage.lost.iter().enumerate();
    list.map(|(i, l)| LostObject {
        id: LostIx::new(i).to_string(),
        pages: l.pages.iter().map(|p| p.to_string()).collect(),
        note: &l.note,
        from: l.from.map(ancestor),
    })
    .collect()
}

pub(super) fn citations(trace: &Trace, places: &Places<'_>) -> Vec<CitationObject> {
    let list = trace.lineage.citations.iter();
    list.map(|c| CitationObject {
        page: c.page.to_string(),
        target: ancestor(c.target),
        form: match c.form {
            CitationForm::Credit => "credit",
            CitationForm::Agency => "agency",
            CitationForm::Report => "report",
            CitationForm::Told => "told",
            CitationForm::Published => "published",
            CitationForm::Link => "link",
            CitationForm::Confirmed => "confirmed",
        },
        name: places.range(c.page, c.name),
        span: places.range(c.page, c.span),
        date: c.date.as_ref().map(|d| d.to_string()),
    })
    .collect()
}

fn ancestor(from: Ancestor) -> AncestorObject {
    match from {
        Ancestor::Page(p) => AncestorObject::Page(p.to_string()),
        Ancestor::Work(w) => AncestorObject::Work(w.to_string()),
        Ancestor::Lost(l) => AncestorObject::Lost(l.to_string()),
    }
}

pub(super) fn derivations<'a>(trace: &'a Trace, places: &Places<'a>) -> Vec<DerivationObject<'a>> {
    let list = trace.lineage.derivations.iter().enumerate();
    list.map(|(i, d)| DerivationObject {
        id: DerivationIx::new(i).to_string(),
        page: d.page.to_string(),
        from: ancestor(d.from),
        kind: d.kind.name(),
        confidence: rounded(d.confidence),
        evidence: d
            .evidence
            .iter()
            .map(|e| EvidenceObject { kind: e.kind.name(), place: places.place(e.place), note: &e.note })
            .collect(),
        passages: d.passages.iter().map(|p| p.to_string()).collect(),
    })
    .collect()
}

pub(super) fn undetermined(trace: &Trace) -> Vec<UndeterminedObject<'_>> {
    let list = trace.lineage.undetermined.iter();
    list.map(|u| UndeterminedObject { pages: u.pages.map(|p| p.to_string()), note: &u.note }).collect()
}

/// Four digits: more would suggest an exactness that is not there. A number that is none becomes 0.
pub(super) fn rounded(n: f32) -> f64 {
    let n = f64::from(n);
    if n.is_finite() { (n * 1e4).round() / 1e4 } else { 0.0 }
}

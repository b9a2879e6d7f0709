//! The `statements`, `origins`, `corroborations`, `discrepancies` and `circular` objects.

use serde::Serialize;

use super::lineage::{ChangeObject, changes};
use super::place::{PlaceObject, Places, Range};
use crate::id::{CircularIx, CorroborationIx, DiscrepancyIx, OriginIx, StatementIx};
use crate::origin::circular::{Node, Step};
use crate::origin::{Route, Version, Way, Witness};
use crate::reuse::Place;
use crate::span;
use crate::speech::Attribution;
use crate::trace::Trace;

#[derive(Serialize)]
pub(super) struct StatementObject<'a> {
    id: String,
    text: String,
    speaker: Option<String>,
    fullest: String,
    quotations: Vec<String>,
    pages: Vec<String>,
    routes: Vec<String>,
    independent_routes: IndependentObject<'a>,
    origins: Vec<String>,
    between: Vec<String>,
    drift: Vec<VersionObject>,
    ways: Vec<WayObject<'a>>,
}

/// How many of a statement's routes are independent of each other; `open` are those of which that is undetermined.
#[derive(Serialize)]
struct IndependentObject<'a> {
    least: usize,
    most: usize,
    open: Vec<String>,
    why: &'a str,
}

/// By which way one quotation came, and what each step rests on.
#[derive(Serialize)]
struct WayObject<'a> {
    quotation: String,
    route: String,
    steps: Vec<NotedObject<'a>>,
}

#[derive(Serialize)]
struct VersionObject {
    a: String,
    b: String,
    changes: Vec<ChangeObject>,
}

#[derive(Serialize)]
pub(super) struct OriginObject<'a> {
    id: String,
    kind: &'static str,
    label: &'a str,
    speakers: Vec<String>,
    works: Vec<String>,
    evidence: Vec<NotedObject<'a>>,
}

#[derive(Serialize)]
struct NotedObject<'a> {
    #[serde(flatten)]
    place: PlaceObject<'a>,
    note: &'a str,
}

#[derive(Serialize)]
pub(super) struct CorroborationObject<'a> {
    id: String,
    statement: Option<String>,
    speaker: Option<String>,
    by: Option<String>,
    /// The words for who that is, where no page knows more of it; `by` is null then.
    #[serde(skip_serializing_if = "Option::is_none")]
    witness: Option<PlaceObject<'a>>,
    kind: &'static str,
    /// What it is about, where no account is named.
    #[serde(skip_serializing_if = "Option::is_none")]
    matter: Option<PlaceObject<'a>>,
    page: String,
    span: Range,
    independent: Option<bool>,
    why: &'a str,
}

#[derive(Serialize)]
pub(super) struct DiscrepancyObject<'a> {
    id: String,
    kind: &'static str,
    spans: Vec<PlaceObject<'a>>,
    note: &'a str,
}

#[derive(Serialize)]
pub(super) struct CircularObject<'a> {
    id: String,
    statement: Option<String>,
    path: Vec<StepObject<'a>>,
}

#[derive(Serialize)]
struct StepObject<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    work: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    speaker: Option<String>,
    evidence: Vec<PlaceObject<'a>>,
}

pub(super) fn statements<'a>(trace: &'a Trace, places: &Places<'a>) -> Vec<StatementObject<'a>> {
    let list = trace.origins.statements.iter().enumerate();
    list.map(|(i, s)| StatementObject {
        id: StatementIx::new(i).to_string(),
        text: trace.speech.attributions.get(s.fullest.ix()).map(|a| words(trace, a)).unwrap_or_default(),
        speaker: s.speaker.map(|s| s.to_string()),
        fullest: s.fullest.to_string(),
        quotations: s.quotations.iter().map(|q| q.to_string()).collect(),
        pages: s.pages.iter().map(|p| p.to_string()).collect(),
        routes: s.routes.iter().map(|&r| route(r)).collect(),
        independent_routes: IndependentObject {
            least: s.independent.least,
            most: s.independent.most,
            open: s.independent.open.iter().map(|&r| route(r)).collect(),
            why: &s.independent.why,
        },
        origins: s.origins.iter().map(|o| o.to_string()).collect(),
        between: s.between.iter().map(|o| o.to_string()).collect(),
        drift: s.versions.iter().filter_map(|v| version(trace, v, places)).collect(),
        ways: s.ways.iter().map(|w| way(w, places)).collect(),
    })
    .collect()
}

/// The words of an attribution's content, its parts joined by a space.
fn words(trace: &Trace, attribution: &Attribution) -> String {
    let text = trace.pages.get(attribution.page.ix()).map_or("", |p| p.text.as_str());
    let parts: Vec<&str> = attribution.content.iter().map(|s| s.of(text)).collect();
    parts.join(" ")
}

fn version(trace: &Trace, version: &Version, places: &Places<'_>) -> Option<VersionObject> {
    let side = |ix: crate::id::AttributionIx| {
        let a = trace.speech.attributions.get(ix.ix())?;
        Some(Place { page: a.page, span: span::hull(&a.content)? })
    };
    let (a, b) = (side(version.a)?, side(version.b)?);
    let changes = changes(&version.changes, a, b, places);
    Some(VersionObject { a: version.a.to_string(), b: version.b.to_string(), changes })
}

fn way<'a>(way: &'a Way, places: &Places<'a>) -> WayObject<'a> {
    let steps = way.steps.iter().map(|(p, note)| NotedObject { place: places.place(*p), note });
    WayObject { quotation: way.quotation.to_string(), route: route(way.route), steps: steps.collect() }
}

fn route(route: Route) -> String {
    match route {
        Route::Page(p) => p.to_string(),
        Route::Work(w) => w.to_string(),
        Route::Lost(l) => l.to_string(),
    }
}

pub(super) fn origins<'a>(trace: &'a Trace, places: &Places<'a>) -> Vec<OriginObject<'a>> {
    let list = trace.origins.origins.iter().enumerate();
    list.map(|(i, o)| OriginObject {
        id: OriginIx::new(i).to_string(),
        kind: o.kind.name(),
        label: &o.label,
        speakers: o.speakers.iter().map(|s| s.to_string()).collect(),
        works: o.works.iter().map(|w| w.to_string()).collect(),
        evidence: o.evidence.iter().map(|(p, note)| NotedObject { place: places.place(*p), note }).collect(),
    })
    .collect()
}

pub(super) fn corroborations<'a>(trace: &'a Trace, places: &Places<'a>) -> Vec<CorroborationObject<'a>> {
    let list = trace.origins.corroborations.iter().enumerate();
    list.map(|(i, c)| CorroborationObject {
        id: CorroborationIx::new(i).to_string(),
        statement: c.statement.map(|s| s.to_string()),
        speaker: c.about.map(|s| s.to_string()),
        by: match c.by {
            Witness::Speaker(s) => Some(s.to_string()),
            Witness::Page(p) => Some(p.to_string()),
            Witness::Work(w) => Some(w.to_string()),
            Witness::Words(_) | Witness::Nobody => None,
        },
        witness: if let Witness::Words(p) = c.by { Some(places.place(p)) } else { None },
        kind: c.stance.name(),
        matter: c.matter.map(|m| places.place(m)),
        page: c.place.page.to_string(),
        span: places.range(c.place.page, c.place.span),
        independent: c.independent,
        why: &c.why,
    })
    .collect()
}

pub(super) fn discrepancies<'a>(trace: &'a Trace, places: &Places<'a>) -> Vec<DiscrepancyObject<'a>> {
    let list = trace.origins.discrepancies.iter().enumerate();
    list.map(|(i, d)| DiscrepancyObject {
        id: DiscrepancyIx::new(i).to_string(),
        kind: d.kind.name(),
        spans: d.places.iter().map(|&p| places.place(p)).collect(),
        note: &d.note,
    })
    .collect()
}

pub(super) fn circular<'a>(trace: &'a Trace, places: &Places<'a>) -> Vec<CircularObject<'a>> {
    let step = |s: &Step| StepObject {
        page: if let Node::Page(p) = s.node { Some(p.to_string()) } else { None },
        work: if let Node::Work(w) = s.node { Some(w.to_string()) } else { None },
        speaker: if let Node::Speaker(p) = s.node { Some(p.to_string()) } else { None },
        evidence: s.evidence.iter().map(|&p| places.place(p)).collect(),
    };
    let list = trace.origins.circular.iter().enumerate();
    list.map(|(i, c)| CircularObject {
        id: CircularIx::new(i).to_string(),
        statement: c.statement.map(|s| s.to_string()),
        path: c.path.iter().map(step).collect(),
    })
    .collect()
}

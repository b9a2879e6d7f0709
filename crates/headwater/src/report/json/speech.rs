//! The `speakers`, `quotations` and `occasions` of a trace, and the attributions of a page.

use std::collections::BTreeSet;

use serde::Serialize;

use super::place::{PlaceObject, Places, Range};
use crate::id::{OccasionIx, SpeakerIx};
use crate::origin::Witness;
use crate::origin::circular::Node;
use crate::page::Page;
use crate::reuse::Place;
use crate::span::{CodePoints, Span};
use crate::speech::mention::MentionForm;
use crate::speech::{Attribution, Entity, Hearer, OccasionKind, SpeakerKind, commitment};
use crate::trace::Trace;

#[derive(Serialize)]
pub(super) struct SpeakerObject<'a> {
    id: String,
    name: &'a str,
    named: bool,
    kind: &'static str,
    aliases: &'a [String],
    descriptions: &'a [String],
    mentions: Vec<MentionObject<'a>>,
}

#[derive(Serialize)]
struct MentionObject<'a> {
    #[serde(flatten)]
    place: PlaceObject<'a>,
    form: &'static str,
}

#[derive(Serialize)]
pub(super) struct QuotationObject {
    id: String,
    page: String,
    kind: &'static str,
    act: &'static str,
    commitment: &'static str,
    source: Vec<Range>,
    cue: Vec<Range>,
    content: Vec<Range>,
    speaker: Option<String>,
    r#in: &'static str,
    within: Option<String>,
    occasion: Option<String>,
}

#[derive(Serialize)]
pub(super) struct OccasionObject<'a> {
    id: String,
    kind: &'static str,
    speakers: Vec<String>,
    hearers: Vec<HearerObject<'a>>,
    date: Option<String>,
    page: String,
    span: Range,
}

#[derive(Serialize)]
struct HearerObject<'a> {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    speaker: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    span: Option<Range>,
}

#[derive(Serialize)]
pub(super) struct AttributionsObject<'a> {
    id: &'a str,
    path: &'a str,
    attributions: Vec<AttributionObject>,
}

#[derive(Serialize)]
struct AttributionObject {
    source: Vec<Range>,
    cue: Vec<Range>,
    content: Vec<Range>,
    kind: &'static str,
    act: &'static str,
    commitment: &'static str,
    speaker: Option<String>,
    speaker_name: Option<String>,
    r#in: &'static str,
}

/// The speakers to whom a finding refers: by a quotation or its occasion, a statement, an origin, a corroboration or
/// a circle. A person who is only mentioned is none.
pub(super) fn speakers<'a>(trace: &'a Trace, places: &Places<'a>) -> Vec<SpeakerObject<'a>> {
    let list = referred(trace).into_iter();
    list.filter_map(|ix| {
        let s = trace.speech.speakers.get(ix.ix())?;
        let mention = |&(page, span, form): &(_, Span, MentionForm)| MentionObject {
            place: places.place(Place { page, span }),
            form: match form {
                MentionForm::Name => "name",
                MentionForm::Description => "description",
                MentionForm::Pronoun => "pronoun",
            },
        };
        Some(SpeakerObject {
            id: ix.to_string(),
            name: &s.name,
            named: s.named,
            kind: match s.kind {
                SpeakerKind::Person => "person",
                SpeakerKind::Body => "body",
                SpeakerKind::Group => "group",
                SpeakerKind::Unknown => "unknown",
            },
            aliases: &s.aliases,
            descriptions: &s.descriptions,
            mentions: s.mentions.iter().map(mention).collect(),
        })
    })
    .collect()
}

/// Everybody to whom a finding refers.
pub(in crate::report) fn referred(trace: &Trace) -> BTreeSet<SpeakerIx> {
    let mut out = BTreeSet::new();
    out.extend(trace.speech.attributions.iter().filter(|a| a.is_quotation()).filter_map(|a| a.speaker));
    for ix in heard_on(trace) {
        let Some(o) = trace.speech.occasions.get(ix.ix()) else { continue };
        out.extend(o.speakers.iter().copied());
        out.extend(o.hearers.iter().filter_map(|h| match h {
            Hearer::Person(s) => Some(*s),
            _ => None,
        }));
    }
    out.extend(trace.origins.statements.iter().filter_map(|s| s.speaker));
    out.extend(trace.origins.origins.iter().flat_map(|o| o.speakers.iter().copied()));
    for c in &trace.origins.corroborations {
        out.extend(c.about);
        if let Witness::Speaker(s) = c.by {
            out.insert(s);
        }
    }
    out.extend(trace.origins.circular.iter().flat_map(|c| &c.path).filter_map(|step| match step.node {
        Node::Speaker(s) => Some(s),
        _ => None,
    }));
    out
}

fn heard_on(trace: &Trace) -> BTreeSet<OccasionIx> {
    trace.speech.attributions.iter().filter(|a| a.is_quotation()).filter_map(|a| a.occasion).collect()
}

pub(super) fn quotations(trace: &Trace, places: &Places<'_>) -> Vec<QuotationObject> {
    let all = &trace.speech.attributions;
    let shown = all.iter().enumerate().filter(|(_, a)| a.is_quotation());
    shown
        .map(|(i, a)| QuotationObject {
            id: crate::id::AttributionIx::new(i).to_string(),
            page: a.page.to_string(),
            kind: a.kind.name(),
            act: a.act.name(),
            commitment: trace.pages.get(a.page.ix()).map_or_else(Default::default, |p| commitment(p, a)).name(),
            source: places.ranges(a.page, &a.source),
            cue: places.ranges(a.page, &a.cue),
            content: places.ranges(a.page, &a.content),
            speaker: a.speaker.map(|s| s.to_string()),
            r#in: a.role.name(),
            // What stands within a thought stands within nothing that is listed here.
            within: a.within.filter(|w| all.get(w.ix()).is_some_and(|w| w.is_quotation())).map(|w| w.to_string()),
            occasion: a.occasion.map(|o| o.to_string()),
        })
        .collect()
}

/// The occasions of quotations.
pub(super) fn occasions<'a>(trace: &'a Trace, places: &Places<'a>) -> Vec<OccasionObject<'a>> {
    let list = heard_on(trace).into_iter();
    list.filter_map(|ix| {
        let o = trace.speech.occasions.get(ix.ix())?;
        let text = trace.pages.get(o.page.ix()).map_or("", |p| p.text.as_str());
        let hearer = |h: &Hearer| match *h {
            Hearer::ThisPage => HearerObject { kind: "this page", speaker: None, name: None, span: None },
            Hearer::Reporters => HearerObject { kind: "reporters", speaker: None, name: None, span: None },
            Hearer::Person(s) => HearerObject { kind: "person", speaker: Some(s.to_string()), name: None, span: None },
            Hearer::Outlet(span) => HearerObject {
                kind: "outlet",
                speaker: None,
                name: Some(span.of(text)),
                span: Some(places.range(o.page, span)),
            },
        };
        Some(OccasionObject {
            id: ix.to_string(),
            kind: match o.kind {
                OccasionKind::Interview => "interview",
                OccasionKind::Public => "public",
                OccasionKind::Hearing => "hearing",
                OccasionKind::Document => "document",
                OccasionKind::Post => "post",
                OccasionKind::Unknown => "unknown",
            },
            speakers: o.speakers.iter().map(|s| s.to_string()).collect(),
            hearers: o.hearers.iter().map(hearer).collect(),
            date: o.date.as_ref().map(|d| d.to_string()),
            page: o.page.to_string(),
            span: places.range(o.page, o.span),
        })
    })
    .collect()
}

pub(super) fn page_attributions<'a>(
    page: &'a Page,
    id: &'a str,
    attributions: impl Iterator<Item = &'a Attribution>,
    name: impl Fn(SpeakerIx) -> Option<String>,
) -> AttributionsObject<'a> {
    let points = CodePoints::new(&page.text);
    let ranges = |spans: &[Span]| spans.iter().map(|&s| points.range(s)).collect();
    let one = |a: &Attribution| AttributionObject {
        source: ranges(&a.source),
        cue: ranges(&a.cue),
        content: ranges(&a.content),
        kind: a.kind.name(),
        act: a.act.name(),
        commitment: commitment(page, a).name(),
        speaker: a.speaker.map(|s| s.to_string()),
        speaker_name: a.speaker.and_then(&name),
        r#in: a.role.name(),
    };
    AttributionsObject { id, path: &page.path, attributions: attributions.map(one).collect() }
}

/// What a person or body is called who is known on one page only: the fullest name, else the first description.
pub(super) fn entity_name(entity: &Entity, page: &Page) -> String {
    let described = || {
        let by = |form| entity.mentions.iter().find(|m| m.form == form);
        let best = by(MentionForm::Description).or_else(|| entity.mentions.first());
        best.map_or("", |m| m.span.of(&page.text)).to_owned()
    };
    entity.name.clone().unwrap_or_else(described)
}

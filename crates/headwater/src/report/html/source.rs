//! Origins, works, lost ancestors and speakers: what stands behind the pages.

use std::collections::BTreeMap;

use super::anchor::{Ground, ground};
use super::statement::Link;
use crate::id::{LostIx, OriginIx, SpeakerIx, WorkIx};
use crate::lineage::WorkKind;
use crate::report::name;
use crate::trace::Trace;

/// What stands behind the pages.
pub(super) struct Sources {
    pub(super) origins: Vec<OriginView>,
    pub(super) works: Vec<WorkView>,
    pub(super) lost: Vec<LostView>,
    pub(super) speakers: Vec<SpeakerView>,
}

pub(super) struct OriginView {
    pub(super) id: String,
    pub(super) kind: &'static str,
    pub(super) label: String,
    pub(super) statements: usize,
    pub(super) speakers: Vec<Link>,
    pub(super) works: Vec<Link>,
    pub(super) grounds: Vec<Ground>,
}

pub(super) struct WorkView {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) kind: &'static str,
    /// Only http and https.
    pub(super) url: Option<String>,
    pub(super) grounds: Vec<Ground>,
}

pub(super) struct LostView {
    pub(super) id: String,
    pub(super) note: String,
    pub(super) pages: Vec<Link>,
}

pub(super) struct SpeakerView {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) aliases: String,
    pub(super) descriptions: String,
    pub(super) statements: usize,
    pub(super) quotations: usize,
    pub(super) pages: usize,
}

/// Evidence shown of one origin or work; more of the same kind adds nothing.
const FEW_GROUNDS: usize = 6;

pub(super) fn sources(trace: &Trace) -> Sources {
    Sources { origins: origins(trace), works: works(trace), lost: lost(trace), speakers: speakers(trace) }
}

fn origins(trace: &Trace) -> Vec<OriginView> {
    let mut statements: BTreeMap<OriginIx, usize> = BTreeMap::new();
    for o in trace.origins.statements.iter().flat_map(|s| &s.origins) {
        *statements.entry(*o).or_default() += 1;
    }
    let list = trace.origins.origins.iter().enumerate();
    list.map(|(i, o)| OriginView {
        id: OriginIx::new(i).to_string(),
        kind: o.kind.name(),
        label: name::flat(&o.label),
        statements: statements.get(&OriginIx::new(i)).copied().unwrap_or(0),
        speakers: o.speakers.iter().map(|&s| Link { at: s.to_string(), text: name::speaker(trace, Some(s)) }).collect(),
        works: o.works.iter().map(|&w| Link { at: w.to_string(), text: name::work(trace, w) }).collect(),
        grounds: o.evidence.iter().take(FEW_GROUNDS).map(|(p, note)| ground(trace, *p, note)).collect(),
    })
    .collect()
}

fn works(trace: &Trace) -> Vec<WorkView> {
    let list = trace.lineage.works.iter().enumerate();
    list.map(|(i, w)| WorkView {
        id: WorkIx::new(i).to_string(),
        name: name::work(trace, WorkIx::new(i)),
        kind: match w.kind {
            WorkKind::Outlet => "outlet",
            WorkKind::Agency => "news agency",
            WorkKind::Document => "document",
            WorkKind::Link => "page behind a link",
        },
        url: w.url.as_deref().and_then(name::web).map(str::to_owned),
        grounds: w.mentions.iter().take(FEW_GROUNDS).map(|&p| ground(trace, p, "")).collect(),
    })
    .collect()
}

fn lost(trace: &Trace) -> Vec<LostView> {
    let list = trace.lineage.lost.iter().enumerate();
    list.map(|(i, l)| LostView {
        id: LostIx::new(i).to_string(),
        note: name::flat(&l.note) + &name::lost_from(trace, LostIx::new(i)),
        pages: l.pages.iter().map(|&p| Link { at: p.to_string(), text: name::page_and_day(trace, p) }).collect(),
    })
    .collect()
}

/// Everybody to whom a finding refers, those with most statements first.
fn speakers(trace: &Trace) -> Vec<SpeakerView> {
    let mut said: BTreeMap<SpeakerIx, (usize, usize, Vec<crate::id::PageIx>)> = BTreeMap::new();
    for s in trace.origins.statements.iter().filter_map(|s| s.speaker) {
        said.entry(s).or_default().0 += 1;
    }
    for a in trace.speech.attributions.iter().filter(|a| a.is_quotation() && a.counts()) {
        let Some(s) = a.speaker else { continue };
        let entry = said.entry(s).or_default();
        entry.1 += 1;
        if entry.2.last() != Some(&a.page) {
            entry.2.push(a.page);
        }
    }
    for s in crate::report::json::referred(trace) {
        said.entry(s).or_default();
    }
    let mut list: Vec<_> = said.into_iter().collect();
    list.sort_by_key(|(ix, (statements, quotations, _))| (std::cmp::Reverse((*statements, *quotations)), *ix));
    let one = |(ix, (statements, quotations, pages)): (SpeakerIx, (usize, usize, Vec<_>))| {
        let s = trace.speech.speakers.get(ix.ix())?;
        let join = |list: &[String]| list.iter().map(|t| name::flat(t)).collect::<Vec<_>>().join("; ");
        Some(SpeakerView {
            id: ix.to_string(),
            name: name::speaker(trace, Some(ix)),
            aliases: join(&s.aliases),
            descriptions: join(&s.descriptions),
            statements,
            quotations,
            pages: pages.len(),
        })
    };
    list.into_iter().filter_map(one).collect()
}

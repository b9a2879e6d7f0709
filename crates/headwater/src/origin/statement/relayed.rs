//! What a page relays with an outlet for its speaker, joined with whoever told it there: "According to the Tribune, the
//! sprinklers were off", where the Tribune has a worker say that the sprinklers were off.
//!
//! The words are nobody's but the worker's. Nothing else joins the two, for two speakers with names who say few words alike are
//! taken for two.

use std::collections::{BTreeMap, BTreeSet};

use super::wording::Wording;
use crate::id::{AttributionIx, PageIx};
use crate::lineage::Ancestor;
use crate::origin::Evidence;
use crate::origin::discrepancy::turned;
use crate::origin::occasion::outlet::Outlets;
use crate::origin::topic::stems;
use crate::speech::{Attribution, Kind, SpeakerKind};

/// Content words that a relayed claim and what was told must share: one may be what the whole page is about.
const SHARED: usize = 2;

/// Moves every relayed claim into the group of what it relays, and gives the claims that it moved. Linear in the claims
/// times the quotations of the page that each names.
pub(super) fn join(
    evidence: Evidence<'_>,
    outlets: &Outlets<'_>,
    groups: &mut Vec<Vec<&Wording>>,
) -> BTreeSet<AttributionIx> {
    let attributions = &evidence.speech.attributions;
    let mut of: BTreeMap<AttributionIx, usize> = BTreeMap::new();
    let mut on: BTreeMap<PageIx, Vec<AttributionIx>> = BTreeMap::new();
    for (g, group) in groups.iter().enumerate() {
        for w in group {
            of.insert(w.attribution, g);
            if let Some(a) = attributions.get(w.attribution.ix()) {
                on.entry(a.page).or_default().push(w.attribution);
            }
        }
    }
    let text = |a: &Attribution| {
        let page = evidence.pages.get(a.page.ix()).map_or("", |p| p.text.as_str());
        a.content.iter().map(|c| c.of(page)).collect::<Vec<_>>().join(" ")
    };
    let mut moves: Vec<(AttributionIx, usize)> = Vec::new();
    for (&q, &g) in &of {
        let Some(claim) = attributions.get(q.ix()).filter(|a| a.kind == Kind::Indirect) else { continue };
        // Alone in its group: what agrees in its words is joined already.
        if groups.get(g).is_none_or(|l| l.len() > 1) {
            continue;
        }
        let Some(source) = claim.source.first() else { continue };
        let name = evidence.pages.get(claim.page.ix()).map_or("", |p| source.of(&p.text));
        let body = claim.speaker.and_then(|s| evidence.speech.speakers.get(s.ix()));
        let full = body.map_or(name, |s| s.name.as_str());
        let cited = match outlets.cited(claim.page, *source) {
            Some(Ancestor::Page(from)) => outlets.siblings(from).iter().copied().chain([from]).collect(),
            _ => [name, full].map(|n| outlets.pages_of(n, claim.page).to_vec()).concat(),
        };
        let cited: BTreeSet<PageIx> = cited.into_iter().filter(|p| *p != claim.page).collect();
        let said = text(claim);
        let topic = stems(&said);
        let mut found: Vec<(usize, usize)> = Vec::new();
        for other in cited.iter().filter_map(|p| on.get(p)).flatten() {
            let Some(told) = attributions.get(other.ix()).filter(|a| a.page != claim.page) else { continue };
            let person = told.speaker.is_some_and(|s| {
                evidence.speech.speakers.get(s.ix()).is_some_and(|s| s.kind != SpeakerKind::Body)
                    && Some(s) != claim.speaker
            });
            let theirs = text(told);
            let shared = stems(&theirs).intersection(&topic).count();
            if person && shared >= SHARED && 10 * shared >= 7 * topic.len() && !turned(&said, &theirs) {
                found.extend(of.get(other).map(|&g| (shared, g)));
            }
        }
        let most = found.iter().map(|f| f.0).max();
        let best: BTreeSet<usize> = found.iter().filter(|f| Some(f.0) == most).map(|f| f.1).collect();
        if let (Some(&to), 1) = (best.first(), best.len())
            && to != g
        {
            moves.push((q, to));
        }
    }
    let mut relayed = BTreeSet::new();
    for (q, to) in moves {
        let Some(from) = of.get(&q).copied().filter(|from| groups.get(*from).is_some_and(|l| l.len() == 1)) else {
            continue;
        };
        let moved = groups.get_mut(from).map(std::mem::take).unwrap_or_default();
        if let Some(list) = groups.get_mut(to).filter(|l| !l.is_empty()) {
            list.extend(moved);
            list.sort_by_key(|w| w.attribution);
            relayed.insert(q);
        } else if let Some(list) = groups.get_mut(from) {
            *list = moved;
        }
    }
    groups.retain(|l| !l.is_empty());
    relayed
}

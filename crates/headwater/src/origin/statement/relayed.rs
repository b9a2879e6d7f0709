//! What a page relays in words of its own, joined with whoever told it on the page that it names: "According to the Tribune, the
//! sprinklers were off", "the sprinklers were off, a worker told the Tribune", where the Tribune has the worker say: "Somebody had shut off
//! the sprinklers."
//!
//! The words are nobody's but the worker's. Nothing else joins the two, for two speakers with names who say few words alike are
//! taken for two, and one speaker in other words says another thing.

use std::collections::{BTreeMap, BTreeSet};

use super::wording::Wording;
use crate::id::{AttributionIx, PageIx};
use crate::lineage::{Ancestor, CitationForm};
use crate::origin::Evidence;
use crate::origin::discrepancy::turned;
use crate::origin::occasion::outlet::Outlets;
use crate::origin::topic::stems;
use crate::span::Span;
use crate::speech::{Attribution, Kind, SpeakerKind};

/// Content words that a relayed claim and what was told must share: one may be what the whole page is about.
const SHARED: usize = 2;

/// The same where the page names the person himself: he tells of one thing more than once.
const SHARED_BY_ONE: usize = 3;

/// Bytes between a claim and the name of the publisher whose page it relays: "..., Ruiz told the Post last week".
const NEAR: u32 = 120;

/// Moves every relayed claim into the group of what it relays, and gives those of them that name an outlet for the speaker. Linear in the
/// claims times the quotations of the pages that each names.
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
        for other in cited.iter().chain(&beside(evidence, outlets, claim)).filter_map(|p| on.get(p)).flatten() {
            let Some(told) = attributions.get(other.ix()).filter(|a| a.page != claim.page) else { continue };
            let Some(teller) = told.speaker.and_then(|s| evidence.speech.speakers.get(s.ix())) else { continue };
            let same = told.speaker == claim.speaker;
            // Another is relayed by the outlet that the page gives the words to.
            if teller.kind == SpeakerKind::Body || !(same || cited.contains(&told.page)) {
                continue;
            }
            let theirs = text(told);
            // "The Post said that Ana Ruiz had said ...": who said it is no part of what was said.
            let name = stems(&teller.name);
            let own: BTreeSet<String> = topic.difference(&name).cloned().collect();
            let shared = stems(&theirs).intersection(&own).count();
            let least = if same { SHARED_BY_ONE } else { SHARED };
            if shared >= least && 10 * shared >= 7 * own.len() && !turned(&said, &theirs) {
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
            let speaker = |q: AttributionIx| attributions.get(q.ix()).and_then(|a| a.speaker);
            let one = list.iter().any(|w| w.attribution != q && speaker(w.attribution) == speaker(q));
            if !one {
                relayed.insert(q);
            }
        } else if let Some(list) = groups.get_mut(from) {
            *list = moved;
        }
    }
    groups.retain(|l| !l.is_empty());
    relayed
}

/// The pages whose publishers are named beside a claim, and those that its page is known to draw on.
fn beside(evidence: Evidence<'_>, outlets: &Outlets<'_>, claim: &Attribution) -> BTreeSet<PageIx> {
    let parts = claim.source.iter().chain(&claim.cue).chain(&claim.content).copied();
    let Some(hull) = parts.reduce(Span::hull) else { return BTreeSet::new() };
    let near = Span { begin: hull.begin.saturating_sub(NEAR), end: hull.end.saturating_add(NEAR) };
    let named =
        outlets.citations(claim.page).iter().filter(|c| c.form != CitationForm::Confirmed && c.name.overlaps(near));
    let all = &evidence.lineage.derivations;
    let drawn = all.iter().skip(all.partition_point(|d| d.page < claim.page)).take_while(|d| d.page == claim.page);
    let targets = named.map(|c| c.target).chain(drawn.map(|d| d.from));
    let pages = targets.filter_map(|t| if let Ancestor::Page(p) = t { Some(p) } else { None });
    pages.filter(|p| *p != claim.page).collect()
}

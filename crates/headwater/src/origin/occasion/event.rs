//! Occasions of one speaker, joined across pages: what stands behind an origin.
//!
//! Each page tells of an occasion in its own words, or not at all. Tellings of one speaker are one event where they share
//! a hearer or a statement, and nothing they say contradicts it; within a family of pages, pages that share statements or
//! came from each other, tellings that could be one are one. A quotation without an occasion belongs to the only
//! event of its speaker on its page, in its statement or in its family, and else to an event of which nothing is
//! known.

use std::collections::{BTreeMap, BTreeSet};

use super::alike::{BESIDE, apart, close, compatible, held, printed_before};
use super::doubt::doubt;
use super::outlet::Outlets;
use super::printed::{first_printed, first_told, told_beside};
use super::telling::{Heard, Telling};
use crate::id::{AttributionIx, PageIx, SpeakerIx};
use crate::lineage::Ancestor;
use crate::origin::{Evidence, Statement};
use crate::page::Date;
use crate::speech::{Attribution, Kind, OccasionKind};

/// One speaker on one occasion.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Who spoke.
    pub speaker: SpeakerIx,
    /// What kind of occasion; unknown where no page says.
    pub kind: OccasionKind,
    /// Who heard it.
    pub heard: BTreeSet<Heard>,
    /// When, as exactly as some page says.
    pub date: Option<Date>,
    /// Positions of the tellings it was joined from.
    pub tellings: Vec<usize>,
}

/// All events, and the event of each quotation.
#[derive(Clone, Debug, Default)]
pub struct Events {
    /// By speaker, then by first telling.
    pub list: Vec<Event>,
    /// The event of a quotation, by position in `list`.
    pub of: BTreeMap<AttributionIx, usize>,
    /// Where the pages don't say on which occasion a quotation was said: the events it may be from, by position in `list`.
    pub between: BTreeMap<AttributionIx, Vec<usize>>,
}

/// Joins tellings to events and gives each quotation of a known speaker its event.
pub fn join(
    evidence: Evidence<'_>,
    outlets: &Outlets<'_>,
    statements: &[Statement],
    tellings: &[Telling],
    family: &[PageIx],
) -> Events {
    let home = |p: PageIx| family.get(p.ix()).copied().unwrap_or(p);
    let mut spoken = Spoken::default();
    for (i, s) in statements.iter().enumerate() {
        let Some(speaker) = s.speaker else { continue };
        for &q in &s.quotations {
            if let Some(a) = evidence.speech.attributions.get(q.ix()) {
                spoken.statement.insert(q, i);
                if !retold(a) {
                    spoken.quotations.entry(speaker).or_default().push((q, a.page, i));
                }
            }
        }
    }
    for (i, t) in tellings.iter().enumerate() {
        for &s in &t.speakers {
            spoken.tellings.entry(s).or_default().push(i);
        }
    }
    let mut events = Events::default();
    let speakers: BTreeSet<SpeakerIx> = spoken.quotations.keys().copied().collect();
    for speaker in speakers {
        let told = spoken.tellings.get(&speaker).map_or(&[][..], Vec::as_slice);
        let quotations = spoken.quotations.get(&speaker).map_or(&[][..], Vec::as_slice);
        let clusters = cluster(evidence, tellings, told, quotations, &spoken.statement, &home);
        let first = events.list.len();
        for members in clusters {
            events.list.push(describe(speaker, tellings, members));
        }
        assign(evidence, &mut events, first, speaker, quotations, tellings, &home);
    }
    inherit(evidence, &mut events, &spoken);
    doubt(evidence, outlets, tellings, &mut events);
    events
}

/// Whether somebody tells within his own words, and in his own words, what another said: "“She told us it was safe,” said Pell".
fn retold(a: &Attribution) -> bool {
    a.within.is_some() && a.kind == Kind::Indirect && a.occasion.is_none()
}

/// What somebody is quoted as quoting has come on the quoting speaker's occasion, unless it has one of its own; what somebody
/// retells in his own words in any case.
fn inherit(evidence: Evidence<'_>, events: &mut Events, spoken: &Spoken) {
    let attributions = &evidence.speech.attributions;
    let known = |e: usize| events.list.get(e).is_some_and(|e| e.kind != OccasionKind::Unknown);
    let (mut found, mut open) = (Vec::new(), Vec::new());
    for &q in spoken.statement.keys() {
        if events.of.get(&q).is_some_and(|&e| known(e)) {
            continue;
        }
        let own = attributions.get(q.ix());
        let any = own.is_some_and(retold);
        let mut outer = own.and_then(|a| a.within);
        for _ in 0..DEEPEST {
            let Some(o) = outer else { break };
            if let Some(&e) = events.of.get(&o).filter(|&&e| any || known(e)) {
                found.push((q, e));
                break;
            }
            if let Some(several) = events.between.get(&o).filter(|_| any) {
                open.push((q, several.clone()));
                break;
            }
            outer = attributions.get(o.ix()).and_then(|a| a.within);
        }
    }
    for (q, e) in found {
        events.of.insert(q, e);
        events.between.remove(&q);
    }
    events.between.extend(open);
}

/// Quotations around a quotation that are looked at. Three deep is the deepest that newspapers print.
const DEEPEST: usize = 4;

#[derive(Default)]
struct Spoken {
    quotations: BTreeMap<SpeakerIx, Vec<(AttributionIx, PageIx, usize)>>,
    statement: BTreeMap<AttributionIx, usize>,
    tellings: BTreeMap<SpeakerIx, Vec<usize>>,
}

/// The family of each page, as the lowest page of it: pages joined by shared statements, derivations and citations.
pub fn families(evidence: Evidence<'_>, statements: &[Statement]) -> Vec<PageIx> {
    let mut sets = petgraph::unionfind::UnionFind::<usize>::new(evidence.pages.len());
    let mut unite = |a: PageIx, b: PageIx| {
        if a.ix() < evidence.pages.len() && b.ix() < evidence.pages.len() {
            sets.union(a.ix(), b.ix());
        }
    };
    for s in statements {
        s.pages.windows(2).for_each(|w| {
            if let [a, b] = w {
                unite(*a, *b)
            }
        });
    }
    for d in &evidence.lineage.derivations {
        if let Ancestor::Page(p) = d.from {
            unite(d.page, p);
        }
    }
    for c in &evidence.lineage.citations {
        if let Ancestor::Page(p) = c.target {
            unite(c.page, p);
        }
    }
    let roots = sets.into_labeling();
    let mut lowest: BTreeMap<usize, PageIx> = BTreeMap::new();
    for (i, &root) in roots.iter().enumerate() {
        lowest.entry(root).or_insert(PageIx::new(i));
    }
    roots.iter().filter_map(|r| lowest.get(r).copied()).collect()
}

/// Groups the tellings `told` of one speaker into events.
fn cluster(
    evidence: Evidence<'_>,
    tellings: &[Telling],
    told: &[usize],
    quotations: &[(AttributionIx, PageIx, usize)],
    statement: &BTreeMap<AttributionIx, usize>,
    home: &impl Fn(PageIx) -> PageIx,
) -> Vec<Vec<usize>> {
    let get = |i: usize| tellings.get(i);
    // The only telling on its page is told of all that its speaker says there.
    let alone = |t: &Telling| told.iter().filter(|&&j| get(j).is_some_and(|u| u.page == t.page)).count() == 1;
    let said: Vec<BTreeSet<usize>> = told
        .iter()
        .map(|&i| {
            let Some(t) = get(i) else { return BTreeSet::new() };
            let own = t.quotations.iter().filter_map(|q| statement.get(q).copied());
            let all = quotations.iter().filter(|q| q.1 == t.page && alone(t)).map(|q| q.2);
            own.chain(all).collect()
        })
        .collect();
    // Every pair of tellings, the best reason to join them first.
    let mut pairs = Vec::new();
    for (x, &i) in told.iter().enumerate() {
        for (y, &j) in told.iter().enumerate().skip(x + 1).take(MOST_PAIRS) {
            let (Some(a), Some(b)) = (get(i), get(j)) else { continue };
            let words = said.get(x).zip(said.get(y)).is_some_and(|(p, q)| !p.is_disjoint(q));
            let hearers = !a.heard.is_disjoint(&b.heard);
            let same_day = a.date.is_some() && a.date == b.date && a.kind == b.kind;
            let near = home(a.page) == home(b.page);
            let loose = a.loose || b.loose || (a.kind != b.kind && (a.brief || b.brief));
            let apart = apart(a, b);
            let rank = match () {
                () if hearers => 0,
                () if apart <= BESIDE && !loose => 0,
                () if words && !loose => 1,
                () if same_day => 2,
                () if near && a.kind == b.kind && !loose => 3,
                () if words => 4,
                () if near => 5,
                () if close(evidence, a, b) => 6,
                () => continue,
            };
            pairs.push((rank, apart.min(BESIDE + 1), x, y, words));
        }
    }
    pairs.sort_unstable();
    let mut group: Vec<usize> = (0..told.len()).collect();
    for (.., x, y, words) in pairs {
        let (Some(&gx), Some(&gy)) = (group.get(x), group.get(y)) else { continue };
        if gx == gy {
            continue;
        }
        let members = |g: usize| told.iter().zip(&group).filter(move |&(_, &h)| h == g).filter_map(|(&i, _)| get(i));
        if members(gx).all(|a| members(gy).all(|b| compatible(evidence, a, b, words))) {
            group.iter_mut().filter(|h| **h == gy).for_each(|h| *h = gx);
        }
    }
    let mut clusters: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (&i, &g) in told.iter().zip(&group) {
        clusters.entry(g).or_default().push(i);
    }
    clusters.into_values().collect()
}

/// Tellings that follow one of the same speaker and are looked at together with it: bounds the time for somebody who is
/// quoted on every page of a large collection.
pub(super) const MOST_PAIRS: usize = 200;

fn describe(speaker: SpeakerIx, tellings: &[Telling], members: Vec<usize>) -> Event {
    let list = || members.iter().filter_map(|&i| tellings.get(i));
    let mut votes: BTreeMap<((bool, bool), OccasionKind), usize> = BTreeMap::new();
    let interview = list().any(held);
    for t in list().filter(|t| !(interview && t.brief)) {
        *votes.entry(((t.loose || t.kind == OccasionKind::Unknown, t.far), t.kind)).or_default() += 1;
    }
    // What is said outright before what is said in passing, then what most pages say.
    let kind =
        votes.iter().min_by_key(|&(&(loose, kind), &n)| (loose, std::cmp::Reverse(n), kind)).map(|(&(_, k), _)| k);
    let exact = |d: &Date| (d.month.is_some(), d.day.is_some());
    let date = list().filter_map(|t| t.date.clone()).max_by(|a, b| exact(a).cmp(&exact(b)).then(b.cmp(a)));
    let heard = list().flat_map(|t| t.heard.iter().cloned()).collect();
    Event { speaker, kind: kind.unwrap_or(OccasionKind::Unknown), heard, date, tellings: members }
}

/// Gives each quotation of `speaker` its event among those from `first` on.
fn assign(
    evidence: Evidence<'_>,
    events: &mut Events,
    first: usize,
    speaker: SpeakerIx,
    quotations: &[(AttributionIx, PageIx, usize)],
    tellings: &[Telling],
    home: &impl Fn(PageIx) -> PageIx,
) {
    let (mut on_page, mut in_family) =
        (BTreeMap::<PageIx, BTreeSet<usize>>::new(), BTreeMap::<PageIx, BTreeSet<usize>>::new());
    let own: BTreeSet<AttributionIx> = quotations.iter().map(|q| q.0).collect();
    for (e, event) in events.list.iter().enumerate().skip(first) {
        for t in event.tellings.iter().filter_map(|&i| tellings.get(i)) {
            on_page.entry(t.page).or_default().insert(e);
            in_family.entry(home(t.page)).or_default().insert(e);
            for h in &t.heard {
                if let Heard::Page(p) = h {
                    in_family.entry(home(*p)).or_default().insert(e);
                }
            }
            for &q in t.quotations.iter().filter(|q| own.contains(q)) {
                events.of.insert(q, e);
            }
        }
    }
    let only = |set: Option<&BTreeSet<usize>>| set.filter(|s| s.len() == 1).and_then(|s| s.first().copied());
    let printed = first_printed(evidence, quotations);
    let told_from: Vec<Option<Date>> =
        events.list.iter().skip(first).map(|e| first_told(evidence, e, tellings)).collect();
    let heard: Vec<BTreeSet<Heard>> = events.list.iter().skip(first).map(|e| e.heard.clone()).collect();
    let beside = told_beside(events, first, quotations, tellings);
    // An occasion of which only later pages tell is not where words come from that were in print before, unless one of these pages
    // has the words too and names nobody else who heard them.
    let later = |e: usize, s: usize| {
        if heard.get(e - first).is_some_and(BTreeSet::is_empty) && beside.contains(&(e, s)) {
            return false;
        }
        let (Some((day, page)), Some(Some(told))) = (printed.get(&s), told_from.get(e - first)) else { return false };
        day.before(told) && !heard.get(e - first).is_some_and(|h| h.contains(&Heard::Page(*page)))
    };
    for (q, page, s) in quotations {
        if let (None, Some(e)) = (events.of.get(q), only(on_page.get(page)))
            && !later(e, *s)
        {
            events.of.insert(*q, e);
        }
    }
    let mut in_statement: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (q, _, s) in quotations {
        if let Some(&e) = events.of.get(q) {
            in_statement.entry(*s).or_default().insert(e);
        }
    }
    // Those of which some page tells outright; what is only mentioned in passing yields to them.
    let told: BTreeSet<usize> = (first..events.list.len())
        .filter(|&e| {
            let members = events.list.get(e).map_or(&[][..], |e| e.tellings.as_slice());
            members.iter().filter_map(|&i| tellings.get(i)).any(|t| !t.loose && !t.far)
        })
        .collect();
    let outright = |set: &BTreeSet<usize>| set.intersection(&told).copied().collect::<BTreeSet<usize>>();
    let mut nothing_known: BTreeMap<PageIx, usize> = BTreeMap::new();
    for (q, page, s) in quotations {
        if events.of.contains_key(q) {
            continue;
        }
        // What is yet to come when the page is printed is not what it tells of.
        let past = |set: &BTreeSet<usize>| -> BTreeSet<usize> {
            let later = |e: &usize| {
                let day = events.list.get(*e).and_then(|e| e.date.as_ref());
                day.is_some_and(|d| printed_before(evidence, *page, d))
            };
            set.iter().filter(|e| !later(e)).copied().collect()
        };
        let near = in_family.get(&home(*page)).map(past).map(|mut set| {
            set.retain(|e| *e < first + told_from.len() && !later(*e, *s));
            set
        });
        let near = near.filter(|set| !set.is_empty());
        let near = near.as_ref();
        let known = only(in_statement.get(s).map(past).as_ref())
            .or_else(|| only(near))
            .or_else(|| only(near.map(&outright).as_ref()));
        if let (None, Some(several)) = (known, near) {
            events.between.insert(*q, several.iter().copied().collect());
            continue;
        }
        let e = known.unwrap_or_else(|| {
            *nothing_known.entry(home(*page)).or_insert_with(|| {
                let kind = OccasionKind::Unknown;
                events.list.push(Event { speaker, kind, heard: BTreeSet::new(), date: None, tellings: Vec::new() });
                events.list.len() - 1
            })
        });
        events.of.insert(*q, e);
    }
}

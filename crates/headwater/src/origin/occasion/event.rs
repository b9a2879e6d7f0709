//! Occasions of one speaker, joined across pages: what stands behind an origin.
//!
//! Each page tells of an occasion in its own words, or not at all. Tellings of one speaker are one event where they share
//! a hearer or a statement, and nothing they say contradicts it; within a family of pages, pages that share statements or
//! came from each other, tellings that could be one are one. A quotation without an occasion belongs to the only
//! event of its speaker on its page, in its statement or in its family, and else to an event of which nothing is
//! known.

use std::collections::{BTreeMap, BTreeSet};

use super::outlet::{Outlets, fold};
use super::telling::{Heard, Telling};
use crate::id::{AttributionIx, PageIx, SpeakerIx};
use crate::lineage::Ancestor;
use crate::origin::statement::voice::is_named;
use crate::origin::{Evidence, Statement};
use crate::page::Date;
use crate::speech::{Kind, OccasionKind};

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
                spoken.quotations.entry(speaker).or_default().push((q, a.page, i));
                spoken.statement.insert(q, i);
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

/// What somebody is quoted as quoting has come on the quoting speaker's occasion, unless it has one of its own.
fn inherit(evidence: Evidence<'_>, events: &mut Events, spoken: &Spoken) {
    let attributions = &evidence.speech.attributions;
    let known = |e: usize| events.list.get(e).is_some_and(|e| e.kind != OccasionKind::Unknown);
    let mut found = Vec::new();
    for &q in spoken.statement.keys() {
        if events.of.get(&q).is_some_and(|&e| known(e)) {
            continue;
        }
        let mut outer = attributions.get(q.ix()).and_then(|a| a.within);
        for _ in 0..DEEPEST {
            let Some(o) = outer else { break };
            if let Some(&e) = events.of.get(&o).filter(|&&e| known(e)) {
                found.push((q, e));
                break;
            }
            outer = attributions.get(o.ix()).and_then(|a| a.within);
        }
    }
    for (q, e) in found {
        events.of.insert(q, e);
        events.between.remove(&q);
    }
}

/// Quotations around a quotation that are looked at. Three deep is the deepest that newspapers print.
const DEEPEST: usize = 4;

/// An event of which nothing is known but who spoke is an origin only where the words are somebody's own: a name that is no
/// publisher's, or words in quotation marks. Who asked the questions of one occasion, and speaks on the same page without
/// another, may speak of that occasion: this is left open.
fn doubt(evidence: Evidence<'_>, outlets: &Outlets<'_>, tellings: &[Telling], events: &mut Events) {
    let mut said: BTreeMap<usize, Vec<AttributionIx>> = BTreeMap::new();
    for (&q, &e) in &events.of {
        said.entry(e).or_default().push(q);
    }
    let asked = Asked::new(evidence, tellings, events);
    for (e, quotations) in said {
        let Some(event) = events.list.get(e).filter(|e| e.kind == OccasionKind::Unknown && e.tellings.is_empty())
        else {
            continue;
        };
        let of = |q: &AttributionIx| evidence.speech.attributions.get(q.ix());
        let heard: BTreeSet<usize> =
            quotations.iter().filter_map(of).flat_map(|a| asked.events(a.page, event.speaker)).collect();
        let published = quotations.iter().filter_map(of).take(MOST_SOURCES).any(|a| {
            let source = a.source.first();
            source.is_some_and(|&s| outlets.cited(a.page, s).is_some())
                || evidence
                    .speech
                    .speakers
                    .get(event.speaker.ix())
                    .is_some_and(|s| !outlets.pages_of(&s.name, a.page).is_empty())
        });
        let named = is_named(evidence, event.speaker) && !published;
        let quoted = quotations.iter().filter_map(of).any(|a| a.kind == Kind::Direct) && !published;
        if heard.is_empty() && (named || quoted) {
            continue;
        }
        for q in quotations {
            events.of.remove(&q);
            if !heard.is_empty() {
                events.between.insert(q, heard.iter().copied().collect());
            }
        }
    }
}

/// Quotations of one event that are looked at for a publisher as their source: the first tell.
const MOST_SOURCES: usize = 8;

/// Who asked the questions of which events, by page.
struct Asked {
    by: BTreeMap<(PageIx, SpeakerIx), BTreeSet<usize>>,
    /// Folded names of those who asked, by page, for speakers who are several of them together.
    names: BTreeMap<PageIx, Vec<(String, usize)>>,
    speakers: Vec<String>,
}

impl Asked {
    fn new(evidence: Evidence<'_>, tellings: &[Telling], events: &Events) -> Asked {
        let speakers: Vec<String> = evidence.speech.speakers.iter().map(|s| fold(&s.name)).collect();
        let (mut by, mut names) = (BTreeMap::<_, BTreeSet<usize>>::new(), BTreeMap::<PageIx, Vec<_>>::new());
        for (e, event) in events.list.iter().enumerate() {
            for t in event.tellings.iter().filter_map(|&i| tellings.get(i)) {
                for h in &t.heard {
                    if let Heard::Person(s) = h {
                        by.entry((t.page, *s)).or_default().insert(e);
                        names.entry(t.page).or_default().push((speakers.get(s.ix()).cloned().unwrap_or_default(), e));
                    }
                }
            }
        }
        Asked { by, names, speakers }
    }

    /// The events on whose page `speaker` is told to have asked; "Lind and Drax" asked where either did.
    fn events(&self, page: PageIx, speaker: SpeakerIx) -> BTreeSet<usize> {
        if let Some(found) = self.by.get(&(page, speaker)) {
            return found.clone();
        }
        let name = self.speakers.get(speaker.ix()).map_or("", String::as_str);
        let parts: Vec<&str> = name.split(" and ").filter(|p| !p.is_empty()).collect();
        if parts.len() < 2 {
            return BTreeSet::new();
        }
        let asked = self.names.get(&page).map_or(&[][..], Vec::as_slice).iter().take(MOST_PAIRS);
        asked.filter(|(n, _)| parts.contains(&n.as_str())).map(|&(_, e)| e).collect()
    }
}

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
const MOST_PAIRS: usize = 200;

/// Bytes between two tellings of one kind on one page: "repeated his account to the Post ... he said in the interview" stand
/// beside each other, and the next is told of first.
fn apart(a: &Telling, b: &Telling) -> u32 {
    let gap = b.span.begin.saturating_sub(a.span.end).max(a.span.begin.saturating_sub(b.span.end));
    if a.page == b.page && a.kind == b.kind { gap } else { u32::MAX }
}

/// Bytes between tellings that stand beside each other: two or three sentences.
const BESIDE: u32 = 300;

/// Whether two pages outside one family tell of the same kind of public occasion within these days.
fn close(evidence: Evidence<'_>, a: &Telling, b: &Telling) -> bool {
    let published = |p: PageIx| evidence.pages.get(p.ix())?.published.as_ref().map(|f| f.value.clone());
    let public = |t: &Telling| !t.loose && matches!(t.kind, OccasionKind::Public | OccasionKind::Hearing);
    let days = |d: Date| Some(i64::from(d.year) * 372 + i64::from(d.month?) * 31 + i64::from(d.day?));
    let apart = || Some((days(published(a.page)?)? - days(published(b.page)?)?).abs());
    public(a) && public(b) && a.kind == b.kind && apart().is_some_and(|n| n <= 3)
}

/// Whether two tellings can be of one occasion. With `words` in common, court and press conference may be two words for
/// one appearance; a loose telling goes with anything.
fn compatible(evidence: Evidence<'_>, a: &Telling, b: &Telling, words: bool) -> bool {
    let open = |k: OccasionKind| matches!(k, OccasionKind::Public | OccasionKind::Hearing | OccasionKind::Document);
    let far = a.far || b.far;
    // What is said in remarks to one outlet is said in its interview.
    let outlet = |h: &&Heard| !matches!(h, Heard::Person(_)) && b.heard.contains(*h);
    let heard = a.heard.iter().any(|h| outlet(&h)) && !hearing(a.kind) && !hearing(b.kind);
    // Words that one outlet heard in its interview were not said a second time: "wrote in a letter" is the looser word for it.
    let once = words && (held(a) && b.brief || held(b) && a.brief);
    let kinds =
        heard || once || a.loose || b.loose || a.kind == b.kind || (words && (far || (open(a.kind) && open(b.kind))));
    let dates = match (&a.date, &b.date) {
        (Some(x), Some(y)) => !x.before(y) && !y.before(x),
        // No page tells of what is yet to come.
        (Some(x), None) => !printed_before(evidence, b.page, x),
        (None, Some(y)) => !printed_before(evidence, a.page, y),
        (None, None) => true,
    };
    let outlets =
        |t: &Telling| t.heard.iter().filter(|h| !matches!(h, Heard::Person(_))).cloned().collect::<BTreeSet<_>>();
    let people =
        |t: &Telling| t.heard.iter().filter(|h| matches!(h, Heard::Person(_))).cloned().collect::<BTreeSet<_>>();
    let agree = |x: BTreeSet<Heard>, y: BTreeSet<Heard>| x.is_empty() || y.is_empty() || !x.is_disjoint(&y);
    // Two pages that share words of an occasion may name its place or its day otherwise; those that share none tell of two.
    let apart = !words && a.page != b.page && a.where_and_when.contradicts(&b.where_and_when);
    kinds && dates && !apart && agree(outlets(a), outlets(b)) && agree(people(a), people(b))
}

/// Whether a page was printed before a day.
fn printed_before(evidence: Evidence<'_>, page: PageIx, day: &Date) -> bool {
    let page = evidence.pages.get(page.ix());
    page.and_then(|p| p.published.as_ref()).is_some_and(|f| f.value.before(day))
}

fn hearing(kind: OccasionKind) -> bool {
    kind == OccasionKind::Hearing
}

/// Whether somebody at hand or named is told to have held an interview, and outright.
fn held(t: &Telling) -> bool {
    t.kind == OccasionKind::Interview && !t.loose && !t.far && !t.heard.is_empty()
}

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
    for (q, page, _) in quotations {
        if let (None, Some(e)) = (events.of.get(q), only(on_page.get(page))) {
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
        let near = in_family.get(&home(*page)).map(past).filter(|set| !set.is_empty());
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

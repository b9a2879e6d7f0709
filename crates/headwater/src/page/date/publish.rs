//! First publication and last change, chosen among all that a page claims.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::claim::{Claim, Evidence};
use super::shown::{SURE, Shown};
use super::{Date, clock};
use crate::page::identity::Found;

/// First publication and last change.
#[derive(Debug, Default)]
pub struct Dates {
    /// When it was first published.
    pub published: Option<Found<Date>>,
    /// When it was last changed.
    pub modified: Option<Found<Date>>,
}

/// A day that the page may be of, and all that speaks for it.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The claims of this day, in the page's order: the head's first, then the address's, then what is shown.
    pub claims: Vec<Claim>,
}

impl Candidate {
    /// The sum over the sources of the most that each says.
    pub fn weight(&self) -> f64 {
        let mut most: BTreeMap<u8, f64> = BTreeMap::new();
        for claim in &self.claims {
            let known = most.entry(claim.kind.source()).or_default();
            *known = known.max(weight(claim.kind));
        }
        most.values().sum()
    }

    /// Whether the page shows it between headline and story.
    fn near(&self) -> bool {
        self.claims.iter().any(|c| c.kind.near())
    }

    /// The claim that weighs most; the first of equals, since pages begin with what is their own.
    fn ground(&self) -> Option<&Claim> {
        let most = self.claims.iter().map(|c| weight(c.kind)).max_by(f64::total_cmp)?;
        self.claims.iter().find(|c| weight(c.kind) >= most)
    }
}

static WEIGHTS: LazyLock<BTreeMap<Evidence, f64>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/page/date.weights").lines().filter(|l| !l.starts_with('#'));
    let entries = lines.filter_map(|line| {
        let (name, weight) = line.split_once(' ')?;
        let kind = Evidence::ALL.iter().find(|(_, n)| *n == name)?.0;
        Some((kind, weight.parse().ok()?))
    });
    entries.collect()
});

fn weight(kind: Evidence) -> f64 {
    WEIGHTS.get(&kind).copied().unwrap_or(0.0)
}

/// The days that a page claims to be of, in the order in which they are first claimed; where none gives a day, its months.
///
/// `language` is the page's, to tell midnight where it is spoken.
pub fn candidates(head: Vec<Claim>, url: Option<Claim>, shown: Vec<Shown>, language: Option<&str>) -> Vec<Candidate> {
    let sure = || shown.iter().filter(|s| !s.claim.kind.changed() && s.score >= SURE);
    let best = sure().map(|s| s.score).max();
    let best = sure().find(|s| Some(s.score) == best);
    let best = best.map(|s| Claim { kind: Evidence::Best, found: s.claim.found.clone() });
    let mut claims = head;
    claims.extend(url);
    claims.extend(shown.into_iter().map(|s| s.claim));
    claims.extend(best);
    for claim in &mut claims {
        claim.found.value = clock::home(claim.found.value.clone(), language);
    }
    if claims.iter().any(|c| c.found.value.day.is_some()) {
        claims.retain(|c| c.found.value.day.is_some());
    }
    let mut days: BTreeMap<_, usize> = BTreeMap::new();
    let mut out: Vec<Candidate> = Vec::new();
    for claim in claims {
        let date = &claim.found.value;
        let at = *days.entry((date.year, date.month, date.day)).or_insert(out.len());
        match out.get_mut(at) {
            Some(candidate) => candidate.claims.push(claim),
            None => out.push(Candidate { claims: vec![claim] }),
        }
    }
    out
}

/// Chooses among the candidates: the publication is the day for which most is said; what is said is weighed by kind ([`Candidate::weight`]).
pub fn choose(candidates: &[Candidate]) -> Dates {
    let modified = changed(candidates);
    let mut best: Option<(f64, &Candidate)> = None;
    for candidate in candidates {
        let weight = candidate.weight();
        if weight > best.map_or(0.0, |(w, _)| w) {
            best = Some((weight, candidate));
        }
    }
    // A time in another zone than the page's own can be the next or the last day there: the day that is shown counts. So
    // where a page was put up again, and so late that its last change is before it, and an earlier day is shown.
    let shown = best.filter(|(_, c)| !c.near()).and_then(|(_, best)| {
        let ground = best.ground()?;
        let day = &ground.found.value;
        let again = matches!(ground.kind, Evidence::Schema | Evidence::SchemaOther | Evidence::Field)
            && modified
                .as_ref()
                .is_some_and(|m| m.value.before(day) || same_day(&m.value, day) && m.value.time < day.time);
        candidates.iter().find(|c| {
            let best_placed = c.claims.iter().any(|c| c.kind == Evidence::Best);
            let other = c.claims.first().map(|c| &c.found.value);
            best_placed && other.is_some_and(|other| near(day, other) || again && other.before(day))
        })
    });
    // Figures whose day and month a line has in the other order say the day that the head says.
    let turned = best.and_then(|(_, best)| {
        let day = &best.claims.first()?.found.value;
        let is_head =
            |c: &Claim| matches!(c.kind, Evidence::Schema | Evidence::Field | Evidence::Address | Evidence::Data);
        let of_head = |c: &&Candidate| c.claims.iter().any(|c| is_head(c) && turned(&c.found.value, day));
        if best.claims.iter().any(is_head) { None } else { candidates.iter().find(of_head) }
    });
    let published = turned.or(shown).or(best.map(|(_, c)| c)).and_then(Candidate::ground).map(|c| c.found.clone());
    // Changed before it was there: one of them is another thing's date, and the first publication is the surer.
    let modified = modified.filter(|m| published.as_ref().is_none_or(|p| !m.value.before(&p.value)));
    Dates { published, modified }
}

/// The last change: what JSON-LD says, else the fields, else what is shown; the first of each.
fn changed(candidates: &[Candidate]) -> Option<Found<Date>> {
    let claims = || candidates.iter().flat_map(|c| &c.claims);
    let order = [Evidence::SchemaChanged, Evidence::FieldChanged, Evidence::ShownChanged];
    order.iter().find_map(|&kind| claims().find(|c| c.kind == kind)).map(|c| c.found.clone())
}

fn same_day(a: &Date, b: &Date) -> bool {
    (a.year, a.month, a.day) == (b.year, b.month, b.day)
}

/// Whether one is the other with day and month in the other order.
fn turned(a: &Date, b: &Date) -> bool {
    a.day.is_some() && (a.year, a.month, a.day) == (b.year, b.day, b.month)
}

/// Whether two days follow on each other.
fn near(a: &Date, b: &Date) -> bool {
    let civil = |d: &Date| jiff::civil::Date::new(d.year, d.month? as i8, d.day? as i8).ok();
    let (Some(a), Some(b)) = (civil(a), civil(b)) else { return false };
    a.tomorrow().is_ok_and(|t| t == b) || a.yesterday().is_ok_and(|y| y == b)
}

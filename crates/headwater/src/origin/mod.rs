//! All of it to statements with routes and origins: how many independent sources stand behind each.
//!
//! Steps: [`statement`]s and whose they are, the [`occasion`]s on which they were said, the [`route`]s by which they came,
//! [`corroboration`] and [`hearsay`], [`discrepancy`], [`circular`] reports. [`topic`] says what
//! words are about.

pub mod circular;
mod class;
pub mod corroboration;
pub mod discrepancy;
pub mod hearsay;
pub mod occasion;
pub mod route;
pub mod statement;
pub mod topic;

pub use circular::{Circular, Step};
pub use corroboration::account;
pub use corroboration::{Corroboration, Stance, Witness};
pub use discrepancy::{Discrepancy, DiscrepancyKind};
pub use occasion::source::{Origin, OriginKind};
pub use route::{Independent, Route, Way};
pub use statement::{Statement, Version};

use std::collections::BTreeSet;

use crate::cut_short::CutShort;
use crate::decision::Decision;
use crate::id::OriginIx;
use crate::lineage::Lineage;
use crate::page::Page;
use crate::reuse::Reuse;
use crate::speech::Speech;

/// What stands behind the pages.
#[derive(Clone, Debug, Default)]
pub struct Origins {
    /// Those on most pages first.
    pub statements: Vec<Statement>,
    /// By the statements that rest on them.
    pub origins: Vec<Origin>,
    /// By page and place.
    pub corroborations: Vec<Corroboration>,
    /// By page and place.
    pub discrepancies: Vec<Discrepancy>,
    /// By the first page of their paths.
    pub circular: Vec<Circular>,
    /// Where a page holds more than is looked at.
    pub cut: Vec<CutShort>,
}

/// Everything that a step of this stage may look at.
#[derive(Clone, Copy, Debug)]
pub struct Evidence<'a> {
    /// The pages.
    pub pages: &'a [Page],
    /// What they say.
    pub speech: &'a Speech,
    /// What they share.
    pub reuse: &'a Reuse,
    /// Which came from which.
    pub lineage: &'a Lineage,
    /// What a person decided.
    pub decisions: &'a [Decision],
}

/// Follows every quotation up to where it comes from.
pub fn follow(evidence: Evidence<'_>) -> Origins {
    let outlets = occasion::outlet::Outlets::new(evidence);
    let echoes = route::Echoes::new(evidence);
    let (mut statements, mut cut) = statement::group(evidence, &outlets);
    let voices = statement::voice::Voices::new(evidence, &statements);
    for s in &mut statements {
        s.speaker = voices.elect(evidence, s);
    }
    let (tellings, more) = occasion::telling::tellings(evidence, &outlets, &echoes, &statements, &voices);
    cut.extend(more);
    let family = occasion::event::families(evidence, &statements);
    let events = occasion::event::join(evidence, &outlets, &statements, &tellings, &family);
    let ways = route::Ways::new(evidence, &outlets, &echoes, &tellings, &events, &statements);
    let (origins, place) = occasion::source::origins(&events, &ways);
    let count = route::Count::new(evidence, &events, &statements);
    for s in &mut statements {
        let found = s.quotations.iter().filter_map(|q| place.get(events.of.get(q)?).copied());
        s.origins = found.collect::<BTreeSet<_>>().into_iter().map(OriginIx::new).collect();
        if s.origins.is_empty() {
            let open = s.quotations.iter().filter_map(|q| events.between.get(q)).flatten();
            let open: BTreeSet<usize> = open.filter_map(|e| place.get(e).copied()).collect();
            s.between = open.into_iter().map(OriginIx::new).collect();
        }
        s.ways = ways.of(s);
        s.routes = s.ways.iter().map(|w| w.route).collect::<BTreeSet<_>>().into_iter().collect();
        s.independent = count.of(s);
        statement::compare(evidence, s);
    }
    let hearsay = hearsay::Hearsay::new(evidence, &outlets, &statements);
    let context = corroboration::Context {
        evidence,
        outlets: &outlets,
        tellings: &tellings,
        events: &events,
        statements: &statements,
        family: &family,
        voices: &voices,
        hearsay: &hearsay,
    };
    let (corroborations, more) = corroboration::find(context);
    cut.extend(more);
    let discrepancies = discrepancy::find(evidence, &statements);
    let circular = circular::find(context, &corroborations);
    Origins { statements, origins, corroborations, discrepancies, circular, cut }
}

//! All of it to statements with routes and origins: how many independent sources stand behind each.
//!
//! Steps: [`statement`], [`route`] and origins, [`corroboration`], [`discrepancy`], [`circular`] reports.

pub mod circular;
pub mod corroboration;
pub mod discrepancy;
pub mod route;
pub mod statement;

pub use circular::{Circular, Step};
pub use corroboration::{Corroboration, Stance, Witness};
pub use discrepancy::{Discrepancy, DiscrepancyKind};
pub use route::{Origin, OriginKind, Route};
pub use statement::{Statement, Version};

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
}

/// Follows every quotation up to where it comes from.
pub fn follow(evidence: Evidence<'_>) -> Origins {
    let _ = evidence;
    Origins::default()
}

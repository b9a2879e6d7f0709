//! Routes, the independent ways into the collection.
//!
//! Each quotation is followed up ([`follow`]): from a page that republishes ([`echo`]) to the page it was taken from, from a page that cites to
//! the page or work that it cites, from a page that says nothing to the one page that has the interview. Where nothing
//! leads on, that is the route. Pages that were each at a public occasion are each a route of their own. How many are [`independent`] is
//! another question: a page that says nothing may have the words from another.

mod echo;
mod follow;
mod independent;
mod publisher;
mod voice;

pub use echo::Echoes;
pub use follow::Ways;
pub use independent::{Count, Independent};

use crate::id::{AttributionIx, LostIx, PageIx, WorkIx};
use crate::reuse::Place;

/// An independent way into the collection: what derives from no other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Route {
    /// A page.
    Page(PageIx),
    /// A work that is not at hand.
    Work(WorkIx),
    /// A lost ancestor.
    Lost(LostIx),
}

/// By which way one quotation came into the collection.
#[derive(Clone, Debug, PartialEq)]
pub struct Way {
    /// The quotation.
    pub quotation: AttributionIx,
    /// Where following it up ends.
    pub route: Route,
    /// What each step rests on, with a sentence each; the quotation's own page first.
    pub steps: Vec<(Place, String)>,
    /// Whether it ends because nothing says where that page has the words from: whether it is a way of its own is open.
    pub silent: bool,
}

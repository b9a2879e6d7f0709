//! Statements: all quotations of one utterance, across pages.

use crate::id::{AttributionIx, OriginIx, PageIx, SpeakerIx};
use crate::origin::Route;
use crate::reuse::Change;

/// All quotations of one utterance.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// Its fullest version.
    pub fullest: AttributionIx,
    /// Who said it; `None`: unattributed or undetermined.
    pub speaker: Option<SpeakerIx>,
    /// Its quotations, by page and place.
    pub quotations: Vec<AttributionIx>,
    /// The pages they stand on, each once.
    pub pages: Vec<PageIx>,
    /// The independent ways in.
    pub routes: Vec<Route>,
    /// The primary sources.
    pub origins: Vec<OriginIx>,
    /// How the other versions differ from the fullest.
    pub versions: Vec<Version>,
}

/// How one quotation differs from the fullest version of its statement.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// The fullest version.
    pub a: AttributionIx,
    /// The other.
    pub b: AttributionIx,
    /// In order; spans into the texts of their pages.
    pub changes: Vec<Change>,
}

//! Where pages, or versions of one statement, can't both be right.

use crate::reuse::Place;

/// Things that can be compared and differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discrepancy {
    /// What differs.
    pub kind: DiscrepancyKind,
    /// The words that differ.
    pub places: Vec<Place>,
    /// What differs, in a sentence.
    pub note: String,
}

/// What differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DiscrepancyKind {
    /// A figure.
    Number,
    /// A date.
    Date,
    /// A place.
    Place,
    /// The spelling of a name.
    Name,
    /// The wording, where it turns the sense.
    Wording,
    /// Who is named as the speaker.
    Speaker,
}

impl DiscrepancyKind {
    /// Its name in the JSON format.
    pub fn name(self) -> &'static str {
        match self {
            DiscrepancyKind::Number => "number",
            DiscrepancyKind::Date => "date",
            DiscrepancyKind::Place => "place",
            DiscrepancyKind::Name => "name",
            DiscrepancyKind::Wording => "wording",
            DiscrepancyKind::Speaker => "speaker",
        }
    }
}

//! Where pages, or versions of one statement, can't both be right.
//!
//! What differs between versions and between passages ([`version`]) is taken from their drift: figures, dates, names, places
//! and negations that one side has otherwise. Places that several comparisons find are put together, so that a figure that
//! five pages have one way and one page another way is one discrepancy. What different statements say of one thing is
//! compared sentence by sentence ([`claim`]), figures by value and unit ([`figure`]). Names are compared by [`name`], and so is whom
//! a statement is given to ([`speaker`]); [`denied`] finds who denies what another page has them say, [`age`] the ages that pages give one person, [`tally`]
//! figures that pages give of one thing in whatever words, [`setting`] days, towns and ordinals of one thing, and [`when`] months,
//! years, days of the week and ages of somebody without a name, [`clock`] hours and [`side`] sides of one thing, where the beginnings of pages ([`lead`]) are of one event.

mod age;
mod claim;
mod clock;
mod denied;
mod figure;
mod hour;
mod lead;
mod name;
mod setting;
mod side;
mod speaker;
mod tally;
mod version;
mod when;

use super::{Evidence, Statement};
use crate::id::PageIx;
use crate::page::identity::name::page_name;
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

/// Whether a word is a month, a day of the week or a year.
pub(crate) fn is_calendar(word: &str) -> bool {
    version::is_calendar(word)
}

/// Whether a name is that of a country, or of another place that many know.
pub(crate) fn is_place(name: &str) -> bool {
    version::is_place(name)
}

/// Whether one of two texts is negated and the other is not.
pub fn turned(x: &str, y: &str) -> bool {
    version::turned(x, y)
}

/// All discrepancies, by page and place.
pub fn find(evidence: Evidence<'_>, statements: &[Statement]) -> Vec<Discrepancy> {
    let leads = lead::Leads::new(evidence, statements);
    let mut out = version::differing(evidence, statements);
    out.extend(tally::tallies(evidence, &leads, &out));
    out.extend(setting::settings(evidence, &leads, &out));
    out.extend(when::times(evidence, &leads, &out));
    out.extend(clock::hours(evidence, &leads, &out));
    out.extend(side::sides(evidence, &leads));
    out.extend(claim::rivals(evidence, statements, &out));
    out.extend(name::spelling::spellings(evidence));
    out.extend(name::namesake::namesakes(evidence, &leads));
    out.extend(age::ages(evidence, &leads));
    out.extend(statements.iter().filter_map(|s| speaker::speakers(evidence, s)));
    out.extend(statements.iter().filter_map(|s| denied::denied(evidence, s)));
    out.sort_by(|a, b| (&a.places, a.kind).cmp(&(&b.places, b.kind)));
    out.dedup();
    out
}

fn words(evidence: Evidence<'_>, place: Place) -> String {
    let text = evidence.pages.get(place.page.ix()).map_or("", |p| place.span.of(&p.text));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A finding that two places give one thing otherwise: `what`, the words of both with their pages, and `but`.
fn told_differently(
    evidence: Evidence<'_>,
    kind: DiscrepancyKind,
    what: &str,
    mut places: [Place; 2],
    but: &str,
) -> Discrepancy {
    places.sort_unstable();
    let told: Vec<String> =
        places.iter().map(|p| format!("“{}” ({})", words(evidence, *p), called(evidence, p.page))).collect();
    Discrepancy { kind, places: places.to_vec(), note: format!("{what}: {}{but}", told.join(", ")) }
}

/// What readers call a page.
fn called(evidence: Evidence<'_>, page: PageIx) -> String {
    evidence.pages.get(page.ix()).map_or_else(String::new, page_name)
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

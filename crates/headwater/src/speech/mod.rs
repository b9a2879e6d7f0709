//! [`Page`]s to attributions and speakers: who is said to have said what.
//!
//! A page alone is cut into [`sentence`]s, its quotation [`mark`]s are paired, and both are laid into [`frame`]s; in each
//! the [`model`] (English) or a [`rule`] with the [`cue`]s of the language finds [`attribution`]s, whose
//! cues tell the [`commitment`] of their sources. Then come [`mention`]s and [`occasion`]s, and last [`speaker`] joins people and
//! bodies across pages.

pub mod attribution;
pub mod commitment;
pub mod cue;
pub mod frame;
pub mod mark;
pub mod mention;
pub mod model;
pub mod occasion;
pub mod rule;
pub mod sentence;
pub mod speaker;

pub use attribution::{Act, Attribution, Kind};
pub use commitment::{Commitment, commitment, telling_cue};
pub use mention::{Entity, Gender, Mention};
pub use occasion::{Hearer, Occasion, OccasionKind};
use serde::{Deserialize, Serialize};
pub use speaker::{Speaker, SpeakerKind};

use rayon::prelude::*;

use crate::page::Page;

/// What one page says, before people are joined across pages. Speaker indices count within the page's `entities`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct PageSpeech {
    /// Attributions, in the order of their contents.
    pub attributions: Vec<Attribution>,
    /// People and bodies named on the page.
    pub entities: Vec<Entity>,
    /// Occasions on which somebody spoke.
    pub occasions: Vec<Occasion>,
}

/// What all pages say.
#[derive(Clone, Debug, Default)]
pub struct Speech {
    /// Attributions, by page and place.
    pub attributions: Vec<Attribution>,
    /// People and bodies, by their first mention.
    pub speakers: Vec<Speaker>,
    /// Occasions, by page and place.
    pub occasions: Vec<Occasion>,
}

/// Listens to every page, in parallel, and joins the people.
pub fn hear(pages: &[Page]) -> Speech {
    let heard: Vec<PageSpeech> = pages.par_iter().map(listen).collect();
    speaker::join(pages, heard, &[])
}

/// What one page says. Linear in its text.
pub fn listen(page: &Page) -> PageSpeech {
    let cut = sentence::cut(page);
    let marks = mark::pair(page, &cut);
    let mut attributions = attribution::find(page, &cut, &marks);
    let words = mention::word::annotate(page, &cut, &marks, &attributions);
    let entities = mention::find(&words, &mut attributions);
    let occasions = occasion::find(&words, &entities, &mut attributions);
    PageSpeech { attributions, entities, occasions }
}

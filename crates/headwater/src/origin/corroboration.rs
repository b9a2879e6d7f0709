//! Who is said to confirm, partly confirm, deny or be unable to verify what.

use crate::id::{SpeakerIx, StatementIx, WorkIx};
use crate::reuse::Place;

/// A sentence that says how somebody stands to what somebody else said.
#[derive(Clone, Debug, PartialEq)]
pub struct Corroboration {
    /// Whose account it is about.
    pub about: Option<SpeakerIx>,
    /// The one statement it is about, where the text says which.
    pub statement: Option<StatementIx>,
    /// Who is said to stand so.
    pub by: Witness,
    /// How.
    pub stance: Stance,
    /// The words that say so.
    pub place: Place,
    /// Whether the witness is independent of the first; `None`: undetermined.
    pub independent: Option<bool>,
    /// Why, in a sentence; also how the witness is said to know.
    pub why: String,
}

/// Who corroborates or denies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Witness {
    /// A person or body.
    Speaker(SpeakerIx),
    /// A page at hand.
    Page(crate::id::PageIx),
    /// A work.
    Work(WorkIx),
    /// Nobody in particular: "could not be verified".
    Nobody,
}

/// How a witness stands to an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stance {
    /// Confirms it.
    Corroborates,
    /// Confirms a part.
    Partly,
    /// Denies it.
    Denies,
    /// Can't say: "there is no way to verify".
    CannotVerify,
}

impl Stance {
    /// Its name in the JSON format.
    pub fn name(self) -> &'static str {
        match self {
            Stance::Corroborates => "corroborates",
            Stance::Partly => "partly",
            Stance::Denies => "denies",
            Stance::CannotVerify => "cannot verify",
        }
    }
}

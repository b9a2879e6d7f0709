//! Who is said to confirm, partly confirm, deny or be unable to verify what.
//!
//! [`stance`] reads the words of a sentence and [`account`] the phrases for a telling in it; [`resolve`] finds out whom they
//! mean: whose account it is, who the [`witness`] is, and whether he has [`independence`] of the first. [`people`] knows who is
//! named where, [`phrase`] what a phrase tells by itself, [`general`] whether it means people in general, [`unnamed`] witnesses whom only the sentence has, [`just_told`] those whom the sentence before has heard, [`topic`] which
//! statement a sentence speaks of, [`cited`] who is cited as confirming, [`own_words`] what is denied in words of its own, [`restated`] what only says again what was said. Comments of readers are never looked at.

pub mod account;
mod cited;
mod general;
mod independence;
mod introduced;
mod just_told;
mod own_words;
mod people;
mod phrase;
mod resolve;
mod restated;
pub mod stance;
mod topic;
mod unnamed;
mod witness;

use self::people::People;
use self::resolve::Reader;
use super::hearsay::Hearsay;
use super::occasion::event::Events;
use super::occasion::outlet::Outlets;
use super::occasion::telling::Telling;
use super::statement::voice::Voices;
use super::{Evidence, Statement};
use crate::cut_short::CutShort;
use crate::id::{PageIx, SpeakerIx, StatementIx, WorkIx};
use crate::reuse::Place;

/// A sentence that says how somebody stands to what somebody else said.
#[derive(Clone, Debug, PartialEq)]
pub struct Corroboration {
    /// Whose account it is about.
    pub about: Option<SpeakerIx>,
    /// Whether the sentence says whose it is; otherwise ("the account") `about` is told from the sentences around.
    pub named: bool,
    /// Whether the page speaks of its own telling: "our report has been confirmed".
    pub own: bool,
    /// What it is about where the sentence names no account: "the deaths".
    pub matter: Option<Place>,
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
    /// Somebody or something of whom no page knows more than these words of the sentence.
    Words(Place),
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

/// What this step needs of the ones before it.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// All stages before this one.
    pub evidence: Evidence<'a>,
    /// Who publishes what.
    pub outlets: &'a Outlets<'a>,
    /// How pages tell of occasions.
    pub tellings: &'a [Telling],
    /// Occasions across pages.
    pub events: &'a Events,
    /// Statements with their routes.
    pub statements: &'a [Statement],
    /// The family of each page.
    pub family: &'a [PageIx],
    /// Which speakers are one.
    pub voices: &'a Voices,
    /// Who says to have what he tells from whom.
    pub hearsay: &'a Hearsay,
}

/// All corroborations, by page and place, and the pages that have more sentences for them than are read.
pub fn find(context: Context<'_>) -> (Vec<Corroboration>, Vec<CutShort>) {
    use rayon::prelude::*;
    let people = People::new(context);
    let lists: Vec<(Vec<Corroboration>, bool)> = (0..context.evidence.pages.len())
        .into_par_iter()
        .map(|i| Reader::new(context, &people, PageIx::new(i)).map(|r| r.read()).unwrap_or_default())
        .collect();
    let page = |i: usize| CutShort {
        about: "corroborations",
        page: PageIx::new(i),
        text: format!("only the first {} sentences that confirm, deny or doubt were read", resolve::MOST),
    };
    let cut = lists.iter().enumerate().filter(|(_, l)| l.1).map(|(i, _)| page(i)).collect();
    (lists.into_iter().flat_map(|l| l.0).collect(), cut)
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

//! What a person decided. It wins over what the program finds, and every report says that a person decided it.
//!
//! Decisions name pages by path and hash and quotations by their words, so that they hold when pages come and go. Those on
//! a page are laid on before anybody is listened to ([`page`]); those on speakers, statements and parents where these are
//! found ([`speaker`], [`statement`], [`parent`]). What can't be laid on, since its page or words are not there, is told.

pub(crate) mod page;
pub(crate) mod parent;
pub(crate) mod speaker;
pub(crate) mod statement;

use crate::id::PageIx;
use crate::page::{Date, Page, Role};

/// Something that a person decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// What.
    pub what: What,
    /// Who decided it.
    pub by: String,
    /// When, as whoever keeps it writes times.
    pub at: String,
    /// Why, in that person's words.
    pub note: Option<String>,
}

/// A page by what does not change when others come or go.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// Its path.
    pub path: String,
    /// SHA-256 of its bytes.
    pub sha256: [u8; 32],
}

/// Words on a page: those of a block, or of a quotation. Its beginning is enough.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// The page.
    pub page: Key,
    /// The words; white space makes no difference.
    pub words: String,
}

/// What a person can decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// Something worth knowing of a page; it changes nothing.
    Note(Key),
    /// When a page was first published.
    Published(Key, Date),
    /// Who wrote a page.
    Authors(Key, Vec<String>),
    /// What a block is on its page.
    Role(Words, Role),
    /// Which page a page comes from, or that it comes from none at hand.
    Parent(Key, Option<Key>),
    /// Two names are one speaker's.
    OneSpeaker(String, String),
    /// The bearer of a name on a page is somebody else than those of that name on other pages.
    OtherSpeaker(Key, String),
    /// Two quotations are of one utterance.
    OneStatement(Words, Words),
    /// A quotation is of another utterance than those it was put together with.
    OtherStatement(Words),
}

/// A decision as a report tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The part of the trace that it changes, by its key in the JSON format.
    pub about: &'static str,
    /// The sentence.
    pub text: String,
}

impl Key {
    /// The page of that key among `pages`.
    fn find(&self, pages: &[Page]) -> Option<PageIx> {
        pages.iter().position(|p| self.is(p)).map(PageIx::new)
    }

    fn is(&self, page: &Page) -> bool {
        page.sha256 == self.sha256 && page.path == self.path
    }
}

impl Decision {
    /// Who and when, as evidence and notes give it.
    pub(crate) fn stamp(&self) -> String {
        format!("{}, {}", self.by, self.at)
    }

    /// The pages it names.
    fn pages(&self) -> Vec<&Key> {
        match &self.what {
            What::Note(k)
            | What::Published(k, _)
            | What::Authors(k, _)
            | What::OtherSpeaker(k, _)
            | What::Parent(k, None) => vec![k],
            What::Role(w, _) | What::OtherStatement(w) => vec![&w.page],
            What::Parent(k, Some(parent)) => vec![k, parent],
            What::OneStatement(a, b) => vec![&a.page, &b.page],
            What::OneSpeaker(..) => Vec::new(),
        }
    }

    /// The sentence that reports tell of it.
    pub(crate) fn told(&self, pages: &[Page]) -> Told {
        let (about, what) = match &self.what {
            What::Note(k) => ("pages", format!("a note on {}", k.path)),
            What::Published(k, date) => ("pages", format!("{} was published {date}", k.path)),
            What::Authors(k, names) => ("pages", format!("{} was written by {}", k.path, names.join(", "))),
            What::Role(w, role) => ("pages", format!("“{}” on {} is {}", short(&w.words), w.page.path, role.name())),
            What::Parent(k, Some(p)) => ("derivations", format!("{} comes from {}", k.path, p.path)),
            What::Parent(k, None) => ("derivations", format!("{} comes from no other page at hand", k.path)),
            What::OneSpeaker(a, b) => ("statements", format!("{a} and {b} are one speaker")),
            What::OtherSpeaker(k, name) => {
                ("statements", format!("{name} on {} is somebody else than {name} on other pages", k.path))
            }
            What::OneStatement(a, b) => {
                ("statements", format!("“{}” and “{}” are one statement", short(&a.words), short(&b.words)))
            }
            What::OtherStatement(w) => {
                ("statements", format!("“{}” on {} is a statement of its own", short(&w.words), w.page.path))
            }
        };
        let note = self.note.as_deref().map(|n| format!(" ({n})")).unwrap_or_default();
        let missing = self.pages().into_iter().any(|k| k.find(pages).is_none());
        let missing = if missing { " It has no effect: the page is not among these." } else { "" };
        Told { about, text: format!("A person's decision ({}): {what}{note}.{missing}", self.stamp()) }
    }
}

/// Words on one line, with single spaces, in small letters: what decisions are matched by.
fn plain(text: &str) -> String {
    let marks = |c: char| c.is_whitespace() || matches!(c, '“' | '”' | '"' | '«' | '»' | '„' | '‘' | '’' | '\'');
    text.split(marks).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The beginning of words, for a sentence.
fn short(text: &str) -> String {
    const MOST: usize = 60;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= MOST { line } else { line.chars().take(MOST).chain(['…']).collect() }
}

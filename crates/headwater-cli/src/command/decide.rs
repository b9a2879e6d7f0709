//! `headwater decide`: what a person decides about a collection.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use headwater_store::{Collection, Listed, Mode, Ruling, date_of};

use super::collection;
use crate::error::CommandError;
use crate::output::Output;

/// Keeps what you decide about a collection. It wins over what the program finds, holds for later versions of the pages,
/// is told in every report as a person's decision, and can be undone.
#[derive(Debug, Args)]
pub(super) struct Decide {
    /// The collection: one file
    #[arg(value_name = "COLLECTION")]
    collection: PathBuf,
    #[command(subcommand)]
    what: What,
    /// Who decides [default: the user's name]
    #[arg(long, global = true, value_name = "NAME")]
    by: Option<String>,
    /// Why
    #[arg(long, global = true, value_name = "TEXT")]
    why: Option<String>,
}

#[derive(Debug, Subcommand)]
enum What {
    /// When a page was first published: 2019, 2019-03 or 2019-03-18
    Date {
        #[arg(value_name = "PAGE")]
        page: String,
        date: String,
    },
    /// Who wrote a page
    Author {
        #[arg(value_name = "PAGE")]
        page: String,
        #[arg(required = true)]
        names: Vec<String>,
    },
    /// What the block that begins with some words is: headline, byline, credit, date, story, caption, comment, furniture
    Role {
        #[arg(value_name = "PAGE")]
        page: String,
        role: String,
        words: String,
    },
    /// Which page a page comes from; `none`: from none at hand
    Parent {
        #[arg(value_name = "PAGE")]
        page: String,
        #[arg(value_name = "PAGE|none")]
        parent: String,
    },
    /// Something worth knowing of a page, told in every report
    Note {
        #[arg(value_name = "PAGE")]
        page: String,
        text: String,
    },
    /// Two names are one speaker's
    SameSpeaker { one: String, other: String },
    /// The bearer of a name on a page is somebody else than on other pages
    OtherSpeaker {
        #[arg(value_name = "PAGE")]
        page: String,
        name: String,
    },
    /// Two quotations, each by its page and first words, are of one utterance
    SameStatement {
        #[arg(value_name = "PAGE")]
        page: String,
        words: String,
        #[arg(value_name = "OTHER PAGE")]
        other: String,
        other_words: String,
    },
    /// A quotation, by its page and first words, is of another utterance than those it was put together with
    OtherStatement {
        #[arg(value_name = "PAGE")]
        page: String,
        words: String,
    },
    /// Undo a decision: it is kept, and no longer holds
    Undo {
        #[arg(value_name = "NUMBER")]
        decision: i64,
    },
    /// All decisions, the undone ones too
    List,
}

impl Decide {
    pub(super) fn run(&self) -> Result<ExitCode, CommandError> {
        let mut output = Output::open(None)?;
        if let What::List = self.what {
            let store = collection::open(&self.collection, Mode::Read)?;
            let all = store.decisions().map_err(CommandError::collection)?;
            for d in &all {
                let undone = d.undone.as_ref().map(|(at, by)| format!("; undone by {by}, {at}")).unwrap_or_default();
                let why = d.note.as_deref().map(|n| format!(" ({n})")).unwrap_or_default();
                output.write(&format!("{:>4}  {}{why} — {}, {}{undone}\n", d.id, in_words(&d.ruling), d.by, d.at))?;
            }
            if all.is_empty() {
                output.write("Nothing is decided.\n")?;
            }
            output.finish()?;
            return Ok(ExitCode::SUCCESS);
        }
        let mut store = collection::open(&self.collection, Mode::Write)?;
        let by = self.by.clone().or_else(|| std::env::var("USER").ok()).filter(|b| !b.trim().is_empty());
        let Some(by) = by else {
            return Err(CommandError::usage(anyhow::anyhow!("nobody is named"), "Say who decides, with --by NAME."));
        };
        let now = collection::now();
        if let What::Undo { decision } = self.what {
            let mut batch = store.begin().map_err(CommandError::collection)?;
            let undone = batch.undo(decision, &by, &now).map_err(CommandError::collection)?;
            batch.commit().map_err(CommandError::collection)?;
            output.write(&format!("undone {decision}: {}\n", in_words(&undone.ruling)))?;
        } else {
            let ruling = self.ruling(&store)?;
            let why = match &self.what {
                What::Note { text, .. } => Some(text.as_str()),
                _ => self.why.as_deref(),
            };
            let mut batch = store.begin().map_err(CommandError::collection)?;
            let id = batch.decide(&ruling, &by, &now, why).map_err(CommandError::collection)?;
            batch.commit().map_err(CommandError::collection)?;
            output.write(&format!("decided {id}: {}\n", in_words(&ruling)))?;
        }
        output.finish()?;
        Ok(ExitCode::SUCCESS)
    }

    /// What is to be kept; what can't hold is refused here.
    fn ruling(&self, store: &Collection) -> Result<Ruling, CommandError> {
        let listed =
            |name: &str| -> Result<Listed, CommandError> { store.named(name).map_err(CommandError::collection) };
        let page = |name: &str| listed(name).map(|p| p.place);
        Ok(match &self.what {
            What::Date { page: name, date } => {
                if date_of(date).is_none() {
                    let error = anyhow::anyhow!("{date:?} is no date");
                    return Err(CommandError::usage(error, "Write it as 2019, 2019-03 or 2019-03-18."));
                }
                Ruling::Date { page: page(name)?, date: date.clone() }
            }
            What::Author { page: name, names } => Ruling::Author { page: page(name)?, names: names.clone() },
            What::Role { page: name, role, words } => {
                const ROLES: [&str; 8] =
                    ["headline", "byline", "credit", "date", "story", "caption", "comment", "furniture"];
                if !ROLES.contains(&role.as_str()) {
                    let error = anyhow::anyhow!("{role:?} is no role");
                    return Err(CommandError::usage(error, format!("The roles are {}.", ROLES.join(", "))));
                }
                let of = listed(name)?;
                let (read, _) = store.reading(of.id).map_err(CommandError::collection)?;
                holds(read.blocks.iter().map(|b| b.span.of(&read.text).to_owned()), words, "block", &of)?;
                Ruling::Role { page: of.place, words: words.clone(), role: role.clone() }
            }
            What::Parent { page: name, parent } => {
                let parent = if parent == "none" { None } else { Some(page(parent)?) };
                let child = page(name)?;
                if parent.as_ref() == Some(&child) {
                    let error = anyhow::anyhow!("a page can't come from itself");
                    return Err(CommandError::usage(error, "Give two pages, or `none` for the second."));
                }
                Ruling::Parent { page: child, parent }
            }
            What::Note { page: name, .. } => Ruling::Note { page: page(name)? },
            What::SameSpeaker { one, other } => Ruling::SameSpeaker { names: [one.clone(), other.clone()] },
            What::OtherSpeaker { page: name, name: who } => {
                let of = listed(name)?;
                let (_, heard) = store.reading(of.id).map_err(CommandError::collection)?;
                let names: Vec<String> = heard.entities.iter().filter_map(|e| e.name.clone()).collect();
                if !names.iter().any(|n| n.to_lowercase() == who.trim().to_lowercase()) {
                    let error = anyhow::anyhow!("nobody is called {who:?} on page {}", of.id);
                    return Err(CommandError::usage(error, format!("It names: {}.", names.join(", "))));
                }
                Ruling::OtherSpeaker { page: of.place, name: who.clone() }
            }
            What::SameStatement { page: name, words, other, other_words } => {
                let (a, b) = (quoted(store, &listed(name)?, words)?, quoted(store, &listed(other)?, other_words)?);
                Ruling::SameStatement { pages: [a, b], words: [words.clone(), other_words.clone()] }
            }
            What::OtherStatement { page: name, words } => {
                Ruling::OtherStatement { page: quoted(store, &listed(name)?, words)?, words: words.clone() }
            }
            What::Undo { .. } | What::List => Ruling::SameSpeaker { names: Default::default() },
        })
    }
}

/// The place of a page on which a quotation begins with `words`.
fn quoted(store: &Collection, page: &Listed, words: &str) -> Result<String, CommandError> {
    let (read, heard) = store.reading(page.id).map_err(CommandError::collection)?;
    let said = heard.attributions.iter().filter(|a| a.is_quotation());
    let said = said.map(|a| a.content.iter().map(|s| s.of(&read.text)).collect::<Vec<_>>().join(" "));
    holds(said, words, "quotation", page)?;
    Ok(page.place.clone())
}

/// An error where nothing in `list` begins with `words`.
fn holds(list: impl Iterator<Item = String>, words: &str, what: &str, page: &Listed) -> Result<(), CommandError> {
    let plain = |text: &str| {
        let letters: String = text.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
        letters.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
    };
    let wanted = plain(words);
    let mut list = list;
    if !wanted.is_empty() && list.any(|text| plain(&text).starts_with(&wanted)) {
        return Ok(());
    }
    Err(CommandError::usage(
        anyhow::anyhow!("no {what} on page {} begins with {words:?}", page.id),
        format!("`headwater show COLLECTION {}` shows the page: copy the first words from there.", page.id),
    ))
}

fn in_words(ruling: &Ruling) -> String {
    match ruling {
        Ruling::Note { page } => format!("note on {page}"),
        Ruling::Date { page, date } => format!("{page} was published {date}"),
        Ruling::Author { page, names } => format!("{page} was written by {}", names.join(", ")),
        Ruling::Role { page, words, role } => format!("“{words}” on {page} is {role}"),
        Ruling::Parent { page, parent: Some(parent) } => format!("{page} comes from {parent}"),
        Ruling::Parent { page, parent: None } => format!("{page} comes from no page at hand"),
        Ruling::SameSpeaker { names: [a, b] } => format!("{a} and {b} are one speaker"),
        Ruling::OtherSpeaker { page, name } => format!("{name} on {page} is somebody else than on other pages"),
        Ruling::SameStatement { pages: [a, b], words: [x, y] } => {
            format!("“{x}” on {a} and “{y}” on {b} are one statement")
        }
        Ruling::OtherStatement { page, words } => format!("“{words}” on {page} is a statement of its own"),
    }
}

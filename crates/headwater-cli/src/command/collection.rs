//! What the verbs on a collection have in common.

use std::path::{Path, PathBuf};

use clap::Args;
use headwater::report::text::Style;
use headwater::trace::{self, Trace};
use headwater_store::{Collection, Mode, StoreError};
use rayon::prelude::*;

use crate::error::CommandError;
use crate::output::{self, Color, Output};
use crate::progress::Progress;

/// What every verb that shows something of a collection may be told.
#[derive(Debug, Args)]
pub(super) struct Shown {
    /// The collection: one file
    #[arg(value_name = "COLLECTION")]
    pub(super) collection: PathBuf,
    /// Write the answer there instead of to the standard output
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// When to use colours
    #[arg(long, value_enum, value_name = "WHEN", default_value = "auto")]
    color: Color,
    /// Show long parts of the text whole
    #[arg(long)]
    pub(super) all: bool,
    /// Columns of the text [default: those of the terminal, else 100]
    #[arg(long, value_name = "COLUMNS")]
    width: Option<u16>,
    /// Show no progress
    #[arg(short, long)]
    quiet: bool,
}

/// One run of a verb on a collection.
pub(super) struct Run {
    pub(super) collection: Collection,
    pub(super) output: Output,
    pub(super) style: Style,
    pub(super) progress: Progress,
}

impl Shown {
    /// Opens the collection, and the output.
    pub(super) fn begin(&self, mode: Mode) -> Result<Run, CommandError> {
        let collection = open(&self.collection, mode)?;
        let output = Output::open(self.output.as_deref())?;
        let style = output::style(self.output.as_deref(), self.color, self.width, self.all);
        Ok(Run { collection, output, style, progress: Progress::new(self.quiet) })
    }
}

/// Opens a collection.
pub(super) fn open(path: &Path, mode: Mode) -> Result<Collection, CommandError> {
    Collection::open(path, mode).map_err(CommandError::collection)
}

/// Pages that are recalled at once: their blobs are read one after another, and unpacked in parallel.
const AT_ONCE: usize = 256;

/// Traces all pages of a collection: the same answer as that of tracing them from their files.
pub(super) fn trace(collection: &Collection, progress: &Progress) -> Result<Trace, CommandError> {
    progress.begin("pages recalled:");
    let ids = collection.ids().map_err(CommandError::collection)?;
    let mut read = Vec::with_capacity(ids.len());
    for ids in ids.chunks(AT_ONCE) {
        let packed = ids.iter().map(|&id| collection.packed(id)).collect::<Result<Vec<_>, StoreError>>();
        let packed = packed.map_err(CommandError::collection)?;
        let opened: Vec<_> = packed.into_par_iter().map(|p| p.open()).collect();
        for (opened, &id) in opened.into_iter().zip(ids) {
            // A damaged reading is made again from the bytes.
            let opened = opened.or_else(|_| collection.reading(id));
            read.push(opened.map_err(CommandError::collection)?);
        }
        progress.advance(ids.len());
    }
    progress.begin("comparing pages:");
    let decisions = collection.holding().map_err(CommandError::collection)?;
    Ok(trace::trace_decided(read, &decisions, &trace::Options::default()))
}

/// The time, to the second, in UTC.
pub(super) fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// `n things`, with the right ending.
pub(super) fn count(n: usize, one: &str, many: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {many}") }
}

/// The words on one line, cut to so many characters.
pub(super) fn cut(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let clean: String = line.chars().filter(|c| !c.is_control()).collect();
    if clean.chars().count() <= most {
        return clean;
    }
    let mut short: String = clean.chars().take(most.saturating_sub(1)).collect();
    short.push('…');
    short
}

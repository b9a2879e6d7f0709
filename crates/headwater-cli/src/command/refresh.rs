//! `headwater refresh`: everything that is made of the pages, made anew.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use headwater_store::{Collection, Mode};

use super::collection;
use crate::error::CommandError;
use crate::output::Output;
use crate::progress::Progress;

/// Reads all pages of a collection again from their bytes, and makes everything anew that is made of them.
///
/// It is needed after an update of the program that reads pages better, or finds them by other means.
#[derive(Debug, Args)]
pub(super) struct Refresh {
    /// The collection: one file
    #[arg(value_name = "COLLECTION")]
    collection: PathBuf,
    /// Show no progress
    #[arg(short, long)]
    quiet: bool,
}

impl Refresh {
    pub(super) fn run(&self) -> Result<ExitCode, CommandError> {
        let mut store = collection::open(&self.collection, Mode::Write)?;
        let pages = refresh(&mut store, &Progress::new(self.quiet))?;
        let mut output = Output::open(None)?;
        output.write(&format!("{} read again\n", collection::count(pages, "page", "pages")))?;
        output.finish()?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Does it; how many pages there were.
pub(super) fn refresh(store: &mut Collection, progress: &Progress) -> Result<usize, CommandError> {
    progress.begin("pages read again:");
    let mut pages = 0;
    let done = store.refresh(|| {
        pages += 1;
        progress.step();
    });
    done.map_err(CommandError::collection)?;
    Ok(pages)
}

//! `headwater remove`: pages out of a collection.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use headwater_store::Mode;

use super::collection;
use crate::error::CommandError;
use crate::output::Output;

/// Takes pages out of a collection, with all their versions and bytes. It can't be undone.
#[derive(Debug, Args)]
pub(super) struct Remove {
    /// The collection: one file
    #[arg(value_name = "COLLECTION")]
    collection: PathBuf,
    /// Which pages: their ids, addresses or paths
    #[arg(required = true, value_name = "ID|URL|PATH")]
    pages: Vec<String>,
}

impl Remove {
    pub(super) fn run(&self) -> Result<ExitCode, CommandError> {
        let mut store = collection::open(&self.collection, Mode::Write)?;
        let found: Result<Vec<_>, _> = self.pages.iter().map(|name| store.named(name)).collect();
        let mut found = found.map_err(CommandError::collection)?;
        // Two names may mean one page.
        found.sort_by(|a, b| (&a.place, b.id).cmp(&(&b.place, a.id)));
        found.dedup_by(|a, b| a.place == b.place);
        let mut batch = store.begin().map_err(CommandError::collection)?;
        let mut lines = String::new();
        for page in &found {
            let versions = batch.remove(page.id).map_err(CommandError::collection)?;
            let all = if versions > 1 { format!(" with its {versions} versions") } else { String::new() };
            lines.push_str(&format!("removed {} {}{all}\n", page.id, page.path));
        }
        batch.commit().map_err(CommandError::collection)?;
        let mut output = Output::open(None)?;
        output.write(&lines)?;
        output.finish()?;
        Ok(ExitCode::SUCCESS)
    }
}
